//! Expressions on integers that stand at known places.

use super::leaf::Leaf;
use crate::expr::Binary;
use crate::ir::{Class, Ex, From, Method};
use crate::run::ops::integers;
use crate::value::Val;
use std::cmp::Ordering;

/// Expressions within expressions, also of instances that they name.
const DEEPEST: u32 = 32;

/// What expressions of the top type see.
pub(super) struct View<'v> {
    pub(super) class: &'v Class,
    /// The value of each slot at a known place in the first part.
    pub(super) leaves: &'v [Option<Leaf>],
    pub(super) frame: &'v [u8],
}

impl View<'_> {
    /// The value of an expression, truth values as 0 and 1; none when it is not an integer, or is
    /// made of more than these integers.
    pub(super) fn int(&self, ex: &Ex) -> Option<i128> {
        self.deep(ex, DEEPEST)
    }

    fn deep(&self, ex: &Ex, deep: u32) -> Option<i128> {
        let deep = deep.checked_sub(1)?;
        let get = |ex: &Ex| self.deep(ex, deep);
        match ex {
            Ex::Val(val) => constant(val),
            Ex::Slot(slot) => self.leaves.get(*slot)?.as_ref()?.int(self.frame),
            Ex::Lazy(slot) => {
                let instance = self.class.instance(*slot)?;
                match &instance.from {
                    From::Value { value, .. }
                        if instance.field.condition.is_none() && instance.field.valid.is_none() =>
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
            Ex::Call(Method::ToInt, of, args) if args.is_empty() => get(of),
            Ex::Binary(op, a, b) => {
                let (a, b) = (get(a)?, get(b)?);
                let holds = |wanted: &[Ordering]| Some(wanted.contains(&a.cmp(&b)).into());
                match op {
                    Binary::Eq => holds(&[Ordering::Equal]),
                    Binary::Ne => holds(&[Ordering::Less, Ordering::Greater]),
                    Binary::Lt => holds(&[Ordering::Less]),
                    Binary::Le => holds(&[Ordering::Less, Ordering::Equal]),
                    Binary::Gt => holds(&[Ordering::Greater]),
                    Binary::Ge => holds(&[Ordering::Greater, Ordering::Equal]),
                    Binary::And => Some((a != 0 && b != 0).into()),
                    Binary::Or => Some((a != 0 || b != 0).into()),
                    op => integers(*op, a, b).ok(),
                }
            }
            _ => None,
        }
    }
}

/// A constant as an integer.
pub(super) fn constant(val: &Val) -> Option<i128> {
    match val {
        Val::Int(n) | Val::Enum(_, n) => Some(*n),
        Val::Bool(b) => Some((*b).into()),
        _ => None,
    }
}
