//! Samples in the folder `samples`, and other test data of the project.

use std::fs;
use std::path::{Path, PathBuf};

/// A file in `samples/<format>/`.
#[derive(Debug)]
pub struct Sample {
    /// Name of the format, equal to that of the folder.
    pub format: String,
    /// Path relative to the project's root.
    pub path: PathBuf,
}

impl Sample {
    /// True if the sample is valid: its name does not start with `bad-`.
    pub fn is_valid(&self) -> bool {
        !self.name().starts_with("bad-")
    }

    /// Returns the name of the file.
    pub fn name(&self) -> String {
        self.path.file_name().unwrap().to_string_lossy().into_owned()
    }
}

/// Returns the project's root folder.
pub fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// Returns all samples, sorted by path.
pub fn all() -> Vec<Sample> {
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

/// Returns the frames recorded for `tests/protocols.rs` and, for each protocol, the concatenation
/// of its frames. Each is paired with the name of its schema.
pub fn frames() -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for file in entries(&root().join("tests/vectors/protocols")) {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).unwrap();
        let mut all = Vec::new();
        for line in text.lines() {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let frame = parse_hex(line["frame"].as_str().unwrap());
            all.extend_from_slice(&frame);
            found.push((name.clone(), frame));
        }
        found.push((name, all));
    }
    found
}

/// Returns the generated samples of the formats with frames, each with the name of its format.
/// `fuzz/seeds.py PROGRAM` generates them.
pub fn generated() -> Vec<(String, Vec<u8>)> {
    let text = fs::read_to_string(root().join("fuzz/generated.jsonl")).unwrap();
    let samples = text.lines().map(|line| serde_json::from_str::<(String, String)>(line).unwrap());
    samples.map(|(name, digits)| (name, parse_hex(&digits))).collect()
}

/// Parses hex digits.
fn parse_hex(digits: &str) -> Vec<u8> {
    let pairs = digits.as_bytes().chunks(2);
    let byte = |pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    pairs.map(byte).collect()
}

/// Returns the paths of all golden trees, sorted.
pub fn trees() -> Vec<PathBuf> {
    let folders = entries(&root().join("samples"));
    let files = folders.iter().flat_map(|folder| entries(folder));
    let trees = files.filter(|file| file.extension().is_some_and(|e| e == "tree"));
    trees.map(|tree| tree.strip_prefix(root()).unwrap().to_owned()).collect()
}

/// Returns the paths of all built-in schemas, sorted.
pub fn schemas() -> Vec<PathBuf> {
    let files = entries(&root().join("formats/schemas"));
    files.iter().map(|file| file.strip_prefix(root()).unwrap().to_owned()).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut entries: Vec<_> = entries.map(|e| e.unwrap().path()).collect();
    entries.sort();
    entries
}
