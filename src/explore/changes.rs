//! Changes of fields, which can be undone.

use super::Explorer;
use super::nodes::num_entries;
use super::position::TreePosition;
use crate::document::{Document, Excerpt};
use crate::edit::{Change, PatchError, PatchOptions};
use bytescope_inspect::{Node, Quantity, Value};
use std::fmt::Write as _;

/// Maximum size in bytes of a file that is changed. Changing a field copies the file.
const MAX_SIZE: usize = 256 << 20;
/// Maximum size in bytes of binary data that is edited as hex digits.
const MAX_HEX: usize = 64;
/// Two changed bytes with fewer equal bytes between them are stored as one range.
const MAX_EQUAL: usize = 16;

/// Bytes before a change.
#[derive(Clone, Debug, PartialEq, Eq)]
struct OldBytes {
    offset: usize,
    bytes: Vec<u8>,
}

/// A change that can be undone.
#[derive(Clone, Debug)]
pub(super) struct ChangeStep {
    old: Vec<OldBytes>,
    /// Field that was changed.
    position: TreePosition,
}

impl Explorer {
    /// Returns the value of a field in the form in which [`set`](Self::set) accepts it; empty for
    /// values that are too long.
    pub fn editable(&self, position: &TreePosition) -> String {
        let Some(node) = self.node(position) else { return String::new() };
        editable_text(&node, self.doc.buffers().of(node.content()))
    }

    /// Changes a field. Dependent lengths and checksums are recomputed, unless
    /// [`PatchOptions::keep`] is set.
    ///
    /// # Errors
    /// Returns an error if the field cannot store the value, the result would be invalid, the format
    /// is a schema, or the document is a part of a file or too large to be copied.
    pub fn set(
        &mut self,
        position: &TreePosition,
        value: &str,
        options: PatchOptions,
    ) -> Result<(), PatchError> {
        let size = self.doc.bytes().len();
        if size > MAX_SIZE {
            let max = Quantity::bytes(MAX_SIZE as u64);
            return Err(format!("the file must have at most {max} to be changed").into());
        }
        let path = self.path(position);
        let change: Change = format!("{path}={value}").parse()?;
        let changed = self.doc.set(&[change], options)?;
        let old = differences(self.doc.bytes(), &changed);
        if old.is_empty() {
            return Ok(());
        }
        self.steps.push(ChangeStep { old, position: position.clone() });
        self.replace(changed);
        self.select(position);
        Ok(())
    }

    /// Undoes the last change. Returns the path of its field; `None` if there is no change.
    pub fn undo(&mut self) -> Option<String> {
        let step = self.steps.pop()?;
        let mut bytes = self.doc.bytes().to_vec();
        for old in &step.old {
            let end = old.offset.saturating_add(old.bytes.len());
            if let Some(range) = bytes.get_mut(old.offset..end) {
                range.copy_from_slice(&old.bytes);
            }
        }
        self.replace(bytes);
        self.select(&step.position);
        Some(self.path(&step.position))
    }

    /// Returns the number of changes that can be undone.
    pub fn num_changes(&self) -> usize {
        self.steps.len()
    }

    /// Reads the document again from changed bytes.
    fn replace(&mut self, bytes: Vec<u8>) {
        let excerpt = Excerpt::memory(self.doc.name(), bytes);
        self.doc = Document::read(excerpt, self.doc.format().clone(), self.doc.options());
        (self.nodes, self.indices) = Default::default();
        self.summary = self.doc.summary();
        self.num_faults = self.doc.tree().recorded_faults().len();
        let entries = |at: &TreePosition| self.node(at).map_or(0, |node| num_entries(&node));
        self.folds = self.folds.copied(&entries, Self::shows_root(&self.doc));
        while self.node(&self.selected).is_none() {
            self.selected = self.selected.parent().unwrap_or_default();
        }
    }
}

/// Returns the ranges that differ between two files of the same size, with the bytes of the first.
fn differences(old: &[u8], new: &[u8]) -> Vec<OldBytes> {
    let mut found: Vec<OldBytes> = Vec::new();
    for (offset, (a, b)) in old.iter().zip(new).enumerate().filter(|(_, (a, b))| a != b) {
        debug_assert_ne!(a, b);
        let last = found.last_mut().filter(|last| {
            offset.saturating_sub(last.offset.saturating_add(last.bytes.len())) < MAX_EQUAL
        });
        match last {
            Some(last) => {
                let end = last.offset.saturating_add(last.bytes.len());
                last.bytes.extend_from_slice(old.get(end..=offset).unwrap_or_default());
            }
            None => found.push(OldBytes { offset, bytes: vec![*a] }),
        }
    }
    found
}

fn editable_text(node: &Node, bytes: &[u8]) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = match &node.value {
        Value::Text(value) => return value.to_string(),
        Value::Label(label) => return label.name.to_string(),
        Value::Bytes if bytes.len() <= MAX_HEX => return hex::encode(bytes),
        Value::UInt(value) if node.meta.hex => write!(text, "{value:#x}"),
        value if value.is_container() => return text,
        value => write!(text, "{value}"),
    };
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_ranges() {
        let old: Vec<u8> = (0..100).collect();
        let mut new = old.clone();
        for at in [3, 4, 10, 60] {
            new[at] = 0xff;
        }
        let found = differences(&old, &new);
        let first = OldBytes { offset: 3, bytes: (3..=10).collect() };
        assert_eq!(found, [first, OldBytes { offset: 60, bytes: vec![60] }]);
        assert!(differences(&old, &old).is_empty());
    }
}
