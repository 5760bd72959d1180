//! LZW codes in the data sub-blocks of a GIF image (`GIF89a`, section 22 and appendix F).
//!
//! The codes are followed without their output: only the length of each string is needed, so memory
//! is constant and time is proportional to the number of codes.

/// Maximum size of a code in bits.
const MAX_WIDTH: u32 = 12;
/// Number of strings in a full table.
const MAX_STRINGS: u32 = 1 << MAX_WIDTH;

/// Fault of LZW data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LzwFault {
    /// A code without a string; `at` is the offset of its last byte in the sub-blocks.
    Code { at: usize },
    /// Fewer pixels than the image has.
    Pixels { found: u64 },
}

/// Verifies that sub-blocks, including their sizes, contain at least `pixels` pixels.
///
/// As in other decoders, the first clear code and the end code are optional, and data after the
/// last pixel is ignored.
pub(crate) fn verify(sub_blocks: &[u8], code_size: u32, pixels: u64) -> Result<(), LzwFault> {
    let mut codes = Codes::new(code_size);
    let mut lengths = vec![1_u64; MAX_STRINGS as usize];
    let mut previous: Option<u64> = None;
    let mut found = 0_u64;
    let (mut bits, mut num_bits) = (0_u32, 0_u32);
    for (at, byte) in Bytes::of(sub_blocks) {
        bits |= u32::from(byte) << num_bits;
        num_bits = num_bits.saturating_add(8);
        while num_bits >= codes.width && found < pixels {
            let code = bits & (1_u32 << codes.width).saturating_sub(1);
            bits >>= codes.width;
            num_bits = num_bits.saturating_sub(codes.width);
            if code == codes.clear {
                codes = Codes::new(code_size);
                previous = None;
                continue;
            }
            if code == codes.end() {
                return Err(LzwFault::Pixels { found });
            }
            // The string of a new code is the previous string and one more pixel.
            let added = previous.map(|length| length.saturating_add(1));
            let length = match added {
                Some(added) if code == codes.next => added,
                _ if code < codes.next => lengths.get(code as usize).copied().unwrap_or(1),
                _ => return Err(LzwFault::Code { at }),
            };
            if let (Some(added), Some(cell)) = (added, lengths.get_mut(codes.next as usize)) {
                *cell = added;
            }
            codes.advance(previous.is_some());
            previous = Some(length);
            found = found.saturating_add(length);
        }
        if found >= pixels {
            return Ok(());
        }
    }
    if found < pixels { Err(LzwFault::Pixels { found }) } else { Ok(()) }
}

/// Encodes pixels of color 0 as sub-blocks, without compression.
pub(crate) fn encode(code_size: u32, pixels: u64) -> Vec<u8> {
    let mut codes = Codes::new(code_size);
    let (mut packed, mut bits, mut num_bits) = (Vec::new(), 0_u32, 0_u32);
    let mut put = |code: u32, width: u32| {
        bits |= code << num_bits;
        num_bits = num_bits.saturating_add(width);
        while num_bits >= 8 {
            packed.push(bits.to_le_bytes()[0]);
            bits >>= 8;
            num_bits = num_bits.saturating_sub(8);
        }
    };
    put(codes.clear, codes.width);
    for index in 0..pixels {
        if codes.next >= MAX_STRINGS {
            put(codes.clear, codes.width);
            codes = Codes::new(code_size);
            put(0, codes.width);
            codes.advance(false);
            continue;
        }
        put(0, codes.width);
        codes.advance(index > 0);
    }
    put(codes.end(), codes.width);
    // The last bits.
    put(0, 7);
    let mut sub_blocks = Vec::new();
    for block in packed.chunks(255) {
        sub_blocks.extend(u8::try_from(block.len()));
        sub_blocks.extend_from_slice(block);
    }
    sub_blocks.push(0);
    sub_blocks
}

/// Size and range of the codes.
#[derive(Clone, Copy)]
struct Codes {
    /// Code that clears the table.
    clear: u32,
    /// First code without a string.
    next: u32,
    /// Size of the next code in bits.
    width: u32,
}

impl Codes {
    fn new(code_size: u32) -> Self {
        let code_size = code_size.min(MAX_WIDTH.saturating_sub(1));
        let clear = 1_u32 << code_size;
        Self { clear, next: clear.saturating_add(2), width: code_size.saturating_add(1) }
    }

    /// Returns the code that ends the image.
    fn end(self) -> u32 {
        self.clear.saturating_add(1)
    }

    /// Continues after a code for a string, which adds a string to the table if `adds`.
    fn advance(&mut self, adds: bool) {
        if adds && self.next < MAX_STRINGS {
            self.next = self.next.saturating_add(1);
        }
        if self.next >= 1 << self.width && self.width < MAX_WIDTH {
            self.width = self.width.saturating_add(1);
        }
    }
}

/// Data bytes of sub-blocks, with their offsets.
struct Bytes<'d> {
    sub_blocks: &'d [u8],
    at: usize,
    /// Number of bytes left in the current sub-block.
    left: u8,
}

impl<'d> Bytes<'d> {
    fn of(sub_blocks: &'d [u8]) -> Self {
        Self { sub_blocks, at: 0, left: 0 }
    }
}

impl Iterator for Bytes<'_> {
    type Item = (usize, u8);

    fn next(&mut self) -> Option<Self::Item> {
        if self.left == 0 {
            self.left = *self.sub_blocks.get(self.at).filter(|size| **size > 0)?;
            self.at = self.at.saturating_add(1);
        }
        let (at, byte) = (self.at, *self.sub_blocks.get(self.at)?);
        self.at = self.at.saturating_add(1);
        self.left = self.left.saturating_sub(1);
        Some((at, byte))
    }
}

#[cfg(test)]
mod tests {
    use super::{LzwFault, encode, verify};

    /// Packs codes, each with its size in bits, into sub-blocks of `block` bytes.
    fn packed(codes: &[(u32, u32)], block: usize) -> Vec<u8> {
        let mut all: Vec<bool> = Vec::new();
        for (code, width) in codes {
            all.extend((0..*width).map(|bit| code >> bit & 1 == 1));
        }
        let byte =
            |bits: &[bool]| bits.iter().rev().fold(0_u8, |byte, bit| byte << 1 | u8::from(*bit));
        let bytes: Vec<u8> = all.chunks(8).map(byte).collect();
        let blocks = bytes.chunks(block);
        let mut out: Vec<u8> =
            blocks.flat_map(|b| std::iter::once(b.len() as u8).chain(b.iter().copied())).collect();
        out.push(0);
        out
    }

    #[test]
    fn strings_of_the_table_are_counted() {
        // 1, then the new strings 11, 111, 1111; from then on, codes have 4 bits.
        let codes = [(4, 3), (1, 3), (6, 3), (7, 3), (8, 4), (5, 4)];
        for block in [1, 2, 255] {
            let data = packed(&codes, block);
            assert_eq!(verify(&data, 2, 10), Ok(()), "{block}");
            assert_eq!(verify(&data, 2, 3), Ok(()));
            assert_eq!(verify(&data, 2, 11), Err(LzwFault::Pixels { found: 10 }));
        }
    }

    #[test]
    fn clear_and_end_codes_are_optional() {
        assert_eq!(verify(&packed(&[(1, 3), (6, 3)], 255), 2, 3), Ok(()));
        assert_eq!(
            verify(&packed(&[(1, 3), (6, 3)], 255), 2, 4),
            Err(LzwFault::Pixels { found: 3 })
        );
        assert_eq!(
            verify(&packed(&[(4, 3), (1, 3), (5, 3), (1, 3)], 255), 2, 2),
            Err(LzwFault::Pixels { found: 1 })
        );
        assert_eq!(verify(&[0], 2, 0), Ok(()));
        assert_eq!(verify(&[], 2, 1), Err(LzwFault::Pixels { found: 0 }));
        assert_eq!(verify(&[3, 0x4c], 2, 2), Err(LzwFault::Pixels { found: 1 }));
    }

    #[test]
    fn codes_without_a_string_are_invalid() {
        assert_eq!(verify(&packed(&[(4, 3), (6, 3)], 255), 2, 9), Err(LzwFault::Code { at: 1 }));
        let codes = [(4, 3), (1, 3), (7, 3)];
        assert_eq!(verify(&packed(&codes, 255), 2, 9), Err(LzwFault::Code { at: 2 }));
        assert_eq!(verify(&packed(&codes, 1), 2, 9), Err(LzwFault::Code { at: 3 }));
        // A clear code removes the strings.
        let codes = [(4, 3), (1, 3), (6, 3), (4, 3), (1, 3), (7, 3)];
        assert_eq!(verify(&packed(&codes, 255), 2, 9), Err(LzwFault::Code { at: 3 }));
    }

    #[test]
    fn a_full_table_is_kept() {
        let mut codes = vec![(0, 3)];
        let (mut next, mut width) = (6, 3);
        for _ in 0..5000 {
            codes.push((0, width));
            next = (next + 1).min(4096);
            width = if next >= 1 << width && width < 12 { width + 1 } else { width };
        }
        let data = packed(&codes, 255);
        assert_eq!(verify(&data, 2, 5001), Ok(()));
        assert_eq!(verify(&data, 2, 5002), Err(LzwFault::Pixels { found: 5001 }));
    }

    #[test]
    fn encoded_pixels_are_valid() {
        for code_size in 1..=8 {
            for pixels in [0, 1, 2, 3, 7, 100, 5000, 9000] {
                let data = encode(code_size, pixels);
                assert_eq!(verify(&data, code_size, pixels), Ok(()), "{code_size} {pixels}");
                let more = verify(&data, code_size, pixels + 1);
                assert_eq!(more, Err(LzwFault::Pixels { found: pixels }), "{code_size}");
            }
        }
    }

    /// Any bytes are followed without a panic, for any code size.
    #[test]
    fn any_bytes_are_followed() {
        let mut state = 1_u32;
        let mut data = Vec::new();
        for _ in 0..20_000 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            data.push(state.to_be_bytes()[0]);
        }
        for code_size in [0, 1, 2, 8, 11, 12, 255, u32::MAX] {
            for start in 0..200 {
                let _ = verify(&data[start * 100..], code_size, u64::MAX);
            }
        }
    }
}
