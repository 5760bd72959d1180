//! Reading of one field: condition, repetition and faults.

use super::halt::Cause;
use super::stream::Stream;
use super::{Env, FieldRef, Halt, Machine, Res, StoredValue, TableData, TableItems};
use crate::compile::{kind_size, kind_uses_position};
use crate::ir::{Ex, FieldDef, Repeat};
use crate::value::{ArrId, IoId, ObjId, TableId, Val};
use bytescope_inspect::{Fact, Fault, FaultKind, Limit, Span};

/// Minimum number of items of a table; shorter lists are read item by item.
const MIN_TABLE_ITEMS: u64 = 64;

/// Fixed-size items that are read on demand.
#[derive(Clone, Copy)]
pub(super) struct FixedItems {
    count: u64,
    /// Size of an item in bytes.
    stride: u64,
}

impl FixedItems {
    /// Returns the items in this number of bytes.
    pub(super) fn in_bytes(len: usize, stride: usize) -> Self {
        let count = len.checked_div(stride).unwrap_or(0);
        Self { count: count as u64, stride: stride as u64 }
    }
}

impl Machine<'_> {
    /// Reads a field into its slot.
    pub(super) fn field(&mut self, id: ObjId, field: &FieldDef, slot: usize, io: IoId) -> Res<()> {
        if let Some(cell) = self.plain_number(field, io)? {
            self.set(id, slot, cell);
            return Ok(());
        }
        let field_ref = FieldRef { object: id, slot, index: None };
        if let Some(condition) = &field.condition {
            let decided = if self.is_writing() {
                self.decide(condition, field_ref)
            } else {
                self.test(condition, &Env::of(id))
            };
            match decided {
                Ok(true) => {}
                Ok(false) => {
                    // An absent field has an empty span, where a checksum range may start or end.
                    let span = self.since(io, self.mark(io));
                    self.set(id, slot, StoredValue { val: Val::Null, span });
                    return Ok(());
                }
                Err(halt) => return Err(self.fail(field_ref, io, self.mark(io), halt)),
            }
        }
        if matches!(field.repeat, Repeat::Once) {
            self.count(1)?;
            let sampling = self.writes() && !self.is_writing();
            if let (Some(rule), true) = (&field.content, sampling) {
                self.make_content(field_ref, rule, io)?;
            }
            let cell = self.read_value(field_ref, field, io, 0)?;
            self.set(id, slot, cell);
            if let (Some(rule), false) = (&field.content, self.is_writing()) {
                self.verify_content(field_ref, rule)?;
            }
            if let Some(rule) = &field.checksum {
                self.schedule_checksum(field_ref, rule)?;
            }
            return Ok(());
        }
        self.list(field_ref, field, io)
    }

    /// Reads a field or item. On failure, stores the part of the value that was read.
    pub(super) fn read_value(
        &mut self,
        field_ref: FieldRef,
        field: &FieldDef,
        io: IoId,
        index: u64,
    ) -> Res<StoredValue> {
        let mark = self.mark(io);
        let env = Env { this: field_ref.object, item: None, index };
        let read = self.element(&env, field, &field.kind, io, field_ref);
        if self.is_writing() {
            // Rules are verified when the file is read back.
            let cell = read.map(|val| StoredValue { val, span: self.since(io, mark) });
            return cell.map_err(|halt| self.fail(field_ref, io, mark, halt));
        }
        let checked = read.and_then(|val| match &field.valid {
            None => Ok(val),
            Some(rule) => {
                if field_ref.index.is_none() {
                    // A rule may refer to the field itself, directly or through an instance.
                    let cell = StoredValue { val: val.clone(), span: self.since(io, mark) };
                    self.set(field_ref.object, field_ref.slot, cell);
                }
                match self.valid(rule, &val, &env) {
                    Ok(()) => Ok(val),
                    Err(mut halt) => {
                        halt.partial = Some(val);
                        Err(halt)
                    }
                }
            }
        });
        let checked = checked.and_then(|val| {
            let cell = StoredValue { val, span: self.since(io, mark) };
            if let Some(rule) = &field.check {
                if field_ref.index.is_none() {
                    self.set(field_ref.object, field_ref.slot, cell.clone());
                }
                self.check(field_ref, rule, &cell.val, &env, cell.span.start())?;
            }
            Ok(cell)
        });
        checked.map_err(|halt| self.fail(field_ref, io, mark, halt))
    }

    /// Records a fault at its field and stores the part of the value that was read.
    pub(super) fn fail(
        &mut self,
        field_ref: FieldRef,
        io: IoId,
        mark: Stream,
        mut halt: Box<Halt>,
    ) -> Box<Halt> {
        let val = halt.partial.take().unwrap_or(Val::Failed);
        let cell = StoredValue { val, span: self.since(io, mark) };
        match field_ref.index {
            None => self.set(field_ref.object, field_ref.slot, cell),
            Some(_) => self.append(field_ref, cell),
        }
        // Faults of a file under construction must be recorded to be repaired.
        let is_consequence = halt.cause == Some(Cause::Field) && !self.writes();
        if halt.recorded || is_consequence { halt } else { self.record(field_ref, mark, halt) }
    }

    /// Records a fault at its field. A fault without an offset gets the offset of the field.
    fn record(&mut self, field_ref: FieldRef, mark: Stream, halt: Box<Halt>) -> Box<Halt> {
        let mut halt = halt.at(mark.start.saturating_add(mark.pos()));
        (halt.recorded, halt.cause) = (true, None);
        self.set_notation(field_ref, &mut halt.fault);
        self.is_reported(&halt);
        self.faults.insert(field_ref, halt.fault.clone());
        halt
    }

    /// Sets the notation of the values of a fault to that of its field.
    pub(super) fn set_notation(&self, field_ref: FieldRef, fault: &mut Fault) {
        if let (Some(field), FaultKind::Rule) = (self.field_at(field_ref), fault.kind) {
            let meta = if field_ref.index.is_some() { &field.item } else { &field.meta };
            let in_notation = |fact: Option<Fact>| fact.map(|fact| fact.in_notation(meta));
            fault.expected = in_notation(fault.expected.take());
            fault.actual = in_notation(fault.actual.take());
        }
    }

    /// Appends an item to the list of a field.
    fn append(&mut self, field_ref: FieldRef, cell: StoredValue) {
        match self.cell(field_ref.object, field_ref.slot).map(|c| &c.val) {
            Some(Val::Arr(ArrId(array))) => {
                let array = *array as usize;
                if let Some(items) = self.arrays.get_mut(array) {
                    items.push(cell);
                }
            }
            Some(Val::Table(TableId(table))) => {
                let table = *table as usize;
                if let Some(table) = self.tables.get_mut(table) {
                    table.kept.push((field_ref.index.unwrap_or(0), cell));
                }
            }
            _ => {}
        }
    }

    fn list(&mut self, field_ref: FieldRef, field: &FieldDef, io: IoId) -> Res<()> {
        let mark = self.mark(io);
        let env = Env::of(field_ref.object);
        let times = match &field.repeat {
            _ if self.is_giving() => match self.give_count(field, field_ref) {
                Ok(times) => times,
                Err(halt) => return Err(self.fail(field_ref, io, mark, halt)),
            },
            Repeat::Times(times) => match self.item_count(times, &env) {
                Ok(times) => Some(times),
                Err(halt) => return Err(self.fail(field_ref, io, mark, halt)),
            },
            _ => None,
        };
        self.count(1)?;
        if self.is_giving()
            && let Some(result) = self.give_items(field, field_ref, io)
        {
            return result.map_err(|halt| self.fail(field_ref, io, mark, halt));
        }
        if !self.is_watched(field_ref)
            && let Some(items) = self.as_table(field, io, times)
        {
            return self.read_table(field_ref, field, io, items, times);
        }
        if let Some(result) = self.known_list(field_ref, io) {
            return result;
        }
        let array = self.new_array(Vec::new());
        let list = StoredValue { val: Val::Arr(array), span: self.since(io, mark) };
        self.set(field_ref.object, field_ref.slot, list);
        let result = self.items(field_ref, field, io, times);
        let span = self.since(io, mark);
        let val = self.cell(field_ref.object, field_ref.slot).map_or(Val::Null, |c| c.val.clone());
        if let Val::Table(id) = val
            && let Some(table) = self.tables.get_mut(id.0 as usize)
        {
            table.span = span;
            let end = self.io(io).bits;
            self.edit_index(id, |index| (index.end, index.failed) = (end, result.is_err()));
        }
        let table = if let Val::Table(id) = val { Some(id) } else { None };
        self.set(field_ref.object, field_ref.slot, StoredValue { val, span });
        if let Some(id) = table.filter(|_| self.is_complete) {
            self.verify_list(id);
        }
        result
    }

    /// Evaluates a number of items. A negative number counts as 0.
    fn item_count(&mut self, times: &Ex, env: &Env<'_>) -> Res<u64> {
        match self.adjusted_length(times, env, "item count") {
            Err(_) if self.int(times, env).is_ok_and(|n| n < 0) => Ok(0),
            other => other,
        }
    }

    fn items(
        &mut self,
        field_ref: FieldRef,
        field: &FieldDef,
        io: IoId,
        times: Option<u64>,
    ) -> Res<()> {
        let watched = self.is_watched(field_ref);
        let mut scan = self.scan_of(field, io, watched);
        let mut index = if watched { self.pass_run(field_ref, field, io, times)? } else { 0 };
        let mut idle = 0_u64;
        loop {
            let before = self.mark(io);
            if !self.has_item(field_ref, field, io, times, index)? {
                return Ok(());
            }
            if let Some(scan) = &mut scan {
                scan.index.mark(index, before);
            }
            let level = watched.then(|| self.level());
            self.count(1)?;
            let item = FieldRef { index: Some(index), ..field_ref };
            let goals = self.set_goals(field_ref, &field.repeat, index);
            let cell = self.read_value(item, field, io, index)?;
            self.reset_goals(goals);
            let last = matches!(field.repeat, Repeat::Until(_)).then(|| cell.val.clone());
            let watched_item = level.map(|level| (level, cell.clone()));
            if watched_item.is_none() || field.referenced {
                self.append(item, cell);
            }
            let done = match last {
                Some(last) if self.is_giving() => match &field.repeat {
                    Repeat::Until(until) => self.ends_list(until, item, &last, times),
                    _ => false,
                },
                Some(last) => self.is_last_item(field, item, &last, before)?,
                None => false,
            };
            if let Some((level, cell)) = watched_item {
                // Items that expressions may refer to are kept.
                self.pass_item(&cell, item, (!field.referenced).then_some(level))?;
            }
            if done {
                return Ok(());
            }
            self.count_idle(&mut idle, field_ref, field, io, before)?;
            index = index.saturating_add(1);
            if let Some(scan) = scan.take_if(|scan| self.is_long(scan)) {
                return self.scan_items(scan, field_ref, field, io, times, index);
            }
        }
    }

    /// True if a list has an item with this index.
    pub(super) fn has_item(
        &mut self,
        field_ref: FieldRef,
        field: &FieldDef,
        io: IoId,
        times: Option<u64>,
        index: u64,
    ) -> Res<bool> {
        if self.is_giving() {
            return Ok(self.gives_item(field_ref, field, io, times, index));
        }
        let before = self.mark(io);
        if matches!(field.repeat, Repeat::ToEnd) {
            self.check_closed(before).map_err(|halt| self.record(field_ref, before, halt))?;
        }
        Ok(match &field.repeat {
            Repeat::Times(_) => times.is_some_and(|times| index < times),
            Repeat::ToEnd if self.writes() && self.is_growing(io) => {
                self.continues(io, field_ref, index)
            }
            Repeat::ToEnd => before.bits < before.size().saturating_mul(8),
            _ => true,
        })
    }

    /// True if `repeat-until` holds for an item that started at `before`.
    pub(super) fn is_last_item(
        &mut self,
        field: &FieldDef,
        item: FieldRef,
        last: &Val,
        before: Stream,
    ) -> Res<bool> {
        let Repeat::Until(until) = &field.repeat else { return Ok(false) };
        let index = item.index.unwrap_or(0);
        let env = Env { this: item.object, item: Some(last), index };
        self.test(until, &env).map_err(|halt| self.record(item, before, halt))
    }

    /// Counts consecutive items of size zero.
    pub(super) fn count_idle(
        &mut self,
        idle: &mut u64,
        field_ref: FieldRef,
        field: &FieldDef,
        io: IoId,
        before: Stream,
    ) -> Res<()> {
        *idle = if self.io(io).bits == before.bits { idle.saturating_add(1) } else { 0 };
        if *idle > self.limits.empty_items && !matches!(field.repeat, Repeat::Times(_)) {
            let max = self.limits.empty_items;
            return Err(self.record(field_ref, before, Halt::limit(Limit::EmptyItems, max)));
        }
        Ok(())
    }

    /// Returns the count and size of the items if they can be read on demand.
    fn as_table(&self, field: &FieldDef, io: IoId, times: Option<u64>) -> Option<FixedItems> {
        if field.has_rules()
            || self.writes()
            || self.io(io).trimmed
            || self.io(io).open
            || !field.kind.can_be_row()
            || kind_uses_position(&field.kind)
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
        (count >= MIN_TABLE_ITEMS).then_some(FixedItems { count, stride })
    }

    fn read_table(
        &mut self,
        field_ref: FieldRef,
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
        self.add_table(field_ref, span, items);
        let truncated = match times {
            Some(times) => count < times,
            None => self.io(io).left() > 0,
        };
        if truncated {
            // Reading the truncated item gives its fields and a fault.
            let item = FieldRef { index: Some(count), ..field_ref };
            let cell = self.read_value(item, field, io, count)?;
            self.append(item, cell);
        }
        Ok(())
    }

    /// Stores items that are read on demand.
    pub(super) fn add_table(&mut self, field_ref: FieldRef, span: Span, items: FixedItems) {
        let id = TableId(u32::try_from(self.tables.len()).unwrap_or(u32::MAX));
        let FixedItems { count, stride } = items;
        let items = TableItems::Fixed(stride);
        self.tables.push(TableData { count, items, ..TableData::new(field_ref, span) });
        self.set(field_ref.object, field_ref.slot, StoredValue { val: Val::Table(id), span });
    }

    /// Reads an item of a table.
    pub(crate) fn row(&mut self, id: TableId, index: u64) -> Res<Val> {
        let Some(table) = self.table(id) else { return Err(Halt::rule("no such table")) };
        let TableItems::Fixed(stride) = table.items else {
            return self.list_item(id, index).map(|cell| cell.val);
        };
        let TableData { field_ref, span, .. } = *table;
        let Some(field) = self.field_at(field_ref) else {
            return Err(Halt::rule("no such field"));
        };
        self.step(0)?;
        let streams = self.streams.len();
        let start = index.saturating_mul(stride).saturating_add(span.start());
        let io = self.stream(span.buffer, start, start.saturating_add(stride));
        let env = Env { this: field_ref.object, item: None, index };
        let field_ref = FieldRef { index: Some(index), ..field_ref };
        let item = if self.is_giving() {
            self.reading(io, |m| m.element(&env, field, &field.kind, io, field_ref))?
        } else {
            self.element(&env, field, &field.kind, io, field_ref)?
        };
        if !matches!(item, Val::Obj(_)) {
            // Only objects refer to their stream.
            self.streams.truncate(streams);
        }
        Ok(item)
    }

    /// Reads one item of a list from `start..end` of the input, without reading the rest of the
    /// list. The list is in `slot` of an object of type `class`.
    pub(crate) fn standalone_item(
        &mut self,
        class: crate::model::TypeId,
        slot: usize,
        start: u64,
        end: u64,
    ) -> Res<(StoredValue, FieldRef)> {
        let io = self.stream(bytescope_inspect::BufferId::SOURCE, start, end);
        let owner = self.unread_object(class, io)?;
        let field_ref = FieldRef { object: owner, slot, index: Some(0) };
        let Some(field) = self.field_at(field_ref) else { return Err(Halt::rule("no such field")) };
        let env = Env::of(owner);
        let mark = self.mark(io);
        let val = self.element(&env, field, &field.kind, io, field_ref)?;
        Ok((StoredValue { val, span: self.since(io, mark) }, field_ref))
    }

    /// Evaluates an expression in the context of an object.
    pub(crate) fn value_of(&mut self, ex: &crate::ir::Ex, this: ObjId) -> Res<Val> {
        self.eval(ex, &Env::of(this))
    }

    /// True if a field was read without a fault.
    pub(crate) fn is_valid(&self, id: ObjId, slot: usize) -> bool {
        let field_ref = FieldRef { object: id, slot, index: None };
        let read = self.cell(id, slot).is_some_and(|c| !matches!(c.val, Val::Unset | Val::Failed));
        read && !self.faults.contains_key(&field_ref)
    }
}
