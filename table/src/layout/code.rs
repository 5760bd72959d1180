//! The codes of format strings: what each one holds, its size and its alignment.

use super::column::{ByteOrder, ColumnType};

/// What the first character of a format says of all its codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Prefix {
    /// `@` or none: sizes, alignment and byte order of C on x86-64 Linux.
    Native,
    /// `=`, `<`, `>`, `!`: fixed sizes, no alignment.
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

/// One code, as it is under the prefix of its format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Code {
    pub(crate) letter: char,
    pub(crate) holds: Holds,
    /// Of one repetition.
    pub(crate) size: usize,
    /// It begins at a multiple of this.
    pub(crate) align: usize,
}

/// What kind of value a code takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// Padding.
    Nothing,
    /// `s`: the count is its length.
    Bytes,
    /// `p`: the count is its length, with the byte for the length.
    Pascal,
    /// `c`: exactly one byte.
    Char,
    Bool,
    Integer(ColumnType),
    /// `P`: as a C pointer, it takes a negative number for its two's complement.
    Pointer,
    Float(ColumnType, TooLarge),
    Complex(ColumnType, TooLarge),
}

/// What becomes of a number that is too large for a 32-bit float.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TooLarge {
    Refused,
    /// As in a C cast; signalling NaNs become quiet ones.
    Infinity,
}

impl Code {
    /// The code with this letter, if there is one under the prefix.
    pub(crate) fn of(letter: char, prefix: Prefix) -> Option<Self> {
        use ColumnType as T;
        let native = prefix == Prefix::Native;
        // Where the bytes stand as the machine has them, CPython casts these as C does: `f` only
        // in native formats, `F` in all that are little-endian.
        let cast = |casts| if casts { TooLarge::Infinity } else { TooLarge::Refused };
        let holds = match letter {
            'x' => Holds::Nothing,
            'c' => Holds::Char,
            's' => Holds::Bytes,
            'p' => Holds::Pascal,
            '?' => Holds::Bool,
            'b' => Holds::Integer(T::I8),
            'B' => Holds::Integer(T::U8),
            'h' => Holds::Integer(T::I16),
            'H' => Holds::Integer(T::U16),
            'i' => Holds::Integer(T::I32),
            'I' => Holds::Integer(T::U32),
            'l' => Holds::Integer(if native { T::I64 } else { T::I32 }),
            'L' => Holds::Integer(if native { T::U64 } else { T::U32 }),
            'q' => Holds::Integer(T::I64),
            'Q' => Holds::Integer(T::U64),
            'n' if native => Holds::Integer(T::I64),
            'N' if native => Holds::Integer(T::U64),
            'P' if native => Holds::Pointer,
            'e' => Holds::Float(T::F16, TooLarge::Refused),
            'f' => Holds::Float(T::F32, cast(native)),
            'd' => Holds::Float(T::F64, TooLarge::Refused),
            'F' => Holds::Complex(T::ComplexF32, cast(prefix.order() == ByteOrder::Little)),
            'D' => Holds::Complex(T::ComplexF64, TooLarge::Refused),
            _ => return None,
        };
        let size = holds.column(1).map_or(1, ColumnType::size);
        let align = match (native, holds) {
            (false, _) => 1,
            (true, Holds::Complex(..)) => size.div_euclid(2),
            (true, _) => size,
        };
        Some(Self { letter, holds, size, align })
    }
}

impl Holds {
    /// The column that it makes; only for strings does the repeat count matter.
    pub(crate) fn column(self, count: usize) -> Option<ColumnType> {
        match self {
            Self::Nothing => None,
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

    /// The numbers that fit, of the codes that take integers only.
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

    /// What may be given for it, to say in messages.
    pub(crate) fn wanted(self) -> &'static str {
        match self {
            Self::Nothing => "no value",
            Self::Bytes | Self::Pascal => "bytes, as text or as hex:…",
            Self::Char => "one byte, as text or as hex:…",
            Self::Bool => "true or false",
            Self::Integer(_) | Self::Pointer => "an integer, such as -5 or 0x10",
            Self::Float(..) => "a number, such as 1.5, nan, -inf or 0x1.8p3",
            Self::Complex(..) => "a complex number, such as 1.5-2j",
        }
    }
}
