//! The field of a frame that has one of several types, and the names of the kinds of messages.

use super::shared;
use crate::ir::{Class, Ex, From, Instance, Kind, Program};
use crate::model::{EnumId, TypeId};
use crate::value::Val;
use bytescope_table::Kind as ColumnKind;
use std::collections::HashMap;
use std::sync::Arc;

/// The field that has one of several types.
#[derive(Debug)]
pub(super) struct Choice {
    /// The way to it.
    pub(super) way: Vec<(TypeId, usize)>,
    pub(super) on: Ex,
    /// The structures that it is by the name of the message.
    pub(super) classes: HashMap<Arc<str>, TypeId>,
}

/// The enum of what tells the kind of message, and whether it reads better in hexadecimal.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Naming {
    pub(super) enumeration: Option<EnumId>,
    pub(super) hex: bool,
}

/// The first field with several types of which some are structures, and its kinds.
pub(super) fn choice<'p>(
    program: &'p Program,
    class: TypeId,
    way: &mut Vec<(TypeId, usize)>,
) -> Option<(Choice, Vec<&'p Kind>)> {
    if way.len() > super::DEEPEST {
        return None;
    }
    let def = program.classes.get(class.index())?;
    for (index, (field, _)) in shared(program, class).enumerate() {
        way.push((class, def.field_slot(index)));
        match &field.kind {
            Kind::Switch(switch) => {
                let kinds: Vec<&Kind> = switch.cases.iter().map(|(_, kind)| kind).collect();
                if kinds.iter().any(|kind| matches!(kind, Kind::Object { .. })) {
                    let hex = naming(def, &switch.on).is_some_and(|naming| naming.hex);
                    let named = |(when, kind): &(Option<Ex>, Kind)| match (when, kind) {
                        (Some(Ex::Val(val)), Kind::Object { class, .. }) => {
                            Some((name_of(program, val, hex)?, *class))
                        }
                        _ => None,
                    };
                    let classes = switch.cases.iter().rev().filter_map(named).collect();
                    let (way, on) = (way.clone(), switch.on.clone());
                    return Some((Choice { way, on, classes }, kinds));
                }
            }
            Kind::Object { class, .. } => {
                if let Some(found) = choice(program, *class, way) {
                    return Some(found);
                }
            }
            _ => {}
        }
        way.pop();
    }
    None
}

/// How the number is named that an expression about a type gives; none when it may be no integer.
pub(super) fn naming(class: &Class, on: &Ex) -> Option<Naming> {
    let of_kind = |kind: &Kind| match kind {
        Kind::Int { enumeration, .. } => Some(*enumeration),
        Kind::Bits { count, enumeration, .. } if *count > 1 || enumeration.is_some() => {
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
            let Instance { field, from } = class.instance(*slot)?;
            let enumeration = match from {
                From::Value { enumeration: Some(id), .. } => Some(*id),
                From::Value { column: Some(ColumnKind::I64), .. } => None,
                From::Value { .. } => return None,
                From::Stream { .. } => of_kind(&field.kind)?,
            };
            (field, enumeration)
        }
        _ => return None,
    };
    Some(Naming { enumeration, hex: field.meta.hex })
}

/// What a value of a message's kind is called.
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

/// A number without a name.
pub(super) fn number_text(n: i128, hex: bool) -> Arc<str> {
    if !hex || n < 0 {
        return n.to_string().into();
    }
    let digits = format!("{n:x}");
    let width = digits.len().next_multiple_of(2);
    format!("0x{digits:0>width$}").into()
}
