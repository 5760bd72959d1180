//! Folder that is filled under a temporary name and renamed when complete.

use super::error::OutputError;
use super::temporary::Temporary;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A new folder, filled under a temporary name and renamed when complete. It is removed when dropped
/// without [`commit`](Self::commit).
#[derive(Debug)]
pub struct OutputFolder {
    temporary: Temporary,
    path: PathBuf,
    /// True if `path` is an existing empty folder. It is kept, since it may be a working directory.
    exists: bool,
}

impl OutputFolder {
    /// Creates the temporary folder. `path` must not exist or must be an empty folder. Its parents
    /// are created.
    ///
    /// # Errors
    /// Returns an error if `path` is a file or not empty, or the folder cannot be created.
    pub fn begin(path: impl AsRef<Path>) -> Result<Self, OutputError> {
        let path = path.as_ref();
        let exists = path.exists();
        if exists && !path.is_dir() {
            return Err(OutputError::NotEmpty { is_file: true });
        }
        if exists && fs::read_dir(path)?.next().is_some() {
            return Err(OutputError::NotEmpty { is_file: false });
        }
        let path = if exists { path.canonicalize()? } else { std::path::absolute(path)? };
        let parent = path.parent().unwrap_or(Path::new("/"));
        fs::create_dir_all(parent)?;
        let name = path.file_name().unwrap_or_default();
        let (temporary, ()) = Temporary::create(parent, name, |path| fs::create_dir(path))?;
        Ok(Self { temporary, path, exists })
    }

    /// Returns the temporary path.
    pub fn temporary(&self) -> &Path {
        self.temporary.path()
    }

    /// Writes a file in the folder, and creates the folders of its relative path.
    ///
    /// # Errors
    /// Returns an error if the file cannot be written.
    pub fn write(&self, path: impl AsRef<Path>, bytes: &[u8]) -> io::Result<()> {
        let path = self.temporary().join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, bytes)
    }

    /// Renames the folder to its final name, or moves its entries into the existing folder.
    ///
    /// # Errors
    /// Returns an error if the folder or an entry cannot be renamed.
    pub fn commit(self) -> io::Result<()> {
        if !self.exists {
            return self.temporary.rename(&self.path);
        }
        let mut moved = Vec::new();
        for entry in fs::read_dir(self.temporary())? {
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
