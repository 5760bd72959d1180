//! Rows, column by column.

use super::schema::{Kind, Schema};

/// The values of some rows: a [`Values`] for every column of a [`Schema`].
#[derive(Clone, Debug, Default)]
pub struct Batch {
    pub(super) columns: Vec<Values>,
    /// For each column, whether each row has a value; empty when all rows have.
    pub(super) valid: Vec<Vec<bool>>,
    pub(super) rows: usize,
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

    /// Adds so many rows a column at a time: `fill` adds the values of a column, and says which of
    /// them there are, when some are not.
    pub(crate) fn extend(
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
    /// use bytescope::table::{Batch, Cell, Field, Kind, Lines, Schema, Style};
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
        let mut row = row.into_iter();
        for (column, valid) in self.columns.iter_mut().zip(&mut self.valid) {
            let held = column.push(&row.next().unwrap_or(Cell::Null));
            if !held && valid.is_empty() {
                valid.resize(self.rows, true);
            }
            if !held || !valid.is_empty() {
                valid.push(held);
            }
        }
        self.rows = self.rows.saturating_add(1);
    }
}

/// A value of a row that is added by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'c> {
    /// No value.
    Null,
    /// For a column of truth values.
    Bool(bool),
    /// For a column of integers or floats.
    Int(i128),
    /// For a column of floats of 32 bits.
    F32(f32),
    /// For a column of floats.
    F64(f64),
    /// For a column of text.
    Text(&'c str),
    /// For a column of bytes.
    Bytes(&'c [u8]),
    /// For a column of JSON: one value.
    Json(&'c str),
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
    Bool bool, I8 i8, U8 u8, I16 i16, U16 u16, I32 i32, U32 u32, I64 i64, U64 u64,
    F16 u16, F32 f32, F64 f64
);

impl Values {
    /// Adds a value; whether it could be held. What could not is there as a zero.
    fn push(&mut self, cell: &Cell<'_>) -> bool {
        macro_rules! integer {
            ($to:expr) => {{
                let value = match cell {
                    Cell::Int(value) => (*value).try_into().ok(),
                    _ => None,
                };
                $to.push(value.unwrap_or_default());
                value.is_some()
            }};
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
            Self::F16(to) => integer!(to),
            Self::F32(to) => {
                let value = match cell {
                    Cell::F32(value) => Some(*value),
                    _ => None,
                };
                to.push(value.unwrap_or_default());
                value.is_some()
            }
            Self::F64(to) => {
                let value = match cell {
                    Cell::F64(value) => Some(*value),
                    Cell::F32(value) => Some((*value).into()),
                    Cell::Int(value) => Some(*value as f64),
                    _ => None,
                };
                to.push(value.unwrap_or_default());
                value.is_some()
            }
            Self::Text(to) => {
                let value = match cell {
                    Cell::Text(value) => Some(value.as_bytes()),
                    _ => None,
                };
                to.push(value.unwrap_or_default());
                value.is_some()
            }
            Self::Bytes(to) => {
                let value = match cell {
                    Cell::Bytes(value) => Some(*value),
                    _ => None,
                };
                to.push(value.unwrap_or_default());
                value.is_some()
            }
            Self::Json(to) => {
                let value = match cell {
                    Cell::Json(value) => Some(value.as_bytes()),
                    _ => None,
                };
                to.push(value.unwrap_or_default());
                value.is_some()
            }
        }
    }

    /// The value of a row, as [`push`](Self::push) takes it; half floats are the bits that they are.
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
            Self::U16(of) | Self::F16(of) => integer!(of),
            Self::I32(of) => integer!(of),
            Self::U32(of) => integer!(of),
            Self::I64(of) => integer!(of),
            Self::U64(of) => integer!(of),
            Self::F32(of) => of.get(row).map_or(Cell::Null, |value| Cell::F32(*value)),
            Self::F64(of) => of.get(row).map_or(Cell::Null, |value| Cell::F64(*value)),
            Self::Text(of) => Cell::Text(of.text(row)),
            Self::Bytes(of) => Cell::Bytes(of.get(row)),
            Self::Json(of) => Cell::Json(of.text(row)),
        }
    }
}
