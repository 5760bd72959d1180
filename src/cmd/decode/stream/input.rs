//! What frames are read from.

use crate::cli::Decode;
use crate::cmd::{Status, complain};
use crate::logs::Log;
use bytescope_inspect::{OpenError, OpenOptions, Source};
use std::fs::File;
use std::io::{self, IsTerminal, Read, Seek, SeekFrom};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

/// An input that was opened.
pub(super) enum Input {
    /// A file, and how many bytes it has from the offset on that was asked for.
    File(File, u64),
    Stream(Stream),
}

/// What can be read only once.
pub(super) enum Stream {
    Any(Box<dyn Read + Send>),
    /// A file that may grow.
    Growing {
        file: File,
        at: u64,
    },
}

/// How often is looked whether a file has grown.
const LOOK: Duration = Duration::from_millis(10);

impl Input {
    /// Opens what the command line names; also gives what to call it.
    pub(super) fn open(options: &Decode) -> Result<(String, Self), Status> {
        let name = options.file.display().to_string();
        if let Some(address) = name.strip_prefix("tcp://") {
            let stream = TcpStream::connect(address).map_err(|error| complain(&name, error))?;
            return Ok((name, Self::once(options, Box::new(stream))?));
        }
        if name == "-" {
            if io::stdin().is_terminal() {
                return Err(complain("decode", "no bytes: name a FILE, or use a pipe"));
            }
            return Ok(("<stdin>".to_owned(), Self::once(options, Box::new(io::stdin()))?));
        }
        let unreadable = |error: io::Error| match error.kind() {
            io::ErrorKind::IsADirectory => complain(&name, OpenError::Directory),
            _ => complain(&name, error),
        };
        let mut file = File::open(&options.file).map_err(unreadable)?;
        let meta = file.metadata().map_err(unreadable)?;
        if meta.is_dir() {
            return Err(complain(&name, OpenError::Directory));
        }
        if file.is_terminal() {
            serial(&file, options.stream.baud).map_err(unreadable)?;
        } else if options.stream.baud.is_some() {
            return Err(complain(&name, "no serial line, so --baud means nothing"));
        }
        // Files below /proc say that they are empty.
        let regular = meta.is_file() && (meta.len() > 0 || options.stream.follow);
        let input = match (regular, options.stream.follow) {
            (false, _) => Self::once(options, Box::new(file))?,
            (true, false) => Self::File(file, meta.len().saturating_sub(options.offset)),
            (true, true) => {
                file.seek(SeekFrom::Start(options.offset)).map_err(unreadable)?;
                Self::Stream(Stream::Growing { file, at: options.offset })
            }
        };
        Ok((name, input))
    }

    /// What the definitions in a log say. They may stand anywhere, so that a pipe is read to its end.
    pub(super) fn log(&mut self, options: &Decode, format: &str) -> io::Result<Log> {
        let refuse = |problem| io::Error::new(io::ErrorKind::Unsupported, problem);
        let log = match self {
            Self::File(..) => {
                let source =
                    Source::open(&options.file, OpenOptions::MAPPED).map_err(io::Error::other)?;
                let start = usize::try_from(options.offset).unwrap_or(usize::MAX);
                Log::read(format, source.bytes().get(start..).unwrap_or_default())
            }
            Self::Stream(Stream::Any(from)) => {
                let mut bytes = Vec::new();
                from.read_to_end(&mut bytes)?;
                let log = Log::read(format, &bytes);
                *from = Box::new(io::Cursor::new(bytes));
                log
            }
            Self::Stream(Stream::Growing { .. }) => {
                return Err(refuse("a log is decoded when it is whole: leave --follow out"));
            }
        };
        log.ok_or_else(|| refuse("its messages are not described in it"))
    }

    /// An input that is read from the offset on that was asked for.
    fn once(options: &Decode, mut from: Box<dyn Read + Send>) -> Result<Self, Status> {
        let passed = io::copy(&mut from.by_ref().take(options.offset), &mut io::sink());
        passed.map_err(|error| complain("--offset", error))?;
        Ok(Self::Stream(Stream::Any(from)))
    }
}

impl Read for Stream {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Any(from) => from.read(to),
            Self::Growing { file, at } => loop {
                match file.read(to)? {
                    0 => {
                        let len = file.metadata()?.len();
                        if len < *at {
                            let problem = format!("the file shrank from {at} to {len} bytes");
                            return Err(io::Error::other(problem));
                        }
                        thread::sleep(LOOK);
                    }
                    count => {
                        *at = at.saturating_add(count as u64);
                        return Ok(count);
                    }
                }
            },
        }
    }
}

/// Makes a terminal give bytes as they come, unchanged: 8 data bits, no parity, no echo; and sets
/// its speed, when one is given.
#[cfg(unix)]
fn serial(line: &File, baud: Option<u32>) -> io::Result<()> {
    use rustix::termios::{ControlModes, OptionalActions, tcgetattr, tcsetattr};

    let mut settings = tcgetattr(line)?;
    settings.make_raw();
    settings.control_modes |= ControlModes::CREAD | ControlModes::CLOCAL;
    settings.control_modes -= ControlModes::CSTOPB;
    if let Some(baud) = baud {
        settings.set_speed(baud)?;
    }
    tcsetattr(line, OptionalActions::Now, &settings)?;
    Ok(())
}

#[cfg(not(unix))]
fn serial(_: &File, _: Option<u32>) -> io::Result<()> {
    Err(io::Error::other("serial lines are read on Unix only"))
}
