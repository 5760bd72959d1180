//! Modified UTF-8 of Java class files and `DataInput` (JVMS 4.4.7).
//!
//! U+0000 is stored as the two bytes C0 80, and a character above U+FFFF as its two UTF-16
//! surrogates of three bytes each. Surrogates without a partner are valid.

use std::borrow::Cow;

/// Decodes `bytes`. Invalid sequences and surrogates without a partner become U+FFFD.
pub(crate) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some(text) = same_as_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let units = CodeUnits { bytes, at: 0 }.map(|unit| unit.unwrap_or(0xfffd));
    let chars = char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}'));
    Cow::Owned(chars.collect())
}

/// Returns the offset of the first invalid sequence.
pub(crate) fn invalid_at(bytes: &[u8]) -> Option<usize> {
    if same_as_utf8(bytes).is_some() {
        return None;
    }
    let mut units = CodeUnits { bytes, at: 0 };
    loop {
        let at = units.at;
        if units.next()?.is_none() {
            return Some(at);
        }
    }
}

/// Encodes a string.
pub(crate) fn encode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for unit in text.encode_utf16() {
        let [high, low] = unit.to_be_bytes();
        // Bits 12 to 15, 6 to 11 and 0 to 5.
        let (first, second, third) = (high >> 4, (high & 0xf) << 2 | low >> 6, low & 0x3f);
        match unit {
            0x01..=0x7f => bytes.push(low),
            0 | 0x80..=0x7ff => bytes.extend([0xc0 | second, 0x80 | third]),
            _ => bytes.extend([0xe0 | first, 0x80 | second, 0x80 | third]),
        }
    }
    bytes
}

/// Returns the text of bytes that mean the same in UTF-8, as almost all strings do.
fn same_as_utf8(bytes: &[u8]) -> Option<&str> {
    let special = |b: &u8| *b == 0 || *b >= 0xf0;
    std::str::from_utf8(bytes).ok().filter(|text| !text.as_bytes().iter().any(special))
}

/// Code units of UTF-16; `None` for a byte that does not start a valid sequence.
struct CodeUnits<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Iterator for CodeUnits<'_> {
    type Item = Option<u16>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.bytes.get(self.at..).filter(|rest| !rest.is_empty())?;
        let (unit, size) = first_unit(rest).map_or((None, 1), |(unit, size)| (Some(unit), size));
        self.at = self.at.saturating_add(size);
        Some(unit)
    }
}

/// Decodes the first sequence; returns the code unit and the size of the sequence in bytes.
fn first_unit(bytes: &[u8]) -> Option<(u16, usize)> {
    let bits = |byte: u8, mask: u8| u16::from(byte & mask);
    let is_continuation = |byte: u8| byte & 0xc0 == 0x80;
    match *bytes {
        [a @ 0x01..=0x7f, ..] => Some((a.into(), 1)),
        [a @ 0xc0..=0xdf, b, ..] if is_continuation(b) => {
            let unit = bits(a, 0x1f) << 6 | bits(b, 0x3f);
            (unit == 0 || unit >= 0x80).then_some((unit, 2))
        }
        [a @ 0xe0..=0xef, b, c, ..] if is_continuation(b) && is_continuation(c) => {
            let unit = bits(a, 0xf) << 12 | bits(b, 0x3f) << 6 | bits(c, 0x3f);
            (unit >= 0x800).then_some((unit, 3))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, encode, invalid_at};

    #[test]
    fn strings_are_encoded_and_decoded() {
        for (text, bytes) in [
            ("", &b""[..]),
            ("grüß €", "grüß €".as_bytes()),
            ("a\0b", b"a\xc0\x80b"),
            ("x😀y", b"x\xed\xa0\xbd\xed\xb8\x80y"),
            ("\u{7f}\u{80}\u{7ff}\u{800}\u{ffff}", b"\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf"),
            ("\u{10000}\u{10ffff}", b"\xed\xa0\x80\xed\xb0\x80\xed\xaf\xbf\xed\xbf\xbf"),
        ] {
            assert_eq!(encode(text), bytes, "{text:?}");
            assert_eq!(decode(bytes), text);
            assert_eq!(invalid_at(bytes), None, "{text:?}");
        }
    }

    #[test]
    fn every_code_unit_is_valid() {
        for unit in 0..=u16::MAX {
            let text = String::from_utf16_lossy(&[unit]);
            if text != "\u{fffd}" || unit == 0xfffd {
                assert_eq!(decode(&encode(&text)), text, "{unit:#x}");
            }
        }
        // Surrogates without a partner.
        assert_eq!(decode(b"\xed\xb8\x80\xed\xa0\xbd"), "\u{fffd}\u{fffd}");
        assert_eq!(invalid_at(b"\xed\xb8\x80\xed\xa0\xbd"), None);
    }

    #[test]
    fn invalid_sequences_are_located() {
        for (bytes, at, text) in [
            (&b"a\0b"[..], 1, "a\u{fffd}b"),
            (b"ab\x80", 2, "ab\u{fffd}"),
            (b"\xf0\x9f\x98\x80", 0, "\u{fffd}\u{fffd}\u{fffd}\u{fffd}"),
            (b"\xff", 0, "\u{fffd}"),
            (b"a\xc3", 1, "a\u{fffd}"),
            (b"\xc3a", 0, "\u{fffd}a"),
            (b"\xc1\xbf", 0, "\u{fffd}\u{fffd}"),
            (b"\xe0\x9f\xbf", 0, "\u{fffd}\u{fffd}\u{fffd}"),
            (b"\xe2\x82", 0, "\u{fffd}\u{fffd}"),
            (b"\xc0\x80\xe2\x82a", 2, "\0\u{fffd}\u{fffd}a"),
        ] {
            assert_eq!(invalid_at(bytes), Some(at), "{bytes:x?}");
            assert_eq!(decode(bytes), text, "{bytes:x?}");
        }
    }
}
