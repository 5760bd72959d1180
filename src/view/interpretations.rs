//! Interpretations of bytes as an aligned table.

use super::style::{self, Paint};
use super::value::push;
use crate::interpret::{Interpretation, InterpreterGroup};
use bytescope_inspect::Endian;
use std::io::{self, Write};

/// Width of the names.
const NAME_WIDTH: usize = 9;

/// Width of a value with a byte order.
const VALUE_WIDTH: usize = 32;

/// Maximum number of bytes shown above the interpretations.
const MAX_BYTES: usize = 16;

/// Interpretations of bytes as a table of at most 80 columns. Values in both byte orders are on the
/// same line.
#[derive(Clone, Copy, Debug)]
pub struct InterpretationTable<'v> {
    /// The bytes.
    pub bytes: &'v [u8],
    /// The interpretations, in the order of [`Interpreter::all`](crate::interpret::Interpreter::all).
    pub items: &'v [Interpretation],
    /// Use colors.
    pub color: bool,
}

impl InterpretationTable<'_> {
    /// Writes the table.
    ///
    /// # Errors
    /// Returns an error if writing to `out` fails.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let paint = Paint(self.color);
        let mut text = Vec::new();
        let shown = self.bytes.get(..MAX_BYTES).unwrap_or(self.bytes);
        let digits: Vec<_> = shown.iter().map(|byte| format!("{byte:02x}")).collect();
        name(&mut text, paint, "bytes");
        push(&mut text, &digits.join(" "));
        push(&mut text, if shown.len() < self.bytes.len() { " …" } else { "" });
        text.push(b'\n');
        let is_pair =
            |item: &Interpretation| item.order.is_some() && item.group != InterpreterGroup::Text;
        if self.items.iter().any(is_pair) {
            name(&mut text, paint, "");
            paint.put(&mut text, style::DIM, |to| {
                push(to, &format!("{:VALUE_WIDTH$}big-endian", "little-endian"));
            });
            text.push(b'\n');
        }
        let mut items = self.items.iter().peekable();
        while let Some(item) = items.next() {
            if !is_pair(item) {
                name(&mut text, paint, item.name);
                value(&mut text, paint, item, 0);
            } else {
                name(&mut text, paint, item.base_name);
                let is_little = item.order == Some(Endian::Little);
                let other = items.next_if(|other| is_little && other.base_name == item.base_name);
                if !is_little {
                    push(&mut text, &" ".repeat(VALUE_WIDTH));
                }
                value(&mut text, paint, item, if other.is_some() { VALUE_WIDTH } else { 0 });
                if let Some(other) = other {
                    value(&mut text, paint, other, 0);
                }
            }
            text.push(b'\n');
        }
        out.write_all(&text)
    }
}

/// Appends a name and spaces up to the values.
fn name(to: &mut Vec<u8>, paint: Paint, text: &str) {
    paint.put(to, style::NAME, |to| push(to, text));
    let spaces = NAME_WIDTH.saturating_sub(text.len()).saturating_add(2);
    push(to, &" ".repeat(spaces));
}

/// Appends a value, padded to `width` columns, or the reason why there is none.
fn value(to: &mut Vec<u8>, paint: Paint, item: &Interpretation, width: usize) {
    let text = item.text();
    let style = if item.value.is_ok() { style::VALUE } else { style::DIM };
    paint.put(to, style, |to| push(to, &text));
    push(to, &" ".repeat(width.saturating_sub(text.chars().count())));
}
