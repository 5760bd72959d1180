//! Inputs: files, files that grow, pipes, serial lines, connections, memory.

use super::error::DecodeError;
use bytescope_frames::ReadAt;
use bytescope_inspect::{OpenError, OpenOptions, Source};
use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, IsTerminal, Read, Seek, SeekFrom};
use std::net::{TcpStream, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// An input that is open.
pub struct Input {
    name: String,
    pub(super) from: From,
}

/// What an input is read from.
pub(super) enum From {
    /// Bytes that can be read in any order.
    Whole(Whole),
    /// An input that is read once.
    Stream(Box<dyn Read + Send>),
    /// A file that may grow.
    Growing(GrowingFile),
}

/// Bytes that can be read in any order.
pub(super) enum Whole {
    /// A regular file.
    File { file: File, path: PathBuf, len: u64 },
    /// Bytes in memory.
    Memory(Cursor<Arc<[u8]>>),
}

/// A file of which more is read when it has grown.
pub(super) struct GrowingFile {
    file: File,
    at: u64,
}

/// Time between two looks at a file that may grow.
const LOOK: Duration = Duration::from_millis(10);

/// How a path is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InputOptions {
    /// Whether more is waited for at the end of a regular file.
    pub follow: bool,
    /// Speed of a serial line in bits per second; unchanged if not given.
    pub speed: Option<u32>,
}

impl Input {
    /// Opens a file. A device or pipe is read once, and a serial line is set up.
    ///
    /// # Errors
    /// The path is a directory, does not exist, or cannot be opened.
    pub fn file(path: impl AsRef<Path>) -> Result<Self, OpenError> {
        Self::open(path, InputOptions::default())
    }

    /// Opens a path, once: a file, a device, a pipe, or a serial line, which is set to 8 data bits, no
    /// parity and 1 stop bit, and passes on bytes unchanged.
    ///
    /// A run that ends before its input does (by a limit, or by [`Stop`](super::Stop)) may leave a
    /// thread that holds a device until its next byte.
    ///
    /// # Errors
    /// The path is a directory, does not exist, or cannot be opened. With a speed, it is not a serial
    /// line ([`io::ErrorKind::InvalidInput`]) or does not have that speed.
    pub fn open(path: impl AsRef<Path>, options: InputOptions) -> Result<Self, OpenError> {
        let path = path.as_ref();
        let file = File::open(path)?;
        let meta = file.metadata()?;
        if meta.is_dir() {
            return Err(OpenError::Directory);
        }
        if file.is_terminal() {
            set_up(&file, options.speed)?;
        } else if options.speed.is_some() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "is not a serial line").into());
        }
        let name = path.display().to_string();
        let from = match (meta.is_file(), options.follow) {
            (true, true) => From::Growing(GrowingFile { file, at: 0 }),
            // Files below /proc have a length of zero.
            (true, false) if meta.len() > 0 => {
                From::Whole(Whole::File { file, path: path.to_owned(), len: meta.len() })
            }
            _ => From::Stream(Box::new(file)),
        };
        Ok(Self { name, from })
    }

    /// An input that is read once, with a name for messages.
    pub fn reader(name: impl Into<String>, from: impl Read + Send + 'static) -> Self {
        Self { name: name.into(), from: From::Stream(Box::new(from)) }
    }

    /// Bytes in memory, with a name for messages.
    pub fn memory(name: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        let from = From::Whole(Whole::Memory(Cursor::new(bytes.into())));
        Self { name: name.into(), from }
    }

    /// Connects to an address.
    ///
    /// # Errors
    /// Nothing accepts the connection.
    pub fn tcp(address: impl ToSocketAddrs + fmt::Display) -> io::Result<Self> {
        let stream = TcpStream::connect(&address)?;
        Ok(Self::reader(format!("tcp://{address}"), stream))
    }

    /// Name for messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Number of bytes, of a regular file or of memory.
    pub fn len(&self) -> Option<u64> {
        match &self.from {
            From::Whole(whole) => Some(whole.len()),
            From::Stream(_) | From::Growing(_) => None,
        }
    }

    /// Whether there are no bytes; `None` if that is not known.
    pub fn is_empty(&self) -> Option<bool> {
        self.len().map(|len| len == 0)
    }

    /// All bytes: another input than a file is read to its end.
    pub(super) fn source(self, options: OpenOptions) -> Result<Source, DecodeError> {
        match self.from {
            From::Whole(whole) => Ok(whole.source(options)?),
            From::Stream(stream) => Ok(Source::read(stream, u64::MAX)?),
            From::Growing(_) => Err(DecodeError::Growing),
        }
    }

    /// The first bytes, if they can be read twice; none otherwise.
    pub(super) fn head(&self, offset: u64, size: usize) -> io::Result<Vec<u8>> {
        let From::Whole(whole) = &self.from else { return Ok(Vec::new()) };
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

impl Whole {
    pub(super) fn len(&self) -> u64 {
        match self {
            Self::File { len, .. } => *len,
            Self::Memory(bytes) => bytes.get_ref().len() as u64,
        }
    }

    /// All bytes.
    pub(super) fn source(&self, options: OpenOptions) -> Result<Source, OpenError> {
        match self {
            Self::File { path, .. } => Source::open(path, options),
            Self::Memory(bytes) => Ok(bytes.get_ref().to_vec().into()),
        }
    }
}

impl ReadAt for Whole {
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

impl Read for Whole {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File { file, .. } => file.read(to),
            Self::Memory(bytes) => bytes.read(to),
        }
    }
}

impl Seek for Whole {
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

impl From {
    /// Passes over bytes, up to the end. Gives how many they were.
    pub(super) fn pass(&mut self, count: u64) -> io::Result<u64> {
        match self {
            Self::Stream(stream) => io::copy(&mut stream.take(count), &mut io::sink()),
            Self::Whole(whole) => {
                let here = whole.stream_position()?;
                let passed = count.min(whole.len().saturating_sub(here));
                whole.seek(SeekFrom::Start(here.saturating_add(passed)))?;
                Ok(passed)
            }
            Self::Growing(growing) => {
                growing.at = growing
                    .file
                    .seek(SeekFrom::Current(i64::try_from(count).unwrap_or(i64::MAX)))?;
                Ok(count)
            }
        }
    }

    /// `head`, then the rest.
    pub(super) fn after(self, head: Vec<u8>) -> Self {
        Self::Stream(Box::new(Cursor::new(head).chain(self)))
    }
}

impl Read for From {
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
                    let (at, len) = (self.at, self.file.metadata()?.len());
                    if len < at {
                        let problem = format!("the file shrank from {at} to {len} bytes");
                        return Err(io::Error::other(problem));
                    }
                    thread::sleep(LOOK);
                }
                count => {
                    self.at = self.at.saturating_add(count as u64);
                    return Ok(count);
                }
            }
        }
    }
}

/// Makes a terminal pass on bytes unchanged: 8 data bits, no parity, no echo.
#[cfg(unix)]
fn set_up(line: &File, speed: Option<u32>) -> io::Result<()> {
    use rustix::termios::{ControlModes, OptionalActions, tcgetattr, tcsetattr};

    let mut settings = tcgetattr(line)?;
    settings.make_raw();
    settings.control_modes |= ControlModes::CREAD | ControlModes::CLOCAL;
    settings.control_modes -= ControlModes::CSTOPB;
    if let Some(speed) = speed {
        settings.set_speed(speed)?;
    }
    tcsetattr(line, OptionalActions::Now, &settings)?;
    Ok(())
}

#[cfg(not(unix))]
fn set_up(_: &File, _: Option<u32>) -> io::Result<()> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "serial lines are read on Unix only"))
}
