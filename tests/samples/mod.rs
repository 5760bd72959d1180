//! Every sample of the project, found by walking `samples/`. Each test uses a part of this.
#![allow(dead_code)]

use std::fs;
use std::path::{Path, PathBuf};

/// A file in `samples/<format>/`.
pub(crate) struct Sample {
    /// The folder's name, which is the format's.
    pub(crate) format: String,
    /// The path from the project's root.
    pub(crate) path: PathBuf,
}

impl Sample {
    /// Whether the file is meant to be good.
    pub(crate) fn is_good(&self) -> bool {
        !self.name().starts_with("bad-")
    }

    pub(crate) fn name(&self) -> String {
        self.path.file_name().unwrap().to_string_lossy().into_owned()
    }
}

/// The project's root.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All samples, sorted by path.
pub(crate) fn all() -> Vec<Sample> {
    let mut found = Vec::new();
    for folder in entries(&root().join("samples")) {
        let format = folder.file_name().unwrap().to_string_lossy().into_owned();
        for file in entries(&folder) {
            let extension = file.extension().unwrap_or_default();
            if ["py", "tree", "md"].iter().any(|other| extension == *other) {
                continue;
            }
            let path = file.strip_prefix(root()).unwrap().to_owned();
            found.push(Sample { format: format.clone(), path });
        }
    }
    found
}

/// All golden trees, sorted by path.
pub(crate) fn trees() -> Vec<PathBuf> {
    let folders = entries(&root().join("samples"));
    let files = folders.iter().flat_map(|folder| entries(folder));
    let trees = files.filter(|file| file.extension().is_some_and(|e| e == "tree"));
    trees.map(|tree| tree.strip_prefix(root()).unwrap().to_owned()).collect()
}

/// All shipped schemas, sorted by path.
pub(crate) fn schemas() -> Vec<PathBuf> {
    let files = entries(&root().join("formats/schemas"));
    files.iter().map(|file| file.strip_prefix(root()).unwrap().to_owned()).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut entries: Vec<_> = entries.map(|e| e.unwrap().path()).collect();
    entries.sort();
    entries
}
