//! Frames of a schema in a stream.

mod choice;
mod flat;
mod head;
mod rows;
mod sync;
mod write;

pub use flat::column::FlatFrames;
pub use rows::{FrameColumn, FrameRows, FrameTable};
pub use write::FrameWriter;

use crate::Schema;
use crate::ir::{ElementKind, Ex, FieldDef, FieldExtent, FrameIdentity, Program, Repeat, Size};
use crate::model::{FrameDef, TypeId};
use crate::run::{FieldRef, Machine, Scratch};
use crate::value::{ObjId, Val};
use bytescope_frames::stuffing::{Coding, Stuffed};
use bytescope_frames::{
    ChecksumMismatch, FieldMiss, FrameSchema, Identity, Proof, Reason, RejectKind, SequenceRule,
    Start, Verdict,
};
use bytescope_inspect::{Fault, FaultKind, Limits, Verifier};
use std::cell::RefCell;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// Default of `max-size`, in bytes.
const DEFAULT_MAX_SIZE: u64 = 8192;

/// Maximum nesting depth of types that are searched.
const MAX_DEPTH: usize = 16;

/// Frames of a schema. Constants are the sync pattern; checksums verify a frame.
///
/// If the schema has `stuffing`, a frame is the decoded data between two delimiters. A scanner
/// needs [`Schema::frame_schema`], which also decodes.
///
/// ```
/// use bytescope_frames::{FrameSchema, Verdict};
/// use bytescope_ksy::{Schema, SchemaSearch};
///
/// let text = "
/// meta: {id: reading, endian: le, -frame: {max-size: 16}}
/// seq:
///   - {id: sync, contents: [0xaa]}
///   - {id: celsius, type: s2}
///   - {id: sum, type: u1, -checksum: {algorithm: xor-8, from: celsius, to: celsius}}
/// ";
/// let schema = Schema::parse("reading.ksy".as_ref(), text.to_owned(), &SchemaSearch::default())?;
/// let frames = schema.frames().unwrap();
/// assert_eq!(frames.parse(&[0xaa, 20], false), Verdict::NeedMore(3));
/// assert_eq!(frames.parse(&[0xaa, 20, 1, 21, 0xff], false), Verdict::verified(4));
/// assert!(matches!(frames.parse(&[0xaa, 20, 1, 22], false), Verdict::Reject(_)));
/// # Ok::<(), bytescope_ksy::Report>(())
/// ```
#[derive(Debug)]
pub struct Frames {
    name: Arc<str>,
    program: Arc<Program>,
    framing: Framing,
    /// True if frames have a checksum.
    checked: bool,
    /// Number of bits with a known value in every frame.
    known_bits: u32,
    flat: Option<Arc<flat::FlatLayout>>,
    head: Option<head::FrameHead>,
    /// The program without the rules for single values, to find frames that only violate a rule.
    without_rules: OnceLock<Program>,
    /// Verifier for frames whose body has exactly the size of its type, and the size of these
    /// frames in bytes.
    uniform: Option<(Verifier, usize)>,
}

/// Framing of a schema in a stream: its `-frame` key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Framing {
    /// Maximum size of a frame in bytes, as transmitted.
    pub max_size: u64,
    /// Byte stuffing.
    pub stuffing: Option<Coding>,
    /// Number of contiguous frames that confirm a frame without a checksum.
    pub confirm: u64,
    /// Maximum number of other bytes between contiguous frames.
    pub max_gap: u64,
}

thread_local! {
    /// Memory reused from frame to frame.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Calls `work` with a machine that reuses the memory of the previous machine.
fn with_machine<'d, T>(
    program: &'d Program,
    bytes: &'d [u8],
    work: impl FnOnce(&mut Machine<'d>) -> T,
) -> T {
    let scratch = SCRATCH.take();
    let mut machine = Machine::reusing(scratch, program, bytes, Limits::default());
    let result = work(&mut machine);
    SCRATCH.set(machine.into_scratch());
    result
}

/// Error for a schema that does not describe frames.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FramesError {
    /// The schema has no `-frame` key.
    NotFramed {
        /// Name of the schema.
        schema: String,
    },
    /// The end of a frame cannot be determined.
    UnknownEnd {
        /// Name of the schema.
        schema: String,
        /// Path of the field that extends to the end of the stream.
        path: String,
    },
}

impl fmt::Display for FramesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFramed { schema } => {
                write!(f, "{schema} defines no framing (add `-frame: {{max-size: …}}` to `meta`)")
            }
            Self::UnknownEnd { schema, path } => write!(
                f,
                "{schema}: `{path}` extends to the end of the stream, so the end of a frame is \
                 unknown (add a size to the field or `stuffing` to `-frame`)"
            ),
        }
    }
}

impl std::error::Error for FramesError {}

impl Schema {
    /// Returns the frames that the schema describes, framed as its `-frame` key specifies.
    ///
    /// # Errors
    /// Returns an error if the schema has no `-frame` key or the end of a frame cannot be
    /// determined.
    pub fn frames(&self) -> Result<Frames, FramesError> {
        let Some(frame) = self.frame() else {
            return Err(FramesError::NotFramed { schema: self.name().to_owned() });
        };
        let checked = has_checksum(&self.program, self.program.top, MAX_DEPTH);
        let confirm = || default_confirmation(&self.program, checked || frame.stuffing.is_some());
        let framing = Framing {
            max_size: frame.max_size.unwrap_or(DEFAULT_MAX_SIZE),
            stuffing: frame.stuffing.as_ref().and_then(|name| Coding::named(&name.text)),
            confirm: frame.confirm.unwrap_or_else(confirm),
            max_gap: frame.max_gap.unwrap_or(0),
        };
        if framing.stuffing.is_none()
            && let Some(path) = endless(&self.program, self.program.top, MAX_DEPTH)
        {
            return Err(FramesError::UnknownEnd { schema: self.name().to_owned(), path });
        }
        let flat = flat::FlatLayout::of(&self.program).map(Arc::new);
        let uniform = flat.as_ref().and_then(|flat| flat.uniform());
        let uniform = uniform
            .filter(|columns| framing.stuffing.is_none() && columns.size() <= framing.max_size);
        let uniform = uniform.map(|columns| (Verifier::new(&columns), index(columns.size())));
        let (name, program) = (self.name().into(), self.program.clone());
        let known_bits = sync::known_bits(&program);
        let head = head::FrameHead::of(&program).filter(|_| framing.stuffing.is_none());
        Ok(Frames {
            name,
            program,
            framing,
            checked,
            known_bits,
            flat,
            head,
            without_rules: OnceLock::new(),
            uniform,
        })
    }

    /// Returns the frames that the schema describes as they are transmitted, for use by a scanner.
    ///
    /// ```
    /// use bytescope_frames::{Event, Finder, Scanner};
    /// use bytescope_ksy::{Schema, SchemaSearch};
    ///
    /// let text = "
    /// meta: {id: reading, endian: le, -frame: {max-size: 16}}
    /// seq:
    ///   - {id: sync, contents: [0xaa]}
    ///   - {id: celsius, type: s2}
    ///   - {id: sum, type: u1, -checksum: {algorithm: xor-8, from: celsius, to: celsius}}
    /// ";
    /// let schema = Schema::parse("reading.ksy".as_ref(), text.to_owned(), &SchemaSearch::default())?;
    /// let mut scanner = Scanner::new(Finder::new(vec![schema.frame_schema()?])?);
    /// let mut found = Vec::new();
    /// scanner.feed(&[9, 0xaa, 20, 1, 21, 0xaa], &mut |event| {
    ///     if let Event::Valid(frame, _) = event {
    ///         found.push(frame.offset);
    ///     }
    /// });
    /// assert_eq!(found, [1]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error in the same cases as [`frames`](Self::frames).
    pub fn frame_schema(&self) -> Result<Box<dyn FrameSchema>, FramesError> {
        let frames = self.frames()?;
        let max = frames.max_len();
        Ok(match frames.framing.stuffing {
            Some(coding) => Box::new(Stuffed::around(Box::new(frames), coding).at_most(max)),
            None => Box::new(frames),
        })
    }

    /// True if the schema describes frames in a stream.
    pub fn is_framed(&self) -> bool {
        self.frame().is_some()
    }

    /// True if the frames of the schema are transmitted with byte stuffing.
    pub fn is_stuffed(&self) -> bool {
        self.frame().is_some_and(|frame| frame.stuffing.is_some())
    }

    fn frame(&self) -> Option<&FrameDef> {
        self.model.files.first()?.frame.as_ref()
    }
}

impl Frames {
    /// Returns the framing in a stream.
    pub fn framing(&self) -> &Framing {
        &self.framing
    }

    /// Parses `bytes` by reading all fields, without the shortcut for fields at known offsets that
    /// [`parse`](FrameSchema::parse) has. If `ends` is true, no data follows `bytes`.
    pub(crate) fn parse_by_machine(&self, bytes: &[u8], ends: bool) -> Verdict {
        with_machine(&self.program, bytes, |machine| {
            let (root, result) = machine.run_frame(ends || self.framing.stuffing.is_some());
            if machine.needs() > 0 {
                return Verdict::NeedMore(index(machine.needs()));
            }
            let valid = |proof| Verdict::Valid { len: end(machine, root), proof };
            if result.is_ok() && is_short(machine) {
                return valid(Proof::Verified);
            }
            match (worst_fault(machine), result) {
                (Some((_, fault)), _) if fault.kind == FaultKind::Unverified => {
                    valid(Proof::Unverifiable)
                }
                (Some((path, fault)), _) => Verdict::Reject(reason(&path, &fault)),
                (None, Err(halt)) => Verdict::Reject(reason("", &halt.fault)),
                (None, Ok(())) => valid(proof(machine.verified.len())),
            }
        })
    }

    /// Returns the constants and checksums of the frames whose body has exactly the size of its
    /// type; `None` if they have other rules.
    #[cfg(test)]
    pub(crate) fn uniform(&self) -> Option<bytescope_inspect::RecordColumns> {
        self.flat.as_ref()?.uniform()
    }
}

impl FrameSchema for Frames {
    fn name(&self) -> &str {
        &self.name
    }

    fn start(&self) -> Start {
        match sync::of(&self.program) {
            none if none.is_empty() => Start::Anywhere,
            some => Start::Sync(some),
        }
    }

    fn max_len(&self) -> usize {
        index(self.framing.max_size)
    }

    fn is_checked(&self) -> bool {
        self.checked
    }

    fn confirm(&self) -> u32 {
        u32::try_from(self.framing.confirm).unwrap_or(u32::MAX)
    }

    fn sequence(&self) -> Option<SequenceRule> {
        let rule = self.program.identity.as_ref()?;
        let FrameIdentity { channel_bits, sequence_bits, .. } = *rule;
        Some(SequenceRule { channel_bits, sequence_bits })
    }

    fn identity(&self, window: &[u8]) -> Option<Identity> {
        let rule = self.program.identity.as_ref()?;
        if let Some(head) = &self.head {
            if !head.is_valid(window) {
                return None;
            }
            if let Some(found) = head.identity(window, rule) {
                return Some(found);
            }
        }
        // Fields after the head require a complete frame.
        with_machine(&self.program, window, |machine| {
            let (root, result) = machine.run_frame(self.framing.stuffing.is_some());
            let root = root.filter(|_| machine.needs() == 0 && result.is_ok())?;
            let mut number = |ex: &Ex| match machine.value_of(ex, root).ok()? {
                Val::Int(n) | Val::Enum(_, n) => Some(n as u64),
                Val::Bool(bit) => Some(bit.into()),
                _ => None,
            };
            Some(Identity {
                sequence: Some(number(&rule.sequence)?),
                channel: rule.channel.as_ref().map_or(Some(0), &mut number)?,
                idle: rule.idle.as_ref().map_or(Some(0), &mut number)? != 0,
            })
        })
    }

    fn constant_bits(&self) -> u32 {
        self.known_bits
    }

    fn max_gap(&self) -> usize {
        index(self.framing.max_gap)
    }

    fn may_start(&self, window: &[u8]) -> bool {
        self.head.as_ref().is_none_or(|head| head.may_start(window))
    }

    fn extent(&self, window: &[u8]) -> Option<usize> {
        with_machine(&self.program, window, |machine| {
            let (root, result) = machine.run_frame(self.framing.stuffing.is_some());
            let complete = machine.needs() == 0 && result.is_ok() && root.is_some();
            complete.then(|| end(machine, root))
        })
    }

    fn relaxed_start(&self) -> Option<Start> {
        let contents = sync::contents(&self.program);
        (!contents.is_empty() && contents != sync::of(&self.program))
            .then_some(Start::Sync(contents))
    }

    fn field_miss(&self, window: &[u8]) -> Option<FieldMiss> {
        let without_rules = self.without_rules.get_or_init(|| {
            let mut program = (*self.program).clone();
            let fields = program.classes.iter_mut().flat_map(|class| &mut class.fields);
            fields.for_each(|field| field.valid = None);
            program
        });
        let valid = with_machine(without_rules, window, |machine| {
            let (_, result) = machine.run_frame(self.framing.stuffing.is_some());
            machine.needs() == 0 && result.is_ok() && machine.faults.is_empty()
        });
        if !valid {
            return None;
        }
        with_machine(&self.program, window, |machine| {
            let (_, result) = machine.run_frame(self.framing.stuffing.is_some());
            let halted = result.err().map(|halt| (String::new(), halt.fault));
            let (path, fault) = worst_fault(machine).or(halted)?;
            let (expected, found) = (fault.expected?, fault.actual?);
            Some(FieldMiss { path, expected: expected.to_string(), found: found.to_string() })
        })
    }

    fn mismatch(&self, window: &[u8]) -> Option<ChecksumMismatch> {
        with_machine(&self.program, window, |machine| {
            let _ = machine.run_frame(self.framing.stuffing.is_some());
            machine.mismatch()
        })
    }

    fn run_len(&self) -> usize {
        self.uniform.as_ref().map_or(self.max_len(), |(_, size)| *size)
    }

    fn run(&self, window: &[u8]) -> usize {
        self.uniform.as_ref().map_or(0, |(verifier, _)| verifier.run(window))
    }

    fn parse(&self, window: &[u8], end_of_input: bool) -> Verdict {
        // A decoded frame is the whole window.
        let fits = |len: usize| self.framing.stuffing.is_none() || len == window.len();
        match self.flat.as_ref().and_then(|flat| flat.valid_frame(window)) {
            Some((len, sums)) if fits(len) => Verdict::Valid { len, proof: proof(sums) },
            _ => match self.head.as_ref().and_then(|head| head.valid_frame(window)) {
                Some(len) => Verdict::Valid { len, proof: Proof::WellFormed },
                None => match self.parse_by_machine(window, false) {
                    // The end of the input may be the end of a frame.
                    needed @ Verdict::NeedMore(_) if end_of_input => {
                        match self.parse_by_machine(window, true) {
                            valid @ Verdict::Valid { .. } => valid,
                            _ => needed,
                        }
                    }
                    verdict => verdict,
                },
            },
        }
    }
}

/// Number of known bits at the start of a frame that distinguish it from noise.
const DISTINCT_BITS: u32 = 32;

/// Number of known bits at the starts of contiguous frames that distinguish them from noise.
const CONFIRMED_BITS: u32 = 40;

/// Returns the default of `confirm`.
fn default_confirmation(program: &Program, verified: bool) -> u64 {
    match (&program.identity, sync::of(program).is_empty()) {
        _ if verified => 0,
        (Some(_), _) => 3,
        (None, true) => 0,
        (None, false) if sync::known_bits(program) >= DISTINCT_BITS => 0,
        (None, false) => {
            let frames = CONFIRMED_BITS.div_ceil(sync::known_bits(program).max(1));
            frames.saturating_sub(1).max(1).into()
        }
    }
}

/// Returns the strength of the evidence that a frame is valid, given its number of matching
/// checksums.
fn proof(checksums: usize) -> Proof {
    if checksums == 0 { Proof::WellFormed } else { Proof::Verified }
}

fn reason(path: &str, fault: &Fault) -> Reason {
    let kind = match fault.kind {
        FaultKind::Mismatch => RejectKind::Checksum,
        FaultKind::Magic => RejectKind::Constant,
        FaultKind::Truncated => RejectKind::Length,
        _ => RejectKind::Rule,
    };
    Reason::at(kind, index(fault.offset)).with(format!("{path}: {fault}"))
}

fn index(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

fn end(machine: &Machine<'_>, root: Option<ObjId>) -> usize {
    root.map_or(0, |root| index(machine.end_of(root)))
}

/// True if a frame with matching checksums has parts of known size that are too short for their
/// types: the sender uses an older version of the message. The missing fields have no values.
fn is_short(machine: &Machine<'_>) -> bool {
    let mut kinds = machine.faults.values().map(|fault| fault.kind);
    !machine.verified.is_empty()
        && !machine.faults.is_empty()
        && kinds.all(|kind| kind == FaultKind::Truncated)
}

/// Returns the most significant fault and the path of its field: a checksum mismatch comes first, a
/// checksum that cannot be verified last.
fn worst_fault(machine: &Machine<'_>) -> Option<(String, Fault)> {
    let rank = |fault: &Fault| match fault.kind {
        FaultKind::Mismatch => 0,
        FaultKind::Unverified => 2,
        _ => 1,
    };
    let key = |(field_ref, fault): &(&FieldRef, &Fault)| {
        (rank(fault), fault.offset, field_ref.object.0, field_ref.slot, field_ref.index)
    };
    let (field_ref, fault) = machine.faults.iter().min_by_key(key)?;
    Some((machine.path(*field_ref), fault.clone()))
}

/// Returns the fields of a type, each with the types of its objects that are in the same stream.
fn fields_in_stream(
    program: &Program,
    class: TypeId,
) -> impl Iterator<Item = (&FieldDef, Vec<TypeId>)> {
    let fields = program.classes.get(class.index()).map_or(&[][..], |c| c.fields.as_slice());
    fields.iter().map(|field| {
        let mut within = Vec::new();
        let mut add = |kind: &ElementKind| {
            if let ElementKind::Object { class, extent: None, .. } = kind {
                within.push(*class);
            }
        };
        match &field.kind {
            ElementKind::Switch(switch) => switch.cases.iter().for_each(|(_, kind)| add(kind)),
            kind => add(kind),
        }
        (field, within)
    })
}

/// Returns the path of a field that extends to the end of the stream that contains the frame.
fn endless(program: &Program, class: TypeId, levels: usize) -> Option<String> {
    let to_end = |kind: &ElementKind| {
        let extent = match kind {
            ElementKind::Bytes(extent) | ElementKind::Str(extent, _) => Some(extent),
            ElementKind::Object { extent, .. } => extent.as_ref(),
            _ => None,
        };
        matches!(extent, Some(FieldExtent { size: Size::ToEnd, .. }))
    };
    for (field, within) in fields_in_stream(program, class) {
        let own = match &field.kind {
            ElementKind::Switch(switch) => switch.cases.iter().any(|(_, kind)| to_end(kind)),
            kind => to_end(kind),
        };
        if own || matches!(field.repeat, Repeat::ToEnd) {
            return Some(field.meta.name.to_string());
        }
        let levels = levels.checked_sub(1)?;
        let found = within.iter().find_map(|class| endless(program, *class, levels));
        if let Some(below) = found {
            return Some(format!("{}.{below}", field.meta.name));
        }
    }
    None
}

/// True if a type or the type of one of its fields has a checksum.
fn has_checksum(program: &Program, class: TypeId, levels: usize) -> bool {
    let classes = |kind: &ElementKind| match kind {
        ElementKind::Object { class, .. } => Some(*class),
        _ => None,
    };
    let Some(class) = program.classes.get(class.index()) else { return false };
    class.fields.iter().any(|field| {
        let below = |class| {
            levels.checked_sub(1).is_some_and(|levels| has_checksum(program, class, levels))
        };
        field.checksum.is_some()
            || match &field.kind {
                ElementKind::Switch(switch) => {
                    switch.cases.iter().filter_map(|(_, kind)| classes(kind)).any(below)
                }
                kind => classes(kind).is_some_and(below),
            }
    })
}

#[cfg(test)]
mod tests;
