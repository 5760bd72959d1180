//! SARIF log for code scanning.
//!
//! Source: Static Analysis Results Interchange Format 2.1.0 (OASIS standard), sections 3.13 to
//! 3.52.

use super::{CheckResult, CheckedFile, Reporter};
use crate::messages::ExitStatus;
use crate::output::Output;
use bytescope::inspect::{
    EscapedText, FaultKind, JsonText, Limit, OrderedJson as Json, escape, ordered_json as json,
};
use std::io::{self, Write};
use std::path::Path;

/// Descriptions of the fault kinds, which are the rules of the log.
const RULES: &[(FaultKind, &str)] = &[
    (FaultKind::Truncated, "Unexpected end of data"),
    (FaultKind::Magic, "Bad magic or unrecognized format"),
    (FaultKind::Rule, "Value not allowed by the format"),
    (FaultKind::Mismatch, "Checksum, length or count does not match the data"),
    (FaultKind::Unverified, "Checksum cannot be verified for this data"),
    (FaultKind::Uncovered, "Bytes not covered by any field"),
    (FaultKind::Limit(Limit::Faults), "Limit reached; the data may be valid"),
    (FaultKind::Io, "File cannot be read"),
];

/// Log with a single run.
#[derive(Default)]
pub(super) struct Sarif {
    has_results: bool,
}

impl Sarif {
    fn write(&mut self, result: &Json, out: &mut Output) -> io::Result<()> {
        let comma = if self.has_results { "," } else { "" };
        self.has_results = true;
        write!(JsonText(out), "{comma}\n{result}")
    }
}

impl Reporter for Sarif {
    fn begin(&mut self, out: &mut Output) -> io::Result<()> {
        let rules = RULES
            .iter()
            .map(|(kind, text)| json!({"id": kind.name(), "shortDescription": {"text": *text}}));
        let driver = json!({
            "name": "bytescope",
            "version": env!("CARGO_PKG_VERSION"),
            "informationUri": env!("CARGO_PKG_REPOSITORY"),
            "rules": rules.collect::<Json>(),
        });
        write!(
            out,
            r#"{{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{{"tool":{{"driver":{driver}}},"results":["#
        )
    }

    fn file(&mut self, result: &CheckResult, out: &mut Output) -> io::Result<()> {
        match result {
            CheckResult::Skipped => Ok(()),
            CheckResult::Unreadable { file, message } => {
                self.write(&result_json(FaultKind::Io, message, file, 0, ""), out)
            }
            CheckResult::Checked { file, verdict } => {
                for (path, fault) in verdict.listed() {
                    let message = match verdict.location(path, fault) {
                        location if location.is_empty() => fault.to_string(),
                        location => format!("{location}: {fault}"),
                    };
                    let offset = fault.offset;
                    self.write(&result_json(fault.kind, &message, file, offset, path), out)?;
                }
                match verdict.limit_message() {
                    Some(message) => {
                        let kind = FaultKind::Limit(Limit::Faults);
                        self.write(&result_json(kind, &message, file, 0, ""), out)
                    }
                    None => Ok(()),
                }
            }
        }
    }

    fn end(&mut self, worst: ExitStatus, out: &mut Output) -> io::Result<()> {
        let invocation =
            json!({"executionSuccessful": worst != ExitStatus::Failed, "exitCode": worst.code()});
        writeln!(out, "\n],\"invocations\":[{invocation}]}}]}}")
    }
}

/// Returns a SARIF result object.
fn result_json(
    kind: FaultKind,
    message: &str,
    file: &CheckedFile,
    offset: u64,
    path: &str,
) -> Json {
    // GitHub code scanning rejects results without a line.
    let region = json!({"startLine": 1, "byteOffset": offset});
    let mut location = json!({"physicalLocation": {"artifactLocation": {"uri": uri(&file.path)}, "region": region}});
    if !path.is_empty() {
        let field = json!([{"fullyQualifiedName": escape(path).into_owned(), "kind": "member"}]);
        location.set("logicalLocations", field);
    }
    let level = if matches!(kind, FaultKind::Limit(_)) { "warning" } else { "error" };
    json!({
        "ruleId": kind.name(),
        "level": level,
        "message": {"text": EscapedText(message).to_string()},
        "locations": [location],
    })
}

/// Converts a path to a relative or absolute URI reference (RFC 3986). Bytes that are not UTF-8 are
/// percent-encoded like all others.
fn uri(path: &Path) -> String {
    let mut uri = String::new();
    let path = path.as_os_str().as_encoded_bytes();
    for byte in path.iter().copied() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(byte.into()),
            b if b.is_ascii_alphanumeric() => uri.push(b.into()),
            b'\\' if cfg!(windows) => uri.push('/'),
            b => uri.push_str(&format!("%{b:02X}")),
        }
    }
    if path.starts_with(b"/") { format!("file://{uri}") } else { uri }
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_uri_references() {
        assert_eq!(uri("a b/ü#1.png".as_ref()), "a%20b/%C3%BC%231.png");
        assert_eq!(uri("/data/x.bin".as_ref()), "file:///data/x.bin");
    }
}
