//! Expressions on integers at known offsets.

use super::leaf::FlatLeaf;
use crate::expr::BinaryOp;
use crate::ir::{Ex, FieldOrigin, Method, ObjectType};
use crate::run::ops::integers;
use crate::value::Val;
use std::cmp::Ordering;

/// Maximum nesting depth of expressions, including those of instances.
const MAX_DEPTH: u32 = 32;

/// Environment of the expressions of a type.
pub(crate) struct View<'v> {
    pub(crate) class: &'v ObjectType,
    /// Value in each slot, if it is at a known offset.
    pub(crate) leaves: &'v [Option<FlatLeaf>],
    pub(crate) frame: &'v [u8],
}

impl View<'_> {
    /// Evaluates an expression to an integer, or to 0 or 1 for a boolean; `None` if it depends on
    /// anything other than integers at known offsets.
    pub(crate) fn int(&self, ex: &Ex) -> Option<i128> {
        self.eval(ex, MAX_DEPTH)
    }

    fn eval(&self, ex: &Ex, levels: u32) -> Option<i128> {
        let levels = levels.checked_sub(1)?;
        let get = |ex: &Ex| self.eval(ex, levels);
        match ex {
            Ex::Val(val) => constant(val),
            Ex::Slot(slot) => self.leaves.get(*slot)?.as_ref()?.int(self.frame),
            Ex::Lazy(slot) => {
                let instance = self.class.instance(*slot)?;
                match &instance.from {
                    FieldOrigin::Value { value, .. }
                        if instance.field.condition.is_none() && !instance.field.has_rules() =>
                    {
                        get(value)
                    }
                    _ => None,
                }
            }
            Ex::Not(of) => Some((get(of)? == 0).into()),
            Ex::Minus(of) => get(of)?.checked_neg(),
            Ex::Invert(of) => Some(!get(of)?),
            Ex::Choice(test, a, b) => {
                if get(test)? != 0 {
                    get(a)
                } else {
                    get(b)
                }
            }
            Ex::Call(Method::ToInt | Method::AsInt, of, args) if args.is_empty() => get(of),
            Ex::Binary(op, a, b) => {
                let (a, b) = (get(a)?, get(b)?);
                let holds = |accepted: &[Ordering]| Some(accepted.contains(&a.cmp(&b)).into());
                match op {
                    BinaryOp::Eq => holds(&[Ordering::Equal]),
                    BinaryOp::Ne => holds(&[Ordering::Less, Ordering::Greater]),
                    BinaryOp::Lt => holds(&[Ordering::Less]),
                    BinaryOp::Le => holds(&[Ordering::Less, Ordering::Equal]),
                    BinaryOp::Gt => holds(&[Ordering::Greater]),
                    BinaryOp::Ge => holds(&[Ordering::Greater, Ordering::Equal]),
                    BinaryOp::And => Some((a != 0 && b != 0).into()),
                    BinaryOp::Or => Some((a != 0 || b != 0).into()),
                    op => integers(*op, a, b).ok(),
                }
            }
            _ => None,
        }
    }
}

/// Converts a constant to an integer.
pub(crate) fn constant(val: &Val) -> Option<i128> {
    match val {
        Val::Int(n) | Val::Enum(_, n) => Some(*n),
        Val::Bool(b) => Some((*b).into()),
        _ => None,
    }
}
