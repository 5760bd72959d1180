//! Bytes under construction, with a mask of the bits already decided.

/// A buffer under construction. Undecided bits read as zero.
#[derive(Clone, Debug, Default)]
pub(crate) struct DraftBuffer {
    pub(super) bytes: Vec<u8>,
    /// Mask of the decided bits of each byte.
    mask: Vec<u8>,
}

/// Copy of the end of a sheet, for undoing an attempt.
#[derive(Default)]
pub(super) struct Checkpoint {
    at: usize,
    bytes: Vec<u8>,
    mask: Vec<u8>,
}

fn place(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

impl DraftBuffer {
    pub(super) fn len(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// Extends the sheet to at least `end` bytes.
    pub(super) fn reach(&mut self, end: u64) {
        let end = place(end).max(self.bytes.len());
        self.bytes.resize(end, 0);
        self.mask.resize(end, 0);
    }

    /// `true` if any bit of a byte is decided.
    pub(super) fn is_decided(&self, at: u64) -> bool {
        self.mask.get(place(at)).is_some_and(|mask| *mask != 0)
    }

    /// Writes the undecided bits of some bytes.
    pub(super) fn write(&mut self, at: u64, bytes: &[u8]) {
        self.reach(at.saturating_add(bytes.len() as u64));
        let cells = self.bytes.iter_mut().zip(&mut self.mask).skip(place(at));
        for ((old, mask), new) in cells.zip(bytes) {
            *old = (*old & *mask) | (new & !*mask);
            *mask = 0xff;
        }
    }

    /// Overwrites bytes, decided or not.
    pub(super) fn overwrite(&mut self, at: u64, bytes: &[u8]) {
        self.reach(at.saturating_add(bytes.len() as u64));
        let cells = self.bytes.iter_mut().zip(&mut self.mask).skip(place(at));
        cells.zip(bytes).for_each(|((old, mask), new)| (*old, *mask) = (*new, 0xff));
    }

    /// `true` if a bit, counted from the least significant one, is decided.
    pub(super) fn has_bit(&self, byte: u64, bit: u32) -> bool {
        self.mask.get(place(byte)).is_some_and(|mask| (mask >> bit) & 1 == 1)
    }

    /// Writes a bit. A decided bit is overwritten only if `over`.
    pub(super) fn set_bit(&mut self, byte: u64, bit: u32, on: bool, over: bool) {
        self.reach(byte.saturating_add(1));
        if self.has_bit(byte, bit) && !over {
            return;
        }
        let one = 1_u8.checked_shl(bit).unwrap_or(0);
        if let (Some(old), Some(mask)) =
            (self.bytes.get_mut(place(byte)), self.mask.get_mut(place(byte)))
        {
            *old = if on { *old | one } else { *old & !one };
            *mask |= one;
        }
    }

    /// Saves the bytes from `at` on.
    pub(super) fn keep(&self, at: u64) -> Checkpoint {
        let at = place(at).min(self.bytes.len());
        let bytes = self.bytes.get(at..).unwrap_or_default().to_vec();
        Checkpoint { at, bytes, mask: self.mask.get(at..).unwrap_or_default().to_vec() }
    }

    /// Restores saved bytes and removes everything after them.
    pub(super) fn restore(&mut self, kept: &Checkpoint) {
        self.bytes.truncate(kept.at);
        self.mask.truncate(kept.at);
        self.bytes.extend_from_slice(&kept.bytes);
        self.mask.extend_from_slice(&kept.mask);
    }
}
