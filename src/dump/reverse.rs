//! Conversion of dumps back to bytes: from `bytescope`, `xxd`, `hexdump -C` and plain hex digits.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n};
use nom::character::complete::{char, hex_digit1, space0};
use nom::combinator::{eof, map, map_res, opt, rest, verify};
use nom::multi::many0;
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};
use std::fmt;
use std::io::{self, Write};

/// Maximum size in bytes of a gap between lines, which is filled by repetition or with zeros.
const MAX_GAP: u64 = 1 << 30;

/// Error when converting a dump to bytes.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReverseError {
    /// Invalid line.
    Line {
        /// Line number, from 1.
        line: u64,
        /// Column, from 1.
        column: usize,
        /// Description of the problem.
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

/// A parsed line of a dump.
#[derive(Debug, PartialEq, Eq)]
enum DumpLine {
    Empty,
    /// `*`: the previous line, repeated up to the next offset.
    Star,
    /// Bytes at an offset; none at the end of a dump.
    At(u64, Vec<u8>),
    /// Bytes without an offset, which follow the previous bytes.
    Plain(Vec<u8>),
}

/// Converts lines of a dump to bytes. The output starts at the first offset; gaps between offsets
/// are filled with zeros.
#[derive(Debug, Default)]
pub struct Reverser {
    line: u64,
    /// Offset of the next byte; `None` before the first line with an offset.
    offset: Option<u64>,
    /// Bytes of the previous line.
    last: Vec<u8>,
    /// True after a `*`.
    starred: bool,
}

impl Reverser {
    /// Converts a line, without its line terminator.
    ///
    /// # Errors
    /// Returns an error if the line is invalid or the output cannot be written.
    pub fn feed(&mut self, text: &str, out: &mut impl Write) -> Result<(), ReverseError> {
        self.line = self.line.saturating_add(1);
        match parse(text, self.offset.is_some())
            .map_err(|(column, message)| self.error(column, message))?
        {
            DumpLine::Empty => Ok(()),
            DumpLine::Star => {
                self.starred = true;
                Ok(())
            }
            DumpLine::At(offset, bytes) => {
                self.fill_to(offset, out)?;
                self.put(bytes, out)
            }
            DumpLine::Plain(bytes) => self.put(bytes, out),
        }
    }

    fn put(&mut self, bytes: Vec<u8>, out: &mut impl Write) -> Result<(), ReverseError> {
        out.write_all(&bytes)?;
        self.offset = self.offset.map(|at| at.saturating_add(bytes.len() as u64));
        self.last = bytes;
        Ok(())
    }

    /// Fills up to `offset`: with the previous line after a `*`, otherwise with zeros.
    fn fill_to(&mut self, offset: u64, out: &mut impl Write) -> Result<(), ReverseError> {
        let at = *self.offset.get_or_insert(offset);
        let Some(mut missing) = offset.checked_sub(at) else {
            return Err(self.error(
                1,
                format!("offset {offset:#x} is before {at:#x}, the end of the previous line"),
            ));
        };
        if missing > MAX_GAP {
            return Err(self.error(
                1,
                format!("limit reached: gap of more than 1 GiB before offset {offset:#x}"),
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

/// Parses a line; an error has a column and a message. A lone offset is accepted only if a previous
/// line had an offset (`addressed`); otherwise it is parsed as plain digits.
fn parse(text: &str, addressed: bool) -> Result<DumpLine, (usize, String)> {
    let text = text.trim_end();
    let not_a_dump = |_| (1, "expected a line of a hex dump".to_owned());
    match text.trim_start() {
        "" => return Ok(DumpLine::Empty),
        "*" => return Ok(DumpLine::Star),
        _ => {}
    }
    let alone = verify(terminated(offset, eof), |_| addressed);
    let alone = map(alone, |offset| DumpLine::At(offset, Vec::new()));
    let (rest, line) = alt((xxd, canonical, alone, bare)).parse(text).map_err(not_a_dump)?;
    if rest.is_empty() {
        return Ok(line);
    }
    let rest = rest.trim_start();
    let column = text.len().saturating_sub(rest.len()).saturating_add(1);
    let found: String = rest.chars().take(8).collect();
    Err((column, format!("expected two hex digits, found {found:?}")))
}

fn offset(input: &str) -> IResult<&str, u64> {
    let digits = verify(hex_digit1, |digits: &str| digits.len() >= 7);
    map_res(digits, |digits| u64::from_str_radix(digits, 16)).parse(input)
}

fn byte(input: &str) -> IResult<&str, u8> {
    let pair = take_while_m_n(2, 2, |c: char| c.is_ascii_hexdigit());
    map_res(pair, |digits| u8::from_str_radix(digits, 16)).parse(input)
}

/// `00000010: 8950 4e47 0d0a  .PNG..`: the text follows two spaces.
fn xxd(input: &str) -> IResult<&str, DumpLine> {
    let groups = many0(alt((byte, preceded(char(' '), byte))));
    let text = opt(preceded(tag("  "), rest));
    let line = (terminated(offset, tag(": ")), groups, text);
    map(line, |(offset, bytes, _)| DumpLine::At(offset, bytes)).parse(input)
}

/// `00000010  89 50 4e 47  0d 0a 1a 0a  |.PNG....|`.
fn canonical(input: &str) -> IResult<&str, DumpLine> {
    let bytes = many0(preceded(space0, byte));
    let text = opt((space0, char('|'), rest));
    let line = (terminated(offset, tag("  ")), bytes, text);
    map(line, |(offset, bytes, _)| DumpLine::At(offset, bytes)).parse(input)
}

fn bare(input: &str) -> IResult<&str, DumpLine> {
    let bytes = preceded(space0, many0(terminated(byte, space0)));
    map(bytes, DumpLine::Plain).parse(input)
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
    fn all_formats_are_read() {
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
    fn invalid_lines_are_located() {
        let fails = |text| reverse(text).unwrap_err();
        assert!(fails("00 41\n00 4g").starts_with("line 2, column 4:"));
        assert!(fails("0000010  61\n0000000  62").contains("is before 0x11"));
        assert!(fails("0000000  61\nffffffffff  62").contains("more than 1 GiB"));
        assert!(
            fails("00000000: 4142 xy")
                .starts_with("line 1, column 16: expected two hex digits, found \"xy\"")
        );
        assert!(fails("hello").starts_with("line 1, column 1:"));
    }
}
