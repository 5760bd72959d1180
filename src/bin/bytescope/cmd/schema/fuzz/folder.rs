//! A folder that appears under its name only when it is whole.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A folder that is being filled beside the place it will have.
#[derive(Debug)]
pub(super) struct Folder {
    beside: PathBuf,
    path: PathBuf,
    /// An empty folder is there already, and stays: somebody may stand in it.
    exists: bool,
}

impl Folder {
    /// Begins a folder that does not exist or is empty.
    ///
    /// # Errors
    /// There is something under that name, or no folder can be made beside it.
    pub(super) fn begin(path: &Path) -> io::Result<Self> {
        let exists = path.exists();
        if exists && !path.is_dir() {
            return Err(io::Error::other("is a file; name a folder that does not exist"));
        }
        if exists && fs::read_dir(path)?.next().is_some() {
            return Err(io::Error::other(
                "the folder is not empty; name one that is, or a new one",
            ));
        }
        let path = if exists { path.canonicalize()? } else { std::path::absolute(path)? };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let beside = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
        if let Some(around) = path.parent() {
            fs::create_dir_all(around)?;
        }
        fs::create_dir(&beside)?;
        Ok(Self { beside, path, exists })
    }

    /// Where the folder is as long as it is not whole.
    pub(super) fn beside(&self) -> &Path {
        &self.beside
    }

    /// Writes a file below the folder.
    ///
    /// # Errors
    /// Those of the system.
    pub(super) fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let path = self.beside.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, bytes)
    }

    /// Says that everything has been written.
    ///
    /// # Errors
    /// The folder could not get its name.
    pub(super) fn commit(self) -> io::Result<()> {
        if !self.exists {
            return fs::rename(&self.beside, &self.path);
        }
        let mut moved = Vec::new();
        for entry in fs::read_dir(&self.beside)? {
            let entry = entry?;
            let to = self.path.join(entry.file_name());
            if let Err(error) = fs::rename(entry.path(), &to) {
                // All or nothing: what was moved goes back to where it is removed.
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
        // After a commit there is nothing left under this name but perhaps an empty folder.
        let _ = fs::remove_dir_all(&self.beside);
    }
}
