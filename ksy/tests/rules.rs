//! Rules whose violation does not stop reading: `-check` and `-content`; conditions for detection;
//! invalid sequences in strings.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_inspect::{FaultKind, Limits, Outcome};
use bytescope_ksy::{SampleParams, Sampler, Schema, SchemaSearch, SchemaVerdict};

fn schema(text: &str) -> Schema {
    let parsed = Schema::parse("test.ksy".as_ref(), text.to_owned(), &SchemaSearch::default());
    parsed.unwrap_or_else(|report| panic!("{report}"))
}

fn read(text: &str, data: &[u8]) -> Outcome<()> {
    schema(text).inspect(data, Limits::default(), true)
}

fn messages(outcome: &Outcome<()>) -> Vec<String> {
    let faults = outcome.tree.recorded_faults();
    faults.iter().map(|(path, fault)| format!("{path} at {}: {fault}", fault.offset)).collect()
}

const CHECKED: &str = "
meta: {id: checked}
seq:
  - {id: first, type: u1, -check: {max: 9}}
  - {id: list, type: u1, -check: {min: '_index == 0 ? 0 : list[_index - 1]'}, repeat: expr, repeat-expr: 3}
  - {id: last, type: u1, valid: {max: 100}, -check: {expr: _ > first}}
instances:
  sum: {value: first + last, -check: {any-of: [11, 12]}}
  double: {value: sum * 2}
";

#[test]
fn reading_continues_after_a_violated_check() {
    assert_eq!(messages(&read(CHECKED, &[2, 1, 1, 3, 9])), [""; 0]);
    let outcome = read(CHECKED, &[10, 5, 4, 3, 7]);
    assert!(outcome.value.is_ok());
    assert_eq!(outcome.end, 5);
    assert_eq!(
        messages(&outcome),
        [
            "first at 0: invalid value: expected at most 9, found 10",
            "list[1] at 2: invalid value: expected at least 5, found 4",
            "list[2] at 3: invalid value: expected at least 4, found 3",
            "last at 4: invalid value: expected a value that satisfies `-check` on line 6 of the schema, found 7",
            "sum at 0: invalid value: expected one of 11, 12, found 17",
        ]
    );
    let double = outcome.tree.children.iter().find(|node| node.meta.name == "double").unwrap();
    assert_eq!(double.value.as_int(), Some(34));
}

#[test]
fn a_violated_check_is_a_fault_of_the_file() {
    let limits = Limits::default();
    let verdict = schema(CHECKED).verdict(&[10, 1, 1, 1, 11], limits);
    let SchemaVerdict::Rejects { path, fault } = verdict else { panic!("{verdict:?}") };
    assert_eq!((path.as_str(), fault.kind, fault.fatal), ("first", FaultKind::Rule, false));
    assert_eq!(
        schema(CHECKED).verdict(&[1, 1, 1, 1, 11], limits),
        SchemaVerdict::Accepts { end: 5 }
    );
}

/// A rule that depends on a field that could not be read is not reported.
#[test]
fn a_check_is_not_a_consequence_of_another_fault() {
    let text = "
meta: {id: cause}
seq:
  - {id: body, type: body, size: 1}
  - {id: after, type: u1, -check: {max: body.b}}
types:
  body: {seq: [{id: a, type: u1}, {id: b, type: u1}]}
";
    let found = messages(&read(text, &[1, 2]));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("body.b at 1: unexpected end of data"), "{found:?}");
}

#[test]
fn samples_satisfy_checks() {
    let schema = schema(CHECKED);
    for index in 0..20 {
        let params = SampleParams { seed: 7, index, size: 20 };
        let made = Sampler::new(&schema).generate(params).unwrap();
        assert_eq!(messages(&schema.inspect(&made, Limits::default(), true)), [""; 0]);
    }
}

const ZONE: &str = "
meta: {id: zone, encoding: ASCII}
seq:
  - {id: rule, type: str, terminator: 10, -content: posix_tz}
  - {id: after, type: u1}
";

#[test]
fn time_zone_strings_are_verified() {
    for rule in ["", "UTC0", "CET-1CEST,M3.5.0,M10.5.0/3", "<-02>2<-01>,M3.5.0/-1,M10.5.0/0"] {
        assert_eq!(messages(&read(ZONE, format!("{rule}\nx").as_bytes())), [""; 0], "{rule}");
    }
    let outcome = read(ZONE, b"CET\nx");
    let message = "rule at 0: invalid value: expected a POSIX TZ string, found \"CET\"";
    assert_eq!(messages(&outcome), [message]);
    assert_eq!(outcome.end, 5);
}

const PICTURE: &str = "
meta: {id: picture}
seq:
  - {id: width, type: u2le}
  - {id: height, type: u2le}
  - {id: code_size, type: u1, -check: {min: 1, max: 8}}
  - {id: data, type: sub_blocks, -content: 'gif_lzw(code_size, width * height)'}
  - {id: end, contents: [0x3b]}
types:
  sub_blocks:
    seq: [{id: blocks, type: sub_block, repeat: until, repeat-until: _.len_data == 0}]
  sub_block:
    seq: [{id: len_data, type: u1}, {id: data, size: len_data, if: len_data != 0}]
";

#[test]
fn lzw_codes_are_verified() {
    // Codes of 3 bits: clear, 1, 6 (11), 5 (end).
    let data = [2, 0x8c, 0x0b, 0];
    let file = |width: u8, height: u8, data: &[u8]| {
        [&[width, 0, height, 0, 2][..], data, &[0x3b]].concat()
    };
    for (width, height) in [(3, 1), (1, 2), (0, 500_u16 as u8), (0, 0)] {
        assert_eq!(messages(&read(PICTURE, &file(width, height, &data))), [""; 0]);
    }
    let outcome = read(PICTURE, &file(2, 2, &data));
    assert_eq!(
        messages(&outcome),
        ["data at 5: does not match the image size: expected 4 pixels, found 3 pixels"]
    );
    assert_eq!(outcome.end, 10);
    // Clear, 7: the table has no string for this code.
    assert_eq!(
        messages(&read(PICTURE, &file(2, 2, &[1, 0x3c, 0]))),
        ["data at 6: invalid LZW data"]
    );
    // Only the code size is a fault.
    let mut wide = file(2, 2, &data);
    wide[4] = 200;
    let found = messages(&read(PICTURE, &wide));
    assert_eq!(found, ["code_size at 4: invalid value: expected at most 8, found 200"]);
}

#[test]
fn samples_have_valid_content() {
    for (text, size) in [(ZONE, 20), (PICTURE, 200)] {
        let schema = schema(text);
        let mut sizes = std::collections::BTreeSet::new();
        for index in 0..30 {
            let params = SampleParams { seed: 3, index, size };
            let made = Sampler::new(&schema).generate(params).unwrap();
            assert_eq!(messages(&schema.inspect(&made, Limits::default(), true)), [""; 0]);
            sizes.insert(made.len());
        }
        assert!(sizes.len() > 3, "{sizes:?}");
    }
}

#[test]
fn a_condition_restricts_detection() {
    let text = "
meta: {id: detected, endian: be, -detect: minor != 0 or major >= 45}
seq:
  - {id: magic, contents: [0xca, 0xfe, 0xba, 0xbe]}
  - {id: minor, type: u2}
  - {id: major, type: u2}
  - {id: body, size: 4}
";
    let schema = schema(text);
    for (data, detected) in [
        (&b"\xca\xfe\xba\xbe\0\0\0\x34body"[..], true),
        (b"\xca\xfe\xba\xbe\0\0\0\x02body", false),
        (b"\xca\xfe\xba\xbe\0\0\0\x02", false),
        (b"\xca\xfe\xba\xbe\0\x01\0\x02", true),
        (b"\xca\xfe\xba\xbe\0", true),
        (b"\xca\xfe\xba\xbf\0\0\0\x34body", false),
    ] {
        assert_eq!(schema.matches(data), detected, "{data:x?}");
    }
}

const TEXT: &str = "
meta: {id: text, encoding: MUTF-8}
seq:
  - {id: len_text, type: u1}
  - {id: text, type: str, size: len_text}
  - {id: after, type: u1}
";

#[test]
fn modified_utf_8_is_decoded() {
    let outcome = read(TEXT, b"\x0aa\xc0\x80\xed\xa0\xbd\xed\xb8\x80b!");
    assert_eq!(messages(&outcome), [""; 0]);
    assert_eq!(outcome.tree.children[1].value.to_string(), format!("{:?}", "a\0😀b"));
}

#[test]
fn invalid_modified_utf_8_is_located() {
    for (data, offset) in [
        (&b"\x02a\0!"[..], 2),
        (b"\x04\xf0\x9f\x98\x80!", 1),
        (b"\x03ab\x80!", 3),
        (b"\x02\xc1\x81!", 1),
    ] {
        let outcome = read(TEXT, data);
        let message = format!("text at {offset}: invalid modified UTF-8");
        assert_eq!(messages(&outcome), [message]);
        assert_eq!(outcome.end, data.len() as u64);
    }
}

/// Bytes after a fault in a field of known size are not trailing bytes.
#[test]
fn bytes_after_a_fault_are_unread() {
    let text = "
meta: {id: whole, -complete: true}
seq:
  - {id: body, type: body, size: 4}
types:
  body: {seq: [{id: a, type: u1, valid: 1}, {id: b, size: 3}]}
";
    assert_eq!(messages(&read(text, &[1, 2, 3, 4])), [""; 0]);
    assert_eq!(messages(&read(text, &[1, 2, 3, 4, 5])), ["uncovered at 4: 1 trailing byte"]);
    let found = messages(&read(text, &[2, 2, 3, 4]));
    assert_eq!(found, ["body.a at 0: invalid value: expected 1, found 2"]);
}
