//! Faulty schemas of `ksy/tests/errors`: each error is told where it is.
//!
//! A comment whose caret stands below a place says what must be told there, and nothing else may be:
//! `# ^ error: PART OF THE MESSAGE help: PART OF THE HELP`; `#<` means the first column.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_properties::samples;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Something that is told, or must be: line and column, `error` or `warning`, and words.
#[derive(Debug, PartialEq)]
struct Told {
    place: (usize, usize),
    severity: String,
    message: String,
    help: String,
}

impl Told {
    fn fits(&self, found: &Self) -> bool {
        self.place == found.place
            && self.severity == found.severity
            && found.message.contains(&self.message)
            && found.help.contains(&self.help)
    }
}

/// What the comments of a schema ask for.
fn expected(text: &str) -> Vec<Told> {
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
        list.push(Told {
            place: (line, column),
            severity: severity.to_owned(),
            message: message.trim().to_owned(),
            help: help.trim().to_owned(),
        });
    }
    list
}

/// What `schema check` says of a file.
fn found(path: &Path) -> (Vec<Told>, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_bytescope"))
        .args(["schema", "check"])
        .arg(path.file_name().unwrap())
        .current_dir(path.parent().unwrap())
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let mut list: Vec<Told> = Vec::new();
    for line in String::from_utf8(output.stderr).unwrap().lines() {
        let parts: Vec<&str> = line.splitn(5, ':').collect();
        if let [_, row, column, severity, message] = parts[..]
            && let (Ok(row), Ok(column)) = (row.parse(), column.parse())
        {
            let (severity, message) = (severity.trim().to_owned(), message.trim().to_owned());
            list.push(Told { place: (row, column), severity, message, help: String::new() });
            continue;
        }
        if let (Some((_, help)), Some(last)) = (line.split_once("= help: "), list.last_mut()) {
            last.help = help.to_owned();
        }
    }
    (list, output.status.code())
}

#[test]
fn every_error_is_told_where_it_is() {
    let folder = samples::root().join("ksy/tests/errors");
    let files: BTreeSet<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    let mut wrong = Vec::new();
    for path in files.iter().filter(|p| p.extension().is_some_and(|e| e == "ksy")) {
        let name = path.file_stem().unwrap().to_string_lossy();
        let expected = expected(&fs::read_to_string(path).unwrap());
        let (mut found, status) = found(path);
        assert!(!expected.is_empty(), "{name} asks for nothing");
        let bad = expected.iter().any(|told| told.severity == "error");
        if status != Some(if bad { 2 } else { 0 }) {
            wrong.push(format!("{name}: exit status {status:?}"));
        }
        for told in &expected {
            match found.iter().position(|f| told.fits(f)) {
                Some(at) => drop(found.remove(at)),
                None => wrong.push(format!("{name}: not told: {told:?}")),
            }
        }
        wrong.extend(found.iter().map(|told| format!("{name}: not asked for: {told:?}")));
    }
    assert!(wrong.is_empty(), "{} problems:\n{}", wrong.len(), wrong.join("\n"));
}
