//! Output to standard output or to a file.

use crate::args::When;
use crate::messages::{ExitStatus, report_problem};
use crate::signals;
use anstream::ColorChoice;
use bytescope::decode::SerialSettings;
use bytescope::inspect::{IoMessage, cause_of, path_text};
use bytescope::output::{LiveOutput, OutputError, OutputFile, OutputOptions, OutputSet};
use std::error::Error;
use std::fmt;
use std::fs;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::{Path, PathBuf};

/// Standard output, or a file.
pub(crate) struct Output {
    target: OutputTarget,
    /// True if the output is colored with escape sequences.
    pub(crate) color: bool,
    /// True if the output is a terminal.
    pub(crate) terminal: bool,
    /// Width of the terminal in columns; `None` if unknown or not a terminal.
    pub(crate) width: Option<usize>,
}

/// Returns the path of an output file; `None` for standard output, which `-` also means.
pub(crate) fn file_path(path: Option<&Path>) -> Option<&Path> {
    path.filter(|path| path.as_os_str() != "-")
}

/// Error writing an output, with the output's name.
#[derive(Debug)]
struct NamedError {
    name: String,
    message: String,
}

impl fmt::Display for NamedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for NamedError {}

impl NamedError {
    /// Finds the output error among the causes of `error`.
    fn of(error: &io::Error) -> Option<&Self> {
        cause_of(error)
    }
}

/// Adds the name of the output to an error.
fn named(name: impl fmt::Display, error: io::Error) -> io::Error {
    if NamedError::of(&error).is_some() {
        return error;
    }
    let message = IoMessage(&error).to_string();
    io::Error::new(error.kind(), NamedError { name: name.to_string(), message })
}

/// Prints an error writing an output, with the output's name.
pub(crate) fn report_output_error(error: &io::Error) -> ExitStatus {
    match NamedError::of(error) {
        Some(NamedError { name, message }) => report_problem(name, message),
        None => report_problem("output", IoMessage(error)),
    }
}

/// Creates a folder for output files, and its parents, unless it exists.
///
/// # Errors
/// Returns an error with the path if the folder cannot be created.
pub(crate) fn create_folder(path: &Path) -> io::Result<()> {
    let is_empty = path.as_os_str().is_empty();
    let created = if is_empty { Ok(()) } else { fs::create_dir_all(path) };
    created.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            named(path.display(), io::Error::new(error.kind(), "is not a folder"))
        }
        _ => named(path.display(), error),
    })
}

/// Outputs of a command. Two outputs, or an input and an output, must not be the same file.
#[derive(Debug, Default)]
pub(crate) struct Outputs {
    set: OutputSet,
}

impl Outputs {
    /// Creates the outputs of a command that reads these files; `-` is standard input.
    pub(crate) fn of<P: AsRef<Path>>(inputs: impl IntoIterator<Item = P>) -> Self {
        let mut set = OutputSet::default();
        for input in inputs {
            let input = input.as_ref();
            set.add_input(file_path(Some(input)).unwrap_or(Path::new("/dev/fd/0")));
        }
        Self { set }
    }

    /// Adds standard output.
    pub(crate) fn add_stdout(&mut self) {
        self.set.add_output("/dev/fd/1");
    }

    /// Opens a file for writing, or standard output for `-`. [`commit`](Output::commit) completes
    /// it.
    ///
    /// # Errors
    /// Returns an error with the path if the file cannot be created.
    pub(crate) fn file(&mut self, path: &Path, options: &OutputOptions) -> io::Result<Output> {
        if file_path(Some(path)).is_none() {
            return Ok(Output::stdout(When::Never));
        }
        signals::handle()?;
        match self.set.create(path, options) {
            Ok(file) => Ok(Output {
                target: OutputTarget::File(file.into(), path.to_owned()),
                color: false,
                terminal: false,
                width: None,
            }),
            Err(OutputError::Io(error)) => Err(named(path.display(), error)),
            Err(error) => Err(named(path.display(), io::Error::other(error.to_string()))),
        }
    }
}

enum OutputTarget {
    /// Serial port or address, with its name.
    Live(LiveOutput, String),
    Stdout(BufWriter<StdoutLock<'static>>),
    File(Box<OutputFile>, PathBuf),
}

const BUFFER_SIZE: usize = 64 << 10;

impl Output {
    /// Opens standard output.
    pub(crate) fn stdout(when: When) -> Self {
        let stdout = io::stdout();
        let color = match when {
            When::Always => true,
            When::Never => false,
            When::Auto => anstream::AutoStream::choice(&stdout) != ColorChoice::Never,
        };
        let terminal = stdout.is_terminal();
        let width = terminal.then(terminal_size::terminal_size).flatten();
        let width = width.map(|(width, _)| usize::from(width.0));
        let target = OutputTarget::Stdout(BufWriter::with_capacity(BUFFER_SIZE, stdout.lock()));
        Self { target, color, terminal, width }
    }

    /// Opens a serial port or an address, `tcp://HOST:PORT` or `udp://HOST:PORT`; `None` for other
    /// paths. Only a path with settings is that of a serial port.
    ///
    /// # Errors
    /// Returns an error with the name if the output cannot be opened.
    pub(crate) fn live(path: &Path, serial: Option<SerialSettings>) -> io::Result<Option<Self>> {
        let name = path_text(path);
        let opened = match (name.split_once("://"), serial) {
            (Some(("tcp", address)), None) => LiveOutput::tcp(address),
            (Some(("udp", address)), None) => LiveOutput::udp(address),
            (None, Some(settings)) => LiveOutput::serial(path, settings),
            (_, None) => return Ok(None),
            (_, Some(_)) => Err(io::Error::other("--baud and --serial require a serial port")),
        };
        let live = opened.map_err(|error| named(&name, error))?;
        let target = OutputTarget::Live(live, name);
        Ok(Some(Self { target, color: false, terminal: false, width: None }))
    }

    /// True if [`rewrite`](Self::rewrite) is possible.
    pub(crate) fn is_rewritable(&self) -> bool {
        matches!(&self.target, OutputTarget::File(file, _) if file.is_staged())
    }

    /// Overwrites the start of the file with `head`.
    ///
    /// # Errors
    /// Returns an error if the file cannot be written or the output is not a file.
    pub(crate) fn rewrite(&mut self, head: &[u8]) -> io::Result<()> {
        let rewritten = match &mut self.target {
            OutputTarget::Stdout(_) | OutputTarget::Live(..) => {
                Err(io::ErrorKind::NotSeekable.into())
            }
            OutputTarget::File(file, _) => file.rewrite(head),
        };
        rewritten.map_err(|error| self.named(error))
    }

    /// Adds the name of the output to an error.
    fn named(&self, error: io::Error) -> io::Error {
        match &self.target {
            OutputTarget::Stdout(_) => named("<stdout>", error),
            OutputTarget::Live(_, name) => named(name, error),
            OutputTarget::File(_, path) => named(path.display(), error),
        }
    }

    /// Completes the output. A file gets its final name and content.
    ///
    /// # Errors
    /// Returns an error if buffered data cannot be written or the file cannot be replaced. An
    /// existing file is then kept, unless it is written directly.
    pub(crate) fn commit(self) -> io::Result<()> {
        match self.target {
            OutputTarget::Live(out, name) => out.finish().map_err(|error| named(name, error)),
            OutputTarget::Stdout(mut out) => out.flush().map_err(|error| named("<stdout>", error)),
            OutputTarget::File(file, path) => {
                file.commit().map_err(|error| named(path.display(), error))
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = match &mut self.target {
            OutputTarget::Stdout(out) => out.write(bytes),
            OutputTarget::Live(out, _) => out.write(bytes),
            OutputTarget::File(out, _) => out.write(bytes),
        };
        written.map_err(|error| self.named(error))
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let written = match &mut self.target {
            OutputTarget::Stdout(out) => out.write_all(bytes),
            OutputTarget::Live(out, _) => out.write_all(bytes),
            OutputTarget::File(out, _) => out.write_all(bytes),
        };
        written.map_err(|error| self.named(error))
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = match &mut self.target {
            OutputTarget::Stdout(out) => out.flush(),
            OutputTarget::Live(out, _) => out.flush(),
            OutputTarget::File(out, _) => out.flush(),
        };
        flushed.map_err(|error| self.named(error))
    }
}
