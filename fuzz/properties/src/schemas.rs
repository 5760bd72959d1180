//! Kaitai schemas: any text loaded as a schema, and any bytes read with a schema.

use crate::first_line;
use bytescope::AnyFormat;
use bytescope::formats::{FORMATS, SCHEMAS};
use bytescope::inspect::{Buffers, Limits, Outcome};
use bytescope::view::PlainView;
use bytescope::view::json::JsonContext;
use bytescope_ksy::{Schema, SchemaSearch};
use std::sync::{Arc, LazyLock};

/// Small limits, so that only defects make reading slow.
pub(crate) const LIMITS: Limits = Limits {
    depth: 60,
    nodes: 20_000,
    decompressed: 1 << 20,
    empty_items: 1000,
    ..Limits::DEFAULT
};

/// Additional schemas for the fuzz targets.
const FUZZ_SCHEMAS: &[(&str, &str)] = &[
    ("everyday", include_str!("../../schemas/everyday.ksy")),
    ("hostile", include_str!("../../schemas/hostile.ksy")),
];

static ADDITIONAL: LazyLock<Vec<AnyFormat>> = LazyLock::new(|| {
    let parse = |(name, text): &(&str, &str)| {
        let path = format!("{name}.ksy");
        let schema = Schema::parse(path.as_ref(), (*text).to_owned(), &SchemaSearch::default());
        AnyFormat::from(schema.unwrap_or_else(|report| panic!("{report}")))
    };
    FUZZ_SCHEMAS.iter().map(parse).collect()
});

/// Returns the built-in format or additional schema with this name.
pub fn format_named(name: &str) -> Option<AnyFormat> {
    if FUZZ_SCHEMAS.iter().any(|(known, _)| *known == name) {
        return ADDITIONAL.iter().find(|format| format.name() == name).cloned();
    }
    // `AnyFormat::named` also searches for similar names, which takes time.
    format_names().any(|known| known == name).then(|| AnyFormat::named(name).ok()).flatten()
}

/// Returns the names of all built-in formats and additional schemas.
pub fn format_names() -> impl Iterator<Item = &'static str> {
    let built_in = FORMATS.iter().map(|format| format.name);
    let schemas = SCHEMAS.iter().map(|schema| schema.name);
    built_in.chain(schemas).chain(FUZZ_SCHEMAS.iter().map(|(name, _)| *name))
}

/// Returns the built-in or additional schema with this name.
pub(crate) fn schema(name: &str) -> Option<Arc<Schema>> {
    format_named(name)?.schema().cloned()
}

/// Reading any bytes with a schema ends within the limits and results in a valid tree. The first
/// line of the input names the schema.
pub fn ksy_data(data: &[u8]) {
    let Some((name, data)) = first_line(data) else { return };
    let Some(schema) = schema(name) else { return };
    for instances in [false, true] {
        check_tree(&schema.inspect(data, LIMITS, instances), data);
    }
}

/// Any text, loaded as a schema, results in an error or in a schema that reads within the limits.
pub fn ksy_load(data: &[u8]) {
    let text = String::from_utf8_lossy(data).into_owned();
    match Schema::parse("fuzz.ksy".as_ref(), text, &SchemaSearch::default()) {
        Err(report) => {
            assert!(report.has_errors(), "rejected without an error");
            let _ = report.to_string();
        }
        Ok(schema) => {
            let _ = schema.warnings().to_string();
            check_tree(&schema.inspect(data, LIMITS, true), data);
        }
    }
}

/// Checks that a tree can be printed, and that its spans are within its buffers.
fn check_tree(outcome: &Outcome<()>, data: &[u8]) {
    let bytes = Buffers { source: data, buffers: &outcome.buffers };
    outcome.tree.walk(&mut |path, node| {
        let end = bytes.buffer(node.span.buffer).len() as u64;
        let (start, len) = (node.span.start(), node.span.len());
        assert!(len == 0 || node.span.end() <= end, "{path}: {start}+{len} of {end} bytes");
    });
    let context = JsonContext { bytes, limits: LIMITS, base: 0 };
    let view = PlainView::new(&outcome.tree, context);
    let _ = serde_json::to_string(&view).unwrap();
}
