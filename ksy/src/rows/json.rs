//! Values as plain JSON, for columns that hold lists.

use crate::ir::Repeat;
use crate::run::Machine;
use crate::value::{ObjId, Val};
use bytescope_inspect::OrderedJson as Json;
use serde_json::Number;

/// A value as JSON: structures are objects, bytes hex, enums their labels.
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

/// The fields of `seq` that exist.
fn object(machine: &mut Machine<'_>, id: ObjId) -> Json {
    let mut fields = Vec::new();
    let Some(class) = machine.class_of(id) else { return Json::Object(fields) };
    for (index, field) in class.fields.iter().enumerate() {
        let cell = machine.cell(id, class.field_slot(index)).map(|cell| cell.val.clone());
        let val = cell.unwrap_or_default();
        let there = !matches!(val, Val::Null | Val::Unset) || !matches!(field.repeat, Repeat::Once);
        if there {
            fields.push((field.meta.name.to_string(), of(machine, &val)));
        }
    }
    Json::Object(fields)
}

/// A float of 32 bits in few digits.
pub(crate) fn single(n: f32) -> Json {
    n.to_string().parse().map_or_else(|_| odd(f64::from(n)), Json::Number)
}

/// A float.
pub(crate) fn double(n: f64) -> Json {
    Number::from_f64(n).map_or_else(|| odd(n), Json::Number)
}

fn integer(n: i128) -> Json {
    Number::from_i128(n).map_or_else(|| n.to_string().into(), Json::Number)
}

/// What JSON has no number for.
fn odd(n: f64) -> Json {
    let name = if n.is_nan() {
        "NaN"
    } else if n > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    };
    name.into()
}
