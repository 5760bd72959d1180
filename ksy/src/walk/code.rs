//! Expressions on registers.

use crate::expr::BinaryOp;
use crate::run::ops;

/// An expression on 64-bit integers; booleans are 0 or 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum WalkExpr {
    Const(i64),
    Register(usize),
    Not(Box<WalkExpr>),
    Minus(Box<WalkExpr>),
    Invert(Box<WalkExpr>),
    Binary(BinaryOp, Box<(WalkExpr, WalkExpr)>),
    Choice(Box<(WalkExpr, WalkExpr, WalkExpr)>),
    /// True if the value is in a sorted list.
    In(Box<WalkExpr>, Box<[i64]>),
}

impl WalkExpr {
    /// Returns the value; `None` if it or an intermediate result is not a 64-bit integer.
    pub(super) fn eval(&self, registers: &[i64]) -> Option<i64> {
        match self {
            Self::Const(n) => Some(*n),
            Self::Register(register) => registers.get(*register).copied(),
            Self::Not(of) => Some((of.eval(registers)? == 0).into()),
            Self::Minus(of) => of.eval(registers)?.checked_neg(),
            Self::Invert(of) => Some(!of.eval(registers)?),
            Self::Binary(op, of) => {
                let a = of.0.eval(registers)?;
                match op {
                    BinaryOp::And if a == 0 => return Some(0),
                    BinaryOp::Or if a != 0 => return Some(1),
                    _ => {}
                }
                binary(*op, a, of.1.eval(registers)?)
            }
            Self::Choice(of) => {
                let chosen = if of.0.eval(registers)? != 0 { &of.1 } else { &of.2 };
                chosen.eval(registers)
            }
            Self::In(of, list) => Some(list.binary_search(&of.eval(registers)?).is_ok().into()),
        }
    }

    /// Returns the value of a constant.
    pub(super) fn constant(&self) -> Option<i64> {
        if let Self::Const(n) = self { Some(*n) } else { None }
    }

    /// Returns the expression, or a constant if it consists of constants.
    pub(super) fn folded(self) -> Self {
        let is_constant = match &self {
            Self::Const(_) | Self::Register(_) => false,
            Self::Not(of) | Self::Minus(of) | Self::Invert(of) | Self::In(of, _) => {
                of.constant().is_some()
            }
            Self::Binary(_, of) => of.0.constant().is_some() && of.1.constant().is_some(),
            Self::Choice(of) => match of.0.constant() {
                Some(0) => return of.2.clone(),
                Some(_) => return of.1.clone(),
                None => false,
            },
        };
        let value = if is_constant { self.eval(&[]) } else { None };
        value.map_or(self, Self::Const)
    }
}

fn binary(op: BinaryOp, a: i64, b: i64) -> Option<i64> {
    Some(match op {
        BinaryOp::Add => a.checked_add(b)?,
        BinaryOp::Sub => a.checked_sub(b)?,
        BinaryOp::Mul => a.checked_mul(b)?,
        BinaryOp::BitAnd => a & b,
        BinaryOp::BitOr => a | b,
        BinaryOp::BitXor => a ^ b,
        BinaryOp::Eq => (a == b).into(),
        BinaryOp::Ne => (a != b).into(),
        BinaryOp::Lt => (a < b).into(),
        BinaryOp::Le => (a <= b).into(),
        BinaryOp::Gt => (a > b).into(),
        BinaryOp::Ge => (a >= b).into(),
        BinaryOp::And => (a != 0 && b != 0).into(),
        BinaryOp::Or => (a != 0 || b != 0).into(),
        BinaryOp::Div | BinaryOp::Mod | BinaryOp::Shl | BinaryOp::Shr => {
            i64::try_from(ops::integers(op, a.into(), b.into()).ok()?).ok()?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{BinaryOp, WalkExpr};

    fn binary(op: BinaryOp, a: i64, b: i64) -> WalkExpr {
        WalkExpr::Binary(op, Box::new((WalkExpr::Const(a), WalkExpr::Const(b))))
    }

    #[test]
    fn results_outside_64_bits_are_not_values() {
        assert_eq!(binary(BinaryOp::Add, i64::MAX, 1).eval(&[]), None);
        assert_eq!(binary(BinaryOp::Div, 1, 0).eval(&[]), None);
        assert_eq!(binary(BinaryOp::Mod, -7, 2).eval(&[]), Some(1));
        assert_eq!(binary(BinaryOp::Shr, -8, 100).eval(&[]), Some(-1));
    }

    #[test]
    fn constants_are_folded() {
        let choice = |test| {
            WalkExpr::Choice(Box::new((
                WalkExpr::Const(test),
                WalkExpr::Register(0),
                WalkExpr::Const(3),
            )))
            .folded()
        };
        assert_eq!((choice(1), choice(0)), (WalkExpr::Register(0), WalkExpr::Const(3)));
        assert_eq!(binary(BinaryOp::Shl, 3, 4).folded(), WalkExpr::Const(48));
    }
}
