//! Scan events.

use std::fmt;

/// A scan result, reported in input order. The events of an input cover each byte exactly once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event<'b> {
    /// A valid frame and its bytes.
    Valid(FrameSpan, &'b [u8]),
    /// A well-formed frame that cannot be verified, and its bytes. No valid frame starts inside an
    /// unverified frame.
    Unverified(FrameSpan, &'b [u8]),
    /// The first byte of a rejected candidate. Scanning resumes at the next byte.
    Rejected(Rejected),
    /// Bytes at which no frame starts.
    Skipped {
        /// Offset of the first byte in the input.
        offset: u64,
        /// Number of bytes.
        len: u64,
    },
}

/// Offset, size and schema of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FrameSpan {
    /// Offset in the input.
    pub offset: u64,
    /// Size in bytes.
    pub len: u32,
    /// Index of the schema in the [`Finder`](crate::Finder).
    pub schema: u16,
    /// True if the frame is valid; false if it could not be verified.
    pub valid: bool,
}

impl FrameSpan {
    /// Returns the offset past the last byte.
    pub fn end(&self) -> u64 {
        self.offset.saturating_add(self.len.into())
    }
}

/// Contiguous frames of the same schema and size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FrameRun {
    /// First frame.
    pub first: FrameSpan,
    /// Number of frames, at least 1.
    pub count: u32,
}

impl FrameRun {
    /// Returns the total size in bytes.
    pub fn len(&self) -> u64 {
        u64::from(self.first.len).saturating_mul(self.count.into())
    }

    /// True if there are no frames.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Returns the offset past the last frame.
    pub fn end(&self) -> u64 {
        self.first.offset.saturating_add(self.len())
    }

    /// Returns an iterator over the frames.
    pub fn frames(self) -> impl Iterator<Item = FrameSpan> {
        let size = u64::from(self.first.len);
        (0..u64::from(self.count)).map(move |number| FrameSpan {
            offset: self.first.offset.saturating_add(number.saturating_mul(size)),
            ..self.first
        })
    }

    /// Returns the rest of the run from `offset` on, if a frame of the run starts there. Otherwise
    /// returns, as the error, the end offset of the frame that contains `offset`.
    pub(crate) fn from(self, offset: u64) -> Result<Self, u64> {
        let size = u64::from(self.first.len).max(1);
        let skipped = offset.saturating_sub(self.first.offset);
        let (frames, bytes) = (skipped.checked_div(size), skipped.checked_rem(size));
        let frames = frames.unwrap_or(0);
        if bytes != Some(0) {
            let end = frames.saturating_add(1).saturating_mul(size);
            return Err(self.first.offset.saturating_add(end));
        }
        let count = self.count.saturating_sub(u32::try_from(frames).unwrap_or(u32::MAX));
        Ok(Self { first: FrameSpan { offset, ..self.first }, count })
    }
}

/// A rejected candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Offset in the input.
    pub offset: u64,
    /// Index of the schema that rejected the candidate.
    pub schema: u16,
    /// Reason for the rejection.
    pub reason: Reason,
}

/// Reason for rejecting a candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Kind of reason.
    pub kind: RejectKind,
    /// Offset of the fault in the candidate.
    pub at: u32,
    /// Complete message, if more specific than that of the kind.
    pub detail: Option<Box<str>>,
}

impl Reason {
    /// Creates a reason for the whole candidate.
    pub const fn new(kind: RejectKind) -> Self {
        Self { kind, at: 0, detail: None }
    }

    /// Creates a reason at an offset in the candidate.
    pub fn at(kind: RejectKind, at: usize) -> Self {
        Self { kind, at: u32::try_from(at).unwrap_or(u32::MAX), detail: None }
    }

    /// Sets the message, which replaces that of the kind.
    #[must_use]
    pub fn with(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into().into_boxed_str()), ..self }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.detail.as_deref().unwrap_or(self.kind.text()))
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident: $name:literal, $text:literal;)*) => {
        /// Kind of a [`Reason`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum RejectKind {
            $($(#[$doc])* $kind,)*
        }

        impl RejectKind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// Returns the identifier used in machine-readable output.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }

            /// Returns the message.
            pub const fn text(self) -> &'static str {
                match self {
                    $(Self::$kind => $text,)*
                }
            }
        }
    };
}

kinds! {
    /// The checksum does not match.
    Checksum: "checksum", "checksum mismatch";
    /// The length is invalid or exceeds the maximum.
    Length: "length", "invalid length";
    /// A constant other than the sync pattern does not match.
    Constant: "constant", "bad magic";
    /// A rule of the schema is violated.
    Rule: "rule", "rule violation";
    /// The input ends inside the candidate.
    Truncated: "truncated", "unexpected end of data";
    /// The frames before and after the candidate do not confirm it.
    Unconfirmed: "unconfirmed", "not confirmed by adjacent frames";
    /// A valid frame, or a sequence of frames, starts inside the candidate.
    Overlap: "overlap", "overlaps a valid frame";
    /// The byte stuffing is invalid.
    Stuffing: "stuffing", "invalid byte stuffing";
}
