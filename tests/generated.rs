//! Files encoded from generated JSON are read as equal values, for every format.
//!
//! The JSON is that of a valid sample, with some values changed at random and without the numbers
//! determined by other fields. `encode` may reject it. An encoded file must contain the values, and
//! the plain reader and writer must reproduce it.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_properties::{plain, samples};

use bytescope::formats::{self, FORMATS, Format};
use bytescope::generate::SampleValues;
use bytescope::inspect::{Buffers, DraftOptions, Limits};
use bytescope::view::PlainView;
use bytescope::view::json::JsonContext;
use bytescope_ksy::Random;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::fs;

/// Number of generated JSON values per sample.
const ROUNDS: usize = 25;

/// Converts data to JSON.
///
/// # Panics
/// Panics if the data has a fault.
fn json_of(format: &Format, data: &[u8]) -> Json {
    let outcome = (format.inspect)(data, Limits::default());
    let faults = outcome.tree.recorded_faults();
    assert!(faults.is_empty(), "{}: {faults:?}", format.name);
    let bytes = Buffers { source: data, buffers: &outcome.buffers };
    let context = JsonContext { bytes, limits: Limits::default(), base: 0 };
    let view = PlainView::new(&outcome.tree, context);
    serde_json::from_str(&serde_json::to_string(&view).unwrap()).unwrap()
}

/// Returns the first difference between the JSON read and the JSON given to `encode`.
fn difference(read: &Json, given: &Json) -> Option<String> {
    let changed = || Some(format!(": {given} became {read}"));
    match (read, given) {
        (Json::Object(read), Json::Object(given)) => given.iter().find_map(|(name, given)| {
            let read = read.get(name).unwrap_or(&Json::Null);
            difference(read, given).map(|rest| format!("/{name}{rest}"))
        }),
        (Json::Array(read), Json::Array(given)) if read.len() == given.len() => {
            let mut pairs = read.iter().zip(given).enumerate();
            pairs.find_map(|(i, (read, given))| {
                difference(read, given).map(|rest| format!("/{i}{rest}"))
            })
        }
        (Json::Number(read), Json::Number(given)) if read.as_f64() == given.as_f64() => None,
        // Enum values may be given as numbers, and numbers as strings.
        (Json::String(_), Json::Number(_)) => None,
        (read, Json::String(given)) if given.trim().parse::<u64>().is_ok() => {
            let same = read.as_u64().is_none_or(|read| given.trim() == read.to_string());
            if same { None } else { changed() }
        }
        _ => {
            if read == given {
                None
            } else {
                changed()
            }
        }
    }
}

#[test]
fn generated_values_round_trip() {
    let mut made: BTreeMap<&str, usize> = BTreeMap::new();
    let mut failures = Vec::new();
    for sample in samples::all().into_iter().filter(samples::Sample::is_valid) {
        let Some(format) = formats::by_name(&sample.format) else { continue };
        let Some(encode) = format.encode else { continue };
        let data = fs::read(samples::root().join(&sample.path)).unwrap();
        let path = sample.path.display().to_string();
        // Other tests cover samples with large JSON.
        let Some(values) = SampleValues::of(format, &data) else { continue };
        let mut random =
            Random::new(data.iter().fold(7, |sum, b| sum * 31 % 1_000_003 + u64::from(*b)));
        for _ in 0..ROUNDS {
            let value = values.changed(&mut random);
            let Ok(bytes) = encode(&value, DraftOptions::default()) else {
                continue;
            };
            *made.entry(format.name).or_default() += 1;
            if let Some(at) = difference(&json_of(format, &bytes), &value) {
                failures.push(format!("{path}: {at}"));
            }
            match (plain::of(format).rewrite)(&bytes) {
                Ok(again) if again == bytes => {}
                Ok(_) => failures.push(format!("{path}: rewritten with other bytes: {value}")),
                Err(error) => failures.push(format!("{path}: {error}: {value}")),
            }
        }
    }
    assert!(failures.is_empty(), "{} failed:\n{}", failures.len(), failures.join("\n"));
    for format in FORMATS.iter().filter(|format| format.encode.is_some()) {
        let made = made.get(format.name).copied().unwrap_or_default();
        assert!(made > 20, "only {made} files of {}", format.name);
    }
}
