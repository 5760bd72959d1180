//! Detection of the format of data by a constant at a known offset.

use crate::compile::kind_size;
use crate::ir::{ElementKind, Ex, FieldDef, Program, Repeat, Valid};
use crate::model::TypeId;
use crate::run::Machine;
use crate::value::{ObjId, Val};
use bytescope_inspect::Limits;

/// Shorter constants identify nothing.
const LEAST: usize = 3;

/// Maximum nesting depth of types searched for the constant.
const DEEPEST: usize = 16;

/// A constant at a known offset.
struct Signature {
    /// Type that contains it.
    class: TypeId,
    /// Offset of that type.
    start: u64,
    /// Index of the field.
    index: usize,
    /// Offset of the first byte after the constant.
    end: u64,
}

/// `true` if files have a constant at a known offset.
pub(crate) fn has_constant(program: &Program) -> bool {
    constant(program, program.top, 0, DEEPEST).is_some()
}

/// Finds the first constant of a type that starts at `start`, if everything before the constant
/// has a fixed size.
fn constant(program: &Program, class: TypeId, start: u64, deep: usize) -> Option<Signature> {
    let deep = deep.checked_sub(1)?;
    let def = program.classes.get(class.index()).filter(|def| def.params == 0)?;
    let mut at = start;
    for (index, field) in def.fields.iter().enumerate() {
        if field.condition.is_some() || !matches!(field.repeat, Repeat::Once) {
            return None;
        }
        if let Some(size) = size(&field.kind, field).filter(|size| *size >= LEAST) {
            let end = at.checked_add(size as u64)?;
            return Some(Signature { class, start, index, end });
        }
        if let ElementKind::Object { class, extent: None, args, .. } = &field.kind
            && args.is_empty()
            && let Some(found) = constant(program, *class, at, deep)
        {
            return Some(found);
        }
        at = at.checked_add(kind_size(&field.kind, &program.classes)?)?;
    }
    None
}

/// Size of a field whose value is one of a fixed set.
fn size(kind: &ElementKind, field: &FieldDef) -> Option<usize> {
    let bound = matches!(&field.valid, Some(Valid::Eq(_) | Valid::AnyOf(_) | Valid::InEnum));
    match kind {
        ElementKind::Contents(bytes) => Some(bytes.len()),
        ElementKind::Int { size, .. } if bound => Some(usize::from(*size)),
        ElementKind::Bytes(extent) | ElementKind::Str(extent, _) if bound => match &extent.size {
            crate::ir::Size::Bytes(Ex::Val(Val::Int(n))) => usize::try_from(*n).ok(),
            _ => None,
        },
        _ => None,
    }
}

/// `true` if the data contains the constant.
pub(crate) fn matches(program: &Program, data: &[u8]) -> bool {
    let Some(Signature { class, start, index, end }) = constant(program, program.top, 0, DEEPEST)
    else {
        return false;
    };
    let head = usize::try_from(end).ok().and_then(|end| data.get(..end));
    let Some(head) = head else { return false };
    let limits = Limits { nodes: 1000, ..Limits::default() };
    let mut machine = Machine::new(program, head, limits);
    // Reading stops at the end of the constant; only the constant's own field matters.
    let (object, _) = machine.run_at(class, start, end);
    let slot = program.classes.get(class.index()).map_or(0, |c| c.field_slot(index));
    object.is_some_and(|id: ObjId| machine.is_valid(id, slot))
}
