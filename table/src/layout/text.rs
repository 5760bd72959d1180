//! Parses values from text.

use super::code::{Code, CodeContent};
use super::{LayoutError, StructFormat, StructValue, hexfloat};

impl StructFormat {
    /// Parses the values of a record, for [`pack`](Self::pack).
    ///
    /// Integers are decimal or `0x…`, `0o…`, `0b…`; floats are decimal, `nan`, `inf` or
    /// hexadecimal (`0x1.8p3`); complex numbers are as in Python, `1.5-2j`; bytes are literal text,
    /// or hex digits after `hex:`. `true` and `false` are accepted for any number.
    ///
    /// # Errors
    /// Returns an error if the number of values is wrong, or a value is not valid for its code.
    ///
    /// ```
    /// use bytescope_table::layout::{LayoutError, StructFormat};
    ///
    /// let values = StructFormat::parse("<h?2s")?.parse_values(&["-5", "true", "hex:0a0b"])?;
    /// assert_eq!(values, [(-5).into(), true.into(), b"\x0a\x0b".into()]);
    /// # Ok::<(), LayoutError>(())
    /// ```
    pub fn parse_values(
        &self,
        texts: &[impl AsRef<[u8]>],
    ) -> Result<Vec<StructValue<'static>>, LayoutError> {
        let (expected, found) = (self.value_count(), texts.len());
        if expected != found {
            return Err(LayoutError::ValueCount { expected, found });
        }
        let typed = self.slots().zip(texts).enumerate();
        typed.map(|(index, (slot, text))| parse(slot.code, index, text.as_ref())).collect()
    }
}

fn parse(code: Code, index: usize, input: &[u8]) -> Result<StructValue<'static>, LayoutError> {
    let wrong_type = || LayoutError::WrongType {
        index,
        code: code.letter,
        expected: code.content.expected(),
        found: format!("'{}'", String::from_utf8_lossy(input).escape_debug()),
    };
    let text = std::str::from_utf8(input).unwrap_or_default();
    let boolean = match text {
        "true" | "True" => Some(StructValue::Bool(true)),
        "false" | "False" => Some(StructValue::Bool(false)),
        _ => None,
    };
    let value = match code.content {
        CodeContent::Padding => None,
        CodeContent::Bytes | CodeContent::Pascal | CodeContent::Char => {
            match input.strip_prefix(b"hex:") {
                Some(digits) => hex::decode(digits).ok().map(StructValue::from),
                None => Some(input.to_owned().into()),
            }
        }
        CodeContent::Bool => boolean.or_else(|| {
            let number = integer(text).map(|n| n.unwrap_or(i128::MAX) != 0);
            number.or_else(|| float(text).map(|n| n != 0.0)).map(StructValue::Bool)
        }),
        CodeContent::Integer(_) | CodeContent::Pointer => match integer(text) {
            Some(Some(number)) => Some(StructValue::Int(number)),
            // Out of range for every code.
            Some(None) => {
                return Err(LayoutError::OutOfRange {
                    index,
                    code: code.letter,
                    expected: code.content.range().unwrap_or_default(),
                    found: text.to_owned(),
                });
            }
            None => boolean,
        },
        CodeContent::Float(..) => match float(text) {
            Some(number) if too_large(text, number) => {
                let (code, found) = (code.letter, text.to_owned());
                return Err(LayoutError::FloatTooLarge { index, code, found });
            }
            number => number.map(StructValue::Float).or(boolean),
        },
        CodeContent::Complex(..) => {
            complex(text).map(|(real, imaginary)| StructValue::Complex(real, imaginary)).or(boolean)
        }
    };
    value.ok_or_else(wrong_type)
}

/// Parses an integer; `Some(None)` if it does not fit in an [`i128`].
fn integer(text: &str) -> Option<Option<i128>> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let radixes = [("0x", 16), ("0X", 16), ("0o", 8), ("0O", 8), ("0b", 2), ("0B", 2)];
    let prefixed = radixes.iter().find_map(|(p, radix)| Some((digits.strip_prefix(p)?, *radix)));
    let (digits, radix) = prefixed.unwrap_or((digits, 10));
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    let magnitude = i128::from_str_radix(digits, radix).ok();
    Some(magnitude.map(|number| if negative { number.saturating_neg() } else { number }))
}

/// Parses a decimal or hexadecimal float, `nan` or `inf`, with an optional sign.
fn float(text: &str) -> Option<f64> {
    text.parse().ok().or_else(|| hexfloat::parse(text))
}

/// True if a number is out of range. As in Python, a decimal number such as 1e400 is infinity, but
/// a hexadecimal number of that size is an error.
fn too_large(text: &str, number: f64) -> bool {
    number.is_infinite() && text.contains(['x', 'X'])
}

/// Parses a complex number such as `1.5-2j`, `-2j` or `1.5`, with optional parentheses.
fn complex(text: &str) -> Option<(f64, f64)> {
    let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let text = inner.unwrap_or(text);
    let finite = |text: &str| float(text).filter(|number| !too_large(text, *number));
    let Some(parts) = text.strip_suffix(['j', 'J']) else {
        return finite(text).map(|real| (real, 0.0));
    };
    let imaginary = |text: &str| match text {
        "" | "+" => Some(1.0),
        "-" => Some(-1.0),
        _ => finite(text),
    };
    // The parts are separated by the last sign with a valid number on both sides, as in 1e-5-2j.
    let split = parts.rmatch_indices(['+', '-']).find_map(|(at, _)| {
        let (real, rest) = parts.split_at_checked(at)?;
        Some((finite(real)?, imaginary(rest)?))
    });
    split.or_else(|| imaginary(parts).map(|imaginary| (0.0, imaginary)))
}

#[cfg(test)]
mod tests {
    use super::{complex, float, integer};
    use crate::layout::{LayoutError, StructFormat};

    #[test]
    fn integers_are_parsed() {
        let cases = [("5", 5), ("+5", 5), ("-0x10", -16), ("0b101", 5), ("0O17", 15), ("007", 7)];
        for (text, number) in cases {
            assert_eq!(integer(text), Some(Some(number)), "{text}");
        }
        assert_eq!(integer(&"9".repeat(50)), Some(None));
        for text in ["", "-", "0x", "--5", "+-5", "0x-5", "1.0", "5 ", "1_0", "abc"] {
            assert_eq!(integer(text), None, "{text}");
        }
    }

    #[test]
    fn floats_are_parsed() {
        let cases = [("1", 1.0), ("-.5", -0.5), ("1e400", f64::INFINITY), ("-0x1.8p3", -12.0)];
        for (text, number) in cases {
            assert_eq!(float(text), Some(number), "{text}");
        }
        assert!(float("-nan").unwrap().is_nan() && float("-nan").unwrap().is_sign_negative());
        assert_eq!(float("-Infinity"), Some(f64::NEG_INFINITY));
        assert_eq!(float("five"), None);
    }

    #[test]
    fn complex_numbers_are_parsed() {
        let cases = [
            ("1+2j", (1.0, 2.0)),
            ("(1-2j)", (1.0, -2.0)),
            ("1e5-1e-5j", (1e5, -1e-5)),
            ("1e-5j", (0.0, 1e-5)),
            ("0x1e-2j", (30.0, -2.0)),
            ("0x1p-3j", (0.0, 0.125)),
            ("-inf+j", (f64::NEG_INFINITY, 1.0)),
            ("-j", (0.0, -1.0)),
            ("7", (7.0, 0.0)),
        ];
        for (text, number) in cases {
            assert_eq!(complex(text), Some(number), "{text}");
        }
        for text in ["", "(1", "1+2", "1+2k", "1++2j", "1 + 2j", "j1"] {
            assert_eq!(complex(text), None, "{text}");
        }
    }

    #[test]
    fn too_large_numbers_are_reported() {
        let number = "9".repeat(50);
        let error = StructFormat::parse("<h").unwrap().parse_values(&[&number]).unwrap_err();
        assert!(matches!(error, LayoutError::OutOfRange { found, .. } if found == number));
        let error = StructFormat::parse("<d").unwrap().parse_values(&["0x1p1024"]).unwrap_err();
        assert!(matches!(error, LayoutError::FloatTooLarge { .. }));
    }
}
