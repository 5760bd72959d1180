//! Sums, exclusive ors, Fletcher's checksums and Adler-32.

use binrw::Endian;

/// A checksum that is no CRC.
#[derive(Clone, Copy)]
pub(super) enum Sum {
    /// Exclusive or of words of so many bits; the last one is filled up with zeros.
    Xor(u8, Endian),
    /// Sum of the bytes, its lower bits, and what is done with it.
    Add(u8, Finish),
    /// Two sums: of words of `word` bits (little-endian, the last one filled up with zeros), and
    /// of the first sum after each word; each takes `half` bits, the second stands above.
    Fletcher { word: u8, half: u8, modulus: u64, start: u64 },
}

/// What becomes of a sum.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Finish {
    /// It is stored.
    Plain,
    /// Its two's complement is stored, so that all bytes add up to 0.
    Negate,
    /// Its one's complement is stored.
    Invert,
}

/// Words that Fletcher's sums take before they are reduced: with 32-bit words and a sum below
/// 2^32, the second sum stays below 2^32 · n² < 2^63.
const UNREDUCED: usize = 4096;

/// The lower `bits` bits.
pub(super) fn mask(bits: u8) -> u64 {
    u64::MAX.checked_shr(64_u32.saturating_sub(bits.into())).unwrap_or(0)
}

impl Sum {
    /// Bits of the checksum.
    pub(super) fn width(self) -> u8 {
        match self {
            Self::Xor(bits, _) | Self::Add(bits, _) => bits,
            Self::Fletcher { half, .. } => half.saturating_mul(2),
        }
    }

    /// The checksum of `bytes`.
    pub(super) fn compute(self, bytes: &[u8]) -> u64 {
        let mut running = self.start();
        running.update(bytes);
        running.finish()
    }

    /// The checksum of no bytes.
    pub(super) fn start(self) -> Running {
        let a = if let Self::Fletcher { start, .. } = self { start } else { 0 };
        Running { sum: self, a, b: 0, word: 0, filled: 0 }
    }
}

/// A checksum that bytes are being added to.
#[derive(Clone)]
pub(super) struct Running {
    sum: Sum,
    a: u64,
    b: u64,
    /// A word that is not complete, and how many of its bits are there.
    word: u64,
    filled: u8,
}

impl Running {
    /// Adds bytes.
    pub(super) fn update(&mut self, bytes: &[u8]) {
        match self.sum {
            Sum::Xor(8, _) => self.a ^= u64::from(bytes.iter().fold(0, |sum, byte| sum ^ byte)),
            Sum::Xor(bits, endian) => self.xor(bits, endian, bytes),
            Sum::Add(..) => {
                let add = |sum: u64, byte: &u8| sum.wrapping_add((*byte).into());
                self.a = bytes.iter().fold(self.a, add);
            }
            Sum::Fletcher { word: 8, modulus, .. } => {
                for block in bytes.chunks(UNREDUCED) {
                    for byte in block {
                        self.add((*byte).into());
                    }
                    self.reduce(modulus);
                }
            }
            Sum::Fletcher { word: bits, modulus, .. } => {
                for block in bytes.chunks(UNREDUCED) {
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

    /// The checksum of all that was added.
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
