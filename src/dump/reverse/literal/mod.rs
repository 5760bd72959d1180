//! Arrays and string literals of programming languages.

mod lexer;
mod strings;

use super::assemble::Assembler;
use super::{Failure, Position, TextReader};
use lexer::{Token, token};
use std::io::Write;
use strings::{Escaped, StringStyle};

/// Maximum size in bytes of a token.
const MAX_TOKEN: usize = 4096;

/// Types whose elements are larger than a byte, and keywords of other definitions.
const WIDE_TYPES: &[&str] = &[
    "short",
    "int",
    "long",
    "float",
    "double",
    "wchar_t",
    "char16_t",
    "char32_t",
    "int16_t",
    "uint16_t",
    "int32_t",
    "uint32_t",
    "int64_t",
    "uint64_t",
    "size_t",
    "u16",
    "u32",
    "u64",
    "i16",
    "i32",
    "i64",
    "usize",
    "f32",
    "f64",
    "WORD",
    "DWORD",
    "QWORD",
    "ushort",
    "uint",
    "ulong",
    "Uint16Array",
    "Uint32Array",
    "Int16Array",
    "Int32Array",
    "Float32Array",
    "Float64Array",
    "struct",
    "union",
    "enum",
    "class",
];

/// Functions of which the argument is not the data itself.
const ENCODINGS: &[&str] =
    &["fromhex", "unhexlify", "from_hex", "hex", "b64decode", "atob", "base64", "a2b_hex"];

/// Part of a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Phase {
    /// Before the elements.
    Head,
    /// At an element, or at the end of the elements.
    Element,
    /// After an element.
    Separator,
    /// In a string literal.
    Text(StringStyle),
    /// After a string literal.
    Joint(StringStyle),
    /// After the elements.
    Tail,
}

/// Comment or directive, which is skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Skip {
    Line,
    Block,
}

/// Reader of the elements of an array, or of the bytes of string literals.
#[derive(Debug)]
pub(super) struct LiteralText {
    position: Position,
    /// Incomplete token.
    rest: Vec<u8>,
    phase: Phase,
    skip: Option<Skip>,
    /// Closing bracket of the elements; `None` for a list without brackets.
    close: Option<char>,
    /// Last token before the elements, or after them.
    last: Last,
    /// Type whose elements are not bytes, with its position.
    wide: Option<(String, Position)>,
    /// Depth of brackets before the elements.
    depth: usize,
    /// Declared number of elements.
    declared: Option<(u64, Position)>,
    /// True after a minus sign.
    negative: bool,
    /// True if a comma may be missing: after a number with prefix, without brackets.
    optional_comma: bool,
    /// True after a declared name of a length.
    length_name: bool,
    /// True after the name of a function that decodes its argument.
    coded: bool,
    count: u64,
    bytes: Vec<u8>,
}

/// Token before the current one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    Start,
    Name,
    Number,
    Punctuation(char),
}

impl Default for LiteralText {
    fn default() -> Self {
        Self {
            position: Position::default(),
            rest: Vec::new(),
            phase: Phase::Head,
            skip: None,
            close: None,
            last: Last::Start,
            wide: None,
            depth: 0,
            declared: None,
            negative: false,
            optional_comma: false,
            length_name: false,
            coded: false,
            count: 0,
            bytes: Vec::new(),
        }
    }
}

impl LiteralText {
    /// Creates a reader of escapes without quotes.
    pub(super) fn escapes() -> Self {
        Self { phase: Phase::Text(StringStyle::BARE), ..Self::default() }
    }

    fn push(&mut self, byte: u8) {
        self.bytes.push(byte);
        self.count = self.count.saturating_add(1);
    }

    fn expected(&self, expected: &str, found: impl std::fmt::Display) -> Failure {
        Failure::Located(self.position, format!("expected {expected}, found {found}"))
    }

    /// Handles the first token of `text`. Returns its size, or `None` if it is incomplete.
    fn step(&mut self, text: &str, last: bool) -> Result<Option<usize>, Failure> {
        if let Some(skip) = self.skip {
            return Ok(self.skipped(skip, text));
        }
        if let Phase::Text(style) = self.phase {
            return self.string(style, text, last);
        }
        let after = text.trim_start();
        if after.len() < text.len() {
            return Ok(Some(text.len().saturating_sub(after.len())));
        }
        match token(text) {
            Ok((rest, token)) => {
                let size = text.len().saturating_sub(rest.len());
                self.token(token, text)?;
                Ok(Some(size))
            }
            Err(nom::Err::Incomplete(_)) => Ok(None),
            Err(_) => Err(self.expected(
                "a number, a name, a string or a bracket",
                format!("{:?}", super::head(text)),
            )),
        }
    }

    fn skipped(&mut self, skip: Skip, text: &str) -> Option<usize> {
        let end = match skip {
            Skip::Line => text.find('\n').map(|end| end.saturating_add(1)),
            Skip::Block => text.find("*/").map(|end| end.saturating_add(2)),
        };
        if end.is_some() {
            self.skip = None;
            return end;
        }
        // The last character may be the start of `*/`.
        let kept = if skip == Skip::Block && text.ends_with('*') { 1 } else { 0 };
        let size = text.len().saturating_sub(kept);
        (size > 0).then_some(size)
    }

    fn string(
        &mut self,
        style: StringStyle,
        text: &str,
        last: bool,
    ) -> Result<Option<usize>, Failure> {
        match style.next(text, last).map_err(|message| Failure::Located(self.position, message))? {
            None => Ok(None),
            Some((size, Escaped::Byte(byte))) => {
                self.push(byte);
                Ok(Some(size))
            }
            Some((size, Escaped::Verbatim)) => {
                self.bytes.extend_from_slice(text.get(..size).unwrap_or_default().as_bytes());
                self.count = self.count.saturating_add(size as u64);
                Ok(Some(size))
            }
            Some((size, Escaped::Nothing)) => Ok(Some(size)),
            Some((size, Escaped::End)) => {
                self.phase = Phase::Joint(style);
                Ok(Some(size))
            }
        }
    }

    fn token(&mut self, token: Token<'_>, text: &str) -> Result<(), Failure> {
        match token {
            Token::LineComment => {
                self.skip = Some(Skip::Line);
                return Ok(());
            }
            Token::BlockComment => {
                self.skip = Some(Skip::Block);
                return Ok(());
            }
            _ => {}
        }
        match self.phase.clone() {
            Phase::Head => self.head(token, text),
            Phase::Element => self.element(token, text),
            Phase::Separator => self.separator(token, text),
            Phase::Joint(style) => self.joint(style, token, text),
            Phase::Tail => self.tail(token, text),
            Phase::Text(_) => Ok(()),
        }
    }

    fn head(&mut self, token: Token<'_>, text: &str) -> Result<(), Failure> {
        let start = self.last == Last::Start;
        match token {
            Token::Name(name) => {
                if WIDE_TYPES.contains(&name) && self.wide.is_none() {
                    self.wide = Some((name.to_owned(), self.position));
                }
                self.coded = ENCODINGS.contains(&name);
                self.last = Last::Name;
            }
            Token::Number { .. } | Token::Punctuation('-') if start => {
                self.phase = Phase::Element;
                return self.element(token, text);
            }
            Token::Number { value, .. } => {
                if self.last == Last::Punctuation('[') {
                    self.declared = value.map(|value| (value, self.position));
                }
                self.last = Last::Number;
            }
            Token::Quote { .. } | Token::Char(_) if self.coded => {
                let found = format!("{:?}", super::head(text));
                return Err(self.expected("bytes (the string is encoded)", found));
            }
            Token::Char(byte) => {
                self.push(byte);
                // A list of characters, or a string of one character.
                let style = StringStyle::new(true, true);
                self.phase = if start { Phase::Separator } else { Phase::Joint(style) };
            }
            Token::Quote { style } => {
                // As after an initializer in braces, the declared size may be larger.
                self.close = Some('}');
                self.phase = Phase::Text(style);
            }
            Token::Punctuation(c) => self.bracket(c, text)?,
            _ => {}
        }
        Ok(())
    }

    /// Handles punctuation before the elements.
    fn bracket(&mut self, c: char, text: &str) -> Result<(), Failure> {
        let opens = matches!(self.last, Last::Start | Last::Punctuation('=' | '(' | '!' | '&'));
        match c {
            '{' => return self.open('}'),
            '[' if opens => return self.open(']'),
            '[' | '(' => self.depth = self.depth.saturating_add(1),
            ']' | ')' => self.depth = self.depth.saturating_sub(1),
            // The type of another definition does not matter.
            ';' if self.depth == 0 => (self.wide, self.declared) = (None, None),
            '=' | '*' | '&' | ':' | ',' | '.' | '<' | '>' | '!' | '$' | ';' => {}
            _ => {
                let found = format!("{:?}", super::head(text));
                return Err(self.expected("the elements of an array or a string", found));
            }
        }
        self.last = Last::Punctuation(c);
        Ok(())
    }

    fn open(&mut self, close: char) -> Result<(), Failure> {
        if let Some((name, position)) = &self.wide {
            return Err(Failure::Located(
                *position,
                format!("elements must be bytes: found type {name:?}"),
            ));
        }
        if close == ']' {
            self.declared = None;
        }
        (self.close, self.phase) = (Some(close), Phase::Element);
        Ok(())
    }

    fn element(&mut self, token: Token<'_>, text: &str) -> Result<(), Failure> {
        let value = match token {
            Token::Number { value, prefixed } => {
                self.optional_comma = prefixed && self.close.is_none();
                value
            }
            Token::Char(byte) if !self.negative => Some(u64::from(byte)),
            Token::Punctuation('-') if !self.negative => {
                self.negative = true;
                return Ok(());
            }
            Token::Punctuation('(') if !self.negative => {
                self.last = Last::Punctuation('(');
                return Ok(());
            }
            Token::Name("byte" | "char" | "uint8_t" | "int8_t" | "unsigned" | "signed")
                if self.last == Last::Punctuation('(') =>
            {
                return Ok(());
            }
            Token::Punctuation(')') if self.last == Last::Punctuation('(') => {
                self.last = Last::Name;
                return Ok(());
            }
            Token::Punctuation(c) if Some(c) == self.close && !self.negative => {
                self.phase = Phase::Tail;
                self.last = Last::Punctuation(c);
                return Ok(());
            }
            _ => {
                let found = format!("{:?}", super::head(text));
                return Err(self.expected("a number from 0 to 255 or a character", found));
            }
        };
        let byte = match (value, std::mem::take(&mut self.negative)) {
            (Some(value), false) => u8::try_from(value).ok(),
            (Some(value @ 0..=128), true) => Some((value as u8).wrapping_neg()),
            _ => None,
        };
        let Some(byte) = byte else {
            let found = format!("{:?}", super::head(text));
            return Err(self.expected("a number from -128 to 255", found));
        };
        self.push(byte);
        (self.phase, self.last) = (Phase::Separator, Last::Number);
        Ok(())
    }

    fn separator(&mut self, token: Token<'_>, text: &str) -> Result<(), Failure> {
        match token {
            Token::Punctuation(',') => self.phase = Phase::Element,
            Token::Punctuation(c) if Some(c) == self.close => {
                self.phase = Phase::Tail;
                self.last = Last::Punctuation(c);
            }
            Token::Number { prefixed: true, .. } if self.optional_comma => {
                self.phase = Phase::Element;
                return self.element(token, text);
            }
            _ => {
                let expected = match self.close {
                    Some(close) => format!("`,` or `{close}`"),
                    None => "`,`".to_owned(),
                };
                return Err(self.expected(&expected, format!("{:?}", super::head(text))));
            }
        }
        Ok(())
    }

    fn joint(&mut self, style: StringStyle, token: Token<'_>, text: &str) -> Result<(), Failure> {
        match token {
            Token::Quote { style } => self.phase = Phase::Text(style),
            Token::Char(byte) => self.push(byte),
            // A list of characters.
            Token::Punctuation(',') if style.single() && self.count == 1 => {
                self.phase = Phase::Element;
            }
            Token::Punctuation(';' | ')') => self.phase = Phase::Tail,
            _ => {
                let found = format!("{:?}", super::head(text));
                return Err(self.expected("a string or `;`", found));
            }
        }
        Ok(())
    }

    fn tail(&mut self, token: Token<'_>, text: &str) -> Result<(), Failure> {
        match token {
            Token::Name(name) => {
                let name = name.to_ascii_lowercase();
                self.length_name =
                    ["len", "length", "size", "count"].iter().any(|end| name.ends_with(end));
                self.last = Last::Name;
            }
            Token::Punctuation(c @ (';' | ')' | ',' | '=' | '(' | '*' | '/' | ']' | '[' | ':')) => {
                self.last = Last::Punctuation(c);
            }
            Token::Number { value, .. } => {
                let assigned = self.length_name && self.last == Last::Punctuation('=');
                if assigned && value != Some(self.count) {
                    let found = value.map_or_else(|| "more".to_owned(), |value| value.to_string());
                    return Err(Failure::Located(
                        self.position,
                        format!(
                            "does not match the number of elements: expected {}, found {found}",
                            self.count
                        ),
                    ));
                }
                self.last = Last::Number;
            }
            _ => {
                let found = format!("{:?}", super::head(text));
                return Err(self.expected("the end of the data after the elements", found));
            }
        }
        Ok(())
    }

    /// Handles the end of the text.
    fn end(&mut self, sink: &mut Assembler, out: &mut dyn Write) -> Result<(), Failure> {
        if self.skip == Some(Skip::Block) {
            return Err(self.expected("`*/`", "the end of the data"));
        }
        match &self.phase {
            Phase::Head => Err(self.expected("elements or a string", "the end of the data")),
            Phase::Text(style) if *style != StringStyle::BARE => {
                Err(self.expected("the end of the string", "the end of the data"))
            }
            Phase::Element | Phase::Separator => match self.close {
                Some(close) => Err(self.expected(&format!("`{close}`"), "the end of the data")),
                None if self.negative => Err(self.expected("a number", "the end of the data")),
                None => Ok(()),
            },
            Phase::Tail => self.declared_size(sink, out),
            _ => Ok(()),
        }
    }

    /// Adds the elements that an initializer omits, which are zero.
    fn declared_size(&self, sink: &mut Assembler, out: &mut dyn Write) -> Result<(), Failure> {
        let Some((declared, position)) = self.declared.filter(|_| self.close == Some('}')) else {
            return Ok(());
        };
        let Some(missing) = declared.checked_sub(self.count) else {
            return Err(Failure::Located(
                position,
                format!(
                    "does not match the number of elements: expected {}, found {declared}",
                    self.count
                ),
            ));
        };
        sink.zeros(0, missing, out)
    }
}

impl TextReader for LiteralText {
    fn feed(
        &mut self,
        text: &[u8],
        last: bool,
        sink: &mut Assembler,
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        let mut buffer = std::mem::take(&mut self.rest);
        buffer.extend_from_slice(text);
        if last {
            // Ends the last token.
            buffer.push(b'\n');
        }
        let valid = match std::str::from_utf8(&buffer) {
            Ok(text) => text,
            Err(error) => {
                let (valid, rest) = buffer.split_at(error.valid_up_to());
                if error.error_len().is_some() || last || rest.len() > 3 {
                    // The position is that of the token before.
                    return Err(self.expected("UTF-8 text", "an invalid byte"));
                }
                std::str::from_utf8(valid).unwrap_or_default()
            }
        };
        self.bytes.clear();
        let mut start = 0;
        let mut result = Ok(());
        while let Some(part) = valid.get(start..).filter(|part| !part.is_empty()) {
            match self.step(part, last) {
                Ok(Some(size)) => {
                    let size = size.max(1);
                    let consumed = part.as_bytes().get(..size).unwrap_or_default();
                    consumed.iter().for_each(|byte| self.position.advance(*byte));
                    start = start.saturating_add(size);
                }
                Ok(None) => break,
                Err(failure) => {
                    result = Err(failure);
                    break;
                }
            }
        }
        sink.put(&self.bytes, out)?;
        result?;
        let rest = buffer.split_off(start.min(buffer.len()));
        if rest.len() > MAX_TOKEN {
            return Err(self.expected("a shorter token", format!("{:?}", super::excerpt(&rest))));
        }
        self.rest = rest;
        if last { self.end(sink, out) } else { Ok(()) }
    }
}
