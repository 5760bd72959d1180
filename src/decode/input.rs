//! Inputs: files, growing files, pipes, serial ports, connections and memory.

use super::error::DecodeError;
use bytescope_frames::ReadAt;
use bytescope_inspect::{OpenError, OpenOptions, Quantity, Source};
use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, IsTerminal, Read, Seek, SeekFrom};
use std::net::{TcpStream, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

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
}

/// A file that is polled for new bytes at its end.
pub(super) struct GrowingFile {
    file: File,
    offset: u64,
}

/// Polling interval of a growing file.
const POLL_INTERVAL: Duration = Duration::from_millis(10);

/// Options for [`Input::open`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InputOptions {
    /// Wait for more bytes at the end of a regular file.
    pub follow: bool,
    /// Baud rate of a serial port; unchanged if `None`.
    pub baud_rate: Option<u32>,
}

impl Input {
    /// Opens a file with default options; see [`open`](Self::open).
    ///
    /// # Errors
    /// Returns an error if the path is a directory, does not exist, or cannot be opened.
    pub fn file(path: impl AsRef<Path>) -> Result<Self, OpenError> {
        Self::open(path, InputOptions::default())
    }

    /// Opens a file, device, pipe or serial port. A serial port is set to raw mode, 8N1.
    ///
    /// If decoding ends before the end of the input, because of a limit or [`Stop`](super::Stop), a
    /// background thread may keep a device open until its next byte arrives.
    ///
    /// # Errors
    /// Returns an error if the path is a directory, does not exist, or cannot be opened. With a baud
    /// rate, also returns an error if the path is not a serial port
    /// ([`io::ErrorKind::InvalidInput`]) or does not support that rate.
    pub fn open(path: impl AsRef<Path>, options: InputOptions) -> Result<Self, OpenError> {
        let path = path.as_ref();
        let file = File::open(path)?;
        let meta = file.metadata()?;
        if meta.is_dir() {
            return Err(OpenError::Directory);
        }
        if file.is_terminal() {
            configure_serial(&file, options.baud_rate)?;
        } else if options.baud_rate.is_some() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "is not a serial port").into());
        }
        let name = path.display().to_string();
        let from = match (meta.is_file(), options.follow) {
            (true, true) => InputOrigin::Growing(GrowingFile { file, offset: 0 }),
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

    /// Connects to a TCP address.
    ///
    /// # Errors
    /// Returns an error if the connection cannot be established.
    pub fn tcp(address: impl ToSocketAddrs + fmt::Display) -> io::Result<Self> {
        let addresses: Vec<_> = address.to_socket_addrs().map_err(address_error)?.collect();
        let stream = TcpStream::connect(&*addresses)?;
        Ok(Self::reader(format!("tcp://{address}"), stream))
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

    /// Returns all bytes. A stream is read to its end; a growing file is an error.
    pub(super) fn source(self, options: OpenOptions) -> Result<Source, DecodeError> {
        match self.from {
            InputOrigin::Whole(whole) => Ok(whole.source(options)?),
            InputOrigin::Stream(stream) => Ok(Source::read(stream, u64::MAX)?),
            InputOrigin::Growing(_) => Err(DecodeError::Growing),
        }
    }

    /// Returns up to `size` bytes at an offset of a random-access input; empty for other inputs.
    pub(super) fn head(&self, offset: u64, size: usize) -> io::Result<Vec<u8>> {
        let InputOrigin::Whole(whole) = &self.from else { return Ok(Vec::new()) };
        let mut head = vec![0; size];
        let mut filled = 0;
        while let Some(free) = head.get_mut(filled..).filter(|free| !free.is_empty()) {
            match whole.read_at(free, offset.saturating_add(filled as u64))? {
                0 => break,
                count => filled = filled.saturating_add(count),
            }
        }
        head.truncate(filled);
        Ok(head)
    }
}

/// Converts an error of parsing or resolving an address.
fn address_error(error: io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::InvalidInput {
        return io::Error::new(error.kind(), "invalid address: expected HOST:PORT");
    }
    let text = error.to_string();
    let reason = text.strip_prefix("failed to lookup address information: ").unwrap_or(&text);
    io::Error::new(error.kind(), format!("unknown host: {reason}"))
}

impl RandomAccess {
    pub(super) fn len(&self) -> u64 {
        match self {
            Self::File { len, .. } => *len,
            Self::Memory(bytes) => bytes.get_ref().len() as u64,
        }
    }

    /// Returns all bytes.
    pub(super) fn source(&self, options: OpenOptions) -> Result<Source, OpenError> {
        match self {
            Self::File { path, .. } => Source::open(path, options),
            Self::Memory(bytes) => Ok(bytes.get_ref().to_vec().into()),
        }
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
        }
    }
}

impl Read for RandomAccess {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File { file, .. } => file.read(to),
            Self::Memory(bytes) => bytes.read(to),
        }
    }
}

impl Seek for RandomAccess {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File { file, .. } => file.seek(to),
            Self::Memory(bytes) => bytes.seek(to),
        }
    }
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input").field("name", &self.name).finish_non_exhaustive()
    }
}

impl InputOrigin {
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
                growing.offset = growing
                    .file
                    .seek(SeekFrom::Current(i64::try_from(count).unwrap_or(i64::MAX)))?;
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

impl Read for GrowingFile {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.file.read(to)? {
                0 => {
                    let (offset, len) = (self.offset, self.file.metadata()?.len());
                    if len < offset {
                        let problem = format!(
                            "file truncated from {} to {} while being read",
                            Quantity::bytes(offset),
                            Quantity::bytes(len)
                        );
                        return Err(io::Error::other(problem));
                    }
                    thread::sleep(POLL_INTERVAL);
                }
                count => {
                    self.offset = self.offset.saturating_add(count as u64);
                    return Ok(count);
                }
            }
        }
    }
}

/// Sets a serial port to raw mode, 8N1.
#[cfg(unix)]
fn configure_serial(line: &File, baud_rate: Option<u32>) -> io::Result<()> {
    use rustix::termios::{ControlModes, OptionalActions, tcgetattr, tcsetattr};

    let mut settings = tcgetattr(line)?;
    settings.make_raw();
    settings.control_modes |= ControlModes::CREAD | ControlModes::CLOCAL;
    settings.control_modes -= ControlModes::CSTOPB;
    if let Some(baud_rate) = baud_rate {
        settings.set_speed(baud_rate)?;
    }
    tcsetattr(line, OptionalActions::Now, &settings)?;
    Ok(())
}

#[cfg(not(unix))]
fn configure_serial(_: &File, _: Option<u32>) -> io::Result<()> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "serial ports are supported only on Unix"))
}
