//! Rows into one file for each value of a column.

use super::account::{Account, Observer};
use super::error::DecodeError;
use super::frames::MESSAGE;
use super::run::{Run, Source};
use super::source::Table;
use crate::table::{Batch, BlockSize, Cell, RowBlock, TableFile, TableKind};
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

/// Values that have a file of their own; the rows of further ones share a file.
const MOST: usize = 500;

/// The file of those rows, and of rows without a value.
const OTHER: &str = "other";

/// Longer values are cut in the names of files.
const LONGEST: usize = 80;

/// Bytes of rows that are decoded at a time.
const BLOCK: BlockSize = BlockSize { bytes: 1 << 20, full: false };

/// A column that rows are split by.
#[derive(Clone, Debug)]
pub struct SplitColumn(String);

impl Run {
    /// The column of a name, to [split](Self::split) by; `message` also names the field that gives
    /// the kind of message.
    ///
    /// # Errors
    /// There is no such column.
    pub fn split_column(&self, name: &str) -> Result<SplitColumn, DecodeError> {
        if self.schema().position(name).is_some() {
            return Ok(SplitColumn(name.to_owned()));
        }
        let field = match &self.source {
            Source::Frames(frames) if name == MESSAGE => frames.message_field(),
            _ => None,
        };
        match field {
            Some(field) => Ok(SplitColumn(field)),
            None if name == MESSAGE => Err(DecodeError::NoMessages),
            None => Err(self.schema().unknown(name).into()),
        }
    }

    /// Decodes into one file for each value of a column. `open` makes the output for a name, which
    /// is safe as a part of a file name.
    ///
    /// # Errors
    /// Those of the outputs.
    pub fn split<W: Write>(
        self,
        by: &SplitColumn,
        kind: TableKind,
        open: impl FnMut(&str) -> io::Result<W>,
        observer: &mut dyn Observer,
    ) -> io::Result<(Vec<W>, Account)> {
        let tables = self.tables.clone();
        let tables = split_tables(&tables, &by.0);
        let mut files = Files { kind, tables: &tables, open, files: BTreeMap::new() };
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

/// A table, and how its rows are split.
struct SplitTable<'t> {
    table: &'t Table,
    /// The column by which rows are split.
    key: Option<usize>,
    /// Text before the value in the names of files.
    prefix: String,
    /// Values whose rows belong in the file of another table.
    homes: HashMap<String, usize>,
}

fn split_tables<'t>(tables: &'t [Table], column: &str) -> Vec<SplitTable<'t>> {
    let first = tables.first().and_then(|table| table.protocol.as_ref());
    let several = tables.iter().any(|table| table.protocol.as_ref() != first);
    let mut split: Vec<SplitTable<'_>> = Vec::new();
    for (number, table) in tables.iter().enumerate() {
        let protocol = table.protocol.as_deref().filter(|_| several);
        split.push(SplitTable {
            table,
            key: table.columns.position(column),
            prefix: protocol.map_or_else(String::new, |name| format!("{name}_")),
            homes: HashMap::new(),
        });
        if column != MESSAGE {
            continue;
        }
        // A message without a body goes where those with one go.
        let protocol = |at: usize| tables.get(at).map(|table| &table.protocol);
        let home = (0..=number).find(|at| protocol(*at) == Some(&table.protocol));
        if let Some(home) = home.and_then(|home| split.get_mut(home)) {
            let names = table.messages.iter().map(|name| file_name(Cell::Text(name)));
            home.homes.extend(names.map(|name| (name, number)));
        }
    }
    split
}

/// The files that are being written, by table and value.
struct Files<'s, W: Write, O> {
    kind: TableKind,
    tables: &'s [SplitTable<'s>],
    open: O,
    files: BTreeMap<(usize, String), TableFile<W>>,
}

impl<W: Write, O: FnMut(&str) -> io::Result<W>> Files<'_, W, O> {
    fn add(&mut self, number: usize, batch: &Batch) -> io::Result<()> {
        let tables = self.tables;
        let Some(split) = tables.get(number) else { return Ok(()) };
        for row in 0..batch.rows() {
            let value = match split.key.map(|key| batch.cell(key, row)) {
                None | Some(Cell::Null) => OTHER.to_owned(),
                Some(cell) => file_name(cell),
            };
            let home = split.homes.get(&value).copied().unwrap_or(number);
            let cell = |column: usize| batch.cell(column, row);
            let cells: Vec<Cell<'_>> = match tables.get(home).filter(|_| home != number) {
                None => (0..batch.columns().len()).map(cell).collect(),
                Some(home) => {
                    let own = |name: &str| split.table.columns.position(name);
                    home.table.columns.names().map(|n| own(n).map_or(Cell::Null, cell)).collect()
                }
            };
            self.file(home, value)?.push(&cells)?;
        }
        Ok(())
    }

    fn file(&mut self, table: usize, value: String) -> io::Result<&mut TableFile<W>> {
        let mut key = (table, value);
        if self.files.len() >= MOST && !self.files.contains_key(&key) {
            key.1 = OTHER.to_owned();
        }
        if !self.files.contains_key(&key) {
            // Tables whose rows have other columns do not share a file.
            let name = self.name(&key);
            let is_taken = self.files.keys().any(|other| self.name(other) == name);
            let name = if is_taken { format!("{name}_{table}") } else { name };
            let columns = self.tables.get(table).map(|split| split.table.columns.clone());
            let out = (self.open)(&name)?;
            let file = TableFile::create(self.kind, &columns.unwrap_or_default(), out)?;
            self.files.insert(key.clone(), file);
        }
        self.files.get_mut(&key).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn name(&self, (table, value): &(usize, String)) -> String {
        let prefix = self.tables.get(*table).map_or("", |split| &split.prefix);
        format!("{prefix}{value}")
    }

    fn flush(&mut self) -> io::Result<()> {
        self.files.values_mut().try_for_each(TableFile::flush)
    }

    fn finish(self) -> io::Result<Vec<W>> {
        self.files.into_values().map(TableFile::finish).collect()
    }
}

/// A value as a part of a file name: received data must not lead to another folder.
fn file_name(cell: Cell<'_>) -> String {
    let safe = |c: char| if c.is_alphanumeric() || "-+.".contains(c) { c } else { '_' };
    let name: String = cell.to_text().chars().take(LONGEST).map(safe).collect();
    match name.strip_prefix('.') {
        _ if name.is_empty() => OTHER.to_owned(),
        Some(rest) => format!("_{rest}"),
        None => name,
    }
}
