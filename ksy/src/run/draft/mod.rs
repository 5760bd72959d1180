//! Writing of files: a machine that writes its input while reading it.
//!
//! The machine processes a schema as if it read data. Before it reads bits that are not decided
//! yet, it writes them, so every expression evaluates as it will when the file is read. Streams
//! without a fixed end grow; a length field is corrected after its data is written.
//!
//! The values are either [`given`] or chosen, for a sample.

mod buffer;
mod fixed;
pub(crate) mod given;
mod leaf;
mod number;
mod open_ends;
mod solve;
mod text;
mod trace;
mod within;

pub(crate) use fixed::{FixedValue, Plan};
pub(crate) use leaf::WrittenLeaf;
pub(in crate::run) use within::NewObject;

use super::{FieldRef, Halt, Machine};
use crate::make::hints::{Hint, Hints, Target};
use crate::make::random::{Random, mix};
use crate::value::{IoId, ObjId, Val};
pub(crate) use buffer::DraftBuffer;
use bytescope_inspect::{Buffer, BufferId, Origin, Span};
use given::GivenValues;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A file under construction.
#[derive(Debug)]
pub(crate) struct FileDraft<'d> {
    hints: &'d Hints,
    /// Decisions made in advance, plus those made during the run.
    pub(crate) plan: Plan,
    /// Buffers under construction, by buffer id; 0 is the file.
    pub(crate) buffers: BTreeMap<u32, DraftBuffer>,
    /// Offsets and formats of the chosen values, by key.
    leaves: HashMap<u64, WrittenLeaf>,
    /// Offset and size of each string and byte field, if values are given.
    texts: Vec<(FieldRef, BufferId, u64, u64)>,
    /// Key of the first value written at a bit offset of a buffer.
    owners: HashMap<(u32, u64), u64>,
    /// For values at the offset of a value written earlier: key of the earlier value, by key.
    pub(crate) aliases: HashMap<u64, u64>,
    /// Keys of values that must not change anymore because other data depends on them.
    locked: HashSet<u64>,
    /// Field values that make the current item the last of its list.
    goals: Vec<(Target, Val)>,
    /// Bytes that must not occur because they would terminate an enclosing field.
    avoid: Vec<u8>,
    /// Growing streams whose size was used, each with its key and assumed size.
    assumed: Vec<(IoId, u64, u64)>,
    /// Computed instances that have been evaluated.
    pub(crate) computed: Vec<(ObjId, usize)>,
    /// Checksums, in the order in which they were written.
    pub(super) sums: Vec<FieldRef>,
    /// Last value written.
    pub(crate) last: Option<FieldRef>,
    /// Maximum size of the file in bytes.
    max_size: u64,
    /// True if the plan changed in a way that requires writing the file again.
    pub(crate) again: bool,
    /// Values to write; `None` if values are chosen.
    pub(crate) given: Option<GivenValues<'d>>,
}

/// Returns the key of a stream for its size.
fn stream_key(io: IoId, stream: super::stream::Stream) -> u64 {
    // A substream may start where the file starts.
    let kind = if io == IoId(0) { 4 } else { 5 };
    mix(mix(stream.buffer.0.into(), stream.start), kind)
}

/// Key of the root object.
const ROOT: u64 = 0x6279_7465;

impl<'d> FileDraft<'d> {
    pub(crate) fn new(hints: &'d Hints, plan: Plan) -> Self {
        Self {
            hints,
            plan,
            buffers: BTreeMap::from([(BufferId::SOURCE.0, DraftBuffer::default())]),
            leaves: HashMap::new(),
            texts: Vec::new(),
            owners: HashMap::new(),
            aliases: HashMap::new(),
            locked: HashSet::new(),
            goals: Vec::new(),
            avoid: Vec::new(),
            assumed: Vec::new(),
            computed: Vec::new(),
            sums: Vec::new(),
            last: None,
            max_size: 0,
            again: false,
            given: None,
        }
    }

    /// Creates a file in which given values are written.
    pub(crate) fn of_values(hints: &'d Hints, plan: Plan, given: GivenValues<'d>) -> Self {
        let mut draft = Self::new(hints, plan);
        draft.buffers.insert(BufferId::SOURCE.0, given.file_buffer());
        draft.given = Some(given);
        draft
    }

    /// Creates a draft that changes a single field of a file.
    pub(crate) fn of_patch(hints: &'d Hints, plan: Plan, given: GivenValues<'d>) -> Self {
        Self { buffers: BTreeMap::new(), given: Some(given), ..Self::new(hints, plan) }
    }

    /// Returns the bytes of a buffer under construction.
    pub(super) fn bytes(&self, id: BufferId) -> Option<&[u8]> {
        self.buffers.get(&id.0).map(|buffer| buffer.bytes.as_slice())
    }

    fn buffer_mut(&mut self, id: BufferId) -> &mut DraftBuffer {
        self.buffers.entry(id.0).or_default()
    }

    /// Returns the number of bytes written so far, in all buffers.
    fn written(&self) -> u64 {
        self.buffers.values().map(DraftBuffer::len).sum()
    }

    /// Returns the number of bytes remaining up to the target size.
    fn left(&self) -> u64 {
        self.plan.target.saturating_sub(self.written())
    }

    /// Returns the random generator of a field, which is different for each attempt.
    fn random(&self, key: u64, attempt: u64) -> Random {
        let salt = self.plan.salts.get(&key).copied().unwrap_or(0);
        Random::new(mix(mix(self.plan.seed, key), mix(salt, attempt)))
    }
}

impl<'d> Machine<'d> {
    /// Writes a file into buffer 0.
    pub(crate) fn make_file(&mut self, max_size: u64) -> (Option<ObjId>, Result<(), Box<Halt>>) {
        let io = self.stream(BufferId::SOURCE, 0, 0);
        if let Some(draft) = &mut self.draft {
            draft.max_size = max_size;
        }
        if let Some(stream) = self.io_mut(io) {
            stream.max_end = max_size;
        }
        let made = self.object(self.program.top, io, None, Vec::new());
        let made = made.and_then(|id| self.finish(None, 0).map(|()| id));
        self.drop_optional_end(io);
        self.fill_remainder(io);
        let made = made.and_then(|id| self.settle_checksums().map(|()| id));
        self.compare_sizes();
        match made {
            Ok(id) => (Some(id), Ok(())),
            Err(mut halt) => match halt.partial.take() {
                Some(Val::Obj(id)) => (Some(id), Err(halt)),
                _ => (None, Err(halt)),
            },
        }
    }

    /// Returns the content of the written file.
    pub(crate) fn file(&self) -> &[u8] {
        let file = self.buffer(BufferId::SOURCE);
        // Bytes after the end of the stream were read, but not written.
        let size = usize::try_from(self.io(IoId(0)).size()).unwrap_or(usize::MAX);
        file.get(..size).unwrap_or(file)
    }

    /// Returns the key of a field or item: a hash of its path, which is the same in every run.
    pub(crate) fn key(&self, field_ref: FieldRef) -> u64 {
        let above = self.object_key(field_ref.object);
        let index = field_ref.index.map_or(0, |index| index.saturating_add(1));
        mix(mix(above, field_ref.slot as u64), index)
    }

    fn object_key(&self, id: ObjId) -> u64 {
        self.object_ref(id).field_ref.map_or(ROOT, |field_ref| self.key(field_ref))
    }

    /// Returns the hints about a field.
    fn hint(&self, field_ref: FieldRef) -> Option<&'d Hint> {
        let hints = self.draft.as_ref()?.hints;
        hints.get((self.object_ref(field_ref.object).class, field_ref.slot))
    }

    /// Adds a buffer under construction.
    fn new_buffer(&mut self, buffer: DraftBuffer) -> BufferId {
        let origin = Origin { process: "made", input: Span::default() };
        self.buffers.push(Buffer { bytes: [].into(), origin });
        // Buffer 0 is the file.
        let id = BufferId(u32::try_from(self.buffers.len()).unwrap_or(u32::MAX));
        if let Some(draft) = &mut self.draft {
            draft.buffers.insert(id.0, buffer);
        }
        id
    }
}
