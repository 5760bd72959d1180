//! What an image measures: sizes, places and times.

use super::{KEYWORD, is_keyword};
use binrw::{NullString, binrw};
use bytescope_inspect::{Inspect, Latin1, Text, labels, to_end};

/// Physical pixel dimensions (11.3.4.3)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct PhysicalDimensions {
    /// Pixels per unit, horizontally
    #[inspect(note = dpi(pixels_per_unit_x, unit))]
    pub pixels_per_unit_x: u32,
    /// Pixels per unit, vertically
    #[inspect(note = dpi(pixels_per_unit_y, unit))]
    pub pixels_per_unit_y: u32,
    /// What the unit is
    #[inspect(check(unit.name().is_some(), "must be 0 or 1"))]
    pub unit: LengthUnit,
}

/// Pixels per metre in the unit that people use.
fn dpi(per_unit: u32, unit: LengthUnit) -> Option<String> {
    let per_inch = f64::from(per_unit) * 0.0254;
    (unit == LengthUnit::METRE).then(|| format!("{} dpi", (per_inch * 10.0).round() / 10.0))
}

labels! {
    /// What a length is measured in
    pub struct LengthUnit(u8) {
        /// Only the ratio of the two numbers counts
        UNKNOWN = 0,
        /// Pixels per metre
        METRE = 1,
    }
}

/// Image offset (Extensions to PNG, 3.1): where the image stands on a page
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct Offset {
    /// From the left edge
    pub x_position: i32,
    /// From the top edge
    pub y_position: i32,
    /// What the unit is
    #[inspect(check(unit.name().is_some(), "must be 0 or 1"))]
    pub unit: OffsetUnit,
}

labels! {
    /// What a place is measured in
    pub struct OffsetUnit(u8) {
        /// Pixels
        PIXEL = 0,
        /// Micrometres
        MICROMETRE = 1,
    }
}

/// Physical scale (Extensions to PNG, 3.3): the size of what a pixel shows
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct Scale {
    /// What the unit is
    #[inspect(check(unit.name().is_some(), "must be 1 or 2"))]
    pub unit: ScaleUnit,
    /// Units a pixel, horizontally, as a decimal number
    pub pixel_width: NullString,
    /// Units a pixel, vertically
    #[br(parse_with = to_end)]
    pub pixel_height: Text<Latin1>,
}

labels! {
    /// What a scale is measured in
    pub struct ScaleUnit(u8) {
        /// Metres
        METRE = 1,
        /// Radians
        RADIAN = 2,
    }
}

/// Calibration of pixel values (Extensions to PNG, 3.2): what samples stand for
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct Calibration {
    /// What is calibrated, Latin-1
    #[inspect(check(is_keyword(&calibration_name), KEYWORD))]
    pub calibration_name: NullString,
    /// The original sample that became 0
    pub original_zero: i32,
    /// The original sample that became the greatest
    pub original_max: i32,
    /// From original samples to physical values
    #[inspect(check(equation_type.name().is_some(), "must be 0 to 3"))]
    pub equation_type: Equation,
    /// Number of parameters
    pub parameter_count: u8,
    /// Unit of the physical values
    pub unit_name: NullString,
    /// The parameters as decimal numbers, a NUL between
    #[br(parse_with = to_end)]
    pub parameters: Text<Latin1>,
}

labels! {
    /// From original samples to physical values
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

/// Image last-modification time (11.3.5.1), UTC
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(big)]
pub struct Time {
    /// Year, all four digits
    pub year: u16,
    /// Month, from 1
    #[inspect(check((1..=12).contains(&month), "1 to 12"))]
    pub month: u8,
    /// Day, from 1
    #[inspect(check((1..=31).contains(&day), "1 to 31"))]
    pub day: u8,
    /// Hour
    #[inspect(check(hour < 24, "0 to 23"))]
    pub hour: u8,
    /// Minute
    #[inspect(check(minute < 60, "0 to 59"))]
    pub minute: u8,
    /// Second
    #[inspect(check(second <= 60, "0 to 60, 60 for a leap second"))]
    pub second: u8,
}

labels! {
    /// How the two halves of a stereo image are laid out (Extensions to PNG, 3.5)
    pub struct StereoMode(u8) {
        /// The left eye's half is on the right
        CROSS_FUSE = 0,
        /// The left eye's half is on the left
        DIVERGING_FUSE = 1,
    }
}
