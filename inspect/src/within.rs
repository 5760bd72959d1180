//! A value confined to a given number of bytes.

use crate::blob::skip;
use crate::gaps::trailing;
use crate::{
    Blob, BufferId, BuildResult, Cx, Draft, FromJson, Inspect, Load, Meta, Presentation, Span,
    too_short,
};
use binrw::{BinRead, BinResult, BinWrite, Endian, VecArgs};
use std::io::{self, Read, Seek, SeekFrom, Write};

/// A `T` confined to `count` bytes, such as the body of a chunk.
///
/// The next field is read after those bytes even if they are not a valid `T`: an invalid body is an
/// invalid field, but does not stop the reader.
///
/// ```
/// use binrw::{Endian, binrw};
/// use bytescope_inspect::{Inspect, Limits, Within, inspect};
///
/// #[derive(Inspect)]
/// #[binrw]
/// struct Chunk {
///     size: u8,
///     #[br(count = size)]
///     body: Within<u32>,
///     end: u8,
/// }
///
/// // The body has three bytes, but its type needs four.
/// let read = inspect::<Chunk>(&[3, 1, 2, 3, 9], Endian::Little, (), Limits::default());
/// assert_eq!(read.tree.recorded_faults()[0].0, "body");
/// let chunk = read.value?;
/// assert_eq!((chunk.body.value, chunk.end), (None, 9));
/// # Ok::<(), binrw::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Within<T> {
    /// The value; `None` if the bytes are not a valid `T`.
    pub value: Option<T>,
    /// Bytes after the value; all bytes if there is no value.
    pub rest: Blob,
}

impl<T> From<T> for Within<T> {
    /// Creates a value that fills its bytes.
    fn from(value: T) -> Self {
        Self { value: Some(value), rest: Blob::default() }
    }
}

impl<T> BinRead for Within<T>
where
    T: BinRead + 'static,
    for<'a> T::Args<'a>: Clone,
{
    type Args<'a> = VecArgs<T::Args<'a>>;

    fn read_options<R: Read + Seek>(
        reader: &mut R,
        endian: Endian,
        args: Self::Args<'_>,
    ) -> BinResult<Self> {
        let start = reader.stream_position()?;
        let all = skip(reader, args.count as u64)?;
        let end = all.end();
        reader.seek(SeekFrom::Start(start))?;
        let mut window = Window { inner: reader, end };
        let (value, rest) = match T::read_options(&mut window, endian, args.inner) {
            Ok(value) => (Some(value), window.stream_position()?.min(end)),
            Err(_) => (None, start),
        };
        reader.seek(SeekFrom::Start(end))?;
        Ok(Self { value, rest: Blob::At(Span::bytes(BufferId::SOURCE, rest, end)) })
    }
}

impl<T> BinWrite for Within<T>
where
    T: for<'a> BinWrite<Args<'a> = ()>,
{
    type Args<'a> = ();

    fn write_options<W: Write + Seek>(
        &self,
        writer: &mut W,
        endian: Endian,
        (): (),
    ) -> BinResult<()> {
        if let Some(value) = &self.value {
            value.write_options(writer, endian, ())?;
        }
        self.rest.write_options(writer, endian, ())
    }
}

const REST: &Meta = &Meta::new("rest", "bytes", "");
const UNREAD: &Meta = &Meta::new("unread", "bytes", "");

impl<T> Inspect for Within<T>
where
    T: Inspect + 'static,
    for<'a> T::Args<'a>: Clone,
{
    const TYPE: &'static str = T::TYPE;
    const DOC: &'static str = T::DOC;
    const PRESENTATION: Option<&'static Presentation> = T::PRESENTATION;

    fn inspect(cx: &mut Cx<'_>, endian: Endian, args: Self::Args<'_>) -> BinResult<Self> {
        let (start, size, left) = (cx.pos(), args.count as u64, cx.remaining());
        let result = cx.within(size, |cx| T::inspect(cx, endian, args.inner));
        if size > left {
            // The data ends inside the body, which is a fault even if `T` could be read.
            if result.is_ok() {
                cx.clear_error();
                cx.rewind(start);
                cx.skip(size)?;
            }
            return Err(result.err().filter(binrw::Error::is_eof).unwrap_or(too_short(size, left)));
        }
        let end = start.saturating_add(size);
        let (value, rest) = match result {
            Ok(value) => {
                let rest = cx.pos().min(end);
                if rest < end {
                    let span = cx.span(rest, end);
                    cx.add_filler(REST, span, Some(&trailing(end.saturating_sub(rest))));
                }
                (Some(value), rest)
            }
            Err(error) => {
                cx.record_error(&error);
                cx.clear_error();
                let read = cx.end_of_fields().clamp(start, end);
                if read < end {
                    let span = cx.span(read, end);
                    cx.add_filler(UNREAD, span, None);
                }
                (None, start)
            }
        };
        cx.rewind(end);
        Ok(Self { value, rest: Blob::At(Span::bytes(BufferId::SOURCE, rest, end)) })
    }
}

impl<T> FromJson for Within<T>
where
    T: FromJson + 'static,
    for<'a> T::Args<'a>: Clone,
{
    fn from_json(draft: &mut Draft<'_>, endian: Endian, args: Self::Args<'_>) -> BuildResult<Self> {
        let value = Some(T::from_json(draft, endian, args.inner)?);
        Ok(Self { value, rest: Blob::default() })
    }
}

impl<T: Load> Load for Within<T> {
    fn load(&mut self, source: &[u8]) {
        self.value.load(source);
        self.rest.load(source);
    }
}

/// `Read` and `Seek` as one trait object, so that nested windows have the same type.
trait WindowStream: Read + Seek {}
impl<S: Read + Seek> WindowStream for S {}

/// A stream that ends at offset `end`. Offsets are those of the underlying stream.
struct Window<'w> {
    inner: &'w mut dyn WindowStream,
    end: u64,
}

impl Read for Window<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let left = self.end.saturating_sub(self.inner.stream_position()?);
        let len = usize::try_from(left).unwrap_or(usize::MAX).min(buf.len());
        self.inner.read(buf.get_mut(..len).unwrap_or_default())
    }
}

impl Seek for Window<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match to {
            SeekFrom::End(by) => {
                let to = self.end.checked_add_signed(by).ok_or(io::ErrorKind::InvalidInput)?;
                self.inner.seek(SeekFrom::Start(to))
            }
            other => self.inner.seek(other),
        }
    }

    fn stream_position(&mut self) -> io::Result<u64> {
        self.inner.stream_position()
    }
}
