//! Input bytes: a mapped file, or data read into memory.
//!
//! All `unsafe` code of the project is in this directory: mapping a file, handling its truncation
//! by another process, and handling the file size limit.
#![allow(unsafe_code)]

#[cfg(unix)]
mod guard;
mod limit;

pub use limit::survive_size_limit;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;

/// Maximum size of regular files that are always read: faster than mapping, and truncation-safe.
const SMALL: u64 = 64 << 10;

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
    /// Maximum number of bytes to read from a pipe or device.
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
    more: bool,
}

#[derive(Debug)]
enum SourceData {
    Read(Vec<u8>),
    #[cfg(unix)]
    Mapped(Mapped),
}

/// A file that is mapped and watched.
#[cfg(unix)]
#[derive(Debug)]
struct Mapped {
    // Dropped in this order: the watch must end before its addresses mean something else.
    watch: guard::GuardedRange,
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
            Self::Directory => f.write_str("is a directory; specify the files in it"),
            Self::Io(error) => match error.kind() {
                io::ErrorKind::NotFound => f.write_str("no such file"),
                io::ErrorKind::PermissionDenied => f.write_str("permission denied"),
                _ => error.fmt(f),
            },
        }
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
    /// Opens a path. Regular files are read completely, or mapped if [`OpenOptions::map`] is set
    /// and the file is larger than 64 KiB. Anything else is read up to [`OpenOptions::max_size`] bytes.
    ///
    /// # Mapped files
    ///
    /// If another process changes a mapped file, [`bytes`](Self::bytes) changes, too. If it
    /// truncates the file, the missing bytes read as zeros and [`truncated`](Self::truncated)
    /// returns the new size. To implement this, the first mapping of the process installs a SIGBUS
    /// handler. It passes signals for other addresses on to the handler that it replaced. Dropping
    /// the last mapping restores that handler, unless another one was installed in the meantime:
    /// that one stays, and must itself pass signals on while files are mapped.
    ///
    /// # Errors
    /// The path is a directory, does not exist, or cannot be read.
    pub fn open(path: &Path, options: OpenOptions) -> Result<Self, OpenError> {
        let OpenOptions { map: mapped, max_size: most } = options;
        let file = File::open(path)?;
        let meta = file.metadata()?;
        if meta.is_dir() {
            return Err(OpenError::Directory);
        }
        // Files in /proc report a size of 0.
        if !meta.is_file() || meta.len() == 0 {
            return Ok(Self::read(file, most)?);
        }
        if mapped
            && meta.len() > SMALL
            && let Some(mapped) = map(&file, meta.len())
        {
            return Ok(Self { data: mapped, more: false });
        }
        let mut bytes = Vec::new();
        let len = usize::try_from(meta.len()).unwrap_or(usize::MAX);
        bytes.try_reserve_exact(len).map_err(io::Error::from)?;
        file.take(meta.len()).read_to_end(&mut bytes)?;
        Ok(bytes.into())
    }

    /// Reads a stream to its end, or up to `most` bytes.
    ///
    /// # Errors
    /// The error of the stream.
    pub fn read(stream: impl Read, most: u64) -> io::Result<Self> {
        let mut bytes = Vec::new();
        stream.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
        let more = bytes.len() as u64 > most;
        bytes.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        Ok(Self { data: SourceData::Read(bytes), more })
    }

    /// Returns the bytes. Those of a mapped file change when another process changes the file, and
    /// read as zeros past the end if it was truncated.
    pub fn bytes(&self) -> &[u8] {
        match &self.data {
            SourceData::Read(bytes) => bytes,
            #[cfg(unix)]
            SourceData::Mapped(mapped) => &mapped.map,
        }
    }

    /// Marks a range of bytes as no longer needed, so that the system may reclaim its memory.
    /// Accessing the range again rereads it from the file.
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
            let page = guard::page();
            let start = range.start.checked_next_multiple_of(page).unwrap_or(usize::MAX);
            let end = range.end.min(mapped.map.len());
            let end = end.saturating_sub(end.checked_rem(page).unwrap_or(0));
            if start < end {
                let advice = memmap2::UncheckedAdvice::DontNeed;
                let len = end.saturating_sub(start);
                // SAFETY: the mapping is private and never written to, so the pages only contain
                // data of the file (or zeros from the watch) and are reread with the same bytes.
                let _ = unsafe { mapped.map.unchecked_advise_range(advice, start, len) };
            }
        }
        #[cfg(not(unix))]
        let _ = range;
    }

    /// True if a stream had more bytes than the requested maximum.
    pub fn has_more(&self) -> bool {
        self.more
    }

    /// Returns the current file size if another process truncated the file and missing bytes were
    /// accessed.
    pub fn truncated(&self) -> Option<u64> {
        match &self.data {
            SourceData::Read(_) => None,
            #[cfg(unix)]
            SourceData::Mapped(mapped) => {
                mapped.watch.was_hit().then(|| mapped.file.metadata().map_or(0, |m| m.len()))
            }
        }
    }
}

impl From<Vec<u8>> for Source {
    fn from(bytes: Vec<u8>) -> Self {
        Self { data: SourceData::Read(bytes), more: false }
    }
}

/// Maps a file and watches the mapping; `None` if that fails, and always under Miri.
#[cfg(unix)]
fn map(file: &File, len: u64) -> Option<SourceData> {
    if cfg!(miri) {
        return None;
    }
    let len = usize::try_from(len).ok()?;
    let file = file.try_clone().ok()?;
    // SAFETY: the mapping is read-only and private. Another process may change the file: the bytes
    // are plain data without invariants, so a change only yields different bytes. Pages removed by
    // a truncation are replaced by the watch below.
    let map = unsafe { memmap2::MmapOptions::new().len(len).map(&file) }.ok()?;
    let watch = guard::GuardedRange::new(map.as_ptr() as usize, map.len())?;
    Some(SourceData::Mapped(Mapped { watch, map, file }))
}

#[cfg(not(unix))]
fn map(_: &File, _: u64) -> Option<SourceData> {
    None
}
