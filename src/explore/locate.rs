//! Fields at bytes: the innermost field of a byte, and the fields of a range.

use super::Explorer;
use super::nodes::{EntryIndex, NodeHandle};
use super::position::TreePosition;
use bytescope_inspect::{BufferId, Node, Span, Value};

/// Maximum number of nodes that are visited for one search.
const MAX_VISITED: usize = 20_000;
/// Maximum number of derived buffers between a buffer and the source.
const MAX_ORIGINS: u32 = 64;

/// Bytes of a field without fields inside, in a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldBytes {
    /// Offset of the first byte.
    pub start: u64,
    /// Offset after the last byte.
    pub end: u64,
    /// Number that differs from that of the fields before and after it, for a color.
    pub color: u64,
    /// True if the field has a fault.
    pub has_fault: bool,
    /// True for bytes that no field covers.
    pub is_filler: bool,
}

/// A candidate for the innermost field.
struct Innermost {
    /// True if a field covers the byte; false if fields around it cover it only.
    is_field: bool,
    bit_len: u64,
    position: TreePosition,
}

impl Explorer {
    /// Returns the innermost field at a byte of a buffer.
    pub fn position_at(&self, buffer: BufferId, offset: u64) -> Option<TreePosition> {
        self.innermost(buffer, offset, MAX_ORIGINS)
    }

    fn innermost(&self, buffer: BufferId, offset: u64, origins: u32) -> Option<TreePosition> {
        let byte = Span::bytes(buffer, offset, offset.saturating_add(1));
        let mut visits = MAX_VISITED;
        let mut best: Option<Innermost> = None;
        // Near the selected field first, then around the field that the buffer is derived from.
        let mut starts = vec![self.selected.clone()];
        if buffer != BufferId::SOURCE && origins > 0 {
            let index = usize::try_from(buffer.0).ok()?.checked_sub(1)?;
            let input = self.doc.buffers().buffers.get(index)?.origin.input;
            let outer = origins.saturating_sub(1);
            starts.extend(self.innermost(input.buffer, input.start(), outer));
        }
        for start in starts {
            let mut next = Some(start);
            while let Some(position) = next {
                if let Some(node) = self.node(&position)
                    && (node.span.overlaps(byte) || node.span.buffer != buffer)
                {
                    self.descend(&node, &position, byte, &mut visits, &mut best);
                }
                if best.as_ref().is_some_and(|best| best.is_field) || visits == 0 {
                    return best.map(|best| best.position);
                }
                next = position.parent();
            }
        }
        best.map(|best| best.position)
    }

    /// Searches a node and its descendants.
    fn descend(
        &self,
        node: &NodeHandle<'_>,
        position: &TreePosition,
        byte: Span,
        visits: &mut usize,
        best: &mut Option<Innermost>,
    ) {
        *visits = visits.saturating_sub(1);
        if *visits == 0 {
            return;
        }
        let has_bytes = node.span.overlaps(byte);
        if has_bytes {
            let is_container = node.value.is_container();
            let found = Innermost {
                // A bit field is selected only if nothing around it has a value.
                is_field: !is_container,
                bit_len: node.span.bit_len,
                position: position.clone(),
            };
            let rank = |one: &Innermost| (!one.is_field, one.bit_len);
            if best.as_ref().is_none_or(|best| rank(&found) < rank(best)) {
                *best = Some(found);
            }
            if !is_container && node.children.iter().all(|c| c.span.buffer == byte.buffer) {
                return;
            }
        }
        for entry in self.entries_in(node, byte) {
            let child = position.child(entry);
            if let Some(node) = self.node(&child) {
                self.descend(&node, &child, byte, visits, best);
            }
        }
    }

    /// Returns the entries of a node that share a byte of `span`.
    fn entries_in(&self, node: &NodeHandle<'_>, span: Span) -> Vec<u64> {
        let range = (span.start(), span.end());
        let children = self.indices.overlapping(node, node.in_tree().is_some(), span.buffer, range);
        let mut found: Vec<u64> = Vec::new();
        if let Value::Table(rows) = &node.value
            && rows.span().overlaps(span)
        {
            let first = rows.span().start().max(span.start());
            let index = |offset| rows.index_at(self.doc.buffers(), offset, self.doc.limits());
            if let Some(first) = index(first) {
                let last = match rows.stride() {
                    Some(_) => index(span.end().saturating_sub(1)),
                    None if span.len() == 1 => None,
                    // Each row has at least one byte; the caller stops at the end of the range.
                    None => Some(first.saturating_add(span.len())),
                };
                let last = last.unwrap_or(first).min(rows.count().saturating_sub(1));
                found.extend(first..=last);
            }
        }
        let children = children.into_iter().map(|child| EntryIndex::index_of_child(node, child));
        for entry in children {
            if !found.contains(&entry) {
                found.push(entry);
            }
        }
        found
    }

    /// Returns the bytes of the fields in a range of a buffer. Later fields are inside earlier ones
    /// or after them.
    pub fn fields_in(&self, buffer: BufferId, start: u64, end: u64) -> Vec<FieldBytes> {
        let range = Span::bytes(buffer, start, end);
        let mut found = Vec::new();
        let mut top = TreePosition::ROOT;
        if buffer != BufferId::SOURCE {
            // The fields of a derived buffer are below the field that it is derived from.
            let Some(at) = self.position_at(buffer, start) else { return found };
            let outside =
                |at: &TreePosition| self.node(at).is_none_or(|node| node.span.buffer != buffer);
            top = at;
            while let Some(parent) = top.parent() {
                top = parent;
                if outside(&top) {
                    break;
                }
            }
        }
        if let Some(node) = self.node(&top) {
            self.collect(&node, &top, range, &mut { MAX_VISITED }, &mut found);
        }
        found
    }

    fn collect(
        &self,
        node: &NodeHandle<'_>,
        position: &TreePosition,
        range: Span,
        visits: &mut usize,
        found: &mut Vec<FieldBytes>,
    ) {
        *visits = visits.saturating_sub(1);
        if *visits == 0 {
            return;
        }
        if node.span.buffer == range.buffer && is_leaf(node) {
            let entries = position.entries().iter().rev().take(2);
            found.push(FieldBytes {
                start: node.span.start(),
                end: node.span.end(),
                color: entries.fold(0, |sum: u64, entry| sum.wrapping_add(*entry)),
                has_fault: node.fault().is_some(),
                is_filler: node.is_filler(),
            });
            return;
        }
        for entry in self.entries_in(node, range) {
            let child = position.child(entry);
            let Some(node) = self.node(&child) else { continue };
            if node.span.buffer == range.buffer && node.span.start() >= range.end() {
                let is_row = matches!(node.index, Some(index) if index == entry);
                if is_row {
                    break;
                }
                continue;
            }
            self.collect(&node, &child, range, visits, found);
        }
    }
}

/// True if the field has a value, or nothing inside that has one.
fn is_leaf(node: &Node) -> bool {
    let is_empty = node.children.is_empty() && !matches!(node.value, Value::Table(_));
    !node.value.is_container() || is_empty
}
