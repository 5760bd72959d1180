//! The tree as text: offset, bytes, name, value, remarks, one field a line.

pub use super::columns::heading;

use super::columns::{Columns, Line};
use super::json::Sight;
use super::value::items;
use bytescope_inspect::{Limit, Node, TableRows, Value};
use std::collections::VecDeque;
use std::io::{self, Write};

/// Items of a long array that are shown at its beginning.
pub const HEAD: u64 = 16;
/// A table of more rows than this shows each on one line.
const SMALL_TABLE: u64 = 4;
/// Rows of tables that are kept from the first pass over the lines to the second.
const KEPT: usize = 256;
/// Names wider than this do not push the values of all other fields to the right.
const WIDEST_NAME: usize = 36;

/// What a program adds to a tree: how its user sees more.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints {
    /// Added to a line that stands for items that are left out.
    pub elided: &'static str,
    /// What is added to a fault that is a limit.
    pub limit: Option<fn(Limit) -> &'static str>,
}

/// How a tree is shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct TreeOptions {
    /// Levels to show; all without.
    pub depth: Option<u32>,
    /// Show every item of long arrays.
    pub all: bool,
    /// Show the doc sentences.
    pub docs: bool,
    /// Use colours.
    pub color: bool,
    /// Columns to fit into; as wide as it gets without.
    pub width: Option<usize>,
    /// What is added for the user of a program.
    pub hints: Hints,
}

/// A tree, or a part of one, as text.
#[derive(Clone, Copy, Debug)]
pub struct TreeView<'v> {
    /// The node at the top.
    pub node: &'v Node,
    /// Its path; empty for the root, whose own line is left out.
    pub path: &'v str,
    /// Where its bytes are.
    pub sight: Sight<'v>,
    /// How it is shown.
    pub options: TreeOptions,
}

impl TreeView<'_> {
    /// Writes the text.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let mut lines = Lines { view: self, rows: VecDeque::new(), first_pass: true };
        let mut widest = 0;
        lines.each(&mut |indent, line| {
            let width = indent.saturating_mul(2).saturating_add(line.name_len());
            widest = widest.max(width.min(WIDEST_NAME));
            Ok(())
        })?;
        let columns = Columns::new(self, widest);
        let mut text = Vec::new();
        lines.first_pass = false;
        lines.each(&mut |indent, line| {
            text.clear();
            columns.line(&mut text, indent, &line);
            out.write_all(&text)
        })
    }
}

type Emit<'e> = dyn FnMut(usize, Line<'_>) -> io::Result<()> + 'e;

/// The lines of a view, gone through twice: the column of names must be known before the first one.
struct Lines<'v> {
    view: &'v TreeView<'v>,
    /// Rows that the first pass has read and the second one does not read again.
    rows: VecDeque<Node>,
    first_pass: bool,
}

impl Lines<'_> {
    fn each(&mut self, emit: &mut Emit<'_>) -> io::Result<()> {
        let TreeView { node, path, .. } = *self.view;
        if path.is_empty() {
            if node.fault().is_some() || !node.value.is_container() {
                emit(0, Line::Field { node, name: "file" })?;
            }
            return self.below(node, 0, emit);
        }
        self.field(node, path, 0, emit)
    }

    fn field(
        &mut self,
        node: &Node,
        name: &str,
        indent: usize,
        emit: &mut Emit<'_>,
    ) -> io::Result<()> {
        emit(indent, Line::Field { node, name })?;
        self.below(node, indent.saturating_add(1), emit)
    }

    fn below(&mut self, node: &Node, indent: usize, emit: &mut Emit<'_>) -> io::Result<()> {
        if self.view.options.depth.is_some_and(|depth| indent >= depth as usize) {
            return Ok(());
        }
        if let Value::Table(rows) = &node.value {
            self.rows(rows, indent, emit)?;
        }
        let long =
            matches!(node.value, Value::List) && !self.view.options.all && items(node) > HEAD;
        let mut hidden: Option<(u64, u64)> = None;
        let last = node.children.iter().rev().find_map(|c| c.index);
        for child in &node.children {
            if let (true, Some(index)) = (long, child.index)
                && index >= HEAD
                && child.index != last
                && !child.has_fault()
            {
                hidden = Some((hidden.map_or(index, |h| h.0), index));
                continue;
            }
            if let Some((from, to)) = hidden.take() {
                emit(indent, Line::Elided { from, to })?;
            }
            self.field(child, "", indent, emit)?;
        }
        hidden.map_or(Ok(()), |(from, to)| emit(indent, Line::Elided { from, to }))
    }

    fn rows(&mut self, rows: &TableRows, indent: usize, emit: &mut Emit<'_>) -> io::Result<()> {
        let buffer = self.view.sight.bytes.buffer(rows.buffer());
        let whole = rows.count() <= SMALL_TABLE;
        let mut next = 0;
        for index in rows.ends(if self.view.options.all { u64::MAX } else { HEAD }) {
            if index > next {
                emit(indent, Line::Elided { from: next, to: index.saturating_sub(1) })?;
            }
            next = index.saturating_add(1);
            let kept = if self.first_pass { None } else { self.rows.pop_front() };
            let read = || rows.get(buffer, index, self.view.sight.limits);
            let Some(row) = kept.or_else(read) else { continue };
            if whole || row.has_fault() {
                self.field(&row, "", indent, emit)?;
            } else {
                emit(indent, Line::Row { row: &row })?;
            }
            if self.first_pass && self.rows.len() < KEPT {
                self.rows.push_back(row);
            }
        }
        Ok(())
    }
}
