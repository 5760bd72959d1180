//! `set` over every sample of a built-in format: a field keeps its value byte for byte, and a new value changes no byte
//! of another field.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope::edit::PatchOptions;
use bytescope::inspect::Value;
use bytescope::{AnyFormat, Document};
use bytescope_properties::samples;
use std::fs;

/// Maximum number of fields per sample, evenly distributed.
const MAX_FIELDS: usize = 60;

/// Leaves dependent fields unchanged.
const KEEP: PatchOptions = PatchOptions { keep: true, truncate: false, resize: false };

struct Field {
    path: String,
    value: String,
    /// Another value of the same size.
    other: Option<String>,
    /// Byte range.
    span: std::ops::Range<usize>,
    /// True for a range of bits.
    is_bits: bool,
}

/// Leaf fields of the file.
fn fields(document: &Document) -> Vec<Field> {
    let mut fields = Vec::new();
    document.tree().walk(&mut |path, node| {
        let extra = node.extra.as_deref();
        let is_hidden = extra.is_some_and(|e| e.filler || e.lossy || e.mapped.is_some());
        if node.span.buffer.0 > 0 || node.span.is_empty() || is_hidden {
            return;
        }
        let integer = |n: i128| (n.to_string(), Some((n ^ 1).to_string()));
        let (value, other) = match &node.value {
            Value::UInt(n) => integer((*n).into()),
            Value::Int(n) => integer((*n).into()),
            Value::Label(label) => (label.name.to_string(), Some((label.raw ^ 1).to_string())),
            Value::F32(n) => (n.to_string(), Some("1.5".to_owned())),
            Value::F64(n) => (n.to_string(), Some("1.5".to_owned())),
            Value::Text(text) => (text.to_string(), None),
            Value::Bytes => (hex(document.bytes_of(node)), None),
            _ => return,
        };
        let index = |offset: u64| usize::try_from(offset).unwrap();
        let span = index(node.span.start())..index(node.span.end());
        let is_bits = extra.is_some_and(|extra| extra.bits.is_some());
        fields.push(Field { path: path.to_string(), value, other, span, is_bits });
    });
    let step = fields.len().div_ceil(MAX_FIELDS).max(1);
    fields.into_iter().step_by(step).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Runs `test` with each valid sample of a format that can be changed.
fn each_sample(test: impl Fn(&Document, &[Field], &str)) {
    for sample in samples::all().iter().filter(|sample| sample.is_valid()) {
        let format = AnyFormat::named(&sample.format).unwrap();
        if format.built_in().is_none() {
            continue;
        }
        let bytes = fs::read(samples::root().join(&sample.path)).unwrap();
        let document = Document::from_bytes(bytes, format);
        test(&document, &fields(&document), &sample.path.display().to_string());
    }
}

#[test]
fn present_values_change_no_byte() {
    each_sample(|document, fields, name| {
        for Field { path, value, .. } in fields {
            let changed = document.set(&[format!("{path}={value}").parse().unwrap()], KEEP);
            assert_eq!(changed.as_deref(), Ok(document.bytes()), "{name}: {path}={value}");
        }
    });
}

#[test]
fn other_values_change_only_their_field() {
    each_sample(|document, fields, name| {
        let mut changes = 0;
        for Field { path, other, span, is_bits, .. } in fields {
            let Some(other) = other else { continue };
            let changed = match document.set(&[format!("{path}={other}").parse().unwrap()], KEEP) {
                Ok(changed) => changed,
                // The value is out of range, or changes the type of the field.
                Err(error) => {
                    assert!(!error.message.contains("in place"), "{name}: {path}: {error}");
                    continue;
                }
            };
            let old = document.bytes();
            assert_eq!(changed.len(), old.len());
            let differ = (0..old.len()).filter(|at| old[*at] != changed[*at]);
            assert!(differ.clone().all(|at| span.contains(&at)), "{name}: {path}={other}");
            changes += differ.count().min(1);
            if *is_bits {
                let again = Document::from_bytes(changed, document.format().clone());
                let parent = path.rsplit_once('.').map_or("", |(parent, _)| parent);
                assert_eq!(
                    bits(document, parent, path),
                    bits(&again, parent, path),
                    "{name}: {path}"
                );
            }
        }
        assert!(changes > 0 || fields.iter().all(|field| field.other.is_none()), "{name}");
    });
}

/// Values of the bit ranges of a field, except the one at `changed`.
fn bits(document: &Document, field: &str, changed: &str) -> Vec<(String, Option<i128>)> {
    let found = document.select(&field.parse().unwrap());
    let ranges = found.iter().flat_map(|(_, node)| &node.children);
    let named = ranges.map(|range| (format!("{field}.{}", range.meta.name), range.as_int()));
    named.filter(|(path, _)| path != changed).collect()
}
