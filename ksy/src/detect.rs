//! Detection of the format of data by a constant at a known offset.

use crate::compile::kind_size;
use crate::ir::{Ex, Field, Kind, Program, Repeat, Valid};
use crate::model::TypeId;
use crate::run::Machine;
use crate::value::{ObjId, Val};
use bytescope_inspect::Limits;

/// Fewer bytes than this tell nothing.
const LEAST: usize = 3;

/// Types within types, on the way to the constant.
const DEEPEST: usize = 16;

/// A constant at a known offset.
struct Constant {
    /// The type that it is in, and the offset of that.
    class: TypeId,
    start: u64,
    /// Index of the field.
    index: usize,
    /// Offset of the first byte after it.
    end: u64,
}

/// Whether files have a constant at a known offset.
pub(crate) fn has_constant(program: &Program) -> bool {
    constant(program, program.top, 0, DEEPEST).is_some()
}

/// The first constant of a type that is at `start`, if everything before it has a known size.
fn constant(program: &Program, class: TypeId, start: u64, deep: usize) -> Option<Constant> {
    let deep = deep.checked_sub(1)?;
    let def = program.classes.get(class.index()).filter(|def| def.params == 0)?;
    let mut at = start;
    for (index, field) in def.fields.iter().enumerate() {
        if field.condition.is_some() || !matches!(field.repeat, Repeat::Once) {
            return None;
        }
        if let Some(size) = size(&field.kind, field).filter(|size| *size >= LEAST) {
            let end = at.checked_add(size as u64)?;
            return Some(Constant { class, start, index, end });
        }
        if let Kind::Object { class, extent: None, args, .. } = &field.kind
            && args.is_empty()
            && let Some(found) = constant(program, *class, at, deep)
        {
            return Some(found);
        }
        at = at.checked_add(kind_size(&field.kind, &program.classes)?)?;
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

/// Whether the constant is in the data.
pub(crate) fn matches(program: &Program, data: &[u8]) -> bool {
    let Some(Constant { class, start, index, end }) = constant(program, program.top, 0, DEEPEST)
    else {
        return false;
    };
    let head = usize::try_from(end).ok().and_then(|end| data.get(..end));
    let Some(head) = head else { return false };
    let limits = Limits { nodes: 1000, ..Limits::default() };
    let mut machine = Machine::new(program, head, limits);
    // What comes after the constant is not there, so reading stops; the question is where.
    let (object, _) = machine.run_at(class, start, end);
    let slot = program.classes.get(class.index()).map_or(0, |c| c.field_slot(index));
    object.is_some_and(|id: ObjId| machine.is_good(id, slot))
}
