//! Encodes rows of text as records.

use super::patch::{Change, PatchError, PatchOptions};
use crate::{AnyFormat, Document, FormatError};
use bytescope_formats::EncodeRecords;
use bytescope_inspect::{
    BuildError, BuildErrorKind, DraftOptions, EncodeError, IoMessage, JsonError, parse_json,
};
use bytescope_ksy::{FrameWriter, RowsError, RowsWriter, Schema};
use serde_json::{Map, Value as Json};
use std::cell::RefCell;
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
    /// The schema has no list for the rows.
    List(RowsError),
    /// A field outside the rows cannot be encoded.
    Outside(EncodeError),
    /// The format has no frames that can be written.
    Frames(FormatError),
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
            Self::List(error) => error.fmt(f),
            Self::Outside(error) => error.fmt(f),
            Self::Frames(error) => error.fmt(f),
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
    let mut count = 0_u64;
    let mut put = |bytes: &[u8]| {
        count = count.saturating_add(1);
        out.write_all(bytes)
    };
    let record = |json: Json, _| (encode.record)(&json, options);
    RowReader { encode: &record, put: &mut put, header: true }.read(from, format)?;
    (encode.head)(count).map_err(EncodeRowsError::Header)
}

/// Encodes rows as the items of a list of a schema, the only one at the top level, and passes the
/// bytes of the file to `put` in order.
///
/// Fields around the list must be constants, or determined by the items. Bytes are passed as soon as
/// they are known: with each row if the file consists of items only.
///
/// # Errors
/// Returns an error if the schema has no such list, a row is invalid, a field outside the list is
/// missing, or `put` fails.
pub fn encode_items(
    schema: &Schema,
    from: impl BufRead,
    format: RowFormat,
    options: DraftOptions,
    put: &mut dyn FnMut(&[u8]) -> io::Result<()>,
) -> Result<(), EncodeRowsError> {
    let writer = RowsWriter::new(schema, None, options).map_err(EncodeRowsError::List)?;
    let writer = RefCell::new(writer);
    let item = |json: Json, is_text| match &json {
        Json::Object(row) => writer.borrow_mut().push(row, is_text),
        _ => Err(BuildError::new("", "expected an object").into()),
    };
    RowReader { encode: &item, put, header: true }.read(from, format)?;
    let rest = writer.into_inner().finish().map_err(EncodeRowsError::Outside)?;
    put(&rest).map_err(EncodeRowsError::Output)
}

/// Encodes one frame per row and passes it to `put`, including its byte stuffing. Returns the number
/// of frames.
///
/// A row has the columns of a [`Decoder`](crate::decode::Decoder), or is the JSON of a frame. Lengths
/// and checksums that are left out are computed.
///
/// ```
/// use bytescope::AnyFormat;
/// use bytescope::edit::{RowFormat, encode_frames};
/// use bytescope::inspect::DraftOptions;
///
/// let row = br#"{"message": "ack_ack", "payload.cls_id": 6, "payload.msg_id": 1}"#;
/// let mut frames = Vec::new();
/// let count = encode_frames(
///     &AnyFormat::named("ubx")?,
///     row.as_slice(),
///     RowFormat::Ndjson,
///     DraftOptions::default(),
///     &mut |frame| Ok(frames.extend_from_slice(frame)),
/// )?;
/// assert_eq!(count, 1);
/// assert_eq!(frames, b"\xb5\x62\x05\x01\x02\x00\x06\x01\x0f\x38");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Returns an error if the format has no frames, a row is invalid, or `put` fails.
pub fn encode_frames(
    format: &AnyFormat,
    from: impl BufRead,
    rows: RowFormat,
    options: DraftOptions,
    put: &mut dyn FnMut(&[u8]) -> io::Result<()>,
) -> Result<u64, EncodeRowsError> {
    let mut count = 0_u64;
    let mut put = |bytes: &[u8]| {
        count = count.saturating_add(1);
        put(bytes)
    };
    if let Some(schema) = format.schema() {
        let writer = FrameWriter::new(schema)
            .map_err(|error| EncodeRowsError::Frames(FormatError::Frames(error)))?;
        let frame = |json: Json, is_text| match &json {
            Json::Object(columns) => match writer.original(columns)? {
                Some(frame) => edited(&writer, format, frame, columns, options),
                None if is_text => writer.encode_text(columns, options),
                None => writer.encode(&json, options),
            },
            json => writer.encode(json, options),
        };
        RowReader { encode: &frame, put: &mut put, header: false }.read(from, rows)?;
        return Ok(count);
    }
    let records = format.built_in().and_then(|format| format.encode_records);
    let Some(records) = records.filter(|_| format.is_framed()) else {
        return Err(EncodeRowsError::Frames(FormatError::NotFramed));
    };
    let record = |mut json: Json, _| {
        if let Json::Object(columns) = &mut json {
            columns.retain(|name, _| !["file", "offset", "protocol"].contains(&name.as_str()));
        }
        (records.record)(&json, options)
    };
    RowReader { encode: &record, put: &mut put, header: true }.read(from, rows)?;
    Ok(count)
}

/// Returns a frame with the values of a row that differ from its own.
fn edited(
    writer: &FrameWriter<'_>,
    format: &AnyFormat,
    frame: Vec<u8>,
    columns: &Map<String, Json>,
    options: DraftOptions,
) -> Result<Vec<u8>, EncodeError> {
    let changes = writer.changes(&frame, columns)?;
    if changes.is_empty() {
        return Ok(FrameWriter::transmitted(columns));
    }
    let invalid = |error: PatchError| BuildError::new("", error.to_string());
    let changes = changes.into_iter().map(|(path, value)| Change::new(&path, value));
    let changes: Vec<Change> = changes.collect::<Result<_, _>>().map_err(invalid)?;
    let DraftOptions { keep, truncate } = options;
    let doc = Document::from_bytes(frame, format.clone());
    let bytes =
        doc.set(&changes, PatchOptions { keep, truncate, resize: true }).map_err(invalid)?;
    Ok(writer.stuffed(bytes))
}

/// Reads rows and encodes each of them.
struct RowReader<'o> {
    /// Encodes the JSON of a row; the flag is true if all its values are text.
    encode: &'o dyn Fn(Json, bool) -> Result<Vec<u8>, EncodeError>,
    put: &'o mut dyn FnMut(&[u8]) -> io::Result<()>,
    /// True if an error about a missing or unknown column is one of the header row.
    header: bool,
}

impl RowReader<'_> {
    fn read(&mut self, from: impl BufRead, format: RowFormat) -> Result<(), EncodeRowsError> {
        match format {
            RowFormat::Ndjson => self.ndjson(from),
            RowFormat::Csv => self.csv(from),
        }
    }

    fn push(&mut self, line: u64, json: Json, is_text: bool) -> Result<(), EncodeRowsError> {
        let bytes = (self.encode)(json, is_text);
        let bytes = bytes.map_err(|error| row_error(line, RowProblem::Values(error)))?;
        (self.put)(&bytes).map_err(EncodeRowsError::Output)
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
            let json = json.map_err(|error| row_error(line, RowProblem::Json(error)))?;
            self.push(line, json, false)?;
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
            let header = self.header;
            self.push(line, Json::Object(map), true).map_err(|error| match error {
                // All rows have the same columns, so the error is in the header row.
                EncodeRowsError::Row { problem: RowProblem::Values(error), .. }
                    if header && is_about_names(&error, &known) =>
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
