//! Extra fields (4.5, 4.6), including Info-ZIP and Android fields.

use super::labels::CompressionMethod;
use super::uint::Uint;
use crate::time;
use binrw::io::Read;
use binrw::{BinResult, binrw};
use bytescope_inspect::{Blob, Expected, Inspect, Text, Utf8, Within, bits, labels, to_end};

/// Context of an extra field: properties of the enclosing header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExtraContext {
    /// True in the central directory, false in a local header.
    pub central: bool,
    /// Header values that are stored in the Zip64 extra field.
    pub in_zip64: Zip64Values,
    /// CRC-32 of the file name in the header.
    pub name_crc: u32,
}

/// Values contained in a Zip64 extra field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Zip64Values {
    /// Uncompressed size.
    pub uncompressed_size: bool,
    /// Compressed size.
    pub compressed_size: bool,
    /// Offset of the local header.
    pub local_header_offset: bool,
    /// Number of the start disk.
    pub disk_number_start: bool,
}

impl Zip64Values {
    /// Returns the values contained in a field of `size` bytes: `self`, or, if the size does not
    /// match (some writers violate 4.5.3), as many values as fit.
    fn within(self, size: u16) -> Self {
        let Self { uncompressed_size, compressed_size, local_header_offset, .. } = self;
        let long = [uncompressed_size, compressed_size, local_header_offset];
        let long = long.into_iter().map(|moved| if moved { 8 } else { 0 });
        let needed = long.fold(if self.disk_number_start { 4 } else { 0 }, u16::saturating_add);
        if needed == size {
            return self;
        }
        Self {
            uncompressed_size: size >= 8,
            compressed_size: size >= 16,
            local_header_offset: size >= 24,
            disk_number_start: size >= 28,
        }
    }
}

/// Extra fields of a header (4.5.1)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[br(import(context: ExtraContext))]
pub struct ExtraFields(#[br(parse_with = to_end, args(context))] pub Vec<ExtraField>);

/// Returns the first Zip64 field.
pub(super) fn zip64(fields: &Option<Within<ExtraFields>>) -> Option<&Zip64> {
    fields.as_ref()?.value.as_ref()?.0.iter().find_map(|field| match &field.data.value {
        Some(ExtraData::Zip64(zip64)) => Some(zip64),
        _ => None,
    })
}

/// Returns the first AES field.
pub(super) fn aes(fields: &Option<Within<ExtraFields>>) -> Option<&Aes> {
    fields.as_ref()?.value.as_ref()?.0.iter().find_map(|field| match &field.data.value {
        Some(ExtraData::Aes(aes)) => Some(aes),
        _ => None,
    })
}

/// Returns the number of zero bytes after the last extra field. Some writers add them to align the
/// file data. There may be fewer of them than bytes in a field header.
#[binrw::parser(reader)]
pub(super) fn peek_padding(length: u16) -> BinResult<u16> {
    let mut bytes = Vec::new();
    reader.take(length.into()).read_to_end(&mut bytes)?;
    let zeros_start = bytes.iter().rposition(|b| *b != 0).map_or(0, |last| last.saturating_add(1));
    let mut at = 0_usize;
    while at < zeros_start {
        let header = bytes.get(at..).and_then(<[u8]>::first_chunk);
        let Some([_, _, low, high]) = header else { return Ok(0) };
        let size = usize::from(u16::from_le_bytes([*low, *high]));
        at = at.saturating_add(4).saturating_add(size);
    }
    let padding = bytes.len().saturating_sub(at);
    Ok(u16::try_from(padding).unwrap_or_default())
}

/// Extra field (4.5.1)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[br(import(context: ExtraContext))]
#[inspect(summary = "{header_id}")]
pub struct ExtraField {
    /// Header ID
    #[inspect(hex)]
    pub header_id: HeaderId,
    /// Data size
    #[inspect(unit = "bytes")]
    pub data_size: u16,
    /// Field data
    #[br(count = data_size, args { inner: (header_id, data_size, context) })]
    pub data: Within<ExtraData>,
}

labels! {
    /// Extra field header ID (4.5.2, 4.6)
    pub struct HeaderId(u16) {
        /// Zip64 extended information
        ZIP64 = 0x0001,
        /// AV Info
        AV_INFO = 0x0007,
        /// OS/2 extended attributes
        OS2 = 0x0009,
        /// NTFS
        NTFS = 0x000a,
        /// `OpenVMS`
        OPENVMS = 0x000c,
        /// PKWARE UNIX
        PKWARE_UNIX = 0x000d,
        /// Patch descriptor
        PATCH_DESCRIPTOR = 0x000f,
        /// PKCS #7 store for X.509 certificates
        PKCS7_STORE = 0x0014,
        /// X.509 certificate ID and signature for individual file
        X509_FILE = 0x0015,
        /// X.509 certificate ID for central directory
        X509_CENTRAL_DIRECTORY = 0x0016,
        /// Strong encryption header
        STRONG_ENCRYPTION = 0x0017,
        /// Record management controls
        RECORD_MANAGEMENT = 0x0018,
        /// PKCS #7 encryption recipient certificate list
        PKCS7_RECIPIENTS = 0x0019,
        /// Policy decryption key record
        POLICY_KEY = 0x0021,
        /// IBM S/390 (Z390), AS/400 (I400) attributes
        IBM = 0x0065,
        /// Windows security descriptor
        NT_SECURITY = 0x4453,
        /// Extended timestamp
        EXTENDED_TIMESTAMP = 0x5455,
        /// Info-ZIP Unix (original)
        INFOZIP_UNIX_1 = 0x5855,
        /// Info-ZIP Unicode Comment
        UNICODE_COMMENT = 0x6375,
        /// `BeOS`
        BEOS = 0x6542,
        /// Info-ZIP Unicode Path
        UNICODE_PATH = 0x7075,
        /// `ASi` Unix
        ASI_UNIX = 0x756e,
        /// Info-ZIP Unix, second version: 16-bit UID and GID
        INFOZIP_UNIX_2 = 0x7855,
        /// Info-ZIP Unix, third version: variable-size UID and GID
        INFOZIP_UNIX_3 = 0x7875,
        /// `WinZip` AES encryption
        AES = 0x9901,
        /// Microsoft Open Packaging Growth Hint
        GROWTH_HINT = 0xa220,
        /// Marker of the first entry of a Java archive
        JAVA_ARCHIVE = 0xcafe,
        /// Android data alignment
        ANDROID_ALIGNMENT = 0xd935,
    }
}

impl HeaderId {
    /// IDs of the decoded fields.
    const DECODED: &[Self] = &[
        Self::ZIP64,
        Self::NTFS,
        Self::EXTENDED_TIMESTAMP,
        Self::INFOZIP_UNIX_1,
        Self::UNICODE_COMMENT,
        Self::UNICODE_PATH,
        Self::INFOZIP_UNIX_2,
        Self::INFOZIP_UNIX_3,
        Self::AES,
        Self::ANDROID_ALIGNMENT,
    ];
}

/// Data of an extra field
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[br(import(id: HeaderId, size: u16, context: ExtraContext))]
pub enum ExtraData {
    /// Zip64 extended information (4.5.3)
    #[br(pre_assert(id == HeaderId::ZIP64))]
    Zip64(#[br(args(context.in_zip64.within(size)))] Zip64),
    /// NTFS extra field (4.5.5)
    #[br(pre_assert(id == HeaderId::NTFS))]
    Ntfs {
        /// Reserved
        reserved: u32,
        /// Tagged attributes
        #[br(parse_with = to_end)]
        attributes: Vec<NtfsAttribute>,
    },
    /// Info-ZIP extended timestamp
    #[br(pre_assert(id == HeaderId::EXTENDED_TIMESTAMP))]
    ExtendedTimestamp(#[br(args(context.central, size))] ExtendedTimestamp),
    /// Info-ZIP Unix (original)
    #[br(pre_assert(id == HeaderId::INFOZIP_UNIX_1))]
    InfozipUnix1 {
        /// Last access time, in seconds since 1970-01-01 00:00:00 UTC
        #[inspect(unit = "s", note = time::unix_utc(access_time.into()))]
        access_time: i32,
        /// Last modification time, in seconds since 1970-01-01 00:00:00 UTC
        #[inspect(unit = "s", note = time::unix_utc(modification_time.into()))]
        modification_time: i32,
        /// User ID
        #[br(if(size >= 12))]
        uid: Option<u16>,
        /// Group ID
        #[br(if(size >= 12))]
        gid: Option<u16>,
    },
    /// Info-ZIP Unix, second version; empty in the central directory
    #[br(pre_assert(id == HeaderId::INFOZIP_UNIX_2))]
    InfozipUnix2 {
        /// User ID
        #[br(if(size > 0))]
        uid: Option<u16>,
        /// Group ID
        #[br(if(size > 0))]
        gid: Option<u16>,
    },
    /// Info-ZIP Unix, third version
    #[br(pre_assert(id == HeaderId::INFOZIP_UNIX_3))]
    InfozipUnix3 {
        /// Version of the field
        #[inspect(check(version == 1, "must be 1"))]
        version: u8,
        /// Size of the user ID
        #[inspect(unit = "bytes")]
        uid_size: u8,
        /// User ID
        #[br(args(uid_size))]
        uid: Uint,
        /// Size of the group ID
        #[inspect(unit = "bytes")]
        gid_size: u8,
        /// Group ID
        #[br(args(gid_size))]
        gid: Uint,
    },
    /// Info-ZIP Unicode Comment (4.6.8)
    #[br(pre_assert(id == HeaderId::UNICODE_COMMENT))]
    UnicodeComment {
        /// Version of the field
        #[inspect(check(version == 1, "must be 1"))]
        version: u8,
        /// CRC-32 of the file comment in the header
        #[inspect(hex)]
        comment_crc32: u32,
        /// File comment in UTF-8
        #[br(parse_with = to_end)]
        comment: Text<Utf8>,
    },
    /// Info-ZIP Unicode Path (4.6.9)
    #[br(pre_assert(id == HeaderId::UNICODE_PATH))]
    UnicodePath {
        /// Version of the field
        #[inspect(check(version == 1, "must be 1"))]
        version: u8,
        /// CRC-32 of the file name in the header
        #[inspect(hex, expect("crc-32", Expected::checksum(context.name_crc)))]
        name_crc32: u32,
        /// File name in UTF-8
        #[br(parse_with = to_end)]
        name: Text<Utf8>,
    },
    /// `WinZip` AES encryption
    #[br(pre_assert(id == HeaderId::AES))]
    Aes(Aes),
    /// Android data alignment
    #[br(pre_assert(id == HeaderId::ANDROID_ALIGNMENT))]
    AndroidAlignment {
        /// Alignment of the file data
        #[inspect(unit = "bytes")]
        alignment: u16,
        /// Zero padding
        #[br(parse_with = to_end)]
        padding: Blob,
    },
    /// Any other field
    #[br(pre_assert(!HeaderId::DECODED.contains(&id)))]
    Other(#[br(parse_with = to_end)] Blob),
}

/// Zip64 extended information (4.5.3): values that do not fit in the header
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[br(import(present: Zip64Values))]
pub struct Zip64 {
    /// Original uncompressed file size
    #[br(if(present.uncompressed_size))]
    #[inspect(unit = "bytes")]
    pub uncompressed_size: Option<u64>,
    /// Size of the compressed data
    #[br(if(present.compressed_size))]
    #[inspect(unit = "bytes")]
    pub compressed_size: Option<u64>,
    /// Relative offset of the local header
    #[br(if(present.local_header_offset))]
    #[inspect(hex)]
    pub local_header_offset: Option<u64>,
    /// Number of the start disk
    #[br(if(present.disk_number_start))]
    pub disk_number_start: Option<u32>,
}

/// Attribute of the NTFS extra field
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct NtfsAttribute {
    /// Attribute tag; 1 = file times
    pub tag: u16,
    /// Attribute size
    #[inspect(unit = "bytes")]
    pub size: u16,
    /// Attribute data
    #[br(count = size, args { inner: (tag,) })]
    pub data: Within<NtfsData>,
}

/// Data of an NTFS attribute
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[br(import(tag: u16))]
pub enum NtfsData {
    /// File times, in units of 100 ns since 1601-01-01 00:00:00 UTC
    #[br(pre_assert(tag == 1))]
    Times {
        /// Last modification time
        #[inspect(note = time::filetime_utc(modification_time))]
        modification_time: u64,
        /// Last access time
        #[inspect(note = time::filetime_utc(access_time))]
        access_time: u64,
        /// Creation time
        #[inspect(note = time::filetime_utc(creation_time))]
        creation_time: u64,
    },
    /// Any other attribute
    #[br(pre_assert(tag != 1))]
    Other(#[br(parse_with = to_end)] Blob),
}

bits! {
    /// Times present in an extended timestamp
    pub struct Times(u8) {
        /// Modification time present
        modification: 0..1,
        /// Access time present
        access: 1..2,
        /// Creation time present
        creation: 2..3,
        /// Reserved
        reserved: 3..8,
    }
}

/// Info-ZIP extended timestamp; in the central directory, the flags refer to the local header
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[br(import(central: bool, size: u16))]
pub struct ExtendedTimestamp {
    /// Times present in the local header
    pub flags: Times,
    /// Last modification time, in seconds since 1970-01-01 00:00:00 UTC
    #[br(if(flags.modification() == 1 && (!central || size >= 5)))]
    #[inspect(unit = "s", note = modification_time.map(utc))]
    pub modification_time: Option<i32>,
    /// Last access time, in seconds since 1970-01-01 00:00:00 UTC
    #[br(if(flags.access() == 1 && (!central || size >= 9)))]
    #[inspect(unit = "s", note = access_time.map(utc))]
    pub access_time: Option<i32>,
    /// Creation time, in seconds since 1970-01-01 00:00:00 UTC
    #[br(if(flags.creation() == 1 && (!central || size >= 13)))]
    #[inspect(unit = "s", note = creation_time.map(utc))]
    pub creation_time: Option<i32>,
}

fn utc(seconds: i32) -> String {
    time::unix_utc(seconds.into())
}

/// `WinZip` AES encryption
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct Aes {
    /// Vendor version: AE-1 or AE-2; AE-2 omits the CRC-32
    pub vendor_version: AesVersion,
    /// Vendor ID: the letters AE
    #[inspect(check(vendor_id.bytes == b"AE", "must be AE"))]
    #[br(count = 2)]
    pub vendor_id: Text<Utf8>,
    /// Encryption strength
    pub strength: AesStrength,
    /// Actual compression method
    pub compression_method: CompressionMethod,
}

labels! {
    /// Vendor version of AES encryption
    pub struct AesVersion(u16) {
        /// With CRC-32
        AE_1 = 1,
        /// Without CRC-32
        AE_2 = 2,
    }
}

labels! {
    /// AES encryption strength
    pub struct AesStrength(u8) {
        /// 128-bit key
        AES_128 = 1,
        /// 192-bit key
        AES_192 = 2,
        /// 256-bit key
        AES_256 = 3,
    }
}

impl AesStrength {
    /// Returns the size of the salt in bytes: half the key size.
    pub fn salt_size(self) -> u8 {
        match self {
            Self::AES_128 => 8,
            Self::AES_192 => 12,
            _ => 16,
        }
    }
}
