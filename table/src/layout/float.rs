//! Bitwise conversions between float types that preserve NaN payloads.

const F64_MANTISSA: u64 = (1 << 52) - 1;
const F64_QUIET: u64 = 1 << 51;
const F32_QUIET: u32 = 1 << 22;

/// Returns the bits of the nearest half-precision float, ties to even; `None` if `value` is out of
/// range.
pub(crate) fn to_half(value: f64) -> Option<u16> {
    let bits = value.to_bits();
    let sign = if value.is_sign_negative() { 0x8000 } else { 0 };
    if value.is_nan() {
        // Keeps the top bits of the payload. If they are all zero, sets the quiet bit, since the
        // result would otherwise be infinity.
        let payload = low_16_bits((bits & F64_MANTISSA) >> 42);
        return Some(sign | 0x7c00 | if payload == 0 { 0x200 } else { payload });
    }
    if value.is_infinite() {
        return Some(sign | 0x7c00);
    }
    let exponent = i64::try_from((bits >> 52) & 0x7ff).unwrap_or(0).wrapping_sub(1023);
    if exponent < -25 {
        return Some(sign);
    }
    let significand = bits & F64_MANTISSA | 1 << 52;
    // Below 2^-14, half-precision floats are subnormal: their spacing is constant.
    let subnormal_shift = u32::try_from((-14_i64).saturating_sub(exponent)).unwrap_or(0);
    let lost = subnormal_shift.saturating_add(42);
    let (kept, rest) = (significand >> lost, significand & !(u64::MAX << lost));
    let tie = 1 << lost.saturating_sub(1);
    let up = rest > tie || rest == tie && kept & 1 == 1;
    // The leading bit of a normal number increments the exponent, as does a carry.
    let biased = u64::try_from(exponent.wrapping_add(14)).unwrap_or(0);
    let magnitude = (biased << 10).wrapping_add(kept).wrapping_add(up.into());
    (magnitude < 0x7c00).then_some(sign | low_16_bits(magnitude))
}

/// Returns the value of a half-precision float.
pub(crate) fn from_half(bits: u16) -> f64 {
    let sign = u64::from(bits & 0x8000) << 48;
    let (exponent, fraction) = (u64::from(bits >> 10 & 0x1f), u64::from(bits & 0x3ff));
    let magnitude = match exponent {
        0x1f => 0x7ff << 52 | fraction << 42,
        // Subnormal: a multiple of 2^-24.
        0 => (f64::from(bits & 0x3ff) / 16_777_216.0).to_bits(),
        _ => exponent.wrapping_add(1023 - 15) << 52 | fraction << 42,
    };
    f64::from_bits(sign | magnitude)
}

/// Returns the bits of the nearest single-precision float, ties to even; infinity if `value` is out
/// of range.
pub(crate) fn to_single(value: f64) -> u32 {
    if !value.is_nan() {
        return (value as f32).to_bits();
    }
    let bits = value.to_bits();
    let sign = if value.is_sign_negative() { 1 << 31 } else { 0 };
    let payload = u32::try_from((bits & F64_MANTISSA) >> 29).unwrap_or(0);
    // As in `to_half`: if the remaining payload is zero, sets the quiet bit.
    sign | 0x7f80_0000 | if payload == 0 { F32_QUIET } else { payload }
}

/// Returns the value of a single-precision float.
pub(crate) fn from_single(bits: u32) -> f64 {
    let value = f32::from_bits(bits);
    if !value.is_nan() {
        return value.into();
    }
    let sign = u64::from(bits >> 31) << 63;
    f64::from_bits(sign | 0x7ff << 52 | u64::from(bits & 0x7f_ffff) << 29)
}

/// Makes a NaN quiet, as a C cast between float types does.
pub(crate) fn quiet(value: f64) -> f64 {
    if value.is_nan() { f64::from_bits(value.to_bits() | F64_QUIET) } else { value }
}

fn low_16_bits(bits: u64) -> u16 {
    u16::try_from(bits & 0xffff).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{from_half, from_single, quiet, to_half, to_single};

    #[test]
    fn every_half_float_round_trips() {
        for bits in 0..=u16::MAX {
            assert_eq!(to_half(from_half(bits)), Some(bits), "{bits:#06x}");
        }
    }

    #[test]
    fn half_floats_are_converted() {
        let cases = [
            (0x0001, 2f64.powi(-24)),
            (0x03ff, 1023.0 * 2f64.powi(-24)),
            (0x0400, 2f64.powi(-14)),
            (0x3c00, 1.0),
            (0x3555, 0.333_251_953_125),
            (0x7bff, 65504.0),
            (0xfbff, -65504.0),
            (0x7c00, f64::INFINITY),
            (0xfc00, f64::NEG_INFINITY),
        ];
        for (bits, value) in cases {
            assert_eq!(from_half(bits), value, "{bits:#06x}");
        }
        assert!(from_half(0x7e00).is_nan());
        assert!(from_half(0x8000).is_sign_negative());
    }

    /// Midpoints between neighbors are rounded to even, other values to the nearest.
    #[test]
    fn half_floats_are_rounded() {
        for low in 0..0x7bff_u16 {
            let high = low + 1;
            let middle = (from_half(low) + from_half(high)) / 2.0;
            let even = if low % 2 == 0 { low } else { high };
            for (sign, bit) in [(1.0, 0), (-1.0, 0x8000)] {
                assert_eq!(to_half(sign * middle), Some(bit | even), "{low:#06x}");
                assert_eq!(to_half(sign * middle.next_down()), Some(bit | low), "{low:#06x}");
                assert_eq!(to_half(sign * middle.next_up()), Some(bit | high), "{low:#06x}");
            }
        }
    }

    #[test]
    fn range_of_half_floats_is_exact() {
        assert_eq!(to_half(65520f64.next_down()), Some(0x7bff));
        assert_eq!(to_half(-65520f64.next_down()), Some(0xfbff));
        for large in [65520.0, -65520.0, 65536.0, 1e300, f64::MAX] {
            assert_eq!(to_half(large), None, "{large}");
        }
        assert_eq!(to_half(f64::MIN_POSITIVE), Some(0));
        assert_eq!(to_half(-f64::from_bits(1)), Some(0x8000));
    }

    #[test]
    fn nans_keep_their_payload() {
        let nan = |bits: u64| f64::from_bits(bits);
        assert_eq!(to_half(nan(0x7ff8_0400_0000_0000)), Some(0x7e01));
        assert_eq!(to_half(nan(0x7ff4_0400_0000_0000)), Some(0x7d01));
        assert_eq!(to_half(nan(0xfff0_0000_0000_0001)), Some(0xfe00));
        assert_eq!(to_single(nan(0x7ff4_0400_0000_0000)), 0x7fa0_2000);
        assert_eq!(to_single(nan(0x7ff0_0000_0000_0001)), 0x7fc0_0000);
        assert_eq!(from_single(0x7f80_0001).to_bits(), 0x7ff0_0000_2000_0000);
        assert_eq!(quiet(from_single(0xff80_0001)).to_bits(), 0xfff8_0000_2000_0000);
        for bits in [0x7f80_0001, 0xffff_ffff, 0x7fc0_0000, 0xff80_0000, 0x8000_0001] {
            assert_eq!(to_single(from_single(bits)), bits, "{bits:#010x}");
        }
    }
}
