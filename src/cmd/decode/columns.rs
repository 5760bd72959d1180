//! Columns and values of schemas, as those of tables.

use crate::table::{Cell, Field, Kind};
use bytescope_ksy::{Holding, RowCell, RowColumn};

/// The column of a table that a column of a schema becomes.
pub(super) fn field(column: &RowColumn) -> Field {
    let kind = match column.holding {
        Holding::Bool => Kind::Bool,
        Holding::Int { bits: 8, signed: false } => Kind::U8,
        Holding::Int { bits: 8, signed: true } => Kind::I8,
        Holding::Int { bits: 16, signed: false } => Kind::U16,
        Holding::Int { bits: 16, signed: true } => Kind::I16,
        Holding::Int { bits: 32, signed: false } => Kind::U32,
        Holding::Int { bits: 32, signed: true } => Kind::I32,
        Holding::Int { signed: false, .. } => Kind::U64,
        Holding::Int { signed: true, .. } => Kind::I64,
        Holding::F32 => Kind::F32,
        Holding::F64 => Kind::F64,
        Holding::Text => Kind::Text,
        Holding::Bytes => Kind::Bytes,
        Holding::Json => Kind::Json,
    };
    let unit = column.meta.unit.to_string();
    Field { unit, ..Field::new(column.name.clone(), kind) }
}

/// A value of a row as a value of a table.
pub(super) fn cell(cell: Option<&RowCell>) -> Cell<'_> {
    match cell {
        None | Some(RowCell::Null) => Cell::Null,
        Some(RowCell::Bool(value)) => Cell::Bool(*value),
        Some(RowCell::Int(value)) => Cell::Int(*value),
        Some(RowCell::F32(value)) => Cell::F32(*value),
        Some(RowCell::F64(value)) => Cell::F64(*value),
        Some(RowCell::Text(value)) => Cell::Text(value),
        Some(RowCell::Bytes(value)) => Cell::Bytes(value),
        Some(RowCell::Json(value)) => Cell::Json(value),
    }
}
