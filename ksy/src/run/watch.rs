//! Streaming of one list: each item is passed to a callback when read, then discarded.

use super::item_run::{ItemExtent, ItemRun};
use super::{FieldRef, Halt, Machine, StoredValue};
use crate::model::TypeId;
use crate::value::Val;
use bytescope_inspect::{Fault, FaultKind};
use std::ops::ControlFlow;

/// An item that was read.
pub(crate) struct WatchedItem<'w> {
    pub(crate) val: &'w Val,
    pub(crate) index: u64,
    /// Offset in the buffer, in bytes.
    pub(crate) offset: u64,
    /// Path and fault of the first invalid field of the item.
    pub(crate) fault: Option<(String, Fault)>,
    /// Unread items from this item on, in place of one item.
    pub(crate) run: Option<&'w mut ItemRun>,
}

/// Callback that receives the items.
pub(crate) type Take<'d> = dyn FnMut(&mut Machine<'d>, WatchedItem<'_>) -> ControlFlow<()> + 'd;

/// A watched list and the callback for its items.
pub(crate) struct ListWatch<'d> {
    class: TypeId,
    slot: usize,
    pub(super) take: &'d mut Take<'d>,
    /// Extent of the items, if they can be passed unread.
    pub(super) extent: Option<ItemExtent>,
}

/// Numbers of objects, cells and other values of a machine, and its used resources, before an item
/// is read.
#[derive(Clone, Copy)]
pub(super) struct Level {
    pub(super) objects: usize,
    cells: usize,
    arrays: usize,
    pub(super) tables: usize,
    streams: usize,
    buffers: usize,
    pub(super) faults: usize,
    verified: usize,
    pub(super) used: super::budget::Used,
}

impl<'d> Machine<'d> {
    /// Passes the items of a list to `take` instead of keeping them. Items of an `extent` are passed
    /// unread.
    pub(crate) fn watch(
        &mut self,
        class: TypeId,
        slot: usize,
        extent: Option<ItemExtent>,
        take: &'d mut Take<'d>,
    ) {
        self.watch = Some(ListWatch { class, slot, take, extent });
    }

    /// True if `field_ref` is the watched list.
    pub(super) fn is_watched(&self, field_ref: FieldRef) -> bool {
        self.watch.as_ref().is_some_and(|w| {
            w.slot == field_ref.slot && self.object_ref(field_ref.object).class == w.class
        })
    }

    /// Returns the current level.
    pub(super) fn level(&self) -> Level {
        Level {
            objects: self.objects.len(),
            cells: self.cells.len(),
            arrays: self.arrays.len(),
            tables: self.tables.len(),
            streams: self.streams.len(),
            buffers: self.buffers.len(),
            faults: self.faults.len(),
            verified: self.verified.len(),
            used: self.used,
        }
    }

    /// Passes an item to the callback; if a level is given, then discards everything read since.
    pub(super) fn pass_item(
        &mut self,
        cell: &StoredValue,
        item: FieldRef,
        level: Option<Level>,
    ) -> Result<(), Box<Halt>> {
        let fault = self.take_item_fault(item);
        let Some(watch) = self.watch.take() else { return Ok(()) };
        let index = item.index.unwrap_or(0);
        let item =
            WatchedItem { val: &cell.val, index, offset: cell.span.start(), fault, run: None };
        let flow = (watch.take)(self, item);
        self.watch = Some(watch);
        self.discard_faults();
        if let Some(level) = level {
            self.discard_since(level);
        }
        match flow {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Halt::stopped()),
        }
    }

    /// Discards everything read since a level, except the first fault.
    pub(super) fn discard(&mut self, level: Level) {
        self.discard_faults();
        self.discard_since(level);
    }

    /// Removes the faults in an item, and returns the first one with its path.
    pub(super) fn take_item_fault(&mut self, item: FieldRef) -> Option<(String, Fault)> {
        if self.faults.is_empty() {
            return None;
        }
        let within = |at: &FieldRef| self.containing(*at).any(|at| at == item);
        let invalid = |kind| !matches!(kind, FaultKind::Unverified | FaultKind::Limit(_));
        let faults = self.faults.iter().filter(|(at, fault)| invalid(fault.kind) && within(at));
        let order = |(at, fault): &(&FieldRef, &Fault)| (fault.offset, at.object.0, at.slot);
        let found = faults.min_by_key(order).map(|(at, fault)| (self.path(*at), fault.clone()));
        if found.is_some() {
            let all: Vec<FieldRef> = self.faults.keys().copied().filter(within).collect();
            all.iter().for_each(|at| drop(self.faults.remove(at)));
        }
        found
    }

    /// Discards all faults except the first one.
    fn discard_faults(&mut self) {
        if self.first_fault.is_none() && !self.faults.is_empty() {
            self.first_fault = self.faults.values().min_by_key(|fault| fault.offset).cloned();
        }
        self.faults.clear();
    }

    /// Discards everything read since a level.
    pub(super) fn discard_since(&mut self, level: Level) {
        if self.verified.len() > level.verified {
            self.verified.retain(|at, _| (at.object.0 as usize) < level.objects);
        }
        if !self.invalid_instances.is_empty() {
            self.invalid_instances.retain(|(id, _), _| (id.0 as usize) < level.objects);
        }
        if !self.pending_sums.is_empty() {
            let kept = |field_ref: &FieldRef| (field_ref.object.0 as usize) < level.objects;
            self.pending_sums.retain(|_, sums| {
                sums.retain(kept);
                !sums.is_empty()
            });
        }
        self.objects.truncate(level.objects);
        self.cells.truncate(level.cells);
        self.arrays.truncate(level.arrays);
        self.tables.truncate(level.tables);
        self.streams.truncate(level.streams);
        self.buffers.truncate(level.buffers);
        self.used = level.used;
    }

    /// Returns the first fault that did not stop reading.
    pub(crate) fn first_fault(&self) -> Option<Fault> {
        let rest = self.faults.values().min_by_key(|fault| fault.offset);
        self.first_fault.clone().or_else(|| rest.cloned())
    }
}

impl Halt {
    /// Creates the error that stops reading when the callback returns `Break`.
    pub(super) fn stopped() -> Box<Self> {
        let mut halt = Halt::new(FaultKind::Io, "stopped by the callback");
        halt.recorded = true;
        halt
    }

    /// True if the callback stopped reading.
    pub(crate) fn is_stopped(&self) -> bool {
        self.fault.kind == FaultKind::Io
    }
}
