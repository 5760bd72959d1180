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

/// The values of a body are the same, regardless of the number of omitted trailing zeros.
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
fn omitted_zeros_are_read_only_if_the_condition_is_true() {
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

/// A kind, a body whose type defines the appended byte, and a checksum over the kind, body and
/// appended byte.
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
    let mismatch = read(APPENDED, &[2, 5, 6, 23]);
    assert_eq!(faults(&mismatch), [("sum".to_owned(), FaultKind::Mismatch)]);
}

#[test]
fn a_checksum_is_unverified_without_its_appended_byte() {
    let outcome = read(APPENDED, &[3, 5, 8]);
    assert_eq!(faults(&outcome), [("sum".to_owned(), FaultKind::Unverified)]);
    let sum = child(&outcome.tree, "sum");
    assert_eq!(sum.extra.as_ref().and_then(|e| e.verified), None);
    assert!(outcome.value.is_ok(), "an unverified checksum stops reading");
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

/// A `valid` rule of a field can refer to the field itself and to instances that use the field.
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

/// Returns the messages of all faults, including those of instances.
fn messages(text: &str, data: &[u8]) -> Vec<String> {
    let outcome = schema(text).unwrap().inspect(data, Limits::default(), true);
    outcome.tree.recorded_faults().iter().map(|(path, fault)| format!("{path}: {fault}")).collect()
}

/// Messages show values as the tree does, sizes with grouped digits, and checksums with all digits.
#[test]
fn messages_use_the_notation_of_the_field() {
    let text = "
meta: {id: notation, endian: be}
seq:
  - {id: tag, type: u2, valid: 0x1234, -hex: true}
  - {id: size, type: u2, valid: {max: 4096}, -unit: bytes}
  - {id: sum, type: u2, -checksum: {algorithm: fletcher-16/ubx, from: tag, to: size}}
";
    let first = "tag: invalid value: expected 0x1234, found 0x1235";
    assert_eq!(messages(text, &[0x12, 0x35, 0, 0, 0, 0])[0], first);
    let second = "size: invalid value: expected at most 4,096, found 65,535";
    assert_eq!(messages(text, &[0x12, 0x34, 0xff, 0xff, 0, 0])[0], second);
    let third = "sum: Fletcher-16/UBX mismatch: expected 0xe446, found 0x0001";
    assert_eq!(messages(text, &[0x12, 0x34, 0, 0, 0, 1]), [third]);
}

#[test]
fn elements_of_empty_arrays_are_faults() {
    let text = "
meta: {id: empty}
seq:
  - {id: list, type: u1, repeat: expr, repeat-expr: 0}
  - {id: pair, type: u1, repeat: expr, repeat-expr: 1}
instances:
  most: {value: list.max}
  least: {value: list.min}
  head: {value: list.first}
  tail: {value: list.last}
  second: {value: 'pair[1]'}
  part: {value: '\"a\".substring(0, 2)'}
";
    assert_eq!(
        messages(text, &[1]),
        [
            "most: the array is empty",
            "least: the array is empty",
            "head: the array is empty",
            "tail: the array is empty",
            "second: index 1 is out of range: 1 item",
            "part: substring 0 to 2 is out of range: 1 character",
        ]
    );
}

#[test]
fn faults_of_zlib_streams_are_distinguished() {
    let text = "
meta: {id: packed}
seq: [{id: body, size-eos: true, process: zlib}]
";
    for (data, message) in [
        (&b"\x78\xda\x01\0\0\xff\xff\0\0\0\x01"[..], None),
        (b"not zlib", Some("invalid zlib header (RFC 1950)")),
        (b"\x78\xda\x07", Some("invalid DEFLATE data (RFC 1951)")),
        (
            b"\x78\xda\x01",
            Some("truncated DEFLATE data: expected a final block, found end of data"),
        ),
        (
            b"\x78\xda\x01\0\0\xff\xff\0\0\0\x02",
            Some("Adler-32 mismatch: expected 0x00000001, found 0x00000002"),
        ),
    ] {
        let expected: Vec<String> = message.iter().map(|text| format!("body: {text}")).collect();
        assert_eq!(messages(text, data), expected);
    }
}

/// A flag is shown with its name in the specification, and a count with that name causes no
/// warning.
#[test]
fn names_of_the_specification_are_accepted() {
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

/// A value that depends on a field with a fault, directly or indirectly, is not reported as a
/// fault.
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

/// A truncated field of known size shows the fields in the bytes that exist.
#[test]
fn truncated_container_is_shown() {
    let text = "
        meta: {id: box, endian: le}
        seq:
          - {id: length, type: u1}
          - {id: body, size: length, type: body}
          - {id: last, type: u1}
        types:
          body:
            seq:
              - {id: kind, type: u1}
              - {id: items, type: item, repeat: eos}
          item:
            seq:
              - {id: size, type: u1}
              - {id: data, size: size, type: pair}
          pair:
            seq:
              - {id: a, type: u1}
              - {id: b, type: u2}
        ";
    let outcome = read(text, &[20, 7, 3, 1, 2, 3, 3, 4]);
    let body = child(&outcome.tree, "body");
    assert_eq!(child(body, "kind").value.to_string(), "7");
    let items = &child(body, "items").children;
    assert_eq!(child(child(&items[0], "data"), "b").value.to_string(), "770");
    assert_eq!(child(child(&items[1], "data"), "a").value.to_string(), "4");
    let faults: Vec<String> =
        outcome.tree.recorded_faults().iter().map(|(path, f)| format!("{path}: {f}")).collect();
    assert_eq!(
        faults.first().unwrap(),
        "body: unexpected end of data: expected 20 bytes, found 7 bytes"
    );
}

const PACKED: &str = "
meta: {id: packed, endian: be, bit-endian: be}
seq:
  - {id: count, type: b3}
  - {id: items, type: item, -packed: true, repeat: expr, repeat-expr: count}
  - {id: end, type: u1}
types:
  item:
    seq:
      - {id: offset, type: b5, -signed: twos-complement}
      - {id: correction, type: b6, -signed: sign-magnitude}
";

/// Bits: 010, 11111 100011, 10000 011111, and padding.
#[test]
fn packed_objects_start_at_any_bit_and_bit_fields_may_be_signed() {
    let outcome = read(PACKED, &[0b0101_1111, 0b1000_1110, 0b0000_1111, 0b1000_0000, 9]);
    assert_eq!(faults(&outcome), []);
    let items = child(&outcome.tree, "items");
    let value = |item: usize, name: &str| format!("{:?}", child(&items.children[item], name).value);
    assert_eq!(value(0, "offset"), "Int(-1)");
    assert_eq!(value(0, "correction"), "Int(-3)");
    assert_eq!(value(1, "offset"), "Int(-16)");
    assert_eq!(value(1, "correction"), "UInt(31)");
    assert_eq!(format!("{:?}", child(&outcome.tree, "end").value), "UInt(9)");
}

#[test]
fn keys_for_numbers_require_fields_of_their_types() {
    let cases = [
        ("{id: a, type: u1, -number: integer}", "`-number` requires a string that is not repeated"),
        (
            "{id: a, type: b1, -signed: twos-complement}",
            "`-signed` requires a bit field of at least two bits",
        ),
        (
            "{id: a, type: u2, -signed: sign-magnitude}",
            "`-signed` requires a bit field of at least two bits",
        ),
        (
            "{id: a, type: u1, -packed: true}",
            "`-packed` requires a user-defined type without a size",
        ),
        ("{id: a, type: b4, -signed: ones}", "unknown representation `ones`"),
        (
            "{id: a, type: str, size: 2, encoding: ASCII, -number: real}",
            "unknown number type `real`",
        ),
    ];
    for (field, expected) in cases {
        let text = format!("meta: {{id: a, endian: be}}\nseq: [{field}]");
        let report = schema(&text).err().map(|report| report.to_string()).unwrap_or_default();
        assert!(report.contains(expected), "{field}: {report}");
    }
}
