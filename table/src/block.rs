//! Rows of several tables in order, and the joined table with the columns of all tables.

use super::batch::Batch;
use super::cell::Cell;
use super::nested::ChildColumn;
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

    /// Returns the positions of the rows of each table among the rows of the block.
    #[cfg(feature = "columnar")]
    pub(crate) fn positions(&self) -> Vec<Vec<u32>> {
        let mut positions = vec![Vec::new(); self.tables.len()];
        for (position, (table, _)) in (0..).zip(self.each()) {
            if let Some(positions) = positions.get_mut(table) {
                positions.push(position);
            }
        }
        positions
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
    /// For each table, the index of each joined column that it has, sorted, and the index of the
    /// column in the table.
    columns: Vec<Vec<(usize, usize)>>,
    #[cfg(feature = "columnar")]
    tables: Vec<TableSchema>,
}

/// Returns the index in a table of a joined column.
fn own_column(columns: &[(usize, usize)], joined: usize) -> Option<usize> {
    let at = columns.binary_search_by_key(&joined, |(joined, _)| *joined).ok()?;
    columns.get(at).map(|(_, own)| *own)
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
        let joined: HashMap<&str, usize> =
            fields.iter().map(|field| field.name.as_str()).zip(0..).collect();
        let sources = |table: &TableSchema| {
            let own = table.names().zip(0..);
            let mut found: Vec<_> =
                own.filter_map(|(name, own)| Some((*joined.get(name)?, own))).collect();
            found.sort_unstable();
            found
        };
        let columns = tables.iter().map(sources).collect();
        Self {
            columns,
            #[cfg(feature = "columnar")]
            tables: tables.to_vec(),
            schema: TableSchema { fields },
        }
    }

    /// Returns the columns of the joined table.
    pub fn schema(&self) -> &TableSchema {
        &self.schema
    }

    /// True if a column of a table has the same values as a joined column.
    #[cfg(feature = "columnar")]
    pub(crate) fn is_same(&self, joined: &Field, table: usize, column: usize) -> bool {
        let own = self.tables.get(table).and_then(|table| table.fields.get(column));
        own.is_some_and(|own| own.kind == joined.kind && own.nested == joined.nested)
    }

    /// True if every table has a column.
    pub fn is_common(&self, column: usize) -> bool {
        self.columns.iter().all(|columns| own_column(columns, column).is_some())
    }

    /// Returns the tables of a block that have rows and a column: the index and the rows of each
    /// table, and the index of the column in it.
    pub(crate) fn sources<'b>(
        &self,
        block: &'b RowBlock,
        column: usize,
    ) -> Vec<(usize, &'b Batch, usize)> {
        let tables = self.columns.iter().zip(&block.tables).enumerate();
        let with_rows = tables.filter(|(_, (_, batch))| batch.rows() > 0);
        with_rows
            .filter_map(|(table, (columns, batch))| {
                let own = own_column(columns, column)?;
                Some((table, batch, own))
            })
            .collect()
    }

    /// Returns the values of a column in the rows of a block.
    fn column(&self, block: &RowBlock, column: usize) -> ChildColumn {
        let rows = block.rows();
        let (own, positions) = self.sparse_column(block, column);
        if positions.len() == rows {
            return own;
        }
        let field = self.schema.fields.get(column);
        let mut to = field.map_or_else(ChildColumn::default, ChildColumn::new);
        let (mut next, mut valid) = (0_usize, Vec::with_capacity(rows));
        for (row, position) in positions.iter().enumerate() {
            let position = *position as usize;
            to.values.push_nulls(position.saturating_sub(next));
            valid.resize(position, false);
            to.values.push_from(&own.values, row);
            valid.push(own.valid.get(row) != Some(&false));
            next = position.saturating_add(1);
        }
        to.values.push_nulls(rows.saturating_sub(next));
        valid.resize(rows, false);
        to.valid = valid;
        to
    }

    /// Returns the values of a column in the rows of the tables that have the column, and the positions
    /// of these rows among the rows of the block.
    pub(crate) fn sparse_column(&self, block: &RowBlock, column: usize) -> (ChildColumn, Vec<u32>) {
        let field = self.schema.fields.get(column);
        let mut to = field.map_or_else(ChildColumn::default, ChildColumn::new);
        let mut own = vec![None; block.tables.len()];
        for (table, batch, column) in self.sources(block, column) {
            if let Some(own) = own.get_mut(table) {
                *own = batch.columns().get(column).map(|values| (values, batch.valid(column)));
            }
        }
        let mut positions = Vec::new();
        for (position, (table, row)) in (0..).zip(block.each()) {
            let Some((values, valid)) = own.get(table).copied().flatten() else { continue };
            positions.push(position);
            match valid.is_none_or(|valid| valid.get(row) == Some(&true)) {
                true => to.push_with(|to| to.push_from(values, row)),
                false => to.push(&Cell::Null),
            }
        }
        (to, positions)
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
                scratch.rows = block.rows();
                for column in 0..self.schema.fields.len() {
                    let joined = self.column(block, column);
                    if let (Some(values), Some(valid)) =
                        (scratch.columns.get_mut(column), scratch.valid.get_mut(column))
                    {
                        (*values, *valid) = (joined.values, joined.valid);
                    }
                }
                scratch
            }
        };
        (batch.rows() > 0).then_some(batch)
    }
}
