//! Record layouts of binrw types.

use super::{ByteOrder, Column, ColumnType, Labels, LayoutError, RecordLayout};
use crate::time::EpochUnit;
use bytescope_inspect::{ColumnContent, RecordColumns};

impl RecordLayout {
    /// Returns the layout of a binrw type from the description of its columns.
    ///
    /// # Errors
    /// Returns the errors of [`new`](Self::new).
    ///
    /// ```
    /// use bytescope_formats::sensor::Reading;
    /// use bytescope_inspect::{FixedSize, RecordColumns};
    /// use bytescope_table::layout::{ColumnType, RecordLayout};
    /// use binrw::Endian;
    ///
    /// let columns = RecordColumns::of::<Reading>(Endian::Little);
    /// let layout = RecordLayout::of_record(&columns, Reading::SIZE)?;
    /// let celsius = &layout.columns()[2];
    /// assert_eq!((celsius.name.as_str(), celsius.kind), ("temperature", ColumnType::F32));
    /// assert_eq!((celsius.offset, celsius.unit.as_str()), (6, "°C"));
    /// # Ok::<(), bytescope_table::layout::LayoutError>(())
    /// ```
    pub fn of_record(columns: &RecordColumns, record_size: u64) -> Result<Self, LayoutError> {
        let size = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        let column = |column: &bytescope_inspect::RecordColumn| Column {
            name: column.name.clone(),
            offset: size(column.range.start),
            kind: kind(column.content, size(column.range.end.saturating_sub(column.range.start))),
            order: match column.endian {
                binrw::Endian::Big => ByteOrder::Big,
                binrw::Endian::Little => ByteOrder::Little,
            },
            unit: column.meta.unit.clone().into_owned(),
            time: column.meta.unix_time.then(|| EpochUnit::of_symbol(&column.meta.unit)).flatten(),
            labels: column.labels.map(Labels),
        };
        Self::new(columns.found().iter().map(column).collect(), size(record_size))
    }
}

/// Returns the column type; bytes for numbers of an unsupported size.
fn kind(content: ColumnContent, size: usize) -> ColumnType {
    match (content, size) {
        (ColumnContent::Unsigned, 1) => ColumnType::U8,
        (ColumnContent::Unsigned, 2) => ColumnType::U16,
        (ColumnContent::Unsigned, 3) => ColumnType::U24,
        (ColumnContent::Unsigned, 4) => ColumnType::U32,
        (ColumnContent::Unsigned, 8) => ColumnType::U64,
        (ColumnContent::Signed, 1) => ColumnType::I8,
        (ColumnContent::Signed, 2) => ColumnType::I16,
        (ColumnContent::Signed, 4) => ColumnType::I32,
        (ColumnContent::Signed, 8) => ColumnType::I64,
        (ColumnContent::Float, 4) => ColumnType::F32,
        (ColumnContent::Float, 8) => ColumnType::F64,
        (ColumnContent::Text, size) => ColumnType::Text(size),
        (_, size) => ColumnType::Bytes(size),
    }
}
