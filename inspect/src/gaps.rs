//! Sorts the finished tree into file order and adds fillers for bytes not covered by any field.

use crate::{BufferId, Fact, Fault, FaultKind, Meta, Node, Quantity, Span, Value};

const UNREAD: &Meta = &Meta::new("unread", "bytes", "Data after the fault");
const PADDING: &Meta = &Meta::new("padding", "bytes", "Zero bytes between two fields");
const UNCOVERED: &Meta = &Meta::new("uncovered", "bytes", "Bytes not covered by any field");

/// Treatment of bytes not covered by any field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gaps {
    /// Zeros between fields are padding; all other uncovered bytes are faults.
    Faults,
    /// Uncovered bytes belong to fields that were not read or are not shown.
    Unread,
    /// Zeros between fields are padding; all other uncovered bytes are allowed.
    Allowed,
}

/// Adds a filler for every run of bytes not covered by any field. With `sort`, first sorts children
/// into file order.
pub(crate) fn complete(tree: &mut Node, data: &[u8], gaps: Gaps, sort: bool) {
    let mut leaves = Vec::new();
    arrange(tree, sort, &mut leaves);
    leaves.sort_unstable();
    let mut covered = 0;
    let end = data.len() as u64;
    let mut fillers = Vec::new();
    for (start, stop) in leaves.into_iter().chain([(end, end)]) {
        if start > covered {
            fillers.push(filler(data, covered, start, gaps));
        }
        covered = covered.max(stop);
    }
    insert(tree, fillers);
}

/// Collects the byte ranges of the leaves. With `sort`, sorts the children of every structure into
/// file order.
fn arrange(node: &mut Node, sort: bool, leaves: &mut Vec<(u64, u64)>) {
    if node.children.is_empty() {
        let is_leaf = !matches!(node.value, Value::Group) || node.fault().is_some();
        return cover(node, is_leaf, leaves);
    }
    let buffer = node.span.buffer;
    let key = |n: &Node| if n.span.buffer == buffer { n.span.bit_start } else { u64::MAX };
    // Items of a list remain in the order of their indices.
    if sort && matches!(node.value, Value::Group) && !node.children.is_sorted_by_key(key) {
        node.children.sort_by_key(key);
    }
    if !node.value.is_container() {
        return cover(node, true, leaves);
    }
    // Children decoded from the field's bytes are in another buffer and do not cover those bytes.
    let decoded = node.children.iter().all(|child| child.span.buffer != buffer);
    cover(node, decoded || matches!(node.value, Value::Table(_)), leaves);
    node.children.iter_mut().for_each(|child| arrange(child, sort, leaves));
}

/// Adds the byte range of a leaf in the source.
fn cover(node: &Node, is_leaf: bool, leaves: &mut Vec<(u64, u64)>) {
    if let Value::Table(rows) = &node.value {
        leaves.extend(rows.covers());
    }
    let span = match &node.value {
        Value::Table(rows) => rows.span(),
        _ => node.span,
    };
    if is_leaf && span.buffer == BufferId::SOURCE && !span.is_empty() {
        leaves.push((span.start(), span.end()));
    }
}

fn filler(data: &[u8], start: u64, end: u64, gaps: Gaps) -> Node {
    let span = Span::bytes(BufferId::SOURCE, start, end);
    let inner = start > 0 && end < data.len() as u64;
    let mut node = if gaps == Gaps::Unread {
        Node::filler(UNREAD, span)
    } else if inner && is_zero(data, start, end) {
        Node::filler(PADDING, span)
    } else if gaps == Gaps::Allowed {
        Node::filler(UNCOVERED, span)
    } else {
        let mut node = Node::filler(UNCOVERED, span);
        let size = end.saturating_sub(start);
        let message = if end == data.len() as u64 {
            trailing(size)
        } else {
            format!("{} not covered by any field", Fact::Size(size))
        };
        node.extra_mut().fault = Some(Fault::soft(FaultKind::Uncovered, start, message));
        node
    };
    node.span = span;
    node
}

/// Returns the fault message for bytes after the last field.
pub(crate) fn trailing(size: u64) -> String {
    Quantity::new(size, "trailing byte").to_string()
}

/// Inserts each filler into the innermost structure that contains its span. The fillers must be in
/// file order. All fillers of a structure are inserted in one pass, because a file may have a
/// hundred thousand gaps.
///
/// If the children of a structure are not in file order, its fillers are appended.
fn insert(parent: &mut Node, fillers: Vec<Node>) {
    let key = |n: &Node| (n.span.buffer, n.span.bit_start);
    if !parent.children.is_sorted_by_key(key) {
        return parent.children.extend(fillers);
    }
    let (mut here, mut below) = (Vec::new(), Vec::<(usize, Vec<Node>)>::new());
    for filler in fillers {
        let at = parent.children.partition_point(|c| {
            c.span.buffer == BufferId::SOURCE && c.span.bit_start <= filler.span.bit_start
        });
        let inside = at.checked_sub(1).filter(|before| {
            parent.children.get(*before).is_some_and(|child| {
                child.value.is_container()
                    && !child.children.is_empty()
                    && child.span.contains(filler.span)
            })
        });
        match (inside, below.last_mut()) {
            (None, _) => here.push((at, filler)),
            (Some(child), Some((last, group))) if *last == child => group.push(filler),
            (Some(child), _) => below.push((child, vec![filler])),
        }
    }
    for (child, group) in below {
        if let Some(child) = parent.children.get_mut(child) {
            insert(child, group);
        }
    }
    if here.is_empty() {
        return;
    }
    let count = parent.children.len().saturating_add(here.len());
    let children = std::mem::replace(&mut parent.children, Vec::with_capacity(count));
    let mut here = here.into_iter().peekable();
    for (at, child) in children.into_iter().enumerate() {
        while let Some((_, filler)) = here.next_if(|(before, _)| *before <= at) {
            parent.children.push(filler);
        }
        parent.children.push(child);
    }
    parent.children.extend(here.map(|(_, filler)| filler));
}

fn is_zero(data: &[u8], start: u64, end: u64) -> bool {
    let range = usize::try_from(start).ok().zip(usize::try_from(end).ok());
    let bytes = range.and_then(|(start, end)| data.get(start..end)).unwrap_or_default();
    bytes.iter().all(|b| *b == 0)
}
