//! Lists with more values than a tree holds: they are verified completely, and each item can be read.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use bytescope::inspect::{Limits, Value};
use bytescope::ksy::{Schema, SchemaSearch};
use bytescope::{AnyFormat, Document, DocumentOptions, Excerpt};
use support::Folder;

/// Number of items of a long list.
const COUNT: usize = 40_000;

/// Returns the schema of a list of records that start with a counter and a kind.
fn schema(fields: &str, rest: &str) -> Schema {
    let text = format!(
        "
meta: {{id: long, endian: le, bit-endian: le}}
seq: [{{id: recs, type: rec, repeat: eos}}]
types:
  rec:
    seq:
      - {{id: count, type: u4}}
      - {{id: kind, type: u1}}
{fields}
{rest}
  pair: {{seq: [{{id: a, type: u1}}, {{id: b, type: u1}}]}}
  word: {{seq: [{{id: w, type: u2}}]}}
"
    );
    let search = SchemaSearch::default();
    Schema::parse("long.ksy".as_ref(), text, &search).unwrap_or_else(|report| panic!("{report}"))
}

fn document(schema: Schema, bytes: Vec<u8>) -> Document {
    let options = DocumentOptions::default().instances(true);
    Document::read(Excerpt::memory("", bytes), AnyFormat::from(schema), options)
}

/// Returns records with a counter, a kind, and the bytes that `rest` returns.
fn records(count: usize, kind: impl Fn(usize) -> u8, rest: impl Fn(usize) -> Vec<u8>) -> Vec<u8> {
    let record = |i: usize| {
        let number = u32::try_from(i).unwrap().to_le_bytes();
        [number.as_slice(), &[kind(i)], &rest(i)].concat()
    };
    (0..count).flat_map(record).collect()
}

/// Kinds of fields after the counter, with their bytes.
type Case = (&'static str, &'static str, fn(usize) -> u8, fn(usize) -> Vec<u8>);

const CASES: &[Case] = &[
    ("      - {id: x, type: b3}\n      - {id: y, type: b13}", "", |_| 0, |i| vec![i as u8, 7]),
    ("      - {id: x, type: pair, repeat: expr, repeat-expr: 2}", "", |_| 0, |_| vec![1; 4]),
    ("      - {id: x, type: u2, valid: {max: 9}}", "", |_| 0, |i| vec![(i % 10) as u8, 0]),
    ("      - {id: x, contents: [1, 2]}", "", |_| 0, |_| vec![1, 2]),
    ("      - {id: x, type: u2, if: kind == 1}", "", |i| (i % 2) as u8, |i| vec![9; i % 2 * 2]),
    (
        "      - {id: x, size: 2, type: {switch-on: kind, cases: {0: pair, 1: word}}}",
        "",
        |i| (i % 3) as u8,
        |_| vec![3; 2],
    ),
    (
        "      - {id: x, type: s2}",
        "    instances: {twice: {value: x * 2}, level: {value: x * 0.5 - 40, valid: {min: -50}}}",
        |_| 0,
        |i| vec![(i % 100) as u8, 0],
    ),
    ("      - {id: x, size: kind}", "", |i| (i % 5) as u8, |i| vec![8; i % 5]),
    (
        "      - {id: x, type: strz, encoding: UTF-8}",
        "    instances: {len: {value: x.length}}",
        |_| 0,
        |i| [vec![b'a'; i % 4], vec![0]].concat(),
    ),
    (
        "      - {id: x, type: pair, repeat: until, repeat-until: _.a == 0}",
        "",
        |_| 0,
        |i| [vec![1; i % 3 * 2], vec![0, 1]].concat(),
    ),
];

#[test]
fn long_lists_of_every_kind_are_read() {
    for (fields, rest, kind, bytes) in CASES {
        let doc = document(schema(fields, rest), records(COUNT, kind, bytes));
        assert_eq!(doc.check(10), [], "{fields}");
        let Value::Table(rows) = &doc.tree().children[0].value else { panic!("{fields}: held") };
        assert_eq!(rows.count(), COUNT as u64, "{fields}");
        for index in [0, 1, COUNT / 2, COUNT - 1] {
            let found = doc.select(&format!("recs[{index}].count").parse().unwrap());
            assert_eq!(found.len(), 1, "{fields}");
            assert_eq!(found[0].1.as_int(), Some(index as i128), "{fields}");
            let (path, _) = doc.at(found[0].1.span.start()).unwrap();
            assert_eq!(path, format!("recs[{index}].count"), "{fields}");
        }
    }
}

#[test]
fn the_items_are_those_of_a_list_that_is_held() {
    for (fields, rest, kind, bytes) in CASES {
        let schema = schema(fields, rest);
        let data = records(300, kind, bytes);
        let json = |held: u64| {
            let limits = Limits { held, ..Limits::default() };
            let options = DocumentOptions::default().instances(true).limits(limits);
            let format = AnyFormat::from(schema.clone());
            let doc = Document::read(Excerpt::memory("", data.clone()), format, options);
            serde_json::to_string(&doc.json()).unwrap()
        };
        assert_eq!(json(10), json(u64::MAX), "{fields}");
    }
}

#[test]
fn an_invalid_item_is_found() {
    let fields = "      - {id: x, type: u1, -check: {max: 9}}";
    let bytes = records(COUNT, |_| 0, |i| vec![if i == 12_345 || i == 39_999 { 10 } else { 9 }]);
    let doc = document(schema(fields, ""), bytes);
    let paths: Vec<_> =
        doc.check(10).into_iter().map(|(path, fault)| (path, fault.offset)).collect();
    let at = |index: u64| (format!("recs[{index}].x"), index * 6 + 5);
    assert_eq!(paths, [at(12_345), at(39_999)]);
}

#[test]
fn a_violated_rule_ends_the_list() {
    let fields = "      - {id: x, type: u1, valid: {max: 9}}";
    let bytes = records(COUNT, |_| 0, |i| vec![if i == 12_345 { 10 } else { 9 }]);
    let doc = document(schema(fields, ""), bytes);
    let found = doc.check(10);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].0.as_str(), found[0].1.offset), ("recs[12345].x", 12_345 * 6 + 5));
    // The invalid item is shown.
    assert_eq!(doc.select(&"recs[12345].count".parse().unwrap()).len(), 1);
}

#[test]
fn a_truncated_item_is_found() {
    let mut bytes = records(COUNT, |_| 0, |_| vec![1, 2]);
    bytes.pop();
    let doc = document(schema("      - {id: x, type: u2}\n      - {id: y, size: 0}", ""), bytes);
    let found = doc.check(10);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, "recs[39999].x");
}

#[test]
fn faults_that_are_not_listed_are_counted() {
    let folder = Folder::new("long-lists");
    let text = "
meta: {id: long}
seq: [{id: recs, type: rec, repeat: eos}]
types: {rec: {seq: [{id: x, type: u1, -check: {max: 9}}]}}
";
    folder.write("long.ksy", text);
    folder.write("data.bin", vec![10; COUNT]);
    let run = |max: &str| {
        let args = ["check", "-s", "long.ksy", "--max-faults", max, "data.bin"];
        let output = folder.command(&args).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stdout).unwrap()
    };
    let lines: Vec<_> = run("3").lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[2], "data.bin: recs[2].x at 0x2: invalid value: expected at most 9, found 10");
    assert_eq!(lines[3], "data.bin: 39,997 other faults not listed (see --max-faults)");
}

#[test]
fn items_and_records_are_counted() {
    let folder = Folder::new("count");
    let text = "
meta: {id: long}
seq: [{id: recs, type: rec, repeat: eos}]
types: {rec: {seq: [{id: len, type: u1}, {id: data, size: len}]}}
";
    folder.write("long.ksy", text);
    folder.write("data.bin", [2, 0, 0].repeat(COUNT));
    for (args, summary) in [
        (["-s", "long.ksy"], "data.bin: 40,000 records of recs from 120,000 bytes\n"),
        (["--struct", "<BH"], "data.bin: 40,000 records from 120,000 bytes\n"),
    ] {
        let output = folder.command(&["decode", args[0], args[1], "data.bin", "--count"]).output();
        let output = output.unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
        assert!(String::from_utf8(output.stderr).unwrap().ends_with(summary), "{args:?}");
    }
}

/// Expressions outside the list, and in items about values outside it.
#[test]
fn expressions_refer_to_items_and_to_the_file() {
    let text = "
meta: {id: file, endian: le}
seq:
  - {id: base, type: u1}
  - {id: recs, type: rec, repeat: expr, repeat-expr: 40000}
  - {id: sum, type: u2, valid: last_count}
types:
  rec:
    seq: [{id: count, type: u2}, {id: len, type: u1}, {id: data, size: len - _root.base}]
    instances: {above: {value: count + _parent.base}}
instances:
  last_count: {value: recs.last.count}
  middle: {value: 'recs[20000].above'}
  num: {value: recs.size}
";
    let mut data = vec![3];
    for i in 0..40_000_u16 {
        data.extend(i.to_le_bytes());
        data.push(3 + (i % 4) as u8);
        data.resize(data.len() + usize::from(i % 4), 0);
    }
    data.extend(39_999_u16.to_le_bytes());
    let search = SchemaSearch::default();
    let schema = Schema::parse("file.ksy".as_ref(), text.to_owned(), &search).unwrap();
    let doc = document(schema, data);
    assert_eq!(doc.check(10), []);
    for (path, value) in
        [("middle", 20_003), ("num", 40_000), ("last_count", 39_999), ("recs[39998].above", 40_001)]
    {
        let found = doc.select(&path.parse().unwrap());
        assert_eq!(found[0].1.as_int(), Some(value), "{path}");
    }
}

/// Instances of items are evaluated when the whole file has been read.
#[test]
fn instances_of_items_refer_to_later_fields() {
    let text = "
meta: {id: file, endian: le}
seq:
  - {id: recs, type: rec, repeat: expr, repeat-expr: 40000}
  - {id: last, type: u1}
types:
  rec:
    seq: [{id: value, type: u1}]
    instances:
      share: {value: value * 1000 / _parent.num}
      above: {value: value - _root.last, valid: {min: LEAST}}
instances:
  num: {value: recs.size}
";
    let data = [[vec![9; 20_000], vec![7], vec![9; 19_999]].concat(), vec![4]].concat();
    let search = SchemaSearch::default();
    let check = |least: &str| {
        let text = text.replace("LEAST", least);
        let schema = Schema::parse("file.ksy".as_ref(), text, &search).unwrap();
        let doc = document(schema, data.clone());
        let num = doc.select(&"num".parse().unwrap());
        assert_eq!(num[0].1.as_int(), Some(40_000));
        doc.check(10).into_iter().map(|(path, _)| path).collect::<Vec<_>>()
    };
    assert_eq!(check("3"), Vec::<String>::new());
    assert_eq!(check("4"), ["recs[20000].above"]);
}

/// Items with faults of fields and of instances, each of which is found once and in order.
#[test]
fn faults_of_fields_and_instances_are_in_order() {
    let text = "
meta: {id: file, endian: le}
seq:
  - {id: recs, type: rec, repeat: expr, repeat-expr: 40000}
  - {id: last, type: u1}
types:
  rec:
    seq: [{id: value, type: u1, -check: {max: 9}}]
    instances: {above: {value: value - _root.last, valid: {min: 1}}}
";
    let mut data = [vec![9; 40_000], vec![4]].concat();
    for (at, value) in [(30_000, 10), (30_100, 4), (30_200, 10), (30_300, 3), (30_400, 10)] {
        data[at] = value;
    }
    let search = SchemaSearch::default();
    let schema = Schema::parse("file.ksy".as_ref(), text.to_owned(), &search).unwrap();
    let found = document(schema, data).check(10);
    let paths: Vec<_> = found.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "recs[30000].value",
            "recs[30100].above",
            "recs[30200].value",
            "recs[30300].above",
            "recs[30400].value",
        ]
    );
}

/// Lists in lists, and several lists in a file.
#[test]
fn long_lists_are_independent() {
    let text = "
meta: {id: file, endian: le}
seq:
  - {id: first, type: pair, repeat: expr, repeat-expr: 40000}
  - {id: blocks, type: block, repeat: expr, repeat-expr: 3}
  - {id: last, type: pair, repeat: eos}
types:
  pair: {seq: [{id: len, type: u1}, {id: data, size: len}], instances: {root: {value: _root.first.size}}}
  block: {seq: [{id: number, type: u1}, {id: pairs, type: pair, repeat: expr, repeat-expr: 30000}]}
";
    let pair = |i: usize| [&[(i % 3) as u8][..], &vec![i as u8; i % 3]].concat();
    let mut data: Vec<u8> = (0..40_000).flat_map(pair).collect();
    for number in 0..3 {
        data.push(number);
        data.extend((0..30_000).flat_map(|i| pair(i + usize::from(number))));
    }
    data.extend((0..50_000).flat_map(pair));
    let search = SchemaSearch::default();
    let schema = Schema::parse("file.ksy".as_ref(), text.to_owned(), &search).unwrap();
    let doc = document(schema, data);
    assert_eq!(doc.check(10), []);
    for (path, value) in [
        ("first[39998].len", 2),
        ("blocks[0].pairs[29999].len", 2),
        ("blocks[2].number", 2),
        ("blocks[2].pairs[2].len", 1),
        ("last[49999].len", 1),
        ("last[3].root", 40_000),
    ] {
        let found = doc.select(&path.parse().unwrap());
        assert_eq!(found.len(), 1, "{path}");
        assert_eq!(found[0].1.as_int(), Some(value), "{path}");
    }
}

/// An item that refers to the previous one requires all items.
#[test]
fn items_that_look_back_are_held() {
    let text = "
meta: {id: file, endian: le}
seq: [{id: recs, type: rec(_index), repeat: eos}]
types:
  rec:
    params: [{id: i, type: u4}]
    seq: [{id: delta, type: u1}]
    instances:
      time: {value: 'i == 0 ? delta : _parent.recs[i - 1].time + delta'}
";
    let search = SchemaSearch::default();
    let schema = Schema::parse("file.ksy".as_ref(), text.to_owned(), &search).unwrap();
    let doc = document(schema, vec![2; 50_000]);
    assert_eq!(doc.check(10), []);
    let found = doc.select(&"recs[49999].time".parse().unwrap());
    assert_eq!(found[0].1.as_int(), Some(100_000));
}

#[test]
fn counts_and_items_without_bytes_are_limited() {
    let search = SchemaSearch::default();
    for (list, data) in [
        ("{id: list, type: none, repeat: expr, repeat-expr: 0xffffffffffffffff}", vec![1]),
        ("{id: list, type: none, repeat: until, repeat-until: 'false'}", vec![1]),
        ("{id: list, type: some, repeat: expr, repeat-expr: 0xffffffffffff}", vec![0; 100_000]),
    ] {
        let text = format!(
            "
meta: {{id: file}}
seq: [{list}]
types:
  none: {{seq: [{{id: x, size: 0}}]}}
  some: {{seq: [{{id: x, type: u1}}, {{id: y, type: none, repeat: expr, repeat-expr: x}}]}}
"
        );
        let schema = Schema::parse("file.ksy".as_ref(), text, &search).unwrap();
        let found = document(schema, data).check(10);
        assert!(!found.is_empty(), "{list}");
    }
}

#[test]
fn arguments_depend_on_the_position() {
    for field in ["{id: b, type: u1}", "{id: b, type: u1, valid: {max: 9}}"] {
        let text = format!(
            "
meta: {{id: positions}}
seq: [{{id: items, type: it(_io.pos), repeat: eos}}]
types:
  it:
    params: [{{id: at, type: u4}}]
    seq: [{field}]
    instances: {{o: {{value: at}}}}
"
        );
        let search = SchemaSearch::default();
        let schema = Schema::parse("positions.ksy".as_ref(), text, &search).unwrap();
        let doc = document(schema, vec![1; COUNT]);
        for index in [0, 1, 39_999_u64] {
            let found = doc.select(&format!("items[{index}].o").parse().unwrap());
            assert_eq!(found[0].1.as_int(), Some(index.into()), "{index}");
        }
    }
}
