//! Choice of numbers.

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
    pub(super) names: Option<EnumId>,
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

/// Usual maximum of an item count.
const FEW: u64 = 4;

impl Machine<'_> {
    /// Chooses a number for a field.
    pub(super) fn choose(
        &mut self,
        shape: NumberShape,
        field: &FieldDef,
        env: &Env<'_>,
        place: FieldRef,
        attempt: u64,
    ) -> Res<i128> {
        let key = self.key(place);
        let Some(draft) = &self.draft else { return Ok(0) };
        let (least, most) = shape.range();
        let within = |n: i128| (least..=most).contains(&n);
        if let Some(FixedValue::Int(n)) = draft.plan.values.get(&key) {
            return Ok((*n).clamp(least, most));
        }
        let target = (self.object_ref(place.object).class, place.slot);
        let goal = draft.goals.iter().rev().find(|(of, _)| *of == target);
        if let (Some(n), 0) =
            (goal.and_then(|(_, val)| integer(val)).filter(|n| within(*n)), attempt)
        {
            return Ok(n);
        }
        let mut random = draft.random(key, attempt);
        let turn = draft.plan.turn.wrapping_add(mix(target.0.0.into(), target.1 as u64));
        let turn = turn.wrapping_add(self.number_of(place));
        let turn = if attempt == 0 && !draft.plan.salts.contains_key(&key) {
            turn
        } else {
            random.next_u64()
        };
        let names = shape.names.and_then(|id| draft.hints.labels.get(id.index()));
        let (mut least, mut most) = (least, most);
        let mut bounded = false;
        match &field.valid {
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
                least = bound(self, min).unwrap_or(least);
                most = bound(self, max).unwrap_or(most);
                bounded = least <= most;
                if !bounded {
                    // No number is valid; any choice makes the rule fail.
                    (least, most) = shape.range();
                }
            }
            Some(Valid::InEnum) => {
                if let Some(n) = names.and_then(|names| take(names, turn)) {
                    return Ok(*n);
                }
            }
            Some(Valid::Expr(..)) | None => {}
        }
        let hint = self.hint(place);
        let keys: Vec<i128> = hint.map_or_else(Vec::new, |hint| {
            let keys = hint.keys.iter().filter_map(integer);
            keys.filter(|n| (least..=most).contains(n)).collect()
        });
        let measure = hint.is_some_and(|hint| hint.measure);
        let decides = if measure { random.one_in(2) } else { !random.one_in(5) };
        if decides && !keys.is_empty() {
            return Ok(take(&keys, turn).copied().unwrap_or(least));
        }
        if measure {
            return Ok(self.few(least, most, &mut random));
        }
        if hint.is_some_and(|hint| hint.index) && !random.one_in(8) {
            let from = least.max(0);
            let to = i128::from(random.below(4).saturating_add(1).saturating_mul(8));
            return Ok(random.between(from, from.saturating_add(to).min(most)));
        }
        if let Some(names) = names
            && !random.one_in(12)
        {
            let fit: Vec<i128> =
                names.iter().copied().filter(|n| (least..=most).contains(n)).collect();
            if let Some(n) = take(&fit, turn) {
                return Ok(*n);
            }
        }
        Ok(match random.below(if bounded { 4 } else { 8 }) {
            0 => random.between(least.max(0).min(most), 9.clamp(least, most)),
            1 => most.saturating_sub(random.below(2).into()).max(least),
            2 if least < 0 => least.saturating_add(random.below(2).into()).min(most),
            3 if bounded => least,
            _ => random.between(least, most),
        })
    }

    /// Sum of the list indices on the path to a value, so that the items of a list differ.
    fn number_of(&self, place: FieldRef) -> u64 {
        let above = |place: &FieldRef| self.object_ref(place.object).place;
        let all = std::iter::successors(Some(place), above);
        all.fold(0, |sum, place| sum.wrapping_add(place.index.unwrap_or(0)))
    }

    /// Chooses a length or item count: small, and minimal once the target size is reached.
    fn few(&self, least: i128, most: i128, random: &mut Random) -> i128 {
        let Some(draft) = &self.draft else { return least };
        let left = draft.left();
        let from = least.max(0).min(most);
        let cap = match random.below(4) {
            _ if left == 0 || draft.plan.lean > 2 => random.below(2),
            0 => 1,
            1 => FEW,
            2 => FEW.saturating_mul(4),
            _ => left / 4,
        };
        let cap = cap.min(left.saturating_add(1));
        let n = random.below(cap.saturating_add(1));
        from.saturating_add(n.into()).min(most)
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
        place: FieldRef,
        attempt: u64,
    ) -> Res<u64> {
        let key = self.key(place);
        let Some(draft) = &self.draft else { return Ok(0) };
        let mut random = draft.random(key, attempt);
        let float = |val: &Val| match val {
            Val::Int(n) => Some(*n as f64),
            Val::F32(n) => Some(f64::from(*n)),
            Val::F64(n) => Some(*n),
            _ => None,
        };
        let value = |m: &mut Self, ex: &Ex| m.eval(ex, env).ok().as_ref().and_then(float);
        let bounds = match &field.valid {
            Some(Valid::Eq(ex)) => value(self, ex).map(|n| (n, n)),
            Some(Valid::AnyOf(list)) => {
                let n = random.pick(list).and_then(|ex| value(self, ex));
                n.map(|n| (n, n))
            }
            Some(Valid::Range { min, max }) => {
                let least = min.as_ref().and_then(|ex| value(self, ex));
                let most = max.as_ref().and_then(|ex| value(self, ex));
                match (least, most) {
                    (Some(least), Some(most)) => Some((least, most)),
                    (Some(least), None) => Some((least, least + 100.0)),
                    (None, Some(most)) => Some((most - 100.0, most)),
                    (None, None) => None,
                }
            }
            _ => None,
        };
        let part = random.below(1001) as f64 / 1000.0;
        let keys = self.hint(place).map_or(&[][..], |hint| hint.keys.as_slice());
        let n = match bounds {
            Some((least, most)) => least + (most - least) * part,
            None if !keys.is_empty() && random.one_in(2) => {
                random.pick(keys).and_then(float).unwrap_or(0.0)
            }
            None => ((part - 0.5) * 80_000.0).round() / 8.0,
        };
        Ok(if size == 4 { (n as f32).to_bits().into() } else { n.to_bits() })
    }
}

/// Integer that a value is stored as.
pub(super) fn integer(val: &Val) -> Option<i128> {
    match val {
        Val::Int(n) | Val::Enum(_, n) => Some(*n),
        Val::Bool(b) => Some((*b).into()),
        _ => None,
    }
}

/// Element of a list selected cyclically by `turn`.
pub(super) fn take<T>(list: &[T], turn: u64) -> Option<&T> {
    let at = turn.checked_rem(list.len() as u64)?;
    list.get(usize::try_from(at).ok()?)
}
