//! Formatted values of one column in a group of rows.

use super::batch::ColumnValues;
use super::number::{self, Decimal, DigitPairs, DigitScratch, NotFinite, NumberBuffer};
use crate::layout::half;
use std::ops::Range;

/// Number of rows formatted at a time, small enough for the L1 cache.
pub(crate) const ROWS: usize = 64;

/// Marker in place of a cell's length: the value has arbitrary length and is not in the cell.
pub(crate) const LONG: u8 = u8::MAX;

/// Maximum length of a narrow cell: the longest number other than 64-bit floats and 128-bit
/// integers, `-9223372036854775808`, plus its suffix, rounded up to whole words.
pub(crate) const MAX_NARROW: usize = 24;

/// Formatted values of one column in a group of rows, each with its suffix.
#[derive(Clone, Debug)]
pub(crate) struct Cells {
    texts: [NumberBuffer; ROWS],
    lengths: [u8; ROWS],
    /// True if all values are in their cells and at most [`MAX_NARROW`] bytes long.
    pub(crate) narrow: bool,
}

/// Reused memory for formatting the numbers of a column.
#[derive(Clone, Debug)]
pub(crate) struct ColumnScratch {
    /// Integer and fractional parts of floats, or integers divided by 10^8 and the remainders.
    parts: [[u32; ROWS]; 2],
    digits: [[DigitPairs; ROWS]; 2],
    singles: [f32; ROWS],
    digit_scratch: DigitScratch<ROWS>,
}

impl Default for ColumnScratch {
    fn default() -> Self {
        Self {
            parts: [[0; ROWS]; 2],
            digits: [[DigitPairs::default(); ROWS]; 2],
            singles: [0.0; ROWS],
            digit_scratch: DigitScratch::default(),
        }
    }
}

impl Default for Cells {
    fn default() -> Self {
        Self { texts: [NumberBuffer::default(); ROWS], lengths: [LONG; ROWS], narrow: false }
    }
}

impl Cells {
    #[inline(always)]
    #[allow(clippy::indexing_slicing, reason = "the index is reduced modulo the array length")]
    pub(crate) fn get(&self, index: usize) -> (&NumberBuffer, u8) {
        (&self.texts[index % ROWS], self.lengths[index % ROWS])
    }

    /// Formats the values of `rows`, at most [`ROWS`], each followed by `after`.
    pub(crate) fn fill<const JSON: bool>(
        &mut self,
        values: &ColumnValues,
        rows: Range<usize>,
        after: &str,
        scratch: &mut ColumnScratch,
    ) {
        let after = Suffix::new(after);
        let not_finite = if JSON { NotFinite::Quoted } else { NotFinite::Plain };
        self.narrow = !matches!(
            values,
            ColumnValues::I128(_)
                | ColumnValues::F64(_)
                | ColumnValues::Text(_)
                | ColumnValues::Bytes(_)
                | ColumnValues::Json(_)
                | ColumnValues::Nested(_)
        );
        macro_rules! part {
            ($values:expr) => {
                $values.get(rows).unwrap_or_default()
            };
        }
        match values {
            ColumnValues::Bool(v) => {
                let name = |v| if v { "true" } else { "false" };
                self.each(part!(v), after, |cell, v| number::write_text(cell, name(v)));
            }
            ColumnValues::I8(v) => {
                self.integers(part!(v), after, scratch, |v| (v < 0, v.unsigned_abs().into()));
            }
            ColumnValues::U8(v) => self.integers(part!(v), after, scratch, |v| (false, v.into())),
            ColumnValues::I16(v) => {
                self.integers(part!(v), after, scratch, |v| (v < 0, v.unsigned_abs().into()));
            }
            ColumnValues::U16(v) => self.integers(part!(v), after, scratch, |v| (false, v.into())),
            ColumnValues::I32(v) => {
                self.integers(part!(v), after, scratch, |v| (v < 0, v.unsigned_abs()));
            }
            ColumnValues::U32(v) => self.integers(part!(v), after, scratch, |v| (false, v)),
            ColumnValues::I64(v) => self.each(part!(v), after, number::write_i64),
            ColumnValues::U64(v) => self.each(part!(v), after, number::write_u64),
            ColumnValues::F16(v) => {
                self.floats(part!(v), after, scratch, not_finite, half::shortest);
            }
            ColumnValues::F32(v) => self.floats(part!(v), after, scratch, not_finite, |v| v),
            ColumnValues::F64(v) => {
                self.each(part!(v), after, |cell, v| number::write_f64(cell, v, not_finite));
            }
            ColumnValues::I128(_)
            | ColumnValues::Text(_)
            | ColumnValues::Bytes(_)
            | ColumnValues::Json(_)
            | ColumnValues::Nested(_) => {
                self.lengths.fill(LONG);
            }
        }
    }

    /// Formats the values individually.
    #[inline(always)]
    fn each<T: Copy>(
        &mut self,
        values: &[T],
        after: Suffix,
        write: impl Fn(&mut NumberBuffer, T) -> usize,
    ) {
        for ((cell, length), value) in self.texts.iter_mut().zip(&mut self.lengths).zip(values) {
            let end = write(cell, *value);
            *length = after.write(cell, end);
        }
    }

    /// Formats integers of at most 32 bits. The low eight digits of all values are computed in one
    /// pass, the high digits, if any, in another. `split` returns whether a value is negative, and
    /// its magnitude.
    #[inline(always)]
    fn integers<T: Copy>(
        &mut self,
        values: &[T],
        after: Suffix,
        scratch: &mut ColumnScratch,
        split: impl Fn(T) -> (bool, u32),
    ) {
        const LIMIT: u32 = 100_000_000;
        let ColumnScratch { parts: [high, low], digits: [highs, lows], digit_scratch, .. } =
            scratch;
        let numbers = values.iter().map(|value| split(*value).1);
        low.iter_mut().zip(numbers).for_each(|(low, number)| *low = number);
        let is_long = low.iter().fold(0, |max, value| max.max(*value)) >= LIMIT;
        if is_long {
            for (high, low) in high.iter_mut().zip(low.iter_mut()) {
                *high = *low / LIMIT;
                *low = low.wrapping_sub(high.wrapping_mul(LIMIT));
            }
            number::digit_pairs(high, highs, digit_scratch);
        }
        number::digit_pairs(low, lows, digit_scratch);
        let cells = self.texts.iter_mut().zip(&mut self.lengths).zip(values).zip(lows);
        if is_long {
            for ((((cell, length), value), low), high) in cells.zip(highs) {
                let end = number::write_long(cell, split(*value).0, *high, *low);
                *length = after.write(cell, end);
            }
        } else {
            for (((cell, length), value), low) in cells {
                let end = number::write_integer(cell, split(*value).0, *low);
                *length = after.write(cell, end);
            }
        }
    }

    /// Formats floats. The digits of all integer parts are computed in one pass, those of all
    /// fractional parts in another. Values that need [`number::write_f32`] are then formatted
    /// individually.
    #[inline(always)]
    fn floats<T: Copy>(
        &mut self,
        values: &[T],
        after: Suffix,
        scratch: &mut ColumnScratch,
        not_finite: NotFinite,
        single: impl Fn(T) -> f32,
    ) {
        let ColumnScratch { parts, digits, singles, digit_scratch } = scratch;
        let ([whole, fraction], [wholes, fractions]) = (parts, digits);
        // A bit per value that needs `number::write_f32`.
        let mut general = 0_u64;
        let parts = whole.iter_mut().zip(fraction.iter_mut()).zip(singles.iter_mut()).enumerate();
        for ((index, ((whole, fraction), single_value)), value) in parts.zip(values) {
            *single_value = single(*value);
            match number::shortest_decimal(*single_value) {
                Some(decimal) => Decimal { whole: *whole, fraction: *fraction } = decimal,
                None => general |= 1_u64.wrapping_shl(index as u32),
            }
        }
        number::digit_pairs(whole, wholes, digit_scratch);
        number::digit_pairs(fraction, fractions, digit_scratch);
        let cells = self.texts.iter_mut().zip(&mut self.lengths);
        let digits = wholes.iter().zip(fractions);
        for (((cell, length), value), (whole, fraction)) in
            cells.zip(singles.iter().take(values.len())).zip(digits)
        {
            let end = number::write_decimal(cell, value.is_sign_negative(), *whole, *fraction);
            *length = after.write(cell, end);
        }
        while general != 0 {
            let index = general.trailing_zeros() as usize;
            general &= general.wrapping_sub(1);
            let cell = self.texts.get_mut(index).zip(self.lengths.get_mut(index));
            if let (Some((cell, length)), Some(value)) = (cell, singles.get(index)) {
                let end = number::write_f32(cell, *value, not_finite);
                *length = after.write(cell, end);
            }
        }
    }

    /// Replaces the text of null values with `null`.
    pub(crate) fn set_nulls(&mut self, valid: &[bool], null: &str, after: &str) {
        let text = [null, after].concat();
        for ((cell, length), valid) in self.texts.iter_mut().zip(&mut self.lengths).zip(valid) {
            if !valid {
                *length = number::write_text(cell, &text) as u8;
            }
        }
    }
}

/// Text after a value, at most two bytes long.
#[derive(Clone, Copy)]
struct Suffix {
    bytes: [u8; 2],
    length: usize,
}

impl Suffix {
    fn new(after: &str) -> Self {
        let mut bytes = [0; 2];
        bytes.iter_mut().zip(after.bytes()).for_each(|(to, from)| *to = from);
        Self { bytes, length: after.len() }
    }

    /// Appends the suffix to a value that ends at `end`; returns the total length.
    #[inline(always)]
    fn write(self, cell: &mut NumberBuffer, end: usize) -> u8 {
        // The mask keeps the offset within the cell.
        if let Some(to) = cell.get_mut(end & 15 | end & 16..).and_then(|c| c.first_chunk_mut()) {
            *to = self.bytes;
        }
        end.wrapping_add(self.length) as u8
    }
}
