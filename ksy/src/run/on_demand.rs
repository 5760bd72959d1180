//! Long lists: each item is read once to find its end and its faults, then discarded. A sparse index
//! of offsets allows reading any item again.

use super::stream::Stream;
use super::watch::Level;
use super::{FieldRef, Halt, Machine, Res, StoredValue, TableData, TableItems};
use crate::ir::{Ex, FieldDef, Repeat};
use crate::value::{IoId, ObjId, TableId, Val};
use crate::walk::{Walker, WalkerBuilder};
use bytescope_inspect::{BufferId, RowMarks, Span, SparseIndex};
use std::ops::Range;
use std::sync::Arc;

/// Maximum number of invalid items that are kept.
const MAX_KEPT: usize = 1000;
/// Number of bytes of a list after which progress is reported.
const PROGRESS_BYTES: u64 = 4 << 20;
/// Maximum number of byte ranges outside the list that its items cover.
const MAX_COVERS: usize = 1 << 18;

/// Sparse index of the items of a list.
#[derive(Clone, Debug)]
pub(crate) struct ListIndex {
    /// Stream that contains the list.
    stream: Stream,
    /// Positions of items in the stream, in bits.
    marks: SparseIndex,
    /// Bit order at the start of all items but the first.
    is_little: bool,
    /// Position after the last item, in bits.
    pub(super) end: u64,
    /// True if the list ended with a fault.
    pub(super) failed: bool,
    /// Byte ranges outside the list that instances of the items cover, sorted.
    covers: Vec<(u64, u64)>,
}

impl ListIndex {
    fn new(stream: Stream) -> Self {
        Self {
            stream,
            marks: SparseIndex::default(),
            is_little: false,
            end: 0,
            failed: false,
            covers: Vec::new(),
        }
    }

    /// Adds an item, which starts at the position of `at`. Items are added in order.
    pub(super) fn mark(&mut self, index: u64, at: Stream) {
        self.marks.mark(index, at.bits);
        if index > 0 {
            self.is_little = at.little;
        }
    }

    /// Adds a byte range outside the list.
    pub(super) fn cover(&mut self, start: u64, end: u64) {
        if let Some(last) = self.covers.last_mut().filter(|last| (last.0..=last.1).contains(&start))
        {
            last.1 = last.1.max(end);
        } else if self.covers.len() < MAX_COVERS {
            self.covers.push((start, end));
        }
    }

    /// Returns the last marked item up to `index`.
    fn before(&self, index: u64) -> Option<ItemPosition> {
        let (index, bits) = self.marks.before(index)?;
        Some(ItemPosition { index, bits })
    }

    /// Returns the locations in the form used by trees.
    pub(crate) fn row_marks(&self) -> RowMarks {
        let starts = self.marks.map(|bits| self.stream.start.saturating_add(bits / 8));
        RowMarks { starts, covers: self.covers.clone() }
    }
}

/// Reason why a walk over items ends.
enum WalkEnd {
    /// `repeat-until` holds for the last item.
    Last,
    /// Progress is to be reported.
    Pause,
    /// The next item must be read, if there is one.
    Unknown,
}

/// Values outside a list that a walk may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outside {
    /// Those that are known.
    Known,
    /// All values, which are evaluated if necessary.
    Evaluated,
}

/// Returns the number of bytes between two positions of a stream.
pub(super) fn bytes_between(before: Stream, after: Stream) -> u64 {
    after.bits.saturating_sub(before.bits).div_ceil(8)
}

/// Reading of a list whose items may have to be discarded.
pub(super) struct ListScan {
    pub(super) index: ListIndex,
    /// State before the first item.
    level: Level,
}

/// Position of an item.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ItemPosition {
    pub(crate) index: u64,
    /// Position in the stream, in bits.
    bits: u64,
}

/// State of a machine before an item is read.
#[derive(Clone, Copy)]
pub(crate) struct ItemCheckpoint {
    pub(super) level: Level,
    pub(super) escaped: usize,
}

/// Position in a list whose items are read again.
pub(crate) struct ListCursor {
    field_ref: FieldRef,
    pub(super) io: IoId,
    pub(super) next: u64,
}

impl Stream {
    /// Walks over at most `max` items that start before the offset `pause`, up to one that must be
    /// read. Calls `each` with the position of each item in bits. Returns true if `repeat-until`
    /// holds for the last one.
    pub(super) fn walk(
        &mut self,
        walker: &Walker,
        source: &[u8],
        pause: u64,
        max: u64,
        mut each: impl FnMut(u64),
    ) -> bool {
        let offset = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        let (mut at, end) = (offset(self.at()), offset(self.end).min(source.len()));
        let (mut registers, mut left) = (Vec::new(), max);
        while at < end.min(offset(pause)) && left > 0 {
            let Some((next, is_last)) = walker.walk(source, at, end, &mut registers) else { break };
            // Items without bytes are counted by the machine.
            if next == at {
                break;
            }
            let position = |at: usize| (at as u64).saturating_sub(self.start).saturating_mul(8);
            each(position(at));
            (at, left) = (next, left.saturating_sub(1));
            self.bits = position(at);
            if is_last {
                return true;
            }
        }
        false
    }
}

impl Machine<'_> {
    /// Returns the initial state of a list that may be long; `None` if its items must be kept.
    pub(super) fn scan_of(&self, field: &FieldDef, io: IoId, watched: bool) -> Option<ListScan> {
        let stream = self.io(io);
        let allowed = self.discards
            && field.on_demand
            && !watched
            && stream.buffer == BufferId::SOURCE
            && !stream.trimmed
            && !stream.open;
        allowed.then(|| ListScan { index: ListIndex::new(stream), level: self.level() })
    }

    /// True if further items of a list are discarded, because of the number of values before them.
    pub(super) fn is_long(&self, scan: &ListScan) -> bool {
        let values = self.used.values().saturating_sub(scan.level.used.values());
        values > self.limits.held
    }

    /// Reads the items of a long list from item `index` on, and discards those without faults.
    pub(super) fn scan_items(
        &mut self,
        scan: ListScan,
        field_ref: FieldRef,
        field: &FieldDef,
        io: IoId,
        times: Option<u64>,
        mut index: u64,
    ) -> Res<()> {
        let id = self.replace_by_table(scan, field_ref, index)?;
        let evaluates = self.evaluates && field.has_instances;
        let mut build = |proofs| {
            WalkerBuilder::new(self, field_ref.object, proofs, Outside::Known).build(field)
        };
        let proof = build(evaluates);
        let is_proven = proof.is_some();
        let walker = proof.or_else(|| if evaluates { build(false) } else { None });
        if evaluates {
            self.add_unproven(id, 0..if is_proven { index } else { u64::MAX });
        }
        let mut idle = 0;
        loop {
            if let Some(walker) = &walker {
                match self.walk_items(walker, id, io, times, &mut index) {
                    WalkEnd::Last => break,
                    WalkEnd::Pause => {
                        self.report_progress(self.io(io));
                        continue;
                    }
                    WalkEnd::Unknown => {}
                }
            }
            if !self.has_item(field_ref, field, io, times, index)? {
                break;
            }
            let before = self.mark(io);
            self.report_progress(before);
            self.edit_index(id, |list| list.mark(index, before));
            let checkpoint = self.checkpoint();
            self.count(1)?;
            let item = FieldRef { index: Some(index), ..field_ref };
            let cell = self.read_value(item, field, io, index)?;
            index = index.saturating_add(1);
            if let Some(table) = self.tables.get_mut(id.0 as usize) {
                table.count = index;
            }
            let done = match field.repeat {
                Repeat::Until(_) => self.is_last_item(field, item, &cell.val, before)?,
                _ => false,
            };
            if evaluates {
                self.add_unproven(id, index.saturating_sub(1)..index);
            }
            self.pass_or_keep(id, item, cell, checkpoint, bytes_between(before, self.io(io)));
            if done {
                break;
            }
            self.count_idle(&mut idle, field_ref, field, io, before)?;
        }
        Ok(())
    }

    /// Reports the progress in a long list.
    pub(super) fn report_progress(&mut self, at: Stream) {
        if at.at() >= self.next_progress {
            self.next_progress = at.at().saturating_add(PROGRESS_BYTES);
            if let Some(progress) = &mut self.progress {
                progress(at.at());
            }
        }
    }

    /// Walks over items up to one that must be read.
    fn walk_items(
        &mut self,
        walker: &Walker,
        id: TableId,
        io: IoId,
        times: Option<u64>,
        index: &mut u64,
    ) -> WalkEnd {
        let list =
            self.tables.get_mut(id.0 as usize).map(|table| (&mut table.items, &mut table.count));
        let (Some((TableItems::Variable(list), count)), Some(stream)) =
            (list, self.streams.get_mut(io.0 as usize))
        else {
            return WalkEnd::Unknown;
        };
        let (list, before) = (Arc::make_mut(list), *stream);
        // Progress is reported between calls.
        let pause = before.at().saturating_add(PROGRESS_BYTES);
        let max = times.map_or(u64::MAX, |times| times.saturating_sub(*index));
        let is_last = stream.walk(walker, self.source, pause, max, |bits| {
            list.mark(*index, Stream { bits, ..before });
            *index = index.saturating_add(1);
        });
        *count = *index;
        match is_last {
            true => WalkEnd::Last,
            false if stream.at() >= pause && stream.left() > 0 => WalkEnd::Pause,
            false => WalkEnd::Unknown,
        }
    }

    /// Replaces the array of a list by a table of its first `count` items.
    fn replace_by_table(
        &mut self,
        scan: ListScan,
        field_ref: FieldRef,
        count: u64,
    ) -> Res<TableId> {
        let list = self.cell(field_ref.object, field_ref.slot).map(|c| &c.val);
        let Some(&Val::Arr(array)) = list else { return Err(Halt::rule("no such list")) };
        let items = self.arrays.get_mut(array.0 as usize).map(std::mem::take).unwrap_or_default();
        let id = TableId(u32::try_from(self.tables.len()).unwrap_or(u32::MAX));
        // The span of the list is set at its end.
        let span = Span::default();
        let listed = TableItems::Variable(Arc::new(scan.index));
        self.tables.push(TableData { count, items: listed, ..TableData::new(field_ref, span) });
        let list = StoredValue { val: Val::Table(id), span };
        self.set(field_ref.object, field_ref.slot, list);
        for (index, cell) in (0..).zip(items) {
            let item = FieldRef { index: Some(index), ..field_ref };
            if self.faults.len() > scan.level.faults && self.has_fault_in(item) {
                self.keep_item(id, item, cell);
            }
        }
        Ok(id)
    }

    /// Keeps an item of `bytes` bytes if it has a fault; discards any other.
    pub(super) fn pass_or_keep(
        &mut self,
        id: TableId,
        item: FieldRef,
        cell: StoredValue,
        checkpoint: ItemCheckpoint,
        bytes: u64,
    ) {
        let ItemCheckpoint { level, escaped } = checkpoint;
        // An object outside the item may refer to a value in it.
        let is_used = self.escaped < level.objects;
        self.escaped = self.escaped.min(escaped);
        let is_open =
            |sums: &Vec<FieldRef>| sums.iter().any(|at| (at.object.0 as usize) >= level.objects);
        if self.faults.len() > level.faults || self.pending_sums.values().any(is_open) {
            if self.keep_item(id, item, cell) {
                return;
            }
            self.faults.retain(|at, _| (at.object.0 as usize) < level.objects && *at != item);
        }
        if is_used {
            return;
        }
        let used = self.used;
        self.discard_since(level);
        self.used = used;
        self.restore_used(level.used, bytes);
    }

    /// Keeps an invalid item, or counts it if too many are kept. Returns true if it is kept.
    pub(super) fn keep_item(&mut self, id: TableId, item: FieldRef, cell: StoredValue) -> bool {
        let has_space = self.used.values() < self.limits.nodes / 2;
        let Some(table) = self.tables.get_mut(id.0 as usize) else { return false };
        if !has_space || table.kept.len() >= MAX_KEPT {
            table.unlisted = table.unlisted.saturating_add(1);
            return false;
        }
        let index = item.index.unwrap_or(0);
        let at = table.kept.partition_point(|(known, _)| *known < index);
        table.kept.insert(at, (index, cell));
        true
    }

    /// True if a fault is recorded in an item.
    fn has_fault_in(&self, item: FieldRef) -> bool {
        self.faults.keys().any(|at| self.containing(*at).any(|at| at == item))
    }

    /// Changes the index of a table.
    pub(super) fn edit_index(&mut self, id: TableId, edit: impl FnOnce(&mut ListIndex)) {
        if let Some(TableItems::Variable(index)) =
            self.tables.get_mut(id.0 as usize).map(|table| &mut table.items)
        {
            edit(Arc::make_mut(index));
        }
    }

    /// Adds items whose instances are to be evaluated. They are added in order.
    fn add_unproven(&mut self, id: TableId, items: Range<u64>) {
        let Some(table) = self.tables.get_mut(id.0 as usize) else { return };
        match table.unproven.last_mut() {
            Some(last) if last.end >= items.start || table.kept.len() >= MAX_KEPT => {
                last.end = last.end.max(items.end);
            }
            _ => table.unproven.push(items),
        }
    }

    /// Reads an item of a table of items of variable size.
    pub(super) fn list_item(&mut self, id: TableId, index: u64) -> Res<StoredValue> {
        let mut cursor = self.open_list(id, index, None)?;
        self.next_item(&mut cursor).map(|(_, cell)| cell)
    }

    /// Returns a cursor before an item. `known` is an item whose position is known.
    pub(crate) fn open_list(
        &mut self,
        id: TableId,
        index: u64,
        known: Option<ItemPosition>,
    ) -> Res<ListCursor> {
        let found = self.table(id).and_then(|table| match &table.items {
            TableItems::Variable(list) => {
                let marked = list.before(index)?;
                Some((table.field_ref, list.stream, list.is_little, marked))
            }
            TableItems::Fixed(_) => None,
        });
        let Some((field_ref, stream, is_little, marked)) = found else {
            return Err(Halt::rule("no such item"));
        };
        let is_closer = |at: &ItemPosition| (marked.index..=index).contains(&at.index);
        let ItemPosition { index: next, bits } = known.filter(is_closer).unwrap_or(marked);
        let io = IoId(u32::try_from(self.streams.len()).unwrap_or(u32::MAX));
        let little = if next == 0 { stream.little } else { is_little };
        self.streams.push(Stream { bits, little, ..stream });
        let mut cursor = ListCursor { field_ref, io, next };
        while cursor.next < index {
            let checkpoint = self.checkpoint();
            self.next_item(&mut cursor)?;
            self.forget(checkpoint);
        }
        Ok(cursor)
    }

    /// Reads the next item of a list again.
    pub(crate) fn next_item(&mut self, cursor: &mut ListCursor) -> Res<(FieldRef, StoredValue)> {
        let ListCursor { field_ref, io, next } = *cursor;
        let item = FieldRef { index: Some(next), ..field_ref };
        let Some(field) = self.field_at(field_ref) else { return Err(Halt::rule("no such field")) };
        self.count(1)?;
        let cell = self.read_value(item, field, io, next)?;
        cursor.next = next.saturating_add(1);
        Ok((item, cell))
    }

    /// Returns the position of the next item.
    pub(crate) fn position(&self, cursor: &ListCursor) -> ItemPosition {
        ItemPosition { index: cursor.next, bits: self.io(cursor.io).bits }
    }

    /// Returns the value of an expression; `None` if it depends on a field with a fault.
    ///
    /// While the file is being read, only instances that have been evaluated have a value, because
    /// others may depend on later fields.
    pub(crate) fn valid_value(&mut self, ex: &Ex, this: ObjId, from: Outside) -> Option<Val> {
        let outer = std::mem::take(&mut self.tainted);
        let known_only = std::mem::replace(&mut self.known_only, from == Outside::Known);
        let val = self.value_of(ex, this);
        self.known_only = known_only;
        let is_tainted = std::mem::replace(&mut self.tainted, outer);
        val.ok().filter(|_| !is_tainted)
    }

    /// Discards everything read since a level, including faults.
    pub(crate) fn forget(&mut self, checkpoint: ItemCheckpoint) {
        let ItemCheckpoint { level, escaped } = checkpoint;
        if self.faults.len() > level.faults {
            self.faults.retain(|at, _| (at.object.0 as usize) < level.objects);
        }
        if self.escaped >= level.objects {
            self.discard_since(level);
        }
        self.escaped = self.escaped.min(escaped);
    }

    /// Returns the state before an item, to discard the item.
    pub(crate) fn checkpoint(&mut self) -> ItemCheckpoint {
        let escaped = std::mem::replace(&mut self.escaped, usize::MAX);
        ItemCheckpoint { level: self.level(), escaped }
    }

    /// Returns the span of an item of a table.
    pub(super) fn row_span(&mut self, id: TableId, index: u64) -> Res<Span> {
        let Some(table) = self.table(id) else { return Err(Halt::rule("no such table")) };
        if let TableItems::Fixed(stride) = table.items {
            let start = table.span.start().saturating_add(index.saturating_mul(stride));
            return Ok(Span::bytes(table.span.buffer, start, start.saturating_add(stride)));
        }
        let checkpoint = self.checkpoint();
        let span = self.list_item(id, index)?.span;
        self.forget(checkpoint);
        Ok(span)
    }

    /// Returns the object with this id, if a limit was not reached.
    pub(super) fn root_object(&self) -> Option<ObjId> {
        (!self.objects.is_empty()).then_some(ObjId(0))
    }
}
