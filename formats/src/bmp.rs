//! Windows and OS/2 bitmaps ([MS-WMF] 2.2.2, Wingdi, OS/2 2.x Presentation Manager).

mod builder;
mod color;
mod content;
mod header;
mod masks;
mod pixels;
mod rle;

pub use builder::BitmapError;
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
use content::find_fault;
use std::io::SeekFrom;

/// Bitmap: headers, palette and rows of pixels
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[inspect(summary = "BMP image, {dib_header}")]
pub struct Bmp {
    /// File header
    pub file_header: FileHeader,
    /// DIB header; the variant is identified by `header_size`
    pub dib_header: DibHeader,
    /// Color masks following a BITMAPINFOHEADER
    #[br(if(dib_header.masks_follow()), args(dib_header.masked_depth(), dib_header.alpha_follows()))]
    pub color_masks: Option<Masks>,
    #[br(temp, parse_with = file_len)]
    #[bw(ignore)]
    #[inspect(skip)]
    file_len: u64,
    #[br(temp, calc = PartSizes::of(&file_header, &dib_header, file_len))]
    #[bw(ignore)]
    layout: PartSizes,
    /// Palette (color table) for indexed pixels of up to 8 bits
    #[br(if(dib_header.palette_len() > 0), args(layout.entries, dib_header.is_core()))]
    #[inspect(
        note = (dib_header.is_core() && layout.entries < dib_header.palette_len()).then(|| {
            format!("{} of {} colors", layout.entries, dib_header.palette_len())
        }),
        check(
            // A BITMAPCOREHEADER has no field for the number of colors.
            layout.entries >= dib_header.palette_len() || dib_header.is_core(),
            format!("{} colors, but data_offset leaves room for {}", dib_header.palette_len(), layout.entries)
        ),
        check(!layout.moved, "data_offset overlaps the palette; assuming the pixels follow it")
    )]
    pub palette: Option<Palette>,
    /// Gap before the pixels
    #[br(if(layout.gap > 0), count = layout.gap)]
    pub gap: Option<Blob>,
    #[br(temp, parse_with = find_fault, args(&dib_header, layout.entries, layout.stored), restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    content_fault: Option<String>,
    /// Rows of pixels, each padded to a multiple of four bytes; or compressed data
    #[br(count = layout.pixels)]
    #[inspect(
        note = dib_header.pixel_note(),
        check(content_fault.is_none(), content_fault.unwrap_or_default())
    )]
    pub pixels: Blob,
    /// Gap between the pixels and the profile
    #[br(if(layout.profile_gap > 0), count = layout.profile_gap)]
    pub profile_gap: Option<Blob>,
    /// ICC profile, or the NUL-terminated name of its file in Windows-1252
    #[brw(seek_before = dib_header.profile().map_or(SeekFrom::Current(0), |(at, _)| SeekFrom::Start(at)))]
    #[br(
        if(dib_header.profile().is_some()),
        count = dib_header.profile().unwrap_or_default().1
    )]
    pub icc_profile: Option<Blob>,
    /// Trailing bytes included in `file_size`
    #[br(
        if(layout.trailing > 0),
        seek_before = SeekFrom::Start(layout.end),
        count = layout.trailing
    )]
    // The profile may precede the pixels.
    #[bw(seek_before = SeekFrom::End(0))]
    pub trailing: Option<Blob>,
}

/// File header (BITMAPFILEHEADER)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little, magic = b"BM")]
#[inspect(magic("signature", "File type, the letters BM"))]
pub struct FileHeader {
    #[br(temp, parse_with = peek_headers, restore_position)]
    #[bw(ignore)]
    #[inspect(skip)]
    lookahead: HeaderLookahead,
    /// Size of the file in bytes; in OS/2 files possibly that of the headers
    #[inspect(
        unit = "bytes",
        note = lookahead.is_headers_size(file_size).then_some("size of the headers (OS/2)"),
        expect(
            "the size of the file",
            (!lookahead.is_headers_size(file_size)).then_some(lookahead.file_len)
        )
    )]
    pub file_size: u32,
    /// Reserved, must be 0; x coordinate of the hot spot in OS/2 files
    #[inspect(
        default = 0,
        note = (lookahead.is_os2() && reserved1 != 0).then_some("x coordinate of the hot spot (OS/2)"),
        check(reserved1 == 0 || lookahead.is_os2(), "must be 0")
    )]
    pub reserved1: u16,
    /// Reserved, must be 0; y coordinate of the hot spot in OS/2 files
    #[inspect(
        default = 0,
        note = (lookahead.is_os2() && reserved2 != 0).then_some("y coordinate of the hot spot (OS/2)"),
        check(reserved2 == 0 || lookahead.is_os2(), "must be 0")
    )]
    pub reserved2: u16,
    /// Offset of the pixels from the start of the file
    #[inspect(expect("the end of the headers", lookahead.min_offset(data_offset)))]
    pub data_offset: u32,
}

/// Size of the file header in bytes.
const FILE_HEADER_SIZE: u64 = 14;

/// Inputs to the file header's checks.
#[derive(Default, Clone, Debug)]
struct HeaderLookahead {
    /// Size of the file in bytes.
    file_len: u64,
    /// End offset of the headers.
    headers_end: u64,
    /// Size of the palette in bytes.
    palette: u64,
    /// DIB header, if valid.
    dib: Option<DibHeader>,
}

impl HeaderLookahead {
    /// True for a file with an OS/2 header.
    fn is_os2(&self) -> bool {
        self.dib.as_ref().is_some_and(DibHeader::is_os2)
    }

    /// True if `file_size` is the size of the headers of an OS/2 file.
    fn is_headers_size(&self, file_size: u32) -> bool {
        self.dib.as_ref().is_some_and(|dib| dib.is_headers_size(file_size))
    }

    /// Returns the smallest valid offset of the pixels, or `None` if `data_offset` leaves a gap or
    /// overlaps only the palette.
    fn min_offset(&self, data_offset: u32) -> Option<u64> {
        let first = self.headers_end.saturating_add(self.palette);
        let offset = u64::from(data_offset);
        (offset < self.headers_end || offset == first).then_some(first)
    }
}

#[binrw::parser(reader, endian)]
fn peek_headers() -> BinResult<HeaderLookahead> {
    let file_len = reader.seek(SeekFrom::End(0))?;
    reader.seek(SeekFrom::Start(FILE_HEADER_SIZE))?;
    // Without a valid DIB header, there is nothing to compare with.
    let dib = DibHeader::read_options(reader, endian, ()).ok();
    let headers_end = dib.as_ref().map_or(0, DibHeader::end);
    let palette = dib.as_ref().map_or(0, |dib| dib.palette_len().saturating_mul(dib.color_bytes()));
    Ok(HeaderLookahead { file_len, headers_end, palette, dib })
}

#[binrw::parser(reader)]
fn file_len() -> BinResult<u64> {
    let here = reader.stream_position()?;
    let end = reader.seek(SeekFrom::End(0))?;
    reader.seek(SeekFrom::Start(here))?;
    Ok(end)
}

/// Sizes of the parts that follow the headers.
#[derive(Clone, Copy, Debug)]
struct PartSizes {
    /// Number of palette entries.
    entries: u64,
    /// True if `data_offset` points to the palette and the pixels are assumed to follow it.
    moved: bool,
    /// Size of the palette in bytes.
    palette: u64,
    /// Size in bytes of the gap between palette and pixels.
    gap: u64,
    /// Size of the pixels in bytes.
    pixels: u64,
    /// Size of the pixels in bytes, including trailing bytes directly after them. Other readers stop
    /// at the end-of-bitmap marker, so files with an `image_size` that is too small are common.
    stored: u64,
    /// Size in bytes of the gap between pixels and profile.
    profile_gap: u64,
    /// End offset of the pixels or of the profile, whichever is greater.
    end: u64,
    /// Number of trailing bytes up to the end given by `file_size`.
    trailing: u64,
}

impl PartSizes {
    fn of(file: &FileHeader, dib: &DibHeader, file_len: u64) -> Self {
        let headers = dib.end();
        let entry = dib.color_bytes();
        let file_end = match dib.is_headers_size(file.file_size) {
            true => file_len,
            false => u64::from(file.file_size).min(file_len),
        };
        // If `data_offset` is inside the headers, or makes the palette part of the pixels, the
        // pixels are assumed to follow the palette.
        let available = u64::from(file.data_offset).checked_sub(headers);
        let surplus = file_end.saturating_sub(headers) > dib.pixel_bytes().unwrap_or(0);
        let moved = available == Some(0) && surplus && matches!(dib.bits_per_pixel(), 1..=8);
        let available = available.filter(|_| !moved);
        let max_entries = available.map_or(u64::MAX, |size| size.checked_div(entry).unwrap_or(0));
        let entries = max_entries.min(dib.palette_len());
        let palette = entries.saturating_mul(entry);
        let gap = available.map_or(0, |size| size.saturating_sub(palette));
        let start = headers.saturating_add(palette).saturating_add(gap);
        let pixels = dib.pixel_bytes().unwrap_or(file_end.saturating_sub(start));
        let pixels_end = start.saturating_add(pixels);
        let (profile, profile_len) = dib.profile().unwrap_or_default();
        let profile_gap = profile.min(file_len).saturating_sub(pixels_end);
        let end = pixels_end.max(profile.saturating_add(profile_len));
        let trailing = file_end.saturating_sub(end);
        let stored = if end == pixels_end { pixels.saturating_add(trailing) } else { pixels };
        Self { entries, moved, palette, gap, pixels, stored, profile_gap, end, trailing }
    }
}

impl FileFormat for Bmp {
    const NAME: &'static str = "bmp";
    const TITLE: &'static str = "BMP image";
    const EXTENSIONS: &'static [&'static str] = &["bmp", "dib", "rle"];
    const SPEC: &'static str = "Wingdi bitmap structures, [MS-WMF] 2.2.2, OS/2 2.x bitmaps";
    const ENDIAN: Endian = Endian::Little;
    const PICTURE: Option<ReadPicture> = Some(Self::picture);

    /// Two letters are a weak signature, so the size of the DIB header, if present, must be known.
    fn detect(data: &[u8]) -> bool {
        if !begins(data, Self::MAGIC) {
            return false;
        }
        match data.get(14..18).and_then(|size| size.first_chunk()) {
            Some(size) => header::is_known(u32::from_le_bytes(*size)),
            // Truncated data. The size, zeros and offset of a file header include unprintable
            // bytes; text does not. Fewer than 6 bytes are always accepted.
            None => data.len() < 6 || data.iter().any(|byte| !(b'\t'..=b'~').contains(byte)),
        }
    }
}
