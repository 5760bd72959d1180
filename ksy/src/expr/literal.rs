//! Parsers for names, numbers and strings.

use super::parse::{In, Res, expected, fail};
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while_m_n, take_while1};
use nom::character::complete::{char, satisfy};
use nom::combinator::{not, opt, recognize};
use nom::sequence::{pair, preceded};

/// Parses a name: a letter or underscore, followed by letters, digits or underscores.
pub(super) fn name(i: In<'_>) -> Res<'_, &str> {
    let first = satisfy(|c| c.is_ascii_alphabetic() || c == '_');
    recognize(pair(first, take_while(is_word))).parse(i).map_err(expected(i, "a name"))
}

pub(super) fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// Parses an integer in base 2, 8, 10 or 16; fails if a word character follows.
pub(super) fn integer(i: In<'_>) -> Res<'_, i128> {
    let based = |prefix: &'static str, radix: u32| {
        preceded(tag(prefix), take_while1(move |c: char| c.is_digit(radix) || c == '_'))
            .map(move |digits: &str| (digits, radix))
    };
    let decimal = recognize(pair(
        satisfy(|c| c.is_ascii_digit()),
        take_while(|c: char| c.is_ascii_digit() || c == '_'),
    ))
    .map(|digits: &str| (digits, 10));
    let mut any = alt((
        based("0x", 16),
        based("0X", 16),
        based("0b", 2),
        based("0B", 2),
        based("0o", 8),
        based("0O", 8),
        decimal,
    ));
    let (rest, (digits, radix)) = any.parse(i).map_err(expected(i, "a number"))?;
    let digits: String = digits.chars().filter(|c| *c != '_').collect();
    match i128::from_str_radix(&digits, radix) {
        Ok(value) if !rest.starts_with(is_word) => Ok((rest, value)),
        Ok(_) => Err(fail(rest, "the end of the number")),
        Err(_) => Err(fail(i, "a number less than 2^127")),
    }
}

fn digits(i: In<'_>) -> Res<'_, &str> {
    take_while1(|c: char| c.is_ascii_digit() || c == '_').parse(i)
}

fn exponent(i: In<'_>) -> Res<'_, &str> {
    let e = satisfy(|c| c == 'e' || c == 'E');
    recognize((e, opt(satisfy(|c| c == '+' || c == '-')), digits)).parse(i)
}

fn fraction(i: In<'_>) -> Res<'_, &str> {
    recognize((char('.'), digits, opt(exponent))).parse(i)
}

/// Parses a decimal number with a point or an exponent.
pub(super) fn float(i: In<'_>) -> Res<'_, f64> {
    let mut number = recognize(alt((
        recognize((digits, fraction)),
        recognize((digits, exponent)),
        recognize(fraction),
        recognize((digits, char('.'), not(satisfy(|c| is_word(c) || c == '.')))),
    )));
    let (rest, text) = number.parse(i).map_err(expected(i, "a number"))?;
    match text.replace('_', "").parse() {
        Ok(value) => Ok((rest, value)),
        Err(_) => Err(fail(i, "a number")),
    }
}

/// Expected tokens of strings without an end. The position of the error is the start of the string.
pub(super) const UNCLOSED_SINGLE: &str = "a closing `'`";
pub(super) const UNCLOSED_DOUBLE: &str = "a closing `\"`";

/// Parses a string in single quotes, without escapes.
pub(super) fn single_quoted(i: In<'_>) -> Res<'_, String> {
    let (text, _) = char('\'').parse(i)?;
    match text.split_once('\'') {
        Some((text, rest)) => Ok((rest, text.to_owned())),
        None => Err(fail(i, UNCLOSED_SINGLE)),
    }
}

/// Parses a string in double quotes, with escapes.
pub(super) fn double_quoted(i: In<'_>) -> Res<'_, String> {
    let (mut rest, _) = char('"').parse(i)?;
    let mut text = String::new();
    loop {
        if let Some(after) = rest.strip_prefix('"') {
            return Ok((after, text));
        }
        let (after, c) = character(i, rest)?;
        text.push(c);
        rest = after;
    }
}

/// Parses a literal or escaped character of a double-quoted string that starts at `start`.
pub(super) fn character<'i>(start: In<'i>, i: In<'i>) -> Res<'i, char> {
    let mut chars = i.chars();
    match chars.next() {
        Some('\\') => escape(i),
        Some(c) => Ok((chars.as_str(), c)),
        None => Err(fail(start, UNCLOSED_DOUBLE)),
    }
}

/// Parses an escape such as `\n`, `\101` or `\u263b`.
fn escape(i: In<'_>) -> Res<'_, char> {
    let (rest, _) = char('\\').parse(i)?;
    let octal = take_while_m_n(1, 3, |c: char| c.is_digit(8));
    let code = preceded(char('u'), take_while_m_n(4, 4, |c: char| c.is_ascii_hexdigit()));
    let by_number = |(rest, digits), radix| {
        let number = u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
        number.map(|c| (rest, c)).ok_or_else(|| fail(i, "a valid character code"))
    };
    let octal: Res<'_, &str> = { octal }.parse(rest);
    if let Ok(found) = octal {
        return by_number(found, 8);
    }
    let code: Res<'_, &str> = { code }.parse(rest);
    if let Ok(found) = code {
        return by_number(found, 16);
    }
    let mut chars = rest.chars();
    let c = match chars.next() {
        Some('a') => '\x07',
        Some('b') => '\x08',
        Some('t') => '\t',
        Some('n') => '\n',
        Some('v') => '\x0b',
        Some('f') => '\x0c',
        Some('r') => '\r',
        Some('e') => '\x1b',
        Some(c @ ('\'' | '"' | '\\')) => c,
        _ => return Err(fail(i, "an escape such as \\n, \\\", \\101 or \\u263b")),
    };
    Ok((chars.as_str(), c))
}
