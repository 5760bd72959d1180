//! Rows as lines of text: CSV and NDJSON.

use super::batch::{Batch, Values};
use super::cells::{Cells, LONG, NARROW, ROWS, Scratch};
use super::number::Cell;
use super::schema::Schema;

/// How rows become lines.
#[derive(Clone, Debug)]
pub struct Style {
    json: bool,
    /// The columns, in the order in which they are written, and the text around their values.
    around: Vec<Around>,
    header: Vec<u8>,
    /// Whether something stands before values of CSV, and behind the last one.
    parted: bool,
    end: Literal,
    /// Room for a row whose values of any length are empty.
    room: usize,
}

/// A column, and the text around its values.
#[derive(Clone, Debug)]
struct Around {
    column: usize,
    before: Literal,
    after: &'static str,
}

impl Style {
    /// CSV as RFC 4180 has it, but for the lines, which end as lines of text do, in LF.
    pub fn csv(schema: &Schema) -> Self {
        let mut writer = csv::Writer::from_writer(Vec::new());
        // A record of nothing would be one of an empty name.
        if !schema.fields.is_empty() {
            // Writing to memory does not fail.
            let _ = writer.write_record(schema.fields.iter().map(|field| &field.name));
        }
        let header = writer.into_inner().unwrap_or_default();
        Self::new(false, schema, header, |_| String::new(), [",", "\n"])
    }

    /// CSV of a table that has some of the columns `all`, written in the order of these; the others
    /// are empty.
    ///
    /// ```
    /// use bytescope_table::{Batch, Cell, Field, Kind, Lines, Schema, Style};
    ///
    /// let schema = |names: &[&str]| Schema {
    ///     fields: names.iter().map(|name| Field::new(*name, Kind::U8)).collect(),
    /// };
    /// let (all, part) = (schema(&["a", "b", "c", "d"]), schema(&["b", "c"]));
    /// let mut batch = Batch::new(&part);
    /// batch.push(&[Cell::Int(2), Cell::Int(3)]);
    /// let mut lines = Lines::default();
    /// Style::csv_part(&part, &all).write(&batch, &mut lines);
    /// assert_eq!(lines.as_bytes(), b",2,3,\n");
    /// ```
    pub fn csv_part(part: &Schema, all: &Schema) -> Self {
        let place = |around: &Around| {
            let name = part.fields.get(around.column).map(|field| &field.name);
            all.fields.iter().position(|field| Some(&field.name) == name)
        };
        let mut style = Self::new(false, part, Vec::new(), |_| String::new(), ["", ""]);
        style.around.sort_by_key(place);
        let mut done = 0;
        for around in &mut style.around {
            let place = place(around).unwrap_or(done);
            around.before = Literal::new(&",".repeat(place.saturating_sub(done)));
            done = place;
        }
        let left = all.fields.len().saturating_sub(1).saturating_sub(done);
        style.end = Literal::new(&format!("{}\n", ",".repeat(left)));
        style.parted = true;
        style.room = style.room.saturating_add(all.fields.len()).saturating_add(SHORT);
        style
    }

    /// A JSON object a line.
    pub fn ndjson(schema: &Schema) -> Self {
        let key = |name: &str| serde_json::Value::from(name).to_string();
        Self::new(true, schema, Vec::new(), |name| format!(",{}:", key(name)), ["", "}\n"])
    }

    fn new(
        json: bool,
        schema: &Schema,
        header: Vec<u8>,
        before: impl Fn(&str) -> String,
        [between, end]: [&'static str; 2],
    ) -> Self {
        let last = schema.fields.len().saturating_sub(1);
        let around = schema.fields.iter().enumerate().map(|(index, field)| {
            let mut before = before(&field.name);
            if json && index == 0 {
                before.replace_range(..1, "{");
            }
            Around {
                column: index,
                before: Literal::new(&before),
                after: if index == last { end } else { between },
            }
        });
        let around: Vec<Around> = around.collect();
        let cell = |a: &Around| a.before.length.max(SHORT).saturating_add(size_of::<Cell>());
        let room = around.iter().map(cell).fold(0, usize::saturating_add);
        Self { json, around, header, parted: false, end: Literal::new(""), room }
    }

    /// What stands before the first row.
    pub fn header(&self) -> &[u8] {
        &self.header
    }

    /// Adds a line for each row of the batch.
    pub fn write(&self, batch: &Batch, lines: &mut Lines) {
        match (self.json, self.parted) {
            (true, _) => self.rows::<true, true>(batch, lines),
            (false, true) => self.rows::<false, true>(batch, lines),
            (false, false) => self.rows::<false, false>(batch, lines),
        }
    }

    /// Some rows at a time, the numbers of each column are made by themselves: no row asks of what
    /// type its values are. Then the rows are put together.
    fn rows<const JSON: bool, const BEFORE: bool>(&self, batch: &Batch, lines: &mut Lines) {
        lines.cells.resize_with(self.around.len(), Cells::default);
        for first in (0..batch.rows).step_by(ROWS) {
            let rows = first..first.saturating_add(ROWS).min(batch.rows);
            for (around, cells) in self.around.iter().zip(&mut lines.cells) {
                let (Some(values), Some(valid)) =
                    (batch.columns.get(around.column), batch.valid.get(around.column))
                else {
                    continue;
                };
                cells.fill::<JSON>(values, rows.clone(), around.after, &mut lines.scratch);
                if let Some(valid) = valid.get(rows.clone()) {
                    let null = if JSON { "null" } else { "" };
                    cells.clear(valid, null, around.after);
                }
            }
            let Lines { buffer, length, cells, aside, ends, .. } = lines;
            if ends.is_none() && !self.parted && cells.iter().all(|cells| cells.narrow) {
                reserve(buffer, *length, self.room.saturating_mul(ROWS));
                *length = self.narrow::<JSON>(cells, rows.len(), buffer, *length);
                continue;
            }
            for row in rows {
                let mut at = *length;
                reserve(buffer, at, self.room);
                for (cells, around) in cells.iter().zip(&self.around) {
                    if BEFORE {
                        at = around.before.write(buffer, at);
                    }
                    at = match cells.get(row.wrapping_sub(first)) {
                        (_, LONG) => {
                            aside.clear();
                            if let Some(values) = batch.columns.get(around.column) {
                                long::<JSON>(aside, values, row);
                            }
                            aside.extend_from_slice(around.after.as_bytes());
                            let end = at.saturating_add(aside.len());
                            reserve(buffer, end, self.room);
                            if let Some(to) = buffer.get_mut(at..end) {
                                to.copy_from_slice(aside);
                            }
                            end
                        }
                        (cell, size) => {
                            copy::<{ size_of::<Cell>() }>(buffer, at, cell);
                            at.wrapping_add(usize::from(size))
                        }
                    };
                }
                if !JSON && BEFORE {
                    at = self.end.write(buffer, at);
                }
                *length = match JSON {
                    true => at,
                    false => not_empty(buffer, *length, at, batch.columns.len()),
                };
                if let Some(ends) = ends {
                    ends.push(*length);
                }
            }
        }
    }

    /// Puts rows together that have no long texts, from `at` on; gives where they end.
    fn narrow<const JSON: bool>(
        &self,
        cells: &[Cells],
        rows: usize,
        buffer: &mut [u8],
        mut at: usize,
    ) -> usize {
        for row in 0..rows {
            let start = at;
            for (cells, around) in cells.iter().zip(&self.around) {
                if JSON {
                    at = around.before.write(buffer, at);
                }
                let (cell, size) = cells.get(row);
                copy::<NARROW>(buffer, at, cell);
                at = at.wrapping_add(usize::from(size));
            }
            if !JSON {
                at = not_empty(buffer, start, at, cells.len());
            }
        }
        at
    }
}

/// Makes a line of one column whose value is empty one that has something, since it would be no row
/// otherwise; gives where it ends.
#[inline(always)]
fn not_empty(buffer: &mut [u8], start: usize, end: usize, columns: usize) -> usize {
    if columns != 1 || end != start.wrapping_add(1) {
        return end;
    }
    copy::<{ EMPTY.len() }>(buffer, start, EMPTY);
    start.saturating_add(EMPTY.len())
}

/// A line of one column whose value is empty.
const EMPTY: &[u8] = b"\"\"\n";

/// Adds a value of any length.
#[inline(never)]
fn long<const JSON: bool>(to: &mut Vec<u8>, values: &Values, row: usize) {
    match values {
        Values::Text(values) if JSON => json_text(to, values.get(row)),
        Values::Json(values) if JSON => to.extend_from_slice(values.get(row)),
        Values::Text(values) | Values::Json(values) => csv_text(to, values.get(row)),
        Values::Bytes(values) => {
            let quote: &[u8] = if JSON { b"\"" } else { b"" };
            to.extend_from_slice(quote);
            values.get(row).iter().for_each(|byte| to.extend(crate::digits::pair(*byte)));
            to.extend_from_slice(quote);
        }
        Values::I128(values) => {
            let value = values.get(row).copied().unwrap_or_default();
            to.extend_from_slice(value.to_string().as_bytes());
        }
        // Other numbers have a cell.
        _ => {}
    }
}

/// Lines of text. The memory is used again when they are cleared.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// The lines, and whatever behind them: stores have a fixed length.
    buffer: Vec<u8>,
    length: usize,
    cells: Vec<Cells>,
    scratch: Scratch,
    /// A text of any length, before it is put in its place.
    aside: Vec<u8>,
    /// Where each line ends, for whoever takes them one by one.
    ends: Option<Vec<usize>>,
}

impl Lines {
    /// Lines that can be taken one by one: see [`each`](Self::each).
    pub fn apart() -> Self {
        Self { ends: Some(Vec::new()), ..Self::default() }
    }

    /// Each line with its line break, of lines that are kept [`apart`](Self::apart).
    pub fn each(&self) -> impl Iterator<Item = &[u8]> {
        let mut start = 0;
        self.ends.iter().flatten().map(move |end| {
            let line = self.buffer.get(start..*end).unwrap_or_default();
            start = *end;
            line
        })
    }

    /// The text.
    pub fn as_bytes(&self) -> &[u8] {
        self.buffer.get(..self.length).unwrap_or_default()
    }

    /// Takes all lines out.
    pub fn clear(&mut self) {
        self.length = 0;
        self.ends.iter_mut().for_each(Vec::clear);
    }
}

/// Makes room for so many bytes from `at`.
#[inline(always)]
fn reserve(buffer: &mut Vec<u8>, at: usize, room: usize) {
    let end = at.saturating_add(room);
    if end > buffer.len() {
        grow(buffer, end);
    }
}

#[cold]
fn grow(buffer: &mut Vec<u8>, end: usize) {
    let double = buffer.len().saturating_mul(2).max(FIRST);
    buffer.resize(end.max(double), 0);
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
        if self.length <= NARROW {
            copy::<NARROW>(buffer, at, &self.bytes);
        } else if self.length <= SHORT {
            copy::<SHORT>(buffer, at, &self.bytes);
        } else {
            let to = buffer.get_mut(at..).and_then(|rest| rest.get_mut(..self.length));
            if let (Some(to), Some(from)) = (to, self.bytes.get(..self.length)) {
                to.copy_from_slice(from);
            }
        }
        at.wrapping_add(self.length)
    }
}

/// Copies so many bytes, for which there is room.
#[inline(always)]
fn copy<const N: usize>(to: &mut [u8], at: usize, from: &[u8]) {
    let to = to.get_mut(at..).and_then(|rest| rest.first_chunk_mut::<N>());
    if let (Some(to), Some(from)) = (to, from.first_chunk::<N>()) {
        *to = *from;
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

#[cfg(test)]
mod tests {
    use super::super::{Cell, Field, Kind};
    use super::*;

    fn lines(style: &Style, batch: &Batch) -> String {
        let mut lines = Lines::default();
        style.write(batch, &mut lines);
        String::from_utf8(lines.as_bytes().to_vec()).unwrap()
    }

    /// Text of any length beside numbers, in more rows than are put together at a time.
    #[test]
    fn rows_of_any_length() {
        let long = "name".repeat(30);
        let fields = vec![Field::new("n", Kind::U64), Field::new(&long, Kind::Text)];
        let schema = Schema { fields };
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
        assert_eq!(lines(&Style::csv(&schema), &batch), csv);
        assert_eq!(lines(&Style::ndjson(&schema), &batch), ndjson);
    }

    #[test]
    fn rows_without_values() {
        let number = Schema { fields: vec![Field::new("n", Kind::F32)] };
        let mut batch = Batch::new(&number);
        for cell in [Cell::Null, Cell::F32(0.5), Cell::Text("no number")] {
            batch.push(&[cell]);
        }
        assert_eq!(lines(&Style::csv(&number), &batch), "\"\"\n0.5\n\"\"\n");
        assert_eq!(
            lines(&Style::ndjson(&number), &batch),
            "{\"n\":null}\n{\"n\":0.5}\n{\"n\":null}\n"
        );
        // The rows of before are gone, with what they lacked.
        batch.clear();
        batch.push(&[Cell::F32(f32::NEG_INFINITY)]);
        assert_eq!(lines(&Style::ndjson(&number), &batch), "{\"n\":\"-Infinity\"}\n");
    }

    #[test]
    fn headers_are_quoted() {
        let fields = ["a,b", "\"", "", "line\nbreak"].map(|name| Field::new(name, Kind::Bool));
        let schema = Schema { fields: fields.into() };
        let header = String::from_utf8(Style::csv(&schema).header().to_vec()).unwrap();
        assert_eq!(header, "\"a,b\",\"\"\"\",,\"line\nbreak\"\n");
    }
}
