//! Field of a frame whose type depends on the message type, and names of message types.

use super::fields_in_stream;
use crate::ir::{ElementKind, Ex, FieldOrigin, Instance, ObjectType, Program};
use crate::model::{EnumId, TypeId};
use crate::value::Val;
use bytescope_table::ColumnKind;
use std::collections::HashMap;
use std::sync::Arc;

/// A field with several alternative types.
#[derive(Debug)]
pub(super) struct Choice {
    /// Path of the field.
    pub(super) path: Vec<(TypeId, usize)>,
    /// Expression that selects the type.
    pub(super) on: Ex,
    /// Types of objects, by name of the message type.
    pub(super) classes: HashMap<Arc<str>, TypeId>,
}

/// Naming of message types.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Naming {
    /// Enum of the numbers of the message types.
    pub(super) enumeration: Option<EnumId>,
    /// True if numbers without a name are printed in hexadecimal.
    pub(super) hex: bool,
}

/// Finds the first field that has a type switch with at least one object type, and its cases.
pub(super) fn choice<'p>(
    program: &'p Program,
    class: TypeId,
    path: &mut Vec<(TypeId, usize)>,
) -> Option<(Choice, Vec<&'p ElementKind>)> {
    if path.len() > super::MAX_DEPTH {
        return None;
    }
    let def = program.classes.get(class.index())?;
    for (index, (field, _)) in fields_in_stream(program, class).enumerate() {
        path.push((class, def.field_slot(index)));
        match &field.kind {
            ElementKind::Switch(switch) => {
                let kinds: Vec<&ElementKind> = switch.cases.iter().map(|(_, kind)| kind).collect();
                if kinds.iter().any(|kind| matches!(kind, ElementKind::Object { .. })) {
                    let hex = naming(def, &switch.on).is_some_and(|naming| naming.hex);
                    let named = |(when, kind): &(Option<Ex>, ElementKind)| match (when, kind) {
                        (Some(Ex::Val(val)), ElementKind::Object { class, .. }) => {
                            Some((name_of(program, val, hex)?, *class))
                        }
                        _ => None,
                    };
                    let classes = switch.cases.iter().rev().filter_map(named).collect();
                    let (path, on) = (path.clone(), switch.on.clone());
                    return Some((Choice { path, on, classes }, kinds));
                }
            }
            ElementKind::Object { class, .. } => {
                if let Some(found) = choice(program, *class, path) {
                    return Some(found);
                }
            }
            _ => {}
        }
        path.pop();
    }
    None
}

/// Returns the naming of the values of an expression; `None` if they are not known to be integers.
pub(super) fn naming(class: &ObjectType, on: &Ex) -> Option<Naming> {
    let of_kind = |kind: &ElementKind| match kind {
        ElementKind::Int { enumeration, .. } => Some(*enumeration),
        ElementKind::Bits { count, enumeration, .. } if *count > 1 || enumeration.is_some() => {
            Some(*enumeration)
        }
        _ => None,
    };
    let (field, enumeration) = match on {
        Ex::Slot(slot) => {
            let field = class.fields.get(slot.checked_sub(class.params)?)?;
            (field, of_kind(&field.kind)?)
        }
        Ex::Lazy(slot) => {
            let Instance { field, from, .. } = class.instance(*slot)?;
            let enumeration = match from {
                FieldOrigin::Value { enumeration: Some(id), .. } => Some(*id),
                FieldOrigin::Value { column: Some(ColumnKind::I64), .. } => None,
                FieldOrigin::Value { .. } => return None,
                FieldOrigin::Stream { .. } => of_kind(&field.kind)?,
            };
            (field, enumeration)
        }
        _ => return None,
    };
    Some(Naming { enumeration, hex: field.meta.hex })
}

/// Returns the name of a message type, given the value of the expression that selects it.
pub(super) fn name_of(program: &Program, val: &Val, hex: bool) -> Option<Arc<str>> {
    match val {
        Val::Enum(id, raw) => {
            Some(program.label(*id, *raw).unwrap_or_else(|| number_text(*raw, hex)))
        }
        Val::Int(n) => Some(number_text(*n, hex)),
        Val::Str(text) => Some(text.clone()),
        Val::Bool(b) => Some(b.to_string().into()),
        _ => None,
    }
}

/// Formats a number without a name.
pub(super) fn number_text(n: i128, hex: bool) -> Arc<str> {
    if !hex || n < 0 {
        return n.to_string().into();
    }
    let digits = format!("{n:x}");
    let width = digits.len().next_multiple_of(2);
    format!("0x{digits:0>width$}").into()
}
