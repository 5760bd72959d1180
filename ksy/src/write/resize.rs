//! Changes of fields that change their size: everything after them moves.

use super::{Remainder, SchemaWriter, WrittenFile};
use crate::run::{FollowingValues, GivenFile, Layout};
use bytescope_inspect::EncodeError;
use serde_json::Value as Json;
use std::collections::HashSet;

/// Maximum number of times that the layout is determined.
const MAX_ROUNDS: usize = 12;

/// Changes of the values of a file.
#[derive(Clone, Copy, Debug)]
pub struct Resizing<'j> {
    /// Values of the file, including instances.
    pub json: &'j Json,
    /// The changed values.
    pub changed: &'j Json,
    /// Paths of the changed values, which do not follow the changes.
    pub fixed: &'j HashSet<String>,
    /// True if items were inserted or removed. Data at offsets then gets new places.
    pub restructured: bool,
}

impl SchemaWriter<'_> {
    /// Returns a file with changed values. Sizes, counts, offsets and checksums follow the changes;
    /// bytes that no field covers move with the fields before them.
    ///
    /// # Errors
    /// Returns an error if the values do not match the schema, or if several fields could follow.
    pub fn resize(&self, data: &[u8], changes: Resizing<'_>) -> Result<Vec<u8>, EncodeError> {
        let Resizing { json, changed, fixed, restructured } = changes;
        let none = self.stored(json, data);
        let file = GivenFile::new(json, &none).read_from(data);
        let mut values = FollowingValues { without_instances: true, ..FollowingValues::default() };
        let fields = self.write(file, Some(&mut values))?;
        let mut values = FollowingValues::default();
        let written = self.write(file, Some(&mut values))?;
        let mut remainder = Remainder::between(&written, data, false);
        remainder.fields.extend(written.kept.iter().cloned());
        let before = values.now;
        let views = before.views(&fields.mask);
        let mut after = before.clone();
        let mut last: Option<Result<WrittenFile, EncodeError>> = None;
        for _ in 0..MAX_ROUNDS {
            let moved = remainder.moved(&before, &after);
            let mut values = FollowingValues {
                fixed: fixed.clone(),
                without_instances: false,
                views: views.clone(),
                restructured,
                before: Some(before.clone()),
                now: Layout::default(),
                after: after.clone(),
            };
            let written = self.write(GivenFile::new(changed, &moved), Some(&mut values));
            let stable = values.now == after;
            after = values.now;
            let same = match (&last, &written) {
                (Some(Ok(last)), Ok(written)) => last.bytes == written.bytes,
                _ => false,
            };
            last = Some(written);
            if stable && same {
                break;
            }
        }
        last.unwrap_or(Err(EncodeError::Unstable)).map(|written| written.bytes)
    }
}

impl Remainder {
    /// Returns the bytes at the offsets where they are after a change.
    fn moved(&self, before: &Layout, after: &Layout) -> Self {
        let gaps = self.gaps.iter();
        let gaps = gaps.map(|(at, bytes)| (before.moved(*at, after), bytes.clone()));
        Self { gaps: gaps.collect(), fields: self.fields.clone(), file: None }
    }
}
