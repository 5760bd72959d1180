//! Bytes under construction, with a mask of the bits already decided.

/// A buffer under construction. Undecided bits are zero, or as in the background.
#[derive(Clone, Debug, Default)]
pub(crate) struct DraftBuffer {
    pub(crate) bytes: Vec<u8>,
    /// Mask of the decided bits of each byte.
    mask: Vec<u8>,
    /// Values of undecided bits while the file is being written.
    background: Vec<u8>,
    /// Values of undecided bits in the finished file.
    kept: Vec<u8>,
}

/// Copy of the end of a buffer, for undoing an attempt.
#[derive(Default)]
pub(super) struct Checkpoint {
    at: usize,
    bytes: Vec<u8>,
    mask: Vec<u8>,
}

fn index(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

impl DraftBuffer {
    /// Creates an undecided buffer that reads as `bytes`.
    pub(crate) fn with_background(bytes: Vec<u8>) -> Self {
        Self { kept: bytes.clone(), background: bytes, ..Self::default() }
    }

    /// Creates an undecided buffer that reads as in the previous pass. In the finished buffer,
    /// undecided bits are as in `kept`.
    pub(crate) fn with_previous(previous: Vec<u8>, kept: Vec<u8>) -> Self {
        let mut background = previous;
        if background.len() < kept.len() {
            background.resize(kept.len(), 0);
        }
        Self { kept, background, ..Self::default() }
    }

    /// Sets the values of undecided bits from an offset on.
    pub(crate) fn set_background(&mut self, at: u64, bytes: &[u8]) {
        let (start, end) = (index(at), index(at).saturating_add(bytes.len()));
        for known in [&mut self.background, &mut self.kept] {
            if known.len() < end {
                known.resize(end, 0);
            }
            if let Some(place) = known.get_mut(start..end) {
                place.copy_from_slice(bytes);
            }
        }
        let cells = self.bytes.iter_mut().zip(&self.mask).skip(start);
        cells.zip(bytes).for_each(|((byte, mask), known)| *byte = (*byte & mask) | (known & !mask));
    }

    /// True if undecided bits in a range are not zero.
    pub(crate) fn has_open_bits(&self, start: u64, end: u64) -> bool {
        let cells = self.bytes.iter().zip(&self.mask).take(index(end)).skip(index(start));
        cells.into_iter().any(|(byte, mask)| byte & !mask != 0)
    }

    /// True if undecided bits of the finished bytes are not zero.
    pub(crate) fn has_kept_bits(&self) -> bool {
        self.kept.iter().zip(&self.mask).any(|(kept, mask)| kept & !mask != 0)
    }

    /// Returns the finished bytes.
    pub(crate) fn finished(&self) -> Vec<u8> {
        let kept = self.kept.iter().copied().chain(std::iter::repeat(0));
        let cells = self.bytes.iter().zip(&self.mask).zip(kept);
        cells.map(|((byte, mask), kept)| (byte & mask) | (kept & !mask)).collect()
    }

    /// Returns the mask of the decided bits.
    pub(crate) fn mask(&self) -> &[u8] {
        &self.mask
    }

    /// Returns the number of bytes that can be read: written or in the background.
    pub(super) fn readable(&self) -> u64 {
        self.bytes.len().max(self.background.len()) as u64
    }

    pub(super) fn truncate(&mut self, len: u64) {
        self.bytes.truncate(index(len));
        self.mask.truncate(index(len));
    }

    /// Returns the end of the last byte in a range that is decided or in the background.
    pub(super) fn last_used(&self, start: u64, end: u64) -> Option<u64> {
        (start..end.min(self.len())).rev().find(|at| self.is_decided(*at))
    }

    /// True if decided bits differ from the bits to be written.
    pub(super) fn differs(&self, at: u64, bytes: &[u8]) -> bool {
        let cells = self.bytes.iter().zip(&self.mask).skip(index(at));
        cells.zip(bytes).any(|((old, mask), new)| (old ^ new) & mask != 0)
    }

    pub(super) fn len(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// Extends the buffer to at least `end` bytes.
    pub(super) fn extend_to(&mut self, end: u64) {
        let (from, end) = (self.bytes.len(), index(end).max(self.bytes.len()));
        let known = self.background.get(from..end.min(self.background.len()).max(from));
        self.bytes.extend_from_slice(known.unwrap_or_default());
        self.bytes.resize(end, 0);
        self.mask.resize(end, 0);
    }

    /// True if any bit of a byte is decided.
    pub(super) fn is_decided(&self, at: u64) -> bool {
        self.mask.get(index(at)).is_some_and(|mask| *mask != 0)
    }

    /// Writes bytes, except the bits that are already decided.
    pub(super) fn write(&mut self, at: u64, bytes: &[u8]) {
        self.extend_to(at.saturating_add(bytes.len() as u64));
        let cells = self.bytes.iter_mut().zip(&mut self.mask).skip(index(at));
        for ((old, mask), new) in cells.zip(bytes) {
            *old = (*old & *mask) | (new & !*mask);
            *mask = 0xff;
        }
    }

    /// Overwrites bytes, decided or not.
    pub(super) fn overwrite(&mut self, at: u64, bytes: &[u8]) {
        self.extend_to(at.saturating_add(bytes.len() as u64));
        let cells = self.bytes.iter_mut().zip(&mut self.mask).skip(index(at));
        cells.zip(bytes).for_each(|((old, mask), new)| (*old, *mask) = (*new, 0xff));
    }

    /// True if a bit, counted from the least significant bit, is decided.
    pub(super) fn has_bit(&self, byte: u64, bit: u32) -> bool {
        self.mask.get(index(byte)).is_some_and(|mask| (mask >> bit) & 1 == 1)
    }

    /// Writes a bit. A decided bit is overwritten only if `over`.
    pub(super) fn set_bit(&mut self, byte: u64, bit: u32, on: bool, over: bool) {
        self.extend_to(byte.saturating_add(1));
        if self.has_bit(byte, bit) && !over {
            return;
        }
        let one = 1_u8.checked_shl(bit).unwrap_or(0);
        if let (Some(old), Some(mask)) =
            (self.bytes.get_mut(index(byte)), self.mask.get_mut(index(byte)))
        {
            *old = if on { *old | one } else { *old & !one };
            *mask |= one;
        }
    }

    /// Writes a bit field at a position in bits. Decided bits are overwritten only if `over`.
    pub(super) fn set_bits(&mut self, first: u64, count: u32, little: bool, n: i128, over: bool) {
        for bit in 0..count {
            // The first bit is the most significant bit, or the least significant bit if
            // little-endian.
            let shift = if little { bit } else { count.saturating_sub(bit).saturating_sub(1) };
            let on = n.checked_shr(shift).unwrap_or(0) & 1 == 1;
            let at = first.saturating_add(bit.into());
            let low = u32::try_from(at % 8).unwrap_or(0);
            let in_byte = if little { low } else { 7_u32.saturating_sub(low) };
            self.set_bit(at / 8, in_byte, on, over);
        }
    }

    /// Saves the bytes from `at` on.
    pub(super) fn save(&self, at: u64) -> Checkpoint {
        let at = index(at).min(self.bytes.len());
        let bytes = self.bytes.get(at..).unwrap_or_default().to_vec();
        Checkpoint { at, bytes, mask: self.mask.get(at..).unwrap_or_default().to_vec() }
    }

    /// Restores saved bytes and removes everything after them.
    pub(super) fn restore(&mut self, saved: &Checkpoint) {
        self.bytes.truncate(saved.at);
        self.mask.truncate(saved.at);
        self.bytes.extend_from_slice(&saved.bytes);
        self.mask.extend_from_slice(&saved.mask);
    }
}
