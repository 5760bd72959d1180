//! Lines of the tree.

use super::Explorer;
use super::nodes::num_entries;
use super::position::TreePosition;
use super::summary::item_summary;
use crate::view::style;
use crate::view::{StyledText, remark_texts, value_text};
use bytescope_inspect::{Node, escape};
use std::ops::Range;

/// A visible line of the tree.
#[derive(Clone, Debug)]
pub struct TreeLine {
    /// Position of the field.
    pub position: TreePosition,
    /// Name or index of the field.
    pub name: String,
    /// True if the field has entries and they are shown, false if they are folded; `None` if it has
    /// no entries.
    pub unfolded: Option<bool>,
    /// Value and remarks.
    pub texts: Vec<StyledText>,
    /// True for bytes that no field covers.
    pub is_filler: bool,
    /// True if the field has a fault, or an entry of it that is in memory.
    pub has_fault: bool,
}

/// Maximum number of lines that are unfolded when a file is opened.
const INITIAL_LINES: u64 = 20;
/// Maximum number of fields that [`Explorer::unfold_all`] unfolds.
const MAX_UNFOLDED: usize = 10_000;
/// Maximum number of descendants that are examined for a fault.
const MAX_EXAMINED: usize = 1000;

impl Explorer {
    /// Returns the number of visible lines.
    pub fn num_lines(&self) -> u64 {
        self.folds.num_lines()
    }

    /// Returns the field on a visible line; `None` past the last line.
    pub fn at_line(&self, line: u64) -> Option<TreePosition> {
        self.folds.at_line(line)
    }

    /// Returns the line of a field; `None` if it is inside a folded field.
    pub fn line_of(&self, position: &TreePosition) -> Option<u64> {
        self.folds.line_of(position)
    }

    /// Returns the visible lines in a range, up to the last line.
    pub fn lines(&self, range: Range<u64>) -> Vec<TreeLine> {
        let range = range.start..range.end.min(self.num_lines());
        range.filter_map(|line| self.line(self.at_line(line)?)).collect()
    }

    fn line(&self, position: TreePosition) -> Option<TreeLine> {
        let node = self.node(&position)?;
        let unfolded = (position.depth() > 0 && num_entries(&node) > 0)
            .then(|| self.folds.is_unfolded(&position));
        let context = self.doc.context();
        let mut texts = Vec::new();
        let value = value_text(&node, &context);
        if !value.text.is_empty() {
            texts.push(value);
        }
        let summary = item_summary(&self.doc, &node, unfolded == Some(true));
        if !texts.is_empty() && !summary.is_empty() {
            texts.push(StyledText::new(style::VALUE, "  "));
        }
        texts.extend(summary);
        for remark in remark_texts(&node, &context) {
            texts.push(StyledText::new(style::VALUE, "  "));
            texts.push(remark);
        }
        Some(TreeLine {
            name: name_of(&node),
            unfolded,
            texts,
            is_filler: node.is_filler(),
            has_fault: has_fault(&node, &mut { MAX_EXAMINED }),
            position,
        })
    }

    /// True if the entries of a field are visible.
    pub fn is_unfolded(&self, position: &TreePosition) -> bool {
        self.folds.is_unfolded(position)
    }

    /// True if the field has entries.
    pub fn is_foldable(&self, position: &TreePosition) -> bool {
        self.node(position).is_some_and(|node| num_entries(&node) > 0)
    }

    /// Unfolds a field, which must be visible. Returns false if it has no entries.
    pub fn unfold(&mut self, position: &TreePosition) -> bool {
        let entries = self.node(position).map_or(0, |node| num_entries(&node));
        self.folds.unfold(position, entries);
        entries > 0
    }

    /// Folds a field. If the selected field is inside, the field is selected.
    pub fn fold(&mut self, position: &TreePosition) {
        if position.depth() == 0 {
            return;
        }
        self.folds.fold(position);
        if self.selected.is_within(position) {
            self.select(&position.clone());
        }
    }

    /// Unfolds the fields around a field, so that it has a line.
    pub fn reveal(&mut self, position: &TreePosition) {
        for above in position.ancestors().skip(1) {
            self.unfold(&above);
        }
    }

    /// Unfolds a field and everything below it. Returns false if some fields remain folded because
    /// they are too many.
    pub fn unfold_all(&mut self, position: &TreePosition) -> bool {
        let mut left = MAX_UNFOLDED;
        let mut pending = vec![position.clone()];
        while let Some(next) = pending.pop() {
            let Some(entries) = self.node(&next).map(|node| num_entries(&node)) else { continue };
            if entries == 0 {
                continue;
            }
            left = left.saturating_sub(1);
            self.folds.unfold(&next, entries);
            let visited = entries.min(left as u64);
            left = left.saturating_sub(usize::try_from(visited).unwrap_or(left));
            pending.extend((0..visited).rev().map(|entry| next.child(entry)));
            if visited < entries || left == 0 {
                return false;
            }
        }
        true
    }

    /// Folds all fields.
    pub fn fold_all(&mut self) {
        let entries = num_entries(self.doc.tree());
        let top = self.selected.entries().first().copied();
        self.folds = super::folds::Folds::new(entries, self.folds.shows_root);
        if let Some(top) = top {
            self.select(&TreePosition::ROOT.child(top));
        }
    }

    /// Unfolds short fields at the start of the tree.
    pub(super) fn unfold_initially(&mut self) {
        let mut line = 0;
        while let Some(position) = self.at_line(line) {
            line = line.saturating_add(1);
            // Of a list, only the first item is unfolded.
            let is_later_item = position.last().is_some_and(|last| last > 0)
                && self.node(&position).is_some_and(|node| node.index.is_some());
            let entries = self.node(&position).map_or(0, |node| match node.value.is_container() {
                true => num_entries(&node),
                false => 0,
            });
            let fits = self.num_lines().saturating_add(entries) <= INITIAL_LINES;
            // The list at the end is the main part of most files.
            let is_last = position.depth() == 1 && line == self.num_lines();
            if !is_later_item && (fits || is_last) {
                self.unfold(&position);
            }
            if line > INITIAL_LINES {
                return;
            }
        }
    }
}

/// Returns the name of a field, or the index of an item in brackets.
fn name_of(node: &Node) -> String {
    match node.index {
        Some(index) => format!("[{index}]"),
        None if node.meta.name.is_empty() => "file".to_owned(),
        None => escape(&node.meta.name).into_owned(),
    }
}

/// True if the node or one of the next `left` descendants has a fault.
fn has_fault(node: &Node, left: &mut usize) -> bool {
    if node.fault().is_some() {
        return true;
    }
    node.children.iter().any(|child| {
        *left = left.saturating_sub(1);
        *left > 0 && has_fault(child, left)
    })
}
