//! zlib-compressed fields and their decompressed content.

use binrw::{BinRead, BinResult, BinWrite, Endian, VecArgs};
use bytescope_inspect::{
    Blob, BuildResult, Cx, Draft, FromJson, Inspect, Latin1, Load, Meta, Text, ToEnd, Utf8,
};
use flate2::Compression;
use flate2::read::ZlibEncoder;
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
        Text::<Self>::inspect_to_end(cx, Endian::Little, ()).map(drop)
    }
}

impl CompressedContent for Utf8 {
    fn show(cx: &mut Cx<'_>) -> BinResult<()> {
        Text::<Self>::inspect_to_end(cx, Endian::Little, ()).map(drop)
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
            let (content, fault) = cx.inflate_zlib(cx.slice(start, cx.pos()));
            if fault.is_none() || !content.is_empty() {
                cx.derived(INFLATED, "inflated", content, C::show);
            }
            if let (Some(fault), Some(node)) = (fault, cx.top()) {
                node.extra_mut().fault = Some(fault.at(start));
            }
        }
        Ok(Self::of(compressed))
    }
}

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
