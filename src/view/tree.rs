//! Trees as text: offset, bytes, name, value and remarks, one field per line.

pub use super::line::heading;

use super::json::JsonContext;
use super::line::{ViewColumns, ViewLine};
use super::table::{NumberColumns, TableColumns};
use super::value::is_flag_set;
use crate::document::Document;
use crate::format::Formats;
use crate::nested::NestedBudget;
use bytescope_inspect::{Limit, Node, TableRows, Value};
use std::io::{self, Write};

/// Number of items shown at the start of a long list.
pub const HEAD: u64 = 64;
/// Maximum number of rows of a table whose fields are shown on separate lines.
const MAX_EXPANDED_ROWS: u64 = 4;
/// Maximum width of the name column; longer names overflow it.
const MAX_NAME_WIDTH: usize = 36;

/// Hints that a program adds to a tree, e.g. which option shows more.
#[derive(Clone, Copy, Debug, Default)]
pub struct TreeHints {
    /// Suffix of a line for elided items.
    pub elided: &'static str,
    /// Suffix of a line for columns that do not fit.
    pub columns: &'static str,
    /// Suffix of a fault that is a reached limit.
    pub limit: Option<fn(Limit) -> &'static str>,
}

/// Style of lists of records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListStyle {
    /// As a table, if the records have the same fields.
    #[default]
    Auto,
    /// As a tree.
    Tree,
    /// As a table.
    Table,
}

/// Options of a [`TreeView`].
#[derive(Clone, Copy, Debug, Default)]
pub struct TreeOptions<'v> {
    /// Maximum number of levels; unlimited if `None`.
    pub depth: Option<u32>,
    /// Show all items of long lists, and the fields of all items.
    pub all: bool,
    /// Show field descriptions.
    pub docs: bool,
    /// Use colors.
    pub color: bool,
    /// Terminal width; unlimited if `None`.
    pub width: Option<usize>,
    /// Style of lists of records.
    pub lists: ListStyle,
    /// Paths of the columns of tables; if empty, those that the types of the records declare.
    pub columns: &'v [String],
    /// Hints of the program.
    pub hints: TreeHints,
}

/// A tree or subtree as text.
///
/// Items of a list whose type has a [`Summary`](bytescope_inspect::Summary) are lines with their
/// summary. Only the first and the invalid items are unfolded. Lists of records with the same fields
/// are tables.
#[derive(Clone, Copy, Debug)]
pub struct TreeView<'v> {
    /// Top node.
    pub node: &'v Node,
    /// Path of the node; empty for the root, which has no line.
    pub path: &'v str,
    /// Context of the node.
    pub context: JsonContext<'v>,
    /// Options of the view.
    pub options: TreeOptions<'v>,
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
    /// True if nested content is shown.
    is_open: bool,
}

impl<'v> NestedScope<'v> {
    /// Creates a scope for the nodes of a document.
    pub fn new(doc: &'v Document, formats: &'v Formats, budget: &'v NestedBudget) -> Self {
        Self { doc, formats, budget, indent: 0, is_open: true }
    }

    /// Opens nested content only if `is_open` is true; otherwise only the offsets are those of the
    /// document.
    #[must_use]
    pub fn open(self, is_open: bool) -> Self {
        Self { is_open, ..self }
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
        let mut lines = TreeLines { view: self, first_pass: true, path, within_whole: 0 };
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
    first_pass: bool,
    /// Path of the current node, if nested content is shown.
    path: String,
    /// Number of lists around the current node that are the content of one file.
    within_whole: u32,
}

impl TreeLines<'_> {
    fn each(&mut self, emit: &mut Emit<'_>) -> io::Result<()> {
        let TreeView { node, path, .. } = *self.view;
        if path.is_empty() {
            if node.fault().is_some() || !node.value.is_container() {
                emit(0, ViewLine::Field { node, name: "file", is_folded: false })?;
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
        emit(indent, ViewLine::Field { node, name, is_folded: false })?;
        let below = indent.saturating_add(1);
        if self.view.nested.is_none() {
            return self.children(node, below, emit);
        }
        // The name of the top node is its path.
        let outer = match name {
            "" => {
                let path = node.path_below(&self.path);
                Some(std::mem::replace(&mut self.path, path))
            }
            _ => None,
        };
        // Items that are parts of the content of their list are not opened separately.
        let is_whole = node.value.is_container() && node.nested_content().is_some();
        self.within_whole = self.within_whole.saturating_add(u32::from(is_whole));
        let written = self.children(node, below, emit);
        self.within_whole = self.within_whole.saturating_sub(u32::from(is_whole));
        let written = written.and_then(|()| match self.opens(node, below) {
            true => emit(below, ViewLine::Nested { node, path: &self.path }),
            false => Ok(()),
        });
        if let Some(outer) = outer {
            self.path = outer;
        }
        written
    }

    /// True if the nested content of a field is to be shown.
    fn opens(&self, node: &Node, indent: usize) -> bool {
        let is_hidden = self.view.options.depth.is_some_and(|depth| indent >= depth as usize);
        let is_part = self.within_whole > 0;
        !self.first_pass
            && !is_hidden
            && !is_part
            && self
                .view
                .nested
                .is_some_and(|scope| scope.is_open && scope.doc.may_have_nested(node))
    }

    /// Shows what is nested in a list item whose fields are not shown.
    fn nested_in_item(&self, item: &Node, indent: usize, emit: &mut Emit<'_>) -> io::Result<()> {
        if self.first_pass || self.view.nested.is_none() {
            return Ok(());
        }
        self.nested_below(item, &item.path_below(&self.path), indent, emit)
    }

    fn nested_below(
        &self,
        node: &Node,
        path: &str,
        indent: usize,
        emit: &mut Emit<'_>,
    ) -> io::Result<()> {
        if self.opens(node, indent) {
            emit(indent, ViewLine::Nested { node, path })?;
        }
        node.children
            .iter()
            .try_for_each(|child| self.nested_below(child, &child.path_below(path), indent, emit))
    }

    fn children(&mut self, node: &Node, indent: usize, emit: &mut Emit<'_>) -> io::Result<()> {
        let options = &self.view.options;
        if options.depth.is_some_and(|depth| indent >= depth as usize) {
            return Ok(());
        }
        if let Value::Table(rows) = &node.value {
            self.rows(node, rows, indent, emit)?;
        }
        let is_list = matches!(node.value, Value::List);
        let table = if is_list { self.columns_of(node, indent) } else { None };
        if let Some(columns) = &table {
            emit(indent, ViewLine::Titles { columns })?;
        }
        let long = is_list && !options.all && node.num_items().unwrap_or(0) > HEAD;
        let is_flag_set = is_flag_set(node);
        let has_flags_in_line = !options.all && !self.is_selected(node);
        let mut hidden: Option<(u64, u64)> = None;
        let last = node.children.iter().rev().find_map(|c| c.index);
        for child in node.children_besides_rows() {
            let is_flag =
                is_flag_set || child.extra.as_ref().is_some_and(|extra| extra.bits.is_some());
            if is_flag && has_flags_in_line && !child.has_fault() {
                continue;
            }
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
            match &table {
                Some(columns) if child.index.is_some() && !child.has_fault() => {
                    emit(indent, ViewLine::TableRow { row: child, columns })?;
                    self.nested_in_item(child, indent.saturating_add(1), emit)?;
                }
                _ if self.is_folded(child) => {
                    emit(indent, self.folded(child))?;
                    self.nested_in_item(child, indent.saturating_add(1), emit)?;
                }
                _ => self.field(child, "", indent, emit)?,
            }
        }
        hidden.map_or(Ok(()), |(from, to)| emit(indent, ViewLine::Elided { from, to }))?;
        table.map_or(Ok(()), |columns| left_out(&columns, indent, emit))
    }

    /// True if the node is the top node of a part of a tree.
    fn is_selected(&self, node: &Node) -> bool {
        !self.view.path.is_empty() && std::ptr::eq(node, self.view.node)
    }

    /// True if only one line of a list item is shown.
    fn is_folded(&self, item: &Node) -> bool {
        let options = &self.view.options;
        !options.all
            && options.depth.is_none()
            && item.index.is_some_and(|index| index > 0)
            && (!item.children.is_empty() || matches!(item.value, Value::Table(_)))
            && !item.has_fault()
    }

    /// Returns a list item that is folded as a line.
    fn folded<'n>(&self, item: &'n Node) -> ViewLine<'n> {
        let has_summary = item.presentation().is_some_and(|p| !p.summary.is_empty());
        let is_described = has_summary || item.note().is_some() || item.variant().is_some();
        match is_described || !matches!(item.value, Value::Group) {
            true => ViewLine::Field { node: item, name: "", is_folded: true },
            false => ViewLine::Row { row: item },
        }
    }

    /// Returns the columns of a list in the tree, if it is shown as a table.
    fn columns_of(&self, list: &Node, indent: usize) -> Option<TableColumns> {
        let options = &self.view.options;
        let mut items = list.children.iter().filter(|child| child.index.is_some()).peekable();
        let is_declared = items.peek()?.presentation().is_some_and(|p| !p.columns.is_empty());
        let is_table = match options.lists {
            ListStyle::Tree => false,
            ListStyle::Table => true,
            ListStyle::Auto => is_declared || !options.columns.is_empty(),
        };
        if !is_table || options.docs {
            return None;
        }
        let sample: Vec<_> = items.take(HEAD as usize).collect();
        let last = list.children.iter().rev().find_map(|child| child.index)?;
        self.table(&sample, last, indent)
    }

    fn table(&self, sample: &[&Node], last: u64, indent: usize) -> Option<TableColumns> {
        let TreeView { context, options, .. } = *self.view;
        let available = options.width.map_or(usize::MAX, |width| {
            width.saturating_sub(ViewColumns::offset_width(context)).saturating_sub(indent * 2)
        });
        TableColumns::of(sample, last, options.columns, context, available)
    }

    /// Shows the first rows, the invalid ones and the last one.
    fn rows(
        &mut self,
        node: &Node,
        rows: &TableRows,
        indent: usize,
        emit: &mut Emit<'_>,
    ) -> io::Result<()> {
        let TreeView { context, options, .. } = *self.view;
        let last = rows.count().saturating_sub(1);
        // The first rows determine the columns.
        let sample: Vec<Node> = rows.rows(context.bytes, 0..HEAD, context.limits).collect();
        if options.lists == ListStyle::Auto && !options.docs && sample.iter().all(is_number) {
            return self.numbers(rows, &sample, indent, emit);
        }
        let declared = sample.first().and_then(Node::presentation);
        let is_table = match options.lists {
            _ if options.docs => false,
            ListStyle::Tree => false,
            ListStyle::Table => true,
            ListStyle::Auto => {
                rows.stride().is_some()
                    || !options.columns.is_empty()
                    || declared.is_some_and(|declared| !declared.columns.is_empty())
            }
        };
        let table = if is_table {
            self.table(&sample.iter().collect::<Vec<_>>(), last, indent)
        } else {
            None
        };
        if let Some(columns) = &table {
            emit(indent, ViewLine::Titles { columns })?;
        }
        if self.first_pass && table.is_some() {
            // Only invalid rows have fields in the name column.
            let invalid = sample.iter().chain(&node.children).filter(|row| row.has_fault());
            return invalid.into_iter().try_for_each(|row| self.field(row, "", indent, emit));
        }
        let expanded = rows.count() <= MAX_EXPANDED_ROWS;
        let mut sample = sample.into_iter().peekable();
        let mut next = 0;
        let mut indices = rows.sample_indices(if options.all { u64::MAX } else { HEAD });
        let mut invalid = node.children.iter().filter_map(|child| child.index);
        let mut invalid = invalid.by_ref().filter(|index| *index < rows.count()).peekable();
        let mut sampled = indices.by_ref().peekable();
        let shown = std::iter::from_fn(|| match (sampled.peek(), invalid.peek()) {
            (Some(a), Some(b)) if a == b => {
                invalid.next();
                sampled.next()
            }
            (Some(a), Some(b)) if b < a => invalid.next(),
            (None, _) => invalid.next(),
            _ => sampled.next(),
        });
        for index in shown {
            if index > next {
                emit(indent, ViewLine::Elided { from: next, to: index.saturating_sub(1) })?;
            }
            next = index.saturating_add(1);
            let known = sample.next_if(|row| row.index == Some(index));
            let read = || rows.get(context.bytes, index, context.limits);
            let Some(row) = known.or_else(read) else { continue };
            match &table {
                Some(columns) if !row.has_fault() => {
                    emit(indent, ViewLine::TableRow { row: &row, columns })?;
                    self.nested_in_item(&row, indent.saturating_add(1), emit)?;
                }
                None if self.is_folded(&row) && !expanded => {
                    emit(indent, self.folded(&row))?;
                    self.nested_in_item(&row, indent.saturating_add(1), emit)?;
                }
                _ => self.field(&row, "", indent, emit)?,
            }
        }
        table.map_or(Ok(()), |columns| left_out(&columns, indent, emit))
    }

    /// Shows the rows of a list of numbers, several on a line.
    fn numbers(
        &self,
        rows: &TableRows,
        sample: &[Node],
        indent: usize,
        emit: &mut Emit<'_>,
    ) -> io::Result<()> {
        if self.first_pass {
            return Ok(());
        }
        let TreeView { context, options, .. } = *self.view;
        let columns = NumberColumns::of(sample);
        for rows in sample.chunks(columns.count) {
            emit(indent, ViewLine::Numbers { rows, columns })?;
        }
        let shown = sample.len() as u64;
        if !options.all {
            return match rows.count().checked_sub(shown) {
                Some(1..) => emit(indent, ViewLine::Elided { from: shown, to: rows.count() - 1 }),
                _ => Ok(()),
            };
        }
        let mut others = rows.rows(context.bytes, shown..rows.count(), context.limits);
        loop {
            let line: Vec<Node> = others.by_ref().take(columns.count).collect();
            if line.is_empty() {
                return Ok(());
            }
            emit(indent, ViewLine::Numbers { rows: &line, columns })?;
        }
    }
}

/// True if a row is a number without remarks.
fn is_number(row: &Node) -> bool {
    let number =
        matches!(row.value, Value::UInt(_) | Value::Int(_) | Value::F32(_) | Value::F64(_));
    number && row.extra.is_none()
}

/// Shows which columns do not exist or do not fit.
fn left_out(columns: &TableColumns, indent: usize, emit: &mut Emit<'_>) -> io::Result<()> {
    if let unknown @ [_, ..] = columns.unknown() {
        emit(indent, ViewLine::Unknown { columns: unknown })?;
    }
    match columns.left_out() {
        [] => Ok(()),
        titles => emit(indent, ViewLine::LeftOut { titles }),
    }
}
