//! Files written with schemas.

use crate::first_line;
use crate::schemas::{LIMITS, schema};
use bytescope::inspect::{Buffers, DraftOptions, Outcome};
use bytescope::ksy::SchemaWriter;
use bytescope::view::PlainView;
use bytescope::view::json::JsonContext;
use serde_json::Value as Json;

/// Maximum size of an input in bytes. A file is written several times.
const MAX_SIZE: usize = 4096;

/// A valid file is written from its values byte for byte, and a file written from any JSON is valid.
/// The first line of the input names the schema; the rest is JSON if it starts with `{`, otherwise
/// a file.
pub fn ksy_write(data: &[u8]) {
    let Some((name, data)) = first_line(data) else { return };
    let Some(schema) = schema(name) else { return };
    if data.len() > MAX_SIZE {
        return;
    }
    let writer = SchemaWriter::new(&schema);
    let options = DraftOptions::default();
    if data.starts_with(b"{")
        && let Ok(json) = serde_json::from_slice::<Json>(data)
    {
        let encoded = writer.encode(&json, options);
        if let Some(lists) = writer.encode_lists(data, options) {
            assert_eq!(encoded.as_ref().ok(), Some(&lists), "{name}: {json}");
        }
        if let Ok(written) = encoded {
            let outcome = schema.inspect(&written, LIMITS, false);
            let faults = outcome.tree.recorded_faults();
            let is_invalid = faults.iter().any(|(_, fault)| fault.limit().is_none());
            assert!(!is_invalid, "{name}: {json} is encoded with faults: {faults:?}");
        }
        return;
    }
    let outcome = schema.inspect(data, LIMITS, false);
    if !outcome.tree.recorded_faults().is_empty() {
        return;
    }
    let mut json = to_json(&outcome, data);
    if let Some(lists) = writer.encode_lists(json.to_string().as_bytes(), options) {
        assert_eq!(writer.encode(&json, options).ok(), Some(lists), "{name}: {json}");
    }
    if let Some(rest) = schema.remainder(&json, data)
        && let Some(map) = json.as_object_mut()
    {
        map.insert("$rest".to_owned(), rest);
    }
    let written = writer.encode(&json, options);
    let written = written.unwrap_or_else(|error| panic!("{name}: {json} is not encoded: {error}"));
    assert_eq!(written, data, "{name}: {json}");
}

fn to_json(outcome: &Outcome<()>, data: &[u8]) -> Json {
    let bytes = Buffers { source: data, buffers: &outcome.buffers };
    let context = JsonContext { bytes, limits: LIMITS, base: 0 };
    let node = &outcome.tree;
    let view = PlainView::new(node, context);
    serde_json::from_str(&serde_json::to_string(&view).unwrap()).unwrap()
}
