//! Exif metadata (CIPA DC-008, over TIFF 6.0): part of images in several formats.

mod from_json;
mod layout;
mod tags;
mod unclaimed;
mod values;
mod write;

pub use tags::{FieldType, GpsTag, InteroperabilityTag, Tag, TiffTag};
pub use values::{Content, Rational, SRational, Values};

use crate::place::{Place, blobs, show_blobs};
use binrw::{BinResult, binread, binrw};
use bytescope_inspect::{Blob, Inspect, labels};
use std::io::SeekFrom;

/// Exif metadata: a TIFF header and directories of tags. It takes all of its region.
#[derive(Inspect)]
#[binread]
#[derive(Clone, Debug, PartialEq)]
#[inspect(from_json = from_json::exif)]
pub struct Exif {
    #[br(temp, parse_with = region)]
    #[inspect(skip)]
    extent: Extent,
    /// Two letters that tell the byte order
    #[br(assert(byte_order.name().is_some(), "the byte order must be II or MM"))]
    #[inspect(hex)]
    pub byte_order: ByteOrder,
    /// What is in that order
    #[br(is_big = byte_order == ByteOrder::MM, args(extent))]
    #[inspect(flat)]
    pub directories: Directories,
    #[br(temp, parse_with = unclaimed::find, args(extent, &directories))]
    #[inspect(skip)]
    runs: Vec<Place>,
    /// Bytes that no offset leads to, but for zeros between values
    #[br(
        if(!runs.is_empty()),
        seek_before = SeekFrom::Start(runs.first().map_or(0, |run| run.start)),
        parse_with = blobs,
        args(&runs)
    )]
    #[inspect(with = show_blobs)]
    pub unclaimed: Vec<Blob>,
    // Offsets lead everywhere; what comes next stands behind the region.
    #[br(temp, seek_before = SeekFrom::End(0))]
    #[inspect(skip)]
    end: (),
    #[br(calc = runs.iter().map(|run| run.start.saturating_sub(extent.start)).collect())]
    starts: Vec<u64>,
}

labels! {
    /// The order of bytes in a number
    pub struct ByteOrder(u16) {
        /// Least significant byte first
        II = 0x4949,
        /// Most significant byte first
        MM = 0x4d4d,
    }
}

/// The bytes that offsets count in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    start: u64,
    end: u64,
}

impl Extent {
    /// The place in the file that an offset stands for.
    fn at(self, offset: u32) -> u64 {
        self.start.saturating_add(offset.into())
    }

    /// Whether `len` bytes at an offset are there.
    fn holds(self, offset: u32, len: u64) -> bool {
        self.at(offset).saturating_add(len) <= self.end
    }

    /// Where a directory begins, when there is room for one.
    fn directory(self, offset: Option<u32>) -> Option<SeekFrom> {
        let offset = offset.filter(|offset| self.holds(*offset, 2))?;
        Some(SeekFrom::Start(self.at(offset)))
    }
}

/// The bytes from here to the end of the region.
#[binrw::parser(reader)]
fn region() -> BinResult<Extent> {
    let start = reader.stream_position()?;
    let end = reader.seek(SeekFrom::End(0))?;
    reader.seek(SeekFrom::Start(start))?;
    Ok(Extent { start, end })
}

/// Bytes of the byte order, the number 42 and the first offset.
const HEADER: u64 = 8;
/// Bytes of an entry of a directory.
const ENTRY: u64 = 12;

const OUTSIDE: &str = "points outside of the Exif data";

/// The directories: each is looked up once, so that none can lead to itself
#[derive(Inspect)]
#[binread]
#[derive(Clone, Debug, PartialEq)]
#[br(import(extent: Extent))]
pub struct Directories {
    /// The number 42
    #[inspect(check(magic == 42, "must be 42"))]
    pub magic: u16,
    /// Where the first directory stands; offsets count from the byte order
    #[inspect(hex, check(extent.directory(Some(first_ifd_offset)).is_some(), OUTSIDE))]
    pub first_ifd_offset: u32,
    /// The first directory: tags on the image
    #[br(
        if(extent.directory(Some(first_ifd_offset)).is_some()),
        seek_before = extent.directory(Some(first_ifd_offset)).unwrap_or(SeekFrom::Current(0)),
        args(extent, Space::Tiff, true)
    )]
    pub ifd0: Option<Ifd>,
    /// Tags on how the picture was taken
    #[br(
        if(extent.directory(pointer(&ifd0, TiffTag::ExifIFD)).is_some()),
        seek_before = extent.directory(pointer(&ifd0, TiffTag::ExifIFD)).unwrap_or(SeekFrom::Current(0)),
        args(extent, Space::Tiff, false)
    )]
    pub exif_ifd: Option<Ifd>,
    /// Tags on which rules the file follows
    #[br(
        if(extent.directory(pointer(&exif_ifd, TiffTag::InteroperabilityIFD)).is_some()),
        seek_before = extent.directory(pointer(&exif_ifd, TiffTag::InteroperabilityIFD)).unwrap_or(SeekFrom::Current(0)),
        args(extent, Space::Interoperability, false)
    )]
    pub interoperability_ifd: Option<Ifd>,
    /// Tags on where the picture was taken
    #[br(
        if(extent.directory(pointer(&ifd0, TiffTag::GPSInfoIFD)).is_some()),
        seek_before = extent.directory(pointer(&ifd0, TiffTag::GPSInfoIFD)).unwrap_or(SeekFrom::Current(0)),
        args(extent, Space::Gps, false)
    )]
    pub gps_ifd: Option<Ifd>,
    /// The second directory: tags on the thumbnail
    #[br(
        if(extent.directory(next(&ifd0)).is_some()),
        seek_before = extent.directory(next(&ifd0)).unwrap_or(SeekFrom::Current(0)),
        args(extent, Space::Tiff, true)
    )]
    pub ifd1: Option<Ifd>,
    /// The thumbnail, a JPEG file
    #[br(
        if(thumbnail(&ifd1, extent).is_some()),
        seek_before = SeekFrom::Start(extent.at(thumbnail(&ifd1, extent).unwrap_or_default().0)),
        count = thumbnail(&ifd1, extent).unwrap_or_default().1
    )]
    pub thumbnail: Option<Blob>,
}

/// The number that a tag of a directory holds.
fn pointer(ifd: &Option<Ifd>, tag: TiffTag) -> Option<u32> {
    let mut entries = ifd.as_ref()?.entries.iter();
    entries.find(|entry| entry.tag == Tag::Tiff(tag))?.content.as_u32()
}

/// Where the directory behind this one stands.
fn next(ifd: &Option<Ifd>) -> Option<u32> {
    ifd.as_ref()?.next_ifd_offset.filter(|offset| *offset != 0)
}

/// Offset and length of the thumbnail, when it is there.
fn thumbnail(ifd: &Option<Ifd>, extent: Extent) -> Option<(u32, u32)> {
    let offset = pointer(ifd, TiffTag::JPEGInterchangeFormat)?;
    let len = pointer(ifd, TiffTag::JPEGInterchangeFormatLength)?;
    extent.holds(offset, len.into()).then_some((offset, len))
}

/// Whose numbers the tags of a directory are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// TIFF's and Exif's
    Tiff,
    /// Those on the place
    Gps,
    /// Those on rules for files
    Interoperability,
}

/// A directory of tags (image file directory)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(extent: Extent, space: Space, is_chained: bool))]
#[inspect(from_json = from_json::ifd)]
pub struct Ifd {
    /// Number of tags
    pub entry_count: u16,
    /// The tags, in ascending order
    #[br(count = entry_count, args { inner: (extent, space) })]
    #[bw(write_with = write::entries)]
    pub entries: Vec<Entry>,
    #[br(temp, parse_with = has_next, args(is_chained), restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    has_next: bool,
    /// Where the next directory stands; 0 for none. Some writers leave it out at the very end, or
    /// of directories that none can follow
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

/// Whether the offset of the next directory stands here. One that can have none has only zeros.
#[binrw::parser(reader)]
fn has_next(is_chained: bool) -> BinResult<bool> {
    let mut bytes = [0; 4];
    match reader.read_exact(&mut bytes) {
        Ok(()) => Ok(is_chained || bytes == [0; 4]),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// A tag and its value
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[br(import(extent: Extent, space: Space))]
#[inspect(from_json = from_json::entry)]
pub struct Entry {
    /// What the value says
    #[br(args(space))]
    pub tag: Tag,
    /// What kind of value it is
    #[inspect(check(r#type.name().is_some(), "an unknown type"))]
    pub r#type: FieldType,
    /// Number of values
    pub count: u32,
    /// The value, here or elsewhere
    #[br(args(extent, tag, r#type, count))]
    #[inspect(flat)]
    pub content: Content,
}
