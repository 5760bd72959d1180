//! The central directory (4.3.12, 4.3.13).

use super::extra::{ExtraContext, ExtraFields, Zip64, Zip64Values, peek_padding, zip64};
use super::labels::{
    CompressionMethod, GeneralPurposeFlags, HostSystem, InternalAttributes, LATEST_VERSION,
    attributes, version,
};
use super::layout::{ArchiveLayout, signature_at};
use super::name::EntryName;
use crate::time;
use binrw::io::TakeSeekExt;
use binrw::{BinRead, BinResult, Endian, binrw};
use bytescope_inspect::{Blob, BufferId, Cx, Inspect, ItemList, Value, Within};
use std::io::{Read, Seek, SeekFrom};

/// Valid range of local header offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalHeaderRange {
    /// File offset of the archive. Offsets in the archive are relative to it.
    pub base: u64,
    /// File offset of the end of the local entries.
    pub end: u64,
    /// Number of the disk that this file represents.
    pub disk: u32,
}

/// Size of a central directory header without name, extra field and comment in bytes.
const FIXED_SIZE: u64 = 46;

/// Central directory header of a file (4.3.12)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little, magic = b"PK\x01\x02")]
#[br(import(bounds: LocalHeaderRange))]
#[inspect(magic("signature", "Central file header signature: PK\\x01\\x02"))]
#[inspect(
    summary = "{file_name}  {compression_method:map STORED=stored|DEFLATED=deflated}  {flags.encrypted:map 1=encrypted|0=}  {compressed_size} → {uncompressed_size}",
    columns(
        "name=file_name",
        "method=compression_method",
        "encrypted=flags.encrypted",
        "size=uncompressed_size",
        "packed=compressed_size",
        "crc32",
        "date=last_mod_file_date",
        "time=last_mod_file_time",
        "offset=local_header_offset"
    )
)]
pub struct CentralEntry {
    /// Version of the specification supported by the writer (4.4.2)
    #[inspect(note = version(version_made_by))]
    pub version_made_by: u8,
    /// Host system, which determines the external file attributes (4.4.2)
    pub host_system: HostSystem,
    /// Version needed to extract (4.4.3)
    // Programs refuse entries of later versions. They ignore the version in the local header.
    #[inspect(
        note = version(version_needed_to_extract.to_le_bytes()[0]),
        check(
            version_needed_to_extract.to_le_bytes()[0] <= LATEST_VERSION,
            format!("must be at most {LATEST_VERSION} ({})", version(LATEST_VERSION))
        )
    )]
    pub version_needed_to_extract: u16,
    /// General purpose bit flag (4.4.4)
    #[inspect(hex)]
    pub flags: GeneralPurposeFlags,
    /// Compression method (4.4.5)
    pub compression_method: CompressionMethod,
    /// Last modification time, in MS-DOS format, local time (4.4.6)
    #[inspect(hex, note = time::dos_time(last_mod_file_time))]
    pub last_mod_file_time: u16,
    /// Last modification date, in MS-DOS format (4.4.6)
    #[inspect(hex, note = time::dos_date(last_mod_file_date))]
    pub last_mod_file_date: u16,
    /// CRC-32 of the uncompressed data (4.4.7)
    #[inspect(hex)]
    pub crc32: u32,
    /// Compressed size; 0xffffffff if stored in the Zip64 extra field (4.4.8)
    #[inspect(unit = "bytes")]
    pub compressed_size: u32,
    /// Uncompressed size; 0xffffffff if stored in the Zip64 extra field (4.4.9)
    #[inspect(unit = "bytes")]
    pub uncompressed_size: u32,
    /// File name length (4.4.10)
    #[inspect(unit = "bytes")]
    pub file_name_length: u16,
    /// Extra field length (4.4.11)
    #[inspect(unit = "bytes")]
    pub extra_field_length: u16,
    /// File comment length (4.4.12)
    #[inspect(unit = "bytes")]
    pub file_comment_length: u16,
    /// Number of the start disk; 0xffff if stored in the Zip64 extra field (4.4.13)
    pub disk_number_start: u16,
    /// Internal file attributes (4.4.14)
    #[inspect(hex)]
    pub internal_file_attributes: InternalAttributes,
    /// External file attributes, which depend on the host system (4.4.15)
    #[inspect(hex, note = attributes(external_file_attributes))]
    pub external_file_attributes: u32,
    /// Relative offset of the local header; 0xffffffff if stored in the Zip64 extra field (4.4.16)
    #[inspect(hex)]
    #[inspect(check(
        bounds.contains(
            extended(local_header_offset, zip64(&extra_fields).and_then(|z| z.local_header_offset)),
            disk(disk_number_start, zip64(&extra_fields)),
        ),
        "out of range"
    ))]
    pub local_header_offset: u32,
    /// File name, with forward slashes (4.4.17)
    #[br(count = file_name_length, args { inner: (flags.utf8() == 1,) })]
    pub file_name: EntryName,
    #[br(parse_with = peek_padding, args(extra_field_length), restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    padding: u16,
    /// Extra field (4.5)
    #[br(if(extra_field_length > padding), count = extra_field_length.saturating_sub(padding))]
    #[br(args { inner: (ExtraContext {
        central: true,
        in_zip64: Zip64Values {
            uncompressed_size: uncompressed_size == u32::MAX,
            compressed_size: compressed_size == u32::MAX,
            local_header_offset: local_header_offset == u32::MAX,
            disk_number_start: disk_number_start == u16::MAX,
        },
        name_crc: crc32fast::hash(&file_name.bytes),
    },) })]
    pub extra_fields: Option<Within<ExtraFields>>,
    /// Zero padding after the extra field
    #[br(if(padding > 0), count = padding)]
    pub extra_padding: Option<Blob>,
    /// File comment (4.4.18)
    #[br(if(file_comment_length > 0), count = file_comment_length, args { inner: (flags.utf8() == 1,) })]
    pub file_comment: Option<EntryName>,
}

/// Returns the value of a 32-bit field, which may be stored in the Zip64 extra field.
pub(super) fn extended(short: u32, long: Option<u64>) -> u64 {
    match long {
        Some(long) if short == u32::MAX => long,
        _ => short.into(),
    }
}

/// Returns the disk number, which may be stored in the Zip64 extra field.
fn disk(short: u16, zip64: Option<&Zip64>) -> u32 {
    match zip64.and_then(|z| z.disk_number_start) {
        Some(long) if short == u16::MAX => long,
        _ => short.into(),
    }
}

impl LocalHeaderRange {
    /// True if `offset` is valid for a local header; offsets on other disks are not checked.
    fn contains(self, offset: u64, disk: u32) -> bool {
        disk != self.disk || self.start_of(offset).is_some()
    }

    /// Converts the offset of a local header to a file offset; `None` if out of range.
    fn start_of(self, offset: u64) -> Option<u64> {
        self.base.checked_add(offset).filter(|start| *start < self.end)
    }
}

impl CentralEntry {
    /// Returns the size in bytes.
    pub(super) fn size(&self) -> u64 {
        let lengths = [self.file_name_length, self.extra_field_length, self.file_comment_length];
        lengths.into_iter().map(u64::from).fold(FIXED_SIZE, u64::saturating_add)
    }

    fn zip64(&self) -> Option<&Zip64> {
        zip64(&self.extra_fields)
    }

    /// Returns the compressed size, from the header or the Zip64 extra field.
    pub fn compressed_size(&self) -> u64 {
        extended(self.compressed_size, self.zip64().and_then(|z| z.compressed_size))
    }

    /// Returns the uncompressed size, from the header or the Zip64 extra field.
    pub fn uncompressed_size(&self) -> u64 {
        extended(self.uncompressed_size, self.zip64().and_then(|z| z.uncompressed_size))
    }

    /// Returns the relative offset of the local header, from the header or the Zip64 extra field.
    pub fn local_header_offset(&self) -> u64 {
        extended(self.local_header_offset, self.zip64().and_then(|z| z.local_header_offset))
    }

    /// Returns the file offset of the local header; `None` if out of range or on another disk.
    pub(super) fn start(&self, bounds: LocalHeaderRange) -> Option<u64> {
        let here = disk(self.disk_number_start, self.zip64()) == bounds.disk;
        bounds.start_of(self.local_header_offset()).filter(|_| here)
    }
}

/// True if another central directory header follows. The declared number of entries or the
/// signature may be invalid, so either is sufficient.
fn continues<R: Read + Seek>(
    reader: &mut R,
    layout: &ArchiveLayout,
    count: u64,
) -> BinResult<bool> {
    let at = reader.stream_position()?;
    if at >= layout.central_end {
        return Ok(false);
    }
    let signature = signature_at(reader, at)?;
    reader.seek(SeekFrom::Start(at))?;
    let is_digital_signature = signature == DigitalSignature::MAGIC;
    Ok(signature == CentralEntry::MAGIC || count < layout.count && !is_digital_signature)
}

/// Reads the central directory.
pub(super) fn read<R: Read + Seek>(
    reader: &mut R,
    endian: Endian,
    (layout,): (&ArchiveLayout,),
) -> BinResult<Vec<CentralEntry>> {
    let mut entries = Vec::new();
    while continues(reader, layout, entries.len() as u64)? {
        let remaining = layout.central_end.saturating_sub(reader.stream_position()?);
        let mut region = reader.take_seek(remaining);
        entries.push(CentralEntry::read_options(&mut region, endian, (layout.bounds(),))?);
    }
    Ok(entries)
}

/// Counterpart of [`read`] that builds the field tree.
pub(super) fn inspect(
    cx: &mut Cx<'_>,
    endian: Endian,
    (layout,): (&ArchiveLayout,),
) -> BinResult<Vec<CentralEntry>> {
    cx.leaf(Value::List);
    let mut list = ItemList::new(cx);
    let entries = inspect_entries(cx, endian, layout, &mut list);
    let (bounds, central_end) = (layout.bounds(), layout.central_end);
    list.end(cx, CentralEntry::ITEM, move |request, marks| {
        request.read_items(BufferId::SOURCE, |cx| {
            let Some((first, start)) = marks.starts.before(request.range.start) else {
                return Ok(());
            };
            cx.rewind(start);
            let read = |cx: &mut Cx<'_>| entry(cx, endian, bounds, central_end).map(drop);
            for _ in first..request.range.start {
                cx.mute(read)?;
            }
            request.range.clone().try_for_each(|index| cx.item(index, CentralEntry::ITEM, read))
        })
    });
    entries
}

fn inspect_entries(
    cx: &mut Cx<'_>,
    endian: Endian,
    layout: &ArchiveLayout,
    list: &mut ItemList,
) -> BinResult<Vec<CentralEntry>> {
    let mut entries = Vec::new();
    while continues(cx, layout, entries.len() as u64)? {
        let read = |cx: &mut Cx<'_>| entry(cx, endian, layout.bounds(), layout.central_end);
        entries.push(cx.item(entries.len() as u64, CentralEntry::ITEM, read)?);
        list.add(cx);
    }
    Ok(entries)
}

/// Reads the next entry of a central directory that ends at `end`.
fn entry(
    cx: &mut Cx<'_>,
    endian: Endian,
    bounds: LocalHeaderRange,
    end: u64,
) -> BinResult<CentralEntry> {
    let remaining = end.saturating_sub(cx.pos());
    cx.within(remaining, |cx| CentralEntry::inspect(cx, endian, (bounds,)))
}

/// Reads the entry at offset `start` of a central directory without recording it.
pub(super) fn entry_at(
    cx: &mut Cx<'_>,
    endian: Endian,
    (bounds, end): (LocalHeaderRange, u64),
    start: u64,
) -> BinResult<CentralEntry> {
    cx.rewind(start);
    cx.mute(|cx| entry(cx, endian, bounds, end))
}

/// Digital signature of the central directory (4.3.13)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little, magic = b"PK\x05\x05")]
#[inspect(magic("signature", "Header signature: PK\\x05\\x05"))]
pub struct DigitalSignature {
    /// Size of the signature data
    #[inspect(unit = "bytes")]
    pub size: u16,
    /// Signature data
    #[br(count = size)]
    pub data: Blob,
}
