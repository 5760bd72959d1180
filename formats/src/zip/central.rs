//! The central directory (4.3.12, 4.3.13).

use super::extra::{ExtraFields, Moved, Place, Zip64, peek_padding, zip64};
use super::layout::{Layout, signature_at};
use super::name::Name;
use super::words::{Flags, HostSystem, InternalAttributes, Method, attributes, version};
use crate::time;
use binrw::io::TakeSeekExt;
use binrw::{BinRead, BinResult, Endian, binrw};
use bytescope_inspect::{Blob, Cx, Inspect, Value, Within};
use std::io::{Read, Seek, SeekFrom};

/// Where a local header may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// What offsets count from.
    pub base: u64,
    /// Where local entries end.
    pub end: u64,
    /// The disk that this file is.
    pub disk: u32,
}

/// An entry of the central directory (4.3.12)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little, magic = b"PK\x01\x02")]
#[br(import(bounds: Bounds))]
#[inspect(magic("signature", "The bytes PK\\x01\\x02"))]
pub struct CentralEntry {
    /// Version of the specification that the writer knew (4.4.2)
    #[inspect(note = version(version_made_by))]
    pub version_made_by: u8,
    /// The system whose file attributes are used
    pub host_system: HostSystem,
    /// Version of the specification that a reader must know (4.4.3)
    #[inspect(note = version(version_needed_to_extract.to_le_bytes()[0]))]
    pub version_needed_to_extract: u16,
    /// General purpose bit flag (4.4.4)
    #[inspect(hex)]
    pub flags: Flags,
    /// How the data is compressed
    pub compression_method: Method,
    /// When the file was last changed, local time
    #[inspect(hex, note = time::dos_time(last_mod_file_time))]
    pub last_mod_file_time: u16,
    /// Day of that time
    #[inspect(hex, note = time::dos_date(last_mod_file_date))]
    pub last_mod_file_date: u16,
    /// CRC-32 of the content
    #[inspect(hex)]
    pub crc32: u32,
    /// Size of the data in the archive; all ones when the zip64 field has it
    #[inspect(unit = "bytes")]
    pub compressed_size: u32,
    /// Size of the content; all ones when the zip64 field has it
    #[inspect(unit = "bytes")]
    pub uncompressed_size: u32,
    /// Bytes of the name
    #[inspect(unit = "bytes")]
    pub file_name_length: u16,
    /// Bytes of the extra fields
    #[inspect(unit = "bytes")]
    pub extra_field_length: u16,
    /// Bytes of the comment
    #[inspect(unit = "bytes")]
    pub file_comment_length: u16,
    /// The disk that the local header stands on
    pub disk_number_start: u16,
    /// Internal file attributes (4.4.14)
    #[inspect(hex)]
    pub internal_file_attributes: InternalAttributes,
    /// File attributes of the host system (4.4.15)
    #[inspect(hex, note = attributes(external_file_attributes))]
    pub external_file_attributes: u32,
    /// Where the local header stands, from the start of the archive (4.4.16)
    #[inspect(hex)]
    #[inspect(check(
        bounds.hold(
            whole(local_header_offset, zip64(&extra_fields).and_then(|z| z.local_header_offset)),
            disk(disk_number_start, zip64(&extra_fields)),
        ),
        "no local header can stand there"
    ))]
    pub local_header_offset: u32,
    /// Name of the file, with slashes
    #[br(count = file_name_length, args { inner: (flags.utf8() == 1,) })]
    pub file_name: Name,
    #[br(parse_with = peek_padding, args(extra_field_length), restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    padding: u16,
    /// Extra fields (4.5)
    #[br(if(extra_field_length > padding), count = extra_field_length.saturating_sub(padding))]
    #[br(args { inner: (Place {
        central: true,
        moved: Moved {
            uncompressed_size: uncompressed_size == u32::MAX,
            compressed_size: compressed_size == u32::MAX,
            local_header_offset: local_header_offset == u32::MAX,
            disk_number_start: disk_number_start == u16::MAX,
        },
        name_crc: crc32fast::hash(&file_name.bytes),
    },) })]
    pub extra_fields: Option<Within<ExtraFields>>,
    /// Zeros behind the extra fields
    #[br(if(padding > 0), count = padding)]
    pub extra_padding: Option<Blob>,
    /// Comment on the file
    #[br(if(file_comment_length > 0), count = file_comment_length, args { inner: (flags.utf8() == 1,) })]
    pub file_comment: Option<Name>,
}

/// The value of a field of 32 bits that may have moved to the zip64 field.
fn whole(short: u32, long: Option<u64>) -> u64 {
    match long {
        Some(long) if short == u32::MAX => long,
        _ => short.into(),
    }
}

/// The number of the disk, which may have moved to the zip64 field.
fn disk(short: u16, zip64: Option<&Zip64>) -> u32 {
    match zip64.and_then(|z| z.disk_number_start) {
        Some(long) if short == u16::MAX => long,
        _ => short.into(),
    }
}

impl Bounds {
    /// Whether a local header may stand at `offset`; other disks may hold anything.
    fn hold(self, offset: u64, disk: u32) -> bool {
        disk != self.disk || self.start_of(offset).is_some()
    }

    /// The byte of the file at which the local header with that offset starts.
    fn start_of(self, offset: u64) -> Option<u64> {
        self.base.checked_add(offset).filter(|start| *start < self.end)
    }
}

impl CentralEntry {
    fn zip64(&self) -> Option<&Zip64> {
        zip64(&self.extra_fields)
    }

    /// Size of the data in the archive, wherever it is stored.
    pub fn compressed_size(&self) -> u64 {
        whole(self.compressed_size, self.zip64().and_then(|z| z.compressed_size))
    }

    /// Size of the content, wherever it is stored.
    pub fn uncompressed_size(&self) -> u64 {
        whole(self.uncompressed_size, self.zip64().and_then(|z| z.uncompressed_size))
    }

    /// Where the local header stands, from the start of the archive.
    pub fn local_header_offset(&self) -> u64 {
        whole(self.local_header_offset, self.zip64().and_then(|z| z.local_header_offset))
    }

    /// Where the local header starts in this file, when it can.
    pub(super) fn start(&self, bounds: Bounds) -> Option<u64> {
        let here = disk(self.disk_number_start, self.zip64()) == bounds.disk;
        bounds.start_of(self.local_header_offset()).filter(|_| here)
    }
}

/// Whether an entry of the central directory is to be read at `at`. Its number of entries may lie
/// and so may its signatures: one of them is enough.
fn continues<R: Read + Seek>(reader: &mut R, layout: &Layout, read: u64) -> BinResult<bool> {
    let at = reader.stream_position()?;
    if at >= layout.central_end {
        return Ok(false);
    }
    let signature = signature_at(reader, at)?;
    reader.seek(SeekFrom::Start(at))?;
    let is_other = signature == DigitalSignature::MAGIC;
    Ok(signature == CentralEntry::MAGIC || read < layout.count && !is_other)
}

/// Reads the central directory.
pub(super) fn read<R: Read + Seek>(
    reader: &mut R,
    endian: Endian,
    (layout,): (&Layout,),
) -> BinResult<Vec<CentralEntry>> {
    let mut entries = Vec::new();
    while continues(reader, layout, entries.len() as u64)? {
        let room = layout.central_end.saturating_sub(reader.stream_position()?);
        let mut region = reader.take_seek(room);
        entries.push(CentralEntry::read_options(&mut region, endian, (layout.bounds(),))?);
    }
    Ok(entries)
}

/// The twin of [`read`].
pub(super) fn inspect(
    cx: &mut Cx<'_>,
    endian: Endian,
    (layout,): (&Layout,),
) -> BinResult<Vec<CentralEntry>> {
    cx.leaf(Value::List);
    let mut entries = Vec::new();
    while continues(cx, layout, entries.len() as u64)? {
        let (index, room) = (entries.len() as u64, layout.central_end.saturating_sub(cx.pos()));
        let read = |cx: &mut Cx<'_>| CentralEntry::inspect(cx, endian, (layout.bounds(),));
        entries.push(cx.item(index, CentralEntry::ITEM, |cx| cx.within(room, read))?);
    }
    Ok(entries)
}

/// Digital signature of the central directory (4.3.13)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little, magic = b"PK\x05\x05")]
#[inspect(magic("signature", "The bytes PK\\x05\\x05"))]
pub struct DigitalSignature {
    /// Bytes of the signature
    #[inspect(unit = "bytes")]
    pub size: u16,
    /// The signature
    #[br(count = size)]
    pub data: Blob,
}
