//! Tokens of programming languages.

use super::strings::StringStyle;
use nom::branch::alt;
use nom::bytes::streaming::{tag, take_while_m_n, take_while1};
use nom::character::streaming::{anychar, none_of, one_of};
use nom::combinator::{map, peek, value, verify};
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};

/// Punctuation that can be in definitions.
const PUNCTUATION: &str = "{}[]()=,;*&:.<>!$-/";

/// A token; comments and strings are only recognized by their start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// `//`, or `#` of a directive or comment.
    LineComment,
    BlockComment,
    Name(&'t str),
    /// Number; `None` if it is out of range or invalid.
    Number {
        value: Option<u64>,
        /// True if it starts with `0x`.
        prefixed: bool,
    },
    /// Character in single quotes.
    Char(u8),
    /// Start of a string.
    Quote {
        style: StringStyle,
    },
    Punctuation(char),
}

/// Parses the next token.
pub(super) fn token(text: &str) -> IResult<&str, Token<'_>> {
    alt((
        value(Token::LineComment, alt((tag("//"), tag("#")))),
        value(Token::BlockComment, tag("/*")),
        number,
        character,
        quote,
        map(name, Token::Name),
        map(one_of(PUNCTUATION), Token::Punctuation),
    ))
    .parse(text)
}

fn word(text: &str) -> IResult<&str, &str> {
    take_while1(|c: char| c.is_ascii_alphanumeric() || c == '_').parse(text)
}

fn name(text: &str) -> IResult<&str, &str> {
    verify(word, |word: &str| !word.starts_with(|c: char| c.is_ascii_digit())).parse(text)
}

fn number(text: &str) -> IResult<&str, Token<'_>> {
    let word = preceded(peek(one_of("0123456789")), word);
    map(word, |word| {
        let prefixed = word.starts_with("0x") || word.starts_with("0X");
        Token::Number { value: integer(word), prefixed }
    })
    .parse(text)
}

/// Returns the value of a decimal, hexadecimal, octal or binary number, with an optional suffix.
fn integer(word: &str) -> Option<u64> {
    let digits = match word.strip_suffix("u8").or_else(|| word.strip_suffix("i8")) {
        Some(digits) => digits,
        None => word.trim_end_matches(['u', 'U', 'l', 'L']),
    };
    let (digits, radix) = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => (digits.get(2..)?, 16),
        [b'0', b'b' | b'B', ..] => (digits.get(2..)?, 2),
        [b'0', b'o' | b'O', ..] => (digits.get(2..)?, 8),
        [b'0', _, ..] => (digits, 8),
        _ => (digits, 10),
    };
    match digits.contains('_') {
        true => u64::from_str_radix(&digits.replace('_', ""), radix).ok(),
        false => u64::from_str_radix(digits, radix).ok(),
    }
}

/// Parses `'a'` or `'\n'`, with an optional prefix `b`, if a separator follows.
fn character(text: &str) -> IResult<&str, Token<'_>> {
    let text = text.strip_prefix('b').unwrap_or(text);
    let plain = verify(none_of("\\'"), char::is_ascii);
    let byte = alt((map(plain, |c| c as u8), preceded(tag("\\"), escape)));
    let quoted = delimited(tag("'"), byte, tag("'"));
    map(quoted, Token::Char).parse(text)
}

fn escape(text: &str) -> IResult<&str, u8> {
    let hex = |c: char| c.is_ascii_hexdigit();
    let octal = |c: char| c.is_digit(8);
    let parsed = |radix| move |digits: &str| u8::from_str_radix(digits, radix);
    alt((
        nom::combinator::map_res(preceded(tag("x"), take_while_m_n(1, 2, hex)), parsed(16)),
        nom::combinator::map_res(take_while_m_n(1, 3, octal), parsed(8)),
        nom::combinator::map_opt(anychar, super::strings::simple_escape),
    ))
    .parse(text)
}

/// Parses the start of a string.
fn quote(text: &str) -> IResult<&str, Token<'_>> {
    let style = |byte_string, single| Token::Quote { style: StringStyle::new(byte_string, single) };
    alt((
        value(style(true, true), alt((tag("b'"), tag("B'")))),
        value(style(true, false), alt((tag("b\""), tag("B\"")))),
        value(style(false, false), alt((tag("u8\""), tag("\"")))),
        value(style(true, true), terminated(tag("'"), peek(anychar))),
    ))
    .parse(text)
}
