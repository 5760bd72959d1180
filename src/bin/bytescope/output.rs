//! Output to standard output or to a file, which is replaced atomically.

use crate::args::When;
use anstream::ColorChoice;
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Seek, SeekFrom, StdoutLock, Write};
use std::path::{Path, PathBuf};

/// Standard output, or a file that gets its name only once it is complete.
pub(crate) struct Output {
    to: OutputTarget,
    /// True if the output is colored with escape sequences.
    pub(crate) color: bool,
    /// True if the output is a terminal.
    pub(crate) terminal: bool,
    /// Width of the terminal in columns; `None` if unknown or not a terminal.
    pub(crate) width: Option<usize>,
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
    /// True if the file has been renamed or needs no renaming.
    done: bool,
}

const BUFFER: usize = 64 << 10;

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
        let to = OutputTarget::Stdout(BufWriter::with_capacity(BUFFER, stdout.lock()));
        Self { to, color, terminal, width }
    }

    /// Opens a file, which is replaced by [`commit`](Self::commit).
    ///
    /// # Errors
    /// The file cannot be created.
    pub(crate) fn file(path: &Path) -> io::Result<Self> {
        if path.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        // Devices and named pipes are written directly.
        let special = fs::metadata(path).is_ok_and(|meta| !meta.is_file());
        // The target of a link is replaced, not the link.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let temporary = match special {
            true => path.clone(),
            false => path.with_file_name(format!(".{name}.{}.part", std::process::id())),
        };
        let file =
            if special { File::options().write(true).open(&path)? } else { File::create(&temporary)? };
        if !special && let Ok(old) = fs::metadata(&path) {
            file.set_permissions(old.permissions())?;
        }
        let file = BufWriter::with_capacity(BUFFER, file);
        let pending = Pending { file, temporary, path, done: special };
        Ok(Self { to: OutputTarget::File(pending), color: false, terminal: false, width: None })
    }

    /// True if [`rewrite`](Self::rewrite) is possible.
    pub(crate) fn is_rewritable(&self) -> bool {
        matches!(&self.to, OutputTarget::File(pending) if !pending.done)
    }

    /// Overwrites the first bytes of a file.
    ///
    /// # Errors
    /// The file cannot be written, or the output is not a file.
    pub(crate) fn rewrite(&mut self, first: &[u8]) -> io::Result<()> {
        let OutputTarget::File(pending) = &mut self.to else {
            return Err(io::ErrorKind::NotSeekable.into());
        };
        pending.file.seek(SeekFrom::Start(0))?;
        pending.file.write_all(first)?;
        pending.file.seek(SeekFrom::End(0)).map(drop)
    }

    /// Completes the output; a file gets its name.
    ///
    /// # Errors
    /// Buffered data cannot be written; a file is then not replaced.
    pub(crate) fn commit(mut self) -> io::Result<()> {
        self.flush()?;
        match &mut self.to {
            OutputTarget::File(pending) if !pending.done => {
                // The name must not reach the disk before the bytes do.
                pending.file.get_ref().sync_all()?;
                fs::rename(&pending.temporary, &pending.path)?;
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
            // The old file stays; the incomplete new one is removed.
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.to {
            OutputTarget::Stdout(out) => out.write(bytes),
            OutputTarget::File(out) => out.file.write(bytes),
        }
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.to {
            OutputTarget::Stdout(out) => out.write_all(bytes),
            OutputTarget::File(out) => out.file.write_all(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            OutputTarget::Stdout(out) => out.flush(),
            OutputTarget::File(out) => out.file.flush(),
        }
    }
}
