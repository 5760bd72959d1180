//! Rows of a table: list items, read one at a time and then discarded.

pub(crate) mod columns;
mod items;
pub(crate) mod json;
pub(crate) mod nested;
pub(crate) mod nested_json;
pub(crate) mod range;
mod target;
#[cfg(test)]
mod tests;
mod write;

pub use items::{ItemColumns, ItemRows};
pub use target::RowsError;
pub use write::RowsWriter;

use crate::Schema;
use crate::model::TypeId;
use crate::run::{ItemExtent, Machine, WatchedItem};
use crate::value::Val;
use bytescope_inspect::{BufferId, Covered, Fault, Limits, Span};
use bytescope_table::{Batch, ColumnError, TableSchema};
use columns::Access;
use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;

/// The items of a list of a schema, as rows.
///
/// ```
/// use bytescope_inspect::Limits;
/// use bytescope_ksy::{Schema, SchemaSearch};
/// use bytescope_table::{Batch, Cell};
/// use std::ops::ControlFlow;
///
/// let text = "
/// meta: {id: log, endian: le}
/// seq: [{id: entries, type: entry, repeat: eos}]
/// types:
///   entry:
///     seq:
///       - {id: len_text, type: u1}
///       - {id: text, type: str, size: len_text, encoding: ASCII}
/// ";
/// let schema = Schema::parse("log.ksy".as_ref(), text.to_owned(), &SchemaSearch::default())?;
/// let rows = schema.rows(None, false).unwrap();
/// let mut batch = Batch::new(rows.columns());
/// let fault = rows.read(b"\x02hi\x05world", Limits::default(), &mut |mut row| {
///     row.add_to(&mut batch);
///     ControlFlow::Continue(())
/// });
/// assert!(fault.is_none());
/// let column = rows.columns().position("text").unwrap();
/// assert_eq!(batch.cell(column, 1), Cell::Text("world"));
/// # Ok::<(), bytescope_ksy::Report>(())
/// ```
#[derive(Debug)]
pub struct SchemaRows {
    program: Arc<crate::ir::Program>,
    /// Path of the list, for messages.
    path: String,
    /// Type that contains the list.
    class: TypeId,
    /// Slot of the list.
    slot: usize,
    columns: TableSchema,
    access: Vec<Access>,
    /// Columns of items of known extent.
    items: Option<Arc<ItemColumns>>,
}

/// Rows of a list.
#[derive(Debug)]
pub enum ListRows<'r, 'm> {
    /// An item that was read.
    Row(Row<'r, 'm>),
    /// All following items of known extent.
    Items(ItemRows<'r, 'm>),
}

/// A row.
pub struct Row<'r, 'm> {
    /// Index of the item in its list.
    pub index: u64,
    /// Offset of the item in the input, in bytes.
    pub offset: u64,
    fault: Option<(String, Fault)>,
    machine: &'r mut Machine<'m>,
    item: &'r Val,
    access: &'r [Access],
    coverage: &'r mut Coverage,
}

/// Bytes covered by rows.
#[derive(Debug, Default)]
struct Coverage {
    covered: Covered,
    /// Size of the data in bytes.
    len: u64,
    /// Fault of the row that exceeds the limit.
    limit: Option<Fault>,
}

impl fmt::Debug for Row<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Row")
            .field("index", &self.index)
            .field("offset", &self.offset)
            .finish_non_exhaustive()
    }
}

impl Row<'_, '_> {
    /// Returns the path and the fault of the first invalid field of the item, such as
    /// `entries[3].sum`. Fields after it may have no value.
    pub fn fault(&self) -> Option<(&str, &Fault)> {
        self.fault.as_ref().map(|(path, fault)| (path.as_str(), fault))
    }

    /// Adds the row to a batch of the [`columns`](SchemaRows::columns).
    pub fn add_to(&mut self, batch: &mut Batch) {
        let mut row = batch.row();
        let mut total = 0_u64;
        for access in self.access {
            row.push_with(|to| {
                let before = to.data_size();
                let is_valid = access.add(self.machine, self.item, to);
                let size = to.data_size().saturating_sub(before);
                total = total.saturating_add(size as u64);
                is_valid
            });
        }
        row.finish();
        let span = Span::bytes(BufferId::SOURCE, self.offset, self.offset.saturating_add(total));
        let Coverage { covered, len, limit } = &mut *self.coverage;
        *limit = covered.bytes(span, *len);
    }
}

impl Schema {
    /// Returns the rows of the list at the path `each`, such as `packets` or `body.records`, or of
    /// the only top-level list if `each` is `None`. With `instances`, computed values are columns,
    /// too.
    ///
    /// # Errors
    /// Returns an error if the path does not lead to a list, or if `each` is `None` and there is
    /// not exactly one top-level list.
    pub fn rows(&self, each: Option<&str>, instances: bool) -> Result<SchemaRows, RowsError> {
        let found = target::find(&self.program, each)?;
        let (columns, access) = columns::of(&self.program, found.field, instances);
        let items = ItemColumns::of(&self.program, found.field, &access).map(Arc::new);
        Ok(SchemaRows {
            items,
            program: self.program.clone(),
            path: found.path,
            class: found.class,
            slot: found.slot,
            columns,
            access,
        })
    }
}

impl SchemaRows {
    /// Returns the columns: every number, string, byte field and list of an item. Nested fields
    /// have dotted names.
    pub fn columns(&self) -> &TableSchema {
        &self.columns
    }

    /// Keeps only these columns, in this order; keeps all columns if `names` is empty.
    ///
    /// # Errors
    /// Returns an error if a name is not a column or is listed twice.
    pub fn select(mut self, names: &[String]) -> Result<Self, ColumnError> {
        let chosen = self.columns.select(names)?;
        let fields = chosen.iter().filter_map(|at| self.columns.fields.get(*at)).cloned();
        self.columns = TableSchema { fields: fields.collect() };
        self.access = chosen.iter().filter_map(|at| self.access.get(*at)).cloned().collect();
        self.items = self.items.and_then(|items| items.select(&chosen)).map(Arc::new);
        Ok(self)
    }

    /// Stores lists in nested columns instead of JSON text, if their items have the same type.
    pub fn nest(&mut self) {
        self.columns.nest();
    }

    /// Returns the path of the list.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Reads data and passes each row to `take`, which can stop reading. Memory use does not grow
    /// with the number of rows: an item is discarded after its row, unless expressions in the
    /// schema refer to the list. Returns the fault that stopped reading, or the first fault outside
    /// the items.
    pub fn read(
        &self,
        data: &[u8],
        limits: Limits,
        take: &mut dyn FnMut(Row<'_, '_>) -> ControlFlow<()>,
    ) -> Option<Fault> {
        self.watch(data, limits, None, &mut |rows| match rows {
            ListRows::Row(row) => take(row),
            ListRows::Items(_) => ControlFlow::Continue(()),
        })
    }

    /// Reads data like [`read`](Self::read), but passes items of known extent to `take` unread, all
    /// at once, unless expressions in the schema refer to the list.
    pub fn read_items(
        &self,
        data: &[u8],
        limits: Limits,
        take: &mut dyn FnMut(ListRows<'_, '_>) -> ControlFlow<()>,
    ) -> Option<Fault> {
        let extent = self.items.as_ref().and_then(|items| items.extent(&self.columns));
        self.watch(data, limits, extent, take)
    }

    fn watch(
        &self,
        data: &[u8],
        limits: Limits,
        extent: Option<ItemExtent>,
        take: &mut dyn FnMut(ListRows<'_, '_>) -> ControlFlow<()>,
    ) -> Option<Fault> {
        let mut machine = Machine::new(&self.program, data, limits);
        let mut coverage = Coverage { len: data.len() as u64, ..Coverage::default() };
        let mut each = |machine: &mut Machine<'_>, item: WatchedItem<'_>| {
            let WatchedItem { index, offset, val, fault, run } = item;
            let (access, coverage) = (self.access.as_slice(), &mut coverage);
            let next = match (run, &self.items) {
                (Some(run), Some(columns)) => {
                    let columns = columns.clone();
                    let rows = ItemRows { machine, run, offset, columns, access, coverage };
                    take(ListRows::Items(rows))
                }
                _ => take(ListRows::Row(Row {
                    index,
                    offset,
                    fault,
                    machine,
                    item: val,
                    access,
                    coverage,
                })),
            };
            if coverage.limit.is_some() { ControlFlow::Break(()) } else { next }
        };
        machine.watch(self.class, self.slot, extent, &mut each);
        let (_, result) = machine.run();
        let first = machine.first_fault();
        if coverage.limit.is_some() {
            return coverage.limit;
        }
        match result {
            Err(halt) if halt.is_stopped() => None,
            Err(halt) => Some(halt.fault),
            Ok(()) => first,
        }
    }
}
