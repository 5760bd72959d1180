//! Operators on numbers and strings.

use super::{Res, Stop};
use crate::expr::Binary;
use crate::value::Val;

/// A number as a float.
pub(super) fn float(val: &Val) -> Option<f64> {
    match val {
        // Beyond 2^53 this rounds, as it does in the language's other implementations.
        Val::Int(n) => Some(*n as f64),
        Val::F32(n) => Some(f64::from(*n)),
        Val::F64(n) => Some(*n),
        _ => None,
    }
}

fn int(val: &Val) -> Option<i128> {
    match val {
        Val::Int(n) => Some(*n),
        // A field that does not exist counts as 0.
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
            Some(None) => Err(too_large("-")),
            None => Err(Stop::rule(format!("`-` does not go with {}", val.what()))),
        },
    }
}

fn too_large(sign: &str) -> Box<Stop> {
    Stop::rule(format!("the result of `{sign}` is too large"))
}

/// What an operator that is no comparison makes of two values.
pub(super) fn arithmetic(op: Binary, a: &Val, b: &Val) -> Res<Val> {
    if let (Some(a), Some(b)) = (int(a), int(b)) {
        return integers(op, a, b).map(Val::Int);
    }
    if let (Val::Str(a), Val::Str(b), Binary::Add) = (a, b, op) {
        return Ok(Val::Str(format!("{a}{b}").into()));
    }
    let zero = |val: &Val| if matches!(val, Val::Null) { Some(0.0) } else { float(val) };
    let result = match (zero(a), zero(b)) {
        (Some(a), Some(b)) => match op {
            Binary::Add => Some(a + b),
            Binary::Sub => Some(a - b),
            Binary::Mul => Some(a * b),
            Binary::Div => Some(a / b),
            Binary::Mod => Some(a - b * (a / b).floor()),
            _ => None,
        },
        _ => None,
    };
    result.map(Val::F64).ok_or_else(|| {
        Stop::rule(format!("`{}` does not go with {} and {}", op.sign(), a.what(), b.what()))
    })
}

pub(crate) fn integers(op: Binary, a: i128, b: i128) -> Res<i128> {
    let shift = || u32::try_from(b).ok().filter(|n| *n < 127);
    let result = match op {
        Binary::Add => a.checked_add(b),
        Binary::Sub => a.checked_sub(b),
        Binary::Mul => a.checked_mul(b),
        Binary::Div | Binary::Mod if b == 0 => return Err(Stop::rule("division by zero")),
        // Rounds down, and the remainder has the divisor's sign.
        Binary::Div => a.checked_div(b).map(|q| {
            let exact = q.wrapping_mul(b) == a;
            if exact || (a < 0) == (b < 0) { q } else { q.wrapping_sub(1) }
        }),
        Binary::Mod => a
            .checked_rem(b)
            .map(|r| if r == 0 || (r < 0) == (b < 0) { r } else { r.wrapping_add(b) }),
        Binary::BitAnd => Some(a & b),
        Binary::BitOr => Some(a | b),
        Binary::BitXor => Some(a ^ b),
        Binary::Shl | Binary::Shr if b < 0 => {
            return Err(Stop::rule(format!("a shift by {b} bits")));
        }
        Binary::Shl => shift().and_then(|n| a.checked_mul(1_i128.checked_shl(n)?)),
        Binary::Shr => Some(shift().map_or(if a < 0 { -1 } else { 0 }, |n| a >> n)),
        _ => None,
    };
    result.ok_or_else(|| too_large(op.sign()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn division_rounds_down() {
        for (a, b, quotient, rest) in [
            (7, 2, 3, 1),
            (-7, 2, -4, 1),
            (7, -2, -4, -1),
            (-7, -2, 3, -1),
            (6, -3, -2, 0),
            (-9837, 13, -757, 4),
        ] {
            assert_eq!(integers(Binary::Div, a, b).ok(), Some(quotient), "{a} / {b}");
            assert_eq!(integers(Binary::Mod, a, b).ok(), Some(rest), "{a} % {b}");
        }
        assert!(integers(Binary::Div, 1, 0).is_err());
        assert_eq!(integers(Binary::Shr, -8, 200).ok(), Some(-1));
        assert!(integers(Binary::Shl, 1, 127).is_err());
    }
}
