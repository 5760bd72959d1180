//! One value of a row, and its text.

use super::layout::half;
use super::number::{self, NotFinite};

/// A value of a row that is added by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'c> {
    /// No value.
    Null,
    /// For a column of truth values.
    Bool(bool),
    /// For a column of integers or floats.
    Int(i128),
    /// For a column of floats: the bits of an IEEE 754 half float.
    F16(u16),
    /// For a column of floats of 32 bits.
    F32(f32),
    /// For a column of floats.
    F64(f64),
    /// For a column of text.
    Text(&'c str),
    /// For a column of bytes.
    Bytes(&'c [u8]),
    /// For a column of JSON: one value.
    Json(&'c str),
}

impl Cell<'_> {
    /// The value as text, spelled as in CSV: the one way in which numbers are printed.
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

    /// Adds the value as text.
    pub(crate) fn write_text(&self, to: &mut Vec<u8>) {
        let mut cell = [0; size_of::<number::Cell>()];
        let length = match self {
            Self::Null => return,
            Self::Text(value) | Self::Json(value) => return to.extend_from_slice(value.as_bytes()),
            Self::Bytes(value) => return to.extend_from_slice(hex::encode(value).as_bytes()),
            Self::Int(value) => return to.extend_from_slice(value.to_string().as_bytes()),
            Self::Bool(value) => number::text(&mut cell, if *value { "true" } else { "false" }),
            Self::F16(bits) => number::general(&mut cell, half::shortest(*bits), NotFinite::Plain),
            Self::F32(value) => number::general(&mut cell, *value, NotFinite::Plain),
            Self::F64(value) => number::double(&mut cell, *value, NotFinite::Plain),
        };
        to.extend_from_slice(cell.get(..length).unwrap_or_default());
    }
}
