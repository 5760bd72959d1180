//! Gathers the columns of fixed-size records.

use super::batch::{Batch, ColumnValues, Strings};
use super::schema::{ColumnKind, Field, TableSchema};
use crate::layout::{ByteOrder, Column, ColumnType, RecordLayout, StructValue};
use bytescope_inspect::LabelSet;
use std::collections::HashMap;

/// Gathers the columns of fixed-size records, one block of records at a time.
#[derive(Clone, Debug)]
pub struct Gather {
    schema: TableSchema,
    /// Source of each column of the schema.
    columns: Vec<SelectedColumn>,
    record_size: usize,
}

/// A selected column.
#[derive(Clone, Debug)]
struct SelectedColumn {
    column: Column,
    /// Label of each number of an enumeration; empty for other columns.
    labels: HashMap<i128, &'static str>,
}

impl Gather {
    /// Selects all columns. A complex number becomes two columns, `name.re` and `name.im`.
    pub fn new(layout: &RecordLayout) -> Self {
        let columns: Vec<SelectedColumn> =
            layout.columns().iter().flat_map(parts).map(SelectedColumn::new).collect();
        let field = |SelectedColumn { column, labels }: &SelectedColumn| Field {
            name: column.name.clone(),
            kind: if labels.is_empty() { kind(column.kind) } else { ColumnKind::Text },
            unit: column.unit.clone(),
            nullable: false,
            nested: None,
            time: column.time.filter(|_| labels.is_empty()),
        };
        let schema = TableSchema { fields: columns.iter().map(field).collect() };
        Self { schema, columns, record_size: layout.record_size() }
    }

    /// Selects only these columns of the [`schema`](Self::schema), given by index, in this order.
    /// Indices out of range are ignored.
    #[must_use]
    pub fn select(&self, columns: &[usize]) -> Self {
        let fields = columns.iter().filter_map(|index| self.schema.fields.get(*index)).cloned();
        let selected = columns.iter().filter_map(|index| self.columns.get(*index)).cloned();
        Self {
            schema: TableSchema { fields: fields.collect() },
            columns: selected.collect(),
            record_size: self.record_size,
        }
    }

    /// Returns the same columns with the names of these fields.
    #[must_use]
    pub fn renamed<'f>(mut self, fields: impl IntoIterator<Item = &'f Field>) -> Self {
        for (own, field) in self.schema.fields.iter_mut().zip(fields) {
            own.name.clone_from(&field.name);
        }
        self
    }

    /// Returns the selected columns.
    pub fn schema(&self) -> &TableSchema {
        &self.schema
    }

    /// Returns the size of a record in bytes.
    pub fn record_size(&self) -> usize {
        self.record_size
    }

    /// Creates an empty batch for these columns.
    pub fn batch(&self) -> Batch {
        Batch::new(&self.schema)
    }

    /// Replaces the rows of the batch with these records. Bytes after the last complete record are
    /// ignored.
    pub fn fill(&self, batch: &mut Batch, records: &[u8]) {
        batch.clear();
        self.extend(batch, records);
    }

    /// Appends these records to the rows of the batch. Bytes after the last complete record are
    /// ignored.
    pub fn extend(&self, batch: &mut Batch, records: &[u8]) {
        let rows = records.len().checked_div(self.record_size).unwrap_or_default();
        batch.rows = batch.rows.saturating_add(rows);
        for (SelectedColumn { column, labels }, values) in
            self.columns.iter().zip(&mut batch.columns)
        {
            let source = GatherColumn { records, record_size: self.record_size, column };
            match values {
                ColumnValues::Text(to) if !labels.is_empty() => source.fill_labels(to, labels),
                values => source.fill(values),
            }
        }
    }
}

/// A column in a block of records.
struct GatherColumn<'r> {
    records: &'r [u8],
    record_size: usize,
    column: &'r Column,
}

impl<'r> GatherColumn<'r> {
    fn fill(&self, values: &mut ColumnValues) {
        macro_rules! number {
            ($to:expr, $type:ty) => {
                match self.column.order {
                    ByteOrder::Little => self.extend($to, <$type>::from_le_bytes),
                    ByteOrder::Big => self.extend($to, <$type>::from_be_bytes),
                }
            };
        }
        match values {
            ColumnValues::Bool(to) => self.extend(to, |[byte]: [u8; 1]| byte != 0),
            ColumnValues::I8(to) => number!(to, i8),
            ColumnValues::U8(to) => number!(to, u8),
            ColumnValues::I16(to) => number!(to, i16),
            ColumnValues::U16(to) | ColumnValues::F16(to) => number!(to, u16),
            ColumnValues::I32(to) => number!(to, i32),
            ColumnValues::U32(to) if self.column.kind == ColumnType::U24 => {
                let order = self.column.order;
                self.extend(to, |[a, b, c]: [u8; 3]| match order {
                    ByteOrder::Little => u32::from_le_bytes([a, b, c, 0]),
                    ByteOrder::Big => u32::from_be_bytes([0, a, b, c]),
                });
            }
            ColumnValues::U32(to) => number!(to, u32),
            ColumnValues::I64(to) => number!(to, i64),
            ColumnValues::U64(to) => number!(to, u64),
            ColumnValues::F32(to) => number!(to, f32),
            ColumnValues::F64(to) => number!(to, f64),
            // Integers in records have at most 64 bits, and fields of records are plain.
            ColumnValues::I128(_) | ColumnValues::Nested(_) => {}
            ColumnValues::Text(to) => {
                self.cells().for_each(|cell| to.push(String::from_utf8_lossy(cell).as_bytes()));
            }
            ColumnValues::Bytes(to) | ColumnValues::Json(to) => {
                self.cells().for_each(|cell| to.push(cell));
            }
        }
    }

    /// Appends the numbers of all records. `RecordLayout::new` checked that the column is within
    /// the record, so the range check never fails.
    fn extend<const N: usize, T: Default>(&self, to: &mut Vec<T>, convert: impl Fn([u8; N]) -> T) {
        let offset = self.column.offset;
        let records = self.records.chunks_exact(self.record_size.max(1));
        to.extend(records.map(|record| {
            let bytes = record.get(offset..).and_then(<[u8]>::first_chunk);
            bytes.map_or_else(T::default, |bytes| convert(*bytes))
        }));
    }

    /// Returns the values of a text or byte column, without the trailing NULs of text, and without
    /// the length byte and padding of Pascal strings.
    fn cells(&self) -> impl Iterator<Item = &'r [u8]> {
        let column = self.column;
        self.records.chunks_exact(self.record_size.max(1)).map(move |record| {
            let bytes = column.bytes(record).unwrap_or_default();
            match column.kind {
                ColumnType::Pascal(_) => match bytes.split_first() {
                    Some((length, text)) => text.get(..usize::from(*length)).unwrap_or(text),
                    None => bytes,
                },
                ColumnType::Text(_) => {
                    let last = bytes.iter().rposition(|byte| *byte != 0);
                    bytes.get(..=last.unwrap_or(usize::MAX)).unwrap_or_default()
                }
                _ => bytes,
            }
        })
    }

    /// Appends the label of each number, or the number itself if it has no label.
    fn fill_labels(&self, to: &mut Strings, labels: &HashMap<i128, &'static str>) {
        for record in self.records.chunks_exact(self.record_size.max(1)) {
            let value =
                self.column.bytes(record).and_then(|b| self.column.kind.read(b, self.column.order));
            let Some(StructValue::Int(number)) = value else {
                to.push(b"");
                continue;
            };
            match labels.get(&number) {
                Some(label) => to.push(label.as_bytes()),
                None => to.push(number.to_string().as_bytes()),
            }
        }
    }
}

impl SelectedColumn {
    fn new(column: Column) -> Self {
        let by_number = |set: &LabelSet| -> HashMap<i128, &'static str> {
            let pair = |label| (set.find)(label).map(|number| (number, label));
            // If a number has several labels, the first label is used.
            (set.names)().into_iter().rev().filter_map(pair).collect()
        };
        let labels = column.labels.map(|labels| by_number(labels.0)).unwrap_or_default();
        Self { column, labels }
    }
}

fn kind(column: ColumnType) -> ColumnKind {
    match column {
        ColumnType::Bool => ColumnKind::Bool,
        ColumnType::I8 => ColumnKind::I8,
        ColumnType::U8 => ColumnKind::U8,
        ColumnType::I16 => ColumnKind::I16,
        ColumnType::U16 => ColumnKind::U16,
        ColumnType::I32 => ColumnKind::I32,
        ColumnType::U24 | ColumnType::U32 => ColumnKind::U32,
        ColumnType::I64 => ColumnKind::I64,
        ColumnType::U64 => ColumnKind::U64,
        ColumnType::F16 => ColumnKind::F16,
        ColumnType::F32 | ColumnType::ComplexF32 => ColumnKind::F32,
        ColumnType::F64 | ColumnType::ComplexF64 => ColumnKind::F64,
        ColumnType::Text(_) => ColumnKind::Text,
        ColumnType::Bytes(_) | ColumnType::Pascal(_) => ColumnKind::Bytes,
    }
}

/// Splits a complex column into its real and imaginary parts; returns any other column unchanged.
fn parts(column: &Column) -> Vec<Column> {
    let part_type = match column.kind {
        ColumnType::ComplexF32 => ColumnType::F32,
        ColumnType::ComplexF64 => ColumnType::F64,
        _ => return vec![column.clone()],
    };
    let part = |name: &str, offset: usize| Column {
        name: format!("{}.{name}", column.name),
        offset: column.offset.saturating_add(offset),
        kind: part_type,
        ..column.clone()
    };
    vec![part("re", 0), part("im", part_type.size())]
}
