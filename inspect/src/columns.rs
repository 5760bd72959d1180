//! What is known of a record of fixed size before a byte of it is read: where its numbers and
//! texts stand, and which of its bytes a checksum covers.

use crate::checksum::Algorithm;
use crate::{LabelSet, MetaRef};
use binrw::{BinWrite, Endian};
use std::fmt::Write;
use std::io::Cursor;
use std::ops::Range;

/// The numbers and texts of a record, in the order of their bytes, as its declaration says.
///
/// ```
/// use bytescope_inspect::{Columns, Inspect};
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
/// let columns = Columns::of::<Reading>(Endian::Big);
/// let celsius = &columns.found()[1];
/// assert_eq!((celsius.name.as_str(), celsius.range.clone()), ("celsius", 2..6));
/// assert_eq!(celsius.meta.unit, "°C");
/// ```
#[derive(Clone, Debug)]
pub struct Columns {
    found: Vec<Column>,
    constants: Vec<Constant>,
    sums: Vec<Sum>,
    demanding: bool,
    /// The name of the field that is open.
    path: String,
    meta: MetaRef,
    at: u64,
}

/// A number or a text of a record.
#[derive(Clone, Debug)]
pub struct Column {
    /// The names of the fields that lead to it, with dots between; items have an index.
    pub name: String,
    /// What the declaration says of the innermost of them.
    pub meta: MetaRef,
    /// Its bytes, from the start of the record.
    pub range: Range<u64>,
    /// What it is.
    pub holds: Holds,
    /// In which order the bytes of a number stand.
    pub endian: Endian,
    /// The names that numbers may have.
    pub labels: Option<&'static LabelSet>,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Holds {
    /// An unsigned integer.
    Unsigned,
    /// A signed integer.
    Signed,
    /// An IEEE 754 float.
    Float,
    /// Text in UTF-8, filled up with NUL.
    Text,
    /// Bytes without a meaning.
    Bytes,
}

/// Bytes that are the same in every record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constant {
    /// Where they stand, from the start of the record.
    pub at: usize,
    /// What stands there.
    pub bytes: Vec<u8>,
}

impl Constant {
    /// Whether the record has it.
    #[inline]
    pub fn holds(&self, record: &[u8]) -> bool {
        record.get(self.at..).is_some_and(|rest| starts(rest, &self.bytes))
    }

    /// Whether the beginning of a record can become one that has it.
    pub fn may_hold(&self, beginning: &[u8]) -> bool {
        let there = beginning.get(self.at..).unwrap_or_default();
        starts(there, &self.bytes) || self.bytes.starts_with(there)
    }
}

/// Whether `bytes` start so. Constants are a few bytes long, for which this is quickest.
#[inline]
fn starts(bytes: &[u8], with: &[u8]) -> bool {
    bytes.len() >= with.len() && bytes.iter().zip(with).all(|(found, wanted)| found == wanted)
}

/// A checksum of a record.
#[derive(Clone, Debug)]
pub struct Sum {
    /// How it is computed.
    pub algorithm: Algorithm,
    /// The bytes that it covers, from the start of the record.
    pub covers: Range<u64>,
    /// Where it stands.
    pub stands: Range<u64>,
    /// In which order its bytes stand.
    pub endian: Endian,
}

impl Sum {
    /// Whether the checksum of this record is right.
    #[inline]
    pub fn holds(&self, record: &[u8]) -> bool {
        self.compare(record).is_some_and(|(expected, found)| expected == found)
    }

    /// The checksum that the record should have, and the one that it has; nothing of a record that
    /// is too short.
    #[inline]
    pub fn compare(&self, record: &[u8]) -> Option<(u64, u64)> {
        let bytes = |range: &Range<u64>| {
            record.get(usize::try_from(range.start).ok()?..usize::try_from(range.end).ok()?)
        };
        let (covered, stored) = (bytes(&self.covers)?, bytes(&self.stands)?);
        let add = |value: u64, byte: &u8| value.wrapping_shl(8) | u64::from(*byte);
        let stored = match (self.endian, stored) {
            (Endian::Little, [low, high]) => u64::from(u16::from_le_bytes([*low, *high])),
            (Endian::Big, stored) => stored.iter().fold(0, add),
            (Endian::Little, stored) => stored.iter().rev().fold(0, add),
        };
        Some((self.algorithm.compute(covered), stored))
    }
}

impl Default for Columns {
    fn default() -> Self {
        Self::new()
    }
}

impl Columns {
    /// Those of `T`, where the reader around it has this byte order.
    pub fn of<T: FixedSize>(endian: Endian) -> Self {
        Self::of_record(T::columns, endian)
    }

    /// Those that a type says of itself.
    pub(crate) fn of_record(record: fn(&mut Self, Endian), endian: Endian) -> Self {
        let mut columns = Self::new();
        record(&mut columns, endian);
        columns
    }

    /// None so far.
    pub fn new() -> Self {
        Self {
            found: Vec::new(),
            constants: Vec::new(),
            sums: Vec::new(),
            demanding: false,
            path: String::new(),
            meta: MetaRef::default(),
            at: 0,
        }
    }

    /// The columns, in the order of their bytes.
    pub fn found(&self) -> &[Column] {
        &self.found
    }

    /// The constants of a record.
    pub fn constants(&self) -> &[Constant] {
        &self.constants
    }

    /// The checksums of a record.
    pub fn sums(&self) -> &[Sum] {
        &self.sums
    }

    /// The bytes of a record.
    pub fn size(&self) -> u64 {
        self.at
    }

    /// Whether the constants and checksums of a record are right.
    #[inline]
    pub fn hold(&self, record: &[u8]) -> bool {
        self.constants.iter().all(|constant| constant.holds(record))
            && self.sums.iter().all(|sum| sum.holds(record))
    }

    /// Whether more is demanded of a record than that its constants and checksums are right.
    pub fn is_demanding(&self) -> bool {
        self.demanding
    }

    /// Adds a field; gives the bytes that it takes.
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

    /// Adds what the fields of a structure are that has no name of its own.
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

    /// Records of so many bytes of which only constants and checksums are known.
    pub fn checked(size: u64, constants: Vec<Constant>, sums: Vec<Sum>) -> Self {
        Self { constants, sums, at: size, ..Self::new() }
    }

    /// Adds a column of so many bytes.
    pub fn leaf(&mut self, holds: Holds, size: u64, endian: Endian) {
        let end = self.at.saturating_add(size);
        let (name, meta) = (self.path.clone(), self.meta.clone());
        let range = self.at..end;
        self.found.push(Column { name, meta, range, holds, endian, labels: None });
        self.at = end;
    }

    /// Adds bytes that are the same in every record, and no column.
    pub fn constant<M>(&mut self, value: &M, endian: Endian)
    where
        M: for<'a> BinWrite<Args<'a> = ()>,
    {
        let mut bytes = Cursor::new(Vec::new());
        self.demanding |= value.write_options(&mut bytes, endian, ()).is_err();
        let bytes = bytes.into_inner();
        let at = usize::try_from(self.at).unwrap_or(usize::MAX);
        self.at = self.at.saturating_add(bytes.len() as u64);
        self.constants.push(Constant { at, bytes });
    }

    /// Says that the numbers of the last column have names.
    pub fn labels(&mut self, labels: &'static LabelSet) {
        if let Some(column) = self.found.last_mut() {
            column.labels = Some(labels);
        }
    }

    /// Says that a checksum stands in one range and covers another.
    pub fn checksum(
        &mut self,
        algorithm: Algorithm,
        stands: Range<u64>,
        covers: Range<u64>,
        endian: Endian,
    ) {
        self.sums.push(Sum { algorithm, covers, stands, endian });
    }

    /// Says that a record may be wrong in other ways.
    pub fn demand(&mut self) {
        self.demanding = true;
    }
}

/// A type whose size in the file is the same for every value.
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
    /// Bytes in the file.
    const SIZE: u64;

    /// Says which numbers and texts a value is made of, in the order of their bytes. A type that
    /// does not say is bytes.
    fn columns(to: &mut Columns, endian: Endian) {
        to.leaf(Holds::Bytes, Self::SIZE, endian);
    }

    /// The same for an array: an item for each, unless the type says otherwise.
    fn columns_many(to: &mut Columns, endian: Endian, count: usize) {
        for index in 0..count {
            to.item(index, |to| Self::columns(to, endian));
        }
    }
}
