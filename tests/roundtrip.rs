//! What `--json` prints of a good file is what `encode` makes the same file of, byte for byte;
//! and the numbers that a file decides itself may be left out.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod samples;

use bytescope::formats::{self, Format};
use bytescope::inspect::{Bytes, DraftOptions, Limits};
use bytescope::view::PlainView;
use bytescope::view::json::Sight;
use serde_json::Value as Json;
use std::fs;

fn json_of(format: &Format, data: &[u8]) -> Json {
    let outcome = (format.inspect)(data, Limits::default());
    let bytes = Bytes { source: data, buffers: &outcome.buffers };
    let sight = Sight { bytes, limits: Limits::default(), base: 0 };
    let view = PlainView { node: &outcome.tree, sight, file: None, faults: &[] };
    serde_json::from_str(&serde_json::to_string(&view).unwrap()).unwrap()
}

/// Good samples whose JSON `encode` still refuses, with a message that says so.
const REFUSED: [&str; 1] = ["samples/png/exif"];

#[test]
fn good_samples_come_back() {
    let mut wrong = Vec::new();
    for sample in samples::all().into_iter().filter(samples::Sample::is_good) {
        let format = formats::by_name(&sample.format).unwrap();
        let data = fs::read(samples::root().join(&sample.path)).unwrap();
        let path = sample.path.display().to_string();
        let again = (format.encode)(&json_of(format, &data), DraftOptions::default());
        if REFUSED.iter().any(|refused| path.starts_with(refused)) {
            assert!(again.unwrap_err().to_string().contains("cannot be made from JSON"), "{path}");
            continue;
        }
        match again {
            Ok(again) if again == data => {}
            Ok(again) => wrong.push(format!("{path}: {} other bytes", again.len())),
            Err(error) => wrong.push(format!("{path}: {error}")),
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// Files in which such a number also says whether another field exists, so that it must be given.
const DECIDING: [&str; 2] = ["samples/zip/encrypted.zip", "samples/zip/signed.apk"];

/// Numbers that the rest of a file confirms are found out when they are left out.
#[test]
fn what_the_file_decides_may_be_left_out() {
    let mut wrong = Vec::new();
    for sample in samples::all().into_iter().filter(samples::Sample::is_good) {
        let format = formats::by_name(&sample.format).unwrap();
        let path = sample.path.display().to_string();
        if REFUSED.iter().chain(&DECIDING).any(|refused| path.starts_with(refused)) {
            continue;
        }
        let data = fs::read(samples::root().join(&sample.path)).unwrap();
        let mut json = json_of(format, &data);
        let outcome = (format.inspect)(&data, Limits::default());
        let mut left_out = 0;
        outcome.tree.walk(&mut |at, node| {
            let verified = node.extra.as_ref().is_some_and(|e| e.verified.is_some());
            if verified && node.as_int().is_some() {
                left_out += usize::from(remove(&mut json, &at.to_string()));
            }
        });
        let again = (format.encode)(&json, DraftOptions::default());
        match again {
            Ok(again) if again == data => {}
            Ok(_) => wrong.push(format!("{path} without {left_out} numbers: other bytes")),
            Err(error) => wrong.push(format!("{path} without {left_out} numbers: {error}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Takes the field at a path out of the JSON.
fn remove(json: &mut Json, path: &str) -> bool {
    let (above, name) = path.rsplit_once('.').unwrap_or(("", path));
    let pointer: String = above
        .split(['.', '[', ']'])
        .filter(|step| !step.is_empty())
        .map(|step| format!("/{step}"))
        .collect();
    let map = json.pointer_mut(&pointer).and_then(Json::as_object_mut);
    map.is_some_and(|map| map.remove(name).is_some())
}
