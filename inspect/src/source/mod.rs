//! Input bytes: a mapped file, or data read into memory.
//!
//! All `unsafe` code of the project is in this directory: mapping a file, handling its truncation
//! by another process, and handling the file size limit.
#![allow(unsafe_code)]

#[cfg(unix)]
mod guard;
mod limit;
mod private;

pub use limit::{ignore_file_size_signal, is_signal_ignored};
pub use private::PrivateBytes;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;

/// Maximum size in bytes of regular files that are always read into memory, which is faster than
/// mapping them.
const MAX_UNMAPPED: u64 = 64 << 10;

/// Minimum number of bytes that a [`Source::releaser`] releases at a time.
const RELEASED_BYTES: usize = 4 << 20;

/// Options for opening a file.
///
/// ```
/// use bytescope_inspect::OpenOptions;
///
/// let options = OpenOptions { max_size: 1 << 20, ..OpenOptions::default() };
/// assert!(!options.map && OpenOptions::MAPPED.map);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenOptions {
    /// Map a large regular file instead of reading it into memory. While it is mapped, this library
    /// handles SIGBUS for its addresses: see [`Source::open`].
    pub map: bool,
    /// Maximum number of bytes to read from a pipe or device, or from a file that is to be mapped
    /// but cannot be.
    pub max_size: u64,
}

impl OpenOptions {
    /// The whole file, mapped if it is large.
    pub const MAPPED: Self = Self { map: true, max_size: u64::MAX };
}

impl Default for OpenOptions {
    /// The whole file, read into memory.
    fn default() -> Self {
        Self { map: false, max_size: u64::MAX }
    }
}

/// The bytes of a file, a device, a pipe or the standard input.
#[derive(Debug)]
pub struct Source {
    data: SourceData,
    /// True if the input has more bytes than the maximum.
    has_more: bool,
}

#[derive(Debug)]
enum SourceData {
    Read(Vec<u8>),
    #[cfg(unix)]
    Mapped(Mapped),
}

/// A mapped file.
#[cfg(unix)]
#[derive(Debug)]
struct Mapped {
    // Fields are dropped in this order: the guard must be released before its addresses are.
    guard: guard::GuardedRange,
    map: memmap2::Mmap,
    file: File,
}

/// Error opening or reading an input.
#[derive(Debug)]
#[non_exhaustive]
pub enum OpenError {
    /// The path is a directory.
    Directory,
    /// Operating system error.
    Io(io::Error),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Directory => f.write_str("is a folder; specify the files in it"),
            Self::Io(error) => IoMessage(error).fmt(f),
        }
    }
}

/// The message of an input or output error, without the number that the standard library appends to
/// the operating system's text.
///
/// ```
/// use bytescope_inspect::IoMessage;
/// use std::fs::File;
///
/// let error = File::open("/no-such-file").unwrap_err();
/// assert_eq!(IoMessage(&error).to_string(), "no such file");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct IoMessage<'e>(pub &'e io::Error);

impl fmt::Display for IoMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(error) = self;
        if error.get_ref().is_some() {
            return error.fmt(f);
        }
        match error.kind() {
            io::ErrorKind::NotFound => f.write_str("no such file"),
            io::ErrorKind::PermissionDenied => f.write_str("permission denied"),
            io::ErrorKind::AlreadyExists => f.write_str("already exists"),
            io::ErrorKind::IsADirectory => f.write_str("is a folder"),
            io::ErrorKind::NotADirectory => f.write_str("is not a folder"),
            _ => {
                let text = error.to_string();
                f.write_str(text.split_once(" (os error ").map_or(&text, |(text, _)| text))
            }
        }
    }
}

/// Returns the first error of a type among the causes of an I/O error.
///
/// ```
/// use bytescope_inspect::{OpenError, cause_of};
/// use std::io;
///
/// let error = io::Error::other(io::Error::other(OpenError::Directory));
/// assert!(matches!(cause_of(&error), Some(OpenError::Directory)));
/// ```
pub fn cause_of<E: std::error::Error + 'static>(error: &io::Error) -> Option<&E> {
    let mut cause: &(dyn std::error::Error + 'static) = error.get_ref()?;
    loop {
        if let Some(found) = cause.downcast_ref() {
            return Some(found);
        }
        cause = match cause.downcast_ref::<io::Error>() {
            Some(inner) => inner.get_ref()?,
            None => cause.source()?,
        };
    }
}

/// The operating system's error is part of the message, so it is not also a source.
impl std::error::Error for OpenError {}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::IsADirectory => Self::Directory,
            _ => Self::Io(error),
        }
    }
}

impl Source {
    /// Opens a path. A regular file is read completely, or mapped if [`OpenOptions::map`] is set
    /// and the file is larger than 64 KiB. Other files (devices, pipes) are read up to
    /// [`OpenOptions::max_size`] bytes, and so are files that are to be mapped but cannot be.
    ///
    /// # Mapped files
    ///
    /// If another process changes a mapped file, [`bytes`](Self::bytes) changes, too. If another
    /// process truncates the file, the missing bytes read as zeros and
    /// [`truncated`](Self::truncated) returns the new size. To implement this, the first mapping of
    /// the process installs a SIGBUS handler, which passes signals for other addresses on to the
    /// previous handler. Dropping the last mapping restores the previous handler. If the program
    /// has installed yet another handler in the meantime, that handler remains installed, and must
    /// pass signals on while files are mapped.
    ///
    /// # Errors
    /// Returns an error if the path is a directory, does not exist, or cannot be read.
    pub fn open(path: &Path, options: OpenOptions) -> Result<Self, OpenError> {
        let OpenOptions { map: may_map, max_size } = options;
        let file = File::open(path)?;
        let meta = file.metadata()?;
        if meta.is_dir() {
            return Err(OpenError::Directory);
        }
        // Files in /proc report a size of 0.
        if !meta.is_file() || meta.len() == 0 {
            return Ok(Self::read(file, max_size)?);
        }
        if may_map
            && meta.len() > MAX_UNMAPPED
            && let Some(data) = map(&file, meta.len())
        {
            return Ok(Self { data, has_more: false });
        }
        if may_map && meta.len() > MAX_UNMAPPED && !cfg!(miri) {
            return Ok(Self::read(file, max_size)?);
        }
        let mut bytes = Vec::new();
        let len = usize::try_from(meta.len()).unwrap_or(usize::MAX);
        bytes.try_reserve_exact(len).map_err(io::Error::from)?;
        file.take(meta.len()).read_to_end(&mut bytes)?;
        Ok(bytes.into())
    }

    /// Reads a stream to its end, or up to `max_size` bytes.
    ///
    /// # Errors
    /// Returns the error of the stream.
    pub fn read(stream: impl Read, max_size: u64) -> io::Result<Self> {
        let mut bytes = Vec::new();
        stream.take(max_size.saturating_add(1)).read_to_end(&mut bytes)?;
        let has_more = bytes.len() as u64 > max_size;
        bytes.truncate(usize::try_from(max_size).unwrap_or(usize::MAX));
        Ok(Self { data: SourceData::Read(bytes), has_more })
    }

    /// Returns the bytes. The bytes of a mapped file change when another process changes the file;
    /// bytes past the end of a truncated file are zeros.
    pub fn bytes(&self) -> &[u8] {
        match &self.data {
            SourceData::Read(bytes) => bytes,
            #[cfg(unix)]
            SourceData::Mapped(mapped) => &mapped.map,
        }
    }

    /// Returns a copy of the bytes that can be changed without affecting the file. For a mapped file,
    /// only changed pages are copied.
    pub fn private_bytes(&self) -> PrivateBytes {
        #[cfg(unix)]
        if let SourceData::Mapped(Mapped { file, map, .. }) = &self.data
            && let Some(copy) = PrivateBytes::map(file, map.len())
        {
            return copy;
        }
        self.bytes().to_vec().into()
    }

    /// Marks a range of bytes of a mapped file as no longer needed, so that the system may reclaim
    /// its memory. Accessing the range again rereads it from the file. Has no effect on data read
    /// into memory.
    ///
    /// ```
    /// use bytescope_inspect::Source;
    ///
    /// let source = Source::from(vec![7; 100]);
    /// source.release(0..50);
    /// assert_eq!(source.bytes(), [7; 100]);
    /// ```
    pub fn release(&self, range: Range<usize>) {
        #[cfg(unix)]
        if let SourceData::Mapped(mapped) = &self.data {
            let page_size = guard::page_size();
            let start = range.start.checked_next_multiple_of(page_size).unwrap_or(usize::MAX);
            let end = range.end.min(mapped.map.len());
            let end = end.saturating_sub(end.checked_rem(page_size).unwrap_or(0));
            if start < end {
                let advice = memmap2::UncheckedAdvice::DontNeed;
                let len = end.saturating_sub(start);
                // SAFETY: the mapping is private and never written to, so the pages contain only
                // data of the file (or zeros from the guard), which is reread on the next access.
                let _ = unsafe { mapped.map.unchecked_advise_range(advice, start, len) };
            }
        }
        #[cfg(not(unix))]
        let _ = range;
    }

    /// Returns a function that [releases](Self::release) the bytes before a position, which is
    /// relative to `range`: the progress of a reader that proceeds through a part of a large file.
    /// A position before the previous one starts from there again.
    pub fn releaser(&self, range: Range<usize>) -> impl FnMut(u64) + '_ {
        let mut released = 0_usize;
        move |to| {
            let to = usize::try_from(to).unwrap_or(usize::MAX);
            if to < released {
                released = to;
            }
            if to.saturating_sub(released) >= RELEASED_BYTES {
                let position = |at: usize| at.saturating_add(range.start).min(range.end);
                self.release(position(released)..position(to));
                released = to;
            }
        }
    }

    /// True if the input has more bytes than the requested maximum.
    pub fn has_more(&self) -> bool {
        self.has_more
    }

    /// Returns the current file size if another process truncated the file. Bytes past this size
    /// may have been read as zeros.
    pub fn truncated(&self) -> Option<u64> {
        match &self.data {
            SourceData::Read(_) => None,
            #[cfg(unix)]
            SourceData::Mapped(mapped) => {
                let now = mapped.file.metadata().map_or(0, |meta| meta.len());
                let is_shorter = now < mapped.map.len() as u64;
                (is_shorter || mapped.guard.was_hit()).then_some(now)
            }
        }
    }
}

impl From<Vec<u8>> for Source {
    fn from(bytes: Vec<u8>) -> Self {
        Self { data: SourceData::Read(bytes), has_more: false }
    }
}

/// Maps a file and guards the mapping; `None` if that fails, and always under Miri.
#[cfg(unix)]
fn map(file: &File, len: u64) -> Option<SourceData> {
    if cfg!(miri) {
        return None;
    }
    let len = usize::try_from(len).ok()?;
    let file = file.try_clone().ok()?;
    // SAFETY: the mapping is read-only and private. Another process may change the file: the bytes
    // are plain data without invariants, so a change only yields different bytes. Pages removed by
    // a truncation are replaced by the guard below.
    let map = unsafe { memmap2::MmapOptions::new().len(len).map(&file) }.ok()?;
    let guard = guard::GuardedRange::new(map.as_ptr() as usize, map.len())?;
    Some(SourceData::Mapped(Mapped { guard, map, file }))
}

#[cfg(not(unix))]
fn map(_: &File, _: u64) -> Option<SourceData> {
    None
}
