//! Rows of several tables in order, and the joined table with the columns of all tables.

use super::batch::Batch;
use super::cell::Cell;
use super::schema::{Field, TableSchema};
use std::collections::HashMap;

/// Rows of one or more tables, and their order.
#[derive(Clone, Debug, Default)]
pub struct RowBlock {
    /// Rows of each table.
    pub tables: Vec<Batch>,
    /// Table index of each row; empty if there is only one table.
    pub order: Vec<u16>,
}

impl RowBlock {
    /// Creates a block without rows.
    pub fn new(tables: &[TableSchema]) -> Self {
        Self { tables: tables.iter().map(Batch::new).collect(), order: Vec::new() }
    }

    /// Returns the number of rows.
    pub fn rows(&self) -> usize {
        self.tables.iter().map(Batch::rows).fold(0, usize::saturating_add)
    }

    /// Removes all rows, keeping the allocated memory.
    pub fn clear(&mut self) {
        self.tables.iter_mut().for_each(Batch::clear);
        self.order.clear();
    }

    /// Returns the rows in order, each as a table index and the row's index in that table.
    pub fn each(&self) -> impl Iterator<Item = (usize, usize)> {
        let mut next = vec![0_usize; self.tables.len()];
        let unordered = if self.order.is_empty() { self.rows() } else { 0 };
        let order = self.order.iter().map(|table| usize::from(*table));
        std::iter::repeat_n(0, unordered).chain(order).map(move |table| {
            let row = next.get(table).copied().unwrap_or_default();
            if let Some(next) = next.get_mut(table) {
                *next = row.saturating_add(1);
            }
            (table, row)
        })
    }
}

/// A table with the columns of several tables. Columns with the same name are merged into a single
/// column of a common type.
#[derive(Clone, Debug)]
pub struct Joined {
    schema: TableSchema,
    /// For each table and each joined column, the index of the source column; `None` if the table
    /// has no column of that name.
    columns: Vec<Vec<Option<usize>>>,
}

impl Joined {
    /// Joins the columns of `tables`, in the order of the tables, or in the order of `names`, which
    /// must be empty or name all columns.
    pub fn new(tables: &[TableSchema], names: &[String]) -> Self {
        let mut fields: Vec<Field> = Vec::new();
        // Index of each column, and the number of tables that have it.
        let mut known: HashMap<&str, (usize, usize)> = HashMap::new();
        for field in tables.iter().flat_map(|table| &table.fields) {
            let (index, count) = known.entry(&field.name).or_insert((fields.len(), 0));
            *count = count.saturating_add(1);
            match fields.get_mut(*index) {
                None => fields.push(field.clone()),
                Some(joined) => joined.join(field),
            }
        }
        for field in &mut fields {
            let count = known.get(field.name.as_str()).map_or(0, |(_, count)| *count);
            field.nullable |= count < tables.len();
        }
        let order: HashMap<&str, usize> = names.iter().map(String::as_str).zip(0..).collect();
        fields.sort_by_key(|field| order.get(field.name.as_str()).copied());
        let sources = |table: &TableSchema| {
            let own: HashMap<&str, usize> = table.names().zip(0..).collect();
            fields.iter().map(|field| own.get(field.name.as_str()).copied()).collect()
        };
        Self { columns: tables.iter().map(sources).collect(), schema: TableSchema { fields } }
    }

    /// Returns the columns of the joined table.
    pub fn schema(&self) -> &TableSchema {
        &self.schema
    }

    /// Returns the rows of a block as a single batch: the batch of its only table, or `scratch`,
    /// filled with the joined rows. `None` if there are no rows.
    pub fn batch<'b>(
        &self,
        block: &'b mut RowBlock,
        scratch: &'b mut Batch,
    ) -> Option<&'b mut Batch> {
        let batch = match self.columns.len() {
            1 => block.tables.first_mut()?,
            _ => {
                *scratch = Batch::new(&self.schema);
                self.add_rows(block, scratch);
                scratch
            }
        };
        (batch.rows() > 0).then_some(batch)
    }

    fn add_rows(&self, block: &RowBlock, to: &mut Batch) {
        for (table, row) in block.each() {
            let (Some(columns), Some(batch)) = (self.columns.get(table), block.tables.get(table))
            else {
                continue;
            };
            to.push_cells(columns.iter().map(|column| match column {
                Some(column) => batch.cell(*column, row),
                None => Cell::Null,
            }));
        }
    }
}
