//! Splitting of rows into one file per value of a column.

use super::account::{Account, Observer};
use super::error::DecodeError;
use super::frames::MESSAGE;
use super::run::{RowSource, Run};
use super::source::InputTable;
use crate::names::UniqueNames;
use crate::table::{Batch, BlockSize, Cell, RowBlock, TableFile, TableKind};
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

/// Maximum number of files for separate values. The rows of further values share a file per table.
const MAX_FILES: usize = 500;

/// Name of the shared file, which also receives rows without a value.
const OTHER: &str = "other";

/// Maximum length in characters of a value in a file name.
const MAX_NAME_LENGTH: usize = 80;

/// Input size per block.
const BLOCK: BlockSize = BlockSize { bytes: 1 << 20, full: false };

/// Column that rows are split by.
#[derive(Clone, Debug)]
pub struct SplitColumn(String);

impl Run {
    /// Looks up a column to [split](Self::split) by; `message` also selects the field that contains
    /// the message type.
    ///
    /// # Errors
    /// Returns an error if the column does not exist.
    pub fn split_column(&self, name: &str) -> Result<SplitColumn, DecodeError> {
        if self.schema().position(name).is_some() {
            return Ok(SplitColumn(name.to_owned()));
        }
        let field = match &self.source {
            RowSource::Frames(frames) if name == MESSAGE => frames.message_field(),
            _ => None,
        };
        match field {
            Some(field) => Ok(SplitColumn(field)),
            None if name == MESSAGE => Err(DecodeError::NoMessages),
            None => Err(self.schema().unknown(name).into()),
        }
    }

    /// Decodes into one file per value of a column. `open` creates the output for a name, which is
    /// safe to use in a file name.
    ///
    /// # Errors
    /// Returns the first error of `open`, of an output or of the observer.
    pub fn split<W: Write>(
        self,
        by: &SplitColumn,
        kind: TableKind,
        open: impl FnMut(&str) -> io::Result<W>,
        observer: &mut dyn Observer,
    ) -> io::Result<(Vec<W>, Account)> {
        let tables = self.tables.clone();
        let tables = split_tables(&tables, &by.0);
        let (files, names) = (BTreeMap::new(), UniqueNames::default());
        let mut files = SplitFiles { kind, tables: &tables, open, files, names };
        let account = self.decode(
            BLOCK,
            observer,
            |rows: &mut RowBlock, to: &mut Vec<(usize, Batch)>| {
                for (number, (batch, table)) in rows.tables.iter_mut().zip(&tables).enumerate() {
                    if batch.rows() > 0 {
                        let empty = Batch::new(&table.table.columns);
                        to.push((number, std::mem::replace(batch, empty)));
                    }
                }
                Ok(())
            },
            |batches, is_live| {
                batches.drain(..).try_for_each(|(table, batch)| files.add(table, &batch))?;
                if is_live { files.flush() } else { Ok(()) }
            },
        )?;
        Ok((files.finish()?, account))
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
                target.targets.entry(file_name(Cell::Text(name))).or_insert(number);
            }
        }
    }
    split
}

/// Key of an output file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct SplitKey {
    /// Index of the table.
    table: usize,
    /// Value of the column that rows are split by.
    value: String,
}

/// Open output files, by table and value.
struct SplitFiles<'s, W: Write, O> {
    kind: TableKind,
    tables: &'s [SplitTable<'s>],
    open: O,
    files: BTreeMap<SplitKey, TableFile<W>>,
    /// Names of the files.
    names: UniqueNames,
}

impl<W: Write, O: FnMut(&str) -> io::Result<W>> SplitFiles<'_, W, O> {
    fn add(&mut self, number: usize, batch: &Batch) -> io::Result<()> {
        let tables = self.tables;
        let Some(split) = tables.get(number) else { return Ok(()) };
        for row in 0..batch.rows() {
            let value = match split.key.map(|key| batch.cell(key, row)) {
                None | Some(Cell::Null) => OTHER.to_owned(),
                Some(cell) => file_name(cell),
            };
            let target = split.targets.get(&value).copied().unwrap_or(number);
            let cell = |column: usize| batch.cell(column, row);
            let cells: Vec<Cell<'_>> = match tables.get(target).filter(|_| target != number) {
                None => (0..batch.columns().len()).map(cell).collect(),
                Some(target) => {
                    let own = |name: &str| split.table.columns.position(name);
                    target.table.columns.names().map(|n| own(n).map_or(Cell::Null, cell)).collect()
                }
            };
            self.file(target, value)?.push(&cells)?;
        }
        Ok(())
    }

    fn file(&mut self, table: usize, value: String) -> io::Result<&mut TableFile<W>> {
        let mut key = SplitKey { table, value };
        if self.files.len() >= MAX_FILES && !self.files.contains_key(&key) {
            key.value = OTHER.to_owned();
        }
        if !self.files.contains_key(&key) {
            // Tables with different columns do not share a file.
            let name = self.names.assign(&self.name(&key));
            let columns = self.tables.get(table).map(|split| split.table.columns.clone());
            let out = (self.open)(&name)?;
            let file = TableFile::create(self.kind, &columns.unwrap_or_default(), out)?;
            self.files.insert(key.clone(), file);
        }
        self.files.get_mut(&key).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn name(&self, key: &SplitKey) -> String {
        let prefix = self.tables.get(key.table).map_or("", |split| &split.prefix);
        format!("{prefix}{}", key.value)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.files.values_mut().try_for_each(TableFile::flush)
    }

    fn finish(self) -> io::Result<Vec<W>> {
        self.files.into_values().map(TableFile::finish).collect()
    }
}

/// Converts a value to a safe part of a file name, since the value may be untrusted.
fn file_name(cell: Cell<'_>) -> String {
    let safe = |c: char| if c.is_alphanumeric() || "-+.".contains(c) { c } else { '_' };
    let name: String = cell.to_text().chars().take(MAX_NAME_LENGTH).map(safe).collect();
    match name.strip_prefix('.') {
        _ if name.is_empty() => OTHER.to_owned(),
        Some(rest) => format!("_{rest}"),
        None => name,
    }
}
