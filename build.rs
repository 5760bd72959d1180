//! Embeds the small valid samples in `samples/` whose formats are Rust types. Random samples are
//! derived from the embedded samples.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Maximum size of a sample in bytes.
const MAX_SAMPLE_SIZE: u64 = 4096;

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let samples = root.join("samples");
    println!("cargo::rerun-if-changed={}", samples.display());
    let mut list = String::from("&[");
    for folder in entries(&samples)? {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // Random samples of a schema are generated from the schema.
        let has_schema = root.join("formats/schemas").join(format!("{name}.ksy")).exists();
        for file in entries(&folder)?.iter().filter(|file| !has_schema && is_valid(file)) {
            // Writing to a string cannot fail.
            let _ = write!(list, "({name:?}, include_bytes!({:?})),", file.display());
        }
    }
    list.push(']');
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("bases.rs"), list)
}

/// True if a file is a small valid sample.
fn is_valid(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let is_other = ["py", "tree", "md"].iter().any(|end| name.ends_with(&format!(".{end}")));
    let size = fs::metadata(file).map_or(u64::MAX, |meta| meta.len());
    !is_other && !name.starts_with("bad-") && size <= MAX_SAMPLE_SIZE
}

/// Returns the paths in a folder, sorted by name; empty if the folder does not exist.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let Ok(found) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut paths = found.map(|entry| entry.map(|e| e.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
