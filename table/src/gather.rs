//! Records of a fixed layout to columns.

use super::batch::{Batch, Strings, Values};
use super::schema::{Field, Kind, Schema};
use crate::layout::{ByteOrder, Column, ColumnType, Layout, StructValue};
use bytescope_inspect::LabelSet;
use std::collections::HashMap;

/// Takes the columns out of records, a block of records at a time.
#[derive(Clone, Debug)]
pub struct Gather {
    schema: Schema,
    /// For each column of the schema, where it comes from.
    columns: Vec<Taken>,
    record_size: usize,
}

/// A column that is taken.
#[derive(Clone, Debug)]
struct Taken {
    column: Column,
    /// The names of its numbers, when they have some.
    names: HashMap<i128, &'static str>,
}

impl Gather {
    /// Takes all columns. A complex number makes two, `name.re` and `name.im`.
    pub fn new(layout: &Layout) -> Self {
        let columns: Vec<Taken> = layout.columns().iter().flat_map(parts).map(Taken::new).collect();
        let field = |Taken { column, names }: &Taken| Field {
            name: column.name.clone(),
            kind: if names.is_empty() { kind(column.kind) } else { Kind::Text },
            unit: column.unit.clone(),
            nullable: false,
        };
        let schema = Schema { fields: columns.iter().map(field).collect() };
        Self { schema, columns, record_size: layout.record_size() }
    }

    /// Takes only these columns of the [`schema`](Self::schema), in this order.
    #[must_use]
    pub fn select(&self, columns: &[usize]) -> Self {
        let fields = columns.iter().filter_map(|at| self.schema.fields.get(*at)).cloned();
        let taken = columns.iter().filter_map(|at| self.columns.get(*at)).cloned();
        Self {
            schema: Schema { fields: fields.collect() },
            columns: taken.collect(),
            record_size: self.record_size,
        }
    }

    /// The columns that are taken.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// How many bytes a record takes.
    pub fn record_size(&self) -> usize {
        self.record_size
    }

    /// A batch to be filled.
    pub fn batch(&self) -> Batch {
        Batch::new(&self.schema)
    }

    /// Replaces the rows of the batch by these records. Bytes behind the last whole record are
    /// left alone.
    pub fn fill(&self, batch: &mut Batch, records: &[u8]) {
        batch.clear();
        self.extend(batch, records);
    }

    /// Adds these records to the rows of the batch.
    pub fn extend(&self, batch: &mut Batch, records: &[u8]) {
        let rows = records.len().checked_div(self.record_size).unwrap_or_default();
        batch.rows = batch.rows.saturating_add(rows);
        for (Taken { column, names }, values) in self.columns.iter().zip(&mut batch.columns) {
            let source = Source { records, size: self.record_size, column };
            match values {
                Values::Text(to) if !names.is_empty() => source.labels(to, names),
                values => source.fill(values),
            }
        }
    }
}

/// A column in a block of records.
struct Source<'r> {
    records: &'r [u8],
    size: usize,
    column: &'r Column,
}

impl<'r> Source<'r> {
    fn fill(&self, values: &mut Values) {
        macro_rules! number {
            ($to:expr, $type:ty) => {
                match self.column.order {
                    ByteOrder::Little => self.extend($to, <$type>::from_le_bytes),
                    ByteOrder::Big => self.extend($to, <$type>::from_be_bytes),
                }
            };
        }
        match values {
            Values::Bool(to) => self.extend(to, |[byte]: [u8; 1]| byte != 0),
            Values::I8(to) => number!(to, i8),
            Values::U8(to) => number!(to, u8),
            Values::I16(to) => number!(to, i16),
            Values::U16(to) | Values::F16(to) => number!(to, u16),
            Values::I32(to) => number!(to, i32),
            Values::U32(to) if self.column.kind == ColumnType::U24 => {
                let order = self.column.order;
                self.extend(to, |[a, b, c]: [u8; 3]| match order {
                    ByteOrder::Little => u32::from_le_bytes([a, b, c, 0]),
                    ByteOrder::Big => u32::from_be_bytes([0, a, b, c]),
                });
            }
            Values::U32(to) => number!(to, u32),
            Values::I64(to) => number!(to, i64),
            Values::U64(to) => number!(to, u64),
            Values::F32(to) => number!(to, f32),
            Values::F64(to) => number!(to, f64),
            // No column of a record has so many bits.
            Values::I128(_) => {}
            Values::Text(to) => {
                self.cells().for_each(|cell| to.push(String::from_utf8_lossy(cell).as_bytes()));
            }
            Values::Bytes(to) | Values::Json(to) => self.cells().for_each(|cell| to.push(cell)),
        }
    }

    /// Adds the numbers of all records. The place of the column was checked against the size of a
    /// record when the layout was made, so that the test for it is always the same.
    fn extend<const N: usize, T: Default>(&self, to: &mut Vec<T>, make: impl Fn([u8; N]) -> T) {
        let offset = self.column.offset;
        let records = self.records.chunks_exact(self.size.max(1));
        to.extend(records.map(|record| {
            let bytes = record.get(offset..).and_then(<[u8]>::first_chunk);
            bytes.map_or_else(T::default, |bytes| make(*bytes))
        }));
    }

    /// The bytes that are meant, of a column of bytes or text.
    fn cells(&self) -> impl Iterator<Item = &'r [u8]> {
        let column = self.column;
        self.records.chunks_exact(self.size.max(1)).map(move |record| {
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

    /// Adds the names of the numbers, and the numbers of those that have none.
    fn labels(&self, to: &mut Strings, names: &HashMap<i128, &'static str>) {
        for record in self.records.chunks_exact(self.size.max(1)) {
            let value =
                self.column.bytes(record).and_then(|b| self.column.kind.read(b, self.column.order));
            let Some(StructValue::Int(number)) = value else {
                to.push(b"");
                continue;
            };
            match names.get(&number) {
                Some(name) => to.push(name.as_bytes()),
                None => to.push(number.to_string().as_bytes()),
            }
        }
    }
}

impl Taken {
    fn new(column: Column) -> Self {
        let named = |set: &LabelSet| -> HashMap<i128, &'static str> {
            let pair = |name| (set.find)(name).map(|number| (number, name));
            // Of several names for a number the first one is shown.
            (set.names)().into_iter().rev().filter_map(pair).collect()
        };
        let names = column.labels.map(|labels| named(labels.0)).unwrap_or_default();
        Self { column, names }
    }
}

fn kind(column: ColumnType) -> Kind {
    match column {
        ColumnType::Bool => Kind::Bool,
        ColumnType::I8 => Kind::I8,
        ColumnType::U8 => Kind::U8,
        ColumnType::I16 => Kind::I16,
        ColumnType::U16 => Kind::U16,
        ColumnType::I32 => Kind::I32,
        ColumnType::U24 | ColumnType::U32 => Kind::U32,
        ColumnType::I64 => Kind::I64,
        ColumnType::U64 => Kind::U64,
        ColumnType::F16 => Kind::F16,
        ColumnType::F32 | ColumnType::ComplexF32 => Kind::F32,
        ColumnType::F64 | ColumnType::ComplexF64 => Kind::F64,
        ColumnType::Text(_) => Kind::Text,
        ColumnType::Bytes(_) | ColumnType::Pascal(_) => Kind::Bytes,
    }
}

/// The columns that one column makes.
fn parts(column: &Column) -> Vec<Column> {
    let part = match column.kind {
        ColumnType::ComplexF32 => ColumnType::F32,
        ColumnType::ComplexF64 => ColumnType::F64,
        _ => return vec![column.clone()],
    };
    let half = |name: &str, offset: usize| Column {
        name: format!("{}.{name}", column.name),
        offset: column.offset.saturating_add(offset),
        kind: part,
        ..column.clone()
    };
    vec![half("re", 0), half("im", part.size())]
}
