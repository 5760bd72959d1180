//! Lists found by another machine, whose items this machine reads.

use super::{FieldRef, Halt, ListIndex, Machine, Res, StoredValue, TableData, TableItems};
use crate::value::{IoId, TableId, Val};
use bytescope_inspect::Span;
use std::sync::Arc;

/// Path of a field from the root: slots, and indices of list items.
pub(crate) type SlotPath = Vec<(usize, Option<u64>)>;

/// Lists of variable-size items in a file, so that another machine can read single items: a list and
/// those that contain it.
#[derive(Clone, Debug, Default)]
pub(crate) struct KnownLists(Vec<KnownList>);

#[derive(Clone, Debug)]
struct KnownList {
    path: SlotPath,
    index: Arc<ListIndex>,
    span: Span,
    count: u64,
    /// True if the list ended with a fault.
    failed: bool,
}

impl KnownLists {
    /// Returns the lists with one more.
    pub(crate) fn with(outer: Option<&Self>, path: SlotPath, table: &TableData) -> Self {
        let mut lists = outer.cloned().unwrap_or_default();
        if let TableItems::Variable(index) = &table.items {
            let failed = table.kept.last().is_some_and(|(index, _)| *index >= table.count);
            let TableData { span, count, .. } = *table;
            lists.0.push(KnownList { path, index: index.clone(), span, count, failed });
        }
        lists
    }
}

impl Machine<'_> {
    /// Returns the path of a field.
    pub(crate) fn slot_path(&self, field_ref: FieldRef) -> SlotPath {
        let above = |at: &FieldRef| self.object_ref(at.object).field_ref;
        let mut path: SlotPath = std::iter::successors(Some(field_ref), above)
            .map(|FieldRef { slot, index, .. }| (slot, index))
            .collect();
        path.reverse();
        path
    }

    /// Stores a list whose items are known, and moves to its end; `None` for other lists.
    pub(super) fn known_list(&mut self, field_ref: FieldRef, io: IoId) -> Option<Res<()>> {
        let known = self.known.clone()?;
        let path = self.slot_path(field_ref);
        let KnownList { index, span, count, failed, .. } =
            known.0.iter().find(|list| list.path == path)?.clone();
        let id = TableId(u32::try_from(self.tables.len()).unwrap_or(u32::MAX));
        let (end, items) = (index.end, TableItems::Variable(index));
        self.tables.push(TableData { field_ref, span, count, items, kept: Vec::new(), unlisted: 0 });
        self.set(field_ref.object, field_ref.slot, StoredValue { val: Val::Table(id), span });
        if let Some(stream) = self.io_mut(io) {
            stream.bits = end;
        }
        Some(if failed { Err(Halt::known_end()) } else { Ok(()) })
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
