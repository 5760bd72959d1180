//! Bytes to values.

use super::code::{Holds, TooLarge};
use super::column::{ByteOrder, ColumnType};
use super::float::{from_half, from_single, quiet};
use super::format::{Slot, StructFormat};
use super::{LayoutError, StructValue};
use std::ops::Range;
use std::slice::ChunksExact;

impl StructFormat {
    /// The values of one record.
    ///
    /// # Errors
    /// The buffer is not exactly of the size of a record.
    ///
    /// ```
    /// use bytescope_table::layout::{LayoutError, StructFormat};
    ///
    /// let format = StructFormat::parse("<b?2s")?;
    /// assert_eq!(format.unpack(b"\xff\x01hi")?, [(-1).into(), true.into(), b"hi".into()]);
    /// let error = format.unpack(b"\xff").unwrap_err();
    /// assert_eq!(error, LayoutError::WrongSize { expected: 4, found: 1 });
    /// # Ok::<(), LayoutError>(())
    /// ```
    pub fn unpack<'b>(&self, buffer: &'b [u8]) -> Result<Vec<StructValue<'b>>, LayoutError> {
        let (expected, found) = (self.size(), buffer.len());
        match expected == found {
            true => Ok(self.values(buffer).collect()),
            false => Err(LayoutError::WrongSize { expected, found }),
        }
    }

    /// The values of a record inside of a buffer. A negative offset counts from the end of it.
    ///
    /// # Errors
    /// There is no whole record at the offset.
    ///
    /// ```
    /// use bytescope_table::layout::{LayoutError, StructFormat};
    ///
    /// let format = StructFormat::parse(">H")?;
    /// assert_eq!(format.unpack_from(&[0, 1, 2, 3], 1)?, [0x0102.into()]);
    /// assert_eq!(format.unpack_from(&[0, 1, 2, 3], -2)?, [0x0203.into()]);
    /// # Ok::<(), LayoutError>(())
    /// ```
    pub fn unpack_from<'b>(
        &self,
        buffer: &'b [u8],
        offset: isize,
    ) -> Result<Vec<StructValue<'b>>, LayoutError> {
        let range = place(self, buffer.len(), offset)?;
        Ok(self.values(buffer.get(range).unwrap_or_default()).collect())
    }

    /// The values of every record of a buffer.
    ///
    /// # Errors
    /// The buffer is not a whole number of records, or a record has no bytes.
    ///
    /// ```
    /// use bytescope_table::layout::{LayoutError, StructFormat};
    ///
    /// let format = StructFormat::parse("<H")?;
    /// let rows: Vec<_> = format.iter_unpack(&[1, 0, 2, 0])?.collect();
    /// assert_eq!(rows, [[1.into()], [2.into()]]);
    /// assert!(format.iter_unpack(&[1, 0, 2]).is_err());
    /// # Ok::<(), LayoutError>(())
    /// ```
    pub fn iter_unpack<'b>(&self, buffer: &'b [u8]) -> Result<IterUnpack<'_, 'b>, LayoutError> {
        let (expected, found) = (self.size(), buffer.len());
        match found.checked_rem(expected) {
            None => Err(LayoutError::NoBytes),
            Some(0) => Ok(IterUnpack { format: self, records: buffer.chunks_exact(expected) }),
            Some(_) => Err(LayoutError::NotMultiple { expected, found }),
        }
    }

    /// The values of a record one by one, which takes no memory. They end where the record does.
    pub fn values<'b>(&self, record: &'b [u8]) -> impl Iterator<Item = StructValue<'b>> {
        self.typed_values(record).map(|(_, value)| value)
    }

    /// The same, each with its type in the record.
    pub fn typed_values<'b>(
        &self,
        record: &'b [u8],
    ) -> impl Iterator<Item = (ColumnType, StructValue<'b>)> {
        self.slots().map_while(move |slot| Some((slot.column, slot.read(slot.bytes(record)?)?)))
    }
}

/// The records of a buffer: see [`StructFormat::iter_unpack`].
#[derive(Clone, Debug)]
pub struct IterUnpack<'f, 'b> {
    format: &'f StructFormat,
    records: ChunksExact<'b, u8>,
}

impl<'b> Iterator for IterUnpack<'_, 'b> {
    type Item = Vec<StructValue<'b>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.records.next().map(|record| self.format.values(record).collect())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.records.size_hint()
    }
}

impl ExactSizeIterator for IterUnpack<'_, '_> {}

impl ColumnType {
    /// The value that these bytes are; `None` when they are too few.
    ///
    /// ```
    /// use bytescope_table::layout::{ByteOrder, ColumnType, StructValue};
    ///
    /// let half = ColumnType::F16.read(&[0x3e, 0x00], ByteOrder::Big);
    /// assert_eq!(half, Some(StructValue::Float(1.5)));
    /// ```
    pub fn read(self, bytes: &[u8], order: ByteOrder) -> Option<StructValue<'_>> {
        macro_rules! number {
            ($type:ty) => {{
                let bytes = *bytes.first_chunk()?;
                match order {
                    ByteOrder::Little => <$type>::from_le_bytes(bytes),
                    ByteOrder::Big => <$type>::from_be_bytes(bytes),
                }
            }};
        }
        let value = match self {
            Self::Bool => StructValue::Bool(*bytes.first()? != 0),
            Self::I8 => number!(i8).into(),
            Self::U8 => number!(u8).into(),
            Self::I16 => number!(i16).into(),
            Self::U16 => number!(u16).into(),
            Self::I32 => number!(i32).into(),
            Self::U32 => number!(u32).into(),
            Self::I64 => number!(i64).into(),
            Self::U64 => number!(u64).into(),
            Self::F16 => StructValue::Float(from_half(number!(u16))),
            Self::F32 => StructValue::Float(from_single(number!(u32))),
            Self::F64 => StructValue::Float(number!(f64)),
            Self::ComplexF32 | Self::ComplexF64 => {
                let part = if self == Self::ComplexF32 { Self::F32 } else { Self::F64 };
                let (real, imaginary) = bytes.split_at_checked(part.size())?;
                match (part.read(real, order)?, part.read(imaginary, order)?) {
                    (StructValue::Float(re), StructValue::Float(im)) => {
                        StructValue::Complex(re, im)
                    }
                    _ => return None,
                }
            }
            Self::U24 => {
                let [a, b, c] = *bytes.first_chunk()?;
                let wide = match order {
                    ByteOrder::Little => u32::from_le_bytes([a, b, c, 0]),
                    ByteOrder::Big => u32::from_be_bytes([0, a, b, c]),
                };
                wide.into()
            }
            Self::Bytes(size) => bytes.get(..size)?.into(),
            Self::Text(size) => {
                let text = bytes.get(..size)?;
                let end = text
                    .iter()
                    .rposition(|byte| *byte != 0)
                    .map_or(0, |last| last.saturating_add(1));
                text.get(..end).unwrap_or_default().into()
            }
            Self::Pascal(size) => match bytes.get(..size)?.split_first() {
                Some((length, text)) => text.get(..usize::from(*length)).unwrap_or(text).into(),
                None => StructValue::Bytes([].as_slice().into()),
            },
        };
        Some(value)
    }
}

impl Slot {
    fn read<'b>(&self, bytes: &'b [u8]) -> Option<StructValue<'b>> {
        let value = self.column.read(bytes, self.order)?;
        Some(match (self.code.holds, value) {
            (Holds::Float(_, TooLarge::Infinity), StructValue::Float(value)) => {
                StructValue::Float(quiet(value))
            }
            (Holds::Complex(_, TooLarge::Infinity), StructValue::Complex(re, im)) => {
                StructValue::Complex(quiet(re), quiet(im))
            }
            (_, value) => value,
        })
    }
}

/// Where a record lies in a buffer.
pub(crate) fn place(
    format: &StructFormat,
    found: usize,
    offset: isize,
) -> Result<Range<usize>, LayoutError> {
    let expected = format.size();
    let start = match offset {
        0.. => Some(offset.unsigned_abs()),
        _ => found.checked_sub(offset.unsigned_abs()),
    };
    let range = start.and_then(|start| Some(start..start.checked_add(expected)?));
    let fits = range.filter(|range| range.end <= found);
    fits.ok_or(LayoutError::TooShort { expected, offset, found })
}
