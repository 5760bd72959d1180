//! The machine that reads data by a [`Program`].

mod bits;
mod budget;
mod check;
mod draft;
mod element;
mod eval;
mod extent;
mod field;
mod fold;
mod instance;
mod method;
mod object;
pub(crate) mod ops;
mod path;
mod process;
mod stop;
mod stream;
mod watch;

pub(crate) use draft::{Draft, Fixed, Plan};
pub(crate) use fold::fold;
pub(crate) use stop::{Res, Stop};
pub(crate) use watch::Watched;

use crate::ir::{Class, Program};
use crate::model::TypeId;
use crate::value::{ArrId, Bytes, IoId, ObjId, TableId, Val};
use bytescope_inspect::{Buffer, BufferId, Fault, Limits, Span};
use std::collections::HashMap;
use stream::Stream;

/// Reads one input. What was read stays here: values in cells, with their places.
pub(crate) struct Machine<'d> {
    pub(crate) program: &'d Program,
    source: &'d [u8],
    pub(crate) buffers: Vec<Buffer>,
    streams: Vec<Stream>,
    pub(crate) objects: Vec<Object>,
    /// The slots of all objects.
    cells: Vec<Cell>,
    pub(crate) arrays: Vec<Vec<Cell>>,
    pub(crate) tables: Vec<TableData>,
    pub(crate) faults: HashMap<Place, Fault>,
    /// What was checked and held, at its place.
    pub(crate) verified: HashMap<Place, &'static str>,
    pub(crate) limits: Limits,
    watch: Option<watch::Watch<'d>>,
    first_fault: Option<Fault>,
    /// How far an open input would have to go, to go on where it was too short.
    needs: u64,
    used: budget::Used,
    /// What is being written, when the input does not exist yet.
    pub(crate) draft: Option<Box<Draft<'d>>>,
}

/// Memory of a machine that is done, for the next one.
#[derive(Default)]
pub(crate) struct Scratch {
    buffers: Vec<Buffer>,
    streams: Vec<Stream>,
    objects: Vec<Object>,
    cells: Vec<Cell>,
    arrays: Vec<Vec<Cell>>,
    tables: Vec<TableData>,
    faults: HashMap<Place, Fault>,
    verified: HashMap<Place, &'static str>,
}

/// A value and where it stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cell {
    pub(crate) val: Val,
    pub(crate) span: Span,
}

/// A field of an object, or an item of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    pub(crate) object: ObjId,
    pub(crate) slot: usize,
    pub(crate) index: Option<u64>,
}

/// An object of a class.
#[derive(Clone, Debug)]
pub(crate) struct Object {
    pub(crate) class: TypeId,
    /// Its first cell.
    base: usize,
    pub(crate) parent: Option<ObjId>,
    pub(crate) root: Option<ObjId>,
    pub(crate) io: IoId,
    /// The byte order of numbers that leave it to the object: little?
    little: Option<bool>,
    /// The field that it is the value of.
    pub(crate) place: Option<Place>,
}

/// Records of one size that nobody has looked at.
#[derive(Clone, Debug)]
pub(crate) struct TableData {
    /// The field that they are the value of.
    pub(crate) place: Place,
    pub(crate) span: Span,
    pub(crate) stride: u64,
    pub(crate) count: u64,
    /// A record that was cut short.
    pub(crate) rest: Option<Cell>,
}

/// What an expression sees.
#[derive(Clone, Copy)]
struct Env<'e> {
    this: ObjId,
    item: Option<&'e Val>,
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

    /// A machine that takes the memory of another.
    pub(crate) fn reusing(
        room: Scratch,
        program: &'d Program,
        source: &'d [u8],
        limits: Limits,
    ) -> Self {
        let Scratch { buffers, streams, objects, cells, arrays, tables, faults, verified } = room;
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
            limits,
            watch: None,
            first_fault: None,
            needs: 0,
            used: budget::Used::default(),
            draft: None,
        }
    }

    /// Its memory, for another machine.
    pub(crate) fn room(self) -> Scratch {
        macro_rules! cleared {
            ($($name:ident),*) => { Scratch { $($name: { let mut all = self.$name; all.clear(); all }),* } };
        }
        cleared!(buffers, streams, objects, cells, arrays, tables, faults, verified)
    }

    /// Reads the beginning of the input, which may go on unless it is `whole`, as an object of the
    /// schema's top type. Where it is too short, it must go up to [`needs`](Self::needs).
    pub(crate) fn run_frame(&mut self, whole: bool) -> (Option<ObjId>, Result<(), Box<Stop>>) {
        let end = self.source.len() as u64;
        let io = self.stream(BufferId::SOURCE, 0, end);
        if let Some(stream) = self.io_mut(io) {
            stream.open = !whole;
        }
        self.read(self.program.top, io)
    }

    /// How far the input must go to be read, when it is open and too short; 0 when it is not.
    pub(crate) fn needs(&self) -> u64 {
        self.needs
    }

    /// Reads the whole input as an object of the schema's top type.
    pub(crate) fn run(&mut self) -> (Option<ObjId>, Result<(), Box<Stop>>) {
        let end = self.source.len() as u64;
        let top = self.program.top;
        self.run_at(top, 0, end)
    }

    /// Reads `start..end` of the input as an object of a type.
    pub(crate) fn run_at(
        &mut self,
        class: TypeId,
        start: u64,
        end: u64,
    ) -> (Option<ObjId>, Result<(), Box<Stop>>) {
        let io = self.stream(BufferId::SOURCE, start, end);
        self.read(class, io)
    }

    fn read(&mut self, class: TypeId, io: IoId) -> (Option<ObjId>, Result<(), Box<Stop>>) {
        match self.object(class, io, None, Vec::new()) {
            Ok(id) => (Some(id), Ok(())),
            Err(mut stop) => match stop.partial.take() {
                Some(Val::Obj(id)) => (Some(id), Err(stop)),
                _ => (None, Err(stop)),
            },
        }
    }

    /// Where reading of an object's stream has got to, in bytes of its buffer.
    pub(crate) fn end_of(&self, object: ObjId) -> u64 {
        let stream = self.io(self.object_ref(object).io);
        stream.start.saturating_add(stream.pos())
    }

    pub(crate) fn buffer(&self, id: BufferId) -> &[u8] {
        if let Some(bytes) = self.draft.as_ref().and_then(|draft| draft.bytes(id)) {
            return bytes;
        }
        bytescope_inspect::Bytes { source: self.source, buffers: &self.buffers }.buffer(id)
    }

    pub(crate) fn slice<'b>(&'b self, bytes: &'b Bytes) -> &'b [u8] {
        match bytes {
            Bytes::Own(bytes) => bytes,
            Bytes::At { buffer, start, len } => {
                let end = usize::try_from(start.saturating_add(*len)).unwrap_or(usize::MAX);
                let start = usize::try_from(*start).unwrap_or(usize::MAX);
                self.buffer(BufferId(*buffer)).get(start..end).unwrap_or_default()
            }
        }
    }

    pub(crate) fn object_ref(&self, id: ObjId) -> &Object {
        // Ids are only made by pushing an object.
        static NONE: Object = Object {
            class: TypeId(0),
            base: 0,
            parent: None,
            root: None,
            io: IoId(0),
            little: None,
            place: None,
        };
        self.objects.get(id.0 as usize).unwrap_or(&NONE)
    }

    pub(crate) fn class_of(&self, id: ObjId) -> Option<&'d Class> {
        self.class(self.object_ref(id).class)
    }

    pub(crate) fn class(&self, id: TypeId) -> Option<&'d Class> {
        self.program.classes.get(id.index())
    }

    pub(crate) fn cell(&self, id: ObjId, slot: usize) -> Option<&Cell> {
        self.cells.get(self.object_ref(id).base.saturating_add(slot))
    }

    fn set(&mut self, id: ObjId, slot: usize, cell: Cell) {
        let at = self.object_ref(id).base.saturating_add(slot);
        if let Some(place) = self.cells.get_mut(at) {
            *place = cell;
        }
    }

    pub(crate) fn array(&self, id: ArrId) -> &[Cell] {
        self.arrays.get(id.0 as usize).map_or(&[], Vec::as_slice)
    }

    fn new_array(&mut self, cells: Vec<Cell>) -> ArrId {
        let id = ArrId(u32::try_from(self.arrays.len()).unwrap_or(u32::MAX));
        self.arrays.push(cells);
        id
    }

    pub(crate) fn table(&self, id: TableId) -> Option<&TableData> {
        self.tables.get(id.0 as usize)
    }
}
