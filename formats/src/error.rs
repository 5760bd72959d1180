//! Errors of reading and writing files as values.

use std::path::PathBuf;
use std::{fmt, io};

/// Failure to read or write a file.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The file could not be opened or read.
    Open {
        /// Path of the file.
        path: PathBuf,
        /// Operating system error.
        source: io::Error,
    },
    /// The bytes are not valid for the format.
    Read {
        /// Name of the format.
        format: &'static str,
        /// Path of the file, if the bytes came from one.
        path: Option<PathBuf>,
        /// Path of the field at which reading failed: `chunks[2].data`.
        field: String,
        /// Offset at which reading failed.
        offset: u64,
        /// Description of the fault.
        message: String,
        /// Underlying binrw error.
        source: Box<binrw::Error>,
    },
    /// The value cannot be written: its parts are inconsistent or were not loaded.
    Write {
        /// Name of the format.
        format: &'static str,
        /// Offset at which writing failed.
        offset: u64,
        /// Underlying binrw error.
        source: binrw::Error,
    },
    /// A part is too large for its size field.
    TooLarge {
        /// Name of the part.
        what: &'static str,
        /// Size of the part.
        size: u64,
        /// Maximum size in the format.
        most: u64,
    },
    /// A built file would violate a rule of its format.
    Rule {
        /// Name of the format.
        format: &'static str,
        /// Path of the field: `chunks[2].data`.
        field: String,
        /// Description of the rule.
        message: String,
    },
    /// The output could not be written.
    Output(io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open { path, source } => write!(f, "{}: {source}", path.display()),
            Self::Read { format, path, field, offset, message, .. } => {
                match path {
                    Some(path) => write!(f, "{}: ", path.display())?,
                    None => write!(f, "{format}: ")?,
                }
                if !field.is_empty() {
                    write!(f, "{field} ")?;
                }
                write!(f, "at {offset:#x}: {message}")
            }
            Self::Write { format, offset, source } => {
                write!(f, "{format}: cannot be written: at {offset:#x}: ")?;
                cause(f, source)
            }
            Self::TooLarge { what, size, most } => {
                write!(f, "{what}: out of range: expected at most {most}, found {size}")
            }
            Self::Rule { format, field, message } => write!(f, "{format}: {field}: {message}"),
            Self::Output(source) => write!(f, "cannot write: {source}"),
        }
    }
}

/// Formats the innermost cause; enclosing fields are for backtraces only.
fn cause(f: &mut fmt::Formatter<'_>, error: &binrw::Error) -> fmt::Result {
    match error.root_cause() {
        binrw::Error::AssertFail { message, .. } => f.write_str(message),
        binrw::Error::Io(error) => write!(f, "{error}"),
        binrw::Error::Custom { err, .. } => write!(f, "{err}"),
        other => write!(f, "{other}"),
    }
}

/// Errors whose message contains the cause have no source, so that it is not printed twice.
impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { source, .. } => Some(&**source),
            _ => None,
        }
    }
}

impl Error {
    /// Adds the path of the file.
    pub(crate) fn of_file(mut self, file: impl Into<PathBuf>) -> Self {
        if let Self::Read { path, .. } = &mut self {
            *path = Some(file.into());
        }
        self
    }
}

/// Converts the size of `what` to the integer type of its field.
pub(crate) fn fits<N: TryFrom<u64> + Into<u64> + MaxValue>(
    what: &'static str,
    size: u64,
) -> Result<N, Error> {
    N::try_from(size).map_err(|_| Error::TooLarge { what, size, most: N::MAX.into() })
}

/// Unsigned integer with a maximum value.
pub(crate) trait MaxValue {
    const MAX: Self;
}

impl MaxValue for u16 {
    const MAX: Self = Self::MAX;
}

impl MaxValue for u32 {
    const MAX: Self = Self::MAX;
}
