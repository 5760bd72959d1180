//! Contents of faults, and lists of faults.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use binrw::{Endian, binrw};
use bytescope_inspect::{
    Algorithm, Fact, FaultKind, FaultOptions, Inspect, Limit, Limits, Outcome, Table, Value,
    Verified, inspect, to_end,
};

#[derive(Inspect)]
#[binrw]
#[derive(Debug, PartialEq)]
#[inspect(fixed)]
struct Level {
    #[inspect(check(percent <= 100, "must be at most 100"))]
    percent: u8,
}

#[derive(Inspect)]
#[binrw]
#[derive(Debug, PartialEq)]
struct Levels {
    #[inspect(hex, checksum(Algorithm::SUM_8, from = levels, to = levels))]
    sum: u8,
    #[inspect(expect("the number of levels", levels.count))]
    count: u8,
    #[br(parse_with = to_end)]
    levels: Table<Level>,
}

fn read(data: &[u8]) -> Outcome<Levels> {
    inspect::<Levels>(data, Endian::Little, (), Limits::default())
}

fn paths(data: &[u8], options: FaultOptions) -> Vec<String> {
    read(data).faults(data, &options).into_iter().map(|(path, _)| path).collect()
}

#[test]
fn faults_of_table_rows_are_listed() {
    let data = [0xe8, 4, 200, 1, 231, 56];
    let all = FaultOptions::default();
    assert_eq!(paths(&data, all), ["levels[0].percent", "levels[2].percent"]);
    assert_eq!(read(&data).tree.recorded_faults(), []);
}

#[test]
fn options_limit_the_list() {
    let mut data = vec![200; 1000];
    (data[0], data[1]) = (0, 0);
    let five_faults = FaultOptions { max_faults: 5, ..FaultOptions::default() };
    assert_eq!(paths(&data, five_faults).len(), 5);
    let two_rows = FaultOptions { rows: 2, ..FaultOptions::default() };
    let found = paths(&data, two_rows);
    assert_eq!(
        found[found.len() - 3..],
        ["levels[0].percent", "levels[1].percent", "levels[997].percent"]
    );
    let no_rows = FaultOptions { rows: 0, ..FaultOptions::default() };
    assert!(paths(&data, no_rows).iter().all(|path| !path.starts_with("levels")));
}

/// Expected and actual values are available as values, and formatted in the message.
#[test]
fn faults_contain_expected_and_actual_values() {
    let outcome = read(&[0x10, 3, 1, 2]);
    let faults = outcome.tree.recorded_faults();
    let (sum, count) = (faults[0].1, faults[1].1);
    assert_eq!(sum.kind, FaultKind::Mismatch);
    assert_eq!(sum.expected, Some(Fact::Hex { value: 3, digits: 2 }));
    assert_eq!(sum.expected.as_ref().and_then(Fact::as_int), Some(3));
    assert_eq!(sum.to_string(), "sum-8 mismatch: expected 0x03, found 0x10");
    assert_eq!(count.expected, Some(Fact::Value(Value::UInt(2))));
    assert_eq!(count.actual, Some(Fact::Value(Value::UInt(3))));
    let outcome = read(&[3, 2, 1, 2]);
    let rule = |name: &str| outcome.tree.child(name).unwrap().extra.as_ref().unwrap().verified;
    assert_eq!(rule("sum"), Some(Verified::Checksum(Algorithm::SUM_8.name())));
    assert_eq!(rule("count"), Some(Verified::Computed("the number of levels")));
}

#[derive(Inspect)]
#[binrw]
#[derive(Debug, PartialEq)]
struct Rules {
    #[inspect(check(version == 1, "must be 1"))]
    version: u8,
    #[inspect(hex, check(flags & 0xf0 == 0, "must be less than 0x10 (2.3)"))]
    flags: u8,
    #[inspect(unit = "bytes", expect("the size of the data", 70_000_u32))]
    size: u32,
    #[inspect(check(width != 0, "must not be 0"))]
    width: u8,
    #[inspect(check(height != 0, "is unusual"))]
    height: u8,
    #[br(assert(tag == *b"AE", "must be AE"))]
    tag: [u8; 2],
}

/// Messages contain values as the tree shows them, and sizes with grouped digits.
#[test]
fn messages_contain_the_value_that_was_found() {
    let data = [2, 0x1f, 0, 0x10, 0, 0, 0, 0, b'P', b'K'];
    let outcome = inspect::<Rules>(&data, Endian::Little, (), Limits::default());
    let messages: Vec<String> =
        outcome.tree.recorded_faults().iter().map(|(_, fault)| fault.to_string()).collect();
    assert_eq!(
        messages,
        [
            "must be 1, found 2",
            "must be less than 0x10 (2.3), found 0x1f",
            "does not match the size of the data: expected 70,000, found 4,096",
            "must not be 0",
            "is unusual",
            "must be AE, found 50 4b \"PK\"",
        ]
    );
    let fault = outcome.tree.recorded_faults()[0].1;
    assert_eq!((&fault.expected, &fault.actual), (&None, &Some(Fact::Value(Value::UInt(2)))));
}

#[test]
fn faults_contain_the_limit_that_was_reached() {
    let limits = Limits { nodes: 2, ..Limits::default() };
    let outcome = inspect::<Levels>(&[3, 2, 1, 2], Endian::Little, (), limits);
    let (_, fault) = outcome.tree.recorded_faults()[0];
    assert_eq!(fault.limit(), Some(Limit::Nodes));
    assert_eq!(fault.kind, FaultKind::Limit(Limit::Nodes));
    let message = "limit reached: more than 2 fields; the rest is not shown";
    assert_eq!(fault.to_string(), message);
}

#[test]
fn trees_are_equal_if_their_values_are() {
    let tree = |data: &[u8]| read(data).tree;
    assert_eq!(tree(&[3, 2, 1, 2]), tree(&[3, 2, 1, 2]));
    assert_ne!(tree(&[3, 2, 1, 2]), tree(&[3, 2, 1, 3]));
    assert_ne!(Value::UInt(1), Value::Int(1));
    assert!(Value::UInt(1).same(&Value::Int(1)));
}
