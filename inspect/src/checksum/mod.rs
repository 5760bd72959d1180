//! Checksums by name.
//!
//! The catalog contains sums, XORs, Fletcher checksums, Adler-32, and all CRCs in Greg Cook's CRC
//! catalog (<https://reveng.sourceforge.io/crc-catalogue/>) except CRC-82/DARC, which exceeds 64
//! bits.

mod crc;
mod custom;
mod fixed;
mod names;
mod short;
mod sum;

pub use custom::{CrcParameters, InvalidCrc};
pub(crate) use fixed::FixedChecksum;
pub use names::UnknownAlgorithm;

use sum::{RunningSum, Sum};

/// A checksum algorithm of the catalog, or a [custom](Self::custom) CRC.
///
/// ```
/// use bytescope_inspect::checksum::Algorithm;
///
/// let crc = Algorithm::named("crc-16/ibm-3740")?;
/// assert_eq!(crc.compute(b"123456789"), 0x29b1);
/// assert_eq!((crc.width(), crc.name()), (16, "crc-16/ibm-3740"));
///
/// // Incrementally:
/// let mut running = crc.start();
/// running.update(b"12345");
/// running.update(b"6789");
/// assert_eq!(running.finish(), 0x29b1);
/// # Ok::<(), bytescope_inspect::checksum::UnknownAlgorithm>(())
/// ```
#[derive(Clone, Copy)]
pub struct Algorithm(&'static CatalogEntry);

/// An entry of the catalog.
struct CatalogEntry {
    name: &'static str,
    aliases: &'static [&'static str],
    kind: AlgorithmKind,
}

/// Implementation of an algorithm.
enum AlgorithmKind {
    Crc(crc::Lazy),
    /// CRC-32, hardware-accelerated if possible, truncated to this number of low bits.
    Crc32(u8),
    Sum(Sum),
}

impl Algorithm {
    /// Returns the algorithm with this name or alias. Case is ignored, and `-`, `_` and `/` are
    /// equivalent.
    ///
    /// # Errors
    /// Returns an error with similar names if the name is unknown.
    pub fn named(name: &str) -> Result<Self, UnknownAlgorithm> {
        names::find(name)
    }

    /// Returns all algorithms: CRCs by width and name, then the others.
    pub fn all() -> impl Iterator<Item = Self> {
        names::all()
    }

    /// Returns the name in the catalog, in lower case: `crc-16/xmodem`.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// Returns the name as printed in messages: `CRC-16/XMODEM`. See [`display_name`].
    pub fn display_name(self) -> String {
        display_name(self.name())
    }

    /// Returns the other names of the algorithm.
    pub fn aliases(self) -> &'static [&'static str] {
        self.0.aliases
    }

    /// Returns the width of the checksum in bits, 1 to 64.
    pub fn width(self) -> u8 {
        match &self.0.kind {
            AlgorithmKind::Crc(crc) => crc.width(),
            AlgorithmKind::Crc32(bits) => *bits,
            AlgorithmKind::Sum(sum) => sum.width(),
        }
    }

    /// Returns the checksum of `bytes`.
    #[inline]
    pub fn compute(self, bytes: &[u8]) -> u64 {
        match &self.0.kind {
            AlgorithmKind::Crc(crc) => crc.compute(bytes),
            AlgorithmKind::Crc32(bits) => low(crc32fast::hash(bytes), *bits),
            AlgorithmKind::Sum(sum) => sum.compute(bytes),
        }
    }

    /// Returns the checksum of `bytes` as a 32-bit word, or `u32::MAX` if it does not fit.
    pub fn word(self, bytes: &[u8]) -> u32 {
        u32::try_from(self.compute(bytes)).unwrap_or(u32::MAX)
    }

    /// True for a sum or XOR, which can be stored in a field wider than the checksum.
    pub fn is_sum(self) -> bool {
        matches!(self.0.kind, AlgorithmKind::Sum(Sum::Xor(..) | Sum::Add(..)))
    }

    /// Starts an incremental checksum.
    pub fn start(self) -> Running {
        Running(match &self.0.kind {
            AlgorithmKind::Crc(crc) => State::Crc(crc.start()),
            AlgorithmKind::Crc32(bits) => State::Crc32(crc32fast::Hasher::new(), *bits),
            AlgorithmKind::Sum(sum) => State::Sum(sum.start()),
        })
    }
}

impl PartialEq for Algorithm {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Algorithm {}

impl std::fmt::Debug for Algorithm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Algorithm({})", self.name())
    }
}

/// Returns the display form of a checksum name: acronyms in upper case (`CRC-16/XMODEM`, `XOR-8`,
/// `Fletcher-16/UBX`), names of people capitalized (`Adler-32`), all others unchanged (`sum-8`).
/// Only the first word of `name` is changed.
pub fn display_name(name: &str) -> String {
    let (first, rest) = name.split_at(name.find(' ').unwrap_or(name.len()));
    let (family, variant) = first.split_at(first.find('-').unwrap_or(first.len()));
    match family {
        "crc" | "xor" => first.to_ascii_uppercase() + rest,
        "adler" => format!("Adler{}{rest}", variant.to_ascii_uppercase()),
        "fletcher" => format!("Fletcher{}{rest}", variant.to_ascii_uppercase()),
        _ => name.to_owned(),
    }
}

/// An incremental checksum.
#[derive(Clone)]
pub struct Running(State);

#[derive(Clone)]
enum State {
    Crc(crc::RunningCrc),
    Crc32(crc32fast::Hasher, u8),
    Sum(RunningSum),
}

impl Running {
    /// Appends bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        match &mut self.0 {
            State::Crc(crc) => crc.update(bytes),
            State::Crc32(hasher, _) => hasher.update(bytes),
            State::Sum(sum) => sum.update(bytes),
        }
    }

    /// Returns the checksum of all appended bytes.
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

/// Returns the low `bits` bits of a word.
fn low(word: u32, bits: u8) -> u64 {
    u64::from(word) & sum::mask(bits)
}

#[cfg(test)]
mod tests;
