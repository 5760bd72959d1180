//! The bytes of a file, or of a part of it.

use bytescope_inspect::{Fault, OpenError, OpenOptions, Source};
use std::fmt;
use std::io::Read;
use std::path::Path;

/// A file, or the part of it that is to be read.
#[derive(Debug)]
pub struct Excerpt {
    name: String,
    source: Source,
    offset: usize,
    end: usize,
    options: ReadOptions,
}

/// The bytes of a file to read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ReadOptions {
    /// Offset of the first byte.
    pub offset: u64,
    /// Number of bytes; up to the end if not given.
    pub length: Option<u64>,
    /// Maximum number of bytes of a pipe or device, which is held in memory.
    pub max_read: u64,
    /// Whether a large file is mapped instead of read into memory. Another process may then change
    /// what was read: see [`Source::open`].
    pub map: bool,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { offset: 0, length: None, max_read: 256 << 20, map: false }
    }
}

/// Bytes that were to be read and are not there.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadProblem {
    /// Another process truncated the file while it was read.
    Truncated {
        /// Size when it was opened.
        was: u64,
        /// Size now.
        now: u64,
    },
    /// The offset is past the end of the file.
    PastEnd {
        /// Size of the file.
        size: u64,
        /// The offset.
        offset: u64,
    },
    /// A pipe or device has more bytes than the maximum.
    MoreThan(u64),
}

impl fmt::Display for ReadProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated { was, now } => {
                write!(f, "the file was truncated from {was} to {now} bytes while it was read")
            }
            Self::PastEnd { size, offset } => {
                write!(f, "has {size} bytes; offset {offset} is past the end")
            }
            Self::MoreThan(most) => write!(f, "more than {most} bytes; the rest was not read"),
        }
    }
}

impl Excerpt {
    /// Opens a file.
    ///
    /// # Errors
    /// The path is a directory, does not exist, or cannot be read.
    pub fn open(path: impl AsRef<Path>, options: &ReadOptions) -> Result<Self, OpenError> {
        let path = path.as_ref();
        let source = Source::open(path, OpenOptions { map: options.map, most: options.max_read })?;
        Ok(Self::new(path.display().to_string(), source, options))
    }

    /// Reads a stream to its end, or up to the maximum; `name` is for messages.
    ///
    /// # Errors
    /// Those of the stream.
    pub fn read(
        name: impl Into<String>,
        stream: impl Read,
        options: &ReadOptions,
    ) -> Result<Self, OpenError> {
        Ok(Self::new(name.into(), Source::read(stream, options.max_read)?, options))
    }

    /// Bytes in memory; `name` is for messages.
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

    /// Name for messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        self.source.bytes().get(self.offset..self.end).unwrap_or_default()
    }

    /// Offset of the first byte in the file.
    pub fn offset(&self) -> u64 {
        self.offset as u64
    }

    /// A fault with its offset in the file.
    pub fn in_file(&self, fault: Fault) -> Fault {
        let offset = fault.offset.saturating_add(self.offset());
        fault.at(offset)
    }

    /// Why bytes that were to be read are not there, if some are not.
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
        more.then_some(ReadProblem::MoreThan(max_read))
    }
}
