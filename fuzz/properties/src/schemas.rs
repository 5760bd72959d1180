//! Kaitai schemas: loading any text, and reading any bytes with those that are here.

use crate::first_line;
use bytescope::formats::SCHEMAS;
use bytescope::inspect::{Bytes, Limits, Outcome};
use bytescope::view::PlainView;
use bytescope::view::json::Sight;
use bytescope_ksy::{Schema, Search};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Small bounds, so that what takes long takes it because of a defect.
pub(crate) const LIMITS: Limits =
    Limits { depth: 60, nodes: 20_000, inflated: 1 << 20, idle: 1000 };

/// Schemas that only the fuzz targets use, besides those that are built in.
const TEXTS: &[(&str, &str)] = &[
    ("everyday", include_str!("../../schemas/everyday.ksy")),
    ("hostile", include_str!("../../schemas/hostile.ksy")),
];

static SCHEMAS_READ: LazyLock<BTreeMap<&str, Schema>> = LazyLock::new(|| {
    let built_in = SCHEMAS.iter().map(|schema| (schema.name, schema.text));
    let all = built_in.chain(TEXTS.iter().copied());
    all.map(|(name, text)| {
        let path = format!("{name}.ksy");
        let schema = Schema::parse(path.as_ref(), text.to_owned(), &Search::default());
        (name, schema.unwrap_or_else(|report| panic!("{report}")))
    })
    .collect()
});

/// The schema of that name.
pub fn schema(name: &str) -> Option<&'static Schema> {
    SCHEMAS_READ.get(name)
}

/// The names of all schemas that [`ksy_data`] knows.
pub fn schema_names() -> impl Iterator<Item = &'static str> {
    SCHEMAS_READ.keys().copied()
}

/// Reading any bytes with a schema ends within its bounds, and gives a tree that can be shown. The
/// first line of the input names the schema.
pub fn ksy_data(data: &[u8]) {
    let Some((name, data)) = first_line(data) else { return };
    let Some(schema) = schema(name) else { return };
    for instances in [false, true] {
        shows(&schema.inspect(data, LIMITS, instances), data);
    }
}

/// Any text as a schema: an error with a place, or a schema that reads bytes within its bounds.
pub fn ksy_load(data: &[u8]) {
    let text = String::from_utf8_lossy(data).into_owned();
    match Schema::parse("fuzz.ksy".as_ref(), text, &Search::default()) {
        Err(report) => {
            assert!(report.has_errors(), "refused without an error");
            let _ = report.to_string();
        }
        Ok(schema) => {
            let _ = schema.warnings().to_string();
            shows(&schema.inspect(data, LIMITS, true), data);
        }
    }
}

/// A tree can be shown, and its places lie within its buffers.
fn shows(outcome: &Outcome<()>, data: &[u8]) {
    let bytes = Bytes { source: data, buffers: &outcome.buffers };
    outcome.tree.walk(&mut |path, node| {
        let end = bytes.buffer(node.span.buffer).len() as u64;
        let (start, len) = (node.span.start(), node.span.len());
        assert!(len == 0 || node.span.end() <= end, "{path}: {start}+{len} of {end} bytes");
    });
    let sight = Sight { bytes, limits: LIMITS, base: 0 };
    let view = PlainView { node: &outcome.tree, sight, file: None, faults: &[] };
    let _ = serde_json::to_string(&view).unwrap();
}
