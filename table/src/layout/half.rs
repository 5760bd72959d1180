//! Shortest decimal form of half-precision floats.

pub(crate) use super::float::{from_half as value, to_half as bits};

/// Returns the number with the fewest digits that rounds to this half-precision float.
///
/// Five digits distinguish all half-precision floats. Single-precision floats distinguish all
/// numbers of five digits, so the shortest text of the result has exactly the digits found here.
pub(crate) fn shortest(bits: u16) -> f32 {
    #[allow(clippy::cast_possible_truncation, reason = "f32 represents every half-precision float")]
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

/// Rounds `value` to half precision, and returns the number with the fewest digits that rounds to
/// the same half-precision float; `None` if `value` is out of range.
pub fn shortest_half(value: f64) -> Option<f32> {
    bits(value).map(shortest)
}

#[cfg(test)]
mod tests {
    use super::{bits, shortest};

    #[test]
    fn every_half_float_round_trips() {
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
