//! Children of long lists by offset.

use bytescope_inspect::{BufferId, Node};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Number of children above which an index is used.
const MIN_INDEXED: usize = 32;

/// A child in a buffer, in order of its start.
#[derive(Clone, Copy, Debug)]
struct ChildSpan {
    buffer: BufferId,
    start: u64,
    /// Largest end of this child and those before it in the same buffer.
    max_end: u64,
    end: u64,
    child: usize,
}

/// Address and number of the children of a node, which do not change while a document exists.
type ChildrenKey = (usize, usize);

/// Indices of the children of long lists by offset, created when a list is searched first.
#[derive(Debug, Default)]
pub(super) struct ChildIndices {
    known: Mutex<HashMap<ChildrenKey, Arc<[ChildSpan]>>>,
}

impl ChildIndices {
    /// Returns the indices of the children of a node of the tree that share a byte of `start..end`
    /// in a buffer, in file order.
    pub(super) fn overlapping(
        &self,
        node: &Node,
        is_in_tree: bool,
        buffer: BufferId,
        (start, end): (u64, u64),
    ) -> Vec<usize> {
        if node.children.len() < MIN_INDEXED || !is_in_tree {
            let overlaps = |child: &Node| {
                let span = child.span;
                span.buffer == buffer && span.start() < end && span.end() > start
            };
            let children = node.children.iter().enumerate();
            return children.filter(|(_, child)| overlaps(child)).map(|(at, _)| at).collect();
        }
        let index = self.index(node);
        let below = |span: &ChildSpan| (span.buffer, span.start) < (buffer, end);
        let last = index.partition_point(below);
        let candidates = index.get(..last).unwrap_or_default().iter().rev();
        let candidates =
            candidates.take_while(|span| span.buffer == buffer && span.max_end > start);
        let mut found: Vec<usize> =
            candidates.filter(|span| span.end > start).map(|span| span.child).collect();
        found.reverse();
        found
    }

    fn index(&self, node: &Node) -> Arc<[ChildSpan]> {
        let key = (node.children.as_ptr().addr(), node.children.len());
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(key).or_insert_with(|| index_of(&node.children)).clone()
    }
}

fn index_of(children: &[Node]) -> Arc<[ChildSpan]> {
    let span = |(child, node): (usize, &Node)| {
        let (start, end) = (node.span.start(), node.span.end());
        ChildSpan { buffer: node.span.buffer, start, max_end: end, end, child }
    };
    let mut spans: Vec<ChildSpan> = children.iter().enumerate().map(span).collect();
    let order = |span: &ChildSpan| (span.buffer, span.start);
    if !spans.is_sorted_by_key(order) {
        spans.sort_by_key(order);
    }
    let mut before = (BufferId::SOURCE, 0);
    for span in &mut spans {
        if before.0 == span.buffer {
            span.max_end = span.max_end.max(before.1);
        }
        before = (span.buffer, span.max_end);
    }
    spans.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytescope_inspect::Span;

    #[test]
    fn indexed_and_scanned_children_agree() {
        let node = |start: u64, end: u64| Node {
            span: Span::bytes(BufferId::SOURCE, start, end),
            ..Node::default()
        };
        // A long child, empty children, gaps, and children out of order.
        let mut children = vec![node(10, 200), node(3, 3)];
        children.extend((0..60_u64).map(|n| node(n * 7 % 300, n * 7 % 300 + n % 5)));
        let parent = Node { children, ..Node::default() };
        let indices = ChildIndices::default();
        for start in 0..320 {
            for size in [1, 2, 40] {
                let range = (start, start + size);
                let of = |in_tree| {
                    let mut found = indices.overlapping(&parent, in_tree, BufferId::SOURCE, range);
                    found.sort_unstable();
                    found
                };
                assert_eq!(of(true), of(false), "{range:?}");
            }
        }
        assert!(indices.overlapping(&parent, true, BufferId(1), (0, 400)).is_empty());
    }
}
