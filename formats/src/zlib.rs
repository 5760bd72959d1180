//! zlib-compressed fields and their decompressed content.

use crate::png::text::{NO_NUL, UTF_8};
use binrw::{BinRead, BinResult, BinWrite, Endian, VecArgs};
use bytescope_inspect::{
    Algorithm, Blob, BuildResult, Cx, Draft, Fault, FaultKind, FromJson, Inspect, Latin1, Load,
    Meta, Quantity, Text, ToEnd, Utf8,
};
use flate2::read::ZlibEncoder;
use flate2::{Compression, Decompress, FlushDecompress, Status};
use std::io::{Read, Seek, Write};
use std::marker::PhantomData;

/// zlib stream (RFC 1950) up to the end of its region. The field tree shows its content according
/// to `C`: as text in this character set, or as bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zlib<C = Binary> {
    /// Compressed stream as stored.
    pub compressed: Blob,
    content: PhantomData<C>,
}

/// Content type of a compressed field.
pub trait CompressedContent {
    /// Adds the content of a separate buffer to the field tree.
    ///
    /// # Errors
    /// Returns an error if the content is invalid for this type.
    fn show(cx: &mut Cx<'_>) -> BinResult<()>;
}

/// Binary content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binary;

impl CompressedContent for Binary {
    fn show(cx: &mut Cx<'_>) -> BinResult<()> {
        Blob::inspect_to_end(cx, Endian::Little, ()).map(drop)
    }
}

impl CompressedContent for Latin1 {
    fn show(cx: &mut Cx<'_>) -> BinResult<()> {
        let text = Text::<Self>::inspect_to_end(cx, Endian::Little, ())?;
        check(cx, !text.bytes.contains(&0), NO_NUL);
        Ok(())
    }
}

impl CompressedContent for Utf8 {
    fn show(cx: &mut Cx<'_>) -> BinResult<()> {
        let text = Text::<Self>::inspect_to_end(cx, Endian::Little, ())?;
        check(cx, std::str::from_utf8(&text.bytes).is_ok(), UTF_8);
        check(cx, !text.bytes.contains(&0), NO_NUL);
        Ok(())
    }
}

/// Records a fault at the open node, unless the rule `holds` or the node has a fault.
fn check(cx: &mut Cx<'_>, holds: bool, message: &str) {
    if let (false, Some(node)) = (holds, cx.top()) {
        let fault = Fault::soft(FaultKind::Rule, 0, message);
        node.extra_mut().fault.get_or_insert(fault);
    }
}

const INFLATED: &Meta = &Meta::new("inflated", "bytes", "Decompressed content of the field");

impl<C: CompressedContent> Zlib<C> {
    fn of(compressed: Blob) -> Self {
        Self { compressed, content: PhantomData }
    }

    /// Compresses `content`.
    pub fn compress(content: &[u8]) -> Self {
        let mut stream = ZlibEncoder::new(content, Compression::default());
        let mut compressed = Vec::new();
        // Reading from memory into memory cannot fail.
        let _ = stream.read_to_end(&mut compressed);
        Self::of(compressed.into())
    }
}

/// Reads a stream of `count` bytes.
impl<C: CompressedContent> BinRead for Zlib<C> {
    type Args<'a> = VecArgs<()>;

    fn read_options<R: Read + Seek>(
        reader: &mut R,
        endian: Endian,
        args: VecArgs<()>,
    ) -> BinResult<Self> {
        Blob::read_options(reader, endian, args).map(Self::of)
    }
}

impl<C: CompressedContent> Inspect for Zlib<C> {
    const TYPE: &'static str = "zlib";

    fn inspect(cx: &mut Cx<'_>, endian: Endian, args: VecArgs<()>) -> BinResult<Self> {
        let start = cx.pos();
        let compressed = Blob::inspect(cx, endian, args)?;
        if !cx.is_muted() {
            let stream = cx.slice(start, cx.pos());
            let (content, fault) = cx.inflate_zlib(stream);
            let trailing = fault.is_none().then(|| trailing(stream, &content)).flatten();
            if fault.is_none() || !content.is_empty() {
                cx.derived(INFLATED, "inflated", content, C::show);
            }
            if let (Some(fault), Some(node)) = (fault.as_ref().or(trailing.as_ref()), cx.top()) {
                node.extra_mut().fault = Some(fault.clone().at(start));
                // Faults of incomplete content may be consequences.
                let incomplete = node.children.iter_mut().filter(|_| trailing.is_none());
                incomplete.for_each(|content| content.extra_mut().fault = None);
            }
        }
        Ok(Self::of(compressed))
    }
}

/// Returns the fault of a valid stream with trailing bytes.
fn trailing(stream: &[u8], content: &[u8]) -> Option<Fault> {
    // The stream normally ends with the checksum of its content, so it is not decompressed again.
    let adler = u32::try_from(Algorithm::ADLER_32.compute(content)).unwrap_or_default();
    if stream.ends_with(&adler.to_be_bytes()) {
        return None;
    }
    let (mut inflater, mut buffer) = (Decompress::new(true), vec![0; BUFFER_SIZE]);
    loop {
        let (taken, made) = (inflater.total_in(), inflater.total_out());
        let rest = stream.get(usize::try_from(taken).unwrap_or(usize::MAX)..).unwrap_or_default();
        let status = inflater.decompress(rest, &mut buffer, FlushDecompress::None).ok()?;
        let size = (stream.len() as u64).saturating_sub(inflater.total_in());
        if status == Status::StreamEnd {
            let trailing = Quantity::new(size, "trailing byte");
            let message = format!("{trailing} after the end of the zlib stream");
            return (size > 0).then(|| Fault::soft(FaultKind::Rule, 0, message));
        }
        if (taken, made) == (inflater.total_in(), inflater.total_out()) {
            return None;
        }
    }
}

/// Size of the buffer for decompressed bytes that are not kept.
const BUFFER_SIZE: usize = 16 << 10;

impl<C: CompressedContent> FromJson for Zlib<C> {
    fn from_json(draft: &mut Draft<'_>, _: Endian, _: VecArgs<()>) -> BuildResult<Self> {
        draft.bytes().map(|bytes| Self::of(bytes.into()))
    }
}

impl<C: CompressedContent> Load for Zlib<C> {
    fn load(&mut self, source: &[u8]) {
        self.compressed.load(source);
    }
}

impl<C: CompressedContent> ToEnd for Zlib<C> {
    type Args<'a> = ();

    fn read_to_end<R: Read + Seek>(reader: &mut R, endian: Endian, (): ()) -> BinResult<Self> {
        Blob::read_to_end(reader, endian, ()).map(Self::of)
    }

    fn inspect_to_end(cx: &mut Cx<'_>, endian: Endian, (): ()) -> BinResult<Self> {
        let count = usize::try_from(cx.remaining()).unwrap_or(usize::MAX);
        Self::inspect(cx, endian, VecArgs { count, inner: () })
    }
}

impl<C> BinWrite for Zlib<C> {
    type Args<'a> = ();

    fn write_options<W: Write + Seek>(
        &self,
        writer: &mut W,
        endian: Endian,
        (): (),
    ) -> BinResult<()> {
        self.compressed.write_options(writer, endian, ())
    }
}
