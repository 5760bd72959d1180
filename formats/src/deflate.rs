//! Raw deflate data (RFC 1951) whose end only inflating it can tell.

use binrw::{BinRead, BinResult, BinWrite, Endian, Error};
use bytescope_inspect::{
    Blob, BufferId, BuildResult, Cx, Draft, Fact, FaultKind, FromJson, Inspect, Load, Span, Value,
    too_short,
};
use flate2::read::DeflateEncoder;
use flate2::{Compression, Decompress, FlushDecompress, Status};
use std::io::{Cursor, Read, Seek, SeekFrom, Write};

/// Deflate data that ends with its final block. The content is checked, not kept: reading takes
/// the same memory whatever it expands to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deflate {
    /// The data as stored.
    pub compressed: Blob,
    /// CRC-32 of the content.
    pub crc32: u32,
    /// Number of bytes of the content.
    pub inflated_len: u64,
}

/// Why inflating ended early, and where.
enum Failure {
    /// The input ended before the final block did.
    Cut(u64),
    /// The input is no deflate data at this byte or shortly before.
    Corrupt(u64),
    Io(Error),
}

impl<E: Into<Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Io(error.into())
    }
}

/// The first read. Every further one is twice as long, so that short data, of which a file may
/// have millions, costs no more than it is long.
const FIRST_READ: usize = 512;
const LONGEST_READ: usize = 64 << 10;

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

    fn inflate<R: Read + Seek>(reader: &mut R) -> Result<Self, Failure> {
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
                let Ok(status) = status else { return Err(Failure::Corrupt(at)) };
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
                if made == output.len() && output.len() < LONGEST_READ {
                    output.resize(output.len().saturating_mul(2), 0);
                } else if fresh.is_empty() && made < output.len() {
                    break;
                } else if taken == 0 && made == 0 {
                    return Err(Failure::Corrupt(at));
                }
            }
            if filled < input.len() {
                return Err(Failure::Cut(reader.stream_position()?));
            }
            input.resize(input.len().saturating_mul(2).min(LONGEST_READ), 0);
        }
    }
}

/// Fills `buffer` as far as there is input; the number of bytes.
fn fill<R: Read>(reader: &mut R, buffer: &mut [u8]) -> std::io::Result<usize> {
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

const CORRUPT: &str = "not deflate data (RFC 1951)";

impl BinRead for Deflate {
    type Args<'a> = ();

    fn read_options<R: Read + Seek>(reader: &mut R, _: Endian, (): ()) -> BinResult<Self> {
        Self::inflate(reader).map_err(|failure| match failure {
            Failure::Cut(_) => too_short(1, 0),
            Failure::Corrupt(pos) => Error::AssertFail { pos, message: CORRUPT.to_owned() },
            Failure::Io(error) => error,
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
        Self::inflate(cx).map_err(|failure| match failure {
            // What is there is the field, and the fault stands where it ends.
            Failure::Cut(end) => {
                cx.rewind(end);
                let (expected, actual) =
                    (Fact::words("a final block"), Fact::words("the end of the data"));
                cx.refuse(FaultKind::Truncated, "the deflate data is cut short", expected, actual)
            }
            Failure::Corrupt(pos) => {
                cx.rewind(pos);
                Error::AssertFail { pos, message: CORRUPT.to_owned() }
            }
            Failure::Io(error) => error,
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
