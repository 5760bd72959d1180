//! What is wrong, where, and what was expected.

use crate::{Fact, Limit};
use binrw::Error;
use std::fmt;

/// What kind of rule was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FaultKind {
    /// The data ends inside the field.
    Truncated,
    /// A constant of the format is not there.
    Magic,
    /// A value that the format does not allow.
    Rule,
    /// A checksum, length or count that does not agree with the data.
    Mismatch,
    /// A checksum that cannot be computed: what it takes is not known for this data.
    Unverified,
    /// Bytes that no field covers.
    Uncovered,
    /// A bound on what reading may cost was reached; the data may be valid.
    Limit(Limit),
    /// The source could not be read.
    Io,
}

impl FaultKind {
    /// One word for machines: `truncated`, `magic`, `rule`, …
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

/// Something wrong with a field.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Fault {
    /// What kind of rule was broken.
    pub kind: FaultKind,
    /// Byte offset in the field's buffer.
    pub offset: u64,
    /// The sentence for people, without place.
    pub message: String,
    /// What the format requires, if that is known.
    pub expected: Option<Fact>,
    /// What was found.
    pub actual: Option<Fact>,
    /// Whether reading ended here. A checksum that is wrong does not stop the reader.
    pub fatal: bool,
}

impl Fault {
    /// A fault that does not stop the reader.
    pub fn soft(kind: FaultKind, offset: u64, message: impl Into<String>) -> Self {
        Self { kind, offset, message: message.into(), expected: None, actual: None, fatal: false }
    }

    /// A fault at which reading ended.
    pub fn fatal(kind: FaultKind, offset: u64, message: impl Into<String>) -> Self {
        Self { fatal: true, ..Self::soft(kind, offset, message) }
    }

    /// The same fault with what was expected and what was found.
    #[must_use]
    pub fn with(mut self, expected: impl Into<Fact>, actual: impl Into<Fact>) -> Self {
        self.expected = Some(expected.into());
        self.actual = Some(actual.into());
        self
    }

    /// The same fault at another offset.
    #[must_use]
    pub fn at(mut self, offset: u64) -> Self {
        self.offset = offset;
        self
    }

    /// The limit that was reached, if this is what stopped the reader.
    pub fn limit(&self) -> Option<Limit> {
        match self.kind {
            FaultKind::Limit(limit) => Some(limit),
            _ => None,
        }
    }

    /// The fault that a read error stands for, at `offset` unless the error knows better.
    pub(crate) fn of(error: &Error, offset: u64, short: Option<Short>) -> Self {
        let at = error_pos(error).unwrap_or(offset);
        let (kind, message) = match error.root_cause() {
            Error::Io(e) if error.is_eof() => match short {
                Some(short) => return short.fault(),
                None => (FaultKind::Truncated, e.to_string()),
            },
            Error::Io(e) => (FaultKind::Io, e.to_string()),
            Error::BadMagic { found, .. } => {
                (FaultKind::Magic, format!("not the constant of this format: {found:?}"))
            }
            Error::AssertFail { message, .. } => (FaultKind::Rule, message.clone()),
            Error::Custom { err, .. } => match err.downcast_ref::<Refusal>() {
                Some(refusal) => return refusal.0.clone(),
                None => (FaultKind::Rule, first_line(&err.to_string())),
            },
            Error::NoVariantMatch { .. } | Error::EnumErrors { .. } => {
                (FaultKind::Rule, "none of the known forms".to_owned())
            }
            other => (FaultKind::Rule, first_line(&other.to_string())),
        };
        Self::fatal(kind, at, message)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if let (Some(expected), Some(actual)) = (&self.expected, &self.actual) {
            write!(f, ": expected {expected}, found {actual}")?;
        }
        Ok(())
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

fn error_pos(error: &Error) -> Option<u64> {
    match error.root_cause() {
        Error::BadMagic { pos, .. }
        | Error::AssertFail { pos, .. }
        | Error::Custom { pos, .. }
        | Error::NoVariantMatch { pos }
        | Error::EnumErrors { pos, .. } => Some(*pos),
        _ => None,
    }
}

/// A read that the source was too short for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Short {
    pub(crate) at: u64,
    pub(crate) want: u64,
    pub(crate) left: u64,
    /// The end of an enclosing length, not of the data.
    pub(crate) region: bool,
}

impl Short {
    pub(crate) fn fault(self) -> Fault {
        let what =
            if self.region { "the length around this ends here" } else { "the data ends here" };
        let fault = Fault::fatal(FaultKind::Truncated, self.at, what);
        fault.with(Fact::Size(self.want), Fact::Size(self.left))
    }
}

/// A [`Fault`] on its way through binrw's error type.
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

/// The error for data that ends `want - left` bytes too early at `at`.
///
/// Readers written by hand return this so that the typed read fails as a plain binrw reader
/// would: [`Error::is_eof`] holds.
pub fn too_short(want: u64, left: u64) -> Error {
    let text = format!("needs {want} bytes, {left} left");
    Error::Io(std::io::Error::new(std::io::ErrorKind::UnexpectedEof, text))
}
