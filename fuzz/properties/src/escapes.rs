//! Escaping of text from outside.

use bytescope::inspect::{EscapedText, JsonText, TerminalText, escape, is_control_text, path_text};
use std::borrow::Cow;
use std::io::Write;
use std::path::Path;

/// Prefixes of the commands of build servers.
const COMMANDS: [&str; 3] = ["##[", "##vso[", "##teamcity["];

/// Escaped text has no control or bidirectional characters and no commands of build servers, JSON
/// keeps its value, and different paths remain different.
pub fn escapes(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let escaped = escape(&text);
    check_text(&escaped, "");
    assert_eq!(escape(&escaped), escaped, "escaped twice");
    let line = EscapedText(&text).to_string();
    check_text(&line, "");
    assert!(!line.trim_start().starts_with("::"), "{line:?}");

    let mut lines = Vec::new();
    TerminalText(&mut lines).write_all(text.as_bytes()).unwrap();
    let lines = String::from_utf8(lines).unwrap();
    check_text(&lines, "\n\t");
    let count = |text: &str| text.matches('\n').count();
    assert_eq!(count(&lines), count(&text), "lines");

    let mut json = Vec::new();
    serde_json::to_writer(JsonText(&mut json), &text).unwrap();
    let json = String::from_utf8(json).unwrap();
    check_text(&json, "");
    assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);

    if let Some(path) = path(data) {
        check_text(&escape(&path_text(&path)), "");
    }
}

fn check_text(text: &str, allowed: &str) {
    let control = text.chars().find(|c| is_control_text(*c) && !allowed.contains(*c));
    assert_eq!(control, None, "{text:?}");
    assert!(!COMMANDS.iter().any(|command| text.contains(command)), "{text:?}");
}

#[cfg(unix)]
fn path(data: &[u8]) -> Option<Cow<'_, Path>> {
    use std::os::unix::ffi::OsStrExt;
    Some(Cow::Borrowed(Path::new(std::ffi::OsStr::from_bytes(data))))
}

#[cfg(not(unix))]
fn path(data: &[u8]) -> Option<Cow<'_, Path>> {
    Some(Cow::Borrowed(Path::new(std::str::from_utf8(data).ok()?)))
}
