//! Frames: a schema that is read at the beginning of bytes of which more may follow.

mod flat;
mod rows;
mod sync;

pub use flat::leaf::{Form, bits};
pub use rows::{FlatColumn, FrameRow, FrameRows, FrameTable};
pub use sync::Sync;

use crate::Schema;
use crate::ir::{Extent, Field, Kind, Program, Repeat, Size};
use crate::model::TypeId;
use crate::run::{Machine, Place, Room};
use crate::value::ObjId;
use bytescope_inspect::{Columns, Fault, FaultKind, Limits};
use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;

/// Bytes of the longest frame of a schema that does not say.
const LONGEST: u64 = 8192;

/// Types within types, when a schema is looked through.
const DEEPEST: usize = 16;

/// A schema of frames.
///
/// ```
/// use bytescope_ksy::{Judged, Schema, Search};
///
/// let text = "
/// meta: {id: reading, endian: le, -frame: {max-size: 16}}
/// seq:
///   - {id: sync, contents: [0xaa]}
///   - {id: celsius, type: s2}
///   - {id: sum, type: u1, -checksum: {algorithm: xor-8, from: celsius, to: celsius}}
/// ";
/// let schema = Schema::parse("reading.ksy".as_ref(), text.to_owned(), &Search::default())?;
/// let frames = schema.frames().unwrap();
/// assert_eq!(frames.judge(&[0xaa, 20], false), Judged::Needs(3));
/// assert_eq!(frames.judge(&[0xaa, 20, 1, 21, 0xff], false), Judged::Good { len: 4, sums: 1 });
/// assert!(matches!(frames.judge(&[0xaa, 20, 1, 22], false), Judged::Refused { .. }));
/// # Ok::<(), bytescope_ksy::Report>(())
/// ```
#[derive(Clone, Debug)]
pub struct Frames {
    program: Arc<Program>,
    framing: Framing,
    checked: bool,
    flat: Option<Arc<flat::Flat>>,
}

/// How the frames of a schema sit in a stream, as its `-frame` key says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Framing {
    /// Bytes of the longest frame, as it is sent.
    pub max_size: u64,
    /// How the end of a frame is kept out of it: `cobs`, `cobs/r`, `slip` or `hdlc`.
    pub stuffing: Option<String>,
    /// How many frames must follow for one without a checksum to count.
    pub confirm: u64,
}

/// What stands at the beginning of some bytes.
#[derive(Clone, Debug, PartialEq)]
pub enum Judged {
    /// A frame in which nothing is wrong.
    Good {
        /// Its bytes.
        len: u64,
        /// How many of its checksums were compared.
        sums: usize,
    },
    /// A frame whose checksum cannot be computed.
    Unverified {
        /// Its bytes.
        len: u64,
    },
    /// Perhaps a frame: at least so many bytes are needed to say.
    Needs(u64),
    /// No frame.
    Refused {
        /// The field that is wrong, as a path.
        path: String,
        /// What is wrong with it, and where.
        fault: Fault,
    },
}

thread_local! {
    /// What one frame took serves the next.
    static ROOM: RefCell<Room> = RefCell::default();
}

/// Reads with a machine whose memory is used again and again.
fn with_machine<'d, T>(
    program: &'d Program,
    bytes: &'d [u8],
    work: impl FnOnce(&mut Machine<'d>) -> T,
) -> T {
    let room = ROOM.take();
    let mut machine = Machine::reusing(room, program, bytes, Limits::default());
    let result = work(&mut machine);
    ROOM.set(machine.room());
    result
}

/// Why a schema describes no frames.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FramesError {
    /// It has no `-frame` key.
    NotFramed {
        /// The name of the schema.
        schema: String,
    },
    /// Nothing says where a frame ends.
    Endless {
        /// The name of the schema.
        schema: String,
        /// The path of the field that goes on to the end of the stream.
        path: String,
    },
}

impl fmt::Display for FramesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFramed { schema } => {
                write!(
                    f,
                    "{schema} says nothing of frames: add `-frame: {{max-size: …}}` below `meta`"
                )
            }
            Self::Endless { schema, path } => write!(
                f,
                "{schema}: `{path}` goes on to the end of the stream, so nothing says where a frame \
                 ends: give it a size, or the schema a `stuffing`"
            ),
        }
    }
}

impl std::error::Error for FramesError {}

impl Schema {
    /// The frames that the schema describes: its `-frame` key says how they sit in a stream.
    ///
    /// # Errors
    /// It describes no frames, or nothing says where one ends.
    pub fn frames(&self) -> Result<Frames, FramesError> {
        let frame = self.model.files.first().and_then(|file| file.frame.as_ref());
        let Some(frame) = frame else {
            return Err(FramesError::NotFramed { schema: self.name().to_owned() });
        };
        let framing = Framing {
            max_size: frame.max_size.unwrap_or(LONGEST),
            stuffing: frame.stuffing.as_ref().map(|name| name.text.clone()),
            confirm: frame.confirm.unwrap_or(0),
        };
        let endless = || endless(&self.program, self.program.top, DEEPEST);
        if framing.stuffing.is_none()
            && let Some(path) = endless()
        {
            return Err(FramesError::Endless { schema: self.name().to_owned(), path });
        }
        let checked = has_checksum(&self.program, self.program.top, DEEPEST);
        let flat = flat::Flat::of(&self.program).map(Arc::new);
        Ok(Frames { program: self.program.clone(), framing, checked, flat })
    }

    /// Whether the schema describes frames in a stream.
    pub fn is_framed(&self) -> bool {
        self.model.files.first().is_some_and(|file| file.frame.is_some())
    }
}

impl Frames {
    /// How they sit in a stream.
    pub fn framing(&self) -> &Framing {
        &self.framing
    }

    /// The constants and checksums by which the commonest frames of a schema are known, when these
    /// are all of one size and nothing else in them can be wrong.
    pub fn uniform(&self) -> Option<Columns> {
        self.flat.as_ref()?.uniform()
    }

    /// Whether some frames have a checksum.
    pub fn is_checked(&self) -> bool {
        self.checked
    }

    /// The constants that frames begin with: one of these, when there are any.
    pub fn sync(&self) -> Vec<Sync> {
        sync::of(&self.program)
    }

    /// What stands at the beginning of `bytes`. If these are `whole`, nothing comes behind them.
    pub fn judge(&self, bytes: &[u8], whole: bool) -> Judged {
        if let Some((len, sums)) = self.flat.as_ref().and_then(|flat| flat.good(bytes))
            && (!whole || len == bytes.len())
        {
            return Judged::Good { len: len as u64, sums };
        }
        self.judge_by_machine(bytes, whole)
    }

    /// The same by reading all fields.
    pub(crate) fn judge_by_machine(&self, bytes: &[u8], whole: bool) -> Judged {
        with_machine(&self.program, bytes, |machine| {
            let (root, result) = machine.run_frame(whole);
            if machine.needs() > 0 {
                return Judged::Needs(machine.needs());
            }
            if let Some((path, fault)) = worst(machine) {
                return match fault.kind {
                    FaultKind::Unverified => Judged::Unverified { len: end(machine, root) },
                    _ => Judged::Refused { path, fault },
                };
            }
            match result {
                Err(stop) => Judged::Refused { path: String::new(), fault: stop.fault },
                Ok(()) => Judged::Good { len: end(machine, root), sums: machine.verified.len() },
            }
        })
    }
}

fn end(machine: &Machine<'_>, root: Option<ObjId>) -> u64 {
    root.map_or(0, |root| machine.end_of(root))
}

/// The fault that says most of why bytes are no frame, and the path to its field: a checksum is
/// wrong whatever else is, and that it cannot be verified says nothing where more is wrong.
fn worst(machine: &Machine<'_>) -> Option<(String, Fault)> {
    let rank = |fault: &Fault| match fault.kind {
        FaultKind::Mismatch => 0,
        FaultKind::Unverified => 2,
        _ => 1,
    };
    let key = |(place, fault): &(&Place, &Fault)| {
        (rank(fault), fault.offset, place.object.0, place.slot, place.index)
    };
    let (place, fault) = machine.faults.iter().min_by_key(key)?;
    Some((machine.path(*place), fault.clone()))
}

/// The fields that a type surely has, with the types of those that share its stream.
fn shared(program: &Program, class: TypeId) -> impl Iterator<Item = (&Field, Vec<TypeId>)> {
    let fields = program.classes.get(class.index()).map_or(&[][..], |c| c.fields.as_slice());
    fields.iter().map(|field| {
        let mut within = Vec::new();
        let mut add = |kind: &Kind| {
            if let Kind::Object { class, extent: None, .. } = kind {
                within.push(*class);
            }
        };
        match &field.kind {
            Kind::Switch(switch) => switch.cases.iter().for_each(|(_, kind)| add(kind)),
            kind => add(kind),
        }
        (field, within)
    })
}

/// The path of a field that goes on to the end of the stream that the frame stands in.
fn endless(program: &Program, class: TypeId, deep: usize) -> Option<String> {
    let to_end = |kind: &Kind| {
        let extent = match kind {
            Kind::Bytes(extent) | Kind::Str(extent, _) => Some(extent),
            Kind::Object { extent, .. } => extent.as_ref(),
            _ => None,
        };
        matches!(extent, Some(Extent { size: Size::ToEnd, .. }))
    };
    for (field, within) in shared(program, class) {
        let own = match &field.kind {
            Kind::Switch(switch) => switch.cases.iter().any(|(_, kind)| to_end(kind)),
            kind => to_end(kind),
        };
        if own || matches!(field.repeat, Repeat::ToEnd) {
            return Some(field.meta.name.to_string());
        }
        let deep = deep.checked_sub(1)?;
        let found = within.iter().find_map(|class| endless(program, *class, deep));
        if let Some(below) = found {
            return Some(format!("{}.{below}", field.meta.name));
        }
    }
    None
}

/// Whether a type or one that it holds has a checksum.
fn has_checksum(program: &Program, class: TypeId, deep: usize) -> bool {
    let classes = |kind: &Kind| match kind {
        Kind::Object { class, .. } => Some(*class),
        _ => None,
    };
    let Some(class) = program.classes.get(class.index()) else { return false };
    class.fields.iter().any(|field| {
        let below =
            |class| deep.checked_sub(1).is_some_and(|deep| has_checksum(program, class, deep));
        field.checksum.is_some()
            || match &field.kind {
                Kind::Switch(switch) => {
                    switch.cases.iter().filter_map(|(_, kind)| classes(kind)).any(below)
                }
                kind => classes(kind).is_some_and(below),
            }
    })
}

#[cfg(test)]
mod tests;
