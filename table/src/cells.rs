//! The texts of one column in some rows.

use super::batch::Values;
use super::number::{self, Cell, Decimal, Eight, NotFinite, Steps};
use crate::layout::half;
use std::ops::Range;

/// How many rows are put together at a time: few enough for the nearest cache.
pub(crate) const ROWS: usize = 64;

/// In place of the length of a cell: the value has any length, and is not in the cell.
pub(crate) const LONG: u8 = u8::MAX;

/// The longest text of a number that is no 64-bit float, which is `-9223372036854775808`, with what
/// stands behind it, in whole words.
pub(crate) const NARROW: usize = 24;

/// The texts of one column in some rows, each with what stands behind it.
#[derive(Clone, Debug)]
pub(crate) struct Cells {
    texts: [Cell; ROWS],
    lengths: [u8; ROWS],
    /// Whether no text is longer than [`NARROW`]; all are in their cells.
    pub(crate) narrow: bool,
}

/// What is known of the values of a column before they are put together.
#[derive(Clone, Debug)]
pub(crate) struct Scratch {
    /// The parts of the numbers before and behind a point, or the multiples of 10^8 and the rest.
    parts: [[u32; ROWS]; 2],
    digits: [[Eight; ROWS]; 2],
    singles: [f32; ROWS],
    steps: Steps<ROWS>,
}

impl Default for Scratch {
    fn default() -> Self {
        Self {
            parts: [[0; ROWS]; 2],
            digits: [[Eight::default(); ROWS]; 2],
            singles: [0.0; ROWS],
            steps: Steps::default(),
        }
    }
}

impl Default for Cells {
    fn default() -> Self {
        Self { texts: [Cell::default(); ROWS], lengths: [LONG; ROWS], narrow: false }
    }
}

impl Cells {
    #[inline(always)]
    #[allow(clippy::indexing_slicing, reason = "there are so many cells")]
    pub(crate) fn get(&self, index: usize) -> (&Cell, u8) {
        (&self.texts[index % ROWS], self.lengths[index % ROWS])
    }

    /// Takes the values of these rows, at most [`ROWS`], with `after` behind each.
    pub(crate) fn fill<const JSON: bool>(
        &mut self,
        values: &Values,
        rows: Range<usize>,
        after: &str,
        scratch: &mut Scratch,
    ) {
        let after = After::new(after);
        let how = if JSON { NotFinite::Quoted } else { NotFinite::Plain };
        self.narrow = !matches!(
            values,
            Values::I128(_) | Values::F64(_) | Values::Text(_) | Values::Bytes(_) | Values::Json(_)
        );
        macro_rules! part {
            ($values:expr) => {
                $values.get(rows).unwrap_or_default()
            };
        }
        match values {
            Values::Bool(v) => {
                let name = |v| if v { "true" } else { "false" };
                self.each(part!(v), after, |cell, v| number::text(cell, name(v)));
            }
            Values::I8(v) => {
                self.integers(part!(v), after, scratch, |v| (v < 0, v.unsigned_abs().into()));
            }
            Values::U8(v) => self.integers(part!(v), after, scratch, |v| (false, v.into())),
            Values::I16(v) => {
                self.integers(part!(v), after, scratch, |v| (v < 0, v.unsigned_abs().into()));
            }
            Values::U16(v) => self.integers(part!(v), after, scratch, |v| (false, v.into())),
            Values::I32(v) => {
                self.integers(part!(v), after, scratch, |v| (v < 0, v.unsigned_abs()));
            }
            Values::U32(v) => self.integers(part!(v), after, scratch, |v| (false, v)),
            Values::I64(v) => self.each(part!(v), after, number::signed64),
            Values::U64(v) => self.each(part!(v), after, number::unsigned64),
            Values::F16(v) => self.floats(part!(v), after, scratch, how, half::shortest),
            Values::F32(v) => self.floats(part!(v), after, scratch, how, |v| v),
            Values::F64(v) => self.each(part!(v), after, |cell, v| number::double(cell, v, how)),
            Values::I128(_) | Values::Text(_) | Values::Bytes(_) | Values::Json(_) => {
                self.lengths.fill(LONG);
            }
        }
    }

    /// Makes one text after the other.
    #[inline(always)]
    fn each<T: Copy>(&mut self, values: &[T], after: After, write: impl Fn(&mut Cell, T) -> usize) {
        for ((cell, length), value) in self.texts.iter_mut().zip(&mut self.lengths).zip(values) {
            let end = write(cell, *value);
            *length = after.write(cell, end);
        }
    }

    /// Integers of at most 32 bits: their digits are made eight at a time, of all values together.
    /// `split` gives whether one is negative, and what it is without its sign.
    #[inline(always)]
    fn integers<T: Copy>(
        &mut self,
        values: &[T],
        after: After,
        scratch: &mut Scratch,
        split: impl Fn(T) -> (bool, u32),
    ) {
        const LIMIT: u32 = 100_000_000;
        let Scratch { parts: [high, low], digits: [highs, lows], steps, .. } = scratch;
        let numbers = values.iter().map(|value| split(*value).1);
        low.iter_mut().zip(numbers).for_each(|(low, number)| *low = number);
        let is_long = low.iter().fold(0, |all, value| all.max(*value)) >= LIMIT;
        if is_long {
            for (high, low) in high.iter_mut().zip(low.iter_mut()) {
                *high = *low / LIMIT;
                *low = low.wrapping_sub(high.wrapping_mul(LIMIT));
            }
            number::eights(high, highs, steps);
        }
        number::eights(low, lows, steps);
        let cells = self.texts.iter_mut().zip(&mut self.lengths).zip(values).zip(lows);
        if is_long {
            for ((((cell, length), value), low), high) in cells.zip(highs) {
                let end = number::long(cell, split(*value).0, *high, *low);
                *length = after.write(cell, end);
            }
        } else {
            for (((cell, length), value), low) in cells {
                let end = number::integer(cell, split(*value).0, *low);
                *length = after.write(cell, end);
            }
        }
    }

    /// Floats, in the same way, but for those that the general algorithm must be asked for.
    #[inline(always)]
    fn floats<T: Copy>(
        &mut self,
        values: &[T],
        after: After,
        scratch: &mut Scratch,
        how: NotFinite,
        single: impl Fn(T) -> f32,
    ) {
        let Scratch { parts: [whole, behind], digits: [wholes, behinds], singles, steps } = scratch;
        let mut others = 0_u64;
        let places = whole.iter_mut().zip(behind.iter_mut()).zip(singles.iter_mut()).enumerate();
        for ((index, ((whole, behind), kept)), value) in places.zip(values) {
            *kept = single(*value);
            match number::decimal(*kept) {
                Some(decimal) => Decimal { whole: *whole, behind: *behind } = decimal,
                None => others |= 1_u64.wrapping_shl(index as u32),
            }
        }
        number::eights(whole, wholes, steps);
        number::eights(behind, behinds, steps);
        let cells = self.texts.iter_mut().zip(&mut self.lengths);
        let digits = wholes.iter().zip(behinds);
        for (((cell, length), value), (whole, behind)) in
            cells.zip(singles.iter().take(values.len())).zip(digits)
        {
            let end = number::point(cell, value.is_sign_negative(), *whole, *behind);
            *length = after.write(cell, end);
        }
        while others != 0 {
            let index = others.trailing_zeros() as usize;
            others &= others.wrapping_sub(1);
            let cell = self.texts.get_mut(index).zip(self.lengths.get_mut(index));
            if let (Some((cell, length)), Some(value)) = (cell, singles.get(index)) {
                let end = number::general(cell, *value, how);
                *length = after.write(cell, end);
            }
        }
    }

    /// Puts `null` where there is no value.
    pub(crate) fn clear(&mut self, valid: &[bool], null: &str, after: &str) {
        for ((cell, length), valid) in self.texts.iter_mut().zip(&mut self.lengths).zip(valid) {
            if !valid {
                let text = [null, after].concat();
                *length = number::text(cell, &text) as u8;
            }
        }
    }
}

/// What stands behind a value: at most two bytes.
#[derive(Clone, Copy)]
struct After {
    bytes: [u8; 2],
    length: usize,
}

impl After {
    fn new(after: &str) -> Self {
        let mut bytes = [0; 2];
        bytes.iter_mut().zip(after.bytes()).for_each(|(to, from)| *to = from);
        Self { bytes, length: after.len() }
    }

    /// Writes it at the end of a text; gives the length of both.
    #[inline(always)]
    fn write(self, cell: &mut Cell, end: usize) -> u8 {
        // The mask says that it is in the cell.
        if let Some(place) = cell.get_mut(end & 15 | end & 16..).and_then(|c| c.first_chunk_mut()) {
            *place = self.bytes;
        }
        end.wrapping_add(self.length) as u8
    }
}
