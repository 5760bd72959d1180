//! Where bytes come from: a mapped file, or whatever could be read.
//!
//! All of the project's `unsafe` code stands in this folder: mapping a file, surviving that another
//! process truncates it, and surviving the limit on the size of files.
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

/// Regular files up to this size are read, not mapped: that is quicker, and safe from truncation.
const SMALL: u64 = 64 << 10;

/// How a file is opened.
///
/// ```
/// use bytescope_inspect::OpenOptions;
///
/// let options = OpenOptions { most: 1 << 20, ..OpenOptions::default() };
/// assert!(!options.map && OpenOptions::MAPPED.map);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenOptions {
    /// Map a large regular file instead of reading it into memory. While it is mapped, this library
    /// handles SIGBUS for its addresses: see [`Source::open`].
    pub map: bool,
    /// Bytes that are read of what is not a regular file: a pipe, a device.
    pub most: u64,
}

impl OpenOptions {
    /// The whole file, mapped if it is large.
    pub const MAPPED: Self = Self { map: true, most: u64::MAX };
}

impl Default for OpenOptions {
    /// The whole file, read into memory.
    fn default() -> Self {
        Self { map: false, most: u64::MAX }
    }
}

/// The bytes of a file, a device, a pipe or the standard input.
#[derive(Debug)]
pub struct Source {
    data: Data,
    more: bool,
}

#[derive(Debug)]
enum Data {
    Read(Vec<u8>),
    #[cfg(unix)]
    Mapped(Mapped),
}

/// A file that is mapped and watched.
#[cfg(unix)]
#[derive(Debug)]
struct Mapped {
    // Dropped in this order: the watch must end before its addresses mean something else.
    watch: guard::Watch,
    map: memmap2::Mmap,
    file: File,
}

/// Why there are no bytes.
#[derive(Debug)]
#[non_exhaustive]
pub enum OpenError {
    /// The path names a directory.
    Directory,
    /// The system said no.
    Io(io::Error),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Directory => f.write_str("is a directory; name the files in it"),
            Self::Io(error) => match error.kind() {
                io::ErrorKind::NotFound => f.write_str("no such file"),
                io::ErrorKind::PermissionDenied => f.write_str("permission denied"),
                _ => error.fmt(f),
            },
        }
    }
}

/// The error of the system is part of the text, so it is not a source as well.
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
    /// Opens a path. Regular files are read whole, or mapped if the options ask for it and the file is
    /// larger than 64 KiB. Everything else is read, up to [`OpenOptions::most`] bytes.
    ///
    /// # Mapped files
    ///
    /// Another process may change a mapped file: [`bytes`](Self::bytes) then changes, too. If it
    /// truncates the file, the missing bytes read as zeros and [`truncated`](Self::truncated) says so.
    /// For this a handler of the signal SIGBUS is installed with the first mapping of the process. It
    /// passes signals of other addresses on to the handler that it replaced. That handler is put back
    /// when the last mapping is dropped, unless yet another one was installed in the meantime: that one
    /// stays, and must pass signals on in turn while files are mapped.
    ///
    /// # Errors
    /// The path is a directory, does not exist, or cannot be read.
    pub fn open(path: &Path, options: OpenOptions) -> Result<Self, OpenError> {
        let OpenOptions { map: mapped, most } = options;
        let file = File::open(path)?;
        let meta = file.metadata()?;
        if meta.is_dir() {
            return Err(OpenError::Directory);
        }
        // Files below /proc say that they are empty.
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
    /// Those of the stream.
    pub fn read(stream: impl Read, most: u64) -> io::Result<Self> {
        let mut bytes = Vec::new();
        stream.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
        let more = bytes.len() as u64 > most;
        bytes.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        Ok(Self { data: Data::Read(bytes), more })
    }

    /// The bytes. Those of a mapped file are the file itself: they change when another process
    /// changes it, and read as zeros where it was truncated in the meantime.
    pub fn bytes(&self) -> &[u8] {
        match &self.data {
            Data::Read(bytes) => bytes,
            #[cfg(unix)]
            Data::Mapped(mapped) => &mapped.map,
        }
    }

    /// Says that a run of bytes is not needed any more: the system may take the memory back. Whoever
    /// looks at them again waits until they are read once more.
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
        if let Data::Mapped(mapped) = &self.data {
            let page = guard::page();
            let start = range.start.checked_next_multiple_of(page).unwrap_or(usize::MAX);
            let end = range.end.min(mapped.map.len());
            let end = end.saturating_sub(end.checked_rem(page).unwrap_or(0));
            if start < end {
                let advice = memmap2::UncheckedAdvice::DontNeed;
                let len = end.saturating_sub(start);
                // SAFETY: the mapping is private and is never written to, so the pages hold
                // nothing but what is in the file (or zeros, where the watch has put them) and
                // come back with the same bytes.
                let _ = unsafe { mapped.map.unchecked_advise_range(advice, start, len) };
            }
        }
        #[cfg(not(unix))]
        let _ = range;
    }

    /// Whether a stream had more bytes than were asked for.
    pub fn has_more(&self) -> bool {
        self.more
    }

    /// Whether bytes that were looked at had been cut off by another process meanwhile: the
    /// length that the file has now.
    pub fn truncated(&self) -> Option<u64> {
        match &self.data {
            Data::Read(_) => None,
            #[cfg(unix)]
            Data::Mapped(mapped) => {
                mapped.watch.was_hit().then(|| mapped.file.metadata().map_or(0, |m| m.len()))
            }
        }
    }
}

impl From<Vec<u8>> for Source {
    fn from(bytes: Vec<u8>) -> Self {
        Self { data: Data::Read(bytes), more: false }
    }
}

/// Maps a file and watches the mapping; `None` when the system cannot. Miri cannot: it reads.
#[cfg(unix)]
fn map(file: &File, len: u64) -> Option<Data> {
    if cfg!(miri) {
        return None;
    }
    let len = usize::try_from(len).ok()?;
    let file = file.try_clone().ok()?;
    // SAFETY: the mapping is read-only and private. Another process may change the file: the
    // bytes are plain data without invariants, so a change is seen as other bytes; pages that a
    // truncation takes away are replaced by the watch below.
    let map = unsafe { memmap2::MmapOptions::new().len(len).map(&file) }.ok()?;
    let watch = guard::Watch::new(map.as_ptr() as usize, map.len())?;
    Some(Data::Mapped(Mapped { watch, map, file }))
}

#[cfg(not(unix))]
fn map(_: &File, _: u64) -> Option<Data> {
    None
}
