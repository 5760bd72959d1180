//! Values to bytes.

use super::code::{Holds, TooLarge};
use super::column::{ByteOrder, ColumnType};
use super::float::{quiet, to_half, to_single};
use super::format::{Slot, StructFormat};
use super::unpack::place;
use super::{LayoutError, StructValue};

impl StructFormat {
    /// The bytes of one record.
    ///
    /// # Errors
    /// There are not as many values as the format has, or one does not fit its code.
    ///
    /// ```
    /// use bytescope_table::layout::{LayoutError, StructFormat};
    ///
    /// let format = StructFormat::parse(">hx3s")?;
    /// assert_eq!(format.pack(&[258.into(), b"ab".into()])?, b"\x01\x02\0ab\0");
    /// let error = format.pack(&[40000.into(), b"ab".into()]).unwrap_err();
    /// assert_eq!(error.to_string(), "value 1: 'h' takes -32768 to 32767; found 40000");
    /// # Ok::<(), LayoutError>(())
    /// ```
    pub fn pack(&self, values: &[StructValue<'_>]) -> Result<Vec<u8>, LayoutError> {
        self.count(values)?;
        let size = self.size();
        let mut record = Vec::new();
        record.try_reserve_exact(size).map_err(|_| LayoutError::OutOfMemory { size })?;
        record.resize(size, 0);
        self.fill(&mut record, values)?;
        Ok(record)
    }

    /// Writes one record into a buffer. A negative offset counts from the end of the buffer.
    ///
    /// # Errors
    /// As for [`pack`](Self::pack), when the record may be written in part, or there is no room.
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
        self.count(values)?;
        let range = place(self, buffer.len(), offset)?;
        let record = buffer.get_mut(range).unwrap_or_default();
        record.fill(0);
        self.fill(record, values)
    }

    fn count(&self, values: &[StructValue<'_>]) -> Result<(), LayoutError> {
        let (expected, found) = (self.value_count(), values.len());
        match expected == found {
            true => Ok(()),
            false => Err(LayoutError::ValueCount { expected, found }),
        }
    }

    /// Writes values into a record of zeros.
    fn fill(&self, record: &mut [u8], values: &[StructValue<'_>]) -> Result<(), LayoutError> {
        for (index, (slot, value)) in self.slots().zip(values).enumerate() {
            let into = slot.bytes_mut(record).unwrap_or_default();
            Put { slot, index, value }.put(into)?;
        }
        Ok(())
    }
}

/// One value on its way.
struct Put<'v> {
    slot: Slot,
    index: usize,
    value: &'v StructValue<'v>,
}

impl Put<'_> {
    fn put(&self, into: &mut [u8]) -> Result<(), LayoutError> {
        let (value, order) = (self.value, self.slot.order);
        match self.slot.code.holds {
            Holds::Nothing => {}
            Holds::Bool => store(&[value.is_true().into()], order, into),
            Holds::Integer(_) | Holds::Pointer => {
                store(&self.integer()?.to_le_bytes(), order, into);
            }
            Holds::Float(column, too_large) => {
                let value = value.float().ok_or_else(|| self.wrong_type())?;
                self.float(value, column, too_large, into)?;
            }
            Holds::Complex(column, too_large) => {
                let (real, imaginary) = value.complex().ok_or_else(|| self.wrong_type())?;
                let half = into.len().div_euclid(2);
                let (first, second) = into.split_at_mut_checked(half).unwrap_or_default();
                self.float(real, column, too_large, first)?;
                self.float(imaginary, column, too_large, second)?;
            }
            Holds::Char => match self.bytes()? {
                [byte] => store(&[*byte], order, into),
                bytes => {
                    let (index, found) = (self.index, bytes.len());
                    return Err(LayoutError::CharLength { index, found });
                }
            },
            Holds::Bytes => copy(self.bytes()?, into),
            Holds::Pascal => {
                let bytes = self.bytes()?;
                if let Some((length, room)) = into.split_first_mut() {
                    // The length byte says no more than 255, but all that fits is written.
                    *length = u8::try_from(bytes.len().min(room.len())).unwrap_or(u8::MAX);
                    copy(bytes, room);
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
        match code.holds.range() {
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
        too_large: TooLarge,
        into: &mut [u8],
    ) -> Result<(), LayoutError> {
        let order = self.slot.order;
        let refused = || LayoutError::FloatTooLarge {
            index: self.index,
            code: self.slot.code.letter,
            found: format!("{value:?}"),
        };
        match column {
            ColumnType::F16 => {
                store(&to_half(value).ok_or_else(refused)?.to_le_bytes(), order, into);
            }
            ColumnType::F32 | ColumnType::ComplexF32 => {
                let bits = match too_large {
                    TooLarge::Infinity => to_single(quiet(value)),
                    TooLarge::Refused => to_single(value),
                };
                let lost = f32::from_bits(bits).is_infinite() && value.is_finite();
                if lost && too_large == TooLarge::Refused {
                    return Err(refused());
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
            expected: self.slot.code.holds.wanted(),
            found: self.value.kind().to_owned(),
        }
    }
}

/// Puts as many of the low bytes of a number as there is room for.
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
