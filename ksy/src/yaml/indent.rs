//! Lines of quoted strings and flow collections that are not indented deeper than their key.

use super::SyntaxError;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Maximum number of spaces added to a file.
const MAX_ADDED: usize = 1 << 20;

/// Text of a file with spaces added at the start of some lines. Lines and columns count from 0.
pub(super) struct IndentedText<'t> {
    source: &'t str,
    text: Cow<'t, str>,
    /// Number of spaces added to each line.
    added: BTreeMap<usize, usize>,
}

impl<'t> IndentedText<'t> {
    pub(super) fn new(source: &'t str) -> Self {
        Self { source, text: Cow::Borrowed(source), added: BTreeMap::new() }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Returns the position in the file of a position of the parser, which counts lines from 1.
    pub(super) fn source(&self, line: usize, col: usize) -> (usize, usize) {
        let line = line.saturating_sub(1);
        let added = self.added.get(&line).copied().unwrap_or(0);
        (line, col.saturating_sub(added))
    }

    /// Indents the lines of the value that an error is about. Returns `false` if the error has
    /// another cause.
    pub(super) fn deepen(&mut self, error: &SyntaxError) -> bool {
        let value = match error.info.as_str() {
            "invalid indentation in quoted scalar" => {
                let start = offset(self.source, error.line, error.col);
                quoted_end(self.source, start).map(|end| (error.line, error.col, start..end))
            }
            "invalid indentation" | "invalid indentation in flow construct" => {
                self.open_flow(error).and_then(|(line, col, start)| {
                    Some((line, col, start..flow_end(self.source, start)?))
                })
            }
            _ => None,
        };
        let Some((line, col, range)) = value else { return false };
        let value = self.source.get(range).unwrap_or_default();
        let mut changed = false;
        for (index, text) in value.split('\n').enumerate().skip(1) {
            let depth = text.chars().take_while(|c| *c == ' ').count();
            let wanted = col.saturating_add(1).saturating_sub(depth);
            if wanted > 0 && !text.starts_with('\t') {
                changed |= self.added.insert(line.saturating_add(index), wanted) != Some(wanted);
            }
        }
        let total = self.added.values().fold(0, |sum: usize, n| sum.saturating_add(*n));
        if !changed || total > MAX_ADDED {
            return false;
        }
        let mut text = String::with_capacity(self.source.len().saturating_add(total));
        for (index, line) in self.source.split_inclusive('\n').enumerate() {
            let added = self.added.get(&index).copied().unwrap_or(0);
            text.extend(std::iter::repeat_n(' ', added));
            text.push_str(line);
        }
        self.text = Cow::Owned(text);
        true
    }
}

impl IndentedText<'_> {
    /// Returns the line, column and offset of the outermost flow collection that contains an error.
    fn open_flow(&self, error: &SyntaxError) -> Option<(usize, usize, usize)> {
        let known = error.open.iter().find_map(|(line, col)| {
            let start = offset(self.source, *line, *col);
            let flow = self.source.get(start..)?.starts_with(['{', '[']);
            flow.then_some((*line, *col, start))
        });
        // The parser reports the start of a collection with a delay.
        let (line, col) = error.last;
        let from = offset(self.source, line, col);
        let end = offset(self.source, error.line, error.col);
        known.or_else(|| {
            let text = self.source.get(from..end)?;
            let at = text.find(['{', '['])?;
            let before = text.get(..at)?;
            let lines = before.matches('\n').count();
            let last = before.rsplit('\n').next().unwrap_or_default().chars().count();
            let col = if lines == 0 { col.checked_add(last)? } else { last };
            Some((line.checked_add(lines)?, col, from.checked_add(at)?))
        })
    }
}

/// Returns the offset in bytes of a line and column.
pub(super) fn offset(text: &str, line: usize, col: usize) -> usize {
    let before = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = text.get(before..).unwrap_or_default();
    rest.char_indices().nth(col).map_or(text.len(), |(at, _)| at.saturating_add(before))
}

/// Returns the end of the quoted string that starts at an offset; `None` if it is not closed.
pub(super) fn quoted_end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let quote = *bytes.get(start).filter(|b| matches!(b, b'"' | b'\''))?;
    let mut at = start.checked_add(1)?;
    loop {
        let byte = *bytes.get(at)?;
        at = at.checked_add(1)?;
        match byte {
            b'\\' if quote == b'"' => at = at.checked_add(1)?,
            b'\'' if quote == byte && bytes.get(at) == Some(&b'\'') => at = at.checked_add(1)?,
            _ if quote == byte => return Some(at),
            _ => {}
        }
    }
}

/// Returns the end of the flow collection that starts at an offset; `None` if it is not closed.
fn flow_end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (start, 0_usize);
    let mut before = b' ';
    loop {
        let byte = *bytes.get(at)?;
        let starts = before.is_ascii_whitespace() || matches!(before, b',' | b'[' | b'{' | b':');
        match byte {
            b'"' | b'\'' if starts => {
                at = quoted_end(text, at)?;
                before = b'"';
                continue;
            }
            b'#' if before.is_ascii_whitespace() => {
                at = at.checked_add(bytes.get(at..)?.iter().position(|b| *b == b'\n')?)?;
                before = b'\n';
                continue;
            }
            b'{' | b'[' => depth = depth.checked_add(1)?,
            b'}' | b']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return at.checked_add(1);
                }
            }
            _ => {}
        }
        before = byte;
        at = at.checked_add(1)?;
    }
}
