//! Arithmetic and bitwise operators.

use super::{Halt, Res};
use crate::expr::BinaryOp;
use crate::value::Val;

/// Converts a number to a float.
pub(super) fn float(val: &Val) -> Option<f64> {
    match val {
        // Rounds above 2^53, like other Kaitai Struct implementations.
        Val::Int(n) => Some(*n as f64),
        Val::F32(n) => Some(f64::from(*n)),
        Val::F64(n) => Some(*n),
        _ => None,
    }
}

fn int(val: &Val) -> Option<i128> {
    match val {
        Val::Int(n) => Some(*n),
        // An absent field counts as 0.
        Val::Null => Some(0),
        _ => None,
    }
}

pub(super) fn minus(val: &Val) -> Res<Val> {
    match val {
        Val::F32(n) => Ok(Val::F64(-f64::from(*n))),
        Val::F64(n) => Ok(Val::F64(-n)),
        _ => match int(val).map(i128::checked_neg) {
            Some(Some(n)) => Ok(Val::Int(n)),
            Some(None) => Err(out_of_range("-")),
            None => Err(Halt::rule(format!("`-` cannot be applied to {}", val.what()))),
        },
    }
}

fn out_of_range(symbol: &str) -> Box<Halt> {
    Halt::rule(format!("result of `{symbol}` is out of range"))
}

/// Applies an arithmetic or bitwise operator to two values.
pub(super) fn arithmetic(op: BinaryOp, a: &Val, b: &Val) -> Res<Val> {
    if let (Some(a), Some(b)) = (int(a), int(b)) {
        return integers(op, a, b).map(Val::Int);
    }
    if let (Val::Str(a), Val::Str(b), BinaryOp::Add) = (a, b, op) {
        return Ok(Val::Str(format!("{a}{b}").into()));
    }
    let number = |val: &Val| if matches!(val, Val::Null) { Some(0.0) } else { float(val) };
    let result = match (number(a), number(b)) {
        (Some(a), Some(b)) => floats(op, a, b),
        _ => None,
    };
    result.map(Val::F64).ok_or_else(|| {
        let (a, b) = (a.what(), b.what());
        Halt::rule(format!("`{}` cannot be applied to {a} and {b}", op.symbol()))
    })
}

/// Applies an arithmetic operator to two floats; `None` for other operators.
pub(crate) fn floats(op: BinaryOp, a: f64, b: f64) -> Option<f64> {
    Some(match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mul => a * b,
        BinaryOp::Div => a / b,
        BinaryOp::Mod => a - b * (a / b).floor(),
        _ => return None,
    })
}

pub(crate) fn integers(op: BinaryOp, a: i128, b: i128) -> Res<i128> {
    let shift = || u32::try_from(b).ok().filter(|n| *n < 127);
    let result = match op {
        BinaryOp::Add => a.checked_add(b),
        BinaryOp::Sub => a.checked_sub(b),
        BinaryOp::Mul => a.checked_mul(b),
        BinaryOp::Div | BinaryOp::Mod if b == 0 => return Err(Halt::rule("division by zero")),
        // Rounds down, and the remainder has the divisor's sign.
        BinaryOp::Div => a.checked_div(b).map(|q| {
            let exact = q.wrapping_mul(b) == a;
            if exact || (a < 0) == (b < 0) { q } else { q.wrapping_sub(1) }
        }),
        BinaryOp::Mod => a
            .checked_rem(b)
            .map(|r| if r == 0 || (r < 0) == (b < 0) { r } else { r.wrapping_add(b) }),
        BinaryOp::BitAnd => Some(a & b),
        BinaryOp::BitOr => Some(a | b),
        BinaryOp::BitXor => Some(a ^ b),
        BinaryOp::Shl | BinaryOp::Shr if b < 0 => {
            return Err(Halt::rule(format!("shift count must not be negative: {b}")));
        }
        BinaryOp::Shl => shift().and_then(|n| a.checked_mul(1_i128.checked_shl(n)?)),
        BinaryOp::Shr => Some(shift().map_or(if a < 0 { -1 } else { 0 }, |n| a >> n)),
        _ => None,
    };
    result.ok_or_else(|| out_of_range(op.symbol()))
}

/// True if the result of an operator cannot be represented, regardless of its use.
pub(crate) fn is_out_of_range(op: BinaryOp, a: i128, b: i128) -> bool {
    let fails = integers(op, a, b).is_err();
    let by_zero = matches!(op, BinaryOp::Div | BinaryOp::Mod) && b == 0;
    let negative_shift = matches!(op, BinaryOp::Shl | BinaryOp::Shr) && b < 0;
    fails && !by_zero && !negative_shift && is_arithmetic(op)
}

fn is_arithmetic(op: BinaryOp) -> bool {
    !op.is_comparison() && !matches!(op, BinaryOp::And | BinaryOp::Or)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn division_rounds_down() {
        for (a, b, quotient, remainder) in [
            (7, 2, 3, 1),
            (-7, 2, -4, 1),
            (7, -2, -4, -1),
            (-7, -2, 3, -1),
            (6, -3, -2, 0),
            (-9837, 13, -757, 4),
        ] {
            assert_eq!(integers(BinaryOp::Div, a, b).ok(), Some(quotient), "{a} / {b}");
            assert_eq!(integers(BinaryOp::Mod, a, b).ok(), Some(remainder), "{a} % {b}");
        }
        assert!(integers(BinaryOp::Div, 1, 0).is_err());
        assert_eq!(integers(BinaryOp::Shr, -8, 200).ok(), Some(-1));
        assert!(integers(BinaryOp::Shl, 1, 127).is_err());
    }
}
