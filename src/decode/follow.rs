//! Files that grow while they are read, and are renamed, replaced or truncated by log rotation.

use std::fs::{File, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// Polling interval.
const POLL_INTERVAL: Duration = Duration::from_millis(10);

/// A file that is polled for new bytes at its end. When another file with data has replaced it at
/// its path, or it was truncated, reading continues at the start of the new data.
pub(super) struct GrowingFile {
    file: File,
    path: PathBuf,
    /// Offset of the next byte in the file.
    offset: u64,
}

impl GrowingFile {
    pub(super) fn new(file: File, path: &Path) -> Self {
        Self { file, path: path.to_owned(), offset: 0 }
    }

    /// Skips bytes.
    pub(super) fn skip(&mut self, count: u64) -> io::Result<()> {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        self.offset = self.file.seek(SeekFrom::Current(count))?;
        Ok(())
    }

    fn read_some(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(to)?;
        self.offset = self.offset.saturating_add(count as u64);
        Ok(count)
    }

    /// Opens the file that has replaced this file at its path. An empty file is ignored, because
    /// data may still be appended to this file.
    fn replacement(&self) -> io::Result<Option<File>> {
        let file = match File::open(&self.path) {
            Ok(file) => file,
            // The file was renamed, and the next file does not exist yet.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let (new, own) = (file.metadata()?, self.file.metadata()?);
        let is_other = new.is_file() && new.len() > 0 && !is_same(&new, &own);
        Ok(is_other.then_some(file))
    }
}

/// True if both are the metadata of the same file.
#[cfg(unix)]
fn is_same(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

#[cfg(not(unix))]
fn is_same(_: &Metadata, _: &Metadata) -> bool {
    true
}

impl Read for GrowingFile {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.read_some(to)? {
                0 if to.is_empty() => return Ok(0),
                0 => {}
                count => return Ok(count),
            }
            if self.file.metadata()?.len() < self.offset {
                self.offset = self.file.seek(SeekFrom::Start(0))?;
                continue;
            }
            if let Some(file) = self.replacement()? {
                // Bytes may have been appended before the file was replaced.
                let rest = self.read_some(to)?;
                if rest > 0 {
                    return Ok(rest);
                }
                (self.file, self.offset) = (file, 0);
                continue;
            }
            thread::sleep(POLL_INTERVAL);
        }
    }
}
