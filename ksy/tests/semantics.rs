//! Meaning of expressions, and the order in which fields are read.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_inspect::{Limits, Node, Outcome};
use bytescope_ksy::{Schema, SchemaSearch, Severity};
use std::fs;
use std::path::{Path, PathBuf};

fn parse(text: &str) -> Result<Schema, bytescope_ksy::Report> {
    Schema::parse("test.ksy".as_ref(), text.to_owned(), &SchemaSearch::default())
}

fn schema(text: &str) -> Schema {
    parse(text).unwrap_or_else(|report| panic!("{report}"))
}

fn read(text: &str, data: &[u8]) -> Outcome<()> {
    schema(text).inspect(data, Limits::default(), true)
}

fn messages(outcome: &Outcome<()>) -> Vec<String> {
    let faults = outcome.tree.recorded_faults();
    faults.iter().map(|(path, fault)| format!("{path} at {}: {fault}", fault.offset)).collect()
}

fn values(tree: &Node, names: &[&str]) -> Vec<String> {
    let value = |name: &&str| match tree.child(name) {
        Some(node) if node.children.is_empty() => node.value.to_string(),
        Some(node) => {
            let items: Vec<_> = node.children.iter().map(|item| item.value.to_string()).collect();
            format!("[{}]", items.join(", "))
        }
        None => "absent".to_owned(),
    };
    names.iter().map(value).collect()
}

/// Returns the errors and warnings of a schema, each with its path, without style warnings.
fn diagnostics(text: &str) -> Vec<String> {
    let report = match parse(text) {
        Ok(schema) => schema.warnings().clone(),
        Err(report) => report,
    };
    let list = report.diagnostics.iter().filter(|d| !d.message.contains("style guide"));
    list.map(|d| format!("{} {}: {}", d.severity.name(), d.path, d.message)).collect()
}

const DIVISION: &str = "
meta: {id: division, endian: be}
seq:
  - {id: selector, type: u1}
  - {id: distance, type: {switch-on: selector, cases: {1: s2, 2: f4}}}
  - {id: ticks, type: u1}
  - {id: speed, type: speed(ticks)}
  - {id: marks, repeat: expr, repeat-expr: 2, type: {switch-on: selector, cases: {1: u1, 2: f8}}}
instances:
  half: {value: distance / 2}
  inverse: {value: 1 / distance}
  chosen: {value: 'ticks / (ticks > 100 ? 0.5 : 2)'}
  listed: {value: '[ticks, 1.5][0] / 2'}
  smallest: {value: '[ticks, 99.5].min / 2'}
  remainder: {value: '-distance % 2'}
  through: {value: half_or_zero / 4}
  half_or_zero: {value: 'selector == 9 ? 0.0 : ticks'}
  mark: {value: 'marks[1] / 2'}
  cast: {value: distance.as<s2> / 2}
  whole: {value: ticks / 2}
types:
  speed:
    params: [{id: raw, type: f8}]
    instances: {value: {value: raw / 2}}
";

/// The static types of the operands select the division, also if a value of a float type is an
/// integer at run time.
#[test]
fn static_types_select_the_division() {
    let outcome = read(DIVISION, &[1, 0, 7, 5, 3, 9]);
    assert_eq!(messages(&outcome), [""; 0]);
    let names = ["half", "chosen", "listed", "smallest", "remainder", "through", "mark", "cast"];
    let expected = ["3.5", "2.5", "2.5", "2.5", "1.0", "1.25", "4.5", "3"];
    assert_eq!(values(&outcome.tree, &names), expected);
    assert_eq!(values(&outcome.tree, &["whole", "distance"]), ["2", "7"]);
    let speed = outcome.tree.child("speed").unwrap();
    assert_eq!(values(speed, &["value"]), ["2.5"]);
}

#[test]
fn casts_convert_numbers() {
    let text = "
meta: {id: casts}
seq:
  - {id: on, type: b1}
  - {id: kind, type: b3, enum: kinds}
  - {id: rest, type: b4}
  - {id: list, type: u1, repeat: expr, repeat-expr: on.as<u1> + kind.as<u1>}
instances:
  sum: {value: 'on.as<u1> * 10 + kind.as<s4> + (2.9).as<u1> + rest.as<u8>'}
  named: {value: '(on.as<u1> << 1) | 1', enum: kinds}
  any: {value: 'rest.as<bool> and on', if: rest.as<bool>}
  share: {value: kind.as<u1>.as<f4> / 4}
enums: {kinds: {2: two, 3: three}}
";
    let outcome = read(text, &[0xa5, 1, 2, 3]);
    assert_eq!(messages(&outcome), [""; 0]);
    let names = ["list", "sum", "named", "any", "share"];
    let expected = ["[1, 2, 3]", "19", "three (3)", "true", "0.5"];
    assert_eq!(values(&outcome.tree, &names), expected);
}

#[test]
fn index_is_available_for_items_only() {
    let text = |attr: &str| {
        format!(
            "
meta: {{id: items}}
seq:
  - {{id: sizes, type: u1, repeat: expr, repeat-expr: 2}}
  - {attr}
types:
  item: {{params: [{{id: number, type: u1}}]}}
  deep: {{seq: [{{id: data, size: '_root.sizes[_index]'}}]}}
"
        )
    };
    let all = |attr: &str| {
        diagnostics(
            &text(attr).replace("  deep: {seq: [{id: data, size: '_root.sizes[_index]'}]}", ""),
        )
    };
    for attr in [
        "{id: x, size: 'sizes[_index]', repeat: eos}",
        "{id: x, type: item(_index), repeat: expr, repeat-expr: 2}",
        "{id: x, type: u1, valid: {max: _index}, repeat: eos}",
        "{id: x, type: u1, repeat: until, repeat-until: _index == 1}",
    ] {
        assert_eq!(all(attr), [""; 0], "{attr}");
    }
    for (attr, key) in [
        ("{id: x, size: 'sizes[_index]'}", "size"),
        ("{id: x, type: u1, valid: {max: _index}}", "valid/max"),
        ("{id: x, type: u1, if: _index == 0, repeat: eos}", "if"),
        ("{id: x, type: u1, repeat: expr, repeat-expr: _index}", "repeat-expr"),
    ] {
        let message = "`_index` is only available in expressions evaluated for each item";
        assert_eq!(all(attr), [format!("error /seq/1/{key}: {message}")], "{attr}");
    }
    // The items of a list of objects do not pass their index to their fields.
    let nested = diagnostics(&text("{id: x, type: deep, repeat: eos}"));
    assert_eq!(nested.len(), 1);
    assert!(nested[0].starts_with("error /types/deep/seq/0/size: `_index`"), "{nested:?}");
    let instance = "
meta: {id: offsets}
seq: [{id: offsets, type: u1, repeat: expr, repeat-expr: 2}]
instances: {x: {pos: 'offsets[_index]', type: u1, repeat: expr, repeat-expr: 2}}
";
    let report = parse(instance).unwrap_err();
    assert!(report.diagnostics[0].help.as_ref().unwrap().contains("item(_index)"));
}

/// A fault in an object of known size inside an instance is a fault of the fields that use the
/// instance.
#[test]
fn fields_cannot_use_invalid_instances() {
    let text = |attr: &str| {
        format!(
            "
meta: {{id: uses}}
seq:
  - {{id: head, type: u1}}
  - {attr}
instances:
  table: {{pos: 1, type: table}}
  length: {{value: 'table.entries[0].len + 0'}}
types:
  table: {{seq: [{{id: entries, type: entry, size: 2, repeat: expr, repeat-expr: 2}}]}}
  entry: {{seq: [{{id: len, type: u1}}, {{id: mark, type: u1, valid: 0x55}}]}}
  item: {{params: [{{id: n, type: u1}}], seq: [{{id: data, size: n}}]}}
"
        )
    };
    for attr in [
        "{id: body, size: 'table.entries[0].len'}",
        "{id: body, size: length}",
        "{id: body, type: item(length)}",
        "{id: body, type: u1, if: length > 0}",
        "{id: body, type: u1, repeat: expr, repeat-expr: length}",
        "{id: body, type: {switch-on: length, cases: {1: u1, 2: u2le}}}",
        "{id: body, type: u1, repeat: until, repeat-until: length == 1}",
    ] {
        let schema = schema(&text(attr));
        let valid = schema.inspect(&[0, 1, 0x55, 2, 0x55], Limits::default(), false);
        assert!(!valid.tree.has_fault(), "{attr}: {:?}", messages(&valid));
        let invalid = |instances| {
            let outcome = schema.inspect(&[0, 1, 0x55, 2, 0x56], Limits::default(), instances);
            let found = messages(&outcome);
            assert!(found[0].starts_with("body"), "{attr}: {found:?}");
            assert!(found[0].ends_with("at 4: invalid value: expected 85, found 86"), "{found:?}");
            outcome
        };
        assert!(invalid(false).value.is_err(), "{attr}");
        assert!(invalid(true).value.is_err(), "{attr}");
    }
}

#[test]
fn a_negative_number_of_items_is_an_empty_list() {
    let text = "
meta: {id: counted, endian: le}
seq:
  - {id: total, type: s1}
  - {id: numbers, type: u2, repeat: expr, repeat-expr: total - 3}
  - {id: after, type: u1}
";
    for total in [0xfb, 0, 3] {
        let outcome = read(text, &[total, 7]);
        assert_eq!(messages(&outcome), [""; 0], "{total}");
        let numbers = outcome.tree.child("numbers").unwrap();
        assert_eq!(numbers.children.len(), 0);
    }
    assert_eq!(read(text, &[4, 1, 0, 7]).tree.child("numbers").unwrap().children.len(), 1);
}

#[test]
fn references_to_later_fields_are_reported() {
    for (seq, expected) in [
        (
            "{id: a, size: b}, {id: b, type: u1}",
            "error /seq/0/size: `a` depends on `b`, which is read after it",
        ),
        ("{id: a, size: a.size}", "error /seq/0/size: `a` depends on itself"),
        (
            "{id: a, type: u1, if: b > 0}, {id: b, type: u1}",
            "error /seq/0/if: `a` depends on `b`, which is read after it",
        ),
        (
            "{id: a, size: twice}, {id: b, type: u1}",
            "error /seq/0/size: `a` depends on `twice`, which depends on `b`, which is not read yet",
        ),
        ("{id: b, type: u1}, {id: a, size: twice}", ""),
        (
            "{id: c, type: u1}, {id: a, size: 'c > 1 ? b : 1'}, {id: b, type: u1}",
            "warning /seq/1/size: `a` depends on `b`, which is read after it",
        ),
        (
            "{id: c, type: u1}, {id: a, size: b, if: c > 1}, {id: b, type: u1}",
            "warning /seq/1/size: `a` depends on `b`, which is read after it",
        ),
        (
            "{id: a, type: u1, repeat: expr, repeat-expr: a.size}",
            "error /seq/0/repeat-expr: `a` depends on itself",
        ),
        ("{id: a, type: u1, valid: {expr: a > 1}}", ""),
        ("{id: a, size: 'a.size + 1', repeat: expr, repeat-expr: 2}", ""),
        ("{id: a, type: u1, repeat: until, repeat-until: a.size == 2}", ""),
        ("{id: a, size: b._sizeof}, {id: b, type: u1}", ""),
    ] {
        let instances =
            if seq.contains("b, type") { "instances: {twice: {value: b * 2}}" } else { "" };
        let found = diagnostics(&format!("{{meta: {{id: later}}, seq: [{seq}], {instances}}}"));
        let expected: Vec<_> = Some(expected).filter(|e| !e.is_empty()).into_iter().collect();
        assert_eq!(found, expected, "{seq}");
    }
}

/// A type that may not be used is not refused.
#[test]
fn later_fields_of_other_types_are_warnings() {
    let text = "
meta: {id: nested}
seq: [{id: entry, type: entry}, {id: len, type: u1}]
types:
  entry: {seq: [{id: data, size: _parent.len}, {id: text, size: len}, {id: len, type: u1}]}
";
    assert_eq!(
        diagnostics(text),
        [
            "warning /types/entry/seq/0/size: `data` depends on `len` of `nested`, which is read after it",
            "warning /types/entry/seq/1/size: `text` depends on `len`, which is read after it",
        ]
    );
    let before = "
meta: {id: nested}
seq: [{id: len, type: u1}, {id: entry, type: entry}]
instances: {late: {pos: 0, type: other}}
types:
  entry: {seq: [{id: data, size: _parent.len}]}
  other: {seq: [{id: data, size: _parent.entry.data.size}]}
";
    assert_eq!(diagnostics(before), [""; 0]);
}

#[test]
fn fields_after_the_end_of_the_stream_are_reported() {
    let report = |seq: &str| {
        diagnostics(&format!("
{{meta: {{id: ends, encoding: ASCII}}, seq: [{seq}], types: {{
  list: {{seq: [{{id: items, type: u1, repeat: eos}}]}}, none: {{}}, one: {{seq: [{{id: v, type: u1}}]}}}}}}"))
    };
    let follows = |severity: &str, name: &str| {
        vec![format!(
            "{severity} /seq/1: `{name}` follows `a`, which extends to the end of the stream"
        )]
    };
    for (end, next) in [
        ("{id: a, size-eos: true}", "{id: b, type: u1}"),
        ("{id: a, type: u1, repeat: eos}", "{id: b, contents: x}"),
        ("{id: a, type: str, size-eos: true}", "{id: b, type: strz}"),
        ("{id: a, type: list}", "{id: b, type: one}"),
        ("{id: a, type: one, size-eos: true}", "{id: b, size: 2}"),
    ] {
        assert_eq!(report(&format!("{end}, {next}")), follows("error", "b"), "{end}, {next}");
    }
    for next in ["{id: b, size-eos: true}", "{id: b, type: u1, repeat: eos}", "{id: b, type: list}"]
    {
        let found = report(&format!("{{id: a, size-eos: true}}, {next}"));
        assert_eq!(found, follows("warning", "b"), "{next}");
    }
    for seq in [
        "{id: c, type: u1}, {id: a, size-eos: true, if: c > 1}, {id: b, type: u1}",
        "{id: a, size-eos: true}, {id: b, type: none}",
        "{id: a, type: list, size: 3}, {id: b, type: u1}",
        "{id: a, size: 1}, {id: b, size-eos: true}",
    ] {
        assert_eq!(report(seq), [""; 0], "{seq}");
    }
}

#[test]
fn types_without_values_are_refused() {
    for ty in ["any", "struct", "io", "'u4[]'"] {
        let found = diagnostics(&format!(
            "{{meta: {{id: refused, endian: le}}, seq: [{{id: a, type: {ty}}}]}}"
        ));
        let name = ty.trim_matches('\'');
        let message =
            format!("error /seq/0/type: `{name}` is only allowed in parameters and casts");
        assert_eq!(found, [message]);
    }
}

#[test]
fn constants_must_be_representable() {
    for (value, expected) in [
        ("0x7fffffffffffffffffffffffffffffff", ""),
        ("1 << 126", ""),
        ("1 << 127", "error /instances/x/value: result of `<<` is out of range"),
        (
            "2 * 0x7fffffffffffffffffffffffffffffff",
            "error /instances/x/value: result of `*` is out of range",
        ),
        (
            "0x80000000000000000000000000000000",
            "error /instances/x/value: expected a number less than 2^127, found `0x80000000000000000000000000000000`",
        ),
    ] {
        let found =
            diagnostics(&format!("{{meta: {{id: large}}, instances: {{x: {{value: {value}}}}}}}"));
        let expected: Vec<_> = Some(expected).filter(|e| !e.is_empty()).into_iter().collect();
        assert_eq!(found, expected, "{value}");
    }
}

#[test]
fn routines_must_be_complete() {
    for (routine, valid) in [
        ("foo", true),
        ("foo()", true),
        ("a.b_2.foo(1, 2)", true),
        ("zlib()", true),
        ("foo(", false),
        ("foo(1", false),
        ("foo)", false),
        ("foo(1) 2", false),
        ("fo o", false),
        ("a..b", false),
    ] {
        let found = diagnostics(&format!(
            "{{meta: {{id: p}}, seq: [{{id: a, size: 1, process: '{routine}'}}]}}"
        ));
        assert_eq!(found.is_empty(), valid, "{routine}: {found:?}");
    }
}

#[test]
fn rules_of_enums_have_the_path_of_their_field() {
    let text = "
meta: {id: enums}
seq:
  - {id: a, type: u1, valid: {in-enum: true}}
  - {id: b, type: u1, -check: {in-enum: true}}
";
    let message = "`in-enum` requires `enum`";
    let expected = [
        format!("error /seq/0/valid/in-enum: {message}"),
        format!("error /seq/1/-check/in-enum: {message}"),
    ];
    assert_eq!(diagnostics(text), expected);
}

#[test]
fn booleans_of_yaml_are_cases() {
    let text = "
meta: {id: cases}
seq:
  - {id: on, type: b1}
  - {id: off, type: b7}
  - {id: lower, type: {switch-on: on, cases: {true: u1, false: u2le}}}
  - {id: upper, type: {switch-on: off == 1, cases: {True: u1, FALSE: u2le}}}
  - {id: word, type: {switch-on: off == 1, cases: {yes: u1, no: u2le}}, if: Yes}
";
    let outcome = read(text, &[0x81, 1, 2, 3]);
    assert_eq!(values(&outcome.tree, &["lower", "upper", "word"]), ["1", "2", "3"]);
    let found = diagnostics(text);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("`yes` is a boolean only in YAML 1.1: use `true`"), "{found:?}");
}

fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("semantics").join(name);
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
    folder
}

const PART: &str = "
meta: {id: part}
seq: [{id: outer, type: outer}]
types:
  outer:
    seq: [{id: value, type: inner::core}]
    types: {inner: {types: {core: {seq: [{id: number, type: u1}]}}}}
";

#[test]
fn casts_use_full_paths_of_imported_types() {
    let main = "
meta: {id: main, imports: [part]}
seq:
  - {id: kind, type: u1}
  - {id: body, size: 1, type: {switch-on: kind, cases: {0: 'part::outer::inner::core', 1: part}}}
  - {id: rest, size: 'body.as<part::outer::inner::core>.number'}
";
    let folder = folder("casts", &[("part.ksy", PART), ("main.ksy", main)]);
    let schema = Schema::open(&folder.join("main.ksy"), &SchemaSearch::default()).unwrap();
    let outcome = schema.inspect(&[0, 2, 8, 9], Limits::default(), false);
    assert_eq!(messages(&outcome), [""; 0]);
    assert_eq!(outcome.end, 4);
    let unused: Vec<_> = schema.warnings().diagnostics.iter().map(|d| &d.message).collect();
    assert!(!unused.iter().any(|message| message.contains("unused import")), "{unused:?}");
}

/// A type from another file has no parent, so its use does not determine the type of `_parent`.
#[test]
fn uses_in_other_files_do_not_determine_the_parent() {
    let part = "
meta: {id: portion}
types: {item: {seq: [{id: data, size: _parent.len_data}]}}
";
    let main = "
meta: {id: main, imports: [portion]}
seq: [{id: len_data, type: u1}, {id: item, type: 'portion::item'}]
";
    let folder = folder("parents", &[("portion.ksy", part), ("main.ksy", main)]);
    let report = Schema::open(&folder.join("main.ksy"), &SchemaSearch::default()).unwrap_err();
    let error = report.diagnostics.iter().find(|d| d.severity == Severity::Error).unwrap();
    assert_eq!((error.path.as_str(), error.loc.line), ("/types/item/seq/0/size", 3));
    assert!(report.to_string().contains("portion.ksy"), "{report}");
}

#[test]
fn rows_of_invalid_items_are_named() {
    use std::ops::ControlFlow;
    let text = "
meta: {id: log, endian: le}
seq:
  - {id: head, type: u1}
  - {id: entries, type: entry, repeat: eos}
types:
  entry:
    seq:
      - {id: n, type: u1}
      - {id: sum, type: u1, -checksum: {algorithm: xor-8, from: n, to: n}}
";
    for referenced in ["", "instances: {count: {value: 'entries[0].n'}}"] {
        let schema = schema(&format!("{text}{referenced}"));
        let rows = schema.rows(None, false).unwrap();
        let mut found = Vec::new();
        let fault = rows.read(&[0, 1, 1, 2, 3, 4, 4, 5, 6], Limits::default(), &mut |row| {
            found.push(
                row.fault().map(|(path, fault)| format!("{path} at {}: {fault}", fault.offset)),
            );
            ControlFlow::Continue(())
        });
        assert_eq!(fault, None);
        let second = "entries[1].sum at 4: XOR-8 mismatch: expected 0x02, found 0x03".to_owned();
        let last = "entries[3].sum at 8: XOR-8 mismatch: expected 0x05, found 0x06".to_owned();
        assert_eq!(found, [None, Some(second), None, Some(last)]);
    }
}

/// The columns of computed integers contain all values of their expressions.
#[test]
fn computed_columns_have_the_range_of_their_expressions() {
    use bytescope_table::ColumnKind;
    let text = "
meta: {id: wide, endian: le}
seq: [{id: items, type: item, repeat: eos}]
types:
  item:
    seq: [{id: a, type: u8}, {id: b, type: s4}, {id: c, type: u8, repeat: expr, repeat-expr: 2}]
    instances:
      same: {value: a}
      half: {value: a / 2}
      negative: {value: 0 - a}
      first: {value: 'b > 0 ? c[0] : 7'}
      small: {value: b * 1000 + (a & 0xff)}
      shifted: {value: (a >> 8) << 8}
";
    let schema = schema(text);
    let columns = schema.rows(None, true).unwrap().columns().clone();
    for (name, kind) in [
        ("same", ColumnKind::U64),
        ("half", ColumnKind::I64),
        ("negative", ColumnKind::I128),
        ("first", ColumnKind::U64),
        ("small", ColumnKind::I64),
        ("shifted", ColumnKind::U64),
    ] {
        let column = columns.fields.iter().find(|field| field.name == name).unwrap();
        assert_eq!(column.kind, kind, "{name}");
    }
}
