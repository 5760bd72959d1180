//! The outputs of a process.

use super::error::OutputError;
use super::file::{OutputFile, OutputOptions};
use super::target::{FileKey, PathTarget, inode};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Creates the outputs of a process, and refuses an output that is the same file as an input or
/// another output, whatever their paths are.
///
/// ```
/// use bytescope::output::{OutputError, OutputOptions, OutputSet};
/// use std::io::Write;
///
/// let folder = std::env::temp_dir();
/// let path = folder.join(format!("bytescope-doc-{}.txt", std::process::id()));
/// let mut outputs = OutputSet::default();
/// let mut file = outputs.create(&path, &OutputOptions::default())?;
/// file.write_all(b"complete\n")?;
/// assert!(!path.exists());
/// assert!(matches!(
///     outputs.create(&path, &OutputOptions::default()),
///     Err(OutputError::SameOutput(_))
/// ));
/// file.commit()?;
/// assert_eq!(std::fs::read(&path)?, b"complete\n");
/// # std::fs::remove_file(path)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct OutputSet {
    inputs: HashMap<FileKey, PathBuf>,
    outputs: HashMap<FileKey, PathBuf>,
}

impl OutputSet {
    /// Refuses outputs to this input from now on. A path without a file and a device have no effect.
    pub fn add_input(&mut self, path: impl AsRef<Path>) {
        let path = path.as_ref();
        if let Ok(target @ PathTarget::Descriptor(_)) = PathTarget::of(path) {
            let keys = target.keys().into_iter();
            self.inputs.extend(keys.map(|key| (key, path.to_owned())));
            return;
        }
        let Ok(meta) = fs::metadata(path) else { return };
        if meta.is_dir() {
            return;
        }
        let full = fs::canonicalize(path).ok().map(FileKey::Path);
        for key in inode(&meta).into_iter().chain(full.filter(|_| meta.is_file())) {
            self.inputs.insert(key, path.to_owned());
        }
    }

    /// Adds an output that is written by other means, such as standard output.
    pub fn add_output(&mut self, path: impl AsRef<Path>) {
        let path = path.as_ref();
        if let Ok(target) = PathTarget::of(path) {
            for key in target.keys() {
                self.outputs.insert(key, path.to_owned());
            }
        }
    }

    /// Creates an output.
    ///
    /// # Errors
    /// Returns an error if the path is an input or an output of this set, or cannot be written.
    pub fn create(
        &mut self,
        path: impl AsRef<Path>,
        options: &OutputOptions,
    ) -> Result<OutputFile, OutputError> {
        let path = path.as_ref();
        let target = PathTarget::of(path)?;
        let keys = target.keys();
        for key in &keys {
            if let Some(other) = self.outputs.get(key) {
                return Err(OutputError::SameOutput(other.clone()));
            }
            if let Some(input) = self.inputs.get(key) {
                return Err(OutputError::SameInput(input.clone()));
            }
        }
        let file = match OutputFile::open(target.clone(), options) {
            Err(OutputError::Io(error))
                if options.pool.as_ref().is_some_and(|pool| pool.close_if_full(&error)) =>
            {
                OutputFile::open(target, options)?
            }
            opened => opened?,
        };
        self.outputs.extend(keys.into_iter().map(|key| (key, path.to_owned())));
        Ok(file)
    }
}
