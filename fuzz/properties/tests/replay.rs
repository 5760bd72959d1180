//! Tests every property with the samples, the corpus and the regressions, which are also the
//! initial inputs of the fuzz targets.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope::inspect::{FaultKind, Limits};
use bytescope_properties::{PROPERTIES, Property, format_named, format_names, mutate, samples};
use std::collections::BTreeSet;
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
fn properties_hold_for_frames() {
    for (name, frame) in samples::frames().into_iter().chain(samples::generated()) {
        eprintln!("{name}");
        for (property, lines) in [
            ("frames_split", vec![format!("{name}\n"), format!("{name}+sensor_frame 1 2 30\n")]),
            ("ksy_data", vec![format!("{name}\n")]),
            ("lists", vec![format!("{name}\n")]),
            ("logs", vec![format!("{name}\n")]),
            ("views", vec![format!("{name}\n")]),
            ("tables", TABLES.iter().map(|table| format!("{name} {table}\n")).collect()),
        ] {
            let property = PROPERTIES.iter().find(|known| known.name == property).unwrap();
            for line in lines {
                (property.check)(&[line.as_bytes(), &frame].concat());
            }
        }
    }
}

/// Types and options of tables.
const TABLES: &[&str] = &["csv", "ndjson split=message", "parquet", "arrow", "csv formulas skip=1"];

#[test]
fn every_format_with_frames_has_recorded_and_generated_samples() {
    let names = |samples: Vec<(String, Vec<u8>)>| -> BTreeSet<String> {
        samples.into_iter().map(|(name, _)| name).collect()
    };
    let (recorded, generated) = (names(samples::frames()), names(samples::generated()));
    for name in format_names() {
        let format = format_named(name).unwrap();
        assert_eq!(format.name(), name);
        // Formats that are Rust types have samples.
        if format.is_framed() && format.schema().is_some_and(|_| !format.is_user_schema()) {
            assert!(recorded.contains(name) && generated.contains(name), "no samples of {name}");
        }
    }
}

/// Mutants of `mutate` have valid checksums more often than by chance.
#[test]
fn mutants_have_valid_checksums() {
    let increment = |data: &mut [u8], size: usize, _: usize| {
        let at = data[..size].iter().position(|byte| *byte == b'R').unwrap_or(size / 2);
        data[at] ^= 1;
        size
    };
    for (name, file, min) in
        [("png", "png/rgba.png", 15), ("sensor_frame", "sensor_frame/one.bin", 10)]
    {
        let format = format_named(name).unwrap();
        let file = fs::read(samples::root().join("samples").join(file)).unwrap();
        let input = [format!("{name}\n").as_bytes(), &file].concat();
        let mut valid = 0;
        for seed in 0..64 {
            let (mut data, size) = (input.clone(), input.len());
            data.resize(size + 100, 0);
            let len = mutate(&mut data, size, size + 100, seed, increment);
            let mutant = &data[name.len() + 1..len];
            let faults = format.check(mutant, Limits::default(), 10);
            valid += u32::from(
                mutant != file && !faults.iter().any(|f| f.1.kind == FaultKind::Mismatch),
            );
        }
        assert!(valid >= min, "{name}: {valid} of 64 mutants have valid checksums");
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
