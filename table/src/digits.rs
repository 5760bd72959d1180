//! Fast formatting of numbers in hex and decimal, without `core::fmt`.

#![allow(clippy::arithmetic_side_effects, reason = "a number has at most 20 digits, all below 10")]

/// For each byte value, its two hex digits and a space, in the low three bytes of a little-endian
/// word.
#[allow(clippy::indexing_slicing, reason = "evaluated at compile time")]
pub static HEX: [u32; 256] = {
    let digits = *b"0123456789abcdef";
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = u32::from_le_bytes([digits[byte >> 4], digits[byte & 15], b' ', 0]);
        byte += 1;
    }
    table
};

/// Returns the two hex digits of a byte.
#[inline]
pub fn pair(byte: u8) -> [u8; 2] {
    // The table has an entry for every byte value.
    let [high, low, ..] = HEX.get(usize::from(byte)).map_or([b'0'; 4], |word| word.to_le_bytes());
    [high, low]
}

/// Appends a number in hex, zero-padded to `width` digits.
pub fn hex(to: &mut Vec<u8>, value: u64, width: usize) {
    let mut digits = [0; 16];
    for (digits, byte) in digits.chunks_exact_mut(2).zip(value.to_be_bytes()) {
        digits.copy_from_slice(&pair(byte));
    }
    let zeros = value.leading_zeros() as usize / 4;
    let skipped = zeros.min(digits.len().saturating_sub(width.max(1)));
    to.extend_from_slice(digits.get(skipped..).unwrap_or_default());
}

/// Appends a number in decimal.
pub fn decimal(to: &mut Vec<u8>, value: u64) {
    separated(to, value, b"");
}

/// Appends a number in decimal. If it has more than four digits, a space separates each group of
/// three.
pub fn grouped(to: &mut Vec<u8>, value: u64) {
    separated(to, value, if value < 10_000 { b"" } else { b" " });
}

/// Appends a number in decimal, with `separator` between groups of three digits.
fn separated(to: &mut Vec<u8>, value: u64, separator: &[u8]) {
    if value < 10 {
        // At most 9, so the cast is lossless.
        return to.push(b'0' + value as u8);
    }
    let start = to.len();
    let mut rest = value;
    let mut count = 0;
    while rest > 0 {
        if count > 0 && count % 3 == 0 {
            to.extend_from_slice(separator);
        }
        to.push(b'0' + (rest % 10) as u8);
        rest /= 10;
        count += 1;
    }
    to.get_mut(start..).unwrap_or_default().reverse();
}

/// Appends spaces.
#[inline]
pub fn blanks(to: &mut Vec<u8>, count: usize) {
    to.resize(to.len().saturating_add(count), b' ');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut to = Vec::new();
        write(&mut to);
        String::from_utf8(to).unwrap()
    }

    #[test]
    fn numbers_match_core_fmt() {
        let powers = (0..64).flat_map(|bit| [(1_u64 << bit) - 1, 1 << bit]);
        let tens = (0..20).flat_map(|n| [10_u64.pow(n) - 1, 10_u64.pow(n)]);
        for value in powers.chain(tens).chain([u64::MAX]) {
            assert_eq!(written(|to| decimal(to, value)), value.to_string());
            assert_eq!(written(|to| hex(to, value, 0)), format!("{value:x}"));
            assert_eq!(written(|to| hex(to, value, 8)), format!("{value:08x}"));
            assert_eq!(written(|to| hex(to, value, 16)), format!("{value:016x}"));
            assert_eq!(written(|to| grouped(to, value)).replace(' ', ""), value.to_string());
        }
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(written(|to| grouped(to, 1234)), "1234");
        assert_eq!(written(|to| grouped(to, 1_234_567)), "1 234 567");
        assert_eq!(written(|to| grouped(to, 100_000)), "100 000");
    }
}
