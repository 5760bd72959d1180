//! Layout and content of one line of a tree.

use super::remarks::remarks;
use super::style::{self, Paint};
use super::tree::TreeView;
use super::value::{count, describe, push, push_display};
use crate::table::digits::{blanks, decimal, hex, pair};
use bytescope_inspect::{EscapedText, Extra, Grouped, Node, Value, escape};

/// Maximum number of bytes in the byte column.
const MAX_BYTES: usize = 8;

/// A line of the view.
pub(super) enum ViewLine<'l> {
    Field {
        node: &'l Node,
        name: &'l str,
    },
    /// A row of a table with all its fields on the same line.
    Row {
        row: &'l Node,
    },
    /// Items that are not shown; indices of the first and last.
    Elided {
        from: u64,
        to: u64,
    },
}

impl ViewLine<'_> {
    /// Returns the length of the name in bytes.
    pub(super) fn name_len(&self) -> usize {
        match self {
            ViewLine::Field { node, name } => NameColumn::of(node, name).len(),
            ViewLine::Row { row } => NameColumn::of(row, "").len(),
            ViewLine::Elided { .. } => 0,
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
            Self::Text(text) => escape(text).chars().count(),
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
        let end = view.context.base.saturating_add(view.context.bytes.source.len() as u64);
        let offset = format!("{end:x}").len().max(8);
        Self { view, paint: Paint(view.options.color), offset, bytes, name }
    }

    /// Appends a line.
    pub(super) fn line(&self, to: &mut Vec<u8>, indent: usize, line: &ViewLine<'_>) {
        match *line {
            ViewLine::Field { node, name } => self.field(to, indent, node, name),
            ViewLine::Row { row } => self.row(to, indent, row),
            ViewLine::Elided { from, to: last } => self.elided(to, indent, from, last),
        }
    }

    fn elided(&self, to: &mut Vec<u8>, indent: usize, from: u64, last: u64) {
        let hint = self.view.options.hints.elided;
        self.margin(to, indent);
        self.paint.put(to, style::DIM, |to| {
            push(to, "… ");
            let more = Grouped(last.saturating_sub(from).saturating_add(1));
            push_display(to, format_args!("{more} more, [{from}] to [{last}]{hint}"));
        });
        to.push(b'\n');
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
        name: NameColumn<'_>,
        bytes: &[u8],
    ) {
        let (paint, span) = (self.paint, node.span);
        paint.put(to, style::DIM, |to| match span.buffer.0 {
            // A computed value has no offset.
            _ if node.is_out_of_line() && span.is_empty() => blanks(to, self.offset),
            0 => hex(to, self.view.context.offset(span), self.offset),
            n => {
                let offset = format!("{n}:{:x}", span.start());
                blanks(to, self.offset.saturating_sub(offset.len()));
                push(to, &offset);
            }
        });
        push(to, "  ");
        if self.bytes > 0 {
            paint.put(to, style::DIM, |to| self.digits(to, bytes));
        }
        blanks(to, indent * 2);
        paint.put(to, if node.is_filler() { style::DIM } else { style::NAME }, |to| name.push(to));
        blanks(to, self.name.saturating_sub(indent * 2 + name.width()));
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

    fn field(&self, to: &mut Vec<u8>, indent: usize, node: &Node, name: &str) {
        self.leading_columns(to, indent, node, NameColumn::of(node, name), self.bytes_of(node));
        let style = match node.value {
            Value::Label(_) => style::LABEL,
            Value::Group | Value::List | Value::Table(_) | Value::Bytes => style::DIM,
            _ => style::VALUE,
        };
        let (end, mut empty) = (to.len(), false);
        self.remark(to, style, |to| {
            let start = to.len();
            describe(to, node, self.view.context.bytes.of(node.content()));
            empty = to.len() == start;
        });
        if empty {
            to.truncate(end);
        }
        if let Some(extra) = node.extra.as_deref() {
            self.remarks(to, node, extra);
        }
        to.push(b'\n');
        self.doc(to, indent, node);
    }

    /// Appends the remarks after the value.
    fn remarks(&self, to: &mut Vec<u8>, node: &Node, extra: &Extra) {
        let (base, hint) = (self.view.context.base, self.view.options.hints.limit);
        remarks(node, extra, base, hint, &mut |style, write| self.remark(to, style, write));
    }

    fn remark(&self, to: &mut Vec<u8>, style: anstyle::Style, write: impl FnOnce(&mut Vec<u8>)) {
        push(to, "  ");
        self.paint.put(to, style, write);
    }

    fn doc(&self, to: &mut Vec<u8>, indent: usize, node: &Node) {
        if !self.view.options.docs || node.meta.doc.is_empty() {
            return;
        }
        self.margin(to, indent.saturating_add(1));
        self.paint.put(to, style::DIM, |to| {
            push(to, "# ");
            push(to, &node.meta.doc);
        });
        to.push(b'\n');
    }

    fn row(&self, to: &mut Vec<u8>, indent: usize, row: &Node) {
        // The fields are on the same line, so the byte column shows the bytes of the whole row.
        let table = matches!(row.value, Value::Table(_));
        let bytes = if table { &[] } else { self.view.context.bytes.of(row.span) };
        self.leading_columns(to, indent, row, NameColumn::of(row, ""), bytes);
        push(to, "  ");
        let start = to.len();
        self.inline(to, start, row);
        // On a terminal, a row is clipped to a single line. Selecting the row by path shows all
        // fields.
        let indent = self.offset + 2 + self.byte_column() + self.name.max(indent * 2) + 2;
        if let Some(width) = self.view.options.width {
            let text = to.split_off(start);
            let text = String::from_utf8_lossy(&text);
            // The text is already escaped and contains the escape sequences of styles.
            to.extend_from_slice(clip(&text, width.saturating_sub(indent).max(20)).as_bytes());
        }
        to.push(b'\n');
    }

    /// Appends the names and values of the leaves below a node; `start` is the offset of the first
    /// leaf in `to`.
    fn inline(&self, to: &mut Vec<u8>, start: usize, node: &Node) {
        if !node.children.is_empty() && node.value.is_container() {
            return node.children.iter().for_each(|child| self.inline(to, start, child));
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

/// Clips text to `width` columns, not counting escape sequences; clipped text ends with `…`.
fn clip(text: &str, width: usize) -> String {
    let (mut clipped, mut used, mut escape) = (String::new(), 0, false);
    for c in text.chars() {
        if c == '\x1b' {
            escape = true;
        } else if !escape {
            used += 1;
            if used >= width {
                clipped.push('…');
                break;
            }
        } else if c == 'm' {
            escape = false;
            clipped.push(c);
            continue;
        }
        clipped.push(c);
    }
    if used >= width && text.contains('\x1b') {
        clipped.push_str("\x1b[0m");
    }
    clipped
}

/// Returns a line with the name, format and size of a file.
pub fn heading(name: &str, title: &str, size: u64, paint: Paint) -> Vec<u8> {
    let mut line = Vec::new();
    paint.put(&mut line, style::NAME.bold(), |to| push_display(to, EscapedText(name)));
    push(&mut line, ": ");
    push(&mut line, title);
    push(&mut line, ", ");
    count(&mut line, size, "byte");
    line.push(b'\n');
    line
}
