//! Summaries: templates for one line of text about a node.

mod parse;
mod tally;
mod value;

use crate::{Buffers, Limits, Node, Selector};
use std::fmt;
use tally::ListTallies;
use value::Summarized;

/// A template for one line of text about a node, such as
/// `PNG image, {chunks[0].data}, {chunks[type=tEXt]:count text chunk}`.
///
/// Placeholders in braces consist of a path from the node, as in a [`Selector`], and of any number
/// of formats, each after a colon. Without a path, the placeholder is the node itself. The parts of
/// the text between `, ` or two spaces are independent: a part is left out if one of its
/// placeholders selects nothing, or if the selected field is invalid. So the summary of a damaged
/// file contains what is known.
///
/// | format | text |
/// |---|---|
/// | none | the value; the name of an enum value or target; the summary of a structure; the size of bytes |
/// | `hex`, `dec` | the number in hexadecimal or decimal; bytes in hexadecimal |
/// | `.2` | the number with this many digits after the decimal point |
/// | `quoted` | text in quotes |
/// | `unit` | the value with its unit |
/// | `size` | the number, or the size of the field, as a size: `1.2 MB` |
/// | `doc` | the description of the enum value, otherwise of the field |
/// | `str` | bytes as text |
/// | `note` | the note on the value |
/// | `variant` | the name of the enum variant |
/// | `count NOUN` | the number of selected fields or items, with the noun: `3 text chunks` |
/// | `sum` | the sum of all selected numbers, for further formats |
/// | `list` | the first four selected values, separated by commas |
/// | `any TEXT`, `none TEXT` | the text, which may be empty, if something, or nothing, is selected |
/// | `map A=x\|B=y` | `x` if the value is `A`, and so on; otherwise the next alternative, if there is one, or the value. No text (`A=`) counts as no value |
///
/// `{{` is a brace. `{a||b}` is `b` if `a` has no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    parts: Vec<SummaryPart>,
}

/// A part of a summary and the text that separates it from the part before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct SummaryPart {
    separator: &'static str,
    pieces: Vec<SummaryPiece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum SummaryPiece {
    Text(String),
    /// Alternatives, the first of which with a value is used.
    Field(Vec<SummaryField>),
}

/// A field with formats.
#[derive(Clone, Debug, PartialEq, Eq)]
struct SummaryField {
    /// Path from the node; `None` for the node itself.
    path: Option<Selector>,
    formats: Vec<SummaryFormat>,
}

/// Format of a placeholder.
#[derive(Clone, Debug, PartialEq, Eq)]
enum SummaryFormat {
    Hex,
    Decimal,
    Digits(usize),
    Quoted,
    Unit,
    Size,
    Doc,
    Str,
    Note,
    Variant,
    Count(String),
    Sum,
    List,
    Any(String),
    None(String),
    Map(Vec<(String, String)>),
}

/// A summary syntax error.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SummaryError {
    /// Column of the error: its byte offset in the text plus 1.
    pub column: usize,
    /// Expected syntax.
    pub expected: &'static str,
}

impl fmt::Display for SummaryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invalid summary at column {}; expected {}", self.column, self.expected)
    }
}

impl std::error::Error for SummaryError {}

/// Maximum number of nested summaries.
const MAX_DEPTH: u32 = 4;
/// Maximum number of selected fields that are counted or added.
const MAX_SELECTED: u64 = 100_000;
/// Maximum number of values that are listed.
const MAX_LISTED: usize = 4;
/// Maximum number of characters of a text value.
const MAX_TEXT: usize = 60;

/// Context in which summaries are evaluated.
#[derive(Clone, Copy, Debug)]
struct SummaryContext<'s> {
    bytes: Buffers<'s>,
    limits: Limits,
    depth: u32,
}

impl Summary {
    /// Parses a template.
    ///
    /// # Errors
    /// Returns an error if the syntax of a placeholder is invalid.
    pub fn parse(text: &str) -> Result<Self, SummaryError> {
        parse::summary(text)
    }

    /// Returns the first names of all paths: fields that a node must be able to have.
    pub fn first_names(&self) -> impl Iterator<Item = &str> {
        let pieces = self.parts.iter().flat_map(|part| &part.pieces);
        let fields = pieces.filter_map(|piece| match piece {
            SummaryPiece::Field(alternatives) => Some(alternatives),
            SummaryPiece::Text(_) => None,
        });
        fields.flatten().filter_map(|field| field.path.as_ref()?.first_name())
    }

    /// Returns the text for a node; empty if no part is known.
    pub fn text(&self, node: &Node, bytes: Buffers<'_>, limits: Limits) -> String {
        self.text_at(node, SummaryContext { bytes, limits, depth: 0 }, "")
    }

    /// Returns the text for a node, with `title` in place of an unknown first part.
    pub fn text_or(&self, title: &str, node: &Node, bytes: Buffers<'_>, limits: Limits) -> String {
        self.text_at(node, SummaryContext { bytes, limits, depth: 0 }, title)
    }

    fn text_at(&self, node: &Node, context: SummaryContext<'_>, title: &str) -> String {
        let tallies = ListTallies::of(self, node, context);
        let mut text = String::new();
        for (index, part) in self.parts.iter().enumerate() {
            let known = part.text(node, context, &tallies).filter(|known| !known.trim().is_empty());
            let Some(known) = known.or_else(|| (index == 0).then(|| title.to_owned())) else {
                continue;
            };
            if !text.is_empty() {
                text.push_str(part.separator);
            }
            text.push_str(&known);
        }
        text
    }
}

impl SummaryPart {
    /// Returns the text; `None` if a placeholder has no value.
    fn text(
        &self,
        node: &Node,
        context: SummaryContext<'_>,
        tallies: &ListTallies<'_>,
    ) -> Option<String> {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                SummaryPiece::Text(literal) => text.push_str(literal),
                SummaryPiece::Field(alternatives) => {
                    let last = alternatives.len().saturating_sub(1);
                    let mut values = alternatives.iter().enumerate();
                    let value = values.find_map(|(index, field)| {
                        Summarized::of(node, field, index == last, (context, tallies))
                    });
                    text.push_str(&value?);
                }
            }
        }
        Some(text)
    }
}

impl Node {
    /// Returns the summary of the value: one line of text, which may contain control characters of
    /// the file; `None` if its type declares no summary or nothing is known.
    pub fn summary(&self, bytes: Buffers<'_>, limits: Limits) -> Option<String> {
        self.summary_at(SummaryContext { bytes, limits, depth: 0 })
    }

    fn summary_at(&self, context: SummaryContext<'_>) -> Option<String> {
        let presentation = self.presentation()?;
        if presentation.summary.is_empty() || context.depth >= MAX_DEPTH {
            return None;
        }
        let summary = Summary::parse(&presentation.summary).ok()?;
        let context = SummaryContext { depth: context.depth.saturating_add(1), ..context };
        Some(summary.text_at(self, context, "")).filter(|text| !text.is_empty())
    }
}

#[cfg(test)]
mod tests;
