//! Widths of text in terminal columns, clipping and wrapping.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Returns the width of text in terminal columns.
pub(crate) fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// Returns the width of text with escape sequences of styles in terminal columns.
pub(super) fn shown_width(text: &[u8]) -> usize {
    let mut shown = String::new();
    for_shown(&String::from_utf8_lossy(text), |c, is_shown| {
        if is_shown {
            shown.push(c);
        }
    });
    width(&shown)
}

/// Calls `each` with every character, and whether it is outside of escape sequences of styles.
fn for_shown(text: &str, mut each: impl FnMut(char, bool)) {
    let mut in_escape = false;
    for c in text.chars() {
        in_escape |= c == '\x1b';
        each(c, !in_escape);
        in_escape &= c != 'm';
    }
}

/// Returns the start of a text that is at most `max` columns wide; clipped text ends with `…`.
pub(super) fn clipped(text: &str, max: usize) -> String {
    if width(text) <= max { text.to_owned() } else { clip(text, max) }
}

/// Clips text with escape sequences of styles to `max` columns; clipped text ends with `…`.
pub(super) fn clip(text: &str, max: usize) -> String {
    if shown_width(text.as_bytes()) <= max {
        return text.to_owned();
    }
    let (mut clipped, mut used, mut ended) = (String::new(), 0_usize, false);
    for_shown(text, |c, is_shown| {
        if !is_shown {
            clipped.push(c);
        } else if !ended {
            used = used.saturating_add(c.width().unwrap_or(0));
            ended = used >= max;
            clipped.push(if ended { '…' } else { c });
        }
    });
    clipped
}

/// Splits text into lines of at most `max` columns, between words if possible.
pub(super) fn lines_of(text: &str, max: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let Some(line) = lines.last_mut() else { break };
        if line.is_empty() {
            line.push_str(word);
        } else if width(line).saturating_add(width(word)).saturating_add(1) <= max {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_clipped_to_columns() {
        assert_eq!(clipped("abc", 3), "abc");
        assert_eq!(clipped("abcd", 3), "ab…");
        assert_eq!(clip("\x1b[2mabcd\x1b[0m", 3), "\x1b[2mab…\x1b[0m");
        assert_eq!(width(&clipped("漢字漢字", 5)), 5);
    }

    #[test]
    fn text_is_wrapped_between_words() {
        assert_eq!(lines_of("one two three", 7), ["one two", "three"]);
        assert_eq!(lines_of("unbreakable", 4), ["unbreakable"]);
    }
}
