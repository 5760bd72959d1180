//! What is made from generated values reads back as these values, for every format.
//!
//! A value is the JSON of a good sample with some of its fields changed at random, and without the
//! numbers that the rest of it decides. `encode` may refuse it; what it makes must hold what was
//! asked for, and must be read and written by the typed reader as well.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_properties::{plain, samples};

use bytescope::formats::{self, FORMATS, Format};
use bytescope::generate::Values;
use bytescope::inspect::{Bytes, DraftOptions, Limits};
use bytescope::view::PlainView;
use bytescope::view::json::Sight;
use bytescope_ksy::Random;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::fs;

/// Values made of each sample.
const ROUNDS: usize = 25;

/// The tree as JSON, unless it has a fault.
fn json_of(format: &Format, data: &[u8]) -> Json {
    let outcome = (format.inspect)(data, Limits::default());
    let faults = outcome.tree.recorded_faults();
    assert!(faults.is_empty(), "{}: {faults:?}", format.name);
    let bytes = Bytes { source: data, buffers: &outcome.buffers };
    let sight = Sight { bytes, limits: Limits::default(), base: 0 };
    let view = PlainView { node: &outcome.tree, sight, file: None, faults: &[] };
    serde_json::from_str(&serde_json::to_string(&view).unwrap()).unwrap()
}

/// The first place where `read` does not hold what `asked` does.
fn difference(read: &Json, asked: &Json) -> Option<String> {
    let here = || Some(format!(": {asked} became {read}"));
    match (read, asked) {
        (Json::Object(read), Json::Object(asked)) => asked.iter().find_map(|(name, asked)| {
            let read = read.get(name).unwrap_or(&Json::Null);
            difference(read, asked).map(|rest| format!("/{name}{rest}"))
        }),
        (Json::Array(read), Json::Array(asked)) if read.len() == asked.len() => {
            let mut pairs = read.iter().zip(asked).enumerate();
            pairs.find_map(|(i, (read, asked))| {
                difference(read, asked).map(|rest| format!("/{i}{rest}"))
            })
        }
        (Json::Number(read), Json::Number(asked)) if read.as_f64() == asked.as_f64() => None,
        // A number may be given where it has a name, and as text.
        (Json::String(_), Json::Number(_)) => None,
        (read, Json::String(asked)) if asked.trim().parse::<u64>().is_ok() => {
            let same = read.as_u64().is_none_or(|read| asked.trim() == read.to_string());
            if same { None } else { here() }
        }
        _ => {
            if read == asked {
                None
            } else {
                here()
            }
        }
    }
}

#[test]
fn generated_values_come_back() {
    let mut made: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for sample in samples::all().into_iter().filter(samples::Sample::is_good) {
        let Some(format) = formats::by_name(&sample.format) else { continue };
        let data = fs::read(samples::root().join(&sample.path)).unwrap();
        let path = sample.path.display().to_string();
        // Samples with much text are left to the other tests.
        let Some(values) = Values::of(format, &data) else { continue };
        let mut random =
            Random::new(data.iter().fold(7, |sum, b| sum * 31 % 1_000_003 + u64::from(*b)));
        for _ in 0..ROUNDS {
            let value = values.changed(&mut random);
            let Ok(bytes) = format.encode.unwrap()(&value, DraftOptions::default()) else {
                continue;
            };
            *made.entry(format.name).or_default() += 1;
            if let Some(at) = difference(&json_of(format, &bytes), &value) {
                wrong.push(format!("{path}: {at}"));
            }
            match (plain::of(format).rewrite)(&bytes) {
                Ok(again) if again == bytes => {}
                Ok(_) => wrong.push(format!("{path}: written as other bytes: {value}")),
                Err(error) => wrong.push(format!("{path}: {error}: {value}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    for format in FORMATS {
        let made = made.get(format.name).copied().unwrap_or_default();
        assert!(made > 20, "only {made} files of {}", format.name);
    }
}
