//! Records from rows of text, one after the other.

use bytescope_formats::EncodeRecords;
use bytescope_inspect::{DraftOptions, EncodeError};
use serde_json::{Map, Value as Json};
use std::fmt;
use std::io::{self, BufRead, Write};

/// The formats of rows of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RowFormat {
    /// One JSON object per line.
    Ndjson,
    /// Comma-separated values; the first row names the fields.
    Csv,
}

/// A reason why rows are not encoded.
#[derive(Debug)]
#[non_exhaustive]
pub enum EncodeRowsError {
    /// A row is not valid, or cannot be read.
    Row {
        /// Line of the row, counted from 1; 0 if there is none.
        line: u64,
        /// What is wrong.
        problem: RowProblem,
    },
    /// The records cannot have these bytes before them.
    Head(bytescope_formats::Error),
    /// The output cannot be written.
    Output(io::Error),
}

/// What is wrong with a row.
#[derive(Debug)]
#[non_exhaustive]
pub enum RowProblem {
    /// It cannot be read.
    Read(io::Error),
    /// It is not JSON.
    Json(serde_json::Error),
    /// It is not UTF-8.
    NotUtf8,
    /// There is no first row, which names the fields.
    NoNames,
    /// It does not have as many values as the first row has names.
    Uneven {
        /// Number of values.
        values: u64,
        /// Number of names.
        names: u64,
    },
    /// The values do not make a record.
    Values(EncodeError),
}

impl fmt::Display for EncodeRowsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Row { line: 0, problem } => problem.fmt(f),
            Self::Row { line, problem } => write!(f, "line {line}: {problem}"),
            Self::Head(error) => error.fmt(f),
            Self::Output(error) => error.fmt(f),
        }
    }
}

impl fmt::Display for RowProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(error) => error.fmt(f),
            Self::Json(error) => {
                let text = error.to_string();
                let (message, _) = text.rsplit_once(" at line ").unwrap_or((&text, ""));
                write!(f, "column {}: {message}", error.column())
            }
            Self::NotUtf8 => f.write_str("not UTF-8"),
            Self::NoNames => f.write_str("the first row must name the fields, and there is none"),
            Self::Uneven { values, names } => {
                write!(f, "{values} values for {names} names in the first row")
            }
            Self::Values(error) => error.fmt(f),
        }
    }
}

// Messages are those of the sources, so that none is given.
impl std::error::Error for EncodeRowsError {}

/// Writes a record for each row. Returns the bytes that belong before the records.
///
/// # Errors
/// The first row that is not valid, or what the output failed with.
pub fn encode_rows(
    kind: EncodeRecords,
    from: impl BufRead,
    format: RowFormat,
    options: DraftOptions,
    out: &mut impl Write,
) -> Result<Vec<u8>, EncodeRowsError> {
    let mut records = Records { kind, options, out, count: 0 };
    match format {
        RowFormat::Ndjson => records.ndjson(from)?,
        RowFormat::Csv => records.csv(from)?,
    }
    (kind.head)(records.count).map_err(EncodeRowsError::Head)
}

struct Records<'o, W> {
    kind: EncodeRecords,
    options: DraftOptions,
    out: &'o mut W,
    count: u64,
}

impl<W: Write> Records<'_, W> {
    fn push(&mut self, line: u64, json: &Json) -> Result<(), EncodeRowsError> {
        let bytes = (self.kind.record)(json, self.options);
        let bytes = bytes.map_err(|error| invalid(line, RowProblem::Values(error)))?;
        self.out.write_all(&bytes).map_err(EncodeRowsError::Output)?;
        self.count = self.count.saturating_add(1);
        Ok(())
    }

    /// A record from each line.
    fn ndjson(&mut self, mut from: impl BufRead) -> Result<(), EncodeRowsError> {
        let mut text = Vec::new();
        for line in 1_u64.. {
            text.clear();
            match from.read_until(b'\n', &mut text) {
                Ok(0) => break,
                Ok(_) if text.trim_ascii().is_empty() => continue,
                Ok(_) => {}
                Err(error) => return Err(invalid(line, RowProblem::Read(error))),
            }
            let json = serde_json::from_slice(&text);
            self.push(line, &json.map_err(|error| invalid(line, RowProblem::Json(error)))?)?;
        }
        Ok(())
    }

    /// A record from each row; the first row names the fields.
    fn csv(&mut self, from: impl BufRead) -> Result<(), EncodeRowsError> {
        let mut rows = csv::ReaderBuilder::new().from_reader(from);
        let names = rows.headers().map_err(not_csv)?.clone();
        if names.is_empty() {
            return Err(invalid(0, RowProblem::NoNames));
        }
        let mut row = csv::StringRecord::new();
        while rows.read_record(&mut row).map_err(not_csv)? {
            let line = row.position().map_or(0, csv::Position::line);
            let fields = names.iter().zip(&row);
            let map: Map<String, Json> =
                fields.map(|(name, value)| (name.to_owned(), Json::from(value))).collect();
            self.push(line, &Json::Object(map))?;
        }
        Ok(())
    }
}

fn invalid(line: u64, problem: RowProblem) -> EncodeRowsError {
    EncodeRowsError::Row { line, problem }
}

/// An error of CSV, at its line.
fn not_csv(error: csv::Error) -> EncodeRowsError {
    let at = |pos: &Option<csv::Position>| pos.as_ref().map_or(0, csv::Position::line);
    match error.kind() {
        csv::ErrorKind::UnequalLengths { pos, expected_len, len } => {
            invalid(at(pos), RowProblem::Uneven { values: *len, names: *expected_len })
        }
        csv::ErrorKind::Utf8 { pos, .. } => invalid(at(pos), RowProblem::NotUtf8),
        _ => invalid(0, RowProblem::Read(error.into())),
    }
}
