//! Bytes that no offset leads to.

use super::{Content, Directories, ENTRY, Extent, thumbnail};
use crate::place::{Place, gaps, is_zero};
use binrw::BinResult;
use bytescope_inspect::Blob;
use std::collections::HashSet;

/// The runs of bytes that no offset leads to.
///
/// Zeros between values are no run, unless another gap of that length is one: so the lengths of
/// the runs say where each belongs, and they can be [`place`]d without their offsets.
#[binrw::parser(reader)]
pub(super) fn find(extent: Extent, directories: &Directories) -> BinResult<Vec<Place>> {
    let here = |at: Place| Place::new(extent.start.saturating_add(at.start), at.size());
    let len = extent.end.saturating_sub(extent.start);
    let gaps: Vec<Place> = gaps(directories.places(extent), len);
    let mut lengths = HashSet::new();
    for gap in &gaps {
        if gap.end == len || !is_zero(reader, here(*gap))? {
            lengths.insert(gap.size());
        }
    }
    Ok(gaps.into_iter().filter(|gap| lengths.contains(&gap.size())).map(here).collect())
}

/// Where runs that were found go between `directories`, or behind them: the reverse of [`find`].
/// `None` when there is no such gap.
pub(super) fn place(directories: &Directories, runs: &[Blob]) -> Option<Vec<u64>> {
    let claimed = directories.places(super::from_json::EVERYWHERE);
    let end = claimed.iter().map(|place| place.end).max().unwrap_or_default();
    let lengths: HashSet<u64> = runs.iter().map(Blob::len).collect();
    let gaps = gaps(claimed, end).into_iter().filter(|gap| lengths.contains(&gap.size()));
    // Only the last run may stand behind everything else.
    let gaps = gaps.chain([Place::new(end, runs.last().map_or(0, Blob::len))]);
    let mut left = runs.iter().peekable();
    let starts =
        gaps.filter_map(|gap| left.next_if(|run| run.len() == gap.size()).map(|_| gap.start));
    let starts: Vec<u64> = starts.collect();
    (starts.len() == runs.len()).then_some(starts)
}

impl Directories {
    /// What offsets lead to, within the Exif data.
    fn places(&self, extent: Extent) -> Vec<Place> {
        let mut places = vec![Place::new(0, super::HEADER)];
        for (offset, ifd) in self.all() {
            let mut at = u64::from(offset);
            places.push(Place::new(at, 2));
            at = at.saturating_add(2);
            for entry in &ifd.entries {
                let size = entry.r#type.size_of(entry.count).unwrap_or(4);
                places.push(Place::new(at, size.min(4).saturating_add(8)));
                at = at.saturating_add(ENTRY);
                if let Content::Pointed { offset, value: Some(_) } = &entry.content {
                    places.push(Place::new((*offset).into(), size));
                }
            }
            places.push(Place::new(at, if ifd.next_ifd_offset.is_some() { 4 } else { 0 }));
        }
        let thumbnail = thumbnail(&self.ifd1, extent);
        places.extend(thumbnail.map(|(at, len)| Place::new(at.into(), len.into())));
        places
    }
}
