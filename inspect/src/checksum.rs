//! Checksums by name.

/// A checksum algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Checksum {
    /// CRC-32/ISO-HDLC: that of zip, gzip and PNG (polynomial 0x04C11DB7, reflected).
    Crc32,
    /// The low half of CRC-32, as gzip keeps it of its headers.
    Crc32Low16,
    /// The exclusive or of all bytes.
    Xor8,
}

impl Checksum {
    /// Its name in the catalogue.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Crc32 => "crc-32",
            Self::Crc32Low16 => "low half of crc-32",
            Self::Xor8 => "xor-8",
        }
    }

    /// The checksum of `bytes` as the word that formats keep it in.
    pub fn word(self, bytes: &[u8]) -> u32 {
        u32::try_from(self.of(bytes)).unwrap_or(u32::MAX)
    }

    /// The checksum of `bytes`.
    pub fn of(self, bytes: &[u8]) -> u64 {
        match self {
            Self::Crc32 => crc32fast::hash(bytes).into(),
            Self::Crc32Low16 => u64::from(crc32fast::hash(bytes)) & 0xffff,
            Self::Xor8 => bytes.iter().fold(0, |sum, byte| sum ^ byte).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Checksum;

    /// The catalogue's check value: the checksum of the nine digits.
    #[test]
    fn check_values() {
        assert_eq!(Checksum::Crc32.of(b"123456789"), 0xcbf4_3926);
        assert_eq!(Checksum::Crc32Low16.of(b"123456789"), 0x3926);
        assert_eq!(Checksum::Xor8.of(b"123456789"), 0x31);
    }
}
