//! A file being written.

use super::descriptor;
use super::error::OutputError;
use super::pool::HandlePool;
use super::replace::{Replacement, drop_privileges, open_existing, open_new_output};
use super::target::{FileKey, PathTarget, inode, open_special};
use super::temporary::Temporary;
use bytescope_inspect::{IoMessage, Quantity};
use std::fs::{File, Metadata};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Options for an [`OutputFile`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct OutputOptions {
    /// Write a regular file directly. Readers see it grow, and its content is kept if it is not
    /// committed.
    pub live: bool,
    /// Write the file to disk when it is committed, so that it survives a power failure.
    pub durable: bool,
    /// Reserve space for the end of a live file, so that a full disk does not prevent its completion.
    pub reserve: bool,
    /// Returns the size of the complete rows at the start of some data. If a live file cannot be written
    /// because the disk is full, these rows are kept. Otherwise, only data of complete calls of
    /// [`write_all`](Write::write_all) is kept.
    pub complete: Option<fn(&[u8]) -> usize>,
    /// Limit on open files. Data is then not buffered.
    pub pool: Option<HandlePool>,
}

impl Default for OutputOptions {
    fn default() -> Self {
        Self { live: false, durable: true, reserve: false, complete: None, pool: None }
    }
}

impl OutputOptions {
    /// Sets [`live`](Self::live).
    #[must_use]
    pub fn live(self, live: bool) -> Self {
        Self { live, ..self }
    }

    /// Sets [`durable`](Self::durable).
    #[must_use]
    pub fn durable(self, durable: bool) -> Self {
        Self { durable, ..self }
    }

    /// Sets [`reserve`](Self::reserve).
    #[must_use]
    pub fn reserve(self, reserve: bool) -> Self {
        Self { reserve, ..self }
    }

    /// Sets [`complete`](Self::complete).
    #[must_use]
    pub fn complete(self, complete: fn(&[u8]) -> usize) -> Self {
        Self { complete: Some(complete), ..self }
    }

    /// Sets [`pool`](Self::pool).
    #[must_use]
    pub fn pool(self, pool: HandlePool) -> Self {
        Self { pool: Some(pool), ..self }
    }
}

/// A file being written; see the [module](super). [`commit`](Self::commit) completes it.
///
/// If it is dropped instead, a regular file keeps its old content, unless it is
/// [live](OutputOptions::live).
///
/// Each call of [`write_all`](Write::write_all) should write complete rows: if a live file cannot be
/// written, because the disk is full, it is truncated to the end of the last complete call.
#[derive(Debug)]
pub struct OutputFile {
    handle: Handle,
    /// Temporary file, and how it becomes the output; `None` if the output is written directly.
    staged: Option<(Replacement, Temporary)>,
    /// True if a regular file is written directly.
    in_place: bool,
    durable: bool,
    buffer: Vec<u8>,
    /// Ends of the calls of `write_all` in the buffer.
    ends: Vec<usize>,
    /// Maximum size of the buffer.
    capacity: usize,
    /// Number of bytes written.
    written: u64,
    complete: Option<fn(&[u8]) -> usize>,
    reservation: Option<Reservation>,
}

/// Space on the disk for the end of a file.
#[derive(Clone, Copy, Debug, Default)]
struct Reservation {
    /// End of the reserved space.
    end: u64,
    /// True if no more space is available. The end of the file is written to the reserved space.
    is_last: bool,
}

/// Minimum size of a reservation in bytes.
const MIN_RESERVED: u64 = 64 << 10;

/// Size of a file divided by the size of its reservation. The footer of a table with many columns grows
/// with the table.
const RESERVED_FRACTION: u64 = 4;

/// Maximum size of a buffer in bytes.
const BUFFER_SIZE: usize = 64 << 10;

impl OutputFile {
    pub(super) fn open(target: PathTarget, options: &OutputOptions) -> Result<Self, OutputError> {
        let mut in_place = false;
        let (path, file, staged) = match target {
            PathTarget::Descriptor(number) => (None, descriptor::duplicate(number)?, None),
            PathTarget::Special(path) => (None, open_special(&path)?, None),
            PathTarget::Missing(path) if options.live => {
                in_place = true;
                let file = open_new_output(&path)?;
                (Some(path), file, None)
            }
            PathTarget::Existing(path, _) if options.live => {
                in_place = true;
                let file = open_existing(&path)?;
                drop_privileges(&file);
                file.set_len(0)?;
                (Some(path), file, None)
            }
            PathTarget::Missing(path) => stage(path, None)?,
            PathTarget::Existing(path, old) => stage(path, Some(&old))?,
        };
        // Only regular files can be opened again.
        let pool = options.pool.clone().filter(|_| path.is_some());
        let capacity = if pool.is_some() { 0 } else { BUFFER_SIZE };
        Ok(Self {
            handle: Handle::new(file, path, pool)?,
            staged,
            in_place,
            durable: options.durable,
            buffer: Vec::new(),
            ends: Vec::new(),
            capacity,
            written: 0,
            complete: options.complete,
            reservation: (options.reserve && in_place).then(Reservation::default),
        })
    }

    /// True if the output is a regular file that is replaced when complete. Otherwise, its data
    /// cannot be changed or taken back.
    pub fn is_staged(&self) -> bool {
        self.staged.is_some()
    }

    /// True if the output is a regular file, and not a device, pipe or open descriptor.
    pub fn is_regular(&self) -> bool {
        self.in_place || self.staged.is_some()
    }

    /// Overwrites the start of a [staged](Self::is_staged) output.
    ///
    /// # Errors
    /// Returns an error if the output is not staged or cannot be written.
    pub fn rewrite(&mut self, head: &[u8]) -> io::Result<()> {
        if !self.is_staged() {
            return Err(io::ErrorKind::NotSeekable.into());
        }
        self.flush()?;
        self.handle.with(|file| {
            file.rewind()?;
            file.write_all(head)?;
            file.seek(SeekFrom::End(0)).map(drop)
        })
    }

    /// Completes the output. The file gets its final name and content.
    ///
    /// # Errors
    /// Returns an error if buffered data cannot be written, or the existing file cannot be replaced. It
    /// then keeps its old content, unless it is live.
    pub fn commit(mut self) -> io::Result<()> {
        self.flush()?;
        self.release();
        if self.durable && self.is_regular() {
            // The data must be on disk before the new name.
            self.handle.with(|file| file.sync_all())?;
        }
        match self.staged.take() {
            Some((replacement, temporary)) => replacement.commit(temporary),
            None => Ok(()),
        }
    }

    /// Writes the buffer.
    fn send_buffer(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let (buffer, ends) = (std::mem::take(&mut self.buffer), std::mem::take(&mut self.ends));
        let sent = self.send(&buffer, &ends);
        // Reuses the memory.
        (self.buffer, self.ends) = (buffer, ends);
        self.buffer.clear();
        self.ends.clear();
        sent
    }

    /// Reserves space for bytes, and for the end of the file after them.
    fn reserve(&mut self, size: usize) -> io::Result<()> {
        let Some(reservation) = &mut self.reservation else { return Ok(()) };
        let start = self.written;
        let data_end = start.saturating_add(size as u64);
        let end = data_end
            .saturating_add(MIN_RESERVED)
            .saturating_add(data_end.checked_div(RESERVED_FRACTION).unwrap_or(0));
        if reservation.is_last || end <= reservation.end {
            return Ok(());
        }
        match self.handle.with(|file| allocate(file, start, end.saturating_sub(start))) {
            Ok(()) => reservation.end = end,
            Err(error) if is_full(&error) => {
                reservation.is_last = true;
                return Err(error);
            }
            // Not supported by the file system.
            Err(_) => self.reservation = None,
        }
        Ok(())
    }

    /// Releases the reserved space.
    fn release(&mut self) {
        if self.reservation.take().is_some() {
            let size = self.written;
            // The space is not part of the file, so an error has no consequence.
            let _ = self.handle.with(|file| file.set_len(size));
        }
    }

    /// Writes bytes. If that fails, a live file is truncated to the last of the ends.
    fn send(&mut self, bytes: &[u8], ends: &[usize]) -> io::Result<()> {
        let (written, in_place, complete) = (self.written, self.in_place, self.complete);
        let mut kept = bytes.len();
        let reserved = self.reserve(bytes.len());
        let sent = self.handle.with(|file| {
            let (sent, result) = match reserved {
                Ok(()) => write_counted(file, bytes),
                Err(error) => (0, Err(error)),
            };
            if result.is_err() {
                kept = ends.iter().rev().copied().find(|end| *end <= sent).unwrap_or(0);
                let rest = bytes.get(kept..sent).unwrap_or_default();
                kept = kept.saturating_add(complete.map_or(0, |complete| complete(rest)));
                if in_place {
                    let end = written.saturating_add(kept as u64);
                    file.set_len(end)?;
                    file.seek(SeekFrom::Start(end))?;
                }
            }
            result
        });
        let complete = written.saturating_add(kept as u64);
        let sent = sent.map_err(|error| match in_place {
            true => {
                let size = Quantity::bytes(complete);
                let message = format!("{} after {size} of complete data", IoMessage(&error));
                io::Error::new(error.kind(), message)
            }
            false => error,
        });
        self.written = complete;
        sent
    }
}

fn stage(path: PathBuf, old: Option<&Metadata>) -> io::Result<Staged> {
    let (replacement, temporary, file) = Replacement::begin(path, old)?;
    let path = temporary.path().to_owned();
    Ok((Some(path), file, Some((replacement, temporary))))
}

/// Path, open file and replacement of an output.
type Staged = (Option<PathBuf>, File, Option<(Replacement, Temporary)>);

/// Allocates space after the end of a file, without changing its size.
#[cfg(target_os = "linux")]
fn allocate(file: &File, offset: u64, size: u64) -> io::Result<()> {
    Ok(rustix::fs::fallocate(file, rustix::fs::FallocateFlags::KEEP_SIZE, offset, size)?)
}

#[cfg(not(target_os = "linux"))]
fn allocate(_: &File, _: u64, _: u64) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn is_full(error: &io::Error) -> bool {
    let full =
        [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded, io::ErrorKind::FileTooLarge];
    full.contains(&error.kind())
}

/// Writes bytes. Returns the number of bytes written, even if writing fails.
fn write_counted(file: &mut File, bytes: &[u8]) -> (usize, io::Result<()>) {
    let mut sent = 0;
    while let Some(rest) = bytes.get(sent..).filter(|rest| !rest.is_empty()) {
        match file.write(rest) {
            Ok(0) => return (sent, Err(io::ErrorKind::WriteZero.into())),
            Ok(count) => sent = sent.saturating_add(count),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return (sent, Err(error)),
        }
    }
    (sent, Ok(()))
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.buffer.len().saturating_add(bytes.len()) > self.capacity {
            self.send_buffer()?;
        }
        if bytes.len() >= self.capacity {
            return self.send(bytes, &[bytes.len()]);
        }
        self.buffer.extend_from_slice(bytes);
        self.ends.push(self.buffer.len());
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.send_buffer()
    }
}

impl Drop for OutputFile {
    fn drop(&mut self) {
        if self.staged.is_none() {
            // Output that is written directly is kept. The error cannot be reported.
            let _ = self.send_buffer();
            self.release();
        }
    }
}

/// A file that is open, or can be opened again.
#[derive(Debug)]
enum Handle {
    Open(File),
    Pooled { pool: HandlePool, number: u64, path: PathBuf, key: Option<FileKey> },
}

impl Handle {
    fn new(file: File, path: Option<PathBuf>, pool: Option<HandlePool>) -> io::Result<Self> {
        let (Some(path), Some(pool)) = (path, pool) else { return Ok(Self::Open(file)) };
        let (number, key) = (pool.number(), inode(&file.metadata()?));
        pool.put(number, file);
        Ok(Self::Pooled { pool, number, path, key })
    }

    fn with<R>(&mut self, run: impl FnOnce(&mut File) -> io::Result<R>) -> io::Result<R> {
        match self {
            Self::Open(file) => run(file),
            Self::Pooled { pool, number, path, key } => {
                let mut file = match pool.take(*number) {
                    Some(file) => file,
                    None => match reopen(path, key.as_ref()) {
                        Err(error) if pool.close_if_full(&error) => reopen(path, key.as_ref())?,
                        opened => opened?,
                    },
                };
                let result = run(&mut file);
                pool.put(*number, file);
                result
            }
        }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        if let Self::Pooled { pool, number, .. } = self {
            drop(pool.take(*number));
        }
    }
}

/// Opens a file again at its end.
fn reopen(path: &Path, key: Option<&FileKey>) -> io::Result<File> {
    let mut file = open_existing(path)?;
    if inode(&file.metadata()?).as_ref() != key {
        return Err(io::Error::other("replaced by another process"));
    }
    file.seek(SeekFrom::End(0))?;
    Ok(file)
}
