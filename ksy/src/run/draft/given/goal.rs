//! Equations between the given structure and the fields that are left out.

use super::{GivenValues, MAX_OPEN_ITEMS};
use crate::ir::{Ex, FieldDef, Repeat};
use crate::run::draft::FixedValue;
use crate::run::{Env, FieldRef, Machine};
use crate::value::{ObjId, Val};
use bytescope_inspect::{BuildErrorKind, Quantity};

/// An expression and the value that it must have.
#[derive(Clone, Debug)]
pub(super) struct Goal {
    pub(super) ex: Ex,
    pub(super) target: Val,
    this: ObjId,
    index: u64,
    /// Value of `_`.
    item: Option<Val>,
    /// Field whose size, count, offset or presence requires the value.
    owner: FieldRef,
}

impl Goal {
    fn env(&self) -> Env<'_> {
        Env { this: self.this, item: self.item.as_ref(), index: self.index }
    }
}

/// A field that is left out and that equations may determine.
#[derive(Debug)]
pub(super) struct FreeField {
    pub(super) field_ref: FieldRef,
    /// True if an equation determines the field.
    pub(super) determined: bool,
    /// Equations that hold for the value of the field.
    pub(super) goals: Vec<Goal>,
    /// True if the field is given, but follows a change of the file.
    pub(super) follows: bool,
}

impl Machine<'_> {
    /// Adds a field that is left out.
    pub(super) fn add_free(&mut self, field_ref: FieldRef, field: &FieldDef) {
        let key = self.key(field_ref);
        // A checksum is computed when its range has been written.
        let determined = field.checksum.is_some() || field.meta.name.starts_with('_');
        let free = FreeField { field_ref, determined, goals: Vec::new(), follows: false };
        if let Some(given) = self.given_mut() {
            given.free.insert(key, free);
        }
    }

    /// Adds a given field that follows a change.
    pub(super) fn add_following(&mut self, field_ref: FieldRef) {
        let key = self.key(field_ref);
        let free = FreeField { field_ref, determined: true, goals: Vec::new(), follows: true };
        if let Some(given) = self.given_mut() {
            given.free.insert(key, free);
        }
    }

    /// True if a size, count or offset depends on a field that is left out or follows a change.
    pub(super) fn has_free(&mut self, ex: &Ex, env: &Env<'_>) -> bool {
        !self.open_sources(ex, env, true).is_empty()
    }

    /// Returns the fields that an expression depends on and that are left out.
    pub(super) fn free_sources(&mut self, ex: &Ex, env: &Env<'_>) -> Vec<FieldRef> {
        let measures = self.given().is_some_and(|given| given.measures);
        self.open_sources(ex, env, measures)
    }

    fn open_sources(&mut self, ex: &Ex, env: &Env<'_>, measures: bool) -> Vec<FieldRef> {
        if matches!(ex, Ex::Val(_)) || self.given().is_none_or(|given| given.free.is_empty()) {
            return Vec::new();
        }
        let mut found = self.sources(ex, env);
        found.retain(|at| {
            let key = self.key(*at);
            let free = self.given().and_then(|given| given.free.get(&key));
            free.is_some_and(|free| measures || !free.follows)
        });
        found
    }

    /// Records that the fields that an expression depends on are determined by its value.
    pub(super) fn confirm(&mut self, ex: &Ex, env: &Env<'_>, target: &Val, owner: FieldRef) {
        let free = self.free_sources(ex, env);
        if free.is_empty() {
            return;
        }
        let goal = Goal {
            ex: ex.clone(),
            target: target.clone(),
            this: env.this,
            index: env.index,
            item: env.item.cloned(),
            owner,
        };
        for at in free {
            let key = self.key(at);
            if let Some(free) = self.given_mut().and_then(|given| given.free.get_mut(&key)) {
                free.determined = true;
                free.goals.push(goal.clone());
            }
        }
    }

    /// Makes an expression equal to a size, count or offset. Returns `false` if that is impossible.
    pub(super) fn measure(&mut self, ex: &Ex, env: &Env<'_>, n: u64, owner: FieldRef) -> bool {
        let target = Val::Int(n.into());
        if self.following().is_some() && !self.holds(ex, env, &target) {
            let follow = |m: &Self, at: &FieldRef| {
                let key = m.key(*at);
                m.given().is_some_and(|given| given.free.get(&key).is_some_and(|free| free.follows))
            };
            let open = self.open_sources(ex, env, true);
            if open.iter().filter(|at| follow(self, at)).count() > 1 {
                return false;
            }
        }
        self.set_measures(true);
        let solved = self.require(ex, env, &target, owner);
        self.set_measures(false);
        solved
    }

    fn set_measures(&mut self, measures: bool) {
        if let Some(given) = self.given_mut() {
            given.measures = measures;
        }
    }

    /// Makes an expression equal to a value. Returns `false` if that is impossible.
    pub(super) fn require(
        &mut self,
        ex: &Ex,
        env: &Env<'_>,
        target: &Val,
        owner: FieldRef,
    ) -> bool {
        if self.holds(ex, env, target) {
            self.confirm(ex, env, target, owner);
            return true;
        }
        if self.free_sources(ex, env).is_empty() {
            return false;
        }
        let goal = Goal {
            ex: ex.clone(),
            target: target.clone(),
            this: env.this,
            index: env.index,
            item: env.item.cloned(),
            owner,
        };
        let solved = self.invert(ex, env, target, &goal, 0) || self.solve_digits(&goal);
        if solved {
            self.confirm(ex, env, target, owner);
        } else {
            self.lengthen(ex, env);
        }
        solved
    }

    /// True if an expression has a value.
    pub(super) fn holds(&mut self, ex: &Ex, env: &Env<'_>, target: &Val) -> bool {
        match self.eval(ex, env) {
            Ok(Val::Null) => matches!(target, Val::Int(0) | Val::Bool(false) | Val::Null),
            Ok(val) => self.equal(&val, target),
            Err(_) => false,
        }
    }

    /// Returns the name of the field that requires a value that contradicts an expression.
    fn rival(&mut self, ex: &Ex, env: &Env<'_>) -> Option<FieldRef> {
        let free = self.free_sources(ex, env);
        free.into_iter().find_map(|at| {
            let key = self.key(at);
            Some(self.given()?.free.get(&key)?.goals.first()?.owner)
        })
    }

    /// Records that a size or count contradicts the schema.
    pub(super) fn contradiction(
        &mut self,
        field_ref: FieldRef,
        ex: &Ex,
        env: &Env<'_>,
        actual: u64,
        expected: Option<u64>,
        noun: &str,
    ) {
        let found = Quantity::new(actual, noun);
        let sources = self.described_sources(ex, env);
        let message = match (expected, self.rival(ex, env)) {
            (Some(expected), Some(rival)) if rival != field_ref => {
                let rival = self.path(rival);
                let expected = Quantity::new(expected, noun);
                format!("has {found}, but {rival} requires {expected} here{sources}")
            }
            (Some(expected), _) => {
                format!(
                    "has {found}, but the schema requires {}{sources}",
                    Quantity::new(expected, noun)
                )
            }
            (None, _) => format!(
                "has {found}, which no value of {sources} gives",
                sources = self.names(ex, env)
            ),
        };
        self.problem(field_ref, BuildErrorKind::Computed, message);
    }

    /// Returns the fields that an expression depends on with their values: ` (len = 7)`.
    pub(super) fn described_sources(&mut self, ex: &Ex, env: &Env<'_>) -> String {
        let mut parts = Vec::new();
        for at in self.sources(ex, env).into_iter().take(3) {
            let Some(val) = self.cell(at.object, at.slot).map(|cell| cell.val.clone()) else {
                continue;
            };
            let val = match (&val, at.index) {
                (Val::Arr(id), Some(index)) => {
                    let item = usize::try_from(index).ok().and_then(|i| self.array(*id).get(i));
                    item.map_or(Val::Null, |cell| cell.val.clone())
                }
                _ => val,
            };
            if matches!(val, Val::Int(_) | Val::Bool(_) | Val::Enum(..) | Val::Str(_)) {
                parts.push(format!("{} = {}", self.path(at), self.show(&val)));
            }
        }
        if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
    }

    /// Returns the names of the fields that an expression depends on.
    fn names(&mut self, ex: &Ex, env: &Env<'_>) -> String {
        let sources = self.sources(ex, env);
        let names: Vec<String> = sources.into_iter().take(3).map(|at| self.path(at)).collect();
        if names.is_empty() { "the schema".to_owned() } else { names.join(", ") }
    }

    /// Adds an item to the lists that are left out and that an expression depends on, in the next
    /// pass: a number of variable length may be too short.
    fn lengthen(&mut self, ex: &Ex, env: &Env<'_>) {
        let sources = self.free_sources(ex, env);
        let lists = |m: &Self, at: FieldRef| {
            let items = m.containing(at).filter(|at| at.index.is_some());
            items.map(|at| FieldRef { index: None, ..at }).collect::<Vec<_>>()
        };
        let mut found: Vec<FieldRef> = Vec::new();
        for at in sources {
            for list in lists(self, at) {
                let until =
                    self.field_at(list).is_some_and(|f| matches!(f.repeat, Repeat::Until(_)));
                if until && !found.contains(&list) && !self.is_given(list) {
                    found.push(list);
                }
            }
        }
        for list in found {
            let key = self.key(list);
            let Some(draft) = &mut self.draft else { return };
            let count = draft.plan.counts.entry(key).or_insert(1);
            if *count < MAX_OPEN_ITEMS {
                *count = count.saturating_add(1);
                draft.again = true;
            }
        }
    }

    /// True if all equations of a field still hold.
    fn keeps_goals(&mut self, key: u64) -> bool {
        let Some(free) = self.given_mut().and_then(|given| given.free.get_mut(&key)) else {
            return false;
        };
        let goals = std::mem::take(&mut free.goals);
        let holds = goals.iter().all(|goal| self.holds(&goal.ex, &goal.env(), &goal.target));
        if let Some(free) = self.given_mut().and_then(|given| given.free.get_mut(&key)) {
            free.goals = goals;
        }
        holds
    }

    /// Sets a field that is left out to a value, if the goal and all earlier equations of the field
    /// then hold.
    pub(super) fn assign(&mut self, at: FieldRef, val: &Val, goal: &Goal) -> bool {
        let key = self.key(at);
        let Some(GivenValues { free, .. }) = self.given() else { return false };
        if !free.contains_key(&key) {
            return false;
        }
        let Some((before, fixed)) = self.set_free(at, val) else { return false };
        let holds = self.holds(&goal.ex, &goal.env(), &goal.target) && self.keeps_goals(key);
        if holds {
            if let Some(draft) = &mut self.draft {
                draft.plan.values.insert(key, fixed);
                draft.again = true;
            }
            return true;
        }
        self.set_free(at, &before);
        false
    }

    /// Sets a field that is left out to a value. Returns the previous value and the stored form.
    pub(super) fn set_free(&mut self, at: FieldRef, val: &Val) -> Option<(Val, FixedValue)> {
        let leaf = self.leaf_of(self.key(at))?;
        let mut cell = self.cell(at.object, at.slot)?.clone();
        let array = match (cell.val.clone(), at.index) {
            (Val::Arr(id), Some(index)) => {
                let index = usize::try_from(index).ok()?;
                cell = self.array(id).get(index)?.clone();
                Some((id, index))
            }
            (_, Some(_)) => return None,
            (_, None) => None,
        };
        let before = cell.val.clone();
        let (new, fixed) = self.stored_as(&before, leaf.form, val)?;
        self.overwrite_leaf(leaf, &fixed);
        cell.val = new;
        match array {
            Some((id, index)) => {
                if let Some(item) = self.arrays.get_mut(id.0 as usize)?.get_mut(index) {
                    *item = cell;
                }
            }
            None => self.set(at.object, at.slot, cell),
        }
        self.discard_computed();
        Some((before, fixed))
    }

    /// Solves for several numbers, as the digits of a number of variable length.
    fn solve_digits(&mut self, goal: &Goal) -> bool {
        let Val::Int(target) = goal.target else { return false };
        let env = goal.env();
        let free = self.free_sources(&goal.ex, &env);
        let mut digits = Vec::new();
        for at in free {
            let key = self.key(at);
            let is_open = |given: &GivenValues<'_>| {
                given.free.get(&key).is_some_and(|free| free.goals.is_empty())
            };
            let Some(range) = self.leaf_of(key).and_then(|leaf| leaf.form.range()) else {
                continue;
            };
            if self.given().is_some_and(is_open) && self.set_free(at, &Val::Int(0)).is_some() {
                digits.push((at, range));
            }
        }
        if digits.len() < 2 {
            return false;
        }
        let Ok(base) = self.int(&goal.ex, &env) else { return false };
        let mut weighted = Vec::new();
        for (at, range) in digits {
            self.set_free(at, &Val::Int(1));
            let weight = self.int(&goal.ex, &env).map_or(0, |n| n.saturating_sub(base));
            self.set_free(at, &Val::Int(0));
            if weight > 0 {
                weighted.push((weight, at, range));
            }
        }
        weighted.sort_by_key(|(weight, ..)| std::cmp::Reverse(*weight));
        let mut left = target.saturating_sub(base);
        let mut fixed_values = Vec::new();
        for (weight, at, (lower, upper)) in weighted {
            let digit = left.checked_div(weight).unwrap_or(0).clamp(lower, upper);
            left = left.saturating_sub(digit.saturating_mul(weight));
            if let Some((_, fixed)) = self.set_free(at, &Val::Int(digit)) {
                fixed_values.push((self.key(at), fixed));
            }
        }
        if !self.holds(&goal.ex, &env, &goal.target) {
            return false;
        }
        if let Some(draft) = &mut self.draft {
            draft.plan.values.extend(fixed_values);
            draft.again = true;
        }
        true
    }
}
