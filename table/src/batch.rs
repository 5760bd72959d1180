//! Rows, column by column.

use super::cell::Cell;
use super::layout::half;
use super::schema::{Kind, Schema};

/// The values of some rows: a [`Values`] for every column of a [`Schema`].
#[derive(Clone, Debug, Default)]
pub struct Batch {
    pub(crate) columns: Vec<Values>,
    /// For each column, whether each row has a value; empty when all rows have.
    pub(crate) valid: Vec<Vec<bool>>,
    pub(crate) rows: usize,
}

impl Batch {
    /// A batch without rows.
    pub fn new(schema: &Schema) -> Self {
        let columns = schema.fields.iter().map(|field| Values::new(field.kind)).collect();
        Self { columns, valid: vec![Vec::new(); schema.fields.len()], rows: 0 }
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The columns, in the order of the schema.
    pub fn columns(&self) -> &[Values] {
        &self.columns
    }

    /// For a column of which some rows have no value: which of them have one.
    pub fn valid(&self, column: usize) -> Option<&[bool]> {
        self.valid.get(column).map(Vec::as_slice).filter(|valid| !valid.is_empty())
    }

    /// Makes room for so many more rows, as far as that is known of their values.
    pub fn reserve(&mut self, rows: usize) {
        self.columns.iter_mut().for_each(|values| values.reserve(rows));
    }

    /// Takes all rows out; the memory is kept.
    pub fn clear(&mut self) {
        self.columns.iter_mut().for_each(Values::clear);
        self.valid.iter_mut().for_each(Vec::clear);
        self.rows = 0;
    }

    /// Adds so many rows, a column at a time: `fill` adds the values of a column, and gives which
    /// rows have one, unless all have.
    pub fn extend(
        &mut self,
        rows: usize,
        mut fill: impl FnMut(usize, &mut Values) -> Option<Vec<bool>>,
    ) {
        for (index, (column, valid)) in self.columns.iter_mut().zip(&mut self.valid).enumerate() {
            match fill(index, column) {
                None if valid.is_empty() => {}
                None => valid.resize(self.rows.saturating_add(rows), true),
                Some(there) => {
                    valid.resize(self.rows, true);
                    valid.extend(there);
                }
            }
        }
        self.rows = self.rows.saturating_add(rows);
    }

    /// A value of a row.
    pub fn cell(&self, column: usize, row: usize) -> Cell<'_> {
        let there = self.valid(column).is_none_or(|valid| valid.get(row) == Some(&true));
        let values = self.columns.get(column).filter(|_| there && row < self.rows);
        values.map_or(Cell::Null, |values| values.cell(row))
    }

    /// Adds a row, for whoever has no columns: a cell for every column. A cell that the column
    /// cannot hold, or that is missing, is null.
    ///
    /// ```
    /// use bytescope_table::{Batch, Cell, Field, Kind, Lines, Schema, Style};
    ///
    /// let fields = vec![Field::new("id", Kind::U16), Field::new("name", Kind::Text)];
    /// let schema = Schema { fields };
    /// let mut batch = Batch::new(&schema);
    /// batch.push(&[Cell::Int(7), Cell::Text("a \"b\"")]);
    /// batch.push(&[Cell::Int(8), Cell::Null]);
    /// let mut lines = Lines::default();
    /// Style::ndjson(&schema).write(&batch, &mut lines);
    /// let expected = "{\"id\":7,\"name\":\"a \\\"b\\\"\"}\n{\"id\":8,\"name\":null}\n";
    /// assert_eq!(lines.as_bytes(), expected.as_bytes());
    /// ```
    pub fn push(&mut self, row: &[Cell<'_>]) {
        self.push_cells(row.iter().copied());
    }

    /// The same with the cells one by one.
    pub fn push_cells<'c>(&mut self, row: impl IntoIterator<Item = Cell<'c>>) {
        let mut writer = self.row();
        row.into_iter().for_each(|cell| writer.push(&cell));
        writer.finish();
    }

    /// Starts a row whose cells are pushed one by one.
    pub fn row(&mut self) -> RowWriter<'_> {
        RowWriter { batch: self, next: 0 }
    }
}

/// A row that is being added to a batch.
#[derive(Debug)]
#[must_use = "a row is added by `finish`"]
pub struct RowWriter<'b> {
    batch: &'b mut Batch,
    next: usize,
}

impl RowWriter<'_> {
    /// Adds the value of the next column. A value that the column cannot hold is null.
    pub fn push(&mut self, cell: &Cell<'_>) {
        let Batch { columns, valid, rows } = &mut *self.batch;
        if let (Some(column), Some(valid)) = (columns.get_mut(self.next), valid.get_mut(self.next))
        {
            let held = column.push(cell);
            if !held && valid.is_empty() {
                valid.resize(*rows, true);
            }
            if !held || !valid.is_empty() {
                valid.push(held);
            }
        }
        self.next = self.next.saturating_add(1);
    }

    /// Ends the row. Columns without a value are null.
    pub fn finish(mut self) {
        while self.next < self.batch.columns.len() {
            self.push(&Cell::Null);
        }
        self.batch.rows = self.batch.rows.saturating_add(1);
    }
}

/// Values of varying length, one behind the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strings {
    /// All bytes.
    pub data: Vec<u8>,
    /// Where each value ends.
    pub ends: Vec<usize>,
}

impl Strings {
    /// Adds a value.
    pub fn push(&mut self, value: &[u8]) {
        self.data.extend_from_slice(value);
        self.ends.push(self.data.len());
    }

    /// The value of a row; nothing past the last one.
    pub fn get(&self, row: usize) -> &[u8] {
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let end = self.ends.get(row).copied().unwrap_or_default();
        self.data.get(start.unwrap_or_default()..end).unwrap_or_default()
    }

    /// The value of a row as text.
    fn text(&self, row: usize) -> &str {
        std::str::from_utf8(self.get(row)).unwrap_or_default()
    }

    fn clear(&mut self) {
        self.data.clear();
        self.ends.clear();
    }
}

macro_rules! values {
    ($($name:ident $type:ty),*) => {
        /// The values of a column; one kind for each [`Kind`].
        #[derive(Clone, Debug)]
        #[allow(missing_docs, reason = "they are the kinds")]
        pub enum Values {
            $($name(Vec<$type>),)*
            Text(Strings),
            Bytes(Strings),
            Json(Strings),
        }

        impl Values {
            /// No values of that kind.
            pub fn new(kind: Kind) -> Self {
                match kind {
                    $(Kind::$name => Self::$name(Vec::new()),)*
                    Kind::Text => Self::Text(Strings::default()),
                    Kind::Bytes => Self::Bytes(Strings::default()),
                    Kind::Json => Self::Json(Strings::default()),
                }
            }

            fn reserve(&mut self, rows: usize) {
                match self {
                    $(Self::$name(values) => values.reserve(rows),)*
                    Self::Text(values) | Self::Bytes(values) | Self::Json(values) => {
                        values.ends.reserve(rows);
                    }
                }
            }

            fn clear(&mut self) {
                match self {
                    $(Self::$name(values) => values.clear(),)*
                    Self::Text(values) | Self::Bytes(values) | Self::Json(values) => values.clear(),
                }
            }
        }
    };
}

// Half floats stay the bits that they are.
values!(
    Bool bool, I8 i8, U8 u8, I16 i16, U16 u16, I32 i32, U32 u32, I64 i64, U64 u64, I128 i128,
    F16 u16, F32 f32, F64 f64
);

/// Magnitudes that a column of 128-bit integers holds are smaller: 20 digits, as Arrow and Parquet
/// have them.
const DECIMAL_LIMIT: u128 = 10_u128.pow(20);

impl Values {
    /// Adds a value; false if the column cannot hold it. A zero is in its place then.
    fn push(&mut self, cell: &Cell<'_>) -> bool {
        macro_rules! put {
            ($to:expr, $value:expr) => {{
                let value = $value;
                $to.push(value.unwrap_or_default());
                value.is_some()
            }};
        }
        macro_rules! integer {
            ($to:expr) => {
                put!(
                    $to,
                    match cell {
                        Cell::Int(value) => (*value).try_into().ok(),
                        _ => None,
                    }
                )
            };
        }
        match self {
            Self::Bool(to) => {
                to.push(*cell == Cell::Bool(true));
                matches!(cell, Cell::Bool(_))
            }
            Self::I8(to) => integer!(to),
            Self::U8(to) => integer!(to),
            Self::I16(to) => integer!(to),
            Self::U16(to) => integer!(to),
            Self::I32(to) => integer!(to),
            Self::U32(to) => integer!(to),
            Self::I64(to) => integer!(to),
            Self::U64(to) => integer!(to),
            Self::I128(to) => put!(
                to,
                match cell {
                    Cell::Int(value) if value.unsigned_abs() < DECIMAL_LIMIT => Some(*value),
                    _ => None,
                }
            ),
            Self::F16(to) => put!(
                to,
                match cell {
                    Cell::F16(bits) => Some(*bits),
                    _ => None,
                }
            ),
            Self::F32(to) => put!(
                to,
                match cell {
                    Cell::F32(value) => Some(*value),
                    Cell::F16(bits) => Some(half::value(*bits) as f32),
                    _ => None,
                }
            ),
            Self::F64(to) => put!(
                to,
                match cell {
                    Cell::F64(value) => Some(*value),
                    Cell::F32(value) => Some((*value).into()),
                    Cell::F16(bits) => Some(half::value(*bits)),
                    Cell::Int(value) => Some(*value as f64),
                    _ => None,
                }
            ),
            Self::Text(to) => to.push_text(cell),
            Self::Bytes(to) => match cell {
                Cell::Bytes(value) => to.push_held(value),
                _ => to.push_nothing(),
            },
            Self::Json(to) => match cell {
                Cell::Json(value) => to.push_held(value.as_bytes()),
                _ => to.push_nothing(),
            },
        }
    }

    /// The value of a row, as [`push`](Self::push) takes it.
    fn cell(&self, row: usize) -> Cell<'_> {
        macro_rules! integer {
            ($of:expr) => {
                $of.get(row).map_or(Cell::Null, |value| Cell::Int((*value).into()))
            };
        }
        match self {
            Self::Bool(of) => of.get(row).map_or(Cell::Null, |value| Cell::Bool(*value)),
            Self::I8(of) => integer!(of),
            Self::U8(of) => integer!(of),
            Self::I16(of) => integer!(of),
            Self::U16(of) => integer!(of),
            Self::I32(of) => integer!(of),
            Self::U32(of) => integer!(of),
            Self::I64(of) => integer!(of),
            Self::U64(of) => integer!(of),
            Self::I128(of) => of.get(row).map_or(Cell::Null, |value| Cell::Int(*value)),
            Self::F16(of) => of.get(row).map_or(Cell::Null, |value| Cell::F16(*value)),
            Self::F32(of) => of.get(row).map_or(Cell::Null, |value| Cell::F32(*value)),
            Self::F64(of) => of.get(row).map_or(Cell::Null, |value| Cell::F64(*value)),
            Self::Text(of) => Cell::Text(of.text(row)),
            Self::Bytes(of) => Cell::Bytes(of.get(row)),
            Self::Json(of) => Cell::Json(of.text(row)),
        }
    }
}

impl Strings {
    fn push_held(&mut self, value: &[u8]) -> bool {
        self.push(value);
        true
    }

    fn push_nothing(&mut self) -> bool {
        self.push(b"");
        false
    }

    /// Adds any value as text.
    fn push_text(&mut self, cell: &Cell<'_>) -> bool {
        match cell {
            Cell::Null => return self.push_nothing(),
            Cell::Text(value) => return self.push_held(value.as_bytes()),
            other => other.write_text(&mut self.data),
        }
        self.ends.push(self.data.len());
        true
    }
}
