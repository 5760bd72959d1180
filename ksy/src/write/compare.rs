//! Comparison of a file that was read with the JSON from which it was written.

use super::decode_hex;
use crate::ir::{ElementKind, FieldDef};
use crate::run::{FieldRef, GivenFile, Machine};
use crate::value::{ObjId, Val};
use bytescope_inspect::{BuildError, BuildErrorKind, Draft, DraftOptions, parse_f32, parse_f64};
use serde_json::Value as Json;

/// Returns the first difference between an object and its JSON.
pub(super) fn difference(
    machine: &mut Machine<'_>,
    id: ObjId,
    file: GivenFile<'_>,
) -> Option<BuildError> {
    object_difference(machine, id, file.json, file)
}

fn object_difference(
    machine: &mut Machine<'_>,
    id: ObjId,
    json: &Json,
    file: GivenFile<'_>,
) -> Option<BuildError> {
    let map = json.as_object()?;
    let class = machine.class_of(id)?;
    let fields = class.fields.iter().enumerate().map(|(i, field)| (class.field_slot(i), field));
    let instances = class.instances.iter().enumerate();
    let instances = instances.map(|(i, instance)| (class.instance_slot(i), &instance.field));
    for (slot, field) in fields.chain(instances) {
        let Some(json) = map.get(&*field.meta.name).filter(|json| !json.is_null()) else {
            continue;
        };
        let at = FieldRef { object: id, slot, index: None };
        let is_instance = class.instance(slot).is_some();
        let val = if is_instance {
            if json.get("$ref").is_some() || json.get("$error").is_some() {
                continue;
            }
            match machine.instance(id, slot) {
                Ok(val) => val,
                Err(halt) => {
                    let error = BuildError::new(machine.path(at), halt.fault.to_string());
                    return Some(error.of_kind(BuildErrorKind::ReadsDifferently));
                }
            }
        } else {
            machine.cell(id, slot).map_or(Val::Unset, |cell| cell.val.clone())
        };
        if let Some(error) = field_difference(machine, at, field, &val, json, file) {
            return Some(error);
        }
    }
    None
}

fn differs(machine: &Machine<'_>, at: FieldRef, val: &Val) -> BuildError {
    let message = match val {
        Val::Null | Val::Unset => "is given, but the file would not contain it".to_owned(),
        _ => format!("would be read as {}", machine.show(val)),
    };
    BuildError::new(machine.path(at), message).of_kind(BuildErrorKind::ReadsDifferently)
}

fn field_difference(
    machine: &mut Machine<'_>,
    at: FieldRef,
    field: &FieldDef,
    val: &Val,
    json: &Json,
    file: GivenFile<'_>,
) -> Option<BuildError> {
    if let Some(result) = list_difference(machine, at, val, file) {
        return result;
    }
    match (val, json) {
        (Val::Arr(id), Json::Array(items)) if at.index.is_none() => {
            let cells = machine.array(*id).to_vec();
            if cells.len() != items.len() {
                return Some(differs_in_count(machine, at, cells.len() as u64, items.len()));
            }
            let mut pairs = (0..).zip(cells.iter().zip(items));
            pairs.find_map(|(index, (cell, json))| {
                let at = FieldRef { index: Some(index), ..at };
                field_difference(machine, at, field, &cell.val, json, file)
            })
        }
        (Val::Table(id), Json::Array(items)) => {
            let count = machine.table(*id).map_or(0, |table| table.count);
            if count != items.len() as u64 {
                return Some(differs_in_count(machine, at, count, items.len()));
            }
            let mut items = (0_u64..).zip(items);
            items.find_map(|(index, json)| {
                let at = FieldRef { index: Some(index), ..at };
                let val = machine.row(*id, index).ok()?;
                field_difference(machine, at, field, &val, json, file)
            })
        }
        // An instance may refer to an object elsewhere, which is compared there.
        (Val::Obj(id), _) if machine.object_ref(*id).field_ref != Some(at) => None,
        (Val::Obj(id), Json::Object(_)) => object_difference(machine, *id, json, file),
        (Val::Arr(_), _) if at.index.is_some() => None,
        _ => match leaf_matches(machine, field, val, json, file.options) {
            true => None,
            false => Some(differs(machine, at, val)),
        },
    }
}

/// Compares a list whose items were encoded with its bytes: `None` if the field is not one of them.
fn list_difference(
    machine: &Machine<'_>,
    at: FieldRef,
    val: &Val,
    file: GivenFile<'_>,
) -> Option<Option<BuildError>> {
    let lists = file.lists.filter(|_| at.index.is_none())?;
    let (Val::Arr(_) | Val::Table(_)) = val else { return None };
    let items = lists.get(&machine.path(at))?;
    let span = machine.cell(at.object, at.slot).map(|cell| cell.span).unwrap_or_default();
    let is_same = machine.bytes_of(span) == items.bytes;
    Some((!is_same).then(|| differs(machine, at, val)))
}

fn differs_in_count(machine: &Machine<'_>, at: FieldRef, found: u64, given: usize) -> BuildError {
    let message = format!("has {given} items, but would be read as {found}");
    BuildError::new(machine.path(at), message).of_kind(BuildErrorKind::ReadsDifferently)
}

/// True if a value is that of its JSON.
fn leaf_matches(
    machine: &Machine<'_>,
    field: &FieldDef,
    val: &Val,
    json: &Json,
    options: DraftOptions,
) -> bool {
    let draft = Draft::new(json, options);
    match val {
        Val::Bool(b) => draft.integer().is_ok_and(|n| n == Some((*b).into())),
        Val::Int(n) => {
            let digits = n.to_string();
            draft.integer().is_ok_and(|given| given == Some(*n)) || json.as_str() == Some(&*digits)
        }
        Val::Enum(id, n) => match draft.label() {
            Some(label) => machine.program.label(*id, *n).is_some_and(|name| *name == *label),
            None => draft.integer().is_ok_and(|given| given == Some(*n)),
        },
        Val::F32(n) => {
            let given = match json {
                Json::Number(given) => given.to_string().parse::<f32>().ok(),
                Json::String(text) => parse_f32(text),
                _ => None,
            };
            given.is_some_and(|given| given.to_bits() == n.to_bits())
        }
        Val::F64(n) => {
            let given = match json {
                Json::Number(given) => given.as_f64(),
                Json::String(text) => parse_f64(text),
                _ => None,
            };
            given.is_some_and(|given| given.to_bits() == n.to_bits())
        }
        Val::Str(text) => match json {
            Json::String(given) if options.truncate => given.starts_with(&**text),
            Json::String(given) => **text == **given,
            Json::Number(given) if field.number.is_some() => **text == *given.to_string(),
            _ => json.get("$hex").is_some(),
        },
        Val::Bytes(bytes) => {
            let hex = json.as_str().or_else(|| json.get("$hex")?.as_str());
            let given = hex.and_then(decode_hex);
            given.is_some_and(|given| machine.slice(bytes) == given)
        }
        // A type switch without a matching case.
        Val::Null | Val::Unset => matches!(field.kind, ElementKind::Switch(_)) && json.is_null(),
        Val::Failed | Val::Busy => true,
        Val::Obj(_) | Val::Arr(_) | Val::Table(_) | Val::Io(_) => false,
    }
}
