//! Columns after an offset: `hexdump`, `od`, Wireshark, and dumps of bytescope.

use super::assemble::{Assembler, DumpRow};
use super::{Failure, LineReader, found, index};
use nom::bytes::complete::take_while1;
use nom::{IResult, Parser};
use std::io::Write;

/// Units of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnUnit {
    /// Two hex digits.
    X1,
    /// Three octal digits.
    O1,
    /// Four hex digits.
    X2,
    /// Six octal digits.
    O2,
    /// Five decimal digits.
    U2,
    X4,
    O4,
    X8,
    O8,
    /// Characters, escapes and octal numbers in four columns each.
    Char,
}

impl ColumnUnit {
    /// Units with a fixed number of digits come first; `Char` also reads those of `O1`.
    pub(super) const ALL: [Self; 10] = [
        Self::X1,
        Self::X2,
        Self::O2,
        Self::U2,
        Self::X4,
        Self::O4,
        Self::X8,
        Self::O8,
        Self::Char,
        Self::O1,
    ];

    /// Returns the number of digits, the radix and the size in bytes.
    fn shape(self) -> (usize, u32, usize) {
        match self {
            Self::X1 => (2, 16, 1),
            Self::O1 => (3, 8, 1),
            Self::X2 => (4, 16, 2),
            Self::O2 => (6, 8, 2),
            Self::U2 => (5, 10, 2),
            Self::X4 => (8, 16, 4),
            Self::O4 => (11, 8, 4),
            Self::X8 => (16, 16, 8),
            Self::O8 => (22, 8, 8),
            Self::Char => (3, 8, 1),
        }
    }

    /// Returns the size in bytes.
    pub(super) fn size(self) -> usize {
        self.shape().2
    }

    fn name(self) -> &'static str {
        match self {
            Self::X1 => "two hex digits",
            Self::O1 => "three octal digits",
            Self::X2 => "four hex digits",
            Self::O2 => "six octal digits",
            Self::U2 => "five decimal digits",
            Self::X4 => "eight hex digits",
            Self::O4 => "eleven octal digits",
            Self::X8 => "sixteen hex digits",
            Self::O8 => "22 octal digits",
            Self::Char => "a character, an escape or three octal digits",
        }
    }

    /// True if `gap` spaces separate the units.
    fn separates(self, gap: usize) -> bool {
        match self {
            Self::X2 => matches!(gap, 1 | 4),
            Self::O2 => matches!(gap, 1 | 2),
            Self::U2 => matches!(gap, 1 | 3),
            _ => gap == 1,
        }
    }
}

/// Reader of rows with an offset.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// Radix of the offsets.
    pub(super) radix: u32,
    pub(super) unit: ColumnUnit,
    pub(super) big_endian: bool,
    bytes: Vec<u8>,
}

/// Minimum number of digits of an offset: those of Wireshark.
pub(super) const MIN_OFFSET: usize = 4;

impl Columns {
    pub(super) fn new(radix: u32, unit: ColumnUnit, big_endian: bool) -> Self {
        Self { radix, unit, big_endian, bytes: Vec::new() }
    }

    /// Appends the bytes of units, which start at the byte index `at`.
    fn units(&mut self, at: usize, text: &str) -> Result<(), Failure> {
        let (digits, radix, size) = self.unit.shape();
        let barred = text_bar(text);
        let data = text.get(..barred.unwrap_or(text.len())).unwrap_or(text).trim_end();
        let mut rest = data;
        let mut count = 0_usize;
        loop {
            let token = rest.trim_start_matches([' ', '\t']);
            let gap = rest.len().saturating_sub(token.len());
            if token.is_empty() {
                return Ok(());
            }
            let at = at.saturating_add(index(data, token));
            if self.unit == ColumnUnit::X1 && !self.mid_gap(gap, count, token, barred.is_some()) {
                return side_text(at, token, gap, count);
            }
            if self.unit != ColumnUnit::X1 && !self.unit.separates(gap) {
                return Err(self.expected(at, token));
            }
            let end = token.find([' ', '\t']).unwrap_or(token.len());
            let (word, after) = token.split_at(end);
            let value = (word.len() == digits && word.bytes().all(|b| b.is_ascii_alphanumeric()))
                .then(|| u64::from_str_radix(word, radix).ok())
                .flatten()
                .filter(|value| size == 8 || *value < 1 << (8 * size));
            let Some(value) = value else { return Err(self.expected(at, token)) };
            let value = value.to_le_bytes();
            let value = value.get(..size).unwrap_or_default();
            match self.big_endian {
                true => self.bytes.extend(value.iter().rev()),
                false => self.bytes.extend_from_slice(value),
            }
            rest = after;
            count = count.saturating_add(1);
        }
    }

    /// True if the gap before byte `count` is one between bytes.
    fn mid_gap(&self, gap: usize, count: usize, token: &str, barred: bool) -> bool {
        let pair = || {
            let end = token.find(' ').unwrap_or(token.len());
            end == 2 && token.bytes().take(2).all(|byte| byte.is_ascii_hexdigit())
        };
        match (gap, count) {
            (1, _) | (2, 0) => true,
            (2, _) if barred => count.is_multiple_of(8),
            (2 | 3, 8) => pair(),
            _ => false,
        }
    }

    fn expected(&self, at: usize, text: &str) -> Failure {
        Failure::at(at, format!("expected {}, {}", self.unit.name(), found(text)))
    }

    /// Appends characters, which have four columns each.
    fn characters(&mut self, at: usize, text: &str) -> Result<(), Failure> {
        let visible = text.trim_end();
        let mut rest = visible;
        while !rest.is_empty() {
            let start = at.saturating_add(index(visible, rest));
            let cell = rest.get(..rest.len().min(4)).unwrap_or(rest);
            let Some(byte) = character(cell) else { return Err(self.expected(start, rest)) };
            self.bytes.push(byte);
            rest = rest.get(cell.len()..).unwrap_or_default();
        }
        Ok(())
    }
}

/// Returns the byte of a cell of four columns.
fn character(cell: &str) -> Option<u8> {
    let text = cell.strip_prefix(' ')?;
    let token = text.trim_start();
    match token.as_bytes() {
        // A space that is followed by other characters.
        [] => (text.len() == 3).then_some(b' '),
        [byte @ 0x21..=0x7e] => Some(*byte),
        [b'\\', byte] => match byte {
            b'0' => Some(0),
            b'a' => Some(7),
            b'b' => Some(8),
            b't' => Some(9),
            b'n' => Some(10),
            b'v' => Some(11),
            b'f' => Some(12),
            b'r' => Some(13),
            _ => None,
        },
        [_, _, _] if token.len() == 3 => u8::from_str_radix(token, 8).ok(),
        _ => None,
    }
}

/// Accepts the text column after `count` bytes, without bars: one character per byte, with a gap
/// in the middle.
fn side_text(at: usize, text: &str, gap: usize, count: usize) -> Result<(), Failure> {
    let length = text.chars().count();
    let text_gap = gap > 2 || gap == 2 && count == 16;
    if !text_gap || length > count.saturating_add(1) {
        return Err(Failure::at(at, format!("expected two hex digits, {}", found(text))));
    }
    Ok(())
}

/// Returns the index of the text column in `|…|` or `>…<`.
fn text_bar(text: &str) -> Option<usize> {
    let index = text.find(['|', '>'])?;
    let before = text.get(..index)?;
    before.ends_with(' ').then_some(index)
}

/// Features of a row that differ between programs.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowShape {
    /// Number of digits of the offset.
    pub(super) offset: usize,
    /// Number of spaces after the offset.
    pub(super) gap: usize,
    /// True if the row has a text column in `|…|`.
    pub(super) barred: bool,
    /// True if spaces end the row.
    pub(super) padded: bool,
}

/// Returns the features of a row.
pub(super) fn shape(line: &str) -> RowShape {
    let text = line.trim_start();
    let digits = text.find([' ', '\t']).unwrap_or(text.len());
    let rest = text.get(digits..).unwrap_or_default();
    RowShape {
        offset: digits,
        gap: rest.len().saturating_sub(rest.trim_start().len()),
        barred: text_bar(rest)
            .is_some_and(|bar| rest.get(bar..).unwrap_or_default().starts_with('|')),
        padded: !rest.trim().is_empty() && rest.ends_with(' '),
    }
}

impl Columns {
    /// True if a program writes rows of this shape with these units and offsets.
    pub(super) fn usual(&self, row: RowShape) -> bool {
        let hexadecimal = self.radix == 16;
        match (self.unit, row.offset) {
            _ if row.barred => hexadecimal,
            (ColumnUnit::U2, _) => hexadecimal == (row.gap == 3),
            (ColumnUnit::X2, _) if row.gap == 4 => hexadecimal,
            (ColumnUnit::O2, _) if row.gap == 2 => hexadecimal,
            // od writes 7 digits, or 6 hexadecimal ones.
            (ColumnUnit::X2 | ColumnUnit::O1 | ColumnUnit::Char, 7) => hexadecimal || !row.padded,
            (_, 7) => !hexadecimal,
            _ => hexadecimal,
        }
    }
}

fn offset_digits(radix: u32, text: &str) -> IResult<&str, &str> {
    take_while1(move |c: char| c.is_digit(radix)).parse(text)
}

/// Parses the offset at the start of a line. Returns its index, its value and the rest.
pub(super) fn offset(line: &str, radix: u32) -> Result<(usize, u64, &str), Failure> {
    let text = line.trim_start_matches([' ', '\t']);
    let at = index(line, text);
    let expected = || {
        let name = match radix {
            8 => "octal",
            10 => "decimal",
            _ => "hexadecimal",
        };
        Failure::at(at, format!("expected an offset ({name}), {}", found(text)))
    };
    let (rest, digits) = offset_digits(radix, text).map_err(|_| expected())?;
    if digits.len() < MIN_OFFSET || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return Err(expected());
    }
    let value = u64::from_str_radix(digits, radix)
        .map_err(|_| Failure::at(at, "out of range: offset of more than 64 bits"))?;
    Ok((at, value, rest))
}

impl LineReader for Columns {
    fn line(
        &mut self,
        text: &str,
        sink: &mut Assembler,
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        match text.trim() {
            "" => return Ok(()),
            "*" => return sink.star(index(text, text.trim_start())),
            _ => {}
        }
        let (at, offset, rest) = offset(text, self.radix)?;
        let characters = self.unit == ColumnUnit::Char;
        if rest.is_empty() || rest.trim().is_empty() && !characters {
            // hexdump also omits an incomplete last row.
            return sink.end(at, offset, self.radix == 16, out);
        }
        self.bytes.clear();
        let start = index(text, rest);
        match characters {
            true => self.characters(start, rest)?,
            false => self.units(start, rest)?,
        }
        let unit = self.unit.size();
        let invisible = characters.then_some((b' ', rest.len() / 4));
        sink.row(DumpRow { at, offset, unit, invisible }, &mut self.bytes, out)
    }

    fn finish(&mut self, sink: &mut Assembler, out: &mut dyn Write) -> Result<(), Failure> {
        sink.finish(out)
    }
}
