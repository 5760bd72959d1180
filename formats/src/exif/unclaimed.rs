//! Bytes not referenced by any offset.

use super::{Directories, ENTRY_SIZE, EntryContent, OffsetBase, thumbnail};
use crate::span::{FileSpan, gaps, is_zero};
use binrw::BinResult;
use bytescope_inspect::Blob;
use std::collections::HashSet;

/// Finds the spans not referenced by any offset.
///
/// Gaps of zeros between values are skipped, unless another gap of the same size is not zero. Thus
/// the sizes of the spans identify their gaps, and [`assign_offsets`] does not need offsets.
#[binrw::parser(reader)]
pub(super) fn find(base: OffsetBase, directories: &Directories) -> BinResult<Vec<FileSpan>> {
    let here = |at: FileSpan| FileSpan::new(base.start.saturating_add(at.start), at.size());
    let len = base.end.saturating_sub(base.start);
    let gaps: Vec<FileSpan> = gaps(directories.claimed_spans(base), len);
    let mut lengths = HashSet::new();
    for gap in &gaps {
        if gap.end == len || !is_zero(reader, here(*gap))? {
            lengths.insert(gap.size());
        }
    }
    Ok(gaps.into_iter().filter(|gap| lengths.contains(&gap.size())).map(here).collect())
}

/// Returns the offsets of blobs in the gaps between the parts of `directories` or after them. This
/// is the reverse of [`find`]. Returns `None` if a blob does not fit in any gap.
pub(super) fn assign_offsets(directories: &Directories, blobs: &[Blob]) -> Option<Vec<u64>> {
    let claimed = directories.claimed_spans(super::from_json::MAX_REGION);
    let end = claimed.iter().map(|span| span.end).max().unwrap_or_default();
    let lengths: HashSet<u64> = blobs.iter().map(Blob::len).collect();
    let gaps = gaps(claimed, end).into_iter().filter(|gap| lengths.contains(&gap.size()));
    // Only the last blob may follow all other data.
    let gaps = gaps.chain([FileSpan::new(end, blobs.last().map_or(0, Blob::len))]);
    let mut left = blobs.iter().peekable();
    let offsets =
        gaps.filter_map(|gap| left.next_if(|blob| blob.len() == gap.size()).map(|_| gap.start));
    let offsets: Vec<u64> = offsets.collect();
    (offsets.len() == blobs.len()).then_some(offsets)
}

impl Directories {
    /// Returns the spans referenced by offsets, relative to the Exif data.
    fn claimed_spans(&self, base: OffsetBase) -> Vec<FileSpan> {
        let mut spans = vec![FileSpan::new(0, super::HEADER_SIZE)];
        for (offset, ifd) in self.all() {
            let mut at = u64::from(offset);
            spans.push(FileSpan::new(at, 2));
            at = at.saturating_add(2);
            for entry in &ifd.entries {
                let size = entry.r#type.size_of(entry.count).unwrap_or(4);
                spans.push(FileSpan::new(at, size.min(4).saturating_add(8)));
                at = at.saturating_add(ENTRY_SIZE);
                if let EntryContent::ValueOffset { offset, value: Some(_) } = &entry.content {
                    spans.push(FileSpan::new((*offset).into(), size));
                }
            }
            spans.push(FileSpan::new(at, if ifd.next_ifd_offset.is_some() { 4 } else { 0 }));
        }
        let thumbnail = thumbnail(&self.ifd1, base);
        spans.extend(thumbnail.map(|(at, len)| FileSpan::new(at.into(), len.into())));
        spans
    }
}
