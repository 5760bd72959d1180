//! Unpacks values from bytes.

use super::code::{CodeContent, Overflow};
use super::column::{ByteOrder, ColumnType};
use super::float::{from_half, from_single, quiet};
use super::format::{FormatSlot, StructFormat};
use super::{LayoutError, StructValue};
use std::ops::Range;
use std::slice::ChunksExact;

impl StructFormat {
    /// Returns the values of one record.
    ///
    /// # Errors
    /// Returns an error if the size of the buffer differs from the size of a record.
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

    /// Returns the values of a record within a buffer. A negative offset is relative to the end of
    /// the buffer.
    ///
    /// # Errors
    /// Returns an error if the record is not within the buffer.
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
        let range = record_range(self, buffer.len(), offset)?;
        Ok(self.values(buffer.get(range).unwrap_or_default()).collect())
    }

    /// Returns an iterator over the records of a buffer, each as its values.
    ///
    /// # Errors
    /// Returns an error if the size of the buffer is not a multiple of the size of a record, or
    /// that size is 0.
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
            None => Err(LayoutError::ZeroSize),
            Some(0) => Ok(IterUnpack { format: self, records: buffer.chunks_exact(expected) }),
            Some(_) => Err(LayoutError::NotMultiple { expected, found }),
        }
    }

    /// Returns an iterator over the values of a record, without allocating. It ends at the first
    /// value that is not within the record.
    pub fn values<'b>(&self, record: &'b [u8]) -> impl Iterator<Item = StructValue<'b>> {
        self.typed_values(record).map(|(_, value)| value)
    }

    /// Like [`values`](Self::values), with the column type of each value.
    pub fn typed_values<'b>(
        &self,
        record: &'b [u8],
    ) -> impl Iterator<Item = (ColumnType, StructValue<'b>)> {
        self.slots().map_while(move |slot| Some((slot.column, slot.read(slot.bytes(record)?)?)))
    }
}

/// Iterator over the records of a buffer; see [`StructFormat::iter_unpack`].
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
    /// Reads a value of this type; `None` if `bytes` is too short.
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

impl FormatSlot {
    fn read<'b>(&self, bytes: &'b [u8]) -> Option<StructValue<'b>> {
        let value = self.column.read(bytes, self.order)?;
        Some(match (self.code.content, value) {
            (CodeContent::Float(_, Overflow::Infinity), StructValue::Float(value)) => {
                StructValue::Float(quiet(value))
            }
            (CodeContent::Complex(_, Overflow::Infinity), StructValue::Complex(re, im)) => {
                StructValue::Complex(quiet(re), quiet(im))
            }
            (_, value) => value,
        })
    }
}

/// Returns the byte range of a record in a buffer of `found` bytes.
pub(crate) fn record_range(
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
    fits.ok_or(LayoutError::RecordOutOfRange { expected, offset, found })
}
