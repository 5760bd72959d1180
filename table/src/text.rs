//! Rows as lines of text, in CSV and NDJSON.

use super::batch::{Batch, ColumnValues};
use super::cells::{Cells, ColumnScratch, LONG, MAX_NARROW, ROWS};
use super::nested::NestedCell;
use super::number::NumberBuffer;
use super::schema::TableSchema;
use bytescope_inspect::JsonText;

/// Line format of the rows of a table: CSV or NDJSON.
#[derive(Clone, Debug)]
pub struct LineStyle {
    json: bool,
    /// Columns in output order.
    columns: Vec<TextColumn>,
    header: Vec<u8>,
    /// True for CSV with the separators before the values and `end` after the last value.
    is_part: bool,
    end: Literal,
    /// Buffer size of a row in bytes, excluding values of arbitrary length.
    row_capacity: usize,
}

/// A column, and the text before and after its values.
#[derive(Clone, Debug)]
struct TextColumn {
    index: usize,
    before: Literal,
    after: &'static str,
}

impl LineStyle {
    /// Creates a CSV style as in RFC 4180, except that lines end with LF.
    pub fn csv(schema: &TableSchema) -> Self {
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Without columns, the header is empty; the `csv` crate would write one empty field.
        if !schema.fields.is_empty() {
            // Writing to memory cannot fail.
            let _ = writer.write_record(schema.fields.iter().map(|field| &field.name));
        }
        let header = writer.into_inner().unwrap_or_default();
        Self::new(false, schema, header, |_| String::new(), [",", "\n"])
    }

    /// Creates a CSV style with the columns of `all`, for a table that has only the columns of
    /// `part`. The other columns are empty.
    ///
    /// ```
    /// use bytescope_table::{Batch, Cell, ColumnKind, Field, Lines, LineStyle, TableSchema};
    ///
    /// let schema = |names: &[&str]| TableSchema {
    ///     fields: names.iter().map(|name| Field::new(*name, ColumnKind::U8)).collect(),
    /// };
    /// let (all, part) = (schema(&["a", "b", "c", "d"]), schema(&["b", "c"]));
    /// let mut batch = Batch::new(&part);
    /// batch.push(&[Cell::Int(2), Cell::Int(3)]);
    /// let mut lines = Lines::default();
    /// LineStyle::csv_part(&part, &all).write(&batch, &mut lines);
    /// assert_eq!(lines.as_bytes(), b",2,3,\n");
    /// ```
    pub fn csv_part(part: &TableSchema, all: &TableSchema) -> Self {
        let position = |column: &TextColumn| {
            let name = part.fields.get(column.index).map(|field| &field.name);
            all.fields.iter().position(|field| Some(&field.name) == name)
        };
        let mut style = Self::new(false, part, Vec::new(), |_| String::new(), ["", ""]);
        style.columns.sort_by_key(position);
        let mut written = 0;
        for column in &mut style.columns {
            let position = position(column).unwrap_or(written);
            column.before = Literal::new(&",".repeat(position.saturating_sub(written)));
            written = position;
        }
        let remaining = all.fields.len().saturating_sub(1).saturating_sub(written);
        style.end = Literal::new(&format!("{}\n", ",".repeat(remaining)));
        style.is_part = true;
        let added = all.fields.len().saturating_add(MAX_SHORT);
        style.row_capacity = style.row_capacity.saturating_add(added);
        style
    }

    /// Creates an NDJSON style: one JSON object per line.
    pub fn ndjson(schema: &TableSchema) -> Self {
        let key = |name: &str| serde_json::Value::from(name).to_string();
        Self::new(true, schema, Vec::new(), |name| format!(",{}:", key(name)), ["", "}\n"])
    }

    fn new(
        json: bool,
        schema: &TableSchema,
        header: Vec<u8>,
        before: impl Fn(&str) -> String,
        [between, end]: [&'static str; 2],
    ) -> Self {
        let last = schema.fields.len().saturating_sub(1);
        let columns = schema.fields.iter().enumerate().map(|(index, field)| {
            let mut before = before(&field.name);
            if json && index == 0 {
                before.replace_range(..1, "{");
            }
            TextColumn {
                index,
                before: Literal::new(&before),
                after: if index == last { end } else { between },
            }
        });
        let columns: Vec<TextColumn> = columns.collect();
        let capacity = |column: &TextColumn| {
            column.before.length.max(MAX_SHORT).saturating_add(size_of::<NumberBuffer>())
        };
        let row_capacity = columns.iter().map(capacity).fold(0, usize::saturating_add);
        Self { json, columns, header, is_part: false, end: Literal::new(""), row_capacity }
    }

    /// Returns the header line; empty for NDJSON.
    pub fn header(&self) -> &[u8] {
        &self.header
    }

    /// Appends a line per row of the batch.
    pub fn write(&self, batch: &Batch, lines: &mut Lines) {
        match (self.json, self.is_part) {
            (true, _) => self.write_rows::<true, true>(batch, lines),
            (false, true) => self.write_rows::<false, true>(batch, lines),
            (false, false) => self.write_rows::<false, false>(batch, lines),
        }
    }

    /// Writes the rows in groups of [`ROWS`]: formats the numbers of each column first, so that its
    /// type is checked once per group instead of once per row, then assembles the lines.
    fn write_rows<const JSON: bool, const BEFORE: bool>(&self, batch: &Batch, lines: &mut Lines) {
        lines.cells.resize_with(self.columns.len(), Cells::default);
        for first in (0..batch.rows).step_by(ROWS) {
            let rows = first..first.saturating_add(ROWS).min(batch.rows);
            for (column, cells) in self.columns.iter().zip(&mut lines.cells) {
                let (Some(values), Some(valid)) =
                    (batch.columns.get(column.index), batch.valid.get(column.index))
                else {
                    continue;
                };
                cells.fill::<JSON>(values, rows.clone(), column.after, &mut lines.scratch);
                if let Some(valid) = valid.get(rows.clone()) {
                    let null = if JSON { "null" } else { "" };
                    cells.set_nulls(valid, null, column.after);
                }
            }
            let Lines { buffer, length, cells, long_value, ends, .. } = lines;
            if ends.is_none() && !self.is_part && cells.iter().all(|cells| cells.narrow) {
                reserve(buffer, *length, self.row_capacity.saturating_mul(ROWS));
                *length = self.write_narrow::<JSON>(cells, rows.len(), buffer, *length);
                continue;
            }
            for row in rows {
                let mut at = *length;
                reserve(buffer, at, self.row_capacity);
                for (cells, column) in cells.iter().zip(&self.columns) {
                    if BEFORE {
                        at = column.before.write(buffer, at);
                    }
                    at = match cells.get(row.wrapping_sub(first)) {
                        (_, LONG) => {
                            long_value.clear();
                            if let Some(values) = batch.columns.get(column.index) {
                                write_long::<JSON>(long_value, values, row);
                            }
                            long_value.extend_from_slice(column.after.as_bytes());
                            let end = at.saturating_add(long_value.len());
                            reserve(buffer, end, self.row_capacity);
                            if let Some(to) = buffer.get_mut(at..end) {
                                to.copy_from_slice(long_value);
                            }
                            end
                        }
                        (cell, size) => {
                            copy::<{ size_of::<NumberBuffer>() }>(buffer, at, cell);
                            at.wrapping_add(usize::from(size))
                        }
                    };
                }
                if !JSON && BEFORE {
                    at = self.end.write(buffer, at);
                }
                *length = match JSON {
                    true => at,
                    false => quote_empty(buffer, *length, at, batch.columns.len()),
                };
                if let Some(ends) = ends {
                    ends.push(*length);
                }
            }
        }
    }

    /// Assembles rows that have only narrow cells, starting at `at`; returns the end offset.
    fn write_narrow<const JSON: bool>(
        &self,
        cells: &[Cells],
        rows: usize,
        buffer: &mut [u8],
        mut at: usize,
    ) -> usize {
        for row in 0..rows {
            let start = at;
            for (cells, column) in cells.iter().zip(&self.columns) {
                if JSON {
                    at = column.before.write(buffer, at);
                }
                let (cell, size) = cells.get(row);
                copy::<MAX_NARROW>(buffer, at, cell);
                at = at.wrapping_add(usize::from(size));
            }
            if !JSON {
                at = quote_empty(buffer, start, at, cells.len());
            }
        }
        at
    }
}

/// Quotes an empty value that is the only value of its line, since CSV readers skip empty lines;
/// returns the end offset of the line.
#[inline(always)]
fn quote_empty(buffer: &mut [u8], start: usize, end: usize, columns: usize) -> usize {
    if columns != 1 || end != start.wrapping_add(1) {
        return end;
    }
    copy::<{ QUOTED_EMPTY.len() }>(buffer, start, QUOTED_EMPTY);
    start.saturating_add(QUOTED_EMPTY.len())
}

/// Line whose only value is empty.
const QUOTED_EMPTY: &[u8] = b"\"\"\n";

/// Appends a value of arbitrary length.
#[inline(never)]
fn write_long<const JSON: bool>(to: &mut Vec<u8>, values: &ColumnValues, row: usize) {
    match values {
        ColumnValues::Text(values) if JSON => json_text(to, values.get(row)),
        ColumnValues::Json(values) if JSON => to.extend_from_slice(values.get(row)),
        ColumnValues::Text(values) | ColumnValues::Json(values) => csv_text(to, values.get(row)),
        ColumnValues::Nested(values) if JSON => NestedCell { values, row }.write_json(to),
        ColumnValues::Nested(values) => {
            let mut json = Vec::new();
            NestedCell { values, row }.write_json(&mut json);
            csv_text(to, &json);
        }
        ColumnValues::Bytes(values) => {
            let quote: &[u8] = if JSON { b"\"" } else { b"" };
            to.extend_from_slice(quote);
            values.get(row).iter().for_each(|byte| to.extend(crate::digits::pair(*byte)));
            to.extend_from_slice(quote);
        }
        ColumnValues::I128(values) => {
            let value = values.get(row).copied().unwrap_or_default();
            to.extend_from_slice(value.to_string().as_bytes());
        }
        // All other values are in cells.
        _ => {}
    }
}

/// Buffer of text lines.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// The lines, followed by unspecified bytes, since stores have a fixed size.
    buffer: Vec<u8>,
    /// Size of the lines in bytes.
    length: usize,
    cells: Vec<Cells>,
    scratch: ColumnScratch,
    /// Staging buffer for a value of arbitrary length.
    long_value: Vec<u8>,
    /// End offset of each line, if lines are accessed individually.
    ends: Option<Vec<usize>>,
}

impl Lines {
    /// Creates an empty buffer whose lines can be accessed individually with [`each`](Self::each).
    pub fn indexed() -> Self {
        Self { ends: Some(Vec::new()), ..Self::default() }
    }

    /// Returns the lines with their line breaks; empty unless created with
    /// [`indexed`](Self::indexed).
    pub fn each(&self) -> impl Iterator<Item = &[u8]> {
        let mut start = 0;
        self.ends.iter().flatten().map(move |end| {
            let line = self.buffer.get(start..*end).unwrap_or_default();
            start = *end;
            line
        })
    }

    /// Returns the lines as bytes.
    pub fn as_bytes(&self) -> &[u8] {
        self.buffer.get(..self.length).unwrap_or_default()
    }

    /// Removes all lines, keeping the allocated memory.
    pub fn clear(&mut self) {
        self.length = 0;
        self.ends.iter_mut().for_each(Vec::clear);
    }
}

/// Ensures that the buffer has at least `size` bytes from `at` on.
#[inline(always)]
fn reserve(buffer: &mut Vec<u8>, at: usize, size: usize) {
    let end = at.saturating_add(size);
    if end > buffer.len() {
        grow(buffer, end);
    }
}

#[cold]
fn grow(buffer: &mut Vec<u8>, end: usize) {
    let doubled = buffer.len().saturating_mul(2).max(INITIAL_SIZE);
    buffer.resize(end.max(doubled), 0);
}

/// Initial size of a growing buffer in bytes.
const INITIAL_SIZE: usize = 4096;

/// Maximum length of a literal that is copied as a block of fixed size.
const MAX_SHORT: usize = 32;

/// Constant text before or after a value.
#[derive(Clone, Debug)]
struct Literal {
    /// The text, zero-padded to at least [`MAX_SHORT`] bytes.
    bytes: Vec<u8>,
    length: usize,
}

impl Literal {
    fn new(text: &str) -> Self {
        let mut bytes = text.as_bytes().to_owned();
        bytes.resize(text.len().max(MAX_SHORT), 0);
        Self { bytes, length: text.len() }
    }

    #[inline(always)]
    fn write(&self, buffer: &mut [u8], at: usize) -> usize {
        if self.length <= MAX_NARROW {
            copy::<MAX_NARROW>(buffer, at, &self.bytes);
        } else if self.length <= MAX_SHORT {
            copy::<MAX_SHORT>(buffer, at, &self.bytes);
        } else {
            let to = buffer.get_mut(at..).and_then(|rest| rest.get_mut(..self.length));
            if let (Some(to), Some(from)) = (to, self.bytes.get(..self.length)) {
                to.copy_from_slice(from);
            }
        }
        at.wrapping_add(self.length)
    }
}

/// Copies `N` bytes; both slices must be long enough.
#[inline(always)]
fn copy<const N: usize>(to: &mut [u8], at: usize, from: &[u8]) {
    let to = to.get_mut(at..).and_then(|rest| rest.first_chunk_mut::<N>());
    if let (Some(to), Some(from)) = (to, from.first_chunk::<N>()) {
        *to = *from;
    }
}

/// Appends text, quoted if it contains a comma, a quote or a line break, as the `csv` crate does.
fn csv_text(to: &mut Vec<u8>, text: &[u8]) {
    if !text.iter().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        return to.extend_from_slice(text);
    }
    to.push(b'"');
    for part in text.chunks(QUOTED_PART) {
        // Each byte and the quote after it have room, and the mask keeps the offset in the buffer.
        let (mut quoted, mut at) = ([0_u8; 2 * QUOTED_PART], 0_usize);
        let mut put = |at: usize, byte: u8| {
            if let Some(to) = quoted.get_mut(at % (2 * QUOTED_PART)) {
                *to = byte;
            }
        };
        for byte in part {
            // The quote is overwritten, unless the byte is a quote.
            put(at, *byte);
            put(at.wrapping_add(1), b'"');
            at = at.wrapping_add(1).wrapping_add(usize::from(*byte == b'"'));
        }
        to.extend_from_slice(quoted.get(..at).unwrap_or_default());
    }
    to.push(b'"');
}

/// Number of bytes that are quoted at a time.
const QUOTED_PART: usize = 128;

pub(crate) fn json_text(to: &mut Vec<u8>, text: &[u8]) {
    // Text columns contain UTF-8, and writing to memory cannot fail.
    let _ = serde_json::to_writer(JsonText(to), &String::from_utf8_lossy(text));
}

#[cfg(test)]
mod tests {
    use super::super::{Cell, ColumnKind, Field};
    use super::*;

    fn lines(style: &LineStyle, batch: &Batch) -> String {
        let mut lines = Lines::default();
        style.write(batch, &mut lines);
        String::from_utf8(lines.as_bytes().to_vec()).unwrap()
    }

    /// Text of varying length next to numbers, in several groups of rows.
    #[test]
    fn text_of_any_length_is_written() {
        let long = "name".repeat(30);
        let fields = vec![Field::new("n", ColumnKind::U64), Field::new(&long, ColumnKind::Text)];
        let schema = TableSchema { fields };
        let mut batch = Batch::new(&schema);
        let (mut csv, mut ndjson) = (String::new(), String::new());
        for n in 0..300 {
            let text = "é\"".repeat(n);
            batch.push(&[Cell::Int(u64::MAX.into()), Cell::Text(&text)]);
            let quoted = text.replace('"', "\"\"");
            let quoted = if n == 0 { text.clone() } else { format!("\"{quoted}\"") };
            csv.push_str(&format!("{},{quoted}\n", u64::MAX));
            let text = text.replace('"', "\\\"");
            ndjson.push_str(&format!("{{\"n\":{},\"{long}\":\"{text}\"}}\n", u64::MAX));
        }
        assert_eq!(lines(&LineStyle::csv(&schema), &batch), csv);
        assert_eq!(lines(&LineStyle::ndjson(&schema), &batch), ndjson);
    }

    #[test]
    fn nulls_are_quoted_empty_or_null() {
        let number = TableSchema { fields: vec![Field::new("n", ColumnKind::F32)] };
        let mut batch = Batch::new(&number);
        for cell in [Cell::Null, Cell::F32(0.5), Cell::Text("not a number")] {
            batch.push(&[cell]);
        }
        assert_eq!(lines(&LineStyle::csv(&number), &batch), "\"\"\n0.5\n\"\"\n");
        assert_eq!(
            lines(&LineStyle::ndjson(&number), &batch),
            "{\"n\":null}\n{\"n\":0.5}\n{\"n\":null}\n"
        );
        // Clearing also removes the nulls.
        batch.clear();
        batch.push(&[Cell::F32(f32::NEG_INFINITY)]);
        assert_eq!(lines(&LineStyle::ndjson(&number), &batch), "{\"n\":\"-Infinity\"}\n");
    }

    #[test]
    fn headers_are_quoted() {
        let fields =
            ["a,b", "\"", "", "line\nbreak"].map(|name| Field::new(name, ColumnKind::Bool));
        let schema = TableSchema { fields: fields.into() };
        let header = String::from_utf8(LineStyle::csv(&schema).header().to_vec()).unwrap();
        assert_eq!(header, "\"a,b\",\"\"\"\",,\"line\nbreak\"\n");
    }
}
