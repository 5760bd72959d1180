//! Fields at an offset as aligned text.

use super::style::{self, Paint};
use crate::document::LocatedField;
use anstyle::Style;
use bytescope_inspect::{BufferId, Span, escape};
use std::io::{self, Write};

/// Maximum width of a column; longer entries overflow it.
const MAX_WIDTH: usize = 36;

/// Maximum number of fields shown.
const MAX_FIELDS: usize = 200;

/// The fields at an offset, one per line: path, span, value, description.
#[derive(Debug, Default)]
pub struct LocationView {
    rows: Vec<LocationRow>,
    num_others: usize,
}

#[derive(Debug)]
struct LocationRow {
    path: String,
    span: String,
    value: String,
    remark: String,
    fault: String,
    doc: String,
}

impl LocationView {
    /// Adds a field.
    pub fn add(&mut self, field: &LocatedField<'_>) {
        if self.rows.len() >= MAX_FIELDS {
            self.num_others = self.num_others.saturating_add(1);
            return;
        }
        let node = field.node;
        let mut remarks = Vec::new();
        if let Some((low, high)) = node.extra.as_ref().and_then(|extra| extra.bits) {
            let last = high.saturating_sub(1);
            remarks.push(match low == last {
                true => format!("bit {low}"),
                false => format!("bits {low}–{last}"),
            });
        }
        remarks.extend(node.note().map(|note| format!("— {}", escape(note))));
        if node.extra.as_ref().is_some_and(|extra| extra.verified.is_some()) {
            remarks.push("✓".to_owned());
        }
        if field.is_out_of_line {
            remarks.push("(out of line)".to_owned());
        }
        self.rows.push(LocationRow {
            path: escape(field.path).into_owned(),
            span: span_text(node.span, field.context.base),
            value: field.description(),
            remark: remarks.join(" "),
            fault: node
                .fault()
                .map(|fault| format!("✗ {}", escape(&fault.to_string())))
                .unwrap_or_default(),
            doc: escape(&node.meta.doc).into_owned(),
        });
    }

    /// True if there are no fields.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Writes the lines. Descriptions are clipped to `width` columns, if given.
    ///
    /// # Errors
    /// Returns an error if writing to `out` fails.
    pub fn write(&self, color: bool, width: Option<usize>, out: &mut impl Write) -> io::Result<()> {
        let columns =
            |row: &LocationRow| [&row.path, &row.span, &row.value].map(|text| text.chars().count());
        let mut widths = [0; 3];
        for row in &self.rows {
            for (widest, width) in widths.iter_mut().zip(columns(row)) {
                *widest = (*widest).max(width.min(MAX_WIDTH));
            }
        }
        let paint = Paint(color);
        for row in &self.rows {
            let mut line = Line { text: Vec::new(), used: 0, paint };
            let [path, span, value] = widths;
            line.column(style::NAME, &row.path, path);
            line.column(style::DIM, &row.span, span);
            line.column(style::VALUE, &row.value, value);
            line.last(style::DIM, &row.remark, None);
            line.last(style::FAULT, &row.fault, None);
            line.last(style::DIM, &row.doc, width);
            while line.text.last() == Some(&b' ') {
                line.text.pop();
            }
            line.text.push(b'\n');
            out.write_all(&line.text)?;
        }
        match self.num_others {
            0 => Ok(()),
            n => writeln!(out, "… {n} more"),
        }
    }
}

/// Returns a span as `0x10..0x14`, or `1:0x10..0x14` in buffer 1.
fn span_text(span: Span, base: u64) -> String {
    let (buffer, base) = match span.buffer {
        BufferId::SOURCE => (String::new(), base),
        id => (format!("{}:", id.0), 0),
    };
    let (start, end) = (span.start().saturating_add(base), span.end().saturating_add(base));
    format!("{buffer}{start:#x}..{end:#x}")
}

/// A line with its width in terminal columns.
struct Line {
    text: Vec<u8>,
    used: usize,
    paint: Paint,
}

impl Line {
    /// Appends a column, padded to `width`, and two spaces.
    fn column(&mut self, style: Style, text: &str, width: usize) {
        self.paint.put(&mut self.text, style, |to| to.extend_from_slice(text.as_bytes()));
        let len = text.chars().count();
        let padding = width.saturating_sub(len).saturating_add(2);
        self.text.resize(self.text.len().saturating_add(padding), b' ');
        self.used = self.used.saturating_add(len).saturating_add(padding);
    }

    /// Appends text after the columns, unless it is empty. Clips it to the width of the terminal.
    fn last(&mut self, style: Style, text: &str, width: Option<usize>) {
        if text.is_empty() {
            return;
        }
        let len = text.chars().count();
        let left = width.map_or(usize::MAX, |width| width.saturating_sub(self.used));
        if len <= left {
            return self.column(style, text, len);
        }
        if left > 1 {
            let clipped: String = text.chars().take(left.saturating_sub(1)).chain(['…']).collect();
            self.column(style, &clipped, left);
        }
    }
}
