//! Windows and OS/2 bitmaps ([MS-WMF] 2.2.2, Wingdi, OS/2 2.x Presentation Manager).

mod builder;
mod color;
mod header;
mod masks;
mod pixels;
mod rle;

pub use builder::BuildError;
pub use color::{CieXyz, CieXyzTriple, Masks, Palette, RgbQuad, RgbTriple};
pub use header::{
    ColorSpace, Compression, CoreHeader, DibHeader, InfoHeader, Intent, Os2Compression, Os2Fields,
    Rendering, V4Fields, V5Fields, WindowsCompression,
};
pub use pixels::{Decoded, PixelError, PixelFault, Pixels};

use crate::format::begins;
use crate::{FileFormat, ReadPicture};
use binrw::{BinRead, BinResult, Endian, binrw};
use bytescope_inspect::{Blob, Inspect};
use std::io::SeekFrom;

/// Bitmap: headers, palette and rows of pixels
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct Bmp {
    /// What the file is and where its pixels begin
    pub file_header: FileHeader,
    /// What the pixels are, in one of several layouts that are told apart by their size
    pub dib_header: DibHeader,
    /// Which bits of a pixel are which colour, behind a header that has no room for them
    #[br(if(dib_header.masks_follow()), args(dib_header.masked_depth(), dib_header.alpha_follows()))]
    pub color_masks: Option<Masks>,
    #[br(temp, parse_with = file_len)]
    #[bw(ignore)]
    #[inspect(skip)]
    file_len: u64,
    #[br(temp, calc = Layout::of(&file_header, &dib_header, file_len))]
    #[bw(ignore)]
    layout: Layout,
    /// The colours that pixels of up to 8 bits are indices of
    #[br(if(dib_header.palette_len() > 0), args(layout.entries, dib_header.is_core()))]
    #[inspect(
        check(
            layout.entries >= dib_header.palette_len(),
            format!("{} colours, but data_offset leaves room for {}", dib_header.palette_len(), layout.entries)
        ),
        check(!layout.moved, "data_offset leaves no room for it; the pixels are taken to come next")
    )]
    pub palette: Option<Palette>,
    /// Bytes between the headers and the pixels
    #[br(if(layout.gap > 0), count = layout.gap)]
    pub gap: Option<Blob>,
    /// Rows of pixels from the bottom up, each filled up to four bytes; or compressed data
    #[br(count = layout.pixels)]
    #[inspect(note = dib_header.pixel_note())]
    pub pixels: Blob,
    /// Bytes between the pixels and the profile
    #[br(if(layout.profile_gap > 0), count = layout.profile_gap)]
    pub profile_gap: Option<Blob>,
    /// The ICC profile, or the name of its file in Windows-1252 with a NUL behind it
    #[brw(seek_before = dib_header.profile().map_or(SeekFrom::Current(0), |(at, _)| SeekFrom::Start(at)))]
    #[br(
        if(dib_header.profile().is_some()),
        count = dib_header.profile().unwrap_or_default().1
    )]
    pub icc_profile: Option<Blob>,
    /// Bytes behind pixels and profile that `file_size` counts
    #[br(
        if(layout.trailing > 0),
        seek_before = SeekFrom::Start(layout.end),
        count = layout.trailing
    )]
    // The profile may stand before the pixels.
    #[bw(seek_before = SeekFrom::End(0))]
    pub trailing: Option<Blob>,
}

/// What the file is and where its pixels begin (BITMAPFILEHEADER)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little, magic = b"BM")]
#[inspect(magic("signature", "The letters BM"))]
pub struct FileHeader {
    #[br(temp, parse_with = ahead, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    ahead: Ahead,
    /// Bytes of the whole file
    #[inspect(unit = "bytes", expect("length of the file", ahead.file_len))]
    pub file_size: u32,
    /// Zero
    #[inspect(default = 0, check(reserved1 == 0, "must be 0"))]
    pub reserved1: u16,
    /// Zero
    #[inspect(default = 0, check(reserved2 == 0, "must be 0"))]
    pub reserved2: u16,
    /// Where the pixels begin, counted from the start of the file
    #[inspect(expect("place behind the headers", ahead.first_place(data_offset)))]
    pub data_offset: u32,
}

/// Bytes of the file header.
const FILE_HEADER: u64 = 14;

/// What the checks of the file header look at: where the file and its headers end.
#[derive(Default, Clone, Copy, Debug)]
struct Ahead {
    file_len: u64,
    headers_end: u64,
    palette: u64,
}

impl Ahead {
    /// Where the pixels begin at the earliest, if that is not before `data_offset`.
    fn first_place(self, data_offset: u32) -> Option<u64> {
        let first = self.headers_end.saturating_add(self.palette);
        let offset = u64::from(data_offset);
        (offset < self.headers_end || offset == first).then_some(first)
    }
}

#[binrw::parser(reader, endian)]
fn ahead() -> BinResult<Ahead> {
    let file_len = reader.seek(SeekFrom::End(0))?;
    reader.seek(SeekFrom::Start(FILE_HEADER))?;
    // A file that ends before the next header has nothing to compare with.
    let dib = DibHeader::read_options(reader, endian, ()).ok();
    let headers_end = dib.as_ref().map_or(0, DibHeader::end);
    let palette = dib.map_or(0, |dib| dib.palette_len().saturating_mul(dib.color_bytes()));
    Ok(Ahead { file_len, headers_end, palette })
}

#[binrw::parser(reader)]
fn file_len() -> BinResult<u64> {
    let here = reader.stream_position()?;
    let end = reader.seek(SeekFrom::End(0))?;
    reader.seek(SeekFrom::Start(here))?;
    Ok(end)
}

/// How long the parts behind the headers are.
#[derive(Clone, Copy, Debug)]
struct Layout {
    /// Colours in the palette.
    entries: u64,
    /// The pixels begin behind the palette, though the offset says before it.
    moved: bool,
    /// Bytes of the palette.
    palette: u64,
    /// Bytes between palette and pixels.
    gap: u64,
    /// Bytes of pixels.
    pixels: u64,
    /// Bytes between pixels and profile.
    profile_gap: u64,
    /// Where pixels and profile end.
    end: u64,
    /// Bytes behind that, up to the end that `file_size` gives.
    trailing: u64,
}

impl Layout {
    fn of(file: &FileHeader, dib: &DibHeader, file_len: u64) -> Self {
        let headers = dib.end();
        let entry = dib.color_bytes();
        let file_end = u64::from(file.file_size).min(file_len);
        // An offset into the headers cannot be meant, nor one that makes pixels of the palette; the
        // pixels are then taken to come next.
        let room = u64::from(file.data_offset).checked_sub(headers);
        let surplus = file_end.saturating_sub(headers) > dib.pixel_bytes().unwrap_or(0);
        let moved = room == Some(0) && surplus && matches!(dib.bits_per_pixel(), 1..=8);
        let room = room.filter(|_| !moved);
        let fits = room.map_or(u64::MAX, |room| room.checked_div(entry).unwrap_or(0));
        let entries = fits.min(dib.palette_len());
        let palette = entries.saturating_mul(entry);
        let gap = room.map_or(0, |room| room.saturating_sub(palette));
        let start = headers.saturating_add(palette).saturating_add(gap);
        let pixels = dib.pixel_bytes().unwrap_or(file_end.saturating_sub(start));
        let pixels_end = start.saturating_add(pixels);
        let (profile, profile_len) = dib.profile().unwrap_or_default();
        let profile_gap = profile.min(file_len).saturating_sub(pixels_end);
        let end = pixels_end.max(profile.saturating_add(profile_len));
        let trailing = file_end.saturating_sub(end);
        Self { entries, moved, palette, gap, pixels, profile_gap, end, trailing }
    }
}

impl FileFormat for Bmp {
    const NAME: &'static str = "bmp";
    const TITLE: &'static str = "BMP image";
    const EXTENSIONS: &'static [&'static str] = &["bmp", "dib", "rle"];
    const SPEC: &'static str = "Wingdi bitmap structures, [MS-WMF] 2.2.2, OS/2 2.x bitmaps";
    const ENDIAN: Endian = Endian::Little;
    const PICTURE: Option<ReadPicture> = Some(Self::picture);

    /// Two letters are a weak sign: the headers must fit them, as far as they are there.
    fn detect(data: &[u8]) -> bool {
        if !begins(data, Self::MAGIC) {
            return false;
        }
        match data.get(14..18).and_then(|size| size.first_chunk()) {
            Some(size) => header::is_known(u32::from_le_bytes(*size)),
            // Sizes, offsets and zeros are not all letters; a file of a few bytes may be anything.
            None => data.len() < 6 || data.iter().any(|byte| !(b'\t'..=b'~').contains(byte)),
        }
    }
}
