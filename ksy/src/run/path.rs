//! Paths of fields and objects.

use super::{FieldRef, Machine};
use crate::value::ObjId;

impl Machine<'_> {
    /// Path of a field or list item, such as `payload.svs[3].cno`.
    pub(crate) fn path(&self, place: FieldRef) -> String {
        let steps = self.steps(place).into_iter().map(|(name, index)| match index {
            Some(index) => format!("{name}[{index}]"),
            None => name.to_owned(),
        });
        steps.collect::<Vec<_>>().join(".")
    }

    /// Path of an object from the root, such as `/chunks/0/body`.
    pub(crate) fn path_of(&self, id: ObjId) -> String {
        let steps = self.object_ref(id).place.map(|place| self.steps(place)).unwrap_or_default();
        let steps = steps.into_iter().map(|(name, index)| match index {
            Some(index) => format!("{name}/{index}"),
            None => name.to_owned(),
        });
        format!("/{}", steps.collect::<Vec<_>>().join("/"))
    }

    /// Names and list indices of the path, outermost first.
    fn steps(&self, place: FieldRef) -> Vec<(&str, Option<u64>)> {
        let mut steps = Vec::new();
        let mut next = Some(place);
        while let Some(FieldRef { object, slot, index }) = next {
            steps.push((self.class_of(object).map_or("?", |class| class.slot_name(slot)), index));
            next = self.object_ref(object).place;
        }
        steps.reverse();
        steps
    }
}
