//! Bytes that are being written, and which of their bits are decided.

/// A buffer under construction. What is not decided yet reads as zeros.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    pub(super) bytes: Vec<u8>,
    /// The bits of each byte that are decided.
    mask: Vec<u8>,
}

/// The end of a sheet as it was before something was tried.
#[derive(Default)]
pub(super) struct Kept {
    at: usize,
    bytes: Vec<u8>,
    mask: Vec<u8>,
}

fn place(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

impl Sheet {
    pub(super) fn len(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// Makes the sheet at least as long as this.
    pub(super) fn reach(&mut self, end: u64) {
        let end = place(end).max(self.bytes.len());
        self.bytes.resize(end, 0);
        self.mask.resize(end, 0);
    }

    /// Whether any bit of a byte is decided.
    pub(super) fn is_begun(&self, at: u64) -> bool {
        self.mask.get(place(at)).is_some_and(|mask| *mask != 0)
    }

    /// Writes bytes where nothing is decided yet.
    pub(super) fn write(&mut self, at: u64, bytes: &[u8]) {
        self.reach(at.saturating_add(bytes.len() as u64));
        let cells = self.bytes.iter_mut().zip(&mut self.mask).skip(place(at));
        for ((old, mask), new) in cells.zip(bytes) {
            *old = (*old & *mask) | (new & !*mask);
            *mask = 0xff;
        }
    }

    /// Writes bytes over whatever stands there.
    pub(super) fn overwrite(&mut self, at: u64, bytes: &[u8]) {
        self.reach(at.saturating_add(bytes.len() as u64));
        let cells = self.bytes.iter_mut().zip(&mut self.mask).skip(place(at));
        cells.zip(bytes).for_each(|((old, mask), new)| (*old, *mask) = (*new, 0xff));
    }

    /// Whether a bit, counted from the low end of its byte, is decided.
    pub(super) fn has_bit(&self, byte: u64, bit: u32) -> bool {
        self.mask.get(place(byte)).is_some_and(|mask| (mask >> bit) & 1 == 1)
    }

    /// Writes a bit; over one that is decided only when told so.
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

    /// What stands from a byte on, to come back to.
    pub(super) fn keep(&self, at: u64) -> Kept {
        let at = place(at).min(self.bytes.len());
        let bytes = self.bytes.get(at..).unwrap_or_default().to_vec();
        Kept { at, bytes, mask: self.mask.get(at..).unwrap_or_default().to_vec() }
    }

    /// Comes back to what stood there.
    pub(super) fn restore(&mut self, kept: &Kept) {
        self.bytes.truncate(kept.at);
        self.mask.truncate(kept.at);
        self.bytes.extend_from_slice(&kept.bytes);
        self.mask.extend_from_slice(&kept.mask);
    }
}
