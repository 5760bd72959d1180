//! Bytes of a file or of a part of a file.

use bytescope_inspect::{Fault, FaultKind, Limit, OpenError, OpenOptions, Quantity, Source};
use std::fmt;
use std::io::Read;
use std::path::Path;

/// A file or a part of a file.
#[derive(Debug)]
pub struct Excerpt {
    name: String,
    source: Source,
    offset: usize,
    end: usize,
    options: ReadOptions,
}

/// Options for opening an [`Excerpt`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ReadOptions {
    /// Offset of the first byte of the excerpt.
    pub offset: u64,
    /// Size of the excerpt in bytes; up to the end of the file if `None`.
    pub length: Option<u64>,
    /// Maximum number of bytes to buffer from a pipe or device.
    pub max_read: u64,
    /// Map large files instead of reading them into memory. Other processes can then change the
    /// data while it is in use: see [`Source::open`].
    pub map: bool,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { offset: 0, length: None, max_read: 256 << 20, map: false }
    }
}

/// Reason why some of the requested bytes are missing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadProblem {
    /// Another process truncated the file while it was being read.
    Truncated {
        /// Size of the file in bytes when it was opened.
        was: u64,
        /// Current size in bytes.
        now: u64,
    },
    /// The offset is past the end of the file.
    PastEnd {
        /// Size of the file in bytes.
        size: u64,
        /// Requested offset.
        offset: u64,
    },
    /// A pipe or device has more bytes than this maximum.
    LimitReached(u64),
}

impl ReadProblem {
    /// Returns the problem as a fault of the file.
    pub fn fault(&self) -> Fault {
        let kind = match self {
            Self::LimitReached(_) => FaultKind::Limit(Limit::Read),
            _ => FaultKind::Io,
        };
        Fault::soft(kind, 0, self.to_string())
    }
}

impl fmt::Display for ReadProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = Quantity::bytes;
        match self {
            Self::Truncated { was, now } => {
                write!(f, "file truncated from {} to {} while being read", bytes(*was), bytes(*now))
            }
            Self::PastEnd { size, offset } => {
                write!(f, "offset {offset} is past the end of the file ({})", bytes(*size))
            }
            Self::LimitReached(max) => {
                write!(f, "{}; the rest was not read", Limit::Read.message(*max))
            }
        }
    }
}

impl Excerpt {
    /// Opens a file.
    ///
    /// # Errors
    /// Returns an error if the path is a directory, does not exist, or cannot be read.
    pub fn open(path: impl AsRef<Path>, options: &ReadOptions) -> Result<Self, OpenError> {
        let path = path.as_ref();
        let source =
            Source::open(path, OpenOptions { map: options.map, max_size: options.max_read })?;
        Ok(Self::new(path.display().to_string(), source, options))
    }

    /// Reads a stream to its end or up to [`ReadOptions::max_read`]; `name` is for messages.
    ///
    /// # Errors
    /// Returns an error if reading the stream fails.
    pub fn read(
        name: impl Into<String>,
        stream: impl Read,
        options: &ReadOptions,
    ) -> Result<Self, OpenError> {
        Ok(Self::new(name.into(), Source::read(stream, options.max_read)?, options))
    }

    /// Creates an excerpt from bytes in memory; `name` is for messages.
    pub fn memory(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self::new(name.into(), bytes.into(), &ReadOptions::default())
    }

    fn new(name: String, source: Source, options: &ReadOptions) -> Self {
        let all = source.bytes().len();
        let offset = usize::try_from(options.offset).unwrap_or(all).min(all);
        let end = options.length.map_or(all, |length| {
            offset.saturating_add(usize::try_from(length).unwrap_or(all)).min(all)
        });
        Self { name, source, offset, end, options: options.clone() }
    }

    /// Returns the name for messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the contents of the excerpt.
    pub fn bytes(&self) -> &[u8] {
        self.source.bytes().get(self.offset..self.end).unwrap_or_default()
    }

    /// Returns the offset of the excerpt in the file.
    pub fn offset(&self) -> u64 {
        self.offset as u64
    }

    /// Converts the offset of a fault from relative to the excerpt to relative to the file.
    pub fn in_file(&self, fault: Fault) -> Fault {
        let offset = fault.offset.saturating_add(self.offset());
        fault.at(offset)
    }

    /// Returns the reason why some of the requested bytes are missing, if any.
    pub fn problem(&self) -> Option<ReadProblem> {
        let size = self.source.bytes().len() as u64;
        if let Some(now) = self.source.truncated() {
            return Some(ReadProblem::Truncated { was: size, now });
        }
        let ReadOptions { offset, length, max_read, .. } = self.options;
        if offset > size {
            return Some(ReadProblem::PastEnd { size, offset });
        }
        let end = length.map(|length| self.offset().saturating_add(length));
        let more = self.source.has_more() && end.is_none_or(|end| end > size);
        more.then_some(ReadProblem::LimitReached(max_read))
    }
}
