//! The second header, of which there are seven layouts and cut ones.

use super::color::fixed_point;
use super::{CieXyzTriple, FILE_HEADER, Masks};
use binrw::binrw;
use bytescope_inspect::{Blob, Inspect, labels};

/// What the pixels are: size, depth and compression
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub enum DibHeader {
    /// BITMAPCOREHEADER, of OS/2 1.x and Windows 2
    Core(CoreHeader),
    /// Every later one; each adds fields to the one before it
    Info(Box<InfoHeader>),
}

/// The first header: 16-bit sizes and no compression (BITMAPCOREHEADER)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little, magic = 12u32)]
#[inspect(magic("header_size", "Bytes of this header, which tell its layout: BITMAPCOREHEADER"))]
pub struct CoreHeader {
    /// Width of the image
    #[inspect(unit = "px", check(width != 0, "must be more than 0"))]
    pub width: u16,
    /// Height of the image
    #[inspect(unit = "px", check(height != 0, "must not be 0"))]
    pub height: u16,
    /// Colour planes, always 1
    #[inspect(default = 1, check(planes == 1, "must be 1"))]
    pub planes: u16,
    /// Bits of a pixel
    #[inspect(check(matches!(bits_per_pixel, 1 | 4 | 8 | 24), "must be 1, 4, 8 or 24"))]
    pub bits_per_pixel: u16,
}

/// Every header but the first: the fields that are there follow from its size
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct InfoHeader {
    /// Bytes of this header, which tell its layout
    #[br(assert(header_size >= 16, "a header has 12, 16 or more bytes"))]
    #[inspect(
        unit = "bytes",
        note = kind(header_size),
        check(is_known(header_size), "must be 12, 16 to 64, 108 or 124")
    )]
    pub header_size: u32,
    /// Width of the image
    #[inspect(unit = "px", check(width > 0, "must be more than 0"))]
    pub width: i32,
    /// Height of the image; negative when the top row comes first
    #[inspect(
        unit = "px",
        note = (height < 0).then(|| format!("{} rows, top row first", height.unsigned_abs())),
        check(height != 0, "must not be 0"),
        check(
            height > 0 || !compression.as_ref().is_some_and(Compression::is_packed),
            "compressed rows must come bottom row first"
        )
    )]
    pub height: i32,
    /// Colour planes, always 1
    #[inspect(default = 1, check(planes == 1, "must be 1"))]
    pub planes: u16,
    /// Bits of a pixel
    #[inspect(
        check(
            matches!(bits_per_pixel, 0 | 1 | 2 | 4 | 8 | 16 | 24 | 32 | 64),
            "must be 1, 2, 4, 8, 16, 24, 32 or 64"
        ),
        check(
            compression.as_ref().is_none_or(|c| c.allows(bits_per_pixel)),
            "a depth that the compression does not allow"
        )
    )]
    pub bits_per_pixel: u16,
    /// How the pixels are stored
    #[br(if(header_size >= 20), args(header_size))]
    #[inspect(check(
        compression.as_ref().is_none_or(Compression::is_known),
        "an unknown compression"
    ))]
    pub compression: Option<Compression>,
    /// Bytes of the pixels; may be 0 when they are not compressed
    #[br(if(header_size >= 24))]
    #[inspect(unit = "bytes")]
    pub image_size: Option<u32>,
    /// Horizontal resolution of the device that the image is meant for
    #[br(if(header_size >= 28))]
    #[inspect(note = dpi(x_pixels_per_meter))]
    pub x_pixels_per_meter: Option<i32>,
    /// Vertical resolution
    #[br(if(header_size >= 32))]
    #[inspect(note = dpi(y_pixels_per_meter))]
    pub y_pixels_per_meter: Option<i32>,
    /// Colours in the palette; 0 for as many as the depth allows
    #[br(if(header_size >= 36))]
    #[inspect(check(
        bits_per_pixel > 8 || colors_used.unwrap_or_default() <= 1 << bits_per_pixel,
        "more colours than pixels can name"
    ))]
    pub colors_used: Option<u32>,
    /// Colours that the image needs; 0 for all
    #[br(if(header_size >= 40))]
    pub colors_important: Option<u32>,
    /// The rest of the OS/2 2.x header
    #[br(if(header_size == OS2))]
    #[inspect(flat)]
    pub os2: Option<Os2Fields>,
    /// Which bits of a pixel are which colour (from 52 bytes on), alpha too (from 56)
    #[br(
        if(header_size >= 52 && header_size != OS2),
        args(
            compression.as_ref().filter(|c| c.is_masked()).map(|_| bits_per_pixel),
            header_size >= 56
        )
    )]
    #[inspect(flat)]
    pub masks: Option<Masks>,
    /// The colour space
    #[br(if(header_size >= V4))]
    #[inspect(flat)]
    pub v4: Option<V4Fields>,
    /// The colour profile
    #[br(if(header_size >= V5))]
    #[inspect(flat)]
    pub v5: Option<V5Fields>,
    /// Bytes of a header that is longer than a known one
    #[br(if(surplus(header_size) > 0), count = surplus(header_size))]
    pub surplus: Option<Blob>,
}

const OS2: u32 = 64;
const V4: u32 = 108;
const V5: u32 = 124;

/// Whether headers of this size are known. OS/2 2.x lets a writer leave out fields at the end.
pub(super) fn is_known(size: u32) -> bool {
    matches!(size, 12 | 16..=OS2 | V4 | V5)
}

/// What a header of this size is called.
fn kind(size: u32) -> Option<&'static str> {
    Some(match size {
        40 => "BITMAPINFOHEADER",
        52 => "BITMAPV2INFOHEADER",
        56 => "BITMAPV3INFOHEADER",
        OS2 => "OS22XBITMAPHEADER",
        16..OS2 => "OS22XBITMAPHEADER, cut short",
        V4 => "BITMAPV4HEADER",
        V5 => "BITMAPV5HEADER",
        _ => return None,
    })
}

/// Bytes behind the last field of a header of this size.
fn surplus(size: u32) -> u32 {
    const ENDS: [u32; 12] = [16, 20, 24, 28, 32, 36, 40, 52, 56, OS2, V4, V5];
    let last = match size {
        57..=63 => 56,
        65..V4 => 56,
        _ => ENDS.into_iter().filter(|end| *end <= size).max().unwrap_or(size),
    };
    size.saturating_sub(last)
}

/// Pixels per metre in the unit that people use.
fn dpi(per_meter: Option<i32>) -> Option<String> {
    let per_inch = f64::from(per_meter.filter(|n| *n > 0)?) * 0.0254;
    Some(format!("{} dpi", (per_inch * 10.0).round() / 10.0))
}

/// How pixels are stored; the same numbers mean other things in OS/2
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[br(import(header_size: u32))]
pub enum Compression {
    /// In Windows
    #[br(pre_assert(header_size != OS2))]
    Windows(WindowsCompression),
    /// In OS/2 2.x
    #[br(pre_assert(header_size == OS2))]
    Os2(Os2Compression),
}

labels! {
    /// How pixels are stored
    pub struct WindowsCompression(u32) {
        /// Not compressed
        BI_RGB = 0,
        /// Run lengths of pixels of 8 bits
        BI_RLE8 = 1,
        /// Run lengths of pixels of 4 bits
        BI_RLE4 = 2,
        /// Not compressed; masks tell the colours apart
        BI_BITFIELDS = 3,
        /// A JPEG file, for printers
        BI_JPEG = 4,
        /// A PNG file, for printers
        BI_PNG = 5,
        /// Not compressed; masks tell colours and alpha apart (Windows CE)
        BI_ALPHABITFIELDS = 6,
        /// CMYK, not compressed
        BI_CMYK = 11,
        /// CMYK, run lengths of pixels of 8 bits
        BI_CMYKRLE8 = 12,
        /// CMYK, run lengths of pixels of 4 bits
        BI_CMYKRLE4 = 13,
    }
}

labels! {
    /// How pixels are stored, in OS/2
    pub struct Os2Compression(u32) {
        /// Not compressed
        BCA_UNCOMP = 0,
        /// Run lengths of pixels of 8 bits
        BCA_RLE8 = 1,
        /// Run lengths of pixels of 4 bits
        BCA_RLE4 = 2,
        /// Huffman codes of fax group 3, one dimension
        BCA_HUFFMAN1D = 3,
        /// Run lengths of pixels of 24 bits
        BCA_RLE24 = 4,
    }
}

impl Compression {
    /// Whether the number has a name.
    pub fn is_known(&self) -> bool {
        match self {
            Self::Windows(how) => how.name().is_some(),
            Self::Os2(how) => how.name().is_some(),
        }
    }

    /// Whether masks tell the colours apart.
    pub fn is_masked(&self) -> bool {
        use WindowsCompression as C;
        matches!(self, Self::Windows(C::BI_BITFIELDS | C::BI_ALPHABITFIELDS))
    }

    /// Whether the pixels are not just stored: their length does not follow from the image's.
    pub fn is_packed(&self) -> bool {
        use WindowsCompression as C;
        match self {
            Self::Windows(how) => *how != C::BI_RGB && *how != C::BI_CMYK && !self.is_masked(),
            Self::Os2(how) => *how != Os2Compression::BCA_UNCOMP,
        }
    }

    fn allows(&self, depth: u16) -> bool {
        use {Os2Compression as O, WindowsCompression as C};
        match self {
            Self::Windows(C::BI_RLE8 | C::BI_CMYKRLE8) | Self::Os2(O::BCA_RLE8) => depth == 8,
            Self::Windows(C::BI_RLE4 | C::BI_CMYKRLE4) | Self::Os2(O::BCA_RLE4) => depth == 4,
            Self::Windows(C::BI_BITFIELDS | C::BI_ALPHABITFIELDS) => matches!(depth, 16 | 32),
            Self::Windows(C::BI_RGB) | Self::Os2(O::BCA_UNCOMP) => depth != 0,
            Self::Os2(O::BCA_HUFFMAN1D) => depth == 1,
            Self::Os2(O::BCA_RLE24) => depth == 24,
            _ => true,
        }
    }
}

/// What the OS/2 2.x header has behind the fields that Windows took over
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct Os2Fields {
    /// Unit of the resolution; 0 for pixels per metre
    pub units: u16,
    /// Zero
    pub reserved: u16,
    /// Where the rows begin; 0 for the bottom left
    pub recording: u16,
    /// How the image was halftoned
    pub rendering: Rendering,
    /// First parameter of the halftoning
    pub size1: u32,
    /// Second parameter of the halftoning
    pub size2: u32,
    /// How palette colours are coded; 0 for RGB
    pub color_encoding: u32,
    /// For the application
    pub identifier: u32,
}

labels! {
    /// How an image was halftoned
    pub struct Rendering(u16) {
        /// It was not
        BRH_NOTHALFTONED = 0,
        /// Error diffusion; `size1` is the damping in percent
        BRH_ERRORDIFFUSION = 1,
        /// PANDA; the sizes are those of the pattern
        BRH_PANDA = 2,
        /// Super-circle; the sizes are those of the pattern
        BRH_SUPERCIRCLE = 3,
    }
}

/// What BITMAPV4HEADER adds
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct V4Fields {
    /// The colour space of the image
    #[inspect(check(color_space.name().is_some(), "an unknown colour space"))]
    pub color_space: ColorSpace,
    /// Its end points, when it is a calibrated one
    pub endpoints: CieXyzTriple,
    /// Response curve for red, a 16.16 fixed-point number
    #[inspect(note = fixed_point(gamma_red, 16))]
    pub gamma_red: u32,
    /// Response curve for green
    #[inspect(note = fixed_point(gamma_green, 16))]
    pub gamma_green: u32,
    /// Response curve for blue
    #[inspect(note = fixed_point(gamma_blue, 16))]
    pub gamma_blue: u32,
}

/// What BITMAPV5HEADER adds
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct V5Fields {
    /// How colours out of range are rendered
    pub intent: Intent,
    /// Where the profile stands, counted from the start of this header
    pub profile_data: u32,
    /// Bytes of the profile
    #[inspect(unit = "bytes")]
    pub profile_size: u32,
    /// Zero
    #[inspect(check(reserved == 0, "must be 0"))]
    pub reserved: u32,
}

labels! {
    /// The colour space of an image
    pub struct ColorSpace(u32) {
        /// End points and gammas are given
        LCS_CALIBRATED_RGB = 0,
        /// sRGB
        LCS_sRGB = 0x7352_4742,
        /// The system's own, which is sRGB
        LCS_WINDOWS_COLOR_SPACE = 0x5769_6e20,
        /// The profile's file is named
        PROFILE_LINKED = 0x4c49_4e4b,
        /// The profile stands in the file
        PROFILE_EMBEDDED = 0x4d42_4544,
    }
}

labels! {
    /// How colours out of range are rendered
    pub struct Intent(u32) {
        /// Saturation: for charts
        LCS_GM_BUSINESS = 1,
        /// Relative colorimetric: for logos
        LCS_GM_GRAPHICS = 2,
        /// Perceptual: for photographs
        LCS_GM_IMAGES = 4,
        /// Absolute colorimetric: for proofs
        LCS_GM_ABS_COLORIMETRIC = 8,
    }
}

impl DibHeader {
    /// Bytes of the header.
    pub fn header_size(&self) -> u32 {
        match self {
            Self::Core(_) => 12,
            Self::Info(info) => info.header_size,
        }
    }

    /// Whether this is the first layout, whose palette has three bytes a colour.
    pub fn is_core(&self) -> bool {
        matches!(self, Self::Core(_))
    }

    /// Pixels in a row; 0 when the header says less.
    pub fn width(&self) -> u32 {
        match self {
            Self::Core(core) => core.width.into(),
            Self::Info(info) => u32::try_from(info.width).unwrap_or(0),
        }
    }

    /// Rows, from whichever end they are stored.
    pub fn rows(&self) -> u32 {
        match self {
            Self::Core(core) => core.height.into(),
            Self::Info(info) => info.height.unsigned_abs(),
        }
    }

    /// Whether the top row is stored first.
    pub fn is_top_down(&self) -> bool {
        matches!(self, Self::Info(info) if info.height < 0)
    }

    /// Bits of a pixel.
    pub fn bits_per_pixel(&self) -> u16 {
        match self {
            Self::Core(core) => core.bits_per_pixel,
            Self::Info(info) => info.bits_per_pixel,
        }
    }

    /// How the pixels are stored.
    pub fn compression(&self) -> Compression {
        let stored = match self {
            Self::Core(_) => None,
            Self::Info(info) => info.compression.clone(),
        };
        stored.unwrap_or(Compression::Windows(WindowsCompression::BI_RGB))
    }

    /// Colours in the palette.
    pub fn palette_len(&self) -> u64 {
        let used = match self {
            Self::Core(_) => 0,
            Self::Info(info) => info.colors_used.unwrap_or_default(),
        };
        match (used, self.bits_per_pixel()) {
            (0, depth @ 1..=8) => 1 << depth,
            (used, _) => used.into(),
        }
    }

    /// Bytes of a colour in the palette.
    pub(super) fn color_bytes(&self) -> u64 {
        if self.is_core() { 3 } else { 4 }
    }

    /// Bytes from one row to the next.
    pub fn stride(&self) -> u64 {
        let bits = u64::from(self.width()).saturating_mul(self.bits_per_pixel().into());
        bits.div_ceil(32).saturating_mul(4)
    }

    /// Bytes of the pixels; `None` when they are compressed and the header does not tell.
    pub fn pixel_bytes(&self) -> Option<u64> {
        if !self.compression().is_packed() {
            return Some(self.stride().saturating_mul(self.rows().into()));
        }
        let stored = match self {
            Self::Core(_) => None,
            Self::Info(info) => info.image_size,
        };
        stored.filter(|size| *size != 0).map(u64::from)
    }

    /// Whether masks stand behind the header.
    pub fn masks_follow(&self) -> bool {
        self.header_size() == 40 && self.compression().is_masked()
    }

    /// Whether a mask for alpha is among those behind the header.
    pub fn alpha_follows(&self) -> bool {
        use WindowsCompression as C;
        self.masks_follow() && self.compression() == Compression::Windows(C::BI_ALPHABITFIELDS)
    }

    /// Where the header ends, and the masks behind it.
    pub(super) fn end(&self) -> u64 {
        let masks: u32 = match (self.masks_follow(), self.alpha_follows()) {
            (false, _) => 0,
            (true, false) => 12,
            (true, true) => 16,
        };
        FILE_HEADER.saturating_add(self.header_size().into()).saturating_add(masks.into())
    }

    /// Bits of a pixel that masks divide.
    pub(super) fn masked_depth(&self) -> Option<u16> {
        self.compression().is_masked().then_some(self.bits_per_pixel())
    }

    /// Where the colour profile stands in the file and how long it is.
    pub fn profile(&self) -> Option<(u64, u64)> {
        let Self::Info(info) = self else { return None };
        let (space, v5) = (info.v4.as_ref()?.color_space, info.v5.as_ref()?);
        let has = matches!(space, ColorSpace::PROFILE_EMBEDDED | ColorSpace::PROFILE_LINKED);
        let at = u64::from(v5.profile_data).saturating_add(FILE_HEADER);
        (has && v5.profile_size > 0).then_some((at, v5.profile_size.into()))
    }

    /// How the pixels lie, in words.
    pub(super) fn pixel_note(&self) -> Option<String> {
        let rows = self.rows();
        (!self.compression().is_packed()).then(|| match self.is_top_down() {
            true => format!("{rows} rows of {} bytes, top row first", self.stride()),
            false => format!("{rows} rows of {} bytes, bottom row first", self.stride()),
        })
    }
}
