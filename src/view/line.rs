//! Layout and content of one line of a tree.

use super::JsonContext;
use super::remarks::{fault_text, remarks};
use super::style::{self, Paint};
use super::table::{NumberColumns, TableColumns};
use super::tree::TreeView;
use super::value::{count, describe, push, push_display, summary_of};
use super::width::{clip, shown_width, width, wrapped_lines};
use crate::document::Document;
use crate::nested::NestedLocation;
use crate::table::digits::{blanks, decimal, hex, pair};
use bytescope_inspect::{EscapedText, Grouped, Limit, Node, Quantity, Value, Verified, escape};

/// Width of the index of an item with a summary.
const INDEX_WIDTH: usize = 4;
/// Maximum number of fields of a structure that is shown on one line.
const MAX_INLINE: usize = 12;
/// Maximum number of bytes in the byte column.
const MAX_BYTES: usize = 8;

/// A line of the view.
pub(super) enum ViewLine<'l> {
    Field {
        node: &'l Node,
        name: &'l str,
        /// True if the fields below are not shown.
        is_folded: bool,
    },
    /// A row of a table with all its fields on the same line.
    Row { row: &'l Node },
    /// Document that is nested in a field; the path of the field.
    Nested { node: &'l Node, path: &'l str },
    /// The titles of the columns of a table.
    Titles { columns: &'l TableColumns },
    /// A row of a table with columns.
    TableRow { row: &'l Node, columns: &'l TableColumns },
    /// Rows that are numbers, on the same line.
    Numbers { rows: &'l [Node], columns: NumberColumns },
    /// Wanted columns that do not exist.
    Unknown { columns: &'l [String] },
    /// Columns that do not fit.
    LeftOut { titles: &'l [String] },
    /// Items that are not shown; indices of the first and last.
    Elided { from: u64, to: u64 },
}

impl ViewLine<'_> {
    /// Returns the length of the name in bytes.
    pub(super) fn name_len(&self) -> usize {
        match self {
            ViewLine::Field { node, name, .. } => NameColumn::of(node, name).len(),
            ViewLine::Row { row } => NameColumn::of(row, "").len(),
            _ => 0,
        }
    }
}

/// Content of the name column.
#[derive(Clone, Copy)]
enum NameColumn<'n> {
    Index(u64),
    Text(&'n str),
}

impl<'n> NameColumn<'n> {
    fn of(node: &'n Node, given: &'n str) -> Self {
        match (given, node.index) {
            ("", Some(index)) => Self::Index(index),
            ("", None) => Self::Text(&node.meta.name),
            (given, _) => Self::Text(given),
        }
    }

    /// Returns the length in bytes.
    fn len(self) -> usize {
        match self {
            Self::Index(index) => index.checked_ilog10().unwrap_or(0) as usize + 3,
            Self::Text(text) => escape(text).len(),
        }
    }

    /// Returns the width in terminal columns.
    fn width(self) -> usize {
        match self {
            Self::Index(_) => self.len(),
            Self::Text(text) => width(&escape(text)),
        }
    }

    fn push(self, to: &mut Vec<u8>) {
        match self {
            Self::Index(index) => {
                to.push(b'[');
                decimal(to, index);
                to.push(b']');
            }
            Self::Text(text) => push(to, text),
        }
    }
}

/// Widths of the columns.
pub(super) struct ViewColumns<'v> {
    view: &'v TreeView<'v>,
    paint: Paint,
    /// Width of the offset column.
    offset: usize,
    /// Number of bytes that fit in the byte column.
    bytes: usize,
    /// Width of the name column with indentation.
    name: usize,
}

impl<'v> ViewColumns<'v> {
    /// Computes the columns of a view; `name` is the width of the name column with indentation.
    pub(super) fn new(view: &'v TreeView<'v>, name: usize) -> Self {
        let bytes = match view.options.width {
            Some(0..60) => 0,
            Some(60..90) => 4,
            _ => MAX_BYTES,
        };
        let offset = Self::offset_digits(view.context);
        // On a narrow terminal, long names do not push the values out of sight.
        let name = match view.options.width {
            Some(width) => name.min((width / 3).max(12)),
            None => name,
        };
        Self { view, paint: Paint(view.options.color), offset, bytes, name }
    }

    fn offset_digits(context: JsonContext<'_>) -> usize {
        let end = context.base.saturating_add(context.bytes.source.len() as u64);
        format!("{end:x}").len().max(8)
    }

    /// Returns the width of the offset column with the blanks after it.
    pub(super) fn offset_width(context: JsonContext<'_>) -> usize {
        Self::offset_digits(context).saturating_add(2)
    }

    /// Appends a line.
    pub(super) fn line(&self, to: &mut Vec<u8>, indent: usize, line: &ViewLine<'_>) {
        let start = to.len();
        match *line {
            ViewLine::Field { node, name, is_folded } => {
                return self.field(to, indent, node, name, is_folded);
            }
            ViewLine::Row { row } => self.row(to, indent, row),
            ViewLine::Elided { from, to: last } => self.elided(to, indent, from, last),
            // The view writes it as a tree.
            ViewLine::Nested { .. } => return,
            ViewLine::Titles { columns } => {
                blanks(to, self.offset + 2 + indent * 2);
                self.paint.put(to, style::DIM, |to| columns.titles(to));
            }
            ViewLine::TableRow { row, columns } => {
                self.offset(to, row);
                blanks(to, indent * 2);
                columns.row(to, row, self.view.context);
            }
            ViewLine::Numbers { rows, columns } => {
                if let Some(first) = rows.first() {
                    self.offset(to, first);
                }
                blanks(to, self.byte_column() + indent * 2);
                columns.line(to, rows);
            }
            ViewLine::Unknown { columns } => {
                blanks(to, self.offset + 2 + indent * 2);
                let columns = columns.join(", ");
                self.paint.put(to, style::FAULT, |to| {
                    push_display(to, format_args!("✗ unknown columns: {columns}"));
                });
            }
            ViewLine::LeftOut { titles } => {
                blanks(to, self.offset + 2 + indent * 2);
                self.paint.put(to, style::DIM, |to| {
                    let count = Quantity::new(titles.len() as u64, "column");
                    let hint = self.view.options.hints.columns;
                    let titles = titles.join(", ");
                    push_display(to, format_args!("… {count} not shown{hint}: {titles}"));
                });
            }
        }
        self.end(to, start);
    }

    /// Clips the line that begins at `start` of `to` to the width of the terminal, and ends it.
    fn end(&self, to: &mut Vec<u8>, start: usize) {
        self.end_with(to, start, "");
    }

    /// Clips the line that begins at `start` of `to`, so that it fits on the terminal with a mark, and
    /// ends it.
    fn end_with(&self, to: &mut Vec<u8>, start: usize, mark: &str) {
        let room = if mark.is_empty() { 0 } else { 3 };
        if let Some(max) = self.view.options.width.map(|max| max.saturating_sub(room))
            && to.len().saturating_sub(start) > max
        {
            let line = String::from_utf8_lossy(&to.split_off(start)).into_owned();
            // The text is already escaped and contains the escape sequences of styles.
            to.extend_from_slice(clip(&line, max).as_bytes());
        }
        if !mark.is_empty() {
            self.remark(to, style::VERIFIED, |to| push(to, mark));
        }
        to.push(b'\n');
    }

    /// Appends the offset of a node.
    fn offset(&self, to: &mut Vec<u8>, node: &Node) {
        let span = node.span;
        self.paint.put(to, style::DIM, |to| match span.buffer.0 {
            // A computed value has no offset.
            _ if node.is_out_of_line() && span.is_empty() => blanks(to, self.offset),
            0 if self.view.nested.is_some_and(|scope| scope.is_decoded()) => {
                let offset = format!("+{:x}", span.start());
                blanks(to, self.offset.saturating_sub(offset.len()));
                push(to, &offset);
            }
            0 => hex(to, self.view.context.offset(span), self.offset),
            n => {
                let offset = format!("{n}:{:x}", span.start());
                blanks(to, self.offset.saturating_sub(offset.len()));
                push(to, &offset);
            }
        });
        push(to, "  ");
    }

    fn elided(&self, to: &mut Vec<u8>, indent: usize, from: u64, last: u64) {
        let hint = self.view.options.hints.elided;
        self.margin(to, indent);
        self.paint.put(to, style::DIM, |to| {
            push(to, "… ");
            let more = Grouped(last.saturating_sub(from).saturating_add(1));
            push_display(to, format_args!("{more} more, [{from}] to [{last}]{hint}"));
        });
    }

    /// Appends a line with the format and size of a nested document.
    pub(super) fn nested(&self, to: &mut Vec<u8>, indent: usize, doc: &Document) {
        let start = to.len();
        self.margin(to, indent);
        self.paint.put(to, style::NAME, |to| {
            push(to, "→ ");
            push(to, &escape(&doc.summary()));
        });
        push(to, ", ");
        count(to, doc.bytes().len() as u64, "byte");
        if let Some(coding) = doc.location().and_then(NestedLocation::coding) {
            self.remark(to, style::DIM, |to| {
                push_display(to, format_args!("— from {}, offsets with +", coding.name()));
            });
        }
        if let Some(max) = doc.location().and_then(NestedLocation::limit) {
            self.remark(to, style::FAULT, |to| {
                push_display(to, format_args!("✗ {}", Limit::Decompressed.message(max)));
                if let Some(hint) = self.view.options.hints.limit {
                    push(to, hint(Limit::Decompressed));
                }
            });
        }
        self.end(to, start);
    }

    /// Appends spaces up to the indented name.
    fn margin(&self, to: &mut Vec<u8>, indent: usize) {
        blanks(to, self.offset + 2 + self.byte_column() + indent * 2);
    }

    fn byte_column(&self) -> usize {
        if self.bytes == 0 { 0 } else { self.bytes * 3 + 2 }
    }

    /// Appends offset, bytes and name.
    fn leading_columns(
        &self,
        to: &mut Vec<u8>,
        indent: usize,
        node: &Node,
        (name, name_width): (NameColumn<'_>, usize),
        bytes: &[u8],
    ) {
        let paint = self.paint;
        self.offset(to, node);
        if self.bytes > 0 {
            paint.put(to, style::DIM, |to| self.digits(to, bytes));
        }
        blanks(to, indent * 2);
        paint.put(to, if node.is_filler() { style::DIM } else { style::NAME }, |to| name.push(to));
        blanks(to, name_width.saturating_sub(indent * 2 + name.width()));
    }

    /// Appends the first bytes in hex, and spaces up to the next column.
    fn digits(&self, to: &mut Vec<u8>, bytes: &[u8]) {
        let mut column = [b' '; MAX_BYTES * 3 + 2];
        for (cell, byte) in column.chunks_exact_mut(3).zip(bytes.iter().take(self.bytes)) {
            if let Some(cell) = cell.first_chunk_mut() {
                *cell = pair(*byte);
            }
        }
        let width = self.byte_column();
        if bytes.len() <= self.bytes {
            return to.extend_from_slice(column.get(..width).unwrap_or_default());
        }
        let full = self.bytes * 3 - 1;
        to.extend_from_slice(column.get(..full).unwrap_or_default());
        push(to, "…");
        blanks(to, width - full - 1);
    }

    /// Returns the bytes to show for a node; empty for bit fields and tables, and for nodes whose
    /// fields show the bytes.
    fn bytes_of(&self, node: &Node) -> &[u8] {
        let above = !node.children.is_empty() && node.value.is_container();
        let part = node.extra.as_ref().is_some_and(|extra| extra.bits.is_some());
        if above || part || matches!(node.value, Value::Table(_)) {
            return &[];
        }
        self.view.context.bytes.of(node.span)
    }

    fn field(&self, to: &mut Vec<u8>, indent: usize, node: &Node, name: &str, is_folded: bool) {
        let first = to.len();
        let summary = summary_of(node, self.view.context);
        let name = NameColumn::of(node, name);
        // The summary of an item follows its index, so that more of it fits.
        let name_width = match name {
            NameColumn::Index(_) if summary.is_some() => self.name.min(indent * 2 + INDEX_WIDTH),
            _ => self.name,
        };
        self.leading_columns(to, indent, node, (name, name_width), self.bytes_of(node));
        let style = match node.value {
            Value::Label(_) => style::LABEL,
            Value::Group | Value::List | Value::Table(_) | Value::Bytes => style::DIM,
            _ => style::VALUE,
        };
        let style = if summary.is_some() { style::VALUE } else { style };
        let (end, mut empty) = (to.len(), false);
        self.remark(to, style, |to| {
            let start = to.len();
            match &summary {
                Some(summary) => push(to, summary),
                None => describe(to, node, self.view.context.bytes.of(node.content())),
            }
            empty = to.len() == start;
        });
        if empty {
            to.truncate(end);
        }
        let is_summarized =
            |note: &str| summary.as_ref().is_some_and(|summary| summary.contains(note));
        let is_repeated = node.note().is_some_and(is_summarized);
        for (style, text) in remarks(node) {
            if !(is_repeated && text.starts_with('—')) {
                self.remark(to, style, |to| push(to, &text));
            }
        }
        let Some(fault) = node.fault() else {
            let mark = if is_folded && has_checksum(node) { "✓" } else { "" };
            self.end_with(to, first, mark);
            return self.doc(to, indent, node);
        };
        let hint = self.view.options.hints.limit;
        let message = fault_text(node, fault, self.view.context, hint);
        let used = shown_width(to.get(first..).unwrap_or_default());
        let room = self.view.options.width.map_or(usize::MAX, |max| max.saturating_sub(used + 2));
        if width(&message) <= room {
            self.remark(to, style::FAULT, |to| push(to, &message));
            to.push(b'\n');
        } else {
            // The whole message is shown, below the field.
            self.end(to, first);
            self.wrapped(to, indent, style::FAULT, "", &message);
        }
        self.doc(to, indent, node);
    }

    /// Appends text on lines below a field, wrapped between words.
    fn wrapped(
        &self,
        to: &mut Vec<u8>,
        indent: usize,
        style: anstyle::Style,
        prefix: &str,
        text: &str,
    ) {
        let margin = self.offset + 2 + self.byte_column() + indent.saturating_add(1) * 2;
        let max = self.view.options.width.map_or(usize::MAX, |max| {
            max.saturating_sub(margin).saturating_sub(prefix.len()).max(20)
        });
        for line in wrapped_lines(text, max) {
            blanks(to, margin);
            self.paint.put(to, style, |to| {
                push(to, prefix);
                push(to, &line);
            });
            to.push(b'\n');
        }
    }

    fn remark(&self, to: &mut Vec<u8>, style: anstyle::Style, write: impl FnOnce(&mut Vec<u8>)) {
        push(to, "  ");
        self.paint.put(to, style, write);
    }

    fn doc(&self, to: &mut Vec<u8>, indent: usize, node: &Node) {
        if !self.view.options.docs || node.meta.doc.is_empty() {
            return;
        }
        self.wrapped(to, indent, style::DIM, "# ", &node.meta.doc);
    }

    fn row(&self, to: &mut Vec<u8>, indent: usize, row: &Node) {
        // The fields are on the same line, so the byte column shows the bytes of the whole row.
        let table = matches!(row.value, Value::Table(_));
        let bytes = if table { &[] } else { self.view.context.bytes.of(row.span) };
        self.leading_columns(to, indent, row, (NameColumn::of(row, ""), self.name), bytes);
        push(to, "  ");
        let start = to.len();
        let mut left = MAX_INLINE;
        self.inline(to, start, row, &mut left);
    }

    /// Appends the names and values of the leaves below a node; `start` is the offset of the first
    /// leaf in `to`, and `left` the number of leaves that may be appended.
    fn inline(&self, to: &mut Vec<u8>, start: usize, node: &Node, left: &mut usize) {
        if !node.children.is_empty() && node.value.is_container() {
            return node.children.iter().for_each(|child| self.inline(to, start, child, left));
        }
        match left.checked_sub(1) {
            Some(fewer) => *left = fewer,
            None => {
                if !to.ends_with("…".as_bytes()) {
                    push(to, ", …");
                }
                return;
            }
        }
        if to.len() > start {
            push(to, ", ");
        }
        if !node.meta.name.is_empty() {
            self.paint.put(to, style::NAME, |to| push(to, &node.meta.name));
            to.push(b' ');
        }
        describe(to, node, self.view.context.bytes.of(node.content()));
        if let Some(note) = node.note() {
            push(to, " — ");
            push(to, note);
        }
    }
}

/// True if a checksum in the node was verified.
fn has_checksum(node: &Node) -> bool {
    let verified = node.extra.as_ref().and_then(|extra| extra.verified);
    matches!(verified, Some(Verified::Checksum(_))) || node.children.iter().any(has_checksum)
}

/// Returns a line with the name, summary and size of a file, and the number of its faults, and a line
/// with the first fault; more lines if they do not fit in `max` columns.
pub fn heading(
    name: &str,
    summary: &str,
    size: u64,
    (num_faults, first_fault): (usize, Option<&str>),
    (paint, max): (Paint, Option<usize>),
) -> Vec<u8> {
    let name = EscapedText(name).to_string();
    let mut rest = escape(summary).into_owned();
    rest.push_str(&format!(", {}", Quantity::bytes(size)));
    let first = max.map_or(usize::MAX, |max| max.saturating_sub(width(&name)).saturating_sub(2));
    let mut line = Vec::new();
    paint.put(&mut line, style::NAME.bold(), |to| push(to, &name));
    push(&mut line, ": ");
    let mut lines = wrapped_lines(&rest, first.max(20)).into_iter();
    push(&mut line, &lines.next().unwrap_or_default());
    for more in lines {
        line.extend_from_slice(b"\n  ");
        push(&mut line, &more);
    }
    if num_faults > 0 {
        push(&mut line, " — ");
        paint.put(&mut line, style::FAULT, |to| count(to, num_faults as u64, "fault"));
    }
    line.push(b'\n');
    if let Some(first) = first_fault {
        let room = max.map_or(usize::MAX, |max| max.saturating_sub(4).max(20));
        for (index, part) in wrapped_lines(&escape(first), room).into_iter().enumerate() {
            push(&mut line, if index == 0 { "  ✗ " } else { "    " });
            paint.put(&mut line, style::FAULT, |to| push(to, &part));
            line.push(b'\n');
        }
    }
    line
}
