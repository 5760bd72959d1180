//! Numbers as text: integers, and floats as the shortest text that parses to the same value.
//!
//! Each number is written into a [`NumberBuffer`], which is longer than any number, so that all
//! stores have a fixed size and a range that the compiler can check.

/// Buffer for a number and its suffix. The longest number, `-1.7976931348623157e+308`, takes 24
/// bytes.
pub(crate) type NumberBuffer = [u8; 32];

/// Eight ASCII zeros, to convert digits to text.
const ZEROS: u64 = u64::from_le_bytes(*b"00000000");

/// Returns the digits of a number below 10^8, one digit per byte, the first in the lowest byte.
///
/// The number is split into groups of four, two and finally one digit; each step splits all groups
/// of the word in parallel. Multiplying and shifting divides by 100 or 10, which is exact for groups
/// of this size. Subtracting the quotient times `(divisor << bits) - 1` from the shifted group then
/// leaves the quotient in its low `bits` and the remainder above them.
#[inline(always)]
#[allow(clippy::arithmetic_side_effects, reason = "groups do not overflow into their neighbors")]
fn eight_digits(value: u32) -> u64 {
    let high = u64::from(value / 10_000);
    let fours = (u64::from(value) << 32) - high * ((10_000 << 32) - 1);
    let hundreds = ((fours * 5243) >> 19) & 0x7f_0000_007f;
    let twos = (fours << 16) - hundreds * ((100 << 16) - 1);
    let tens = ((twos * 103) >> 10) & 0x000f_000f_000f_000f;
    (twos << 8) - tens * ((10 << 8) - 1)
}

/// Like [`eight_digits`], for a number below 10^4.
#[inline(always)]
#[allow(clippy::arithmetic_side_effects, reason = "groups do not overflow into their neighbors")]
fn four_digits(value: u32) -> u32 {
    let hundreds = (value * 5243) >> 19;
    let twos = (value << 16) - hundreds * ((100 << 16) - 1);
    let tens = ((twos * 103) >> 10) & 0x000f_000f;
    (twos << 8) - tens * ((10 << 8) - 1)
}

/// Eight digits in pairs; the first digit of a pair is in the low byte.
pub(crate) type DigitPairs = [u16; 4];

/// Intermediate values of [`digit_pairs`], reused because zeroing them for each call would be slow.
#[derive(Clone, Debug)]
pub(crate) struct DigitScratch<const N: usize> {
    high: [u16; N],
    low: [u16; N],
    twos: [[u16; N]; 4],
}

impl<const N: usize> Default for DigitScratch<N> {
    fn default() -> Self {
        Self { high: [0; N], low: [0; N], twos: [[0; N]; 4] }
    }
}

/// Computes the digits of `N` numbers below 10^8. Each step is a separate loop, over 16-bit words
/// where possible, so that the compiler vectorizes it.
pub(crate) fn digit_pairs<const N: usize>(
    values: &[u32; N],
    digits: &mut [DigitPairs; N],
    scratch: &mut DigitScratch<N>,
) {
    let DigitScratch { high, low, twos: [first, second, third, fourth] } = scratch;
    if values.iter().fold(0, |max, value| max.max(*value)) < 10_000 {
        low.iter_mut().zip(values).for_each(|(low, value)| *low = *value as u16);
        first.fill(0);
        second.fill(0);
    } else {
        for ((high, low), value) in high.iter_mut().zip(low.iter_mut()).zip(values) {
            *high = (value / 10_000) as u16;
            // The remainder is below 2^16, so 16-bit arithmetic is enough.
            *low = (*value as u16).wrapping_sub(high.wrapping_mul(10_000));
        }
        split_pairs(high, first, second);
    }
    split_pairs(low, third, fourth);
    let twos = first.iter().zip(second).zip(third).zip(fourth);
    for (digits, (((first, second), third), fourth)) in digits.iter_mut().zip(twos) {
        *digits = [*first, *second, *third, *fourth];
    }
}

/// Splits numbers below 10^4 into two pairs of digits; the first digit of a pair is in the low
/// byte.
#[inline(always)]
fn split_pairs<const N: usize>(values: &[u16; N], first: &mut [u16; N], second: &mut [u16; N]) {
    let pair = |value: u16| {
        let tens = value.wrapping_mul(103).wrapping_shr(10);
        value.wrapping_shl(8).wrapping_sub(tens.wrapping_mul((10 << 8) - 1))
    };
    for ((value, first), second) in values.iter().zip(first).zip(second) {
        let hundreds =
            (u32::from(*value).wrapping_mul(5243).wrapping_shr(16) as u16).wrapping_shr(3);
        *first = pair(hundreds);
        *second = pair(value.wrapping_sub(hundreds.wrapping_mul(100)));
    }
}

/// Joins digit pairs into a word with one digit per byte, as returned by [`eight_digits`].
#[inline(always)]
fn join_pairs([first, second, third, fourth]: DigitPairs) -> u64 {
    let high = u32::from(first) | u32::from(second) << 16;
    let low = u32::from(third) | u32::from(fourth) << 16;
    u64::from(high) | u64::from(low) << 32
}

/// Stores eight bytes at `at`, which must be at least eight bytes before the end of the buffer.
#[inline(always)]
fn store_word(buffer: &mut NumberBuffer, at: usize, bytes: u64) {
    if let Some(to) = buffer.get_mut(at & 31..).and_then(|rest| rest.first_chunk_mut()) {
        *to = bytes.to_le_bytes();
    }
}

#[inline(always)]
fn store_byte(buffer: &mut NumberBuffer, at: usize, byte: u8) {
    if let Some(to) = buffer.get_mut(at & 31) {
        *to = byte;
    }
}

/// Writes eight digits without leading zeros; returns the end offset.
#[inline(always)]
#[allow(clippy::arithmetic_side_effects, reason = "the buffer has room for all digits")]
fn write_trimmed(buffer: &mut NumberBuffer, at: usize, digits: u64) -> usize {
    // The last digit is written even if it is zero.
    let leading = (digits | 1 << 56).trailing_zeros() & 0x38;
    store_word(buffer, at, (digits | ZEROS) >> leading);
    at + 8 - (leading / 8) as usize
}

/// Writes an integer below 10^8 from the digits computed by [`digit_pairs`]; returns its length.
#[inline(always)]
pub(crate) fn write_integer(
    buffer: &mut NumberBuffer,
    is_negative: bool,
    digits: DigitPairs,
) -> usize {
    store_byte(buffer, 0, b'-');
    write_trimmed(buffer, usize::from(is_negative), join_pairs(digits))
}

/// Writes a 32-bit integer from the digits of its quotient by 10^8 and of the remainder, computed
/// by [`digit_pairs`]; returns its length.
#[inline(always)]
#[allow(clippy::arithmetic_side_effects, reason = "the buffer has room for all digits")]
pub(crate) fn write_long(
    buffer: &mut NumberBuffer,
    is_negative: bool,
    high: DigitPairs,
    low: DigitPairs,
) -> usize {
    if high == [0; 4] {
        return write_integer(buffer, is_negative, low);
    }
    let at = write_integer(buffer, is_negative, high);
    store_word(buffer, at, join_pairs(low) | ZEROS);
    at + 8
}

/// Writes a decimal number from the digits of its integer and fractional parts, computed by
/// [`digit_pairs`]; returns its length.
#[inline(always)]
#[allow(clippy::arithmetic_side_effects, reason = "the buffer has room for all digits")]
pub(crate) fn write_decimal(
    buffer: &mut NumberBuffer,
    is_negative: bool,
    whole: DigitPairs,
    fraction: DigitPairs,
) -> usize {
    store_byte(buffer, 0, b'-');
    let at = write_trimmed(buffer, usize::from(is_negative), join_pairs(whole));
    store_byte(buffer, at, b'.');
    let fraction = join_pairs(fraction);
    store_word(buffer, at + 1, fraction | ZEROS);
    // At least one digit follows the point.
    at + 9 - ((fraction | 1).leading_zeros() / 8) as usize
}

/// Writes a number below 10^8 at `at`; returns the end offset. Consecutive numbers are usually of
/// similar size, so the branch is well predicted.
#[inline(always)]
#[allow(clippy::arithmetic_side_effects, reason = "the buffer has room for all digits")]
fn write_short(buffer: &mut NumberBuffer, at: usize, value: u32) -> usize {
    // The last digit is always written, so there are at most three or seven leading zeros.
    if value < 10_000 {
        let digits = four_digits(value);
        let leading = (digits | 1 << 24).trailing_zeros() / 8;
        store_word(buffer, at, ((digits | 0x3030_3030) >> (8 * leading)).into());
        return at + 4 - leading as usize;
    }
    let digits = eight_digits(value);
    let leading = (digits | 1 << 56).trailing_zeros() / 8;
    store_word(buffer, at, (digits | ZEROS) >> (8 * leading));
    at + 8 - leading as usize
}

#[inline(always)]
#[allow(clippy::arithmetic_side_effects, reason = "the buffer has room for all digits")]
fn write_u32(buffer: &mut NumberBuffer, at: usize, value: u32) -> usize {
    const LIMIT: u32 = 100_000_000;
    if value < LIMIT {
        return write_short(buffer, at, value);
    }
    let high = value / LIMIT;
    let at = write_short(buffer, at, high);
    store_word(buffer, at, eight_digits(value - high * LIMIT) | ZEROS);
    at + 8
}

/// Writes an unsigned 64-bit integer; returns its length.
#[inline(always)]
pub(crate) fn write_u64(buffer: &mut NumberBuffer, value: u64) -> usize {
    write_u64_at(buffer, 0, value)
}

/// Writes a signed 64-bit integer; returns its length.
#[inline(always)]
pub(crate) fn write_i64(buffer: &mut NumberBuffer, value: i64) -> usize {
    store_byte(buffer, 0, b'-');
    write_u64_at(buffer, usize::from(value < 0), value.unsigned_abs())
}

#[inline(always)]
#[allow(clippy::arithmetic_side_effects, reason = "the buffer has room for all digits")]
#[allow(clippy::cast_possible_truncation, reason = "quotients and remainders fit in 32 bits")]
fn write_u64_at(buffer: &mut NumberBuffer, at: usize, value: u64) -> usize {
    const LIMIT: u64 = 100_000_000;
    if let Ok(value) = u32::try_from(value) {
        return write_u32(buffer, at, value);
    }
    let (high, low) = (value / LIMIT, (value % LIMIT) as u32);
    let at = if high < LIMIT {
        write_short(buffer, at, high as u32)
    } else {
        let at = write_short(buffer, at, (high / LIMIT) as u32);
        store_word(buffer, at, eight_digits((high % LIMIT) as u32) | ZEROS);
        at + 8
    };
    store_word(buffer, at, eight_digits(low) | ZEROS);
    at + 8
}

/// Powers of ten for the number `n` of decimals that distinguishes neighboring floats: 10^n, and
/// 10^(8-n), which scales `n` decimals to eight digits. Indexed by the number of fraction bits in
/// the significand, for floats from 1/8 to 2^23.
#[allow(clippy::indexing_slicing, reason = "evaluated at compile time")]
static DECIMALS: [(u32, u32); 32] = {
    let mut table = [(1, 1); 32];
    let mut shift = 1;
    while shift < 27 {
        // The fewest decimals whose spacing is at most the distance between neighbors.
        let mut digits = 0;
        while 10_u64.pow(digits) < 1 << shift {
            digits += 1;
        }
        table[shift] = (10_u32.pow(digits), 10_u32.pow(8 - digits));
        shift += 1;
    }
    table
};

/// Shortest decimal form of a float, without its sign.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decimal {
    /// Integer part; below 10^8.
    pub(crate) whole: u32,
    /// Fractional part, in units of 10^-8.
    pub(crate) fraction: u32,
}

/// Returns the shortest decimal form of a float; `None` if it needs [`write_f32`].
///
/// From 1/8 to 2^23, the usual range of sensor values, a float is an integer plus a fraction of at
/// most 26 bits, and the fraction times a power of ten is exact in 64 bits. The shortest text has
/// as many decimals as distinguish neighbors, or one decimal fewer if the nearest such number is
/// within half the distance to a neighbor; trailing zeros are then dropped. All other floats, and
/// powers of two, which are nearer to their lower neighbor, need the general algorithm.
#[inline(always)]
#[allow(clippy::arithmetic_side_effects, reason = "the checked shift excludes overflow")]
#[allow(clippy::cast_possible_truncation, reason = "below 10^8")]
pub(crate) fn shortest_decimal(value: f32) -> Option<Decimal> {
    let bits = value.to_bits();
    let (exponent, fraction) = (bits >> 23 & 0xff, bits & 0x7f_ffff);
    let shift = 150_u32.wrapping_sub(exponent);
    if shift.wrapping_sub(1) > 25 || fraction == 0 {
        return None;
    }
    let significand = u64::from(fraction | 0x80_0000);
    let unit = 1_u64 << (shift & 31);
    let (power, padding) = DECIMALS.get(shift as usize & 31).copied().unwrap_or((1, 1));
    let spacing = u64::from(power);
    let mut whole = (significand >> (shift & 31)) as u32;
    let scaled = (significand & (unit - 1)) * spacing;
    // The nearest number with one decimal fewer, and its distance.
    let above = ((scaled + 5 * unit) >> (shift & 31)) as u32;
    let shorter = above / 10 * 10;
    let distance = scaled.abs_diff(u64::from(shorter) << (shift & 31));
    let is_odd = significand & 1;
    // The nearest number with all decimals, ties to even.
    let floor = scaled >> (shift & 31);
    let nearest = ((scaled + (unit / 2 - 1) + (floor & 1)) >> (shift & 31)) as u32;
    // A branch would be unpredictable.
    let is_enough = 2 * distance + is_odd <= spacing;
    let mut fraction = std::hint::select_unpredictable(is_enough, shorter, nearest);
    if fraction >= power {
        unlikely();
        whole += 1;
        fraction -= power;
    }
    Some(Decimal { whole, fraction: fraction * padding })
}

/// Marks the calling branch as unlikely.
#[cold]
fn unlikely() {}

/// Notation of infinities and NaN.
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

/// Writes a 32-bit float with the general algorithm; returns its length.
#[inline(never)]
pub(crate) fn write_f32(buffer: &mut NumberBuffer, value: f32, not_finite: NotFinite) -> usize {
    match value.is_finite() {
        true => write_text(buffer, zmij::Buffer::new().format_finite(value)),
        false => write_text(buffer, not_finite.text(value.into())),
    }
}

/// Writes a 64-bit float; returns its length.
pub(crate) fn write_f64(buffer: &mut NumberBuffer, value: f64, not_finite: NotFinite) -> usize {
    match value.is_finite() {
        true => write_text(buffer, zmij::Buffer::new().format_finite(value)),
        false => write_text(buffer, not_finite.text(value)),
    }
}

/// Copies text, which must fit in the buffer; returns its length.
pub(crate) fn write_text(buffer: &mut NumberBuffer, text: &str) -> usize {
    if let Some(to) = buffer.get_mut(..text.len()) {
        to.copy_from_slice(text.as_bytes());
    }
    text.len()
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests {
    use super::super::batch::ColumnValues;
    use super::super::cells::{Cells, ColumnScratch, ROWS};
    use super::*;

    fn written(write: impl FnOnce(&mut NumberBuffer) -> usize) -> String {
        let mut buffer = [b'#'; 32];
        let length = write(&mut buffer);
        String::from_utf8(buffer[..length].to_vec()).unwrap()
    }

    /// Formats the values of a column.
    fn column(count: usize, values: &ColumnValues) -> Vec<String> {
        let (mut cells, mut texts) = (Cells::default(), Vec::new());
        for from in (0..count).step_by(ROWS) {
            let rows = from..count.min(from + ROWS);
            cells.fill::<false>(values, rows.clone(), "", &mut ColumnScratch::default());
            texts.extend(rows.map(|row| {
                let (buffer, length) = cells.get(row - from);
                String::from_utf8(buffer[..usize::from(length)].to_vec()).unwrap()
            }));
        }
        texts
    }

    #[test]
    fn integers_match_the_standard_library() {
        let powers = (0..64).flat_map(|bit| [(1_u64 << bit) - 1, 1 << bit, (1 << bit) + 1]);
        let tens = (0..20).flat_map(|n| [10_u64.pow(n) - 1, 10_u64.pow(n), 10_u64.pow(n) + 1]);
        let values: Vec<u64> = powers.chain(tens).chain([u64::MAX]).collect();
        for value in &values {
            assert_eq!(written(|buffer| write_u64(buffer, *value)), value.to_string());
            let signed = *value as i64;
            assert_eq!(written(|buffer| write_i64(buffer, signed)), signed.to_string());
        }
        macro_rules! columns {
            ($($kind:ident $type:ty),*) => {
                // In two orders, so that short and long numbers are mixed.
                for step in [1, 7] {
                    $(let some = values.iter().cycle().step_by(step).take(values.len());
                    let numbers: Vec<$type> = some.map(|value| *value as $type).collect();
                    let expected: Vec<String> = numbers.iter().map(|v| v.to_string()).collect();
                    assert_eq!(column(numbers.len(), &ColumnValues::$kind(numbers)), expected);)*
                }
            };
        }
        columns!(U8 u8, I8 i8, U16 u16, I16 i16, U32 u32, I32 i32, U64 u64, I64 i64);
    }

    /// Every sign and exponent, with a sample of significands: the smallest and the largest, single
    /// bits, runs of low bits, all bits except one, and every 1621st value.
    #[test]
    fn floats_match_zmij() {
        let bits = (0..23).flat_map(|bit| [1_u32 << bit, (1 << bit) - 1, 0x7f_ffff ^ (1 << bit)]);
        let walk = (0..0x80_0000_u32).step_by(1621);
        let fractions: Vec<u32> = bits.chain(walk).chain([0x7f_ffff]).collect();
        let mut reference = zmij::Buffer::new();
        for high in 0..512_u32 {
            let values = fractions.iter().map(|fraction| f32::from_bits(high << 23 | fraction));
            let values: Vec<f32> = values.collect();
            for (value, text) in
                values.iter().zip(column(values.len(), &ColumnValues::F32(values.clone())))
            {
                if value.is_finite() {
                    assert_eq!(text, reference.format_finite(*value), "{:#x}", value.to_bits());
                } else {
                    assert_eq!(text.parse::<f32>().unwrap().to_string(), value.to_string());
                }
            }
        }
    }

    /// Every number with two decimals from 0.13 to 2000.
    #[test]
    fn short_decimals_stay_short() {
        let values: Vec<f32> = (13..200_000).map(|hundredths| hundredths as f32 / 100.0).collect();
        for (hundredths, text) in (13_u32..).zip(column(values.len(), &ColumnValues::F32(values))) {
            let value = hundredths as f32 / 100.0;
            assert_eq!(text, zmij::Buffer::new().format_finite(value));
            assert!(text.len() <= hundredths.to_string().len().max(3) + 1, "{text}");
        }
    }
}
