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

    /// Returns the names and list indices of the path of a field, outermost first.
    fn steps(&self, field_ref: FieldRef) -> Vec<(&str, Option<u64>)> {
        let mut steps = Vec::new();
        let mut next = Some(field_ref);
        while let Some(FieldRef { object, slot, index }) = next {
            steps.push((self.class_of(object).map_or("?", |class| class.slot_name(slot)), index));
            next = self.object_ref(object).field_ref;
        }
        steps.reverse();
        steps
    }
}
