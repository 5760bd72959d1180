//! Bytes of a file or of a part of a file.

use bytescope_inspect::{
    Fact, Fault, FaultKind, Limit, OpenError, OpenOptions, PrivateBytes, Quantity, Source,
    cause_of, path_text,
};
use std::fmt;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::Arc;

/// A file or a part of a file.
#[derive(Debug)]
pub struct Excerpt {
    name: String,
    /// Shared with excerpts of nested content.
    source: Arc<Source>,
    offset: usize,
    end: usize,
    options: ReadOptions,
    /// True if the data continues past the end of the excerpt, and these bytes are not available.
    partial: bool,
}

/// Options for opening an [`Excerpt`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ReadOptions {
    /// Offset of the first byte of the excerpt.
    pub offset: u64,
    /// Size of the excerpt in bytes; up to the end of the file if `None`.
    pub length: Option<u64>,
    /// Maximum number of bytes to buffer from a pipe or device, or from a file that is to be mapped
    /// but cannot be.
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
    /// The input has more bytes than this maximum, and is neither a mapped file nor in memory.
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
        Ok(Self::new(path_text(path), source, options))
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
        let source = Arc::new(source);
        Self { name, source, offset, end, options: options.clone(), partial: false }
    }

    /// Returns bytes `start..end` of this excerpt as an excerpt of the same file.
    pub(crate) fn part(&self, start: u64, end: u64) -> Self {
        let at = |offset: u64| {
            let offset = usize::try_from(offset).unwrap_or(usize::MAX);
            self.offset.saturating_add(offset).min(self.end)
        };
        let (offset, end) = (at(start), at(end.max(start)));
        let length = end.saturating_sub(offset) as u64;
        let options =
            ReadOptions { offset: offset as u64, length: Some(length), ..self.options.clone() };
        let source = Arc::clone(&self.source);
        Self { name: self.name.clone(), source, offset, end, options, partial: false }
    }

    /// Marks the excerpt as the start of data whose end is not available.
    pub(crate) fn partial(self, partial: bool) -> Self {
        Self { partial, ..self }
    }

    /// True if the data continues past the end of the excerpt, such as a captured part of a packet.
    pub fn is_partial(&self) -> bool {
        self.partial
    }

    /// Returns the name for messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the contents of the excerpt.
    pub fn bytes(&self) -> &[u8] {
        self.source.bytes().get(self.offset..self.end).unwrap_or_default()
    }

    /// Returns a copy of the contents that can be changed. Of a mapped file, only changed pages are
    /// copied.
    pub fn private_bytes(&self) -> PrivateBytes {
        if self.offset == 0 && self.end == self.source.bytes().len() {
            return self.source.private_bytes();
        }
        self.bytes().to_vec().into()
    }

    /// Returns a function that marks the bytes before an offset as no longer needed, so that the
    /// system may reclaim the memory of a mapped file: the progress of a reader that proceeds
    /// through a large file. Accessing the bytes again rereads them from the file.
    pub fn releaser(&self) -> impl FnMut(u64) + '_ {
        self.source.releaser(self.offset..self.end)
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

    /// True if a fault relative to the excerpt may only be due to [`ReadOptions::max_read`] or to a
    /// [partial](Self::is_partial) excerpt: a fault at the end of the data, or in the size of the
    /// file, of an input that was not read to its end.
    pub fn is_due_to_limit(&self, fault: &Fault) -> bool {
        if !self.partial && !matches!(self.problem(), Some(ReadProblem::LimitReached(_))) {
            return false;
        }
        let len = self.bytes().len() as i128;
        let size = fault.expected.as_ref().and_then(Fact::as_int);
        fault.kind == FaultKind::Truncated
            || i128::from(fault.offset) >= len
            || (fault.kind == FaultKind::Mismatch && size == Some(len))
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

/// Size of the buffer of a [`VerifiedOutput`] in bytes.
const BUFFER_SIZE: usize = 64 << 10;

/// Output of data of an excerpt that ends with an error as soon as another process truncates the
/// file. The missing bytes read as zeros, which are not written.
///
/// ```
/// use bytescope::{Excerpt, VerifiedOutput};
/// use std::io::Write;
///
/// let excerpt = Excerpt::memory("", b"abc".to_vec());
/// let mut written = Vec::new();
/// let mut out = VerifiedOutput::new(&excerpt, &mut written);
/// out.write_all(excerpt.bytes())?;
/// out.flush()?;
/// drop(out);
/// assert_eq!(written, b"abc");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct VerifiedOutput<'e, W: Write> {
    excerpt: &'e Excerpt,
    out: W,
    buffer: Vec<u8>,
}

impl<'e, W: Write> VerifiedOutput<'e, W> {
    /// Creates an output. It must be flushed at the end.
    pub fn new(excerpt: &'e Excerpt, out: W) -> Self {
        Self { excerpt, out, buffer: Vec::with_capacity(BUFFER_SIZE) }
    }

    /// Writes the buffered bytes, all of which were formatted before the file is verified here.
    fn pass_on(&mut self) -> io::Result<()> {
        if let Some(now) = self.excerpt.source.truncated() {
            self.buffer.clear();
            let was = self.excerpt.source.bytes().len() as u64;
            return Err(io::Error::other(ReadProblem::Truncated { was, now }));
        }
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }
}

impl<W: Write> Write for VerifiedOutput<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= BUFFER_SIZE {
            self.pass_on()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass_on()?;
        self.out.flush()
    }
}

/// The message includes all details, so there is no source.
impl std::error::Error for ReadProblem {}

impl ReadProblem {
    /// Returns the problem that ended a [`VerifiedOutput`].
    pub fn of(error: &io::Error) -> Option<&Self> {
        cause_of(error)
    }
}
