//! `bytescope encode`

use super::{Status, complain};
use crate::cli::Encode;
use crate::output::Output;
use crate::spec;
use bytescope_formats::{EncodeRecord, Format};
use bytescope_inspect::{DraftOptions, EncodeError};
use serde_json::{Map, Value as Json};
use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};
use std::path::Path;

pub(crate) fn run(options: &Encode, stdout: Output) -> io::Result<Status> {
    let format = match spec::builtin(&options.format) {
        Ok(format) => format,
        Err(message) => return Ok(complain("--format", message)),
    };
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
    let kind = options.from.unwrap_or_else(|| crate::cli::Rows::of(&options.file));
    let how = DraftOptions { keep: options.keep, truncate: options.truncate };
    let encoder = Encoder { format, how, blobs: options.blobs.as_deref() };
    match encoder.run(kind, from, &mut out)? {
        Ok(()) => {
            out.commit()?;
            Ok(Status::Good)
        }
        Err(problem) => {
            // What was there before stays: the new file never takes its name.
            complain(name, problem);
            Ok(Status::Bad)
        }
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
    fn run(&self, kind: crate::cli::Rows, from: Box<dyn BufRead>, out: &mut Output) -> Encoded {
        match (kind, self.format.encode_record) {
            (crate::cli::Rows::Json, _) => self.tree(from, out),
            (crate::cli::Rows::Ndjson, Some(record)) => self.ndjson(record, from, out),
            (crate::cli::Rows::Csv, Some(record)) => self.csv(record, from, out),
            _ => {
                let name = self.format.name;
                Ok(Err(format!("{name} files are more than records; give their JSON")))
            }
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
        match (self.format.encode)(&json, self.how) {
            Ok(bytes) => out.write_all(&bytes).map(Ok),
            Err(error) => Ok(Err(advised(&error))),
        }
    }

    /// A record from each line.
    fn ndjson(&self, record: EncodeRecord, from: impl BufRead, out: &mut Output) -> Encoded {
        for (number, line) in (1_u64..).zip(from.lines()) {
            let line = match line {
                Ok(line) if line.trim().is_empty() => continue,
                Ok(line) => line,
                Err(error) => return Ok(Err(format!("line {number}: {error}"))),
            };
            let json: Json = match serde_json::from_str(&line) {
                Ok(json) => json,
                Err(e) => return Ok(Err(format!("line {number}, column {}: {e}", e.column()))),
            };
            match record(&json, self.how) {
                Ok(bytes) => out.write_all(&bytes)?,
                Err(error) => return Ok(Err(format!("line {number}: {}", advised(&error)))),
            }
        }
        Ok(Ok(()))
    }

    /// A record from each row; the first row names the fields.
    fn csv(&self, record: EncodeRecord, from: impl BufRead, out: &mut Output) -> Encoded {
        let mut rows = csv::ReaderBuilder::new().from_reader(from);
        let names = match rows.headers() {
            Ok(names) => names.clone(),
            Err(error) => return Ok(Err(error.to_string())),
        };
        let mut row = csv::StringRecord::new();
        loop {
            match rows.read_record(&mut row) {
                Ok(true) => {}
                Ok(false) => return Ok(Ok(())),
                Err(error) => return Ok(Err(error.to_string())),
            }
            let line = row.position().map_or(0, csv::Position::line);
            let fields = names.iter().zip(&row);
            let map: Map<String, Json> =
                fields.map(|(name, value)| (name.to_owned(), Json::from(value))).collect();
            match record(&Json::Object(map), self.how) {
                Ok(bytes) => out.write_all(&bytes)?,
                Err(error) => return Ok(Err(format!("line {line}: {}", advised(&error)))),
            }
        }
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
