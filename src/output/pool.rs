//! Open files shared by many outputs.

use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Limits the number of files that are open at the same time. The least recently written file is
/// closed, and opened again when it is written. Clones share the limit.
#[derive(Clone, Debug)]
pub struct HandlePool {
    open: Arc<Mutex<VecDeque<(u64, File)>>>,
    next: Arc<AtomicU64>,
    size: usize,
}

impl HandlePool {
    /// Creates a pool of at most `size` open files.
    pub fn new(size: usize) -> Self {
        Self { open: Arc::default(), next: Arc::default(), size }
    }

    /// Returns a number for a new file.
    pub(super) fn number(&self) -> u64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    /// Takes an open file out of the pool.
    pub(super) fn take(&self, number: u64) -> Option<File> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let at = open.iter().position(|(other, _)| *other == number)?;
        open.remove(at).map(|(_, file)| file)
    }

    /// Adds an open file, and closes the least recently added file if there are too many.
    pub(super) fn put(&self, number: u64, file: File) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.push_back((number, file));
        while open.len() > self.size {
            open.pop_front();
        }
    }

    /// Closes all files if an error is due to too many open files. Returns true if the operation that
    /// failed can be repeated.
    pub(super) fn close_if_full(&self, error: &io::Error) -> bool {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let is_repeated = is_full(error) && !open.is_empty();
        if is_repeated {
            open.clear();
        }
        is_repeated
    }
}

/// True if the process or the system has too many open files.
#[cfg(unix)]
fn is_full(error: &io::Error) -> bool {
    use rustix::io::Errno;
    let errno = Errno::from_io_error(error);
    errno == Some(Errno::MFILE) || errno == Some(Errno::NFILE)
}

#[cfg(not(unix))]
fn is_full(_: &io::Error) -> bool {
    false
}
