//! One line of a dump, written into a buffer of fixed size without allocation.
//!
//! Every index here is bounded by the size of the line, not by input.
#![allow(clippy::indexing_slicing)]

use super::color::{CLASSES, Code, UNSET};

/// The most bytes in a line.
pub(crate) const MOST: usize = 256;

/// Two hex digits and two blanks for every byte.
const HEX: [[u8; 4]; 256] = {
    let digits = *b"0123456789abcdef";
    let mut table = [[b' '; 4]; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte][0] = digits[byte >> 4];
        table[byte][1] = digits[byte & 15];
        byte += 1;
    }
    table
};

/// What stands for a byte in the text column.
const TEXT: [u8; 256] = {
    let mut table = [b'.'; 256];
    let mut byte = 0x20;
    while byte < 0x7f {
        table[byte] = byte as u8;
        byte += 1;
    }
    table
};

const RESET: &[u8] = b"\x1b[0m";

/// Writes the line of exactly 16 bytes at `offset`, as `hexdump -C` does.
pub(crate) fn sixteen(to: &mut Vec<u8>, offset: u64, bytes: &[u8; 16]) {
    let mut line = [b' '; 82];
    let digits = place(&mut line, offset);
    let mut at = digits + 2;
    for (i, byte) in bytes.iter().enumerate() {
        put(&mut line, at, HEX[usize::from(*byte)]);
        at += if i == 7 { 4 } else { 3 };
    }
    line[at + 1] = b'|';
    let text = &mut line[at + 2..at + 18];
    for (to, byte) in text.iter_mut().zip(bytes) {
        // The same as TEXT, in a form that the compiler makes vectors of.
        *to = if (0x20..0x7f).contains(byte) { *byte } else { b'.' };
    }
    line[at + 18] = b'|';
    line[at + 19] = b'\n';
    to.extend_from_slice(&line[..at + 20]);
}

/// Writes a line of up to `columns` bytes.
pub(crate) fn any(to: &mut Vec<u8>, offset: u64, bytes: &[u8], columns: usize) {
    let mut digits = [0; 18];
    let count = place(&mut digits, offset);
    to.extend_from_slice(&digits[..count]);
    for i in 0..columns {
        to.extend_from_slice(if i % 8 == 0 { b"  " } else { b" " });
        match bytes.get(i) {
            Some(byte) => to.extend_from_slice(&HEX[usize::from(*byte)][..2]),
            None => to.extend_from_slice(b"  "),
        }
    }
    to.extend_from_slice(b"  |");
    to.extend(bytes.iter().map(|byte| TEXT[usize::from(*byte)]));
    to.extend_from_slice(b"|\n");
}

/// Writes the offset on a line of its own: the end of the dump.
pub(crate) fn end(to: &mut Vec<u8>, offset: u64) {
    let mut digits = [0; 18];
    let count = place(&mut digits, offset);
    to.extend_from_slice(&digits[..count]);
    to.push(b'\n');
}

/// Writes a line of up to `columns` bytes, each in its colour.
pub(crate) fn colored(
    to: &mut Vec<u8>,
    offset: u64,
    bytes: &[u8],
    columns: usize,
    codes: Codes<'_>,
) {
    let start = to.len();
    // Room for an escape sequence with every digit pair and every character; cut to size below.
    to.resize(start + 64 + columns * 20, b' ');
    let line = &mut to[start..];
    let dim = b"\x1b[2m";
    line[..4].copy_from_slice(dim);
    let mut at = 4 + place(&mut line[4..], offset);
    line[at..at + 4].copy_from_slice(RESET);
    at += 5;
    let mut current = UNSET;
    for (i, byte) in bytes.iter().enumerate() {
        if i % 8 == 0 {
            at += 1;
        }
        let code = codes.of(i, *byte);
        if code != current {
            at = escape(line, at, code);
            current = code;
        }
        put(line, at, HEX[usize::from(*byte)]);
        at += 3;
    }
    for i in bytes.len()..columns {
        let blank = if i % 8 == 0 { 4 } else { 3 };
        put(line, at, *b"    ");
        at += blank;
    }
    at += 1;
    line[at] = b'|';
    at += 1;
    if let Some(first) = bytes.first() {
        // The bar takes the colour of the last byte; the text sets its own.
        let code = codes.of(0, *first);
        if code != current {
            at = escape(line, at, code);
            current = code;
        }
    }
    for (i, byte) in bytes.iter().enumerate() {
        let code = codes.of(i, *byte);
        if code != current {
            at = escape(line, at, code);
            current = code;
        }
        line[at] = TEXT[usize::from(*byte)];
        at += 1;
    }
    line[at..at + 4].copy_from_slice(RESET);
    line[at + 4] = b'|';
    line[at + 5] = b'\n';
    to.truncate(start + at + 6);
}

/// The colours of the bytes of a line.
#[derive(Clone, Copy)]
pub(crate) enum Codes<'c> {
    Classes,
    Given(&'c [Code]),
}

impl Codes<'_> {
    fn of(self, index: usize, byte: u8) -> Code {
        match self {
            Self::Classes => CLASSES[usize::from(byte)],
            Self::Given(codes) => codes.get(index).copied().unwrap_or(UNSET),
        }
    }
}

fn escape(line: &mut [u8], at: usize, code: Code) -> usize {
    let [tens, ones] = code;
    line[at..at + 8].copy_from_slice(&[0x1b, b'[', tens, ones, b'm', b' ', b' ', b' ']);
    at + 5
}

fn put(line: &mut [u8], at: usize, four: [u8; 4]) {
    line[at..at + 4].copy_from_slice(&four);
}

/// Writes an offset: eight hex digits, more when it needs them. Returns how many.
fn place(line: &mut [u8], offset: u64) -> usize {
    let count = if offset >> 32 == 0 { 8 } else { 16 };
    for (i, digit) in line.iter_mut().take(count).enumerate() {
        let shift = 4 * (count - 1 - i);
        *digit = HEX[usize::from((offset >> shift) as u8 & 15)][1];
    }
    count
}
