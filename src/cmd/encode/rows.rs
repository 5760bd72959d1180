//! Records from rows, one after the other.

use super::Encoded;
use crate::cmd::advice;
use crate::output::Output;
use bytescope_formats::EncodeRecords;
use bytescope_inspect::{DraftOptions, EncodeError};
use serde_json::{Map, Value as Json};
use std::io::{self, BufRead, Write};

/// Where records go, behind what stands in front of them and may tell how many there are.
pub(super) struct Records<'o> {
    pub(super) kind: EncodeRecords,
    pub(super) how: DraftOptions,
    out: &'o mut Output,
    count: u64,
    /// The records, where the output takes nothing back: what is in front of them comes first.
    held: Option<Vec<u8>>,
}

impl<'o> Records<'o> {
    /// Records of a kind, to an output that has nothing yet.
    pub(super) fn new(
        kind: EncodeRecords,
        how: DraftOptions,
        out: &'o mut Output,
    ) -> io::Result<Self> {
        let head = (kind.head)(0).map_err(io::Error::other)?;
        let mut held = None;
        match head.is_empty() || out.is_rewritable() {
            true => out.write_all(&head)?,
            false => held = Some(Vec::new()),
        }
        Ok(Self { kind, how, out, count: 0, held })
    }

    /// Adds a record; its own error is the inner one.
    fn push(&mut self, json: &Json) -> io::Result<Result<(), EncodeError>> {
        let bytes = match (self.kind.record)(json, self.how) {
            Ok(bytes) => bytes,
            Err(error) => return Ok(Err(error)),
        };
        self.count += 1;
        match &mut self.held {
            Some(held) => held.extend(bytes),
            None => self.out.write_all(&bytes)?,
        }
        Ok(Ok(()))
    }

    /// Writes what stands in front of the records, now that they are counted.
    fn finish(self) -> Encoded {
        let head = match (self.kind.head)(self.count) {
            Ok(head) => head,
            Err(error) => return Ok(Err(error.to_string())),
        };
        match self.held {
            Some(held) => self.out.write_all(&head).and_then(|()| self.out.write_all(&held))?,
            None if !head.is_empty() => self.out.rewrite(&head)?,
            None => {}
        }
        Ok(Ok(()))
    }

    /// A record from each line.
    pub(super) fn ndjson(mut self, mut from: impl BufRead) -> Encoded {
        let mut line = Vec::new();
        for number in 1_u64.. {
            line.clear();
            match from.read_until(b'\n', &mut line) {
                Ok(0) => break,
                Ok(_) if line.trim_ascii().is_empty() => continue,
                Ok(_) => {}
                Err(error) => return Ok(Err(format!("line {number}: {error}"))),
            }
            let json: Json = match serde_json::from_slice(&line) {
                Ok(json) => json,
                Err(e) => return Ok(Err(format!("line {number}, {}", placed(&e)))),
            };
            if let Err(error) = self.push(&json)? {
                return Ok(Err(format!("line {number}: {}", advice::encoding(&error))));
            }
        }
        self.finish()
    }

    /// A record from each row; the first row names the fields.
    pub(super) fn csv(mut self, from: impl BufRead) -> Encoded {
        let mut rows = csv::ReaderBuilder::new().from_reader(from);
        let names = match rows.headers() {
            Ok(names) if names.is_empty() => {
                return Ok(Err("the first row must name the fields, and there is none".to_owned()));
            }
            Ok(names) => names.clone(),
            Err(error) => return Ok(Err(uneven(&error))),
        };
        let mut row = csv::StringRecord::new();
        loop {
            match rows.read_record(&mut row) {
                Ok(true) => {}
                Ok(false) => return self.finish(),
                Err(error) => return Ok(Err(uneven(&error))),
            }
            let line = row.position().map_or(0, csv::Position::line);
            let fields = names.iter().zip(&row);
            let map: Map<String, Json> =
                fields.map(|(name, value)| (name.to_owned(), Json::from(value))).collect();
            if let Err(error) = self.push(&Json::Object(map))? {
                return Ok(Err(format!("line {line}: {}", advice::encoding(&error))));
            }
        }
    }
}

/// A row that does not fit the first one, or another error of CSV.
fn uneven(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { pos, expected_len, len } => {
            let line = pos.as_ref().map_or(0, csv::Position::line);
            format!("line {line}: {len} values for {expected_len} names in the first row")
        }
        csv::ErrorKind::Utf8 { pos, .. } => {
            let line = pos.as_ref().map_or(0, csv::Position::line);
            format!("line {line}: not UTF-8")
        }
        _ => error.to_string(),
    }
}

/// A JSON error within a line: the column and what is wrong.
fn placed(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let (message, _) = text.rsplit_once(" at line ").unwrap_or((&text, ""));
    format!("column {}: {message}", error.column())
}
