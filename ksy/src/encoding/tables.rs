//! Characters of single-byte encodings.

use std::sync::{LazyLock, OnceLock};

/// A single-byte encoding.
#[derive(Debug)]
pub(crate) struct CharTable {
    name: &'static str,
    /// The characters as written in the file of tables.
    groups: &'static str,
    chars: OnceLock<Vec<char>>,
}

impl PartialEq for CharTable {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// Written by `ksy/tests/encodings.py`, which explains the notation.
const TEXT: &str = include_str!("tables.txt");

const UNDEFINED: char = '\u{fffd}';

static TABLES: LazyLock<Vec<CharTable>> =
    LazyLock::new(|| TEXT.lines().map(CharTable::new).collect());

/// Returns the table with a canonical name.
pub(super) fn named(name: &str) -> Option<&'static CharTable> {
    TABLES.iter().find(|table| table.name == name)
}

impl CharTable {
    fn new(line: &'static str) -> Self {
        let (name, groups) = line.split_once(' ').unwrap_or((line, ""));
        Self { name, groups, chars: OnceLock::new() }
    }

    /// Returns the character of each byte, or U+FFFD for an undefined byte.
    fn chars(&self) -> &[char] {
        self.chars.get_or_init(|| Self::parse(self.groups))
    }

    fn parse(groups: &str) -> Vec<char> {
        let point = |digits: &str| u32::from_str_radix(digits, 16).unwrap_or(0xfffd);
        let mut chars: Vec<char> = Vec::with_capacity(256);
        for group in groups.split(' ') {
            if let Some(count) = group.strip_prefix('x') {
                chars.extend(std::iter::repeat_n(UNDEFINED, count.parse().unwrap_or(0)));
                continue;
            }
            let (first, last) = group.split_once('-').unwrap_or((group, group));
            chars.extend((point(first)..=point(last)).filter_map(char::from_u32));
        }
        if chars.len() <= 128 {
            chars.splice(0..0, '\0'..='\x7f');
        }
        chars
    }

    /// Returns the character of a byte; U+FFFD if it is undefined.
    pub(super) fn decode(&self, byte: u8) -> char {
        self.chars().get(usize::from(byte)).copied().unwrap_or(UNDEFINED)
    }

    /// Returns the byte of a character.
    pub(super) fn encode(&self, c: char) -> Option<u8> {
        let byte = self.chars().iter().position(|known| *known == c && c != UNDEFINED)?;
        u8::try_from(byte).ok()
    }

    /// True if a byte is undefined.
    pub(super) fn is_undefined(&self, byte: u8) -> bool {
        self.decode(byte) == UNDEFINED
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_complete() {
        for table in TABLES.iter() {
            assert_eq!(table.chars().len(), 256, "{}", table.name);
        }
        assert_eq!(TABLES.len(), 69);
    }

    #[test]
    fn bytes_encode_to_themselves() {
        for table in TABLES.iter() {
            for byte in 0..=u8::MAX {
                let c = table.decode(byte);
                let back = table.encode(c);
                // A few characters have two bytes.
                let same = |byte| table.decode(byte) == c;
                assert!(
                    table.is_undefined(byte) || back.is_some_and(same),
                    "{} {byte}",
                    table.name
                );
            }
        }
    }

    /// Bytes on which browsers differ from the standards.
    #[test]
    fn tables_are_those_of_the_standards() {
        let char = |name: &str, byte| named(name).unwrap().decode(byte);
        assert_eq!(char("ISO-8859-1", 0x80), '\u{80}');
        assert_eq!(char("ISO-8859-9", 0x80), '\u{80}');
        assert_eq!(char("ISO-8859-9", 0xd0), 'Ğ');
        assert_eq!(char("ISO-8859-11", 0x80), '\u{80}');
        assert_eq!(char("ISO-8859-11", 0xa1), 'ก');
        assert_eq!(char("ISO-8859-11", 0xdb), UNDEFINED);
        assert_eq!(char("KOI8-U", 0xae), '╝');
        assert_eq!(char("KOI8-U", 0xa4), 'є');
        assert_eq!(char("windows-1252", 0x81), UNDEFINED);
        assert_eq!(char("IBM437", 0xe1), 'ß');
        assert_eq!(char("IBM037", 0xc1), 'A');
        assert_eq!(char("IBM864", 0x25), '٪');
    }
}
