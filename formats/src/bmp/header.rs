//! DIB headers: seven layouts. An OS/2 2.x header may omit fields at its end.

use super::color::fixed_point;
use super::{CieXyzTriple, FILE_HEADER_SIZE, Masks};
use binrw::binrw;
use bytescope_inspect::{Blob, Inspect, Quantity, labels};

/// DIB header: image size, bit depth and compression
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[inspect(summary = "{width}×{height}, {bits_per_pixel:map 0=}-bit, {compression}")]
pub enum DibHeader {
    /// BITMAPCOREHEADER of OS/2 1.x and Windows 2
    Core(CoreHeader),
    /// Any later header; each version adds fields
    Info(Box<InfoHeader>),
}

/// BITMAPCOREHEADER: 16-bit sizes, no compression
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little, magic = 12u32)]
#[inspect(magic("header_size", "Size of this header in bytes; 12 identifies a BITMAPCOREHEADER"))]
pub struct CoreHeader {
    /// Width of the image
    #[inspect(unit = "px", check(width != 0, "must not be 0"))]
    pub width: u16,
    /// Height of the image
    #[inspect(unit = "px", check(height != 0, "must not be 0"))]
    pub height: u16,
    /// Number of color planes, must be 1
    #[inspect(default = 1, check(planes == 1, "must be 1"))]
    pub planes: u16,
    /// Bits per pixel
    #[inspect(check(matches!(bits_per_pixel, 1 | 4 | 8 | 24), "must be 1, 4, 8 or 24"))]
    pub bits_per_pixel: u16,
}

/// Any header except BITMAPCOREHEADER: `header_size` determines the fields present
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct InfoHeader {
    /// Size of this header in bytes; identifies the variant
    #[br(assert(header_size >= 16, "must be 12 or at least 16"))]
    #[inspect(
        unit = "bytes",
        note = header_name(header_size),
        check(is_known(header_size), "must be 12, 16 to 64, 108 or 124")
    )]
    pub header_size: u32,
    /// Width of the image
    #[inspect(unit = "px", check(width > 0, "must be greater than 0"))]
    pub width: i32,
    /// Height of the image; negative for a top-down bitmap
    #[inspect(
        unit = "px",
        note = (height < 0)
            .then(|| format!("{}, top-down", Quantity::new(height.unsigned_abs().into(), "row"))),
        check(height != 0, "must not be 0"),
        check(
            height > 0 || !compression.as_ref().is_some_and(Compression::is_packed),
            "compressed bitmaps must be bottom-up"
        )
    )]
    pub height: i32,
    /// Number of color planes, must be 1
    #[inspect(default = 1, check(planes == 1, "must be 1"))]
    pub planes: u16,
    /// Bits per pixel
    #[inspect(
        check(
            matches!(bits_per_pixel, 0 | 1 | 2 | 4 | 8 | 16 | 24 | 32 | 64),
            "must be 0 (JPEG or PNG), 1, 2, 4, 8, 16, 24, 32 or 64"
        ),
        check(
            compression.as_ref().is_none_or(|c| c.allows(bits_per_pixel)),
            "bit depth not allowed for this compression"
        )
    )]
    pub bits_per_pixel: u16,
    /// Compression method
    #[br(if(header_size >= 20), args(header_size))]
    #[inspect(check(
        compression.as_ref().is_none_or(Compression::is_known),
        "unknown compression method"
    ))]
    pub compression: Option<Compression>,
    /// Size of the pixels in bytes; may be 0 if they are not compressed
    #[br(if(header_size >= 24))]
    #[inspect(unit = "bytes")]
    pub image_size: Option<u32>,
    /// Horizontal resolution of the target device, in pixels per meter
    #[br(if(header_size >= 28))]
    #[inspect(note = dpi(x_pixels_per_meter))]
    pub x_pixels_per_meter: Option<i32>,
    /// Vertical resolution of the target device, in pixels per meter
    #[br(if(header_size >= 32))]
    #[inspect(note = dpi(y_pixels_per_meter))]
    pub y_pixels_per_meter: Option<i32>,
    /// Number of palette entries used; 0 for the maximum of the bit depth
    #[br(if(header_size >= 36))]
    #[inspect(check(
        bits_per_pixel > 8 || colors_used.unwrap_or_default() <= 1 << bits_per_pixel,
        "more colors than the bit depth allows"
    ))]
    pub colors_used: Option<u32>,
    /// Number of important palette entries; 0 for all
    #[br(if(header_size >= 40))]
    pub colors_important: Option<u32>,
    /// Additional fields of the OS/2 2.x header
    #[br(if(header_size == OS2_SIZE))]
    #[inspect(flat)]
    pub os2: Option<Os2Fields>,
    /// Color masks (header size 52 and up), including alpha (56 and up)
    #[br(
        if(header_size >= 52 && header_size != OS2_SIZE),
        args(
            compression.as_ref().filter(|c| c.is_masked()).map(|_| bits_per_pixel),
            header_size >= 56
        )
    )]
    #[inspect(flat)]
    pub masks: Option<Masks>,
    /// Color space
    #[br(if(header_size >= V4_SIZE))]
    #[inspect(flat)]
    pub v4: Option<V4Fields>,
    /// Color profile
    #[br(if(header_size >= V5_SIZE))]
    #[inspect(flat)]
    pub v5: Option<V5Fields>,
    /// Header bytes after the last known field
    #[br(if(surplus(header_size) > 0), count = surplus(header_size))]
    pub surplus: Option<Blob>,
}

/// Size of a complete OS/2 2.x header in bytes.
const OS2_SIZE: u32 = 64;
/// Size of a BITMAPV4HEADER in bytes.
const V4_SIZE: u32 = 108;
/// Size of a BITMAPV5HEADER in bytes.
const V5_SIZE: u32 = 124;

/// True for a known header size.
pub(super) fn is_known(size: u32) -> bool {
    matches!(size, 12 | 16..=OS2_SIZE | V4_SIZE | V5_SIZE)
}

/// True for the header sizes of OS/2: 12 is also that of Windows 2, the others are not used by
/// Windows. A size of 40, 52 or 56 is that of a Windows header.
fn is_os2(size: u32) -> bool {
    matches!(size, 12 | 16..=39 | 41..=51 | OS2_SIZE)
}

/// Returns the name of the header with this size.
fn header_name(size: u32) -> Option<&'static str> {
    Some(match size {
        40 => "BITMAPINFOHEADER",
        52 => "BITMAPV2INFOHEADER",
        56 => "BITMAPV3INFOHEADER",
        OS2_SIZE => "OS22XBITMAPHEADER",
        16..OS2_SIZE => "OS22XBITMAPHEADER, truncated",
        V4_SIZE => "BITMAPV4HEADER",
        V5_SIZE => "BITMAPV5HEADER",
        _ => return None,
    })
}

/// Returns the number of bytes after the last known field of a header of this size.
fn surplus(size: u32) -> u32 {
    const ENDS: [u32; 12] = [16, 20, 24, 28, 32, 36, 40, 52, 56, OS2_SIZE, V4_SIZE, V5_SIZE];
    let last = match size {
        57..=63 => 56,
        65..V4_SIZE => 56,
        _ => ENDS.into_iter().filter(|end| *end <= size).max().unwrap_or(size),
    };
    size.saturating_sub(last)
}

/// Formats a resolution in dots per inch.
fn dpi(per_meter: Option<i32>) -> Option<String> {
    let per_inch = f64::from(per_meter.filter(|n| *n > 0)?) * 0.0254;
    Some(format!("{} dpi", (per_inch * 10.0).round() / 10.0))
}

/// Compression method; the values differ between Windows and OS/2
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[br(import(header_size: u32))]
pub enum Compression {
    /// Windows
    #[br(pre_assert(!is_os2(header_size)))]
    Windows(WindowsCompression),
    /// OS/2 2.x
    #[br(pre_assert(is_os2(header_size)))]
    Os2(Os2Compression),
}

labels! {
    /// Compression method (Windows)
    pub struct WindowsCompression(u32) {
        /// Uncompressed
        BI_RGB = 0,
        /// Run-length encoded, 8 bits per pixel
        BI_RLE8 = 1,
        /// Run-length encoded, 4 bits per pixel
        BI_RLE4 = 2,
        /// Uncompressed, with color masks
        BI_BITFIELDS = 3,
        /// JPEG file, for printers
        BI_JPEG = 4,
        /// PNG file, for printers
        BI_PNG = 5,
        /// Uncompressed, with color and alpha masks (Windows CE)
        BI_ALPHABITFIELDS = 6,
        /// CMYK, uncompressed
        BI_CMYK = 11,
        /// CMYK, run-length encoded, 8 bits per pixel
        BI_CMYKRLE8 = 12,
        /// CMYK, run-length encoded, 4 bits per pixel
        BI_CMYKRLE4 = 13,
    }
}

labels! {
    /// Compression method (OS/2)
    pub struct Os2Compression(u32) {
        /// Uncompressed
        BCA_UNCOMP = 0,
        /// Run-length encoded, 8 bits per pixel
        BCA_RLE8 = 1,
        /// Run-length encoded, 4 bits per pixel
        BCA_RLE4 = 2,
        /// One-dimensional Huffman coding (fax group 3)
        BCA_HUFFMAN1D = 3,
        /// Run-length encoded, 24 bits per pixel
        BCA_RLE24 = 4,
    }
}

impl Compression {
    /// True if the value is defined by Windows or OS/2.
    pub fn is_known(&self) -> bool {
        match self {
            Self::Windows(method) => method.name().is_some(),
            Self::Os2(method) => method.name().is_some(),
        }
    }

    /// True if color masks define the pixel layout.
    pub fn is_masked(&self) -> bool {
        use WindowsCompression as C;
        matches!(self, Self::Windows(C::BI_BITFIELDS | C::BI_ALPHABITFIELDS))
    }

    /// True if the pixels are compressed, so their size is not determined by width and height.
    pub fn is_packed(&self) -> bool {
        use WindowsCompression as C;
        match self {
            Self::Windows(method) => {
                *method != C::BI_RGB && *method != C::BI_CMYK && !self.is_masked()
            }
            Self::Os2(method) => *method != Os2Compression::BCA_UNCOMP,
        }
    }

    /// True if this method can be used with this bit depth.
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

/// Fields of the OS/2 2.x header that follow the fields shared with Windows
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct Os2Fields {
    /// Resolution unit; 0 for pixels per meter
    pub units: u16,
    /// Reserved, must be 0
    pub reserved: u16,
    /// Recording order of the rows; 0 for bottom-up, left to right
    pub recording: u16,
    /// Halftoning algorithm
    pub rendering: Rendering,
    /// First halftoning parameter
    pub size1: u32,
    /// Second halftoning parameter
    pub size2: u32,
    /// Color encoding of the palette; 0 for RGB
    pub color_encoding: u32,
    /// Reserved for application use
    pub identifier: u32,
}

labels! {
    /// Halftoning algorithm
    pub struct Rendering(u16) {
        /// Not halftoned
        BRH_NOTHALFTONED = 0,
        /// Error diffusion; `size1` is the damping in percent
        BRH_ERRORDIFFUSION = 1,
        /// PANDA; `size1` and `size2` are the pattern dimensions
        BRH_PANDA = 2,
        /// Super-circle; `size1` and `size2` are the pattern dimensions
        BRH_SUPERCIRCLE = 3,
    }
}

/// Fields added by BITMAPV4HEADER
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct V4Fields {
    /// Color space
    #[inspect(check(color_space.name().is_some(), "unknown color space"))]
    pub color_space: ColorSpace,
    /// Endpoints of a calibrated color space
    pub endpoints: CieXyzTriple,
    /// Tone response curve for red, a 16.16 fixed-point number
    #[inspect(note = fixed_point(gamma_red, 16))]
    pub gamma_red: u32,
    /// Tone response curve for green
    #[inspect(note = fixed_point(gamma_green, 16))]
    pub gamma_green: u32,
    /// Tone response curve for blue
    #[inspect(note = fixed_point(gamma_blue, 16))]
    pub gamma_blue: u32,
}

/// Fields added by BITMAPV5HEADER
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct V5Fields {
    /// Rendering intent
    pub intent: Intent,
    /// Offset of the profile from the start of this header
    pub profile_data: u32,
    /// Size of the profile in bytes
    #[inspect(unit = "bytes")]
    pub profile_size: u32,
    /// Reserved, must be 0
    #[inspect(check(reserved == 0, "must be 0"))]
    pub reserved: u32,
}

labels! {
    /// Color space
    pub struct ColorSpace(u32) {
        /// Calibrated RGB, with endpoints and gammas
        LCS_CALIBRATED_RGB = 0,
        /// sRGB
        LCS_sRGB = 0x7352_4742,
        /// System default (sRGB)
        LCS_WINDOWS_COLOR_SPACE = 0x5769_6e20,
        /// Linked profile (file name)
        PROFILE_LINKED = 0x4c49_4e4b,
        /// Embedded profile
        PROFILE_EMBEDDED = 0x4d42_4544,
    }
}

labels! {
    /// Rendering intent
    pub struct Intent(u32) {
        /// Saturation (charts)
        LCS_GM_BUSINESS = 1,
        /// Relative colorimetric (logos)
        LCS_GM_GRAPHICS = 2,
        /// Perceptual (photographs)
        LCS_GM_IMAGES = 4,
        /// Absolute colorimetric (proofs)
        LCS_GM_ABS_COLORIMETRIC = 8,
    }
}

impl DibHeader {
    /// Returns the size of the header in bytes.
    pub fn header_size(&self) -> u32 {
        match self {
            Self::Core(_) => 12,
            Self::Info(info) => info.header_size,
        }
    }

    /// True for a BITMAPCOREHEADER, whose palette entries have three bytes.
    pub fn is_core(&self) -> bool {
        matches!(self, Self::Core(_))
    }

    /// True for a header of OS/2, or of Windows 2, which has the same layout.
    pub fn is_os2(&self) -> bool {
        is_os2(self.header_size())
    }

    /// True if `file_size` is the size of the headers, as stored by some OS/2 programs.
    pub(super) fn is_headers_size(&self, file_size: u32) -> bool {
        let header_size = if self.is_core() { 12 } else { OS2_SIZE };
        let complete = FILE_HEADER_SIZE.saturating_add(header_size.into());
        let headers = [FILE_HEADER_SIZE.saturating_add(self.header_size().into()), complete];
        self.is_os2() && headers.contains(&file_size.into())
    }

    /// Returns the width in pixels; 0 if the field is negative.
    pub fn width(&self) -> u32 {
        match self {
            Self::Core(core) => core.width.into(),
            Self::Info(info) => u32::try_from(info.width).unwrap_or(0),
        }
    }

    /// Returns the number of rows, for bottom-up and top-down bitmaps.
    pub fn rows(&self) -> u32 {
        match self {
            Self::Core(core) => core.height.into(),
            Self::Info(info) => info.height.unsigned_abs(),
        }
    }

    /// True if the top row is stored first.
    pub fn is_top_down(&self) -> bool {
        matches!(self, Self::Info(info) if info.height < 0)
    }

    /// Returns the number of bits per pixel.
    pub fn bits_per_pixel(&self) -> u16 {
        match self {
            Self::Core(core) => core.bits_per_pixel,
            Self::Info(info) => info.bits_per_pixel,
        }
    }

    /// Returns the compression method.
    pub fn compression(&self) -> Compression {
        let stored = match self {
            Self::Core(_) => None,
            Self::Info(info) => info.compression.clone(),
        };
        stored.unwrap_or(Compression::Windows(WindowsCompression::BI_RGB))
    }

    /// Returns the number of palette entries.
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

    /// Returns the size of a palette entry in bytes.
    pub(super) fn color_bytes(&self) -> u64 {
        if self.is_core() { 3 } else { 4 }
    }

    /// Returns the size of a stored row in bytes, including padding.
    pub fn stride(&self) -> u64 {
        let bits = u64::from(self.width()).saturating_mul(self.bits_per_pixel().into());
        bits.div_ceil(32).saturating_mul(4)
    }

    /// Returns the size of the stored pixels in bytes, or `None` if they are compressed and the
    /// header does not give their size.
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

    /// True if color masks follow the header.
    pub fn masks_follow(&self) -> bool {
        self.header_size() == 40 && self.compression().is_masked()
    }

    /// True if the masks following the header include alpha.
    pub fn alpha_follows(&self) -> bool {
        use WindowsCompression as C;
        self.masks_follow() && self.compression() == Compression::Windows(C::BI_ALPHABITFIELDS)
    }

    /// Returns the end offset of the header, including the masks that follow it.
    pub(super) fn end(&self) -> u64 {
        let masks: u32 = match (self.masks_follow(), self.alpha_follows()) {
            (false, _) => 0,
            (true, false) => 12,
            (true, true) => 16,
        };
        FILE_HEADER_SIZE.saturating_add(self.header_size().into()).saturating_add(masks.into())
    }

    /// Returns the number of bits per pixel if color masks are used.
    pub(super) fn masked_depth(&self) -> Option<u16> {
        self.compression().is_masked().then_some(self.bits_per_pixel())
    }

    /// Returns the file offset and size of the color profile.
    pub fn profile(&self) -> Option<(u64, u64)> {
        let Self::Info(info) = self else { return None };
        let (space, v5) = (info.v4.as_ref()?.color_space, info.v5.as_ref()?);
        let has = matches!(space, ColorSpace::PROFILE_EMBEDDED | ColorSpace::PROFILE_LINKED);
        let at = u64::from(v5.profile_data).saturating_add(FILE_HEADER_SIZE);
        (has && v5.profile_size > 0).then_some((at, v5.profile_size.into()))
    }

    /// Describes the layout of the rows; `None` if they are compressed.
    pub(super) fn pixel_note(&self) -> Option<String> {
        let (rows, size) =
            (Quantity::new(self.rows().into(), "row"), Quantity::bytes(self.stride()));
        (!self.compression().is_packed()).then(|| match self.is_top_down() {
            true => format!("{rows} of {size}, top-down"),
            false => format!("{rows} of {size}, bottom-up"),
        })
    }
}
