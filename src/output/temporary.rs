//! Temporary files and folders of the process.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Paths of the existing temporary files and folders.
static TEMPORARY: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Maximum number of names tried.
const ATTEMPTS: usize = 100;

/// Maximum size in bytes of the part of a temporary name that is taken from the final name.
const MAX_STEM: usize = 100;

fn lock() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    // The set is valid even if a thread panicked.
    TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Blocks the creation and renaming of temporary files until dropped; see [`discard_all`].
#[derive(Debug)]
#[must_use = "other threads can create temporary files when this value is dropped"]
pub struct Discarded {
    _known: MutexGuard<'static, BTreeSet<PathBuf>>,
}

/// Removes all temporary files and folders of the process, before the process ends. Outputs that are
/// not complete keep their old content. Waits for an output that is being replaced.
///
/// Must not be called in a signal handler, but in a thread that receives signals.
pub fn discard_all() -> Discarded {
    let mut known = lock();
    for path in std::mem::take(&mut *known) {
        remove(&path);
    }
    Discarded { _known: known }
}

/// Delays [`discard_all`] until the result is dropped. Temporary files must not be created, renamed
/// or removed by the same thread meanwhile.
pub(super) fn block() -> Discarded {
    Discarded { _known: lock() }
}

fn remove(path: &Path) {
    // Errors are ignored: the file may have been renamed.
    if fs::remove_file(path).is_err() {
        let _ = fs::remove_dir_all(path);
    }
}

/// A temporary file or folder, removed when dropped.
#[derive(Debug)]
pub(super) struct Temporary {
    path: PathBuf,
}

impl Temporary {
    /// Creates a file or folder with an unpredictable name, in `folder`. `create` must fail with
    /// [`io::ErrorKind::AlreadyExists`] if the path exists, even as a symbolic link.
    ///
    /// # Errors
    /// Returns the error of `create`.
    pub(super) fn create<T>(
        folder: &Path,
        name: &OsStr,
        mut create: impl FnMut(&Path) -> io::Result<T>,
    ) -> io::Result<(Self, T)> {
        let name = name.to_string_lossy();
        let stem = name.get(..name.floor_char_boundary(MAX_STEM)).unwrap_or_default();
        let mut attempts = 0;
        loop {
            // The keys of the hasher are random.
            let random = RandomState::new().hash_one(attempts);
            let path = folder.join(format!(".{stem}.{random:016x}.part"));
            let mut known = lock();
            match create(&path) {
                Ok(created) => {
                    known.insert(path.clone());
                    return Ok((Self { path }, created));
                }
                Err(error)
                    if error.kind() == io::ErrorKind::AlreadyExists && attempts < ATTEMPTS =>
                {
                    attempts = attempts.saturating_add(1);
                }
                Err(error) => return Err(error),
            }
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Renames the file or folder. The result is not temporary.
    ///
    /// # Errors
    /// Returns an error if it cannot be renamed. It then remains temporary.
    pub(super) fn rename(&self, to: &Path) -> io::Result<()> {
        let mut known = lock();
        fs::rename(&self.path, to)?;
        known.remove(&self.path);
        Ok(())
    }

    /// Keeps the file or folder under its temporary name, and returns its path.
    pub(super) fn keep(self) -> PathBuf {
        lock().remove(&self.path);
        self.path.clone()
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if lock().remove(&self.path) {
            remove(&self.path);
        }
    }
}
