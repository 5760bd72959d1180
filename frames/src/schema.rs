//! The interface between the scanner and frame types.

use crate::Reason;

/// Recognition and verification of the frames of one type.
///
/// A schema must check everything that distinguishes a frame from other bytes: constants, lengths,
/// rules, the checksum and the maximum size. The scanner contains no logic of the protocol.
///
/// ```
/// use bytescope_frames::{FrameSchema, Pattern, Reason, RejectKind, Start, Verdict};
///
/// /// `7E`, the payload size, the payload, and its sum.
/// struct Packet;
///
/// impl FrameSchema for Packet {
///     fn name(&self) -> &str {
///         "packet"
///     }
///     fn start(&self) -> Start {
///         Start::Sync(vec![Pattern::exact(&[0x7e])])
///     }
///     fn max_len(&self) -> usize {
///         258
///     }
///     fn is_checked(&self) -> bool {
///         true
///     }
///     fn parse(&self, window: &[u8], _end_of_input: bool) -> Verdict {
///         let Some(length) = window.get(1) else { return Verdict::NeedMore(2) };
///         let end = 2 + usize::from(*length);
///         let Some(sum) = window.get(end) else { return Verdict::NeedMore(end + 1) };
///         let found = window[2..end].iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte));
///         match found == *sum {
///             true => Verdict::verified(end + 1),
///             false => Verdict::Reject(Reason::at(RejectKind::Checksum, end)),
///         }
///     }
/// }
///
/// let scanner = bytescope_frames::Finder::new(vec![Box::new(Packet)])?;
/// # Ok::<(), bytescope_frames::SchemaError>(())
/// ```
pub trait FrameSchema: Send + Sync {
    /// Returns the name of the protocol, for output and reports.
    fn name(&self) -> &str;

    /// Returns the condition for the start of a frame.
    fn start(&self) -> Start;

    /// Returns the maximum frame size in bytes. Longer frames are rejected: the scanner never waits
    /// for more bytes, and never passes more bytes to [`parse`](Self::parse).
    fn max_len(&self) -> usize;

    /// True if frames have a checksum.
    fn is_checked(&self) -> bool;

    /// Returns the number of adjacent frames that must confirm a frame: other frames of this
    /// schema, contiguous with the frame, before and after combined. For frames without a checksum.
    fn confirm(&self) -> u32 {
        0
    }

    /// Returns the size in bytes of the frames that [`run`](Self::run) counts.
    fn run_len(&self) -> usize {
        self.max_len()
    }

    /// Returns the number of contiguous verified frames, each of [`run_len`](Self::run_len) bytes,
    /// at the start of `window`. An optimization for schemas whose frames mostly have the same
    /// size; the result must agree with [`parse`](Self::parse).
    fn run(&self, window: &[u8]) -> usize {
        let _ = window;
        0
    }

    /// Parses a frame at the start of `window`, which satisfies [`start`](Self::start).
    ///
    /// The window has at most [`max_len`](Self::max_len) bytes. The result must not change when
    /// more bytes are appended, unless it is [`NeedMore`](Verdict::NeedMore): if it depends on
    /// bytes after the frame, return `NeedMore` until they are available. With `end_of_input`, the
    /// input ends with the window, and `NeedMore` rejects the candidate.
    fn parse(&self, window: &[u8], end_of_input: bool) -> Verdict;

    /// Parses a frame at the start of `window`, as [`parse`](Self::parse) does, given its offset in
    /// the input. For schemas whose definitions change within the input: the result may depend on
    /// the offset, but not on the order of calls. The scanner calls this method.
    fn parse_at(&self, offset: u64, window: &[u8], end_of_input: bool) -> Verdict {
        let _ = offset;
        self.parse(window, end_of_input)
    }
}

/// Result of parsing the start of a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A frame.
    Valid {
        /// Size in bytes, at least 1.
        len: usize,
        /// Verification level.
        proof: Proof,
    },
    /// Not a frame. The scanner resumes one byte after the start of the window.
    Reject(Reason),
    /// An incomplete frame. The scanner parses again when the window has at least this many bytes
    /// in total.
    NeedMore(usize),
}

impl Verdict {
    /// Returns the verdict for a frame of `len` bytes with a valid checksum.
    pub const fn verified(len: usize) -> Self {
        Self::Valid { len, proof: Proof::Verified }
    }

    /// Returns a rejection of the whole candidate, without details.
    pub const fn reject(kind: crate::RejectKind) -> Self {
        Self::Reject(Reason::new(kind))
    }
}

/// Verification level of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Proof {
    /// The checksum is valid.
    Verified,
    /// Well-formed; the frame type has no checksum.
    WellFormed,
    /// Well-formed, but the checksum cannot be computed, for example for a message unknown to the
    /// schema. Reported as unverified, not as valid.
    Unverifiable,
}

/// Condition for the start of a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// Any byte, for frames without a constant. Bytes at which no frame starts are skipped, not
    /// rejected.
    Anywhere,
    /// One of these sync patterns, which are the first bytes of the frame.
    Sync(Vec<Pattern>),
    /// The byte after this delimiter, or the start of the input. The delimiter ends every frame.
    /// Additional delimiters between frames are skipped.
    AfterDelimiter(u8),
}

/// Sync pattern: the first bytes of a frame, optionally masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    pub(crate) bytes: Vec<u8>,
    pub(crate) mask: Vec<u8>,
}

impl Pattern {
    /// Creates a pattern that matches only these bytes.
    pub fn exact(bytes: &[u8]) -> Self {
        Self { bytes: bytes.to_vec(), mask: vec![0xff; bytes.len()] }
    }

    /// Creates a pattern that compares only the bits set in the mask: `d3 00` with the mask `ff fc`
    /// is `d3` followed by six zero bits. A mask shorter than the bytes is extended with ones.
    pub fn masked(bytes: &[u8], mask: &[u8]) -> Self {
        let mut mask = mask.to_vec();
        mask.resize(bytes.len(), 0xff);
        let bytes = bytes.iter().zip(&mask).map(|(byte, mask)| byte & mask).collect();
        Self { bytes, mask }
    }

    /// True if no bit of the mask is set, so that the pattern matches any bytes.
    pub(crate) fn matches_any(&self) -> bool {
        self.mask.iter().all(|mask| *mask == 0)
    }

    /// True if `bytes` starts with the pattern, or is shorter and matches a prefix of the pattern.
    pub(crate) fn may_match(&self, bytes: &[u8]) -> bool {
        let mut pairs = bytes.iter().zip(self.bytes.iter().zip(&self.mask));
        pairs.all(|(byte, (expected, mask))| byte & mask == *expected)
    }
}
