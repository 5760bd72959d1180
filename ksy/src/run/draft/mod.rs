//! Writing instead of reading: a machine whose input does not exist yet.
//!
//! The machine runs over a schema as it does over data. Where it is about to read bits that nobody
//! has decided, values are chosen for them first; so every expression is computed as it will be
//! when the file is read. Ends that are open grow; lengths are put right behind what they count.

mod ends;
mod fixed;
mod leaf;
mod number;
mod settle;
mod sheet;
mod text;
mod trace;
mod within;

pub(crate) use fixed::{Fixed, Plan};
pub(crate) use leaf::Leaf;

use super::{Machine, Place, Stop};
use crate::make::hints::{Hint, Hints, Target};
use crate::make::random::{Random, mix};
use crate::value::{IoId, ObjId, Val};
use bytescope_inspect::{Buffer, BufferId, Origin, Span};
use sheet::Sheet;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What is being written.
#[derive(Debug)]
pub(crate) struct Draft<'d> {
    hints: &'d Hints,
    /// What is decided beforehand; what is found out on the way is added.
    pub(crate) plan: Plan,
    /// Buffers under construction by number; 0 is the file.
    sheets: BTreeMap<u32, Sheet>,
    /// Where the numbers stand that were chosen, by key.
    leaves: HashMap<u64, Leaf>,
    /// The key of the value that was first written from a bit of a buffer on.
    owners: HashMap<(u32, u64), u64>,
    /// Values that stand where another was written before, and the key of that one.
    pub(crate) aliases: HashMap<u64, u64>,
    /// Numbers that something was fitted to.
    locked: HashSet<u64>,
    /// What the item that is being written shall be, so that its list ends.
    goals: Vec<(Target, Val)>,
    /// Bytes that must not occur, because they end what is being written.
    avoid: Vec<u8>,
    /// Streams whose size was asked for while they grew, and what was answered.
    asked: Vec<(IoId, u64, u64)>,
    /// Instances that have computed a value.
    pub(crate) computed: Vec<(ObjId, usize)>,
    /// The value that was written last.
    pub(crate) last: Option<Place>,
    /// Whether something was found out that the bytes before do not follow yet.
    pub(crate) again: bool,
}

/// The key of the file itself.
const ROOT: u64 = 0x6279_7465;

impl<'d> Draft<'d> {
    pub(crate) fn new(hints: &'d Hints, plan: Plan) -> Self {
        Self {
            hints,
            plan,
            sheets: BTreeMap::from([(BufferId::SOURCE.0, Sheet::default())]),
            leaves: HashMap::new(),
            owners: HashMap::new(),
            aliases: HashMap::new(),
            locked: HashSet::new(),
            goals: Vec::new(),
            avoid: Vec::new(),
            asked: Vec::new(),
            computed: Vec::new(),
            last: None,
            again: false,
        }
    }

    /// The bytes of a buffer under construction.
    pub(super) fn bytes(&self, id: BufferId) -> Option<&[u8]> {
        self.sheets.get(&id.0).map(|sheet| sheet.bytes.as_slice())
    }

    fn sheet(&mut self, id: BufferId) -> &mut Sheet {
        self.sheets.entry(id.0).or_default()
    }

    /// Bytes of the file so far.
    fn written(&self) -> u64 {
        self.sheets.values().map(Sheet::len).sum()
    }

    /// Bytes that the sample may still take, as far as it is up to us.
    fn left(&self) -> u64 {
        self.plan.target.saturating_sub(self.written())
    }

    /// The choices of a place; each try of one place has its own.
    fn random(&self, key: u64, tried: u64) -> Random {
        let salt = self.plan.salts.get(&key).copied().unwrap_or(0);
        Random::new(mix(mix(self.plan.seed, key), mix(salt, tried)))
    }
}

impl<'d> Machine<'d> {
    /// Writes a file; it is the machine's buffer 0 afterwards.
    pub(crate) fn make_file(&mut self, most: u64) -> (Option<ObjId>, Result<(), Box<Stop>>) {
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

    /// The file that was written.
    pub(crate) fn file(&self) -> &[u8] {
        self.buffer(BufferId::SOURCE)
    }

    /// A name for a place that is the same in every run: the way to it.
    pub(crate) fn key(&self, place: Place) -> u64 {
        let above = self.object_key(place.object);
        let index = place.index.map_or(0, |index| index.saturating_add(1));
        mix(mix(above, place.slot as u64), index)
    }

    fn object_key(&self, id: ObjId) -> u64 {
        self.object_ref(id).place.map_or(ROOT, |place| self.key(place))
    }

    /// What the schema says elsewhere of a field.
    fn hint(&self, place: Place) -> Option<&'d Hint> {
        let hints = self.draft.as_ref()?.hints;
        hints.get((self.object_ref(place.object).class, place.slot))
    }

    /// A new buffer under construction.
    fn new_sheet(&mut self, sheet: Sheet) -> BufferId {
        let origin = Origin { how: "made", from: Span::default() };
        self.buffers.push(Buffer { bytes: [].into(), origin });
        // Buffer 0 is the file.
        let id = BufferId(u32::try_from(self.buffers.len()).unwrap_or(u32::MAX));
        if let Some(draft) = &mut self.draft {
            draft.sheets.insert(id.0, sheet);
        }
        id
    }
}
