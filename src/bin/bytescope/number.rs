//! Numbers in arguments: `4096`, `0x1000`, `4K`, `1MiB`.

use nom::branch::alt;
use nom::bytes::complete::tag_no_case;
use nom::character::complete::{alpha0, digit1, hex_digit1};
use nom::combinator::{all_consuming, map_res};
use nom::sequence::{pair, preceded};
use nom::{IResult, Parser};

/// Parses a size, offset or count: decimal, `0x…`, or with a unit `K`, `M`, `G` or `T` (powers of
/// 1024; `KiB` and `KB` are the same).
///
/// # Errors
/// The text is not a number, or the number does not fit in 64 bits.
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

/// Formats a size for [`parse`], with the largest unit that it is a multiple of.
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
    use super::{parse, text};

    #[test]
    fn printed_numbers_parse() {
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
    fn all_spellings() {
        for (text, value) in
            [("0", 0), ("4096", 4096), ("0x10", 16), ("4K", 4096), ("2kib", 2048), ("1M", 1 << 20)]
        {
            assert_eq!(parse(text), Ok(value), "{text}");
        }
    }

    #[test]
    fn invalid_numbers() {
        for text in ["", "x", "-1", "4Q", "0x", "99999999999999999999", "16777216T"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
