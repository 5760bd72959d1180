//! Values that follow a change: sizes, counts and offsets of a file whose fields change their size.

use crate::run::{FieldRef, Machine};
use bytescope_inspect::BufferId;
use std::collections::{HashMap, HashSet};

/// State of the values of a file that follow a change of some fields.
#[derive(Clone, Debug, Default)]
pub(crate) struct FollowingValues {
    /// Paths of the changed fields, which do not follow.
    pub(crate) fixed: HashSet<String>,
    /// True if instances are not written.
    pub(crate) without_instances: bool,
    /// Keys of the instances that are not written, because fields contain their bytes.
    pub(crate) views: HashSet<u64>,
    /// True if data at offsets gets new places.
    pub(crate) restructured: bool,
    /// Layout of the file before the change; `None` if it is being determined.
    pub(crate) before: Option<Layout>,
    /// Layout found so far.
    pub(crate) now: Layout,
    /// Layout of the previous pass after the change.
    pub(crate) after: Layout,
}

/// Locations in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Start and end of each leaf in the file, by key.
    leaves: HashMap<u64, (u64, u64)>,
    /// Numbers of bytes after the last field of an object in a field of a given size, by key.
    slack: HashMap<u64, u64>,
    /// Start and end of instances in the file, by key.
    instances: HashMap<u64, (u64, u64)>,
}

impl Layout {
    /// Returns the instances whose bytes are part of fields, given the mask of the bits of fields.
    pub(crate) fn views(&self, mask: &[u8]) -> HashSet<u64> {
        let index = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX);
        let is_view = |(start, end): (u64, u64)| {
            let covered = mask.get(index(start)..index(end)).unwrap_or_default();
            start < end
                && covered.len() as u64 == end.saturating_sub(start)
                && !covered.contains(&0)
        };
        self.instances.iter().filter(|(_, span)| is_view(**span)).map(|(key, _)| *key).collect()
    }

    /// Returns where an offset of this layout is in another one: as far after the last leaf before it.
    pub(crate) fn moved(&self, offset: u64, after: &Self) -> u64 {
        let before = self
            .leaves
            .iter()
            .filter(|(key, (_, end))| *end <= offset && after.leaves.contains_key(key));
        let last = before.max_by_key(|(key, (start, end))| (*end, *start, **key));
        let Some((key, (_, end))) = last else { return offset };
        let Some((_, new_end)) = after.leaves.get(key) else { return offset };
        new_end.saturating_add(offset.saturating_sub(*end))
    }
}

impl Machine<'_> {
    pub(super) fn following(&self) -> Option<&FollowingValues> {
        self.given()?.following.as_ref()
    }

    /// True if a given value may follow a change.
    pub(super) fn follows(&self, field_ref: FieldRef) -> bool {
        self.following().is_some_and(|values| {
            values.before.is_some()
                && (values.fixed.is_empty() || !values.fixed.contains(&self.path(field_ref)))
        })
    }

    /// True if a given checksum is written as it is.
    pub(in crate::run) fn keeps_checksum(&mut self, field_ref: FieldRef) -> bool {
        self.is_writing() && self.is_given(field_ref) && !self.follows(field_ref)
    }

    fn layout_mut(&mut self) -> Option<&mut Layout> {
        Some(&mut self.given_mut()?.following.as_mut()?.now)
    }

    /// True if an instance is read although it is given.
    pub(super) fn is_view(&self, field_ref: FieldRef) -> bool {
        let Some(values) = self.following() else { return false };
        let is_instance = self
            .class_of(field_ref.object)
            .is_some_and(|class| class.instance(field_ref.slot).is_some());
        is_instance
            && (values.without_instances
                || !values.views.is_empty()
                    && values.views.contains(&self.key(FieldRef { index: None, ..field_ref })))
    }

    /// Records the end of an instance that was written.
    pub(in crate::run) fn end_instance(&mut self, field_ref: FieldRef, end: u64) {
        if self.following().is_none() {
            return;
        }
        let key = self.key(field_ref);
        if let Some(span) = self.layout_mut().and_then(|layout| layout.instances.get_mut(&key)) {
            span.1 = end;
        }
    }

    /// Records the location of a leaf.
    pub(in crate::run::draft) fn locate_leaf(
        &mut self,
        field_ref: FieldRef,
        buffer: BufferId,
        start: u64,
        end: u64,
    ) {
        if buffer == BufferId::SOURCE && self.following().is_some() {
            let key = self.key(field_ref);
            if let Some(layout) = self.layout_mut() {
                layout.leaves.insert(key, (start, end));
            }
        }
    }

    /// Returns the size of a field that contains an object of `natural` bytes: larger by the number
    /// of bytes that followed the object before the change.
    pub(super) fn with_slack(
        &mut self,
        field_ref: FieldRef,
        natural: u64,
        found: Option<u64>,
    ) -> u64 {
        let key = self.key(field_ref);
        let Some(values) = self.following() else { return natural };
        match &values.before {
            Some(before) => {
                let slack = before.slack.get(&key).copied().unwrap_or(0);
                natural.saturating_add(slack)
            }
            None => {
                let size = found.unwrap_or(natural).max(natural);
                if let Some(layout) = self.layout_mut() {
                    layout.slack.insert(key, size.saturating_sub(natural));
                }
                size
            }
        }
    }

    /// Returns the offset of an instance after the change, relative to the start of its stream.
    pub(super) fn moved_offset(
        &mut self,
        field_ref: FieldRef,
        start: u64,
        found: u64,
    ) -> Option<u64> {
        let key = self.key(field_ref);
        let values = self.following()?;
        match &values.before {
            Some(before) => {
                let (old, _) = before.instances.get(&key)?;
                Some(before.moved(*old, &values.after).saturating_sub(start))
            }
            None => {
                let offset = start.saturating_add(found);
                self.layout_mut()?.instances.insert(key, (offset, offset));
                None
            }
        }
    }
}
