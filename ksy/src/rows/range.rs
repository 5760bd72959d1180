//! Ranges of integer expressions, which determine the types of their columns.

use crate::expr::BinaryOp;
use crate::ir::{ElementKind, Ex, FieldDef, FieldOrigin, Method, ObjectType, Program, Repeat};
use crate::model::TypeId;
use crate::run::ops;
use crate::value::Val;
use bytescope_table::ColumnKind;

/// Minimum and maximum.
pub(crate) type Range = (i128, i128);

/// Maximum nesting depth of expressions, including those of instances.
const MAX_DEPTH: u32 = 24;

/// Returns the column kind for the integer values of an expression: 64-bit signed, unless the
/// expression can have larger values.
pub(super) fn column(program: &Program, class: TypeId, ex: &Ex) -> ColumnKind {
    let Some((min, max)) = of(program, class, ex, MAX_DEPTH) else { return ColumnKind::I64 };
    if min >= i64::MIN.into() && max <= i64::MAX.into() {
        ColumnKind::I64
    } else if min >= 0 && max <= u64::MAX.into() {
        ColumnKind::U64
    } else {
        ColumnKind::I128
    }
}

/// Returns the range of an expression; `None` if it is unknown.
fn of(program: &Program, class: TypeId, ex: &Ex, levels: u32) -> Option<Range> {
    let levels = levels.checked_sub(1)?;
    let range = |ex: &Ex| of(program, class, ex, levels);
    match ex {
        Ex::Val(Val::Int(n)) => Some((*n, *n)),
        Ex::Slot(slot) | Ex::Lazy(slot) => of_slot(program, class, *slot, levels),
        Ex::Member { class, slot, .. } => of_slot(program, *class, *slot, levels),
        Ex::At(list, _) => match &**list {
            Ex::Slot(slot) => of_kind(&field(program.classes.get(class.index())?, *slot)?.kind),
            Ex::Member { class, slot, .. } => {
                of_kind(&field(program.classes.get(class.index())?, *slot)?.kind)
            }
            _ => None,
        },
        Ex::Minus(of) => range(of).map(|(min, max)| (max.saturating_neg(), min.saturating_neg())),
        Ex::Choice(_, a, b) => {
            let (a, b) = (range(a)?, range(b)?);
            Some((a.0.min(b.0), a.1.max(b.1)))
        }
        Ex::Call(Method::ToInt | Method::AsInt, of, args) if args.is_empty() => range(of),
        Ex::Binary(op, a, b) => binary(*op, range(a)?, range(b)?),
        _ => None,
    }
}

/// Returns the range of the results of an operator; `None` if it is unknown or the operator can fail.
pub(crate) fn binary(op: BinaryOp, a: Range, b: Range) -> Option<Range> {
    let monotonic = match op {
        BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul => true,
        BinaryOp::Div => b.0 > 0,
        BinaryOp::Shl | BinaryOp::Shr => b.0 >= 0,
        _ => false,
    };
    match op {
        _ if monotonic => {
            let ends = [(a.0, b.0), (a.0, b.1), (a.1, b.0), (a.1, b.1)];
            let ends: Vec<i128> =
                ends.iter().map(|(a, b)| ops::integers(op, *a, *b).ok()).collect::<Option<_>>()?;
            Some((*ends.iter().min()?, *ends.iter().max()?))
        }
        BinaryOp::BitAnd if b.0 >= 0 => Some((0, b.1)),
        BinaryOp::BitAnd if a.0 >= 0 => Some((0, a.1)),
        BinaryOp::BitOr | BinaryOp::BitXor if a.0 >= 0 && b.0 >= 0 => {
            // All bits up to the highest bit of both.
            let bits = 128_u32.saturating_sub((a.1 | b.1).leading_zeros());
            Some((0, 1_i128.checked_shl(bits)?.checked_sub(1)?))
        }
        BinaryOp::Mod if b.0 > 0 => Some((0, b.1.saturating_sub(1))),
        _ => None,
    }
}

fn field(class: &ObjectType, slot: usize) -> Option<&FieldDef> {
    match class.instance(slot) {
        Some(instance) => Some(&instance.field),
        None => class.fields.get(slot.checked_sub(class.params)?),
    }
}

fn of_slot(program: &Program, id: TypeId, slot: usize, levels: u32) -> Option<Range> {
    let class = program.classes.get(id.index())?;
    if let Some(FieldOrigin::Value { value, .. }) = class.instance(slot).map(|i| &i.from) {
        return of(program, id, value, levels);
    }
    let field = field(class, slot)?;
    matches!(field.repeat, Repeat::Once).then(|| of_kind(&field.kind))?
}

/// Returns the range of a field, which includes 0 because an absent field counts as 0.
pub(crate) fn of_kind(kind: &ElementKind) -> Option<Range> {
    let bits = |bits: u32| 1_i128.checked_shl(bits);
    match kind {
        ElementKind::Int { size, signed, .. } => {
            let all = bits(u32::from(*size).saturating_mul(8))?;
            Some(match signed {
                true => ((all / 2).saturating_neg(), (all / 2).saturating_sub(1)),
                false => (0, all.saturating_sub(1)),
            })
        }
        ElementKind::Bits { count, sign: Some(_), .. } => {
            let half = bits(count.saturating_sub(1))?;
            Some((half.saturating_neg(), half.saturating_sub(1)))
        }
        ElementKind::Bits { count, .. } => Some((0, bits(*count)?.saturating_sub(1))),
        _ => None,
    }
}
