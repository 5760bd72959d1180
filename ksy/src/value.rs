//! Values of fields and expressions.

use crate::model::EnumId;
use std::sync::Arc;

/// Id of an object of a [`Machine`](crate::run::Machine).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ObjId(pub(crate) u32);

/// Id of an array of a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ArrId(pub(crate) u32);

/// Id of a table of fixed-size records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct TableId(pub(crate) u32);

/// Id of a stream of a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct IoId(pub(crate) u32);

/// Bytes: a span of a buffer, or owned.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ByteString {
    At { buffer: u32, start: u64, len: u64 },
    Own(Arc<[u8]>),
}

/// Value of a field or expression.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Val {
    /// Not read or computed yet.
    #[default]
    Unset,
    /// Being computed.
    Busy,
    /// Could not be read; the fault is recorded in the machine.
    Failed,
    /// Absent: `if` is false, or no case matches.
    Null,
    Bool(bool),
    Int(i128),
    /// Separate from `F64`, to be printed with the shortest digits of a 32-bit float.
    F32(f32),
    F64(f64),
    Str(Arc<str>),
    Bytes(ByteString),
    Enum(EnumId, i128),
    Obj(ObjId),
    Arr(ArrId),
    Table(TableId),
    Io(IoId),
}

impl Val {
    pub(crate) fn str(text: &str) -> Self {
        Self::Str(text.into())
    }

    pub(crate) fn bytes(bytes: Vec<u8>) -> Self {
        Self::Bytes(ByteString::Own(bytes.into()))
    }

    /// Describes the type of the value for messages.
    pub(crate) fn what(&self) -> &'static str {
        match self {
            Self::Unset => "a field that has not been read",
            Self::Busy => "a value that depends on itself",
            Self::Failed => "a field that could not be read",
            Self::Null => "an absent field",
            Self::Bool(_) => "a boolean",
            Self::Int(_) => "an integer",
            Self::F32(_) | Self::F64(_) => "a float",
            Self::Str(_) => "a string",
            Self::Bytes(_) => "bytes",
            Self::Enum(..) => "a value of an enum",
            Self::Obj(_) => "an object",
            Self::Arr(_) | Self::Table(_) => "an array",
            Self::Io(_) => "a stream",
        }
    }
}

/// Decodes an unsigned integer of up to eight bytes.
#[inline]
pub(crate) fn unsigned(bytes: &[u8], little: bool) -> u64 {
    let fold = |value: u64, byte: &u8| (value << 8) | u64::from(*byte);
    match (bytes, little) {
        ([one], _) => u64::from(*one),
        (&[a, b], true) => u16::from_le_bytes([a, b]).into(),
        (&[a, b], false) => u16::from_be_bytes([a, b]).into(),
        (&[a, b, c, d], true) => u32::from_le_bytes([a, b, c, d]).into(),
        (&[a, b, c, d], false) => u32::from_be_bytes([a, b, c, d]).into(),
        (bytes, true) => bytes.iter().rev().fold(0, fold),
        (bytes, false) => bytes.iter().fold(0, fold),
    }
}

/// Sign-extends an integer of `size` bytes.
#[inline]
pub(crate) fn signed(raw: u64, size: usize) -> i128 {
    let spare = 64_usize.saturating_sub(size.saturating_mul(8));
    i128::from((raw << spare).cast_signed() >> spare)
}
