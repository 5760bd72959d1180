//! Instances: evaluated on first use, then cached.

use super::halt::Cause;
use super::stream::Stream;
use super::{Env, FieldRef, Halt, Machine, Res, StoredValue};
use crate::ir::{FieldDef, FieldOrigin, Instance};
use crate::value::{ObjId, Val};

impl<'d> Machine<'d> {
    /// Returns the value of an instance, evaluating it on first use.
    pub(crate) fn instance(&mut self, id: ObjId, slot: usize) -> Res<Val> {
        match self.cell(id, slot).map(|c| &c.val) {
            Some(Val::Unset) if self.known_only => {
                return Err(Halt::rule("the instance is not evaluated yet"));
            }
            Some(Val::Unset) => {}
            Some(Val::Busy) => {
                let name = self.class_of(id).map_or("?", |c| c.slot_name(slot));
                return Err(Halt::rule(format!("instance `{name}` depends on itself")));
            }
            Some(Val::Failed) => return Err(self.failed(id, slot)),
            Some(known) => {
                let known = known.clone();
                let field_ref = FieldRef { object: id, slot, index: None };
                return if self.faults.get(&field_ref).is_some_and(|fault| fault.fatal) {
                    Err(self.failed(id, slot))
                } else {
                    Ok(known)
                };
            }
            None => return Err(Halt::rule("no such instance")),
        }
        let Some(instance) = self.class_of(id).and_then(|class| class.instance(slot)) else {
            return Err(Halt::rule("no such instance"));
        };
        self.count(1)?;
        self.set(id, slot, StoredValue { val: Val::Busy, ..StoredValue::default() });
        if let (FieldOrigin::Value { .. }, Some(draft)) = (&instance.from, &mut self.draft) {
            draft.computed.push((id, slot));
        }
        let outer = (std::mem::take(&mut self.tainted), self.confined.take());
        let result = self.deeper(|m| m.evaluate_instance(id, slot, instance));
        let tainted = std::mem::replace(&mut self.tainted, outer.0);
        match std::mem::replace(&mut self.confined, outer.1) {
            Some(fault) => self.invalid_instances.insert((id, slot), fault),
            None => self.invalid_instances.remove(&(id, slot)),
        };
        if let Err(mut halt) = result {
            let field_ref = FieldRef { object: id, slot, index: None };
            let mut fault = halt.fault.clone();
            if let (FieldOrigin::Value { .. }, false) = (&instance.from, halt.located) {
                fault.offset = self.start_of(id);
            }
            if let FieldOrigin::Value { .. } = &instance.from {
                halt.cause = halt.cause.or(tainted.then_some(Cause::Field));
            }
            if halt.cause.is_none() && !self.is_reported(&halt) {
                self.faults.entry(field_ref).or_insert(fault);
            }
            // A fault of a value that depends on this instance would be a consequence.
            halt.cause.get_or_insert(Cause::Instance);
            if matches!(self.cell(id, slot).map(|c| &c.val), Some(Val::Busy | Val::Unset)) {
                self.set(id, slot, StoredValue { val: Val::Failed, ..StoredValue::default() });
            }
            halt.recorded = false;
            halt.partial = None;
            return Err(halt);
        }
        let val = self.cell(id, slot).map_or(Val::Null, |c| c.val.clone());
        if matches!(val, Val::Obj(_) | Val::Arr(_) | Val::Table(_) | Val::Io(_)) {
            self.escaped = self.escaped.min(id.0 as usize);
        }
        Ok(val)
    }

    /// Returns the value of an instance for use in an expression. An instance with a fault inside
    /// an object of known size has a value, but the expression fails.
    pub(super) fn valid_instance(&mut self, id: ObjId, slot: usize) -> Res<Val> {
        let val = self.instance(id, slot)?;
        match self.invalid_instances.get(&(id, slot)) {
            None => Ok(val),
            Some(fault) => {
                let mut halt = Halt::of(fault.clone());
                (halt.located, halt.cause) = (true, Some(Cause::Instance));
                Err(halt)
            }
        }
    }

    /// Returns the offset of the first field of an object.
    fn start_of(&self, id: ObjId) -> u64 {
        let first = self.class_of(id).map_or(0, |class| class.params);
        self.cell(id, first).map_or(0, |cell| cell.span.start())
    }

    /// Returns `true` if the fault is a limit that a recorded fault already reports; otherwise,
    /// adds the limit to those reported.
    pub(super) fn is_reported(&mut self, halt: &Halt) -> bool {
        let Some(limit) = halt.fault.limit() else { return false };
        let known = self.reported_limits.contains(&limit);
        if !known {
            self.reported_limits.push(limit);
        }
        known
    }

    /// Returns the error for the use of an instance that could not be evaluated.
    fn failed(&self, id: ObjId, slot: usize) -> Box<Halt> {
        let name = self.class_of(id).map_or("?", |c| c.slot_name(slot));
        match self.faults.get(&FieldRef { object: id, slot, index: None }) {
            Some(fault) => {
                let mut halt = Halt::rule("");
                halt.fault = fault.clone();
                (halt.located, halt.cause) = (true, Some(Cause::Instance));
                halt
            }
            None => Halt::unreadable(name),
        }
    }

    /// Evaluates an instance into its slot.
    fn evaluate_instance(&mut self, id: ObjId, slot: usize, instance: &'d Instance) -> Res<()> {
        let env = Env::of(id);
        match &instance.from {
            FieldOrigin::Value { value, enumeration, .. } => {
                let exists = match &instance.field.condition {
                    Some(condition) => self.test(condition, &env)?,
                    None => true,
                };
                let outer = self.invalid_text.take();
                let val = if exists { self.eval(value, &env)? } else { Val::Null };
                let invalid_text = std::mem::replace(&mut self.invalid_text, outer);
                let val = match (enumeration, val) {
                    (Some(name), Val::Int(n)) => Val::Enum(*name, n),
                    (_, val) => val,
                };
                if let (Some(rule), true) = (&instance.field.valid, exists) {
                    self.valid(rule, &val, &env)?;
                }
                self.set(id, slot, StoredValue { val: val.clone(), ..StoredValue::default() });
                if let Some(fault) = invalid_text {
                    self.soft_fault(FieldRef { object: id, slot, index: None }, fault);
                }
                if let (Some(rule), true) = (&instance.field.check, exists) {
                    let field_ref = FieldRef { object: id, slot, index: None };
                    self.check(field_ref, rule, &val, &env, self.start_of(id))?;
                }
                Ok(())
            }
            FieldOrigin::Stream { io, pos } => {
                // The condition is evaluated first: `pos` may be meaningless if it is false.
                if let Some(condition) = &instance.field.condition
                    && !self.test(condition, &env)?
                {
                    self.set(id, slot, StoredValue { val: Val::Null, ..StoredValue::default() });
                    return Ok(());
                }
                let stream = match io {
                    None => self.object_ref(id).io,
                    Some(ex) => match self.eval(ex, &env)? {
                        Val::Io(stream) => stream,
                        other => {
                            return Err(Halt::rule(format!(
                                "invalid `io`: expected a stream, found {}",
                                other.what()
                            )));
                        }
                    },
                };
                let before = self.io(stream);
                let field_ref = FieldRef { object: id, slot, index: None };
                if let Some(pos) = pos {
                    let pos = match self.draft {
                        Some(_) if self.is_writing() => {
                            self.give_offset(pos, id, stream, field_ref)?
                        }
                        Some(_) if self.writes() => self.choose_offset(pos, id, stream)?,
                        _ => self.length(pos, &env, "offset")?,
                    };
                    self.seek(stream, pos);
                }
                if self.is_writing() && !self.is_given(field_ref) {
                    let field = &instance.field;
                    let result = self.reading(stream, |m| m.field(id, field, slot, stream));
                    if let Some(stream) = self.io_mut(stream) {
                        *stream = before;
                    }
                    return result;
                }
                let problems = self.problem_count();
                self.reopen(stream);
                let result = self.field(id, &instance.field, slot, stream);
                if let Some(pos) = pos
                    && self.is_writing()
                {
                    self.move_after(pos, id, stream, problems);
                    self.end_instance(field_ref, self.io(stream).at());
                }
                if let Some(stream) = self.io_mut(stream) {
                    // A stream under construction may have grown.
                    *stream = Stream { end: stream.end, max_end: stream.max_end, ..before };
                }
                result
            }
        }
    }

    /// Returns the definition of a field or instance.
    pub(crate) fn field_at(&self, field_ref: FieldRef) -> Option<&'d FieldDef> {
        let class = self.class_of(field_ref.object)?;
        let index = field_ref.slot.checked_sub(class.params)?;
        match class.fields.get(index) {
            Some(field) => Some(field),
            None => class.instance(field_ref.slot).map(|i| &i.field),
        }
    }
}
