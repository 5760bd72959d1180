//! The catalog: names, aliases and algorithms.

use super::crc::Lazy;
use super::sum::{Finish, Sum};
use super::{Algorithm, AlgorithmKind, CatalogEntry};
use crate::nearest::nearest_all;
use binrw::Endian;
use std::fmt;
use std::sync::OnceLock;

/// Declares the entries: CRCs with names and parameters from the `crc` crate, and other algorithms.
macro_rules! catalog {
    (
        crcs: { $($width:ident: { $($crc:ident $([$($alias:literal),+])?,)+ })+ }
        others: { $($(#[$doc:meta])* $other:ident = $name:literal $([$($nick:literal),+])?: $kind:expr,)+ }
    ) => {
        mod entries {
            use super::*;
            $($(pub(super) static $crc: CatalogEntry = CatalogEntry {
                name: {
                    const NAME: [u8; stringify!($crc).len()] = catalog_name(stringify!($crc));
                    match str::from_utf8(&NAME) {
                        Ok(name) => name,
                        Err(_) => "",
                    }
                },
                aliases: &[$($($alias),+)?],
                kind: AlgorithmKind::Crc(Lazy::$width(&crc::$crc, OnceLock::new())),
            };)+)+
            $(pub(super) static $other: CatalogEntry =
                CatalogEntry { name: $name, aliases: &[$($($nick),+)?], kind: $kind };)+
        }

        static ENTRIES: &[&CatalogEntry] = &[$($(&entries::$crc,)+)+ $(&entries::$other,)+];

        impl Algorithm {
            $($(
                #[doc = concat!("`", stringify!($crc), "` of the catalog.")]
                pub const $crc: Self = Self(&entries::$crc);
            )+)+
            $($(#[$doc])* pub const $other: Self = Self(&entries::$other);)+
        }
    };
}

/// Converts `CRC_16_IBM_3740` to the catalog's spelling in lower case: `crc-16/ibm-3740`.
const fn catalog_name<const N: usize>(constant: &str) -> [u8; N] {
    let mut name = [0; N];
    let mut rest = constant.as_bytes();
    let mut out: &mut [u8] = &mut name;
    let mut gaps = 0_u8;
    while let ([first, next @ ..], [slot, next_out @ ..]) = (rest, out) {
        *slot = match *first {
            b'_' => {
                gaps = gaps.saturating_add(1);
                if gaps == 2 { b'/' } else { b'-' }
            }
            letter => letter.to_ascii_lowercase(),
        };
        (rest, out) = (next, next_out);
    }
    name
}

catalog! {
    crcs: {
        U8: {
            CRC_3_GSM, CRC_3_ROHC,
            CRC_4_G_704 ["crc-4/itu"], CRC_4_INTERLAKEN,
            CRC_5_EPC_C1G2 ["crc-5/epc"], CRC_5_G_704 ["crc-5/itu"], CRC_5_USB,
            CRC_6_CDMA2000_A, CRC_6_CDMA2000_B, CRC_6_DARC, CRC_6_G_704 ["crc-6/itu"], CRC_6_GSM,
            CRC_7_MMC ["crc-7"], CRC_7_ROHC, CRC_7_UMTS,
            CRC_8_AUTOSAR, CRC_8_BLUETOOTH, CRC_8_CDMA2000, CRC_8_DARC, CRC_8_DVB_S2, CRC_8_GSM_A,
            CRC_8_GSM_B, CRC_8_HITAG, CRC_8_I_432_1 ["crc-8/itu"], CRC_8_I_CODE, CRC_8_LTE,
            CRC_8_MAXIM_DOW ["crc-8/maxim", "dow-crc"], CRC_8_MIFARE_MAD, CRC_8_NRSC_5,
            CRC_8_OPENSAFETY, CRC_8_ROHC, CRC_8_SAE_J1850, CRC_8_SMBUS ["crc-8"],
            CRC_8_TECH_3250 ["crc-8/aes", "crc-8/ebu"], CRC_8_WCDMA,
        }
        U16: {
            CRC_10_ATM ["crc-10", "crc-10/i-610"], CRC_10_CDMA2000, CRC_10_GSM,
            CRC_11_FLEXRAY ["crc-11"], CRC_11_UMTS,
            CRC_12_CDMA2000, CRC_12_DECT ["x-crc-12"], CRC_12_GSM, CRC_12_UMTS ["crc-12/3gpp"],
            CRC_13_BBC, CRC_14_DARC, CRC_14_GSM, CRC_15_CAN ["crc-15"], CRC_15_MPT1327,
            CRC_16_ARC ["arc", "crc-16", "crc-16/lha", "crc-ibm"], CRC_16_CDMA2000, CRC_16_CMS,
            CRC_16_DDS_110, CRC_16_DECT_R ["r-crc-16"], CRC_16_DECT_X ["x-crc-16"], CRC_16_DNP,
            CRC_16_EN_13757,
            CRC_16_GENIBUS ["crc-16/darc", "crc-16/epc", "crc-16/epc-c1g2", "crc-16/i-code"],
            CRC_16_GSM,
            CRC_16_IBM_3740 ["crc-16/ccitt-false", "crc-16/autosar", "ccitt-false"],
            CRC_16_IBM_SDLC ["crc-16/x-25", "x-25", "crc-16/iso-hdlc", "crc-16/iso-iec-14443-3-b", "crc-b"],
            CRC_16_ISO_IEC_14443_3_A ["crc-a"],
            CRC_16_KERMIT ["kermit", "crc-16/ccitt", "crc-16/ccitt-true", "crc-16/bluetooth",
                "crc-16/v-41-lsb", "crc-ccitt"],
            CRC_16_LJ1200, CRC_16_M17, CRC_16_MAXIM_DOW ["crc-16/maxim"], CRC_16_MCRF4XX,
            CRC_16_MODBUS ["modbus"], CRC_16_NRSC_5, CRC_16_OPENSAFETY_A, CRC_16_OPENSAFETY_B,
            CRC_16_PROFIBUS ["crc-16/iec-61158-2"], CRC_16_RIELLO,
            CRC_16_SPI_FUJITSU ["crc-16/aug-ccitt"], CRC_16_T10_DIF, CRC_16_TELEDISK, CRC_16_TMS37157,
            CRC_16_UMTS ["crc-16/buypass", "crc-16/verifone"], CRC_16_USB,
            CRC_16_XMODEM ["xmodem", "zmodem", "crc-16/acorn", "crc-16/lte", "crc-16/v-41-msb"],
        }
        U32: {
            CRC_17_CAN_FD, CRC_21_CAN_FD,
            CRC_24_BLE, CRC_24_FLEXRAY_A, CRC_24_FLEXRAY_B, CRC_24_INTERLAKEN,
            CRC_24_LTE_A ["crc-24q", "crc-24/q"], CRC_24_LTE_B, CRC_24_OPENPGP ["crc-24"], CRC_24_OS_9,
            CRC_30_CDMA, CRC_31_PHILIPS,
            CRC_32_AIXM ["crc-32q"], CRC_32_AUTOSAR, CRC_32_BASE91_D ["crc-32d"],
            CRC_32_BZIP2 ["crc-32/aal5", "crc-32/dect-b", "b-crc-32"], CRC_32_CD_ROM_EDC,
            CRC_32_CKSUM ["cksum", "crc-32/posix"],
            CRC_32_ISCSI ["crc-32c", "crc-32/castagnoli", "crc-32/base91-c", "crc-32/interlaken"],
            CRC_32_JAMCRC ["jamcrc"], CRC_32_MEF, CRC_32_MPEG_2, CRC_32_XFER ["xfer"],
        }
        U64: {
            CRC_40_GSM, CRC_64_ECMA_182 ["crc-64"], CRC_64_GO_ISO, CRC_64_MS, CRC_64_NVME,
            CRC_64_REDIS, CRC_64_WE, CRC_64_XZ ["crc-64/go-ecma"],
        }
    }
    others: {
        /// CRC-32/ISO-HDLC, used by zip, gzip and PNG (polynomial 0x04C11DB7, reflected).
        CRC_32 = "crc-32" ["crc-32/iso-hdlc", "crc-32/adccp", "crc-32/v-42", "crc-32/xz", "pkzip"]:
            AlgorithmKind::Crc32(32),
        /// Low half of CRC-32, used for gzip headers (RFC 1952, 2.3.1).
        CRC_32_LOW_16 = "crc-32/low-16": AlgorithmKind::Crc32(16),
        /// XOR of all bytes.
        XOR_8 = "xor-8": AlgorithmKind::Sum(Sum::Xor(8, Endian::Little)),
        /// XOR of all little-endian 16-bit words; an odd last byte is a low byte.
        XOR_16 = "xor-16" ["xor-16/le"]: AlgorithmKind::Sum(Sum::Xor(16, Endian::Little)),
        /// XOR of all big-endian 16-bit words; an odd last byte is a high byte.
        XOR_16_BE = "xor-16/be": AlgorithmKind::Sum(Sum::Xor(16, Endian::Big)),
        /// XOR of all little-endian 32-bit words, the last word zero-padded.
        XOR_32 = "xor-32" ["xor-32/le"]: AlgorithmKind::Sum(Sum::Xor(32, Endian::Little)),
        /// XOR of all big-endian 32-bit words, the last word zero-padded.
        XOR_32_BE = "xor-32/be": AlgorithmKind::Sum(Sum::Xor(32, Endian::Big)),
        /// Sum of all bytes, modulo 2^8.
        SUM_8 = "sum-8": AlgorithmKind::Sum(Sum::Add(8, Finish::Plain)),
        /// Two's complement of the sum of all bytes (Intel HEX): the sum including it is 0.
        SUM_8_NEG = "sum-8-neg": AlgorithmKind::Sum(Sum::Add(8, Finish::Negate)),
        /// One's complement of the sum of all bytes.
        SUM_8_NOT = "sum-8-not": AlgorithmKind::Sum(Sum::Add(8, Finish::Invert)),
        /// Sum of all bytes, modulo 2^16.
        SUM_16 = "sum-16": AlgorithmKind::Sum(Sum::Add(16, Finish::Plain)),
        /// Two's complement of the sum of all bytes, modulo 2^16.
        SUM_16_NEG = "sum-16-neg": AlgorithmKind::Sum(Sum::Add(16, Finish::Negate)),
        /// One's complement of the sum of all bytes: 0xffff minus the sum (`FlySky` iBUS).
        SUM_16_NOT = "sum-16-not" ["ibus"]: AlgorithmKind::Sum(Sum::Add(16, Finish::Invert)),
        /// Sum of all bytes, modulo 2^32.
        SUM_32 = "sum-32": AlgorithmKind::Sum(Sum::Add(32, Finish::Plain)),
        /// Fletcher checksum of bytes, modulo 255; the second sum is the upper half.
        FLETCHER_16 = "fletcher-16":
            AlgorithmKind::Sum(Sum::Fletcher { word: 8, half: 8, modulus: 0xff, start: 0 }),
        /// 8-bit Fletcher checksum of UBX, and of RFC 1145 for two's complement: modulo 256.
        /// `CK_A` is the lower byte, `CK_B` the upper byte.
        FLETCHER_16_UBX = "fletcher-16/ubx" ["fletcher-8/ubx", "fletcher-8", "ubx"]:
            AlgorithmKind::Sum(Sum::Fletcher { word: 8, half: 8, modulus: 0x100, start: 0 }),
        /// Fletcher checksum of little-endian 16-bit words, modulo 65535.
        FLETCHER_32 = "fletcher-32":
            AlgorithmKind::Sum(Sum::Fletcher { word: 16, half: 16, modulus: 0xffff, start: 0 }),
        /// Fletcher checksum of little-endian 32-bit words, modulo 2^32 - 1.
        FLETCHER_64 = "fletcher-64": AlgorithmKind::Sum(
            Sum::Fletcher { word: 32, half: 32, modulus: 0xffff_ffff, start: 0 }),
        /// Adler-32 (RFC 1950): Fletcher sums of bytes, modulo 65521, the first starting at 1.
        ADLER_32 = "adler-32":
            AlgorithmKind::Sum(Sum::Fletcher { word: 8, half: 16, modulus: 65521, start: 1 }),
    }
}

pub(super) fn all() -> impl Iterator<Item = Algorithm> {
    ENTRIES.iter().map(|entry| Algorithm(entry))
}

pub(super) fn find(name: &str) -> Result<Algorithm, UnknownAlgorithm> {
    let key = name.trim().to_ascii_lowercase();
    let same = |name: &str| name.replace('/', "-") == key.replace(['/', '_'], "-");
    let names =
        |entry: &CatalogEntry| std::iter::once(entry.name).chain(entry.aliases.iter().copied());
    let found = ENTRIES.iter().find(|entry| names(entry).any(same));
    found.map(|entry| Algorithm(entry)).ok_or_else(|| {
        let all = ENTRIES.iter().flat_map(|entry| names(entry));
        let mut near = nearest_all(&key, all.clone());
        if near.is_empty() && !key.is_empty() {
            near = all.filter(|name| name.contains(&key)).collect();
        }
        near.truncate(5);
        UnknownAlgorithm { name: name.to_owned(), near }
    })
}

/// Error for a checksum name that is not in the catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownAlgorithm {
    /// The requested name.
    pub name: String,
    /// Similar names, the most similar first; may be empty.
    pub near: Vec<&'static str>,
}

impl fmt::Display for UnknownAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown checksum '{}'; ", self.name)?;
        match self.near.as_slice() {
            [] => {
                write!(f, "known names include crc-16/modbus, crc-32, xor-8, sum-8, fletcher-16")
            }
            [one] => write!(f, "did you mean {one}?"),
            many => write!(f, "did you mean one of {}?", many.join(", ")),
        }
    }
}

impl std::error::Error for UnknownAlgorithm {}
