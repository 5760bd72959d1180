//! Paths of fields and objects.

use super::{FieldRef, Machine};
use crate::value::ObjId;

impl Machine<'_> {
    /// Returns the path of a field or list item, such as `payload.svs[3].cno`.
    pub(crate) fn path(&self, field_ref: FieldRef) -> String {
        let steps = self.steps(field_ref).into_iter().map(|(name, index)| match index {
            Some(index) => format!("{name}[{index}]"),
            None => name.to_owned(),
        });
        steps.collect::<Vec<_>>().join(".")
    }

    /// Returns the path of an object from the root, such as `/chunks/0/body`.
    pub(crate) fn path_of(&self, id: ObjId) -> String {
        let steps = self
            .object_ref(id)
            .field_ref
            .map(|field_ref| self.steps(field_ref))
            .unwrap_or_default();
        let steps = steps.into_iter().map(|(name, index)| match index {
            Some(index) => format!("{name}/{index}"),
            None => name.to_owned(),
        });
        format!("/{}", steps.collect::<Vec<_>>().join("/"))
    }

    /// Returns a field, then the fields that contain it, from the inside out.
    pub(super) fn containing(&self, at: FieldRef) -> impl Iterator<Item = FieldRef> + '_ {
        std::iter::successors(Some(at), |at| self.object_ref(at.object).field_ref)
    }

    /// Returns the names and list indices of the path of a field, outermost first.
    fn steps(&self, field_ref: FieldRef) -> Vec<(&str, Option<u64>)> {
        let step = |FieldRef { object, slot, index }| {
            (self.class_of(object).map_or("?", |class| class.slot_name(slot)), index)
        };
        let mut steps: Vec<_> = self.containing(field_ref).map(step).collect();
        steps.reverse();
        steps
    }
}
