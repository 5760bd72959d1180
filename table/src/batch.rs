//! Rows stored by column.

use super::cell::Cell;
use super::layout::half;
use super::nested::{NestedCell, NestedValues};
use super::schema::{ColumnKind, Field, TableSchema};

/// Rows stored as one [`ColumnValues`] per column of a [`TableSchema`].
#[derive(Clone, Debug, Default)]
pub struct Batch {
    pub(crate) columns: Vec<ColumnValues>,
    /// Per column, the validity of each row (false for null); empty if no row is null.
    pub(crate) valid: Vec<Vec<bool>>,
    pub(crate) rows: usize,
}

impl Batch {
    /// Creates a batch without rows.
    pub fn new(schema: &TableSchema) -> Self {
        let columns = schema.fields.iter().map(ColumnValues::of).collect();
        Self { columns, valid: vec![Vec::new(); schema.fields.len()], rows: 0 }
    }

    /// Returns the number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Inserts a column of offsets, one per row, before the column with this index. A batch without
    /// columns then has as many rows as there are offsets.
    pub fn insert_offsets(&mut self, index: usize, offsets: Vec<u64>) {
        if self.columns.is_empty() {
            self.rows = offsets.len();
        }
        let index = index.min(self.columns.len());
        self.columns.insert(index, ColumnValues::U64(offsets));
        self.valid.insert(index, Vec::new());
    }

    /// Removes a column, if it exists.
    pub fn remove_column(&mut self, index: usize) {
        if index < self.columns.len() && index < self.valid.len() {
            self.columns.remove(index);
            self.valid.remove(index);
        }
    }

    /// Returns the columns in schema order.
    pub fn columns(&self) -> &[ColumnValues] {
        &self.columns
    }

    /// Returns the validity of each row of a column (false for null), or `None` if no row is null.
    pub fn valid(&self, column: usize) -> Option<&[bool]> {
        self.valid.get(column).map(Vec::as_slice).filter(|valid| !valid.is_empty())
    }

    /// Reserves memory for `rows` more rows, except for the contents of variable-length values.
    pub fn reserve(&mut self, rows: usize) {
        self.columns.iter_mut().for_each(|values| values.reserve(rows));
    }

    /// Removes all rows, keeping the allocated memory.
    pub fn clear(&mut self) {
        self.columns.iter_mut().for_each(ColumnValues::clear);
        self.valid.iter_mut().for_each(Vec::clear);
        self.rows = 0;
    }

    /// Adds `rows` rows, one column at a time. `fill` receives the index and the values of a
    /// column, appends the new values, and returns their validity, or `None` if no value is null.
    pub fn extend(
        &mut self,
        rows: usize,
        mut fill: impl FnMut(usize, &mut ColumnValues) -> Option<Vec<bool>>,
    ) {
        for (index, (column, valid)) in self.columns.iter_mut().zip(&mut self.valid).enumerate() {
            match fill(index, column) {
                None if valid.is_empty() => {}
                None => valid.resize(self.rows.saturating_add(rows), true),
                Some(added) => {
                    valid.resize(self.rows, true);
                    valid.extend(added);
                }
            }
        }
        self.rows = self.rows.saturating_add(rows);
    }

    /// Returns the value of a column in a row; null if either index is out of range.
    pub fn cell(&self, column: usize, row: usize) -> Cell<'_> {
        let is_valid = self.valid(column).is_none_or(|valid| valid.get(row) == Some(&true));
        let values = self.columns.get(column).filter(|_| is_valid && row < self.rows);
        values.map_or(Cell::Null, |values| values.cell(row))
    }

    /// Adds a row of one cell per column. Missing cells, and cells that do not fit the type of
    /// their column, become null.
    ///
    /// ```
    /// use bytescope_table::{Batch, Cell, ColumnKind, Field, Lines, LineStyle, TableSchema};
    ///
    /// let fields = vec![Field::new("id", ColumnKind::U16), Field::new("name", ColumnKind::Text)];
    /// let schema = TableSchema { fields };
    /// let mut batch = Batch::new(&schema);
    /// batch.push(&[Cell::Int(7), Cell::Text("a \"b\"")]);
    /// batch.push(&[Cell::Int(8), Cell::Null]);
    /// let mut lines = Lines::default();
    /// LineStyle::ndjson(&schema).write(&batch, &mut lines);
    /// let expected = "{\"id\":7,\"name\":\"a \\\"b\\\"\"}\n{\"id\":8,\"name\":null}\n";
    /// assert_eq!(lines.as_bytes(), expected.as_bytes());
    /// ```
    pub fn push(&mut self, row: &[Cell<'_>]) {
        self.push_cells(row.iter().copied());
    }

    /// Like [`push`](Self::push), with the cells from an iterator.
    pub fn push_cells<'c>(&mut self, row: impl IntoIterator<Item = Cell<'c>>) {
        let mut writer = self.row();
        row.into_iter().for_each(|cell| writer.push(&cell));
        writer.finish();
    }

    /// Starts a row to which cells are added individually.
    pub fn row(&mut self) -> RowWriter<'_> {
        RowWriter { batch: self, next: 0 }
    }
}

/// A row being added to a batch.
#[derive(Debug)]
#[must_use = "a row is added by `finish`"]
pub struct RowWriter<'b> {
    batch: &'b mut Batch,
    next: usize,
}

impl RowWriter<'_> {
    /// Adds the value of the next column. A value that does not fit the column's type becomes null.
    pub fn push(&mut self, cell: &Cell<'_>) {
        self.push_with(|column| column.push(cell));
    }

    /// Adds the value of the next column with a function that adds it and returns its validity
    /// (false for null).
    pub fn push_with(&mut self, push: impl FnOnce(&mut ColumnValues) -> bool) {
        let Batch { columns, valid, rows } = &mut *self.batch;
        if let (Some(column), Some(valid)) = (columns.get_mut(self.next), valid.get_mut(self.next))
        {
            let is_valid = push(column);
            if !is_valid && valid.is_empty() {
                valid.resize(*rows, true);
            }
            if !is_valid || !valid.is_empty() {
                valid.push(is_valid);
            }
        }
        self.next = self.next.saturating_add(1);
    }

    /// Ends the row. The remaining columns become null.
    pub fn finish(mut self) {
        while self.next < self.batch.columns.len() {
            self.push(&Cell::Null);
        }
        self.batch.rows = self.batch.rows.saturating_add(1);
    }
}

/// Values of variable length, stored contiguously.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strings {
    /// Concatenated values.
    pub data: Vec<u8>,
    /// End offset of each value in `data`.
    pub ends: Vec<usize>,
}

impl Strings {
    /// Adds a value.
    pub fn push(&mut self, value: &[u8]) {
        self.data.extend_from_slice(value);
        self.ends.push(self.data.len());
    }

    /// Returns the value of a row; empty past the last row.
    pub fn get(&self, row: usize) -> &[u8] {
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let end = self.ends.get(row).copied().unwrap_or_default();
        self.data.get(start.unwrap_or_default()..end).unwrap_or_default()
    }

    /// Returns the value of a row as text; empty if it is not valid UTF-8.
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
        /// The values of a column, with one variant per [`ColumnKind`].
        #[derive(Clone, Debug)]
        #[allow(missing_docs, reason = "same variants as `ColumnKind`")]
        pub enum ColumnValues {
            $($name(Vec<$type>),)*
            Text(Strings),
            Bytes(Strings),
            Json(Strings),
            Nested(NestedValues),
        }

        impl ColumnValues {
            /// Creates an empty column for the values of a field.
            pub fn of(field: &Field) -> Self {
                match field.kind {
                    $(ColumnKind::$name => Self::$name(Vec::new()),)*
                    ColumnKind::Text => Self::Text(Strings::default()),
                    ColumnKind::Bytes => Self::Bytes(Strings::default()),
                    ColumnKind::Json => Self::Json(Strings::default()),
                    ColumnKind::Nested => match &field.nested {
                        Some(nested) => Self::Nested(NestedValues::new(nested)),
                        None => Self::Json(Strings::default()),
                    },
                }
            }

            /// Returns the number of rows.
            pub fn len(&self) -> usize {
                match self {
                    $(Self::$name(values) => values.len(),)*
                    Self::Text(values) | Self::Bytes(values) | Self::Json(values) => {
                        values.ends.len()
                    }
                    Self::Nested(values) => values.len(),
                }
            }

            /// True if there are no rows.
            pub fn is_empty(&self) -> bool {
                self.len() == 0
            }

            fn reserve(&mut self, rows: usize) {
                match self {
                    $(Self::$name(values) => values.reserve(rows),)*
                    Self::Text(values) | Self::Bytes(values) | Self::Json(values) => {
                        values.ends.reserve(rows);
                    }
                    // Nested columns grow with their items.
                    Self::Nested(_) => {}
                }
            }

            /// Adds zeros or empty values, for nulls.
            pub(crate) fn push_nulls(&mut self, rows: usize) {
                let len = self.len().saturating_add(rows);
                match self {
                    $(Self::$name(values) => values.resize(len, Default::default()),)*
                    Self::Text(values) | Self::Bytes(values) | Self::Json(values) => {
                        values.ends.resize(len, values.data.len());
                    }
                    Self::Nested(values) => (0..rows).for_each(|_| {
                        values.push_null();
                    }),
                }
            }

            /// Adds the value of a row of another column; returns false if it does not fit.
            pub(crate) fn push_from(&mut self, from: &Self, row: usize) -> bool {
                match (&mut *self, from) {
                    $((Self::$name(to), Self::$name(from)) => {
                        to.push(from.get(row).copied().unwrap_or_default());
                        true
                    })*
                    (Self::Text(to), Self::Text(from)) => to.push_value(from.get(row)),
                    (to, from) => to.push(&from.cell(row)),
                }
            }

            pub(crate) fn clear(&mut self) {
                match self {
                    $(Self::$name(values) => values.clear(),)*
                    Self::Text(values) | Self::Bytes(values) | Self::Json(values) => values.clear(),
                    Self::Nested(values) => values.clear(),
                }
            }
        }
    };
}

// Half-precision floats are stored as their bits.
values!(
    Bool bool, I8 i8, U8 u8, I16 i16, U16 u16, I32 i32, U32 u32, I64 i64, U64 u64, I128 i128,
    F16 u16, F32 f32, F64 f64
);

/// Exclusive upper bound for the magnitude of a [`ColumnKind::I128`] value: 20 digits, the
/// precision in Arrow and Parquet.
const DECIMAL_LIMIT: u128 = 10_u128.pow(20);

impl ColumnValues {
    /// Adds a value. If it does not fit the column's type, adds a zero and returns false: the row is
    /// null.
    pub fn push(&mut self, cell: &Cell<'_>) -> bool {
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
                Cell::Bytes(value) => to.push_value(value),
                _ => to.push_null(),
            },
            Self::Json(to) => match cell {
                Cell::Json(value) => to.push_value(value.as_bytes()),
                Cell::Nested(value) => to.push_value(value.to_json().as_bytes()),
                _ => to.push_null(),
            },
            Self::Nested(to) => match cell {
                Cell::Nested(value) => to.push_row(*value),
                _ => to.push_null(),
            },
        }
    }

    /// Returns the value of a row, as the cell that [`push`](Self::push) accepts.
    pub fn cell(&self, row: usize) -> Cell<'_> {
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
            Self::Nested(of) => Cell::Nested(NestedCell::new(of, row)),
        }
    }
}

impl ColumnValues {
    /// Returns the size of all texts and bytes, and of all values of nested columns, in bytes.
    pub fn data_size(&self) -> usize {
        match self {
            Self::Text(values) | Self::Bytes(values) | Self::Json(values) => values.data.len(),
            Self::Nested(values) => values.data_size(),
            _ => 0,
        }
    }
}

impl Strings {
    /// Adds a value; returns true, the validity of the row.
    fn push_value(&mut self, value: &[u8]) -> bool {
        self.push(value);
        true
    }

    /// Adds an empty value; returns false, the validity of the row.
    fn push_null(&mut self) -> bool {
        self.push(b"");
        false
    }

    /// Adds a value in its text form; returns false for null.
    fn push_text(&mut self, cell: &Cell<'_>) -> bool {
        match cell {
            Cell::Null => return self.push_null(),
            Cell::Text(value) => return self.push_value(value.as_bytes()),
            other => other.write_text(&mut self.data),
        }
        self.ends.push(self.data.len());
        true
    }
}
