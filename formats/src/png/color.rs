//! Colours: of the palette, of the background, and what numbers mean for the eye.

use super::{ColorType, KEYWORD, is_keyword};
use binrw::{NullString, binrw};
use bytescope_inspect::{Blob, Inspect, Table, labels, to_end};

/// A colour of the palette
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

/// Transparency (11.3.1.1): a colour, or an alpha value for each palette entry
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[br(import(color_type: ColorType))]
pub enum Transparency {
    /// The grey that is transparent
    #[br(pre_assert(color_type == ColorType::GREYSCALE))]
    Grey(Grey),
    /// The colour that is transparent
    #[br(pre_assert(color_type == ColorType::TRUECOLOR))]
    Color(Color),
    /// Alpha of the first palette entries
    #[br(pre_assert(color_type != ColorType::GREYSCALE && color_type != ColorType::TRUECOLOR))]
    Palette(#[br(parse_with = to_end)] Blob),
}

/// Background colour (11.3.4.1)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[br(import(color_type: ColorType))]
pub enum Background {
    /// A palette index
    #[br(pre_assert(color_type == ColorType::INDEXED))]
    Palette {
        /// Index into the palette
        palette_index: u8,
    },
    /// A grey
    #[br(pre_assert(matches!(color_type, ColorType::GREYSCALE | ColorType::GREYSCALE_ALPHA)))]
    Grey(Grey),
    /// A colour
    #[br(pre_assert(!matches!(color_type, ColorType::INDEXED | ColorType::GREYSCALE | ColorType::GREYSCALE_ALPHA)))]
    Color(Color),
}

/// A grey
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct Grey {
    /// Grey sample
    pub grey: u16,
}

/// A colour of three samples
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

/// Primary chromaticities and white point, each times 100 000 (11.3.2.2)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct Chromaticities {
    /// White point, x
    #[inspect(note = decimal(white_point_x))]
    pub white_point_x: u32,
    /// White point, y
    #[inspect(note = decimal(white_point_y))]
    pub white_point_y: u32,
    /// Red, x
    #[inspect(note = decimal(red_x))]
    pub red_x: u32,
    /// Red, y
    #[inspect(note = decimal(red_y))]
    pub red_y: u32,
    /// Green, x
    #[inspect(note = decimal(green_x))]
    pub green_x: u32,
    /// Green, y
    #[inspect(note = decimal(green_y))]
    pub green_y: u32,
    /// Blue, x
    #[inspect(note = decimal(blue_x))]
    pub blue_x: u32,
    /// Blue, y
    #[inspect(note = decimal(blue_y))]
    pub blue_y: u32,
}

labels! {
    /// How colours out of range are rendered (ICC.1)
    pub struct RenderingIntent(u8) {
        /// For photographs
        PERCEPTUAL = 0,
        /// For logos
        RELATIVE_COLORIMETRIC = 1,
        /// For charts
        SATURATION = 2,
        /// For proofs
        ABSOLUTE_COLORIMETRIC = 3,
    }
}

labels! {
    /// Red, green and blue (ITU-T H.273, table 2)
    pub struct Primaries(u8) {
        /// ITU-R BT.709, sRGB
        BT709 = 1,
        /// Not told
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
    /// From light to samples (ITU-T H.273, table 3)
    pub struct Transfer(u8) {
        /// ITU-R BT.709
        BT709 = 1,
        /// Not told
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
        /// Logarithmic, 100 to 1
        LOG100 = 9,
        /// Logarithmic, 316 to 1
        LOG316 = 10,
        /// IEC 61966-2-4
        XVYCC = 11,
        /// ITU-R BT.1361
        BT1361 = 12,
        /// IEC 61966-2-1 (sRGB)
        SRGB = 13,
        /// ITU-R BT.2020, 10 bits
        BT2020_10 = 14,
        /// ITU-R BT.2020, 12 bits
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
    /// Red, green and blue
    pub color_primaries: Primaries,
    /// From light to samples
    pub transfer_function: Transfer,
    /// From RGB to the samples; 0, for a PNG holds RGB
    #[inspect(check(matrix_coefficients == 0, "must be 0"))]
    pub matrix_coefficients: u8,
    /// 1 when samples use the full range
    #[inspect(check(video_full_range_flag <= 1, "must be 0 or 1"))]
    pub video_full_range_flag: u8,
}

/// Mastering display colour volume (11.3.2.7)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct MasteringDisplay {
    /// Red, in steps of 0.00002
    pub red: Point,
    /// Green
    pub green: Point,
    /// Blue
    pub blue: Point,
    /// White point
    pub white: Point,
    /// Brightest light, in steps of 0.0001 cd/m²
    #[inspect(note = candela(maximum_luminance))]
    pub maximum_luminance: u32,
    /// Darkest light, in steps of 0.0001 cd/m²
    #[inspect(note = candela(minimum_luminance))]
    pub minimum_luminance: u32,
}

/// A chromaticity in steps of 0.00002
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
    /// Brightest pixel, in steps of 0.0001 cd/m²
    #[inspect(note = candela(maximum_content_light_level))]
    pub maximum_content_light_level: u32,
    /// Brightest frame on average, in steps of 0.0001 cd/m²
    #[inspect(note = candela(maximum_frame_average_light_level))]
    pub maximum_frame_average_light_level: u32,
}

/// Suggested palette (11.3.4.4)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct SuggestedPalette {
    /// Name of the palette, Latin-1
    #[inspect(check(is_keyword(&palette_name), KEYWORD))]
    pub palette_name: NullString,
    /// Bits of a sample
    #[inspect(check(matches!(sample_depth, 8 | 16), "must be 8 or 16"))]
    pub sample_depth: u8,
    /// The colours, the commonest first
    #[br(args(sample_depth))]
    pub entries: SuggestedColors,
}

/// The colours of a suggested palette
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[br(import(sample_depth: u8))]
pub enum SuggestedColors {
    /// Samples of 8 bits
    #[br(pre_assert(sample_depth == 8))]
    Bytes(#[br(parse_with = to_end)] Table<SuggestedByte>),
    /// Samples of 16 bits
    #[br(pre_assert(sample_depth == 16))]
    Words(#[br(parse_with = to_end)] Table<SuggestedWord>),
    /// A depth that is not allowed
    #[br(pre_assert(!matches!(sample_depth, 8 | 16)))]
    Unknown(#[br(parse_with = to_end)] Blob),
}

/// A suggested colour of 8-bit samples
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
    /// How common the colour is
    pub frequency: u16,
}

/// A suggested colour of 16-bit samples
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
    /// How common the colour is
    pub frequency: u16,
}

/// A number that is stored times 100 000.
pub(super) fn decimal(scaled: u32) -> String {
    format!("{}", f64::from(scaled) / 100_000.0)
}

/// A luminance that is stored times 10 000.
fn candela(scaled: u32) -> String {
    format!("{} cd/m²", f64::from(scaled) / 10_000.0)
}
