//! Errors and warnings in the schemas of `ksy/tests/errors`, with their locations.
//!
//! Comments specify all expected diagnostics, each below the line that it refers to:
//! `# ^ error: PART OF THE MESSAGE help: PART OF THE HELP`. The caret is below the column of the
//! diagnostic; `#<` instead of `# ^` means column 1.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_properties::samples;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// An expected or reported diagnostic; the expected message and help are parts of those reported.
#[derive(Debug, PartialEq)]
struct Diagnostic {
    /// Line and column.
    position: (usize, usize),
    /// `error` or `warning`.
    severity: String,
    message: String,
    help: String,
}

impl Diagnostic {
    fn matches(&self, found: &Self) -> bool {
        self.position == found.position
            && self.severity == found.severity
            && found.message.contains(&self.message)
            && found.help.contains(&self.help)
    }
}

/// Returns the diagnostics expected by the comments of a schema.
fn expected(text: &str) -> Vec<Diagnostic> {
    let mut list = Vec::new();
    let mut line = 0;
    for (number, source) in text.lines().enumerate() {
        let words = source.strip_prefix("#< ").map(|words| (1, words)).or_else(|| {
            let (before, words) = source.strip_prefix('#')?.split_once("^ ")?;
            before.trim().is_empty().then_some((before.len() + 2, words))
        });
        let Some((column, words)) = words else {
            line = number + 1;
            continue;
        };
        let (severity, words) = words.split_once(':').unwrap();
        let (message, help) = words.split_once("help:").unwrap_or((words, ""));
        list.push(Diagnostic {
            position: (line, column),
            severity: severity.to_owned(),
            message: message.trim().to_owned(),
            help: help.trim().to_owned(),
        });
    }
    list
}

/// Returns the diagnostics and exit status of `schema check`.
fn found(path: &Path) -> (Vec<Diagnostic>, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_bytescope"))
        .args(["schema", "check"])
        .arg(path.file_name().unwrap())
        .current_dir(path.parent().unwrap())
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let mut list: Vec<Diagnostic> = Vec::new();
    for line in String::from_utf8(output.stderr).unwrap().lines() {
        let parts: Vec<&str> = line.splitn(5, ':').collect();
        if let [_, row, column, severity, message] = parts[..]
            && let (Ok(row), Ok(column)) = (row.parse(), column.parse())
        {
            let (severity, message) = (severity.trim().to_owned(), message.trim().to_owned());
            let (position, help) = ((row, column), String::new());
            list.push(Diagnostic { position, severity, message, help });
            continue;
        }
        if let (Some((_, help)), Some(last)) = (line.split_once("= help: "), list.last_mut()) {
            last.help = help.to_owned();
        }
    }
    (list, output.status.code())
}

#[test]
fn diagnostics_match_the_comments() {
    let folder = samples::root().join("ksy/tests/errors");
    let files: BTreeSet<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    let mut failures = Vec::new();
    for path in files.iter().filter(|p| p.extension().is_some_and(|e| e == "ksy")) {
        let name = path.file_stem().unwrap().to_string_lossy();
        let expected = expected(&fs::read_to_string(path).unwrap());
        let (mut found, status) = found(path);
        assert!(!expected.is_empty(), "{name} expects no diagnostics");
        let invalid = expected.iter().any(|diagnostic| diagnostic.severity == "error");
        if status != Some(if invalid { 2 } else { 0 }) {
            failures.push(format!("{name}: exit status {status:?}"));
        }
        for diagnostic in &expected {
            match found.iter().position(|f| diagnostic.matches(f)) {
                Some(at) => drop(found.remove(at)),
                None => failures.push(format!("{name}: missing: {diagnostic:?}")),
            }
        }
        failures
            .extend(found.iter().map(|diagnostic| format!("{name}: unexpected: {diagnostic:?}")));
    }
    assert!(failures.is_empty(), "{} problems:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn style_warnings_can_be_omitted() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ksy/tests/errors");
    let report = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_bytescope"))
            .args(["schema", "check", "style_warnings.ksy", "encoding_names.ksy"])
            .args(arguments)
            .current_dir(&folder)
            .output()
            .unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stderr).unwrap().matches("warning: ").count()
    };
    assert_eq!(report(&[]), 6);
    assert_eq!(report(&["--no-style"]), 1);
}
