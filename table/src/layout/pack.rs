//! Packs values into bytes.

use super::code::{CodeContent, Overflow};
use super::column::{ByteOrder, ColumnType};
use super::float::{quiet, to_half, to_single};
use super::format::{FormatSlot, StructFormat};
use super::unpack::record_range;
use super::{LayoutError, StructValue};

impl StructFormat {
    /// Packs the values of one record into bytes.
    ///
    /// # Errors
    /// Returns an error if the number of values is wrong, or a value does not fit its code.
    ///
    /// ```
    /// use bytescope_table::layout::{LayoutError, StructFormat};
    ///
    /// let format = StructFormat::parse(">hx3s")?;
    /// assert_eq!(format.pack(&[258.into(), b"ab".into()])?, b"\x01\x02\0ab\0");
    /// let error = format.pack(&[40000.into(), b"ab".into()]).unwrap_err();
    /// let expected = "value 1 ('h'): out of range: expected -32768 to 32767, found 40000";
    /// assert_eq!(error.to_string(), expected);
    /// # Ok::<(), LayoutError>(())
    /// ```
    pub fn pack(&self, values: &[StructValue<'_>]) -> Result<Vec<u8>, LayoutError> {
        self.check_count(values)?;
        let size = self.size();
        let mut record = Vec::new();
        record.try_reserve_exact(size).map_err(|_| LayoutError::OutOfMemory { size })?;
        record.resize(size, 0);
        self.fill(&mut record, values)?;
        Ok(record)
    }

    /// Writes one record into a buffer. A negative offset is relative to the end of the buffer.
    ///
    /// # Errors
    /// Returns the errors of [`pack`](Self::pack), and an error if the record is out of range of
    /// the buffer. If a value does not fit its code, the record may be partly written.
    ///
    /// ```
    /// use bytescope_table::layout::{LayoutError, StructFormat};
    ///
    /// let mut buffer = [1; 4];
    /// StructFormat::parse("<H")?.pack_into(&mut buffer, 1, &[0xabcd.into()])?;
    /// assert_eq!(buffer, [1, 0xcd, 0xab, 1]);
    /// # Ok::<(), LayoutError>(())
    /// ```
    pub fn pack_into(
        &self,
        buffer: &mut [u8],
        offset: isize,
        values: &[StructValue<'_>],
    ) -> Result<(), LayoutError> {
        self.check_count(values)?;
        let range = record_range(self, buffer.len(), offset)?;
        let record = buffer.get_mut(range).unwrap_or_default();
        record.fill(0);
        self.fill(record, values)
    }

    fn check_count(&self, values: &[StructValue<'_>]) -> Result<(), LayoutError> {
        let (expected, found) = (self.value_count(), values.len());
        match expected == found {
            true => Ok(()),
            false => Err(LayoutError::ValueCount { expected, found }),
        }
    }

    /// Writes values into a zeroed record.
    fn fill(&self, record: &mut [u8], values: &[StructValue<'_>]) -> Result<(), LayoutError> {
        for (index, (slot, value)) in self.slots().zip(values).enumerate() {
            let into = slot.bytes_mut(record).unwrap_or_default();
            SlotValue { slot, index, value }.put(into)?;
        }
        Ok(())
    }
}

/// A value to be packed into its slot.
struct SlotValue<'v> {
    slot: FormatSlot,
    index: usize,
    value: &'v StructValue<'v>,
}

impl SlotValue<'_> {
    fn put(&self, into: &mut [u8]) -> Result<(), LayoutError> {
        let (value, order) = (self.value, self.slot.order);
        match self.slot.code.content {
            CodeContent::Padding => {}
            CodeContent::Bool => store(&[value.is_true().into()], order, into),
            CodeContent::Integer(_) | CodeContent::Pointer => {
                store(&self.integer()?.to_le_bytes(), order, into);
            }
            CodeContent::Float(column, overflow) => {
                let value = value.float().ok_or_else(|| self.wrong_type())?;
                self.float(value, column, overflow, into)?;
            }
            CodeContent::Complex(column, overflow) => {
                let (real, imaginary) = value.complex().ok_or_else(|| self.wrong_type())?;
                let half = into.len().div_euclid(2);
                let (first, second) = into.split_at_mut_checked(half).unwrap_or_default();
                self.float(real, column, overflow, first)?;
                self.float(imaginary, column, overflow, second)?;
            }
            CodeContent::Char => match self.bytes()? {
                [byte] => store(&[*byte], order, into),
                bytes => {
                    let (index, found) = (self.index, bytes.len());
                    return Err(LayoutError::CharLength { index, found });
                }
            },
            CodeContent::Bytes => copy(self.bytes()?, into),
            CodeContent::Pascal => {
                let bytes = self.bytes()?;
                if let Some((length, contents)) = into.split_first_mut() {
                    // As in Python, the length byte is at most 255, but all bytes that fit in the
                    // field are written.
                    *length = u8::try_from(bytes.len().min(contents.len())).unwrap_or(u8::MAX);
                    copy(bytes, contents);
                }
            }
        }
        Ok(())
    }

    fn bytes(&self) -> Result<&[u8], LayoutError> {
        match self.value {
            StructValue::Bytes(bytes) => Ok(bytes),
            _ => Err(self.wrong_type()),
        }
    }

    fn integer(&self) -> Result<i128, LayoutError> {
        let code = self.slot.code;
        let number = self.value.integer().ok_or_else(|| self.wrong_type())?;
        match code.content.range() {
            Some((low, high)) if !(low..=high).contains(&number) => Err(LayoutError::OutOfRange {
                index: self.index,
                code: code.letter,
                expected: (low, high),
                found: number.to_string(),
            }),
            _ => Ok(number),
        }
    }

    fn float(
        &self,
        value: f64,
        column: ColumnType,
        overflow: Overflow,
        into: &mut [u8],
    ) -> Result<(), LayoutError> {
        let order = self.slot.order;
        let out_of_range = || LayoutError::FloatTooLarge {
            index: self.index,
            code: self.slot.code.letter,
            found: format!("{value:?}"),
        };
        match column {
            ColumnType::F16 => {
                store(&to_half(value).ok_or_else(out_of_range)?.to_le_bytes(), order, into);
            }
            ColumnType::F32 | ColumnType::ComplexF32 => {
                let bits = match overflow {
                    Overflow::Infinity => to_single(quiet(value)),
                    Overflow::Error => to_single(value),
                };
                let overflows = f32::from_bits(bits).is_infinite() && value.is_finite();
                if overflows && overflow == Overflow::Error {
                    return Err(out_of_range());
                }
                store(&bits.to_le_bytes(), order, into);
            }
            _ => store(&value.to_le_bytes(), order, into),
        }
        Ok(())
    }

    fn wrong_type(&self) -> LayoutError {
        LayoutError::WrongType {
            index: self.index,
            code: self.slot.code.letter,
            expected: self.slot.code.content.expected(),
            found: self.value.kind().to_owned(),
        }
    }
}

/// Fills `into` with the low bytes of a number, in the given byte order.
fn store(little_endian: &[u8], order: ByteOrder, into: &mut [u8]) {
    match order {
        ByteOrder::Little => copy(little_endian, into),
        ByteOrder::Big => {
            into.iter_mut().rev().zip(little_endian).for_each(|(to, from)| *to = *from);
        }
    }
}

fn copy(from: &[u8], into: &mut [u8]) {
    into.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
}
