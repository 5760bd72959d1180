//! Kinds and ranges of values, to prove that an expression cannot fail.

use crate::expr::BinaryOp;
use crate::ir::{ElementKind, Method};
use crate::rows::range::{self, Range};

/// Kind and range of the values of an expression that cannot fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Integer between two bounds.
    Int(i128, i128),
    Bool,
    Enum,
    Float,
    /// String with a number of characters between two bounds.
    Text(u64, u64),
    Bytes,
    /// An object, list or absent value, which expressions cannot use.
    Other,
}

impl Kind {
    pub(super) const ANY_TEXT: Self = Self::Text(0, u64::MAX);

    /// Returns the kind of a field of `seq`.
    pub(super) fn of(kind: &ElementKind) -> Self {
        match kind {
            ElementKind::Int { enumeration: Some(_), .. }
            | ElementKind::Bits { enumeration: Some(_), .. } => Self::Enum,
            ElementKind::Bits { count: 1, sign: None, .. } => Self::Bool,
            ElementKind::Int { .. } | ElementKind::Bits { .. } => match range::of_kind(kind) {
                Some((min, max)) => Self::Int(min, max),
                None => Self::Other,
            },
            ElementKind::Float { .. } => Self::Float,
            ElementKind::Str(..) => Self::ANY_TEXT,
            ElementKind::Bytes(_) | ElementKind::Contents(_) => Self::Bytes,
            _ => Self::Other,
        }
    }

    /// Returns the kind of one of two values.
    pub(super) fn join(self, other: Self) -> Option<Self> {
        Some(match (self, other) {
            (Self::Int(a, b), Self::Int(c, d)) => Self::Int(a.min(c), b.max(d)),
            (Self::Text(a, b), Self::Text(c, d)) => Self::Text(a.min(c), b.max(d)),
            (a, b) if a == b => a,
            _ => return None,
        })
    }

    /// Returns the kind of the result of a binary operator; `None` if the operator can fail.
    pub(super) fn binary(op: BinaryOp, a: Self, b: Self) -> Option<Self> {
        if op.is_comparison() {
            let is_number = |kind| matches!(kind, Self::Int(..) | Self::Float);
            let is_equality = matches!(op, BinaryOp::Eq | BinaryOp::Ne);
            let compares = match (a, b) {
                (Self::Text(..), Self::Text(..)) | (Self::Bytes, Self::Bytes) => true,
                (Self::Bool, Self::Bool) => is_equality,
                (Self::Enum, Self::Enum | Self::Int(..)) | (Self::Int(..), Self::Enum) => {
                    is_equality
                }
                (a, b) => is_number(a) && is_number(b),
            };
            return compares.then_some(Self::Bool);
        }
        match (op, a, b) {
            (BinaryOp::And | BinaryOp::Or, Self::Bool, Self::Bool) => Some(Self::Bool),
            (BinaryOp::Add, Self::Text(a, b), Self::Text(c, d)) => {
                Some(Self::Text(a.saturating_add(c), b.saturating_add(d)))
            }
            (op, Self::Int(a, b), Self::Int(c, d)) => integers(op, (a, b), (c, d)),
            (
                BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div | BinaryOp::Mod,
                Self::Int(..) | Self::Float,
                Self::Int(..) | Self::Float,
            ) => Some(Self::Float),
            _ => None,
        }
    }

    /// Returns the kind of the result of a method without arguments; `None` if the method can fail.
    pub(super) fn method(self, method: Method) -> Option<Self> {
        match (method, self) {
            (Method::ToStr, Self::Int(min, max)) => {
                let digits = |n: i128| n.to_string().len() as u64;
                let shortest = if min <= 0 && max >= 0 { 1 } else { digits(min).min(digits(max)) };
                Some(Self::Text(shortest, digits(min).max(digits(max))))
            }
            (Method::ToStr, Self::Bool | Self::Enum | Self::Float) => Some(Self::ANY_TEXT),
            (Method::ToStr | Method::Reverse, text @ Self::Text(..)) => Some(text),
            (Method::Len, Self::Text(min, max)) => Some(Self::Int(min.into(), max.into())),
            (Method::Len, Self::Bytes) => Some(Self::Int(0, u64::MAX.into())),
            (Method::ToInt | Method::AsInt, Self::Bool) => Some(Self::Int(0, 1)),
            (Method::ToInt | Method::AsInt, Self::Enum) => {
                Some(Self::Int(i64::MIN.into(), u64::MAX.into()))
            }
            (Method::ToInt | Method::AsInt, int @ Self::Int(..)) => Some(int),
            (Method::ToFloat | Method::AsFloat, Self::Int(..) | Self::Float) => Some(Self::Float),
            (Method::AsBool, Self::Int(..) | Self::Bool) => Some(Self::Bool),
            _ => None,
        }
    }
}

/// Returns the range of an operator on integers in two ranges; `None` if it can fail.
fn integers(op: BinaryOp, a: Range, b: Range) -> Option<Kind> {
    let (min, max) = match range::binary(op, a, b) {
        Some(range) => range,
        // The operands may be negative.
        None if matches!(op, BinaryOp::BitAnd | BinaryOp::BitOr | BinaryOp::BitXor) => {
            let largest = [a.0, a.1, b.0, b.1].into_iter().map(i128::unsigned_abs).max()?;
            let bits = 128_u32.saturating_sub(largest.leading_zeros());
            let bound = 1_i128.checked_shl(bits).filter(|bound| *bound > 0)?;
            (bound.saturating_neg(), bound.saturating_sub(1))
        }
        None => return None,
    };
    Some(Kind::Int(min, max))
}

#[cfg(test)]
mod tests {
    use super::{BinaryOp, Kind, Method};

    #[test]
    fn a_division_by_a_value_that_may_be_zero_can_fail() {
        let byte = Kind::Int(0, 255);
        assert_eq!(Kind::binary(BinaryOp::Div, byte, byte), None);
        assert_eq!(Kind::binary(BinaryOp::Div, byte, Kind::Int(2, 4)), Some(Kind::Int(0, 127)));
        assert_eq!(Kind::binary(BinaryOp::Mod, byte, Kind::Int(10, 10)), Some(Kind::Int(0, 9)));
    }

    #[test]
    fn decimal_digits_are_counted() {
        let digits = |min, max| Kind::Int(min, max).method(Method::ToStr);
        assert_eq!(digits(1_000_000, 1_999_999), Some(Kind::Text(7, 7)));
        assert_eq!(digits(-5, 100), Some(Kind::Text(1, 3)));
    }
}
