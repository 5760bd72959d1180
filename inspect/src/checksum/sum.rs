//! Sums, XORs, Fletcher checksums and Adler-32.

use binrw::Endian;

/// A checksum that is not a CRC.
#[derive(Clone, Copy)]
pub(super) enum Sum {
    /// XOR of words of this many bits; the last word is zero-padded.
    Xor(u8, Endian),
    /// Sum of the bytes: width in bits, and final step.
    Add(u8, Finish),
    /// Two sums: of words of `word` bits (little-endian, the last word zero-padded), and of the
    /// first sum after each word. Each sum has `half` bits; the second sum is the upper half.
    Fletcher { word: u8, half: u8, modulus: u64, start: u64 },
}

/// Final step of a sum.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Finish {
    /// The sum itself.
    Plain,
    /// Two's complement: the sum of all bytes, checksum included, is 0.
    Negate,
    /// One's complement.
    Invert,
}

/// Maximum number `n` of words added to the Fletcher sums between reductions. With 32-bit words and
/// sums less than 2^32, the second sum remains less than 2^32 · n² < 2^63.
const MAX_UNREDUCED: usize = 4096;

/// Returns a mask of the low `bits` bits.
pub(super) fn mask(bits: u8) -> u64 {
    u64::MAX.checked_shr(64_u32.saturating_sub(bits.into())).unwrap_or(0)
}

impl Sum {
    /// Returns the width of the checksum in bits.
    pub(super) fn width(self) -> u8 {
        match self {
            Self::Xor(bits, _) | Self::Add(bits, _) => bits,
            Self::Fletcher { half, .. } => half.saturating_mul(2),
        }
    }

    /// Returns the checksum of `bytes`.
    pub(super) fn compute(self, bytes: &[u8]) -> u64 {
        let mut running = self.start();
        running.update(bytes);
        running.finish()
    }

    /// Starts an incremental checksum.
    pub(super) fn start(self) -> RunningSum {
        let a = if let Self::Fletcher { start, .. } = self { start } else { 0 };
        RunningSum { sum: self, a, b: 0, word: 0, filled: 0 }
    }
}

/// An incremental checksum.
#[derive(Clone)]
pub(super) struct RunningSum {
    sum: Sum,
    /// The sum or XOR; for Fletcher checksums, the first sum.
    a: u64,
    /// Second sum of a Fletcher checksum.
    b: u64,
    /// Incomplete word of a Fletcher checksum.
    word: u64,
    /// Size of the incomplete word in bits.
    filled: u8,
}

impl RunningSum {
    /// Appends bytes.
    pub(super) fn update(&mut self, bytes: &[u8]) {
        match self.sum {
            Sum::Xor(8, _) => self.a ^= u64::from(bytes.iter().fold(0, |sum, byte| sum ^ byte)),
            Sum::Xor(bits, endian) => self.xor(bits, endian, bytes),
            Sum::Add(..) => {
                let add = |sum: u64, byte: &u8| sum.wrapping_add((*byte).into());
                self.a = bytes.iter().fold(self.a, add);
            }
            Sum::Fletcher { word: 8, modulus, .. } => {
                for block in bytes.chunks(MAX_UNREDUCED) {
                    for byte in block {
                        self.add((*byte).into());
                    }
                    self.reduce(modulus);
                }
            }
            Sum::Fletcher { word: bits, modulus, .. } => {
                for block in bytes.chunks(MAX_UNREDUCED) {
                    for byte in block {
                        self.word |= u64::from(*byte).wrapping_shl(self.filled.into());
                        self.filled = self.filled.saturating_add(8);
                        if self.filled == bits {
                            self.add(self.word);
                            (self.word, self.filled) = (0, 0);
                        }
                    }
                    self.reduce(modulus);
                }
            }
        }
    }

    /// Returns the checksum of all appended bytes.
    pub(super) fn finish(mut self) -> u64 {
        match self.sum {
            Sum::Xor(..) => self.a,
            Sum::Add(bits, finish) => {
                let sum = match finish {
                    Finish::Plain => self.a,
                    Finish::Negate => self.a.wrapping_neg(),
                    Finish::Invert => !self.a,
                };
                sum & mask(bits)
            }
            Sum::Fletcher { half, modulus, .. } => {
                if self.filled > 0 {
                    self.add(self.word);
                    self.reduce(modulus);
                }
                self.b.wrapping_shl(half.into()) | self.a
            }
        }
    }

    fn xor(&mut self, bits: u8, endian: Endian, bytes: &[u8]) {
        for byte in bytes {
            let shift = match endian {
                Endian::Little => self.filled,
                Endian::Big => bits.saturating_sub(8).saturating_sub(self.filled),
            };
            self.a ^= u64::from(*byte).wrapping_shl(shift.into());
            self.filled = self.filled.saturating_add(8);
            if self.filled >= bits {
                self.filled = 0;
            }
        }
    }

    fn add(&mut self, word: u64) {
        self.a = self.a.wrapping_add(word);
        self.b = self.b.wrapping_add(self.a);
    }

    fn reduce(&mut self, modulus: u64) {
        self.a = self.a.checked_rem(modulus).unwrap_or(self.a);
        self.b = self.b.checked_rem(modulus).unwrap_or(self.b);
    }
}
