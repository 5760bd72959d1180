//! Instances in the items of long lists, which are evaluated when the whole file has been read.

use super::on_demand::{ItemCheckpoint, Outside, bytes_between};
use super::{FieldRef, Machine, Res};
use crate::ir::FieldOrigin;
use crate::value::{TableId, Val};
use crate::walk::{Walker, WalkerBuilder};
use bytescope_inspect::{BufferId, Span};
use std::ops::Range;

impl Machine<'_> {
    /// Finds invalid instances in the items of long lists, after the whole file has been read: an
    /// instance may refer to any field.
    pub(crate) fn verify_lists(&mut self) {
        self.is_complete = true;
        self.next_progress = 0;
        let mut next = 0;
        while next < self.tables.len() {
            self.verify_list(TableId(u32::try_from(next).unwrap_or(u32::MAX)));
            next = next.saturating_add(1);
        }
    }

    /// Evaluates the instances in the items of a list that are not known to be valid.
    pub(super) fn verify_list(&mut self, id: TableId) {
        let Some(table) = self.tables.get_mut(id.0 as usize) else { return };
        let (field_ref, count) = (table.field_ref, table.count);
        let unproven = std::mem::take(&mut table.unproven);
        let Some(field) = self.field_at(field_ref).filter(|_| !unproven.is_empty()) else { return };
        let walker =
            WalkerBuilder::new(self, field_ref.object, true, Outside::Evaluated).build(field);
        for items in unproven {
            let items = items.start..items.end.min(count);
            // An item that cannot be read again has a fault already.
            let _: Res<()> = self.verify_items(id, walker.as_ref(), items);
        }
    }

    fn verify_items(&mut self, id: TableId, walker: Option<&Walker>, items: Range<u64>) -> Res<()> {
        if items.is_empty() {
            return Ok(());
        }
        let mut cursor = self.open_list(id, items.start, None)?;
        while cursor.next < items.end {
            if let (Some(walker), Some(stream)) =
                (walker, self.streams.get_mut(cursor.io.0 as usize))
            {
                let max = items.end.saturating_sub(cursor.next);
                stream.walk(walker, self.source, u64::MAX, max, |_| {
                    cursor.next = cursor.next.saturating_add(1);
                });
                if cursor.next >= items.end {
                    break;
                }
            }
            self.report_progress(self.io(cursor.io));
            let known = self.table(id).is_some_and(|table| {
                table.kept.binary_search_by_key(&cursor.next, |(index, _)| *index).is_ok()
            });
            let checkpoint = self.checkpoint();
            let ItemCheckpoint { level, escaped } = checkpoint;
            let before = self.io(cursor.io);
            let (item, cell) = self.next_item(&mut cursor)?;
            if known {
                self.forget(checkpoint);
                continue;
            }
            let mut covers = Vec::new();
            self.evaluate_in(&cell.val, item, &mut covers);
            let tables = level.tables..self.tables.len();
            let mut is_listed = false;
            for inner in tables {
                self.verify_list(TableId(u32::try_from(inner).unwrap_or(u32::MAX)));
                let inner = self.tables.get(inner);
                is_listed |= inner.is_some_and(|inner| !inner.kept.is_empty());
            }
            for span in covers {
                self.edit_index(id, |list| list.cover(span.start(), span.end()));
            }
            let bytes = bytes_between(before, self.io(cursor.io));
            if is_listed && self.faults.len() == level.faults {
                self.keep_item(id, item, cell);
                self.escaped = self.escaped.min(escaped);
            } else {
                self.pass_or_keep(id, item, cell, checkpoint, bytes);
            }
        }
        Ok(())
    }

    /// Evaluates the instances of the objects in a value, and collects the spans of those that are
    /// stored out of line.
    fn evaluate_in(&mut self, val: &Val, field_ref: FieldRef, covers: &mut Vec<Span>) {
        match val {
            Val::Obj(id) if self.object_ref(*id).field_ref == Some(field_ref) => {
                let Some(class) = self.class_of(*id) else { return };
                for slot in class.params..class.slots() {
                    let within = FieldRef { object: *id, slot, index: None };
                    let instance = class.instance(slot);
                    if instance.is_some() && self.instance(*id, slot).is_err() {
                        continue;
                    }
                    let Some(cell) = self.cell(*id, slot) else { continue };
                    if !matches!(cell.val, Val::Obj(_) | Val::Arr(_)) && instance.is_none() {
                        continue;
                    }
                    let cell = cell.clone();
                    if let Some(FieldOrigin::Stream { .. }) = instance.map(|i| &i.from)
                        && cell.span.buffer == BufferId::SOURCE
                        && !cell.span.is_empty()
                    {
                        covers.push(cell.span);
                    }
                    self.evaluate_in(&cell.val, within, covers);
                }
            }
            Val::Arr(id) => {
                for (index, at) in (0..self.array(*id).len()).zip(0..) {
                    let Some(item) = self.array(*id).get(index) else { break };
                    if let Val::Obj(_) | Val::Arr(_) = item.val {
                        let val = item.val.clone();
                        let within = FieldRef { index: Some(at), ..field_ref };
                        self.evaluate_in(&val, within, covers);
                    }
                }
            }
            _ => {}
        }
    }
}
