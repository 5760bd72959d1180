//! Half floats as text.

pub(crate) use super::float::{from_half as value, to_half as bits};

/// A number with few digits for which this is the nearest half float.
///
/// Five digits tell all half floats apart, and so few are told apart by single floats, too: the
/// shortest text of the single float that is given has the very digits that were found.
pub(crate) fn shortest(bits: u16) -> f32 {
    #[allow(clippy::cast_possible_truncation, reason = "a half float fits into a single one")]
    let exact = value(bits) as f32;
    if !exact.is_finite() || exact == 0.0 {
        return exact;
    }
    let short = (0..5).find_map(|digits| {
        let text = format!("{exact:.digits$e}");
        let near: f32 = text.parse().ok()?;
        (self::bits(near.into()) == Some(bits)).then_some(near)
    });
    short.unwrap_or(exact)
}

/// The half float that is nearest to `value`, as a number with few digits; none where there is no
/// half float so large.
pub fn shortest_half(value: f64) -> Option<f32> {
    bits(value).map(shortest)
}

#[cfg(test)]
mod tests {
    use super::{bits, shortest};

    #[test]
    fn every_half_float_comes_back() {
        for half in 0..=u16::MAX {
            let value = shortest(half);
            if !value.is_nan() {
                assert_eq!(bits(value.to_string().parse().unwrap()), Some(half));
            }
        }
        let text = |half| shortest(half).to_string();
        assert_eq!(["0.1", "1", "65500"].map(str::to_owned), [0x2e66, 0x3c00, 0x7bff].map(text));
    }
}
