//! Palette, transparency, background and color space chunks.

use super::ColorType;
use super::rows::{INTEGER, is_integer};
use super::text::{CHARACTERS, LENGTH, is_keyword_length, is_printable};
use binrw::{NullString, binrw};
use bytescope_inspect::{Blob, Inspect, Table, labels, to_end};

/// Palette entry
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[inspect(fixed)]
pub struct Rgb {
    /// Red sample
    pub red: u8,
    /// Green sample
    pub green: u8,
    /// Blue sample
    pub blue: u8,
}

/// Transparency (11.3.1.1): one transparent color, or an alpha value per palette entry
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[br(import(color_type: ColorType))]
pub enum Transparency {
    /// Transparent gray sample value
    #[br(pre_assert(color_type == ColorType::GREYSCALE))]
    Grey(Grey),
    /// Transparent color
    #[br(pre_assert(color_type == ColorType::TRUECOLOR))]
    Color(Color),
    /// Alpha values of the first palette entries
    #[br(pre_assert(color_type != ColorType::GREYSCALE && color_type != ColorType::TRUECOLOR))]
    Palette(#[br(parse_with = to_end)] Blob),
}

/// Background color (11.3.4.1)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[br(import(color_type: ColorType))]
pub enum Background {
    /// Palette index
    #[br(pre_assert(color_type == ColorType::INDEXED))]
    Palette {
        /// Index into the palette
        palette_index: u8,
    },
    /// Gray sample value
    #[br(pre_assert(matches!(color_type, ColorType::GREYSCALE | ColorType::GREYSCALE_ALPHA)))]
    Grey(Grey),
    /// Color
    #[br(pre_assert(!matches!(color_type, ColorType::INDEXED | ColorType::GREYSCALE | ColorType::GREYSCALE_ALPHA)))]
    Color(Color),
}

/// Gray sample value
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct Grey {
    /// Gray sample
    pub grey: u16,
}

/// Color of three samples
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct Color {
    /// Red sample
    pub red: u16,
    /// Green sample
    pub green: u16,
    /// Blue sample
    pub blue: u16,
}

/// Primary chromaticities and white point, each × 100,000 (11.3.2.1)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct Chromaticities {
    /// White point, x
    #[inspect(note = decimal(white_point_x), check(is_integer(white_point_x), INTEGER))]
    pub white_point_x: u32,
    /// White point, y
    #[inspect(note = decimal(white_point_y), check(is_integer(white_point_y), INTEGER))]
    pub white_point_y: u32,
    /// Red, x
    #[inspect(note = decimal(red_x), check(is_integer(red_x), INTEGER))]
    pub red_x: u32,
    /// Red, y
    #[inspect(note = decimal(red_y), check(is_integer(red_y), INTEGER))]
    pub red_y: u32,
    /// Green, x
    #[inspect(note = decimal(green_x), check(is_integer(green_x), INTEGER))]
    pub green_x: u32,
    /// Green, y
    #[inspect(note = decimal(green_y), check(is_integer(green_y), INTEGER))]
    pub green_y: u32,
    /// Blue, x
    #[inspect(note = decimal(blue_x), check(is_integer(blue_x), INTEGER))]
    pub blue_x: u32,
    /// Blue, y
    #[inspect(note = decimal(blue_y), check(is_integer(blue_y), INTEGER))]
    pub blue_y: u32,
}

labels! {
    /// Rendering intent (ICC.1)
    pub struct RenderingIntent(u8) {
        /// Perceptual (photographs)
        PERCEPTUAL = 0,
        /// Relative colorimetric (logos)
        RELATIVE_COLORIMETRIC = 1,
        /// Saturation (charts)
        SATURATION = 2,
        /// Absolute colorimetric (proofs)
        ABSOLUTE_COLORIMETRIC = 3,
    }
}

labels! {
    /// Color primaries (ITU-T H.273, table 2)
    pub struct Primaries(u8) {
        /// ITU-R BT.709, sRGB
        BT709 = 1,
        /// Unspecified
        UNSPECIFIED = 2,
        /// ITU-R BT.470 System M
        BT470M = 4,
        /// ITU-R BT.470 System B and G
        BT470BG = 5,
        /// SMPTE ST 170
        SMPTE170M = 6,
        /// SMPTE ST 240
        SMPTE240M = 7,
        /// Film with illuminant C
        FILM = 8,
        /// ITU-R BT.2020 and BT.2100
        BT2020 = 9,
        /// CIE 1931 XYZ
        XYZ = 10,
        /// SMPTE RP 431 (DCI-P3)
        SMPTE431 = 11,
        /// SMPTE EG 432 (Display P3)
        SMPTE432 = 12,
        /// EBU Tech 3213
        EBU3213 = 22,
    }
}

labels! {
    /// Transfer function (ITU-T H.273, table 3)
    pub struct Transfer(u8) {
        /// ITU-R BT.709
        BT709 = 1,
        /// Unspecified
        UNSPECIFIED = 2,
        /// Gamma 2.2
        GAMMA22 = 4,
        /// Gamma 2.8
        GAMMA28 = 5,
        /// SMPTE ST 170
        SMPTE170M = 6,
        /// SMPTE ST 240
        SMPTE240M = 7,
        /// Linear
        LINEAR = 8,
        /// Logarithmic, 100:1 range
        LOG100 = 9,
        /// Logarithmic, 316:1 range
        LOG316 = 10,
        /// IEC 61966-2-4
        XVYCC = 11,
        /// ITU-R BT.1361
        BT1361 = 12,
        /// IEC 61966-2-1 (sRGB)
        SRGB = 13,
        /// ITU-R BT.2020, 10-bit
        BT2020_10 = 14,
        /// ITU-R BT.2020, 12-bit
        BT2020_12 = 15,
        /// Perceptual quantizer (SMPTE ST 2084)
        PQ = 16,
        /// SMPTE ST 428
        SMPTE428 = 17,
        /// Hybrid log-gamma
        HLG = 18,
    }
}

/// Coding-independent code points (11.3.2.6)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct CodePoints {
    /// Color primaries
    pub color_primaries: Primaries,
    /// Transfer function
    pub transfer_function: Transfer,
    /// Matrix coefficients; 0 (RGB) in PNG
    #[inspect(check(matrix_coefficients == 0, "must be 0"))]
    pub matrix_coefficients: u8,
    /// Video full range flag: 1 for full range, 0 for narrow range
    #[inspect(check(video_full_range_flag <= 1, "must be 0 or 1"))]
    pub video_full_range_flag: u8,
}

/// Mastering display color volume (11.3.2.7)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct MasteringDisplay {
    /// Red primary
    pub red: Point,
    /// Green primary
    pub green: Point,
    /// Blue primary
    pub blue: Point,
    /// White point
    pub white: Point,
    /// Maximum luminance, in units of 0.0001 cd/m²
    #[inspect(note = candela(maximum_luminance), check(is_integer(maximum_luminance), INTEGER))]
    pub maximum_luminance: u32,
    /// Minimum luminance, in units of 0.0001 cd/m²
    #[inspect(note = candela(minimum_luminance), check(is_integer(minimum_luminance), INTEGER))]
    pub minimum_luminance: u32,
}

/// Chromaticity, in units of 0.00002
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct Point {
    /// x
    #[inspect(note = decimal(u32::from(x).saturating_mul(2)))]
    pub x: u16,
    /// y
    #[inspect(note = decimal(u32::from(y).saturating_mul(2)))]
    pub y: u16,
}

/// Content light level (11.3.2.8)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct LightLevel {
    /// Maximum content light level (MaxCLL), in units of 0.0001 cd/m²
    #[inspect(note = candela(maximum_content_light_level), check(is_integer(maximum_content_light_level), INTEGER))]
    pub maximum_content_light_level: u32,
    /// Maximum frame-average light level (MaxFALL), in units of 0.0001 cd/m²
    #[inspect(note = candela(maximum_frame_average_light_level), check(is_integer(maximum_frame_average_light_level), INTEGER))]
    pub maximum_frame_average_light_level: u32,
}

/// Suggested palette (11.3.4.4)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct SuggestedPalette {
    /// Palette name, Latin-1
    #[inspect(check(is_keyword_length(&palette_name), LENGTH), check(is_printable(&palette_name), CHARACTERS))]
    pub palette_name: NullString,
    /// Sample depth in bits
    #[inspect(check(matches!(sample_depth, 8 | 16), "must be 8 or 16"))]
    pub sample_depth: u8,
    /// Palette entries in order of decreasing frequency
    #[br(args(sample_depth))]
    pub entries: SuggestedColors,
}

/// Entries of a suggested palette
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[br(import(sample_depth: u8))]
pub enum SuggestedColors {
    /// 8-bit samples
    #[br(pre_assert(sample_depth == 8))]
    Bytes(#[br(parse_with = to_end)] Table<SuggestedByte>),
    /// 16-bit samples
    #[br(pre_assert(sample_depth == 16))]
    Words(#[br(parse_with = to_end)] Table<SuggestedWord>),
    /// Invalid sample depth
    #[br(pre_assert(!matches!(sample_depth, 8 | 16)))]
    Unknown(#[br(parse_with = to_end)] Blob),
}

/// Suggested palette entry with 8-bit samples
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[inspect(fixed)]
pub struct SuggestedByte {
    /// Red sample
    pub red: u8,
    /// Green sample
    pub green: u8,
    /// Blue sample
    pub blue: u8,
    /// Alpha sample
    pub alpha: u8,
    /// Relative frequency
    pub frequency: u16,
}

/// Suggested palette entry with 16-bit samples
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[inspect(fixed)]
pub struct SuggestedWord {
    /// Red sample
    pub red: u16,
    /// Green sample
    pub green: u16,
    /// Blue sample
    pub blue: u16,
    /// Alpha sample
    pub alpha: u16,
    /// Relative frequency
    pub frequency: u16,
}

/// Formats a number stored in units of 0.00001.
pub(super) fn decimal(scaled: u32) -> String {
    format!("{}", f64::from(scaled) / 100_000.0)
}

/// Formats a luminance stored in units of 0.0001 cd/m².
fn candela(scaled: u32) -> String {
    format!("{} cd/m²", f64::from(scaled) / 10_000.0)
}
