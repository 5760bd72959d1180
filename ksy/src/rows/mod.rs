//! Rows: objects as lines of a table, read one by one and forgotten.

pub(crate) mod columns;
pub(crate) mod json;
mod target;

pub use target::RowsError;

use crate::Schema;
use crate::model::TypeId;
use crate::run::{Machine, Watched};
use crate::value::Val;
use bytescope_inspect::{Fault, Limits};
use bytescope_table::{Batch, ColumnError, Schema as Columns};
use columns::Access;
use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;

/// The items of a list of a schema, as rows.
///
/// ```
/// use bytescope_inspect::Limits;
/// use bytescope_ksy::{Schema, Search};
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
/// let schema = Schema::parse("log.ksy".as_ref(), text.to_owned(), &Search::default())?;
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
    /// The path of the list, for messages.
    path: String,
    /// The list: a slot of a class.
    class: TypeId,
    slot: usize,
    columns: Columns,
    access: Vec<Access>,
}

/// One row.
pub struct Row<'r, 'm> {
    /// The index of the item in its list.
    pub index: u64,
    /// The offset of the item, in bytes of the input.
    pub offset: u64,
    machine: &'r mut Machine<'m>,
    item: &'r Val,
    access: &'r [Access],
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
    /// Adds the row to a batch of the [`columns`](SchemaRows::columns).
    pub fn add_to(&mut self, batch: &mut Batch) {
        let mut row = batch.row();
        for access in self.access {
            access.cell(self.machine, self.item, |cell| row.push(&cell));
        }
        row.finish();
    }
}

impl Schema {
    /// The rows of a list: the one that `each` names, as `packets` or `body.records`, or the only
    /// one at the top. With `instances`, values that are computed are columns as well.
    ///
    /// # Errors
    /// There is no such list, or several could be meant.
    pub fn rows(&self, each: Option<&str>, instances: bool) -> Result<SchemaRows, RowsError> {
        let found = target::find(&self.program, each)?;
        let (columns, access) = columns::of(&self.program, found.field, instances);
        Ok(SchemaRows {
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
    /// The columns: every number, text and run of bytes of an item, nested ones with dotted names.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// The rows with only these columns, in this order; all columns if there are no names.
    ///
    /// # Errors
    /// A name is not a column, or is there twice.
    pub fn select(mut self, names: &[String]) -> Result<Self, ColumnError> {
        let chosen = self.columns.select(names)?;
        let fields = chosen.iter().filter_map(|at| self.columns.fields.get(*at)).cloned();
        self.columns = Columns { fields: fields.collect() };
        self.access = chosen.iter().filter_map(|at| self.access.get(*at)).cloned().collect();
        Ok(self)
    }

    /// The path of the list.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Reads data and gives each row to `take`, which may say that it has seen enough. Memory does
    /// not grow with the number of rows: an item is forgotten when its row was taken, unless the schema
    /// names the list, so that items may look back at others. The fault
    /// that ended the reading is given.
    pub fn read(
        &self,
        data: &[u8],
        limits: Limits,
        take: &mut dyn FnMut(Row<'_, '_>) -> ControlFlow<()>,
    ) -> Option<Fault> {
        let mut machine = Machine::new(&self.program, data, limits);
        let mut each = |machine: &mut Machine<'_>, item: Watched<'_>| {
            let Watched { index, offset, val } = item;
            take(Row { index, offset, machine, item: val, access: &self.access })
        };
        machine.watch(self.class, self.slot, &mut each);
        let (_, result) = machine.run();
        // What is wrong within an item that knows its size costs only that item.
        let first = machine.first_fault();
        match result {
            Err(stop) if stop.is_enough() => None,
            Err(stop) => Some(stop.fault),
            Ok(()) => first,
        }
    }
}
