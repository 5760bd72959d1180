//! Numbers in headers: octal digits, or base-256 (GNU tar, star).

use binrw::{BinRead, BinResult, BinWrite, Endian};
use bytescope_inspect::{
    BuildResult, Cx, Draft, Fault, FaultKind, FromJson, Inspect, Load, Storage, Value,
};

/// Number of `N` bytes. It is shown as a number; a field without digits has no value.
#[derive(BinRead, BinWrite, Clone, Copy, Debug, PartialEq, Eq)]
pub struct TarNumber<const N: usize>(pub [u8; N]);

/// Checksum of a header: six octal digits, NUL and a space.
#[derive(BinRead, BinWrite, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TarChecksum(pub [u8; 8]);

/// Flag of a base-256 number in the first byte.
const BASE_256: u8 = 0x80;

/// Returns the value of a number: `None` if it has no digits, an error if it is not a number.
fn parse(bytes: &[u8]) -> Result<Option<i64>, ()> {
    if let Some((first, rest)) = bytes.split_first()
        && first & BASE_256 != 0
    {
        // The number is stored in two's complement; the flag is not part of it.
        let is_negative = first & 0x40 != 0;
        let first = i128::from(first & 0x3f).saturating_sub(if is_negative { 0x40 } else { 0 });
        let value = rest
            .iter()
            .try_fold(first, |value, byte| value.checked_mul(256)?.checked_add(i128::from(*byte)));
        return value.and_then(|value| i64::try_from(value).ok()).map(Some).ok_or(());
    }
    let is_blank = |byte: &u8| matches!(byte, b' ' | 0);
    let start = bytes.iter().position(|byte| *byte != b' ').unwrap_or(bytes.len());
    let digits = bytes.get(start..).unwrap_or_default();
    let end = digits.iter().position(is_blank).unwrap_or(digits.len());
    let (digits, rest) = digits.split_at_checked(end).unwrap_or((digits, &[]));
    if !rest.iter().all(is_blank) {
        return Err(());
    }
    if digits.is_empty() {
        return Ok(None);
    }
    let text = std::str::from_utf8(digits).map_err(drop)?;
    let is_octal = digits.iter().all(|digit| (b'0'..=b'7').contains(digit));
    if !is_octal {
        return Err(());
    }
    i64::from_str_radix(text, 8).map(Some).map_err(drop)
}

/// Encodes a number: octal digits and NUL if they fit, otherwise base-256.
fn encode(value: i128, size: usize) -> Option<Vec<u8>> {
    let digits = size.checked_sub(1)?;
    let octal = format!("{value:0digits$o}\0");
    if value >= 0 && octal.len() == size {
        return Some(octal.into_bytes());
    }
    let value = i64::try_from(value).ok()?;
    let fill = if value < 0 { 0xff } else { 0 };
    let mut bytes = vec![fill; size];
    let stored = value.to_be_bytes();
    let low = stored.get(stored.len().saturating_sub(size)..)?;
    bytes.get_mut(size.saturating_sub(low.len())..)?.copy_from_slice(low);
    let first = bytes.first_mut()?;
    *first |= BASE_256;
    (parse(&bytes) == Ok(Some(value))).then_some(bytes)
}

fn encode_checksum(value: i128, size: usize) -> Option<Vec<u8>> {
    let text = format!("{value:06o}\0 ");
    (value >= 0 && text.len() == size).then(|| text.into_bytes())
}

fn show(cx: &mut Cx<'_>, bytes: &[u8], start: u64, encode: fn(i128, usize) -> Option<Vec<u8>>) {
    match parse(bytes) {
        Ok(Some(value)) => {
            cx.leaf(u64::try_from(value).map_or(Value::Int(value), Value::UInt));
            cx.stored(Storage::Integer(encode));
        }
        Ok(None) => cx.leaf(Value::Null),
        Err(()) => {
            cx.leaf(Value::Bytes);
            let fault = Fault::soft(FaultKind::Rule, start, "must be an octal number or base-256");
            if let Some(node) = cx.top() {
                node.extra_mut().fault.get_or_insert(fault);
            }
        }
    }
}

impl<const N: usize> TarNumber<N> {
    /// Returns the value; `None` if the field has no digits or is invalid.
    pub fn value(&self) -> Option<i64> {
        parse(&self.0).ok().flatten()
    }

    /// Returns the value as a size; 0 if it is not a valid size.
    pub fn size(&self) -> u64 {
        self.value().and_then(|value| u64::try_from(value).ok()).unwrap_or(0)
    }
}

impl<const N: usize> TryFrom<usize> for TarNumber<N> {
    type Error = ();

    /// Encodes a size.
    fn try_from(size: usize) -> Result<Self, ()> {
        let value = i128::try_from(size).map_err(drop)?;
        encode(value, N).and_then(|bytes| bytes.try_into().ok()).map(Self).ok_or(())
    }
}

impl TarChecksum {
    /// Returns the value; `None` if the field has no digits or is invalid.
    pub fn value(&self) -> Option<i64> {
        parse(&self.0).ok().flatten()
    }
}

macro_rules! number_field {
    ({$($generics:tt)*} $ty:ty, $size:expr, $name:literal, $encode:expr) => {
        impl<$($generics)*> Inspect for $ty {
            const TYPE: &'static str = $name;

            fn inspect(cx: &mut Cx<'_>, endian: Endian, (): ()) -> BinResult<Self> {
                let start = cx.pos();
                let number = Self::read_options(cx, endian, ())?;
                if !cx.is_muted() {
                    show(cx, &number.0, start, $encode);
                }
                Ok(number)
            }
        }

        impl<$($generics)*> FromJson for $ty {
            fn from_json(draft: &mut Draft<'_>, _: Endian, (): ()) -> BuildResult<Self> {
                if draft.json().is_some_and(serde_json::Value::is_null) {
                    return Ok(Self([0; $size]));
                }
                let value = draft.integer()?.unwrap_or(0);
                let bytes = $encode(value, $size).and_then(|bytes| bytes.try_into().ok());
                bytes.map(Self).ok_or_else(|| draft.error("out of range"))
            }
        }

        impl<$($generics)*> Load for $ty {
            fn load(&mut self, _: &[u8]) {}
        }
    };
}
number_field!({const N: usize} TarNumber<N>, N, "octal", encode);
number_field!({} TarChecksum, 8, "octal", encode_checksum);

#[cfg(test)]
mod tests {
    use super::{encode, encode_checksum, parse};

    #[test]
    fn numbers_are_octal_or_base_256() {
        assert_eq!(parse(b"0000644\0"), Ok(Some(0o644)));
        assert_eq!(parse(b"   644 \0"), Ok(Some(0o644)));
        assert_eq!(parse(b"77777777"), Ok(Some(0o77_777_777)));
        assert_eq!((parse(b"\0\0\0\0"), parse(b"    ")), (Ok(None), Ok(None)));
        for invalid in [&b"0000648\0"[..], b"06x44\0\0\0", b"12 34\0\0\0", b"-1\0\0\0\0\0\0"] {
            assert_eq!(parse(invalid), Err(()), "{invalid:?}");
        }
        for value in [0_i64, 1, 0o7_777_777, 0o10_000_000, 1 << 40, i64::MAX, -1, -(1 << 40)] {
            let bytes = encode(value.into(), 12).unwrap();
            assert_eq!((bytes.len(), parse(&bytes)), (12, Ok(Some(value))), "{value}");
        }
        assert_eq!(encode(-1, 8).unwrap(), [0xff; 8]);
        assert_eq!(encode(1 << 62, 8), None);
        assert_eq!(encode(i128::MAX, 12), None);
        assert_eq!(encode_checksum(0o12345, 8).unwrap(), b"012345\0 ");
        assert_eq!(encode_checksum(1 << 20, 8), None);
    }
}
