//! What is known of a record before any byte of it is read: a column for every value.
//!
//! Nothing here knows of format strings, so that every kind of schema with a fixed layout can say
//! it this way.

use super::LayoutError;
use bytescope_inspect::LabelSet;
use std::collections::HashSet;

/// The columns of a record of fixed size.
///
/// ```
/// use bytescope_table::layout::{ByteOrder, Column, ColumnType, Layout};
///
/// let column = Column::new("speed", 2, ColumnType::F32, ByteOrder::Little);
/// let layout = Layout::new(vec![column], 6)?;
/// let speed = &layout.columns()[0];
/// assert_eq!((speed.offset, speed.kind.size(), layout.record_size()), (2, 4, 6));
/// # Ok::<(), bytescope_table::layout::LayoutError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    columns: Vec<Column>,
    record_size: usize,
}

impl Layout {
    /// A layout of these columns. Bytes of the record that no column covers are padding.
    ///
    /// # Errors
    /// A column ends behind the record, or two columns have the same name.
    pub fn new(columns: Vec<Column>, record_size: usize) -> Result<Self, LayoutError> {
        for column in &columns {
            let end = column.offset.checked_add(column.kind.size());
            if end.is_none_or(|end| end > record_size) {
                let name = column.name.clone();
                return Err(LayoutError::BeyondRecord { name, record_size });
            }
        }
        distinct(&columns)?;
        Ok(Self { columns, record_size })
    }

    /// The same layout with other names.
    ///
    /// # Errors
    /// There are not as many names as columns, a name is empty, or two are the same.
    pub fn named(mut self, names: &[impl AsRef<str>]) -> Result<Self, LayoutError> {
        let (expected, found) = (self.columns.len(), names.len());
        if expected != found {
            return Err(LayoutError::NameCount { expected, found });
        }
        for (column, name) in self.columns.iter_mut().zip(names) {
            name.as_ref().clone_into(&mut column.name);
        }
        distinct(&self.columns)?;
        Ok(self)
    }

    /// The columns, in the order of the schema.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// How many bytes a record takes, padding included.
    pub fn record_size(&self) -> usize {
        self.record_size
    }
}

fn distinct(columns: &[Column]) -> Result<(), LayoutError> {
    let mut seen = HashSet::new();
    match columns.iter().find(|c| c.name.is_empty() || !seen.insert(c.name.as_str())) {
        Some(column) => Err(LayoutError::BadName { name: column.name.clone() }),
        None => Ok(()),
    }
}

/// One value of every record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What the schema calls it.
    pub name: String,
    /// Where it begins, in bytes from the start of the record.
    pub offset: usize,
    /// What stands there.
    pub kind: ColumnType,
    /// In which order its bytes stand.
    pub order: ByteOrder,
    /// The unit of the values, such as `°C`; may be empty.
    pub unit: String,
    /// The names that numbers may have.
    pub labels: Option<Labels>,
}

/// Names of numbers, declared once: equal only to themselves.
#[derive(Clone, Copy, Debug)]
pub struct Labels(pub &'static LabelSet);

impl PartialEq for Labels {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Labels {}

impl Column {
    /// A column of values that have neither unit nor names.
    pub fn new(name: impl Into<String>, offset: usize, kind: ColumnType, order: ByteOrder) -> Self {
        Self { name: name.into(), offset, kind, order, unit: String::new(), labels: None }
    }

    /// The bytes of this column in a record; `None` when the record is too short.
    ///
    /// ```
    /// use bytescope_table::layout::{ByteOrder, Column, ColumnType, StructValue};
    ///
    /// let port = Column::new("port", 2, ColumnType::U16, ByteOrder::Big);
    /// let bytes = port.bytes(&[0, 0, 0x1f, 0x90]).unwrap();
    /// assert_eq!(port.kind.read(bytes, port.order), Some(StructValue::from(8080)));
    /// ```
    pub fn bytes<'b>(&self, record: &'b [u8]) -> Option<&'b [u8]> {
        record.get(self.offset..self.offset.checked_add(self.kind.size())?)
    }
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ColumnType {
    /// A byte: false when it is zero.
    Bool,
    /// A signed 8-bit integer.
    I8,
    /// An unsigned 8-bit integer.
    U8,
    /// A signed 16-bit integer.
    I16,
    /// An unsigned 16-bit integer.
    U16,
    /// A signed 32-bit integer.
    I32,
    /// An unsigned 24-bit integer.
    U24,
    /// An unsigned 32-bit integer.
    U32,
    /// A signed 64-bit integer.
    I64,
    /// An unsigned 64-bit integer.
    U64,
    /// An IEEE 754 half float.
    F16,
    /// An IEEE 754 single float.
    F32,
    /// An IEEE 754 double float.
    F64,
    /// A complex number: two single floats, the real part first.
    ComplexF32,
    /// A complex number: two double floats, the real part first.
    ComplexF64,
    /// So many bytes.
    Bytes(usize),
    /// Text in UTF-8 in so many bytes, filled up with NUL.
    Text(usize),
    /// So many bytes, the first of which says how many of the rest are meant.
    Pascal(usize),
}

impl ColumnType {
    /// How many bytes it takes.
    pub const fn size(self) -> usize {
        match self {
            Self::Bool | Self::I8 | Self::U8 => 1,
            Self::I16 | Self::U16 | Self::F16 => 2,
            Self::U24 => 3,
            Self::I32 | Self::U32 | Self::F32 => 4,
            Self::I64 | Self::U64 | Self::F64 | Self::ComplexF32 => 8,
            Self::ComplexF64 => 16,
            Self::Bytes(size) | Self::Text(size) | Self::Pascal(size) => size,
        }
    }
}

/// The order of the bytes of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ByteOrder {
    /// The least significant byte first.
    Little,
    /// The most significant byte first.
    Big,
}

#[cfg(test)]
mod tests {
    use super::{ByteOrder, Column, ColumnType, Layout};
    use crate::layout::LayoutError;

    fn layout(names: &[&str], size: usize) -> Result<Layout, LayoutError> {
        let column = |(at, name): (usize, &&str)| {
            Column::new(*name, at.saturating_mul(2), ColumnType::U16, ByteOrder::Big)
        };
        Layout::new(names.iter().enumerate().map(column).collect(), size)
    }

    #[test]
    fn what_makes_no_layout() {
        assert!(layout(&["a", "b"], 4).is_ok());
        let cases = [(["a", "a"], 4), (["a", ""], 4), (["a", "b"], 3)];
        for (names, size) in cases {
            assert!(layout(&names, size).is_err(), "{names:?} {size}");
        }
        let far = Column::new("far", usize::MAX, ColumnType::U8, ByteOrder::Big);
        assert!(Layout::new(vec![far], usize::MAX).is_err());
    }

    #[test]
    fn names_are_counted() {
        let two = layout(&["a", "b"], 4).unwrap();
        assert_eq!(two.clone().named(&["x", "y"]).unwrap().columns()[1].name, "y");
        let error = two.named(&["x"]).unwrap_err();
        assert_eq!(error, LayoutError::NameCount { expected: 2, found: 1 });
    }
}
