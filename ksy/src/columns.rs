//! What stands in a record of fixed size, for readers that go by columns.

use crate::compile::kind_size;
use crate::ir::{Kind, Order, Program};
use bytescope_inspect::{Columns, Endian, Holds};

/// Adds the columns of a kind of value; of several, when it is an object.
pub(crate) fn add(program: &Program, kind: &Kind, columns: &mut Columns) {
    let size = kind_size(kind, &program.classes).unwrap_or(0);
    let endian = |order: Order| if order == Order::Little { Endian::Little } else { Endian::Big };
    match kind {
        Kind::Int { signed, order, .. } => {
            let holds = if *signed { Holds::Signed } else { Holds::Unsigned };
            columns.leaf(holds, size, endian(*order));
        }
        Kind::Float { order, .. } => columns.leaf(Holds::Float, size, endian(*order)),
        Kind::Object { class, .. } => {
            let class = program.classes.get(class.index());
            for field in class.map(|c| c.fields.as_slice()).unwrap_or_default() {
                columns.field(field.meta.clone(), |columns| add(program, &field.kind, columns));
            }
        }
        _ => columns.leaf(Holds::Bytes, size, Endian::Big),
    }
}
