//! Changes of single fields of a file, in place.

use super::{Remainder, located};
use crate::Schema;
use crate::make::hints::Hints;
use crate::run::{FieldRef, FileDraft, GivenValues, Machine, Plan};
use crate::value::{ObjId, Val};
use bytescope_inspect::{BuildError, DraftOptions, EncodeError, Limits, Span};
use serde_json::Value as Json;

/// Bytes of a file to be replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldEdit {
    /// Offset of the first byte.
    pub offset: u64,
    /// The new bytes.
    pub bytes: Vec<u8>,
}

impl FieldEdit {
    /// Replaces the bytes. Has no effect outside the file.
    pub fn apply(&self, file: &mut [u8]) {
        let start = usize::try_from(self.offset).unwrap_or(usize::MAX);
        if let Some(place) = file.get_mut(start..start.saturating_add(self.bytes.len())) {
            place.copy_from_slice(&self.bytes);
        }
    }

    /// True if a file already has the new bytes.
    pub fn is_in(&self, file: &[u8]) -> bool {
        let start = usize::try_from(self.offset).unwrap_or(usize::MAX);
        file.get(start..start.saturating_add(self.bytes.len())) == Some(&self.bytes)
    }
}

impl Schema {
    /// Returns the bytes to replace so that a field has a value. The size of the field remains the
    /// same; all other fields keep their bytes. The path is that of a leaf, such as
    /// `entries[2].value`; the value is text, as in JSON: a number, a name of an enum, hexadecimal
    /// digits or text.
    ///
    /// # Errors
    /// Returns an error if there is no such field, or if it cannot store the value.
    pub fn edit(
        &self,
        data: &[u8],
        path: &str,
        value: &str,
        options: DraftOptions,
    ) -> Result<Vec<FieldEdit>, EncodeError> {
        let (hints, none, json) = (Hints::default(), Remainder::default(), Json::from(value));
        let limits = Limits::default();
        let mut machine = Machine::new(&self.program, data, limits);
        machine.discards = true;
        let given = GivenValues::of_field(path, &json, &none, options);
        machine.draft = Some(Box::new(FileDraft::of_patch(&hints, Plan::default(), given)));
        let (root, result) = machine.run();
        let Some(root) = root else {
            return Err(result
                .err()
                .map_or(EncodeError::Unstable, |halt| located(&mut machine, &halt)));
        };
        // Instances and items of long lists are read when they are needed.
        visit(&mut machine, root, path);
        let (edits, problems) = machine.edits();
        if let Some(problem) = problems.into_iter().next() {
            return Err(problem.into());
        }
        if edits.is_empty() {
            return Err(BuildError::new(path, "is not a field that is stored in the file").into());
        }
        let mut found = Vec::new();
        for edit in edits {
            found.push(
                machine.edit_in_file(edit).map_err(|message| BuildError::new(path, message))?,
            );
        }
        Ok(found)
    }
}

/// Reads the fields on the path to a field or item. Returns the span of the field.
pub(super) fn visit(machine: &mut Machine<'_>, root: ObjId, path: &str) -> Option<Span> {
    let (mut object, mut span) = (Some(root), None);
    for step in path.split('.') {
        let (name, indices) = match step.split_once('[') {
            Some((name, rest)) => (name, rest.trim_end_matches(']')),
            None => (step, ""),
        };
        let id = object?;
        let class = machine.class_of(id)?;
        let slot = *class.members.get(name)?;
        if class.instance(slot).is_some() {
            machine.instance(id, slot).ok()?;
        }
        let cell = machine.cell(id, slot)?;
        span = Some(cell.span);
        let mut val = cell.val.clone();
        if !indices.is_empty() {
            let index: u64 = indices.parse().ok()?;
            val = match val {
                Val::Arr(id) => machine.array(id).get(usize::try_from(index).ok()?)?.val.clone(),
                Val::Table(id) => machine.row(id, index).ok()?,
                _ => return None,
            };
        }
        object = if let Val::Obj(id) = val { Some(id) } else { None };
    }
    span
}

/// Bytes of a buffer to be replaced, with the field to which they belong.
#[derive(Clone, Debug)]
pub(crate) struct BufferEdit {
    pub(crate) field_ref: FieldRef,
    pub(crate) buffer: bytescope_inspect::BufferId,
    pub(crate) at: u64,
    pub(crate) bytes: Vec<u8>,
}
