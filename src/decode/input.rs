//! Inputs: files, files that grow, pipes, serial lines, connections, memory.

use bytescope_inspect::{OpenError, OpenOptions, Source};
use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, IsTerminal, Read, Seek, SeekFrom};
use std::net::{TcpStream, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// An input that is open.
pub struct Input {
    name: String,
    pub(super) from: From,
}

/// What an input is read from.
pub(super) enum From {
    /// A regular file, which can be read in any order.
    File(RegularFile),
    /// An input that is read once.
    Stream(Box<dyn Read + Send>),
    /// A file that may grow.
    Growing(GrowingFile),
}

/// A regular file.
pub(super) struct RegularFile {
    pub(super) file: File,
    pub(super) path: PathBuf,
    pub(super) len: u64,
}

/// A file of which more is read when it has grown.
pub(super) struct GrowingFile {
    file: File,
    at: u64,
}

/// Time between two looks at a file that may grow.
const LOOK: Duration = Duration::from_millis(10);

impl Input {
    /// Opens a file. A device or pipe is read once.
    ///
    /// # Errors
    /// The path is a directory, does not exist, or cannot be opened.
    pub fn file(path: impl AsRef<Path>) -> Result<Self, OpenError> {
        let path = path.as_ref();
        let file = File::open(path)?;
        let meta = file.metadata()?;
        if meta.is_dir() {
            return Err(OpenError::Directory);
        }
        let name = path.display().to_string();
        // Files below /proc have a length of zero.
        if !meta.is_file() || meta.len() == 0 {
            return Ok(Self::reader(name, file));
        }
        let from = From::File(RegularFile { file, path: path.to_owned(), len: meta.len() });
        Ok(Self { name, from })
    }

    /// Opens a file that may grow: at its end, more is waited for.
    ///
    /// # Errors
    /// As for [`file`](Self::file).
    pub fn follow(path: impl AsRef<Path>) -> Result<Self, OpenError> {
        let path = path.as_ref();
        let file = File::open(path)?;
        let meta = file.metadata()?;
        if meta.is_dir() {
            return Err(OpenError::Directory);
        }
        let name = path.display().to_string();
        if !meta.is_file() {
            return Ok(Self::reader(name, file));
        }
        Ok(Self { name, from: From::Growing(GrowingFile { file, at: 0 }) })
    }

    /// An input that is read once, with a name for messages.
    pub fn reader(name: impl Into<String>, from: impl Read + Send + 'static) -> Self {
        Self { name: name.into(), from: From::Stream(Box::new(from)) }
    }

    /// Bytes in memory, with a name for messages.
    pub fn memory(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self::reader(name, Cursor::new(bytes.into()))
    }

    /// Connects to an address.
    ///
    /// # Errors
    /// Nothing accepts the connection.
    pub fn tcp(address: impl ToSocketAddrs + fmt::Display) -> io::Result<Self> {
        let stream = TcpStream::connect(&address)?;
        Ok(Self::reader(format!("tcp://{address}"), stream))
    }

    /// Opens a serial line: 8 data bits, no parity, 1 stop bit. The speed is set when it is given,
    /// in bits per second.
    ///
    /// # Errors
    /// The line cannot be opened, is not a terminal, or does not have that speed.
    pub fn serial(path: impl AsRef<Path>, speed: Option<u32>) -> io::Result<Self> {
        let path = path.as_ref();
        let line = File::open(path)?;
        if !line.is_terminal() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "is not a serial line"));
        }
        set_up(&line, speed)?;
        Ok(Self::reader(path.display().to_string(), line))
    }

    /// Name for messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Number of bytes, of a regular file.
    pub fn len(&self) -> Option<u64> {
        match &self.from {
            From::File(file) => Some(file.len),
            From::Stream(_) | From::Growing(_) => None,
        }
    }

    /// Whether the input is a regular file without bytes; `None` if that is not known.
    pub fn is_empty(&self) -> Option<bool> {
        self.len().map(|len| len == 0)
    }

    /// All bytes: another input than a file is read to its end.
    pub(super) fn source(self, options: OpenOptions) -> Result<Source, OpenError> {
        match self.from {
            From::File(file) => Source::open(&file.path, options),
            From::Stream(stream) => Ok(Source::read(stream, u64::MAX)?),
            From::Growing(growing) => Ok(Source::read(growing, u64::MAX)?),
        }
    }

    /// The first bytes of a regular file; empty for another input.
    pub(super) fn head(&self, offset: u64, size: usize) -> io::Result<Vec<u8>> {
        let From::File(RegularFile { file, .. }) = &self.from else { return Ok(Vec::new()) };
        let mut file = file.try_clone()?;
        file.seek(SeekFrom::Start(offset))?;
        let mut head = Vec::new();
        file.by_ref().take(size as u64).read_to_end(&mut head)?;
        file.seek(SeekFrom::Start(0))?;
        Ok(head)
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
            Self::File(RegularFile { file, len, .. }) => {
                let here = file.stream_position()?;
                let passed = count.min(len.saturating_sub(here));
                file.seek(SeekFrom::Start(here.saturating_add(passed)))?;
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
            Self::File(RegularFile { file, .. }) => file.read(to),
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
