//! Fields that differ between two versions of a file.

use crate::Document;
use crate::view::JsonContext;
use bytescope_inspect::{Buffers, Node, Value};
use std::collections::{HashMap, HashSet};

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

impl Document {
    /// Compares the fields with those of another version of the file, by path.
    pub fn changes(&self, after: &Self) -> FieldChanges {
        let mut before = Vec::new();
        collect(self.tree(), "", self.context(), &mut before);
        let mut now = Vec::new();
        collect(after.tree(), "", after.context(), &mut now);
        let mut found = FieldChanges::default();
        let old: HashSet<String> = before.iter().map(|(path, _)| path.clone()).collect();
        let mut known: HashMap<String, FieldState> = now.iter().cloned().collect();
        for (path, before) in before {
            match known.remove(&path) {
                Some(after) if after.is_same(&before) => {
                    found.moved += u64::from(after.offset != before.offset);
                }
                after => {
                    let before = Some(before);
                    found.changed.push(FieldChange { path, before, after });
                }
            }
        }
        let is_new = |(path, _): &(String, FieldState)| !old.contains(path);
        let new = now.into_iter().filter(is_new);
        let new = new.map(|(path, state)| FieldChange { path, before: None, after: Some(state) });
        found.changed.extend(new.collect::<Vec<_>>());
        found
    }
}

/// Collects the leaves of a tree with their paths.
fn collect(
    node: &Node,
    path: &str,
    context: JsonContext<'_>,
    found: &mut Vec<(String, FieldState)>,
) {
    let mut rows = 0;
    if let Value::Table(table) = &node.value {
        rows = table.count();
        for row in table.rows(context.bytes, 0..rows, context.limits) {
            collect(&row, &row.path_below(path), context, found);
        }
    }
    for child in node.children_besides_rows() {
        collect(child, &child.path_below(path), context, found);
    }
    if node.children.is_empty() && rows == 0 && !path.is_empty() && !node.span.is_empty() {
        let bytes = first_bytes(context.bytes, node);
        let mut value = Vec::new();
        crate::view::value::describe(&mut value, node, context.bytes.of(node.content()));
        let value = String::from_utf8_lossy(&value).into_owned();
        let (start, len) = (node.span.bit_start, node.span.bit_len);
        let is_partial = !start.is_multiple_of(8) || !len.is_multiple_of(8);
        let offset = context.offset(node.span);
        found.push((path.to_owned(), FieldState { offset, bytes, value, is_partial }));
    }
}

fn first_bytes(buffers: Buffers<'_>, node: &Node) -> Vec<u8> {
    let bytes = buffers.of(node.span);
    bytes.get(..MAX_BYTES).unwrap_or(bytes).to_vec()
}
