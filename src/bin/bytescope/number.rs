//! Numbers in arguments: `4096`, `0x1000`, `4K`, `1MiB`.

use nom::branch::alt;
use nom::bytes::complete::tag_no_case;
use nom::character::complete::{alpha0, digit1, hex_digit1};
use nom::combinator::{all_consuming, map_res};
use nom::sequence::{pair, preceded};
use nom::{IResult, Parser};
use std::num::NonZero;

/// Parses a size, offset or count: decimal or `0x…`, optionally with the unit `K`, `M`, `G` or `T`
/// (powers of 1024; also written `KiB` or `KB`). Case is ignored.
///
/// # Errors
/// Returns an error if the text is not a number or the number does not fit in 64 bits.
pub(crate) fn parse(text: &str) -> Result<u64, String> {
    let invalid = || format!("'{text}' is not a 64-bit number (expected e.g. 4096, 0x1000 or 4K)");
    let (_, (number, unit)) =
        all_consuming(pair(integer, alpha0)).parse(text).map_err(|_| invalid())?;
    let shift = match unit.to_ascii_lowercase().trim_end_matches("ib").trim_end_matches('b') {
        "" => 0,
        "k" => 10,
        "m" => 20,
        "g" => 30,
        "t" => 40,
        _ => return Err(invalid()),
    };
    number.checked_mul(1 << shift).ok_or_else(|| format!("'{text}' does not fit in 64 bits"))
}

/// Parses a number from `MIN` to `MAX`, written as for [`parse`].
///
/// # Errors
/// Returns an error if the text is not a number or the number is out of range.
pub(crate) fn within<N: TryFrom<u64>, const MIN: u64, const MAX: u64>(
    text: &str,
) -> Result<N, String> {
    let number = parse(text)?;
    let valid = (MIN..=MAX).contains(&number).then(|| N::try_from(number).ok());
    valid.flatten().ok_or_else(|| format!("must be {MIN} to {MAX}"))
}

/// Parses a positive number, written as for [`parse`].
///
/// # Errors
/// Returns an error if the text is not a number or the number is zero or too large.
pub(crate) fn positive(text: &str) -> Result<NonZero<usize>, String> {
    let number = usize::try_from(parse(text)?).map_err(|_| "is too large".to_owned())?;
    NonZero::new(number).ok_or_else(|| "must be at least 1".to_owned())
}

/// Formats a number as accepted by [`parse`], with the largest unit that divides it.
pub(crate) fn text(number: u64) -> String {
    let unit = [(40, "T"), (30, "G"), (20, "M"), (10, "K")]
        .into_iter()
        .find(|(shift, _)| number > 0 && number.trailing_zeros() >= *shift);
    unit.map_or_else(|| number.to_string(), |(shift, unit)| format!("{}{unit}", number >> shift))
}

fn integer(input: &str) -> IResult<&str, u64> {
    let hex = preceded(tag_no_case("0x"), hex_digit1);
    alt((map_res(hex, |digits| u64::from_str_radix(digits, 16)), map_res(digit1, str::parse)))
        .parse(input)
}

#[cfg(test)]
mod tests {
    use super::{parse, positive, text, within};

    #[test]
    fn formatted_numbers_round_trip() {
        for (number, typed) in [
            (0, "0"),
            (1000, "1000"),
            (64 << 20, "64M"),
            (1 << 40, "1T"),
            (1536, "1536"),
            (3 << 10, "3K"),
        ] {
            assert_eq!(text(number), typed);
            assert_eq!(parse(typed), Ok(number));
        }
    }

    #[test]
    fn every_notation_is_parsed() {
        for (text, value) in
            [("0", 0), ("4096", 4096), ("0x10", 16), ("4K", 4096), ("2kib", 2048), ("1M", 1 << 20)]
        {
            assert_eq!(parse(text), Ok(value), "{text}");
        }
    }

    #[test]
    fn ranges_are_checked() {
        assert_eq!(within::<u16, 1, 256>("0x100"), Ok(256));
        assert_eq!(within::<u16, 1, 256>("0"), Err("must be 1 to 256".to_owned()));
        assert!(within::<u16, 1, 256>("x").unwrap_err().starts_with("'x' is not a 64-bit number"));
        assert_eq!(positive("2").map(usize::from), Ok(2));
        assert_eq!(positive("0"), Err("must be at least 1".to_owned()));
    }

    #[test]
    fn invalid_numbers_are_rejected() {
        for text in ["", "x", "-1", "4Q", "0x", "99999999999999999999", "16777216T"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
