//! Encodes rows of text as records.

use super::json::{JsonError, parse_json};
use bytescope_formats::EncodeRecords;
use bytescope_inspect::{BuildErrorKind, DraftOptions, EncodeError, IoMessage};
use serde_json::{Map, Value as Json};
use std::collections::HashSet;
use std::fmt;
use std::io::{self, BufRead, Write};

/// Text format of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RowFormat {
    /// One JSON object per line.
    Ndjson,
    /// Comma-separated values; the header row contains the field names.
    Csv,
}

/// Error when encoding rows.
#[derive(Debug)]
#[non_exhaustive]
pub enum EncodeRowsError {
    /// Invalid or unreadable row.
    Row {
        /// Line number of the row, from 1; 0 if unknown.
        line: u64,
        /// Problem with the row.
        problem: RowProblem,
    },
    /// The file header cannot be encoded.
    Header(bytescope_formats::Error),
    /// The output cannot be written.
    Output(io::Error),
}

/// Problem with a row.
#[derive(Debug)]
#[non_exhaustive]
pub enum RowProblem {
    /// The row cannot be read.
    Read(io::Error),
    /// Invalid JSON; the position is relative to the row.
    Json(JsonError),
    /// Invalid UTF-8.
    NotUtf8,
    /// Missing header row with the field names.
    NoNames,
    /// Field name that occurs twice in the header row.
    DuplicateName(String),
    /// The number of values differs from the number of field names.
    ValueCount {
        /// Number of values in the row.
        values: u64,
        /// Number of field names.
        names: u64,
    },
    /// The values cannot be encoded as a record.
    Values(EncodeError),
}

impl fmt::Display for EncodeRowsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Row { line: 0, problem } => problem.fmt(f),
            Self::Row { line, problem: RowProblem::Json(error) } => {
                write!(f, "line {line}, column {}: {}", error.column, error.message)
            }
            Self::Row { line, problem } => write!(f, "line {line}: {problem}"),
            Self::Header(error) => error.fmt(f),
            Self::Output(error) => IoMessage(error).fmt(f),
        }
    }
}

impl fmt::Display for RowProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(error) => IoMessage(error).fmt(f),
            Self::Json(error) => error.fmt(f),
            Self::NotUtf8 => f.write_str("invalid UTF-8"),
            Self::NoNames => f.write_str("missing header row"),
            Self::DuplicateName(name) => write!(f, "duplicate column '{name}'"),
            Self::ValueCount { values, names } => {
                let problem = "number of values does not match the header row";
                write!(f, "{problem}: expected {names}, found {values}")
            }
            Self::Values(error) => error.fmt(f),
        }
    }
}

// The messages include those of the inner errors, so `source` returns `None`.
impl std::error::Error for EncodeRowsError {}

/// Writes one record per row. Returns the file header, which precedes the records.
///
/// # Errors
/// Returns an error if a row is invalid, the output cannot be written, or the file header cannot be
/// encoded.
pub fn encode_rows(
    encode: EncodeRecords,
    from: impl BufRead,
    format: RowFormat,
    options: DraftOptions,
    out: &mut impl Write,
) -> Result<Vec<u8>, EncodeRowsError> {
    let mut records = RecordEncoder { encode, options, out, count: 0 };
    match format {
        RowFormat::Ndjson => records.ndjson(from)?,
        RowFormat::Csv => records.csv(from)?,
    }
    (encode.head)(records.count).map_err(EncodeRowsError::Header)
}

/// Encodes values as records and counts the records.
struct RecordEncoder<'o, W> {
    encode: EncodeRecords,
    options: DraftOptions,
    out: &'o mut W,
    count: u64,
}

impl<W: Write> RecordEncoder<'_, W> {
    fn push(&mut self, line: u64, json: &Json) -> Result<(), EncodeRowsError> {
        let bytes = (self.encode.record)(json, self.options);
        let bytes = bytes.map_err(|error| row_error(line, RowProblem::Values(error)))?;
        self.out.write_all(&bytes).map_err(EncodeRowsError::Output)?;
        self.count = self.count.saturating_add(1);
        Ok(())
    }

    /// Encodes one record per line.
    fn ndjson(&mut self, mut from: impl BufRead) -> Result<(), EncodeRowsError> {
        let mut text = Vec::new();
        for line in 1_u64.. {
            text.clear();
            match from.read_until(b'\n', &mut text) {
                Ok(0) => break,
                Ok(_) if text.trim_ascii().is_empty() => continue,
                Ok(_) => {}
                Err(error) => return Err(row_error(line, RowProblem::Read(error))),
            }
            let json = parse_json(&text);
            self.push(line, &json.map_err(|error| row_error(line, RowProblem::Json(error)))?)?;
        }
        Ok(())
    }

    /// Encodes one record per row after the header row.
    fn csv(&mut self, from: impl BufRead) -> Result<(), EncodeRowsError> {
        let mut rows = csv::ReaderBuilder::new().from_reader(from);
        let names = rows.headers().map_err(csv_error)?.clone();
        if names.is_empty() {
            return Err(row_error(0, RowProblem::NoNames));
        }
        let mut known = HashSet::new();
        if let Some(name) = names.iter().find(|name| !known.insert(*name)) {
            let problem = RowProblem::DuplicateName(name.to_owned());
            return Err(row_error(names.position().map_or(1, csv::Position::line), problem));
        }
        let mut row = csv::StringRecord::new();
        while rows.read_record(&mut row).map_err(csv_error)? {
            let line = row.position().map_or(0, csv::Position::line);
            let fields = names.iter().zip(&row);
            let map: Map<String, Json> =
                fields.map(|(name, value)| (name.to_owned(), Json::from(value))).collect();
            self.push(line, &Json::Object(map)).map_err(|error| match error {
                // All rows have the same columns, so the error is in the header row.
                EncodeRowsError::Row { problem: RowProblem::Values(error), .. }
                    if is_about_names(&error, &known) =>
                {
                    let line = names.position().map_or(1, csv::Position::line);
                    row_error(line, RowProblem::Values(error))
                }
                error => error,
            })?;
        }
        Ok(())
    }
}

/// True if a record cannot be built because of its columns: one is missing or unknown.
fn is_about_names(error: &EncodeError, names: &HashSet<&str>) -> bool {
    let EncodeError::Json(error) = error else { return false };
    let column = error.path.split(['.', '[']).next().unwrap_or_default();
    error.kind == BuildErrorKind::Invalid && !names.contains(column)
}

fn row_error(line: u64, problem: RowProblem) -> EncodeRowsError {
    EncodeRowsError::Row { line, problem }
}

/// Converts a CSV error.
fn csv_error(error: csv::Error) -> EncodeRowsError {
    let line = |pos: &Option<csv::Position>| pos.as_ref().map_or(0, csv::Position::line);
    match error.kind() {
        csv::ErrorKind::UnequalLengths { pos, expected_len, len } => {
            row_error(line(pos), RowProblem::ValueCount { values: *len, names: *expected_len })
        }
        csv::ErrorKind::Utf8 { pos, .. } => row_error(line(pos), RowProblem::NotUtf8),
        _ => match error.into_kind() {
            csv::ErrorKind::Io(error) => row_error(0, RowProblem::Read(error)),
            other => row_error(0, RowProblem::Read(io::Error::other(format!("{other:?}")))),
        },
    }
}
