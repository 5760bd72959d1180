//! Errors of creating an output.

use bytescope_inspect::IoMessage;
use std::fmt;
use std::io;
use std::path::PathBuf;

/// Error when an output is created.
#[derive(Debug)]
#[non_exhaustive]
pub enum OutputError {
    /// The file cannot be created or opened.
    Io(io::Error),
    /// The folder of the file does not exist.
    NoFolder,
    /// The path is a folder.
    Folder,
    /// The path is a file or a folder with files, where a new or empty folder is required.
    NotEmpty {
        /// True if the path is a file.
        is_file: bool,
    },
    /// Another output, with this path, is the same file.
    SameOutput(PathBuf),
    /// An input, with this path, is the same file.
    SameInput(PathBuf),
}

impl OutputError {
    /// Returns the category of the error.
    pub fn kind(&self) -> io::ErrorKind {
        match self {
            Self::Io(error) => error.kind(),
            Self::NoFolder => io::ErrorKind::NotFound,
            Self::Folder => io::ErrorKind::IsADirectory,
            Self::NotEmpty { .. } => io::ErrorKind::DirectoryNotEmpty,
            Self::SameOutput(_) | Self::SameInput(_) => io::ErrorKind::InvalidInput,
        }
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => IoMessage(error).fmt(f),
            Self::NoFolder => f.write_str("no such folder"),
            Self::Folder => f.write_str("is a folder"),
            Self::NotEmpty { is_file: true } => {
                f.write_str("is a file (specify a new or empty folder)")
            }
            Self::NotEmpty { is_file: false } => {
                f.write_str("is not empty (specify a new or empty folder)")
            }
            Self::SameOutput(path) => write!(f, "same file as the output {}", path.display()),
            Self::SameInput(path) => write!(f, "same file as the input {}", path.display()),
        }
    }
}

// The message includes that of the inner error, so `source` returns `None`.
impl std::error::Error for OutputError {}

impl From<io::Error> for OutputError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<OutputError> for io::Error {
    fn from(error: OutputError) -> Self {
        match error {
            OutputError::Io(error) => error,
            error => Self::new(error.kind(), error),
        }
    }
}
