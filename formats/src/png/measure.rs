//! Physical dimensions, offsets, calibration and modification time.

use super::rows::{INTEGER, is_integer};
use super::text::{CHARACTERS, LENGTH, is_keyword_length, is_printable};
use binrw::{NullString, binrw};
use bytescope_inspect::{Inspect, Latin1, Text, labels, to_end};

/// Physical pixel dimensions (11.3.4.3)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[inspect(
    summary = "{pixels_per_unit_x} × {pixels_per_unit_y} pixels per {unit:map METER=meter|UNKNOWN=unit}"
)]
pub struct PhysicalDimensions {
    /// Pixels per unit, X axis
    #[inspect(note = dpi(pixels_per_unit_x, unit), check(is_integer(pixels_per_unit_x), INTEGER))]
    pub pixels_per_unit_x: u32,
    /// Pixels per unit, Y axis
    #[inspect(note = dpi(pixels_per_unit_y, unit), check(is_integer(pixels_per_unit_y), INTEGER))]
    pub pixels_per_unit_y: u32,
    /// Unit specifier
    #[inspect(check(unit.name().is_some(), "must be 0 or 1"))]
    pub unit: LengthUnit,
}

/// Formats a resolution in dots per inch.
fn dpi(per_unit: u32, unit: LengthUnit) -> Option<String> {
    let per_inch = f64::from(per_unit) * 0.0254;
    (unit == LengthUnit::METRE).then(|| format!("{} dpi", (per_inch * 10.0).round() / 10.0))
}

labels! {
    /// Unit of length
    pub struct LengthUnit(u8) {
        /// Unknown; the values give only the pixel aspect ratio
        UNKNOWN = 0,
        /// Meter
        METRE = 1,
    }
}

/// Image offset (Extensions to PNG, 3.1): position of the image on a page
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct Offset {
    /// X position, from the left edge of the page
    pub x_position: i32,
    /// Y position, from the top edge of the page
    pub y_position: i32,
    /// Unit specifier
    #[inspect(check(unit.name().is_some(), "must be 0 or 1"))]
    pub unit: OffsetUnit,
}

labels! {
    /// Unit of the image offset
    pub struct OffsetUnit(u8) {
        /// Pixel
        PIXEL = 0,
        /// Micrometer
        MICROMETRE = 1,
    }
}

/// Physical scale of the image subject (Extensions to PNG, 3.3)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct Scale {
    /// Unit specifier
    #[inspect(check(unit.name().is_some(), "must be 1 or 2"))]
    pub unit: ScaleUnit,
    /// Horizontal units per pixel, as decimal text
    #[inspect(check(is_positive_decimal(&pixel_width), POSITIVE))]
    pub pixel_width: NullString,
    /// Vertical units per pixel, as decimal text
    #[inspect(check(is_positive_decimal(&pixel_height.bytes), POSITIVE))]
    #[br(parse_with = to_end)]
    pub pixel_height: Text<Latin1>,
}

labels! {
    /// Unit of the physical scale
    pub struct ScaleUnit(u8) {
        /// Meter
        METRE = 1,
        /// Radian
        RADIAN = 2,
    }
}

/// Calibration of pixel values (Extensions to PNG, 3.2)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct Calibration {
    /// Calibration name, Latin-1
    #[inspect(check(is_keyword_length(&calibration_name), LENGTH), check(is_printable(&calibration_name), CHARACTERS))]
    pub calibration_name: NullString,
    /// Original sample value mapped to 0
    pub original_zero: i32,
    /// Original sample value mapped to the maximum
    pub original_max: i32,
    /// Equation from original samples to physical values
    #[inspect(check(equation_type.name().is_some(), "must be 0 to 3"))]
    pub equation_type: Equation,
    /// Number of parameters
    #[inspect(
        expect("the number of strings", strings(&parameters)),
        check(
            equation_type.parameter_count().is_none_or(|count| count == strings(&parameters)),
            "does not match the equation type"
        )
    )]
    pub parameter_count: u8,
    /// Unit of the physical values
    pub unit_name: NullString,
    /// Parameters as decimal text, separated by NUL
    #[br(parse_with = to_end)]
    pub parameters: Text<Latin1>,
}

labels! {
    /// Equation from original samples to physical values
    pub struct Equation(u8) {
        /// p0 + p1 x / (max - zero)
        LINEAR = 0,
        /// p0 + p1 e^(p2 x / (max - zero))
        EXPONENTIAL = 1,
        /// p0 + p1 p2^(x / (max - zero))
        POWER = 2,
        /// p0 + p1 sinh(p2 (x - p3) / (max - zero))
        HYPERBOLIC = 3,
    }
}

impl Equation {
    /// Returns the number of parameters; `None` for an unknown equation.
    fn parameter_count(self) -> Option<u64> {
        match self {
            Self::LINEAR => Some(2),
            Self::EXPONENTIAL | Self::POWER => Some(3),
            Self::HYPERBOLIC => Some(4),
            _ => None,
        }
    }
}

/// Returns the number of strings that are separated by NUL.
fn strings(text: &Text<Latin1>) -> u64 {
    let separators = text.bytes.iter().filter(|byte| **byte == 0).count() as u64;
    separators.saturating_add(1)
}

/// Rule for scales.
const POSITIVE: &str = "must be a positive decimal number";

/// True if the text is a positive number: digits with an optional decimal point and exponent.
fn is_positive_decimal(text: &[u8]) -> bool {
    let is_decimal = |byte: &u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
    let number = std::str::from_utf8(text).ok().filter(|text| text.bytes().all(|b| is_decimal(&b)));
    number.and_then(|text| text.parse().ok()).is_some_and(|number: f64| number > 0.0)
}

/// Image last-modification time (11.3.5.1), UTC
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
#[inspect(summary = "{year}-{month}-{day}  {hour}:{minute}:{second}")]
pub struct ModificationTime {
    /// Year, in full (1995, not 95)
    pub year: u16,
    /// Month, 1 to 12
    #[inspect(check((1..=12).contains(&month), "must be 1 to 12"))]
    pub month: u8,
    /// Day, 1 to 31
    #[inspect(check((1..=31).contains(&day), "must be 1 to 31"))]
    pub day: u8,
    /// Hour, 0 to 23
    #[inspect(check(hour < 24, "must be 0 to 23"))]
    pub hour: u8,
    /// Minute, 0 to 59
    #[inspect(check(minute < 60, "must be 0 to 59"))]
    pub minute: u8,
    /// Second, 0 to 60 (60 for leap seconds)
    #[inspect(check(second <= 60, "must be 0 to 60"))]
    pub second: u8,
}

labels! {
    /// Arrangement of the two subimages of a stereo pair (Extensions to PNG, 3.5)
    pub struct StereoMode(u8) {
        /// Right-eye image on the left
        CROSS_FUSE = 0,
        /// Left-eye image on the left
        DIVERGING_FUSE = 1,
    }
}
