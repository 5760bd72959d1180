//! Every property over the samples, the corpus, and every input that once failed: what the fuzz
//! targets begin with, as ordinary tests.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_properties::{PROPERTIES, Property, samples};
use std::fs;
use std::path::{Path, PathBuf};

/// Inputs that are kept for a property: the committed corpus and the regressions.
fn kept(property: &Property) -> Vec<(PathBuf, Vec<u8>)> {
    let fuzz = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let folders = ["corpus", "regressions"].map(|name| fuzz.join(name).join(property.name));
    let files = folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten();
    let mut files: Vec<_> = files.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

#[test]
fn kept_inputs_hold() {
    for property in PROPERTIES {
        let inputs = kept(property);
        assert!(!inputs.is_empty(), "no input is kept for {}", property.name);
        for (path, data) in inputs {
            // So that a failure without a message tells which input it was.
            eprintln!("{}", path.display());
            (property.check)(&data);
        }
    }
}

#[test]
fn samples_hold() {
    for sample in samples::all() {
        let data = fs::read(samples::root().join(&sample.path)).unwrap();
        let named = [format!("{}\n", sample.format).as_bytes(), &data].concat();
        eprintln!("{}", sample.path.display());
        for property in PROPERTIES {
            // Most know a sample by the name of its format; the others take any bytes.
            (property.check)(&named);
            (property.check)(&data);
        }
    }
}

#[test]
fn frames_hold() {
    let ksy_data = PROPERTIES.iter().find(|property| property.name == "ksy_data").unwrap();
    for (name, frame) in samples::frames() {
        (ksy_data.check)(&[format!("{name}\n").as_bytes(), &frame].concat());
    }
}

/// The folders of kept inputs are those of the properties; a misspelt one would hold nothing.
#[test]
fn folders_are_properties() {
    for folder in ["corpus", "regressions"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
        for entry in fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let known = PROPERTIES.iter().any(|property| property.name == name);
            assert!(known || name.ends_with(".md"), "{name} is no property");
        }
    }
}
