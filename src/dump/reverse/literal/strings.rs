//! Escapes in string literals.

/// Rules of a string literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct StringStyle {
    /// True if `\x` has exactly two digits, as in Python and Rust.
    two_digits: bool,
    /// Closing quote; `None` for escapes without quotes.
    quote: Option<char>,
}

/// Meaning of the next part of a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Escaped {
    Byte(u8),
    /// The part itself.
    Verbatim,
    /// The part is not data.
    Nothing,
    End,
}

type Next = Result<Option<(usize, Escaped)>, String>;

impl StringStyle {
    /// Escapes without quotes.
    pub(super) const BARE: Self = Self { two_digits: false, quote: None };

    /// Returns the style of a byte string (`b"…"`), or of one in single quotes.
    pub(super) fn new(byte_string: bool, single: bool) -> Self {
        Self { two_digits: byte_string, quote: Some(if single { '\'' } else { '"' }) }
    }

    /// True for strings in single quotes.
    pub(super) fn single(self) -> bool {
        self.quote == Some('\'')
    }

    /// Returns the size and the meaning of the next part; `None` if it is incomplete.
    pub(super) fn next(self, text: &str, last: bool) -> Next {
        let Some(first) = text.chars().next() else { return Ok(None) };
        let size = first.len_utf8();
        match first {
            '\\' => self.escape(text),
            c if Some(c) == self.quote => Ok(Some((size, Escaped::End))),
            '\n' | '\r' if self.quote.is_some() => {
                Err("expected the end of the string, found the end of the line".to_owned())
            }
            c if self.quote.is_none() && c.is_whitespace() => Self::space(text, last),
            c if !c.is_ascii() && (self.two_digits || self.quote.is_none()) => {
                Err(format!("expected an ASCII character or an escape, found {c:?}"))
            }
            c if c.is_control() => Err(format!("expected a printable character, found {c:?}")),
            _ => Ok(Some((size, Escaped::Verbatim))),
        }
    }

    /// Whitespace without quotes is skipped at the ends of lines. Other whitespace may be data.
    fn space(text: &str, last: bool) -> Next {
        let after = text.trim_start();
        let space = text.len().saturating_sub(after.len());
        let newline = text.get(..space).unwrap_or_default().contains('\n');
        match (after.is_empty(), newline) {
            (true, _) if last => Ok(Some((space, Escaped::Nothing))),
            (_, true) => Ok(Some((space, Escaped::Nothing))),
            (true, false) => Ok(None),
            (false, false) => {
                Err("space is ambiguous: separator or data (quote the text if it is data)".into())
            }
        }
    }

    fn escape(self, text: &str) -> Next {
        let mut chars = text.chars().skip(1);
        let Some(kind) = chars.next() else { return Ok(None) };
        let digits = |start: usize, radix: u32, most: usize| {
            let tail = text.get(start..).unwrap_or_default();
            let count = tail.bytes().take(most).take_while(|b| char::from(*b).is_digit(radix));
            let end = start.saturating_add(count.count());
            (end, text.get(start..end).unwrap_or_default())
        };
        match kind {
            'x' => {
                let (end, two) = digits(2, 16, 2);
                let Some(next) = text.get(end..).and_then(|tail| tail.chars().next()) else {
                    return Ok(None);
                };
                if two.len() < 2 && (self.two_digits || two.is_empty()) {
                    let found: String = text.chars().take(4).collect();
                    return Err(format!("expected two hex digits after `\\x`, found {found:?}"));
                }
                if !self.two_digits && two.len() == 2 && next.is_ascii_hexdigit() {
                    let found: String = text.chars().take(6).collect();
                    return Err(format!(
                        "ambiguous escape: `\\x` has any number of digits in C and two in other \
                         languages: found {found:?} (use b\"…\", or split the string)"
                    ));
                }
                let byte = u8::from_str_radix(two, 16).map_err(|error| error.to_string())?;
                Ok(Some((end, Escaped::Byte(byte))))
            }
            '0'..='7' => {
                let (end, octal) = digits(1, 8, 3);
                if end == text.len() {
                    return Ok(None);
                }
                let found: String = text.chars().take(4).collect();
                let byte = u8::from_str_radix(octal, 8)
                    .map_err(|_| format!("out of range: octal escape {found:?}"))?;
                Ok(Some((end, Escaped::Byte(byte))))
            }
            '\n' if self.quote.is_some() => Ok(Some((2, Escaped::Nothing))),
            c => match simple_escape(c) {
                Some(byte) => Ok(Some((2, Escaped::Byte(byte)))),
                None => Err(format!("unknown escape: `\\{c}`")),
            },
        }
    }
}

/// Returns the byte of an escape of one character.
pub(super) fn simple_escape(c: char) -> Option<u8> {
    Some(match c {
        'a' => 7,
        'b' => 8,
        't' => b'\t',
        'n' => b'\n',
        'v' => 11,
        'f' => 12,
        'r' => b'\r',
        'e' => 0x1b,
        '0' => 0,
        '\\' | '\'' | '"' | '?' => c as u8,
        _ => return None,
    })
}
