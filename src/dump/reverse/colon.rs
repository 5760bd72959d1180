//! Rows with a colon after the offset: `xxd`, `tcpdump -X`, `lspci -x`.

use super::assemble::{Assembler, DumpRow};
use super::{Failure, LineReader, found, index};
use nom::bytes::complete::{tag_no_case, take_while1};
use nom::character::complete::{char, one_of, space0};
use nom::combinator::{opt, peek};
use nom::sequence::delimited;
use nom::{IResult, Parser};
use std::io::Write;

/// Digits of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Groups {
    /// Hex digits in the order of bytes.
    Hex,
    /// Hex digits of little-endian words (`xxd -e`).
    Little,
    /// Binary digits (`xxd -b`).
    Bits,
}

/// Reader of rows with a colon after the offset.
#[derive(Clone, Debug)]
pub(super) struct Colon {
    /// Radix of the offsets.
    pub(super) radix: u32,
    pub(super) groups: Groups,
    /// True if lines before the first row are skipped: the heading of a packet.
    pub(super) heading: bool,
    started: bool,
    bytes: Vec<u8>,
}

/// Parts of a row.
#[derive(Debug)]
struct Parts<'t> {
    at: usize,
    offset: u64,
    rest: &'t str,
    prefixed: bool,
}

type OffsetParts<'t> = ((Option<&'t str>, &'t str), char);

fn offset_part(line: &str) -> IResult<&str, OffsetParts<'_>> {
    let digits = take_while1(|c: char| c.is_ascii_hexdigit());
    let offset = (opt(tag_no_case("0x")), digits);
    delimited(space0, (offset, char(':')), peek(one_of(" \t"))).parse(line)
}

/// Returns true if a line starts with an offset, a colon and a space.
pub(super) fn has_offset(line: &str) -> bool {
    offset_part(line).is_ok()
}

/// Returns true if the first group is aligned to the right: an incomplete word.
pub(super) fn is_right_aligned(line: &str) -> bool {
    offset_part(line).is_ok_and(|(rest, _)| rest.starts_with("   "))
}

/// Returns true if a line starts with a hexadecimal offset with prefix, as in `tcpdump -X`.
pub(super) fn has_prefixed_offset(line: &str) -> bool {
    matches!(offset_part(line), Ok((_, ((Some(_), _), _))))
}

impl Colon {
    pub(super) fn new(radix: u32, groups: Groups, heading: bool) -> Self {
        Self { radix, groups, heading, started: false, bytes: Vec::new() }
    }

    fn parts<'t>(&self, line: &'t str) -> Result<Parts<'t>, Failure> {
        let text = line.trim_start();
        let at = index(line, text);
        let (rest, ((prefix, digits), _)) = offset_part(line).map_err(|_| {
            Failure::at(at, format!("expected an offset and a colon, {}", found(text)))
        })?;
        let offset = u64::from_str_radix(digits, self.radix).map_err(|_| {
            let problem =
                if digits.len() > 16 { "of more than 64 bits" } else { "must be decimal" };
            Failure::at(at, format!("invalid offset: {problem}, {}", found(text)))
        })?;
        Ok(Parts { at, offset, rest, prefixed: prefix.is_some() })
    }

    /// Appends the bytes of the groups of `rest`. Returns the text column.
    fn groups<'t>(&mut self, line: &str, rest: &'t str) -> Result<&'t str, Failure> {
        let data = rest.trim_start();
        if self.groups == Groups::Little {
            return self.words(line, data);
        }
        let mut left = data;
        loop {
            let end = left.find(char::is_whitespace).unwrap_or(left.len());
            let (group, after) = left.split_at(end);
            self.group(index(line, left), group, left)?;
            let next = after.trim_start();
            if next.is_empty() || index(after, next) > 1 {
                return Ok(next);
            }
            left = next;
        }
    }

    fn group(&mut self, at: usize, group: &str, text: &str) -> Result<(), Failure> {
        let (digits, radix) = if self.groups == Groups::Bits { (8, 2) } else { (2, 16) };
        for (i, part) in group.as_bytes().chunks(digits).enumerate() {
            let value = (part.len() == digits && part.iter().all(u8::is_ascii_alphanumeric))
                .then(|| std::str::from_utf8(part).ok())
                .flatten()
                .and_then(|part| u8::from_str_radix(part, radix).ok());
            let Some(value) = value else {
                let start = i.saturating_mul(digits);
                let name = if digits == 8 { "eight binary digits" } else { "two hex digits" };
                let text = text.get(start..).unwrap_or_default();
                return Err(Failure::at(
                    at.saturating_add(start),
                    format!("expected {name}, {}", found(text)),
                ));
            };
            self.bytes.push(value);
        }
        Ok(())
    }

    /// Appends little-endian words. The last one may have fewer digits and is aligned to the right.
    fn words<'t>(&mut self, line: &str, data: &'t str) -> Result<&'t str, Failure> {
        let width = data.find(char::is_whitespace).unwrap_or(data.len());
        let mut left = data;
        loop {
            let cell = left.get(..width.min(left.len())).unwrap_or(left);
            let digits = cell.trim_start();
            if digits.is_empty() {
                return Ok(left.trim_start());
            }
            let start = self.bytes.len();
            self.group(index(line, digits), digits, digits)?;
            self.bytes.get_mut(start..).unwrap_or_default().reverse();
            let after = left.get(cell.len()..).unwrap_or_default();
            if after.is_empty() || after.trim_start().is_empty() {
                return Ok("");
            }
            let count = self.bytes.len();
            if after.starts_with("  ") && !continues(after, width, count) {
                return Ok(after.trim_start());
            }
            left = after.get(1..).unwrap_or_default();
        }
    }

    /// Reads a row and compares its text column. Returns its groups' size and the comparison.
    pub(super) fn compare(&mut self, line: &str) -> Option<Comparison> {
        let parts = self.parts(line).ok()?;
        self.bytes.clear();
        let text = self.groups(line, parts.rest).ok()?;
        let first = parts.rest.split_whitespace().next().unwrap_or_default();
        // The characters may start with spaces. A space at the end may be missing.
        let start = line.len().saturating_sub(self.bytes.len());
        let aligned = line.get(start..).filter(|part| match text {
            "" => part.trim().is_empty(),
            _ => line.get(..start).unwrap_or_default().ends_with("  "),
        });
        let aligned = aligned.filter(|_| index(line, parts.rest) < start);
        let text = aligned.unwrap_or_default();
        let matches = text.bytes().zip(&self.bytes).all(|(text, byte)| match text {
            b'.' => *byte == b'.' || !(0x20..0x7f).contains(byte),
            text => text == *byte,
        });
        Some(Comparison {
            group: first.len() / 2,
            matches,
            complete: aligned.is_some(),
            text: !text.is_empty(),
            bytes: self.bytes.clone(),
        })
    }
}

/// True if an incomplete word follows `count` bytes. It is aligned to the right, and the text after
/// it has one character per byte.
fn continues(after: &str, width: usize, count: usize) -> bool {
    let Some(cell) = after.get(1..width.saturating_add(1)) else { return false };
    let digits = cell.trim_start();
    let text = after.get(width.saturating_add(1)..).unwrap_or_default();
    let count = count.saturating_add(digits.len() / 2);
    let spaces = text.len().saturating_sub(text.trim_start().len());
    // The characters may start with spaces.
    let length = text.chars().count();
    let complete = text.is_empty() || (length.saturating_sub(spaces)..=length).contains(&count);
    !digits.is_empty()
        && digits.len().is_multiple_of(2)
        && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
        && (text.is_empty() || text.starts_with("  "))
        && complete
}

/// Comparison of the bytes of a row with its text column.
#[derive(Debug)]
pub(super) struct Comparison {
    /// Size of a group in bytes, as hex digits.
    pub(super) group: usize,
    /// True if no character contradicts a byte.
    pub(super) matches: bool,
    /// True if there are as many characters as bytes.
    pub(super) complete: bool,
    /// True if the row has a text column.
    pub(super) text: bool,
    pub(super) bytes: Vec<u8>,
}

impl LineReader for Colon {
    fn line(
        &mut self,
        text: &str,
        sink: &mut Assembler,
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        match text.trim() {
            "" => return Ok(()),
            "*" if self.started => return sink.star(index(text, text.trim_start())),
            _ => {}
        }
        if self.heading && !has_prefixed_offset(text) {
            return match self.started {
                false => Ok(()),
                true => Err(Failure::at(
                    0,
                    format!(
                        "expected the next row of the packet, {} (convert each packet separately)",
                        found(text)
                    ),
                )),
            };
        }
        let parts = self.parts(text)?;
        self.started = true;
        self.bytes.clear();
        let side = self.groups(text, parts.rest)?;
        // srec_cat writes `#` before the characters.
        let side = side.strip_prefix('#').unwrap_or(side);
        if side.trim_end().chars().count() > self.bytes.len() {
            return Err(Failure::at(
                index(text, side),
                format!(
                    "text column does not match {} bytes of digits: {}",
                    self.bytes.len(),
                    found(side)
                ),
            ));
        }
        let Parts { at, offset, prefixed, .. } = parts;
        if prefixed != self.heading {
            return Err(Failure::at(
                at,
                format!("expected an offset like those before, {}", found(text)),
            ));
        }
        sink.row(DumpRow { at, offset, unit: 1, invisible: None }, &mut self.bytes, out)
    }

    fn finish(&mut self, sink: &mut Assembler, out: &mut dyn Write) -> Result<(), Failure> {
        sink.finish(out)
    }
}
