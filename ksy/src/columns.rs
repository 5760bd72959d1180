//! Columns of fixed-size records, for columnar readers.

use crate::compile::kind_size;
use crate::ir::{ElementKind, Order, Program};
use bytescope_inspect::{ColumnContent, Endian, RecordColumns};

/// Adds the column of a value, or one column per field of an object.
pub(crate) fn add(program: &Program, kind: &ElementKind, columns: &mut RecordColumns) {
    let size = kind_size(kind, &program.classes).unwrap_or(0);
    let endian = |order: Order| if order == Order::Little { Endian::Little } else { Endian::Big };
    match kind {
        ElementKind::Int { signed, order, .. } => {
            let content = if *signed { ColumnContent::Signed } else { ColumnContent::Unsigned };
            columns.leaf(content, size, endian(*order));
        }
        ElementKind::Float { order, .. } => {
            columns.leaf(ColumnContent::Float, size, endian(*order));
        }
        ElementKind::Object { class, .. } => {
            let class = program.classes.get(class.index());
            for field in class.map(|c| c.fields.as_slice()).unwrap_or_default() {
                columns.field(field.meta.clone(), |columns| add(program, &field.kind, columns));
            }
        }
        _ => columns.leaf(ColumnContent::Bytes, size, Endian::Big),
    }
}
