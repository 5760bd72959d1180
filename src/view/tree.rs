//! Trees as text: offset, bytes, name, value and remarks, one field per line.

pub use super::line::heading;

use super::json::JsonContext;
use super::line::{ViewColumns, ViewLine};
use super::value::items;
use crate::document::Document;
use crate::format::Formats;
use crate::nested::NestedBudget;
use bytescope_inspect::{Limit, Node, TableRows, Value};
use std::collections::VecDeque;
use std::io::{self, Write};

/// Number of items shown at the start of a long array.
pub const HEAD: u64 = 16;
/// Maximum number of rows of a table whose fields are shown on separate lines.
const MAX_EXPANDED_ROWS: u64 = 4;
/// Maximum number of table rows that are kept from the first pass for the second pass.
const MAX_KEPT_ROWS: usize = 256;
/// Maximum width of the name column; longer names overflow it.
const MAX_NAME_WIDTH: usize = 36;

/// Hints that a program adds to a tree, e.g. which option shows more.
#[derive(Clone, Copy, Debug, Default)]
pub struct TreeHints {
    /// Suffix of a line for elided items.
    pub elided: &'static str,
    /// Suffix of a fault that is a reached limit.
    pub limit: Option<fn(Limit) -> &'static str>,
}

/// Options of a [`TreeView`].
#[derive(Clone, Copy, Debug, Default)]
pub struct TreeOptions {
    /// Maximum number of levels; unlimited if `None`.
    pub depth: Option<u32>,
    /// Show all items of long arrays.
    pub all: bool,
    /// Show field descriptions.
    pub docs: bool,
    /// Use colors.
    pub color: bool,
    /// Terminal width; unlimited if `None`.
    pub width: Option<usize>,
    /// Hints of the program.
    pub hints: TreeHints,
}

/// A tree or subtree as text.
#[derive(Clone, Copy, Debug)]
pub struct TreeView<'v> {
    /// Top node.
    pub node: &'v Node,
    /// Path of the node; empty for the root, which has no line.
    pub path: &'v str,
    /// Context of the node.
    pub context: JsonContext<'v>,
    /// Options of the view.
    pub options: TreeOptions,
    /// Source of nested content, which is shown below its fields.
    pub nested: Option<NestedScope<'v>>,
}

/// Document whose nested content a [`TreeView`] shows.
#[derive(Clone, Copy, Debug)]
pub struct NestedScope<'v> {
    /// Document of the nodes.
    doc: &'v Document,
    formats: &'v Formats,
    budget: &'v NestedBudget,
    /// Indentation of the document.
    indent: usize,
}

impl<'v> NestedScope<'v> {
    /// Creates a scope for the nodes of a document.
    pub fn new(doc: &'v Document, formats: &'v Formats, budget: &'v NestedBudget) -> Self {
        Self { doc, formats, budget, indent: 0 }
    }

    /// True if offsets are those of decoded bytes.
    pub(super) fn is_decoded(&self) -> bool {
        self.doc.location().is_some_and(|location| location.buffer().is_some())
    }
}

impl TreeView<'_> {
    /// Writes the tree.
    ///
    /// # Errors
    /// Returns an error if writing to `out` fails.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        self.write_to(out)
    }

    fn write_to(&self, out: &mut dyn Write) -> io::Result<()> {
        let path = self.path.to_owned();
        let mut lines = TreeLines { view: self, rows: VecDeque::new(), first_pass: true, path };
        let mut widest = 0;
        lines.each(&mut |indent, line| {
            let width = indent.saturating_mul(2).saturating_add(line.name_len());
            widest = widest.max(width.min(MAX_NAME_WIDTH));
            Ok(())
        })?;
        let columns = ViewColumns::new(self, widest);
        let mut text = Vec::new();
        lines.first_pass = false;
        let base = self.nested.map_or(0, |scope| scope.indent);
        lines.each(&mut |indent, line| {
            let indent = base.saturating_add(indent);
            if let ViewLine::Nested { node, path } = line {
                return self.write_nested(&columns, indent, node, path, out);
            }
            text.clear();
            columns.line(&mut text, indent, &line);
            out.write_all(&text)
        })
    }

    /// Writes the document that is nested in a field.
    fn write_nested(
        &self,
        columns: &ViewColumns<'_>,
        indent: usize,
        node: &Node,
        path: &str,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let Some(scope) = self.nested else { return Ok(()) };
        let Some(doc) = scope.budget.open(scope.doc, node, path, scope.formats) else {
            return Ok(());
        };
        let mut text = Vec::new();
        columns.nested(&mut text, indent, &doc);
        out.write_all(&text)?;
        let indent = indent.saturating_add(1);
        let used = u32::try_from(indent).unwrap_or(u32::MAX);
        let depth = self.options.depth.map(|depth| depth.saturating_sub(used));
        TreeView {
            node: doc.tree(),
            path: "",
            context: doc.context(),
            options: TreeOptions { depth, ..self.options },
            nested: Some(NestedScope { doc: &doc, indent, ..scope }),
        }
        .write_to(out)
    }
}

type Emit<'e> = dyn FnMut(usize, ViewLine<'_>) -> io::Result<()> + 'e;

/// Lines of a view. The first pass determines the width of the name column; the second writes the
/// lines.
struct TreeLines<'v> {
    view: &'v TreeView<'v>,
    /// Rows from the first pass, reused by the second pass.
    rows: VecDeque<Node>,
    first_pass: bool,
    /// Path of the current node, if nested content is shown.
    path: String,
}

impl TreeLines<'_> {
    fn each(&mut self, emit: &mut Emit<'_>) -> io::Result<()> {
        let TreeView { node, path, .. } = *self.view;
        if path.is_empty() {
            if node.fault().is_some() || !node.value.is_container() {
                emit(0, ViewLine::Field { node, name: "file" })?;
            }
            return self.children(node, 0, emit);
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
        emit(indent, ViewLine::Field { node, name })?;
        let below = indent.saturating_add(1);
        let Some(scope) = self.view.nested else { return self.children(node, below, emit) };
        // The name of the top node is its path.
        let outer = match name {
            "" => Some(std::mem::replace(&mut self.path, node.path_below(&self.path))),
            _ => None,
        };
        let written = self.children(node, below, emit).and_then(|()| {
            let is_hidden = self.view.options.depth.is_some_and(|depth| below >= depth as usize);
            match self.first_pass || is_hidden || !scope.doc.may_have_nested(node) {
                true => Ok(()),
                false => emit(below, ViewLine::Nested { node, path: &self.path }),
            }
        });
        if let Some(outer) = outer {
            self.path = outer;
        }
        written
    }

    fn children(&mut self, node: &Node, indent: usize, emit: &mut Emit<'_>) -> io::Result<()> {
        if self.view.options.depth.is_some_and(|depth| indent >= depth as usize) {
            return Ok(());
        }
        if let Value::Table(rows) = &node.value {
            self.rows(node, rows, indent, emit)?;
        }
        let long =
            matches!(node.value, Value::List) && !self.view.options.all && items(node) > HEAD;
        let mut hidden: Option<(u64, u64)> = None;
        let last = node.children.iter().rev().find_map(|c| c.index);
        for child in node.children_besides_rows() {
            if let (true, Some(index)) = (long, child.index)
                && index >= HEAD
                && child.index != last
                && !child.has_fault()
            {
                hidden = Some((hidden.map_or(index, |h| h.0), index));
                continue;
            }
            if let Some((from, to)) = hidden.take() {
                emit(indent, ViewLine::Elided { from, to })?;
            }
            self.field(child, "", indent, emit)?;
        }
        hidden.map_or(Ok(()), |(from, to)| emit(indent, ViewLine::Elided { from, to }))
    }

    /// Shows the first rows, the invalid ones and the last one.
    fn rows(
        &mut self,
        node: &Node,
        rows: &TableRows,
        indent: usize,
        emit: &mut Emit<'_>,
    ) -> io::Result<()> {
        let bytes = self.view.context.bytes;
        let expanded = rows.count() <= MAX_EXPANDED_ROWS;
        let mut next = 0;
        let mut indices = rows.sample_indices(if self.view.options.all { u64::MAX } else { HEAD });
        let mut invalid = node.children.iter().filter_map(|child| child.index);
        let mut invalid = invalid.by_ref().filter(|index| *index < rows.count()).peekable();
        let mut sampled = indices.by_ref().peekable();
        let first = std::iter::from_fn(|| match (sampled.peek(), invalid.peek()) {
            (Some(a), Some(b)) if a == b => {
                invalid.next();
                sampled.next()
            }
            (Some(a), Some(b)) if b < a => invalid.next(),
            (None, _) => invalid.next(),
            _ => sampled.next(),
        });
        for index in first {
            if index > next {
                emit(indent, ViewLine::Elided { from: next, to: index.saturating_sub(1) })?;
            }
            next = index.saturating_add(1);
            let kept = if self.first_pass { None } else { self.rows.pop_front() };
            let read = || rows.get(bytes, index, self.view.context.limits);
            let Some(row) = kept.or_else(read) else { continue };
            if expanded || row.has_fault() {
                self.field(&row, "", indent, emit)?;
            } else {
                emit(indent, ViewLine::Row { row: &row })?;
            }
            if self.first_pass && self.rows.len() < MAX_KEPT_ROWS {
                self.rows.push_back(row);
            }
        }
        Ok(())
    }
}
