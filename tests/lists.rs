//! Lists of items of known extent, encoded from JSON text and from rows.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope::edit::{RowFormat, encode_items};
use bytescope::inspect::{DraftOptions, EncodeError};
use bytescope::ksy::{SampleParams, Sampler, Schema, SchemaSearch, SchemaWriter};
use bytescope::{AnyFormat, Document};
use serde_json::Value as Json;

fn schema(text: &str) -> Schema {
    let parsed = Schema::parse("test.ksy".as_ref(), text.to_owned(), &SchemaSearch::default());
    parsed.unwrap_or_else(|report| panic!("{report}"))
}

/// Items with values of all forms, in a container with a count and a checksum.
const LOG: &str = "
meta: {id: log, endian: le, encoding: UTF-8, bit-endian: be}
seq:
  - {id: magic, contents: LG}
  - {id: sum, type: u4, -checksum: {algorithm: crc-32/iso-hdlc, from: count, to: body}}
  - {id: count, type: u2}
  - {id: body, type: body}
types:
  body:
    seq:
      - {id: entries, type: entry, repeat: expr, repeat-expr: _parent.count}
      - {id: ids, type: u2be, repeat: eos}
  entry:
    seq:
      - {id: mark, contents: [0xaa]}
      - {id: level, type: u1, enum: level, valid: {in-enum: true}}
      - {id: flag, type: b1}
      - {id: small, type: b3}
      - {id: wide, type: b12}
      - {id: signed, type: s2}
      - {id: large, type: u8}
      - {id: single, type: f4}
      - {id: double, type: f8be}
      - {id: name, type: strz, size: 6}
      - {id: raw, size: 2}
      - {id: points, type: point, repeat: expr, repeat-expr: 2}
      - {id: kind, type: u1, valid: {max: 2}}
      - id: value
        size: 4
        type:
          switch-on: kind
          cases: {0: point, 1: wide}
  point: {seq: [{id: x, type: s1}, {id: y, type: s1}]}
  wide: {seq: [{id: n, type: u4}]}
enums:
  level: {0: low, 1: high, 7: other}
";

/// Returns the encoding of the lists and that of the values.
fn both(schema: &Schema, text: &str) -> (Option<Vec<u8>>, Result<Vec<u8>, EncodeError>) {
    let writer = SchemaWriter::new(schema);
    let options = DraftOptions::default();
    let json: Json = serde_json::from_str(text).unwrap();
    (writer.encode_lists(text.as_bytes(), options), writer.encode(&json, options))
}

fn entry(level: &str, kind: u32, value: &str) -> String {
    format!(
        r#"{{"mark": "aa", "level": {level}, "flag": true, "small": 5, "wide": 4095, "signed": -2,
            "large": 18446744073709551615, "single": 0.1, "double": 1e300, "name": "ab", "raw": "0102",
            "points": [{{"x": 1, "y": -1}}, {{"x": 2, "y": -2}}], "kind": {kind}, "value": {value}}}"#
    )
}

fn document(entries: &[String]) -> String {
    format!(r#"{{"body": {{"entries": [{}], "ids": [1, 2, 3]}}}}"#, entries.join(","))
}

#[test]
fn lists_are_encoded_as_their_values_are() {
    let schema = schema(LOG);
    let one = entry("\"high\"", 0, r#"{"x": 3, "y": 4}"#);
    let two = entry("7", 1, r#"{"n": 4294967295}"#);
    let three = entry("0", 2, "\"00010203\"");
    let (lists, values) = both(&schema, &document(&[one, two, three]));
    let values = values.unwrap();
    assert_eq!(lists.unwrap(), values);
}

#[test]
fn fields_may_be_in_any_order() {
    let schema = schema(LOG);
    let entry = entry("0", 1, r#"{"n": 3}"#);
    let value = r#", "value": {"n": 3}"#;
    let moved = entry.replace(value, "").replace(r#"{"mark""#, r#"{"value": {"n": 3}, "mark""#);
    assert_ne!(moved, entry);
    let (lists, values) = both(&schema, &document(&[moved]));
    assert_eq!(lists.clone().unwrap(), values.unwrap());
    assert_eq!(both(&schema, &document(&[entry])).0, lists);
}

#[test]
fn long_lists_are_encoded() {
    let schema = schema(LOG);
    let text = document(&vec![entry("1", 1, r#"{"n": 3}"#); 40_000]);
    let lists = SchemaWriter::new(&schema).encode_lists(text.as_bytes(), DraftOptions::default());
    assert_eq!(lists.map(|bytes| bytes.len()), Some(8 + 40_000 * 43 + 6));
}

#[test]
fn other_items_are_left_to_the_machine() {
    let schema = schema(LOG);
    let good = entry("1", 1, r#"{"n": 1}"#);
    for (part, other) in [
        // A constant, a number that is too large, an unknown name, a value of another case.
        (r#""mark": "aa", "#, ""),
        ("\"wide\": 4095", "\"wide\": 4096"),
        ("\"level\": 1", "\"level\": \"none\""),
        ("\"kind\": 1", "\"kind\": 0"),
        ("\"kind\": 1", "\"kind\": 3"),
        ("\"name\": \"ab\"", "\"name\": \"abcdefg\""),
        ("\"raw\": \"0102\"", "\"raw\": \"010203\""),
        ("\"signed\": -2", "\"signed\": -2, \"more\": 1"),
        ("\"signed\": -2", "\"signed\": -2, \"signed\": -2"),
        ("{\"x\": 2, \"y\": -2}", "{\"x\": 2}"),
        ("[{\"x\": 1, \"y\": -1}, ", "["),
    ] {
        let changed = good.replace(part, other);
        assert_ne!(changed, good, "{part}");
        let text = document(&[good.clone(), changed]);
        let writer = SchemaWriter::new(&schema);
        assert!(writer.encode_lists(text.as_bytes(), DraftOptions::default()).is_none(), "{other}");
    }
}

#[test]
fn samples_are_encoded_as_their_values_are() {
    let format = AnyFormat::from(schema(LOG));
    let schema = format.schema().unwrap();
    let sampler = Sampler::new(schema);
    let mut compared = 0;
    for index in 0..60 {
        let params = SampleParams { seed: 5, index, size: 300 };
        let Ok(sample) = sampler.generate(params) else { continue };
        let doc = Document::from_bytes(sample, format.clone());
        let text = serde_json::to_string(&doc.json()).unwrap();
        let (lists, values) = both(schema, &text);
        if let Some(lists) = lists {
            assert_eq!(lists, values.unwrap(), "{text}");
            compared += 1;
        }
    }
    assert!(compared > 20, "only {compared} samples");
}

/// Encodes rows and returns the file.
fn rows(schema: &str, format: RowFormat, text: &str) -> Result<Vec<u8>, String> {
    let mut file = Vec::new();
    let mut put = |bytes: &[u8]| {
        file.extend_from_slice(bytes);
        Ok(())
    };
    let options = DraftOptions::default();
    encode_items(&self::schema(schema), text.as_bytes(), format, options, &mut put)
        .map_err(|error| error.to_string())?;
    Ok(file)
}

const ROWS: &str = "
meta: {id: rows, endian: le, encoding: UTF-8}
seq:
  - {id: magic, contents: R}
  - {id: count, type: u1}
  - {id: list, type: row, repeat: expr, repeat-expr: count}
types:
  row:
    seq:
      - {id: one, contents: [1]}
      - {id: at, type: point}
      - {id: kind, type: u1, enum: kind}
      - {id: name, type: str, size: 2}
      - {id: more, type: u1, repeat: expr, repeat-expr: 2}
  point: {seq: [{id: x, type: s1}, {id: y, type: f4}]}
enums: {kind: {0: a, 1: b}}
";

#[test]
fn rows_become_items() {
    let expected = "52020101000000c001787900ff01ff0000003f007a200301";
    let ndjson = concat!(
        r#"{"one":"01","at.x":1,"at.y":-2.0,"kind":"b","name":"xy","more":[0,255]}"#,
        "\n",
        // The constant is left out.
        r#"{"at.x":-1,"at.y":0.5,"kind":0,"name":"z ","more":[3,1],"offset":12}"#,
    );
    assert_eq!(rows(ROWS, RowFormat::Ndjson, ndjson).map(hex::encode), Ok(expected.to_owned()));
    let csv = "one,at.x,at.y,kind,name,more\n01,1,-2.0,b,xy,\"[0,255]\"\n,-1,0.5,0,z ,\"[3,1]\"\n";
    assert_eq!(rows(ROWS, RowFormat::Csv, csv).map(hex::encode), Ok(expected.to_owned()));
}

#[test]
fn wrong_rows_are_located() {
    let row = r#"{"at.x":1,"at.y":-2.0,"kind":"b","name":"xy","more":[0,255]}"#;
    for (part, other, message) in [
        ("\"at.x\":1", "\"at.x\":128", "line 2: at.x: 128 is out of range (-128 to 127)"),
        ("\"b\"", "\"c\"", "line 2: kind: unknown value 'c'; did you mean 'a'?"),
        ("\"kind\":\"b\",", "", "line 2: kind: is missing, and no other field determines it"),
        ("\"name\"", "\"nam\"", "line 2: unknown field 'nam'; did you mean 'name'?"),
        ("[0,255]", "[0]", "line 2: more: has 1 item, but the schema requires 2 items"),
        ("\"xy\"", "\"xyz\"", "line 2: name: has 3 bytes, but the schema requires 2 bytes"),
    ] {
        let text = format!("{row}\n{}", row.replace(part, other));
        assert_eq!(rows(ROWS, RowFormat::Ndjson, &text), Err(message.to_owned()));
    }
    let open = ROWS.replace("contents: R", "type: u1");
    let row = row.replace('{', "{\"one\":\"01\",");
    assert_eq!(
        rows(&open, RowFormat::Ndjson, &row),
        Err("magic: is missing, and no other field determines it".to_owned())
    );
}

#[test]
fn items_of_varying_size_are_rows_too() {
    let schema = "
meta: {id: texts, encoding: UTF-8}
seq: [{id: list, type: entry, repeat: eos}]
types: {entry: {seq: [{id: len, type: u1}, {id: text, type: str, size: len}]}}
";
    let csv = "len,text\n1,a\n,bcd\n";
    assert_eq!(rows(schema, RowFormat::Csv, csv), Ok(b"\x01a\x03bcd".to_vec()));
}

#[test]
fn tables_are_compared_with_tables_and_lists() {
    let schema = "
meta: {id: pairs, endian: le}
seq: [{id: list, type: pair, repeat: eos}]
types: {pair: {seq: [{id: x, type: u2}, {id: y, type: u1}]}}
";
    let format = AnyFormat::from(self::schema(schema));
    let document = |bytes: &[u8]| Document::from_bytes(bytes.to_vec(), format.clone());
    let long: Vec<u8> = (0..300_u32).map(|n| n as u8).collect();
    let mut changed = long.clone();
    changed[8] = 77;
    let paths = |before: &[u8], after: &[u8]| {
        let changes = document(before).changes(&document(after));
        assert_eq!(changes.moved, 0);
        let sign = |before, after| {
            if before && after {
                '~'
            } else if before {
                '-'
            } else {
                '+'
            }
        };
        let changed = changes.changed.iter();
        let name = |change: &bytescope::edit::FieldChange| {
            format!("{}{}", sign(change.before.is_some(), change.after.is_some()), change.path)
        };
        changed.map(name).collect::<Vec<_>>()
    };
    assert_eq!(paths(&long, &changed), ["~list[2].y"]);
    // The shorter list has no table.
    for (before, after, sign) in
        [(&long[..], &changed[..30], '-'), (&changed[..30], &long[..], '+')]
    {
        let found = paths(before, after);
        assert_eq!(found[0], "~list[2].y");
        assert_eq!((found[1].as_str(), found.len()), (format!("{sign}list[10].x").as_str(), 181));
    }
    assert_eq!(paths(&long, &changed[..240]).len(), 1 + 40);
}
