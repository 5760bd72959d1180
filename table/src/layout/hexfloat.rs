//! Hexadecimal floats such as `0x1.8p3`, as written by C's `%a` and Python's `float.hex`.

use nom::bytes::complete::tag_no_case;
use nom::character::complete::{char, digit1, hex_digit0, one_of};
use nom::combinator::{all_consuming, opt, recognize, verify};
use nom::sequence::{pair, preceded};
use nom::{IResult, Parser};

/// Parses a hexadecimal float, rounded to nearest, ties to even; infinity if it is out of range.
pub(crate) fn parse(text: &str) -> Option<f64> {
    let (_, (sign, (whole, fraction), power)) = all_consuming(parts).parse(text).ok()?;
    let fraction = fraction.unwrap_or_default();
    let mut number = Digits::default();
    whole
        .chars()
        .chain(fraction.chars())
        .filter_map(|c| c.to_digit(16))
        .for_each(|d| number.add(d));
    let power = power.map_or(0, |power| {
        let negative = power.starts_with('-');
        power.parse().unwrap_or(if negative { i64::MIN / 8 } else { i64::MAX / 8 })
    });
    let fraction_bits = i64::try_from(fraction.len()).unwrap_or(i64::MAX / 8).saturating_mul(4);
    let value = number.scaled(power.saturating_sub(fraction_bits));
    Some(if sign == Some('-') { -value } else { value })
}

type Parts<'t> = (Option<char>, (&'t str, Option<&'t str>), Option<&'t str>);

fn parts(input: &str) -> IResult<&str, Parts<'_>> {
    let digits = pair(hex_digit0, opt(preceded(char('.'), hex_digit0)));
    let some = verify(digits, |(whole, fraction): &(&str, Option<&str>)| {
        !whole.is_empty() || fraction.is_some_and(|f| !f.is_empty())
    });
    let power = preceded(tag_no_case("p"), recognize(pair(opt(one_of("+-")), digit1)));
    (opt(one_of("+-")), preceded(tag_no_case("0x"), some), opt(power)).parse(input)
}

/// The first sixteen significant digits of a number.
#[derive(Default)]
struct Digits {
    significand: u64,
    /// Number of omitted digits; each is a factor of 16.
    omitted: i64,
    /// True if an omitted digit is not 0.
    inexact: bool,
}

impl Digits {
    fn add(&mut self, digit: u32) {
        if self.significand.leading_zeros() >= 4 {
            self.significand = self.significand << 4 | u64::from(digit);
        } else {
            self.omitted = self.omitted.saturating_add(1);
            self.inexact |= digit != 0;
        }
    }

    /// Returns the number times 2^`power`.
    fn scaled(&self, power: i64) -> f64 {
        if self.significand == 0 {
            return 0.0;
        }
        let power = power.saturating_add(self.omitted.saturating_mul(4));
        let bits = i64::from(u64::BITS.saturating_sub(self.significand.leading_zeros()));
        let top = power.saturating_add(bits).saturating_sub(1);
        // A float has 53 significant bits, and fewer if subnormal: its last bit is at least
        // 2^-1074.
        let precision = top.saturating_add(1075).min(53);
        if top > 1023 {
            return f64::INFINITY;
        }
        if precision < 0 {
            return 0.0;
        }
        let lost = bits.saturating_sub(precision);
        let significand = u128::from(self.significand);
        let (kept, lost) = match u32::try_from(lost) {
            Ok(lost) if lost > 0 => (self.rounded(significand, lost), i64::from(lost)),
            _ => (significand, 0),
        };
        // Exact: `kept` has at most 53 bits (or is 2^53), and the product is representable.
        kept as f64 * power_of_two(power.saturating_add(lost))
    }

    /// Removes the low `lost` bits, rounding to nearest, ties to even.
    fn rounded(&self, significand: u128, lost: u32) -> u128 {
        let (kept, rest) = (significand >> lost, significand & !(u128::MAX << lost));
        let tie = 1_u128 << lost.saturating_sub(1);
        let up = rest > tie || rest == tie && (self.inexact || kept & 1 == 1);
        kept.saturating_add(up.into())
    }
}

/// Returns 2^`power`: infinity above 1023, 0 below -1074.
fn power_of_two(power: i64) -> f64 {
    match power {
        1024.. => f64::INFINITY,
        -1022..1024 => f64::from_bits(u64::try_from(power.wrapping_add(1023)).unwrap_or(0) << 52),
        -1074..-1022 => f64::from_bits(1 << power.wrapping_add(1074)),
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn valid_text_is_parsed() {
        let cases = [
            ("0x1.8p3", 12.0),
            ("-0X1P-1", -0.5),
            ("+0x.8", 0.5),
            ("0x10", 16.0),
            ("0xff.", 255.0),
            ("0x0.0p99999999999999999999", 0.0),
            ("0x1.fffffffffffffp+1023", f64::MAX),
            ("0x1p-1074", f64::from_bits(1)),
            ("0x0.0000000000001p-1022", f64::from_bits(1)),
            ("0x1p-1022", f64::MIN_POSITIVE),
            ("0x000000000000000000000000000000001p0", 1.0),
            ("0x1000000000000000000000000000000p-120", 1.0),
            ("0x0.00000000000000000000000000000001p128", 1.0),
        ];
        for (text, value) in cases {
            assert_eq!(parse(text), Some(value), "{text}");
        }
        assert!(parse("-0x0").unwrap().is_sign_negative());
    }

    #[test]
    fn ties_go_to_even() {
        let ulp = f64::EPSILON;
        let cases = [
            ("0x1.00000000000008p0", 1.0),
            ("0x1.000000000000080000000000001p0", 1.0 + ulp),
            ("0x1.00000000000018p0", 1.0 + 2.0 * ulp),
            ("0x1.00000000000017ffffffffffffp0", 1.0 + ulp),
            ("0x1.ffffffffffffffp0", 2.0),
            ("0x1p-1075", 0.0),
            ("0x1.0000000000000000000001p-1075", f64::from_bits(1)),
            ("0x1.8p-1074", f64::from_bits(2)),
            ("0x1p-1076", 0.0),
            ("0x1.fffffffffffff8p+1023", f64::INFINITY),
            ("0x1.fffffffffffff7p+1023", f64::MAX),
            ("0x1p+1024", f64::INFINITY),
            ("0x1p99999999999999999999", f64::INFINITY),
            ("0x1p-99999999999999999999", 0.0),
        ];
        for (text, value) in cases {
            assert_eq!(parse(text), Some(value), "{text}");
        }
    }

    #[test]
    fn invalid_text_is_rejected() {
        for text in ["", "0x", "0x.", "1.8p3", "0x1p", "0x1p+", "0xg", "0x1 ", "--0x1", "0x1.8p3.0"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
