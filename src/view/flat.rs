//! Trees as one line per field, for text tools.

use super::JsonContext;
use super::remarks::{fault_text, remarks};
use super::style::{self, Paint};
use super::value::{describe, push, push_display, summary_of};
use super::width::width;
use crate::table::digits::blanks;
use bytescope_inspect::{Node, Span, Value, escape};
use std::io::{self, Write};

/// Width of the path column; longer paths overflow it.
const PATH_WIDTH: usize = 30;

/// A tree or subtree as lines of path, offset, value and remarks: one line per field that contains no
/// other fields, and per invalid structure. All rows of tables are included.
#[derive(Clone, Copy, Debug)]
pub struct FlatView<'v> {
    /// Top node.
    pub node: &'v Node,
    /// Path of the node; empty for the root.
    pub path: &'v str,
    /// Context of the node.
    pub context: JsonContext<'v>,
    /// Use colors.
    pub color: bool,
}

impl FlatView<'_> {
    /// Writes the lines.
    ///
    /// # Errors
    /// Returns an error if writing to `out` fails.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        self.lines(self.node, self.path, &mut Vec::new(), out)
    }

    /// Writes only the line of the top node.
    ///
    /// # Errors
    /// Returns an error if writing to `out` fails.
    pub fn line(&self, out: &mut impl Write) -> io::Result<()> {
        let mut line = Vec::new();
        self.add_line(&mut line, self.node, self.path);
        out.write_all(&line)
    }

    fn lines(
        &self,
        node: &Node,
        path: &str,
        line: &mut Vec<u8>,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let mut rows = 0;
        if let Value::Table(table) = &node.value {
            rows = table.count();
            for row in table.rows(self.context.bytes, 0..rows, self.context.limits) {
                self.lines(&row, &row.path_below(path), line, out)?;
            }
        }
        for child in node.children_besides_rows() {
            self.lines(child, &child.path_below(path), line, out)?;
        }
        let is_leaf = node.children.is_empty() && rows == 0;
        if (is_leaf && !path.is_empty()) || node.fault().is_some() {
            line.clear();
            self.add_line(line, node, if path.is_empty() { "file" } else { path });
            out.write_all(line)?;
        }
        Ok(())
    }

    /// Appends the line of a field.
    fn add_line(&self, to: &mut Vec<u8>, node: &Node, path: &str) {
        let paint = Paint(self.color);
        let path = escape(path);
        paint.put(to, style::NAME, |to| push(to, &path));
        blanks(to, PATH_WIDTH.saturating_sub(width(&path)).saturating_add(2));
        paint.put(to, style::DIM, |to| push_display(to, offset(node, self.context)));
        push(to, "  ");
        match summary_of(node, self.context) {
            Some(summary) => push(to, &summary),
            None => describe(to, node, self.context.bytes.of(node.content())),
        }
        let fault = node.fault().map(|fault| fault_text(node, fault, self.context, None));
        for (style, text) in remarks(node).into_iter().chain(fault.map(|text| (style::FAULT, text)))
        {
            push(to, "  ");
            paint.put(to, style, |to| push(to, &text));
        }
        while to.last() == Some(&b' ') {
            to.pop();
        }
        to.push(b'\n');
    }
}

/// Returns the offset of a node; blanks for a computed value.
fn offset(node: &Node, context: JsonContext<'_>) -> String {
    match node.is_out_of_line() && node.span.is_empty() {
        true => " ".repeat(10),
        false => flat_offset(node.span, context),
    }
}

/// Returns the offset of a span as in a [`FlatView`], with the number of its buffer unless it is in
/// the file.
pub fn flat_offset(span: Span, context: JsonContext<'_>) -> String {
    let offset = context.offset(span);
    match span.buffer.0 {
        0 => format!("0x{offset:08x}"),
        n => format!("{n}:0x{offset:06x}"),
    }
}
