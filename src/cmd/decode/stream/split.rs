//! Rows into one file for each value of a column.

use super::protocol::MESSAGE;
use super::rows::{Batches, Target};
use super::{Job, Told};
use crate::cli::Decode;
use crate::cmd::decode::sink::Sink;
use crate::cmd::{Status, complain};
use crate::output::Output;
use crate::table::{Batch, Cell, Schema};
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::PathBuf;

/// What stands for the value in the name of a file.
const VALUE: &str = "{}";
/// Values that have a file of their own; the rows of further ones share a file.
const MOST: usize = 500;
/// The file of those rows, and of rows without a value.
const OTHER: &str = "other";
/// Longer values are cut in the names of files.
const LONGEST: usize = 80;

/// How rows are split.
pub(super) struct Split {
    column: String,
    /// The name of a file, with [`VALUE`] in it.
    pattern: PathBuf,
}

impl Split {
    /// What the command line asks for; nothing when all rows go to one place.
    pub(super) fn of(options: &Decode, target: &Target) -> Result<Option<Self>, Status> {
        let Some(column) = &options.stream.split_by else { return Ok(None) };
        let advice = format!("the name of OUT must say where the value goes: -o 'out/{VALUE}.csv'");
        let Some(pattern) = &options.output else { return Err(complain("--split-by", advice)) };
        let name = pattern.file_name().unwrap_or_default().to_string_lossy();
        if name.matches(VALUE).count() != 1 {
            return Err(complain("--split-by", advice));
        }
        let has = |table: &Schema| table.fields.iter().any(|field| field.name == *column);
        let column = match target.tables.iter().any(has) {
            true => column.clone(),
            // A Rust type names the field that says what the message is.
            false if column == MESSAGE => {
                let named = target.protocols.iter().find_map(super::Protocol::message_field);
                named
                    .ok_or_else(|| complain("--split-by", "the frames do not say what they are"))?
            }
            false => {
                let problem = super::no_column(column, target);
                return Err(complain("--split-by", problem));
            }
        };
        Ok(Some(Self { column, pattern: pattern.clone() }))
    }

    /// Decodes the input of a job into files.
    ///
    /// # Errors
    /// Those of the output.
    pub(super) fn run(&self, mut job: Job, options: &Decode) -> io::Result<Told> {
        job.target.block = 1 << 20;
        let tables = self.tables(&job.target);
        let mut files = Files { split: self, options, tables: &tables, open: BTreeMap::new() };
        let told = job.run(
            options,
            false,
            &|batches: &mut Batches, made: &mut Vec<(usize, Batch)>| {
                let all = batches.tables.iter_mut().zip(&tables).enumerate();
                for (number, (batch, table)) in all.filter(|(_, (b, _))| b.rows() > 0) {
                    made.push((number, std::mem::replace(batch, Batch::new(&table.columns))));
                }
            },
            |made, is_live| {
                made.drain(..).try_for_each(|(table, batch)| files.add(table, &batch))?;
                if is_live { files.flush() } else { Ok(()) }
            },
        )?;
        if told.failed.is_none() {
            files.finish()?;
        }
        Ok(told)
    }

    fn tables(&self, target: &Target) -> Vec<Table> {
        let several = target.protocols.len() > 1;
        let mut tables: Vec<Table> = Vec::new();
        for protocol in &target.protocols {
            let first = tables.len();
            for columns in protocol.tables() {
                let key = columns.fields.iter().position(|field| field.name == self.column);
                let before = if several { format!("{}_", protocol.name) } else { String::new() };
                let homes = HashMap::new();
                tables.push(Table { columns: columns.clone(), key, before, homes });
            }
            // A message without a body goes where those with one go.
            if self.column == MESSAGE
                && let Some(table) = tables.get_mut(first)
            {
                let named = protocol.messages().into_iter();
                let home = |at: usize| first.saturating_add(at);
                table.homes =
                    named.map(|(name, at)| (file_name(Cell::Text(&name)), home(at))).collect();
            }
        }
        tables
    }
}

/// Rows of some columns.
struct Table {
    columns: Schema,
    /// The column by which its rows are split.
    key: Option<usize>,
    /// What stands before the value in the names of its files.
    before: String,
    /// Values whose rows go to another table's file.
    homes: HashMap<String, usize>,
}

/// The files that are being written, by table and value.
struct Files<'s> {
    split: &'s Split,
    options: &'s Decode,
    tables: &'s [Table],
    open: BTreeMap<(usize, String), Sink>,
}

impl Files<'_> {
    fn add(&mut self, number: usize, batch: &Batch) -> io::Result<()> {
        let tables = self.tables;
        let Some(table) = tables.get(number) else { return Ok(()) };
        for row in 0..batch.rows() {
            let value = match table.key.map(|key| batch.cell(key, row)) {
                None | Some(Cell::Null) => OTHER.to_owned(),
                Some(cell) => file_name(cell),
            };
            let home = table.homes.get(&value).copied().unwrap_or(number);
            let cell = |column: usize| batch.cell(column, row);
            let cells: Vec<Cell<'_>> = match tables.get(home).filter(|_| home != number) {
                None => (0..batch.columns().len()).map(cell).collect(),
                Some(home) => {
                    let own = |name: &str| table.columns.fields.iter().position(|f| f.name == name);
                    let fields = home.columns.fields.iter();
                    fields.map(|field| own(&field.name).map_or(Cell::Null, cell)).collect()
                }
            };
            self.sink(home, value)?.push(&cells)?;
        }
        Ok(())
    }

    fn sink(&mut self, table: usize, value: String) -> io::Result<&mut Sink> {
        let mut key = (table, value);
        if self.open.len() >= MOST && !self.open.contains_key(&key) {
            key.1 = OTHER.to_owned();
        }
        if !self.open.contains_key(&key) {
            // Tables whose rows have other columns do not share a file.
            let name = self.name(&key);
            let is_taken = self.open.keys().any(|other| self.name(other) == name);
            let path = self.path(&if is_taken { format!("{name}_{table}") } else { name });
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            let columns = self.tables.get(table).map(|table| table.columns.clone());
            let columns = columns.unwrap_or_default();
            let sink = Sink::new(self.options, &columns, Output::file(&path)?)?;
            self.open.insert(key.clone(), sink);
        }
        self.open.get_mut(&key).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn name(&self, (table, value): &(usize, String)) -> String {
        let before = self.tables.get(*table).map_or("", |table| &table.before);
        format!("{before}{value}")
    }

    fn path(&self, name: &str) -> PathBuf {
        let pattern = &self.split.pattern;
        let file = pattern.file_name().unwrap_or_default().to_string_lossy();
        pattern.with_file_name(file.replacen(VALUE, name, 1))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.open.values_mut().try_for_each(Sink::flush)
    }

    fn finish(self) -> io::Result<()> {
        self.open.into_values().try_for_each(Sink::finish)
    }
}

/// A value as a part of a file's name: what was received must not lead to another folder.
fn file_name(cell: Cell<'_>) -> String {
    let text = match cell {
        Cell::Null => String::new(),
        Cell::Bool(value) => value.to_string(),
        Cell::Int(value) => value.to_string(),
        Cell::F32(value) => value.to_string(),
        Cell::F64(value) => value.to_string(),
        Cell::Text(value) | Cell::Json(value) => value.to_owned(),
        Cell::Bytes(value) => hex::encode(value),
    };
    let safe = |c: char| if c.is_alphanumeric() || "-+.".contains(c) { c } else { '_' };
    let name: String = text.chars().take(LONGEST).map(safe).collect();
    match name.strip_prefix('.') {
        _ if name.is_empty() => OTHER.to_owned(),
        Some(rest) => format!("_{rest}"),
        None => name,
    }
}
