//! Text, bits, identifiers and addresses.

use super::InterpreterGroup::{Other, Text};
use super::{Interpreter, ReadValue, Uninterpretable, little};
use bytescope_inspect::{Endian, Value, is_control_text};
use std::net::{Ipv4Addr, Ipv6Addr};

/// Maximum size of text in bytes.
pub(super) const MAX_BYTES: usize = 64;

/// Maximum number of bytes shown as bits.
const MAX_BITS: usize = 4;

macro_rules! interpreters {
    ($($name:literal $doc:literal $group:ident $has_order:literal $read:expr;)*) => {
        pub(super) const TEXTS: &[Interpreter] = &[$(Interpreter {
            name: $name,
            ordered_names: [concat!($name, "le"), concat!($name, "be")],
            doc: $doc,
            group: $group,
            has_order: $has_order,
            read: $read,
        }),*];
    };
}

interpreters! {
    "ascii" "ASCII text up to the first other byte, at most 64 bytes" Text false ascii;
    "utf8" "UTF-8 text up to the first other byte, at most 64 bytes" Text false utf8;
    "utf16" "UTF-16 text up to the first control character, at most 64 bytes" Text true utf16;
    "bits" "Bits of 4 bytes, most significant bit first" Other false bits;
    "uuid" "UUID, 16 bytes in order" Other false |bytes, _| uuid(little(bytes, Endian::Little)?);
    "guid" "GUID: UUID whose first three numbers are little-endian" Other false guid;
    "ipv4" "IPv4 address" Other false |bytes, _| {
        let octets: [u8; 4] = little(bytes, Endian::Little)?;
        Ok((Value::text(Ipv4Addr::from(octets).to_string()), 4))
    };
    "ipv6" "IPv6 address" Other false |bytes, _| {
        let octets: [u8; 16] = little(bytes, Endian::Little)?;
        Ok((Value::text(Ipv6Addr::from(octets).to_string()), 16))
    };
    "mac" "MAC address" Other false |bytes, _| {
        let octets: [u8; 6] = little(bytes, Endian::Little)?;
        Ok((Value::text(octets.map(|octet| format!("{octet:02x}")).join(":")), 6))
    };
    "rgb" "Color, 3 bytes" Other false |bytes, _| {
        let [red, green, blue] = little(bytes, Endian::Little)?;
        Ok((Value::text(format!("#{red:02x}{green:02x}{blue:02x}")), 3))
    };
}

/// Returns text, unless it is empty.
fn nonempty(text: String, size: usize, available: &[u8]) -> ReadValue {
    match text.is_empty() {
        true if available.is_empty() => Err(Uninterpretable::Short { needed: 1, left: 0 }),
        true => Err(Uninterpretable::Invalid("not text")),
        false => Ok((Value::text(text), size)),
    }
}

fn first(bytes: &[u8]) -> &[u8] {
    bytes.get(..MAX_BYTES).unwrap_or(bytes)
}

fn ascii(bytes: &[u8], _: Endian) -> ReadValue {
    let plain = first(bytes).iter().take_while(|byte| matches!(byte, b' '..=b'~'));
    let text: String = plain.map(|byte| char::from(*byte)).collect();
    let size = text.len();
    nonempty(text, size, bytes)
}

fn utf8(bytes: &[u8], _: Endian) -> ReadValue {
    let valid = first(bytes).utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let text: String = valid.chars().take_while(|c| !is_control_text(*c)).collect();
    let size = text.len();
    nonempty(text, size, bytes)
}

fn utf16(bytes: &[u8], order: Endian) -> ReadValue {
    let units = first(bytes).chunks_exact(2).map(|pair| match (order, pair) {
        (Endian::Little, [low, high]) | (Endian::Big, [high, low]) => {
            u16::from_be_bytes([*high, *low])
        }
        _ => 0,
    });
    let characters = char::decode_utf16(units).map_while(Result::ok);
    let text: String = characters.take_while(|c| !is_control_text(*c)).collect();
    if bytes.len() == 1 {
        return Err(Uninterpretable::Short { needed: 2, left: 1 });
    }
    let size = text.encode_utf16().count().saturating_mul(2);
    nonempty(text, size, bytes)
}

fn bits(bytes: &[u8], _: Endian) -> ReadValue {
    let shown = bytes.get(..MAX_BITS).unwrap_or(bytes);
    let bits: Vec<_> = shown.iter().map(|byte| format!("{byte:08b}")).collect();
    match shown.is_empty() {
        true => Err(Uninterpretable::Short { needed: 1, left: 0 }),
        false => Ok((Value::text(bits.join(" ")), shown.len())),
    }
}

fn uuid(bytes: [u8; 16]) -> ReadValue {
    let mut text = hex::encode(bytes);
    for at in [20, 16, 12, 8] {
        text.insert(at, '-');
    }
    Ok((Value::text(text), 16))
}

fn guid(bytes: &[u8], _: Endian) -> ReadValue {
    let [a, b, c, d, e, f, g, h, rest @ ..]: [u8; 16] = little(bytes, Endian::Little)?;
    let [i, j, k, l, m, n, o, p] = rest;
    uuid([d, c, b, a, f, e, h, g, i, j, k, l, m, n, o, p])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, bytes: &[u8]) -> String {
        let interpreter = TEXTS.iter().find(|interpreter| interpreter.name == name).unwrap();
        interpreter.read(bytes, Endian::Little).text()
    }

    #[test]
    fn text_ends_at_other_characters() {
        assert_eq!(read("ascii", b"abc\0def"), "\"abc\"");
        assert_eq!(read("ascii", b"\x7fELF"), "not text");
        assert_eq!(read("ascii", b""), "needs 1 byte, 0 left");
        assert_eq!(read("utf8", "äö\u{202e}x".as_bytes()), "\"äö\"");
        assert_eq!(read("utf8", b"a\xff"), "\"a\"");
        assert_eq!(read("utf8", &"ä".repeat(40).into_bytes()), format!("{:?}", "ä".repeat(32)));
        assert_eq!(read("utf16", b"h\0i\0\0\0"), "\"hi\"");
        assert_eq!(read("utf16", b"h"), "needs 2 bytes, 1 left");
        assert_eq!(read("utf16", b"\x00\xd8a\0"), "not text");
    }

    #[test]
    fn identifiers_are_formatted() {
        let bytes: Vec<u8> = (0..16).collect();
        assert_eq!(read("uuid", &bytes), "00010203-0405-0607-0809-0a0b0c0d0e0f");
        assert_eq!(read("guid", &bytes), "03020100-0504-0706-0809-0a0b0c0d0e0f");
        assert_eq!(read("ipv4", &bytes), "0.1.2.3");
        assert_eq!(read("ipv6", &[0; 16]), "::");
        assert_eq!(read("mac", &bytes), "00:01:02:03:04:05");
        assert_eq!(read("rgb", &bytes), "#000102");
        assert_eq!(read("bits", &[5, 0x80]), "00000101 10000000");
        assert_eq!(read("uuid", &[0; 15]), "needs 16 bytes, 15 left");
    }
}
