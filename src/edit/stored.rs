//! Bytes of a new value, in the form in which its field is stored.

use super::patch::{PatchError, PatchErrorKind};
use bytescope_inspect::{
    Endian, Node, Quantity, Storage, Value, nearest, parse_f32, parse_f64, parse_integer,
};

/// Encoded value of a field.
pub(super) struct Stored {
    pub(super) bytes: Vec<u8>,
    /// Value that the field must have when it is read back.
    pub(super) value: NewValue,
}

/// Value that a field must have.
#[derive(Clone)]
pub(super) enum NewValue {
    Integer(i128),
    Single(f32),
    Double(f64),
    Text(String),
    /// Exactly the given bytes.
    Bytes,
}

impl NewValue {
    /// True if the field has this value.
    pub(super) fn matches(&self, node: &Node) -> bool {
        match (self, &node.value) {
            (Self::Integer(new), _) => node.as_int() == Some(*new),
            (Self::Single(new), Value::F32(v)) => v.to_bits() == new.to_bits(),
            (Self::Double(new), Value::F64(v)) => v.to_bits() == new.to_bits(),
            (Self::Text(new), Value::Text(text)) => **text == **new,
            (Self::Bytes, _) => true,
            _ => false,
        }
    }
}

/// Encodes `value` for the field `node`, whose bytes are `old`. Text that is too long is truncated
/// if `truncate` is set.
///
/// # Errors
/// Returns an error if the field cannot store the value.
pub(super) fn encode(
    node: &Node,
    old: &[u8],
    value: &str,
    truncate: bool,
) -> Result<Stored, PatchError> {
    let extra = node.extra.as_deref();
    let storage = extra.and_then(|extra| extra.storage);
    let new = match &node.value {
        Value::UInt(_) | Value::Int(_) | Value::Label(_) => NewValue::Integer(number(node, value)?),
        Value::F32(_) => {
            NewValue::Single(parse_f32(value).ok_or_else(|| expected("a number", value))?)
        }
        Value::F64(_) => {
            NewValue::Double(parse_f64(value).ok_or_else(|| expected("a number", value))?)
        }
        Value::Text(_) => NewValue::Text(value.to_owned()),
        Value::Bytes => NewValue::Bytes,
        Value::Null | Value::Bool(_) | Value::Ref(_) => {
            return Err("must be a field that is stored in the file".into());
        }
        Value::Group | Value::List | Value::Table(_) => return Err(not_a_value(node)),
    };
    if !matches!(new, NewValue::Bytes) && new.matches(node) {
        return Ok(Stored { bytes: old.to_vec(), value: new });
    }
    let size = old.len();
    let bytes = match (&new, storage) {
        (NewValue::Bytes, _) => {
            let digits = value.strip_prefix("hex:").unwrap_or(value);
            hex::decode(digits).map_err(|_| expected("two hex digits per byte", value))?
        }
        (NewValue::Integer(given), Some(Storage::Number(endian))) => {
            let word = from_bytes(old, endian);
            let bits = u32::try_from(size.min(8).saturating_mul(8)).unwrap_or(64);
            let (lo, width) = match extra.and_then(|extra| extra.bits) {
                Some((lo, hi)) => (lo, u32::from(hi.saturating_sub(lo))),
                None => (0, bits),
            };
            let (min, max) = match &node.value {
                Value::Int(_) => {
                    (-(1_i128 << (width.max(1) - 1)), (1_i128 << (width.max(1) - 1)) - 1)
                }
                _ => (0, (1_i128 << width) - 1),
            };
            if !(min..=max).contains(given) {
                return Err(format!("out of range: expected {min} to {max}, found {given}").into());
            }
            let mask = ((1_i128 << width) - 1) << lo;
            to_bytes(word & !mask | (given << lo) & mask, size, endian)
        }
        (NewValue::Integer(given), Some(Storage::Integer(encode))) => {
            encode(*given, size).ok_or_else(|| format!("out of range: found {given}"))?
        }
        (NewValue::Single(given), Some(Storage::Number(endian))) => {
            to_bytes(given.to_bits().into(), size, endian)
        }
        (NewValue::Double(given), Some(Storage::Number(endian))) => {
            to_bytes(given.to_bits().into(), size, endian)
        }
        (NewValue::Text(_), Some(Storage::Text(encode))) => {
            return text(value, size, encode, truncate);
        }
        _ => return Err("cannot be changed in place; use `encode`".into()),
    };
    match bytes.len() == size {
        true => Ok(Stored { bytes, value: new }),
        false => Err(wrong_size(size)),
    }
}

/// Error for a structure or list.
pub(super) fn not_a_value(node: &Node) -> PatchError {
    let names: Vec<_> = node.children.iter().map(|c| &*c.meta.name).collect();
    let parts = match names.iter().all(|name| name.is_empty()) {
        true => "an item, e.g. [0]".to_owned(),
        false => names.join(", "),
    };
    format!("must be a single value; choose one: {parts}").into()
}

/// Encodes text for a field of `size` bytes. Shorter text is padded with NULs.
fn text(
    value: &str,
    size: usize,
    encode: fn(&str) -> Option<Vec<u8>>,
    truncate: bool,
) -> Result<Stored, PatchError> {
    let encoded = |text: &str| {
        encode(text).ok_or(
            "does not have the form of the field, or has a character that its encoding lacks",
        )
    };
    let (mut kept, mut bytes) = (value, encoded(value)?);
    if let Some(over) = bytes.len().checked_sub(size).filter(|over| *over > 0 && !truncate) {
        let over = Quantity::bytes(over as u64);
        let message = format!("too long by {over} for a {size}-byte field");
        return Err(PatchError::new(PatchErrorKind::TooLong, message));
    }
    while bytes.len() > size {
        let end = kept.char_indices().next_back().map_or(0, |(at, _)| at);
        kept = kept.get(..end).unwrap_or_default();
        bytes = encoded(kept)?;
        if kept.is_empty() {
            bytes.truncate(size);
        }
    }
    bytes.resize(size, 0);
    Ok(Stored { bytes, value: NewValue::Text(kept.to_owned()) })
}

/// Error for a value whose size differs from that of its field.
pub(super) fn wrong_size(size: usize) -> PatchError {
    let size = Quantity::bytes(size as u64);
    let message = format!("the value would change the size of the field ({size})");
    PatchError::new(PatchErrorKind::Size, message)
}

/// Converts a number or an enum name to an integer.
fn number(node: &Node, value: &str) -> Result<i128, String> {
    if let Some(number) = parse_integer(value) {
        return Ok(number);
    }
    let Some(set) = node.labels() else { return Err(expected("an integer", value)) };
    (set.find)(value).ok_or_else(|| {
        let names = (set.names)();
        let hint = match nearest(value, names.iter().copied()) {
            Some(near) => format!("did you mean '{near}'?"),
            None => format!("known values: {}", names.join(", ")),
        };
        format!("unknown value '{value}'; {hint}")
    })
}

/// Returns the low `size` bytes of a number in two's complement.
pub(crate) fn to_bytes(value: i128, size: usize, endian: Endian) -> Vec<u8> {
    let mut bytes = value.to_le_bytes().to_vec();
    bytes.resize(size, 0);
    if endian == Endian::Big {
        bytes.reverse();
    }
    bytes
}

fn from_bytes(bytes: &[u8], endian: Endian) -> i128 {
    let add = |word: i128, byte: &u8| word << 8 | i128::from(*byte);
    match endian {
        Endian::Big => bytes.iter().fold(0, add),
        Endian::Little => bytes.iter().rev().fold(0, add),
    }
}

fn expected(what: &str, found: &str) -> String {
    format!("expected {what}, found {found:?}")
}
