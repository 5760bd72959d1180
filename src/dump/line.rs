//! Formatting of one line of a dump in a fixed-size buffer.
//!
//! All indices are bounded by the length of a line, not by the input.
#![allow(clippy::indexing_slicing)]

use super::color::{Code, ESCAPES};
use crate::table::digits::HEX;

/// Maximum number of bytes per line.
pub(crate) const MAX_COLUMNS: usize = 256;

/// Maximum length of a line: an offset, and for each byte an escape sequence before its digits and
/// an escape sequence before its character.
const MAX_LINE: usize = 64 + MAX_COLUMNS * 15;

/// Escape sequences as the low five bytes of little-endian words.
const ESCAPE_WORDS: [u64; 8] = {
    let mut table = [0; 8];
    let mut code = 0;
    while code < 8 {
        let [a, b, c, d, e] = ESCAPES[code];
        table[code] = u64::from_le_bytes([a, b, c, d, e, 0, 0, 0]);
        code += 1;
    }
    table
};
const ESCAPE_LEN: usize = 5;

const RESET: &[u8; 4] = b"\x1b[0m";

/// Returns the character of a byte in the text column.
fn text_char(byte: u8) -> u8 {
    if (0x20..0x7f).contains(&byte) { byte } else { b'.' }
}

/// Writes a line of exactly 16 bytes, in the format of `hexdump -C`.
pub(crate) fn write_sixteen(to: &mut Vec<u8>, offset: u64, bytes: &[u8; 16]) {
    let start = to.len();
    // Reserves space for an offset of 16 digits; most lines are shorter.
    to.extend_from_slice(&[b' '; 87]);
    let line = &mut to[start..];
    let width = write_offset(line, offset);
    let line = &mut line[width..];
    let line: &mut [u8; 71] = match line.first_chunk_mut() {
        Some(line) => line,
        None => return,
    };
    for (half, eight) in bytes.as_chunks::<8>().0.iter().enumerate() {
        for (i, [a, b]) in eight.as_chunks::<2>().0.iter().enumerate() {
            let four = u64::from(HEX[usize::from(*a)]) | u64::from(HEX[usize::from(*b)]) << 24;
            let at = 2 + half * 25 + i * 6;
            // Also writes two spaces after the pair, which the next pair overwrites.
            line[at..at + 8].copy_from_slice(&(four | 0x2020 << 48).to_le_bytes());
        }
    }
    let mut text = [0; 16];
    for (letter, byte) in text.iter_mut().zip(bytes) {
        *letter = self::text_char(*byte);
    }
    line[52] = b'|';
    line[53..69].copy_from_slice(&text);
    line[69] = b'|';
    line[70] = b'\n';
    to.truncate(start + width + 71);
}

/// Writes a line of up to `columns` bytes.
pub(crate) fn write_plain(to: &mut Vec<u8>, offset: u64, bytes: &[u8], columns: usize) {
    write_end(to, offset);
    to.pop();
    for i in 0..columns {
        to.extend_from_slice(if i % 8 == 0 { b"  " } else { b" " });
        match bytes.get(i) {
            Some(byte) => to.extend_from_slice(&HEX[usize::from(*byte)].to_le_bytes()[..2]),
            None => to.extend_from_slice(b"  "),
        }
    }
    to.extend_from_slice(b"  |");
    to.extend(bytes.iter().map(|byte| text_char(*byte)));
    to.extend_from_slice(b"|\n");
}

/// Writes the end of the dump: a line with only the offset.
pub(crate) fn write_end(to: &mut Vec<u8>, offset: u64) {
    let mut digits = [0; 16];
    let count = write_offset(&mut digits, offset);
    to.extend_from_slice(&digits[..count]);
    to.push(b'\n');
}

/// Writes a line of up to `columns` bytes, each in the color returned by `color_of`.
pub(crate) fn write_colored(
    to: &mut Vec<u8>,
    offset: u64,
    bytes: &[u8],
    columns: usize,
    color_of: impl Fn(usize, u8) -> Code,
) {
    let mut line = [b' '; MAX_LINE];
    line[..4].copy_from_slice(b"\x1b[2m");
    let mut at = 4 + write_offset(&mut line[4..], offset);
    line[at..at + 4].copy_from_slice(RESET);
    at += 5;
    // No color is set before the first byte.
    let mut current = Code::MAX;
    for (i, byte) in bytes.iter().enumerate() {
        if i % 8 == 0 {
            line[at] = b' ';
            at += 1;
        }
        let code = color_of(i, *byte);
        let text = u64::from(HEX[usize::from(*byte)]);
        at = write_chars(&mut line, at, code != current, code, text) + 3;
        current = code;
    }
    for i in bytes.len()..columns {
        let blanks = if i % 8 == 0 { 4 } else { 3 };
        line[at..at + 4].copy_from_slice(b"    ");
        at += blanks;
    }
    line[at] = b' ';
    line[at + 1] = b'|';
    at += 2;
    for (i, byte) in bytes.iter().enumerate() {
        let code = color_of(i, *byte);
        at = write_chars(&mut line, at, code != current, code, text_char(*byte).into()) + 1;
        current = code;
    }
    line[at..at + 4].copy_from_slice(RESET);
    line[at + 4] = b'|';
    line[at + 5] = b'\n';
    to.extend_from_slice(&line[..at + 6]);
}

/// Writes up to three characters, preceded by the escape sequence of their color if the color is
/// `new`. Returns the offset of the characters. Branchless, because `new` is unpredictable.
#[inline(always)]
fn write_chars(line: &mut [u8; MAX_LINE], at: usize, new: bool, code: Code, text: u64) -> usize {
    let escape = if new { ESCAPE_LEN } else { 0 };
    let word = ESCAPE_WORDS[usize::from(code & 7)] | text << (8 * ESCAPE_LEN);
    let word = word >> (8 * (ESCAPE_LEN - escape));
    line[at..at + 8].copy_from_slice(&word.to_le_bytes());
    at + escape
}

/// Writes an offset in eight hex digits, or sixteen if necessary. Returns the number of digits.
fn write_offset(line: &mut [u8], offset: u64) -> usize {
    let (count, bytes) = match u32::try_from(offset) {
        Ok(offset) => (4, u64::from(offset) << 32),
        Err(_) => (8, offset),
    };
    for (pair, byte) in line.as_chunks_mut::<2>().0.iter_mut().zip(bytes.to_be_bytes()).take(count)
    {
        let [high, low, ..] = HEX[usize::from(byte)].to_le_bytes();
        *pair = [high, low];
    }
    count * 2
}
