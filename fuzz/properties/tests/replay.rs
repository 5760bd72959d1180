//! Tests every property with the samples, the corpus and the regressions, which are also the
//! initial inputs of the fuzz targets.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_properties::{PROPERTIES, Property, samples};
use std::fs;
use std::path::{Path, PathBuf};

/// Returns the committed corpus and the regressions of a property.
fn stored(property: &Property) -> Vec<(PathBuf, Vec<u8>)> {
    let fuzz = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let folders = ["corpus", "regressions"].map(|name| fuzz.join(name).join(property.name));
    let files = folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten();
    let mut files: Vec<_> = files.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

#[test]
fn properties_hold_for_stored_inputs() {
    for property in PROPERTIES {
        let inputs = stored(property);
        assert!(!inputs.is_empty(), "no stored inputs of {}", property.name);
        for (path, data) in inputs {
            // Identifies the input if the process aborts.
            eprintln!("{}", path.display());
            (property.check)(&data);
        }
    }
}

#[test]
fn properties_hold_for_samples() {
    for sample in samples::all() {
        let data = fs::read(samples::root().join(&sample.path)).unwrap();
        let named = [format!("{}\n", sample.format).as_bytes(), &data].concat();
        // Identifies the sample if the process aborts.
        eprintln!("{}", sample.path.display());
        for property in PROPERTIES {
            // Most properties require the name of the format; the others accept any bytes.
            (property.check)(&named);
            (property.check)(&data);
        }
    }
}

#[test]
fn ksy_data_holds_for_recorded_frames() {
    let ksy_data = PROPERTIES.iter().find(|property| property.name == "ksy_data").unwrap();
    for (name, frame) in samples::frames() {
        (ksy_data.check)(&[format!("{name}\n").as_bytes(), &frame].concat());
    }
}

/// A folder with a misspelled name would be ignored.
#[test]
fn folders_of_inputs_are_named_after_properties() {
    for folder in ["corpus", "regressions"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
        for entry in fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let known = PROPERTIES.iter().any(|property| property.name == name);
            assert!(known || name.ends_with(".md"), "{name} is not a property");
        }
    }
}
