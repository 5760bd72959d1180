//! Runs of bytes, and what lies between them.

use binrw::{BinRead, BinResult, Endian, VecArgs};
use bytescope_inspect::{Blob, Cx, Inspect, Meta, Value};
use std::io::{Read, Seek, SeekFrom};

/// A run of bytes of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The first byte.
    pub start: u64,
    /// One past the last byte.
    pub end: u64,
}

impl Place {
    /// The bytes `start..start + size`.
    pub(crate) fn new(start: u64, size: u64) -> Self {
        Self { start, end: start.saturating_add(size) }
    }

    /// How many bytes there are.
    pub(crate) fn size(self) -> u64 {
        self.end.saturating_sub(self.start)
    }

    fn args(self) -> VecArgs<()> {
        VecArgs { count: usize::try_from(self.size()).unwrap_or(usize::MAX), inner: () }
    }
}

/// What lies between places, up to `end`.
pub(crate) fn gaps(mut places: Vec<Place>, end: u64) -> Vec<Place> {
    places.retain(|place| place.size() > 0);
    places.sort_unstable_by_key(|place| place.start);
    let mut gaps = Vec::new();
    let mut reached = 0;
    for place in places.into_iter().chain([Place { start: end, end }]) {
        let start = place.start.min(end);
        if start > reached {
            gaps.push(Place { start: reached, end: start });
        }
        reached = reached.max(place.end);
    }
    gaps
}

/// Whether all bytes there are zero.
pub(crate) fn is_zero<R: Read + Seek>(reader: &mut R, place: Place) -> BinResult<bool> {
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

/// Reads runs of bytes, for `parse_with`.
pub(crate) fn blobs<R: Read + Seek>(
    reader: &mut R,
    endian: Endian,
    (places,): (&[Place],),
) -> BinResult<Vec<Blob>> {
    let mut blobs = Vec::new();
    for place in places {
        reader.seek(SeekFrom::Start(place.start))?;
        blobs.push(Blob::read_options(reader, endian, place.args())?);
    }
    Ok(blobs)
}

const RUN: &Meta = &Meta::new("", "bytes", "Bytes that nothing describes");

/// Reads runs of bytes and shows them: the twin of [`blobs`].
pub(crate) fn show_blobs(
    cx: &mut Cx<'_>,
    endian: Endian,
    (places,): (&[Place],),
) -> BinResult<Vec<Blob>> {
    cx.leaf(Value::List);
    let mut blobs = Vec::new();
    for (index, place) in (0..).zip(places) {
        cx.rewind(place.start);
        blobs.push(cx.item(index, RUN, |cx| Blob::inspect(cx, endian, place.args()))?);
    }
    Ok(blobs)
}
