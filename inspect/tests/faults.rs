//! Values of faults, and lists of faults.
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
fn rows_of_tables_are_searched() {
    let data = [0xe8, 4, 200, 1, 231, 56];
    let all = FaultOptions::default();
    assert_eq!(paths(&data, all), ["levels[0].percent", "levels[2].percent"]);
    assert_eq!(read(&data).tree.recorded_faults(), []);
}

#[test]
fn the_search_is_bounded() {
    let mut data = vec![200; 1000];
    (data[0], data[1]) = (0, 0);
    let most = FaultOptions { max_faults: 5, ..FaultOptions::default() };
    assert_eq!(paths(&data, most).len(), 5);
    let ends = FaultOptions { rows: 2, ..FaultOptions::default() };
    let ends = paths(&data, ends);
    assert_eq!(
        ends[ends.len() - 3..],
        ["levels[0].percent", "levels[1].percent", "levels[997].percent"]
    );
    let none = FaultOptions { rows: 0, ..FaultOptions::default() };
    assert!(paths(&data, none).iter().all(|path| !path.starts_with("levels")));
}

/// Expected and actual values are available as numbers, and formatted in the message.
#[test]
fn faults_carry_values() {
    let outcome = read(&[0x10, 3, 1, 2]);
    let faults = outcome.tree.recorded_faults();
    let (sum, count) = (faults[0].1, faults[1].1);
    assert_eq!(sum.kind, FaultKind::Mismatch);
    assert_eq!(sum.expected, Some(Fact::Hex { value: 3, digits: 1 }));
    assert_eq!(sum.expected.as_ref().and_then(Fact::as_int), Some(3));
    assert!(sum.to_string().ends_with(": expected 0x3, found 0x10"), "{sum}");
    assert_eq!(count.expected, Some(Fact::Value(Value::UInt(2))));
    assert_eq!(count.actual, Some(Fact::Value(Value::UInt(3))));
    let outcome = read(&[3, 2, 1, 2]);
    let rule = |name: &str| outcome.tree.child(name).unwrap().extra.as_ref().unwrap().verified;
    assert_eq!(rule("sum"), Some(Verified::Checksum(Algorithm::SUM_8.name())));
    assert_eq!(rule("count"), Some(Verified::Computed("the number of levels")));
}

#[test]
fn faults_name_the_limit() {
    let limits = Limits { nodes: 2, ..Limits::default() };
    let outcome = inspect::<Levels>(&[3, 2, 1, 2], Endian::Little, (), limits);
    let (_, fault) = outcome.tree.recorded_faults()[0];
    assert_eq!(fault.limit(), Some(Limit::Nodes));
    assert_eq!(fault.kind, FaultKind::Limit(Limit::Nodes));
    let message = "limit reached: more than 2 fields; the rest is checked but not shown";
    assert_eq!(fault.to_string(), message);
}

#[test]
fn trees_can_be_compared() {
    let tree = |data: &[u8]| read(data).tree;
    assert_eq!(tree(&[3, 2, 1, 2]), tree(&[3, 2, 1, 2]));
    assert_ne!(tree(&[3, 2, 1, 2]), tree(&[3, 2, 1, 3]));
    assert_ne!(Value::UInt(1), Value::Int(1));
    assert!(Value::UInt(1).same(&Value::Int(1)));
}
