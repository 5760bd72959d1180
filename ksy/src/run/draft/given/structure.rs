//! Structure of the given values: which fields are present, numbers of items, cases of switches.

use crate::ir::{ElementKind, Ex, FieldDef, FieldExtent, Repeat, Size, Switch};
use crate::run::{Env, FieldRef, Machine, Res};
use crate::value::{IoId, Val};
use bytescope_inspect::BuildErrorKind;

/// Maximum number of items of a list that is left out.
const MAX_OMITTED_ITEMS: u64 = 1000;

impl<'d> Machine<'d> {
    /// Decides whether a field with a condition is present.
    pub(in crate::run) fn decide(&mut self, condition: &Ex, field_ref: FieldRef) -> Res<bool> {
        let env = Env::of(field_ref.object);
        if self.is_reading() {
            return self.test(condition, &env);
        }
        let assumed = self.draft.as_ref().map_or(0, |draft| draft.assumed.len());
        let found = self.test(condition, &env);
        let present = self.is_given(field_ref);
        if let Ok(found) = found
            && found == present
        {
            self.confirm(condition, &env, &Val::Bool(found), field_ref);
            return Ok(found);
        }
        // The end of a stream is known after the first pass.
        let is_guess = self.draft.as_ref().is_some_and(|draft| draft.assumed.len() > assumed);
        if is_guess && self.pass() == 0 || self.suppose(condition, &env, present, field_ref) {
            return Ok(present);
        }
        match found {
            Ok(false) => {
                let sources = self.described_sources(condition, &env);
                let message = format!("is given, but its condition `if` is false{sources}");
                self.problem(field_ref, BuildErrorKind::ReadsDifferently, message);
                Ok(true)
            }
            // The field must be present: it is a constant or can be computed, or it is missing.
            Ok(true) => Ok(true),
            Err(_) if self.is_first_pass() => Ok(present),
            Err(halt) => Err(halt),
        }
    }

    /// Makes a condition true or false.
    fn suppose(&mut self, ex: &Ex, env: &Env<'_>, wanted: bool, owner: FieldRef) -> bool {
        use crate::expr::BinaryOp;
        match ex {
            Ex::Not(of) => self.suppose(of, env, !wanted, owner),
            // Both sides are needed.
            Ex::Binary(BinaryOp::And, a, b) if wanted => {
                self.suppose(a, env, true, owner) && self.suppose(b, env, true, owner)
            }
            Ex::Binary(BinaryOp::Or, a, b) if !wanted => {
                self.suppose(a, env, false, owner) && self.suppose(b, env, false, owner)
            }
            _ => self.require(ex, env, &Val::Bool(wanted), owner),
        }
    }

    /// Determines the number of items of a list, and checks it against its count.
    pub(in crate::run) fn give_count(
        &mut self,
        field: &FieldDef,
        field_ref: FieldRef,
    ) -> Res<Option<u64>> {
        let env = Env::of(field_ref.object);
        let given = self.given_items(field_ref);
        let Repeat::Times(ex) = &field.repeat else { return Ok(given) };
        let found = self.length(ex, &env, "item count");
        match (given, found) {
            (Some(given), found) => {
                let negative = |m: &mut Self| given == 0 && m.int(ex, &env).is_ok_and(|n| n < 0);
                if !self.measure(ex, &env, given, field_ref) && !negative(self) {
                    self.contradiction(field_ref, ex, &env, given, found.ok(), "item");
                }
                Ok(Some(given))
            }
            (None, Ok(found)) => {
                // A list that is left out is empty if its count is free.
                if found > 0 && self.measure(ex, &env, 0, field_ref) {
                    return Ok(Some(0));
                }
                self.confirm(ex, &env, &Val::Int(found.into()), field_ref);
                if found > MAX_OMITTED_ITEMS || found > 0 && !self.is_derivable(&field.kind) {
                    self.problem(field_ref, BuildErrorKind::Invalid, "is missing");
                    return Ok(Some(0));
                }
                Ok(Some(found))
            }
            (None, Err(halt)) if self.pass() > 0 && !halt.is_limit() => {
                if self.int(ex, &env).is_ok_and(|n| n < 0) { Ok(Some(0)) } else { Err(halt) }
            }
            (None, Err(_)) => {
                self.look_ahead();
                Ok(Some(0))
            }
        }
    }

    /// True if the values of a kind may be left out: numbers, and objects, which may have only such
    /// fields.
    fn is_derivable(&self, kind: &ElementKind) -> bool {
        matches!(
            kind,
            ElementKind::Int { .. }
                | ElementKind::Bits { .. }
                | ElementKind::Contents(_)
                | ElementKind::Object { .. }
        )
    }

    /// True if a list that is being written has an item with this index.
    pub(in crate::run) fn gives_item(
        &mut self,
        field_ref: FieldRef,
        field: &FieldDef,
        io: IoId,
        count: Option<u64>,
        index: u64,
    ) -> bool {
        let more = match (&field.repeat, count) {
            // The last item ends the list.
            (Repeat::Until(_), None) => true,
            (_, Some(count)) => index < count,
            (_, None) => false,
        };
        if !more && matches!(field.repeat, Repeat::ToEnd) {
            self.drop_optional_end(io);
            self.close_after(io, field_ref);
        }
        more
    }

    /// Checks `repeat-until` for an item that was written. Returns `true` for the last item.
    pub(in crate::run) fn ends_list(
        &mut self,
        until: &Ex,
        item: FieldRef,
        last: &Val,
        count: Option<u64>,
    ) -> bool {
        let index = item.index.unwrap_or(0);
        let env = Env { this: item.object, item: Some(last), index };
        let list = FieldRef { index: None, ..item };
        let count = count.unwrap_or_else(|| {
            let key = self.key(list);
            let planned = self.draft.as_ref().and_then(|draft| draft.plan.counts.get(&key));
            planned.copied().unwrap_or(1)
        });
        let wanted = index.saturating_add(1) >= count;
        if !self.suppose(until, &env, wanted, item) {
            let is_layout = crate::make::hints::uses_stream(until);
            if is_layout && self.pass() < 2 {
                self.look_ahead();
            } else {
                let sources = self.described_sources(until, &env);
                let message = if wanted {
                    format!("is the last item, but `repeat-until` is false{sources}")
                } else {
                    format!("is not the last item, but `repeat-until` is true{sources}")
                };
                self.problem(item, BuildErrorKind::ReadsDifferently, message);
            }
        }
        wanted
    }

    /// Returns the case of a switch that the JSON selects; `None` if the value of `switch-on`
    /// determines it.
    pub(in crate::run) fn given_case<'s>(
        &mut self,
        env: &Env<'_>,
        switch: &'s Switch,
        field_ref: FieldRef,
    ) -> Option<&'s ElementKind> {
        if self.is_reading() {
            return None;
        }
        let json = self.json(field_ref)?;
        let on = self.eval(&switch.on, env).ok();
        let current = on.as_ref().and_then(|on| self.case_of(env, switch, on));
        let free = !self.free_sources(&switch.on, env).is_empty();
        let (peeks, pass) = (self.peeks(&switch.on, env), self.pass());
        if let Some((_, kind)) = current
            && (!free && !peeks || self.has_shape(json, kind))
        {
            if free && let Some(on) = &on {
                // The current value selects a case that fits, unless another field determines it.
                let others =
                    switch.cases.iter().filter(|(_, kind)| self.has_shape(json, kind)).count();
                if others == 1 || self.is_settled(&switch.on, env) {
                    self.confirm(&switch.on, env, on, field_ref);
                } else {
                    self.ambiguous(field_ref, switch, env);
                }
            }
            return None;
        }
        if !free && !peeks {
            return None;
        }
        let fits: Vec<_> =
            switch.cases.iter().filter(|(_, kind)| self.has_shape(json, kind)).collect();
        let known: Vec<_> = fits.iter().filter(|(when, _)| when.is_some()).collect();
        if let [(Some(when), kind)] = known.as_slice() {
            if free
                && let Ok(when) = self.eval(when, env)
                && self.require(&switch.on, env, &when, field_ref)
            {
                return None;
            }
            return Some(kind);
        }
        if known.len() > 1 && free {
            self.ambiguous(field_ref, switch, env);
        }
        // The value is read from bytes that are written later.
        if peeks && pass == 0 { fits.first().map(|(_, kind)| kind) } else { None }
    }

    fn ambiguous(&mut self, field_ref: FieldRef, switch: &Switch, env: &Env<'_>) {
        let tags = self.sources(&switch.on, env);
        let tag = tags.first().map_or_else(String::new, |at| self.path(*at));
        let message = format!("matches several cases of `switch-on`: specify {tag}");
        self.problem(field_ref, BuildErrorKind::Invalid, message);
    }

    /// True if equations determine all fields of an expression.
    fn is_settled(&mut self, ex: &Ex, env: &Env<'_>) -> bool {
        self.free_sources(ex, env).into_iter().all(|at| {
            let key = self.key(at);
            self.given()
                .is_some_and(|given| given.free.get(&key).is_some_and(|free| free.determined))
        })
    }

    /// True if an expression reads bytes that may be written later.
    pub(super) fn peeks(&mut self, ex: &Ex, env: &Env<'_>) -> bool {
        let sources = self.sources(ex, env);
        sources.into_iter().any(|at| {
            self.class_of(at.object).is_some_and(|class| class.instance(at.slot).is_some())
        })
    }

    /// Returns the case for a value.
    fn case_of<'s>(
        &mut self,
        env: &Env<'_>,
        switch: &'s Switch,
        on: &Val,
    ) -> Option<&'s (Option<Ex>, ElementKind)> {
        let mut other = None;
        for case in &switch.cases {
            match &case.0 {
                None => other = other.or(Some(case)),
                Some(when) => {
                    if let Ok(when) = self.eval(when, env)
                        && self.equal(on, &when)
                    {
                        return Some(case);
                    }
                }
            }
        }
        other
    }

    /// True if the size of an extent is fixed by given values.
    pub(in crate::run::draft) fn has_fixed_size(
        &mut self,
        extent: &FieldExtent,
        env: &Env<'_>,
    ) -> bool {
        match &extent.size {
            Size::Bytes(ex) => !self.has_free(ex, env) && self.length(ex, env, "size").is_ok(),
            Size::ToEnd | Size::ToTerminator => false,
        }
    }
}
