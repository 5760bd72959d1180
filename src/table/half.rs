//! Half floats as text.

use super::number::{self, Cell, NotFinite};
use crate::layout::half;

/// Writes the shortest decimal that reads back to the same half float; gives its length.
pub(super) fn half(cell: &mut Cell, bits: u16, not_finite: NotFinite) -> usize {
    number::single(cell, shortest(bits), not_finite)
}

/// A number with few digits for which this is the nearest half float.
///
/// Five digits tell all half floats apart, and so few are told apart by single floats, too: the
/// shortest text of the single float that is given has the very digits that were found.
pub(crate) fn shortest(bits: u16) -> f32 {
    #[allow(clippy::cast_possible_truncation, reason = "a half float fits into a single one")]
    let exact = half::value(bits) as f32;
    if !exact.is_finite() || exact == 0.0 {
        return exact;
    }
    let short = (0..5).find_map(|digits| {
        let text = format!("{exact:.digits$e}");
        let value: f32 = text.parse().ok()?;
        (half::bits(value.into()) == Some(bits)).then_some(value)
    });
    short.unwrap_or(exact)
}

#[cfg(test)]
mod tests {
    use super::shortest;
    use crate::layout::half;

    #[test]
    fn every_half_float_comes_back() {
        for bits in 0..=u16::MAX {
            let value = shortest(bits);
            if !value.is_nan() {
                assert_eq!(half::bits(value.to_string().parse().unwrap()), Some(bits));
            }
        }
        let text = |bits| shortest(bits).to_string();
        assert_eq!(["0.1", "1", "65500"].map(str::to_owned), [0x2e66, 0x3c00, 0x7bff].map(text));
    }
}
