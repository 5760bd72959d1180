//! Given values: a machine that writes the values of a JSON document.
//!
//! The JSON determines the structure: which fields are present, how many items a list has, which
//! case of a switch applies. Each size, count, offset and condition of the schema is an equation
//! between the structure and fields that are written before. If the equation does not hold, it is
//! solved for a field that the JSON leaves out. The file is written again until nothing changes,
//! because a solved field may affect data that was written before.

mod bytes;
mod following;
mod goal;
mod invert;
mod json;
mod number;
mod offset;
mod patch;
mod structure;

pub(crate) use following::{FollowingValues, Layout};

use super::DraftBuffer;
use super::leaf::WrittenLeaf;
use crate::run::{FieldRef, Machine};
use crate::value::IoId;
use crate::write::{EncodedLists, Remainder};
use bytescope_inspect::{BufferId, BuildError, BuildErrorKind, DraftOptions};
use goal::FreeField;
use serde_json::Value as Json;
use std::collections::HashMap;

/// Maximum number of items of a list that is left out and ends with `repeat-until`.
const MAX_OPEN_ITEMS: u64 = 64;

/// A file to be written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GivenFile<'d> {
    pub(crate) json: &'d Json,
    /// Lists whose items are encoded already. In the JSON, they are empty.
    pub(crate) lists: Option<&'d EncodedLists>,
    /// Bytes that the values do not determine.
    pub(crate) remainder: &'d Remainder,
    /// File that the values come from, if it is known.
    pub(crate) original: Option<&'d [u8]>,
    pub(crate) options: DraftOptions,
}

impl<'d> GivenFile<'d> {
    /// Creates a file with the default options.
    pub(crate) fn new(json: &'d Json, remainder: &'d Remainder) -> Self {
        let options = DraftOptions::default();
        Self { json, lists: None, remainder, original: None, options }
    }

    /// The same values, which come from a file.
    pub(crate) fn read_from(self, original: &'d [u8]) -> Self {
        Self { original: Some(original), ..self }
    }
}

/// Values to write, and what is known about the fields that are left out.
#[derive(Debug)]
pub(crate) struct GivenValues<'d> {
    file: GivenFile<'d>,
    /// JSON of each object, by object id; `None` if not looked up yet.
    objects: Vec<Option<Option<&'d Json>>>,
    /// Number of earlier passes.
    pass: u32,
    /// Content of the buffers after the previous pass: the file, and by key the content of fields
    /// that are stored with `process`.
    previous: HashMap<u64, Vec<u8>>,
    /// Fields that are left out and that an equation may determine, by key.
    free: HashMap<u64, FreeField>,
    /// Contradictions found in this pass.
    problems: Vec<BuildError>,
    /// Nesting depth of the instances that are read instead of written.
    reading: u32,
    /// Optional terminators, in the order in which they were written.
    optional_ends: Vec<OptionalEnd>,
    /// Keys of the buffers of fields that are stored with `process`.
    buffer_keys: HashMap<u32, u64>,
    /// Fields whose stored bytes are used because they would be written differently.
    kept: Vec<FieldRef>,
    /// True if bytes that are written later, or the size of a growing stream, were used.
    looked_ahead: bool,
    /// True while an equation of a size, count or offset is solved.
    measures: bool,
    /// Set if values follow a change of the file.
    following: Option<FollowingValues>,
    /// The field to change, if all others are read.
    patch: Option<patch::PatchTarget<'d>>,
    /// Packed bytes and position of fields that are stored with `process`, by key.
    pub(crate) packed: Vec<(FieldRef, BufferId, u64, u64)>,
}

/// A terminator that may be left out at the end of a stream.
#[derive(Clone, Copy, Debug)]
struct OptionalEnd {
    buffer: BufferId,
    start: u64,
    end: u64,
    /// The field, if its terminator is stored.
    stored: Option<FieldRef>,
}

/// Result of a pass that the next one needs.
#[derive(Debug, Default)]
pub(crate) struct PassResult {
    pub(crate) previous: HashMap<u64, Vec<u8>>,
    pub(crate) problems: Vec<BuildError>,
    /// Fields that are left out and that no equation determines.
    pub(crate) missing: Vec<FieldRef>,
    /// True if the buffers have the same content as after the previous pass.
    pub(crate) stable: bool,
    /// Layout of the file, if values follow a change.
    pub(crate) layout: Layout,
    /// True if the pass used bytes or sizes that were not known yet.
    pub(crate) looked_ahead: bool,
}

/// Key of the file among the buffers.
pub(crate) const FILE: u64 = 0;

impl<'d> GivenValues<'d> {
    pub(crate) fn new(file: GivenFile<'d>, pass: u32, previous: HashMap<u64, Vec<u8>>) -> Self {
        Self {
            file,
            objects: Vec::new(),
            pass,
            previous,
            free: HashMap::new(),
            problems: Vec::new(),
            reading: 0,
            optional_ends: Vec::new(),
            buffer_keys: HashMap::new(),
            kept: Vec::new(),
            looked_ahead: false,
            measures: false,
            following: None,
            patch: None,
            packed: Vec::new(),
        }
    }

    /// Lets values follow a change.
    pub(crate) fn follow(&mut self, values: FollowingValues) {
        self.following = Some(values);
    }

    /// Returns the buffer of the file: empty, but with the bytes that are read before a field is
    /// written.
    pub(crate) fn file_buffer(&self) -> DraftBuffer {
        if let Some(original) = self.file.original {
            return DraftBuffer::with_background(original.to_vec());
        }
        let mut kept = Vec::new();
        self.file.remainder.fill(&mut kept);
        let mut background = self.previous.get(&FILE).cloned().unwrap_or_default();
        self.file.remainder.fill(&mut background);
        DraftBuffer::with_previous(background, kept)
    }
}

impl<'d> Machine<'d> {
    /// True if the values of a document are written.
    pub(in crate::run) fn is_writing(&self) -> bool {
        self.given().is_some_and(|given| given.patch.is_none())
    }

    pub(in crate::run::draft) fn given(&self) -> Option<&GivenValues<'d>> {
        self.draft.as_ref()?.given.as_ref()
    }

    pub(super) fn given_mut(&mut self) -> Option<&mut GivenValues<'d>> {
        self.draft.as_mut()?.given.as_mut()
    }

    /// True if the values of a document are written to the fields being processed.
    pub(in crate::run) fn is_giving(&self) -> bool {
        self.is_writing() && !self.is_reading()
    }

    /// Records that bytes or sizes are used that are not known yet.
    pub(in crate::run::draft) fn look_ahead(&mut self) {
        if let Some(given) = self.given_mut() {
            given.looked_ahead = true;
        }
    }

    /// Records a contradiction at a field.
    pub(super) fn problem(
        &mut self,
        field_ref: FieldRef,
        kind: BuildErrorKind,
        message: impl Into<String>,
    ) {
        let path = self.path(field_ref);
        let Some(given) = self.given_mut() else { return };
        // Only what can be written is kept.
        if !given.file.options.keep || kind == BuildErrorKind::Invalid {
            given.problems.push(BuildError::new(path, message).of_kind(kind));
        }
    }

    /// True if an instance that the JSON leaves out is being evaluated.
    pub(in crate::run) fn is_reading(&self) -> bool {
        self.given().is_some_and(|given| given.reading > 0)
    }

    /// Returns the size of the file that the values come from, for its stream.
    pub(in crate::run::draft) fn original_size(&self, io: IoId) -> Option<u64> {
        let original = self.given()?.file.original?;
        (io == IoId(0)).then_some(original.len() as u64)
    }

    /// Lets the stream of the file grow, also after a field that extends to its end.
    pub(in crate::run) fn reopen(&mut self, io: IoId) {
        let Some(max_size) = self.draft.as_ref().map(|draft| draft.max_size) else { return };
        if io == IoId(0)
            && self.is_writing()
            && let Some(stream) = self.io_mut(io)
        {
            stream.max_end = stream.max_end.max(max_size);
        }
    }

    /// True in the first pass. A guess that it makes is verified in the next one.
    pub(super) fn is_first_pass(&mut self) -> bool {
        self.look_ahead();
        self.pass() == 0
    }

    /// Number of earlier passes.
    pub(super) fn pass(&self) -> u32 {
        self.given().map_or(0, |given| given.pass)
    }

    /// Removes optional terminators at the end of a stream, where nothing follows them.
    pub(in crate::run) fn drop_optional_end(&mut self, io: IoId) {
        loop {
            let stream = self.io(io);
            let Some(given) = self.given_mut() else { return };
            let Some(OptionalEnd { buffer, start, end, stored }) = given.optional_ends.pop() else {
                return;
            };
            if buffer != stream.buffer || end != stream.end {
                return;
            }
            if let Some(field_ref) = stored {
                return self.keep_stored(field_ref);
            }
            if let Some(stream) = self.io_mut(io) {
                stream.end = start;
                stream.bits = stream.bits.min(stream.size().saturating_mul(8));
            }
            if let Some(draft) = &mut self.draft {
                draft.buffer_mut(buffer).truncate(start);
            }
        }
    }

    /// Extends the file to the end of the bytes after its last field.
    pub(in crate::run::draft) fn fill_remainder(&mut self, io: IoId) {
        let Some(given) = self.given() else { return };
        let Some((at, bytes)) = given.file.remainder.gaps.last_key_value() else { return };
        let end = at.saturating_add(bytes.len() as u64);
        if let Some(stream) = self.io_mut(io) {
            stream.max_end = stream.max_end.max(end);
        }
        // The stream can grow this far.
        let _ = self.grow(io, end);
        let Some(draft) = &self.draft else { return };
        let Some(given) = &draft.given else { return };
        let Some(file) = draft.buffers.get(&0) else { return };
        let lost = given.file.remainder.gaps.iter().find(|(at, bytes)| {
            let start = usize::try_from(**at).unwrap_or(usize::MAX);
            let masks = file.mask().iter().skip(start).zip(bytes.iter());
            let decided = |(mask, byte): (&u8, &u8), now: &u8| *mask == 0xff && byte != now;
            masks.zip(file.bytes.iter().skip(start)).any(|(pair, now)| decided(pair, now))
        });
        if let Some((at, _)) = lost {
            let message = format!("bytes at 0x{at:x} are covered by fields");
            let kind = BuildErrorKind::ReadsDifferently;
            let error = BuildError::new("$rest", message).of_kind(kind);
            let keep = given.file.options.keep;
            if let Some(given) = self.given_mut().filter(|_| !keep) {
                given.problems.push(error);
            }
        }
    }

    /// Takes the result of a pass.
    pub(crate) fn pass_result(&mut self) -> PassResult {
        let size = self.io(IoId(0)).size();
        let Some(draft) = &mut self.draft else { return PassResult::default() };
        let Some(given) = &mut draft.given else { return PassResult::default() };
        let mut previous = HashMap::new();
        for (id, buffer) in &draft.buffers {
            let key = if *id == 0 { Some(&FILE) } else { given.buffer_keys.get(id) };
            if let Some(key) = key {
                let mut bytes = buffer.finished();
                if *id == 0 {
                    bytes.truncate(usize::try_from(size).unwrap_or(usize::MAX));
                }
                previous.insert(*key, bytes);
            }
        }
        let mut missing: Vec<_> = given
            .free
            .values()
            .filter(|free| !free.determined)
            .map(|free| free.field_ref)
            .collect();
        missing.sort_by_key(|at| (at.object.0, at.slot, at.index));
        let layout = given.following.take().map(|values| values.now).unwrap_or_default();
        let looked_ahead = given.looked_ahead;
        let problems = std::mem::take(&mut given.problems);
        let stable = previous == given.previous;
        PassResult { previous, problems, missing, stable, layout, looked_ahead }
    }

    /// Returns the offset and size of the strings and byte fields that were written.
    pub(crate) fn written_bytes(&self) -> Vec<(FieldRef, BufferId, u64, u64)> {
        let Some(draft) = &self.draft else { return Vec::new() };
        let texts = draft.texts.iter().copied();
        let packed = draft.given.iter().flat_map(|given| given.packed.iter().copied());
        texts.chain(packed).collect()
    }

    /// Records that the stored bytes of a field are used.
    pub(super) fn keep_stored(&mut self, field_ref: FieldRef) {
        if let Some(given) = self.given_mut() {
            given.kept.push(field_ref);
        }
    }

    /// Returns the path and stored bytes of the fields that would be written differently.
    pub(crate) fn kept_fields(&self) -> Vec<(String, Vec<u8>)> {
        let Some(given) = self.given() else { return Vec::new() };
        let kept = given.kept.iter().filter_map(|at| {
            let path = self.path(*at);
            let stored = given.file.remainder.fields.get(&path)?.clone();
            Some((path, stored))
        });
        kept.collect()
    }

    /// Returns the written leaf of a field.
    pub(super) fn leaf_of(&self, key: u64) -> Option<WrittenLeaf> {
        self.draft.as_ref()?.leaves.get(&key).copied()
    }
}
