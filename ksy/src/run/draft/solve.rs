//! Solving for a field: changing a number so that an expression gets a required value.

use super::super::{Env, FieldRef, Machine, Res, StoredValue};
use super::leaf::{StoredForm, WrittenLeaf};
use super::number::NumberShape;
use super::{FixedValue, SampleDraft};
use crate::ir::{Ex, Valid};
use crate::value::Val;

/// Maximum number of iterations of the secant method.
const GUESSES: usize = 8;
/// Values below this are tried for an expression that must not be negative; factors can make some
/// of them unreachable.
const SMALL: u64 = 8;

impl Machine<'_> {
    /// Evaluates a size, count or offset. A negative one is corrected if possible.
    pub(in crate::run) fn length_to_be(&mut self, ex: &Ex, env: &Env<'_>, what: &str) -> Res<u64> {
        let stop = match self.length(ex, env, what) {
            Err(stop) if self.draft.is_some() => stop,
            other => return other,
        };
        if self.int(ex, env).is_ok_and(|n| n < 0) {
            let small = (0..SMALL).find(|target| self.settle(ex, env, *target));
            return small.ok_or(stop);
        }
        Err(stop)
    }

    /// Changes one number that `ex` depends on so that `ex` evaluates to `target`. Values already
    /// computed from it may become invalid; reading the file back detects that.
    pub(super) fn settle(&mut self, ex: &Ex, env: &Env<'_>, target: u64) -> bool {
        let places = self.sources(ex, env);
        for place in places.into_iter().rev() {
            let key = self.key(place);
            let Some(draft) = &self.draft else { return false };
            let known = draft.locked.contains(&key) || draft.plan.values.contains_key(&key);
            let Some(leaf) = draft.leaves.get(&key).copied().filter(|_| !known) else { continue };
            let Some(before) = self.cell(place.object, place.slot).cloned() else { continue };
            if place.index.is_some() {
                continue;
            }
            let found = match leaf.form {
                StoredForm::Text { len } => self.settle_text(ex, env, target, place, len),
                form => self.settle_number(ex, env, target, place, form),
            };
            if let Some(fixed) = found {
                self.write_over(leaf, &fixed);
                if let Some(draft) = &mut self.draft {
                    draft.plan.values.insert(key, fixed);
                    draft.locked.insert(key);
                }
                return true;
            }
            self.set(place.object, place.slot, before);
            self.forget_computed();
        }
        false
    }

    fn settle_number(
        &mut self,
        ex: &Ex,
        env: &Env<'_>,
        target: u64,
        place: FieldRef,
        form: StoredForm,
    ) -> Option<FixedValue> {
        let shape = match form {
            StoredForm::Int { size, signed, .. } => {
                NumberShape { bits: u32::from(size).saturating_mul(8), signed, names: None }
            }
            StoredForm::Bits { count, .. } => {
                NumberShape { bits: count, signed: false, names: None }
            }
            StoredForm::Text { .. } => return None,
        };
        let (least, most) = shape.range();
        let old = super::number::integer(&self.cell(place.object, place.slot)?.val)?;
        let now = self.int(ex, env).ok()?;
        let mut guess = old.saturating_add(i128::from(target).saturating_sub(now));
        let (mut last, mut last_gave) = (old, now);
        for _ in 0..GUESSES {
            guess = guess.clamp(least, most);
            if guess == last {
                return None;
            }
            let gave = self.eval_with(ex, env, place, guess)?;
            if gave == i128::from(target) {
                return self.allowed(place).then_some(FixedValue::Int(guess));
            }
            // Linear interpolation.
            let rise = gave.saturating_sub(last_gave);
            let run = guess.saturating_sub(last);
            let off = i128::from(target).saturating_sub(gave);
            let step = off.saturating_mul(run).checked_div(rise)?;
            (last, last_gave) = (guess, gave);
            guess = guess.saturating_add(step);
        }
        None
    }

    /// Sets a field to a number and evaluates an expression.
    fn eval_with(&mut self, ex: &Ex, env: &Env<'_>, place: FieldRef, n: i128) -> Option<i128> {
        let cell = self.cell(place.object, place.slot)?.clone();
        let val = match &cell.val {
            Val::Enum(id, _) => Val::Enum(*id, n),
            Val::Bool(_) => Val::Bool(n != 0),
            _ => Val::Int(n),
        };
        self.set(place.object, place.slot, StoredValue { val, ..cell });
        self.forget_computed();
        self.int(ex, env).ok()
    }

    /// Solves for a number stored as text, in base 8, 10 or 16.
    fn settle_text(
        &mut self,
        ex: &Ex,
        env: &Env<'_>,
        target: u64,
        place: FieldRef,
        len: u64,
    ) -> Option<FixedValue> {
        let cell = self.cell(place.object, place.slot)?.clone();
        let Val::Str(old) = &cell.val else { return None };
        // Everything after the digits is kept.
        let rest = old.trim_start_matches(|c: char| c.is_ascii_hexdigit());
        let width = usize::try_from(len).unwrap_or(0).saturating_sub(rest.len()).max(1);
        let now = self.int(ex, env).ok()?;
        for base in [8, 10, 16] {
            let digits = old.strip_suffix(rest).unwrap_or(old);
            let Ok(number) = i128::from_str_radix(digits, base) else { continue };
            let guess = number.saturating_add(i128::from(target).saturating_sub(now));
            let text = match base {
                _ if guess < 0 => continue,
                8 => format!("{guess:0width$o}{rest}"),
                10 => format!("{guess:0width$}{rest}"),
                _ => format!("{guess:0width$x}{rest}"),
            };
            if text.len() as u64 > len {
                continue;
            }
            self.set(
                place.object,
                place.slot,
                StoredValue { val: Val::str(&text), ..cell.clone() },
            );
            self.forget_computed();
            if self.int(ex, env).ok() == Some(target.into()) && self.allowed(place) {
                return Some(FixedValue::Bytes(text.into_bytes()));
            }
        }
        None
    }

    /// `true` if the current value of a field is valid.
    fn allowed(&mut self, place: FieldRef) -> bool {
        let Some(cell) = self.cell(place.object, place.slot).cloned() else { return false };
        match self.field_at(place).and_then(|field| field.valid.as_ref()) {
            None | Some(Valid::InEnum) => true,
            Some(rule) => self.valid(rule, &cell.val, &Env::of(place.object)).is_ok(),
        }
    }

    /// Overwrites a value.
    pub(super) fn write_over(&mut self, leaf: WrittenLeaf, fixed: &FixedValue) {
        match (fixed, leaf.form) {
            (FixedValue::Int(n), _) => self.store(leaf, *n, true),
            (FixedValue::Bytes(bytes), StoredForm::Text { len }) => {
                let bytes = bytes.get(..usize::try_from(len).unwrap_or(0).min(bytes.len()));
                if let (Some(SampleDraft { sheets, .. }), Some(bytes)) =
                    (self.draft.as_deref_mut(), bytes)
                    && let Some(sheet) = sheets.get_mut(&leaf.buffer.0)
                {
                    sheet.overwrite(leaf.at, bytes);
                }
            }
            (FixedValue::Bytes(_), _) => {}
        }
    }

    /// Corrects a checksum that does not match.
    pub(in crate::run) fn correct_checksum(&mut self, place: FieldRef) {
        let Some(fixed) = self.faults.get(&place).and_then(|fault| self.corrected(place, fault))
        else {
            return;
        };
        let key = self.key(place);
        let leaf = self.draft.as_ref().and_then(|draft| draft.leaves.get(&key).copied());
        if let Some(leaf) = leaf {
            self.write_over(leaf, &fixed);
            self.faults.remove(&place);
        }
    }
}
