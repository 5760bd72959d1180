//! Types whose values are sent one after the other: what tells their bytes from others.

use crate::{Columns, FixedSize, Inspect, Limits, Outcome, inspect};
use binrw::{BinRead, Endian};

/// A binrw type whose values are sent one after the other.
#[derive(Clone, Copy, Debug)]
pub struct FrameType {
    /// The bytes that every value starts with; empty when there are none.
    pub sync: &'static [u8],
    /// Bytes of the longest value.
    pub max_len: usize,
    /// Whether values have a checksum.
    pub checked: bool,
    /// The field that says what a frame holds, when there is one.
    pub message: Option<&'static str>,
    /// What a type of fixed size is made of, all of whose values have `max_len` bytes.
    pub columns: Option<fn() -> Columns>,
    /// Reads a value into a field tree.
    pub inspect: fn(&[u8], Limits) -> Outcome<()>,
}

impl FrameType {
    /// A type of fixed size. It need not say its byte order, which is little-endian then.
    pub const fn fixed<T>() -> Self
    where
        T: FixedSize + Inspect + for<'a> BinRead<Args<'a> = ()>,
    {
        #[allow(clippy::cast_possible_truncation, reason = "a type of 4 GiB does not compile")]
        let size = T::SIZE as usize;
        let columns: fn() -> Columns = || Columns::of::<T>(Endian::Little);
        Self { columns: Some(columns), ..Self::sized::<T>(size) }
    }

    /// The same, where this field says what a frame holds.
    #[must_use]
    pub const fn by_message(self, field: &'static str) -> Self {
        Self { message: Some(field), ..self }
    }

    /// A type whose values have at most `max_len` bytes.
    pub const fn sized<T>(max_len: usize) -> Self
    where
        T: Inspect + for<'a> BinRead<Args<'a> = ()>,
    {
        Self {
            sync: T::MAGIC,
            max_len,
            checked: T::CHECKED,
            message: None,
            columns: None,
            inspect: |data, limits| inspect::<T>(data, Endian::Little, (), limits).untyped(),
        }
    }
}
