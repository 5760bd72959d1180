//! Numbers that look random and are the same in every run.

/// `SplitMix64`: a stream of numbers that its seed decides, on every platform and in every version.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number, of all 64-bit numbers.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 when there is none.
    pub fn below(&mut self, end: u64) -> u64 {
        self.number().checked_rem(end).unwrap_or(0)
    }

    /// A place in a list of that length.
    pub fn index(&mut self, len: usize) -> usize {
        usize::try_from(self.below(len as u64)).unwrap_or(0)
    }

    /// Whether something happens that happens once in `n` times.
    pub fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    /// An element of a list.
    pub fn pick<'l, T>(&mut self, list: &'l [T]) -> Option<&'l T> {
        list.get(self.index(list.len()))
    }

    /// A number of a range, both ends included.
    pub(crate) fn between(&mut self, least: i128, most: i128) -> i128 {
        let span = u128::try_from(most.saturating_sub(least)).unwrap_or(0).saturating_add(1);
        let wide = (u128::from(self.number()) << 64) | u128::from(self.number());
        let off = i128::try_from(wide.checked_rem(span).unwrap_or(0)).unwrap_or(0);
        least.saturating_add(off)
    }
}

/// One number of two, as a seed or a key.
pub(crate) fn mix(a: u64, b: u64) -> u64 {
    Random(a ^ b.wrapping_mul(0xff51_afd7_ed55_8ccd).rotate_left(31)).number()
}
