//! What is made from generated values reads back as these values, for every format.
//!
//! A value is the JSON of a good sample with some of its fields changed at random, and without the
//! numbers that the rest of it decides. `encode` may refuse it; what it makes must hold what was
//! asked for, and must be read and written by the typed reader as well.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_properties::samples;

use bytescope::formats::{self, FORMATS, Format};
use bytescope::inspect::{Bytes, DraftOptions, Limits};
use bytescope::view::PlainView;
use bytescope::view::json::Sight;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::fs;

/// Values made of each sample.
const ROUNDS: usize = 25;
/// Samples with more text than this are left to the other tests.
const MOST: usize = 6_000;

/// The tree as JSON, unless it has a fault.
fn json_of(format: &Format, data: &[u8]) -> Json {
    let outcome = (format.inspect)(data, Limits::default());
    let faults = outcome.tree.faults();
    assert!(faults.is_empty(), "{}: {faults:?}", format.name);
    let bytes = Bytes { source: data, buffers: &outcome.buffers };
    let sight = Sight { bytes, limits: Limits::default(), base: 0 };
    let view = PlainView { node: &outcome.tree, sight, file: None, faults: &[] };
    serde_json::from_str(&serde_json::to_string(&view).unwrap()).unwrap()
}

/// `SplitMix64`: the same numbers in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

/// The places of everything that is no object, and of whole lists.
fn places(json: &Json, at: &str, found: &mut Vec<String>) {
    match json {
        Json::Object(map) if !map.contains_key("$hex") => {
            map.iter().for_each(|(name, value)| places(value, &format!("{at}/{name}"), found));
        }
        Json::Array(items) => {
            found.push(at.to_owned());
            let items = items.iter().enumerate();
            items.for_each(|(index, item)| places(item, &format!("{at}/{index}"), found));
        }
        _ => found.push(at.to_owned()),
    }
}

/// Another value of the same kind.
fn change(json: &mut Json, random: &mut Random) {
    match json {
        Json::Number(number) => {
            let old = number.as_i64().unwrap_or_default();
            *json = match (number.is_f64(), random.below(4)) {
                (true, _) => json!((random.below(4000) as f64 - 2000.0) / 8.0),
                (_, 0) => json!(old.wrapping_add(1)),
                (_, 1) => json!(random.next() & 0xff),
                (_, 2) => json!(random.next() & 0xffff_ffff),
                (_, _) => json!(old ^ 1 << random.below(16)),
            };
        }
        // A number, and names that are shown in another way when they are no letters.
        Json::String(text) if text.parse::<f64>().is_ok() => {}
        Json::String(text) if text.len() == 4 => {
            *text = (0..4).map(|_| ['a', 'Z', '7', ' '][random.below(4)]).collect();
        }
        Json::String(text) => {
            let is_hex = !text.is_empty() && text.bytes().all(|b| b.is_ascii_hexdigit());
            let len = random.below(text.len() + 5);
            *text = match is_hex {
                true => (0..len).map(|_| format!("{:02x}", random.next() as u8)).collect(),
                false => (0..len).map(|_| ['a', 'Z', '7', 'é', ' '][random.below(5)]).collect(),
            };
        }
        Json::Array(items) if !items.is_empty() => {
            let (from, to) = (random.below(items.len()), random.below(items.len()));
            match random.below(3) {
                0 => drop(items.remove(from)),
                1 => items.insert(to, items[from].clone()),
                _ => items.swap(from, to),
            }
        }
        _ => {}
    }
}

/// Takes out every number without which the file is the same.
fn without_computed(format: &Format, data: &[u8]) -> Json {
    let mut json = json_of(format, data);
    let mut all = Vec::new();
    places(&json, "", &mut all);
    for place in all {
        if !json.pointer(&place).is_some_and(Json::is_u64) {
            continue;
        }
        let (above, name) = place.rsplit_once('/').unwrap();
        let Some(map) = json.pointer_mut(above).and_then(Json::as_object_mut) else { continue };
        let old = map.remove(name).unwrap();
        let again = (format.encode)(&json, DraftOptions::default());
        if !again.is_ok_and(|again| again == data) {
            let map = json.pointer_mut(above).and_then(Json::as_object_mut).unwrap();
            map.insert(name.to_owned(), old);
        }
    }
    json
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
        if json_of(format, &data).to_string().len() > MOST {
            continue;
        }
        let base = without_computed(format, &data);
        let mut all = Vec::new();
        places(&base, "", &mut all);
        let mut random = Random(data.iter().fold(7, |sum, b| sum * 31 % 1_000_003 + u64::from(*b)));
        for _ in 0..ROUNDS {
            let mut value = base.clone();
            for _ in 0..=random.below(2) {
                let place = &all[random.below(all.len())];
                if let Some(part) = value.pointer_mut(place) {
                    change(part, &mut random);
                }
            }
            let Ok(bytes) = (format.encode)(&value, DraftOptions::default()) else { continue };
            *made.entry(format.name).or_default() += 1;
            if let Some(at) = difference(&json_of(format, &bytes), &value) {
                wrong.push(format!("{path}: {at}"));
            }
            match (format.rewrite)(&bytes) {
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
