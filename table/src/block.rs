//! Rows of several tables in order, and the one table that holds the columns of all.

use super::batch::Batch;
use super::cell::Cell;
use super::schema::{Field, Schema};

/// Some rows of one table or several, and the order in which they come.
#[derive(Clone, Debug, Default)]
pub struct RowBlock {
    /// The rows of each table.
    pub tables: Vec<Batch>,
    /// The table of each row; empty where there is one table.
    pub order: Vec<u16>,
}

impl RowBlock {
    /// A block without rows.
    pub fn new(tables: &[Schema]) -> Self {
        Self { tables: tables.iter().map(Batch::new).collect(), order: Vec::new() }
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.tables.iter().map(Batch::rows).fold(0, usize::saturating_add)
    }

    /// Removes all rows; the memory is kept.
    pub fn clear(&mut self) {
        self.tables.iter_mut().for_each(Batch::clear);
        self.order.clear();
    }

    /// Each row in order: its table, and its index there.
    pub fn each(&self) -> impl Iterator<Item = (usize, usize)> {
        let mut next = vec![0_usize; self.tables.len()];
        let one = if self.order.is_empty() { self.rows() } else { 0 };
        let order = self.order.iter().map(|table| usize::from(*table));
        std::iter::repeat_n(0, one).chain(order).map(move |table| {
            let row = next.get(table).copied().unwrap_or_default();
            if let Some(next) = next.get_mut(table) {
                *next = row.saturating_add(1);
            }
            (table, row)
        })
    }
}

/// The table that has the columns of several. Columns of one name are one column, which holds the
/// values of both.
#[derive(Clone, Debug)]
pub struct Joined {
    schema: Schema,
    /// For each table, which of its columns each column of the joined table is.
    columns: Vec<Vec<Option<usize>>>,
}

impl Joined {
    /// Joins the columns of `tables`. Those in `first` come first, in that order.
    pub fn new(tables: &[Schema], first: &[String]) -> Self {
        let mut fields: Vec<Field> = Vec::new();
        for field in tables.iter().flat_map(|table| &table.fields) {
            match fields.iter_mut().find(|known| known.name == field.name) {
                None => fields.push(field.clone()),
                Some(known) => known.join(field),
            }
        }
        fields.sort_by_key(|field| first.iter().position(|name| *name == field.name));
        for field in &mut fields {
            field.nullable |= tables.iter().any(|table| table.position(&field.name).is_none());
        }
        let of = |table: &Schema| fields.iter().map(|field| table.position(&field.name)).collect();
        Self { columns: tables.iter().map(of).collect(), schema: Schema { fields } }
    }

    /// The columns of all tables.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The rows of a block in one batch: that of its only table, or `memory`. `None` if there are
    /// no rows.
    pub fn batch<'b>(
        &self,
        block: &'b mut RowBlock,
        memory: &'b mut Batch,
    ) -> Option<&'b mut Batch> {
        let batch = match self.columns.len() {
            1 => block.tables.first_mut()?,
            _ => {
                *memory = Batch::new(&self.schema);
                self.add(block, memory);
                memory
            }
        };
        (batch.rows() > 0).then_some(batch)
    }

    fn add(&self, block: &RowBlock, to: &mut Batch) {
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
