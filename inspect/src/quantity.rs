//! Formatting of sizes and counts for messages and trees.
//!
//! The digits of sizes and counts are grouped by three (`2,048 bytes`), so that their magnitude is
//! visible. Other numbers are values of the file and are not grouped.

use std::fmt::{self, Write as _};

/// A number with its digits in groups of three: `1,048,576`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grouped(pub u64);

impl fmt::Display for Grouped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(number) = *self;
        if number < 1000 {
            return write!(f, "{number}");
        }
        write!(f, "{},{:03}", Self(number / 1000), number % 1000)
    }
}

/// A count with its noun: `1 byte`, `2,048 bytes`, `3 entries`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity<'n> {
    count: u64,
    noun: &'n str,
}

impl<'n> Quantity<'n> {
    /// Creates a count; `noun` is singular.
    pub fn new(count: u64, noun: &'n str) -> Self {
        Self { count, noun }
    }

    /// Creates a size in bytes.
    pub fn bytes(count: u64) -> Self {
        Self { count, noun: "byte" }
    }
}

impl fmt::Display for Quantity<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", Grouped(self.count))?;
        match self.noun.strip_suffix('y') {
            _ if self.count == 1 => f.write_str(self.noun),
            Some(stem) => write!(f, "{stem}ies"),
            None => {
                f.write_str(self.noun)?;
                f.write_char('s')
            }
        }
    }
}

/// A size in bytes with three digits at most: `7 bytes`, `1.2 MB`. One MB is 1,000,000 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SizeText(pub u64);

impl fmt::Display for SizeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(size) = *self;
        if size < 1000 {
            return Quantity::bytes(size).fmt(f);
        }
        let size = u128::from(size);
        let mut scale = 1_u128;
        for unit in ["KB", "MB", "GB", "TB", "PB", "EB"] {
            scale = scale.saturating_mul(1000);
            let round = |number: u128| {
                number.saturating_add(scale / 2).checked_div(scale).unwrap_or_default()
            };
            let tenths = round(size.saturating_mul(10));
            if tenths < 1000 {
                return write!(f, "{}.{} {unit}", tenths / 10, tenths % 10);
            }
            let whole = round(size);
            if whole < 1000 {
                return write!(f, "{whole} {unit}");
            }
        }
        write!(f, "{size} bytes")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_units() {
        let text = |size| SizeText(size).to_string();
        assert_eq!(text(1), "1 byte");
        assert_eq!(text(999), "999 bytes");
        assert_eq!(text(1000), "1.0 KB");
        assert_eq!(text(151_344), "151 KB");
        assert_eq!(text(99_999), "100 KB");
        assert_eq!(text(999_499), "999 KB");
        assert_eq!(text(999_999), "1.0 MB");
        assert_eq!(text(6_087_297), "6.1 MB");
        assert_eq!(text(1_248_301), "1.2 MB");
        assert_eq!(text(u64::MAX), "18.4 EB");
    }

    #[test]
    fn digits_are_grouped() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1_048_576, "1,048,576"),
            (1_000_000, "1,000,000"),
            (u64::MAX, "18,446,744,073,709,551,615"),
        ] {
            assert_eq!(Grouped(number).to_string(), text);
        }
    }

    #[test]
    fn nouns_are_pluralized() {
        assert_eq!(Quantity::bytes(1).to_string(), "1 byte");
        assert_eq!(Quantity::bytes(0).to_string(), "0 bytes");
        assert_eq!(Quantity::new(2000, "entry").to_string(), "2,000 entries");
        assert_eq!(Quantity::new(1, "entry").to_string(), "1 entry");
    }
}
