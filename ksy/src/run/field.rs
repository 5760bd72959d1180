//! One field: whether it exists, how often, and what is wrong with it.

use super::stream::Stream;
use super::{Cell, Env, Machine, Place, Res, Stop, TableData};
use crate::compile::kind_size;
use crate::ir::{Field, Kind, Repeat};
use crate::value::{ArrId, IoId, ObjId, TableId, Val};
use bytescope_inspect::{Limit, Span};

/// Fewer items than this are read one by one.
const SMALL: u64 = 64;

impl Machine<'_> {
    /// Reads a field into its slot.
    pub(super) fn field(&mut self, id: ObjId, field: &Field, slot: usize, io: IoId) -> Res<()> {
        let place = Place { object: id, slot, index: None };
        if let Some(condition) = &field.condition {
            match self.test(condition, &Env::of(id)) {
                Ok(true) => {}
                Ok(false) => {
                    self.set(id, slot, Cell { val: Val::Null, ..Cell::default() });
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
                    self.put_right(place);
                }
            }
            return Ok(());
        }
        self.list(place, field, io)
    }

    /// Reads a value once; where that fails, what was read of it is kept.
    fn once(&mut self, place: Place, field: &Field, io: IoId, index: u64) -> Res<Cell> {
        let mark = self.mark(io);
        let env = Env { this: place.object, item: None, index };
        let read = self.element(&env, field, &field.kind, io, place);
        let checked = read.and_then(|val| match &field.valid {
            None => Ok(val),
            Some(rule) => {
                if place.index.is_none() {
                    // Rules may name the field itself, and instances that do.
                    let cell = Cell { val: val.clone(), span: self.since(io, mark) };
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
            Ok(val) => Ok(Cell { val, span: self.since(io, mark) }),
            Err(stop) => Err(self.fail(place, io, mark, stop)),
        }
    }

    /// Records a fault at its field, with what was read of the value.
    pub(super) fn fail(
        &mut self,
        place: Place,
        io: IoId,
        mark: Stream,
        mut stop: Box<Stop>,
    ) -> Box<Stop> {
        let val = stop.partial.take().unwrap_or(Val::Failed);
        let cell = Cell { val, span: self.since(io, mark) };
        match place.index {
            None => self.set(place.object, place.slot, cell),
            Some(_) => self.append(place, cell),
        }
        if stop.placed { stop } else { self.record(place, mark, stop) }
    }

    /// Records a fault at its field; without an offset of its own it stands where the field begins.
    fn record(&mut self, place: Place, mark: Stream, stop: Box<Stop>) -> Box<Stop> {
        let mut stop = stop.at(mark.start.saturating_add(mark.pos()));
        stop.placed = true;
        self.faults.insert(place, stop.fault.clone());
        stop
    }

    /// Adds an item to the list of a field.
    fn append(&mut self, place: Place, cell: Cell) {
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

    fn list(&mut self, place: Place, field: &Field, io: IoId) -> Res<()> {
        let mark = self.mark(io);
        let env = Env::of(place.object);
        let times = match &field.repeat {
            Repeat::Times(times) => match self.length_to_be(times, &env, "the number of items") {
                Ok(times) => Some(times),
                Err(stop) => return Err(self.fail(place, io, mark, stop)),
            },
            _ => None,
        };
        self.count(1)?;
        if !self.is_watched(place)
            && let Some((count, stride)) = self.as_table(field, io, times)
        {
            return self.read_table(place, field, io, (count, stride), times);
        }
        let array = self.new_array(Vec::new());
        let list = Cell { val: Val::Arr(array), span: self.since(io, mark) };
        self.set(place.object, place.slot, list);
        let result = self.items(place, field, io, times);
        let span = self.since(io, mark);
        self.set(place.object, place.slot, Cell { val: Val::Arr(array), span });
        result
    }

    fn items(&mut self, place: Place, field: &Field, io: IoId, times: Option<u64>) -> Res<()> {
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
                    self.goes_on(io, place, index)
                }
                Repeat::ToEnd => before.bits < before.size().saturating_mul(8),
                _ => true,
            };
            if !more {
                return Ok(());
            }
            let level = watched.then(|| self.level());
            self.count(1)?;
            let item = Place { index: Some(index), ..place };
            let aim = self.aim(place, &field.repeat, index);
            let cell = self.once(item, field, io, index)?;
            self.aimed(aim);
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
                // What expressions may look back at is kept.
                self.hand_out(&cell, index, (!field.named).then_some(level))?;
            }
            if done {
                return Ok(());
            }
            idle = if self.io(io).bits == before.bits { idle.saturating_add(1) } else { 0 };
            if idle > self.limits.idle && !matches!(field.repeat, Repeat::Times(_)) {
                let most = self.limits.idle;
                let message = format!("more than {most} items that take no bytes");
                return Err(self.record(place, before, Stop::limit(Limit::Idle, message)));
            }
            index = index.saturating_add(1);
        }
    }

    /// The number and size of the items, when they can be left unread.
    fn as_table(&self, field: &Field, io: IoId, times: Option<u64>) -> Option<(u64, u64)> {
        if field.valid.is_some()
            || self.draft.is_some()
            || self.io(io).trimmed
            || self.io(io).open
            || !matches!(field.kind, Kind::Int { .. } | Kind::Float { .. } | Kind::Object { .. })
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
        (count >= SMALL).then_some((count, stride))
    }

    fn read_table(
        &mut self,
        place: Place,
        field: &Field,
        io: IoId,
        (count, stride): (u64, u64),
        times: Option<u64>,
    ) -> Res<()> {
        self.align(io);
        let start = self.take(io, count.saturating_mul(stride))?;
        let end = start.saturating_add(count.saturating_mul(stride));
        let span = Span::bytes(self.io(io).buffer, start, end);
        let id = TableId(u32::try_from(self.tables.len()).unwrap_or(u32::MAX));
        self.tables.push(TableData { place, span, stride, count, rest: None });
        self.set(place.object, place.slot, Cell { val: Val::Table(id), span });
        let short = match times {
            Some(times) => count < times,
            None => self.io(io).left() > 0,
        };
        if short {
            // The record that is cut short shows its fields and the fault.
            let item = Place { index: Some(count), ..place };
            let cell = self.once(item, field, io, count)?;
            self.append(item, cell);
        }
        Ok(())
    }

    /// An item of a table, read now.
    pub(crate) fn row(&mut self, id: TableId, index: u64) -> Res<Val> {
        let Some(table) = self.table(id).cloned() else { return Err(Stop::rule("no such table")) };
        let Some(field) = self.field_at(table.place) else {
            return Err(Stop::rule("no such field"));
        };
        self.step(0)?;
        let streams = self.streams.len();
        let start = index.saturating_mul(table.stride).saturating_add(table.span.start());
        let io = self.stream(table.span.buffer, start, start.saturating_add(table.stride));
        let env = Env { this: table.place.object, item: None, index };
        let place = Place { index: Some(index), ..table.place };
        let item = self.element(&env, field, &field.kind, io, place)?;
        if !matches!(item, Val::Obj(_)) {
            // A number does not know its stream.
            self.streams.truncate(streams);
        }
        Ok(item)
    }

    /// An item of the list that `slot` of `class` is, read by itself from `start..end`.
    pub(crate) fn alone(
        &mut self,
        class: crate::model::TypeId,
        slot: usize,
        start: u64,
        end: u64,
    ) -> Res<(Cell, Place)> {
        let io = self.stream(bytescope_inspect::BufferId::SOURCE, start, end);
        let owner = self.bare(class, io)?;
        let place = Place { object: owner, slot, index: Some(0) };
        let Some(field) = self.field_at(place) else { return Err(Stop::rule("no such field")) };
        let env = Env::of(owner);
        let mark = self.mark(io);
        let val = self.element(&env, field, &field.kind, io, place)?;
        Ok((Cell { val, span: self.since(io, mark) }, place))
    }

    /// The value of an expression of an object.
    pub(crate) fn value_of(&mut self, ex: &crate::ir::Ex, this: ObjId) -> Res<Val> {
        self.eval(ex, &Env::of(this))
    }

    /// Whether a field was read and nothing is wrong with it.
    pub(crate) fn is_good(&self, id: ObjId, slot: usize) -> bool {
        let place = Place { object: id, slot, index: None };
        let read = self.cell(id, slot).is_some_and(|c| !matches!(c.val, Val::Unset | Val::Failed));
        read && !self.faults.contains_key(&place)
    }
}
