//! Numbers as text: integers, and floats as the shortest text that reads back to the same value.
//!
//! Every number is written into a [`Cell`], which is longer than the longest of them, so that all
//! stores have a fixed length and a place that the compiler can check.

/// A place for one number, and for what stands before or behind it. The longest number,
/// `-1.7976931348623157e308`, takes 24 bytes.
pub(crate) type Cell = [u8; 32];

const ZEROS: u64 = u64::from_le_bytes(*b"00000000");

/// The digits of a number below 10^8, one a byte, the first one in the lowest byte: the number is
/// halved into groups of 4, 2 and 1 digits, all groups of a word at a time. The multiplications
/// with a shift behind them divide by 100 and by 10, exactly for groups of that size; those with a
/// subtraction put a quotient and its remainder side by side.
#[inline(always)]
#[allow(clippy::arithmetic_side_effects, reason = "every group stays within its part of the word")]
fn eight(value: u32) -> u64 {
    let high = u64::from(value / 10_000);
    let fours = (u64::from(value) << 32) - high * ((10_000 << 32) - 1);
    let hundreds = ((fours * 5243) >> 19) & 0x7f_0000_007f;
    let twos = (fours << 16) - hundreds * ((100 << 16) - 1);
    let tens = ((twos * 103) >> 10) & 0x000f_000f_000f_000f;
    (twos << 8) - tens * ((10 << 8) - 1)
}

/// The same for a number below 10^4.
#[inline(always)]
#[allow(clippy::arithmetic_side_effects, reason = "every group stays within its part of the word")]
fn four(value: u32) -> u32 {
    let hundreds = (value * 5243) >> 19;
    let twos = (value << 16) - hundreds * ((100 << 16) - 1);
    let tens = ((twos * 103) >> 10) & 0x000f_000f;
    (twos << 8) - tens * ((10 << 8) - 1)
}

/// Eight digits, two and two, the first one in the lower byte.
pub(crate) type Eight = [u16; 4];

/// Memory for [`eights`], which would take long to be filled with zeros each time.
#[derive(Clone, Debug)]
pub(crate) struct Steps<const N: usize> {
    high: [u16; N],
    low: [u16; N],
    twos: [[u16; N]; 4],
}

impl<const N: usize> Default for Steps<N> {
    fn default() -> Self {
        Self { high: [0; N], low: [0; N], twos: [[0; N]; 4] }
    }
}

/// The digits of many numbers below 10^8 at a time, which the compiler makes vectors of: the steps
/// are loops of their own, over words of 16 bits as soon as that will do.
pub(crate) fn eights<const N: usize>(
    values: &[u32; N],
    digits: &mut [Eight; N],
    steps: &mut Steps<N>,
) {
    let Steps { high, low, twos: [first, second, third, fourth] } = steps;
    if values.iter().fold(0, |all, value| all.max(*value)) < 10_000 {
        low.iter_mut().zip(values).for_each(|(low, value)| *low = *value as u16);
        first.fill(0);
        second.fill(0);
    } else {
        for ((high, low), value) in high.iter_mut().zip(low.iter_mut()).zip(values) {
            *high = (value / 10_000) as u16;
            // The upper half of the product is that of the value.
            *low = (*value as u16).wrapping_sub(high.wrapping_mul(10_000));
        }
        fours(high, first, second);
    }
    fours(low, third, fourth);
    let twos = first.iter().zip(second).zip(third).zip(fourth);
    for (digits, (((first, second), third), fourth)) in digits.iter_mut().zip(twos) {
        *digits = [*first, *second, *third, *fourth];
    }
}

/// The digits of numbers below 10^4, two and two, the first one in the lower byte.
#[inline(always)]
fn fours<const N: usize>(values: &[u16; N], first: &mut [u16; N], second: &mut [u16; N]) {
    let two = |value: u16| {
        let tens = value.wrapping_mul(103).wrapping_shr(10);
        value.wrapping_shl(8).wrapping_sub(tens.wrapping_mul((10 << 8) - 1))
    };
    for ((value, first), second) in values.iter().zip(first).zip(second) {
        let hundreds =
            (u32::from(*value).wrapping_mul(5243).wrapping_shr(16) as u16).wrapping_shr(3);
        *first = two(hundreds);
        *second = two(value.wrapping_sub(hundreds.wrapping_mul(100)));
    }
}

/// The digits of a number in one word, as [`eight`] gives them.
#[inline(always)]
fn word([first, second, third, fourth]: Eight) -> u64 {
    let high = u32::from(first) | u32::from(second) << 16;
    let low = u32::from(third) | u32::from(fourth) << 16;
    u64::from(high) | u64::from(low) << 32
}

/// Stores eight bytes at `at`, which is far from the end of every cell.
#[inline(always)]
fn store(cell: &mut Cell, at: usize, bytes: u64) {
    if let Some(place) = cell.get_mut(at & 31..).and_then(|rest| rest.first_chunk_mut()) {
        *place = bytes.to_le_bytes();
    }
}

#[inline(always)]
fn byte(cell: &mut Cell, at: usize, byte: u8) {
    if let Some(place) = cell.get_mut(at & 31) {
        *place = byte;
    }
}

/// Writes eight digits without the zeros that lead; gives where they end.
#[inline(always)]
#[allow(clippy::arithmetic_side_effects, reason = "a cell has room for all digits")]
fn trimmed(cell: &mut Cell, at: usize, digits: u64) -> usize {
    // The last digit always counts.
    let leading = (digits | 1 << 56).trailing_zeros() & 0x38;
    store(cell, at, (digits | ZEROS) >> leading);
    at + 8 - (leading / 8) as usize
}

/// Writes an integer below 10^8 of which [`eights`] gave the digits; gives its length.
#[inline(always)]
pub(crate) fn integer(cell: &mut Cell, is_negative: bool, digits: Eight) -> usize {
    byte(cell, 0, b'-');
    trimmed(cell, usize::from(is_negative), word(digits))
}

/// Writes any other of 32 bits: the digits of its multiple of 10^8, and those of the rest.
#[inline(always)]
#[allow(clippy::arithmetic_side_effects, reason = "a cell has room for all digits")]
pub(crate) fn long(cell: &mut Cell, is_negative: bool, high: Eight, low: Eight) -> usize {
    if high == [0; 4] {
        return integer(cell, is_negative, low);
    }
    let at = integer(cell, is_negative, high);
    store(cell, at, word(low) | ZEROS);
    at + 8
}

/// Writes a number of which [`eights`] gave the digits before and behind the point; gives its length.
#[inline(always)]
#[allow(clippy::arithmetic_side_effects, reason = "a cell has room for all digits")]
pub(crate) fn point(cell: &mut Cell, is_negative: bool, whole: Eight, behind: Eight) -> usize {
    byte(cell, 0, b'-');
    let at = trimmed(cell, usize::from(is_negative), word(whole));
    byte(cell, at, b'.');
    let behind = word(behind);
    store(cell, at + 1, behind | ZEROS);
    // One digit stays behind the point.
    at + 9 - ((behind | 1).leading_zeros() / 8) as usize
}

/// Writes a number below 10^8 at `at`; gives where it ends. Most numbers are small, and most of
/// their neighbours too, so that the branch is foretold well.
#[inline(always)]
#[allow(clippy::arithmetic_side_effects, reason = "a cell has room for all digits")]
fn short(cell: &mut Cell, at: usize, value: u32) -> usize {
    // The last digit always counts, so that no more than three or seven zeros lead.
    if value < 10_000 {
        let digits = four(value);
        let leading = (digits | 1 << 24).trailing_zeros() / 8;
        store(cell, at, ((digits | 0x3030_3030) >> (8 * leading)).into());
        return at + 4 - leading as usize;
    }
    let digits = eight(value);
    let leading = (digits | 1 << 56).trailing_zeros() / 8;
    store(cell, at, (digits | ZEROS) >> (8 * leading));
    at + 8 - leading as usize
}

#[inline(always)]
#[allow(clippy::arithmetic_side_effects, reason = "a cell has room for all digits")]
fn digits32(cell: &mut Cell, at: usize, value: u32) -> usize {
    const LIMIT: u32 = 100_000_000;
    if value < LIMIT {
        return short(cell, at, value);
    }
    let high = value / LIMIT;
    let at = short(cell, at, high);
    store(cell, at, eight(value - high * LIMIT) | ZEROS);
    at + 8
}

/// Writes an unsigned number of 64 bits; gives its length.
#[inline(always)]
pub(crate) fn unsigned64(cell: &mut Cell, value: u64) -> usize {
    digits64(cell, 0, value)
}

/// Writes a signed number of 64 bits; gives its length.
#[inline(always)]
pub(crate) fn signed64(cell: &mut Cell, value: i64) -> usize {
    byte(cell, 0, b'-');
    digits64(cell, usize::from(value < 0), value.unsigned_abs())
}

#[inline(always)]
#[allow(clippy::arithmetic_side_effects, reason = "a cell has room for all digits")]
#[allow(clippy::cast_possible_truncation, reason = "remainders are below the divisor")]
fn digits64(cell: &mut Cell, at: usize, value: u64) -> usize {
    const LIMIT: u64 = 100_000_000;
    if let Ok(value) = u32::try_from(value) {
        return digits32(cell, at, value);
    }
    let (high, low) = (value / LIMIT, (value % LIMIT) as u32);
    let at = if high < LIMIT {
        short(cell, at, high as u32)
    } else {
        let at = short(cell, at, (high / LIMIT) as u32);
        store(cell, at, eight((high % LIMIT) as u32) | ZEROS);
        at + 8
    };
    store(cell, at, eight(low) | ZEROS);
    at + 8
}

/// For the numbers from 1/8 to 2^23, by how far their significand is shifted to the right of the
/// point: how many digits behind the point tell neighbours apart, as a power of ten, and the power
/// of ten that makes eight digits of them.
#[allow(clippy::indexing_slicing, reason = "computed by the compiler")]
static DIGITS: [(u32, u32); 32] = {
    let mut table = [(1, 1); 32];
    let mut shift = 1;
    while shift < 27 {
        // The fewest digits whose steps are no longer than those between neighbours.
        let mut digits = 0;
        while 10_u64.pow(digits) < 1 << shift {
            digits += 1;
        }
        table[shift] = (10_u32.pow(digits), 10_u32.pow(8 - digits));
        shift += 1;
    }
    table
};

/// The shortest decimal of a float, without its sign.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decimal {
    /// What stands before the point; below 10^8.
    pub(crate) whole: u32,
    /// The eight digits behind it.
    pub(crate) behind: u32,
}

/// The decimal of a float, unless it is one for [`general`].
///
/// From 1/8 to 2^23, the usual range of what sensors measure, a number is an integer and a
/// fraction of at most 26 bits, and the fraction times a power of ten is exact in 64 bits. The
/// shortest text has just the digits that tell neighbours apart, or one less where a multiple of
/// ten lies within half a step of the number; zeros at the end then fall away. A power of two has
/// a nearer neighbour below it, and is left to the general algorithm, as is all else.
#[inline(always)]
#[allow(clippy::arithmetic_side_effects, reason = "in range by the bounds on the shift")]
#[allow(clippy::cast_possible_truncation, reason = "below 10^8")]
pub(crate) fn decimal(value: f32) -> Option<Decimal> {
    let bits = value.to_bits();
    let (exponent, fraction) = (bits >> 23 & 0xff, bits & 0x7f_ffff);
    let shift = 150_u32.wrapping_sub(exponent);
    if shift.wrapping_sub(1) > 25 || fraction == 0 {
        return None;
    }
    let significand = u64::from(fraction | 0x80_0000);
    let one = 1_u64 << (shift & 31);
    let (ten, left) = DIGITS.get(shift as usize & 31).copied().unwrap_or((1, 1));
    let step = u64::from(ten);
    let mut whole = (significand >> (shift & 31)) as u32;
    let scaled = (significand & (one - 1)) * step;
    // The nearest number with one digit less, and how far away it is.
    let above = ((scaled + 5 * one) >> (shift & 31)) as u32;
    let shorter = above / 10 * 10;
    let away = scaled.abs_diff(u64::from(shorter) << (shift & 31));
    let is_odd = significand & 1;
    // The nearest number with all digits, the even one of two.
    let floor = scaled >> (shift & 31);
    let nearest = ((scaled + (one / 2 - 1) + (floor & 1)) >> (shift & 31)) as u32;
    // Which of them it is cannot be foretold.
    let is_enough = 2 * away + is_odd <= step;
    let mut behind = std::hint::select_unpredictable(is_enough, shorter, nearest);
    if behind >= ten {
        rare();
        whole += 1;
        behind -= ten;
    }
    Some(Decimal { whole, behind: behind * left })
}

/// Says that the branch which calls it is seldom taken.
#[cold]
fn rare() {}

/// How numbers that are not finite are written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum NotFinite {
    /// `NaN`
    Plain,
    /// `"NaN"`
    Quoted,
}

impl NotFinite {
    #[cold]
    fn text(self, value: f64) -> &'static str {
        match (self, value.is_nan(), value > 0.0) {
            (Self::Plain, true, _) => "NaN",
            (Self::Plain, _, true) => "Infinity",
            (Self::Plain, _, false) => "-Infinity",
            (Self::Quoted, true, _) => "\"NaN\"",
            (Self::Quoted, _, true) => "\"Infinity\"",
            (Self::Quoted, _, false) => "\"-Infinity\"",
        }
    }
}

/// Writes any float; gives its length.
#[inline(never)]
pub(crate) fn general(cell: &mut Cell, value: f32, not_finite: NotFinite) -> usize {
    match value.is_finite() {
        true => text(cell, zmij::Buffer::new().format_finite(value)),
        false => text(cell, not_finite.text(value.into())),
    }
}

/// Writes a 64-bit float; gives its length.
pub(crate) fn double(cell: &mut Cell, value: f64, not_finite: NotFinite) -> usize {
    match value.is_finite() {
        true => text(cell, zmij::Buffer::new().format_finite(value)),
        false => text(cell, not_finite.text(value)),
    }
}

/// Copies a text that fits; gives its length.
pub(crate) fn text(cell: &mut Cell, text: &str) -> usize {
    if let Some(place) = cell.get_mut(..text.len()) {
        place.copy_from_slice(text.as_bytes());
    }
    text.len()
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests {
    use super::super::batch::Values;
    use super::super::cells::{Cells, ROWS, Scratch};
    use super::*;

    fn made(write: impl FnOnce(&mut Cell) -> usize) -> String {
        let mut cell = [b'#'; 32];
        let length = write(&mut cell);
        String::from_utf8(cell[..length].to_vec()).unwrap()
    }

    /// Many values as they are in a column.
    fn column(count: usize, values: &Values) -> Vec<String> {
        let (mut cells, mut texts) = (Cells::default(), Vec::new());
        for from in (0..count).step_by(ROWS) {
            let rows = from..count.min(from + ROWS);
            cells.fill::<false>(values, rows.clone(), "", &mut Scratch::default());
            texts.extend(rows.map(|row| {
                let (cell, length) = cells.get(row - from);
                String::from_utf8(cell[..usize::from(length)].to_vec()).unwrap()
            }));
        }
        texts
    }

    #[test]
    fn integers_are_those_of_the_standard_library() {
        let powers = (0..64).flat_map(|bit| [(1_u64 << bit) - 1, 1 << bit, (1 << bit) + 1]);
        let tens = (0..20).flat_map(|n| [10_u64.pow(n) - 1, 10_u64.pow(n), 10_u64.pow(n) + 1]);
        let values: Vec<u64> = powers.chain(tens).chain([u64::MAX]).collect();
        for value in &values {
            assert_eq!(made(|cell| unsigned64(cell, *value)), value.to_string());
            assert_eq!(made(|cell| signed64(cell, *value as i64)), (*value as i64).to_string());
        }
        macro_rules! columns {
            ($($kind:ident $type:ty),*) => {
                // In one order and another, so that short numbers stand among long ones.
                for step in [1, 7] {
                    $(let some = values.iter().cycle().step_by(step).take(values.len());
                    let some: Vec<$type> = some.map(|value| *value as $type).collect();
                    let expected: Vec<String> = some.iter().map(|v| v.to_string()).collect();
                    assert_eq!(column(some.len(), &Values::$kind(some)), expected);)*
                }
            };
        }
        columns!(U8 u8, I8 i8, U16 u16, I16 i16, U32 u32, I32 i32, U64 u64, I64 i64);
    }

    /// Every sign and exponent, with significands of every kind: the smallest and the largest,
    /// single bits and runs of them, and a walk through all of them in large odd steps.
    #[test]
    fn floats_are_those_of_the_judge() {
        let bits = (0..23).flat_map(|bit| [1_u32 << bit, (1 << bit) - 1, 0x7f_ffff ^ (1 << bit)]);
        let walk = (0..0x80_0000_u32).step_by(1621);
        let fractions: Vec<u32> = bits.chain(walk).chain([0x7f_ffff]).collect();
        let mut judge = zmij::Buffer::new();
        for high in 0..512_u32 {
            let values = fractions.iter().map(|fraction| f32::from_bits(high << 23 | fraction));
            let values: Vec<f32> = values.collect();
            for (value, text) in
                values.iter().zip(column(values.len(), &Values::F32(values.clone())))
            {
                if value.is_finite() {
                    assert_eq!(text, judge.format_finite(*value), "{:#x}", value.to_bits());
                } else {
                    assert_eq!(text.parse::<f32>().unwrap().to_string(), value.to_string());
                }
            }
        }
    }

    /// Every number of two decimals, and every number of the fast range that is near to one.
    #[test]
    fn short_decimals_stay_short() {
        let values: Vec<f32> = (13..200_000).map(|hundredths| hundredths as f32 / 100.0).collect();
        for (hundredths, text) in (13_u32..).zip(column(values.len(), &Values::F32(values))) {
            let value = hundredths as f32 / 100.0;
            assert_eq!(text, zmij::Buffer::new().format_finite(value));
            assert!(text.len() <= hundredths.to_string().len().max(3) + 1, "{text}");
        }
    }
}
