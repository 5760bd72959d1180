//! The tree as text: offset, bytes, name, value, remarks, one field a line.

use super::json::Sight;
use super::style::{self, Paint};
use super::value::{count, describe, grouped, items};
use bytescope_inspect::{Node, Rows, Value};
use std::fmt::Write as _;
use std::io::{self, Write};

/// Items of a long array that are shown at its beginning.
const HEAD: u64 = 16;
/// A table of more rows than this shows each on one line.
const SMALL_TABLE: u64 = 4;
/// Names wider than this do not push the values of all other fields to the right.
const WIDEST_NAME: usize = 36;

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

/// One line of the view.
enum Line<'l> {
    Field {
        node: &'l Node,
        name: &'l str,
    },
    /// A row of a table with all its fields on one line.
    Row {
        row: &'l Node,
    },
    Elided {
        from: u64,
        to: u64,
    },
}

type Emit<'e> = dyn FnMut(usize, Line<'_>) -> io::Result<()> + 'e;

impl TreeView<'_> {
    /// Writes the text.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let mut widest = 0;
        self.lines(&mut |indent, line| {
            let name = match line {
                Line::Field { node, name } => name_of(node, name).len(),
                Line::Row { row } => name_of(row, "").len(),
                Line::Elided { .. } => 0,
            };
            widest = widest.max((indent.saturating_mul(2).saturating_add(name)).min(WIDEST_NAME));
            Ok(())
        })?;
        let columns = Columns::new(self, widest);
        let mut text = String::new();
        self.lines(&mut |indent, line| {
            text.clear();
            // Writing to a string cannot fail.
            let _ = columns.line(&mut text, indent, &line);
            out.write_all(text.as_bytes())
        })
    }

    fn lines(&self, emit: &mut Emit<'_>) -> io::Result<()> {
        if self.path.is_empty() {
            if self.node.fault().is_some() || !self.node.value.is_container() {
                emit(0, Line::Field { node: self.node, name: "file" })?;
            }
            return self.below(self.node, 0, emit);
        }
        self.field(self.node, self.path, 0, emit)
    }

    fn field(&self, node: &Node, name: &str, indent: usize, emit: &mut Emit<'_>) -> io::Result<()> {
        emit(indent, Line::Field { node, name })?;
        self.below(node, indent.saturating_add(1), emit)
    }

    fn below(&self, node: &Node, indent: usize, emit: &mut Emit<'_>) -> io::Result<()> {
        if self.options.depth.is_some_and(|depth| indent >= depth as usize) {
            return Ok(());
        }
        if let Value::Table(rows) = &node.value {
            self.rows(rows, indent, emit)?;
        }
        let long = matches!(node.value, Value::List) && !self.options.all && items(node) > HEAD;
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

    fn rows(&self, rows: &Rows, indent: usize, emit: &mut Emit<'_>) -> io::Result<()> {
        let buffer = self.sight.bytes.buffer(rows.buffer());
        let whole = rows.count() <= SMALL_TABLE;
        let mut next = 0;
        for index in shown_rows(rows, self.options.all) {
            if index > next {
                emit(indent, Line::Elided { from: next, to: index.saturating_sub(1) })?;
            }
            next = index.saturating_add(1);
            let Some(row) = rows.get(buffer, index, self.sight.limits) else { continue };
            if whole || row.has_fault() {
                self.field(&row, "", indent, emit)?;
            } else {
                emit(indent, Line::Row { row: &row })?;
            }
        }
        Ok(())
    }
}

/// The rows of a table that are shown: the first ones and the last, or all of them.
pub(crate) fn shown_rows(rows: &Rows, all: bool) -> impl Iterator<Item = u64> + use<> {
    let count = rows.count();
    let head = if all { count } else { count.min(HEAD) };
    let tail = count.saturating_sub(1).max(head);
    (0..head).chain(tail..count)
}

fn name_of(node: &Node, name: &str) -> String {
    match (name, node.index) {
        ("", Some(index)) => format!("[{index}]"),
        ("", None) => node.meta.name.clone().into_owned(),
        (name, _) => name.to_owned(),
    }
}

/// Where the columns stand.
struct Columns<'v> {
    view: &'v TreeView<'v>,
    paint: Paint,
    offset: usize,
    /// Bytes that fit into the byte column.
    bytes: usize,
    name: usize,
}

impl<'v> Columns<'v> {
    fn new(view: &'v TreeView<'v>, name: usize) -> Self {
        let bytes = match view.options.width {
            Some(0..60) => 0,
            Some(60..90) => 4,
            _ => 8,
        };
        let end = view.sight.base.saturating_add(view.sight.bytes.source.len() as u64);
        let offset = format!("{end:x}").len().max(8);
        Self { view, paint: Paint(view.options.color), offset, bytes, name }
    }

    fn line(&self, to: &mut String, indent: usize, line: &Line<'_>) -> std::fmt::Result {
        match line {
            Line::Field { node, name } => self.field(to, indent, node, name),
            Line::Row { row } => self.row(to, indent, row),
            Line::Elided { from, to: last } => {
                let n = last.saturating_sub(*from).saturating_add(1);
                let text =
                    format!("… {} more, [{from}] to [{last}] (--all shows them)", grouped(n));
                self.margin(to, indent)?;
                writeln!(to, "{}", self.paint.of(style::DIM, text))
            }
        }
    }

    /// Empty columns up to the names.
    fn margin(&self, to: &mut String, indent: usize) -> std::fmt::Result {
        let bytes = self.byte_column();
        write!(to, "{:width$}", "", width = self.offset + 2 + bytes + indent * 2)
    }

    fn byte_column(&self) -> usize {
        if self.bytes == 0 { 0 } else { self.bytes * 3 + 2 }
    }

    /// Offset, bytes and name.
    fn place(&self, to: &mut String, indent: usize, node: &Node, name: &str) -> std::fmt::Result {
        let (paint, span) = (self.paint, node.span);
        let offset = match span.buffer.0 {
            0 => format!("{:0width$x}", self.view.sight.offset(span), width = self.offset),
            n => format!("{:>width$}", format!("{n}:{:x}", span.start()), width = self.offset),
        };
        write!(to, "{}  ", paint.of(style::DIM, offset))?;
        if self.bytes > 0 {
            let is_part = node.extra.as_ref().is_some_and(|e| e.bits.is_some());
            let shown = node.children.is_empty() || !node.value.is_container();
            let table = matches!(node.value, Value::Table(_));
            let bytes =
                if shown && !is_part && !table { self.view.sight.bytes.of(span) } else { &[] };
            let digits = self.digits(bytes);
            let width = self.byte_column();
            write!(to, "{}", paint.of(style::DIM, format!("{digits:width$}")))?;
        }
        let name = name_of(node, name);
        let gap = self.name.saturating_sub(indent * 2 + name.chars().count());
        let style = if node.is_filler() { style::DIM } else { style::NAME };
        write!(to, "{:indent$}{}{:gap$}", "", paint.of(style, name), "", indent = indent * 2)
    }

    fn digits(&self, bytes: &[u8]) -> String {
        let mut text = String::new();
        for (i, byte) in bytes.iter().take(self.bytes).enumerate() {
            let _ = write!(text, "{}{byte:02x}", if i == 0 { "" } else { " " });
        }
        if bytes.len() > self.bytes {
            text.push('…');
        }
        text
    }

    fn field(&self, to: &mut String, indent: usize, node: &Node, name: &str) -> std::fmt::Result {
        self.place(to, indent, node, name)?;
        let paint = self.paint;
        let bytes = self.view.sight.bytes.of(node.span);
        let value = describe(node, bytes);
        let style = match node.value {
            Value::Label(_) => style::LABEL,
            Value::Group | Value::List | Value::Table(_) | Value::Bytes => style::DIM,
            _ => style::VALUE,
        };
        if !value.is_empty() {
            write!(to, "  {}", paint.of(style, value))?;
        }
        let Some(extra) = node.extra.as_deref() else {
            to.push('\n');
            return self.doc(to, indent, node);
        };
        if let Some((lo, hi)) = extra.bits {
            let last = hi.saturating_sub(1);
            let bits = if lo == last { format!("bit {lo}") } else { format!("bits {lo}–{last}") };
            write!(to, "  {}", paint.of(style::DIM, bits))?;
        }
        if let Some(note) = &extra.note {
            write!(to, "  {}", paint.of(style::DIM, format!("— {note}")))?;
        }
        if let Some(verified) = extra.verified {
            write!(to, "  {}", paint.of(style::GOOD, format!("✓ {verified}")))?;
        }
        if let Some(fault) = &extra.fault {
            let mut text = format!("✗ {fault}");
            if fault.offset != node.span.start() {
                let _ =
                    write!(text, " (at {:#x})", self.view.sight.base.saturating_add(fault.offset));
            }
            write!(to, "  {}", paint.of(style::FAULT, text))?;
        }
        to.push('\n');
        self.doc(to, indent, node)
    }

    fn doc(&self, to: &mut String, indent: usize, node: &Node) -> std::fmt::Result {
        if !self.view.options.docs || node.meta.doc.is_empty() {
            return Ok(());
        }
        self.margin(to, indent.saturating_add(1))?;
        writeln!(to, "{}", self.paint.of(style::DIM, format!("# {}", node.meta.doc)))
    }

    fn row(&self, to: &mut String, indent: usize, row: &Node) -> std::fmt::Result {
        self.place(to, indent, &Node { children: Vec::new(), ..row.clone() }, "")?;
        let mut fields = Vec::new();
        self.inline(row, &mut fields);
        let text = fields.join(", ");
        // On a terminal a record keeps to its line; --path shows all of one.
        let indent = self.offset + 2 + self.byte_column() + self.name.max(indent * 2) + 2;
        let room = self.view.options.width.map(|width| width.saturating_sub(indent).max(20));
        match room {
            Some(room) => writeln!(to, "  {}", clip(&text, room)),
            None => writeln!(to, "  {text}"),
        }
    }

    /// The leaves below a node, each with its name and value.
    fn inline(&self, node: &Node, fields: &mut Vec<String>) {
        if node.children.is_empty() || !node.value.is_container() {
            let bytes = self.view.sight.bytes.of(node.span);
            let mut text = describe(node, bytes);
            if let Some(note) = node.note() {
                text = format!("{text} — {note}");
            }
            let name = &node.meta.name;
            let name = self.paint.of(style::NAME, name);
            fields.push(if node.meta.name.is_empty() { text } else { format!("{name} {text}") });
            return;
        }
        node.children.iter().for_each(|child| self.inline(child, fields));
    }
}

/// The text up to `room` columns, escape sequences not counted; what is cut shows as `…`.
fn clip(text: &str, room: usize) -> String {
    let (mut clipped, mut used, mut escape) = (String::new(), 0, false);
    for c in text.chars() {
        if c == '\x1b' {
            escape = true;
        } else if !escape {
            used += 1;
            if used >= room {
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
    if used >= room && text.contains('\x1b') {
        clipped.push_str("\x1b[0m");
    }
    clipped
}

/// A line that says what a file is.
pub fn heading(name: &str, title: &str, size: u64, paint: Paint) -> String {
    format!("{}: {title}, {}", paint.of(style::NAME.bold(), name), count(size, "byte"))
}
