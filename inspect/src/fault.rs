//! Faults of fields: kind, offset, message, expected and actual value.

use crate::{Fact, Limit};
use binrw::Error;
use std::fmt;

/// Kind of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FaultKind {
    /// Data that ends inside the field.
    Truncated,
    /// A constant of the format that does not match.
    Magic,
    /// A value that the format does not allow.
    Rule,
    /// A checksum, length or count that does not match the data.
    Mismatch,
    /// A checksum that cannot be computed, because one of its inputs is unknown for this data.
    Unverified,
    /// Bytes not covered by any field.
    Uncovered,
    /// A resource limit that was reached; the data may be valid.
    Limit(Limit),
    /// An error reading the source.
    Io,
}

impl FaultKind {
    /// Returns the identifier used in machine-readable output: `truncated`, `magic`, `rule`, …
    pub fn name(self) -> &'static str {
        match self {
            Self::Truncated => "truncated",
            Self::Magic => "magic",
            Self::Rule => "rule",
            Self::Mismatch => "mismatch",
            Self::Unverified => "unverified",
            Self::Uncovered => "uncovered",
            Self::Limit(_) => "limit",
            Self::Io => "io",
        }
    }
}

/// A fault of a field.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Fault {
    /// Kind of the fault.
    pub kind: FaultKind,
    /// Byte offset in the field's buffer.
    pub offset: u64,
    /// Description of the problem, without its location.
    pub message: String,
    /// Value that the format requires, if known.
    pub expected: Option<Fact>,
    /// Value that was found.
    pub actual: Option<Fact>,
    /// True if the fault stopped the reader. A checksum mismatch, for example, does not.
    pub fatal: bool,
}

impl Fault {
    /// Creates a fault that does not stop the reader.
    pub fn soft(kind: FaultKind, offset: u64, message: impl Into<String>) -> Self {
        Self { kind, offset, message: message.into(), expected: None, actual: None, fatal: false }
    }

    /// Creates a fault that stopped the reader.
    pub fn fatal(kind: FaultKind, offset: u64, message: impl Into<String>) -> Self {
        Self { fatal: true, ..Self::soft(kind, offset, message) }
    }

    /// Creates a fault for a limit that was reached. The fault does not stop the reader.
    pub fn limit_reached(limit: Limit, offset: u64, max: u64) -> Self {
        Self::soft(FaultKind::Limit(limit), offset, limit.message(max))
    }

    /// Returns the fault with its expected and actual value.
    #[must_use]
    pub fn with(mut self, expected: impl Into<Fact>, actual: impl Into<Fact>) -> Self {
        self.expected = Some(expected.into());
        self.actual = Some(actual.into());
        self
    }

    /// Returns the fault at another offset.
    #[must_use]
    pub fn at(mut self, offset: u64) -> Self {
        self.offset = offset;
        self
    }

    /// Returns the limit that was reached, for a fault of kind [`FaultKind::Limit`].
    pub fn limit(&self) -> Option<Limit> {
        match self.kind {
            FaultKind::Limit(limit) => Some(limit),
            _ => None,
        }
    }

    /// Converts a read error to a fault at the error's offset, or at `offset` if the error has no
    /// offset.
    pub(crate) fn of(error: &Error, offset: u64, short: Option<ShortRead>) -> Self {
        let at = error_offset(error).unwrap_or(offset);
        let (kind, message) = match error.root_cause() {
            Error::Io(e) if error.is_eof() => match short {
                Some(short) => return short.fault(),
                None => (FaultKind::Truncated, e.to_string()),
            },
            Error::Io(e) => (FaultKind::Io, e.to_string()),
            Error::BadMagic { found, .. } => {
                (FaultKind::Magic, format!("bad magic: found {found:?}"))
            }
            Error::AssertFail { message, .. } => (FaultKind::Rule, message.clone()),
            Error::Custom { err, .. } => match err.downcast_ref::<Refusal>() {
                Some(refusal) => return refusal.0.clone(),
                None => (FaultKind::Rule, first_line(&err.to_string())),
            },
            Error::NoVariantMatch { .. } | Error::EnumErrors { .. } => {
                (FaultKind::Rule, "matches no known layout".to_owned())
            }
            other => (FaultKind::Rule, first_line(&other.to_string())),
        };
        Self::fatal(kind, at, message)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match (&self.expected, &self.actual) {
            (Some(expected), Some(actual)) => write!(f, ": expected {expected}, found {actual}"),
            (None, Some(actual)) => write!(f, ", found {actual}"),
            (_, None) => Ok(()),
        }
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

fn error_offset(error: &Error) -> Option<u64> {
    match error.root_cause() {
        Error::BadMagic { pos, .. }
        | Error::AssertFail { pos, .. }
        | Error::Custom { pos, .. }
        | Error::NoVariantMatch { pos }
        | Error::EnumErrors { pos, .. } => Some(*pos),
        _ => None,
    }
}

/// A read past the end of the data.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ShortRead {
    /// Offset of the read.
    pub(crate) at: u64,
    /// Requested size in bytes.
    pub(crate) want: u64,
    /// Number of bytes available.
    pub(crate) left: u64,
    /// True if an enclosing field ended before the data did.
    pub(crate) region: bool,
}

impl ShortRead {
    pub(crate) fn fault(self) -> Fault {
        let message = match self.region {
            true => "unexpected end of data (end of the enclosing field)",
            false => "unexpected end of data",
        };
        let fault = Fault::fatal(FaultKind::Truncated, self.at, message);
        fault.with(Fact::Size(self.want), Fact::Size(self.left))
    }
}

/// A [`Fault`] inside binrw's error type.
#[derive(Debug)]
pub(crate) struct Refusal(pub(crate) Fault);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Refusal {}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::Custom { pos: fault.offset, err: Box::new(Refusal(fault)) }
    }
}

/// Creates the error for a read of `want` bytes when only `left` remain.
///
/// [`Error::is_eof`] is true for this error, as for the errors of binrw's own readers.
pub fn too_short(want: u64, left: u64) -> Error {
    let (want, left) = (Fact::Size(want), Fact::Size(left));
    let text = format!("unexpected end of data: expected {want}, found {left}");
    Error::Io(std::io::Error::new(std::io::ErrorKind::UnexpectedEof, text))
}
