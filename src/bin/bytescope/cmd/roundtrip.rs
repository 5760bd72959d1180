//! `bytescope roundtrip`

use crate::args::RoundTripArgs;
use crate::messages::{ExitStatus, file_name, report_problem};
use crate::open;
use crate::output::Output;
use bytescope::edit::RoundTrip;
use bytescope::inspect::{JsonText, Quantity, ordered_json as json};
use bytescope::{AnyFormat, Document, DocumentOptions, Formats, Validity};
use std::io::{self, Write};
use std::path::Path;

pub(crate) fn run(options: &RoundTripArgs, out: &mut Output) -> io::Result<ExitStatus> {
    let formats = options.input_args.format_args.formats();
    let format = match options.input_args.format_args.select(&formats) {
        Ok(format) => format,
        Err(status) => return Ok(status),
    };
    let mut worst = ExitStatus::Valid;
    for path in &options.files {
        let status = file(options, path, &formats, format.as_ref(), out)?;
        worst = worst.max(status);
    }
    out.flush()?;
    Ok(worst)
}

fn file(
    options: &RoundTripArgs,
    path: &Path,
    formats: &Formats,
    format: Option<&AnyFormat>,
    out: &mut Output,
) -> io::Result<ExitStatus> {
    let name = file_name(path);
    let excerpt = match options.input_args.open(path) {
        Ok(excerpt) => excerpt,
        Err(error) => return Ok(report_problem(name, error)),
    };
    let Some(format) = format.cloned().or_else(|| formats.detect(excerpt.bytes())) else {
        let problem = "unrecognized format (use -f NAME to choose one; see `bytescope formats`)";
        report_problem(name, problem);
        return Ok(ExitStatus::Invalid);
    };
    let limits = options.input_args.limits();
    let doc = Document::read(excerpt, format, DocumentOptions::default().limits(limits));
    if let Some(problem) = doc.excerpt().problem() {
        report_problem(doc.name(), open::read_message(&problem));
        return Ok(ExitStatus::of(&problem.fault()));
    }
    // The JSON of an invalid file lacks bytes.
    if let Some((path, fault)) = doc.faults(1).into_iter().next() {
        let status = match doc.validity() {
            Validity::Valid => ExitStatus::Valid,
            _ => ExitStatus::of(&fault),
        };
        if status > ExitStatus::Valid {
            let message =
                if path.is_empty() { fault.to_string() } else { format!("{path}: {fault}") };
            return print(options, &doc, &format!("not compared: {message}"), None, status, out);
        }
    }
    let result = doc.round_trip();
    let status = match &result {
        RoundTrip::Same => ExitStatus::Valid,
        RoundTrip::TooLarge { .. } => ExitStatus::Incomplete,
        _ => ExitStatus::Invalid,
    };
    let offset = match &result {
        RoundTrip::Different { offset, .. } => Some(*offset),
        _ => None,
    };
    print(options, &doc, &result.to_string(), offset, status, out)
}

fn print(
    options: &RoundTripArgs,
    doc: &Document,
    message: &str,
    offset: Option<u64>,
    status: ExitStatus,
    out: &mut Output,
) -> io::Result<ExitStatus> {
    let same = status == ExitStatus::Valid;
    if options.quiet && same {
        return Ok(status);
    }
    let size = doc.bytes().len() as u64;
    if options.json {
        let mut object =
            json!({"file": doc.name(), "format": doc.format().name(), "size": size, "same": same});
        if let bytescope::inspect::OrderedJson::Object(fields) = &mut object {
            if let Some(offset) = offset {
                fields.push(("offset".to_owned(), json!(offset)));
            }
            if !same {
                fields.push(("message".to_owned(), json!(message)));
            }
        }
        writeln!(JsonText(&mut *out), "{object}")?;
    } else {
        let size = Quantity::bytes(size);
        writeln!(out, "{}: {}, {size}: {message}", doc.name(), doc.format().title())?;
    }
    Ok(status)
}
