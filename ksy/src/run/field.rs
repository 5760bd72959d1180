//! Reading of one field: condition, repetition and faults.

use super::stream::Stream;
use super::{Env, FieldRef, Halt, Machine, Res, StoredValue, TableData};
use crate::compile::kind_size;
use crate::ir::{ElementKind, FieldDef, Repeat};
use crate::value::{ArrId, IoId, ObjId, TableId, Val};
use bytescope_inspect::{Limit, Span};

/// Shorter lists are read item by item, not as a table.
const SMALL: u64 = 64;

/// List of items of one size, which are read on demand.
#[derive(Clone, Copy)]
struct FixedItems {
    count: u64,
    /// Size of an item in bytes.
    stride: u64,
}

impl Machine<'_> {
    /// Reads a field into its slot.
    pub(super) fn field(&mut self, id: ObjId, field: &FieldDef, slot: usize, io: IoId) -> Res<()> {
        let place = FieldRef { object: id, slot, index: None };
        if let Some(condition) = &field.condition {
            match self.test(condition, &Env::of(id)) {
                Ok(true) => {}
                Ok(false) => {
                    self.set(id, slot, StoredValue { val: Val::Null, ..StoredValue::default() });
                    return Ok(());
                }
                Err(stop) => return Err(self.fail(place, io, self.mark(io), stop)),
            }
        }
        if matches!(field.repeat, Repeat::Once) {
            self.count(1)?;
            let cell = self.once(place, field, io, 0)?;
            self.set(id, slot, cell);
            if let Some(rule) = &field.checksum {
                self.checksum(place, rule);
                if self.draft.is_some() {
                    self.correct_checksum(place);
                }
            }
            return Ok(());
        }
        self.list(place, field, io)
    }

    /// Reads one value. On failure, the part read so far is kept.
    fn once(
        &mut self,
        place: FieldRef,
        field: &FieldDef,
        io: IoId,
        index: u64,
    ) -> Res<StoredValue> {
        let mark = self.mark(io);
        let env = Env { this: place.object, item: None, index };
        let read = self.element(&env, field, &field.kind, io, place);
        let checked = read.and_then(|val| match &field.valid {
            None => Ok(val),
            Some(rule) => {
                if place.index.is_none() {
                    // A rule may refer to the field itself, also through an instance.
                    let cell = StoredValue { val: val.clone(), span: self.since(io, mark) };
                    self.set(place.object, place.slot, cell);
                }
                match self.valid(rule, &val, &env) {
                    Ok(()) => Ok(val),
                    Err(mut stop) => {
                        stop.partial = Some(val);
                        Err(stop)
                    }
                }
            }
        });
        match checked {
            Ok(val) => Ok(StoredValue { val, span: self.since(io, mark) }),
            Err(stop) => Err(self.fail(place, io, mark, stop)),
        }
    }

    /// Records a fault at its field and stores the part of the value that was read.
    pub(super) fn fail(
        &mut self,
        place: FieldRef,
        io: IoId,
        mark: Stream,
        mut stop: Box<Halt>,
    ) -> Box<Halt> {
        let val = stop.partial.take().unwrap_or(Val::Failed);
        let cell = StoredValue { val, span: self.since(io, mark) };
        match place.index {
            None => self.set(place.object, place.slot, cell),
            Some(_) => self.append(place, cell),
        }
        if stop.placed { stop } else { self.record(place, mark, stop) }
    }

    /// Records a fault at its field. A fault without an offset gets the offset of the field.
    fn record(&mut self, place: FieldRef, mark: Stream, stop: Box<Halt>) -> Box<Halt> {
        let mut stop = stop.at(mark.start.saturating_add(mark.pos()));
        (stop.placed, stop.consequent) = (true, false);
        self.faults.insert(place, stop.fault.clone());
        stop
    }

    /// Appends an item to the list of a field.
    fn append(&mut self, place: FieldRef, cell: StoredValue) {
        match self.cell(place.object, place.slot).map(|c| &c.val) {
            Some(Val::Arr(ArrId(array))) => {
                let array = *array as usize;
                if let Some(items) = self.arrays.get_mut(array) {
                    items.push(cell);
                }
            }
            Some(Val::Table(TableId(table))) => {
                let table = *table as usize;
                if let Some(table) = self.tables.get_mut(table) {
                    table.rest = Some(cell);
                }
            }
            _ => {}
        }
    }

    fn list(&mut self, place: FieldRef, field: &FieldDef, io: IoId) -> Res<()> {
        let mark = self.mark(io);
        let env = Env::of(place.object);
        let times = match &field.repeat {
            Repeat::Times(times) => match self.length_to_be(times, &env, "item count") {
                Ok(times) => Some(times),
                Err(stop) => return Err(self.fail(place, io, mark, stop)),
            },
            _ => None,
        };
        self.count(1)?;
        if !self.is_watched(place)
            && let Some(items) = self.as_table(field, io, times)
        {
            return self.read_table(place, field, io, items, times);
        }
        let array = self.new_array(Vec::new());
        let list = StoredValue { val: Val::Arr(array), span: self.since(io, mark) };
        self.set(place.object, place.slot, list);
        let result = self.items(place, field, io, times);
        let span = self.since(io, mark);
        self.set(place.object, place.slot, StoredValue { val: Val::Arr(array), span });
        result
    }

    fn items(
        &mut self,
        place: FieldRef,
        field: &FieldDef,
        io: IoId,
        times: Option<u64>,
    ) -> Res<()> {
        let (mut index, mut idle) = (0_u64, 0_u64);
        let watched = self.is_watched(place);
        loop {
            let before = self.mark(io);
            if matches!(field.repeat, Repeat::ToEnd) {
                self.closed(before).map_err(|stop| self.record(place, before, stop))?;
            }
            let more = match &field.repeat {
                Repeat::Times(_) => times.is_some_and(|times| index < times),
                Repeat::ToEnd if self.draft.is_some() && self.is_growing(io) => {
                    self.continues(io, place, index)
                }
                Repeat::ToEnd => before.bits < before.size().saturating_mul(8),
                _ => true,
            };
            if !more {
                return Ok(());
            }
            let level = watched.then(|| self.level());
            self.count(1)?;
            let item = FieldRef { index: Some(index), ..place };
            let goals = self.set_goals(place, &field.repeat, index);
            let cell = self.once(item, field, io, index)?;
            self.reset_goals(goals);
            let last = matches!(field.repeat, Repeat::Until(_)).then(|| cell.val.clone());
            let handed = level.map(|level| (level, cell.clone()));
            if handed.is_none() || field.named {
                self.append(item, cell);
            }
            let mut done = false;
            if let (Repeat::Until(until), Some(last)) = (&field.repeat, last) {
                let env = Env { this: place.object, item: Some(&last), index };
                match self.test(until, &env) {
                    Ok(is_last) => done = is_last,
                    Err(stop) => return Err(self.record(item, before, stop)),
                }
            }
            if let Some((level, cell)) = handed {
                // Items that expressions may refer to are kept.
                self.hand_out(&cell, index, (!field.named).then_some(level))?;
            }
            if done {
                return Ok(());
            }
            idle = if self.io(io).bits == before.bits { idle.saturating_add(1) } else { 0 };
            if idle > self.limits.empty_items && !matches!(field.repeat, Repeat::Times(_)) {
                let most = self.limits.empty_items;
                return Err(self.record(place, before, Halt::limit(Limit::EmptyItems, most)));
            }
            index = index.saturating_add(1);
        }
    }

    /// Count and size of the items if they can be read on demand.
    fn as_table(&self, field: &FieldDef, io: IoId, times: Option<u64>) -> Option<FixedItems> {
        if field.valid.is_some()
            || self.draft.is_some()
            || self.io(io).trimmed
            || self.io(io).open
            || !matches!(
                field.kind,
                ElementKind::Int { .. } | ElementKind::Float { .. } | ElementKind::Object { .. }
            )
        {
            return None;
        }
        let stride = kind_size(&field.kind, &self.program.classes).filter(|size| *size > 0)?;
        let fit = self.io(io).left().checked_div(stride)?;
        let count = match (&field.repeat, times) {
            (Repeat::Times(_), Some(times)) => times.min(fit),
            (Repeat::ToEnd, _) => fit,
            _ => return None,
        };
        (count >= SMALL).then_some(FixedItems { count, stride })
    }

    fn read_table(
        &mut self,
        place: FieldRef,
        field: &FieldDef,
        io: IoId,
        items: FixedItems,
        times: Option<u64>,
    ) -> Res<()> {
        let FixedItems { count, stride } = items;
        self.align(io);
        let start = self.take(io, count.saturating_mul(stride))?;
        let end = start.saturating_add(count.saturating_mul(stride));
        let span = Span::bytes(self.io(io).buffer, start, end);
        let id = TableId(u32::try_from(self.tables.len()).unwrap_or(u32::MAX));
        self.tables.push(TableData { place, span, stride, count, rest: None });
        self.set(place.object, place.slot, StoredValue { val: Val::Table(id), span });
        let short = match times {
            Some(times) => count < times,
            None => self.io(io).left() > 0,
        };
        if short {
            // The truncated record is read for its fields and its fault.
            let item = FieldRef { index: Some(count), ..place };
            let cell = self.once(item, field, io, count)?;
            self.append(item, cell);
        }
        Ok(())
    }

    /// Reads an item of a table.
    pub(crate) fn row(&mut self, id: TableId, index: u64) -> Res<Val> {
        let Some(table) = self.table(id).cloned() else { return Err(Halt::rule("no such table")) };
        let Some(field) = self.field_at(table.place) else {
            return Err(Halt::rule("no such field"));
        };
        self.step(0)?;
        let streams = self.streams.len();
        let start = index.saturating_mul(table.stride).saturating_add(table.span.start());
        let io = self.stream(table.span.buffer, start, start.saturating_add(table.stride));
        let env = Env { this: table.place.object, item: None, index };
        let place = FieldRef { index: Some(index), ..table.place };
        let item = self.element(&env, field, &field.kind, io, place)?;
        if !matches!(item, Val::Obj(_)) {
            // Only objects refer to their stream.
            self.streams.truncate(streams);
        }
        Ok(item)
    }

    /// Reads one item of the list in `slot` of `class` from `start..end`, without its list.
    pub(crate) fn alone(
        &mut self,
        class: crate::model::TypeId,
        slot: usize,
        start: u64,
        end: u64,
    ) -> Res<(StoredValue, FieldRef)> {
        let io = self.stream(bytescope_inspect::BufferId::SOURCE, start, end);
        let owner = self.bare(class, io)?;
        let place = FieldRef { object: owner, slot, index: Some(0) };
        let Some(field) = self.field_at(place) else { return Err(Halt::rule("no such field")) };
        let env = Env::of(owner);
        let mark = self.mark(io);
        let val = self.element(&env, field, &field.kind, io, place)?;
        Ok((StoredValue { val, span: self.since(io, mark) }, place))
    }

    /// Evaluates an expression in the context of an object.
    pub(crate) fn value_of(&mut self, ex: &crate::ir::Ex, this: ObjId) -> Res<Val> {
        self.eval(ex, &Env::of(this))
    }

    /// `true` if a field was read without a fault.
    pub(crate) fn is_valid(&self, id: ObjId, slot: usize) -> bool {
        let place = FieldRef { object: id, slot, index: None };
        let read = self.cell(id, slot).is_some_and(|c| !matches!(c.val, Val::Unset | Val::Failed));
        read && !self.faults.contains_key(&place)
    }
}
