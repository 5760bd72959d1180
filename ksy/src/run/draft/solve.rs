//! Solving for a field: changing a number so that an expression evaluates to a required value.

use super::super::{Env, FieldRef, Machine, Res, StoredValue};
use super::leaf::{StoredForm, WrittenLeaf};
use super::{FileDraft, FixedValue};
use crate::ir::{Ex, Valid};
use crate::value::Val;

/// Maximum number of iterations of the secant method.
const MAX_ITERATIONS: usize = 8;
/// Number of values, from 0, that are tried for an expression that must not be negative. A factor
/// in the expression may make some of them impossible.
const SMALL_VALUES: u64 = 8;

impl Machine<'_> {
    /// Evaluates a size, count or offset. In a file under construction, a negative value is
    /// corrected if possible.
    pub(in crate::run) fn adjusted_length(
        &mut self,
        ex: &Ex,
        env: &Env<'_>,
        what: &str,
    ) -> Res<u64> {
        let halt = match self.length(ex, env, what) {
            Err(halt) if self.draft.is_some() => halt,
            other => return other,
        };
        if self.int(ex, env).is_ok_and(|n| n < 0) {
            let small = (0..SMALL_VALUES).find(|target| self.solve(ex, env, *target));
            return small.ok_or(halt);
        }
        Err(halt)
    }

    /// Changes a number that `ex` depends on so that `ex` evaluates to `target`. Values already
    /// computed from the number may become invalid, which is detected when the file is read back.
    pub(super) fn solve(&mut self, ex: &Ex, env: &Env<'_>, target: u64) -> bool {
        let fields = self.sources(ex, env);
        for field_ref in fields.into_iter().rev() {
            let key = self.key(field_ref);
            let Some(draft) = &self.draft else { return false };
            let known = draft.locked.contains(&key) || draft.plan.values.contains_key(&key);
            let Some(leaf) = draft.leaves.get(&key).copied().filter(|_| !known) else { continue };
            let Some(before) = self.cell(field_ref.object, field_ref.slot).cloned() else {
                continue;
            };
            if field_ref.index.is_some() {
                continue;
            }
            let found = match leaf.form {
                StoredForm::Text { len } => self.solve_text(ex, env, target, field_ref, len),
                form => self.solve_number(ex, env, target, field_ref, form),
            };
            if let Some(fixed) = found {
                self.overwrite_leaf(leaf, &fixed);
                if let Some(draft) = &mut self.draft {
                    draft.plan.values.insert(key, fixed);
                    draft.locked.insert(key);
                }
                return true;
            }
            self.set(field_ref.object, field_ref.slot, before);
            self.discard_computed();
        }
        false
    }

    /// Solves for a number stored in binary, by the secant method.
    fn solve_number(
        &mut self,
        ex: &Ex,
        env: &Env<'_>,
        target: u64,
        field_ref: FieldRef,
        form: StoredForm,
    ) -> Option<FixedValue> {
        let (lower, upper) = form.range()?;
        let old = super::number::integer(&self.cell(field_ref.object, field_ref.slot)?.val)?;
        let now = self.int(ex, env).ok()?;
        let mut guess = old.saturating_add(i128::from(target).saturating_sub(now));
        let (mut last, mut last_result) = (old, now);
        for _ in 0..MAX_ITERATIONS {
            guess = guess.clamp(lower, upper);
            if guess == last {
                return None;
            }
            let result = self.eval_with(ex, env, field_ref, guess)?;
            if result == i128::from(target) {
                return self.allowed(field_ref).then_some(FixedValue::Int(guess));
            }
            // Linear interpolation.
            let rise = result.saturating_sub(last_result);
            let run = guess.saturating_sub(last);
            let off = i128::from(target).saturating_sub(result);
            let step = off.saturating_mul(run).checked_div(rise)?;
            (last, last_result) = (guess, result);
            guess = guess.saturating_add(step);
        }
        None
    }

    /// Sets a field to a number and evaluates an expression.
    fn eval_with(&mut self, ex: &Ex, env: &Env<'_>, field_ref: FieldRef, n: i128) -> Option<i128> {
        let cell = self.cell(field_ref.object, field_ref.slot)?.clone();
        let val = match &cell.val {
            Val::Enum(id, _) => Val::Enum(*id, n),
            Val::Bool(_) => Val::Bool(n != 0),
            _ => Val::Int(n),
        };
        self.set(field_ref.object, field_ref.slot, StoredValue { val, ..cell });
        self.discard_computed();
        self.int(ex, env).ok()
    }

    /// Solves for a number stored as text, in base 8, 10 or 16.
    fn solve_text(
        &mut self,
        ex: &Ex,
        env: &Env<'_>,
        target: u64,
        field_ref: FieldRef,
        len: u64,
    ) -> Option<FixedValue> {
        let cell = self.cell(field_ref.object, field_ref.slot)?.clone();
        let Val::Str(old) = &cell.val else { return None };
        // The text after the digits is kept.
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
                field_ref.object,
                field_ref.slot,
                StoredValue { val: Val::str(&text), ..cell.clone() },
            );
            self.discard_computed();
            if self.int(ex, env).ok() == Some(target.into()) && self.allowed(field_ref) {
                return Some(FixedValue::Bytes(text.into_bytes()));
            }
        }
        None
    }

    /// True if the current value of a field is valid.
    fn allowed(&mut self, field_ref: FieldRef) -> bool {
        let Some(cell) = self.cell(field_ref.object, field_ref.slot).cloned() else { return false };
        match self.field_at(field_ref).and_then(|field| field.rules().next()) {
            None | Some(Valid::InEnum) => true,
            Some(rule) => self.valid(rule, &cell.val, &Env::of(field_ref.object)).is_ok(),
        }
    }

    /// Overwrites a value.
    pub(super) fn overwrite_leaf(&mut self, leaf: WrittenLeaf, fixed: &FixedValue) {
        match (fixed, leaf.form) {
            (FixedValue::Int(n), _) => self.store(leaf, *n, true),
            (FixedValue::Bytes(bytes), StoredForm::Text { len }) => {
                let bytes = bytes.get(..usize::try_from(len).unwrap_or(0).min(bytes.len()));
                if let (Some(FileDraft { buffers, .. }), Some(bytes)) =
                    (self.draft.as_deref_mut(), bytes)
                    && let Some(buffer) = buffers.get_mut(&leaf.buffer.0)
                {
                    buffer.overwrite(leaf.at, bytes);
                }
            }
            (FixedValue::Bytes(_), _) => {}
        }
    }

    /// Corrects a checksum that does not match.
    pub(in crate::run) fn correct_checksum(&mut self, field_ref: FieldRef) {
        let Some(fixed) =
            self.faults.get(&field_ref).and_then(|fault| self.corrected(field_ref, fault))
        else {
            return;
        };
        let key = self.key(field_ref);
        let leaf = self.draft.as_ref().and_then(|draft| draft.leaves.get(&key).copied());
        if let Some(leaf) = leaf {
            self.overwrite_leaf(leaf, &fixed);
            self.faults.remove(&field_ref);
            let Some(mut cell) = self.cell(field_ref.object, field_ref.slot).cloned() else {
                return;
            };
            cell.val = match (cell.val, fixed) {
                (Val::Enum(id, _), FixedValue::Int(n)) => Val::Enum(id, n),
                (Val::Bool(_), FixedValue::Int(n)) => Val::Bool(n != 0),
                (_, FixedValue::Int(n)) => Val::Int(n),
                (Val::Str(_), FixedValue::Bytes(text)) => Val::str(&String::from_utf8_lossy(&text)),
                // A span of the buffer that was overwritten.
                (val, FixedValue::Bytes(_)) => val,
            };
            self.set(field_ref.object, field_ref.slot, cell);
        }
    }
}
