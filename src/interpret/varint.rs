//! Integers of variable size.

use super::InterpreterGroup::Varint;
use super::{Interpreter, ReadValue, Uninterpretable};
use bytescope_inspect::Endian;

macro_rules! varints {
    ($($name:literal $doc:literal $read:ident;)*) => {
        pub(super) const VARINTS: &[Interpreter] = &[$(Interpreter {
            name: $name,
            ordered_names: [concat!($name, "le"), concat!($name, "be")],
            doc: $doc,
            group: Varint,
            has_order: false,
            read: $read,
        }),*];
    };
}

varints! {
    "uleb128" "Unsigned LEB128, also varint of Protocol Buffers" unsigned;
    "sleb128" "Signed LEB128" signed;
    "zigzag" "Zigzag varint of Protocol Buffers" zigzag;
    "vlq" "Big-endian base-128 integer, as in MIDI and SQLite" vlq;
}

/// Maximum size in bytes of a 64-bit integer in groups of seven bits.
const MAX_GROUPS: usize = 10;

/// Maximum size in bytes of an integer of `SQLite`. The last byte has eight bits.
const MAX_SQLITE: usize = 9;

const OVERFLOW: Uninterpretable = Uninterpretable::Invalid("more than 64 bits");

/// Returns the integer, the size, and the number of significant bits.
fn leb128(bytes: &[u8]) -> Result<(u64, usize, u32), Uninterpretable> {
    let (mut value, mut shift) = (0_u64, 0_u32);
    for (index, byte) in bytes.iter().take(MAX_GROUPS).enumerate() {
        let group = u64::from(byte & 0x7f);
        // Of the tenth group, bit 63 of the number and copies of it remain.
        if shift == 63 && !matches!(group, 0 | 1 | 0x7f) {
            return Err(OVERFLOW);
        }
        value |= group << shift;
        shift = shift.saturating_add(7);
        if byte & 0x80 == 0 {
            return Ok((value, index.saturating_add(1), shift));
        }
    }
    match bytes.len() < MAX_GROUPS {
        true => Err(unfinished(bytes)),
        false => Err(OVERFLOW),
    }
}

/// The error for a varint that continues past the end of the bytes.
fn unfinished(bytes: &[u8]) -> Uninterpretable {
    Uninterpretable::Short { needed: bytes.len().saturating_add(1), left: bytes.len() }
}

fn unsigned(bytes: &[u8], _: Endian) -> ReadValue {
    let (value, size, bits) = leb128(bytes)?;
    // The tenth group of an unsigned integer is 0 or 1.
    let is_long = bits > 64 && bytes.get(MAX_GROUPS.saturating_sub(1)) == Some(&0x7f);
    if is_long { Err(OVERFLOW) } else { Ok((value.into(), size)) }
}

fn signed(bytes: &[u8], _: Endian) -> ReadValue {
    let (value, size, bits) = leb128(bytes)?;
    let unused = 64_u32.saturating_sub(bits);
    Ok(((value << unused).cast_signed() >> unused, size)).map(|(value, size)| (value.into(), size))
}

fn zigzag(bytes: &[u8], _: Endian) -> ReadValue {
    let (value, size, _) = leb128(bytes)?;
    let sign = (value & 1).cast_signed().wrapping_neg();
    Ok((((value >> 1).cast_signed() ^ sign).into(), size))
}

fn vlq(bytes: &[u8], _: Endian) -> ReadValue {
    let mut value = 0_u64;
    for (index, byte) in bytes.iter().take(MAX_SQLITE).enumerate() {
        let size = index.saturating_add(1);
        if size == MAX_SQLITE {
            return Ok(((value << 8 | u64::from(*byte)).into(), size));
        }
        value = value << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Ok((value.into(), size));
        }
    }
    Err(unfinished(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytescope_inspect::Value;

    fn read(name: &str, bytes: &[u8]) -> ReadValue {
        let interpreter = VARINTS.iter().find(|interpreter| interpreter.name == name).unwrap();
        (interpreter.read)(bytes, Endian::Little)
    }

    #[test]
    fn known_varints_are_read() {
        assert_eq!(read("uleb128", &[0xe5, 0x8e, 0x26]), Ok((Value::UInt(624_485), 3)));
        assert_eq!(read("sleb128", &[0xc0, 0xbb, 0x78]), Ok((Value::Int(-123_456), 3)));
        assert_eq!(read("zigzag", &[3]), Ok((Value::Int(-2), 1)));
        assert_eq!(read("vlq", &[0x81, 0x48]), Ok((Value::UInt(200), 2)));
        let max = [&[0xff; 9][..], &[1]].concat();
        assert_eq!(read("uleb128", &max), Ok((Value::UInt(u64::MAX), 10)));
        assert_eq!(read("zigzag", &max), Ok((Value::Int(i64::MIN), 10)));
        let min = [&[0x80; 9][..], &[0x7f]].concat();
        assert_eq!(read("sleb128", &min), Ok((Value::Int(i64::MIN), 10)));
        assert_eq!(read("uleb128", &min), Err(OVERFLOW));
        assert_eq!(read("vlq", &[0xff; 9]), Ok((Value::UInt(u64::MAX), 9)));
    }

    #[test]
    fn long_and_unfinished_varints_have_no_value() {
        let short = Err(Uninterpretable::Short { needed: 3, left: 2 });
        for name in ["uleb128", "sleb128", "zigzag", "vlq"] {
            assert_eq!(read(name, &[0x80, 0x80]), short, "{name}");
        }
        assert_eq!(read("uleb128", &[0x80; 20]), Err(OVERFLOW));
        let large = [&[0x80; 9][..], &[2]].concat();
        assert_eq!(read("sleb128", &large), Err(OVERFLOW));
    }
}
