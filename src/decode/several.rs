//! Several inputs in one table, with a column for the file.

use super::account::{Account, Observer};
use super::error::DecodeError;
use super::run::Run;
use super::source::InputTable;
use super::{Decoder, Input};
use crate::table::{
    AnyTableFormat, Cell, ColumnKind, Field, Joined, RowBlock, TableKind, TableSchema,
};
use std::collections::HashSet;
use std::io::{self, Write};

/// Column with the name of the input. A field with this name is numbered: `file_2`.
const FILE: &str = "file";

/// Opened inputs that are decoded in sequence into one table. The first column is `file`, the name
/// of the input.
#[derive(Debug)]
pub struct InputRuns {
    runs: Vec<Run>,
    /// For each run, the destinations of its tables.
    parts: Vec<Vec<Destination>>,
    schemas: Vec<TableSchema>,
    columns: Vec<String>,
}

/// Table of all inputs that receives the rows of a table of one input.
#[derive(Debug)]
struct Destination {
    /// Index of the table.
    table: usize,
    /// For each column, the index of the source column; `None` for the name of the input.
    columns: Vec<Option<usize>>,
}

impl Decoder {
    /// Opens several inputs, whose rows are decoded into one table. Limits and offsets apply to each
    /// input.
    ///
    /// # Errors
    /// Returns the index of an input and its error, as in [`open`](Self::open).
    pub fn open_all(
        &self,
        inputs: impl IntoIterator<Item = Input>,
    ) -> Result<InputRuns, (usize, Box<DecodeError>)> {
        let names = &self.options.columns;
        // A column that is numbered here has the name of the file column in its table.
        let mut own: Vec<String> = names.iter().filter(|name| *name != FILE).cloned().collect();
        if own.iter().any(|name| number_of(name).is_some()) {
            own.push(FILE.to_owned());
        }
        let (mut runs, mut all) = (Vec::new(), Vec::new());
        for (index, input) in inputs.into_iter().enumerate() {
            let (run, tables) =
                self.open_part(input, &own).map_err(|error| (index, error.into()))?;
            all.extend(tables.iter().map(|table| with_file(table).0));
            runs.push(run);
        }
        let joined = Joined::new(&all, &[]);
        joined.schema().select(names).map_err(|error| (0, Box::new(error.into())))?;
        let (mut tables, mut parts): (Vec<InputTable>, Vec<_>) = (Vec::new(), Vec::new());
        for (index, run) in runs.iter().enumerate() {
            let mut used = HashSet::new();
            let mut part = Vec::new();
            for table in &run.tables {
                let (columns, sources) = with_file(&table.columns);
                let chosen = columns.select_known(names);
                let sources = chosen.iter().filter_map(|at| sources.get(*at).copied()).collect();
                let fields = chosen.iter().filter_map(|at| columns.fields.get(*at).cloned());
                let table = InputTable {
                    columns: TableSchema { fields: fields.collect() },
                    ..table.clone()
                };
                // Tables of one input are separate, because their rows have an order.
                let mut same =
                    tables.iter().enumerate().filter(|(_, known)| is_same(known, &table));
                let known = same.find(|(at, _)| !used.contains(at)).map(|(at, _)| at);
                let at = known.unwrap_or(tables.len());
                if known.is_none() {
                    tables.push(table);
                }
                used.insert(at);
                part.push(Destination { table: at, columns: sources });
            }
            if tables.len() > usize::from(u16::MAX) {
                return Err((index, DecodeError::TooManyTables.into()));
            }
            parts.push(part);
        }
        let schemas = tables.into_iter().map(|table| table.columns).collect();
        Ok(InputRuns { runs, parts, schemas, columns: names.clone() })
    }
}

fn is_same(a: &InputTable, b: &InputTable) -> bool {
    a.protocol == b.protocol && a.messages == b.messages && a.columns == b.columns
}

/// Returns the number of a column such as `file_2`.
fn number_of(name: &str) -> Option<usize> {
    name.strip_prefix(FILE)?.strip_prefix('_')?.parse().ok()
}

/// Adds the column for the file. Returns the columns, and the index of each source column.
fn with_file(own: &TableSchema) -> (TableSchema, Vec<Option<usize>>) {
    let file = Field { nullable: false, ..Field::new(FILE, ColumnKind::Text) };
    let names: HashSet<&str> = own.names().collect();
    let mut fields = vec![file];
    for field in &own.fields {
        let mut field = field.clone();
        if field.name == FILE {
            let mut numbers = (2_usize..).map(|number| format!("{FILE}_{number}"));
            let free = numbers.find(|name| !names.contains(name.as_str()));
            field.name = free.unwrap_or_default();
        }
        fields.push(field);
    }
    let sources = (0..own.fields.len()).map(Some);
    (TableSchema { fields }, std::iter::once(None).chain(sources).collect())
}

impl InputRuns {
    /// Returns the inputs, in order.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Decodes into a file of a table format, with an observer for each input. Returns an account
    /// of each input.
    ///
    /// # Errors
    /// Returns an error if writing to the output fails, or the first error of an observer.
    pub fn write<W: Write>(
        mut self,
        kind: TableKind,
        out: W,
        observers: &mut [impl Observer],
    ) -> io::Result<(W, Vec<Account>)> {
        if kind.has_nested() {
            self.schemas.iter_mut().for_each(TableSchema::nest);
            self.runs = self.runs.into_iter().map(Run::nested).collect();
        }
        let format = AnyTableFormat::of(kind, &self.schemas, &self.columns)?;
        let escapes = self.runs.iter().any(|run| run.options.escape_formulas);
        let format = match self.runs.first() {
            Some(run) => run.options.apply_to(format)?,
            None => format,
        };
        let mut file = format.create(out)?;
        let schemas = &self.schemas;
        let runs = self.runs.into_iter().zip(&self.parts).zip(observers);
        let decoded = runs.map(|((run, part), observer)| {
            let name = run.name().to_owned();
            run.decode(
                format.block_size(),
                observer,
                |rows, to| {
                    let mut rows = convert(rows, part, schemas, &name);
                    // The name of the input has not been escaped.
                    if escapes {
                        rows.escape_formulas();
                    }
                    format.encode(&mut rows, to)
                },
                |rows, is_live| {
                    file.write(rows)?;
                    if is_live { file.flush() } else { Ok(()) }
                },
            )
        });
        let decoded: io::Result<Vec<Account>> = decoded.collect();
        // The file is ended even if decoding failed.
        let out = file.finish();
        let accounts = decoded?;
        Ok((out?, accounts))
    }

    /// Counts rows without decoding their values, with an observer for each input.
    ///
    /// # Errors
    /// Returns the first error of an observer.
    pub fn count(self, observers: &mut [impl Observer]) -> io::Result<Vec<Account>> {
        let runs = self.runs.into_iter().zip(observers);
        runs.map(|(run, observer)| run.count(observer)).collect()
    }
}

/// Converts the rows of one input to rows of the tables of all inputs.
fn convert(rows: &RowBlock, part: &[Destination], schemas: &[TableSchema], name: &str) -> RowBlock {
    let mut block = RowBlock::new(schemas);
    for (batch, to) in rows.tables.iter().zip(part) {
        let Some(table) = block.tables.get_mut(to.table) else { continue };
        for row in 0..batch.rows() {
            let cell = |column: &Option<usize>| match column {
                Some(column) => batch.cell(*column, row),
                None => Cell::Text(name),
            };
            table.push_cells(to.columns.iter().map(cell));
        }
    }
    if schemas.len() > 1 {
        let table = |of: usize| part.get(of).map_or(0, |to| to.table);
        block.order = rows.each().map(|(of, _)| u16::try_from(table(of)).unwrap_or(0)).collect();
    }
    block
}
