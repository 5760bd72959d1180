//! Interpretations of the bytes at an offset: integers, floats, times, varints, text, identifiers.
//!
//! ```
//! use bytescope::interpret::{Interpretation, InterpreterSet};
//!
//! let bytes = [0x00, 0xc2, 0x01, 0x00];
//! let set: InterpreterSet = "u32le".parse()?;
//! let found: Vec<Interpretation> = set.read(&bytes).collect();
//! assert_eq!(found[0].name, "u32le");
//! assert_eq!(found[0].text(), "115200");
//!
//! // All interpretations. Those that need more bytes have an error.
//! let all: Vec<_> = InterpreterSet::all().read(&bytes).collect();
//! assert!(all.iter().any(|found| found.name == "f64le" && found.value.is_err()));
//! # Ok::<(), bytescope::interpret::UnknownInterpreter>(())
//! ```

mod number;
mod set;
mod text;
mod time;
mod varint;

pub use set::{InterpreterSet, UnknownInterpreter};

use bytescope_inspect::{Endian, NonFinite, Quantity, Value};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;

/// Maximum number of bytes that an interpretation uses.
pub const MAX_INTERPRETED: usize = text::MAX_BYTES;

/// Group of similar interpretations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InterpreterGroup {
    /// Integers of fixed size.
    Integer,
    /// Floats.
    Float,
    /// Integers of variable size.
    Varint,
    /// Dates and times.
    Time,
    /// Text.
    Text,
    /// Bits, identifiers, addresses and colors.
    Other,
}

impl InterpreterGroup {
    /// All groups, in display order.
    pub const ALL: [Self; 6] =
        [Self::Integer, Self::Float, Self::Varint, Self::Time, Self::Text, Self::Other];

    /// Returns the name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Integer => "integer",
            Self::Float => "float",
            Self::Varint => "varint",
            Self::Time => "time",
            Self::Text => "text",
            Self::Other => "other",
        }
    }
}

/// Value, and number of bytes used.
type ReadValue = Result<(Value, usize), Uninterpretable>;

/// A way to interpret bytes.
#[derive(Clone, Copy, Debug)]
pub struct Interpreter {
    /// Name without the byte order, such as `u32`.
    pub name: &'static str,
    /// Names with little-endian and big-endian byte order, such as `u32le` and `u32be`.
    pub ordered_names: [&'static str; 2],
    /// Description.
    pub doc: &'static str,
    /// Group.
    pub group: InterpreterGroup,
    /// True if the bytes can be read in either byte order.
    pub has_order: bool,
    read: fn(&[u8], Endian) -> ReadValue,
}

/// Bytes interpreted in one way.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Interpretation {
    /// Name with the byte order, such as `u32le`.
    pub name: &'static str,
    /// Name without the byte order, such as `u32`.
    pub base_name: &'static str,
    /// Group.
    pub group: InterpreterGroup,
    /// Byte order; `None` if there is only one interpretation.
    pub order: Option<Endian>,
    /// Number of bytes used; 0 if there is no value.
    pub size: usize,
    /// Value: an integer, a float or text.
    pub value: Result<Value, Uninterpretable>,
}

/// Reason why bytes have no interpretation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Uninterpretable {
    /// The value needs more bytes.
    Short {
        /// Minimum number of bytes.
        needed: usize,
        /// Number of bytes available.
        left: usize,
    },
    /// The bytes are not a value of this type; a noun phrase or participle.
    Invalid(&'static str),
}

impl fmt::Display for Uninterpretable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Short { needed, left } => {
                let (needed, left) = (Quantity::bytes(*needed as u64), *left);
                write!(f, "needs {needed}, {left} left")
            }
            Self::Invalid(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for Uninterpretable {}

impl Interpretation {
    /// Returns the value as text, or the reason why there is none. Control characters are not
    /// escaped, but text from the file does not contain any.
    pub fn text(&self) -> String {
        match &self.value {
            Ok(Value::Text(text)) if self.group == InterpreterGroup::Text => format!("{text:?}"),
            Ok(Value::Text(text)) => text.to_string(),
            Ok(Value::F32(value)) if !value.is_finite() => NonFinite::from(*value).to_string(),
            Ok(Value::F64(value)) if !value.is_finite() => NonFinite::from(*value).to_string(),
            Ok(value) => value.to_string(),
            Err(reason) => reason.to_string(),
        }
    }
}

/// An object with `name`, `size` and `value`, or with `name` and `error`.
impl Serialize for Interpretation {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("name", self.name)?;
        map.serialize_entry("group", self.group.name())?;
        match &self.value {
            Ok(value) => {
                map.serialize_entry("size", &self.size)?;
                match value {
                    Value::UInt(value) => map.serialize_entry("value", value),
                    Value::Int(value) => map.serialize_entry("value", value),
                    Value::F32(value) if value.is_finite() => map.serialize_entry("value", value),
                    Value::F64(value) if value.is_finite() => map.serialize_entry("value", value),
                    Value::Text(text) => map.serialize_entry("value", text),
                    _ => map.serialize_entry("value", &self.text()),
                }?;
            }
            Err(reason) => map.serialize_entry("error", &reason.to_string())?,
        }
        map.end()
    }
}

impl Interpreter {
    /// Returns the name with a byte order, or the only name.
    pub fn name_in(&self, order: Endian) -> &'static str {
        let [little, big] = self.ordered_names;
        match order {
            _ if !self.has_order => self.name,
            Endian::Little => little,
            Endian::Big => big,
        }
    }

    /// Interprets the start of `bytes`. The byte order is ignored if there is only one.
    pub fn read(&self, bytes: &[u8], order: Endian) -> Interpretation {
        let (size, value) = match (self.read)(bytes, order) {
            Ok((value, size)) => (size, Ok(value)),
            Err(reason) => (0, Err(reason)),
        };
        Interpretation {
            name: self.name_in(order),
            base_name: self.name,
            group: self.group,
            order: self.has_order.then_some(order),
            size,
            value,
        }
    }
}

/// Returns the first `N` bytes, in little-endian order.
fn little<const N: usize>(bytes: &[u8], order: Endian) -> Result<[u8; N], Uninterpretable> {
    let short = Uninterpretable::Short { needed: N, left: bytes.len() };
    let mut first = *bytes.first_chunk::<N>().ok_or(short)?;
    if order == Endian::Big {
        first.reverse();
    }
    Ok(first)
}
