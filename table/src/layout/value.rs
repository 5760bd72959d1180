//! Values of a record, unpacked or to be packed.

use std::borrow::Cow;

/// A value of a record, with the types of Python's `struct`.
///
/// ```
/// use bytescope_table::layout::StructValue;
///
/// assert_eq!(StructValue::from(-5i8), StructValue::Int(-5));
/// assert_eq!(StructValue::from(b"abc"), StructValue::Bytes(b"abc".into()));
/// assert_eq!(StructValue::from(0.5f32), StructValue::Float(0.5));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum StructValue<'b> {
    /// `?`
    Bool(bool),
    /// `b B h H i I l L q Q n N P`
    Int(i128),
    /// `e f d`; narrower floats are converted exactly.
    Float(f64),
    /// `F D`: real and imaginary parts.
    Complex(f64, f64),
    /// `c s p`
    Bytes(Cow<'b, [u8]>),
}

impl StructValue<'_> {
    /// Converts to a value without borrowed data.
    pub fn into_owned(self) -> StructValue<'static> {
        match self {
            Self::Bool(value) => StructValue::Bool(value),
            Self::Int(value) => StructValue::Int(value),
            Self::Float(value) => StructValue::Float(value),
            Self::Complex(real, imaginary) => StructValue::Complex(real, imaginary),
            Self::Bytes(bytes) => StructValue::Bytes(Cow::Owned(bytes.into_owned())),
        }
    }

    /// True if `?` packs the value as true: false for zero and for empty bytes.
    pub(crate) fn is_true(&self) -> bool {
        match self {
            Self::Bool(value) => *value,
            Self::Int(value) => *value != 0,
            Self::Float(value) => *value != 0.0,
            Self::Complex(real, imaginary) => *real != 0.0 || *imaginary != 0.0,
            Self::Bytes(bytes) => !bytes.is_empty(),
        }
    }

    /// Returns an integer, or a boolean as 0 or 1; `None` for other types.
    pub(crate) fn integer(&self) -> Option<i128> {
        match self {
            Self::Bool(value) => Some((*value).into()),
            Self::Int(value) => Some(*value),
            _ => None,
        }
    }

    /// Returns a real number or boolean as a float; `None` for other types.
    pub(crate) fn float(&self) -> Option<f64> {
        match self {
            Self::Float(value) => Some(*value),
            // The cast rounds to nearest, ties to even, and cannot overflow.
            _ => self.integer().map(|value| value as f64),
        }
    }

    /// Returns the real and imaginary parts of a number or boolean; `None` for bytes.
    pub(crate) fn complex(&self) -> Option<(f64, f64)> {
        match self {
            Self::Complex(real, imaginary) => Some((*real, *imaginary)),
            _ => self.float().map(|real| (real, 0.0)),
        }
    }

    /// Returns the name of the type with its article, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Bool(_) => "a boolean",
            Self::Int(_) => "an integer",
            Self::Float(_) => "a float",
            Self::Complex(..) => "a complex number",
            Self::Bytes(_) => "bytes",
        }
    }
}

macro_rules! from_integers {
    ($($integer:ty)*) => {$(
        impl From<$integer> for StructValue<'_> {
            fn from(value: $integer) -> Self {
                Self::Int(value.into())
            }
        }
    )*};
}

from_integers!(i8 u8 i16 u16 i32 u32 i64 u64 i128);

impl From<bool> for StructValue<'_> {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<f32> for StructValue<'_> {
    fn from(value: f32) -> Self {
        Self::Float(value.into())
    }
}

impl From<f64> for StructValue<'_> {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl<'b> From<&'b [u8]> for StructValue<'b> {
    fn from(bytes: &'b [u8]) -> Self {
        Self::Bytes(bytes.into())
    }
}

impl<'b, const N: usize> From<&'b [u8; N]> for StructValue<'b> {
    fn from(bytes: &'b [u8; N]) -> Self {
        Self::Bytes(bytes.into())
    }
}

impl From<Vec<u8>> for StructValue<'_> {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes.into())
    }
}
