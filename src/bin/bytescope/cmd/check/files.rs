//! Which files are meant: those named, those in folders, and those that fit a pattern.

use bytescope::formats::FORMATS;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// A file to be checked, or why there is none.
#[derive(Clone, Debug)]
pub(super) enum Found {
    Named(PathBuf),
    InFolder(PathBuf),
    /// What cannot be looked into, and the reason.
    Trouble(String, String),
}

impl Default for Found {
    fn default() -> Self {
        Self::Named(PathBuf::new())
    }
}

/// Finds files one after the other, in order of their names.
#[derive(Debug)]
pub(super) struct Files {
    /// What is still to be looked at, the next one last.
    waiting: Vec<Found>,
}

impl Files {
    /// The files that arguments of the command line mean.
    pub(super) fn of(arguments: &[PathBuf]) -> Self {
        let mut waiting: Vec<_> = arguments.iter().flat_map(|path| expand(path)).collect();
        waiting.reverse();
        Self { waiting }
    }
}

impl Iterator for Files {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let found = self.waiting.pop()?;
            match &found {
                Found::Named(path) | Found::InFolder(path) if path.is_dir() => {
                    self.waiting.extend(entries(path).into_iter().rev());
                }
                _ => return Some(found),
            }
        }
    }
}

/// What stands in a folder, by name. Links to folders are left out: they may lead in a circle.
fn entries(folder: &Path) -> Vec<Found> {
    let trouble = |error: std::io::Error| {
        vec![Found::Trouble(folder.display().to_string(), error.to_string())]
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return trouble(error),
    };
    let mut paths = Vec::new();
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return trouble(error),
        };
        let path = entry.path();
        let linked = entry.file_type().is_ok_and(|kind| kind.is_symlink());
        // A named pipe or a device in a folder would be waited for.
        if (path.is_dir() && !linked) || path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    paths.into_iter().map(Found::InFolder).collect()
}

/// The files that an argument means: itself, or those that fit it as a pattern.
fn expand(path: &Path) -> Vec<Found> {
    let pattern = path.to_str().filter(|text| text.contains(['*', '?', '[']) && !path.exists());
    let Some(pattern) = pattern else { return vec![Found::Named(path.to_owned())] };
    let trouble = |message: String| vec![Found::Trouble(pattern.to_owned(), message)];
    let paths = match glob::glob(pattern) {
        Ok(paths) => paths,
        Err(error) => return trouble(format!("no pattern of file names: {error}")),
    };
    let found: Vec<_> = paths
        .map(|path| match path {
            Ok(path) => Found::Named(path),
            Err(error) => {
                Found::Trouble(error.path().display().to_string(), error.error().to_string())
            }
        })
        .collect();
    if found.is_empty() { trouble("no file fits this pattern".to_owned()) } else { found }
}

/// Whether the name of a file ends as those of a format do.
pub(super) fn is_of_a_format(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
    ending.is_some_and(|ending| FORMATS.iter().any(|f| f.extensions.contains(&&*ending)))
}
