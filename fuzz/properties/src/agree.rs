//! The two readers of a format agree on every input.

use crate::plain;
use bytescope::formats::Format;
use bytescope::inspect::{BufferId, Limits, Node, Span, Value};

/// The tree's reader and the plain binrw reader give the same verdict, value and end; children lie
/// within their parents; and every byte is accounted for. `what` names the input in a message.
///
/// # Panics
/// One of that does not hold.
pub fn agree(format: &Format, data: &[u8], what: &str) {
    let outcome = (format.inspect)(data, Limits::default());
    match ((plain::of(format).read)(data), &outcome.value) {
        (Ok(reading), Ok(())) => {
            assert!(reading.agrees, "{what}: another value");
            assert_eq!(reading.end, outcome.end, "{what}: another end");
        }
        (Err(_), Err(_)) => assert!(outcome.tree.has_fault(), "{what}: a silent error"),
        (plain, tree) => panic!("{what}:\nbinrw: {plain:?}\ntree: {tree:?}"),
    }
    nests(&outcome.tree, what);
    covers(&outcome.tree, data.len() as u64, what);
}

fn nests(node: &Node, what: &str) {
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
    node.children.iter().for_each(|child| nests(child, what));
}

/// Every byte belongs to a field, to a gap that is reported, or to what was not read.
fn covers(tree: &Node, len: u64, what: &str) {
    let mut spans = Vec::new();
    leaves(tree, &mut spans);
    spans.retain(|span| !span.is_empty());
    spans.sort_by_key(|span| span.start());
    let mut end = 0;
    for span in spans {
        assert!(span.start() <= end, "{what}: bytes {end}..{} in no field", span.start());
        end = end.max(span.end());
    }
    assert_eq!(end, len, "{what}: the end is in no field");
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
