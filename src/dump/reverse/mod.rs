//! Conversion of text to bytes: hex dumps, records, arrays and string literals.
//!
//! The notation is detected from the first lines ([`detect`]). Then every line must conform to it.
//! Offsets prove the notation: those of consecutive rows differ by the number of bytes of a row.

mod assemble;
mod colon;
mod columns;
mod detect;
mod digits;
mod hexyl;
mod literal;
mod notation;
mod records;

pub use notation::{Assumption, Notation, ReverseOptions, Reversed};

use assemble::{Assembler, GapPolicy};
use std::fmt;
use std::io::{self, Write};

/// Size in bytes of the text from which the notation is detected.
const HEAD_SIZE: usize = 64 << 10;
/// Maximum size of a line in bytes, in notations with lines.
const MAX_LINE: usize = 1 << 20;

/// Cause of an error in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReverseErrorKind {
    /// The text does not conform to the notation.
    Invalid,
    /// The notation is not recognized.
    Unrecognized,
    /// Several notations are possible, with different bytes.
    Ambiguous,
    /// Offsets or addresses do not continue.
    Gap,
    /// Repeated lines and gaps exceed [`ReverseOptions::max_fill`].
    FillLimit,
}

/// Error when converting text to bytes.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReverseError {
    /// Invalid line.
    Line {
        /// Line number, from 1.
        line: u64,
        /// Column, from 1.
        column: usize,
        /// Cause.
        kind: ReverseErrorKind,
        /// Description of the problem.
        message: String,
    },
    /// The output cannot be written.
    Io(io::Error),
}

impl fmt::Display for ReverseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line { line, column, message, .. } => {
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

/// Converts a text to bytes, written to `out`.
///
/// # Errors
/// Returns an error if the text is invalid or the output cannot be written.
pub fn reverse(
    text: &[u8],
    options: ReverseOptions,
    out: &mut impl Write,
) -> Result<Reversed, ReverseError> {
    let mut reverser = Reverser::new(options);
    reverser.feed(text, out)?;
    reverser.finish(out)
}

/// Error at an index in a line, before its line is known.
#[derive(Debug)]
enum Failure {
    At { at: usize, line: Option<u64>, kind: ReverseErrorKind, message: String },
    Located(Position, String),
    Io(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Failure {
    fn at(at: usize, message: impl Into<String>) -> Self {
        Self::of(ReverseErrorKind::Invalid, at, message)
    }

    fn of(kind: ReverseErrorKind, at: usize, message: impl Into<String>) -> Self {
        Self::At { at, line: None, kind, message: message.into() }
    }

    /// Sets the line, from 1.
    fn in_line(self, number: u64) -> Self {
        match self {
            Self::At { at, line: None, kind, message } => {
                Self::At { at, line: Some(number), kind, message }
            }
            failure => failure,
        }
    }

    /// Converts the failure to an error in the line `text`.
    fn located(self, number: u64, text: &str) -> ReverseError {
        match self {
            Self::Io(error) => ReverseError::Io(error),
            Self::Located(Position { line, column }, message) => {
                ReverseError::Line { line, column, kind: ReverseErrorKind::Invalid, message }
            }
            Self::At { at, line, kind, message } => {
                let before = line.is_none_or(|line| line == number).then(|| text.get(..at));
                let before = before.flatten().unwrap_or_default();
                let column = before.chars().count().saturating_add(1);
                ReverseError::Line { line: line.unwrap_or(number), column, kind, message }
            }
        }
    }
}

/// Position in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Position {
    /// Line number, from 1.
    line: u64,
    /// Column in characters, from 1.
    column: usize,
}

impl Default for Position {
    fn default() -> Self {
        Self { line: 1, column: 1 }
    }
}

impl Position {
    fn advance(&mut self, byte: u8) {
        match byte {
            b'\n' => *self = Self { line: self.line.saturating_add(1), column: 1 },
            // Continuation bytes of UTF-8 are not characters.
            0x80..=0xbf => {}
            _ => self.column = self.column.saturating_add(1),
        }
    }
}

/// Returns the first characters of a text, for messages.
fn head(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim_end();
    line.chars().take(8).collect()
}

/// Returns the first characters of a text, for messages.
fn excerpt(text: &[u8]) -> String {
    head(&String::from_utf8_lossy(text.get(..text.len().min(32)).unwrap_or_default()))
}

fn found(text: &str) -> String {
    match head(text) {
        head if head.is_empty() => "found the end of the line".to_owned(),
        head => format!("found {head:?}"),
    }
}

/// Returns the index of `part`, a substring of `line`.
fn index(line: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(line.as_ptr() as usize).min(line.len())
}

/// Reader of a notation with lines.
trait LineReader: fmt::Debug + Send {
    /// Reads a line, without its line terminator.
    fn line(
        &mut self,
        text: &str,
        sink: &mut Assembler,
        out: &mut dyn Write,
    ) -> Result<(), Failure>;

    /// Handles the end of the text.
    fn finish(&mut self, sink: &mut Assembler, out: &mut dyn Write) -> Result<(), Failure>;
}

/// Reader of a notation without significant lines.
trait TextReader: fmt::Debug + Send {
    /// Reads a part of the text.
    fn feed(
        &mut self,
        text: &[u8],
        last: bool,
        sink: &mut Assembler,
        out: &mut dyn Write,
    ) -> Result<(), Failure>;
}

/// Reader of a notation.
#[derive(Debug)]
enum NotationReader {
    Lines(Box<dyn LineReader>),
    Text(Box<dyn TextReader>),
}

/// Notation with its reader.
#[derive(Debug)]
struct Detected {
    notation: Option<Notation>,
    reader: NotationReader,
    assumption: Option<Assumption>,
}

/// Part of an escape sequence of a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ansi {
    None,
    Escape,
    Parameters,
}

/// Converts text in blocks of any size to bytes. The output starts at the first offset.
///
/// The text is UTF-8. Escape sequences of colors are ignored.
#[derive(Debug)]
pub struct Reverser {
    options: ReverseOptions,
    sink: Assembler,
    ansi: Ansi,
    /// Text before the notation is detected, or an incomplete line.
    pending: Vec<u8>,
    detected: Option<Detected>,
    /// Number of the last line.
    line: u64,
    /// Size of the last line.
    width: usize,
}

impl Default for Reverser {
    fn default() -> Self {
        Self::new(ReverseOptions::default())
    }
}

impl Reverser {
    /// Starts a conversion.
    pub fn new(options: ReverseOptions) -> Self {
        let gaps = GapPolicy { fill: options.fill, max_fill: options.max_fill };
        Self {
            options,
            sink: Assembler::new(gaps),
            ansi: Ansi::None,
            pending: Vec::new(),
            detected: None,
            line: 0,
            width: 0,
        }
    }

    /// Converts a block of text.
    ///
    /// # Errors
    /// Returns an error if the text is invalid or the output cannot be written.
    pub fn feed(&mut self, text: &[u8], out: &mut impl Write) -> Result<(), ReverseError> {
        for block in text.chunks(HEAD_SIZE) {
            if self.ansi == Ansi::None && memchr::memchr(0x1b, block).is_none() {
                self.visible(block, out)?;
            } else {
                let mut visible = Vec::with_capacity(block.len());
                block.iter().for_each(|byte| self.strip(*byte, &mut visible));
                self.visible(&visible, out)?;
            }
        }
        Ok(())
    }

    /// Ends the conversion.
    ///
    /// # Errors
    /// Returns an error if the text is incomplete or the output cannot be written.
    pub fn finish(mut self, out: &mut impl Write) -> Result<Reversed, ReverseError> {
        if self.detected.is_none() {
            self.detect(true, out)?;
        }
        let rest = std::mem::take(&mut self.pending);
        let (notation, assumption) = match &mut self.detected {
            None => (None, None),
            Some(Detected { notation, assumption, .. }) => (*notation, *assumption),
        };
        match self.detected.take() {
            Some(Detected { reader: NotationReader::Lines(mut reader), .. }) => {
                if !rest.is_empty() {
                    self.one_line(&mut *reader, &rest, out)?;
                }
                let end = " ".repeat(self.width);
                let result = reader.finish(&mut self.sink, out);
                result.map_err(|failure| at_end(failure, self.width).located(self.line, &end))?;
            }
            Some(Detected { reader: NotationReader::Text(mut reader), .. }) => {
                let result = reader.feed(&rest, true, &mut self.sink, out);
                result.map_err(|failure| failure.located(1, ""))?;
            }
            None => {}
        }
        Ok(Reversed {
            notation,
            offset: self.sink.start(),
            size: self.sink.size,
            filled: self.sink.filled,
            assumption,
        })
    }

    /// Removes escape sequences: `ESC [`, parameters, and a letter.
    fn strip(&mut self, byte: u8, visible: &mut Vec<u8>) {
        self.ansi = match (self.ansi, byte) {
            (Ansi::None, 0x1b) => Ansi::Escape,
            (Ansi::Escape, b'[') => Ansi::Parameters,
            (Ansi::Parameters, b'0'..=b'9' | b';' | b':') => Ansi::Parameters,
            (Ansi::Parameters, b'm' | b'K') => Ansi::None,
            (state, byte) => {
                if state != Ansi::None {
                    visible.push(0x1b);
                }
                visible.push(byte);
                Ansi::None
            }
        };
    }

    fn visible(&mut self, text: &[u8], out: &mut dyn Write) -> Result<(), ReverseError> {
        match self.detected.take() {
            None => {
                self.pending.extend_from_slice(text);
                if self.pending.len() >= HEAD_SIZE { self.detect(false, out) } else { Ok(()) }
            }
            Some(mut detected) => {
                let result = self.read(&mut detected.reader, text, out);
                self.detected = Some(detected);
                result
            }
        }
    }

    /// Detects the notation and reads the text so far.
    fn detect(&mut self, last: bool, out: &mut dyn Write) -> Result<(), ReverseError> {
        let mut head = std::mem::take(&mut self.pending);
        if head.starts_with(b"\xef\xbb\xbf") {
            head.drain(..3);
        }
        let mut detected = detect::detect(&head, last, &self.options)?;
        if matches!(
            detected.notation,
            Some(Notation::Xxd | Notation::XxdDecimal | Notation::XxdLittle | Notation::XxdBits)
        ) {
            self.sink.seek();
        }
        let result = self.read(&mut detected.reader, &head, out);
        self.detected = Some(detected);
        result
    }

    fn read(
        &mut self,
        reader: &mut NotationReader,
        text: &[u8],
        out: &mut dyn Write,
    ) -> Result<(), ReverseError> {
        let reader = match reader {
            NotationReader::Lines(reader) => &mut **reader,
            NotationReader::Text(reader) => {
                let result = reader.feed(text, false, &mut self.sink, out);
                return result.map_err(|failure| failure.located(1, ""));
            }
        };
        let mut rest = text;
        while let Some(end) = memchr::memchr(b'\n', rest) {
            let (line, after) = rest.split_at(end);
            rest = after.get(1..).unwrap_or_default();
            if self.pending.is_empty() {
                self.one_line(reader, line, out)?;
            } else {
                let mut whole = std::mem::take(&mut self.pending);
                whole.extend_from_slice(line);
                self.one_line(reader, &whole, out)?;
                whole.clear();
                self.pending = whole;
            }
        }
        self.pending.extend_from_slice(rest);
        if self.pending.len() > MAX_LINE {
            let line = self.line.saturating_add(1);
            let message = "limit reached: line of more than 1 MiB";
            return Err(Failure::at(0, message).located(line, ""));
        }
        Ok(())
    }

    fn one_line(
        &mut self,
        reader: &mut dyn LineReader,
        line: &[u8],
        out: &mut dyn Write,
    ) -> Result<(), ReverseError> {
        self.line = self.line.saturating_add(1);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let text = String::from_utf8_lossy(line);
        self.width = text.chars().count();
        let result = reader.line(&text, &mut self.sink, out);
        result.map_err(|failure| failure.located(self.line, &text))
    }
}

/// Moves a failure without a line to the end of the last line.
fn at_end(failure: Failure, width: usize) -> Failure {
    match failure {
        Failure::At { at: 0, line: None, kind, message } => {
            Failure::At { at: width, line: None, kind, message }
        }
        failure => failure,
    }
}

#[cfg(test)]
mod tests {
    use super::{ReverseOptions, reverse as convert};

    fn reverse(text: &str) -> Result<Vec<u8>, String> {
        let mut out = Vec::new();
        let result = convert(text.as_bytes(), ReverseOptions::default(), &mut out);
        result.map(|_| out).map_err(|error| error.to_string())
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
        assert_eq!(reverse("00000000  61\n*\n00000004  62\n00000005"), Ok(b"aaaab".to_vec()));
        assert_eq!(reverse("0000010: 61\n0000014: 62"), Ok(b"a\0\0\0b".to_vec()));
    }

    #[test]
    fn invalid_lines_are_located() {
        let fails = |text| reverse(text).unwrap_err();
        assert!(fails("00 41\n00 4g").starts_with("line 2, column 4:"));
        assert!(fails("0000010  6a\n0000000  62").contains("is before 0x11"));
        assert!(fails("0000000  6a\n*\nffffffffff  62").contains("more than 1,073,741,824 bytes"));
        assert!(
            fails("00000000: 4142 xy")
                .starts_with("line 1, column 16: expected two hex digits, found \"xy\"")
        );
        assert!(fails("hello").starts_with("line 1, column 1:"));
    }
}
