//! `bytescope schema`

mod fuzz;

use crate::args::{SchemaCheckArgs, SchemaCommand};
use crate::messages::{ExitStatus, file_name, report_diagnostics};
use crate::open;
use crate::output::Output;
use bytescope::inspect::{JsonText, OrderedJson, ordered_json as json};
use bytescope::ksy::{Report, Schema};
use std::io::{self, Write};

pub(crate) fn run(command: &SchemaCommand, out: &mut Output) -> io::Result<ExitStatus> {
    match command {
        SchemaCommand::Check(options) => check(options, out),
        SchemaCommand::Fuzz(options) => fuzz::run(options),
        SchemaCommand::JsonSchema => {
            serde_json::to_writer_pretty(&mut *out, &bytescope::ksy::json_schema())?;
            writeln!(out)?;
            out.flush()?;
            Ok(ExitStatus::Valid)
        }
    }
}

fn check(options: &SchemaCheckArgs, out: &mut Output) -> io::Result<ExitStatus> {
    let mut worst = ExitStatus::Valid;
    let mut all = Vec::new();
    for path in &options.files {
        let mut found = match Schema::open(path, &open::search(&options.include)) {
            Ok(schema) => schema.warnings().clone(),
            Err(found) => found,
        };
        if options.no_style {
            found.diagnostics.retain(|diagnostic| !diagnostic.style);
        }
        if found.has_errors() {
            worst = ExitStatus::Failed;
        }
        if options.json {
            all.extend(found.diagnostics.iter().map(|d| json_of(&found, d)));
        } else {
            report_diagnostics(&found);
        }
    }
    if options.json {
        serde_json::to_writer_pretty(JsonText(&mut *out), &all)?;
        writeln!(out)?;
    }
    out.flush()?;
    Ok(worst)
}

fn json_of(report: &Report, diagnostic: &bytescope::ksy::Diagnostic) -> OrderedJson {
    let bytescope::ksy::Diagnostic { loc, severity, message, help, path, .. } = diagnostic;
    let mut value = json!({
        "file": file_name(report.sources.path(loc.file)),
        "line": loc.line,
        "column": loc.col,
        "length": loc.len,
        "severity": severity.name(),
        "message": message,
        "path": path,
    });
    if let Some(help) = help {
        value.set("help", help);
    }
    value
}
