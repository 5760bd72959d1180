//! Syntax of summaries.

use super::{Summary, SummaryError, SummaryField, SummaryFormat, SummaryPart, SummaryPiece};

/// Texts that separate parts.
const SEPARATORS: [&str; 2] = [", ", "  "];

pub(super) fn summary(text: &str) -> Result<Summary, SummaryError> {
    let mut parts = vec![SummaryPart::default()];
    let mut literal = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let column = text.len().saturating_sub(rest.len()).saturating_add(1);
        if let Some(separator) = SEPARATORS.into_iter().find(|s| rest.starts_with(s)) {
            add_text(&mut parts, &mut literal);
            parts.push(SummaryPart { separator, pieces: Vec::new() });
            rest = rest.get(separator.len()..).unwrap_or_default();
        } else if let Some(after) = rest.strip_prefix("{{") {
            literal.push('{');
            rest = after;
        } else if let Some(after) = rest.strip_prefix('{') {
            let end = end_of_placeholder(after)
                .ok_or(SummaryError { column, expected: "a closing brace" })?;
            let inner = after.get(..end).unwrap_or_default();
            add_text(&mut parts, &mut literal);
            let mut alternatives = Vec::new();
            let mut start = column.saturating_add(1);
            for alternative in inner.split("||") {
                alternatives.push(placeholder(alternative, start)?);
                start = start.saturating_add(alternative.len()).saturating_add(2);
            }
            let piece = SummaryPiece::Field(alternatives);
            if let Some(part) = parts.last_mut() {
                part.pieces.push(piece);
            }
            rest = after.get(end.saturating_add(1)..).unwrap_or_default();
        } else {
            literal.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    add_text(&mut parts, &mut literal);
    Ok(Summary { parts })
}

fn add_text(parts: &mut [SummaryPart], literal: &mut String) {
    if !literal.is_empty() {
        let piece = SummaryPiece::Text(std::mem::take(literal));
        if let Some(part) = parts.last_mut() {
            part.pieces.push(piece);
        }
    }
}

/// Returns the offset of the closing brace, ignoring those in quotes.
fn end_of_placeholder(text: &str) -> Option<usize> {
    outside_quotes(text).find(|(_, c)| *c == '}').map(|(at, _)| at)
}

/// Returns the characters outside of quotes, with their offsets.
fn outside_quotes(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut quote = None;
    text.char_indices().filter(move |(_, c)| match quote {
        Some(open) if *c == open => {
            quote = None;
            false
        }
        Some(_) => false,
        None if matches!(c, '"' | '\'') => {
            quote = Some(*c);
            false
        }
        None => true,
    })
}

/// Parses an alternative of a placeholder, which starts at `column`.
fn placeholder(text: &str, column: usize) -> Result<SummaryField, SummaryError> {
    let colons = outside_quotes(text).filter(|(_, c)| *c == ':').map(|(at, _)| at);
    let ends: Vec<usize> = colons.chain([text.len()]).collect();
    let path_end = ends.first().copied().unwrap_or_default();
    let path = match text.get(..path_end).unwrap_or_default() {
        "" => None,
        path => Some(path.parse().map_err(|error: crate::SelectorError| SummaryError {
            column: column.saturating_add(error.column).saturating_sub(1),
            expected: "a path",
        })?),
    };
    let formats = ends.iter().zip(ends.iter().skip(1)).map(|(colon, end)| {
        let start = colon.saturating_add(1);
        let words = text.get(start..*end).unwrap_or_default();
        format(words)
            .ok_or(SummaryError { column: column.saturating_add(start), expected: FORMATS })
    });
    Ok(SummaryField { path, formats: formats.collect::<Result<_, _>>()? })
}

const FORMATS: &str = "a format: hex, dec, .DIGITS, quoted, unit, size, doc, note, variant, \
                       str, count NOUN, sum, list, any TEXT, none TEXT or map A=x|B=y";

fn format(words: &str) -> Option<SummaryFormat> {
    let (name, argument) = words.split_once(' ').unwrap_or((words, ""));
    let with_text = |format: fn(String) -> SummaryFormat| {
        (!argument.is_empty()).then(|| format(argument.to_owned()))
    };
    let alone = |format: SummaryFormat| argument.is_empty().then_some(format);
    match name {
        "hex" => alone(SummaryFormat::Hex),
        "dec" => alone(SummaryFormat::Decimal),
        "quoted" => alone(SummaryFormat::Quoted),
        "unit" => alone(SummaryFormat::Unit),
        "size" => alone(SummaryFormat::Size),
        "doc" => alone(SummaryFormat::Doc),
        "note" => alone(SummaryFormat::Note),
        "variant" => alone(SummaryFormat::Variant),
        "sum" => alone(SummaryFormat::Sum),
        "list" => alone(SummaryFormat::List),
        "str" => alone(SummaryFormat::Str),
        "count" => with_text(SummaryFormat::Count),
        "any" => Some(SummaryFormat::Any(argument.to_owned())),
        "none" => Some(SummaryFormat::None(argument.to_owned())),
        "map" => {
            let pairs = argument.split('|').map(|pair| {
                pair.split_once('=').map(|(from, to)| (from.to_owned(), to.to_owned()))
            });
            pairs.collect::<Option<_>>().map(SummaryFormat::Map)
        }
        digits => match digits.strip_prefix('.')?.parse::<usize>() {
            Ok(digits @ 0..=9) => alone(SummaryFormat::Digits(digits)),
            _ => None,
        },
    }
}
