//! Infinities and NaN as text. The payload of a NaN is kept.

use std::fmt;

/// An infinity or NaN as text that Python and JavaScript can parse: `Infinity`, `-Infinity`, `NaN`.
/// A NaN other than the default one has its bits in parentheses: `NaN(0x7fa00001)`.
///
/// ```
/// use bytescope_inspect::{NonFinite, parse_f32};
///
/// let signaling = f32::from_bits(0x7fa0_0001);
/// let text = NonFinite::from(signaling).to_string();
/// assert_eq!(text, "NaN(0x7fa00001)");
/// assert_eq!(parse_f32(&text).map(f32::to_bits), Some(signaling.to_bits()));
/// assert_eq!(NonFinite::from(f64::NEG_INFINITY).to_string(), "-Infinity");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NonFinite {
    /// Positive infinity.
    Infinity,
    /// Negative infinity.
    NegativeInfinity,
    /// The default NaN.
    Nan,
    /// Another NaN of 32 bits.
    Nan32(u32),
    /// Another NaN of 64 bits.
    Nan64(u64),
}

impl From<f32> for NonFinite {
    fn from(value: f32) -> Self {
        match value.to_bits() {
            bits if value.is_nan() && bits != f32::NAN.to_bits() => Self::Nan32(bits),
            _ => Self::of(value.is_nan(), value.is_sign_negative()),
        }
    }
}

impl From<f64> for NonFinite {
    fn from(value: f64) -> Self {
        match value.to_bits() {
            bits if value.is_nan() && bits != f64::NAN.to_bits() => Self::Nan64(bits),
            _ => Self::of(value.is_nan(), value.is_sign_negative()),
        }
    }
}

impl NonFinite {
    fn of(is_nan: bool, is_negative: bool) -> Self {
        match (is_nan, is_negative) {
            (true, _) => Self::Nan,
            (false, true) => Self::NegativeInfinity,
            (false, false) => Self::Infinity,
        }
    }
}

impl fmt::Display for NonFinite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Infinity => f.write_str("Infinity"),
            Self::NegativeInfinity => f.write_str("-Infinity"),
            Self::Nan => f.write_str("NaN"),
            Self::Nan32(bits) => write!(f, "NaN({bits:#010x})"),
            Self::Nan64(bits) => write!(f, "NaN({bits:#018x})"),
        }
    }
}

/// Returns the digits of `NaN(0x…)`.
fn payload(text: &str) -> Option<&str> {
    // `nan:7fa00001` is a common notation of other tools.
    text.strip_prefix("nan:").or_else(|| text.strip_prefix("NaN(0x")?.strip_suffix(')'))
}

/// Parses a 32-bit float, including the text of [`NonFinite`].
pub fn parse_f32(text: &str) -> Option<f32> {
    let text = text.trim();
    match payload(text) {
        Some(digits) => {
            let value = f32::from_bits(u32::from_str_radix(digits, 16).ok()?);
            value.is_nan().then_some(value)
        }
        None => text.parse().ok(),
    }
}

/// Parses a 64-bit float, including the text of [`NonFinite`].
pub fn parse_f64(text: &str) -> Option<f64> {
    let text = text.trim();
    match payload(text) {
        Some(digits) => {
            let value = f64::from_bits(u64::from_str_radix(digits, 16).ok()?);
            value.is_nan().then_some(value)
        }
        None => text.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_kept() {
        for bits in [0x7fc0_0000, 0xffc0_0000, 0x7f80_0001, 0xffff_ffff, 0x7f80_0000, 0xff80_0000] {
            let text = NonFinite::from(f32::from_bits(bits)).to_string();
            assert_eq!(parse_f32(&text).unwrap().to_bits(), bits, "{text}");
        }
        for bits in [f64::NAN.to_bits(), 0x7ff0_0000_0000_0001, u64::MAX, 0xfff0 << 48] {
            let text = NonFinite::from(f64::from_bits(bits)).to_string();
            assert_eq!(parse_f64(&text).unwrap().to_bits(), bits, "{text}");
        }
    }

    #[test]
    fn payload_must_be_that_of_a_nan() {
        assert_eq!(parse_f32("NaN(0x3f800000)"), None);
        assert_eq!(parse_f64("NaN(0x7fa00001)"), None);
        assert_eq!(parse_f32("NaN(0x7fa0000100000000)"), None);
    }
}
