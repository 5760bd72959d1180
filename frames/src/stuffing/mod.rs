//! Byte stuffing: codings that keep one byte value free to end frames with.

mod cobs;
mod escape;
mod frame;

pub use frame::Stuffed;

use std::fmt;

/// A coding of frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Coding {
    /// Consistent overhead byte stuffing (Cheshire and Baker, 1999); ended by `00`.
    Cobs,
    /// COBS/R, which saves the first byte of the last group where it can; ended by `00`.
    CobsR,
    /// SLIP (RFC 1055): `C0` becomes `DB DC`, `DB` becomes `DB DD`; ended by `C0`.
    Slip,
    /// Asynchronous HDLC (RFC 1662, 4.2): `7D` and a byte with bit 5 inverted stand for that byte;
    /// ended by `7E`.
    Hdlc,
}

impl Coding {
    /// Every coding.
    pub const ALL: &'static [Self] = &[Self::Cobs, Self::CobsR, Self::Slip, Self::Hdlc];

    /// The names of all of them.
    #[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "constant")]
    pub const NAMES: &'static [&'static str] = &{
        let mut names = [""; Self::ALL.len()];
        let mut at = 0;
        while at < names.len() {
            names[at] = Self::ALL[at].name();
            at += 1;
        }
        names
    };

    /// Its name in schemas.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cobs => "cobs",
            Self::CobsR => "cobs/r",
            Self::Slip => "slip",
            Self::Hdlc => "hdlc",
        }
    }

    /// The coding of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|coding| coding.name().eq_ignore_ascii_case(name))
    }

    /// The byte that ends a frame, and stands nowhere within.
    pub const fn delimiter(self) -> u8 {
        match self {
            Self::Cobs | Self::CobsR => 0x00,
            Self::Slip => 0xc0,
            Self::Hdlc => 0x7e,
        }
    }

    /// The coded bytes, without a delimiter.
    ///
    /// ```
    /// use bytescope_frames::stuffing::Coding;
    ///
    /// assert_eq!(Coding::Cobs.encode(&[0x11, 0x22, 0x00, 0x33]), [3, 0x11, 0x22, 2, 0x33]);
    /// assert_eq!(Coding::Hdlc.encode(&[0x7e, 1]), [0x7d, 0x5e, 1]);
    /// ```
    pub fn encode(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Cobs => cobs::encode(bytes),
            Self::CobsR => cobs::encode_reduced(bytes),
            Self::Slip => escape::SLIP.encode(bytes),
            Self::Hdlc => escape::HDLC.encode(bytes),
        }
    }

    /// The bytes that are meant by coded ones, which come without a delimiter.
    ///
    /// # Errors
    /// No sender makes such bytes; the error says where.
    pub fn decode(self, coded: &[u8]) -> Result<Plain, StuffingError> {
        match self {
            Self::Cobs => cobs::decode(coded, false),
            Self::CobsR => cobs::decode(coded, true),
            Self::Slip => escape::SLIP.decode(coded),
            Self::Hdlc => escape::HDLC.decode(coded),
        }
    }
}

/// Decoded bytes that know where they come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plain {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Where runs begin that were taken over as they are: in the bytes, and in the coded ones.
    runs: Vec<(usize, usize)>,
}

impl Plain {
    /// Where byte `at` stands in the coded bytes. A byte that was coded stands where its code
    /// begins. Past the last byte it goes on as after it.
    pub fn source(&self, at: usize) -> usize {
        let run = self.runs.partition_point(|(plain, _)| *plain <= at).checked_sub(1);
        let (plain, coded) = run.and_then(|run| self.runs.get(run)).copied().unwrap_or_default();
        coded.saturating_add(at.saturating_sub(plain))
    }

    /// Adds a byte that comes from `coded`.
    fn push(&mut self, byte: u8, coded: usize) {
        if self.source(self.bytes.len()) != coded || self.runs.is_empty() {
            self.runs.push((self.bytes.len(), coded));
        }
        self.bytes.push(byte);
    }

    /// Adds bytes that stand like this at `coded`.
    fn extend(&mut self, bytes: &[u8], coded: usize) {
        if let Some((first, rest)) = bytes.split_first() {
            self.push(*first, coded);
            self.bytes.extend_from_slice(rest);
        }
    }
}

/// Coded bytes that no sender makes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StuffingError {
    /// Where in the coded bytes.
    pub at: usize,
    /// What is wrong.
    pub message: &'static str,
}

impl fmt::Display for StuffingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.message, self.at)
    }
}

impl std::error::Error for StuffingError {}

#[cfg(test)]
mod tests;
