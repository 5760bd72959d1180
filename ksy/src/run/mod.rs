//! The machine that reads data according to a [`Program`].

mod bits;
mod budget;
mod check;
mod checksum;
mod content;
mod draft;
mod element;
mod eval;
mod extent;
mod field;
mod fold;
mod halt;
mod instance;
mod item_run;
mod known;
mod leaf;
mod method;
mod object;
mod on_demand;
pub(crate) mod on_tree;
pub(crate) mod ops;
mod path;
mod process;
mod stream;
mod verify;
mod watch;

pub(crate) use draft::given::{FollowingValues, GivenFile, GivenValues, Layout, PassResult};
pub(crate) use draft::{DraftBuffer, FileDraft, FixedValue, Plan};
pub(crate) use extent::{fill, trimmed_len};
pub(crate) use fold::fold;
pub(crate) use halt::{Halt, Res};
pub(crate) use item_run::{ItemExtent, ItemRun};
pub(crate) use known::{KnownLists, SlotPath};
pub(crate) use on_demand::{ItemPosition, ListIndex, Outside};
pub(crate) use watch::WatchedItem;

use crate::ir::{ObjectType, Program};
use crate::model::TypeId;
use crate::value::{ArrId, ByteString, IoId, ObjId, TableId, Val};
use bytescope_inspect::{Buffer, BufferId, Fault, Limit, Limits, Span};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;
use stream::Stream;

/// Reader of an input. Stores the values read so far in cells, with their spans.
pub(crate) struct Machine<'d> {
    pub(crate) program: &'d Program,
    source: &'d [u8],
    pub(crate) buffers: Vec<Buffer>,
    streams: Vec<Stream>,
    pub(crate) objects: Vec<Object>,
    /// Cells of all objects: one per slot of an object.
    cells: Vec<StoredValue>,
    pub(crate) arrays: Vec<Vec<StoredValue>>,
    pub(crate) tables: Vec<TableData>,
    pub(crate) faults: HashMap<FieldRef, Fault>,
    /// Names of the verified checksums, by field.
    pub(crate) verified: HashMap<FieldRef, &'static str>,
    /// Checksums whose range has not been read, by the object and index of a field that each needs.
    pending_sums: HashMap<(ObjId, usize), Vec<FieldRef>>,
    pub(crate) limits: Limits,
    /// True if the expression being evaluated has used a field with a fault.
    tainted: bool,
    /// Fault that the innermost instance being evaluated has confined to an object of known size.
    confined: Option<Fault>,
    /// Confined faults of the evaluated instances. An expression must not use these instances.
    invalid_instances: HashMap<(ObjId, usize), Fault>,
    /// Limits reported by a recorded fault.
    reported_limits: Vec<Limit>,
    /// First invalid sequence of a string decoded by the expression being evaluated.
    invalid_text: Option<Fault>,
    watch: Option<watch::ListWatch<'d>>,
    /// True if the items of long lists are discarded and read again when needed.
    pub(crate) discards: bool,
    /// True if the instances of discarded items are evaluated, to find their faults.
    pub(crate) evaluates: bool,
    /// True if the whole file has been read.
    is_complete: bool,
    /// True if instances that have not been evaluated have no value.
    known_only: bool,
    /// Function that receives the offset up to which a long list has been read.
    pub(crate) progress: Option<&'d mut (dyn FnMut(u64) + 'd)>,
    /// Offset at which the function is called next.
    next_progress: u64,
    /// Lists whose items were found by another machine.
    pub(crate) known: Option<Arc<KnownLists>>,
    /// Smallest id of an object outside the current item with an instance that was evaluated to an
    /// object, list or stream in the item; `usize::MAX` if there is none.
    escaped: usize,
    first_fault: Option<Fault>,
    /// Size that an open input must have for reading to continue.
    needs: u64,
    used: budget::Used,
    /// File under construction, if the machine generates a file instead of reading one.
    pub(crate) draft: Option<Box<FileDraft<'d>>>,
}

/// Memory of a finished machine, reused by the next one.
#[derive(Default)]
pub(crate) struct Scratch {
    buffers: Vec<Buffer>,
    streams: Vec<Stream>,
    objects: Vec<Object>,
    cells: Vec<StoredValue>,
    arrays: Vec<Vec<StoredValue>>,
    tables: Vec<TableData>,
    faults: HashMap<FieldRef, Fault>,
    verified: HashMap<FieldRef, &'static str>,
}

/// A value and its span.
#[derive(Clone, Debug, Default)]
pub(crate) struct StoredValue {
    pub(crate) val: Val,
    pub(crate) span: Span,
}

/// A field of an object, or one item of a list field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct FieldRef {
    pub(crate) object: ObjId,
    pub(crate) slot: usize,
    /// Index of the item; `None` for the field itself.
    pub(crate) index: Option<u64>,
}

/// An object of a schema type.
#[derive(Clone, Debug)]
pub(crate) struct Object {
    pub(crate) class: TypeId,
    /// Index of the first cell of the object in `Machine::cells`.
    base: usize,
    pub(crate) parent: Option<ObjId>,
    pub(crate) root: Option<ObjId>,
    pub(crate) io: IoId,
    /// Byte order determined at run time: `true` if little-endian; `None` if not determined.
    pub(crate) little: Option<bool>,
    /// Field that contains the object; `None` for the root.
    pub(crate) field_ref: Option<FieldRef>,
    /// Number of fields of `seq` that have been read.
    num_read: usize,
}

/// Items that are read on demand.
#[derive(Clone, Debug)]
pub(crate) struct TableData {
    /// Field that contains the items.
    pub(crate) field_ref: FieldRef,
    pub(crate) span: Span,
    pub(crate) count: u64,
    pub(crate) items: TableItems,
    /// Items that are kept, each with its index: invalid ones, and after the complete items one that
    /// could not be read completely.
    pub(crate) kept: Vec<(u64, StoredValue)>,
    /// Number of invalid items that are not kept.
    pub(crate) unlisted: u64,
    /// Items whose instances are to be evaluated when the whole file has been read.
    pub(crate) unproven: Vec<Range<u64>>,
}

impl TableData {
    /// Creates a table without items.
    fn new(field_ref: FieldRef, span: Span) -> Self {
        Self {
            field_ref,
            span,
            count: 0,
            items: TableItems::Fixed(0),
            kept: Vec::new(),
            unlisted: 0,
            unproven: Vec::new(),
        }
    }
}

/// Location of the items of a table.
#[derive(Clone, Debug)]
pub(crate) enum TableItems {
    /// Records without rules that have this size in bytes.
    Fixed(u64),
    /// Items that were all read once.
    Variable(Arc<ListIndex>),
}

/// Environment of an expression.
#[derive(Clone, Copy)]
struct Env<'e> {
    this: ObjId,
    /// Value of `_`.
    item: Option<&'e Val>,
    /// Value of `_index`.
    index: u64,
}

impl Env<'_> {
    fn of(this: ObjId) -> Self {
        Self { this, item: None, index: 0 }
    }
}

impl<'d> Machine<'d> {
    pub(crate) fn new(program: &'d Program, source: &'d [u8], limits: Limits) -> Self {
        Self::reusing(Scratch::default(), program, source, limits)
    }

    /// Creates a machine that reuses the memory of another.
    pub(crate) fn reusing(
        scratch: Scratch,
        program: &'d Program,
        source: &'d [u8],
        limits: Limits,
    ) -> Self {
        let Scratch { buffers, streams, objects, cells, arrays, tables, faults, verified } =
            scratch;
        Self {
            program,
            source,
            buffers,
            streams,
            objects,
            cells,
            arrays,
            tables,
            faults,
            verified,
            pending_sums: HashMap::new(),
            limits,
            tainted: false,
            confined: None,
            invalid_instances: HashMap::new(),
            reported_limits: Vec::new(),
            invalid_text: None,
            watch: None,
            discards: false,
            evaluates: false,
            is_complete: false,
            known_only: false,
            progress: None,
            next_progress: 0,
            known: None,
            escaped: usize::MAX,
            first_fault: None,
            needs: 0,
            used: budget::Used::default(),
            draft: None,
        }
    }

    /// Returns the memory for reuse by another machine.
    pub(crate) fn into_scratch(self) -> Scratch {
        macro_rules! cleared {
            ($($name:ident),*) => { Scratch { $($name: { let mut all = self.$name; all.clear(); all }),* } };
        }
        cleared!(buffers, streams, objects, cells, arrays, tables, faults, verified)
    }

    /// Reads the start of the input as an object of the schema's top-level type. Unless `whole`,
    /// more input may follow; if the input is too short, [`needs`](Self::needs) returns the
    /// required size.
    pub(crate) fn run_frame(&mut self, whole: bool) -> (Option<ObjId>, Result<(), Box<Halt>>) {
        let end = self.source.len() as u64;
        let io = self.stream(BufferId::SOURCE, 0, end);
        if let Some(stream) = self.io_mut(io) {
            stream.open = !whole;
        }
        self.read(self.program.top, io)
    }

    /// Returns the size that an open input must have for reading to continue; 0 if it is large
    /// enough.
    pub(crate) fn needs(&self) -> u64 {
        self.needs
    }

    /// Reads the whole input as an object of the schema's top-level type.
    pub(crate) fn run(&mut self) -> (Option<ObjId>, Result<(), Box<Halt>>) {
        let end = self.source.len() as u64;
        let top = self.program.top;
        self.run_at(top, 0, end)
    }

    /// Reads `start..end` of the input as an object of the type `class`.
    pub(crate) fn run_at(
        &mut self,
        class: TypeId,
        start: u64,
        end: u64,
    ) -> (Option<ObjId>, Result<(), Box<Halt>>) {
        let io = self.stream(BufferId::SOURCE, start, end);
        self.read(class, io)
    }

    fn read(&mut self, class: TypeId, io: IoId) -> (Option<ObjId>, Result<(), Box<Halt>>) {
        match self.object(class, io, None, Vec::new()) {
            Ok(id) => (Some(id), Ok(())),
            Err(mut halt) => match halt.partial.take() {
                Some(Val::Obj(id)) => (Some(id), Err(halt)),
                _ => (None, Err(halt)),
            },
        }
    }

    /// Returns the current offset of an object's stream in its buffer.
    pub(crate) fn end_of(&self, object: ObjId) -> u64 {
        let stream = self.io(self.object_ref(object).io);
        stream.start.saturating_add(stream.pos())
    }

    /// Returns the buffer of the stream of an object.
    pub(crate) fn buffer_of(&self, id: ObjId) -> BufferId {
        self.io(self.object_ref(id).io).buffer
    }

    /// Returns the bytes of a span.
    pub(crate) fn bytes_of(&self, span: Span) -> &[u8] {
        self.slice_of(span.buffer, span.start(), span.end())
    }

    /// True if fields are written before they are read.
    fn writes(&self) -> bool {
        self.draft.is_some() && !self.is_reading() && !self.is_patching()
    }

    /// True if a field is written before it is read.
    fn writes_field(&mut self, field_ref: FieldRef) -> bool {
        self.writes() || self.is_patching() && self.is_given(field_ref)
    }

    pub(crate) fn buffer(&self, id: BufferId) -> &[u8] {
        if let Some(bytes) = self.draft.as_ref().and_then(|draft| draft.bytes(id)) {
            return bytes;
        }
        bytescope_inspect::Buffers { source: self.source, buffers: &self.buffers }.buffer(id)
    }

    pub(crate) fn slice<'b>(&'b self, bytes: &'b ByteString) -> &'b [u8] {
        match bytes {
            ByteString::Own(bytes) => bytes,
            ByteString::At { buffer, start, len } => {
                let end = usize::try_from(start.saturating_add(*len)).unwrap_or(usize::MAX);
                let start = usize::try_from(*start).unwrap_or(usize::MAX);
                self.buffer(BufferId(*buffer)).get(start..end).unwrap_or_default()
            }
        }
    }

    pub(crate) fn object_ref(&self, id: ObjId) -> &Object {
        // Every id comes from pushing an object, so the fallback is never used.
        static NONE: Object = Object {
            class: TypeId(0),
            base: 0,
            parent: None,
            root: None,
            io: IoId(0),
            little: None,
            field_ref: None,
            num_read: 0,
        };
        self.objects.get(id.0 as usize).unwrap_or(&NONE)
    }

    pub(crate) fn class_of(&self, id: ObjId) -> Option<&'d ObjectType> {
        self.class(self.object_ref(id).class)
    }

    pub(crate) fn class(&self, id: TypeId) -> Option<&'d ObjectType> {
        self.program.classes.get(id.index())
    }

    pub(crate) fn cell(&self, id: ObjId, slot: usize) -> Option<&StoredValue> {
        self.cells.get(self.object_ref(id).base.saturating_add(slot))
    }

    fn set(&mut self, id: ObjId, slot: usize, cell: StoredValue) {
        let at = self.object_ref(id).base.saturating_add(slot);
        if let Some(stored) = self.cells.get_mut(at) {
            *stored = cell;
        }
    }

    pub(crate) fn array(&self, id: ArrId) -> &[StoredValue] {
        self.arrays.get(id.0 as usize).map_or(&[], Vec::as_slice)
    }

    fn new_array(&mut self, cells: Vec<StoredValue>) -> ArrId {
        let id = ArrId(u32::try_from(self.arrays.len()).unwrap_or(u32::MAX));
        self.arrays.push(cells);
        id
    }

    pub(crate) fn table(&self, id: TableId) -> Option<&TableData> {
        self.tables.get(id.0 as usize)
    }
}
