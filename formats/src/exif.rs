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

/// Exif metadata: TIFF header and image file directories. It occupies its whole region.
#[derive(Inspect)]
#[binread]
#[derive(Clone, Debug, PartialEq)]
#[inspect(from_json = from_json::exif)]
pub struct Exif {
    #[br(temp, parse_with = region)]
    #[inspect(skip)]
    extent: OffsetBase,
    /// Byte order: II or MM
    #[br(assert(byte_order.name().is_some(), "must be II or MM"))]
    #[inspect(hex)]
    pub byte_order: TiffByteOrder,
    /// Rest of the data, in this byte order
    #[br(is_big = byte_order == TiffByteOrder::MM, args(extent))]
    #[inspect(flat)]
    pub directories: Directories,
    #[br(temp, parse_with = unclaimed::find, args(extent, &directories))]
    #[inspect(skip)]
    runs: Vec<FileSpan>,
    /// Bytes not referenced by any offset, except zero padding between values
    #[br(
        if(!runs.is_empty()),
        seek_before = SeekFrom::Start(runs.first().map_or(0, |run| run.start)),
        parse_with = blobs,
        args(&runs)
    )]
    #[inspect(with = show_blobs)]
    pub unclaimed: Vec<Blob>,
    // Offsets may point anywhere, so seek to the end of the region.
    #[br(temp, seek_before = SeekFrom::End(0))]
    #[inspect(skip)]
    end: (),
    #[br(calc = runs.iter().map(|run| run.start.saturating_sub(extent.start)).collect())]
    starts: Vec<u64>,
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
    /// Converts an offset to a position in the file.
    fn at(self, offset: u32) -> u64 {
        self.start.saturating_add(offset.into())
    }

    /// True if the region contains `len` bytes at an offset.
    fn holds(self, offset: u32, len: u64) -> bool {
        self.at(offset).saturating_add(len) <= self.end
    }

    /// Returns the position of a directory, if the region has room for one.
    fn directory(self, offset: Option<u32>) -> Option<SeekFrom> {
        let offset = offset.filter(|offset| self.holds(*offset, 2))?;
        Some(SeekFrom::Start(self.at(offset)))
    }
}

/// Returns the span from the current position to the end of the region.
#[binrw::parser(reader)]
fn region() -> BinResult<OffsetBase> {
    let start = reader.stream_position()?;
    let end = reader.seek(SeekFrom::End(0))?;
    reader.seek(SeekFrom::Start(start))?;
    Ok(OffsetBase { start, end })
}

/// Size of the TIFF header in bytes.
const HEADER: u64 = 8;
/// Size of an IFD entry in bytes.
const ENTRY: u64 = 12;

const OUTSIDE: &str = "points outside the Exif data";

/// Image file directories; each is read only once, so they cannot be recursive
#[derive(Inspect)]
#[binread]
#[derive(Clone, Debug, PartialEq)]
#[br(import(extent: OffsetBase))]
pub struct Directories {
    /// TIFF magic number, always 42
    #[inspect(check(magic == 42, "bad magic: expected 42"))]
    pub magic: u16,
    /// Offset of the 0th IFD, relative to the byte order field
    #[inspect(hex, check(extent.directory(Some(first_ifd_offset)).is_some(), OUTSIDE))]
    pub first_ifd_offset: u32,
    /// 0th IFD: primary image attributes
    #[br(
        if(extent.directory(Some(first_ifd_offset)).is_some()),
        seek_before = extent.directory(Some(first_ifd_offset)).unwrap_or(SeekFrom::Current(0)),
        args(extent, Space::Tiff, true)
    )]
    pub ifd0: Option<Ifd>,
    /// Exif IFD
    #[br(
        if(extent.directory(pointer(&ifd0, TiffTag::ExifIFD)).is_some()),
        seek_before = extent.directory(pointer(&ifd0, TiffTag::ExifIFD)).unwrap_or(SeekFrom::Current(0)),
        args(extent, Space::Tiff, false)
    )]
    pub exif_ifd: Option<Ifd>,
    /// Interoperability IFD
    #[br(
        if(extent.directory(pointer(&exif_ifd, TiffTag::InteroperabilityIFD)).is_some()),
        seek_before = extent.directory(pointer(&exif_ifd, TiffTag::InteroperabilityIFD)).unwrap_or(SeekFrom::Current(0)),
        args(extent, Space::Interoperability, false)
    )]
    pub interoperability_ifd: Option<Ifd>,
    /// GPS IFD
    #[br(
        if(extent.directory(pointer(&ifd0, TiffTag::GPSInfoIFD)).is_some()),
        seek_before = extent.directory(pointer(&ifd0, TiffTag::GPSInfoIFD)).unwrap_or(SeekFrom::Current(0)),
        args(extent, Space::Gps, false)
    )]
    pub gps_ifd: Option<Ifd>,
    /// 1st IFD: thumbnail attributes
    #[br(
        if(extent.directory(next(&ifd0)).is_some()),
        seek_before = extent.directory(next(&ifd0)).unwrap_or(SeekFrom::Current(0)),
        args(extent, Space::Tiff, true)
    )]
    pub ifd1: Option<Ifd>,
    /// Thumbnail, in JPEG format
    #[br(
        if(thumbnail(&ifd1, extent).is_some()),
        seek_before = SeekFrom::Start(extent.at(thumbnail(&ifd1, extent).unwrap_or_default().0)),
        count = thumbnail(&ifd1, extent).unwrap_or_default().1
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

/// Returns the offset and length of the thumbnail, if within the region.
fn thumbnail(ifd: &Option<Ifd>, extent: OffsetBase) -> Option<(u32, u32)> {
    let offset = pointer(ifd, TiffTag::JPEGInterchangeFormat)?;
    let len = pointer(ifd, TiffTag::JPEGInterchangeFormatLength)?;
    extent.holds(offset, len.into()).then_some((offset, len))
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
#[br(import(extent: OffsetBase, space: Space, is_chained: bool))]
#[inspect(from_json = from_json::ifd)]
pub struct Ifd {
    /// Number of entries
    pub entry_count: u16,
    /// Entries, in ascending order of tags
    #[br(count = entry_count, args { inner: (extent, space) })]
    #[bw(write_with = write::entries)]
    pub entries: Vec<IfdEntry>,
    #[br(temp, parse_with = has_next, args(is_chained), restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    has_next: bool,
    /// Offset of the next IFD; 0 if none. Some writers omit it at the end of the data, or in
    /// directories without a successor
    #[br(if(has_next))]
    #[inspect(
        hex,
        check(
            matches!(next_ifd_offset, None | Some(0)) || extent.directory(next_ifd_offset).is_some(),
            OUTSIDE
        )
    )]
    pub next_ifd_offset: Option<u32>,
}

/// True if the offset of the next IFD follows. In directories without a successor it must be 0.
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
#[br(import(extent: OffsetBase, space: Space))]
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
    #[br(args(extent, tag, r#type, count))]
    #[inspect(flat)]
    pub content: EntryContent,
}

/// Removes the name of the content's variant from the entry: it repeats type and count.
fn hide_variant(cx: &mut Cx<'_>) {
    if let Some(node) = cx.top() {
        node.extra_mut().variant = None;
    }
}
