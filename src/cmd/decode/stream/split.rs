//! Rows into one file for each value of a column.

use super::protocol::MESSAGE;
use super::rows::{Batches, Target};
use super::{Job, Told};
use crate::cli::Decode;
use crate::cmd::decode::sink::Sink;
use crate::cmd::{Status, complain};
use crate::output::Output;
use crate::table::{Batch, Cell, Schema};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

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
                let known = super::column_names(target).join(", ");
                let problem = format!("there is no column '{column}'; there are: {known}");
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
        let tables: Vec<(Schema, String)> = named(&job.target);
        let keys: Vec<Option<usize>> = tables
            .iter()
            .map(|(schema, _)| schema.fields.iter().position(|field| field.name == self.column))
            .collect();
        let mut files = Files { split: self, options, tables: &tables, open: BTreeMap::new() };
        let told = job.run(
            options,
            false,
            &|batches: &mut Batches, made: &mut Vec<(usize, Batch)>| {
                let all = batches.tables.iter_mut().zip(&tables).enumerate();
                for (table, (batch, (schema, _))) in all.filter(|(_, (b, _))| b.rows() > 0) {
                    made.push((table, std::mem::replace(batch, Batch::new(schema))));
                }
            },
            |made, is_live| {
                for (table, batch) in made.drain(..) {
                    files.add(table, keys.get(table).copied().flatten(), &batch)?;
                }
                if is_live { files.flush() } else { Ok(()) }
            },
        )?;
        if told.failed.is_none() {
            files.finish()?;
        }
        Ok(told)
    }
}

/// The tables, each with what stands before the value in the name of its files.
fn named(target: &Target) -> Vec<(Schema, String)> {
    let several = target.protocols.len() > 1;
    let of = |protocol: &super::Protocol| {
        let before = if several { format!("{}_", protocol.name) } else { String::new() };
        let tables = protocol.tables().into_iter().cloned();
        tables.map(move |table| (table, before.clone())).collect::<Vec<_>>()
    };
    target.protocols.iter().flat_map(of).collect()
}

/// The files that are being written, by table and value.
struct Files<'s> {
    split: &'s Split,
    options: &'s Decode,
    tables: &'s [(Schema, String)],
    open: BTreeMap<(usize, String), Sink>,
}

impl Files<'_> {
    fn add(&mut self, table: usize, key: Option<usize>, batch: &Batch) -> io::Result<()> {
        for row in 0..batch.rows() {
            let value = match key.map(|key| batch.cell(key, row)) {
                None | Some(Cell::Null) => OTHER.to_owned(),
                Some(cell) => file_name(cell),
            };
            let sink = self.sink(table, value)?;
            let cells: Vec<_> =
                (0..batch.columns().len()).map(|column| batch.cell(column, row)).collect();
            sink.push(&cells)?;
        }
        Ok(())
    }

    fn sink(&mut self, table: usize, value: String) -> io::Result<&mut Sink> {
        use std::collections::btree_map::Entry;

        let is_full = self.open.len() >= MOST;
        let mut key = (table, value);
        if is_full && !self.open.contains_key(&key) {
            key.1 = OTHER.to_owned();
        }
        // Tables whose rows have other columns do not share a file.
        let taken = |key: &(usize, String)| {
            let name = self.name(key);
            self.open.keys().any(|other| other != key && self.name(other) == name)
        };
        if !self.open.contains_key(&key) && taken(&key) {
            key.1 = format!("{}_{table}", key.1);
        }
        let path = self.path(&key);
        match self.open.entry(key) {
            Entry::Occupied(open) => Ok(open.into_mut()),
            Entry::Vacant(place) => {
                if let Some(folder) = path.parent() {
                    fs::create_dir_all(folder)?;
                }
                let schema = self.tables.get(table).map(|(schema, _)| schema);
                let schema = schema.cloned().unwrap_or_default();
                Ok(place.insert(Sink::new(self.options, &schema, Output::file(&path)?)?))
            }
        }
    }

    fn name(&self, (table, value): &(usize, String)) -> String {
        let before = self.tables.get(*table).map_or("", |(_, before)| before);
        format!("{before}{value}")
    }

    fn path(&self, key: &(usize, String)) -> PathBuf {
        let pattern: &Path = &self.split.pattern;
        let name = pattern.file_name().unwrap_or_default().to_string_lossy();
        pattern.with_file_name(name.replacen(VALUE, &self.name(key), 1))
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
