//! What `--json` prints of a good file is what `encode` makes the same file of, byte for byte;
//! and the numbers that a file decides itself may be left out.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod samples;

use bytescope::formats::{self, Format};
use bytescope::inspect::{Bytes, DraftOptions, FaultKind, Limits};
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

#[test]
fn good_samples_come_back() {
    let mut wrong = Vec::new();
    for sample in samples::all().into_iter().filter(samples::Sample::is_good) {
        let format = formats::by_name(&sample.format).unwrap();
        let data = fs::read(samples::root().join(&sample.path)).unwrap();
        let json = json_of(format, &data);
        match (format.encode)(&json, DraftOptions::default()) {
            Ok(again) if again == data => {}
            Ok(again) => wrong.push(format!(
                "{}: other bytes: {} {}",
                sample.path.display(),
                again.len(),
                data.len()
            )),
            Err(error) => wrong.push(format!("{}: {error}", sample.path.display())),
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}
