//! Spans of bytes and the gaps between them.

use binrw::{BinRead, BinResult, Endian, VecArgs};
use bytescope_inspect::{Blob, Cx, Inspect, Meta, Value};
use std::io::{Read, Seek, SeekFrom};

/// Span of bytes in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileSpan {
    /// Offset of the first byte.
    pub start: u64,
    /// Offset after the last byte.
    pub end: u64,
}

impl FileSpan {
    /// Returns the span `start..start + size`.
    pub(crate) fn new(start: u64, size: u64) -> Self {
        Self { start, end: start.saturating_add(size) }
    }

    /// Returns the size in bytes.
    pub(crate) fn size(self) -> u64 {
        self.end.saturating_sub(self.start)
    }

    fn args(self) -> VecArgs<()> {
        VecArgs { count: usize::try_from(self.size()).unwrap_or(usize::MAX), inner: () }
    }
}

/// Returns the gaps between spans, from 0 to `end`.
pub(crate) fn gaps(mut spans: Vec<FileSpan>, end: u64) -> Vec<FileSpan> {
    spans.retain(|span| span.size() > 0);
    spans.sort_unstable_by_key(|span| span.start);
    let mut gaps = Vec::new();
    let mut reached = 0;
    for span in spans.into_iter().chain([FileSpan { start: end, end }]) {
        let start = span.start.min(end);
        if start > reached {
            gaps.push(FileSpan { start: reached, end: start });
        }
        reached = reached.max(span.end);
    }
    gaps
}

/// True if all bytes of a span are zero.
pub(crate) fn is_zero<R: Read + Seek>(reader: &mut R, span: FileSpan) -> BinResult<bool> {
    let mut chunk = [0; 512];
    let mut at = span.start;
    reader.seek(SeekFrom::Start(at))?;
    while at < span.end {
        let left = usize::try_from(span.end.saturating_sub(at)).unwrap_or(usize::MAX);
        let size = left.min(chunk.len());
        let bytes = chunk.get_mut(..size).unwrap_or_default();
        reader.read_exact(bytes)?;
        if bytes.iter().any(|b| *b != 0) {
            return Ok(false);
        }
        at = at.saturating_add(size as u64);
    }
    Ok(true)
}

/// Reads spans of bytes as blobs, for `parse_with`.
pub(crate) fn blobs<R: Read + Seek>(
    reader: &mut R,
    endian: Endian,
    (spans,): (&[FileSpan],),
) -> BinResult<Vec<Blob>> {
    let mut blobs = Vec::new();
    for span in spans {
        reader.seek(SeekFrom::Start(span.start))?;
        blobs.push(Blob::read_options(reader, endian, span.args())?);
    }
    Ok(blobs)
}

const UNCLAIMED: &Meta = &Meta::new("", "bytes", "Bytes not covered by any field");

/// Counterpart of [`blobs`] that builds the field tree.
pub(crate) fn show_blobs(
    cx: &mut Cx<'_>,
    endian: Endian,
    (spans,): (&[FileSpan],),
) -> BinResult<Vec<Blob>> {
    cx.leaf(Value::List);
    let mut blobs = Vec::new();
    for (index, span) in (0..).zip(spans) {
        cx.rewind(span.start);
        blobs.push(cx.item(index, UNCLAIMED, |cx| Blob::inspect(cx, endian, span.args()))?);
    }
    Ok(blobs)
}
