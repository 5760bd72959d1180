//! Escaping of names and texts from files, schemas and file systems.
//!
//! Control characters can change the state of a terminal, line breaks forge lines of a log, and
//! bidirectional controls reorder text. Everything that prints text of unknown origin uses this
//! module.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::io;
use std::path::Path;

/// True for characters that can affect a terminal, a log or the order of text: C0 and C1 controls,
/// DEL, line and paragraph separators, bidirectional and other invisible format controls.
///
/// ```
/// use bytescope_inspect::is_control_text;
///
/// assert!("\x1b\n\u{9b}\u{202e}\u{2028}".chars().all(is_control_text));
/// assert!(!"aä日\u{200d}🦀".chars().any(is_control_text));
/// ```
pub fn is_control_text(c: char) -> bool {
    matches!(c,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Prefixes of commands that build servers accept anywhere in a line, in lowercase or uppercase.
const COMMANDS: [&str; 3] = ["##[", "##vso[", "##teamcity["];

/// True if text starts with the prefix of a command.
fn is_command(text: &str) -> bool {
    let start = |command: &str| text.get(..command.len());
    COMMANDS.iter().any(|command| start(command).is_some_and(|s| s.eq_ignore_ascii_case(command)))
}

/// True if a byte can be part of text that must be escaped.
fn is_suspicious(byte: u8) -> bool {
    !matches!(byte, b' '..=b'~') || byte == b'#'
}

/// Appends `text` to `to`, with control characters and prefixes of build server commands escaped.
///
/// # Errors
/// Returns the error of `to`.
pub fn escape_to(to: &mut impl fmt::Write, text: &str) -> fmt::Result {
    if !text.bytes().any(is_suspicious) {
        return to.write_str(text);
    }
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        if !is_control_text(c) && !is_command(rest) {
            continue;
        }
        to.write_str(text.get(start..at).unwrap_or_default())?;
        start = at.saturating_add(c.len_utf8());
        match c {
            '\n' => to.write_str("\\n")?,
            '\r' => to.write_str("\\r")?,
            '\t' => to.write_str("\\t")?,
            c if c.is_ascii() => write!(to, "\\x{:02x}", u32::from(c))?,
            c => write!(to, "{}", c.escape_unicode())?,
        }
    }
    to.write_str(text.get(start..).unwrap_or_default())
}

/// Returns text as part of a line for a terminal, log or report.
///
/// ```
/// use bytescope_inspect::escape;
///
/// assert_eq!(escape("x\n\x1b[31m\u{202e}"), "x\\n\\x1b[31m\\u{202e}");
/// ```
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(is_suspicious) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len());
    // Writing to a string cannot fail.
    let _ = escape_to(&mut escaped, text);
    Cow::Owned(escaped)
}

/// A value in its `Display` format, with control characters escaped as by [`escape`]. At the start
/// of a line, `::` would be a command of GitHub Actions, so it is escaped as well.
///
/// ```
/// use bytescope_inspect::EscapedText;
///
/// assert_eq!(EscapedText("::error::x\r\n").to_string(), "\\x3a:error::x\\r\\n");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct EscapedText<T>(pub T);

impl<T: fmt::Display> fmt::Display for EscapedText<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.to_string();
        match text.trim_start().strip_prefix("::") {
            Some(rest) => {
                f.write_str("\\x3a:")?;
                escape_to(f, rest)
            }
            None => escape_to(f, &text),
        }
    }
}

/// Returns a path as text. Bytes that are not UTF-8 become `\xNN`, so that different names remain
/// different.
///
/// ```
/// use bytescope_inspect::path_text;
///
/// assert_eq!(path_text("a/ü.png".as_ref()), "a/ü.png");
/// ```
pub fn path_text(path: &Path) -> String {
    let mut text = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a string cannot fail.
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    text
}

/// Writer of JSON in which control characters inside strings are `\u` escapes. JSON itself escapes
/// only C0 controls; the escapes have the same meaning.
///
/// ```
/// use bytescope_inspect::JsonText;
/// use std::io::Write;
///
/// let mut out = Vec::new();
/// JsonText(&mut out).write_all("{\"a\": \"\u{9b}\u{202e}\"}\n".as_bytes())?;
/// assert_eq!(out, b"{\"a\": \"\\u009b\\u202e\"}\n");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct JsonText<W>(pub W);

impl<W: io::Write> io::Write for JsonText<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        write_text(&mut self.0, bytes, &|c, units| {
            c.encode_utf16(&mut [0; 2])
                .iter()
                .map(|unit| format!("\\u{unit:04x}"))
                .for_each(|unit| units.push_str(&unit));
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Writer of lines of text to a terminal, in which control characters other than line breaks are
/// escaped as by [`escape`].
#[derive(Debug)]
pub struct TerminalText<W>(pub W);

impl<W: io::Write> io::Write for TerminalText<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        write_text(&mut self.0, bytes, &|c, escaped| {
            // Writing to a string cannot fail.
            let _ = match c {
                '#' => escaped.write_str("\\x23"),
                c => escape_to(escaped, c.encode_utf8(&mut [0; 4])),
            };
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Writes text with all control characters replaced except those that separate lines and columns.
/// Each call has whole characters, because writers of text pass strings.
fn write_text(
    to: &mut impl io::Write,
    bytes: &[u8],
    replace: &dyn Fn(char, &mut String),
) -> io::Result<usize> {
    let is_plain = |byte: &u8| !is_suspicious(*byte) || matches!(byte, b'\n' | b'\t');
    let text = match std::str::from_utf8(bytes) {
        Ok(text) if !bytes.iter().all(is_plain) => text,
        _ => return to.write_all(bytes).map(|()| bytes.len()),
    };
    let is_escaped = |at: usize, c: char| match c {
        '\n' | '\t' => false,
        '#' => is_command(text.get(at..).unwrap_or_default()),
        c => is_control_text(c),
    };
    let mut start = 0;
    let mut escaped = String::new();
    for (at, c) in text.char_indices().filter(|(at, c)| is_escaped(*at, *c)) {
        to.write_all(text.get(start..at).unwrap_or_default().as_bytes())?;
        start = at.saturating_add(c.len_utf8());
        escaped.clear();
        replace(c, &mut escaped);
        to.write_all(escaped.as_bytes())?;
    }
    to.write_all(text.get(start..).unwrap_or_default().as_bytes())?;
    Ok(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn commands_of_build_servers_are_escaped() {
        assert_eq!(escape("a ##[error]x"), "a \\x23#[error]x");
        assert_eq!(escape("##vso[task.x]"), "\\x23#vso[task.x]");
        assert_eq!(escape("ü ##VSO[task.x]"), "ü \\x23#VSO[task.x]");
        assert_eq!(escape("## heading #1"), "## heading #1");
        assert_eq!(EscapedText("  ::error::").to_string(), "\\x3a:error::");
        assert_eq!(EscapedText("a::b").to_string(), "a::b");
    }

    #[test]
    fn every_control_is_escaped_once() {
        let all: String = (0..=0x10ffff).filter_map(char::from_u32).collect();
        let escaped = escape(&all);
        assert!(!escaped.chars().any(is_control_text));
        assert_eq!(escape(&escaped), escaped);
    }

    #[test]
    fn json_has_the_same_value() {
        let all: String =
            (0..=0xffff_u32).filter_map(char::from_u32).chain(['\u{e0001}']).collect();
        let mut out = Vec::new();
        serde_json::to_writer(JsonText(&mut out), &all).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(!text.chars().any(is_control_text));
        assert_eq!(serde_json::from_str::<String>(&text).unwrap(), all);
    }

    #[test]
    fn lines_remain_lines() {
        let mut out = Vec::new();
        TerminalText(&mut out).write_all("a\tb\nc\x1b[0m\n".as_bytes()).unwrap();
        assert_eq!(out, b"a\tb\nc\\x1b[0m\n");
        out.clear();
        JsonText(&mut out).write_all(b"\"## ##[x]\"").unwrap();
        assert_eq!(out, b"\"## \\u0023#[x]\"");
    }

    #[cfg(unix)]
    #[test]
    fn paths_that_are_not_utf8_remain_different() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let text = |name: &[u8]| path_text(OsStr::from_bytes(name).as_ref());
        assert_eq!(text(b"a\xffb\xc3"), "a\\xffb\\xc3");
        assert_ne!(text(b"\xff"), text(b"\xfe"));
    }
}
