//! Rows between the borders of `hexyl`.

use super::assemble::{Assembler, DumpRow};
use super::{Failure, LineReader, found, index};
use std::io::Write;

/// Characters of borders.
const CORNERS: [char; 2] = ['┌', '+'];
const HORIZONTAL: [char; 2] = ['─', '-'];
const VERTICAL: [char; 3] = ['│', '┊', '|'];

/// Width of a cell of characters, which is also the minimum width of a position.
const CHARACTERS: usize = 8;

/// Widths of panels of eight bytes in hexadecimal, in groups of 1, 2, 4 and 8 bytes.
const PANELS: [usize; 4] = [25, 21, 19, 18];

/// Text of an empty dump.
const NO_CONTENT: &str = "No content";

/// Reader of rows with borders. The upper border determines the widths of the cells.
#[derive(Debug, Default)]
pub(super) struct Hexyl {
    /// Widths of the cells.
    widths: Vec<usize>,
    ended: bool,
    bytes: Vec<u8>,
    chars: String,
}

/// Returns true if a line is an upper border.
pub(super) fn is_border(line: &str) -> bool {
    let line = line.trim();
    let mut chars = line.chars();
    let first = chars.next().is_some_and(|c| CORNERS.contains(&c));
    first && line.chars().count() > CHARACTERS && chars.all(|c| !c.is_alphanumeric() && c != ' ')
}

/// Returns true if a line is a row between borders.
pub(super) fn is_row(line: &str) -> bool {
    line.trim_start().starts_with(['│', '┌'])
}

/// Cell of a row.
#[derive(Debug)]
struct BorderedCell<'t> {
    at: usize,
    text: &'t str,
}

impl Hexyl {
    /// Splits a row into cells of the widths of the border.
    fn cells<'t>(&self, line: &'t str) -> Result<Vec<BorderedCell<'t>>, Failure> {
        let mut cells = Vec::new();
        let mut rest = line.trim_start();
        for width in &self.widths {
            let at = index(line, rest);
            let mut chars = rest.chars();
            if !chars.next().is_some_and(|c| VERTICAL.contains(&c)) {
                return Err(Failure::at(
                    at,
                    format!("expected a vertical border, {}", found(rest)),
                ));
            }
            let text = chars.as_str();
            let end = text.char_indices().nth(*width).map_or(text.len(), |(end, _)| end);
            let (text, after) = text.split_at(end);
            cells.push(BorderedCell { at: index(line, text), text });
            rest = after;
        }
        match VERTICAL.contains(&rest.chars().next().unwrap_or_default()) {
            true => Ok(cells),
            false => {
                let at = index(line, rest);
                Err(Failure::at(at, format!("expected a vertical border, {}", found(rest))))
            }
        }
    }

    /// Appends the bytes of a panel.
    fn panel(&mut self, cell: &BorderedCell<'_>) -> Result<(), Failure> {
        for group in cell.text.split_whitespace() {
            let start = cell.at.saturating_add(index(cell.text, group));
            let digits = group.as_bytes();
            if !digits.len().is_multiple_of(2) {
                return Err(Failure::at(
                    start,
                    format!(
                        "expected two hex digits per byte, {} (use hexyl with --base hexadecimal)",
                        found(group)
                    ),
                ));
            }
            for (i, pair) in digits.chunks(2).enumerate() {
                let value = std::str::from_utf8(pair)
                    .ok()
                    .filter(|pair| pair.bytes().all(|b| b.is_ascii_hexdigit()))
                    .and_then(|pair| u8::from_str_radix(pair, 16).ok());
                let at = start.saturating_add(i.saturating_mul(2));
                let Some(value) = value else {
                    return Err(Failure::at(
                        at,
                        format!("expected two hex digits, {}", found(group)),
                    ));
                };
                self.bytes.push(value);
            }
        }
        Ok(())
    }

    /// Compares printable characters with the bytes: groups can be in little-endian order.
    fn compare(&self, at: usize) -> Result<(), Failure> {
        // `0` and punctuation are also shown for other bytes.
        let mut pairs = self.chars.chars().zip(&self.bytes);
        if pairs.any(|(c, byte)| c.is_ascii_alphanumeric() && c != '0' && *byte != c as u8) {
            return Err(Failure::at(
                at,
                "characters do not match the digits (use hexyl with --endianness big)",
            ));
        }
        Ok(())
    }
}

impl LineReader for Hexyl {
    fn line(
        &mut self,
        text: &str,
        sink: &mut Assembler,
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Ok(());
        }
        if self.ended {
            return Err(Failure::at(
                0,
                format!("expected the end of the dump after the lower border, {}", found(text)),
            ));
        }
        if trimmed.trim_matches(|c| c == ' ' || VERTICAL.contains(&c)) == NO_CONTENT {
            // Without other borders, this is the only row.
            self.ended = self.widths.is_empty();
            return Ok(());
        }
        if self.widths.is_empty() {
            if !is_border(trimmed) {
                return Err(Failure::at(0, format!("expected the upper border, {}", found(text))));
            }
            let inner = trimmed.char_indices().nth(1).map_or(0, |(start, _)| start);
            let inner = trimmed.get(inner..).unwrap_or_default();
            let cells = inner.split(|c| !HORIZONTAL.contains(&c));
            self.widths = cells.map(|cell| cell.chars().count()).filter(|n| *n > 0).collect();
            let hexadecimal = |width: &usize| *width <= CHARACTERS || PANELS.contains(width);
            // A position in a dump of more than 4 GiB is wider.
            return match self.widths.iter().skip(1).all(hexadecimal) {
                true => Ok(()),
                false => Err(Failure::at(
                    0,
                    "panels must have hex digits (use hexyl with --base hexadecimal)",
                )),
            };
        }
        if trimmed.starts_with(['└', '+']) {
            self.ended = true;
            return Ok(());
        }
        let cells = self.cells(text)?;
        let wide = |cell: &BorderedCell<'_>| cell.text.chars().count() > CHARACTERS;
        let position = cells.iter().position(wide).filter(|first| *first > 0).map(|_| ());
        let panels = cells.get(usize::from(position.is_some())..).unwrap_or_default();
        let (panels, texts): (Vec<_>, Vec<_>) = panels.iter().partition(|cell| wide(cell));
        let Some(first) = cells.first() else { return Ok(()) };
        if first.text.trim() == "*" {
            return match position {
                Some(()) => sink.star(first.at),
                None => Err(Failure::at(
                    first.at,
                    "number of repeated lines is unknown (use hexyl with --no-squeezing)",
                )),
            };
        }
        self.bytes.clear();
        self.chars.clear();
        let mut grouped = false;
        for cell in panels {
            grouped |= cell.text.split_whitespace().any(|group| group.len() > 2);
            self.panel(cell)?;
        }
        if grouped {
            for cell in &texts {
                self.chars.push_str(cell.text);
            }
            self.compare(texts.first().map_or(0, |cell| cell.at))?;
        }
        if position.is_none() {
            return sink.put(&self.bytes, out);
        }
        let offset = u64::from_str_radix(first.text.trim(), 16).map_err(|_| {
            Failure::at(first.at, format!("expected a hexadecimal offset, {}", found(first.text)))
        })?;
        let row = DumpRow { at: first.at, offset, unit: 1, invisible: None };
        sink.row(row, &mut self.bytes, out)
    }

    fn finish(&mut self, sink: &mut Assembler, out: &mut dyn Write) -> Result<(), Failure> {
        if !self.ended {
            return Err(Failure::at(0, "unexpected end of data: expected the lower border"));
        }
        sink.finish(out)
    }
}
