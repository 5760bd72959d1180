//! Encodings of values, for changing values in place.

use binrw::Endian;

/// Encoding of a leaf's value. Recorded in [`Extra::storage`](crate::Extra::storage) if
/// [`Limits::storage`](crate::Limits::storage) is set.
#[derive(Clone, Copy, Debug)]
pub enum Storage {
    /// An integer or an IEEE 754 float in this byte order, as wide as its field.
    Number(Endian),
    /// An integer, with the function that encodes it in a number of bytes. The function returns `None`
    /// for an integer that does not fit.
    Integer(fn(i128, usize) -> Option<Vec<u8>>),
    /// Text, with the function that encodes it. The function returns `None` for text that cannot be
    /// encoded.
    Text(fn(&str) -> Option<Vec<u8>>),
}

/// Compares the variants and byte orders, not the function pointers.
impl PartialEq for Storage {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a == b,
            (Self::Text(_), Self::Text(_)) | (Self::Integer(_), Self::Integer(_)) => true,
            _ => false,
        }
    }
}

/// Decodes the result of [`escape_ascii`](slice::escape_ascii); `None` if an escape or character is
/// invalid.
pub(crate) fn unescape_ascii(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    loop {
        rest = match rest {
            [] => return Some(bytes),
            [b'\\', b'x', high, low, rest @ ..] => {
                let digit = |byte: &u8| char::from(*byte).to_digit(16);
                let value = digit(high)?.checked_mul(16)?.checked_add(digit(low)?)?;
                bytes.push(u8::try_from(value).ok()?);
                rest
            }
            [b'\\', escaped, rest @ ..] => {
                bytes.push(match escaped {
                    b't' => b'\t',
                    b'r' => b'\r',
                    b'n' => b'\n',
                    b'\'' | b'"' | b'\\' => *escaped,
                    _ => return None,
                });
                rest
            }
            [b'\\', ..] => return None,
            [byte @ b' '..=b'~', rest @ ..] => {
                bytes.push(*byte);
                rest
            }
            _ => return None,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::unescape_ascii;

    #[test]
    fn unescaping_reverses_escaping() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(unescape_ascii(&all.escape_ascii().to_string()), Some(all));
        for invalid in ["\\", "\\q", "\\x1", "\\x1g", "é"] {
            assert_eq!(unescape_ascii(invalid), None, "{invalid}");
        }
    }
}
