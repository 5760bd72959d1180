//! Errors when reading or writing files as values.

use bytescope_inspect::IoMessage;
use std::path::PathBuf;
use std::{fmt, io};

/// Error when reading or writing a file.
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
        /// Path of the file; `None` for bytes in memory.
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
    /// The value cannot be encoded: its parts are inconsistent or not loaded.
    Write {
        /// Name of the format.
        format: &'static str,
        /// Offset at which writing failed.
        offset: u64,
        /// Underlying binrw error.
        source: binrw::Error,
    },
    /// A size or count does not fit in its field.
    TooLarge {
        /// Name of the size or count.
        what: &'static str,
        /// Value of the size or count.
        size: u64,
        /// Maximum value of the field.
        max: u64,
    },
    /// A built file violates a rule of its format.
    Rule {
        /// Name of the format.
        format: &'static str,
        /// Path of the field, or an empty string for the whole file: `chunks[2].data`.
        field: String,
        /// Description of the violation.
        message: String,
    },
    /// The output could not be written.
    Output(io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open { path, source } => write!(f, "{}: {}", path.display(), IoMessage(source)),
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
            Self::TooLarge { what, size, max: most } => {
                write!(f, "{what}: out of range: expected at most {most}, found {size}")
            }
            Self::Rule { format, field, message } if field.is_empty() => {
                write!(f, "{format}: {message}")
            }
            Self::Rule { format, field, message } => write!(f, "{format}: {field}: {message}"),
            Self::Output(source) => write!(f, "cannot write: {}", IoMessage(source)),
        }
    }
}

/// Formats the innermost cause, without the fields that binrw adds as a backtrace.
fn cause(f: &mut fmt::Formatter<'_>, error: &binrw::Error) -> fmt::Result {
    match error.root_cause() {
        binrw::Error::AssertFail { message, .. } => f.write_str(message),
        binrw::Error::Io(error) => write!(f, "{}", IoMessage(error)),
        binrw::Error::Custom { err, .. } => write!(f, "{err}"),
        other => write!(f, "{other}"),
    }
}

/// Only [`Error::Read`] has a source: the other messages include their cause, which must not be
/// printed twice.
impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { source, .. } => Some(&**source),
            _ => None,
        }
    }
}

impl Error {
    /// Adds the path of the file to a read error.
    pub(crate) fn with_path(mut self, file: impl Into<PathBuf>) -> Self {
        if let Self::Read { path, .. } = &mut self {
            *path = Some(file.into());
        }
        self
    }
}

/// Converts a size or count to the integer type of its field.
pub(crate) fn fits<N: TryFrom<u64> + Into<u64> + MaxValue>(
    what: &'static str,
    size: u64,
) -> Result<N, Error> {
    N::try_from(size).map_err(|_| Error::TooLarge { what, size, max: N::MAX.into() })
}

/// Maximum value of an unsigned integer type.
pub(crate) trait MaxValue {
    const MAX: Self;
}

impl MaxValue for u16 {
    const MAX: Self = Self::MAX;
}

impl MaxValue for u32 {
    const MAX: Self = Self::MAX;
}
