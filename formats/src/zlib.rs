//! zlib-compressed fields, shown with their decompressed content.

use binrw::{BinRead, BinResult, BinWrite, Endian, VecArgs};
use bytescope_inspect::{
    Blob, BuildResult, Cx, Draft, Fault, FaultKind, FromJson, Inspect, Latin1, Limit, Load, Meta,
    Text, ToEnd, Utf8,
};
use flate2::Compression;
use flate2::read::{ZlibDecoder, ZlibEncoder};
use std::io::{Read, Seek, Write};
use std::marker::PhantomData;

/// zlib stream (RFC 1950) up to the end of its region. The field tree shows its content as text in
/// the character set `C`, or as bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zlib<C = Binary> {
    /// Compressed stream as stored.
    pub compressed: Blob,
    content: PhantomData<C>,
}

/// Content type of a compressed field.
pub trait CompressedContent {
    /// Shows the content of a separate buffer.
    ///
    /// # Errors
    /// The buffer does not contain content of this type.
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

    /// Decompresses at most `most` bytes of content and returns them with any fault.
    fn inflate(stream: &[u8], most: u64) -> (Vec<u8>, Option<(FaultKind, String)>) {
        let mut content = Vec::new();
        let result =
            ZlibDecoder::new(stream).take(most.saturating_add(1)).read_to_end(&mut content);
        let more = content.len() as u64 > most;
        content.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        let fault = match result {
            Err(error) => Some((FaultKind::Rule, format!("invalid zlib stream: {error}"))),
            Ok(_) if more => {
                let limit = Limit::Decompressed;
                Some((FaultKind::Limit(limit), limit.message(most)))
            }
            Ok(_) => None,
        };
        (content, fault)
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
            let most = cx.inflatable();
            let (content, fault) = Self::inflate(cx.slice(start, cx.pos()), most);
            if fault.is_none() || !content.is_empty() {
                cx.derived(INFLATED, "inflated", content, C::show);
            }
            if let (Some((kind, message)), Some(node)) = (fault, cx.top()) {
                node.extra_mut().fault = Some(Fault::soft(kind, start, message));
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
