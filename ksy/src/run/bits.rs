//! Bit fields.

use super::{Machine, Res};
use crate::value::IoId;

impl Machine<'_> {
    /// Reads `count` bits, starting at the least significant bit of each byte if `little`,
    /// otherwise at the most significant bit.
    pub(super) fn bits(&mut self, id: IoId, count: u32, little: bool) -> Res<u64> {
        if self.io(id).little != little {
            self.align(id);
            if let Some(stream) = self.io_mut(id) {
                stream.little = little;
            }
        }
        let stream = self.io(id);
        let left_in_byte = 8_u64.saturating_sub(stream.bits % 8) % 8;
        let needed = u64::from(count).saturating_sub(left_in_byte).div_ceil(8);
        let left = stream.left();
        if needed > left && !stream.trimmed {
            return Err(self.short(stream, needed));
        }
        let end = stream.bits.saturating_add(count.into());
        let first = stream.start.saturating_add(stream.bits / 8);
        let last = stream.start.saturating_add(end.div_ceil(8));
        let bytes = self.slice_of(stream.buffer, first, last.min(stream.end));
        let missing = last.saturating_sub(first).saturating_sub(bytes.len() as u64);
        let skip = u32::try_from(stream.bits % 8).unwrap_or(0);
        // At most 64 bits and the 7 bits before them: nine bytes, which fit into a `u128`.
        let value = if little {
            bytes.iter().rev().fold(0_u128, |value, byte| (value << 8) | u128::from(*byte)) >> skip
        } else {
            let all = bytes.iter().fold(0_u128, |value, byte| (value << 8) | u128::from(*byte));
            let after = 8_u64.saturating_sub(end % 8) % 8;
            (all << missing.saturating_mul(8)) >> after
        };
        if let Some(stream) = self.io_mut(id) {
            stream.bits = end.min(stream.size().saturating_mul(8));
        }
        let mask = (1_u128 << count).saturating_sub(1);
        Ok(u64::try_from(value & mask).unwrap_or(u64::MAX))
    }
}
