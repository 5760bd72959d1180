//! Inputs: files, growing files, pipes, serial ports, connections, datagrams and memory.

use super::error::DecodeError;
use super::follow::GrowingFile;
use super::network::{self, Connection, Datagrams};
use super::serial::{self, SerialSettings};
use bytescope_frames::ReadAt;
use bytescope_inspect::{OpenError, OpenOptions, Source, path_text};
use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, IsTerminal, Read, Seek, SeekFrom};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An open input.
pub struct Input {
    name: String,
    pub(super) from: InputOrigin,
}

/// Underlying reader.
pub(super) enum InputOrigin {
    /// Random access.
    Whole(RandomAccess),
    /// Sequential access.
    Stream(Box<dyn Read + Send>),
    /// A file that may grow.
    Growing(GrowingFile),
}

/// Bytes with random access.
pub(super) enum RandomAccess {
    /// A regular file.
    File { file: File, path: PathBuf, len: u64 },
    /// A buffer in memory.
    Memory(Cursor<Arc<[u8]>>),
    /// Bytes that are read when they are needed, with the position of the sequential reader.
    Remote { input: Box<dyn RemoteInput>, len: u64, position: u64 },
}

/// A random-access input that can be moved to another thread.
pub(super) trait RemoteInput: ReadAt + Send {}

impl<R: ReadAt + Send> RemoteInput for R {}

/// Options for [`Input::open`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InputOptions {
    /// Wait for more bytes at the end of a regular file. If another file with data replaces it at
    /// its path, or it is truncated, continue at the start of the new data.
    pub follow: bool,
    /// Settings of a serial port; 8N1 at an unchanged rate if `None`.
    pub serial: Option<SerialSettings>,
}

impl Input {
    /// Opens a file with default options; see [`open`](Self::open).
    ///
    /// # Errors
    /// Returns an error if the path is a directory, does not exist, or cannot be opened.
    pub fn file(path: impl AsRef<Path>) -> Result<Self, OpenError> {
        Self::open(path, InputOptions::default())
    }

    /// Opens a file, device, pipe or serial port. A serial port is set to raw mode.
    ///
    /// If decoding ends before the end of the input, because of a limit or [`Stop`](super::Stop), a
    /// background thread may keep a device open until its next byte arrives.
    ///
    /// # Errors
    /// Returns an error if the path is a directory, does not exist, or cannot be opened. With serial
    /// settings, also returns an error if the path is not a serial port
    /// ([`io::ErrorKind::InvalidInput`]) or does not support them.
    pub fn open(path: impl AsRef<Path>, options: InputOptions) -> Result<Self, OpenError> {
        let path = path.as_ref();
        let file = File::open(path)?;
        let meta = file.metadata()?;
        if meta.is_dir() {
            return Err(OpenError::Directory);
        }
        if file.is_terminal() {
            serial::configure(&file, options.serial)?;
        } else if options.serial.is_some() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "is not a serial port").into());
        }
        let name = path_text(path);
        let from = match (meta.is_file(), options.follow) {
            (true, true) => InputOrigin::Growing(GrowingFile::new(file, path)),
            // Files in /proc report a size of 0.
            (true, false) if meta.len() > 0 => InputOrigin::Whole(RandomAccess::File {
                file,
                path: path.to_owned(),
                len: meta.len(),
            }),
            _ => InputOrigin::Stream(Box::new(file)),
        };
        Ok(Self { name, from })
    }

    /// Creates an input from a reader, with a name for messages.
    pub fn reader(name: impl Into<String>, from: impl Read + Send + 'static) -> Self {
        Self { name: name.into(), from: InputOrigin::Stream(Box::new(from)) }
    }

    /// Creates an input from bytes in memory, with a name for messages.
    pub fn memory(name: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        let from = InputOrigin::Whole(RandomAccess::Memory(Cursor::new(bytes.into())));
        Self { name: name.into(), from }
    }

    /// Creates an input from the first `len` bytes of a reader with random access, such as an object
    /// in an object store, with a name for messages. Records and frames are read in blocks; other
    /// inputs are read into memory, up to the maximum size.
    pub fn random_access(
        name: impl Into<String>,
        input: impl ReadAt + Send + 'static,
        len: u64,
    ) -> Self {
        let remote = RandomAccess::Remote { input: Box::new(input), len, position: 0 };
        Self { name: name.into(), from: InputOrigin::Whole(remote) }
    }

    /// Connects to a TCP address, `HOST:PORT`.
    ///
    /// # Errors
    /// Returns an error if the connection cannot be established.
    pub fn tcp(address: &str) -> io::Result<Self> {
        let stream = TcpStream::connect(&*network::resolve(address)?)?;
        Ok(Self::reader(format!("tcp://{address}"), stream))
    }

    /// Listens at a TCP address, `HOST:PORT` or `:PORT`, and reads the first connection.
    ///
    /// # Errors
    /// Returns an error if the address is not available.
    pub fn tcp_listen(address: &str) -> io::Result<Self> {
        let connection = Connection::listen(address)?;
        Ok(Self::reader(format!("tcp-listen://{address}"), connection))
    }

    /// Receives UDP datagrams at an address, `HOST:PORT` or `:PORT`. The host is a local address or
    /// a multicast group. The input consists of the contents of the datagrams, in sequence, and
    /// does not end.
    ///
    /// # Errors
    /// Returns an error if the address is not available.
    pub fn udp(address: &str) -> io::Result<Self> {
        Ok(Self::reader(format!("udp://{address}"), Datagrams::bind(address)?))
    }

    /// Returns the name for messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the size in bytes of a regular file that is not followed, or of bytes in memory.
    pub fn len(&self) -> Option<u64> {
        match &self.from {
            InputOrigin::Whole(whole) => Some(whole.len()),
            InputOrigin::Stream(_) | InputOrigin::Growing(_) => None,
        }
    }

    /// True if the input is empty; `None` if its size is unknown.
    pub fn is_empty(&self) -> Option<bool> {
        self.len().map(|len| len == 0)
    }

    /// Returns all bytes. A stream is read to its end or up to the maximum size; a growing file is an
    /// error.
    pub(super) fn source(self, options: OpenOptions) -> Result<Source, DecodeError> {
        match self.from {
            InputOrigin::Whole(whole) => Ok(whole.source(options)?),
            InputOrigin::Stream(stream) => Ok(Source::read(stream, options.max_size)?),
            InputOrigin::Growing(_) => Err(DecodeError::Growing),
        }
    }

    /// Returns up to `size` bytes at an offset of a random-access input; empty for other inputs.
    pub(super) fn head(&self, offset: u64, size: usize) -> io::Result<Vec<u8>> {
        let InputOrigin::Whole(whole) = &self.from else { return Ok(Vec::new()) };
        whole.head(offset, size)
    }
}

impl RandomAccess {
    pub(super) fn len(&self) -> u64 {
        match self {
            Self::File { len, .. } => *len,
            Self::Memory(bytes) => bytes.get_ref().len() as u64,
            Self::Remote { len, .. } => *len,
        }
    }

    /// Returns all bytes.
    pub(super) fn source(&self, options: OpenOptions) -> Result<Source, OpenError> {
        match self {
            Self::File { path, .. } => Source::open(path, options),
            Self::Memory(bytes) => Ok(bytes.get_ref().to_vec().into()),
            Self::Remote { .. } => {
                let reader = RemoteReader { input: self, position: 0 };
                Ok(Source::read(reader, options.max_size)?)
            }
        }
    }

    /// Returns up to `size` bytes at an offset.
    pub(super) fn head(&self, offset: u64, size: usize) -> io::Result<Vec<u8>> {
        let mut head = vec![0; size];
        let mut filled = 0;
        while let Some(free) = head.get_mut(filled..).filter(|free| !free.is_empty()) {
            match self.read_at(free, offset.saturating_add(filled as u64))? {
                0 => break,
                count => filled = filled.saturating_add(count),
            }
        }
        head.truncate(filled);
        Ok(head)
    }

    /// True if reading all bytes is expensive.
    pub(super) fn is_remote(&self) -> bool {
        matches!(self, Self::Remote { .. })
    }
}

impl ReadAt for RandomAccess {
    fn read_at(&self, to: &mut [u8], offset: u64) -> io::Result<usize> {
        match self {
            Self::File { file, .. } => ReadAt::read_at(file, to, offset),
            Self::Memory(bytes) => {
                let at = usize::try_from(offset).unwrap_or(usize::MAX);
                let rest = bytes.get_ref().get(at..).unwrap_or_default();
                let count = rest.len().min(to.len());
                let (to, rest) = (to.get_mut(..count), rest.get(..count));
                if let (Some(to), Some(rest)) = (to, rest) {
                    to.copy_from_slice(rest);
                }
                Ok(count)
            }
            Self::Remote { input, len, .. } => {
                let left = usize::try_from(len.saturating_sub(offset)).unwrap_or(usize::MAX);
                let size = to.len().min(left);
                input.read_at(to.get_mut(..size).unwrap_or_default(), offset)
            }
        }
    }
}

/// Sequential reader of a random-access input.
struct RemoteReader<'r> {
    input: &'r RandomAccess,
    position: u64,
}

impl Read for RemoteReader<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read_at(to, self.position)?;
        self.position = self.position.saturating_add(count as u64);
        Ok(count)
    }
}

impl Read for RandomAccess {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File { file, .. } => file.read(to),
            Self::Memory(bytes) => bytes.read(to),
            Self::Remote { position, .. } => {
                let start = *position;
                let count = self.read_at(to, start)?;
                if let Self::Remote { position, .. } = self {
                    *position = start.saturating_add(count as u64);
                }
                Ok(count)
            }
        }
    }
}

impl Seek for RandomAccess {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File { file, .. } => file.seek(to),
            Self::Memory(bytes) => bytes.seek(to),
            Self::Remote { len, position, .. } => {
                let target = match to {
                    SeekFrom::Start(offset) => Some(offset),
                    SeekFrom::End(offset) => len.checked_add_signed(offset),
                    SeekFrom::Current(offset) => position.checked_add_signed(offset),
                };
                *position = target.ok_or(io::ErrorKind::InvalidInput)?;
                Ok(*position)
            }
        }
    }
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Size of a regular file when it was opened.
pub(super) struct OpenedSize {
    file: File,
    len: u64,
}

impl OpenedSize {
    /// Returns the current size if another process truncated the file.
    pub(super) fn truncated(&self) -> Option<u64> {
        let now = self.file.metadata().ok()?.len();
        (now < self.len).then_some(now)
    }
}

impl InputOrigin {
    /// Returns the size of a regular file, to find out later if it was truncated.
    pub(super) fn opened_size(&self) -> Option<OpenedSize> {
        match self {
            Self::Whole(RandomAccess::File { file, len, .. }) => {
                Some(OpenedSize { file: file.try_clone().ok()?, len: *len })
            }
            _ => None,
        }
    }

    /// Skips `count` bytes, or all if there are fewer, and returns the number of bytes skipped.
    pub(super) fn skip(&mut self, count: u64) -> io::Result<u64> {
        match self {
            Self::Stream(stream) => io::copy(&mut stream.take(count), &mut io::sink()),
            Self::Whole(whole) => {
                let here = whole.stream_position()?;
                let skipped = count.min(whole.len().saturating_sub(here));
                whole.seek(SeekFrom::Start(here.saturating_add(skipped)))?;
                Ok(skipped)
            }
            Self::Growing(growing) => {
                growing.skip(count)?;
                Ok(count)
            }
        }
    }

    /// Prepends bytes that have already been read to the rest of the input.
    pub(super) fn prepend(self, head: Vec<u8>) -> Self {
        Self::Stream(Box::new(Cursor::new(head).chain(self)))
    }
}

impl Read for InputOrigin {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Whole(whole) => whole.read(to),
            Self::Stream(stream) => stream.read(to),
            Self::Growing(growing) => growing.read(to),
        }
    }
}
