//! `bytescope encode`

use crate::advice;
use crate::args::{EncodeArgs, InputKind};
use crate::messages::{ExitStatus, file_name, report_problem};
use crate::open;
use crate::output::{Output, Outputs, file_path};
use bytescope::edit::{
    EncodeRowsError, RowFormat, RowProblem, encode_frames, encode_items, encode_rows, parse_json,
};
use bytescope::formats::EncodeRecords;
use bytescope::inspect::{DraftOptions, EncodeError, EncodeTextError, IoMessage, OpenError};
use bytescope::ksy::Schema;
use bytescope::output::OutputOptions;
use bytescope::{AnyFormat, ReadProblem};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};
use std::path::Path;

pub(crate) fn run(options: &EncodeArgs, stdout: Output) -> io::Result<ExitStatus> {
    let format = match options.format_args.select(&options.format_args.formats()) {
        Ok(Some(format)) => format,
        Ok(None) => return Ok(report_problem("encode", "requires a format (use -f or -s)")),
        Err(status) => return Ok(status),
    };
    let kind = options.from.unwrap_or_else(|| InputKind::of(&options.file));
    let records = format.built_in().and_then(|format| format.encode_records);
    let has_rows = records.is_some() || format.is_framed() || format.schema().is_some();
    if kind != InputKind::Json && !has_rows {
        let problem = "cannot be encoded from CSV or NDJSON (use JSON from `inspect --json`)";
        return Ok(report_problem(format.name(), problem));
    }
    let path = file_path(options.output.as_deref());
    let live = match path.map(|path| Output::live(path, options.serial())) {
        Some(live) => live?,
        None => None,
    };
    let mut out = match (live, path) {
        (Some(live), _) => live,
        (None, Some(path)) => {
            let blobs = options.blobs.iter().filter_map(|folder| fs::read_dir(folder).ok());
            let blobs = blobs.flatten().flatten().map(|entry| entry.path());
            let inputs = blobs.chain([options.file.clone()]);
            Outputs::of(inputs).file(path, &OutputOptions::default())?
        }
        (None, None) if io::stdout().is_terminal() => {
            let problem = "refusing to write binary data to a terminal (use -o OUT or a pipe)";
            return Ok(report_problem("encode", problem));
        }
        (None, None) => stdout,
    };
    let name = file_name(&options.file);
    let max_read = options.read_limit.max_read;
    let from = match open(&options.file, max_read) {
        Ok(from) => from,
        Err(error) => return Ok(report_problem(name, error)),
    };
    let draft_options = DraftOptions { keep: options.keep, truncate: options.truncate };
    let blobs = options.blobs.as_deref();
    let encoder = Encoder { format: &format, records, options: draft_options, blobs };
    match encoder.run(kind, from, &mut out)? {
        Ok(()) => {
            out.commit()?;
            Ok(ExitStatus::Valid)
        }
        // Without a commit, an existing file is kept.
        Err(InputProblem::Invalid(problem)) => {
            report_problem(name, problem);
            Ok(ExitStatus::Invalid)
        }
        Err(InputProblem::Unreadable(problem)) => Ok(report_problem(name, problem)),
        Err(InputProblem::LimitReached(max)) => {
            let problem = ReadProblem::LimitReached(max);
            report_problem(name, open::read_message(&problem));
            Ok(ExitStatus::of(&problem.fault()))
        }
    }
}

/// Opens the input; `-` is standard input. At most `max` bytes are read of a pipe or device.
fn open(path: &Path, max: u64) -> Result<Box<dyn BufRead>, OpenError> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(LimitedReader { from: io::stdin().lock(), left: max, max }));
    }
    let file = File::open(path)?;
    let meta = file.metadata()?;
    let is_file = meta.is_file() && meta.len() > 0;
    let from = BufReader::with_capacity(256 << 10, file);
    match meta.is_dir() {
        true => Err(OpenError::Directory),
        false if is_file => Ok(Box::new(from)),
        false => Ok(Box::new(LimitedReader { from, left: max, max })),
    }
}

/// Reader that fails if its input has more bytes than a limit.
struct LimitedReader<R> {
    from: R,
    /// Number of bytes that may still be read.
    left: u64,
    max: u64,
}

impl<R: BufRead> BufRead for LimitedReader<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let bytes = self.from.fill_buf()?;
        if self.left == 0 && !bytes.is_empty() {
            return Err(io::Error::other(ReadProblem::LimitReached(self.max)));
        }
        let count = usize::try_from(self.left).unwrap_or(usize::MAX).min(bytes.len());
        Ok(bytes.get(..count).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        self.left = self.left.saturating_sub(count as u64);
        self.from.consume(count);
    }
}

impl<R: BufRead> Read for LimitedReader<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(to)?;
        self.consume(count);
        Ok(count)
    }
}

struct Encoder<'e> {
    format: &'e AnyFormat,
    records: Option<EncodeRecords>,
    options: DraftOptions,
    blobs: Option<&'e Path>,
}

/// Result of encoding. The outer error is an output error, the inner error is about the input.
type Encoded = io::Result<Result<(), InputProblem>>;

/// Message about the input.
enum InputProblem {
    /// The input is invalid.
    Invalid(String),
    /// The input cannot be read.
    Unreadable(String),
    /// The input has more than this number of bytes.
    LimitReached(u64),
}

/// Returns a message about invalid input.
fn invalid(problem: impl Into<String>) -> Encoded {
    Ok(Err(InputProblem::Invalid(problem.into())))
}

/// Returns an error reading the input.
fn unreadable(error: &io::Error) -> Encoded {
    Ok(Err(match ReadProblem::of(error) {
        Some(ReadProblem::LimitReached(max)) => InputProblem::LimitReached(*max),
        _ => InputProblem::Unreadable(IoMessage(error).to_string()),
    }))
}

impl Encoder<'_> {
    fn run(&self, kind: InputKind, from: Box<dyn BufRead>, out: &mut Output) -> Encoded {
        if self.format.is_framed() {
            match kind {
                InputKind::Ndjson => return self.frames(RowFormat::Ndjson, from, out),
                InputKind::Csv => return self.frames(RowFormat::Csv, from, out),
                InputKind::Json => {}
            }
        }
        let rows = match kind {
            InputKind::Ndjson => RowFormat::Ndjson,
            InputKind::Csv => RowFormat::Csv,
            InputKind::Json => return self.json(from, out),
        };
        match (self.records, self.format.schema()) {
            (Some(kind), _) => self.rows(kind, rows, from, out),
            (None, Some(schema)) => self.items(schema, rows, from, out),
            (None, None) => self.json(from, out),
        }
    }

    /// Encodes rows as frames. Each frame is written when its row has been read, unless the output is
    /// a file that is replaced when it is complete.
    fn frames(&self, rows: RowFormat, from: Box<dyn BufRead>, out: &mut Output) -> Encoded {
        let flushes = !out.is_rewritable();
        let mut put = |frame: &[u8]| {
            out.write_all(frame)?;
            if flushes { out.flush() } else { Ok(()) }
        };
        match encode_frames(self.format, from, rows, self.options, &mut put) {
            Ok(_) => Ok(Ok(())),
            Err(error) => rows_error(error),
        }
    }

    /// Encodes rows as the items of a list.
    fn items(
        &self,
        schema: &Schema,
        rows: RowFormat,
        from: Box<dyn BufRead>,
        out: &mut Output,
    ) -> Encoded {
        let mut put = |bytes: &[u8]| out.write_all(bytes);
        match encode_items(schema, from, rows, self.options, &mut put) {
            Ok(()) => Ok(Ok(())),
            Err(error) => rows_error(error),
        }
    }

    /// Encodes rows as records, after a header that may contain the number of records.
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
                Err(error) => rows_error(error),
            };
        }
        // A pipe cannot be rewritten, so the records are buffered until their number is known.
        let mut records = Vec::new();
        match encode_rows(kind, from, rows, self.options, &mut records) {
            Ok(head) => out.write_all(&head).and_then(|()| out.write_all(&records)).map(Ok),
            Err(error) => rows_error(error),
        }
    }

    /// Encodes a whole file from one JSON value.
    fn json(&self, mut from: impl Read, out: &mut Output) -> Encoded {
        let mut text = Vec::new();
        if let Err(error) = from.read_to_end(&mut text) {
            return unreadable(&error);
        }
        let bytes = match self.blobs {
            None => self.format.encode_text(&text, self.options),
            Some(folder) => match parse_json(&text) {
                Err(error) => Err(EncodeTextError::Json(error)),
                Ok(mut json) => {
                    if let Err(problem) = crate::blobs::load(&mut json, folder) {
                        return invalid(problem);
                    }
                    self.format.encode(&json, self.options).map_err(EncodeTextError::Encode)
                }
            },
        };
        match bytes {
            Ok(bytes) => out.write_all(&bytes).map(Ok),
            Err(EncodeTextError::Encode(EncodeError::ReadOnly(name))) => {
                invalid(format!("{name} cannot be encoded from JSON"))
            }
            Err(EncodeTextError::Encode(error)) => invalid(advice::encode_message(&error)),
            Err(error) => invalid(error.to_string()),
        }
    }
}

/// Separates output errors from messages about a row.
fn rows_error(error: EncodeRowsError) -> Encoded {
    match error {
        EncodeRowsError::Output(error) => Err(error),
        EncodeRowsError::Row { line, problem: RowProblem::Values(error) } => {
            invalid(format!("line {line}: {}", advice::encode_message(&error)))
        }
        EncodeRowsError::Row { problem: RowProblem::Read(error), .. } => unreadable(&error),
        EncodeRowsError::Outside(error) => invalid(advice::encode_message(&error)),
        error => invalid(error.to_string()),
    }
}
