//! Instances: found when they are asked for, once.

use super::stream::Stream;
use super::{Cell, Env, Machine, Place, Res, Stop};
use crate::ir::{Field, From, Instance};
use crate::value::{ObjId, Val};

impl<'d> Machine<'d> {
    /// The value of an instance.
    pub(crate) fn instance(&mut self, id: ObjId, slot: usize) -> Res<Val> {
        match self.cell(id, slot).map(|c| &c.val) {
            Some(Val::Unset) => {}
            Some(Val::Busy) => {
                let name = self.class_of(id).map_or("?", |c| c.slot_name(slot));
                return Err(Stop::rule(format!("the instance `{name}` depends on itself")));
            }
            Some(Val::Failed) => return Err(self.failed(id, slot)),
            Some(known) => {
                let known = known.clone();
                let place = Place { object: id, slot, index: None };
                return if self.faults.contains_key(&place) {
                    Err(self.failed(id, slot))
                } else {
                    Ok(known)
                };
            }
            None => return Err(Stop::rule("there is no such instance")),
        }
        let Some(instance) = self.class_of(id).and_then(|class| class.instance(slot)) else {
            return Err(Stop::rule("there is no such instance"));
        };
        self.count(1)?;
        self.set(id, slot, Cell { val: Val::Busy, ..Cell::default() });
        if let (From::Value { .. }, Some(draft)) = (&instance.from, &mut self.draft) {
            draft.computed.push((id, slot));
        }
        let result = self.deeper(|m| m.find(id, slot, instance));
        if let Err(mut stop) = result {
            let place = Place { object: id, slot, index: None };
            self.faults.entry(place).or_insert_with(|| stop.fault.clone());
            if matches!(self.cell(id, slot).map(|c| &c.val), Some(Val::Busy | Val::Unset)) {
                self.set(id, slot, Cell { val: Val::Failed, ..Cell::default() });
            }
            stop.placed = false;
            stop.partial = None;
            return Err(stop);
        }
        Ok(self.cell(id, slot).map_or(Val::Null, |c| c.val.clone()))
    }

    /// Why an instance has no value.
    fn failed(&self, id: ObjId, slot: usize) -> Box<Stop> {
        let name = self.class_of(id).map_or("?", |c| c.slot_name(slot));
        match self.faults.get(&Place { object: id, slot, index: None }) {
            Some(fault) => {
                let mut stop = Stop::rule("");
                stop.fault = fault.clone();
                stop.located = true;
                stop
            }
            None => Stop::rule(format!("`{name}` could not be read")),
        }
    }

    fn find(&mut self, id: ObjId, slot: usize, instance: &'d Instance) -> Res<()> {
        let env = Env::of(id);
        match &instance.from {
            From::Value { value, enumeration, .. } => {
                let exists = match &instance.field.condition {
                    Some(condition) => self.test(condition, &env)?,
                    None => true,
                };
                let val = if exists { self.eval(value, &env)? } else { Val::Null };
                let val = match (enumeration, val) {
                    (Some(name), Val::Int(n)) => Val::Enum(*name, n),
                    (_, val) => val,
                };
                if let (Some(rule), true) = (&instance.field.valid, exists) {
                    self.valid(rule, &val, &env)?;
                }
                self.set(id, slot, Cell { val, ..Cell::default() });
                Ok(())
            }
            From::Stream { io, pos } => {
                // Whether it exists comes first: its place may make no sense otherwise.
                if let Some(condition) = &instance.field.condition
                    && !self.test(condition, &env)?
                {
                    self.set(id, slot, Cell { val: Val::Null, ..Cell::default() });
                    return Ok(());
                }
                let stream = match io {
                    None => self.object_ref(id).io,
                    Some(ex) => match self.eval(ex, &env)? {
                        Val::Io(stream) => stream,
                        other => return Err(Stop::rule(format!("`io` is {}", other.what()))),
                    },
                };
                let before = self.io(stream);
                if let Some(pos) = pos {
                    let pos = match self.draft {
                        Some(_) => self.place_at(pos, id, stream)?,
                        None => self.length(pos, &env, "the position")?,
                    };
                    self.seek(stream, pos);
                }
                let result = self.field(id, &instance.field, slot, stream);
                if let Some(stream) = self.io_mut(stream) {
                    // A stream that is being written has grown.
                    *stream = Stream { end: stream.end, most: stream.most, ..before };
                }
                result
            }
        }
    }

    /// The field of a place.
    pub(crate) fn field_at(&self, place: Place) -> Option<&'d Field> {
        let class = self.class_of(place.object)?;
        let index = place.slot.checked_sub(class.params)?;
        match class.fields.get(index) {
            Some(field) => Some(field),
            None => class.instance(place.slot).map(|i| &i.field),
        }
    }
}
