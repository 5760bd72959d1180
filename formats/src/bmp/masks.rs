//! Pixels with color masks.

use super::Masks;

/// Red, green, blue and alpha channels of a pixel.
#[derive(Clone, Debug)]
pub(super) struct Channels([Channel; 4]);

/// Bits of a channel and their conversion to 8 bits.
#[derive(Clone, Debug)]
struct Channel {
    /// Bits of the channel in the pixel.
    mask: u32,
    /// Position of the lowest bit; `None` if the bits are not contiguous.
    shift: Option<u32>,
    /// Maximum value of the channel.
    max: u32,
    /// Lookup table from channel value to byte, for channels of up to eight bits.
    bytes: Vec<u8>,
}

impl Channels {
    /// Returns the channels of 16-bit pixels without masks, in the 5-5-5 layout.
    pub(super) fn rgb555() -> Self {
        Self::new([0x7c00, 0x03e0, 0x001f, 0])
    }

    /// Returns the channels of `masks`. If all masks are 0, the default layout of the bit depth
    /// applies, as in Pillow.
    pub(super) fn of(masks: &Masks, depth: u16) -> Self {
        let alpha = masks.alpha_mask.unwrap_or_default();
        match [masks.red_mask, masks.green_mask, masks.blue_mask, alpha] {
            [0, 0, 0, 0] if depth == 16 => Self::rgb555(),
            [0, 0, 0, 0] if depth == 24 => Self::new([0xff_0000, 0xff00, 0xff, 0]),
            [0, 0, 0, 0] => Self::new([0xff_0000, 0xff00, 0xff, 0xff00_0000]),
            masks => Self::new(masks),
        }
    }

    fn new([red, green, blue, alpha]: [u32; 4]) -> Self {
        // A color channel without bits has the value 0. A pixel without alpha is opaque.
        let [red, green, blue] = [red, green, blue].map(|mask| Channel::new(mask, 0));
        Self([red, green, blue, Channel::new(alpha, 255)])
    }

    /// Converts a pixel to RGBA.
    pub(super) fn rgba(&self, pixel: u32) -> [u8; 4] {
        self.0.each_ref().map(|channel| channel.value(pixel))
    }
}

impl Channel {
    /// Creates the channel of a mask. `absent` is its value if the mask has no bits.
    fn new(mask: u32, absent: u8) -> Self {
        let bits = mask.count_ones();
        let max = u32::MAX.checked_shr(32_u32.saturating_sub(bits)).unwrap_or(0);
        let run = mask.checked_shr(mask.trailing_zeros()).unwrap_or(0);
        let bytes = match bits {
            0 => vec![absent],
            1..=8 => (0..=max).map(|raw| to_byte(raw, max)).collect(),
            _ => Vec::new(),
        };
        Self { mask, shift: (run == max).then(|| mask.trailing_zeros()), max, bytes }
    }

    /// Returns the value of the channel in a pixel, scaled to 8 bits.
    fn value(&self, pixel: u32) -> u8 {
        let raw = match self.shift {
            Some(shift) => (pixel & self.mask).checked_shr(shift).unwrap_or(0),
            None => gather(pixel, self.mask),
        };
        let byte = usize::try_from(raw).ok().and_then(|raw| self.bytes.get(raw));
        byte.copied().unwrap_or_else(|| to_byte(raw, self.max))
    }
}

/// Scales `raw` from the range 0 to `max` to the range 0 to 255, rounded to nearest.
fn to_byte(raw: u32, max: u32) -> u8 {
    let (raw, max) = (u64::from(raw), u64::from(max));
    let scaled = raw.saturating_mul(255).saturating_add(max >> 1).checked_div(max);
    scaled.and_then(|byte| u8::try_from(byte).ok()).unwrap_or(u8::MAX)
}

/// Extracts the bits of `pixel` selected by `mask` into contiguous low bits.
fn gather(pixel: u32, mask: u32) -> u32 {
    (0..32).rev().filter(|bit| mask >> bit & 1 == 1).fold(0, |raw, bit| raw << 1 | pixel >> bit & 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_scaled_to_the_nearest_byte() {
        for bits in 1..=16_u32 {
            let max = (1_u32 << bits) - 1;
            for raw in 0..=max {
                let exact = f64::from(raw) * 255.0 / f64::from(max);
                assert_eq!(f64::from(to_byte(raw, max)), exact.round(), "{raw} of {max}");
            }
        }
        assert_eq!([0, u32::MAX / 2, u32::MAX].map(|raw| to_byte(raw, u32::MAX)), [0, 127, 255]);
    }

    #[test]
    fn scattered_bits_are_gathered() {
        assert_eq!(gather(0b1010_0101, 0b1111_0000), 0b1010);
        assert_eq!(gather(0b1010_0101, 0b1000_0001), 0b11);
        let masks = Masks { red_mask: 0b101, green_mask: 0b10, blue_mask: 0, alpha_mask: None };
        assert_eq!(Channels::of(&masks, 16).rgba(0b100), [170, 0, 0, 255]);
        assert_eq!(Channels::of(&masks, 16).rgba(0b111), [255, 255, 0, 255]);
    }

    #[test]
    fn a_mask_of_32_bits_is_decoded() {
        let masks = Masks { red_mask: u32::MAX, green_mask: 0, blue_mask: 0, alpha_mask: Some(0) };
        assert_eq!(Channels::of(&masks, 32).rgba(u32::MAX), [255, 0, 0, 255]);
    }
}
