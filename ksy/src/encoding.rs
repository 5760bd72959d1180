//! Encodings of strings by name.
//!
//! Names and aliases: the IANA character sets listed by the Kaitai language.

use crate::mutf8;
use bytescope_inspect::nearest;
use std::borrow::Cow;

/// Character encoding of a string.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum StringEncoding {
    /// Bytes from 0x80 on are invalid.
    Ascii,
    /// Each byte is the code point of a character.
    Latin1,
    /// Code page of the IBM PC.
    Ibm437,
    /// Modified UTF-8 of Java class files.
    ModifiedUtf8,
    Utf32 {
        little: bool,
    },
    Known(&'static encoding_rs::Encoding),
}

/// Encoding found by name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EncodingMatch {
    pub(crate) encoding: StringEncoding,
    /// Canonical name.
    pub(crate) canonical: &'static str,
}

/// Canonical names, each with its aliases.
const NAMES: &[(&str, &[&str])] = &[
    ("ASCII", &["US-ASCII", "ISO646-US", "ANSI_X3.4-1968"]),
    ("UTF-8", &["UTF8"]),
    ("MUTF-8", &["MUTF8"]),
    ("UTF-16BE", &["UTF16BE"]),
    ("UTF-16LE", &["UTF16LE"]),
    ("UTF-32BE", &["UTF32BE"]),
    ("UTF-32LE", &["UTF32LE"]),
    ("ISO-8859-1", &["ISO8859-1", "ISO_8859-1", "ISO8859_1", "LATIN1", "LATIN-1", "L1", "CP819"]),
    ("ISO-8859-2", &["ISO8859-2", "ISO_8859-2", "LATIN2"]),
    ("ISO-8859-3", &["ISO8859-3", "ISO_8859-3", "LATIN3"]),
    ("ISO-8859-4", &["ISO8859-4", "ISO_8859-4", "LATIN4"]),
    ("ISO-8859-5", &["ISO8859-5", "ISO_8859-5", "CYRILLIC"]),
    ("ISO-8859-6", &["ISO8859-6", "ISO_8859-6", "ARABIC"]),
    ("ISO-8859-7", &["ISO8859-7", "ISO_8859-7", "GREEK"]),
    ("ISO-8859-8", &["ISO8859-8", "ISO_8859-8", "HEBREW"]),
    ("ISO-8859-9", &["ISO8859-9", "ISO_8859-9", "LATIN5"]),
    ("ISO-8859-10", &["ISO8859-10", "ISO_8859-10", "LATIN6"]),
    ("ISO-8859-11", &["ISO8859-11", "ISO_8859-11", "TIS-620"]),
    ("ISO-8859-13", &["ISO8859-13", "ISO_8859-13"]),
    ("ISO-8859-14", &["ISO8859-14", "ISO_8859-14", "LATIN8"]),
    ("ISO-8859-15", &["ISO8859-15", "ISO_8859-15", "LATIN9"]),
    ("ISO-8859-16", &["ISO8859-16", "ISO_8859-16", "LATIN10"]),
    ("windows-1250", &["CP1250", "CP-1250"]),
    ("windows-1251", &["CP1251", "CP-1251"]),
    ("windows-1252", &["CP1252", "CP-1252"]),
    ("windows-1253", &["CP1253", "CP-1253"]),
    ("windows-1254", &["CP1254", "CP-1254"]),
    ("windows-1255", &["CP1255", "CP-1255"]),
    ("windows-1256", &["CP1256", "CP-1256"]),
    ("windows-1257", &["CP1257", "CP-1257"]),
    ("windows-1258", &["CP1258", "CP-1258"]),
    ("IBM437", &["CP437", "437", "CP-437"]),
    ("IBM866", &["CP866", "866", "CP-866"]),
    ("Shift_JIS", &["SJIS", "SHIFT-JIS", "SHIFTJIS", "S-JIS", "MS_KANJI"]),
    ("Big5", &["BIG-5", "BIG_5"]),
    ("EUC-KR", &["EUC_KR", "EUCKR", "KS_C_5601-1987", "KOREAN"]),
    ("EUC-JP", &["EUC_JP", "EUCJP"]),
    ("GB2312", &["GB_2312"]),
    ("GBK", &["CP936"]),
    ("GB18030", &[]),
    ("KOI8-R", &["KOI8R", "KOI8"]),
    ("KOI8-U", &["KOI8U"]),
    ("macintosh", &["MACROMAN", "MAC"]),
];

/// Finds an encoding by name or alias, case-insensitively.
pub(crate) fn named(name: &str) -> Option<EncodingMatch> {
    let same = |known: &str| known.eq_ignore_ascii_case(name);
    let (canonical, _) =
        NAMES.iter().find(|(known, aliases)| same(known) || aliases.iter().any(|a| same(a)))?;
    let encoding = match *canonical {
        "ASCII" => StringEncoding::Ascii,
        "ISO-8859-1" => StringEncoding::Latin1,
        "IBM437" => StringEncoding::Ibm437,
        "MUTF-8" => StringEncoding::ModifiedUtf8,
        "UTF-32LE" => StringEncoding::Utf32 { little: true },
        "UTF-32BE" => StringEncoding::Utf32 { little: false },
        known => StringEncoding::Known(encoding_rs::Encoding::for_label(known.as_bytes())?),
    };
    Some(EncodingMatch { encoding, canonical })
}

/// Returns the known name most similar to an unknown name, if any is similar.
pub(crate) fn near(name: &str) -> Option<&'static str> {
    nearest(name, NAMES.iter().map(|(known, _)| *known))
}

/// Characters 0x80 to 0xff of code page 437.
const IBM437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»\
░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

impl StringEncoding {
    /// Decodes `bytes`, replacing invalid sequences with U+FFFD.
    pub(crate) fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        let ascii = |bytes: &[u8]| bytes.iter().all(u8::is_ascii);
        match self {
            Self::Known(encoding) if encoding == encoding_rs::UTF_8 => {
                String::from_utf8_lossy(bytes)
            }
            Self::Known(encoding) => encoding.decode_without_bom_handling(bytes).0,
            Self::ModifiedUtf8 => mutf8::decode(bytes),
            Self::Ascii | Self::Latin1 | Self::Ibm437 if ascii(bytes) => {
                String::from_utf8_lossy(bytes)
            }
            Self::Ascii => {
                let one = |b: &u8| if b.is_ascii() { char::from(*b) } else { '\u{fffd}' };
                bytes.iter().map(one).collect()
            }
            Self::Latin1 => bytes.iter().copied().map(char::from).collect(),
            Self::Ibm437 => {
                let high: Vec<char> = IBM437.chars().collect();
                let one = |b: &u8| match b.checked_sub(0x80) {
                    Some(index) => high.get(usize::from(index)).copied().unwrap_or('\u{fffd}'),
                    None => char::from(*b),
                };
                bytes.iter().map(one).collect()
            }
            Self::Utf32 { little } => bytes
                .chunks(4)
                .map(|unit| {
                    let unit: Option<[u8; 4]> = unit.try_into().ok();
                    let code = unit.map(|u| {
                        if little { u32::from_le_bytes(u) } else { u32::from_be_bytes(u) }
                    });
                    code.and_then(char::from_u32).unwrap_or('\u{fffd}')
                })
                .collect(),
        }
    }

    /// Returns a fault message and the offset of the first invalid sequence, for an encoding whose
    /// invalid sequences are faults.
    pub(crate) fn invalid(self, bytes: &[u8]) -> Option<(&'static str, usize)> {
        match self {
            Self::ModifiedUtf8 => Some(("invalid modified UTF-8", mutf8::invalid_at(bytes)?)),
            _ => None,
        }
    }

    /// Encodes a string; `None` if it contains characters that cannot be encoded.
    pub(crate) fn encode(self, text: &str) -> Option<Vec<u8>> {
        let code = |c: char| u8::try_from(u32::from(c)).ok();
        match self {
            Self::Known(e) if e == encoding_rs::UTF_16LE => {
                Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect())
            }
            Self::Known(e) if e == encoding_rs::UTF_16BE => {
                Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect())
            }
            Self::Known(encoding) => {
                let (bytes, _, unmappable) = encoding.encode(text);
                (!unmappable).then(|| bytes.into_owned())
            }
            Self::ModifiedUtf8 => Some(mutf8::encode(text)),
            Self::Ascii => text.is_ascii().then(|| text.as_bytes().to_vec()),
            Self::Latin1 => text.chars().map(code).collect(),
            Self::Ibm437 => text
                .chars()
                .map(|c| {
                    let high = IBM437.chars().position(|known| known == c);
                    let high = high.and_then(|at| u8::try_from(at.saturating_add(0x80)).ok());
                    code(c).filter(u8::is_ascii).or(high)
                })
                .collect(),
            Self::Utf32 { little: true } => {
                Some(text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect())
            }
            Self::Utf32 { little: false } => {
                Some(text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect())
            }
        }
    }

    /// Returns the size of a code unit in bytes; terminators are recognized only at multiples of
    /// it.
    pub(crate) fn unit(self) -> usize {
        match self {
            Self::Utf32 { .. } => 4,
            Self::Known(e) if e == encoding_rs::UTF_16LE || e == encoding_rs::UTF_16BE => 2,
            _ => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_an_encoding() {
        for (name, aliases) in NAMES {
            assert!(named(name).is_some_and(|f| f.canonical == *name), "{name}");
            for alias in *aliases {
                assert!(named(&alias.to_lowercase()).is_some_and(|f| f.canonical == *name));
            }
        }
        assert_eq!(IBM437.chars().count(), 128);
        assert_eq!(near("utf-9"), Some("UTF-8"));
    }

    #[test]
    fn bytes_are_decoded() {
        let text =
            |name: &str, bytes: &[u8]| named(name).unwrap().encoding.decode(bytes).into_owned();
        assert_eq!(text("ascii", b"a\x80"), "a\u{fffd}");
        assert_eq!(text("latin1", b"\xe9\x80"), "é\u{80}");
        assert_eq!(text("cp437", b"\x80\xe4\xff"), "ÇΣ\u{a0}");
        assert_eq!(text("SJIS", b"\x82\xb1"), "こ");
        assert_eq!(text("utf-16le", b"\xff\xfea\0"), "\u{feff}a");
        assert_eq!(text("mutf8", b"\xc0\x80\xed\xa0\xbd\xed\xb8\x80"), "\0😀");
        assert_eq!(text("utf-32be", b"\0\0\0a\0\x11\0\0"), "a\u{fffd}");
    }

    #[test]
    fn encoded_text_decodes_to_itself() {
        for (name, chars) in [
            ("ascii", "a~"),
            ("latin1", "aé"),
            ("cp437", "aÇΣ░"),
            ("SJIS", "aこ"),
            ("utf-8", "aé€"),
            ("mutf-8", "a\0é€😀"),
            ("utf-16le", "a€"),
            ("utf-16be", "a€"),
            ("utf-32le", "a€"),
        ] {
            let encoding = named(name).unwrap().encoding;
            assert_eq!(encoding.decode(&encoding.encode(chars).unwrap()), chars, "{name}");
        }
        assert_eq!(named("latin1").unwrap().encoding.encode("€"), None);
    }
}
