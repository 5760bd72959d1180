//! What can go wrong when files are read and written as values.

use std::path::PathBuf;
use std::{fmt, io};

/// Why a file could not be read or written.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The file could not be opened or read.
    Open {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The bytes are not of the format.
    Read {
        /// The format's name.
        format: &'static str,
        /// The file, when the bytes came from one.
        path: Option<PathBuf>,
        /// The field at which reading ended, as a path: `chunks[2].data`.
        field: String,
        /// The byte at which reading ended.
        offset: u64,
        /// What is wrong there.
        message: String,
        /// What the reader says.
        source: Box<binrw::Error>,
    },
    /// The value cannot be written: its parts contradict each other, or were not loaded.
    Write {
        /// The format's name.
        format: &'static str,
        /// The byte at which writing ended.
        offset: u64,
        /// What is wrong there.
        source: binrw::Error,
    },
    /// A part is too large for the field that counts it.
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// Its size.
        size: u64,
        /// The most that the format can say.
        most: u64,
    },
    /// A file that was made would break a rule of its format.
    Rule {
        /// The format's name.
        format: &'static str,
        /// The field, as a path: `chunks[2].data`.
        field: String,
        /// What the rule says.
        message: String,
    },
    /// The output took no more bytes.
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
                    write!(f, "{field}, ")?;
                }
                write!(f, "byte {offset}: {message}")
            }
            Self::Write { format, offset, source } => {
                write!(f, "{format}: cannot be written, byte {offset}: ")?;
                cause(f, source)
            }
            Self::TooLarge { what, size, most } => {
                write!(f, "{what}: {size}, but the format can only say up to {most}")
            }
            Self::Rule { format, field, message } => write!(f, "{format}: {field}: {message}"),
            Self::Output(source) => write!(f, "could not write: {source}"),
        }
    }
}

/// The innermost cause, which says what is wrong; the fields around it are for backtraces.
fn cause(f: &mut fmt::Formatter<'_>, error: &binrw::Error) -> fmt::Result {
    match error.root_cause() {
        binrw::Error::AssertFail { message, .. } => f.write_str(message),
        binrw::Error::Io(error) => write!(f, "{error}"),
        binrw::Error::Custom { err, .. } => write!(f, "{err}"),
        other => write!(f, "{other}"),
    }
}

/// Where the text contains the cause, there is no source as well: the variants hold it.
impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { source, .. } => Some(&**source),
            _ => None,
        }
    }
}

impl Error {
    /// The same, of the file at `path`.
    pub(crate) fn of_file(mut self, file: impl Into<PathBuf>) -> Self {
        if let Self::Read { path, .. } = &mut self {
            *path = Some(file.into());
        }
        self
    }
}

/// The size of `what` as the integer that a format keeps it in.
pub(crate) fn fits<N: TryFrom<u64> + Into<u64> + Bounded>(
    what: &'static str,
    size: u64,
) -> Result<N, Error> {
    N::try_from(size).map_err(|_| Error::TooLarge { what, size, most: N::MAX.into() })
}

/// An unsigned integer with a greatest value.
pub(crate) trait Bounded {
    const MAX: Self;
}

impl Bounded for u16 {
    const MAX: Self = Self::MAX;
}

impl Bounded for u32 {
    const MAX: Self = Self::MAX;
}
