//! Writing from JSON: what is computed, what is refused, and what is carried besides the values.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_inspect::DraftOptions;
use bytescope_ksy::{Schema, SchemaSearch, SchemaWriter};
use serde_json::{Value as Json, json};

fn schema(text: &str) -> Schema {
    let parsed = Schema::parse("test.ksy".as_ref(), text.to_owned(), &SchemaSearch::default());
    parsed.unwrap_or_else(|report| panic!("{report}"))
}

fn encode_with(text: &str, json: &Json, options: DraftOptions) -> Result<String, String> {
    let schema = schema(text);
    let encoded = SchemaWriter::new(&schema).encode(json, options);
    encoded.map(hex::encode).map_err(|error| error.to_string())
}

fn encode(text: &str, json: &Json) -> Result<String, String> {
    encode_with(text, json, DraftOptions::default())
}

fn written(text: &str, json: &Json) -> String {
    encode(text, json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

fn refused(text: &str, json: &Json) -> String {
    encode(text, json).expect_err("accepted")
}

const LENGTHS: &str = "
meta: {id: lengths, endian: le}
seq:
  - {id: size, type: u2}
  - {id: first, size: size - 3}
  - {id: second, size: (size - 3) / 2}
";

#[test]
fn one_length_determines_two_fields() {
    assert_eq!(written(LENGTHS, &json!({"first": "aabbcc", "second": "01"})), "0600aabbcc01");
    assert_eq!(
        refused(LENGTHS, &json!({"first": "aabbcc", "second": "0102"})),
        "second: has 2 bytes, but first requires 1 byte here (size = 6)"
    );
    assert_eq!(
        refused(LENGTHS, &json!({"size": 9, "first": "aabbcc", "second": "01"})),
        "first: has 3 bytes, but the schema requires 6 bytes (size = 9)"
    );
    assert_eq!(refused(LENGTHS, &json!({"second": "01"})), "first: is missing");
}

const BITS: &str = "
meta: {id: bits, endian: be}
seq:
  - {id: high, type: b5}
  - {id: flag, type: b1}
  - {id: next, type: u1}
  - {id: low, type: low}
types:
  low:
    meta: {bit-endian: le}
    seq:
      - {id: a, type: b3}
      - {id: b, type: b10}
";

#[test]
fn bits_of_both_orders_are_filled() {
    let values = json!({"high": 17, "flag": true, "next": 1, "low": {"a": 5, "b": 1000}});
    assert_eq!(written(BITS, &values), "8c01451f");
    let mut wrong = values.clone();
    wrong["high"] = json!(32);
    assert_eq!(refused(BITS, &wrong), "high: 32 is out of range (0 to 31)");
    wrong["high"] = json!(-1);
    assert_eq!(refused(BITS, &wrong), "high: -1 is out of range (0 to 31)");
}

const TEXT: &str = "
meta: {id: text, encoding: ASCII}
seq:
  - {id: zero, type: strz, size: 5}
  - {id: padded, type: str, size: 5, pad-right: 0x2e}
  - {id: key, type: str, terminator: 0x3a, consume: false}
  - {id: colon, contents: ':'}
  - {id: line, type: str, terminator: 10, include: true}
  - {id: rest, type: str, terminator: 59, eos-error: false}
";

#[test]
fn text_is_terminated_and_padded() {
    let values = json!({"zero": "ab", "padded": "abc", "key": "k", "line": "v\n", "rest": "r"});
    assert_eq!(written(TEXT, &values), "6162000000616263 2e2e6b3a760a72".replace(' ', ""));
    let change = |name: &str, text: &str| {
        let mut values = values.clone();
        values[name] = json!(text);
        refused(TEXT, &values)
    };
    assert_eq!(change("zero", "a\0b"), "zero: contains the terminator of its field");
    assert_eq!(change("zero", "abcdef"), "zero: has 6 bytes, but the field has 5 bytes");
    assert_eq!(change("zero", "é"), "zero: contains characters that cannot be encoded");
    let padded = "padded: ends with the padding byte 0x2e, which reading would remove";
    assert_eq!(change("padded", "a."), padded);
    assert_eq!(change("key", "a:b"), "key: contains the terminator of its field");
    assert_eq!(change("line", "v"), "line: must contain the terminator once, at its end");
    let truncate = DraftOptions { truncate: true, ..DraftOptions::default() };
    let mut long = values.clone();
    long["zero"] = json!("abcdefgh");
    assert!(encode_with(TEXT, &long, truncate).unwrap().starts_with("6162636465"));
}

const TABLE: &str = "
meta: {id: table, endian: be}
seq:
  - {id: count, type: u1}
  - {id: entries, type: entry, repeat: expr, repeat-expr: count}
types:
  entry:
    seq:
      - {id: offset, type: u2}
      - {id: length, type: u1}
    instances:
      body: {io: _root._io, pos: offset, size: length}
";

#[test]
fn bodies_of_a_table_are_placed() {
    let values = json!({"entries": [{"body": "aabb"}, {"body": "cc"}]});
    assert_eq!(written(TABLE, &values), "02000702000901aabbcc");
    // The same place is legal if the bytes agree.
    let shared = json!({"entries": [{"body": "aabb"}, {"body": "aa", "offset": 7}]});
    assert_eq!(written(TABLE, &shared), "02000702000701aabb");
    let conflict = json!({"entries": [{"body": "aabb"}, {"body": "cc", "offset": 7}]});
    let message = "entries[1].body: overlaps other data at 0x7 and differs from it";
    assert_eq!(refused(TABLE, &conflict), message);
    let count = json!({"count": 1, "entries": [{"body": "aabb"}, {"body": "cc"}]});
    let message = "entries: has 2 items, but the schema requires 1 item (count = 1)";
    assert_eq!(refused(TABLE, &count), message);
}

const FOOTER: &str = "
meta: {id: footer, endian: le}
seq:
  - {id: data, size: 3}
instances:
  footer: {pos: _io.size - 4, type: trailer}
types:
  trailer: {seq: [{id: magic, contents: FT}, {id: start, type: u2}]}
";

#[test]
fn a_directory_at_the_end_extends_the_file() {
    let values = json!({"data": "010203", "footer": {"start": 7}});
    assert_eq!(written(FOOTER, &values), "01020346540700");
}

const TAGS: &str = "
meta: {id: tags, endian: be, encoding: UTF-8}
seq:
  - {id: len_list, type: u1}
  - {id: list, size: len_list, type: list}
types:
  list: {seq: [{id: items, type: item, repeat: eos}]}
  item:
    seq:
      - {id: tag, type: u1, enum: tag}
      - {id: len, type: u1}
      - id: body
        size: len
        type: {switch-on: tag, cases: {'tag::number': number, 'tag::name': name}}
      - {id: padding, size: (2 - _io.pos) % 2}
  number: {seq: [{id: value, type: u2}]}
  name: {seq: [{id: text, type: str, size-eos: true}]}
enums:
  tag: {1: number, 2: name}
";

#[test]
fn tags_lengths_and_padding_follow_the_bodies() {
    let values = json!({"list": {"items": [{"body": {"value": 258}}, {"body": {"text": "é!"}}]}});
    assert_eq!(written(TAGS, &values), "0a010201020203c3a92100");
    let unknown = json!({"list": {"items": [{"tag": 9, "body": "ff"}]}});
    assert_eq!(written(TAGS, &unknown), "040901ff00");
    let misnamed = json!({"list": {"items": [{"tag": "numbr", "body": {"value": 1}}]}});
    let message = "list.items[0].tag: unknown value 'numbr'; did you mean 'number'?";
    assert_eq!(refused(TAGS, &misnamed), message);
    let other = json!({"list": {"items": [{"tag": "name", "body": {"value": 1}}]}});
    let message = "list.items[0].body: unknown field 'value'; known fields: text";
    assert_eq!(refused(TAGS, &other), message);
}

const PACKED: &str = "
meta: {id: packed, endian: le}
seq:
  - {id: len, type: u1}
  - {id: key, type: u1}
  - {id: body, size: len, type: inner, process: xor(key)}
  - {id: sum, type: u1, -checksum: {algorithm: xor-8, from: len, to: body}}
types:
  inner: {seq: [{id: n, type: u1}, {id: bytes, size: n}]}
";

#[test]
fn processed_data_is_packed_and_checksums_come_last() {
    let values = json!({"key": 0x0f, "body": {"bytes": "0102"}});
    assert_eq!(written(PACKED, &values), "030f0d0e0d02");
    let wrong = json!({"key": 15, "body": {"bytes": "0102"}, "sum": 1});
    assert!(refused(PACKED, &wrong).starts_with("sum: XOR-8 mismatch: expected 0x02"));
    let keep = DraftOptions { keep: true, ..DraftOptions::default() };
    assert_eq!(encode_with(PACKED, &wrong, keep).unwrap(), "030f0d0e0d01");
}

const FLAGS: &str = "
meta: {id: flags, endian: be}
seq:
  - {id: flags, type: u1}
  - {id: units, type: u1}
  - {id: extra, type: u2, if: (flags & 4) != 0}
  - {id: data, size: (units + 1) * 4}
";

#[test]
fn flags_and_units_are_solved() {
    assert_eq!(
        written(FLAGS, &json!({"extra": 5, "data": "0011223344556677"})),
        "040100050011223344556677"
    );
    let message = "extra: is given, but its condition `if` is false (flags = 129)";
    assert_eq!(refused(FLAGS, &json!({"flags": 129, "extra": 5, "data": "00112233"})), message);
    let message = "data: has 3 bytes, but the schema requires 4 bytes (units = 0)";
    assert_eq!(refused(FLAGS, &json!({"flags": 0, "data": "001122"})), message);
    let message = "extra: is missing, and no other field determines it";
    assert_eq!(refused(FLAGS, &json!({"flags": 4, "data": "00112233"})), message);
}

const VARINT: &str = "
meta: {id: varint, endian: be}
seq:
  - {id: groups, type: group, repeat: until, repeat-until: not _.more}
  - {id: body, size: total - groups.size}
instances:
  total:
    value: >-
      groups[groups.size - 1].value + (groups.size >= 2 ? groups[groups.size - 2].value << 7 : 0)
types:
  group: {seq: [{id: more, type: b1}, {id: value, type: b7}]}
";

#[test]
fn a_length_of_variable_size_counts_itself() {
    let body = |len: usize| json!({"body": "ab".repeat(len)});
    assert_eq!(written(VARINT, &body(126)), format!("7f{}", "ab".repeat(126)));
    assert_eq!(written(VARINT, &body(127)), format!("8101{}", "ab".repeat(127)));
    let long = json!({"groups": [{"more": true, "value": 1}, {"more": false, "value": 0}], "body": "ab".repeat(126)});
    assert_eq!(written(VARINT, &long), format!("8100{}", "ab".repeat(126)));
    assert!(refused(VARINT, &body(20_000)).starts_with("body: has 20,000 bytes, which no value"));
}

const FLOATS: &str = "
meta: {id: floats, endian: be}
seq: [{id: single, type: f4}, {id: double, type: f8}, {id: large, type: u8}]
";

#[test]
fn numbers_keep_all_bits() {
    let values = json!({"single": "NaN(0x7fa00001)", "double": -0.0, "large": u64::MAX});
    assert_eq!(written(FLOATS, &values), "7fa000018000000000000000ffffffffffffffff");
    let message = "large: expected an integer, found 1.8446744073709552e+19";
    let large = json!({"single": 0, "double": 0, "large": 18_446_744_073_709_551_616.0});
    assert_eq!(refused(FLOATS, &large), message);
}

/// Reads a file as JSON with what the values do not determine; encodes it again.
fn round_trip(text: &str, values: &Json, data: &str) -> Json {
    let schema = schema(text);
    let data = hex::decode(data).unwrap();
    let rest = schema.remainder(values, &data).unwrap_or_else(|| panic!("no rest: {values}"));
    let mut json = values.clone();
    json["$rest"] = rest.clone();
    let written = SchemaWriter::new(&schema).encode(&json, DraftOptions::default()).unwrap();
    assert_eq!(hex::encode(written), hex::encode(data));
    rest
}

#[test]
fn undetermined_bytes_are_carried() {
    let values = json!({"high": 17, "flag": true, "next": 1, "low": {"a": 5, "b": 1000}});
    assert_eq!(round_trip(BITS, &values, "8f0145ff"), json!({"@0x0": "8f", "@0x3": "ff"}));
    let window = "meta: {id: window}\nseq: [{id: n, type: u1}, {id: blob, size: n, type: head}]\n\
                  types: {head: {seq: [{id: a, type: u1}]}}";
    let values = json!({"n": 3, "blob": {"a": 1}});
    assert_eq!(round_trip(window, &values, "0301bbcc"), json!({"@0x2": "bbcc"}));
    let values = json!({"zero": "ab", "padded": "abc", "key": "k", "line": "v\n", "rest": "r"});
    let rest =
        round_trip(TEXT, &values, "6162004142616263 2e2e6b3a760a723b".replace(' ', "").as_str());
    assert_eq!(rest, json!({"zero": "6162004142", "rest": "723b"}));
    // Without the rest, such bytes are zero.
    assert_eq!(written(window, &json!({"n": 3, "blob": {"a": 1}})), "03010000");
}

#[test]
fn a_file_that_its_values_do_not_determine_is_carried() {
    let overlap = "meta: {id: overlap, endian: be}\nseq: [{id: a, type: u2}]\n\
                   instances: {last: {pos: _io.size - 2, type: u2}}";
    let values = json!({"a": 1, "last": 1});
    assert_eq!(round_trip(overlap, &values, "00010001"), json!({"@": "00010001"}));
    let changed = json!({"a": 2, "last": 2, "$rest": {"@": "00010001"}});
    assert_eq!(written(overlap, &changed), "0002");
    let far = json!({"a": 1, "$rest": {"@0xffffffffff": "00"}});
    let message = "$rest.@0xffffffffff: the end must be within the first 256 MiB";
    assert_eq!(refused(overlap, &far), message);
}

#[test]
fn stored_bytes_of_a_changed_field_are_dropped() {
    let values = json!({
        "zero": "xy", "padded": "abc", "key": "k", "line": "v\n", "rest": "r",
        "$rest": {"zero": "6162004142"},
    });
    assert!(written(TEXT, &values).starts_with("7879000000"));
}

#[test]
fn wrong_json_is_refused_with_the_path() {
    for (json, message) in [
        (json!(5), "expected an object, found 5"),
        (json!({"siz": 1}), "unknown field 'siz'; did you mean 'size'?"),
        (json!({"size": [1]}), "size: expected an integer, found an array"),
        (json!({"size": 70_000}), "size: 70000 is out of range (0 to 65535)"),
        (
            json!({"size": "x", "first": "00", "second": ""}),
            "size: expected an integer, found \"x\"",
        ),
        (
            json!({"first": "0", "second": ""}),
            "first: expected bytes as pairs of hexadecimal digits",
        ),
        (json!({"first": 7, "second": ""}), "first: expected bytes as hexadecimal digits, found 7"),
    ] {
        assert_eq!(refused(LENGTHS, &json), message);
    }
    let list = json!({"entries": {"body": "aa"}});
    assert_eq!(refused(TABLE, &list), "entries: expected an array, found an object");
    let rest = json!({"first": "", "second": "", "$rest": {"@zz": "00"}});
    assert_eq!(refused(LENGTHS, &rest), "$rest.@zz: expected an offset, such as @0x10");
}

#[test]
fn equations_without_a_solution_end() {
    let cyclic = "
meta: {id: cyclic, endian: be}
seq:
  - {id: n, type: u1}
  - {id: a, size: n + 1}
  - {id: b, size: n * 2 + 1}
";
    let message = refused(cyclic, &json!({"a": "0011", "b": "00"}));
    assert_eq!(message, "b: has 1 byte, but a requires 3 bytes here (n = 1)");
    let huge = "meta: {id: huge, endian: be}\nseq: [{id: at, type: u4}]\n\
                instances: {far: {pos: at, type: u1}}";
    let message = refused(huge, &json!({"at": u32::MAX, "far": 1}));
    assert!(message.starts_with("far: unexpected end of data"), "{message}");
}

fn edited(text: &str, data: &str, path: &str, value: &str) -> Result<String, String> {
    let mut bytes = hex::decode(data).unwrap();
    let edits = schema(text).edit(&bytes, path, value, DraftOptions::default());
    for edit in edits.map_err(|error| error.to_string())? {
        let start = usize::try_from(edit.offset).unwrap();
        bytes[start..start + edit.bytes.len()].copy_from_slice(&edit.bytes);
    }
    Ok(hex::encode(bytes))
}

#[test]
fn one_field_is_changed_in_place() {
    assert_eq!(edited(BITS, "8f0145ff", "next", "0x7f").unwrap(), "8f7f45ff");
    assert_eq!(edited(BITS, "8f0145ff", "flag", "false").unwrap(), "8b0145ff");
    assert_eq!(edited(BITS, "8f0145ff", "low.b", "1").unwrap(), "8f010de0");
    assert_eq!(
        edited(TABLE, "02000702000901aabbcc", "entries[1].body", "dd").unwrap(),
        "02000702000901aabbdd"
    );
    assert_eq!(edited(PACKED, "030f0d0e0d02", "body.bytes", "0304").unwrap(), "030f0d0c0b02");
    let message = edited(TABLE, "02000702000901aabbcc", "entries[1].body", "ddee").unwrap_err();
    assert_eq!(
        message,
        "entries[1].body: has 2 bytes, but the schema requires 1 byte (entries[1].length = 1)"
    );
    let message = edited(BITS, "8f0145ff", "low", "1").unwrap_err();
    assert_eq!(message, "low: is not a field that is stored in the file");
}
