//! The names on the way to a field.

use super::{Machine, Place};

impl Machine<'_> {
    /// The path of a field or an item of one, as `payload.svs[3].cno`.
    pub(crate) fn path(&self, place: Place) -> String {
        let mut steps = Vec::new();
        let mut next = Some(place);
        while let Some(Place { object, slot, index }) = next {
            let name = self.class_of(object).map_or("?", |class| class.slot_name(slot));
            steps.push(match index {
                Some(index) => format!("{name}[{index}]"),
                None => name.to_owned(),
            });
            next = self.object_ref(object).place;
        }
        steps.reverse();
        steps.join(".")
    }
}
