//! Inversion of expressions: the value of a field for which an expression has a desired value.

use super::goal::Goal;
use crate::expr::BinaryOp;
use crate::ir::{Ex, FieldOrigin, Method};
use crate::make::inverse::{mirrored, satisfying};
use crate::run::draft::FixedValue;
use crate::run::draft::leaf::StoredForm;
use crate::run::draft::trace::argument;
use crate::run::{Env, FieldRef, Machine};
use crate::value::{ObjId, Val};

/// Maximum nesting depth of expressions and instances.
const MAX_DEPTH: u32 = 24;

impl Machine<'_> {
    /// Sets a field so that an expression has a desired value and the goal holds.
    pub(super) fn invert(
        &mut self,
        ex: &Ex,
        env: &Env<'_>,
        target: &Val,
        goal: &Goal,
        depth: u32,
    ) -> bool {
        if depth > MAX_DEPTH || self.step(0).is_err() {
            return false;
        }
        let depth = depth.saturating_add(1);
        match (ex, target) {
            (Ex::Slot(slot) | Ex::Lazy(slot), _) => {
                self.invert_slot(env.this, *slot, target, goal, depth)
            }
            (Ex::Member { of, class, slot }, _) => {
                let name = self.class(*class).map_or("", |c| c.slot_name(*slot)).to_owned();
                self.invert_member(of, &name, env, target, goal, depth)
            }
            (Ex::Find { of, name }, _) => self.invert_member(of, name, env, target, goal, depth),
            (Ex::At(of, index), _) => match self.int(index, env) {
                Ok(index) => self.invert_item(of, index, env, target, goal),
                Err(_) => false,
            },
            (Ex::Call(Method::First, of, _), _) => self.invert_item(of, 0, env, target, goal),
            (Ex::Call(Method::Last, of, _), _) => self.invert_item(of, -1, env, target, goal),
            (Ex::Not(of), Val::Bool(b)) => self.invert(of, env, &Val::Bool(!b), goal, depth),
            (Ex::Minus(of), Val::Int(n)) => {
                self.invert(of, env, &Val::Int(n.saturating_neg()), goal, depth)
            }
            (Ex::Invert(of), Val::Int(n)) => self.invert(of, env, &Val::Int(!n), goal, depth),
            (Ex::Choice(test, a, b), _) => {
                let chosen = match self.test(test, env) {
                    Ok(true) => [a, b],
                    _ => [b, a],
                };
                chosen.into_iter().any(|ex| self.invert(ex, env, target, goal, depth))
                    || [true, false]
                        .into_iter()
                        .any(|b| self.invert(test, env, &Val::Bool(b), goal, depth))
            }
            (Ex::Binary(BinaryOp::And | BinaryOp::Or, a, b), Val::Bool(_)) => {
                [a, b].into_iter().any(|ex| self.invert(ex, env, target, goal, depth))
            }
            (Ex::Binary(op, a, b), Val::Bool(holds)) if op.is_comparison() => {
                let sides = [(a, b, *op), (b, a, mirrored(*op))];
                sides.into_iter().any(|(left, right, op)| {
                    let Ok(right) = self.eval(right, env) else { return false };
                    let wanted = satisfying(op, &right, *holds);
                    let others = match right {
                        Val::Int(n) => {
                            vec![Val::Int(n.saturating_add(1)), Val::Int(n.saturating_sub(1))]
                        }
                        Val::Bool(b) => vec![Val::Bool(!b)],
                        _ => Vec::new(),
                    };
                    let wanted = wanted.into_iter().chain(others);
                    wanted.into_iter().any(|val| {
                        self.invert(left, env, &val, goal, depth)
                            || self.invert_mask(left, env, &val, goal, depth)
                    })
                })
            }
            (Ex::Binary(op, a, b), Val::Int(n)) => {
                self.invert_arithmetic(*op, (a, b), env, *n, goal, depth)
            }
            (Ex::Call(Method::ToInt, of, args), Val::Int(n)) => {
                let base = match args.first().map(|base| self.int(base, env)) {
                    Some(Ok(base)) => base,
                    Some(Err(_)) => return false,
                    None => 10,
                };
                match self.eval(of, env) {
                    Ok(Val::Str(_)) => digits(*n, base)
                        .is_some_and(|text| self.invert(of, env, &Val::str(&text), goal, depth)),
                    _ => self.invert(of, env, target, goal, depth),
                }
            }
            (
                Ex::Call(Method::AsInt | Method::ToFloat | Method::AsFloat | Method::AsBool, of, _),
                _,
            )
            | (Ex::Decode(of, _), _) => self.invert(of, env, target, goal, depth),
            _ => false,
        }
    }

    /// Sets bits of a field for `(field & mask) != 0` and similar comparisons.
    fn invert_mask(
        &mut self,
        ex: &Ex,
        env: &Env<'_>,
        target: &Val,
        goal: &Goal,
        depth: u32,
    ) -> bool {
        let Ex::Binary(BinaryOp::BitAnd, a, b) = ex else { return false };
        if !matches!(target, Val::Int(_)) {
            return false;
        }
        [(a, b), (b, a)].into_iter().any(|(field, mask)| {
            let (Ok(old), Ok(mask)) = (self.int(field, env), self.int(mask, env)) else {
                return false;
            };
            // All bits of the mask, or only the lowest one.
            let lowest = mask & mask.wrapping_neg();
            let wanted = [old | lowest, old | mask, old & !mask];
            wanted.into_iter().any(|n| self.invert(field, env, &Val::Int(n), goal, depth))
        })
    }

    fn invert_arithmetic(
        &mut self,
        op: BinaryOp,
        (a, b): (&Ex, &Ex),
        env: &Env<'_>,
        n: i128,
        goal: &Goal,
        depth: u32,
    ) -> bool {
        let (left, right) = (self.int(a, env).ok(), self.int(b, env).ok());
        let lefts = right.map_or_else(Vec::new, |right| left_operands(op, n, left, right));
        if lefts.into_iter().any(|n| self.invert(a, env, &Val::Int(n), goal, depth)) {
            return true;
        }
        let rights = left.map_or_else(Vec::new, |left| right_operands(op, n, left, right));
        rights.into_iter().any(|n| self.invert(b, env, &Val::Int(n), goal, depth))
    }

    fn invert_member(
        &mut self,
        of: &Ex,
        name: &str,
        env: &Env<'_>,
        target: &Val,
        goal: &Goal,
        depth: u32,
    ) -> bool {
        let Ok(Val::Obj(id)) = self.eval(of, env) else { return false };
        let slot = self.class_of(id).and_then(|class| class.members.get(name).copied());
        slot.is_some_and(|slot| self.invert_slot(id, slot, target, goal, depth))
    }

    /// Sets a field, or the field that a parameter or computed instance depends on.
    fn invert_slot(
        &mut self,
        id: ObjId,
        slot: usize,
        target: &Val,
        goal: &Goal,
        depth: u32,
    ) -> bool {
        let Some(class) = self.class_of(id) else { return false };
        if slot < class.params {
            let object = self.object_ref(id);
            let (of, Some(creator)) = (object.class, object.field_ref) else { return false };
            let Some(field) = self.field_at(creator) else { return false };
            let Some(arg) = argument(&field.kind, of, slot) else { return false };
            let env = Env { index: creator.index.unwrap_or(0), ..Env::of(creator.object) };
            return self.invert(arg, &env, target, goal, depth);
        }
        if let Some(instance) = class.instance(slot)
            && let FieldOrigin::Value { value, .. } = &instance.from
        {
            return self.invert(value, &Env::of(id), target, goal, depth);
        }
        self.assign(FieldRef { object: id, slot, index: None }, target, goal)
    }

    /// Sets an item of a list; a negative index counts from the end.
    fn invert_item(
        &mut self,
        of: &Ex,
        index: i128,
        env: &Env<'_>,
        target: &Val,
        goal: &Goal,
    ) -> bool {
        let (id, slot) = match of {
            Ex::Slot(slot) => (env.this, *slot),
            Ex::Member { of, class, slot } => {
                let Ok(Val::Obj(id)) = self.eval(of, env) else { return false };
                let name = self.class(*class).map_or("", |c| c.slot_name(*slot));
                match self.class_of(id).and_then(|class| class.members.get(name)) {
                    Some(slot) => (id, *slot),
                    None => return false,
                }
            }
            _ => return false,
        };
        let Some(Val::Arr(list)) = self.cell(id, slot).map(|cell| cell.val.clone()) else {
            return false;
        };
        let len = i128::try_from(self.array(list).len()).unwrap_or(0);
        let index = if index < 0 { index.saturating_add(len) } else { index };
        let Ok(index) = u64::try_from(index) else { return false };
        self.assign(FieldRef { object: id, slot, index: Some(index) }, target, goal)
    }

    /// Returns a value as the cell and the stored form of a field; `None` if the field cannot store
    /// it.
    pub(super) fn stored_as(
        &self,
        before: &Val,
        form: StoredForm,
        val: &Val,
    ) -> Option<(Val, FixedValue)> {
        match form {
            StoredForm::Text { len } => {
                let len = usize::try_from(len).ok()?;
                match (before, val) {
                    (Val::Str(_), Val::Str(text)) => {
                        let text = format!("{text:0>len$}");
                        let bytes = text.as_bytes().to_vec();
                        (bytes.len() == len).then(|| (Val::str(&text), FixedValue::Bytes(bytes)))
                    }
                    (Val::Bytes(_), Val::Bytes(_) | Val::Str(_)) => {
                        let bytes = match val {
                            Val::Bytes(bytes) => self.slice(bytes).to_vec(),
                            Val::Str(text) => format!("{text:0>len$}").into_bytes(),
                            _ => return None,
                        };
                        // The cell is a span of the bytes that are overwritten.
                        (bytes.len() == len).then(|| (before.clone(), FixedValue::Bytes(bytes)))
                    }
                    _ => None,
                }
            }
            _ => {
                let n = match val {
                    Val::Int(n) | Val::Enum(_, n) => *n,
                    Val::Bool(b) => (*b).into(),
                    _ => return None,
                };
                let (lower, upper) = form.range()?;
                let new = match before {
                    Val::Enum(id, _) => Val::Enum(*id, n),
                    Val::Bool(_) => Val::Bool(n != 0),
                    _ => Val::Int(n),
                };
                (lower..=upper).contains(&n).then_some((new, FixedValue::Int(n)))
            }
        }
    }
}

/// Returns a number as digits.
fn digits(n: i128, base: i128) -> Option<String> {
    match base {
        _ if n < 0 => None,
        2 => Some(format!("{n:b}")),
        8 => Some(format!("{n:o}")),
        10 => Some(n.to_string()),
        16 => Some(format!("{n:x}")),
        _ => None,
    }
}

/// Returns left operands for which an operation may have the result `n`.
fn left_operands(op: BinaryOp, n: i128, left: Option<i128>, right: i128) -> Vec<i128> {
    let shift = u32::try_from(right).ok().filter(|shift| *shift < 64);
    let old = left.unwrap_or(0);
    match op {
        BinaryOp::Add => n.checked_sub(right).into_iter().collect(),
        BinaryOp::Sub => n.checked_add(right).into_iter().collect(),
        BinaryOp::Mul => n.checked_div(right).into_iter().collect(),
        // Several numbers have the same quotient: the smallest is the canonical one.
        BinaryOp::Div => {
            let first = n.checked_mul(right);
            first
                .into_iter()
                .chain(first.and_then(|first| first.checked_add(right.saturating_sub(1))))
                .collect()
        }
        BinaryOp::Mod => match old.checked_rem(right) {
            Some(rest) => vec![old.saturating_sub(rest).saturating_add(n), n],
            None => Vec::new(),
        },
        BinaryOp::BitAnd => vec![(old & !right) | (n & right)],
        BinaryOp::BitOr => vec![n & !right, n],
        BinaryOp::BitXor => vec![n ^ right],
        BinaryOp::Shl => shift.map_or_else(Vec::new, |shift| vec![n >> shift]),
        BinaryOp::Shr => shift.map_or_else(Vec::new, |shift| {
            let low = old & (1_i128 << shift).saturating_sub(1);
            vec![(n << shift) | low, n << shift]
        }),
        _ => Vec::new(),
    }
}

/// Returns right operands for which an operation may have the result `n`.
fn right_operands(op: BinaryOp, n: i128, left: i128, right: Option<i128>) -> Vec<i128> {
    match op {
        BinaryOp::Sub => left.checked_sub(n).into_iter().collect(),
        BinaryOp::Add | BinaryOp::Mul | BinaryOp::BitAnd | BinaryOp::BitOr | BinaryOp::BitXor => {
            left_operands(op, n, right, left)
        }
        _ => Vec::new(),
    }
}
