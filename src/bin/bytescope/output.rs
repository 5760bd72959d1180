//! Where data goes: one place that knows of colour, width, closed pipes and half-written files.

use crate::args::When;
use anstream::ColorChoice;
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Seek, SeekFrom, StdoutLock, Write};
use std::path::{Path, PathBuf};

/// The standard output, or a file that appears under its name only when it is whole.
pub(crate) struct Output {
    to: To,
    /// Whether escape sequences for colour are wanted.
    pub(crate) color: bool,
    /// Whether somebody is looking.
    pub(crate) terminal: bool,
    /// Columns of the terminal; `None` when there is none, or it does not say.
    pub(crate) width: Option<usize>,
}

enum To {
    Stdout(BufWriter<StdoutLock<'static>>),
    File(Pending),
}

/// A file that is being written beside the place it will have.
struct Pending {
    file: BufWriter<File>,
    beside: PathBuf,
    path: PathBuf,
    /// The file has been renamed, or will not be.
    done: bool,
}

const BUFFER: usize = 64 << 10;

impl Output {
    /// The standard output.
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
        let to = To::Stdout(BufWriter::with_capacity(BUFFER, stdout.lock()));
        Self { to, color, terminal, width }
    }

    /// A file, which is replaced when all of it has been written: see [`commit`](Self::commit).
    ///
    /// # Errors
    /// No file can be made there.
    pub(crate) fn file(path: &Path) -> io::Result<Self> {
        if path.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        // What is no regular file (a device, a named pipe) is written to as it is.
        let special = fs::metadata(path).is_ok_and(|meta| !meta.is_file());
        // What a link names is replaced, not the link.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let beside = match special {
            true => path.clone(),
            false => path.with_file_name(format!(".{name}.{}.part", std::process::id())),
        };
        let file =
            if special { File::options().write(true).open(&path)? } else { File::create(&beside)? };
        if !special && let Ok(old) = fs::metadata(&path) {
            file.set_permissions(old.permissions())?;
        }
        let file = BufWriter::with_capacity(BUFFER, file);
        let pending = Pending { file, beside, path, done: special };
        Ok(Self { to: To::File(pending), color: false, terminal: false, width: None })
    }

    /// Whether what was written can be written over.
    pub(crate) fn is_rewritable(&self) -> bool {
        matches!(&self.to, To::File(pending) if !pending.done)
    }

    /// Writes over the first bytes of a file.
    ///
    /// # Errors
    /// The file cannot be written, or the output is none.
    pub(crate) fn rewrite(&mut self, first: &[u8]) -> io::Result<()> {
        let To::File(pending) = &mut self.to else {
            return Err(io::ErrorKind::NotSeekable.into());
        };
        pending.file.seek(SeekFrom::Start(0))?;
        pending.file.write_all(first)?;
        pending.file.seek(SeekFrom::End(0)).map(drop)
    }

    /// Says that everything has been written.
    ///
    /// # Errors
    /// What was still buffered could not be written; a file is then not replaced.
    pub(crate) fn commit(mut self) -> io::Result<()> {
        self.flush()?;
        match &mut self.to {
            To::File(pending) if !pending.done => {
                // The name must not reach the disk before the bytes do.
                pending.file.get_ref().sync_all()?;
                fs::rename(&pending.beside, &pending.path)?;
                pending.done = true;
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if !self.done {
            // The file that was there before stays; what was written of the new one goes.
            let _ = fs::remove_file(&self.beside);
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.to {
            To::Stdout(out) => out.write(bytes),
            To::File(out) => out.file.write(bytes),
        }
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.to {
            To::Stdout(out) => out.write_all(bytes),
            To::File(out) => out.file.write_all(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            To::Stdout(out) => out.flush(),
            To::File(out) => out.file.flush(),
        }
    }
}
