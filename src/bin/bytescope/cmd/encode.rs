//! `bytescope encode`

use crate::advice;
use crate::args::{EncodeArgs, InputKind};
use crate::messages::{ExitStatus, report_problem};
use crate::open;
use crate::output::Output;
use bytescope::edit::{EncodeRowsError, RowFormat, RowProblem, encode_rows};
use bytescope::formats::{EncodeRecords, Format};
use bytescope::inspect::DraftOptions;
use serde_json::Value as Json;
use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};
use std::path::Path;

pub(crate) fn run(options: &EncodeArgs, stdout: Output) -> io::Result<ExitStatus> {
    let format = match open::writable(&options.format) {
        Ok(format) => format,
        Err(status) => return Ok(status),
    };
    let kind = options.from.unwrap_or_else(|| InputKind::of(&options.file));
    if kind != InputKind::Json && format.encode_records.is_none() {
        let advice = "cannot be encoded from CSV or NDJSON (use JSON from `inspect --json`)";
        return Ok(report_problem(format.name, advice));
    }
    let mut out = match &options.output {
        Some(path) => match Output::file(path) {
            Ok(out) => out,
            Err(error) => return Ok(report_problem(path.display(), error)),
        },
        None if io::stdout().is_terminal() => {
            let advice = "refusing to write binary data to a terminal (use -o OUT or a pipe)";
            return Ok(report_problem("encode", advice));
        }
        None => stdout,
    };
    let name = options.file.display().to_string();
    let from: Box<dyn BufRead> = if options.file.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        match File::open(&options.file) {
            Ok(file) => Box::new(BufReader::with_capacity(256 << 10, file)),
            Err(error) => {
                return Ok(report_problem(name, bytescope::inspect::OpenError::from(error)));
            }
        }
    };
    let how = DraftOptions { keep: options.keep, truncate: options.truncate };
    let encoder = Encoder { format, how, blobs: options.blobs.as_deref() };
    let made = encoder.run(kind, from, &mut out).and_then(|made| match made {
        Ok(()) => out.commit().map(Ok),
        Err(problem) => Ok(Err(problem)),
    });
    match (made, &options.output) {
        (Ok(Ok(())), _) => Ok(ExitStatus::Valid),
        (Ok(Err(problem)), _) => {
            // An existing file stays, since the new one is not committed.
            report_problem(name, problem);
            Ok(ExitStatus::Invalid)
        }
        (Err(error), Some(path)) => Ok(report_problem(path.display(), error)),
        (Err(error), None) => Err(error),
    }
}

struct Encoder<'e> {
    format: &'static Format,
    options: DraftOptions,
    blobs: Option<&'e Path>,
}

/// The inner error is a message about the input; the outer one is an error of the output.
type Encoded = io::Result<Result<(), String>>;

impl Encoder<'_> {
    fn run(&self, kind: InputKind, from: Box<dyn BufRead>, out: &mut Output) -> Encoded {
        match (kind, self.format.encode_records) {
            (InputKind::Ndjson, Some(kind)) => self.rows(kind, RowFormat::Ndjson, from, out),
            (InputKind::Csv, Some(kind)) => self.rows(kind, RowFormat::Csv, from, out),
            (InputKind::Json, _) | (_, None) => self.tree(from, out),
        }
    }

    /// Encodes rows. The number of records may precede them.
    fn rows(
        &self,
        kind: EncodeRecords,
        rows: RowFormat,
        from: Box<dyn BufRead>,
        out: &mut Output,
    ) -> Encoded {
        let head = (kind.head)(0).map_err(io::Error::other)?;
        if head.is_empty() || out.is_rewritable() {
            out.write_all(&head)?;
            return match encode_rows(kind, from, rows, self.options, out) {
                Ok(head) if head.is_empty() => Ok(Ok(())),
                Ok(head) => out.rewrite(&head).map(Ok),
                Err(error) => not_encoded(error),
            };
        }
        // The header depends on the records, and a stream cannot be rewritten.
        let mut records = Vec::new();
        match encode_rows(kind, from, rows, self.options, &mut records) {
            Ok(head) => out.write_all(&head).and_then(|()| out.write_all(&records)).map(Ok),
            Err(error) => not_encoded(error),
        }
    }

    /// Encodes a whole file from one JSON value.
    fn tree(&self, mut from: impl Read, out: &mut Output) -> Encoded {
        let mut text = Vec::new();
        if let Err(error) = from.read_to_end(&mut text) {
            return Ok(Err(error.to_string()));
        }
        let mut json: Json = match serde_json::from_slice(&text) {
            Ok(json) => json,
            Err(error) => return Ok(Err(error.to_string())),
        };
        drop(text);
        if let Some(folder) = self.blobs
            && let Err(problem) = crate::blobs::load(&mut json, folder)
        {
            return Ok(Err(problem));
        }
        let Some(encode) = self.format.encode else {
            return Ok(Err(format!("{} cannot be encoded from JSON", self.format.name)));
        };
        let made = match encode(&json, self.options) {
            Ok(made) => made,
            Err(error) => return Ok(Err(advice::encode_message(&error))),
        };
        // JSON of an invalid file lacks unreadable fields and bytes not covered by any field.
        match json.get("$error").filter(|_| !self.options.keep) {
            None => out.write_all(&made).map(Ok),
            Some(fault) => Ok(Err(format!(
                "$error: JSON of an invalid file: {}; bytes not covered by any field are missing \
                 (remove $error to repair the file, or use --keep to encode the JSON as is)",
                message(fault)
            ))),
        }
    }
}

/// Separates errors of the output from messages about a row.
fn not_encoded(error: EncodeRowsError) -> Encoded {
    match error {
        EncodeRowsError::Output(error) => Err(error),
        EncodeRowsError::Row { line, problem: RowProblem::Values(error) } => {
            Ok(Err(format!("line {line}: {}", advice::encode_message(&error))))
        }
        error => Ok(Err(error.to_string())),
    }
}

/// Returns the message of a fault in JSON.
fn message(fault: &Json) -> String {
    let text = |name: &str| fault.get(name).and_then(Json::as_str).filter(|text| !text.is_empty());
    match (text("path"), text("message")) {
        (Some(path), Some(message)) => format!("{path}: {message}"),
        (_, Some(message)) => message.to_owned(),
        (_, None) => "unspecified fault".to_owned(),
    }
}
