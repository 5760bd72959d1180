//! What the scanner asks of a kind of frame.

use crate::Reason;

/// A kind of frame: what tells its bytes from others.
///
/// A frame is a schema that parses at an offset: its constants match, its sizes fit, its rules
/// hold, its checksum verifies, and it is no longer than its maximum. The scanner knows nothing
/// else of a protocol.
///
/// ```
/// use bytescope_frames::{FrameSchema, Pattern, Reason, RejectKind, Start, Verdict};
///
/// /// `7E`, the number of bytes that follow, those bytes, and their sum.
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
    /// The name of the protocol, for rows and reports.
    fn name(&self) -> &str;

    /// Where a frame may begin.
    fn start(&self) -> Start;

    /// Bytes of the longest frame. A frame that would be longer is rejected, and no more than
    /// this is ever waited for or passed to [`parse`](Self::parse).
    fn max_len(&self) -> usize;

    /// Whether frames have a checksum, so that a good one is known to be one.
    fn is_checked(&self) -> bool;

    /// A frame is good only in an unbroken run of this many others of the same schema, before
    /// and behind it together. For frames without a checksum.
    fn confirm(&self) -> u32 {
        0
    }

    /// The bytes of the frames that [`run`](Self::run) counts.
    fn run_len(&self) -> usize {
        self.max_len()
    }

    /// How many verified frames, each of [`run_len`](Self::run_len) bytes, stand one behind the
    /// other at the beginning of `window`. A schema whose frames are mostly of one size may answer
    /// this for speed; the answer must be what [`parse`](Self::parse) would give.
    fn run(&self, window: &[u8]) -> usize {
        let _ = window;
        0
    }

    /// Whether a frame stands at the beginning of `window`, which begins as [`start`](Self::start)
    /// says.
    ///
    /// The window holds at most [`max_len`](Self::max_len) bytes. The answer must stay the same when
    /// more bytes are added, unless it was [`NeedMore`](Verdict::NeedMore): bytes behind the frame
    /// may only count when they are asked for. With `end_of_input` nothing comes behind the window;
    /// to need more then is to reject.
    fn parse(&self, window: &[u8], end_of_input: bool) -> Verdict;
}

/// What stands at the beginning of a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A frame.
    Good {
        /// Its bytes, at least 1.
        len: usize,
        /// How far it is known to be one.
        proof: Proof,
    },
    /// No frame. The scanner goes on one byte behind the beginning of the window.
    Reject(Reason),
    /// Perhaps a frame: ask again when the window has at least so many bytes (all told).
    NeedMore(usize),
}

impl Verdict {
    /// A frame of `len` bytes whose checksum is right.
    pub const fn verified(len: usize) -> Self {
        Self::Good { len, proof: Proof::Verified }
    }

    /// A rejection for which there is nothing more to say.
    pub const fn reject(kind: crate::RejectKind) -> Self {
        Self::Reject(Reason::new(kind))
    }
}

/// How far a frame is known to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Proof {
    /// Its checksum is right.
    Verified,
    /// It has the form of a frame; such frames have no checksum.
    Form,
    /// It has the form of a frame and a checksum that cannot be computed, as for a message that
    /// the schema does not know. It is reported, but not as a good frame.
    Unverifiable,
}

/// Where a frame may begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// At any byte: there is no constant to look for. Bytes that begin no frame are then skipped,
    /// not rejected.
    Anywhere,
    /// Where one of these patterns stands; the window begins with it.
    Sync(Vec<Pattern>),
    /// Behind this byte, which ends every frame and may stand before it, or at the beginning of
    /// the input. A frame does not begin with it; such bytes between frames are skipped.
    Behind(u8),
}

/// Bytes that stand at the beginning of a frame, some of them perhaps only in part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    pub(crate) bytes: Vec<u8>,
    pub(crate) mask: Vec<u8>,
}

impl Pattern {
    /// These very bytes.
    pub fn exact(bytes: &[u8]) -> Self {
        Self { bytes: bytes.to_vec(), mask: vec![0xff; bytes.len()] }
    }

    /// These bytes, where the mask has ones: `d3 00` with the mask `ff fc` is `d3` and six zero
    /// bits. A mask that is shorter than the bytes is filled up with ones.
    pub fn masked(bytes: &[u8], mask: &[u8]) -> Self {
        let mut mask = mask.to_vec();
        mask.resize(bytes.len(), 0xff);
        let bytes = bytes.iter().zip(&mask).map(|(byte, mask)| byte & mask).collect();
        Self { bytes, mask }
    }

    /// Whether it says anything.
    pub(crate) fn is_vague(&self) -> bool {
        self.mask.iter().all(|mask| *mask == 0)
    }

    /// Whether the pattern stands at the beginning of `bytes`, as far as they go.
    pub(crate) fn begins(&self, bytes: &[u8]) -> bool {
        let mut pairs = bytes.iter().zip(self.bytes.iter().zip(&self.mask));
        pairs.all(|(byte, (wanted, mask))| byte & mask == *wanted)
    }
}
