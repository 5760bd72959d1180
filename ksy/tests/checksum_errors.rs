//! Errors of checksums in schemas, and of keys that resemble extension keys.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_ksy::{Report, Schema, SchemaSearch};

fn parse(text: &str) -> Result<Schema, Report> {
    Schema::parse("test.ksy".as_ref(), text.to_owned(), &SchemaSearch::default())
}

fn schema(text: &str) -> Schema {
    parse(text).unwrap_or_else(|report| panic!("{report}"))
}

/// Returns the messages of the errors of a schema.
fn errors(text: &str) -> Vec<String> {
    let report = parse(text).map(drop).unwrap_err();
    report.diagnostics.iter().map(|d| d.message.clone()).collect()
}

fn with_field(field: &str) -> String {
    format!(
        "meta: {{id: t, endian: le, encoding: ASCII}}\nseq:\n  - {{id: a, size: 4}}\n  - {{id: s, {field}}}\n  \
         - {{id: b, size: 4}}\ninstances: {{i: {{value: 1}}, far: {{pos: 0, size: 2}}}}\n"
    )
}

#[test]
fn impossible_ranges_are_errors() {
    let before = "checksum range ends before it starts";
    let itself = "checksum range contains the checksum itself";
    for (rule, expected) in [
        ("from: b, to: a", before),
        ("from: a, to: b", itself),
        ("from: a, to: s", itself),
        ("from: _root.a, to: _root.b", itself),
        ("from: _root.b, to: a", before),
        ("range: [4, 2]", before),
        ("range: [-1, 2]", "offset must not be negative"),
        ("range: [1]", "expected a list of two expressions: the start and end offset"),
        ("range: [0, a]", "`range` must be an integer, not bytes"),
        ("range: [0, 2], from: a", "`from` not allowed with `range`"),
        ("from: c", "unknown field `c` in `seq`"),
        ("to: _root.c", "unknown field `c` in type `t`"),
        ("from: i, to: a", "a checksum range cannot start or end with a computed instance"),
        ("from: _parent", "expected the path of a field, such as `body` or `_parent.header`"),
        ("from: 1 + 2", "expected the path of a field, such as `body` or `_parent.header`"),
        ("from: a, to: a, self: one", "expected `zero`, found `one`"),
    ] {
        let text = with_field(&format!("type: u4, -checksum: {{algorithm: crc-32, {rule}}}"));
        assert_eq!(errors(&text), [expected], "{rule}");
    }
    schema(&with_field("type: u4, -checksum: {algorithm: crc-32, from: far, to: far}"));
}

#[test]
fn checksums_that_cover_each_other_are_errors() {
    let text = "
meta: {id: cycle, endian: le}
seq:
  - {id: head, type: head}
  - {id: a, type: u4, -checksum: {algorithm: crc-32, from: head, to: head}}
  - {id: c, type: u4, -checksum: {algorithm: crc-32, from: b, to: b}}
  - {id: b, type: u1}
types:
  head: {seq: [{id: x, type: u1}, {id: s, type: u4, -checksum: {algorithm: crc-32, from: _parent.a, to: _parent.b}}]}
";
    assert_eq!(errors(text), ["checksums cover each other: `s` and `a`"]);
    // The checksums of different cases do not cover each other.
    schema(
        "
meta: {id: cases, endian: le}
seq:
  - {id: kind, type: u1}
  - {id: body, type: {switch-on: kind, cases: {1: one, 2: two}}}
types:
  one: {seq: [{id: a, type: u1, -checksum: {algorithm: sum-8, from: b, to: b}}, {id: b, type: u1}]}
  two: {seq: [{id: a, type: u1}, {id: b, type: u1, -checksum: {algorithm: sum-8, from: a, to: a}}]}
",
    );
}

#[test]
fn checksums_must_fit_their_fields() {
    let message = |name: &str, expected: u64, found: u64| {
        vec![format!("{name} does not fit its field: expected {expected} bits, found {found} bits")]
    };
    for (field, algorithm, expected) in [
        ("type: u4", "crc-16/arc", message("CRC-16/ARC", 16, 32)),
        ("type: u2", "crc-32", message("CRC-32", 32, 16)),
        ("size: 3", "crc-16/arc", message("CRC-16/ARC", 16, 24)),
        ("type: b12", "crc-16/arc", message("CRC-16/ARC", 16, 12)),
        ("type: u1", "sum-16", message("sum-16", 16, 8)),
        ("type: u4", "adler-32", vec![]),
        ("type: u4", "fletcher-16", message("Fletcher-16", 16, 32)),
        ("type: str, size: 4", "crc-32", message("CRC-32", 32, 16)),
        ("type: u2", "crc-15/can", vec![]),
        ("type: u4", "crc-15/can", message("CRC-15/CAN", 15, 32)),
        ("type: b15", "crc-15/can", vec![]),
        ("type: u4", "xor-8", vec![]),
        (
            "type: u1",
            "{width: 8, poly: 0x107}",
            vec!["`poly` out of range for 8 bits: expected at most 0xff, found 0x107".to_owned()],
        ),
        (
            "type: u1",
            "{width: 65, poly: 7}",
            vec!["`width` out of range: expected 1 to 64, found 65".to_owned()],
        ),
        ("type: u1", "{width: 8}", vec!["missing key `poly`".to_owned()]),
        ("type: u2", "{width: 8, poly: 7}", message("CRC-8/SMBUS", 8, 16)),
    ] {
        let text = with_field(&format!("{field}, -checksum: {{algorithm: {algorithm}, to: a}}"));
        let found = parse(&text).map_or_else(
            |report| report.diagnostics.iter().map(|d| d.message.clone()).collect(),
            |_| Vec::new(),
        );
        assert_eq!(found, expected, "{field} {algorithm}");
    }
    let repeated = "type: u1, repeat: expr, repeat-expr: 2, -checksum: {algorithm: sum-8, to: a}";
    assert_eq!(errors(&with_field(repeated)), ["`-checksum` not allowed with `repeat`"]);
    let text = "meta: {id: t}\ninstances: {i: {value: 1, -checksum: {algorithm: sum-8}}}";
    assert_eq!(errors(text), ["`-checksum` not allowed with `value`"]);
    let text = "meta: {id: t}\ninstances: {i: {pos: 0, type: u1, -checksum: {algorithm: sum-8}}}";
    assert_eq!(errors(text), ["checksum range requires `from` and `to`"]);
}

/// A typo does not switch verification off. Keys of other tools are ignored.
#[test]
fn keys_similar_to_extension_keys_are_errors() {
    let help = |text: &str| {
        let report = parse(text).map(drop).unwrap_err();
        assert_eq!(report.diagnostics.len(), 1, "{report}");
        let found = &report.diagnostics[0];
        format!("{}; {}", found.message, found.help.clone().unwrap_or_default())
    };
    for (key, known) in [
        ("-checksums", "-checksum"),
        ("-cheksum", "-checksum"),
        ("-check-sum", "-checksum"),
        ("-check_sum", "-checksum"),
        ("-Checksum", "-checksum"),
        ("-units", "-unit"),
        ("-unti", "-unit"),
        ("-checks", "-check"),
        ("-hexx", "-hex"),
        ("-contents", "-content"),
        ("-frames", "-frame"),
        ("-trimmed-zero", "-trimmed-zeros"),
    ] {
        let field = format!("meta: {{id: t}}\nseq: [{{id: a, size: 1, {key}: 1}}]");
        let found = help(&field);
        assert!(found.starts_with(&format!("unknown key `{key}`")), "{found}");
        assert!(found.ends_with(&format!("did you mean `{known}`?")), "{found}");
        for text in [
            format!("meta: {{id: t, {key}: 1}}"),
            format!("meta: {{id: t}}\n{key}: 1"),
            format!("meta: {{id: t}}\ntypes: {{u: {{{key}: 1}}}}"),
            format!("meta: {{id: t}}\nenums: {{e: {{1: {{id: x, {key}: 1}}}}}}"),
            format!("meta: {{id: t}}\ninstances: {{i: {{value: 1, {key}: 1}}}}"),
            format!("meta: {{id: t}}\nparams: [{{id: x, {key}: 1}}]"),
        ] {
            assert!(help(&text).contains(&format!("`{key}`")), "{text}");
        }
    }
    let misplaced = help("meta: {id: t}\n-frame: {max-size: 9}");
    assert_eq!(
        misplaced,
        "unknown key `-frame` in a type; `-frame` is a key of the top-level `meta`"
    );
    let inside = "meta: {id: t}\nseq: [{id: a, size: 1}, {id: s, type: u1, -checksum: {algorithm: sum-8, -append: 1}}]";
    assert!(help(inside).starts_with("unknown key `-append` in `-checksum`"));
    for key in
        ["-webide-representation", "-affected-by", "-comment", "-orig-id", "-author", "-default"]
    {
        schema(&format!(
            "meta: {{id: t, {key}: 1}}\n{key}: 1\nseq: [{{id: a, size: 1, {key}: 1}}]\n\
             enums: {{e: {{1: {{id: x, {key}: 1}}}}}}"
        ));
    }
}
