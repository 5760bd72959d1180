//! Output to standard output or to a file, which is replaced atomically.

use crate::args::When;
use crate::messages::{ExitStatus, report_problem};
use anstream::ColorChoice;
use bytescope::inspect::IoMessage;
use std::error::Error;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Seek, SeekFrom, StdoutLock, Write};
use std::path::{Path, PathBuf};

/// Standard output, or a file written under a temporary name and renamed when complete.
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
struct OutputError {
    name: String,
    message: String,
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for OutputError {}

impl OutputError {
    /// Finds the output error among the causes of `error`.
    fn of(error: &io::Error) -> Option<&Self> {
        let mut cause: &(dyn Error + 'static) = error.get_ref()?;
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
}

/// Adds the name of the output to an error.
fn named(name: impl fmt::Display, error: io::Error) -> io::Error {
    if OutputError::of(&error).is_some() {
        return error;
    }
    let message = IoMessage(&error).to_string();
    io::Error::new(error.kind(), OutputError { name: name.to_string(), message })
}

/// Prints an error writing an output, with the output's name.
pub(crate) fn report_output_error(error: &io::Error) -> ExitStatus {
    match OutputError::of(error) {
        Some(OutputError { name, message }) => report_problem(name, message),
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

/// Writes a file in a folder. The file is not replaced atomically.
///
/// # Errors
/// Returns an error with the path if the file cannot be written.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::write(path, bytes).map_err(|error| named(path.display(), error))
}

enum OutputTarget {
    Stdout(BufWriter<StdoutLock<'static>>),
    File(Pending),
}

/// A file being written under a temporary name in the same folder.
struct Pending {
    file: BufWriter<File>,
    temporary: PathBuf,
    path: PathBuf,
    /// True if the file has been renamed, or is written directly.
    done: bool,
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

    /// Opens a file for writing, or standard output for `-`. [`commit`](Self::commit) replaces an
    /// existing file.
    ///
    /// # Errors
    /// Returns an error with the path if the file cannot be created.
    pub(crate) fn file(path: &Path) -> io::Result<Self> {
        if file_path(Some(path)).is_none() {
            return Ok(Self::stdout(When::Never));
        }
        Self::create(path).map_err(|error| match error.kind() {
            // The file need not exist, but its folder must.
            io::ErrorKind::NotFound => {
                named(path.display(), io::Error::new(error.kind(), "no such folder"))
            }
            _ => named(path.display(), error),
        })
    }

    fn create(path: &Path) -> io::Result<Self> {
        if path.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        // Devices and named pipes are written directly.
        let special = fs::metadata(path).is_ok_and(|meta| !meta.is_file());
        // The target of a symbolic link is replaced, not the link.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let temporary = match special {
            true => path.clone(),
            false => path.with_file_name(format!(".{name}.{}.part", std::process::id())),
        };
        let file = if special {
            File::options().write(true).open(&path)?
        } else {
            File::create(&temporary)?
        };
        if !special && let Ok(old) = fs::metadata(&path) {
            file.set_permissions(old.permissions())?;
        }
        let file = BufWriter::with_capacity(BUFFER_SIZE, file);
        let pending = Pending { file, temporary, path, done: special };
        Ok(Self { target: OutputTarget::File(pending), color: false, terminal: false, width: None })
    }

    /// True if [`rewrite`](Self::rewrite) is possible.
    pub(crate) fn is_rewritable(&self) -> bool {
        matches!(&self.target, OutputTarget::File(pending) if !pending.done)
    }

    /// Overwrites the start of the file with `head`.
    ///
    /// # Errors
    /// Returns an error if the file cannot be written or the output is not a file.
    pub(crate) fn rewrite(&mut self, head: &[u8]) -> io::Result<()> {
        let OutputTarget::File(pending) = &mut self.target else {
            return Err(self.named(io::ErrorKind::NotSeekable.into()));
        };
        let mut rewrite = || {
            pending.file.seek(SeekFrom::Start(0))?;
            pending.file.write_all(head)?;
            pending.file.seek(SeekFrom::End(0)).map(drop)
        };
        rewrite().map_err(|error| self.named(error))
    }

    /// Adds the name of the output to an error.
    fn named(&self, error: io::Error) -> io::Error {
        match &self.target {
            OutputTarget::Stdout(_) => named("<stdout>", error),
            OutputTarget::File(pending) => named(pending.path.display(), error),
        }
    }

    /// Completes the output. A file is renamed to its final name.
    ///
    /// # Errors
    /// Returns an error if buffered data cannot be written or the file cannot be renamed. An
    /// existing file is then kept.
    pub(crate) fn commit(mut self) -> io::Result<()> {
        self.flush()?;
        let renamed = match &mut self.target {
            OutputTarget::File(pending) if !pending.done => pending.rename(),
            _ => Ok(()),
        };
        renamed.map_err(|error| self.named(error))
    }
}

impl Pending {
    /// Renames the complete file to its final name.
    fn rename(&mut self) -> io::Result<()> {
        // The data must be on disk before the new name.
        self.file.get_ref().sync_all()?;
        fs::rename(&self.temporary, &self.path)?;
        self.done = true;
        Ok(())
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if !self.done {
            // An existing file is kept; the incomplete new one is removed.
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = match &mut self.target {
            OutputTarget::Stdout(out) => out.write(bytes),
            OutputTarget::File(out) => out.file.write(bytes),
        };
        written.map_err(|error| self.named(error))
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let written = match &mut self.target {
            OutputTarget::Stdout(out) => out.write_all(bytes),
            OutputTarget::File(out) => out.file.write_all(bytes),
        };
        written.map_err(|error| self.named(error))
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = match &mut self.target {
            OutputTarget::Stdout(out) => out.flush(),
            OutputTarget::File(out) => out.file.flush(),
        };
        flushed.map_err(|error| self.named(error))
    }
}
