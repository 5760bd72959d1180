//! Text in schemas and in data: encodings and their names, files of schemas, and YAML as other
//! libraries accept it.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_inspect::{Limits, Outcome};
use bytescope_ksy::{Report, SampleParams, Sampler, Schema, SchemaSearch, Severity};
use std::path::Path;

fn schema(text: &str) -> Schema {
    let parsed = Schema::parse("test.ksy".as_ref(), text.to_owned(), &SchemaSearch::default());
    parsed.unwrap_or_else(|report| panic!("{report}"))
}

fn report(text: &str) -> Report {
    match Schema::parse("test.ksy".as_ref(), text.to_owned(), &SchemaSearch::default()) {
        Ok(schema) => schema.warnings().clone(),
        Err(report) => report,
    }
}

/// Returns the diagnostics: line, column, message and help.
fn diagnostics(text: &str) -> Vec<String> {
    let report = report(text);
    let line = |d: &bytescope_ksy::Diagnostic| {
        let help = d.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        format!("{}:{}: {}{help}", d.loc.line, d.loc.col, d.message)
    };
    report.diagnostics.iter().map(line).collect()
}

fn read(schema: &Schema, data: &[u8]) -> Outcome<()> {
    schema.inspect(data, Limits::default(), true)
}

fn values(outcome: &Outcome<()>) -> Vec<String> {
    outcome.tree.children.iter().map(|node| node.value.to_string()).collect()
}

fn faults(outcome: &Outcome<()>) -> Vec<String> {
    let faults = outcome.tree.recorded_faults();
    faults.iter().map(|(path, fault)| format!("{path} at {}: {fault}", fault.offset)).collect()
}

#[test]
fn invalid_text_is_a_fault_and_reading_continues() {
    for (encoding, bytes, shown, message) in [
        ("ASCII", &b"ab\x80d"[..], "\"ab\u{fffd}d\"", "s at 3: invalid ASCII"),
        ("UTF-8", b"ab\xc3(", "\"ab\u{fffd}(\"", "s at 3: invalid UTF-8"),
        ("UTF-16LE", b"a\0\x00\xdc", "\"a\u{fffd}\"", "s at 3: invalid UTF-16LE"),
        ("UTF-16BE", b"\xd8\0\0a", "\"\u{fffd}a\"", "s at 1: invalid UTF-16BE"),
        ("windows-1252", b"abc\x81", "\"abc\u{fffd}\"", "s at 4: invalid windows-1252"),
        ("Shift_JIS", b"a\x82 b", "\"a\u{fffd} b\"", "s at 2: invalid Shift_JIS"),
    ] {
        let text = format!(
            "meta: {{id: t}}\nseq: [{{id: a, type: u1}}, {{id: s, type: str, size: 4, encoding: {encoding}}}, {{id: z, type: u1}}]"
        );
        let data = [b"\x07", bytes, b"\x09"].concat();
        let outcome = read(&schema(&text), &data);
        assert!(outcome.value.is_ok(), "{encoding}");
        assert_eq!(faults(&outcome), [message]);
        assert_eq!(values(&outcome), ["7", shown, "9"], "{encoding}");
    }
}

#[test]
fn invalid_text_in_lists_and_expressions_is_located() {
    let schema = schema(
        "
meta: {id: t, encoding: ASCII}
seq:
  - {id: names, type: str, size: 2, repeat: expr, repeat-expr: 3}
  - {id: raw, size: 3}
instances:
  text: {value: raw.to_s('UTF-8')}
  first: {value: 'names[0]'}",
    );
    let outcome = read(&schema, b"abc\xffefx\xe9y");
    assert_eq!(faults(&outcome), ["names[1] at 3: invalid ASCII", "text at 7: invalid UTF-8"]);
    let text = outcome.tree.child("text").unwrap();
    assert_eq!(text.value.to_string(), "\"x\u{fffd}y\"");
    assert!(faults(&read(&schema, b"abcdef\xe2\x82\xac")).is_empty());
}

#[test]
fn names_of_encodings_may_be_spelled_freely() {
    for (name, canonical) in [
        ("utf-16-le", "UTF-16LE"),
        ("utf_16_be", "UTF-16BE"),
        ("utf8", "UTF-8"),
        ("Latin 1", "ISO-8859-1"),
        ("cp850", "IBM850"),
        ("sjis", "Shift_JIS"),
    ] {
        let text = format!("meta: {{id: t}}\nseq: [{{id: s, type: strz, encoding: {name}}}]");
        let found = report(&text);
        assert!(!found.has_errors());
        let message = format!("`{name}` is not the canonical name: use `{canonical}`");
        assert_eq!(found.diagnostics[0].message, message);
        assert!(found.diagnostics[0].style);
        let text = format!("meta: {{id: t}}\nseq: [{{id: s, type: strz, encoding: {canonical}}}]");
        assert!(diagnostics(&text).is_empty());
    }
    let unknown = report("meta: {id: t}\nseq: [{id: s, type: strz, encoding: UTF-9}]");
    assert_eq!((unknown.count(Severity::Warning), unknown.diagnostics[0].style), (1, false));
}

#[test]
fn samples_are_valid_in_their_encoding() {
    for name in ["ASCII", "UTF-16", "UTF-32", "IBM037", "KOI8-U", "Shift_JIS", "GB18030"] {
        let text = format!(
            "meta: {{id: t}}\nseq: [{{id: n, type: u1}}, {{id: s, type: str, size: n * 4, encoding: {name}}}]"
        );
        let schema = schema(&text);
        for index in 0..20 {
            let params = SampleParams { seed: 3, index, size: 100 };
            let data = Sampler::new(&schema).generate(params).unwrap();
            assert_eq!(faults(&read(&schema, &data)), [""; 0], "{name}");
        }
    }
}

#[test]
fn schemas_may_have_a_byte_order_mark_or_be_utf_16() {
    let text = "meta: {id: t}\nseq: [{id: a, type: u1}]";
    assert!(diagnostics(&format!("\u{feff}{text}")).is_empty());
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("utf-16.ksy");
    let units: Vec<u8> =
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    std::fs::write(&path, units).unwrap();
    let schema = Schema::open(&path, &SchemaSearch::default()).unwrap();
    assert_eq!(values(&read(&schema, b"\x05")), ["5"]);
    std::fs::write(&path, b"meta: {id: \xff}").unwrap();
    let report = Schema::open(&path, &SchemaSearch::default()).unwrap_err();
    assert_eq!(
        report.diagnostics[0].message,
        "cannot read the schema: invalid UTF-8 at offset 0xb"
    );
}

#[test]
fn an_import_may_be_a_string() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(folder.join("text_part.ksy"), "meta: {id: text_part}\nseq: [{id: x, type: u1}]")
        .unwrap();
    let path = folder.join("text_whole.ksy");
    let text = "meta:\n  id: whole\n  imports: text_part\nseq: [{id: a, type: text_part}]";
    std::fs::write(&path, text).unwrap();
    assert!(
        Schema::open(&path, &SchemaSearch::default()).unwrap().warnings().diagnostics.is_empty()
    );
    std::fs::write(&path, "meta:\n  id: whole\n  imports: {a: b}\n").unwrap();
    let report = Schema::open(&path, &SchemaSearch::default()).unwrap_err();
    assert_eq!(report.diagnostics[0].message, "expected a schema name, found a mapping");
}

#[test]
fn types_may_have_the_names_of_types_of_parameters() {
    for name in ["bool", "bytes", "struct", "io", "any", "u3", "f2", "int", "string", "b0"] {
        let text = format!(
            "
meta: {{id: t}}
seq:
  - {{id: one, type: {name}}}
  - {{id: list, type: {name}, repeat: expr, repeat-expr: 2}}
  - {{id: chosen, type: {{switch-on: one.v, cases: {{1: {name}}}}}}}
instances:
  sum: {{value: 'one.v + list[1].v + chosen.as<t::{name}>.v'}}
types:
  {name}: {{seq: [{{id: v, type: u1}}]}}"
        );
        let outcome = read(&schema(&text), &[1, 2, 3, 4]);
        assert_eq!(faults(&outcome), [""; 0], "{name}");
        assert_eq!(outcome.tree.child("sum").unwrap().value.as_int(), Some(8), "{name}");
    }
    // In parameters and casts, the name is that of the built-in type.
    let text = "
meta: {id: t}
seq: [{id: a, type: bool}, {id: b, type: p(a.v > 1)}]
types:
  bool: {seq: [{id: v, type: u1}]}
  p: {params: [{id: on, type: bool}], instances: {not_on: {value: not on}}}";
    assert_eq!(diagnostics(text), [""; 0]);
}

/// Lines of quoted strings and flow collections need no deeper indentation than their key.
#[test]
fn lines_of_a_value_may_be_indented_freely() {
    let text = "
meta:
  id: t
  title: \"a
b\"
doc: 'one

two'
seq:
  - {id: a, type: u1,
doc: first}
  - id: b
    size: '1 +
  1'
    contents: [1,
2]
types:
  unused:
    seq: [
{id: c, type: u1},
  {id: d, type: u1}
]
instances:
  name:
    value: 'a == 2 ?
    \"it''s\" : \"Off\"'";
    let schema = schema(text);
    assert_eq!(schema.title(), "a b");
    assert_eq!(schema.doc(), "one two");
    let outcome = read(&schema, &[2, 1, 2]);
    assert_eq!(faults(&outcome), [""; 0]);
    assert_eq!(outcome.tree.child("name").unwrap().value.to_string(), "\"it's\"");
    // Positions are those of the file.
    assert_eq!(
        diagnostics("meta: {id: t}\nseq:\n  - {id: a,\ntype: u7}\n  - {id: b, type: u9}"),
        [
            "4:7: unknown type `u7` (integers have 1, 2, 4 or 8 bytes; use `b56` for 56 bits)",
            "5:19: unknown type `u9` (integers have 1, 2, 4 or 8 bytes)",
        ]
    );
}

#[test]
fn merge_keys_add_the_entries_of_a_mapping() {
    let text = "
meta: {id: t, endian: be}
seq:
  - &field
    id: a
    type: u2
    doc: word
  - <<: *field
    id: b
  - <<: [{type: u1}, *field]
    id: c";
    let outcome = read(&schema(text), &[1, 2, 3, 4, 5]);
    assert_eq!(values(&outcome), ["258", "772", "5"]);
    let wrong = "meta: {id: t}\nseq:\n  - <<: text\n    id: c";
    assert_eq!(diagnostics(wrong), ["3:9: `<<` must be a mapping, not `text`"]);
}

#[test]
fn style_warnings_can_be_hidden() {
    let text = |meta: &str| {
        format!(
            "
meta: {{id: t, {meta} encoding: utf8}}
seq: [{{id: size, type: u1}}, {{id: name, type: str, size: size}}, {{id: x, type: strz, encoding: UTF-9}}]"
        )
    };
    let found = report(&text(""));
    assert_eq!(found.diagnostics.iter().filter(|d| d.style).count(), 2, "{found}");
    assert_eq!(found.diagnostics.len(), 3);
    let hidden = report(&text("-style: false,"));
    assert_eq!(hidden.diagnostics.len(), 1, "{hidden}");
    assert!(hidden.diagnostics[0].message.contains("unknown encoding"));
    assert_eq!(report(&text("-style: true,")).diagnostics.len(), 3);
}

#[test]
fn contents_must_be_text_or_bytes() {
    let of = |contents: &str| {
        diagnostics(&format!("meta: {{id: t}}\nseq: [{{id: a, contents: {contents}}}]"))
    };
    for (contents, message) in [
        (
            "0x4c4f",
            "found the number `0x4c4f` (use a list of bytes: [0x4c, 0x4f], or quotes for a string)",
        ),
        ("65", "found the number `65` (use a list of bytes: [0x41], or quotes for a string)"),
        ("1.5", "found the number `1.5` (use quotes for a string, or a list of bytes)"),
        ("-1", "found the number `-1` (use quotes for a string, or a list of bytes)"),
        ("true", "found the boolean `true` (use quotes for a string, or a list of bytes)"),
    ] {
        assert_eq!(
            of(contents),
            [format!("2:25: expected a string or a list of bytes, {message}")]
        );
    }
    assert_eq!(
        of("[0x4c4f, a, true]"),
        [
            "2:26: expected an integer from 0 to 255, found 19535 (use one number per byte: 0x4c, 0x4f)",
            "2:37: expected a byte or a string, found the boolean `true` (use quotes for a string)",
        ]
    );
    for contents in ["'0x4c4f'", "\"65\"", "PK", "0x4c4g", "1.2.3", "[0x4c, 79, 'a', b]", "e5"] {
        assert_eq!(of(contents), [""; 0], "{contents}");
    }
}

/// Constants of strings are searched and collected in the encoding of their field.
#[test]
fn constants_are_encoded() {
    let of = |encoding: &str| {
        schema(&format!(
            "meta: {{id: t}}\nseq: [{{id: a, type: str, size: 4, encoding: {encoding}, valid: '\"AB\"'}}]"
        ))
    };
    assert_eq!(of("UTF-16LE").constants(), [b"A\0B\0".to_vec()]);
    assert_eq!(of("IBM037").constants(), [b"\xc1\xc2".to_vec()]);
}

/// Time does not grow with the number of values whose lines are not indented.
#[test]
fn many_lines_that_are_not_indented_are_a_limit() {
    let field = |index: usize| format!("  - id: a{index}\n    doc: 'a\nb'\n    type: u1\n");
    let fields = |count: usize| (0..count).map(field).collect::<String>();
    assert_eq!(diagnostics(&format!("meta: {{id: t}}\nseq:\n{}", fields(100))), [""; 0]);
    let comment = "#".repeat(1 << 20);
    assert_eq!(
        diagnostics(&format!("{comment}\nmeta: {{id: t}}\nseq:\n{}", fields(40))),
        ["1:1: limit reached: more than 31 values with lines not indented"]
    );
}
