//! Tests of the syntax and of values.

use super::*;
use crate::{Blob, Inspect, inspect};
use binrw::{Endian, binrw};

#[test]
fn parts_without_value_are_left_out() {
    let text = |template: &str, data: &[u8]| {
        let outcome = inspect::<Sizes>(data, Endian::Big, (), Limits::default());
        let bytes = Buffers { source: data, buffers: &outcome.buffers };
        Summary::parse(template).unwrap().text(&outcome.tree, bytes, Limits::default())
    };
    let data = [0x12, 0x34, 2, 0, 10, 0, 20];
    for (template, expected) in [
        ("plain", "plain"),
        ("{{{id}", "{4660"),
        ("{id:hex}, {none}, {items[0]}", "0x1234, 10"),
        ("{items:count item}, {items[]:sum:size}", "2 items, 30 bytes"),
        ("{count}  {missing}, x", "2, x"),
        ("{items[5]:none no fifth}, {items[1]:any second}", "no fifth, second"),
        ("{id:map 4660=known|1=one}, {count:map 9=nine}", "known, 2"),
        ("{items[-1]:unit}", "20"),
        (
            "{items[]:sum}, {items[]:count item}, {items[.>15]:count large item}",
            "30, 2 items, 1 large item",
        ),
        ("{:size}", "7 bytes"),
    ] {
        assert_eq!(text(template, &data), expected, "{template}");
    }
    assert_eq!(text("a, {id}, {count:count item}, {items:count item}", &data[..2]), "a, 4660");
}

#[derive(Inspect)]
#[inspect(crate = crate)]
#[binrw]
struct Sizes {
    id: u16,
    count: u8,
    #[br(count = count)]
    #[inspect(unit = "px")]
    items: Vec<u16>,
}

#[derive(Inspect)]
#[inspect(crate = crate, summary = "{inner}, {body}")]
#[binrw]
struct Outer {
    inner: Inner,
    body: Body,
    #[br(count = 2)]
    rest: Blob,
}

#[derive(Inspect)]
#[inspect(crate = crate, summary = "x = {x}")]
#[binrw]
struct Inner {
    x: u8,
}

#[derive(Inspect)]
#[inspect(crate = crate)]
#[binrw]
enum Body {
    #[br(magic = 1u8)]
    #[inspect(summary = "one: {y}")]
    One { y: u8 },
    #[br(magic = 2u8)]
    Two(Inner),
}

#[test]
fn summaries_are_nested() {
    let text = |data: &[u8]| {
        let outcome = inspect::<Outer>(data, Endian::Big, (), Limits::default());
        let bytes = Buffers { source: data, buffers: &outcome.buffers };
        outcome.tree.summary(bytes, Limits::default())
    };
    assert_eq!(text(&[7, 1, 8, 0, 0]).as_deref(), Some("x = 7, one: 8"));
    assert_eq!(text(&[7, 2, 8, 0, 0]).as_deref(), Some("x = 7, x = 8"));
    assert_eq!(text(&[7, 3]).as_deref(), Some("x = 7"));
    assert_eq!(text(&[]), None);
}

#[test]
fn syntax_errors_have_a_column() {
    for (template, column) in [("a {b", 3), ("{b:wrong}", 4), ("{b..c}", 3), ("{b:count}", 4)] {
        assert_eq!(Summary::parse(template).unwrap_err().column, column, "{template}");
    }
}
