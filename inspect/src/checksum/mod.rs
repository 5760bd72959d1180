//! Checksums by name.
//!
//! Every CRC of Greg Cook's catalogue (<https://reveng.sourceforge.io/crc-catalogue/>) but
//! CRC-82/DARC, which is wider than any field; sums, exclusive ors, Fletcher's and Adler's
//! checksums.

mod crc;
mod fixed;
mod names;
mod short;
mod sum;

pub(crate) use fixed::Fixed;
pub use names::UnknownAlgorithm;

use sum::{Running as RunningSum, Sum};

/// A checksum algorithm of the catalogue.
///
/// ```
/// use bytescope_inspect::checksum::Algorithm;
///
/// let crc = Algorithm::named("crc-16/ibm-3740")?;
/// assert_eq!(crc.compute(b"123456789"), 0x29b1);
/// assert_eq!((crc.width(), crc.name()), (16, "crc-16/ibm-3740"));
///
/// // Piece by piece.
/// let mut running = crc.start();
/// running.update(b"12345");
/// running.update(b"6789");
/// assert_eq!(running.finish(), 0x29b1);
/// # Ok::<(), bytescope_inspect::checksum::UnknownAlgorithm>(())
/// ```
#[derive(Clone, Copy)]
pub struct Algorithm(&'static Entry);

/// A line of the catalogue.
struct Entry {
    name: &'static str,
    aliases: &'static [&'static str],
    kind: Kind,
}

/// How a checksum is computed.
enum Kind {
    Crc(crc::Lazy),
    /// CRC-32, by the processor's instructions where it has them; how many bits are kept.
    Crc32(u8),
    Sum(Sum),
}

impl Algorithm {
    /// The algorithm of that name or alias, in upper or lower case.
    ///
    /// # Errors
    /// The catalogue has no such name; the error says which come near.
    pub fn named(name: &str) -> Result<Self, UnknownAlgorithm> {
        names::find(name)
    }

    /// Every algorithm: CRCs by width and name, then the others.
    pub fn all() -> impl Iterator<Item = Self> {
        names::all()
    }

    /// Its name in the catalogue, in lower case.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// Other names of the same algorithm.
    pub fn aliases(self) -> &'static [&'static str] {
        self.0.aliases
    }

    /// Bits of the checksum, 3 to 64.
    pub fn width(self) -> u8 {
        match &self.0.kind {
            Kind::Crc(crc) => crc.width(),
            Kind::Crc32(bits) => *bits,
            Kind::Sum(sum) => sum.width(),
        }
    }

    /// The checksum of `bytes`.
    #[inline]
    pub fn compute(self, bytes: &[u8]) -> u64 {
        match &self.0.kind {
            Kind::Crc(crc) => crc.compute(bytes),
            Kind::Crc32(bits) => low(crc32fast::hash(bytes), *bits),
            Kind::Sum(sum) => sum.compute(bytes),
        }
    }

    /// The checksum of `bytes` as a 32-bit word; `u32::MAX` for one that does not fit.
    pub fn word(self, bytes: &[u8]) -> u32 {
        u32::try_from(self.compute(bytes)).unwrap_or(u32::MAX)
    }

    /// A checksum of no bytes, to which bytes can be added.
    pub fn start(self) -> Running {
        Running(match &self.0.kind {
            Kind::Crc(crc) => State::Crc(crc.start()),
            Kind::Crc32(bits) => State::Crc32(crc32fast::Hasher::new(), *bits),
            Kind::Sum(sum) => State::Sum(sum.start()),
        })
    }
}

impl PartialEq for Algorithm {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl Eq for Algorithm {}

impl std::fmt::Debug for Algorithm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Algorithm({})", self.name())
    }
}

/// A checksum that bytes are being added to.
#[derive(Clone)]
pub struct Running(State);

#[derive(Clone)]
enum State {
    Crc(crc::Running),
    Crc32(crc32fast::Hasher, u8),
    Sum(RunningSum),
}

impl Running {
    /// Adds bytes behind those that were added before.
    pub fn update(&mut self, bytes: &[u8]) {
        match &mut self.0 {
            State::Crc(crc) => crc.update(bytes),
            State::Crc32(hasher, _) => hasher.update(bytes),
            State::Sum(sum) => sum.update(bytes),
        }
    }

    /// The checksum of all bytes that were added.
    pub fn finish(self) -> u64 {
        match self.0 {
            State::Crc(crc) => crc.finish(),
            State::Crc32(hasher, bits) => low(hasher.finalize(), bits),
            State::Sum(sum) => sum.finish(),
        }
    }
}

impl std::fmt::Debug for Running {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Running({:#x})", self.clone().finish())
    }
}

/// The lower `bits` bits of a word.
fn low(word: u32, bits: u8) -> u64 {
    u64::from(word) & sum::mask(bits)
}

#[cfg(test)]
mod tests;
