//! Extension keys of bytescope: their effects, and the errors for their misuse.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_inspect::{FaultKind, Limits, Node, Outcome};
use bytescope_ksy::{Report, Schema, SchemaSearch};

fn schema(text: &str) -> Result<Schema, Report> {
    Schema::parse("test.ksy".as_ref(), text.to_owned(), &SchemaSearch::default())
}

fn read(text: &str, data: &[u8]) -> Outcome<()> {
    schema(text).unwrap_or_else(|e| panic!("{e}")).inspect(data, Limits::default(), false)
}

fn faults(outcome: &Outcome<()>) -> Vec<(String, FaultKind)> {
    outcome.tree.recorded_faults().into_iter().map(|(path, fault)| (path, fault.kind)).collect()
}

fn child<'n>(node: &'n Node, name: &str) -> &'n Node {
    node.children.iter().find(|n| n.meta.name == name).unwrap()
}

const TRIMMED: &str = "
meta: {id: trimmed, endian: le, encoding: ASCII}
seq:
  - {id: len, type: u1}
  - {id: body, type: body, size: len, -trimmed-zeros: len < 100}
  - {id: end, type: u1}
types:
  body:
    seq:
      - {id: word, type: u4}
      - {id: signed, type: s2be}
      - {id: high, type: b3}
      - {id: low, type: b13}
      - {id: text, type: str, size: 4, terminator: 0}
      - {id: pair, type: pair}
      - {id: list, type: u2, repeat: expr, repeat-expr: 2}
      - {id: float, type: f8}
  pair: {seq: [{id: a, type: u1}, {id: b, type: u1}]}
";

/// A body reads the same, regardless of how many of its trailing zeros are omitted.
#[test]
fn omitted_trailing_zeros_are_read() {
    let mut whole = vec![1, 2, 3, 4, 0xff, 0xfe, 0xa0, 0, b'h', b'i', 0, 0, 7, 0, 1, 0];
    whole.resize(26, 0);
    for len in 0..=whole.len() {
        let mut body = whole.clone();
        body[len..].fill(0);
        let mut full = vec![26];
        full.extend(&body);
        full.push(9);
        let mut short = vec![u8::try_from(len).unwrap()];
        short.extend(&body[..len]);
        short.push(9);
        let (full, short) = (read(TRIMMED, &full), read(TRIMMED, &short));
        assert_eq!(faults(&short), [], "{len}");
        let (full, short) = (child(&full.tree, "body"), child(&short.tree, "body"));
        let values = |body: &Node| {
            let mut all: Vec<String> = Vec::new();
            let mut stack = vec![body.clone()];
            while let Some(node) = stack.pop() {
                let named = !node.meta.name.is_empty() && !node.is_filler();
                all.extend(named.then(|| format!("{} {}", node.meta.name, node.value)));
                stack.extend(node.children);
            }
            all
        };
        assert_eq!(values(short), values(full), "{len}");
        // The span of an omitted field does not extend past the end of the data.
        assert!(child(short, "float").span.end() <= 1 + len as u64, "{len}");
    }
}

#[test]
fn zeros_are_only_read_if_the_condition_is_true() {
    let mut data = vec![100, 1, 2];
    let outcome = read(TRIMMED, &data);
    assert_eq!(faults(&outcome)[0].1, FaultKind::Truncated);
    data[0] = 3;
    assert_eq!(faults(&read(TRIMMED, &data))[0].1, FaultKind::Truncated);
}

#[test]
fn trimmed_zeros_require_a_size() {
    let text = "
meta: {id: trimmed}
seq: [{id: body, type: body, -trimmed-zeros: true}]
types: {body: {seq: [{id: a, type: u1}]}}
";
    let report = schema(text).unwrap_err();
    assert_eq!(
        report.diagnostics[0].message,
        "`-trimmed-zeros` requires `size`, `size-eos` or `terminator`"
    );
}

/// A kind, a body whose type defines the appended byte, and a checksum over all three.
const APPENDED: &str = "
meta: {id: appended}
seq:
  - {id: kind, type: u1}
  - id: body
    type: {switch-on: kind, cases: {1: one, 2: two, _: other}}
  - {id: sum, type: u1, -checksum: {algorithm: sum-8, from: kind, to: body, append: body.extra}}
types:
  one: {seq: [{id: a, type: u1}], instances: {extra: {value: 10}}}
  two: {seq: [{id: a, type: u1}, {id: b, type: u1}], instances: {extra: {value: 20}}}
  other: {seq: [{id: a, type: u1}], instances: {extra: {value: 0, if: false}}}
";

#[test]
fn each_type_defines_its_appended_byte() {
    assert_eq!(faults(&read(APPENDED, &[1, 5, 16])), []);
    assert_eq!(faults(&read(APPENDED, &[2, 5, 6, 33])), []);
    let wrong = read(APPENDED, &[2, 5, 6, 23]);
    assert_eq!(faults(&wrong), [("sum".to_owned(), FaultKind::Mismatch)]);
}

#[test]
fn a_checksum_is_unverified_without_its_appended_byte() {
    let outcome = read(APPENDED, &[3, 5, 8]);
    assert_eq!(faults(&outcome), [("sum".to_owned(), FaultKind::Unverified)]);
    let sum = child(&outcome.tree, "sum");
    assert_eq!(sum.extra.as_ref().and_then(|e| e.verified), None);
    assert!(outcome.value.is_ok(), "it does not stop the reader");
}

/// A checksum in text must consist of hexadecimal digits only.
#[test]
fn text_checksums_must_be_hex_digits() {
    let text = "
meta: {id: text, encoding: ASCII}
seq:
  - {id: data, type: u1}
  - {id: sum, type: str, size: 2, -checksum: {algorithm: xor-8, from: data, to: data}}
";
    for (sum, valid) in [("0a", true), ("0A", true), (" a", false), ("+a", false), ("0b", false)] {
        let outcome = read(text, &[&[10], sum.as_bytes()].concat());
        assert_eq!(faults(&outcome).is_empty(), valid, "{sum:?}");
    }
}

/// A `valid` rule of a field may refer to the field itself, and to instances that use it.
#[test]
fn valid_rules_can_refer_to_their_field() {
    let text = "
meta: {id: rule}
seq: [{id: a, type: u1, valid: {expr: is_even and _ == a}}]
instances: {is_even: {value: a % 2 == 0}}
";
    assert_eq!(faults(&read(text, &[4])), []);
    assert_eq!(faults(&read(text, &[5])), [("a".to_owned(), FaultKind::Rule)]);
}

/// The name of a flag is shown in the specification's case; a count may have the specification's name.
#[test]
fn original_names() {
    let text = "
meta: {id: flags, bit-endian: be, endian: be}
seq:
  - {id: acc_final, -orig-id: ACC_FINAL, type: b1}
  - {id: kind, -orig-id: KIND, type: b7}
  - {id: fields_count, -orig-id: fields_count, type: u1}
  - {id: fields, type: u1, repeat: expr, repeat-expr: fields_count}
instances:
  is_open: {value: not acc_final}
";
    let outcome = read(text, &[0x81, 0]);
    let names: Vec<_> = outcome.tree.children.iter().map(|n| n.meta.name.as_ref()).collect();
    assert_eq!(names, ["ACC_FINAL", "kind", "fields_count", "fields"]);
    assert!(schema(text).unwrap().warnings().diagnostics.is_empty());
}

/// A value that depends on a fault, directly or through another value, has no fault of its own.
#[test]
fn consequences_of_a_fault_are_not_faults() {
    let text = "
meta: {id: short, endian: be}
seq:
  - {id: a, type: u1}
  - {id: b, type: u1}
instances:
  double: {value: b * 2}
  deeper: {value: double + 1}
  elsewhere: {pos: b, type: u1}
  division: {value: 1 / (a - a)}
  quotient: {value: division + 1}
";
    let outcome = schema(text).unwrap().inspect(&[1], Limits::default(), true);
    let found = outcome.tree.recorded_faults();
    let paths: Vec<_> = found.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["b", "division"], "{found:?}");
    let outcome = schema(text).unwrap().inspect(&[1, 0], Limits::default(), true);
    assert_eq!(child(&outcome.tree, "deeper").value.as_int(), Some(1));
}
