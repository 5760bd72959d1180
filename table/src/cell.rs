//! A single value of a row, and its text form.

use super::layout::half;
use super::nested::NestedCell;
use super::number::{self, NotFinite};

/// A single value of a row. Text columns accept every variant, in its text form.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'c> {
    /// No value.
    Null,
    /// Boolean.
    Bool(bool),
    /// Integer, for integer and `F64` columns.
    Int(i128),
    /// Bits of an IEEE 754 half-precision float, for float columns of any size.
    F16(u16),
    /// Single-precision float, for `F32` and `F64` columns.
    F32(f32),
    /// Double-precision float.
    F64(f64),
    /// Text.
    Text(&'c str),
    /// Bytes.
    Bytes(&'c [u8]),
    /// JSON text of one value.
    Json(&'c str),
    /// Row of a nested column.
    Nested(NestedCell<'c>),
}

impl Cell<'_> {
    /// Returns the value as text, as in CSV but never quoted.
    ///
    /// ```
    /// use bytescope_table::Cell;
    ///
    /// assert_eq!(Cell::F64(1e300).to_text(), "1e+300");
    /// assert_eq!(Cell::F32(f32::INFINITY).to_text(), "Infinity");
    /// assert_eq!(Cell::Bytes(b"\x00\xff").to_text(), "00ff");
    /// ```
    pub fn to_text(&self) -> String {
        let mut text = Vec::new();
        self.write_text(&mut text);
        String::from_utf8(text).unwrap_or_default()
    }

    /// Appends the value as text.
    pub(crate) fn write_text(&self, to: &mut Vec<u8>) {
        let mut buffer = [0; size_of::<number::NumberBuffer>()];
        let length = match self {
            Self::Null => return,
            Self::Text(value) | Self::Json(value) => return to.extend_from_slice(value.as_bytes()),
            Self::Nested(value) => return value.write_json(to),
            Self::Bytes(value) => return to.extend_from_slice(hex::encode(value).as_bytes()),
            Self::Int(value) => return to.extend_from_slice(value.to_string().as_bytes()),
            Self::Bool(value) => {
                number::write_text(&mut buffer, if *value { "true" } else { "false" })
            }
            Self::F16(bits) => {
                number::write_f32(&mut buffer, half::shortest(*bits), NotFinite::Plain)
            }
            Self::F32(value) => number::write_f32(&mut buffer, *value, NotFinite::Plain),
            Self::F64(value) => number::write_f64(&mut buffer, *value, NotFinite::Plain),
        };
        to.extend_from_slice(buffer.get(..length).unwrap_or_default());
    }
}
