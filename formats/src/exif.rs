//! Exif metadata (CIPA DC-008, based on TIFF 6.0), embedded in images of several formats.

mod from_json;
mod offsets;
mod tags;
mod unclaimed;
mod values;
mod write;

pub use tags::{ExifTag, FieldType, GpsTag, InteroperabilityTag, TiffTag};
pub use values::{EntryContent, Rational, SRational, TagValues};

use crate::span::{FileSpan, blobs, show_blobs};
use binrw::{BinResult, binread, binrw};
use bytescope_inspect::{Blob, Cx, Inspect, labels};
use std::io::SeekFrom;

/// Exif metadata: TIFF header and image file directories, up to the end of the region
#[derive(Inspect)]
#[binread]
#[derive(Clone, Debug, PartialEq)]
#[inspect(from_json = from_json::exif)]
pub struct Exif {
    #[br(temp, parse_with = read_region)]
    #[inspect(skip)]
    base: OffsetBase,
    /// Byte order: II or MM
    #[br(assert(byte_order.name().is_some(), "must be II or MM"))]
    #[inspect(hex)]
    pub byte_order: TiffByteOrder,
    /// Remaining fields, in this byte order
    #[br(is_big = byte_order == TiffByteOrder::MM, args(base))]
    #[inspect(flat)]
    pub directories: Directories,
    #[br(temp, parse_with = unclaimed::find, args(base, &directories))]
    #[inspect(skip)]
    unclaimed_spans: Vec<FileSpan>,
    /// Bytes not referenced by any offset, except zero padding between values
    #[br(
        if(!unclaimed_spans.is_empty()),
        seek_before = SeekFrom::Start(unclaimed_spans.first().map_or(0, |span| span.start)),
        parse_with = blobs,
        args(&unclaimed_spans)
    )]
    #[inspect(with = show_blobs)]
    pub unclaimed: Vec<Blob>,
    // The last value read may be anywhere, so seek to the end of the region.
    #[br(temp, seek_before = SeekFrom::End(0))]
    #[inspect(skip)]
    end: (),
    #[br(calc = unclaimed_spans.iter().map(|span| span.start.saturating_sub(base.start)).collect())]
    unclaimed_offsets: Vec<u64>,
}

labels! {
    /// Byte order
    pub struct TiffByteOrder(u16) {
        /// Little-endian
        II = 0x4949,
        /// Big-endian
        MM = 0x4d4d,
    }
}

/// Region that offsets are relative to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OffsetBase {
    start: u64,
    end: u64,
}

impl OffsetBase {
    /// Converts an offset in the region to a file offset.
    fn at(self, offset: u32) -> u64 {
        self.start.saturating_add(offset.into())
    }

    /// True if the region contains `len` bytes at an offset.
    fn contains(self, offset: u32, len: u64) -> bool {
        self.at(offset).saturating_add(len) <= self.end
    }

    /// Returns the file offset of a directory, if the region contains at least its entry count.
    fn directory(self, offset: Option<u32>) -> Option<SeekFrom> {
        let offset = offset.filter(|offset| self.contains(*offset, 2))?;
        Some(SeekFrom::Start(self.at(offset)))
    }
}

/// Returns the region from the current offset to the end of the stream.
#[binrw::parser(reader)]
fn read_region() -> BinResult<OffsetBase> {
    let start = reader.stream_position()?;
    let end = reader.seek(SeekFrom::End(0))?;
    reader.seek(SeekFrom::Start(start))?;
    Ok(OffsetBase { start, end })
}

/// Size of the TIFF header in bytes.
const HEADER_SIZE: u64 = 8;
/// Size of an IFD entry in bytes.
const ENTRY_SIZE: u64 = 12;

const OUTSIDE: &str = "points outside the Exif data";

/// TIFF magic number and image file directories (IFDs)
// Each directory is read only once, so offsets cannot form a cycle.
#[derive(Inspect)]
#[binread]
#[derive(Clone, Debug, PartialEq)]
#[br(import(base: OffsetBase))]
pub struct Directories {
    /// TIFF magic number, always 42
    #[inspect(check(magic == 42, "bad magic: expected 42"))]
    pub magic: u16,
    /// Offset of the 0th IFD, relative to the byte order field
    #[inspect(hex, check(base.directory(Some(first_ifd_offset)).is_some(), OUTSIDE))]
    pub first_ifd_offset: u32,
    /// 0th IFD: primary image attributes
    #[br(
        if(base.directory(Some(first_ifd_offset)).is_some()),
        seek_before = base.directory(Some(first_ifd_offset)).unwrap_or(SeekFrom::Current(0)),
        args(base, Space::Tiff, true)
    )]
    pub ifd0: Option<Ifd>,
    /// Exif IFD
    #[br(
        if(base.directory(pointer(&ifd0, TiffTag::ExifIFD)).is_some()),
        seek_before = base.directory(pointer(&ifd0, TiffTag::ExifIFD)).unwrap_or(SeekFrom::Current(0)),
        args(base, Space::Tiff, false)
    )]
    pub exif_ifd: Option<Ifd>,
    /// Interoperability IFD
    #[br(
        if(base.directory(pointer(&exif_ifd, TiffTag::InteroperabilityIFD)).is_some()),
        seek_before = base.directory(pointer(&exif_ifd, TiffTag::InteroperabilityIFD)).unwrap_or(SeekFrom::Current(0)),
        args(base, Space::Interoperability, false)
    )]
    pub interoperability_ifd: Option<Ifd>,
    /// GPS IFD
    #[br(
        if(base.directory(pointer(&ifd0, TiffTag::GPSInfoIFD)).is_some()),
        seek_before = base.directory(pointer(&ifd0, TiffTag::GPSInfoIFD)).unwrap_or(SeekFrom::Current(0)),
        args(base, Space::Gps, false)
    )]
    pub gps_ifd: Option<Ifd>,
    /// 1st IFD: thumbnail attributes
    #[br(
        if(base.directory(next(&ifd0)).is_some()),
        seek_before = base.directory(next(&ifd0)).unwrap_or(SeekFrom::Current(0)),
        args(base, Space::Tiff, true)
    )]
    pub ifd1: Option<Ifd>,
    /// Thumbnail, in JPEG format
    #[br(
        if(thumbnail(&ifd1, base).is_some()),
        seek_before = SeekFrom::Start(base.at(thumbnail(&ifd1, base).unwrap_or_default().0)),
        count = thumbnail(&ifd1, base).unwrap_or_default().1
    )]
    pub thumbnail: Option<Blob>,
}

/// Returns the integer value of a tag in a directory.
fn pointer(ifd: &Option<Ifd>, tag: TiffTag) -> Option<u32> {
    let mut entries = ifd.as_ref()?.entries.iter();
    entries.find(|entry| entry.tag == ExifTag::Tiff(tag))?.content.as_u32()
}

/// Returns the offset of the next IFD.
fn next(ifd: &Option<Ifd>) -> Option<u32> {
    ifd.as_ref()?.next_ifd_offset.filter(|offset| *offset != 0)
}

/// Returns the offset and size of the thumbnail, if it is within the region.
fn thumbnail(ifd: &Option<Ifd>, base: OffsetBase) -> Option<(u32, u32)> {
    let offset = pointer(ifd, TiffTag::JPEGInterchangeFormat)?;
    let len = pointer(ifd, TiffTag::JPEGInterchangeFormatLength)?;
    base.contains(offset, len.into()).then_some((offset, len))
}

/// Tag namespace of a directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// TIFF and Exif tags
    Tiff,
    /// GPS tags
    Gps,
    /// Interoperability tags
    Interoperability,
}

/// Image file directory (IFD)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(base: OffsetBase, space: Space, is_chained: bool))]
#[inspect(from_json = from_json::ifd)]
pub struct Ifd {
    /// Number of entries
    pub entry_count: u16,
    /// Entries, in ascending tag order
    #[br(count = entry_count, args { inner: (base, space) })]
    #[bw(write_with = write::entries)]
    pub entries: Vec<IfdEntry>,
    #[br(temp, parse_with = has_next, args(is_chained), restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    has_next: bool,
    /// Offset of the next IFD; 0 if none. Some writers omit this field at the end of the data, or in
    /// directories other than the 0th and 1st IFD
    #[br(if(has_next))]
    #[inspect(
        hex,
        check(
            matches!(next_ifd_offset, None | Some(0)) || base.directory(next_ifd_offset).is_some(),
            OUTSIDE
        )
    )]
    pub next_ifd_offset: Option<u32>,
}

/// True if the offset of the next IFD follows. If the directory is not chained, this must be 0;
/// other bytes are not an offset.
#[binrw::parser(reader)]
fn has_next(is_chained: bool) -> BinResult<bool> {
    let mut bytes = [0; 4];
    match reader.read_exact(&mut bytes) {
        Ok(()) => Ok(is_chained || bytes == [0; 4]),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// IFD entry: tag, type, count and value
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(base: OffsetBase, space: Space))]
#[inspect(from_json = from_json::entry, show = |cx, _| hide_variant(cx))]
pub struct IfdEntry {
    /// Tag
    #[br(args(space))]
    #[inspect(hex)]
    pub tag: ExifTag,
    /// Type of the values
    #[inspect(check(r#type.name().is_some(), "unknown type"))]
    pub r#type: FieldType,
    /// Number of values
    pub count: u32,
    /// Value, in the entry or at an offset
    #[br(args(base, tag, r#type, count))]
    #[inspect(flat)]
    pub content: EntryContent,
}

/// Removes the name of the content's variant from the entry, because it repeats type and count.
fn hide_variant(cx: &mut Cx<'_>) {
    if let Some(node) = cx.top() {
        node.extra_mut().variant = None;
    }
}
