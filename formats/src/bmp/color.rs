//! Palettes, color masks and color space endpoints.

use binrw::binrw;
use bytescope_inspect::{Inspect, Table};

/// Palette (color table) for indexed pixels
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[br(import(entries: u64, is_core: bool))]
pub enum Palette {
    /// Three bytes per color, after a BITMAPCOREHEADER
    #[br(pre_assert(is_core))]
    Triples(#[br(count = entries)] Table<RgbTriple>),
    /// Four bytes per color
    #[br(pre_assert(!is_core))]
    Quads(#[br(count = entries)] Table<RgbQuad>),
}

/// Palette entry of three bytes (RGBTRIPLE)
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

/// Palette entry of four bytes (RGBQUAD)
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
    /// Reserved, must be 0; some writers store an alpha value here
    pub reserved: u8,
}

/// Color masks
// `depth` is the number of bits per pixel, or `None` if the masks are not used.
#[derive(Inspect)]
#[binrw]
#[derive(Clone, Debug, PartialEq)]
#[brw(little)]
#[br(import(depth: Option<u16>, has_alpha: bool))]
pub struct Masks {
    /// Red mask
    #[inspect(hex, note = bits(red_mask), check(is_valid_mask(depth, red_mask), MASK_RULE))]
    pub red_mask: u32,
    /// Green mask
    #[inspect(
        hex,
        note = bits(green_mask),
        check(is_valid_mask(depth, green_mask), MASK_RULE),
        check(depth.is_none() || green_mask & red_mask == 0, "must not overlap the red mask")
    )]
    pub green_mask: u32,
    /// Blue mask
    #[inspect(
        hex,
        note = bits(blue_mask),
        check(is_valid_mask(depth, blue_mask), MASK_RULE),
        check(
            depth.is_none() || blue_mask & (red_mask | green_mask) == 0,
            "must not overlap another mask"
        )
    )]
    pub blue_mask: u32,
    /// Alpha mask; 0 if the pixels have no alpha
    #[br(if(has_alpha))]
    #[inspect(
        hex,
        note = alpha_mask.and_then(bits),
        check(is_valid_mask(depth, alpha_mask.unwrap_or_default()), MASK_RULE),
        check(
            depth.is_none()
                || alpha_mask.unwrap_or_default() & (red_mask | green_mask | blue_mask) == 0,
            "must not overlap another mask"
        )
    )]
    pub alpha_mask: Option<u32>,
}

const MASK_RULE: &str = "mask bits must be contiguous and within the pixel";

/// True if the bits of `mask` are contiguous (or all 0) and within a pixel of `depth` bits, or if
/// masks are not used.
fn is_valid_mask(depth: Option<u16>, mask: u32) -> bool {
    let Some(depth) = depth else { return true };
    let run = mask.checked_shr(mask.trailing_zeros()).unwrap_or(0);
    let high = 32_u32.saturating_sub(mask.leading_zeros());
    run & run.wrapping_add(1) == 0 && high <= u32::from(depth)
}

/// Describes the bits of a mask.
fn bits(mask: u32) -> Option<String> {
    let high = 31_u32.checked_sub(mask.leading_zeros())?;
    match mask.trailing_zeros() {
        low if low == high => Some(format!("bit {low}")),
        low => Some(format!("bits {low} to {high}")),
    }
}

/// Color space endpoints (CIEXYZTRIPLE)
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

/// CIE coordinates as 2.30 fixed-point numbers (CIEXYZ)
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

/// Formats a fixed-point number with `fraction` fractional bits; `None` if it is 0.
pub(super) fn fixed_point(raw: u32, fraction: i32) -> Option<String> {
    let number = f64::from(raw) / 2_f64.powi(fraction);
    (raw != 0).then(|| format!("{}", (number * 1e6).round() / 1e6))
}
