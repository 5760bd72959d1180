//! Changes of a single field: all other fields are read.

use super::super::buffer::DraftBuffer;
use super::{GivenFile, GivenValues};
use crate::ir::{ElementKind, FieldExtent};
use crate::run::{Env, FieldRef, Machine};
use crate::value::IoId;
use crate::write::{BufferEdit, FieldEdit, Remainder};
use bytescope_inspect::{BufferId, BuildError, BuildErrorKind, DraftOptions};
use serde_json::Value as Json;
use std::collections::HashMap;

/// The field to change, and the changes.
#[derive(Debug)]
pub(super) struct PatchTarget<'d> {
    path: &'d str,
    edits: Vec<BufferEdit>,
}

impl<'d> GivenValues<'d> {
    /// Creates the value of a single field.
    pub(crate) fn of_field(
        path: &'d str,
        json: &'d Json,
        none: &'d Remainder,
        options: DraftOptions,
    ) -> Self {
        let patch = PatchTarget { path, edits: Vec::new() };
        let file = GivenFile { options, ..GivenFile::new(json, none) };
        Self { patch: Some(patch), ..Self::new(file, 1, HashMap::new()) }
    }
}

impl<'d> Machine<'d> {
    /// True if a single field is changed and all others are read.
    pub(in crate::run) fn is_patching(&self) -> bool {
        self.given().is_some_and(|given| given.patch.is_some())
    }

    /// Returns the new value of a field, if it is the one to be changed.
    pub(super) fn patched_json(&self, field_ref: FieldRef) -> Option<&'d Json> {
        let given = self.given()?;
        let path = given.patch.as_ref()?.path;
        let name = self.field_at(field_ref)?.meta.name.as_ref();
        let last = path.rsplit('.').next().unwrap_or(path);
        let last = last.split('[').next().unwrap_or(last);
        (last == name && self.path(field_ref) == path).then_some(given.file.json)
    }

    /// Writes the new value of a field that was read.
    pub(in crate::run::draft) fn edit_bytes(&mut self, io: IoId, bytes: &[u8]) {
        let stream = self.io(io);
        let Some(field_ref) = self.draft.as_ref().and_then(|draft| draft.last) else { return };
        let (at, end) = (stream.at(), stream.at().saturating_add(bytes.len() as u64));
        if end > stream.end {
            let message = "would change its size";
            self.problem(field_ref, BuildErrorKind::ReadsDifferently, message);
            return;
        }
        let edit = BufferEdit { field_ref, buffer: stream.buffer, at, bytes: bytes.to_vec() };
        if let Some(patch) = self.given_mut().and_then(|given| given.patch.as_mut()) {
            patch.edits.push(edit);
        }
    }

    /// Writes the new value of a bit field that was read.
    pub(in crate::run::draft) fn edit_bits(&mut self, io: IoId, count: u32, little: bool, n: i128) {
        let stream = self.io(io);
        let Some(field_ref) = self.draft.as_ref().and_then(|draft| draft.last) else { return };
        let first = stream.bits / 8;
        let after = stream.bits.saturating_add(count.into()).div_ceil(8);
        let (at, end) = (stream.start.saturating_add(first), stream.start.saturating_add(after));
        let mut buffer =
            DraftBuffer::with_background(self.slice_of(stream.buffer, at, end).to_vec());
        buffer.extend_to(end.saturating_sub(at));
        let skip = stream.bits.saturating_sub(first.saturating_mul(8));
        buffer.set_bits(skip, count, little, n, true);
        let edit = BufferEdit { field_ref, buffer: stream.buffer, at, bytes: buffer.bytes };
        if let Some(patch) = self.given_mut().and_then(|given| given.patch.as_mut()) {
            patch.edits.push(edit);
        }
    }

    /// Takes the changes, and the reasons why the value cannot be stored.
    pub(crate) fn edits(&mut self) -> (Vec<BufferEdit>, Vec<BuildError>) {
        let Some(given) = self.given_mut() else { return (Vec::new(), Vec::new()) };
        let edits = given.patch.as_mut().map(|patch| std::mem::take(&mut patch.edits));
        (edits.unwrap_or_default(), std::mem::take(&mut given.problems))
    }

    /// Converts a change of a buffer to a change of the file, by the inverse of `process`.
    pub(crate) fn edit_in_file(&mut self, edit: BufferEdit) -> Result<FieldEdit, String> {
        let mut edit = edit;
        while edit.buffer != BufferId::SOURCE {
            let buffer = edit.buffer;
            let origin =
                usize::try_from(buffer.0).ok().and_then(|id| self.buffers.get(id.checked_sub(1)?));
            let Some(input) = origin.map(|buffer| buffer.origin.input) else {
                return Err("is in computed bytes".to_owned());
            };
            // The field whose bytes were processed contains the changed field.
            let owner = self.containing(edit.field_ref).find_map(|at| {
                let io = self.object_ref(at.object).io;
                (self.io(io).buffer == input.buffer).then_some((at, io))
            });
            let extent = owner.and_then(|(at, _)| processed(&self.field_at(at)?.kind));
            let (Some((at, io)), Some(extent)) = (owner, extent) else {
                return Err("is in processed bytes, which cannot be changed in place".to_owned());
            };
            let mut plain = self.buffer(buffer).to_vec();
            let start = usize::try_from(edit.at).unwrap_or(usize::MAX);
            let end = start.saturating_add(edit.bytes.len());
            if let Some(place) = plain.get_mut(start..end) {
                place.copy_from_slice(&edit.bytes);
            }
            let env = Env { index: at.index.unwrap_or(0), ..Env::of(at.object) };
            let stream = self.io(io);
            self.seek(io, input.end().saturating_sub(stream.start));
            let packed = self.inverse_process(plain, extent, &env);
            let packed = packed.map_err(|halt| halt.fault.to_string())?;
            if packed.len() as u64 != input.len() {
                return Err("would change the size of the compressed data".to_owned());
            }
            edit = BufferEdit {
                field_ref: at,
                buffer: input.buffer,
                at: input.start(),
                bytes: packed,
            };
        }
        Ok(FieldEdit { offset: edit.at, bytes: edit.bytes })
    }
}

/// Returns the extent of an object that is stored with `process`.
fn processed(kind: &ElementKind) -> Option<&FieldExtent> {
    match kind {
        ElementKind::Object { extent: Some(extent), .. } => {
            extent.process.is_some().then_some(extent)
        }
        ElementKind::Switch(switch) => switch.cases.iter().find_map(|(_, kind)| processed(kind)),
        _ => None,
    }
}
