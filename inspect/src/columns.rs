//! Layout of fixed-size records: columns, constants and checksums, derived from the declaration.

use crate::checksum::Algorithm;
use crate::{LabelSet, MetaRef};
use binrw::{BinWrite, Endian};
use std::fmt::Write;
use std::io::Cursor;
use std::ops::Range;

/// Layout of a fixed-size record: columns, constants and checksums.
///
/// ```
/// use bytescope_inspect::{Inspect, RecordColumns};
/// use binrw::{Endian, binrw};
///
/// #[derive(Inspect)]
/// #[binrw]
/// #[inspect(fixed)]
/// struct Reading {
///     sensor: u16,
///     /// Air temperature
///     #[inspect(unit = "°C")]
///     celsius: f32,
/// }
///
/// let columns = RecordColumns::of::<Reading>(Endian::Big);
/// let celsius = &columns.found()[1];
/// assert_eq!((celsius.name.as_str(), celsius.range.clone()), ("celsius", 2..6));
/// assert_eq!(celsius.meta.unit, "°C");
/// ```
#[derive(Clone, Debug)]
pub struct RecordColumns {
    columns: Vec<RecordColumn>,
    constants: Vec<RecordConstant>,
    sums: Vec<RecordChecksum>,
    has_rules: bool,
    /// Path of the open field.
    path: String,
    /// Metadata of the open field.
    meta: MetaRef,
    /// Offset of the next column or constant.
    at: u64,
}

/// A column of a record: a number, text or bytes.
#[derive(Clone, Debug)]
pub struct RecordColumn {
    /// Path of the field in the record, such as `points[0].x`.
    pub name: String,
    /// Metadata of the field.
    pub meta: MetaRef,
    /// Byte range in the record.
    pub range: Range<u64>,
    /// Type of the column.
    pub content: ColumnContent,
    /// Byte order of a number.
    pub endian: Endian,
    /// Names of the values.
    pub labels: Option<&'static LabelSet>,
}

/// Type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ColumnContent {
    /// An unsigned integer.
    Unsigned,
    /// A signed integer.
    Signed,
    /// An IEEE 754 float.
    Float,
    /// UTF-8 text, padded with NUL.
    Text,
    /// Opaque bytes.
    Bytes,
}

/// Bytes that are the same in every record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordConstant {
    /// Offset in the record.
    pub at: usize,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl RecordConstant {
    /// True if the record contains the constant.
    #[inline]
    pub fn matches(&self, record: &[u8]) -> bool {
        record.get(self.at..).is_some_and(|rest| starts_with(rest, &self.bytes))
    }

    /// True if a record that starts with `prefix` can contain the constant.
    pub fn may_match(&self, prefix: &[u8]) -> bool {
        let found = prefix.get(self.at..).unwrap_or_default();
        starts_with(found, &self.bytes) || self.bytes.starts_with(found)
    }
}

/// True if `bytes` starts with `prefix`. For the few bytes of a constant, this loop is faster than
/// [`slice::starts_with`].
#[inline]
fn starts_with(bytes: &[u8], prefix: &[u8]) -> bool {
    bytes.len() >= prefix.len() && bytes.iter().zip(prefix).all(|(found, byte)| found == byte)
}

/// A checksum of a record.
#[derive(Clone, Debug)]
pub struct RecordChecksum {
    /// Algorithm.
    pub algorithm: Algorithm,
    /// Byte range that the checksum covers, in the record.
    pub covers: Range<u64>,
    /// Byte range of the stored checksum, in the record.
    pub span: Range<u64>,
    /// Byte order of the stored checksum.
    pub endian: Endian,
}

impl RecordChecksum {
    /// True if the stored checksum matches the record.
    #[inline]
    pub fn holds(&self, record: &[u8]) -> bool {
        self.compare(record).is_some_and(|(expected, found)| expected == found)
    }

    /// Returns the computed and the stored checksum; `None` if the record is too short.
    #[inline]
    pub fn compare(&self, record: &[u8]) -> Option<(u64, u64)> {
        let bytes = |range: &Range<u64>| {
            record.get(usize::try_from(range.start).ok()?..usize::try_from(range.end).ok()?)
        };
        let (covered, stored) = (bytes(&self.covers)?, bytes(&self.span)?);
        let add = |value: u64, byte: &u8| value.wrapping_shl(8) | u64::from(*byte);
        let stored = match (self.endian, stored) {
            (Endian::Little, [low, high]) => u64::from(u16::from_le_bytes([*low, *high])),
            (Endian::Big, stored) => stored.iter().fold(0, add),
            (Endian::Little, stored) => stored.iter().rev().fold(0, add),
        };
        Some((self.algorithm.compute(covered), stored))
    }
}

impl Default for RecordColumns {
    fn default() -> Self {
        Self::new()
    }
}

impl RecordColumns {
    /// Returns the layout of `T`. The byte order applies unless the declaration sets a byte order.
    pub fn of<T: FixedSize>(endian: Endian) -> Self {
        Self::of_record(T::columns, endian)
    }

    /// Returns the layout that `add`, the function [`FixedSize::columns`] of a type, describes.
    pub(crate) fn of_record(add: fn(&mut Self, Endian), endian: Endian) -> Self {
        let mut columns = Self::new();
        add(&mut columns, endian);
        columns
    }

    /// Creates an empty layout.
    pub fn new() -> Self {
        Self {
            columns: Vec::new(),
            constants: Vec::new(),
            sums: Vec::new(),
            has_rules: false,
            path: String::new(),
            meta: MetaRef::default(),
            at: 0,
        }
    }

    /// Returns the columns in file order.
    pub fn found(&self) -> &[RecordColumn] {
        &self.columns
    }

    /// Returns the constants of a record.
    pub fn constants(&self) -> &[RecordConstant] {
        &self.constants
    }

    /// Returns the checksums of a record.
    pub fn checksums(&self) -> &[RecordChecksum] {
        &self.sums
    }

    /// Returns the record size in bytes.
    pub fn size(&self) -> u64 {
        self.at
    }

    /// True if a record contains all constants and all its checksums match.
    #[inline]
    pub fn is_valid(&self, record: &[u8]) -> bool {
        self.constants.iter().all(|constant| constant.matches(record))
            && self.sums.iter().all(|sum| sum.holds(record))
    }

    /// True if records have rules besides constants and checksums.
    pub fn has_rules(&self) -> bool {
        self.has_rules
    }

    /// Adds a field and returns its byte range.
    pub fn field(&mut self, meta: impl Into<MetaRef>, add: impl FnOnce(&mut Self)) -> Range<u64> {
        let outer = std::mem::replace(&mut self.meta, meta.into());
        let (length, start) = (self.path.len(), self.at);
        if length > 0 {
            self.path.push('.');
        }
        self.path.push_str(&self.meta.name);
        add(self);
        self.path.truncate(length);
        self.meta = outer;
        start..self.at
    }

    /// Adds the fields of a structure that is not a field itself, and returns its byte range.
    pub fn flat(&mut self, add: impl FnOnce(&mut Self)) -> Range<u64> {
        let start = self.at;
        add(self);
        start..self.at
    }

    /// Adds an item of an array.
    pub fn item(&mut self, index: usize, add: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        // Writing to memory cannot fail.
        let _ = write!(self.path, "[{index}]");
        add(self);
        self.path.truncate(length);
    }

    /// Creates the layout of records of `size` bytes that have constants and checksums but no
    /// columns.
    pub fn checked(size: u64, constants: Vec<RecordConstant>, sums: Vec<RecordChecksum>) -> Self {
        Self { constants, sums, at: size, ..Self::new() }
    }

    /// Adds a column of `size` bytes.
    pub fn leaf(&mut self, content: ColumnContent, size: u64, endian: Endian) {
        let end = self.at.saturating_add(size);
        let (name, meta) = (self.path.clone(), self.meta.clone());
        let range = self.at..end;
        self.columns.push(RecordColumn { name, meta, range, content, endian, labels: None });
        self.at = end;
    }

    /// Adds bytes that are the same in every record; they are not a column.
    pub fn constant<M>(&mut self, value: &M, endian: Endian)
    where
        M: for<'a> BinWrite<Args<'a> = ()>,
    {
        let mut bytes = Cursor::new(Vec::new());
        self.has_rules |= value.write_options(&mut bytes, endian, ()).is_err();
        let bytes = bytes.into_inner();
        let at = usize::try_from(self.at).unwrap_or(usize::MAX);
        self.at = self.at.saturating_add(bytes.len() as u64);
        self.constants.push(RecordConstant { at, bytes });
    }

    /// Sets the value names of the last column.
    pub fn labels(&mut self, labels: &'static LabelSet) {
        if let Some(column) = self.columns.last_mut() {
            column.labels = Some(labels);
        }
    }

    /// Adds a checksum that is stored in the range `stored` and covers the range `covers`.
    pub fn checksum(
        &mut self,
        algorithm: Algorithm,
        stored: Range<u64>,
        covers: Range<u64>,
        endian: Endian,
    ) {
        self.sums.push(RecordChecksum { algorithm, covers, span: stored, endian });
    }

    /// Marks the records as having rules besides constants and checksums.
    pub fn mark_rules(&mut self) {
        self.has_rules = true;
    }
}

/// A type whose values all have the same size in the file.
///
/// ```
/// use binrw::binrw;
/// use bytescope_inspect::{FixedSize, Inspect, U24};
///
/// #[derive(Inspect)]
/// #[binrw]
/// #[inspect(fixed)]
/// struct Sample {
///     time: U24,
///     levels: [i16; 2],
/// }
///
/// assert_eq!(Sample::SIZE, 7);
/// ```
pub trait FixedSize {
    /// Size in the file, in bytes.
    const SIZE: u64;

    /// Adds the columns of a value, in file order. The default implementation adds one column of
    /// bytes.
    fn columns(to: &mut RecordColumns, endian: Endian) {
        to.leaf(ColumnContent::Bytes, Self::SIZE, endian);
    }

    /// Adds the columns of an array of `count` values. The default implementation adds the columns
    /// of each item.
    fn columns_many(to: &mut RecordColumns, endian: Endian, count: usize) {
        for index in 0..count {
            to.item(index, |to| Self::columns(to, endian));
        }
    }
}
