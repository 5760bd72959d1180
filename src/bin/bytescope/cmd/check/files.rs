//! Files to check: arguments, files in folders, and files that match patterns.

use bytescope::formats::FORMATS;
use bytescope::inspect::IoMessage;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// A file to check, or an error.
#[derive(Clone, Debug)]
pub(super) enum FileToCheck {
    /// Argument, or match of a pattern.
    Named(PathBuf),
    /// Entry of a folder.
    InFolder(PathBuf),
    /// Folder that cannot be listed, link without a target, or pattern that is invalid or matches no
    /// file, and the message.
    Error(PathBuf, String),
}

/// Iterator over the files of all arguments, in argument order and sorted by path within a folder.
#[derive(Debug)]
pub(super) struct FileFinder {
    /// Stack of files and folders to visit.
    pending: Vec<FileToCheck>,
}

impl FileFinder {
    /// Creates an iterator over the files of the arguments.
    pub(super) fn of(arguments: &[PathBuf]) -> Self {
        let mut pending: Vec<_> = arguments.iter().flat_map(|path| expand(path)).collect();
        pending.reverse();
        Self { pending }
    }
}

impl Iterator for FileFinder {
    type Item = FileToCheck;

    fn next(&mut self) -> Option<FileToCheck> {
        loop {
            let found = self.pending.pop()?;
            match &found {
                // Standard input, even if a folder has this name.
                FileToCheck::Named(path) if path.as_os_str() == "-" => return Some(found),
                FileToCheck::Named(path) | FileToCheck::InFolder(path) if path.is_dir() => {
                    self.pending.extend(entries(path).into_iter().rev());
                }
                _ => return Some(found),
            }
        }
    }
}

/// Returns the files and subfolders of a folder, sorted by path. Symbolic links to folders are
/// omitted, because they could form a cycle.
fn entries(folder: &Path) -> Vec<FileToCheck> {
    let failed = |path: &Path, error: &std::io::Error| {
        FileToCheck::Error(path.to_owned(), IoMessage(error).to_string())
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return vec![failed(folder, &error)],
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.push((folder.to_owned(), failed(folder, &error)));
                continue;
            }
        };
        let path = entry.path();
        let file = match entry.file_type() {
            // A folder that cannot be listed is reported when it is visited.
            Ok(kind) if kind.is_dir() || kind.is_file() => FileToCheck::InFolder(path.clone()),
            Ok(kind) if kind.is_symlink() => match fs::metadata(&path) {
                Ok(target) if target.is_file() => FileToCheck::InFolder(path.clone()),
                Ok(_) => continue,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    FileToCheck::Error(path.clone(), "dangling symbolic link".to_owned())
                }
                Err(error) => failed(&path, &error),
            },
            // Opening a named pipe or device could block.
            Ok(_) => continue,
            Err(error) => failed(&path, &error),
        };
        found.push((path, file));
    }
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    found.into_iter().map(|(_, file)| file).collect()
}

/// Returns the argument if it is a path, or the files that match it if it is a pattern.
fn expand(path: &Path) -> Vec<FileToCheck> {
    let pattern = path.to_str().filter(|text| text.contains(['*', '?', '[']) && !path.exists());
    let Some(pattern) = pattern else { return vec![FileToCheck::Named(path.to_owned())] };
    let failed = |message: String| vec![FileToCheck::Error(path.to_owned(), message)];
    let paths = match glob::glob(pattern) {
        Ok(paths) => paths,
        Err(error) => {
            let column = error.pos.saturating_add(1);
            return failed(format!("invalid pattern: column {column}: {}", error.msg));
        }
    };
    let found: Vec<_> = paths
        .map(|path| match path {
            Ok(path) => FileToCheck::Named(path),
            Err(error) => {
                let message = IoMessage(error.error()).to_string();
                FileToCheck::Error(error.path().to_owned(), message)
            }
        })
        .collect();
    if found.is_empty() { failed("no file matches this pattern".to_owned()) } else { found }
}

/// True if the file has the extension of a built-in format. Schemas are not considered.
pub(super) fn has_known_extension(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
    extension.is_some_and(|extension| FORMATS.iter().any(|f| f.extensions.contains(&&*extension)))
}
