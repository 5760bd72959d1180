//! Making an expression what it must be, by changing a number that it depends on.

use super::super::{Cell, Env, Machine, Place, Res};
use super::leaf::{Form, Leaf};
use super::number::Shape;
use super::{Draft, Fixed};
use crate::ir::{Ex, Valid};
use crate::value::Val;

/// Guesses, each corrected by what the one before was off.
const GUESSES: usize = 8;
/// What an expression may be that must not be negative: factors make some numbers unreachable.
const SMALL: u64 = 8;

impl Machine<'_> {
    /// A number of bytes or items, or a place, that something is written by: one that comes out
    /// negative is put right where it can be.
    pub(in crate::run) fn length_to_be(&mut self, ex: &Ex, env: &Env<'_>, what: &str) -> Res<u64> {
        let stop = match self.length(ex, env, what) {
            Err(stop) if self.draft.is_some() => stop,
            other => return other,
        };
        if self.int(ex, env).is_ok_and(|n| n < 0) {
            let small = (0..SMALL).find(|wanted| self.settle(ex, env, *wanted));
            return small.ok_or(stop);
        }
        Err(stop)
    }

    /// Changes one number that `ex` depends on so that it gives `wanted`. What was computed of it
    /// before may be wrong then; that shows when the file is read.
    pub(super) fn settle(&mut self, ex: &Ex, env: &Env<'_>, wanted: u64) -> bool {
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
                Form::Text { len } => self.settle_text(ex, env, wanted, place, len),
                form => self.settle_number(ex, env, wanted, place, form),
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
        wanted: u64,
        place: Place,
        form: Form,
    ) -> Option<Fixed> {
        let shape = match form {
            Form::Int { size, signed, .. } => {
                Shape { bits: u32::from(size).saturating_mul(8), signed, names: None }
            }
            Form::Bits { count, .. } => Shape { bits: count, signed: false, names: None },
            Form::Text { .. } => return None,
        };
        let (least, most) = shape.range();
        let old = super::number::integer(&self.cell(place.object, place.slot)?.val)?;
        let now = self.int(ex, env).ok()?;
        let mut guess = old.saturating_add(i128::from(wanted).saturating_sub(now));
        let (mut last, mut last_gave) = (old, now);
        for _ in 0..GUESSES {
            guess = guess.clamp(least, most);
            if guess == last {
                return None;
            }
            let gave = self.tried(ex, env, place, guess)?;
            if gave == i128::from(wanted) {
                return self.allowed(place).then_some(Fixed::Int(guess));
            }
            // As if it were a straight line.
            let rise = gave.saturating_sub(last_gave);
            let run = guess.saturating_sub(last);
            let off = i128::from(wanted).saturating_sub(gave);
            let step = off.saturating_mul(run).checked_div(rise)?;
            (last, last_gave) = (guess, gave);
            guess = guess.saturating_add(step);
        }
        None
    }

    /// What an expression gives when a field is another number.
    fn tried(&mut self, ex: &Ex, env: &Env<'_>, place: Place, n: i128) -> Option<i128> {
        let cell = self.cell(place.object, place.slot)?.clone();
        let val = match &cell.val {
            Val::Enum(id, _) => Val::Enum(*id, n),
            Val::Bool(_) => Val::Bool(n != 0),
            _ => Val::Int(n),
        };
        self.set(place.object, place.slot, Cell { val, ..cell });
        self.forget_computed();
        self.int(ex, env).ok()
    }

    /// Text that is a number, in the bases that formats use.
    fn settle_text(
        &mut self,
        ex: &Ex,
        env: &Env<'_>,
        wanted: u64,
        place: Place,
        len: u64,
    ) -> Option<Fixed> {
        let cell = self.cell(place.object, place.slot)?.clone();
        let Val::Str(old) = &cell.val else { return None };
        // What follows the digits stays.
        let rest = old.trim_start_matches(|c: char| c.is_ascii_hexdigit());
        let width = usize::try_from(len).unwrap_or(0).saturating_sub(rest.len()).max(1);
        let now = self.int(ex, env).ok()?;
        for base in [8, 10, 16] {
            let digits = old.strip_suffix(rest).unwrap_or(old);
            let Ok(number) = i128::from_str_radix(digits, base) else { continue };
            let guess = number.saturating_add(i128::from(wanted).saturating_sub(now));
            let text = match base {
                _ if guess < 0 => continue,
                8 => format!("{guess:0width$o}{rest}"),
                10 => format!("{guess:0width$}{rest}"),
                _ => format!("{guess:0width$x}{rest}"),
            };
            if text.len() as u64 > len {
                continue;
            }
            self.set(place.object, place.slot, Cell { val: Val::str(&text), ..cell.clone() });
            self.forget_computed();
            if self.int(ex, env).ok() == Some(wanted.into()) && self.allowed(place) {
                return Some(Fixed::Bytes(text.into_bytes()));
            }
        }
        None
    }

    /// Whether the rule of a field holds for the value that it has now.
    fn allowed(&mut self, place: Place) -> bool {
        let Some(cell) = self.cell(place.object, place.slot).cloned() else { return false };
        match self.field_at(place).and_then(|field| field.valid.as_ref()) {
            None | Some(Valid::InEnum) => true,
            Some(rule) => self.valid(rule, &cell.val, &Env::of(place.object)).is_ok(),
        }
    }

    /// Writes a value over the one that stands there.
    pub(super) fn write_over(&mut self, leaf: Leaf, fixed: &Fixed) {
        match (fixed, leaf.form) {
            (Fixed::Int(n), _) => self.store(leaf, *n, true),
            (Fixed::Bytes(bytes), Form::Text { len }) => {
                let bytes = bytes.get(..usize::try_from(len).unwrap_or(0).min(bytes.len()));
                if let (Some(Draft { sheets, .. }), Some(bytes)) =
                    (self.draft.as_deref_mut(), bytes)
                    && let Some(sheet) = sheets.get_mut(&leaf.buffer.0)
                {
                    sheet.overwrite(leaf.at, bytes);
                }
            }
            (Fixed::Bytes(_), _) => {}
        }
    }

    /// Writes a checksum where it is wrong.
    pub(in crate::run) fn put_right(&mut self, place: Place) {
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
