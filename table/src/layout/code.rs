//! Format codes: content, size and alignment.

use super::column::{ByteOrder, ColumnType};

/// Optional first character of a format: byte order, sizes and alignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Prefix {
    /// `@` or none: byte order, sizes and alignment of C on x86-64 Linux.
    Native,
    /// `=`, `<`, `>`, `!`: standard sizes, no alignment.
    Standard(ByteOrder),
}

impl Prefix {
    pub(crate) fn of(letter: char) -> Option<Self> {
        match letter {
            '@' => Some(Self::Native),
            '=' | '<' => Some(Self::Standard(ByteOrder::Little)),
            '>' | '!' => Some(Self::Standard(ByteOrder::Big)),
            _ => None,
        }
    }

    pub(crate) fn order(self) -> ByteOrder {
        match self {
            Self::Native => ByteOrder::Little,
            Self::Standard(order) => order,
        }
    }
}

/// A format code under a given prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Code {
    pub(crate) letter: char,
    pub(crate) content: CodeContent,
    /// Size of one repetition in bytes.
    pub(crate) size: usize,
    /// Alignment in bytes.
    pub(crate) align: usize,
}

/// Content of a format code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CodeContent {
    /// `x`: padding byte, without a value.
    Padding,
    /// `s`: bytes; the count is the size.
    Bytes,
    /// `p`: Pascal string; the count is the size, including the length byte.
    Pascal,
    /// `c`: exactly one byte.
    Char,
    Bool,
    Integer(ColumnType),
    /// `P`: C pointer; a negative number is stored as its two's complement.
    Pointer,
    Float(ColumnType, Overflow),
    Complex(ColumnType, Overflow),
}

/// Handling of numbers that are too large for the float type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Overflow {
    /// Error.
    Error,
    /// Infinity, as in a C cast; signaling NaNs become quiet.
    Infinity,
}

impl Code {
    /// Returns the code with this letter, if it is valid under the prefix.
    pub(crate) fn of(letter: char, prefix: Prefix) -> Option<Self> {
        use ColumnType as T;
        let native = prefix == Prefix::Native;
        // CPython uses a C cast for formats in the machine's byte order: for `f` in native formats
        // only, for `F` in all little-endian formats.
        let cast = |casts| if casts { Overflow::Infinity } else { Overflow::Error };
        let content = match letter {
            'x' => CodeContent::Padding,
            'c' => CodeContent::Char,
            's' => CodeContent::Bytes,
            'p' => CodeContent::Pascal,
            '?' => CodeContent::Bool,
            'b' => CodeContent::Integer(T::I8),
            'B' => CodeContent::Integer(T::U8),
            'h' => CodeContent::Integer(T::I16),
            'H' => CodeContent::Integer(T::U16),
            'i' => CodeContent::Integer(T::I32),
            'I' => CodeContent::Integer(T::U32),
            'l' => CodeContent::Integer(if native { T::I64 } else { T::I32 }),
            'L' => CodeContent::Integer(if native { T::U64 } else { T::U32 }),
            'q' => CodeContent::Integer(T::I64),
            'Q' => CodeContent::Integer(T::U64),
            'n' if native => CodeContent::Integer(T::I64),
            'N' if native => CodeContent::Integer(T::U64),
            'P' if native => CodeContent::Pointer,
            'e' => CodeContent::Float(T::F16, Overflow::Error),
            'f' => CodeContent::Float(T::F32, cast(native)),
            'd' => CodeContent::Float(T::F64, Overflow::Error),
            'F' => CodeContent::Complex(T::ComplexF32, cast(prefix.order() == ByteOrder::Little)),
            'D' => CodeContent::Complex(T::ComplexF64, Overflow::Error),
            _ => return None,
        };
        let size = content.column(1).map_or(1, ColumnType::size);
        let align = match (native, content) {
            (false, _) => 1,
            (true, CodeContent::Complex(..)) => size.div_euclid(2),
            (true, _) => size,
        };
        Some(Self { letter, content, size, align })
    }
}

impl CodeContent {
    /// Returns the column type, if the code has a value. The repeat count matters only for `s` and
    /// `p`.
    pub(crate) fn column(self, count: usize) -> Option<ColumnType> {
        match self {
            Self::Padding => None,
            Self::Bytes => Some(ColumnType::Bytes(count)),
            Self::Pascal => Some(ColumnType::Pascal(count)),
            Self::Char => Some(ColumnType::Bytes(1)),
            Self::Bool => Some(ColumnType::Bool),
            Self::Pointer => Some(ColumnType::U64),
            Self::Integer(column) | Self::Float(column, _) | Self::Complex(column, _) => {
                Some(column)
            }
        }
    }

    /// Returns the smallest and the largest valid number of an integer code.
    pub(crate) fn range(self) -> Option<(i128, i128)> {
        let range = match self {
            Self::Pointer => (i64::MIN.into(), u64::MAX.into()),
            Self::Integer(column) => match column {
                ColumnType::I8 => (i8::MIN.into(), i8::MAX.into()),
                ColumnType::U8 => (0, u8::MAX.into()),
                ColumnType::I16 => (i16::MIN.into(), i16::MAX.into()),
                ColumnType::U16 => (0, u16::MAX.into()),
                ColumnType::I32 => (i32::MIN.into(), i32::MAX.into()),
                ColumnType::U32 => (0, u32::MAX.into()),
                ColumnType::I64 => (i64::MIN.into(), i64::MAX.into()),
                _ => (0, u64::MAX.into()),
            },
            _ => return None,
        };
        Some(range)
    }

    /// Returns a description of the accepted values, for messages.
    pub(crate) fn expected(self) -> &'static str {
        match self {
            Self::Padding => "no value",
            Self::Bytes | Self::Pascal => "bytes as text or as hex:…",
            Self::Char => "one byte as text or as hex:…",
            Self::Bool => "true or false",
            Self::Integer(_) | Self::Pointer => "an integer such as -5 or 0x10",
            Self::Float(..) => "a number such as 1.5, nan, -inf or 0x1.8p3",
            Self::Complex(..) => "a complex number such as 1.5-2j",
        }
    }
}
