//! Finding out whether data is in a format, by the constant that it begins with.

use crate::ir::{Ex, Field, Kind, Program, Valid};
use crate::model::TypeId;
use crate::run::Machine;
use crate::value::{ObjId, Val};
use bytescope_inspect::Limits;

/// Fewer bytes than this tell nothing.
const LEAST: usize = 3;

/// Types within types, on the way to the first field.
const DEEPEST: usize = 16;

/// The bytes that the constant takes at the beginning, if the format begins with one.
pub(crate) fn constant(program: &Program) -> Option<usize> {
    first(program).map(|(_, size)| size)
}

/// The type whose first field is the constant, and its size.
fn first(program: &Program) -> Option<(TypeId, usize)> {
    let mut class = program.top;
    for _ in 0..DEEPEST {
        let def = program.classes.get(class.index())?;
        let field = def.fields.first()?;
        if field.condition.is_some() || def.params > 0 {
            return None;
        }
        match &field.kind {
            Kind::Object { class: inner, extent: None, .. } => class = *inner,
            kind => {
                return size(kind, field).filter(|size| *size >= LEAST).map(|size| (class, size));
            }
        }
    }
    None
}

/// The size of a field that must be one of a few values.
fn size(kind: &Kind, field: &Field) -> Option<usize> {
    let bound = matches!(&field.valid, Some(Valid::Eq(_) | Valid::AnyOf(_) | Valid::InEnum));
    match kind {
        Kind::Contents(bytes) => Some(bytes.len()),
        Kind::Int { size, .. } if bound => Some(usize::from(*size)),
        Kind::Bytes(extent) | Kind::Str(extent, _) if bound => match &extent.size {
            crate::ir::Size::Bytes(Ex::Val(Val::Int(n))) => usize::try_from(*n).ok(),
            _ => None,
        },
        _ => None,
    }
}

/// Whether data begins with the constant.
pub(crate) fn begins(program: &Program, data: &[u8]) -> bool {
    let Some((class, size)) = first(program) else { return false };
    let Some(head) = data.get(..size) else { return false };
    let limits = Limits { nodes: 100, ..Limits::default() };
    let mut machine = Machine::new(program, head, limits);
    // What comes behind the constant is not there, so reading stops; the question is where.
    let (object, _) = machine.run_at(class, 0, size as u64);
    let slot = program.classes.get(class.index()).map_or(0, |c| c.field_slot(0));
    object.is_some_and(|id: ObjId| machine.is_good(id, slot))
}
