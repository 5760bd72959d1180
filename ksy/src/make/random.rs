//! Reproducible pseudo-random numbers.

/// `SplitMix64` generator: the same seed gives the same numbers on every platform and in every
/// version.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Creates a generator with a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns the next 64-bit number.
    pub fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number less than `end`, or 0 if `end` is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next_u64().checked_rem(end).unwrap_or(0)
    }

    /// Returns an index into a list of length `len`.
    pub fn index(&mut self, len: usize) -> usize {
        usize::try_from(self.below(len as u64)).unwrap_or(0)
    }

    /// Returns `true` with probability 1 in `n`.
    pub fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    /// Returns an element of a list; `None` if it is empty.
    pub fn pick<'l, T>(&mut self, list: &'l [T]) -> Option<&'l T> {
        list.get(self.index(list.len()))
    }

    /// Returns a number in an inclusive range.
    pub(crate) fn between(&mut self, min: i128, max: i128) -> i128 {
        let span = u128::try_from(max.saturating_sub(min)).unwrap_or(0).saturating_add(1);
        let wide = (u128::from(self.next_u64()) << 64) | u128::from(self.next_u64());
        let off = i128::try_from(wide.checked_rem(span).unwrap_or(0)).unwrap_or(0);
        min.saturating_add(off)
    }
}

/// Combines two numbers into one, for use as a seed or key.
pub(crate) fn mix(a: u64, b: u64) -> u64 {
    Random(a ^ b.wrapping_mul(0xff51_afd7_ed55_8ccd).rotate_left(31)).next_u64()
}
