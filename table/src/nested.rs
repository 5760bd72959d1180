//! Nested columns: lists and structures stored as child columns.

use super::batch::ColumnValues;
use super::cell::Cell;
use super::number::{self, NotFinite, NumberBuffer};
use super::schema::Field;
use super::text::json_text;
use bytescope_inspect::JsonText;
use std::ops::Range;

/// Type of the values of a nested column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NestedType {
    /// List of items. The name of the field is ignored.
    List(Field),
    /// Structure, with at least one field.
    Struct(Vec<Field>),
}

impl NestedType {
    /// Returns a type for the values of both types: lists of joined items, or structures with the
    /// fields of both. `None` if one is a list and the other a structure.
    pub fn join(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::List(item), Self::List(other)) => {
                let mut item = item.clone();
                item.join(other);
                Some(Self::List(item))
            }
            (Self::Struct(fields), Self::Struct(others)) => {
                let mut joined = fields.clone();
                for field in &mut joined {
                    match others.iter().find(|other| other.name == field.name) {
                        Some(other) => field.join(other),
                        None => field.nullable = true,
                    }
                }
                let is_new = |other: &&Field| fields.iter().all(|field| field.name != other.name);
                let new = others.iter().filter(is_new).cloned();
                joined.extend(new.map(|field| Field { nullable: true, ..field }));
                Some(Self::Struct(joined))
            }
            _ => None,
        }
    }
}

/// Values of a nested column.
///
/// A list is filled by adding its items to `items` and then the number of all items to `ends`. A
/// structure is filled by adding one value to each of its fields. A row without a value has an empty
/// list, or a null in each field.
///
/// ```
/// use bytescope_table::{Batch, Cell, ColumnKind, ColumnValues, Field, NestedType, NestedValues};
/// use bytescope_table::{LineStyle, Lines, TableSchema};
///
/// let list = NestedType::List(Field::new("", ColumnKind::U8));
/// let schema = TableSchema { fields: vec![Field::nested("sizes", list)] };
/// let mut batch = Batch::new(&schema);
/// batch.extend(2, |_, column| {
///     let ColumnValues::Nested(NestedValues::List { ends, items }) = column else { return None };
///     items.push(&Cell::Int(3));
///     items.push(&Cell::Null);
///     ends.extend([2, 2]);
///     None
/// });
/// let mut lines = Lines::default();
/// LineStyle::ndjson(&schema).write(&batch, &mut lines);
/// assert_eq!(lines.as_bytes(), b"{\"sizes\":[3,null]}\n{\"sizes\":[]}\n");
/// ```
#[derive(Clone, Debug)]
pub enum NestedValues {
    /// Lists.
    List {
        /// End of the items of each row in `items`.
        ends: Vec<usize>,
        /// Items of all rows.
        items: Box<ChildColumn>,
    },
    /// Structures: a column per field, all with the same number of values.
    Struct(Vec<NamedColumn>),
}

/// Column of a field of structures.
#[derive(Clone, Debug)]
pub struct NamedColumn {
    /// Name of the field.
    pub name: String,
    /// Values of the field.
    pub column: ChildColumn,
}

/// Values of list items, or of a field of structures.
#[derive(Clone, Debug)]
pub struct ChildColumn {
    /// The values. A null is stored as a zero or an empty value.
    pub values: ColumnValues,
    /// Validity of each value (false for null); empty if no value is null.
    pub valid: Vec<bool>,
}

impl Default for ChildColumn {
    fn default() -> Self {
        Self { values: ColumnValues::Bool(Vec::new()), valid: Vec::new() }
    }
}

impl ChildColumn {
    /// Creates a column without values.
    pub fn new(field: &Field) -> Self {
        Self { values: ColumnValues::of(field), valid: Vec::new() }
    }

    /// Returns the number of values.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// True if there are no values.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the validity of each value (false for null), or `None` if no value is null.
    pub fn valid(&self) -> Option<&[bool]> {
        (!self.valid.is_empty()).then_some(&self.valid)
    }

    /// Adds a value. A value that does not fit the column's type becomes null.
    pub fn push(&mut self, cell: &Cell<'_>) {
        self.push_with(|values| values.push(cell));
    }

    /// Adds a value with a function that adds it and returns its validity (false for null).
    pub fn push_with(&mut self, push: impl FnOnce(&mut ColumnValues) -> bool) {
        let count = self.values.len();
        let is_valid = push(&mut self.values);
        if !is_valid && self.valid.is_empty() {
            self.valid.resize(count, true);
        }
        if !is_valid || !self.valid.is_empty() {
            self.valid.push(is_valid);
        }
    }

    /// Returns a value; null if the index is out of range.
    pub fn cell(&self, index: usize) -> Cell<'_> {
        match self.valid.get(index) {
            Some(false) => Cell::Null,
            _ => self.values.cell(index),
        }
    }

    pub(crate) fn clear(&mut self) {
        self.values.clear();
        self.valid.clear();
    }
}

impl NestedValues {
    /// Creates a column without rows.
    pub fn new(of: &NestedType) -> Self {
        match of {
            NestedType::List(item) => {
                Self::List { ends: Vec::new(), items: Box::new(ChildColumn::new(item)) }
            }
            NestedType::Struct(fields) => {
                let named = |field: &Field| NamedColumn {
                    name: field.name.clone(),
                    column: ChildColumn::new(field),
                };
                Self::Struct(fields.iter().map(named).collect())
            }
        }
    }

    /// Returns the number of rows.
    pub fn len(&self) -> usize {
        match self {
            Self::List { ends, .. } => ends.len(),
            Self::Struct(fields) => fields.first().map_or(0, |field| field.column.len()),
        }
    }

    /// True if there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn data_size(&self) -> usize {
        let size = |column: &ChildColumn| column.len().saturating_add(column.values.data_size());
        match self {
            Self::List { items, .. } => size(items),
            Self::Struct(fields) => {
                let sizes = fields.iter().map(|field| size(&field.column));
                sizes.fold(0, usize::saturating_add)
            }
        }
    }

    /// Adds a row without a value; returns false, the validity of the row.
    pub fn push_null(&mut self) -> bool {
        match self {
            Self::List { ends, .. } => ends.push(ends.last().copied().unwrap_or(0)),
            Self::Struct(fields) => {
                fields.iter_mut().for_each(|field| field.column.push(&Cell::Null));
            }
        }
        false
    }

    /// Adds a copy of a row of a column of the same type; returns false if the types differ, after
    /// adding a null.
    pub(crate) fn push_row(&mut self, of: NestedCell<'_>) -> bool {
        match (self, of.values) {
            (Self::List { ends, items }, Self::List { items: from, .. }) => {
                of.range().for_each(|index| items.push(&from.cell(index)));
                ends.push(items.len());
                true
            }
            (Self::Struct(fields), Self::Struct(from)) => {
                for field in fields {
                    let same = from.iter().find(|from| from.name == field.name);
                    field.column.push(&same.map_or(Cell::Null, |from| from.column.cell(of.row)));
                }
                true
            }
            (to, _) => to.push_null(),
        }
    }

    pub(crate) fn clear(&mut self) {
        match self {
            Self::List { ends, items } => {
                ends.clear();
                items.clear();
            }
            Self::Struct(fields) => fields.iter_mut().for_each(|field| field.column.clear()),
        }
    }
}

/// A row of a nested column.
#[derive(Clone, Copy, Debug)]
pub struct NestedCell<'c> {
    pub(crate) values: &'c NestedValues,
    pub(crate) row: usize,
}

impl<'c> NestedCell<'c> {
    /// Returns a row of a column.
    pub fn new(values: &'c NestedValues, row: usize) -> Self {
        Self { values, row }
    }

    /// Returns the range of the items of a list.
    fn range(&self) -> Range<usize> {
        let NestedValues::List { ends, .. } = self.values else { return 0..0 };
        let start = self.row.checked_sub(1).and_then(|before| ends.get(before)).copied();
        start.unwrap_or(0)..ends.get(self.row).copied().unwrap_or(0)
    }

    /// Returns the value as JSON. Fields of structures that are null are omitted.
    pub fn to_json(&self) -> String {
        let mut text = Vec::new();
        self.write_json(&mut text);
        String::from_utf8(text).unwrap_or_default()
    }

    pub(crate) fn write_json(&self, to: &mut Vec<u8>) {
        match self.values {
            NestedValues::List { items, .. } => {
                to.push(b'[');
                for (number, index) in self.range().enumerate() {
                    if number > 0 {
                        to.push(b',');
                    }
                    write_json(&items.cell(index), to);
                }
                to.push(b']');
            }
            NestedValues::Struct(fields) => {
                to.push(b'{');
                let mut separator: &[u8] = b"";
                for NamedColumn { name, column } in fields {
                    let cell = column.cell(self.row);
                    if cell != Cell::Null {
                        to.extend_from_slice(separator);
                        json_text(to, name.as_bytes());
                        to.push(b':');
                        write_json(&cell, to);
                        separator = b",";
                    }
                }
                to.push(b'}');
            }
        }
    }
}

/// Cells are equal if their values are.
impl PartialEq for NestedCell<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.to_json() == other.to_json()
    }
}

/// Appends a value as JSON.
fn write_json(cell: &Cell<'_>, to: &mut Vec<u8>) {
    let mut buffer = NumberBuffer::default();
    let length = match cell {
        Cell::Null => return to.extend_from_slice(b"null"),
        Cell::Text(text) => return json_text(to, text.as_bytes()),
        Cell::Bytes(bytes) => {
            // Writing to memory cannot fail.
            let _ = serde_json::to_writer(JsonText(to), &hex::encode(bytes));
            return;
        }
        Cell::Nested(nested) => return nested.write_json(to),
        Cell::Json(_) | Cell::Bool(_) | Cell::Int(_) => return cell.write_text(to),
        Cell::F16(bits) => {
            number::write_f32(&mut buffer, super::layout::half::shortest(*bits), NotFinite::Quoted)
        }
        Cell::F32(value) => number::write_f32(&mut buffer, *value, NotFinite::Quoted),
        Cell::F64(value) => number::write_f64(&mut buffer, *value, NotFinite::Quoted),
    };
    to.extend_from_slice(buffer.get(..length).unwrap_or_default());
}
