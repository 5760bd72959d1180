//! Types whose values are transmitted as frames.

use crate::{FixedSize, Inspect, Limits, Outcome, RecordColumns, inspect};
use binrw::{BinRead, Endian};

/// A binrw type whose values are transmitted as consecutive frames.
#[derive(Clone, Copy, Debug)]
pub struct FrameType {
    /// Sync pattern: the first bytes of every value; empty if values have no common first bytes.
    pub sync: &'static [u8],
    /// Maximum size of a value in bytes.
    pub max_len: usize,
    /// True if values have a checksum.
    pub checked: bool,
    /// Field that identifies the message type, if any.
    pub message: Option<&'static str>,
    /// Function that returns the layout of a fixed-size type, whose values have `max_len` bytes.
    pub columns: Option<fn() -> RecordColumns>,
    /// Function that reads a value into a field tree.
    pub inspect: fn(&[u8], Limits) -> Outcome<()>,
}

impl FrameType {
    /// Creates the description of a fixed-size type. Types that do not declare a byte order are
    /// little-endian.
    pub const fn fixed<T>() -> Self
    where
        T: FixedSize + Inspect + for<'a> BinRead<Args<'a> = ()>,
    {
        #[allow(clippy::cast_possible_truncation, reason = "a type of 4 GiB does not compile")]
        let size = T::SIZE as usize;
        let columns: fn() -> RecordColumns = || RecordColumns::of::<T>(Endian::Little);
        Self { columns: Some(columns), ..Self::sized::<T>(size) }
    }

    /// Sets the field that identifies the message type.
    #[must_use]
    pub const fn by_message(self, field: &'static str) -> Self {
        Self { message: Some(field), ..self }
    }

    /// Creates the description of a type whose values have at most `max_len` bytes. Types that do
    /// not declare a byte order are little-endian.
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
