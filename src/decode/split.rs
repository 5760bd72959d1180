//! Splitting of rows into one file per value of a column.

use super::account::{Account, Observer};
use super::error::DecodeError;
use super::frames::MESSAGE;
use super::options::DecodeOptions;
use super::run::{RowSource, Run};
use super::source::InputTable;
use crate::output::{FileName, FileNames};
use crate::table::{
    AnyTableFormat, Batch, BlockSize, Cell, RowBlock, TableFile, TableKind, TableSchema,
};
use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::sync::Arc;

/// Maximum number of files for separate values. The rows of further values share a file per table.
const MAX_FILES: usize = 1 << 16;

/// Name of the file for rows without a value, and for rows of further values.
const OTHER: &str = "other";

/// Maximum number of rows of all files that are not encoded yet.
const MAX_PENDING_ROWS: usize = 1 << 18;

/// Default maximum size of a name in bytes, which leaves space for the rest of a file name.
const MAX_NAME_SIZE: usize = 200;

/// Input size per block.
const BLOCK: BlockSize = BlockSize { bytes: 1 << 20, full: false };

/// Column that rows are split by.
#[derive(Clone, Debug)]
pub struct SplitColumn {
    name: String,
    max_name_size: usize,
}

impl SplitColumn {
    fn new(name: &str) -> Self {
        Self { name: name.to_owned(), max_name_size: MAX_NAME_SIZE }
    }

    /// Sets the maximum size of a [name](PartName::name) in bytes.
    #[must_use]
    pub fn max_name_size(self, size: usize) -> Self {
        Self { max_name_size: size, ..self }
    }
}

/// Name of the table of a column value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PartName {
    /// Name, which is unique and safe to use in a file name; see
    /// [`FileNames`](crate::output::FileNames).
    pub name: String,
    /// Value of the column; `None` for rows without a value, and for the table of all further values
    /// after 65,536 tables.
    pub value: Option<String>,
    /// True if the name is the value, after the name of the protocol if there are several.
    pub is_exact: bool,
    /// True if the table receives the rows of all further values.
    pub is_rest: bool,
}

impl Run {
    /// Looks up a column to [split](Self::split) by; `message` also selects the field that contains
    /// the message type.
    ///
    /// # Errors
    /// Returns an error if the column does not exist.
    pub fn split_column(&self, name: &str) -> Result<SplitColumn, DecodeError> {
        if self.schema().position(name).is_some() {
            return Ok(SplitColumn::new(name));
        }
        let field = match &self.source {
            RowSource::Frames(frames) if name == MESSAGE => frames.message_field(),
            _ => None,
        };
        match field {
            Some(field) => Ok(SplitColumn::new(&field)),
            None if name == MESSAGE => Err(DecodeError::NoMessages),
            None => Err(self.schema().unknown(name).into()),
        }
    }

    /// Decodes into one file per value of a column. `open` creates the output for a name, which is
    /// unique and safe to use in a file name.
    ///
    /// # Errors
    /// Returns an error as in [`split_parts`](Self::split_parts).
    pub fn split<W: Write>(
        self,
        by: &SplitColumn,
        kind: TableKind,
        mut open: impl FnMut(&str) -> io::Result<W>,
        observer: &mut dyn Observer,
    ) -> io::Result<(Vec<W>, Account)> {
        self.split_parts(by, kind, |part| open(&part.name), observer)
    }

    /// Decodes into one file per value of a column. `open` creates the output for a value.
    ///
    /// # Errors
    /// Returns the first error of `open`, of an output or of the observer. All files are
    /// ended, so that the rows before the error can be read.
    pub fn split_parts<W: Write>(
        self,
        by: &SplitColumn,
        kind: TableKind,
        open: impl FnMut(&PartName) -> io::Result<W>,
        observer: &mut dyn Observer,
    ) -> io::Result<(Vec<W>, Account)> {
        let run = self.for_kind(kind);
        let (tables, options) = (run.tables.clone(), run.options.clone());
        let mut files = SplitFiles {
            kind,
            options,
            tables: split_tables(&tables, &by.name),
            open,
            files: Vec::new(),
            pending: 0,
            written: Vec::new(),
            names: FileNames::new(by.max_name_size).reserve(OTHER),
            named: HashSet::new(),
        };
        let columns: Vec<_> = tables.iter().map(|table| table.columns.clone()).collect();
        let decoded = run.decode(
            BLOCK,
            observer,
            |rows: &mut RowBlock, to: &mut Vec<(usize, Batch)>| {
                for (number, (batch, columns)) in rows.tables.iter_mut().zip(&columns).enumerate() {
                    if batch.rows() > 0 {
                        to.push((number, std::mem::replace(batch, Batch::new(columns))));
                    }
                }
                Ok(())
            },
            |batches, is_live| {
                batches.drain(..).try_for_each(|(table, batch)| files.add(table, &batch))?;
                if is_live { files.flush() } else { Ok(()) }
            },
        );
        // The files are ended even if decoding failed.
        let outputs = files.finish();
        let account = decoded?;
        Ok((outputs?, account))
    }
}

/// A table whose rows are split.
struct SplitTable<'t> {
    table: &'t InputTable,
    /// Index of the column that rows are split by.
    key: Option<usize>,
    /// Prefix of the file names.
    prefix: String,
    /// For values with a separate table, the index of the table whose file receives the rows.
    targets: HashMap<String, usize>,
    /// Format of the files, once there is one.
    format: Option<Arc<AnyTableFormat>>,
    /// Indexes of the files.
    files: HashMap<String, usize>,
    /// Index of the file for rows without a value.
    no_value: Option<usize>,
    /// Index of the file for rows of further values.
    rest: Option<usize>,
}

fn split_tables<'t>(tables: &'t [InputTable], column: &str) -> Vec<SplitTable<'t>> {
    let first = tables.first().and_then(|table| table.protocol.as_ref());
    let several = tables.iter().any(|table| table.protocol.as_ref() != first);
    let mut split: Vec<SplitTable<'_>> = Vec::new();
    for (number, table) in tables.iter().enumerate() {
        let protocol = table.protocol.as_deref().filter(|_| several);
        split.push(SplitTable {
            table,
            key: table.columns.position(column),
            prefix: protocol.map_or_else(String::new, |name| format!("{name}_")),
            targets: HashMap::new(),
            format: None,
            files: HashMap::new(),
            no_value: None,
            rest: None,
        });
        if column != MESSAGE {
            continue;
        }
        // Rows in the first table of a protocol, such as messages without a body, go to the file of
        // their message type if that type has a separate table.
        let protocol = |at: usize| tables.get(at).map(|table| &table.protocol);
        let target = (0..=number).find(|at| protocol(*at) == Some(&table.protocol));
        if let Some(target) = target.and_then(|target| split.get_mut(target)) {
            for name in &table.messages {
                // Rows of a message type with several definitions stay in their tables.
                target.targets.entry(name.to_string()).or_insert(number);
            }
        }
    }
    split
}

/// Open output files, by table and value.
struct SplitFiles<'s, W: Write, O> {
    kind: TableKind,
    options: DecodeOptions,
    tables: Vec<SplitTable<'s>>,
    open: O,
    files: Vec<SplitFile<W>>,
    /// Number of rows that are not encoded yet.
    pending: usize,
    /// Indexes of the files with rows that have not been flushed.
    written: Vec<usize>,
    names: FileNames,
    /// Values with a name, after the prefixes of their tables.
    named: HashSet<String>,
}

/// An output file.
struct SplitFile<W: Write> {
    file: TableFile<W>,
    /// True if the file has rows that have not been flushed.
    is_written: bool,
}

impl<W: Write, O: FnMut(&PartName) -> io::Result<W>> SplitFiles<'_, W, O> {
    fn add(&mut self, number: usize, batch: &Batch) -> io::Result<()> {
        let Some(split) = self.tables.get(number) else { return Ok(()) };
        let key = split.key;
        for row in 0..batch.rows() {
            let cell = |column: usize| batch.cell(column, row);
            let value = match key.map(cell) {
                None | Some(Cell::Null) => None,
                Some(cell) => Some(cell.to_text()),
            };
            let Some(split) = self.tables.get(number) else { return Ok(()) };
            let target = value.as_deref().and_then(|value| split.targets.get(value).copied());
            let target = target.unwrap_or(number);
            let at = match self.known(target, value.as_deref()) {
                Some(at) => at,
                None => self.create(target, value)?,
            };
            let columns = batch.columns().len();
            let cells: Vec<Cell<'_>> = if target == number {
                (0..columns).map(cell).collect()
            } else {
                let columns = |table: usize| self.tables.get(table).map(|s| &s.table.columns);
                let own = |name: &str| columns(number)?.position(name);
                let names = columns(target).into_iter().flat_map(TableSchema::names);
                names.map(|name| own(name).map_or(Cell::Null, cell)).collect()
            };
            self.push(at, &cells)?;
        }
        Ok(())
    }

    /// Adds a row to a file. Limits the number of rows of all files that are not encoded yet.
    fn push(&mut self, at: usize, cells: &[Cell<'_>]) -> io::Result<()> {
        let Some(to) = self.files.get_mut(at) else { return Ok(()) };
        let before = to.file.pending_rows();
        to.file.push(cells)?;
        self.pending = self.pending.saturating_sub(before).saturating_add(to.file.pending_rows());
        if !std::mem::replace(&mut to.is_written, true) {
            self.written.push(at);
        }
        if self.pending >= MAX_PENDING_ROWS {
            self.files.iter_mut().try_for_each(|split| split.file.write())?;
            self.pending = 0;
        }
        Ok(())
    }

    /// Returns the index of the file for a value, if it exists.
    fn known(&self, table: usize, value: Option<&str>) -> Option<usize> {
        let table = self.tables.get(table)?;
        let is_full = self.files.len() >= MAX_FILES;
        match value {
            None => table.no_value,
            Some(value) => table.files.get(value).copied().or(table.rest.filter(|_| is_full)),
        }
    }

    /// Creates the file for a value. Tables with different columns do not share a file.
    fn create(&mut self, table: usize, value: Option<String>) -> io::Result<usize> {
        let at = self.files.len();
        let is_rest = at >= MAX_FILES && value.is_some();
        let value = value.filter(|_| !is_rest);
        let not_found = || io::Error::from(io::ErrorKind::NotFound);
        let split = self.tables.get_mut(table).ok_or_else(not_found)?;
        let prefix = &split.prefix;
        let FileName { name, is_exact, .. } = match &value {
            None => self.names.assign_reserved(prefix, OTHER),
            Some(value) => match self.named.insert(format!("{prefix}{value}")) {
                true => self.names.assign(prefix, value),
                false => self.names.assign_next(prefix, value),
            },
        };
        let out = (self.open)(&PartName { name, value: value.clone(), is_exact, is_rest })?;
        let columns = &split.table.columns;
        let format = match &split.format {
            Some(format) => format.clone(),
            None => {
                let tables = std::slice::from_ref(columns);
                let format = AnyTableFormat::of(self.kind, tables, &[])?;
                split.format.insert(Arc::new(self.options.apply_to(format)?)).clone()
            }
        };
        let file = TableFile::with_format(format, columns, out)?;
        match value {
            Some(value) => drop(split.files.insert(value, at)),
            None if is_rest => split.rest = Some(at),
            None => split.no_value = Some(at),
        }
        self.files.push(SplitFile { file, is_written: true });
        self.written.push(at);
        Ok(at)
    }

    /// Flushes the files with new rows.
    fn flush(&mut self) -> io::Result<()> {
        for at in std::mem::take(&mut self.written) {
            if let Some(split) = self.files.get_mut(at) {
                split.is_written = false;
                let before = split.file.pending_rows();
                split.file.flush()?;
                let flushed = before.saturating_sub(split.file.pending_rows());
                self.pending = self.pending.saturating_sub(flushed);
            }
        }
        Ok(())
    }

    /// Ends all files, even if one cannot be written.
    fn finish(self) -> io::Result<Vec<W>> {
        let (mut outputs, mut failed) = (Vec::new(), None);
        for split in self.files {
            match split.file.finish() {
                Ok(out) => outputs.push(out),
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        failed.map_or(Ok(outputs), Err)
    }
}
