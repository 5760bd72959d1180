//! Generation of files: a machine that writes its input while reading it.
//!
//! The machine processes a schema as if it read data. Before it reads bits that are not decided
//! yet, it chooses values for them, so every expression evaluates as it will when the file is
//! read. Streams without a fixed end grow; a length is corrected after the data it counts.

mod buffer;
mod fixed;
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
use buffer::DraftBuffer;
use bytescope_inspect::{Buffer, BufferId, Origin, Span};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A file under construction.
#[derive(Debug)]
pub(crate) struct SampleDraft<'d> {
    hints: &'d Hints,
    /// Decisions made in advance, plus those made during the run.
    pub(crate) plan: Plan,
    /// Buffers under construction, by buffer id; 0 is the file.
    sheets: BTreeMap<u32, DraftBuffer>,
    /// Positions of the chosen values, by key.
    leaves: HashMap<u64, WrittenLeaf>,
    /// Key of the first value written at a bit offset of a buffer.
    owners: HashMap<(u32, u64), u64>,
    /// Keys of values at an offset where another value was written first, and that value's key.
    pub(crate) aliases: HashMap<u64, u64>,
    /// Keys of numbers that must not change anymore because other data depends on them.
    locked: HashSet<u64>,
    /// Values that the current item must have to end its list.
    goals: Vec<(Target, Val)>,
    /// Bytes that must not occur because they would terminate an enclosing field.
    avoid: Vec<u8>,
    /// Growing streams whose size was used: stream, key and the size that was assumed.
    assumed: Vec<(IoId, u64, u64)>,
    /// Computed instances that have been evaluated.
    pub(crate) computed: Vec<(ObjId, usize)>,
    /// Last value written.
    pub(crate) last: Option<FieldRef>,
    /// `true` if the plan changed so that the file must be written again.
    pub(crate) again: bool,
}

/// Key of the root object.
const ROOT: u64 = 0x6279_7465;

impl<'d> SampleDraft<'d> {
    pub(crate) fn new(hints: &'d Hints, plan: Plan) -> Self {
        Self {
            hints,
            plan,
            sheets: BTreeMap::from([(BufferId::SOURCE.0, DraftBuffer::default())]),
            leaves: HashMap::new(),
            owners: HashMap::new(),
            aliases: HashMap::new(),
            locked: HashSet::new(),
            goals: Vec::new(),
            avoid: Vec::new(),
            assumed: Vec::new(),
            computed: Vec::new(),
            last: None,
            again: false,
        }
    }

    /// Bytes of a buffer under construction.
    pub(super) fn bytes(&self, id: BufferId) -> Option<&[u8]> {
        self.sheets.get(&id.0).map(|sheet| sheet.bytes.as_slice())
    }

    fn sheet(&mut self, id: BufferId) -> &mut DraftBuffer {
        self.sheets.entry(id.0).or_default()
    }

    /// Number of bytes written so far, in all buffers.
    fn written(&self) -> u64 {
        self.sheets.values().map(DraftBuffer::len).sum()
    }

    /// Number of bytes remaining up to the target size.
    fn left(&self) -> u64 {
        self.plan.target.saturating_sub(self.written())
    }

    /// Random generator of a field, different for each attempt.
    fn random(&self, key: u64, attempt: u64) -> Random {
        let salt = self.plan.salts.get(&key).copied().unwrap_or(0);
        Random::new(mix(mix(self.plan.seed, key), mix(salt, attempt)))
    }
}

impl<'d> Machine<'d> {
    /// Writes a file into buffer 0.
    pub(crate) fn make_file(&mut self, most: u64) -> (Option<ObjId>, Result<(), Box<Halt>>) {
        let io = self.stream(BufferId::SOURCE, 0, 0);
        if let Some(stream) = self.io_mut(io) {
            stream.most = most;
        }
        let made = self.object(self.program.top, io, None, Vec::new());
        let made = made.and_then(|id| self.finish(None).map(|()| id));
        self.compare_sizes();
        match made {
            Ok(id) => (Some(id), Ok(())),
            Err(mut stop) => match stop.partial.take() {
                Some(Val::Obj(id)) => (Some(id), Err(stop)),
                _ => (None, Err(stop)),
            },
        }
    }

    /// Content of the written file.
    pub(crate) fn file(&self) -> &[u8] {
        self.buffer(BufferId::SOURCE)
    }

    /// Key of a field or item: a hash of its path, the same in every run.
    pub(crate) fn key(&self, place: FieldRef) -> u64 {
        let above = self.object_key(place.object);
        let index = place.index.map_or(0, |index| index.saturating_add(1));
        mix(mix(above, place.slot as u64), index)
    }

    fn object_key(&self, id: ObjId) -> u64 {
        self.object_ref(id).place.map_or(ROOT, |place| self.key(place))
    }

    /// Hints about a field, collected from the rest of the schema.
    fn hint(&self, place: FieldRef) -> Option<&'d Hint> {
        let hints = self.draft.as_ref()?.hints;
        hints.get((self.object_ref(place.object).class, place.slot))
    }

    /// Adds a buffer under construction.
    fn new_sheet(&mut self, sheet: DraftBuffer) -> BufferId {
        let origin = Origin { process: "made", input: Span::default() };
        self.buffers.push(Buffer { bytes: [].into(), origin });
        // Buffer 0 is the file.
        let id = BufferId(u32::try_from(self.buffers.len()).unwrap_or(u32::MAX));
        if let Some(draft) = &mut self.draft {
            draft.sheets.insert(id.0, sheet);
        }
        id
    }
}
