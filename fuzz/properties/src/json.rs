//! Files that are rewritten, or encoded from JSON.

use crate::{plain, split_format_line};
use bytescope::formats::Format;
use bytescope::inspect::{Buffers, DraftOptions, Limits};
use bytescope::view::PlainView;
use bytescope::view::json::JsonContext;
use serde_json::Value as Json;

/// Rewriting a rewritten file does not change it, if the format has an encoder. The first line of the
/// input names the format.
pub fn roundtrip(data: &[u8]) {
    let Some((format, data)) = split_format_line(data) else { return };
    if format.encode.is_none() {
        return;
    }
    let Ok(written) = (plain::of(format).rewrite)(data) else { return };
    let again = (plain::of(format).rewrite)(&written);
    assert_eq!(again.ok().as_deref(), Some(&*written), "{}: rewritten twice", format.name);
}

/// A file encoded from any JSON has no faults, and rewriting does not change it. The first line of
/// the input names the format; the rest is JSON.
pub fn json_encode(data: &[u8]) {
    let Some((format, text)) = split_format_line(data) else { return };
    let Ok(json) = serde_json::from_slice::<Json>(text) else { return };
    let Some(encode) = format.encode else { return };
    let Ok(encoded) = encode(&json, DraftOptions::default()) else { return };
    let (faults, _) = read(format, &encoded);
    assert!(faults.is_empty(), "{}: {json} is encoded with faults: {faults:?}", format.name);
    let again = (plain::of(format).rewrite)(&encoded);
    assert_eq!(again.ok().as_deref(), Some(&*encoded), "{}: {json}", format.name);
}

/// Returns the faults of a file, and its values as JSON.
pub(crate) fn read(format: &Format, data: &[u8]) -> (Vec<String>, Json) {
    let outcome = (format.inspect)(data, Limits::default());
    let faults =
        outcome.tree.recorded_faults().iter().map(|(at, fault)| format!("{at}: {fault}")).collect();
    let bytes = Buffers { source: data, buffers: &outcome.buffers };
    let context = JsonContext { bytes, limits: Limits::default(), base: 0 };
    let view = PlainView::new(&outcome.tree, context);
    (faults, serde_json::from_str(&serde_json::to_string(&view).unwrap()).unwrap())
}
