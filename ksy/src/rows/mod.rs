//! Rows: objects as lines of a table, read one by one and forgotten.

pub(crate) mod columns;
pub(crate) mod json;
mod target;

pub use target::RowsError;

pub use columns::{Holding, RowCell, RowColumn};

use crate::Schema;
use crate::model::TypeId;
use crate::run::{Machine, Watched};
use bytescope_inspect::{Fault, Limits};
use columns::Access;
use std::ops::ControlFlow;
use std::sync::Arc;

/// The items of a list of a schema, as rows.
///
/// ```
/// use bytescope_inspect::Limits;
/// use bytescope_ksy::{RowCell, Schema, Search};
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
/// assert_eq!(rows.columns()[1].name, "text");
/// let mut texts = Vec::new();
/// let fault = rows.read(b"\x02hi\x05world", Limits::default(), &mut |row| {
///     if let RowCell::Text(text) = &row.cells[1] {
///         texts.push(text.to_string());
///     }
///     ControlFlow::Continue(())
/// });
/// assert!(fault.is_none());
/// assert_eq!(texts, ["hi", "world"]);
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
    columns: Vec<RowColumn>,
    access: Vec<Access>,
}

/// One row.
#[derive(Debug)]
pub struct Row<'r> {
    /// The number of the item in its list.
    pub index: u64,
    /// Where the item stands, in bytes of the input.
    pub offset: u64,
    /// A cell for every column.
    pub cells: &'r [RowCell],
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
    pub fn columns(&self) -> &[RowColumn] {
        &self.columns
    }

    /// The path of the list.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether all items have one size, so that they can be taken by columns.
    pub fn is_fixed(&self) -> bool {
        let class = self.program.classes.get(self.class.index());
        let field = class.and_then(|c| c.fields.get(self.slot.checked_sub(c.params)?));
        field.is_some_and(|field| {
            field.valid.is_none()
                && crate::compile::kind_size(&field.kind, &self.program.classes).is_some()
        })
    }

    /// Reads data and gives each row to `take`, which may say that it has seen enough. Memory does
    /// not grow with the number of rows: an item is forgotten when its row was taken, unless the schema
    /// names the list, so that items may look back at others. The fault
    /// that ended the reading is given.
    pub fn read(
        &self,
        data: &[u8],
        limits: Limits,
        take: &mut dyn FnMut(Row<'_>) -> ControlFlow<()>,
    ) -> Option<Fault> {
        let mut machine = Machine::new(&self.program, data, limits);
        let mut cells = Vec::new();
        let mut each = |machine: &mut Machine<'_>, item: Watched<'_>| {
            cells.clear();
            cells.extend(self.access.iter().map(|access| access.cell(machine, item.val)));
            take(Row { index: item.index, offset: item.offset, cells: &cells })
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
