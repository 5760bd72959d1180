//! CRCs of complete inputs, optimized for short frames.

use super::crc::Tables;
use crc::Crc;

/// CRC of a complete input.
pub(super) trait ShortCrc {
    /// Word type of the CRC.
    type Word;

    /// Returns the CRC of `bytes`.
    fn of(&self, bytes: &[u8]) -> Self::Word;
}

/// Implements [`ShortCrc`] with the implementation of the `crc` crate.
macro_rules! crate_crcs {
    ($($word:ident),*) => {
        $(impl ShortCrc for Crc<$word, Tables> {
            type Word = $word;

            fn of(&self, bytes: &[u8]) -> $word {
                self.checksum(bytes)
            }
        })*
    };
}
crate_crcs!(u8, u32, u64);

/// After its blocks of 16 bytes, the `crc` crate processes the remaining bytes individually, each
/// step depending on the previous step. Frames with a 16-bit CRC are mostly that short, so this
/// implementation processes the remaining bytes in blocks of 8, 4, 2 and 1 with the same tables.
impl ShortCrc for Crc<u16, Tables> {
    type Word = u16;

    #[inline]
    fn of(&self, bytes: &[u8]) -> u16 {
        let parameters = self.algorithm;
        let unused = u32::from(16_u8.saturating_sub(parameters.width));
        let crc = match parameters.refin {
            true => self.blocks::<true>(parameters.init.reverse_bits().wrapping_shr(unused), bytes),
            false => self.blocks::<false>(parameters.init.wrapping_shl(unused), bytes),
        };
        let crc = if parameters.refin == parameters.refout { crc } else { crc.reverse_bits() };
        let crc = if parameters.refout { crc } else { crc.wrapping_shr(unused) };
        crc ^ parameters.xorout
    }
}

/// Computation of a CRC in blocks.
trait Blocks {
    fn blocks<const REFLECTED: bool>(&self, crc: u16, bytes: &[u8]) -> u16;

    fn block<const REFLECTED: bool, const N: usize>(&self, crc: u16, block: &[u8; N]) -> u16;
}

impl Blocks for Crc<u16, Tables> {
    #[inline]
    fn blocks<const REFLECTED: bool>(&self, mut crc: u16, bytes: &[u8]) -> u16 {
        let (blocks, mut rest) = bytes.as_chunks::<16>();
        for block in blocks {
            crc = self.block::<REFLECTED, 16>(crc, block);
        }
        if let Some((block, after)) = rest.split_first_chunk::<8>() {
            (crc, rest) = (self.block::<REFLECTED, 8>(crc, block), after);
        }
        if let Some((block, after)) = rest.split_first_chunk::<4>() {
            (crc, rest) = (self.block::<REFLECTED, 4>(crc, block), after);
        }
        if let Some((block, after)) = rest.split_first_chunk::<2>() {
            (crc, rest) = (self.block::<REFLECTED, 2>(crc, block), after);
        }
        if let Some((block, _)) = rest.split_first_chunk::<1>() {
            // A block of one byte consumes half of the CRC; the other half is shifted.
            let shifted = if REFLECTED { crc.wrapping_shr(8) } else { crc.wrapping_shl(8) };
            crc = self.block::<REFLECTED, 1>(crc, block) ^ shifted;
        }
        crc
    }

    /// Table `n` contains the remainders of all bytes followed by `n` zero bytes, so the lookups of
    /// a block are independent.
    #[inline]
    #[allow(clippy::indexing_slicing, reason = "a byte has 256 values, a block at most 16 bytes")]
    fn block<const REFLECTED: bool, const N: usize>(&self, crc: u16, block: &[u8; N]) -> u16 {
        let [high, low] = crc.to_be_bytes();
        let [first, second] = if REFLECTED { [low, high] } else { [high, low] };
        let mut next = 0;
        for (at, byte) in block.iter().enumerate() {
            let byte = match at {
                0 => byte ^ first,
                1 => byte ^ second,
                _ => *byte,
            };
            next ^= self.table()[N.saturating_sub(at).saturating_sub(1) & 15][usize::from(byte)];
        }
        next
    }
}
