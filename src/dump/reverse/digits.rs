//! Plain hex digits: `89504e47`, `89 50 4e 47`, `89:50:4e:47`.

use super::assemble::Assembler;
use super::{Failure, Position, TextReader, excerpt};
use std::io::Write;

/// Separators of bytes, in addition to whitespace.
const SEPARATORS: &[u8] = b":-,";

/// Reader of pairs of hex digits with optional separators.
#[derive(Debug, Default)]
pub(super) struct PlainDigits {
    position: Position,
    /// First digit of an incomplete pair.
    high: Option<(u8, Position)>,
    /// True after a byte, until the next separator.
    separable: bool,
    bytes: Vec<u8>,
}

impl PlainDigits {
    /// Returns true if `line` consists of pairs of digits.
    pub(super) fn accepts(line: &str) -> bool {
        let mut sink = Assembler::dry();
        Self::default().feed(line.as_bytes(), true, &mut sink, &mut std::io::sink()).is_ok()
    }

    fn step(&mut self, byte: u8, rest: &[u8]) -> Result<(), Failure> {
        let digit = char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        match (self.high, digit) {
            (None, Some(_)) => self.high = Some((byte, self.position)),
            (Some((high, _)), Some(low)) => {
                let high = char::from(high).to_digit(16).unwrap_or_default();
                self.bytes.push(u8::try_from(high << 4).unwrap_or_default() | low);
                (self.high, self.separable) = (None, true);
            }
            (Some((high, position)), None) => {
                let found = format!("{}{}", char::from(high), excerpt(rest));
                return Err(expected(position, &found));
            }
            (None, None) if byte.is_ascii_whitespace() => {}
            (None, None) if self.separable && SEPARATORS.contains(&byte) => self.separable = false,
            (None, None) => return Err(expected(self.position, &excerpt(rest))),
        }
        self.position.advance(byte);
        Ok(())
    }
}

fn expected(position: Position, found: &str) -> Failure {
    let found = found.trim_end();
    let found: String = found.chars().take(8).collect();
    Failure::Located(position, format!("expected two hex digits, found {found:?}"))
}

impl TextReader for PlainDigits {
    fn feed(
        &mut self,
        text: &[u8],
        last: bool,
        sink: &mut Assembler,
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        self.bytes.clear();
        let mut result = Ok(());
        for (index, byte) in text.iter().enumerate() {
            result = self.step(*byte, text.get(index..).unwrap_or_default());
            if result.is_err() {
                break;
            }
        }
        sink.put(&self.bytes, out)?;
        match (result, self.high) {
            (Ok(()), Some((high, position))) if last => {
                Err(expected(position, &char::from(high).to_string()))
            }
            (result, _) => result,
        }
    }
}
