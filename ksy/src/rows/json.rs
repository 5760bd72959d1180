//! Plain JSON of values, for columns of lists.

use super::columns;
use crate::ir::Repeat;
use crate::run::Machine;
use crate::value::{ObjId, Val};
use bytescope_inspect::OrderedJson as Json;
use bytescope_table::{Cell, ColumnKind};
use serde_json::Number;

/// Converts a value to JSON: bytes become hex strings, and enum values their labels.
pub(super) fn of(machine: &mut Machine<'_>, val: &Val) -> Json {
    match val {
        Val::Bool(b) => (*b).into(),
        Val::Int(n) => integer(*n),
        Val::F32(n) => single(*n),
        Val::F64(n) => double(*n),
        Val::Str(text) => text.as_ref().into(),
        Val::Bytes(bytes) => hex::encode(machine.slice(bytes)).into(),
        Val::Enum(id, raw) => match machine.program.label(*id, *raw) {
            Some(name) => name.as_ref().into(),
            None => integer(*raw),
        },
        Val::Obj(id) => object(machine, *id),
        Val::Arr(id) => {
            let items: Vec<Val> = machine.array(*id).iter().map(|cell| cell.val.clone()).collect();
            items.iter().map(|item| of(machine, item)).collect()
        }
        Val::Table(id) => {
            let count = machine.table(*id).map_or(0, |table| table.count);
            let mut items = Vec::new();
            for index in 0..count {
                let item = machine.row(*id, index);
                items.push(item.map_or(Json::Null, |item| of(machine, &item)));
            }
            Json::Array(items)
        }
        Val::Unset | Val::Busy | Val::Failed | Val::Null | Val::Io(_) => Json::Null,
    }
}

/// Converts the fields of `seq` that are present.
fn object(machine: &mut Machine<'_>, id: ObjId) -> Json {
    let mut fields = Vec::new();
    let Some(class) = machine.class_of(id) else { return Json::Object(fields) };
    for (index, field) in class.fields.iter().enumerate() {
        let cell = machine.cell(id, class.field_slot(index)).map(|cell| cell.val.clone());
        let val = cell.unwrap_or_default();
        let absent = matches!(val, Val::Null | Val::Unset) && matches!(field.repeat, Repeat::Once);
        if !absent {
            let json = match (&val, field.number) {
                (Val::Str(text), Some(kind)) => represented(text, kind),
                _ => of(machine, &val),
            };
            fields.push((field.meta.name.to_string(), json));
        }
    }
    Json::Object(fields)
}

/// Converts a string that represents a number; other strings remain strings.
fn represented(text: &str, kind: ColumnKind) -> Json {
    match columns::number(text, kind) {
        Cell::Int(n) => integer(n),
        Cell::F64(n) => double(n),
        _ if text.is_empty() => Json::Null,
        _ => text.into(),
    }
}

/// Converts a 32-bit float, with the shortest digits that round-trip.
pub(crate) fn single(n: f32) -> Json {
    n.to_string().parse().map_or_else(|_| non_finite(f64::from(n)), Json::Number)
}

/// Converts a 64-bit float.
pub(crate) fn double(n: f64) -> Json {
    Number::from_f64(n).map_or_else(|| non_finite(n), Json::Number)
}

fn integer(n: i128) -> Json {
    Number::from_i128(n).map_or_else(|| n.to_string().into(), Json::Number)
}

/// Returns the string for a float that JSON cannot represent.
fn non_finite(n: f64) -> Json {
    let name = if n.is_nan() {
        "NaN"
    } else if n > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    };
    name.into()
}
