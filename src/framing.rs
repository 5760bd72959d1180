//! Schemas of frames, as what the scanner asks of a kind of frame.

use bytescope_frames::stuffing::{Coding, Stuffed};
use bytescope_frames::{FrameSchema, Pattern, Proof, Reason, RejectKind, Start, Verdict};
use bytescope_inspect::{Fault, FaultKind, Verifier};
use bytescope_ksy::{Frames, FramesError, Judged, Schema, Sync};

/// Frames that a Kaitai schema describes: its constants are the sync, its checksums tell good
/// frames, and its `-frame` key says how long they may be and how they are stuffed.
///
/// ```
/// use bytescope::framing::frame_schema;
/// use bytescope::frames::{Event, Finder, Scanner};
/// use bytescope_ksy::{Schema, Search};
///
/// let text = "
/// meta: {id: reading, endian: le, -frame: {max-size: 16}}
/// seq:
///   - {id: sync, contents: [0xaa]}
///   - {id: celsius, type: s2}
///   - {id: sum, type: u1, -checksum: {algorithm: xor-8, from: celsius, to: celsius}}
/// ";
/// let schema = Schema::parse("reading.ksy".as_ref(), text.to_owned(), &Search::default())?;
/// let mut scanner = Scanner::new(Finder::new(vec![frame_schema(&schema)?])?);
/// let mut found = Vec::new();
/// scanner.feed(&[9, 0xaa, 20, 1, 21, 0xaa], &mut |event| {
///     if let Event::Good(frame, _) = event {
///         found.push(frame.offset);
///     }
/// });
/// assert_eq!(found, [1]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// The schema describes no frames, or nothing says where one ends.
pub fn frame_schema(schema: &Schema) -> Result<Box<dyn FrameSchema>, FramesError> {
    let frames = schema.frames()?;
    let framing = frames.framing().clone();
    let coding = framing.stuffing.as_deref().and_then(Coding::named);
    let max = usize::try_from(framing.max_size).unwrap_or(usize::MAX);
    let uniform = frames.uniform().filter(|_| coding.is_none());
    let uniform = uniform.filter(|columns| columns.size() <= framing.max_size);
    let verifier = uniform.map(|columns| (Verifier::new(&columns), columns.size() as usize));
    let described = Described { name: schema.name().to_owned(), frames, max, coding, verifier };
    Ok(match coding {
        Some(coding) => Box::new(Stuffed::around(Box::new(described), coding).at_most(max)),
        None => Box::new(described),
    })
}

struct Described {
    name: String,
    frames: Frames,
    max: usize,
    /// Whether it stands in another frame, which says where it ends.
    coding: Option<Coding>,
    /// What is asked of the frames that are all of one size, and the size.
    verifier: Option<(Verifier, usize)>,
}

impl FrameSchema for Described {
    fn name(&self) -> &str {
        &self.name
    }

    fn start(&self) -> Start {
        let pattern = |sync: Sync| Pattern::masked(&sync.bytes, &sync.mask);
        match self.frames.sync() {
            none if none.is_empty() => Start::Anywhere,
            some => Start::Sync(some.into_iter().map(pattern).collect()),
        }
    }

    fn max_len(&self) -> usize {
        self.max
    }

    fn is_checked(&self) -> bool {
        self.frames.is_checked()
    }

    fn confirm(&self) -> u32 {
        u32::try_from(self.frames.framing().confirm).unwrap_or(u32::MAX)
    }

    fn run_len(&self) -> usize {
        self.verifier.as_ref().map_or(self.max, |(_, size)| *size)
    }

    fn run(&self, window: &[u8]) -> usize {
        self.verifier.as_ref().map_or(0, |(verifier, _)| verifier.run(window))
    }

    fn parse(&self, window: &[u8], _end_of_input: bool) -> Verdict {
        let bytes = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        match self.frames.judge(window, self.coding.is_some()) {
            Judged::Good { len, sums: 0 } => Verdict::Good { len: bytes(len), proof: Proof::Form },
            Judged::Good { len, .. } => Verdict::verified(bytes(len)),
            Judged::Unverified { len } => {
                Verdict::Good { len: bytes(len), proof: Proof::Unverifiable }
            }
            Judged::Needs(need) => Verdict::NeedMore(bytes(need)),
            Judged::Refused { path, fault } => Verdict::Reject(reason(&path, &fault)),
        }
    }
}

fn reason(path: &str, fault: &Fault) -> Reason {
    let kind = match fault.kind {
        FaultKind::Mismatch => RejectKind::Checksum,
        FaultKind::Magic => RejectKind::Constant,
        FaultKind::Truncated => RejectKind::Length,
        _ => RejectKind::Rule,
    };
    let at = usize::try_from(fault.offset).unwrap_or(usize::MAX);
    Reason::at(kind, at).with(format!("{path}: {fault}"))
}
