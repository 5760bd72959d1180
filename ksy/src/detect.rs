//! Detection of the format of data by a magic at a known offset.

use crate::compile::kind_size;
use crate::ir::{ElementKind, Ex, FieldDef, Order, Program, Repeat, Valid};
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

/// Constants of which every file of a format contains one, at a known offset.
///
/// ```
/// use bytescope_ksy::{MagicConstants, Schema, SchemaSearch};
///
/// let text = "meta: {id: own}\nseq: [{id: version, type: u1}, {id: magic, contents: OWN}]";
/// let schema = Schema::parse("own.ksy".as_ref(), text.to_owned(), &SchemaSearch::default())?;
/// let magic = MagicConstants { offset: 1, values: vec![b"OWN".to_vec()] };
/// assert_eq!(schema.magic(), Some(magic));
/// # Ok::<(), bytescope_ksy::Report>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MagicConstants {
    /// Offset of the constant in the file.
    pub offset: u64,
    /// Possible values, in ascending order. All have the same size.
    pub values: Vec<Vec<u8>>,
}

impl MagicConstants {
    /// True if the data contains one of the constants.
    fn matches(&self, data: &[u8]) -> bool {
        let found = usize::try_from(self.offset).ok().and_then(|offset| data.get(offset..));
        found.is_some_and(|found| self.values.iter().any(|value| found.starts_with(value)))
    }
}

/// Returns the constants that every file contains; `None` if the format has no magic, or one whose
/// bytes are not known in advance.
pub(crate) fn magic(program: &Program) -> Option<MagicConstants> {
    let found = find_magic(program, program.top, 0, MAX_DEPTH)?;
    constants(program, &found)
}

fn constants(program: &Program, magic: &Magic) -> Option<MagicConstants> {
    let field = program.classes.get(magic.class.index())?.fields.get(magic.index)?;
    let mut values = match &field.kind {
        ElementKind::Contents(bytes) => vec![bytes.to_vec()],
        ElementKind::Int { size, order, enumeration, .. } => {
            let is_big = match order {
                Order::Little => false,
                Order::Big => true,
                Order::Object => return None,
            };
            let encoded = |number: i128| encode(number, usize::from(*size), is_big);
            let constant = |ex: &Ex| match ex {
                Ex::Val(Val::Int(number) | Val::Enum(_, number)) => Some(*number),
                _ => None,
            };
            match field.valid.as_ref()? {
                Valid::Eq(ex) => encoded(constant(ex)?).into_iter().collect(),
                Valid::AnyOf(all) => {
                    let all: Vec<_> = all.iter().map(constant).collect::<Option<_>>()?;
                    all.into_iter().filter_map(encoded).collect()
                }
                Valid::InEnum => {
                    let labels = &program.enums.get(enumeration.as_ref()?.index())?.labels;
                    labels.keys().copied().filter_map(encoded).collect()
                }
                Valid::Range { .. } | Valid::Expr(..) => return None,
            }
        }
        _ => return None,
    };
    values.sort();
    values.dedup();
    let size = values.first().map_or(0, Vec::len) as u64;
    Some(MagicConstants { offset: magic.end.checked_sub(size)?, values })
}

/// Encodes an integer of this size in bytes; `None` if it is out of range.
fn encode(number: i128, size: usize, is_big: bool) -> Option<Vec<u8>> {
    let bits = u32::try_from(size).ok()?.checked_mul(8)?;
    let end = 1_i128.checked_shl(bits)?;
    // The range of signed and unsigned integers.
    if !(end.checked_div(-2)?..end).contains(&number) {
        return None;
    }
    let mut bytes = number.to_le_bytes().get(..size)?.to_vec();
    if is_big {
        bytes.reverse();
    }
    Some(bytes)
}

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
    let Some(magic) = find_magic(program, program.top, 0, MAX_DEPTH) else { return false };
    // Most files are of another format.
    if constants(program, &magic).is_some_and(|constants| !constants.matches(data)) {
        return false;
    }
    let Magic { class, start, index, end } = magic;
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

#[cfg(test)]
mod tests {
    use crate::{MagicConstants, Schema, SchemaSearch};

    fn schema(text: &str) -> Schema {
        let text = format!("meta: {{id: own, endian: le}}\n{text}");
        Schema::parse("own.ksy".as_ref(), text, &SchemaSearch::default()).unwrap()
    }

    #[test]
    fn constants_are_those_of_the_first_magic() {
        let constants = |text: &str| schema(text).magic().map(|m| (m.offset, m.values));
        let of = |offset, values: &[&[u8]]| {
            Some((offset, values.iter().map(|value| value.to_vec()).collect::<Vec<_>>()))
        };
        assert_eq!(constants("seq: [{id: a, contents: ABC}]"), of(0, &[b"ABC"]));
        let number = "seq: [{id: a, type: u1}, {id: b, type: u4be, valid: {any-of: [9, 7, 9]}}]";
        assert_eq!(constants(number), of(1, &[&[0, 0, 0, 7], &[0, 0, 0, 9]]));
        let number = "seq: [{id: b, type: s4, valid: -2}]";
        assert_eq!(constants(number), of(0, &[&[0xfe, 0xff, 0xff, 0xff]]));
        // The last value does not fit.
        let number = "seq: [{id: a, type: u4, enum: e, valid: {in-enum: true}}]\n\
                      enums: {e: {1: one, 0x100000000: large}}";
        assert_eq!(constants(number), of(0, &[&[1, 0, 0, 0]]));
        let nested = "seq: [{id: a, type: u2}, {id: h, type: head}]\n\
                      types: {head: {seq: [{id: m, contents: MAGIC}]}}";
        assert_eq!(constants(nested), of(2, &[b"MAGIC"]));
        for other in [
            "seq: [{id: a, type: u4}]",
            "seq: [{id: a, type: u4, valid: {min: 1}}]",
            "seq: [{id: a, contents: AB}]",
        ] {
            assert_eq!(constants(other), None, "{other}");
        }
    }

    #[test]
    fn magic_of_computed_value_is_detected() {
        let computed = schema("seq: [{id: a, type: u1}, {id: b, type: u4, valid: a * 2}]");
        assert_eq!(computed.magic(), None::<MagicConstants>);
        assert!(computed.matches(&[3, 6, 0, 0, 0]));
        assert!(!computed.matches(&[3, 7, 0, 0, 0]));
    }
}
