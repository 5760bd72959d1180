//! Messages about YAML syntax errors: the cause in terms of the file, and how to correct it.

use super::indent::{offset, quoted_end};
use super::{SyntaxError, YamlError, at};
use crate::model::keys;

/// Position in a file: line and column, from 0.
type Position = (usize, usize);

/// Describes a syntax error.
pub(super) fn diagnose(text: &str, file: u32, error: &SyntaxError) -> YamlError {
    let source = SchemaLines { text, lines: text.lines().collect() };
    let cause = source.cause(error);
    let (line, col) = cause.position;
    let line_len = source.line(line).chars().count().saturating_sub(col).max(1);
    let loc = at(file, line, col, cause.len.min(line_len));
    let found = YamlError::new(loc, cause.message);
    if cause.help.is_empty() { found } else { found.with_help(cause.help) }
}

/// Cause of a syntax error.
struct SyntaxCause {
    position: Position,
    len: usize,
    message: String,
    help: String,
}

impl SyntaxCause {
    fn new(position: Position, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { position, len: 1, message: message.into(), help: help.into() }
    }

    fn unclosed_quote(position: Position, quote: char) -> Self {
        Self::new(
            position,
            format!("quote `{quote}` is never closed"),
            format!("add a closing `{quote}`"),
        )
    }
}

struct SchemaLines<'t> {
    text: &'t str,
    lines: Vec<&'t str>,
}

impl SchemaLines<'_> {
    fn line(&self, line: usize) -> &str {
        self.lines.get(line).copied().unwrap_or_default()
    }

    fn char(&self, (line, col): Position) -> Option<char> {
        self.line(line).chars().nth(col)
    }

    /// Returns the content of a line after its indentation and list markers, with its column.
    fn content(&self, line: usize) -> (usize, &str) {
        let text = self.line(line);
        let mut content = text.trim_start();
        while let Some(rest) = content.strip_prefix("- ") {
            content = rest.trim_start();
        }
        let col = text.chars().count().saturating_sub(content.chars().count());
        (col, content.trim_end())
    }

    /// Returns the last line before `line` that has content.
    fn previous(&self, line: usize) -> Option<usize> {
        let is_content = |text: &str| !text.is_empty() && !text.starts_with('#');
        (0..line.min(self.lines.len())).rev().find(|at| is_content(self.content(*at).1))
    }

    fn cause(&self, error: &SyntaxError) -> SyntaxCause {
        let position = (error.line, error.col);
        self.tab(error)
            .or_else(|| self.quote(error))
            .or_else(|| self.start_of_value(error))
            .or_else(|| self.bracket(error))
            .or_else(|| self.dash(error.line))
            .or_else(|| self.colon(error))
            .or_else(|| self.indentation(error))
            .unwrap_or_else(|| {
                SyntaxCause::new(position, format!("invalid YAML: {}", error.info), "")
            })
    }

    /// Tabs in the indentation, or after `-` or `:`.
    fn tab(&self, error: &SyntaxError) -> Option<SyntaxCause> {
        let next = (error.line.saturating_add(1)..self.lines.len())
            .find(|line| !self.line(*line).trim().is_empty());
        let cause =
            |position| SyntaxCause::new(position, "tab in the indentation", "indent with spaces");
        for line in std::iter::once(error.line).chain(next) {
            let marks = |c: &char| matches!(c, ' ' | '-' | '\t');
            let col = self.line(line).chars().take_while(marks).position(|c| c == '\t');
            if let Some(col) = col
                && !self.line(line).trim().is_empty()
            {
                return Some(cause((line, col)));
            }
        }
        let mut near = [error.col, error.col.saturating_sub(1)].into_iter();
        let col = near.find(|col| self.char((error.line, *col)) == Some('\t'))?;
        Some(SyntaxCause::new((error.line, col), "tab before a value", "use a space"))
    }

    /// Quoted strings: without an end, text after the end, and unknown escapes.
    fn quote(&self, error: &SyntaxError) -> Option<SyntaxCause> {
        let position = (error.line, error.col);
        let quote = self.char(position).filter(|c| matches!(c, '"' | '\''));
        match error.info.as_str() {
            "while scanning a quoted scalar, found unexpected end of stream"
            | "while scanning a quoted scalar, found unexpected document indicator"
            | "invalid indentation in quoted scalar" => {
                Some(SyntaxCause::unclosed_quote(position, quote.unwrap_or('"')))
            }
            "while parsing a quoted scalar, found unknown escape character"
            | "while parsing a quoted scalar, did not find expected hexadecimal number"
            | "while parsing a quoted scalar, found invalid Unicode character escape code" => {
                let (line, col, escape) = self.invalid_escape(position)?;
                let help = "write `\\\\` for a backslash, or use single quotes";
                let message = format!("unknown escape `{escape}` in double quotes");
                Some(SyntaxCause { len: 2, ..SyntaxCause::new((line, col), message, help) })
            }
            _ => {
                let start = self.quoted_before(error)?;
                let quote = self.char(start)?;
                if start.0 < error.line {
                    return Some(SyntaxCause::unclosed_quote(start, quote));
                }
                if error.info != "invalid trailing content after double-quoted scalar" {
                    return None;
                }
                let twice = if quote == '"' { "\\\"" } else { "''" };
                let help = format!("write `{twice}` for a quotation mark in the string");
                let message = format!("unexpected text after the closing quote `{quote}`");
                Some(SyntaxCause::new(position, message, help))
            }
        }
    }

    /// Returns the position and text of the first invalid escape of a string in double quotes.
    fn invalid_escape(&self, (line, col): Position) -> Option<(usize, usize, String)> {
        let start = offset(self.text, line, col);
        let (mut line, mut col) = (line, col);
        let mut chars = self.text.get(start..)?.chars();
        while let Some(c) = chars.next() {
            if c == '\\' {
                let escaped = chars.next()?;
                let digits = match escaped {
                    'x' => 2,
                    'u' => 4,
                    'U' => 8,
                    _ => 0,
                };
                let code: String = chars.clone().take(digits).collect();
                let code = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
                if digits > 0 && code.is_none() || !"0abtn\tvfre \"/\\N_LPxuU\n\r".contains(escaped)
                {
                    return Some((line, col, format!("\\{escaped}")));
                }
                col = col.saturating_add(1);
                if escaped == '\n' {
                    (line, col) = (line.saturating_add(1), 0);
                    continue;
                }
            }
            col = col.saturating_add(1);
            if c == '\n' {
                (line, col) = (line.saturating_add(1), 0);
            }
        }
        None
    }

    /// Returns the start of the quoted string that ends just before an error.
    fn quoted_before(&self, error: &SyntaxError) -> Option<Position> {
        let (mut line, mut col) = error.last;
        let end = offset(self.text, error.line, error.col);
        let mut at = offset(self.text, line, col);
        let mut before = ' ';
        loop {
            let c = self.text.get(at..end)?.chars().next()?;
            let starts = before.is_whitespace() || matches!(before, ',' | '[' | '{' | ':');
            let mut next = at.saturating_add(c.len_utf8());
            if matches!(c, '"' | '\'') && starts {
                let close = quoted_end(self.text, at).filter(|close| *close <= end)?;
                if self.text.get(close..end)?.trim().is_empty() {
                    return Some((line, col));
                }
                next = close;
            }
            for passed in self.text.get(at..next)?.chars() {
                col = col.saturating_add(1);
                if passed == '\n' {
                    (line, col) = (line.saturating_add(1), 0);
                }
                before = passed;
            }
            at = next;
        }
    }

    /// Values that start with a character with a meaning in YAML.
    fn start_of_value(&self, error: &SyntaxError) -> Option<SyntaxCause> {
        let position = (error.line, error.col);
        let help = |c: char| format!("put quotes around a value that starts with `{c}`");
        let word = |c: &char| !c.is_whitespace() && !matches!(c, ',' | ']' | '}');
        let word: String = self.line(error.line).chars().skip(error.col).take_while(word).collect();
        match error.info.as_str() {
            "while parsing node, found unknown anchor" => {
                let message = format!("unknown YAML alias `{word}`");
                Some(SyntaxCause {
                    len: word.chars().count(),
                    ..SyntaxCause::new(position, message, help('*'))
                })
            }
            "while scanning an anchor or alias, did not find expected alphabetic or numeric character" =>
            {
                let near = [error.col, error.col.saturating_sub(1)];
                let mut near = near.into_iter().map(|col| (error.line, col));
                let position = near.find(|at| matches!(self.char(*at), Some('*' | '&')))?;
                let c = self.char(position)?;
                Some(SyntaxCause::new(
                    position,
                    format!("unexpected `{c}` at the start of a value"),
                    help(c),
                ))
            }
            info if info.starts_with("unexpected character: ") => {
                let c = self.char(position)?;
                if c == '`' {
                    let help = "put quotes around a value that starts with a backtick";
                    let message = "unexpected backtick at the start of a value";
                    return Some(SyntaxCause::new(position, message, help));
                }
                Some(SyntaxCause::new(
                    position,
                    format!("unexpected `{c}` at the start of a value"),
                    help(c),
                ))
            }
            "block sequence entries are not allowed in this context" => Some(SyntaxCause::new(
                position,
                "list on the line of its key",
                "start the list on a new line",
            )),
            _ => None,
        }
    }

    /// Lists and mappings in brackets.
    fn bracket(&self, error: &SyntaxError) -> Option<SyntaxCause> {
        let position = (error.line, error.col);
        let found = self.char(position);
        if error.info == "misplaced bracket" {
            let c = found?;
            let help = format!("remove it, or put quotes around a value that contains `{c}`");
            return Some(SyntaxCause::new(position, format!("unexpected `{c}`"), help));
        }
        let opening = *error.open.last()?;
        let open = self.char(opening).filter(|c| matches!(c, '{' | '['))?;
        let close = if open == '{' { '}' } else { ']' };
        let is_end =
            found.is_none() && self.previous(self.lines.len()) < Some(error.line.saturating_add(1));
        let other = matches!(found, Some('}' | ']')) && found != Some(close);
        if opening.0 < error.line || other || is_end {
            let message = format!("`{open}` is never closed");
            return Some(SyntaxCause::new(opening, message, format!("add a closing `{close}`")));
        }
        let line = self.line(error.line);
        let before: String = line.chars().take(error.col).collect();
        let entry = before.rsplit([',', '{', '[']).next().unwrap_or_default();
        if found == Some(':')
            && let Some((_, value)) = entry.split_once(": ")
        {
            let Some((_, key)) = value.trim().rsplit_once(' ') else {
                return Some(colon_in_value(position));
            };
            let col = error.col.saturating_sub(key.chars().count());
            let message = format!("missing `,` before `{key}`");
            let help = "add `,`, or put quotes around a value that contains `: `";
            return Some(SyntaxCause {
                len: key.chars().count(),
                ..SyntaxCause::new((error.line, col), message, help)
            });
        }
        let help = match found {
            Some(c @ ('[' | '{' | ']' | '}')) => {
                format!("put quotes around a value that contains `{c}`")
            }
            _ => String::new(),
        };
        Some(SyntaxCause::new(position, format!("expected `,` or `{close}`"), help))
    }

    /// List items without a space after `-`.
    fn dash(&self, line: usize) -> Option<SyntaxCause> {
        let lines = std::iter::once(line).chain(self.previous(line));
        for line in lines {
            let (col, content) = self.content(line);
            let item = content.strip_prefix('-').filter(|rest| {
                rest.starts_with(|c: char| {
                    c.is_ascii_alphabetic() || matches!(c, '{' | '[' | '"' | '\'')
                })
            });
            if item.is_some() {
                let message = "missing space after `-`";
                return Some(SyntaxCause::new(
                    (line, col),
                    message,
                    "a list item starts with `- `",
                ));
            }
        }
        None
    }

    /// Missing and unexpected colons.
    fn colon(&self, error: &SyntaxError) -> Option<SyntaxCause> {
        match error.info.as_str() {
            "simple key expect ':'" | "simple key expected" => {
                self.missing_colon(self.previous(error.line)?)
            }
            "mapping values are not allowed in this context" => {
                let (col, content) = self.content(error.line);
                let before: String = content.chars().take(error.col.saturating_sub(col)).collect();
                if let Some((_, value)) = before.split_once(": ") {
                    let cause = colon_in_value((error.line, error.col));
                    let help = format!("{}, or start the mapping on a new line", cause.help);
                    return Some(if keys::is_known(value.trim()) {
                        SyntaxCause { help, ..cause }
                    } else {
                        cause
                    });
                }
                let previous = self.previous(error.line)?;
                let (_, above) = self.content(previous);
                let is_key = |text: &str| text.ends_with(':') || text.contains(": ");
                if is_key(above) { None } else { self.missing_colon(previous) }
            }
            _ => None,
        }
    }

    /// A line that must be a key and a value, but has no colon followed by a space.
    fn missing_colon(&self, line: usize) -> Option<SyntaxCause> {
        let (col, content) = self.content(line);
        let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        let word: String = content.chars().take_while(|c| is_word(*c)).collect();
        let len = word.chars().count();
        if content.get(word.len()..).is_some_and(|rest| rest.starts_with(':')) {
            let message = format!("missing space after `{word}:`");
            let position = (line, col.saturating_add(len));
            return Some(SyntaxCause::new(position, message, "a key ends with `: `"));
        }
        if word.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let help = if keys::is_known(&word) {
                "a key ends with `: `"
            } else {
                "add `:`, or indent the line deeper if it continues the line above"
            };
            let message = format!("missing `:` after `{word}`");
            return Some(SyntaxCause { len, ..SyntaxCause::new((line, col), message, help) });
        }
        let help = "indent the line deeper if it continues the line above";
        Some(SyntaxCause::new((line, col), "expected a key and `:`", help))
    }

    /// Lines at a column at which no list or mapping is open.
    fn indentation(&self, error: &SyntaxError) -> Option<SyntaxCause> {
        let line = error.line;
        let (_, content) = self.content(line);
        let depth = |line: usize| {
            let text = self.line(line);
            text.chars().count().saturating_sub(text.trim_start().chars().count())
        };
        let found = depth(line);
        let structural = [
            "while parsing a block collection, did not find expected '-' indicator",
            "while parsing a block mapping, did not find expected key",
            "mapping values are not allowed in this context",
            "did not find expected <document start>",
            "invalid indentation",
        ];
        if content.is_empty() || !structural.contains(&error.info.as_str()) {
            return None;
        }
        let columns = self.columns(line);
        let position = (line, found);
        if columns.contains(&found) {
            let is_item = self.line(line).trim_start().starts_with("- ");
            return Some(if is_item {
                SyntaxCause::new(position, "expected a key, found a list item", "")
            } else {
                SyntaxCause::new(
                    position,
                    "expected a list item, found a key",
                    "start each item with `- `",
                )
            });
        }
        let below = columns.iter().copied().filter(|col| *col < found).max();
        let above = columns.iter().copied().filter(|col| *col > found).min();
        let expected = match (below, above) {
            (Some(below), Some(above)) => format!("{below} or {above}"),
            (Some(one), None) | (None, Some(one)) => one.to_string(),
            (None, None) => return None,
        };
        let spaces = if expected == "1" { "space" } else { "spaces" };
        let message =
            format!("inconsistent indentation: expected {expected} {spaces}, found {found}");
        Some(SyntaxCause::new(
            position,
            message,
            "indent all keys of a mapping and all items of a list alike",
        ))
    }

    /// Returns the columns of the lists and mappings that are open before a line.
    fn columns(&self, line: usize) -> Vec<usize> {
        let mut columns: Vec<usize> = Vec::new();
        for text in self.lines.iter().take(line) {
            let content = text.trim_start();
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            let mut col = text.chars().count().saturating_sub(content.chars().count());
            columns.retain(|open| *open < col);
            columns.push(col);
            let mut rest = content;
            while let Some(item) = rest.strip_prefix("- ") {
                let inner = item.trim_start();
                col =
                    col.saturating_add(rest.chars().count().saturating_sub(inner.chars().count()));
                columns.push(col);
                rest = inner;
            }
        }
        columns
    }
}

fn colon_in_value(position: Position) -> SyntaxCause {
    let help = "put quotes around a value that contains `: `";
    SyntaxCause { len: 1, ..SyntaxCause::new(position, "unexpected `: ` in a value", help) }
}
