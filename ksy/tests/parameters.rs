//! Values of the parameters of the top-level type.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_inspect::{Limits, Node, Outcome};
use bytescope_ksy::{ParamError, Schema, SchemaSearch};

fn schema(text: &str) -> Schema {
    let parsed = Schema::parse("test.ksy".as_ref(), text.to_owned(), &SchemaSearch::default());
    parsed.unwrap_or_else(|report| panic!("{report}"))
}

fn messages(outcome: &Outcome<()>) -> Vec<String> {
    let faults = outcome.tree.recorded_faults();
    faults.iter().map(|(path, fault)| format!("{path} at {}: {fault}", fault.offset)).collect()
}

fn values(tree: &Node, names: &[&str]) -> Vec<String> {
    names.iter().map(|name| tree.child(name).unwrap().value.to_string()).collect()
}

const PARAMETERS: &str = "
meta: {id: record, endian: le}
params:
  - {id: version, type: u1}
  - {id: kind, type: u2, enum: kinds}
  - {id: name, type: str}
  - {id: key, type: bytes}
  - {id: scale, type: f4}
  - {id: wide, type: bool}
  - {id: sizes, type: 'u1[]'}
  - {id: from, type: struct}
seq:
  - {id: number, type: {switch-on: version, cases: {0: u2, 1: u4}}}
  - {id: data, size: 'sizes[1]', process: xor(key)}
instances:
  shown: {value: name + kind.to_i.to_s}
  ratio: {value: number.as<u4> / scale}
  both: {value: 'wide and kind == kinds::second'}
enums: {kinds: {1: first, 2: second}}
";

#[test]
fn parameters_of_the_file_have_values() {
    let bare = schema(PARAMETERS);
    let given = [
        ("version", "0x0"),
        ("kind", "second"),
        ("name", "part "),
        ("key", "0f f0"),
        ("scale", "4"),
        ("wide", "true"),
        ("sizes", "[1, 2]"),
    ];
    let full = bare.with_parameters(&given).unwrap();
    let outcome = full.inspect(&[6, 0, 0x0f, 0xf1], Limits::default(), true);
    assert_eq!(messages(&outcome), [""; 0]);
    let names = ["number", "shown", "ratio", "both"];
    assert_eq!(values(&outcome.tree, &names), ["6", "\"part2\"", "1.5", "true"]);
    let data = outcome.tree.child("data").unwrap();
    assert_eq!(outcome.buffers[0].bytes.as_ref(), [0, 1], "{data:?}");
    // Values given earlier are kept, and the first schema has none.
    let changed = full.with_parameters(&[("version", "1")]).unwrap();
    let tree = changed.inspect(&[6, 0, 0, 0, 0x0f, 0xf1], Limits::default(), false).tree;
    assert_eq!(values(&tree, &["number"]), ["6"]);
    assert!(bare.parameters().iter().all(|parameter| !parameter.has_value));
    let outcome = bare.inspect(&[6, 0], Limits::default(), false);
    assert_eq!(messages(&outcome), ["number at 0: parameter `version` has no value"]);
    let missing = full.parameters().into_iter().filter(|parameter| !parameter.has_value);
    assert_eq!(
        missing.map(|p| (p.name, p.ty)).collect::<Vec<_>>(),
        [("from".into(), "struct".into())]
    );
}

#[test]
fn invalid_parameters_are_refused() {
    let schema = schema(PARAMETERS);
    for (name, value, problem) in [
        ("version", "256", "out of range: expected 0 to 255, found 256"),
        ("version", "-1", "out of range: expected 0 to 255, found -1"),
        ("version", "number", "expected a constant, found `number`"),
        ("version", "'1'", "expected an integer, found a string"),
        ("version", "1 +", "expected a value, found the end of the expression"),
        (
            "kind",
            "third",
            "unknown value `third` of enum `kinds`; expected one of `first` or `second`",
        ),
        ("key", "0g", "expected hexadecimal digits or a list of bytes"),
        ("scale", "true", "expected a float, found a boolean"),
        ("sizes", "['a']", "invalid items: expected an integer, found a string"),
        (
            "from",
            "1",
            "an object whose type is known only at run time cannot be given from outside",
        ),
    ] {
        let error = schema.with_parameters(&[(name, value)]).unwrap_err();
        let ParamError::Invalid { problem: found, .. } = &error else { panic!("{error}") };
        assert_eq!(found, problem, "{name}={value}");
    }
    let unknown = schema.with_parameters(&[("versio", "1")]).unwrap_err();
    assert!(
        unknown
            .to_string()
            .starts_with("unknown parameter `versio`; parameters of `record`: `version`")
    );
    let twice = schema.with_parameters(&[("version", "1"), ("version", "2")]).unwrap_err();
    assert_eq!(twice.to_string(), "several values of parameter `version`");
}

/// Rows and samples have the values of the parameters, too.
#[test]
fn parameters_apply_to_rows_and_samples() {
    use bytescope_ksy::{SampleParams, Sampler};
    use bytescope_table::{Batch, Cell};
    use std::ops::ControlFlow;
    let text = "
meta: {id: rows, endian: le}
params: [{id: size, type: u1}]
seq: [{id: rows, type: row(size), repeat: eos}]
types:
  row: {params: [{id: size, type: u1}], seq: [{id: n, type: u2}, {id: pad, size: size}]}
";
    let schema = schema(text).with_parameters(&[("size", "1")]).unwrap();
    let rows = schema.rows(None, false).unwrap();
    let mut batch = Batch::new(rows.columns());
    let fault = rows.read(&[1, 0, 9, 2, 0, 9], Limits::default(), &mut |mut row| {
        row.add_to(&mut batch);
        ControlFlow::Continue(())
    });
    assert!(fault.is_none());
    assert_eq!(batch.cell(0, 1), Cell::Int(2));
    let sample = Sampler::new(&schema).generate(SampleParams { seed: 1, index: 0, size: 60 });
    assert_eq!(sample.unwrap().len() % 3, 0);
}
