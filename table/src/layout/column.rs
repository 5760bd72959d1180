//! Record layouts: a column per value, with a fixed offset.
//!
//! Independent of format strings, for any kind of schema with a fixed layout.

use super::LayoutError;
use crate::time::EpochUnit;
use bytescope_inspect::LabelSet;
use std::collections::HashSet;

/// The columns of a fixed-size record.
///
/// ```
/// use bytescope_table::layout::{ByteOrder, Column, ColumnType, RecordLayout};
///
/// let column = Column::new("speed", 2, ColumnType::F32, ByteOrder::Little);
/// let layout = RecordLayout::new(vec![column], 6)?;
/// let speed = &layout.columns()[0];
/// assert_eq!((speed.offset, speed.kind.size(), layout.record_size()), (2, 4, 6));
/// # Ok::<(), bytescope_table::layout::LayoutError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordLayout {
    columns: Vec<Column>,
    record_size: usize,
}

impl RecordLayout {
    /// Creates a layout of these columns. Bytes not covered by a column are padding.
    ///
    /// # Errors
    /// Returns an error if a column extends past the end of the record, a name is empty, or two
    /// columns have the same name.
    pub fn new(columns: Vec<Column>, record_size: usize) -> Result<Self, LayoutError> {
        for column in &columns {
            let end = column.offset.checked_add(column.kind.size());
            if end.is_none_or(|end| end > record_size) {
                let name = column.name.clone();
                return Err(LayoutError::ColumnOutOfRange { name, record_size });
            }
        }
        distinct(&columns)?;
        Ok(Self { columns, record_size })
    }

    /// Renames the columns.
    ///
    /// # Errors
    /// Returns an error if the number of names differs from the number of columns, a name is empty,
    /// or two names are equal.
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

    /// Returns the columns in schema order.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Returns the size of a record in bytes, including padding.
    pub fn record_size(&self) -> usize {
        self.record_size
    }
}

fn distinct(columns: &[Column]) -> Result<(), LayoutError> {
    let mut seen = HashSet::new();
    match columns.iter().find(|c| c.name.is_empty() || !seen.insert(c.name.as_str())) {
        Some(column) => Err(LayoutError::InvalidName { name: column.name.clone() }),
        None => Ok(()),
    }
}

/// A value of a record, at a fixed offset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Name in the schema.
    pub name: String,
    /// Offset in the record, in bytes.
    pub offset: usize,
    /// Type and size.
    pub kind: ColumnType,
    /// Byte order.
    pub order: ByteOrder,
    /// Unit of the values, such as `°C`; may be empty.
    pub unit: String,
    /// Unit of the times, if the values are Unix times.
    pub time: Option<EpochUnit>,
    /// Labels of the numbers, for enumerations.
    pub labels: Option<Labels>,
}

/// Labels of numbers in a static declaration; compared by address.
#[derive(Clone, Copy, Debug)]
pub struct Labels(pub &'static LabelSet);

impl PartialEq for Labels {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Labels {}

impl Column {
    /// Creates a column without a unit or labels.
    pub fn new(name: impl Into<String>, offset: usize, kind: ColumnType, order: ByteOrder) -> Self {
        let (unit, time, labels) = (String::new(), None, None);
        Self { name: name.into(), offset, kind, order, unit, time, labels }
    }

    /// Returns the bytes of this column in a record; `None` if the record is too short.
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

/// Type and size of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ColumnType {
    /// Boolean, one byte: zero is false.
    Bool,
    /// Signed 8-bit integer.
    I8,
    /// Unsigned 8-bit integer.
    U8,
    /// Signed 16-bit integer.
    I16,
    /// Unsigned 16-bit integer.
    U16,
    /// Signed 32-bit integer.
    I32,
    /// Unsigned 24-bit integer.
    U24,
    /// Unsigned 32-bit integer.
    U32,
    /// Signed 64-bit integer.
    I64,
    /// Unsigned 64-bit integer.
    U64,
    /// IEEE 754 half-precision float.
    F16,
    /// IEEE 754 single-precision float.
    F32,
    /// IEEE 754 double-precision float.
    F64,
    /// Complex number: two single-precision floats, the real part first.
    ComplexF32,
    /// Complex number: two double-precision floats, the real part first.
    ComplexF64,
    /// Bytes of the given size.
    Bytes(usize),
    /// UTF-8 text, padded with NUL to the given size.
    Text(usize),
    /// Pascal string: a length byte, then the contents, padded to the given total size.
    Pascal(usize),
}

impl ColumnType {
    /// Returns the size in bytes.
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

/// Byte order of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ByteOrder {
    /// Little-endian.
    Little,
    /// Big-endian.
    Big,
}

#[cfg(test)]
mod tests {
    use super::{ByteOrder, Column, ColumnType, RecordLayout};
    use crate::layout::LayoutError;

    fn layout(names: &[&str], size: usize) -> Result<RecordLayout, LayoutError> {
        let column = |(index, name): (usize, &&str)| {
            Column::new(*name, index.saturating_mul(2), ColumnType::U16, ByteOrder::Big)
        };
        RecordLayout::new(names.iter().enumerate().map(column).collect(), size)
    }

    #[test]
    fn invalid_layouts_are_rejected() {
        assert!(layout(&["a", "b"], 4).is_ok());
        let cases = [(["a", "a"], 4), (["a", ""], 4), (["a", "b"], 3)];
        for (names, size) in cases {
            assert!(layout(&names, size).is_err(), "{names:?} {size}");
        }
        let far = Column::new("far", usize::MAX, ColumnType::U8, ByteOrder::Big);
        assert!(RecordLayout::new(vec![far], usize::MAX).is_err());
    }

    #[test]
    fn number_of_names_must_match() {
        let two = layout(&["a", "b"], 4).unwrap();
        assert_eq!(two.clone().named(&["x", "y"]).unwrap().columns()[1].name, "y");
        let error = two.named(&["x"]).unwrap_err();
        assert_eq!(error, LayoutError::NameCount { expected: 2, found: 1 });
    }
}
