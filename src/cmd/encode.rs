//! `bytescope encode`

mod rows;

use super::{Status, complain};
use crate::cli::{Encode, Rows};
use crate::output::Output;
use crate::spec;
use bytescope_formats::Format;
use bytescope_inspect::{DraftOptions, EncodeError};
use rows::Records;
use serde_json::Value as Json;
use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};
use std::path::Path;

pub(crate) fn run(options: &Encode, stdout: Output) -> io::Result<Status> {
    let format = match spec::writable(&options.format) {
        Ok(format) => format,
        Err(message) => return Ok(complain("--format", message)),
    };
    let kind = options.from.unwrap_or_else(|| Rows::of(&options.file));
    if kind != Rows::Json && format.encode_records.is_none() {
        let advice = "files are more than records; give the JSON that `inspect --json` prints";
        return Ok(complain(format.name, advice));
    }
    let mut out = match &options.output {
        Some(path) => match Output::file(path) {
            Ok(out) => out,
            Err(error) => return Ok(complain(path.display(), error)),
        },
        None if io::stdout().is_terminal() => {
            let advice = "bytes are not for a terminal; name a file with -o, or use a pipe";
            return Ok(complain("encode", advice));
        }
        None => stdout,
    };
    let name = options.file.display().to_string();
    let from: Box<dyn BufRead> = if options.file.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        match File::open(&options.file) {
            Ok(file) => Box::new(BufReader::with_capacity(256 << 10, file)),
            Err(error) => return Ok(complain(name, bytescope_inspect::OpenError::from(error))),
        }
    };
    let how = DraftOptions { keep: options.keep, truncate: options.truncate };
    let encoder = Encoder { format, how, blobs: options.blobs.as_deref() };
    let made = encoder.run(kind, from, &mut out).and_then(|made| match made {
        Ok(()) => out.commit().map(Ok),
        Err(problem) => Ok(Err(problem)),
    });
    match (made, &options.output) {
        (Ok(Ok(())), _) => Ok(Status::Good),
        (Ok(Err(problem)), _) => {
            // What was there before stays: the new file never takes its name.
            complain(name, problem);
            Ok(Status::Bad)
        }
        (Err(error), Some(path)) => Ok(complain(path.display(), error)),
        (Err(error), None) => Err(error),
    }
}

struct Encoder<'e> {
    format: &'static Format,
    how: DraftOptions,
    blobs: Option<&'e Path>,
}

/// What is wrong with the input, in a sentence; what the output failed with is the outer error.
type Encoded = io::Result<Result<(), String>>;

impl Encoder<'_> {
    fn run(&self, kind: Rows, from: Box<dyn BufRead>, out: &mut Output) -> Encoded {
        match (kind, self.format.encode_records) {
            (Rows::Ndjson, Some(kind)) => Records::new(kind, self.how, out)?.ndjson(from),
            (Rows::Csv, Some(kind)) => Records::new(kind, self.how, out)?.csv(from),
            (Rows::Json, _) | (_, None) => self.tree(from, out),
        }
    }

    /// A whole file from one JSON value.
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
            return Ok(Err("this format cannot be made from JSON".to_owned()));
        };
        let made = match encode(&json, self.how) {
            Ok(made) => made,
            Err(error) => return Ok(Err(advised(&error))),
        };
        // JSON of a broken file lacks what no field holds and what could not be read.
        match json.get("$error").filter(|_| !self.how.keep) {
            None => out.write_all(&made).map(Ok),
            Some(fault) => Ok(Err(format!(
                "$error: this is of a broken file, {}; what no field holds is not in it (take \
                 $error out to mend the file, or --keep to make what is there)",
                said(fault)
            ))),
        }
    }
}

/// What a fault in JSON says.
fn said(fault: &Json) -> String {
    let text = |name: &str| fault.get(name).and_then(Json::as_str).filter(|text| !text.is_empty());
    match (text("path"), text("message")) {
        (Some(path), Some(message)) => format!("{path}: {message}"),
        (_, Some(message)) => message.to_owned(),
        (_, None) => "as it says".to_owned(),
    }
}

/// The error, and how to go on.
fn advised(error: &EncodeError) -> String {
    match error {
        EncodeError::Fault { .. } => {
            format!("{error} (leave it out to have it computed, or --keep it)")
        }
        _ => error.to_string(),
    }
}
