//! Extra fields (4.5, 4.6), those of Info-ZIP and of Android included.

use super::uint::Uint;
use super::words::Method;
use crate::time;
use binrw::io::Read;
use binrw::{BinResult, binrw};
use bytescope_inspect::{Blob, Expected, Inspect, Text, Utf8, Within, bits, labels, to_end};

/// Where an extra field stands, and what the header around it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// In the central directory, not in a local header.
    pub central: bool,
    /// Which values of the header are moved to the zip64 field.
    pub moved: Moved,
    /// CRC-32 of the name in the header.
    pub name_crc: u32,
}

/// The values that a zip64 field holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// The uncompressed size.
    pub uncompressed_size: bool,
    /// The compressed size.
    pub compressed_size: bool,
    /// The offset of the local header.
    pub local_header_offset: bool,
    /// The number of the disk.
    pub disk_number_start: bool,
}

impl Moved {
    /// The values that a field of `size` bytes holds: those that the header has moved, or when
    /// that does not fit (not every writer keeps to it), as many as there is room for.
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

/// The extra fields of a header (4.5.1)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[br(import(place: Place))]
pub struct ExtraFields(#[br(parse_with = to_end, args(place))] pub Vec<ExtraField>);

/// The first zip64 field.
pub(super) fn zip64(fields: &Option<Within<ExtraFields>>) -> Option<&Zip64> {
    fields.as_ref()?.value.as_ref()?.0.iter().find_map(|field| match &field.data.value {
        Some(ExtraData::Zip64(zip64)) => Some(zip64),
        _ => None,
    })
}

/// The first AES field.
pub(super) fn aes(fields: &Option<Within<ExtraFields>>) -> Option<&Aes> {
    fields.as_ref()?.value.as_ref()?.0.iter().find_map(|field| match &field.data.value {
        Some(ExtraData::Aes(aes)) => Some(aes),
        _ => None,
    })
}

/// How many zeros stand behind the last extra field. They fill up to a page or a word, and may
/// be too few for a field.
#[binrw::parser(reader)]
pub(super) fn peek_padding(length: u16) -> BinResult<u16> {
    let mut bytes = Vec::new();
    reader.take(length.into()).read_to_end(&mut bytes)?;
    let zeros = bytes.iter().rposition(|b| *b != 0).map_or(0, |last| last.saturating_add(1));
    let mut at = 0_usize;
    while at < zeros {
        let header = bytes.get(at..).and_then(<[u8]>::first_chunk);
        let Some([_, _, low, high]) = header else { return Ok(0) };
        let size = usize::from(u16::from_le_bytes([*low, *high]));
        at = at.saturating_add(4).saturating_add(size);
    }
    let padding = bytes.len().saturating_sub(at);
    Ok(u16::try_from(padding).unwrap_or_default())
}

/// An extra field (4.5.1)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[br(import(place: Place))]
pub struct ExtraField {
    /// What the field is about
    #[inspect(hex)]
    pub header_id: HeaderId,
    /// Number of bytes in the data
    #[inspect(unit = "bytes")]
    pub data_size: u16,
    /// What the field holds
    #[br(count = data_size, args { inner: (header_id, data_size, place) })]
    pub data: Within<ExtraData>,
}

labels! {
    /// What an extra field is about (4.5.2, 4.6)
    pub struct HeaderId(u16) {
        /// Sizes and offset of 64 bits
        ZIP64 = 0x0001,
        /// AV info
        AV_INFO = 0x0007,
        /// OS/2 extended attributes
        OS2 = 0x0009,
        /// NTFS times
        NTFS = 0x000a,
        /// `OpenVMS`
        OPENVMS = 0x000c,
        /// PKWARE Unix
        PKWARE_UNIX = 0x000d,
        /// Patch descriptor
        PATCH_DESCRIPTOR = 0x000f,
        /// PKCS #7 store for X.509 certificates
        PKCS7_STORE = 0x0014,
        /// X.509 certificate for a file
        X509_FILE = 0x0015,
        /// X.509 certificate for the central directory
        X509_CENTRAL_DIRECTORY = 0x0016,
        /// Strong encryption header
        STRONG_ENCRYPTION = 0x0017,
        /// Record management controls
        RECORD_MANAGEMENT = 0x0018,
        /// PKCS #7 encryption recipients
        PKCS7_RECIPIENTS = 0x0019,
        /// Policy decryption key
        POLICY_KEY = 0x0021,
        /// IBM S/390, AS/400 attributes
        IBM = 0x0065,
        /// Windows security descriptor
        NT_SECURITY = 0x4453,
        /// Extended timestamp
        EXTENDED_TIMESTAMP = 0x5455,
        /// Info-ZIP Unix, the first
        INFOZIP_UNIX_1 = 0x5855,
        /// Comment in UTF-8
        UNICODE_COMMENT = 0x6375,
        /// `BeOS`
        BEOS = 0x6542,
        /// Name in UTF-8
        UNICODE_PATH = 0x7075,
        /// `ASi` Unix
        ASI_UNIX = 0x756e,
        /// Info-ZIP Unix, the second: user and group of 16 bits
        INFOZIP_UNIX_2 = 0x7855,
        /// Info-ZIP Unix, the third: user and group of any size
        INFOZIP_UNIX_3 = 0x7875,
        /// AES encryption of `WinZip`
        AES = 0x9901,
        /// Room to grow in an Office document
        GROWTH_HINT = 0xa220,
        /// Marks the first entry of a Java archive
        JAVA_ARCHIVE = 0xcafe,
        /// Alignment of the data, for Android
        ANDROID_ALIGNMENT = 0xd935,
    }
}

impl HeaderId {
    /// The fields that are decoded here.
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

/// What an extra field holds
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[br(import(id: HeaderId, size: u16, place: Place))]
pub enum ExtraData {
    /// Sizes and offset of 64 bits (4.5.3)
    #[br(pre_assert(id == HeaderId::ZIP64))]
    Zip64(#[br(args(place.moved.within(size)))] Zip64),
    /// NTFS times (4.5.5)
    #[br(pre_assert(id == HeaderId::NTFS))]
    Ntfs {
        /// Reserved
        reserved: u32,
        /// Attributes, each with a tag
        #[br(parse_with = to_end)]
        attributes: Vec<NtfsAttribute>,
    },
    /// Extended timestamp of Info-ZIP
    #[br(pre_assert(id == HeaderId::EXTENDED_TIMESTAMP))]
    ExtendedTimestamp(#[br(args(place.central, size))] ExtendedTimestamp),
    /// Info-ZIP Unix, the first
    #[br(pre_assert(id == HeaderId::INFOZIP_UNIX_1))]
    InfozipUnix1 {
        /// When the file was last read, in seconds since 1970
        #[inspect(unit = "s", note = time::unix_utc(access_time.into()))]
        access_time: i32,
        /// When the file was last changed, in seconds since 1970
        #[inspect(unit = "s", note = time::unix_utc(modification_time.into()))]
        modification_time: i32,
        /// User
        #[br(if(size >= 12))]
        uid: Option<u16>,
        /// Group
        #[br(if(size >= 12))]
        gid: Option<u16>,
    },
    /// Info-ZIP Unix, the second: empty in the central directory
    #[br(pre_assert(id == HeaderId::INFOZIP_UNIX_2))]
    InfozipUnix2 {
        /// User
        #[br(if(size > 0))]
        uid: Option<u16>,
        /// Group
        #[br(if(size > 0))]
        gid: Option<u16>,
    },
    /// Info-ZIP Unix, the third
    #[br(pre_assert(id == HeaderId::INFOZIP_UNIX_3))]
    InfozipUnix3 {
        /// Version of the field
        #[inspect(check(version == 1, "version 1 is the only one"))]
        version: u8,
        /// Bytes of the user
        #[inspect(unit = "bytes")]
        uid_size: u8,
        /// User
        #[br(args(uid_size))]
        uid: Uint,
        /// Bytes of the group
        #[inspect(unit = "bytes")]
        gid_size: u8,
        /// Group
        #[br(args(gid_size))]
        gid: Uint,
    },
    /// Comment in UTF-8 (4.6.8)
    #[br(pre_assert(id == HeaderId::UNICODE_COMMENT))]
    UnicodeComment {
        /// Version of the field
        #[inspect(check(version == 1, "version 1 is the only one"))]
        version: u8,
        /// CRC-32 of the comment in the header
        #[inspect(hex)]
        comment_crc32: u32,
        /// The comment
        #[br(parse_with = to_end)]
        comment: Text<Utf8>,
    },
    /// Name in UTF-8 (4.6.9)
    #[br(pre_assert(id == HeaderId::UNICODE_PATH))]
    UnicodePath {
        /// Version of the field
        #[inspect(check(version == 1, "version 1 is the only one"))]
        version: u8,
        /// CRC-32 of the name in the header
        #[inspect(hex, expect("crc-32 of the name", Expected::checksum(place.name_crc)))]
        name_crc32: u32,
        /// The name
        #[br(parse_with = to_end)]
        name: Text<Utf8>,
    },
    /// AES encryption of `WinZip`
    #[br(pre_assert(id == HeaderId::AES))]
    Aes(Aes),
    /// Alignment of the data, for Android
    #[br(pre_assert(id == HeaderId::ANDROID_ALIGNMENT))]
    AndroidAlignment {
        /// The data starts at a multiple of this
        #[inspect(unit = "bytes")]
        alignment: u16,
        /// Zeros that make it so
        #[br(parse_with = to_end)]
        padding: Blob,
    },
    /// Any other field
    #[br(pre_assert(!HeaderId::DECODED.contains(&id)))]
    Other(#[br(parse_with = to_end)] Blob),
}

/// Sizes and offset of 64 bits (4.5.3): those that the header has moved here
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[br(import(holds: Moved))]
pub struct Zip64 {
    /// Size of the content
    #[br(if(holds.uncompressed_size))]
    #[inspect(unit = "bytes")]
    pub uncompressed_size: Option<u64>,
    /// Size of the data in the archive
    #[br(if(holds.compressed_size))]
    #[inspect(unit = "bytes")]
    pub compressed_size: Option<u64>,
    /// Where the local header stands
    #[br(if(holds.local_header_offset))]
    #[inspect(hex)]
    pub local_header_offset: Option<u64>,
    /// The disk that the local header stands on
    #[br(if(holds.disk_number_start))]
    pub disk_number_start: Option<u32>,
}

/// A part of the NTFS field
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct NtfsAttribute {
    /// What the attribute is; 1 stands for times
    pub tag: u16,
    /// Number of bytes in the data
    #[inspect(unit = "bytes")]
    pub size: u16,
    /// What the attribute holds
    #[br(count = size, args { inner: (tag,) })]
    pub data: Within<NtfsData>,
}

/// What an attribute of the NTFS field holds
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[br(import(tag: u16))]
pub enum NtfsData {
    /// Times in steps of 100 ns since 1601
    #[br(pre_assert(tag == 1))]
    Times {
        /// When the file was last changed
        #[inspect(note = time::filetime_utc(modification_time))]
        modification_time: u64,
        /// When the file was last read
        #[inspect(note = time::filetime_utc(access_time))]
        access_time: u64,
        /// When the file was made
        #[inspect(note = time::filetime_utc(creation_time))]
        creation_time: u64,
    },
    /// Anything else
    #[br(pre_assert(tag != 1))]
    Other(#[br(parse_with = to_end)] Blob),
}

bits! {
    /// Which times are known
    pub struct Times(u8) {
        /// When the file was last changed
        modification: 0..1,
        /// When the file was last read
        access: 1..2,
        /// When the file was made
        creation: 2..3,
        /// Reserved
        reserved: 3..8,
    }
}

/// Extended timestamp of Info-ZIP: in the central directory the flags may tell of times that
/// only the local header has
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[br(import(central: bool, size: u16))]
pub struct ExtendedTimestamp {
    /// Which times are known
    pub flags: Times,
    /// When the file was last changed, in seconds since 1970
    #[br(if(flags.modification() == 1 && (!central || size >= 5)))]
    #[inspect(unit = "s", note = modification_time.map(utc))]
    pub modification_time: Option<i32>,
    /// When the file was last read, in seconds since 1970
    #[br(if(flags.access() == 1 && (!central || size >= 9)))]
    #[inspect(unit = "s", note = access_time.map(utc))]
    pub access_time: Option<i32>,
    /// When the file was made, in seconds since 1970
    #[br(if(flags.creation() == 1 && (!central || size >= 13)))]
    #[inspect(unit = "s", note = creation_time.map(utc))]
    pub creation_time: Option<i32>,
}

fn utc(seconds: i32) -> String {
    time::unix_utc(seconds.into())
}

/// AES encryption of `WinZip`
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct Aes {
    /// AE-1 or AE-2, which leaves the CRC out
    pub vendor_version: AesVersion,
    /// The letters AE
    #[inspect(check(vendor_id.bytes == b"AE", "the letters must be AE"))]
    #[br(count = 2)]
    pub vendor_id: Text<Utf8>,
    /// How long the key is
    pub strength: AesStrength,
    /// How the data was compressed before
    pub compression_method: Method,
}

labels! {
    /// Version of the AES encryption
    pub struct AesVersion(u16) {
        /// With CRC-32
        AE_1 = 1,
        /// Without CRC-32
        AE_2 = 2,
    }
}

labels! {
    /// How long an AES key is
    pub struct AesStrength(u8) {
        /// 128 bits
        AES_128 = 1,
        /// 192 bits
        AES_192 = 2,
        /// 256 bits
        AES_256 = 3,
    }
}

impl AesStrength {
    /// Bytes of the salt before the data: half of the key.
    pub fn salt_size(self) -> u8 {
        match self {
            Self::AES_128 => 8,
            Self::AES_192 => 12,
            _ => 16,
        }
    }
}
