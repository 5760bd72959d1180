//! Byte fields that are located but not copied when read.

use crate::inspect::ToEnd;
use crate::{BufferId, BuildResult, Cx, Draft, FromJson, Inspect, Load, Span, Value, too_short};
use binrw::{BinRead, BinResult, BinWrite, Endian, Error, VecArgs};
use std::io::{Read, Seek, SeekFrom, Write};

/// A byte field. Reading it skips the bytes and keeps only their span.
///
/// Declare the field with `count = SIZE` or `parse_with = to_end`. The bytes must be
/// [loaded](Self::load) before they can be written.
///
/// ```
/// use binrw::{BinRead, binrw, io::Cursor};
/// use bytescope_inspect::{Blob, Inspect, Load};
///
/// #[derive(Inspect)]
/// #[binrw]
/// #[brw(big)]
/// struct Packet {
///     length: u16,
///     #[br(count = length)]
///     payload: Blob,
/// }
///
/// let source = b"\x00\x03abc";
/// let mut packet = Packet::read(&mut Cursor::new(source))?;
/// assert_eq!((packet.payload.len(), packet.payload.as_bytes()), (3, None));
/// assert_eq!(packet.payload.of(source), b"abc");
/// packet.load(source);
/// assert_eq!(packet.payload.as_bytes(), Some(&b"abc"[..]));
/// # Ok::<(), binrw::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blob {
    /// Span of the bytes in the source.
    At(Span),
    /// Bytes in memory.
    Owned(Vec<u8>),
}

impl Blob {
    /// Returns the size in bytes.
    pub fn len(&self) -> u64 {
        match self {
            Self::At(span) => span.len(),
            Self::Owned(bytes) => bytes.len() as u64,
        }
    }

    /// True if there are no bytes.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the span in the source; `None` for bytes in memory.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::At(span) => Some(*span),
            Self::Owned(_) => None,
        }
    }

    /// Returns the bytes, from memory or from the `source` that the blob was read from.
    pub fn of<'b>(&'b self, source: &'b [u8]) -> &'b [u8] {
        match self {
            Self::At(span) => crate::Buffers { source, buffers: &[] }.of(*span),
            Self::Owned(bytes) => bytes,
        }
    }

    /// Returns the bytes if they are in memory.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::At(_) => None,
            Self::Owned(bytes) => Some(bytes),
        }
    }

    /// Copies the bytes into memory from the `source` that the blob was read from. Does nothing if
    /// the source is too short.
    pub fn load(&mut self, source: &[u8]) {
        let bytes = self.of(source);
        if self.as_bytes().is_none() && bytes.len() as u64 == self.len() {
            *self = Self::Owned(bytes.to_vec());
        }
    }
}

impl From<Vec<u8>> for Blob {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Owned(bytes)
    }
}

impl From<&[u8]> for Blob {
    fn from(bytes: &[u8]) -> Self {
        Self::Owned(bytes.to_vec())
    }
}

impl Default for Blob {
    fn default() -> Self {
        Self::Owned(Vec::new())
    }
}

/// Returns the size of a stream in bytes without changing its offset.
pub(crate) fn stream_len<S: Seek>(stream: &mut S) -> std::io::Result<u64> {
    let offset = stream.stream_position()?;
    let end = stream.seek(SeekFrom::End(0))?;
    stream.seek(SeekFrom::Start(offset))?;
    Ok(end)
}

/// Skips `len` bytes; fails if fewer remain.
pub(crate) fn skip<R: Read + Seek>(reader: &mut R, len: u64) -> BinResult<Span> {
    let start = reader.stream_position()?;
    let left = stream_len(reader)?.saturating_sub(start);
    if len > left {
        return Err(too_short(len, left));
    }
    let end = start.saturating_add(len);
    reader.seek(SeekFrom::Start(end))?;
    Ok(Span::bytes(BufferId::SOURCE, start, end))
}

impl BinRead for Blob {
    type Args<'a> = VecArgs<()>;

    fn read_options<R: Read + Seek>(
        reader: &mut R,
        _: Endian,
        args: VecArgs<()>,
    ) -> BinResult<Self> {
        skip(reader, args.count as u64).map(Self::At)
    }
}

impl BinWrite for Blob {
    type Args<'a> = ();

    fn write_options<W: Write + Seek>(&self, writer: &mut W, _: Endian, (): ()) -> BinResult<()> {
        match self {
            Self::Owned(bytes) => Ok(writer.write_all(bytes)?),
            Self::At(span) if span.is_empty() => Ok(()),
            Self::At(span) => Err(Error::AssertFail {
                pos: span.start(),
                message: "must be loaded before it is written".to_owned(),
            }),
        }
    }
}

impl Inspect for Blob {
    const TYPE: &'static str = "bytes";

    fn inspect(cx: &mut Cx<'_>, _: Endian, args: VecArgs<()>) -> BinResult<Self> {
        cx.leaf(Value::Bytes);
        cx.skip(args.count as u64).map(Self::At)
    }
}

impl FromJson for Blob {
    fn from_json(draft: &mut Draft<'_>, _: Endian, _: VecArgs<()>) -> BuildResult<Self> {
        draft.bytes().map(Self::Owned)
    }
}

impl Load for Blob {
    fn load(&mut self, source: &[u8]) {
        Self::load(self, source);
    }
}

impl ToEnd for Blob {
    type Args<'a> = ();

    fn read_to_end<R: Read + Seek>(reader: &mut R, _: Endian, (): ()) -> BinResult<Self> {
        let left = stream_len(reader)?.saturating_sub(reader.stream_position()?);
        skip(reader, left).map(Self::At)
    }

    fn inspect_to_end(cx: &mut Cx<'_>, _: Endian, (): ()) -> BinResult<Self> {
        cx.leaf(Value::Bytes);
        let left = cx.remaining();
        cx.skip(left).map(Self::At)
    }
}
