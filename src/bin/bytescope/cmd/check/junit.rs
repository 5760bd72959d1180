//! `JUnit` XML report for build servers.
//!
//! Source: `JUnit.xsd`, the schema of Apache Ant's `junit` task.

use super::{CheckResult, Reporter};
use crate::messages::ExitStatus;
use crate::output::Output;
use bytescope::inspect::EscapedText;
use bytescope::{AnyFormat, Validity};
use std::fmt::Write as _;
use std::io::{self, Write};

/// Report of one suite with one case per file. The counts precede the cases, so cases are buffered.
#[derive(Default)]
pub(super) struct Junit {
    cases: String,
    tests: u64,
    failures: u64,
    errors: u64,
    /// Number of files that were not read completely.
    skipped: u64,
}

impl Reporter for Junit {
    fn file(&mut self, result: &CheckResult, _: &mut Output) -> io::Result<()> {
        if matches!(result, CheckResult::Skipped) {
            return Ok(());
        }
        self.tests = self.tests.saturating_add(1);
        // Writing to a string cannot fail.
        let _ = match result {
            CheckResult::Skipped => return Ok(()),
            CheckResult::Unreadable { file, message } => {
                self.errors = self.errors.saturating_add(1);
                let (name, message) = (escaped(&file.name), escaped(message));
                writeln!(
                    self.cases,
                    r#"    <testcase name="{name}" classname="unreadable"><error type="io" message="{message}"/></testcase>"#
                )
            }
            CheckResult::Checked { file, verdict } => {
                let name = escaped(&file.name);
                let class = escaped(verdict.format.as_ref().map_or("unknown", AnyFormat::name));
                let case = format!(r#"    <testcase name="{name}" classname="{class}""#);
                let Some((path, first)) = verdict.listed().next() else {
                    let _ = writeln!(self.cases, "{case}/>");
                    return Ok(());
                };
                let line = |path: &str, fault| match verdict.location(path, fault) {
                    location if location.is_empty() => fault.to_string(),
                    location => format!("{location}: {fault}"),
                };
                let all = verdict.listed().map(|(path, fault)| line(path, fault));
                let all: Vec<_> = all.chain(verdict.limit_message()).collect();
                let (kind, message) = (first.kind.name(), escaped(&line(path, first)));
                let lines: Vec<_> = all.iter().map(|line| escaped(line)).collect();
                let text = lines.join("&#10;");
                if verdict.validity() == Validity::Incomplete {
                    self.skipped = self.skipped.saturating_add(1);
                    let _ =
                        writeln!(self.cases, "{case}><skipped message=\"{message}\"/></testcase>");
                    return Ok(());
                }
                self.failures = self.failures.saturating_add(1);
                writeln!(
                    self.cases,
                    "{case}><failure type=\"{kind}\" message=\"{message}\">{text}</failure></testcase>"
                )
            }
        };
        Ok(())
    }

    fn end(&mut self, _: ExitStatus, out: &mut Output) -> io::Result<()> {
        let Self { cases, tests, failures, errors, skipped } = self;
        let mut counts = format!(r#"tests="{tests}" failures="{failures}" errors="{errors}""#);
        if *skipped > 0 {
            let _ = write!(counts, r#" skipped="{skipped}""#);
        }
        writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
        writeln!(out, "<testsuites {counts}>")?;
        writeln!(out, r#"  <testsuite name="bytescope check" {counts}>"#)?;
        write!(out, "{cases}")?;
        writeln!(out, "  </testsuite>\n</testsuites>")
    }
}

/// Escapes text for an XML attribute: control characters as on a terminal, then the characters of
/// XML. Noncharacters become U+FFFD.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in EscapedText(text).to_string().chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_is_escaped_for_xml() {
        assert_eq!(escaped("a<b> & \"c\"\x01\n"), "a&lt;b&gt; &amp; &quot;c&quot;\\x01\\n");
    }
}
