//! Rows as lines of text: CSV and NDJSON.

use super::batch::{Batch, Values};
use super::half::half;
use super::number::{self, Cell, NotFinite};
use super::schema::Schema;

/// How rows become lines.
#[derive(Clone, Debug)]
pub struct Style {
    json: bool,
    /// What stands before the value of each column.
    before: Vec<Literal>,
    header: Vec<u8>,
    /// Room for a row with values of no length.
    room: usize,
}

impl Style {
    /// CSV as RFC 4180 has it, but for the lines, which end as lines of text do, in LF.
    pub fn csv(schema: &Schema) -> Self {
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Writing to memory does not fail.
        let _ = writer.write_record(schema.fields.iter().map(|field| &field.name));
        let header = writer.into_inner().unwrap_or_default();
        let before = |index| Literal::new(if index == 0 { "" } else { "," });
        Self::new(false, (0..schema.fields.len()).map(before).collect(), header)
    }

    /// A JSON object a line.
    pub fn ndjson(schema: &Schema) -> Self {
        let before = schema.fields.iter().enumerate().map(|(index, field)| {
            let comma = if index == 0 { "{" } else { "," };
            Literal::new(&format!("{comma}{}:", serde_json::Value::from(field.name.as_str())))
        });
        Self::new(true, before.collect(), Vec::new())
    }

    fn new(json: bool, before: Vec<Literal>, header: Vec<u8>) -> Self {
        let cell = size_of::<Cell>();
        let literals = before.iter().map(|l| l.length.max(SHORT).saturating_add(cell));
        let room = literals.fold(cell, usize::saturating_add);
        Self { json, before, header, room }
    }

    /// What stands before the first row.
    pub fn header(&self) -> &[u8] {
        &self.header
    }

    /// Adds a line for each row of the batch.
    pub fn write(&self, batch: &Batch, lines: &mut Lines) {
        match self.json {
            true => self.rows::<true>(batch, lines),
            false => self.rows::<false>(batch, lines),
        }
    }

    fn rows<const JSON: bool>(&self, batch: &Batch, lines: &mut Lines) {
        let nulls = batch.valid.iter().any(|valid| !valid.is_empty());
        for row in 0..batch.rows {
            let mut at = lines.length;
            lines.reserve(at, self.room);
            for (index, (values, before)) in batch.columns.iter().zip(&self.before).enumerate() {
                at = before.write(&mut lines.buffer, at);
                let null = nulls && batch.valid.get(index).and_then(|v| v.get(row)) == Some(&false);
                at = match null {
                    true => {
                        lines.put(at, |cell| number::text(cell, if JSON { "null" } else { "" }))
                    }
                    false => self.value::<JSON>(values, row, lines, at),
                };
            }
            if !JSON && at == lines.length && batch.columns.len() == 1 {
                // A line without anything would be no row.
                at = lines.put(at, |cell| number::text(cell, "\"\""));
            }
            let end = if JSON { "}\n" } else { "\n" };
            lines.length = lines.put(at, |cell| number::text(cell, end));
        }
    }

    #[inline(always)]
    fn value<const JSON: bool>(
        &self,
        values: &Values,
        row: usize,
        lines: &mut Lines,
        at: usize,
    ) -> usize {
        let not_finite = if JSON { NotFinite::Quoted } else { NotFinite::Plain };
        macro_rules! of {
            ($values:expr) => {
                $values.get(row).copied().unwrap_or_default()
            };
        }
        match values {
            Values::Bool(v) => {
                lines.put(at, |cell| number::text(cell, if of!(v) { "true" } else { "false" }))
            }
            Values::I8(v) => lines.put(at, |cell| number::signed(cell, of!(v).into())),
            Values::U8(v) => lines.put(at, |cell| number::unsigned(cell, of!(v).into())),
            Values::I16(v) => lines.put(at, |cell| number::signed(cell, of!(v).into())),
            Values::U16(v) => lines.put(at, |cell| number::unsigned(cell, of!(v).into())),
            Values::I32(v) => lines.put(at, |cell| number::signed(cell, of!(v))),
            Values::U32(v) => lines.put(at, |cell| number::unsigned(cell, of!(v))),
            Values::I64(v) => lines.put(at, |cell| number::signed64(cell, of!(v))),
            Values::U64(v) => lines.put(at, |cell| number::unsigned64(cell, of!(v))),
            Values::F16(v) => lines.put(at, |cell| half(cell, of!(v), not_finite)),
            Values::F32(v) => lines.put(at, |cell| number::single(cell, of!(v), not_finite)),
            Values::F64(v) => lines.put(at, |cell| number::double(cell, of!(v), not_finite)),
            Values::Text(v) => self.long(lines, at, |to| match JSON {
                true => json_text(to, v.get(row)),
                false => csv_text(to, v.get(row)),
            }),
            Values::Bytes(v) => self.long(lines, at, |to| {
                let quote: &[u8] = if JSON { b"\"" } else { b"" };
                to.extend_from_slice(quote);
                v.get(row).iter().for_each(|byte| to.extend(crate::digits::pair(*byte)));
                to.extend_from_slice(quote);
            }),
        }
    }

    /// Writes a value of any length; gives where it ends.
    #[inline(never)]
    fn long(&self, lines: &mut Lines, at: usize, write: impl FnOnce(&mut Vec<u8>)) -> usize {
        lines.buffer.truncate(at);
        write(&mut lines.buffer);
        let end = lines.buffer.len();
        lines.reserve(end, self.room);
        end
    }
}

/// Lines of text. The memory is used again when they are cleared.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// The lines, and whatever behind them: stores have a fixed length.
    buffer: Vec<u8>,
    length: usize,
}

impl Lines {
    /// The text.
    pub fn as_bytes(&self) -> &[u8] {
        self.buffer.get(..self.length).unwrap_or_default()
    }

    /// Takes all lines out.
    pub fn clear(&mut self) {
        self.length = 0;
    }

    /// Makes room for so many bytes from `at`.
    #[inline(always)]
    fn reserve(&mut self, at: usize, room: usize) {
        let end = at.saturating_add(room);
        if end > self.buffer.len() {
            self.grow(end);
        }
    }

    #[cold]
    fn grow(&mut self, end: usize) {
        let double = self.buffer.len().saturating_mul(2).max(FIRST);
        self.buffer.resize(end.max(double), 0);
    }

    /// Writes a value into a cell at `at`, for which there is room; gives where it ends.
    #[inline(always)]
    fn put(&mut self, at: usize, write: impl FnOnce(&mut Cell) -> usize) -> usize {
        match self.buffer.get_mut(at..).and_then(|rest| rest.first_chunk_mut()) {
            Some(cell) => at.wrapping_add(write(cell)),
            None => at,
        }
    }
}

/// The first size of a buffer that grows.
const FIRST: usize = 4096;

/// The length of texts that are copied without looking at their length.
const SHORT: usize = 32;

/// A text that is written again and again.
#[derive(Clone, Debug)]
struct Literal {
    /// The text, with anything behind it to be at least [`SHORT`].
    bytes: Vec<u8>,
    length: usize,
}

impl Literal {
    fn new(text: &str) -> Self {
        let mut bytes = text.as_bytes().to_owned();
        bytes.resize(text.len().max(SHORT), 0);
        Self { bytes, length: text.len() }
    }

    #[inline(always)]
    fn write(&self, buffer: &mut [u8], at: usize) -> usize {
        let rest = buffer.get_mut(at..).unwrap_or_default();
        let from = self.bytes.first_chunk::<SHORT>();
        match (rest.first_chunk_mut::<SHORT>(), from) {
            (Some(to), Some(from)) if self.length <= SHORT => *to = *from,
            _ => {
                if let (Some(to), Some(from)) =
                    (rest.get_mut(..self.length), self.bytes.get(..self.length))
                {
                    to.copy_from_slice(from);
                }
            }
        }
        at.wrapping_add(self.length)
    }
}

/// Quotes text that has what separates values, as the `csv` crate does.
fn csv_text(to: &mut Vec<u8>, text: &[u8]) {
    if !text.iter().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        return to.extend_from_slice(text);
    }
    to.push(b'"');
    for byte in text {
        if *byte == b'"' {
            to.push(b'"');
        }
        to.push(*byte);
    }
    to.push(b'"');
}

fn json_text(to: &mut Vec<u8>, text: &[u8]) {
    // Columns of text hold UTF-8, and writing to memory does not fail.
    let _ = serde_json::to_writer(to, &String::from_utf8_lossy(text));
}
