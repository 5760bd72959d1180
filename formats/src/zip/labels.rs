//! Enumerated values and flags of local and central directory headers.

use bytescope_inspect::{bits, labels};

bits! {
    /// General purpose bit flag (4.4.4)
    pub struct GeneralPurposeFlags(u16) {
        /// Encrypted file
        encrypted: 0..1,
        /// Compression option; meaning depends on the method
        compression_option: 1..3,
        /// CRC-32 and sizes are in the data descriptor
        data_descriptor: 3..4,
        /// Enhanced deflating (reserved)
        enhanced_deflating: 4..5,
        /// Compressed patched data
        patched: 5..6,
        /// Strong encryption
        strong_encryption: 6..7,
        /// Currently unused
        unused: 7..11,
        /// File name and comment are encoded in UTF-8
        utf8: 11..12,
        /// Enhanced compression (reserved)
        enhanced_compression: 12..13,
        /// Values in the local header are masked
        masked: 13..14,
        /// Reserved
        reserved: 14..16,
    }
}

labels! {
    /// Compression method (4.4.5)
    pub struct CompressionMethod(u16) {
        /// Stored (no compression)
        STORED = 0,
        /// Shrunk
        SHRUNK = 1,
        /// Reduced with compression factor 1
        REDUCED_1 = 2,
        /// Reduced with compression factor 2
        REDUCED_2 = 3,
        /// Reduced with compression factor 3
        REDUCED_3 = 4,
        /// Reduced with compression factor 4
        REDUCED_4 = 5,
        /// Imploded
        IMPLODED = 6,
        /// Deflated
        DEFLATED = 8,
        /// Enhanced deflating (Deflate64)
        DEFLATE64 = 9,
        /// PKWARE Data Compression Library imploding (old IBM TERSE)
        PKWARE_IMPLODED = 10,
        /// BZIP2
        BZIP2 = 12,
        /// LZMA
        LZMA = 14,
        /// IBM z/OS CMPSC compression
        IBM_CMPSC = 16,
        /// IBM TERSE (new)
        IBM_TERSE = 18,
        /// IBM LZ77 z Architecture
        IBM_LZ77 = 19,
        /// Zstandard (deprecated; use method 93)
        ZSTD_DEPRECATED = 20,
        /// Zstandard
        ZSTD = 93,
        /// MP3
        MP3 = 94,
        /// XZ
        XZ = 95,
        /// JPEG variant
        JPEG = 96,
        /// `WavPack`
        WAVPACK = 97,
        /// `PPMd` version I, Rev 1
        PPMD = 98,
        /// AE-x encryption marker; the actual method is in the AES extra field
        AES = 99,
    }
}

labels! {
    /// Host system of the file attributes (4.4.2)
    pub struct HostSystem(u8) {
        /// MS-DOS and OS/2 (FAT, VFAT, FAT32)
        DOS = 0,
        /// Amiga
        AMIGA = 1,
        /// `OpenVMS`
        OPENVMS = 2,
        /// Unix
        UNIX = 3,
        /// VM/CMS
        VM_CMS = 4,
        /// Atari ST
        ATARI_ST = 5,
        /// OS/2 HPFS
        HPFS = 6,
        /// Macintosh
        MACINTOSH = 7,
        /// Z-System
        Z_SYSTEM = 8,
        /// CP/M
        CP_M = 9,
        /// Windows NTFS
        NTFS = 10,
        /// MVS (OS/390, z/OS)
        MVS = 11,
        /// VSE
        VSE = 12,
        /// Acorn RISC
        ACORN_RISC = 13,
        /// VFAT
        VFAT = 14,
        /// Alternate MVS
        ALTERNATE_MVS = 15,
        /// `BeOS`
        BEOS = 16,
        /// Tandem
        TANDEM = 17,
        /// OS/400
        OS_400 = 18,
        /// OS X (Darwin)
        MACOS = 19,
    }
}

bits! {
    /// Internal file attributes (4.4.14)
    pub struct InternalAttributes(u16) {
        /// Apparently an ASCII or text file
        text: 0..1,
        /// Each record is preceded by its length
        record_lengths: 1..2,
        /// Unused
        unused: 2..16,
    }
}

/// Latest version of features to extract (4.4.3.2), times ten.
pub(super) const LATEST_VERSION: u8 = 63;

/// Formats a specification version, which is stored multiplied by ten.
pub(super) fn version(times_ten: u8) -> String {
    format!("version {}.{}", times_ten / 10, times_ten % 10)
}

/// Describes external file attributes (4.4.15): Unix mode in the high 16 bits, DOS attributes in
/// the low bits.
pub(super) fn attributes(value: u32) -> String {
    let mode = value >> 16;
    let mut words = Vec::new();
    if mode != 0 {
        words.push(format!("{} {mode:o}", mode_letters(mode)));
    }
    let dos = ["read-only", "hidden", "system", "volume label", "directory", "archive"];
    for (bit, name) in (0..).zip(dos) {
        if value >> bit & 1 != 0 {
            words.push(name.to_owned());
        }
    }
    words.join(", ")
}

/// Formats a Unix mode like `ls -l`.
fn mode_letters(mode: u32) -> String {
    let kind = match mode >> 12 & 15 {
        1 => 'p',
        2 => 'c',
        4 => 'd',
        6 => 'b',
        10 => 'l',
        12 => 's',
        8 | 0 => '-',
        _ => '?',
    };
    let mut letters = String::from(kind);
    // For each class: shift, special bit, and the letter of that bit if execute is also set.
    for (shift, special, letter) in [(6, 11, 's'), (3, 10, 's'), (0, 9, 't')] {
        let bits = mode >> shift;
        letters.push(if bits & 4 != 0 { 'r' } else { '-' });
        letters.push(if bits & 2 != 0 { 'w' } else { '-' });
        letters.push(match (mode >> special & 1 != 0, bits & 1 != 0) {
            (true, true) => letter,
            (true, false) => letter.to_ascii_uppercase(),
            (false, true) => 'x',
            (false, false) => '-',
        });
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::attributes;

    #[test]
    fn attributes_are_described() {
        assert_eq!(attributes(0o100_644 << 16), "-rw-r--r-- 100644");
        assert_eq!(attributes(0o041_777 << 16 | 16), "drwxrwxrwt 41777, directory");
        assert_eq!(attributes(0o104_654 << 16), "-rwSr-xr-- 104654");
        assert_eq!(attributes(0x21), "read-only, archive");
        assert_eq!(attributes(0), "");
    }
}
