//! Raw DEFLATE data (RFC 1951), whose size is determined by decompressing it.

use binrw::{BinRead, BinResult, BinWrite, Endian, Error};
use bytescope_inspect::{
    Blob, BufferId, BuildResult, ContentCoding, Cx, Draft, Fact, FaultKind, FromJson, Inspect,
    Load, Span, Value, too_short,
};
use flate2::read::DeflateEncoder;
use flate2::{Compression, Decompress, FlushDecompress, Status};
use std::io::{Cursor, Read, Seek, SeekFrom, Write};

/// DEFLATE data, ending with its final block. The uncompressed data is not kept, so memory use does
/// not depend on its size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deflate {
    /// Compressed data as stored.
    pub compressed: Blob,
    /// CRC-32 of the uncompressed data.
    pub crc32: u32,
    /// Size of the uncompressed data in bytes.
    pub inflated_len: u64,
}

/// Decompression error.
enum InflateFailure {
    /// The input ends, at this offset, before the end of the final block.
    Truncated(u64),
    /// The input is invalid at or shortly before this offset.
    Corrupt(u64),
    /// The input could not be read.
    Io(Error),
}

impl<E: Into<Error>> From<E> for InflateFailure {
    fn from(error: E) -> Self {
        Self::Io(error.into())
    }
}

/// Size of the first read in bytes. Each further read doubles it. Short streams are cheap this way,
/// which matters because a file may contain millions of them.
const FIRST_READ: usize = 512;
/// Maximum size of a read in bytes.
const MAX_READ: usize = 64 << 10;

impl Deflate {
    /// Compresses `content`.
    pub fn compress(content: &[u8]) -> Self {
        let mut stream = DeflateEncoder::new(content, Compression::default());
        let mut compressed = Vec::new();
        // Reading from memory into memory cannot fail.
        let _ = stream.read_to_end(&mut compressed);
        let (crc32, inflated_len) = (crc32fast::hash(content), content.len() as u64);
        Self { compressed: compressed.into(), crc32, inflated_len }
    }

    fn inflate<R: Read + Seek>(reader: &mut R) -> Result<Self, InflateFailure> {
        let start = reader.stream_position()?;
        let mut inflater = Decompress::new(false);
        let mut crc = crc32fast::Hasher::new();
        let (mut input, mut output) = (vec![0; FIRST_READ], vec![0; FIRST_READ]);
        loop {
            let filled = fill(reader, &mut input)?;
            let mut fresh = input.get(..filled).unwrap_or_default();
            loop {
                let (taken, made) = (inflater.total_in(), inflater.total_out());
                let status = inflater.decompress(fresh, &mut output, FlushDecompress::None);
                let taken = inflater.total_in().saturating_sub(taken);
                let made = inflater.total_out().saturating_sub(made);
                let at = start.saturating_add(inflater.total_in());
                let Ok(status) = status else { return Err(InflateFailure::Corrupt(at)) };
                let (taken, made) = (usize::try_from(taken), usize::try_from(made));
                let (taken, made) = (taken.unwrap_or(usize::MAX), made.unwrap_or(usize::MAX));
                crc.update(output.get(..made).unwrap_or_default());
                fresh = fresh.get(taken..).unwrap_or_default();
                if status == Status::StreamEnd {
                    reader.seek(SeekFrom::Start(at))?;
                    let compressed = Blob::At(Span::bytes(BufferId::SOURCE, start, at));
                    let (crc32, inflated_len) = (crc.finalize(), inflater.total_out());
                    return Ok(Self { compressed, crc32, inflated_len });
                }
                if made == output.len() && output.len() < MAX_READ {
                    output.resize(output.len().saturating_mul(2), 0);
                } else if fresh.is_empty() && made < output.len() {
                    break;
                } else if taken == 0 && made == 0 {
                    return Err(InflateFailure::Corrupt(at));
                }
            }
            if filled < input.len() {
                return Err(InflateFailure::Truncated(reader.stream_position()?));
            }
            input.resize(input.len().saturating_mul(2).min(MAX_READ), 0);
        }
    }
}

/// Decompressor for DEFLATE data in memory, reusable for many streams. The uncompressed data is not
/// kept.
#[derive(Debug)]
pub(crate) struct Inflater {
    state: Decompress,
    output: Vec<u8>,
}

/// Properties of a decompressed stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Inflated {
    /// Size of the compressed data in bytes, up to the end of the final block.
    pub(crate) compressed_len: u64,
    /// CRC-32 of the uncompressed data.
    pub(crate) crc32: u32,
    /// Size of the uncompressed data in bytes.
    pub(crate) inflated_len: u64,
}

/// Reason for which [`Inflater::inflate`] failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InflateError {
    /// The data ends before the end of the final block.
    Truncated,
    /// The data is invalid at or shortly before this offset.
    Corrupt(u64),
    /// The uncompressed data is larger than the maximum.
    LimitReached,
}

impl Inflater {
    /// Creates a decompressor.
    pub(crate) fn new() -> Self {
        Self { state: Decompress::new(false), output: Vec::new() }
    }

    /// Decompresses the stream at the start of `data` to at most `max` bytes.
    pub(crate) fn inflate(&mut self, data: &[u8], max: u64) -> Result<Inflated, InflateError> {
        self.state.reset(false);
        self.output.resize(MAX_READ, 0);
        let mut crc = crc32fast::Hasher::new();
        loop {
            let (taken, made) = (self.state.total_in(), self.state.total_out());
            let rest = data.get(index(taken)..).unwrap_or_default();
            let status = self.state.decompress(rest, &mut self.output, FlushDecompress::None);
            let compressed_len = self.state.total_in();
            let Ok(status) = status else { return Err(InflateError::Corrupt(compressed_len)) };
            let inflated_len = self.state.total_out();
            let fresh = index(inflated_len.saturating_sub(made));
            if inflated_len > max {
                return Err(InflateError::LimitReached);
            }
            crc.update(self.output.get(..fresh).unwrap_or_default());
            if status == Status::StreamEnd {
                return Ok(Inflated { compressed_len, crc32: crc.finalize(), inflated_len });
            }
            if fresh == 0 && compressed_len == taken {
                return Err(InflateError::Truncated);
            }
        }
    }

    /// Returns the size of the data that the last call decompressed, even if it failed.
    pub(crate) fn inflated_len(&self) -> u64 {
        self.state.total_out()
    }
}

/// Converts an offset to an index.
fn index(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

/// Reads until `buffer` is full or the input ends, and returns the number of bytes read.
pub(crate) fn fill<R: Read>(reader: &mut R, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0_usize;
    while let Some(free) = buffer.get_mut(filled..).filter(|free| !free.is_empty()) {
        match reader.read(free) {
            Ok(0) => break,
            Ok(n) => filled = filled.saturating_add(n),
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(filled)
}

/// Message for data that ends before the end of its final block.
pub(crate) const TRUNCATED: &str = "truncated DEFLATE data";
/// Message for data that cannot be decompressed.
pub(crate) const CORRUPT: &str = "invalid DEFLATE data (RFC 1951)";

impl BinRead for Deflate {
    type Args<'a> = ();

    fn read_options<R: Read + Seek>(reader: &mut R, _: Endian, (): ()) -> BinResult<Self> {
        Self::inflate(reader).map_err(|failure| match failure {
            InflateFailure::Truncated(_) => too_short(1, 0),
            InflateFailure::Corrupt(pos) => Error::AssertFail { pos, message: CORRUPT.to_owned() },
            InflateFailure::Io(error) => error,
        })
    }
}

impl BinWrite for Deflate {
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

impl Inspect for Deflate {
    const TYPE: &'static str = "deflate";

    fn inspect(cx: &mut Cx<'_>, _: Endian, (): ()) -> BinResult<Self> {
        cx.leaf(Value::Bytes);
        cx.content(ContentCoding::Deflate);
        Self::inflate(cx).map_err(|failure| match failure {
            // The field covers the available data; the fault is located at its end.
            InflateFailure::Truncated(end) => {
                cx.rewind(end);
                let (expected, actual) =
                    (Fact::description("a final block"), Fact::description("end of data"));
                cx.refuse(FaultKind::Truncated, TRUNCATED, expected, actual)
            }
            InflateFailure::Corrupt(pos) => {
                cx.rewind(pos);
                Error::AssertFail { pos, message: CORRUPT.to_owned() }
            }
            InflateFailure::Io(error) => error,
        })
    }
}

impl FromJson for Deflate {
    fn from_json(draft: &mut Draft<'_>, _: Endian, (): ()) -> BuildResult<Self> {
        Self::inflate(&mut Cursor::new(draft.bytes()?))
            .map(|mut data| {
                data.load(&draft.bytes().unwrap_or_default());
                data
            })
            .map_err(|_| draft.error(CORRUPT))
    }
}

impl Load for Deflate {
    fn load(&mut self, source: &[u8]) {
        self.compressed.load(source);
    }
}
