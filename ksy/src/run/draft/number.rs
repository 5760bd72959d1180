//! Choice of numbers for generated files.

use super::super::{Env, FieldRef, Machine, Res};
use super::{FixedValue, mix};
use crate::ir::{Ex, FieldDef, Valid};
use crate::make::random::Random;
use crate::model::EnumId;
use crate::value::Val;

/// Numeric type of a field.
#[derive(Clone, Copy, Debug)]
pub(super) struct NumberShape {
    pub(super) bits: u32,
    pub(super) signed: bool,
    pub(super) enumeration: Option<EnumId>,
}

/// Minimum and maximum.
type Range = (i128, i128);

impl NumberShape {
    pub(super) fn range(self) -> Range {
        let all = 1_i128.checked_shl(self.bits).unwrap_or(i128::MAX);
        if self.signed {
            let half = all / 2;
            (half.saturating_neg(), half.saturating_sub(1))
        } else {
            (0, all.saturating_sub(1))
        }
    }
}

/// Usual maximum item count.
const USUAL_COUNT: u64 = 4;

impl Machine<'_> {
    /// Chooses a number for a field.
    pub(super) fn choose(
        &mut self,
        shape: NumberShape,
        field: &FieldDef,
        env: &Env<'_>,
        field_ref: FieldRef,
        attempt: u64,
    ) -> Res<i128> {
        let key = self.key(field_ref);
        let Some(draft) = &self.draft else { return Ok(0) };
        let (lower, upper) = shape.range();
        let within = |n: i128| (lower..=upper).contains(&n);
        if let Some(FixedValue::Int(n)) = draft.plan.values.get(&key) {
            return Ok((*n).clamp(lower, upper));
        }
        let target = (self.object_ref(field_ref.object).class, field_ref.slot);
        let goal = draft.goals.iter().rev().find(|(of, _)| *of == target);
        if let (Some(n), 0) =
            (goal.and_then(|(_, val)| integer(val)).filter(|n| within(*n)), attempt)
        {
            return Ok(n);
        }
        let mut random = draft.random(key, attempt);
        let turn = draft.plan.turn.wrapping_add(mix(target.0.0.into(), target.1 as u64));
        let turn = turn.wrapping_add(self.index_sum(field_ref));
        let turn = if attempt == 0 && !draft.plan.salts.contains_key(&key) {
            turn
        } else {
            random.next_u64()
        };
        let labels = shape.enumeration.and_then(|id| draft.hints.labels.get(id.index()));
        let (mut lower, mut upper) = (lower, upper);
        let (mut bounded, mut open_above) = (false, false);
        match field.rules().next() {
            Some(Valid::Eq(ex)) => {
                if let Some(n) = self.integer_of(ex, env).filter(|n| within(*n)) {
                    return Ok(n);
                }
            }
            Some(Valid::AnyOf(list)) => {
                if let Some(ex) = take(list, turn)
                    && let Some(n) = self.integer_of(ex, env).filter(|n| within(*n))
                {
                    return Ok(n);
                }
            }
            Some(Valid::Range { min, max }) => {
                let bound = |m: &mut Self, ex: &Option<Ex>| {
                    ex.as_ref().and_then(|ex| m.integer_of(ex, env)).filter(|n| within(*n))
                };
                lower = bound(self, min).unwrap_or(lower);
                upper = bound(self, max).unwrap_or(upper);
                bounded = lower <= upper;
                open_above = bounded && max.is_none();
                if !bounded {
                    // No number is valid; any choice makes the rule fail.
                    (lower, upper) = shape.range();
                }
            }
            Some(Valid::InEnum) => {
                if let Some(n) = labels.and_then(|labels| take(labels, turn)) {
                    return Ok(*n);
                }
            }
            Some(Valid::Expr(..)) | None => {}
        }
        let hint = self.hint(field_ref);
        let hinted: Vec<i128> = hint.map_or_else(Vec::new, |hint| {
            let values = hint.values.iter().filter_map(integer);
            values.filter(|n| (lower..=upper).contains(n)).collect()
        });
        let measure = hint.is_some_and(|hint| hint.measure);
        let use_hint = if measure { random.one_in(2) } else { !random.one_in(5) };
        if use_hint && !hinted.is_empty() {
            return Ok(take(&hinted, turn).copied().unwrap_or(lower));
        }
        if measure {
            return Ok(self.small_count(lower, upper, &mut random));
        }
        if hint.is_some_and(|hint| hint.index) && !random.one_in(8) {
            let from = lower.max(0);
            let to = i128::from(random.below(4).saturating_add(1).saturating_mul(8));
            return Ok(random.between(from, from.saturating_add(to).min(upper)));
        }
        if let Some(labels) = labels
            && !random.one_in(12)
        {
            let fit: Vec<i128> =
                labels.iter().copied().filter(|n| (lower..=upper).contains(n)).collect();
            if let Some(n) = take(&fit, turn) {
                return Ok(*n);
            }
        }
        if open_above && !random.one_in(16) {
            // The next item of an ascending list must be larger.
            let bits = u32::try_from(random.below(24)).unwrap_or(0);
            let more = random.below(1_u64.checked_shl(bits).unwrap_or(1));
            return Ok(lower.saturating_add(more.into()).min(upper));
        }
        Ok(match random.below(if bounded { 4 } else { 8 }) {
            0 => random.between(lower.max(0).min(upper), 9.clamp(lower, upper)),
            1 => upper.saturating_sub(random.below(2).into()).max(lower),
            2 if lower < 0 => lower.saturating_add(random.below(2).into()).min(upper),
            3 if bounded => lower,
            _ => random.between(lower, upper),
        })
    }

    /// Returns the sum of the list indices on the path to a value, so that the items of a list
    /// differ.
    fn index_sum(&self, field_ref: FieldRef) -> u64 {
        let above = |field_ref: &FieldRef| self.object_ref(field_ref.object).field_ref;
        let all = std::iter::successors(Some(field_ref), above);
        all.fold(0, |sum, field_ref| sum.wrapping_add(field_ref.index.unwrap_or(0)))
    }

    /// Chooses a length or item count: small, and at most 1 above the minimum once the target size
    /// is reached.
    fn small_count(&self, lower: i128, upper: i128, random: &mut Random) -> i128 {
        let Some(draft) = &self.draft else { return lower };
        let left = draft.left();
        let from = lower.max(0).min(upper);
        let cap = match random.below(4) {
            _ if left == 0 || draft.plan.lean > 2 => random.below(2),
            0 => 1,
            1 => USUAL_COUNT,
            2 => USUAL_COUNT.saturating_mul(4),
            _ => left / 4,
        };
        let cap = cap.min(left.saturating_add(1));
        let n = random.below(cap.saturating_add(1));
        from.saturating_add(n.into()).min(upper)
    }

    /// Evaluates an expression to an integer; `None` on failure.
    fn integer_of(&mut self, ex: &Ex, env: &Env<'_>) -> Option<i128> {
        self.eval(ex, env).ok().as_ref().and_then(integer)
    }

    /// Chooses a float for a field and returns its bits.
    pub(super) fn choose_float(
        &mut self,
        size: u8,
        field: &FieldDef,
        env: &Env<'_>,
        field_ref: FieldRef,
        attempt: u64,
    ) -> Res<u64> {
        let key = self.key(field_ref);
        let Some(draft) = &self.draft else { return Ok(0) };
        let mut random = draft.random(key, attempt);
        let float = |val: &Val| match val {
            Val::Int(n) => Some(*n as f64),
            Val::F32(n) => Some(f64::from(*n)),
            Val::F64(n) => Some(*n),
            _ => None,
        };
        let value = |m: &mut Self, ex: &Ex| m.eval(ex, env).ok().as_ref().and_then(float);
        let bounds = match field.rules().next() {
            Some(Valid::Eq(ex)) => value(self, ex).map(|n| (n, n)),
            Some(Valid::AnyOf(list)) => {
                let n = random.pick(list).and_then(|ex| value(self, ex));
                n.map(|n| (n, n))
            }
            Some(Valid::Range { min, max }) => {
                let lower = min.as_ref().and_then(|ex| value(self, ex));
                let upper = max.as_ref().and_then(|ex| value(self, ex));
                match (lower, upper) {
                    (Some(lower), Some(upper)) => Some((lower, upper)),
                    (Some(lower), None) => Some((lower, lower + 100.0)),
                    (None, Some(upper)) => Some((upper - 100.0, upper)),
                    (None, None) => None,
                }
            }
            _ => None,
        };
        let part = random.below(1001) as f64 / 1000.0;
        let hinted = self.hint(field_ref).map_or(&[][..], |hint| hint.values.as_slice());
        let n = match bounds {
            Some((lower, upper)) => lower + (upper - lower) * part,
            None if !hinted.is_empty() && random.one_in(2) => {
                random.pick(hinted).and_then(float).unwrap_or(0.0)
            }
            None => ((part - 0.5) * 80_000.0).round() / 8.0,
        };
        Ok(if size == 4 { (n as f32).to_bits().into() } else { n.to_bits() })
    }
}

/// Returns the integer as which a value is stored; `None` if it is not stored as an integer.
pub(super) fn integer(val: &Val) -> Option<i128> {
    match val {
        Val::Int(n) | Val::Enum(_, n) => Some(*n),
        Val::Bool(b) => Some((*b).into()),
        _ => None,
    }
}

/// Returns an element of a list, selected cyclically by `turn`; `None` if the list is empty.
pub(super) fn take<T>(list: &[T], turn: u64) -> Option<&T> {
    let at = turn.checked_rem(list.len() as u64)?;
    list.get(usize::try_from(at).ok()?)
}
