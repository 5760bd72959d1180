//! The layout of a record that a binrw type declares.

use super::{ByteOrder, Column, ColumnType, Labels, Layout, LayoutError};
use bytescope_inspect::{Columns, Holds};

impl Layout {
    /// The layout that a declaration says.
    ///
    /// # Errors
    /// Two columns have the same name, or one ends behind the record.
    ///
    /// ```
    /// use bytescope_formats::sensor::Reading;
    /// use bytescope_inspect::{Columns, FixedSize};
    /// use bytescope_table::layout::{ColumnType, Layout};
    /// use binrw::Endian;
    ///
    /// let columns = Columns::of::<Reading>(Endian::Little);
    /// let layout = Layout::of_record(&columns, Reading::SIZE)?;
    /// let celsius = &layout.columns()[2];
    /// assert_eq!((celsius.name.as_str(), celsius.kind), ("temperature", ColumnType::F32));
    /// assert_eq!((celsius.offset, celsius.unit.as_str()), (6, "°C"));
    /// # Ok::<(), bytescope_table::layout::LayoutError>(())
    /// ```
    pub fn of_record(columns: &Columns, record_size: u64) -> Result<Self, LayoutError> {
        let size = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        let column = |column: &bytescope_inspect::Column| Column {
            name: column.name.clone(),
            offset: size(column.range.start),
            kind: kind(column.holds, size(column.range.end.saturating_sub(column.range.start))),
            order: match column.endian {
                binrw::Endian::Big => ByteOrder::Big,
                binrw::Endian::Little => ByteOrder::Little,
            },
            unit: column.meta.unit.clone().into_owned(),
            labels: column.labels.map(Labels),
        };
        Self::new(columns.found().iter().map(column).collect(), size(record_size))
    }
}

/// Numbers of sizes that no column has are bytes.
fn kind(holds: Holds, size: usize) -> ColumnType {
    match (holds, size) {
        (Holds::Unsigned, 1) => ColumnType::U8,
        (Holds::Unsigned, 2) => ColumnType::U16,
        (Holds::Unsigned, 3) => ColumnType::U24,
        (Holds::Unsigned, 4) => ColumnType::U32,
        (Holds::Unsigned, 8) => ColumnType::U64,
        (Holds::Signed, 1) => ColumnType::I8,
        (Holds::Signed, 2) => ColumnType::I16,
        (Holds::Signed, 4) => ColumnType::I32,
        (Holds::Signed, 8) => ColumnType::I64,
        (Holds::Float, 4) => ColumnType::F32,
        (Holds::Float, 8) => ColumnType::F64,
        (Holds::Text, size) => ColumnType::Text(size),
        (_, size) => ColumnType::Bytes(size),
    }
}
