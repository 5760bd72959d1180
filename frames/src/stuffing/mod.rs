//! Byte stuffing: encodings that reserve one byte value as the frame delimiter.

mod cobs;
mod escape;
mod frame;

pub use frame::Stuffed;

use std::fmt;

/// A byte-stuffing encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Coding {
    /// Consistent overhead byte stuffing (Cheshire and Baker, 1999); delimiter `00`.
    Cobs,
    /// COBS/R, in which the last byte replaces the code byte of the last group if possible;
    /// delimiter `00`.
    CobsR,
    /// SLIP (RFC 1055): `C0` becomes `DB DC`, `DB` becomes `DB DD`; delimiter `C0`.
    Slip,
    /// Asynchronous HDLC (RFC 1662, 4.2): an escaped byte becomes `7D` followed by the byte with
    /// bit 5 inverted; delimiter `7E`.
    Hdlc,
}

impl Coding {
    /// All encodings.
    pub const ALL: &'static [Self] = &[Self::Cobs, Self::CobsR, Self::Slip, Self::Hdlc];

    /// Names of all encodings, in the order of [`ALL`](Self::ALL).
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

    /// Returns the name used in schemas.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cobs => "cobs",
            Self::CobsR => "cobs/r",
            Self::Slip => "slip",
            Self::Hdlc => "hdlc",
        }
    }

    /// Returns the encoding with the given name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|coding| coding.name().eq_ignore_ascii_case(name))
    }

    /// Returns the delimiter, which terminates a frame and does not occur in encoded bytes.
    pub const fn delimiter(self) -> u8 {
        match self {
            Self::Cobs | Self::CobsR => 0x00,
            Self::Slip => 0xc0,
            Self::Hdlc => 0x7e,
        }
    }

    /// Encodes bytes, without adding a delimiter.
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

    /// Decodes bytes, given without a delimiter.
    ///
    /// # Errors
    /// Returns an error if the bytes are not a valid encoding.
    pub fn decode(self, coded: &[u8]) -> Result<Unstuffed, StuffingError> {
        match self {
            Self::Cobs => cobs::decode(coded, false),
            Self::CobsR => cobs::decode(coded, true),
            Self::Slip => escape::SLIP.decode(coded),
            Self::Hdlc => escape::HDLC.decode(coded),
        }
    }
}

/// Decoded bytes with a mapping to the offsets of the encoded bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unstuffed {
    /// Decoded bytes.
    pub bytes: Vec<u8>,
    /// Runs of bytes that are unchanged and contiguous in the encoded bytes: start offset in the
    /// decoded bytes, start offset in the encoded bytes.
    runs: Vec<(usize, usize)>,
}

impl Unstuffed {
    /// Returns the offset in the encoded bytes of the decoded byte at offset `at`. For an escaped
    /// byte, this is the start of its encoding. Offsets past the last byte are extrapolated.
    pub fn source(&self, at: usize) -> usize {
        let run = self.runs.partition_point(|(plain, _)| *plain <= at).checked_sub(1);
        let (plain, coded) = run.and_then(|run| self.runs.get(run)).copied().unwrap_or_default();
        coded.saturating_add(at.saturating_sub(plain))
    }

    /// Appends a byte decoded from offset `coded`.
    fn push(&mut self, byte: u8, coded: usize) {
        if self.source(self.bytes.len()) != coded || self.runs.is_empty() {
            self.runs.push((self.bytes.len(), coded));
        }
        self.bytes.push(byte);
    }

    /// Appends bytes that are unchanged in the encoded bytes, at offset `coded`.
    fn extend(&mut self, bytes: &[u8], coded: usize) {
        if let Some((first, rest)) = bytes.split_first() {
            self.push(*first, coded);
            self.bytes.extend_from_slice(rest);
        }
    }
}

/// Error for invalid byte stuffing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StuffingError {
    /// Offset in the encoded bytes.
    pub at: usize,
    /// Error message.
    pub message: &'static str,
}

impl fmt::Display for StuffingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {:#x}", self.message, self.at)
    }
}

impl std::error::Error for StuffingError {}

#[cfg(test)]
mod tests;
