//! Folder that is filled under a temporary name and renamed when complete.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A folder being filled under a temporary name.
#[derive(Debug)]
pub(super) struct Folder {
    temporary: PathBuf,
    path: PathBuf,
    /// True if `path` is an existing empty folder. It is kept, since it may be a working directory.
    exists: bool,
}

impl Folder {
    /// Creates the temporary folder. `path` must not exist or must be an empty folder.
    ///
    /// # Errors
    /// Returns an error if `path` is a file or not empty, or the folder cannot be created.
    pub(super) fn begin(path: &Path) -> io::Result<Self> {
        let exists = path.exists();
        if exists && !path.is_dir() {
            return Err(io::Error::other("is a file (specify a new or empty folder)"));
        }
        if exists && fs::read_dir(path)?.next().is_some() {
            return Err(io::Error::other("is not empty (specify a new or empty folder)"));
        }
        let path = if exists { path.canonicalize()? } else { std::path::absolute(path)? };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let temporary = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::create_dir(&temporary)?;
        Ok(Self { temporary, path, exists })
    }

    /// Returns the temporary path.
    pub(super) fn temporary(&self) -> &Path {
        &self.temporary
    }

    /// Writes a file in the folder.
    ///
    /// # Errors
    /// Returns an error if the file cannot be written.
    pub(super) fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let path = self.temporary.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, bytes)
    }

    /// Renames the folder to its final name, or moves its entries into the existing folder.
    ///
    /// # Errors
    /// Returns an error if the folder or an entry cannot be renamed.
    pub(super) fn commit(self) -> io::Result<()> {
        if !self.exists {
            return fs::rename(&self.temporary, &self.path);
        }
        let mut moved = Vec::new();
        for entry in fs::read_dir(&self.temporary)? {
            let entry = entry?;
            let to = self.path.join(entry.file_name());
            if let Err(error) = fs::rename(entry.path(), &to) {
                // All or nothing: moved entries return to the temporary folder, which is removed.
                for (from, to) in moved {
                    let _ = fs::rename(to, from);
                }
                return Err(error);
            }
            moved.push((entry.path(), to));
        }
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // After a commit, at most an empty folder has this name.
        let _ = fs::remove_dir_all(&self.temporary);
    }
}
