//! From a dump back to bytes: this program's, `xxd`'s and `hexdump -C`'s, and bare digits.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n};
use nom::character::complete::{char, hex_digit1, space0};
use nom::combinator::{eof, map, map_res, opt, rest, verify};
use nom::multi::many0;
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};
use std::fmt;
use std::io::{self, Write};

/// The most bytes that one line may stand for by being repeated or skipped over.
const LARGEST_JUMP: u64 = 1 << 30;

/// Why a dump cannot be turned back.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReverseError {
    /// A line that is no dump.
    Line {
        /// Its number, from 1.
        line: u64,
        /// Where in it, from 1.
        column: usize,
        /// What is expected there.
        message: String,
    },
    /// The output cannot be written.
    Io(io::Error),
}

impl fmt::Display for ReverseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line { line, column, message } => {
                write!(f, "line {line}, column {column}: {message}")
            }
            Self::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ReverseError {}

impl From<io::Error> for ReverseError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// What a line of a dump says.
#[derive(Debug, PartialEq, Eq)]
enum Line {
    Empty,
    /// The line before, repeated up to the next offset.
    Star,
    /// Bytes at an offset; none at the end of a dump.
    At(u64, Vec<u8>),
    /// Bytes that go on where the last ones ended.
    Bare(Vec<u8>),
}

/// Turns lines of a dump into bytes. The first offset is where the output begins; a gap between
/// offsets is filled with zeros.
#[derive(Debug, Default)]
pub struct Reverser {
    line: u64,
    /// The offset of the next byte, once a line has said one.
    offset: Option<u64>,
    last: Vec<u8>,
    starred: bool,
}

impl Reverser {
    /// Adds a line, without its end.
    ///
    /// # Errors
    /// The line is no part of a dump, or the output cannot be written.
    pub fn feed(&mut self, text: &str, out: &mut impl Write) -> Result<(), ReverseError> {
        self.line = self.line.saturating_add(1);
        match parse(text, self.offset.is_some())
            .map_err(|(column, message)| self.error(column, message))?
        {
            Line::Empty => Ok(()),
            Line::Star => {
                self.starred = true;
                Ok(())
            }
            Line::At(offset, bytes) => {
                self.go_to(offset, out)?;
                self.put(bytes, out)
            }
            Line::Bare(bytes) => self.put(bytes, out),
        }
    }

    fn put(&mut self, bytes: Vec<u8>, out: &mut impl Write) -> Result<(), ReverseError> {
        out.write_all(&bytes)?;
        self.offset = self.offset.map(|at| at.saturating_add(bytes.len() as u64));
        self.last = bytes;
        Ok(())
    }

    /// Fills up to `offset`: with the line before if a `*` said so, with zeros otherwise.
    fn go_to(&mut self, offset: u64, out: &mut impl Write) -> Result<(), ReverseError> {
        let at = *self.offset.get_or_insert(offset);
        let Some(mut missing) = offset.checked_sub(at) else {
            return Err(self.error(
                1,
                format!("offset {offset:x} lies before {at:x}, the end of the line before"),
            ));
        };
        if missing > LARGEST_JUMP {
            return Err(self.error(
                1,
                format!("offset {offset:x} leaves {missing} bytes out, more than 1 GiB"),
            ));
        }
        let zeros = vec![0; 16];
        let repeated = std::mem::take(&mut self.starred) && !self.last.is_empty();
        let fill = if repeated { &self.last } else { &zeros };
        while missing > 0 {
            let part = fill.get(..fill.len().min(usize::try_from(missing).unwrap_or(usize::MAX)));
            let part = part.unwrap_or_default();
            out.write_all(part)?;
            missing = missing.saturating_sub(part.len() as u64);
        }
        self.offset = Some(offset);
        Ok(())
    }

    fn error(&self, column: usize, message: String) -> ReverseError {
        ReverseError::Line { line: self.line, column, message }
    }
}

/// Parses a line; an error says at which column, and what is expected there. Only after a line
/// with an offset can an offset stand alone: otherwise it would pass for bare digits.
fn parse(text: &str, addressed: bool) -> Result<Line, (usize, String)> {
    let text = text.trim_end();
    let no_dump = |_| (1, "a line of a hex dump is expected".to_owned());
    match text.trim_start() {
        "" => return Ok(Line::Empty),
        "*" => return Ok(Line::Star),
        _ => {}
    }
    let alone = verify(terminated(offset, eof), |_| addressed);
    let alone = map(alone, |offset| Line::At(offset, Vec::new()));
    let (rest, line) = alt((xxd, canonical, alone, bare)).parse(text).map_err(no_dump)?;
    if rest.is_empty() {
        return Ok(line);
    }
    let column = text.len().saturating_sub(rest.len()).saturating_add(1);
    let found: String = rest.chars().take(8).collect();
    Err((column, format!("two hex digits are expected, found {found:?}")))
}

fn offset(input: &str) -> IResult<&str, u64> {
    let digits = verify(hex_digit1, |digits: &str| digits.len() >= 7);
    map_res(digits, |digits| u64::from_str_radix(digits, 16)).parse(input)
}

fn byte(input: &str) -> IResult<&str, u8> {
    let pair = take_while_m_n(2, 2, |c: char| c.is_ascii_hexdigit());
    map_res(pair, |digits| u8::from_str_radix(digits, 16)).parse(input)
}

/// `00000010: 8950 4e47 0d0a  .PNG..`: the text begins behind two blanks.
fn xxd(input: &str) -> IResult<&str, Line> {
    let groups = many0(alt((byte, preceded(char(' '), byte))));
    let text = opt(preceded(tag("  "), rest));
    let line = (terminated(offset, tag(": ")), groups, text);
    map(line, |(offset, bytes, _)| Line::At(offset, bytes)).parse(input)
}

/// `00000010  89 50 4e 47  0d 0a 1a 0a  |.PNG....|`.
fn canonical(input: &str) -> IResult<&str, Line> {
    let bytes = many0(preceded(space0, byte));
    let text = opt((space0, char('|'), rest));
    let line = (terminated(offset, tag("  ")), bytes, text);
    map(line, |(offset, bytes, _)| Line::At(offset, bytes)).parse(input)
}

fn bare(input: &str) -> IResult<&str, Line> {
    let bytes = preceded(space0, many0(terminated(byte, space0)));
    map(bytes, Line::Bare).parse(input)
}

#[cfg(test)]
mod tests {
    use super::Reverser;

    fn reverse(text: &str) -> Result<Vec<u8>, String> {
        let (mut reverser, mut out) = (Reverser::default(), Vec::new());
        for line in text.lines() {
            reverser.feed(line, &mut out).map_err(|e| e.to_string())?;
        }
        Ok(out)
    }

    #[test]
    fn all_spellings() {
        let bytes = b"\x00AB|  cd".to_vec();
        for text in [
            "00000000: 0041 427c 2020 6364                      .AB|  cd",
            "00000000  00 41 42 7c 20 20 63 64                           |.AB|  cd|\n00000008",
            "0041427c20206364",
            "00 41 42 7c\n20 20 63 64\n",
            "00000000: 00 41 42 7C 20 20 63 64  .AB|  cd",
        ] {
            assert_eq!(reverse(text), Ok(bytes.clone()), "{text}");
        }
    }

    #[test]
    fn stars_repeat_and_gaps_are_zeros() {
        assert_eq!(reverse("0000000  61\n*\n0000004  62\n0000005"), Ok(b"aaaab".to_vec()));
        assert_eq!(reverse("0000010: 61\n0000014: 62"), Ok(b"a\0\0\0b".to_vec()));
    }

    #[test]
    fn mistakes_are_located() {
        let fails = |text| reverse(text).unwrap_err();
        assert!(fails("00 41\n00 4g").starts_with("line 2, column 4:"));
        assert!(fails("0000010  61\n0000000  62").contains("lies before"));
        assert!(fails("0000000  61\nffffffffff  62").contains("more than 1 GiB"));
        assert!(fails("00000000: 4142 xy").starts_with("line 1, column 15:"));
        assert!(fails("hello").starts_with("line 1, column 1:"));
    }
}
