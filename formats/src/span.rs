//! Spans of bytes and the gaps between them.

use binrw::{BinRead, BinResult, Endian, VecArgs};
use bytescope_inspect::{Blob, Cx, Inspect, Meta, Value};
use std::io::{Read, Seek, SeekFrom};

/// Span of bytes in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileSpan {
    /// Offset of the first byte.
    pub start: u64,
    /// Offset past the last byte.
    pub end: u64,
}

impl FileSpan {
    /// Returns the span `start..start + size`.
    pub(crate) fn new(start: u64, size: u64) -> Self {
        Self { start, end: start.saturating_add(size) }
    }

    /// Returns the number of bytes.
    pub(crate) fn size(self) -> u64 {
        self.end.saturating_sub(self.start)
    }

    fn args(self) -> VecArgs<()> {
        VecArgs { count: usize::try_from(self.size()).unwrap_or(usize::MAX), inner: () }
    }
}

/// Returns the gaps between spans, up to `end`.
pub(crate) fn gaps(mut places: Vec<FileSpan>, end: u64) -> Vec<FileSpan> {
    places.retain(|place| place.size() > 0);
    places.sort_unstable_by_key(|place| place.start);
    let mut gaps = Vec::new();
    let mut reached = 0;
    for place in places.into_iter().chain([FileSpan { start: end, end }]) {
        let start = place.start.min(end);
        if start > reached {
            gaps.push(FileSpan { start: reached, end: start });
        }
        reached = reached.max(place.end);
    }
    gaps
}

/// True if all bytes of a span are zero.
pub(crate) fn is_zero<R: Read + Seek>(reader: &mut R, place: FileSpan) -> BinResult<bool> {
    let mut chunk = [0; 512];
    let mut at = place.start;
    reader.seek(SeekFrom::Start(at))?;
    while at < place.end {
        let left = usize::try_from(place.end.saturating_sub(at)).unwrap_or(usize::MAX);
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

/// Reads spans of bytes, for `parse_with`.
pub(crate) fn blobs<R: Read + Seek>(
    reader: &mut R,
    endian: Endian,
    (places,): (&[FileSpan],),
) -> BinResult<Vec<Blob>> {
    let mut blobs = Vec::new();
    for place in places {
        reader.seek(SeekFrom::Start(place.start))?;
        blobs.push(Blob::read_options(reader, endian, place.args())?);
    }
    Ok(blobs)
}

const RUN: &Meta = &Meta::new("", "bytes", "Bytes not covered by any field");

/// Reads and shows spans of bytes: counterpart of [`blobs`] for the field tree.
pub(crate) fn show_blobs(
    cx: &mut Cx<'_>,
    endian: Endian,
    (places,): (&[FileSpan],),
) -> BinResult<Vec<Blob>> {
    cx.leaf(Value::List);
    let mut blobs = Vec::new();
    for (index, place) in (0..).zip(places) {
        cx.rewind(place.start);
        blobs.push(cx.item(index, RUN, |cx| Blob::inspect(cx, endian, place.args()))?);
    }
    Ok(blobs)
}
