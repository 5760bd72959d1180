//! Detection of the format of data by a magic at a known offset.

use crate::compile::kind_size;
use crate::ir::{ElementKind, Ex, FieldDef, Program, Repeat, Valid};
use crate::model::TypeId;
use crate::run::Machine;
use crate::value::{ObjId, Val};
use bytescope_inspect::Limits;

/// Minimum size of a magic in bytes; shorter constants match too many files.
const MIN_SIZE: usize = 3;

/// Number of bytes that a condition for detection may depend on.
const CONDITION_SIZE: usize = 256;

/// Maximum nesting depth of types searched for a magic.
const MAX_DEPTH: usize = 16;

/// A magic at a known offset.
struct Magic {
    /// Type of the object that contains the magic.
    class: TypeId,
    /// Offset of that object.
    start: u64,
    /// Index of the field.
    index: usize,
    /// Offset of the first byte after the magic.
    end: u64,
}

/// True if files have a magic at a known offset.
pub(crate) fn has_magic(program: &Program) -> bool {
    find_magic(program, program.top, 0, MAX_DEPTH).is_some()
}

/// Finds the first magic in an object of type `class` at the offset `start`, if all fields before
/// the magic have a fixed size.
fn find_magic(program: &Program, class: TypeId, start: u64, levels: usize) -> Option<Magic> {
    let levels = levels.checked_sub(1)?;
    let def = program.classes.get(class.index()).filter(|def| def.params == 0)?;
    let mut at = start;
    for (index, field) in def.fields.iter().enumerate() {
        if field.condition.is_some() || !matches!(field.repeat, Repeat::Once) {
            return None;
        }
        if let Some(size) = constant_size(&field.kind, field).filter(|size| *size >= MIN_SIZE) {
            let end = at.checked_add(size as u64)?;
            return Some(Magic { class, start, index, end });
        }
        if let ElementKind::Object { class, extent: None, args, .. } = &field.kind
            && args.is_empty()
            && let Some(magic) = find_magic(program, *class, at, levels)
        {
            return Some(magic);
        }
        at = at.checked_add(kind_size(&field.kind, &program.classes)?)?;
    }
    None
}

/// Returns the size in bytes of a field that must have one of a fixed set of values; `None` for
/// other fields.
fn constant_size(kind: &ElementKind, field: &FieldDef) -> Option<usize> {
    let fixed = matches!(&field.valid, Some(Valid::Eq(_) | Valid::AnyOf(_) | Valid::InEnum));
    match kind {
        ElementKind::Contents(bytes) => Some(bytes.len()),
        ElementKind::Int { size, .. } if fixed => Some(usize::from(*size)),
        ElementKind::Bytes(extent) | ElementKind::Str(extent, _) if fixed => match &extent.size {
            crate::ir::Size::Bytes(Ex::Val(Val::Int(n))) => usize::try_from(*n).ok(),
            _ => None,
        },
        _ => None,
    }
}

/// True if the data contains the magic of the format.
pub(crate) fn matches(program: &Program, data: &[u8]) -> bool {
    let Some(Magic { class, start, index, end }) = find_magic(program, program.top, 0, MAX_DEPTH)
    else {
        return false;
    };
    let head = usize::try_from(end).ok().and_then(|end| data.get(..end));
    let Some(head) = head else { return false };
    let limits = Limits { nodes: 1000, ..Limits::default() };
    let mut machine = Machine::new(program, head, limits);
    // The data ends with the magic, so reading fails after it; only the field of the magic matters.
    let (object, _) = machine.run_at(class, start, end);
    let slot = program.classes.get(class.index()).map_or(0, |c| c.field_slot(index));
    object.is_some_and(|id: ObjId| machine.is_valid(id, slot)) && satisfies_condition(program, data)
}

/// True unless the start of the data violates the condition of `-detect`.
fn satisfies_condition(program: &Program, data: &[u8]) -> bool {
    let Some(condition) = &program.detect else { return true };
    let head = data.get(..CONDITION_SIZE).unwrap_or(data);
    let mut machine = Machine::new(program, head, Limits { nodes: 1000, ..Limits::default() });
    // Only the fields of the condition matter. A truncated file may lack them.
    let (object, _) = machine.run();
    let value = object.map(|id| machine.value_of(condition, id));
    !matches!(value, Some(Ok(Val::Bool(false))))
}
