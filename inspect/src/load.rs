//! Copying of source bytes into values, so that the values outlive the source.

/// A type whose values can copy the source bytes that they refer to into memory.
///
/// Reading a [`Blob`](crate::Blob) or a [`Table`](crate::Table) only records its span. After
/// loading, the value can be written and outlives its source.
///
/// ```
/// use bytescope_inspect::{Blob, Inspect, Load, to_bytes, to_end};
/// use binrw::{BinRead, Endian, binrw, io::Cursor};
///
/// #[derive(Inspect)]
/// #[binrw]
/// struct Packet {
///     kind: u8,
///     #[br(parse_with = to_end)]
///     body: Blob,
/// }
///
/// let source = b"\x01body";
/// let mut packet = Packet::read_le(&mut Cursor::new(source))?;
/// assert!(to_bytes(&packet, Endian::Little).is_err());
///
/// packet.load(source);
/// assert_eq!(to_bytes(&packet, Endian::Little)?, source);
/// # Ok::<(), binrw::Error>(())
/// ```
pub trait Load {
    /// Copies the bytes that the value refers to into memory. `source` must be the bytes from which
    /// the value was read. Does nothing for types that do not refer to source bytes.
    fn load(&mut self, source: &[u8]) {
        let _ = source;
    }
}
