//! Items of one list, handed out when they are read and then forgotten.

use super::{Cell, Machine, Place, Stop};
use crate::model::TypeId;
use crate::value::Val;
use bytescope_inspect::{Fault, FaultKind};
use std::ops::ControlFlow;

/// An item that was read.
pub(crate) struct Watched<'w> {
    pub(crate) val: &'w Val,
    pub(crate) index: u64,
    /// Where it stands in its buffer.
    pub(crate) offset: u64,
}

/// Who takes items.
pub(crate) type Take<'d> = dyn FnMut(&mut Machine<'d>, Watched<'_>) -> ControlFlow<()> + 'd;

/// The list that is watched, and who takes its items.
pub(crate) struct Watch<'d> {
    class: TypeId,
    slot: usize,
    take: &'d mut Take<'d>,
}

/// How much of a machine there was before an item.
#[derive(Clone, Copy)]
pub(super) struct Level {
    objects: usize,
    cells: usize,
    arrays: usize,
    tables: usize,
    streams: usize,
    buffers: usize,
    used: super::budget::Used,
}

impl<'d> Machine<'d> {
    /// Hands the items of a list to `take`, and keeps none.
    pub(crate) fn watch(&mut self, class: TypeId, slot: usize, take: &'d mut Take<'d>) {
        self.watch = Some(Watch { class, slot, take });
    }

    /// Whether the items of a place are handed out.
    pub(super) fn is_watched(&self, place: Place) -> bool {
        self.watch
            .as_ref()
            .is_some_and(|w| w.slot == place.slot && self.object_ref(place.object).class == w.class)
    }

    pub(super) fn level(&self) -> Level {
        Level {
            objects: self.objects.len(),
            cells: self.cells.len(),
            arrays: self.arrays.len(),
            tables: self.tables.len(),
            streams: self.streams.len(),
            buffers: self.buffers.len(),
            used: self.used,
        }
    }

    /// Hands an item out and, with a level, forgets it.
    pub(super) fn hand_out(
        &mut self,
        cell: &Cell,
        index: u64,
        level: Option<Level>,
    ) -> Result<(), Box<Stop>> {
        let Some(watch) = self.watch.take() else { return Ok(()) };
        let item = Watched { val: &cell.val, index, offset: cell.span.start() };
        let go_on = (watch.take)(self, item);
        self.watch = Some(watch);
        if let Some(level) = level {
            self.forget(level);
        }
        match go_on {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stop::enough()),
        }
    }

    fn forget(&mut self, level: Level) {
        if self.first_fault.is_none() && !self.faults.is_empty() {
            self.first_fault = self.faults.values().min_by_key(|fault| fault.offset).cloned();
        }
        self.faults.clear();
        self.verified.clear();
        self.objects.truncate(level.objects);
        self.cells.truncate(level.cells);
        self.arrays.truncate(level.arrays);
        self.tables.truncate(level.tables);
        self.streams.truncate(level.streams);
        self.buffers.truncate(level.buffers);
        self.used = level.used;
    }

    /// The first thing that was wrong and did not end the reading.
    pub(crate) fn first_fault(&self) -> Option<Fault> {
        let rest = self.faults.values().min_by_key(|fault| fault.offset);
        self.first_fault.clone().or_else(|| rest.cloned())
    }
}

impl Stop {
    /// The end of reading because enough was seen.
    fn enough() -> Box<Self> {
        let mut stop = Stop::new(FaultKind::Io, "enough");
        stop.placed = true;
        stop
    }

    /// Whether reading ended because enough was seen.
    pub(crate) fn is_enough(&self) -> bool {
        self.fault.kind == FaultKind::Io
    }
}
