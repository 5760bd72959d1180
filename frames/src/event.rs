//! What the scanner reports.

use std::fmt;

/// What was found, in the order of the input. The events of an input cover each byte of it once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event<'b> {
    /// A good frame, and its bytes.
    Good(Found, &'b [u8]),
    /// What has the form of a frame, but cannot be verified; and its bytes. No good frame begins
    /// in it.
    Unverified(Found, &'b [u8]),
    /// A beginning of a frame that is none: exactly one byte. Scanning goes on behind that byte,
    /// so that whatever follows it is looked at again.
    Rejected(Rejected),
    /// Bytes at which no frame begins.
    Skipped {
        /// Where the first of them stands in the input.
        offset: u64,
        /// How many there are.
        len: u64,
    },
}

/// The place of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Found {
    /// Where it begins in the input.
    pub offset: u64,
    /// Its bytes.
    pub len: u32,
    /// The number of its schema.
    pub schema: u16,
    /// Whether it is good; otherwise it could not be verified.
    pub good: bool,
}

impl Found {
    /// Where it ends in the input.
    pub fn end(&self) -> u64 {
        self.offset.saturating_add(self.len.into())
    }
}

/// Frames of one schema and one size, one behind the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Run {
    /// The first of them.
    pub first: Found,
    /// How many there are, at least 1.
    pub count: u32,
}

impl Run {
    /// How many bytes they take.
    pub fn len(&self) -> u64 {
        u64::from(self.first.len).saturating_mul(self.count.into())
    }

    /// Whether there is no frame in it.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Where the last of them ends in the input.
    pub fn end(&self) -> u64 {
        self.first.offset.saturating_add(self.len())
    }

    /// Each of them.
    pub fn frames(self) -> impl Iterator<Item = Found> {
        let size = u64::from(self.first.len);
        (0..u64::from(self.count)).map(move |number| Found {
            offset: self.first.offset.saturating_add(number.saturating_mul(size)),
            ..self.first
        })
    }

    /// The frames that begin at `offset` or behind it, where a frame of the run begins; otherwise
    /// the end of the frame that `offset` lies in.
    pub(crate) fn from(self, offset: u64) -> Result<Self, u64> {
        let size = u64::from(self.first.len).max(1);
        let passed = offset.saturating_sub(self.first.offset);
        let (whole, part) = (passed.checked_div(size), passed.checked_rem(size));
        let whole = whole.unwrap_or(0);
        if part != Some(0) {
            let behind = whole.saturating_add(1).saturating_mul(size);
            return Err(self.first.offset.saturating_add(behind));
        }
        let count = self.count.saturating_sub(u32::try_from(whole).unwrap_or(u32::MAX));
        Ok(Self { first: Found { offset, ..self.first }, count })
    }
}

/// A beginning of a frame that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Where it stands in the input.
    pub offset: u64,
    /// The number of the schema that it looked like.
    pub schema: u16,
    /// Why it is none.
    pub reason: Reason,
}

/// Why a candidate is no frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The kind of reason, by which reports count.
    pub kind: RejectKind,
    /// Where in the candidate the fault is, in bytes from its beginning.
    pub at: u32,
    /// What exactly; may be empty.
    pub detail: Option<Box<str>>,
}

impl Reason {
    /// A reason that concerns the whole candidate.
    pub const fn new(kind: RejectKind) -> Self {
        Self { kind, at: 0, detail: None }
    }

    /// A reason that lies at a byte of the candidate.
    pub fn at(kind: RejectKind, at: usize) -> Self {
        Self { kind, at: u32::try_from(at).unwrap_or(u32::MAX), detail: None }
    }

    /// The same with a sentence on what was expected and found.
    #[must_use]
    pub fn with(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into().into_boxed_str()), ..self }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.text())?;
        match &self.detail {
            Some(detail) => write!(f, ": {detail}"),
            None => Ok(()),
        }
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident: $name:literal, $text:literal;)*) => {
        /// Kinds of reasons.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum RejectKind {
            $($(#[$doc])* $kind,)*
        }

        impl RejectKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// One word for machines.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }

            /// The same for people.
            pub const fn text(self) -> &'static str {
                match self {
                    $(Self::$kind => $text,)*
                }
            }
        }
    };
}

kinds! {
    /// The checksum is another.
    Checksum: "checksum", "wrong checksum";
    /// A length that no frame has, or that goes past the maximum.
    Length: "length", "impossible length";
    /// A constant behind the sync is another.
    Constant: "constant", "wrong constant";
    /// A rule of the schema is broken.
    Rule: "rule", "broken rule";
    /// The input ends before the frame does.
    Cut: "cut", "cut by the end of the input";
    /// The rest did not come in time.
    Timeout: "timeout", "not complete in time";
    /// Too few frames stand next to it.
    Unconfirmed: "unconfirmed", "not confirmed by its neighbours";
    /// A good frame begins in it.
    Overlap: "overlap", "a good frame begins in it";
    /// Byte stuffing that no sender makes.
    Stuffing: "stuffing", "broken byte stuffing";
}
