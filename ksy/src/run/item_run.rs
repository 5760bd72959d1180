//! Runs of items of known extent: passed to the callback of a watched list unread.

use super::watch::WatchedItem;
use super::{FieldRef, Halt, Machine, Res};
use crate::ir::{FieldDef, Repeat};
use crate::value::{IoId, Val};
use bytescope_inspect::{BufferId, Fault};
use std::ops::ControlFlow;

/// Extent of the items of a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ItemExtent {
    /// Size in bytes.
    pub(crate) size: u64,
    /// Maximum number of values that the machine reads.
    pub(crate) values: u64,
    /// Maximum nesting depth.
    pub(crate) depth: u32,
}

/// Consecutive items that have not been read, from the first item of a list on.
pub(crate) struct ItemRun {
    field_ref: FieldRef,
    io: IoId,
    /// Offset of the first item in the stream, in bytes.
    start: u64,
    size: u64,
    /// Number of items.
    pub(crate) count: u64,
    /// Number of items that need not be read any more.
    pub(crate) passed: u64,
    halt: Option<Box<Halt>>,
    /// True if an item that was read had another size.
    ends: bool,
}

/// Callback that receives the value of an item, its offset, and its first fault with its path.
pub(crate) type TakeItem<'t, 'd> =
    dyn FnMut(&mut Machine<'d>, &Val, u64, Option<(String, Fault)>) -> ControlFlow<()> + 't;

impl<'d> Machine<'d> {
    /// Passes the items of the watched list in one run, if they are of known extent. Returns the
    /// number of items that were passed; the stream is then at the end of these items.
    pub(super) fn pass_run(
        &mut self,
        field_ref: FieldRef,
        field: &FieldDef,
        io: IoId,
        times: Option<u64>,
    ) -> Res<u64> {
        let Some(extent) = self.watch.as_ref().and_then(|watch| watch.extent) else { return Ok(0) };
        let stream = self.io(io);
        let is_plain = stream.buffer == BufferId::SOURCE && !stream.trimmed && !stream.open;
        let fits = self.has_room(extent.values, extent.depth);
        if !is_plain || !fits || field.referenced || self.writes() {
            return Ok(0);
        }
        let count = stream.left().checked_div(extent.size).unwrap_or(0);
        let count = match (&field.repeat, times) {
            (Repeat::ToEnd, _) => count,
            (Repeat::Times(_), Some(times)) => count.min(times),
            _ => 0,
        };
        if count == 0 {
            return Ok(0);
        }
        self.align(io);
        let (start, size, offset) = (stream.pos(), extent.size, stream.at());
        let mut run =
            ItemRun { field_ref, io, start, size, count, passed: 0, halt: None, ends: false };
        let Some(watch) = self.watch.take() else { return Ok(0) };
        let item =
            WatchedItem { val: &Val::Unset, index: 0, offset, fault: None, run: Some(&mut run) };
        let flow = (watch.take)(self, item);
        self.watch = Some(watch);
        match (run.halt.take(), flow) {
            (Some(halt), _) => return Err(halt),
            (None, ControlFlow::Break(())) if !run.ends => return Err(Halt::stopped()),
            _ => {}
        }
        if !run.ends {
            self.seek(io, start.saturating_add(run.passed.saturating_mul(size)));
        }
        Ok(run.passed)
    }

    /// Reads an item of a run, passes it to `take`, and discards it. Returns `Break` if no further
    /// item can be read: the item has a fault that ends the list, or is of another size.
    pub(crate) fn run_item(
        &mut self,
        run: &mut ItemRun,
        index: u64,
        take: &mut TakeItem<'_, 'd>,
    ) -> ControlFlow<()> {
        let start = run.start.saturating_add(index.saturating_mul(run.size));
        self.seek(run.io, start);
        let level = self.level();
        let item = FieldRef { index: Some(index), ..run.field_ref };
        let Some(field) = self.field_at(run.field_ref) else { return ControlFlow::Break(()) };
        let read = self.count(1).and_then(|()| self.read_value(item, field, run.io, index));
        let cell = match read {
            Ok(cell) => cell,
            Err(halt) => {
                run.halt = Some(halt);
                return ControlFlow::Break(());
            }
        };
        let fault = self.take_item_fault(item);
        let flow = take(self, &cell.val, cell.span.start(), fault);
        let after = self.io(run.io).pos();
        self.discard(level);
        run.passed = index.saturating_add(1);
        run.ends = after != start.saturating_add(run.size);
        if run.ends { ControlFlow::Break(()) } else { flow }
    }
}
