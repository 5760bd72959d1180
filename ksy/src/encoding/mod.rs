//! Encodings of strings.

mod mutf8;
mod names;
mod tables;

pub(crate) use names::{named, near};

use std::borrow::Cow;
use tables::CharTable;

/// Character encoding of a string.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct StringEncoding {
    codec: Codec,
    /// Canonical name.
    name: &'static str,
}

/// Method of encoding.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Codec {
    /// Bytes from 0x80 on are invalid.
    Ascii,
    Utf8 {
        /// True if a byte order mark at the start is not part of the string.
        mark: bool,
    },
    /// Modified UTF-8 of Java class files.
    ModifiedUtf8,
    Utf16 {
        /// Byte order; if `None`, that of the byte order mark, and little-endian without a mark.
        little: Option<bool>,
    },
    Utf32 {
        /// Byte order, as for UTF-16.
        little: Option<bool>,
    },
    SingleByte(&'static CharTable),
    MultiByte(&'static encoding_rs::Encoding),
}

const MARK: char = '\u{feff}';

impl Codec {
    /// Returns the codec that reads these bytes, and the size of the byte order mark.
    fn resolve(self, bytes: &[u8]) -> (Self, usize) {
        let little = |big: &[u8], little: &[u8]| {
            let (is_big, is_little) = (bytes.starts_with(big), bytes.starts_with(little));
            (Some(!is_big), if is_big || is_little { big.len() } else { 0 })
        };
        match self {
            Self::Utf8 { mark: true } => {
                let size = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
                (Self::Utf8 { mark: false }, size)
            }
            Self::Utf16 { little: None } => {
                let (little, size) = little(b"\xfe\xff", b"\xff\xfe");
                (Self::Utf16 { little }, size)
            }
            Self::Utf32 { little: None } => {
                let (little, size) = little(b"\0\0\xfe\xff", b"\xff\xfe\0\0");
                (Self::Utf32 { little }, size)
            }
            known => (known, 0),
        }
    }
}

impl StringEncoding {
    /// Decodes `bytes`, replacing invalid sequences with U+FFFD.
    pub(crate) fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        let (codec, mark) = self.codec.resolve(bytes);
        let bytes = bytes.get(mark..).unwrap_or_default();
        match codec {
            Codec::Utf8 { .. } => String::from_utf8_lossy(bytes),
            Codec::ModifiedUtf8 => mutf8::decode(bytes),
            Codec::Ascii if bytes.is_ascii() => String::from_utf8_lossy(bytes),
            Codec::Ascii => {
                let one = |b: &u8| if b.is_ascii() { char::from(*b) } else { '\u{fffd}' };
                bytes.iter().map(one).collect()
            }
            Codec::SingleByte(table) => bytes.iter().map(|b| table.decode(*b)).collect(),
            Codec::Utf16 { little } => {
                let units = utf16_units(bytes, little).map(|(_, unit)| unit.unwrap_or(0xdc00));
                char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
            }
            Codec::Utf32 { little } => {
                utf32_chars(bytes, little).map(|(_, c)| c.unwrap_or('\u{fffd}')).collect()
            }
            Codec::MultiByte(encoding) => encoding.decode_without_bom_handling(bytes).0,
        }
    }

    /// True if the bytes of a valid string are its UTF-8 encoding.
    pub(crate) fn is_utf8(self) -> bool {
        matches!(self.codec, Codec::Ascii | Codec::Utf8 { mark: false })
    }

    /// Returns a fault message and the offset of the first invalid sequence.
    pub(crate) fn invalid(self, bytes: &[u8]) -> Option<(String, usize)> {
        let (codec, mark) = self.codec.resolve(bytes);
        let bytes = bytes.get(mark..).unwrap_or_default();
        let at = match codec {
            Codec::Ascii => bytes.iter().position(|b| !b.is_ascii()),
            Codec::Utf8 { .. } => std::str::from_utf8(bytes).err().map(|e| e.valid_up_to()),
            Codec::ModifiedUtf8 => mutf8::invalid_at(bytes),
            Codec::SingleByte(table) => bytes.iter().position(|b| table.is_undefined(*b)),
            Codec::Utf16 { little } => invalid_utf16(bytes, little),
            Codec::Utf32 { little } => {
                utf32_chars(bytes, little).find(|(_, c)| c.is_none()).map(|(at, _)| at)
            }
            Codec::MultiByte(encoding) => invalid_multi_byte(bytes, encoding),
        }?;
        let name = if codec == Codec::ModifiedUtf8 { "modified UTF-8" } else { self.name };
        Some((format!("invalid {name}"), at.saturating_add(mark)))
    }

    /// Encodes a string; `None` if it contains characters that cannot be encoded.
    pub(crate) fn encode(self, text: &str) -> Option<Vec<u8>> {
        match self.codec {
            Codec::Ascii => text.is_ascii().then(|| text.as_bytes().to_vec()),
            // A byte order mark at the start is not a character of the string.
            Codec::Utf8 { mark: true } if text.starts_with(MARK) => None,
            Codec::Utf16 { little: None } | Codec::Utf32 { little: None }
                if text.starts_with([MARK, '\u{fffe}']) =>
            {
                None
            }
            Codec::Utf8 { .. } => Some(text.as_bytes().to_vec()),
            Codec::ModifiedUtf8 => Some(mutf8::encode(text)),
            Codec::SingleByte(table) => text.chars().map(|c| table.encode(c)).collect(),
            Codec::Utf16 { little: Some(false) } => {
                Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect())
            }
            Codec::Utf16 { .. } => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            Codec::Utf32 { little: Some(false) } => {
                Some(text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect())
            }
            Codec::Utf32 { .. } => {
                Some(text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect())
            }
            Codec::MultiByte(encoding) => {
                let (bytes, _, unmappable) = encoding.encode(text);
                (!unmappable).then(|| bytes.into_owned())
            }
        }
    }

    /// Returns the size of a code unit in bytes; terminators are recognized only at multiples of
    /// it.
    pub(crate) fn unit(self) -> usize {
        match self.codec {
            Codec::Utf32 { .. } => 4,
            Codec::Utf16 { .. } => 2,
            _ => 1,
        }
    }
}

/// Returns the code units with their offsets; `None` for an incomplete unit at the end.
fn utf16_units(
    bytes: &[u8],
    little: Option<bool>,
) -> impl Iterator<Item = (usize, Option<u16>)> + '_ {
    let unit =
        move |unit: &[u8]| {
            let unit: Option<[u8; 2]> = unit.try_into().ok();
            unit.map(|u| {
                if little == Some(false) { u16::from_be_bytes(u) } else { u16::from_le_bytes(u) }
            })
        };
    (0..).step_by(2).zip(bytes.chunks(2).map(unit))
}

/// Returns the offset of the first surrogate without a partner, or of an incomplete code unit.
fn invalid_utf16(bytes: &[u8], little: Option<bool>) -> Option<usize> {
    // Offset of a high surrogate.
    let mut high = None;
    for (at, unit) in utf16_units(bytes, little) {
        match (high, unit) {
            (Some(_), Some(0xdc00..=0xdfff)) => high = None,
            (Some(high), _) => return Some(high),
            (None, Some(0xd800..=0xdbff)) => high = Some(at),
            (None, Some(0xdc00..=0xdfff) | None) => return Some(at),
            (None, Some(_)) => {}
        }
    }
    high
}

/// Returns the characters with their offsets; `None` for an invalid character.
fn utf32_chars(
    bytes: &[u8],
    little: Option<bool>,
) -> impl Iterator<Item = (usize, Option<char>)> + '_ {
    let c = move |unit: &[u8]| {
        let unit: [u8; 4] = unit.try_into().ok()?;
        let code =
            if little == Some(false) { u32::from_be_bytes(unit) } else { u32::from_le_bytes(unit) };
        char::from_u32(code)
    };
    (0..).step_by(4).zip(bytes.chunks(4).map(c))
}

/// Returns the offset of the first invalid sequence of a multi-byte encoding.
fn invalid_multi_byte(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> Option<usize> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = [0; 1024];
    let mut at = 0_usize;
    loop {
        let rest = bytes.get(at..)?;
        let (result, read, _) = decoder.decode_to_utf8_without_replacement(rest, &mut text, true);
        at = at.saturating_add(read);
        match result {
            encoding_rs::DecoderResult::InputEmpty => return None,
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::Malformed(size, after) => {
                return Some(at.saturating_sub(usize::from(size).saturating_add(after.into())));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoding(name: &str) -> StringEncoding {
        named(name).unwrap().encoding
    }

    #[test]
    fn bytes_are_decoded() {
        let text = |name: &str, bytes: &[u8]| encoding(name).decode(bytes).into_owned();
        assert_eq!(text("ascii", b"a\x80"), "a\u{fffd}");
        assert_eq!(text("latin1", b"\xe9\x80"), "é\u{80}");
        assert_eq!(text("cp437", b"\x80\xe4\xff"), "ÇΣ\u{a0}");
        assert_eq!(text("SJIS", b"\x82\xb1"), "こ");
        assert_eq!(text("utf-16le", b"\xff\xfea\0"), "\u{feff}a");
        assert_eq!(text("utf-16le", b"\x00\xd8a\0b"), "\u{fffd}a\u{fffd}");
        assert_eq!(text("mutf8", b"\xc0\x80\xed\xa0\xbd\xed\xb8\x80"), "\0😀");
        assert_eq!(text("utf-32be", b"\0\0\0a\0\x11\0\0"), "a\u{fffd}");
    }

    #[test]
    fn a_byte_order_mark_selects_the_byte_order() {
        let text = |name: &str, bytes: &[u8]| encoding(name).decode(bytes).into_owned();
        assert_eq!(text("utf-16", b"\xff\xfea\0"), "a");
        assert_eq!(text("utf-16", b"\xfe\xff\0a"), "a");
        assert_eq!(text("utf-16", b"a\0\xff\xfe"), "a\u{feff}");
        assert_eq!(text("utf-32", b"\xff\xfe\0\0a\0\0\0"), "a");
        assert_eq!(text("utf-32", b"\0\0\xfe\xff\0\0\0a"), "a");
        assert_eq!(text("utf-32", b"a\0\0\0"), "a");
        assert_eq!(text("utf-8-sig", b"\xef\xbb\xbfa"), "a");
        assert_eq!(text("utf-8", b"\xef\xbb\xbfa"), "\u{feff}a");
        assert_eq!(
            encoding("utf-16").invalid(b"\xfe\xff\0a\xd8\0"),
            Some(("invalid UTF-16".into(), 4))
        );
        assert_eq!(encoding("utf-16").encode("\u{feff}a"), None);
    }

    #[test]
    fn the_first_invalid_sequence_is_found() {
        for (name, bytes, at) in [
            ("ASCII", &b"abc\x80d"[..], Some(3)),
            ("ASCII", b"abc\x7f", None),
            ("UTF-8", b"a\xc3\xa9\xc3(", Some(3)),
            ("UTF-8", b"ab\xe2\x82", Some(2)),
            ("UTF-8", b"\xed\xa0\x80", Some(0)),
            ("MUTF-8", b"a\0", Some(1)),
            ("UTF-16LE", b"a\0\x00\xdca\0", Some(2)),
            ("UTF-16LE", b"a\0\x00\xd8a\0", Some(2)),
            ("UTF-16LE", b"a\0\x3d\xd8\0\xde", None),
            ("UTF-16BE", b"\0a\xd8\0", Some(2)),
            ("UTF-16BE", b"\0a\0", Some(2)),
            ("UTF-32LE", b"a\0\0\0\0\xd8\0\0", Some(4)),
            ("UTF-32LE", b"a\0\0\0b\0", Some(4)),
            ("windows-1252", b"a\x80\x81", Some(2)),
            ("ISO-8859-6", b"\xa4\xa5", Some(1)),
            ("ISO-8859-1", b"\x80\xff", None),
            ("Shift_JIS", b"\x82\xb1\x82", Some(2)),
            ("Shift_JIS", b"a\x82 b", Some(1)),
            ("EUC-JP", b"a\xa4\xb3\xff", Some(3)),
            ("GBK", b"\xc4\xe3\xff", Some(2)),
        ] {
            let found = encoding(name).invalid(bytes).map(|(_, at)| at);
            assert_eq!(found, at, "{name} {bytes:02x?}");
            assert_eq!(encoding(name).decode(bytes).contains('\u{fffd}'), at.is_some(), "{name}");
        }
    }

    #[test]
    fn encoded_text_decodes_to_itself() {
        for (name, chars) in [
            ("ascii", "a~"),
            ("latin1", "aé"),
            ("cp437", "aÇΣ░"),
            ("ibm037", "aé"),
            ("iso-8859-9", "ğ\u{80}"),
            ("SJIS", "aこ"),
            ("utf-8", "aé€"),
            ("utf-8-sig", "aé€"),
            ("mutf-8", "a\0é€😀"),
            ("utf-16", "a€😀"),
            ("utf-16le", "a€"),
            ("utf-16be", "a€"),
            ("utf-32le", "a€"),
            ("utf-32be", "a€"),
        ] {
            let encoding = encoding(name);
            let bytes = encoding.encode(chars).unwrap();
            assert_eq!(encoding.decode(&bytes), chars, "{name}");
            assert_eq!(encoding.invalid(&bytes), None, "{name}");
        }
        assert_eq!(encoding("latin1").encode("€"), None);
        assert_eq!(encoding("ascii").encode("é"), None);
    }
}
