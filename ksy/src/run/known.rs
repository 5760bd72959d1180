//! Lists found by another machine, whose items this machine reads.

use super::{FieldRef, Halt, ListIndex, Machine, Res, StoredValue, TableData, TableItems};
use crate::value::{IoId, TableId, Val};
use bytescope_inspect::Span;
use std::sync::Arc;

/// Path of a field from the root: slots, and indices of list items.
pub(crate) type SlotPath = Vec<(usize, Option<u64>)>;

/// The long lists that a machine has found, so that another machine can read single items without
/// looking for them again.
#[derive(Clone, Debug, Default)]
pub(crate) struct KnownLists(Vec<KnownList>);

#[derive(Clone, Debug)]
struct KnownList {
    path: SlotPath,
    index: Arc<ListIndex>,
    span: Span,
    count: u64,
}

impl KnownLists {
    /// Returns the long lists of a machine.
    pub(crate) fn of(machine: &Machine<'_>) -> Self {
        let lists = machine.tables.iter().filter_map(|table| {
            let TableItems::Variable(index) = &table.items else { return None };
            let TableData { field_ref, span, count, .. } = *table;
            let path = machine.slot_path(field_ref);
            Some(KnownList { path, index: index.clone(), span, count })
        });
        Self(lists.collect())
    }
}

impl Machine<'_> {
    /// Returns the path of a field.
    pub(crate) fn slot_path(&self, field_ref: FieldRef) -> SlotPath {
        let step = |FieldRef { slot, index, .. }| (slot, index);
        let mut path: SlotPath = self.containing(field_ref).map(step).collect();
        path.reverse();
        path
    }

    /// Stores a list whose items are known, and moves to its end; `None` for other lists.
    pub(super) fn known_list(&mut self, field_ref: FieldRef, io: IoId) -> Option<Res<()>> {
        let known = self.known.clone()?;
        let path = self.slot_path(field_ref);
        let KnownList { index, span, count, .. } =
            known.0.iter().find(|list| list.path == path)?.clone();
        let id = TableId(u32::try_from(self.tables.len()).unwrap_or(u32::MAX));
        let (end, failed) = (index.end, index.failed);
        let items = TableItems::Variable(index);
        self.tables.push(TableData { count, items, ..TableData::new(field_ref, span) });
        self.set(field_ref.object, field_ref.slot, StoredValue { val: Val::Table(id), span });
        if let Some(stream) = self.io_mut(io) {
            stream.bits = end;
        }
        Some(if failed { Err(Halt::stopped()) } else { Ok(()) })
    }

    /// Finds the table at a path, evaluating the instances that contain it.
    pub(crate) fn table_at(&mut self, path: &SlotPath) -> Option<TableId> {
        let mut object = self.root_object()?;
        for (slot, index) in path {
            if self.class_of(object)?.instance(*slot).is_some() {
                // The list may exist even if the instance is invalid.
                let _: Res<Val> = self.instance(object, *slot);
            }
            let mut val = self.cell(object, *slot)?.val.clone();
            if let Some(index) = index {
                val = match val {
                    Val::Arr(id) => self.array(id).get(usize::try_from(*index).ok()?)?.val.clone(),
                    Val::Table(id) => self.row(id, *index).ok()?,
                    _ => return None,
                };
            }
            match val {
                Val::Obj(id) => object = id,
                Val::Table(id) => return Some(id),
                _ => return None,
            }
        }
        None
    }
}
