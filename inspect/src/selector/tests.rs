//! Tests of the syntax and of selection.

use super::*;

fn steps(text: &str) -> Vec<SelectorStep> {
    text.parse::<Selector>().unwrap().steps
}

#[test]
fn paths_are_parsed() {
    use ItemIndex::{FromEnd, FromStart};
    let field = |name: &str| SelectorStep::Field(name.to_owned());
    let expected = [
        field("chunks"),
        SelectorStep::Items(FromStart(2), Some(FromStart(5))),
        field("data"),
        SelectorStep::Items(FromStart(0), None),
        field("x"),
        SelectorStep::Item(FromStart(7)),
    ];
    assert_eq!(steps("chunks[2..5].data[].x[7]"), expected);
    let expected = [
        SelectorStep::Anywhere,
        field("a"),
        SelectorStep::Item(FromEnd(1)),
        SelectorStep::Items(FromEnd(3), Some(FromEnd(1))),
    ];
    assert_eq!(steps("**.a[-1][-3..-1]"), expected);
}

#[test]
fn conditions_are_parsed() {
    let [SelectorStep::Field(_), SelectorStep::Where(conditions)] =
        &steps("c[a.b = x y|'q]',d>=-2]")[..]
    else {
        panic!("expected a field and a condition")
    };
    let expected = [
        Condition {
            path: vec!["a".into(), "b".into()],
            comparison: condition::FieldComparison::Equal,
            values: vec!["x y".into(), "q]".into()],
        },
        Condition {
            path: vec!["d".into()],
            comparison: condition::FieldComparison::AtLeast,
            values: vec!["-2".into()],
        },
    ];
    assert_eq!(*conditions, expected);
}

#[test]
fn syntax_errors_have_a_column() {
    for (text, column) in
        [("", 1), ("a..b", 2), ("a[x]", 2), ("a[1", 2), ("a.b c", 4), ("a[-0]", 2), ("a[b=]", 2)]
    {
        assert_eq!(text.parse::<Selector>(), Err(SelectorError { column }), "{text}");
    }
}

/// Returns a list of structures with a number and a text.
fn tree() -> Node {
    let leaf = |name: &'static str, value: Value| Node {
        meta: std::sync::Arc::new(crate::Meta { name: name.into(), ..Default::default() }).into(),
        value,
        ..Node::default()
    };
    let item = |index: u64, text: &str| Node {
        index: Some(index),
        children: vec![leaf("size", Value::UInt(index)), leaf("name", Value::text(text))],
        ..Node::default()
    };
    let items = [(0, "one"), (1, "two"), (2, "Three")].map(|(index, text)| item(index, text));
    let list = Node { children: items.into(), ..leaf("items", Value::List) };
    Node { children: vec![list], ..Node::default() }
}

#[test]
fn nodes_are_selected() {
    let tree = tree();
    let bytes = Buffers { source: &[], buffers: &[] };
    let select = |text: &str| -> Vec<String> {
        let selector: Selector = text.parse().unwrap();
        let found = selector.select(&tree, bytes, Limits::default());
        found.into_iter().map(|(path, _)| path).collect()
    };
    assert_eq!(select("items[-1]"), ["items[2]"]);
    assert_eq!(select("items[-4]"), [""; 0]);
    assert_eq!(select("items[-2..].size"), ["items[1].size", "items[2].size"]);
    assert_eq!(select("items[name=two]"), ["items[1]"]);
    assert_eq!(select("items[name~T]"), ["items[1]", "items[2]"]);
    assert_eq!(select("items[name!=two, size<2].NAME"), ["items[0].name"]);
    assert_eq!(select("items[size=0x1|2]"), ["items[1]", "items[2]"]);
    assert_eq!(select("items[other=1]"), [""; 0]);
    assert_eq!(select("items[0][size=0]"), ["items[0]"]);
    assert_eq!(select("**.name"), ["items[0].name", "items[1].name", "items[2].name"]);
    assert_eq!(select("**[-1].size"), ["items[2].size"]);
    assert_eq!(select("**[size=1]"), ["items[1]"]);
    assert_eq!(select("**").len(), 11);
}
