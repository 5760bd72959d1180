//! One line of a dump, written into a buffer of fixed size.
//!
//! Every index here is bounded by the length of a line, not by input.
#![allow(clippy::indexing_slicing)]

use super::color::{Code, ESCAPES};
use crate::table::digits::HEX;

/// The most bytes in a line.
pub(crate) const MOST: usize = 256;

/// No line is longer: an offset, and an escape sequence with every digit pair and every letter.
const LONGEST: usize = 64 + MOST * 15;

/// The escape sequences as the low five bytes of little-endian words.
const ESCAPE: [u64; 8] = {
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

/// What stands for a byte in the text column.
fn letter(byte: u8) -> u8 {
    if (0x20..0x7f).contains(&byte) { byte } else { b'.' }
}

/// Writes the line of exactly 16 bytes at `offset`, as `hexdump -C` does.
pub(crate) fn sixteen(to: &mut Vec<u8>, offset: u64, bytes: &[u8; 16]) {
    let start = to.len();
    // The line is made in place, with its blanks; an offset of 16 digits makes it longer.
    to.extend_from_slice(&[b' '; 87]);
    let line = &mut to[start..];
    let wide = place(line, offset);
    let line = &mut line[wide..];
    let line: &mut [u8; 71] = match line.first_chunk_mut() {
        Some(line) => line,
        None => return,
    };
    for (half, eight) in bytes.as_chunks::<8>().0.iter().enumerate() {
        for (i, [a, b]) in eight.as_chunks::<2>().0.iter().enumerate() {
            let four = u64::from(HEX[usize::from(*a)]) | u64::from(HEX[usize::from(*b)]) << 24;
            let at = 2 + half * 25 + i * 6;
            // Two bytes beyond the pair are written as well, and then by the next one.
            line[at..at + 8].copy_from_slice(&(four | 0x2020 << 48).to_le_bytes());
        }
    }
    let mut text = [0; 16];
    for (letter, byte) in text.iter_mut().zip(bytes) {
        *letter = self::letter(*byte);
    }
    line[52] = b'|';
    line[53..69].copy_from_slice(&text);
    line[69] = b'|';
    line[70] = b'\n';
    to.truncate(start + wide + 71);
}

/// Writes a line of up to `columns` bytes.
pub(crate) fn any(to: &mut Vec<u8>, offset: u64, bytes: &[u8], columns: usize) {
    end(to, offset);
    to.pop();
    for i in 0..columns {
        to.extend_from_slice(if i % 8 == 0 { b"  " } else { b" " });
        match bytes.get(i) {
            Some(byte) => to.extend_from_slice(&HEX[usize::from(*byte)].to_le_bytes()[..2]),
            None => to.extend_from_slice(b"  "),
        }
    }
    to.extend_from_slice(b"  |");
    to.extend(bytes.iter().map(|byte| letter(*byte)));
    to.extend_from_slice(b"|\n");
}

/// Writes the offset on a line of its own: the end of the dump.
pub(crate) fn end(to: &mut Vec<u8>, offset: u64) {
    let mut digits = [0; 16];
    let count = place(&mut digits, offset);
    to.extend_from_slice(&digits[..count]);
    to.push(b'\n');
}

/// Writes a line of up to `columns` bytes, each in the colour that `codes` has for it.
pub(crate) fn colored(
    to: &mut Vec<u8>,
    offset: u64,
    bytes: &[u8],
    columns: usize,
    codes: impl Fn(usize, u8) -> Code,
) {
    let mut line = [b' '; LONGEST];
    line[..4].copy_from_slice(b"\x1b[2m");
    let mut at = 4 + place(&mut line[4..], offset);
    line[at..at + 4].copy_from_slice(RESET);
    at += 5;
    // No colour yet: the first byte sets one.
    let mut current = Code::MAX;
    for (i, byte) in bytes.iter().enumerate() {
        if i % 8 == 0 {
            line[at] = b' ';
            at += 1;
        }
        let code = codes(i, *byte);
        let text = u64::from(HEX[usize::from(*byte)]);
        at = put(&mut line, at, code != current, code, text) + 3;
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
        let code = codes(i, *byte);
        at = put(&mut line, at, code != current, code, letter(*byte).into()) + 1;
        current = code;
    }
    line[at..at + 4].copy_from_slice(RESET);
    line[at + 4] = b'|';
    line[at + 5] = b'\n';
    to.extend_from_slice(&line[..at + 6]);
}

/// Writes up to three characters, behind the escape sequence of their colour if it is a new one;
/// returns where the characters begin. Without a branch: which it is cannot be foretold.
#[inline(always)]
fn put(line: &mut [u8; LONGEST], at: usize, new: bool, code: Code, text: u64) -> usize {
    let escape = if new { ESCAPE_LEN } else { 0 };
    let word = ESCAPE[usize::from(code & 7)] | text << (8 * ESCAPE_LEN);
    let word = word >> (8 * (ESCAPE_LEN - escape));
    line[at..at + 8].copy_from_slice(&word.to_le_bytes());
    at + escape
}

/// Writes an offset: eight hex digits, sixteen when it needs them. Returns how many.
fn place(line: &mut [u8], offset: u64) -> usize {
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
