//! Bytes not referenced by any offset.

use super::{Directories, ENTRY, EntryContent, OffsetBase, thumbnail};
use crate::span::{FileSpan, gaps, is_zero};
use binrw::BinResult;
use bytescope_inspect::Blob;
use std::collections::HashSet;

/// Finds the spans not referenced by any offset.
///
/// Zeros between values are skipped, unless another gap of the same length is not zero. The
/// lengths of the runs thus identify their gaps, so they can be [`place`]d without offsets.
#[binrw::parser(reader)]
pub(super) fn find(extent: OffsetBase, directories: &Directories) -> BinResult<Vec<FileSpan>> {
    let here = |at: FileSpan| FileSpan::new(extent.start.saturating_add(at.start), at.size());
    let len = extent.end.saturating_sub(extent.start);
    let gaps: Vec<FileSpan> = gaps(directories.places(extent), len);
    let mut lengths = HashSet::new();
    for gap in &gaps {
        if gap.end == len || !is_zero(reader, here(*gap))? {
            lengths.insert(gap.size());
        }
    }
    Ok(gaps.into_iter().filter(|gap| lengths.contains(&gap.size())).map(here).collect())
}

/// Returns the offsets of runs in the gaps between `directories`, or after them: the reverse of
/// [`find`]. `None` if a run fits no gap.
pub(super) fn place(directories: &Directories, runs: &[Blob]) -> Option<Vec<u64>> {
    let claimed = directories.places(super::from_json::EVERYWHERE);
    let end = claimed.iter().map(|place| place.end).max().unwrap_or_default();
    let lengths: HashSet<u64> = runs.iter().map(Blob::len).collect();
    let gaps = gaps(claimed, end).into_iter().filter(|gap| lengths.contains(&gap.size()));
    // Only the last run may follow all other data.
    let gaps = gaps.chain([FileSpan::new(end, runs.last().map_or(0, Blob::len))]);
    let mut left = runs.iter().peekable();
    let starts =
        gaps.filter_map(|gap| left.next_if(|run| run.len() == gap.size()).map(|_| gap.start));
    let starts: Vec<u64> = starts.collect();
    (starts.len() == runs.len()).then_some(starts)
}

impl Directories {
    /// Returns the spans referenced by offsets, relative to the Exif data.
    fn places(&self, extent: OffsetBase) -> Vec<FileSpan> {
        let mut places = vec![FileSpan::new(0, super::HEADER)];
        for (offset, ifd) in self.all() {
            let mut at = u64::from(offset);
            places.push(FileSpan::new(at, 2));
            at = at.saturating_add(2);
            for entry in &ifd.entries {
                let size = entry.r#type.size_of(entry.count).unwrap_or(4);
                places.push(FileSpan::new(at, size.min(4).saturating_add(8)));
                at = at.saturating_add(ENTRY);
                if let EntryContent::ValueOffset { offset, value: Some(_) } = &entry.content {
                    places.push(FileSpan::new((*offset).into(), size));
                }
            }
            places.push(FileSpan::new(at, if ifd.next_ifd_offset.is_some() { 4 } else { 0 }));
        }
        let thumbnail = thumbnail(&self.ifd1, extent);
        places.extend(thumbnail.map(|(at, len)| FileSpan::new(at.into(), len.into())));
        places
    }
}
