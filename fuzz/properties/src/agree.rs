//! Agreement of the two readers of a format.

use crate::plain;
use bytescope::formats::Format;
use bytescope::inspect::{BufferId, Limits, Node, Span, Value};

/// Checks that the tree reader and the plain binrw reader both fail, or return equal values and
/// ends; that children are within their parents; and that every byte is accounted for. `what` is
/// the name of the input in messages.
///
/// # Panics
/// Panics if a check fails.
pub fn agree(format: &Format, data: &[u8], what: &str) {
    let outcome = (format.inspect)(data, Limits::default());
    match ((plain::of(format).read)(data), &outcome.value) {
        (Ok(reading), Ok(())) => {
            assert!(reading.agrees, "{what}: different values");
            assert_eq!(reading.end, outcome.end, "{what}: different ends");
        }
        (Err(_), Err(_)) => assert!(outcome.tree.has_fault(), "{what}: error without a fault"),
        (plain, tree) => panic!("{what}:\nbinrw: {plain:?}\ntree: {tree:?}"),
    }
    check_nesting(&outcome.tree, what);
    check_coverage(&outcome.tree, data.len() as u64, what);
}

fn check_nesting(node: &Node, what: &str) {
    for child in node.children.iter().filter(|c| c.span.buffer == node.span.buffer) {
        assert!(
            node.span.contains(child.span),
            "{what}: {} {:?} is not within {} {:?}",
            child.meta.name,
            child.span,
            node.meta.name,
            node.span
        );
    }
    node.children.iter().for_each(|child| check_nesting(child, what));
}

/// Checks that every byte is covered by a leaf: a field, a reported gap or unread bytes.
fn check_coverage(tree: &Node, len: u64, what: &str) {
    let mut spans = Vec::new();
    leaves(tree, &mut spans);
    spans.retain(|span| !span.is_empty());
    spans.sort_by_key(|span| span.start());
    let mut end = 0;
    for span in spans {
        let start = span.start();
        assert!(start <= end, "{what}: bytes {end}..{start} not covered by any field");
        end = end.max(span.end());
    }
    assert_eq!(end, len, "{what}: end not covered by any field");
}

fn leaves(node: &Node, spans: &mut Vec<Span>) {
    if node.span.buffer != BufferId::SOURCE {
        return;
    }
    if node.children.is_empty() || !node.value.is_container() {
        spans.push(node.span);
    }
    if let Value::Table(rows) = &node.value {
        spans.push(rows.span());
    }
    node.children.iter().for_each(|child| leaves(child, spans));
}
