//! The names on the way to a field.

use super::{Machine, Place};
use crate::value::ObjId;

impl Machine<'_> {
    /// The path of a field or an item of one, as `payload.svs[3].cno`.
    pub(crate) fn path(&self, place: Place) -> String {
        let steps = self.steps(place).into_iter().map(|(name, index)| match index {
            Some(index) => format!("{name}[{index}]"),
            None => name.to_owned(),
        });
        steps.collect::<Vec<_>>().join(".")
    }

    /// The way to an object from the root, as `/chunks/0/body`.
    pub(crate) fn path_of(&self, id: ObjId) -> String {
        let steps = self.object_ref(id).place.map(|place| self.steps(place)).unwrap_or_default();
        let steps = steps.into_iter().map(|(name, index)| match index {
            Some(index) => format!("{name}/{index}"),
            None => name.to_owned(),
        });
        format!("/{}", steps.collect::<Vec<_>>().join("/"))
    }

    /// The fields on the way to a place, and their items.
    fn steps(&self, place: Place) -> Vec<(&str, Option<u64>)> {
        let mut steps = Vec::new();
        let mut next = Some(place);
        while let Some(Place { object, slot, index }) = next {
            steps.push((self.class_of(object).map_or("?", |class| class.slot_name(slot)), index));
            next = self.object_ref(object).place;
        }
        steps.reverse();
        steps
    }
}
