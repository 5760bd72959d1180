//! Fields that differ between two versions of a file.

use crate::Document;
use crate::view::JsonContext;
use bytescope_inspect::{Buffers, Node, Span, TableRows, Value};
use std::collections::HashMap;
use std::ops::Range;

/// A field whose value or bytes differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Path of the field.
    pub path: String,
    /// The field before the change; `None` if it did not exist.
    pub before: Option<FieldState>,
    /// The field after the change; `None` if it no longer exists.
    pub after: Option<FieldState>,
}

/// Location, bytes and value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldState {
    /// Offset in the file, or in derived bytes.
    pub offset: u64,
    /// The stored bytes.
    pub bytes: Vec<u8>,
    /// The value as text.
    pub value: String,
    /// True if the field does not have whole bytes; the bytes then contain other fields, too.
    pub is_partial: bool,
}

impl FieldState {
    fn is_same(&self, other: &Self) -> bool {
        self.value == other.value && (self.is_partial || self.bytes == other.bytes)
    }
}

/// Differences between two versions of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldChanges {
    /// Fields whose value or bytes differ, in the order of the tree.
    pub changed: Vec<FieldChange>,
    /// Number of fields that only moved.
    pub moved: u64,
}

/// Maximum number of bytes of a field that are kept.
const MAX_BYTES: usize = 64;
/// Number of bytes of rows that are compared at a time.
const BLOCK_SIZE: u64 = 64 << 10;

impl Document {
    /// Compares the fields with those of another version of the file, by path. Rows of tables whose
    /// bytes are equal are not read.
    pub fn changes(&self, after: &Self) -> FieldChanges {
        let mut comparison = TreeComparison {
            contexts: [self.context(), after.context()],
            found: FieldChanges::default(),
            added: Vec::new(),
        };
        comparison.nodes("", self.tree(), after.tree());
        let TreeComparison { mut found, added, .. } = comparison;
        found.changed.extend(added);
        found
    }
}

/// Comparison of two trees.
struct TreeComparison<'c> {
    /// Contexts of the nodes before and after the change.
    contexts: [JsonContext<'c>; 2],
    found: FieldChanges,
    /// Fields that exist only after the change.
    added: Vec<FieldChange>,
}

impl TreeComparison<'_> {
    /// Compares two nodes with the same path.
    fn nodes(&mut self, path: &str, before: &Node, after: &Node) {
        let [old, new] = self.contexts;
        match (state(before, path, old), state(after, path, new)) {
            (Some(before), Some(after)) if after.is_same(&before) => {
                self.found.moved += u64::from(after.offset != before.offset);
            }
            (None, None) => {}
            (before, after) => {
                let changes =
                    if before.is_none() { &mut self.added } else { &mut self.found.changed };
                changes.push(FieldChange { path: path.to_owned(), before, after });
            }
        }
        let mut old_items: Vec<&Node> = before.children_besides_rows().collect();
        let mut new_items: Vec<&Node> = after.children_besides_rows().collect();
        match (table(before), table(after)) {
            (Some(old), Some(new)) => self.rows(path, old, new),
            // A short list has no table.
            (Some(rows), None) => {
                for row in rows.rows(old.bytes, 0..rows.count(), old.limits) {
                    match take(&mut new_items, row.index) {
                        Some(item) => self.nodes(&row.path_below(path), &row, item),
                        None => self.removed(&row.path_below(path), &row),
                    }
                }
            }
            (None, Some(rows)) => {
                for row in rows.rows(new.bytes, 0..rows.count(), new.limits) {
                    match take(&mut old_items, row.index) {
                        Some(item) => self.nodes(&row.path_below(path), item, &row),
                        None => self.appeared(&row.path_below(path), &row),
                    }
                }
            }
            (None, None) => {}
        }
        self.children(path, &old_items, &new_items);
    }

    /// Compares the children of two nodes by name or index.
    fn children(&mut self, path: &str, old: &[&Node], new: &[&Node]) {
        let in_order = old.len() == new.len()
            && old.iter().zip(new).all(|(old, new)| old.path_below("") == new.path_below(""));
        if in_order {
            for (old, new) in old.iter().zip(new) {
                self.nodes(&old.path_below(path), old, new);
            }
            return;
        }
        let mut others: HashMap<String, &Node> =
            new.iter().map(|node| (node.path_below(path), *node)).collect();
        for node in old {
            let path = node.path_below(path);
            match others.remove(&path) {
                Some(other) => self.nodes(&path, node, other),
                None => self.removed(&path, node),
            }
        }
        for node in new {
            let path = node.path_below(path);
            if others.contains_key(&path) {
                self.appeared(&path, node);
            }
        }
    }

    /// Compares the rows of two tables by index.
    fn rows(&mut self, path: &str, old_rows: &TableRows, new_rows: &TableRows) {
        let [old, new] = self.contexts;
        let (old_count, new_count) = (old_rows.count(), new_rows.count());
        let common = old_count.min(new_count);
        let buffers = self.contexts.map(|context| context.bytes);
        for range in different(buffers, old_rows, new_rows, common) {
            let old = old_rows.rows(old.bytes, range.clone(), old.limits);
            let new = new_rows.rows(new.bytes, range, new.limits);
            for (old, new) in old.zip(new) {
                self.nodes(&old.path_below(path), &old, &new);
            }
        }
        for row in old_rows.rows(old.bytes, common..old_count, old.limits) {
            self.removed(&row.path_below(path), &row);
        }
        for row in new_rows.rows(new.bytes, common..new_count, new.limits) {
            self.appeared(&row.path_below(path), &row);
        }
    }

    fn removed(&mut self, path: &str, node: &Node) {
        leaves(node, path, self.contexts[0], &mut |path, before| {
            let path = path.to_owned();
            self.found.changed.push(FieldChange { path, before: Some(before), after: None });
        });
    }

    fn appeared(&mut self, path: &str, node: &Node) {
        leaves(node, path, self.contexts[1], &mut |path, after| {
            let path = path.to_owned();
            self.added.push(FieldChange { path, before: None, after: Some(after) });
        });
    }
}

/// Returns the first `count` rows without those whose bytes and offsets are equal, in ranges of
/// indices. Rows of variable size are compared all or none.
fn different(
    [before, after]: [Buffers<'_>; 2],
    old: &TableRows,
    new: &TableRows,
    count: u64,
) -> impl Iterator<Item = Range<u64>> {
    let stride = old.stride().filter(|stride| *stride > 0 && new.stride() == Some(*stride));
    let step = match stride {
        Some(stride) => BLOCK_SIZE.checked_div(stride).unwrap_or(1).max(1),
        None => count.max(1),
    };
    let span = move |rows: &TableRows, range: &Range<u64>| match stride {
        Some(stride) => {
            let at = |index: u64| rows.span().start().saturating_add(index.saturating_mul(stride));
            Span::bytes(rows.buffer(), at(range.start), at(range.end))
        }
        None => rows.span(),
    };
    let may_refer = !old.covers().is_empty() || !new.covers().is_empty();
    let step = usize::try_from(step).unwrap_or(usize::MAX);
    let blocks = (0..count).step_by(step);
    let blocks = blocks.map(move |start| start..start.saturating_add(step as u64).min(count));
    blocks.filter(move |range| {
        let (a, b) = (span(old, range), span(new, range));
        may_refer || a != b || before.of(a) != after.of(b)
    })
}

/// Removes the item with an index.
fn take<'n>(items: &mut Vec<&'n Node>, index: Option<u64>) -> Option<&'n Node> {
    let at = items.iter().position(|item| item.index == index)?;
    Some(items.remove(at))
}

fn table(node: &Node) -> Option<&TableRows> {
    if let Value::Table(table) = &node.value { Some(table) } else { None }
}

/// Passes the leaves of a node to `take`, with their paths.
fn leaves(
    node: &Node,
    path: &str,
    context: JsonContext<'_>,
    take: &mut dyn FnMut(&str, FieldState),
) {
    if let Some(state) = state(node, path, context) {
        take(path, state);
    }
    if let Some(table) = table(node) {
        for row in table.rows(context.bytes, 0..table.count(), context.limits) {
            leaves(&row, &row.path_below(path), context, take);
        }
    }
    for child in node.children_besides_rows() {
        leaves(child, &child.path_below(path), context, take);
    }
}

/// Returns the state of a leaf; `None` for other nodes.
fn state(node: &Node, path: &str, context: JsonContext<'_>) -> Option<FieldState> {
    let has_rows = table(node).is_some_and(|table| table.count() > 0);
    if !node.children.is_empty() || has_rows || path.is_empty() || node.span.is_empty() {
        return None;
    }
    let bytes = first_bytes(context.bytes, node);
    let mut value = Vec::new();
    crate::view::value::describe(&mut value, node, context.bytes.of(node.content()));
    let value = String::from_utf8_lossy(&value).into_owned();
    let (start, len) = (node.span.bit_start, node.span.bit_len);
    let is_partial = !start.is_multiple_of(8) || !len.is_multiple_of(8);
    let offset = context.offset(node.span);
    Some(FieldState { offset, bytes, value, is_partial })
}

fn first_bytes(buffers: Buffers<'_>, node: &Node) -> Vec<u8> {
    let bytes = buffers.of(node.span);
    bytes.get(..MAX_BYTES).unwrap_or(bytes).to_vec()
}
