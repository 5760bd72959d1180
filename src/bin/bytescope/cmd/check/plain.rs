//! Reports as text, one line per fault, and as JSON, one value per file.

use super::{CheckResult, CoverageNote, Reporter};
use crate::output::Output;
use bytescope::inspect::{EscapedText, Fault, JsonText, OrderedJson, ordered_json as json};
use bytescope::view::FaultView;
use bytescope::view::style::{self, Paint};
use bytescope::{AnyFormat, Validity};
use std::io::{self, Write};

/// Text report.
pub(super) struct TextReport {
    pub(super) quiet: bool,
    pub(super) color: bool,
}

impl Reporter for TextReport {
    fn file(&mut self, result: &CheckResult, out: &mut Output) -> io::Result<()> {
        let CheckResult::Checked { file, verdict } = result else { return Ok(()) };
        let name = EscapedText(&file.name);
        let paint = Paint(self.color);
        if verdict.validity() == Validity::Valid {
            if !self.quiet {
                let format = EscapedText(verdict.format.as_ref().map_or("?", AnyFormat::name));
                let summary = verdict.summary.as_ref().map(|summary| format!(" — {summary}"));
                let summary = summary.unwrap_or_default();
                let summary = EscapedText(&summary);
                let nested = verdict.num_nested.map(|count| format!(", {count} nested"));
                let nested = nested.unwrap_or_default();
                let ok = paint.of(style::VERIFIED, "ok");
                writeln!(out, "{name}: {ok} ({format}{nested}){summary}")?;
                for note in &verdict.notes {
                    writeln!(out, "{name}: note: {}", EscapedText(&note.message))?;
                }
            }
            return Ok(());
        }
        for (path, fault) in verdict.listed() {
            let location = match (path.as_str(), verdict.location(path, fault)) {
                (_, location) if location.is_empty() => location,
                ("", location) => format!("{location}: "),
                (path, _) => {
                    let address = verdict.address(path, fault);
                    format!("{} at {address}: ", paint.of(style::NAME, path))
                }
            };
            let style = if fault.limit().is_some() { style::LABEL } else { style::FAULT };
            writeln!(out, "{name}: {location}{}", paint.of(style, &fault.to_string()))?;
        }
        match verdict.limit_message() {
            Some(message) => writeln!(out, "{name}: {message}"),
            None => Ok(()),
        }
    }
}

/// JSON report.
pub(super) struct JsonReport;

impl Reporter for JsonReport {
    fn file(&mut self, result: &CheckResult, out: &mut Output) -> io::Result<()> {
        let line = match result {
            CheckResult::Skipped => return Ok(()),
            CheckResult::Unreadable { file, message } => {
                let fault = json!({"kind": "io", "message": message});
                json!({"file": file.name.as_str(), "ok": false, "faults": [fault]})
            }
            CheckResult::Checked { file, verdict } => {
                let name = file.name.as_str();
                let format = verdict.format.as_ref().map(AnyFormat::name);
                let view = |found: &(String, Fault)| -> io::Result<OrderedJson> {
                    let mut fault = OrderedJson::of(&FaultView::of(found))?;
                    if let Some(buffer) = verdict.buffers.get(&found.0) {
                        fault.set("buffer", buffer.name());
                    }
                    Ok(fault)
                };
                let faults: OrderedJson =
                    verdict.faults.iter().map(view).collect::<io::Result<_>>()?;
                let limits: OrderedJson =
                    verdict.limits.iter().map(view).collect::<io::Result<_>>()?;
                // Unknown if a limit was reached.
                let ok = match verdict.validity() {
                    Validity::Valid => Some(true),
                    Validity::Incomplete => None,
                    Validity::Invalid => Some(false),
                };
                let mut line = json!({"file": name, "format": format, "ok": ok, "faults": faults});
                if let Some(summary) = &verdict.summary {
                    line.set("summary", summary.as_str());
                }
                if let Some(count) = verdict.num_nested {
                    line.set("num_nested", count);
                }
                if verdict.num_others > 0 {
                    line.set(
                        "num_faults",
                        (verdict.faults.len() as u64).saturating_add(verdict.num_others),
                    );
                }
                if !verdict.notes.is_empty() {
                    line.set("notes", verdict.notes.iter().map(note_json).collect::<OrderedJson>());
                }
                if !verdict.limits.is_empty() {
                    line.set("complete", false);
                    line.set("limits", limits);
                }
                line
            }
        };
        writeln!(JsonText(out), "{line}")
    }
}

/// Returns a note as JSON.
fn note_json(note: &CoverageNote) -> OrderedJson {
    let CoverageNote { kind, path, offset, message } = note;
    json!({"path": (path.as_str()), "offset": (*offset), "kind": (*kind), "message": (message.as_str())})
}
