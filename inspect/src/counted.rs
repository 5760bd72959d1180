//! Values of count fields.

use crate::{Blob, Charset, Text, Within, to_bytes};
use binrw::{BinWrite, Endian};

/// A field whose number of items or bytes is stored in another field.
///
/// The derive uses it to compute `length` of `#[br(count = length)]` when the JSON omits it.
///
/// ```
/// use binrw::{BinRead, BinWrite, Endian, binrw};
/// use bytescope_inspect::{Blob, DraftOptions, EncodeError, Inspect, encode, to_bytes};
///
/// #[derive(Inspect)]
/// #[binrw]
/// struct Packet {
///     length: u16,
///     #[br(count = length)]
///     payload: Blob,
/// }
///
/// let json = serde_json::json!({"payload": "616263"});
/// let write = |packet: &Packet, _: &[String]| {
///     to_bytes(packet, Endian::Big).map_err(EncodeError::write)
/// };
/// let bytes = encode::<Packet>(&json, Endian::Big, (), DraftOptions::default(), write)?;
/// assert_eq!(bytes, b"\x00\x03abc");
/// # Ok::<(), EncodeError>(())
/// ```
pub trait Counted {
    /// Returns the value of the count field.
    fn counted(&self, endian: Endian) -> usize;
}

impl<T> Counted for Vec<T> {
    fn counted(&self, _: Endian) -> usize {
        self.len()
    }
}

impl Counted for Blob {
    fn counted(&self, _: Endian) -> usize {
        usize::try_from(self.len()).unwrap_or(usize::MAX)
    }
}

impl<C: Charset> Counted for Text<C> {
    fn counted(&self, _: Endian) -> usize {
        self.bytes.len()
    }
}

impl<T, A> Counted for crate::Table<T, A> {
    fn counted(&self, _: Endian) -> usize {
        usize::try_from(self.count).unwrap_or(usize::MAX)
    }
}

impl<T> Counted for Within<T>
where
    T: for<'a> BinWrite<Args<'a> = ()>,
{
    fn counted(&self, endian: Endian) -> usize {
        let value = self.value.as_ref().and_then(|value| to_bytes(value, endian).ok());
        value.map_or(0, |bytes| bytes.len()).saturating_add(self.rest.counted(endian))
    }
}

impl<T: Counted> Counted for Option<T> {
    fn counted(&self, endian: Endian) -> usize {
        self.as_ref().map_or(0, |value| value.counted(endian))
    }
}
