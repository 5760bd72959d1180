//! Colours: palettes, masks, and the points of a colour space.

use binrw::binrw;
use bytescope_inspect::{Inspect, Table};

/// The colours that pixels are indices of
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[br(import(entries: u64, is_core: bool))]
pub enum Palette {
    /// Three bytes a colour, behind a BITMAPCOREHEADER
    #[br(pre_assert(is_core))]
    Triples(#[br(count = entries)] Table<RgbTriple>),
    /// Four bytes a colour
    #[br(pre_assert(!is_core))]
    Quads(#[br(count = entries)] Table<RgbQuad>),
}

/// A colour of three bytes (RGBTRIPLE)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[inspect(fixed)]
pub struct RgbTriple {
    /// Blue
    pub blue: u8,
    /// Green
    pub green: u8,
    /// Red
    pub red: u8,
}

/// A colour of four bytes (RGBQUAD)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[inspect(fixed)]
pub struct RgbQuad {
    /// Blue
    pub blue: u8,
    /// Green
    pub green: u8,
    /// Red
    pub red: u8,
    /// Zero; some writers put an alpha value here
    pub reserved: u8,
}

/// Which bits of a pixel are which colour. `depth` is the bits of a pixel when the masks count.
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[br(import(depth: Option<u16>, has_alpha: bool))]
pub struct Masks {
    /// Bits that are red
    #[inspect(hex, note = bits(red_mask), check(fits(depth, red_mask), MASK_RULE))]
    pub red_mask: u32,
    /// Bits that are green
    #[inspect(
        hex,
        note = bits(green_mask),
        check(fits(depth, green_mask), MASK_RULE),
        check(depth.is_none() || green_mask & red_mask == 0, "must not overlap the red mask")
    )]
    pub green_mask: u32,
    /// Bits that are blue
    #[inspect(
        hex,
        note = bits(blue_mask),
        check(fits(depth, blue_mask), MASK_RULE),
        check(
            depth.is_none() || blue_mask & (red_mask | green_mask) == 0,
            "must not overlap another mask"
        )
    )]
    pub blue_mask: u32,
    /// Bits that are alpha; none when it is 0
    #[br(if(has_alpha))]
    #[inspect(
        hex,
        note = alpha_mask.and_then(bits),
        check(fits(depth, alpha_mask.unwrap_or_default()), MASK_RULE),
        check(
            depth.is_none()
                || alpha_mask.unwrap_or_default() & (red_mask | green_mask | blue_mask) == 0,
            "must not overlap another mask"
        )
    )]
    pub alpha_mask: Option<u32>,
}

const MASK_RULE: &str = "must be one run of bits that a pixel has";

/// Whether a mask is one run of bits (or none) within a pixel of `depth` bits.
fn fits(depth: Option<u16>, mask: u32) -> bool {
    let Some(depth) = depth else { return true };
    let run = mask.checked_shr(mask.trailing_zeros()).unwrap_or(0);
    let high = 32_u32.saturating_sub(mask.leading_zeros());
    run & run.wrapping_add(1) == 0 && high <= u32::from(depth)
}

/// The bits of a mask in words.
fn bits(mask: u32) -> Option<String> {
    let high = 31_u32.checked_sub(mask.leading_zeros())?;
    match mask.trailing_zeros() {
        low if low == high => Some(format!("bit {low}")),
        low => Some(format!("bits {low} to {high}")),
    }
}

/// The end points of a colour space (CIEXYZTRIPLE)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct CieXyzTriple {
    /// Red
    pub red: CieXyz,
    /// Green
    pub green: CieXyz,
    /// Blue
    pub blue: CieXyz,
}

/// A colour in CIE coordinates, each with 30 bits behind the point (CIEXYZ)
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
pub struct CieXyz {
    /// x, a 2.30 fixed-point number
    #[inspect(note = fixed_point(x, 30))]
    pub x: u32,
    /// y, a 2.30 fixed-point number
    #[inspect(note = fixed_point(y, 30))]
    pub y: u32,
    /// z, a 2.30 fixed-point number
    #[inspect(note = fixed_point(z, 30))]
    pub z: u32,
}

/// The number that an integer with `fraction` bits behind the point stands for.
pub(super) fn fixed_point(raw: u32, fraction: i32) -> Option<String> {
    let number = f64::from(raw) / 2_f64.powi(fraction);
    (raw != 0).then(|| format!("{}", (number * 1e6).round() / 1e6))
}
