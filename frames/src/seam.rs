//! Entry of a scan into the middle of an input.

use crate::finder::{Cursor, Finder, FinderStep};
use crate::parallel::{ParallelScan, ReadAt, Segment};
use std::collections::BTreeSet;
use std::io;

/// Number of maximum frame sizes before a cut that are examined first.
const LOOKBACK_FRAMES: usize = 2;
/// Maximum number of bytes before a cut that are examined for all possible ends of frames.
const MAX_LOOKBACK: u64 = 16 << 20;
/// Segment size of the sequential scan if the bytes before a cut are ambiguous.
const SEGMENT_SIZE: u32 = 1 << 20;

impl Finder {
    /// True if the frames after an offset depend only on the end of the last frame before it, so that
    /// ranges of an input can be scanned separately. False for frames that are confirmed by adjacent
    /// frames or may start at any byte.
    pub fn is_splittable(&self) -> bool {
        !self.needs_confirmation() && !self.starts_anywhere()
    }

    /// Returns the offset at which a sequential scan continues after the last frame that starts before
    /// `cut`, but at least `cut`, of the first `len` bytes of an input.
    ///
    /// The result does not require the preceding frames: the bytes before the cut are scanned from
    /// every offset at which the preceding frame may end. If all scans agree, the result is certain.
    /// Otherwise, more bytes are examined, at most all bytes from the start of the input.
    ///
    /// # Errors
    /// Returns an error if the input cannot be read, or an error of kind
    /// [`Unsupported`](io::ErrorKind::Unsupported) unless the finder is
    /// [splittable](Self::is_splittable).
    pub fn seam<I: ReadAt + ?Sized>(&self, input: &I, len: u64, cut: u64) -> io::Result<u64> {
        if !self.is_splittable() {
            return Err(io::ErrorKind::Unsupported.into());
        }
        let cut = cut.min(len);
        let mut lookback = self.longest().saturating_mul(LOOKBACK_FRAMES) as u64;
        while lookback < cut && lookback <= MAX_LOOKBACK {
            if let Some(seam) = self.certain_seam(input, len, cut.saturating_sub(lookback), cut)? {
                return Ok(seam);
            }
            lookback = lookback.saturating_mul(4);
        }
        self.sequential_seam(input, len, cut)
    }

    /// Scans from every offset at which a frame that starts before `from` may end. Returns the seam if
    /// it is the same for all of them.
    fn certain_seam<I: ReadAt + ?Sized>(
        &self,
        input: &I,
        len: u64,
        from: u64,
        cut: u64,
    ) -> io::Result<Option<u64>> {
        let mut segment = Segment::starting(from, len);
        let size = usize::try_from(cut.saturating_sub(from)).unwrap_or(usize::MAX);
        segment.extend(input, size.saturating_add(self.longest()).saturating_add(1));
        // Ends of the frame before `from`; those from `unseen` on are not in the set yet.
        let mut ends = BTreeSet::new();
        let (mut unseen, last) = (from, from.saturating_add(self.longest() as u64));
        let mut at = from;
        while at < cut {
            let mut cursor = Cursor::starting(at);
            match self.step(&mut cursor, &segment.window(), at.saturating_add(1)) {
                FinderStep::Frame(found) => {
                    at = found.offset.saturating_add(1);
                    self.pass(&mut ends, &mut unseen, last, found.offset, found.end());
                }
                FinderStep::Run(run) => {
                    let end = run.first.end();
                    at = run.first.offset.saturating_add(1);
                    self.pass(&mut ends, &mut unseen, last, run.first.offset, end);
                }
                FinderStep::Rejected(_) | FinderStep::Skip => at = cursor.at,
                FinderStep::Wait => segment.extend(input, self.longest().max(1)),
                FinderStep::End => {
                    if segment.window().last {
                        break;
                    }
                    segment.extend(input, self.longest().max(1));
                }
            }
            if let Some(error) = segment.error.take() {
                return Err(error);
            }
        }
        if unseen < last {
            // Some scans reach the cut without a frame.
            ends.insert(cut);
        }
        let seams: BTreeSet<u64> = ends.iter().map(|end| (*end).max(cut)).collect();
        Ok(seams.first().copied().filter(|_| seams.len() == 1))
    }

    /// Replaces the ends at or before the start of a frame with the end of the frame.
    fn pass(&self, ends: &mut BTreeSet<u64>, unseen: &mut u64, last: u64, start: u64, end: u64) {
        let later = ends.split_off(&start.saturating_add(1));
        let reaches = !ends.is_empty() || *unseen <= start.min(last.saturating_sub(1));
        *ends = later;
        *unseen = (*unseen).max(start.saturating_add(1));
        if reaches {
            ends.insert(end);
        }
    }

    /// Scans from the start of the input.
    fn sequential_seam<I: ReadAt + ?Sized>(
        &self,
        input: &I,
        len: u64,
        cut: u64,
    ) -> io::Result<u64> {
        let scan = ParallelScan::range(self, input, len, 0..cut, SEGMENT_SIZE);
        let (mut segment, mut seam) = (Segment::default(), cut);
        for number in 0..scan.count() {
            scan.scan(number, &mut segment);
            if let Some(error) = segment.error.take() {
                return Err(error);
            }
            seam = segment.runs.last().map_or(seam, |run| run.end().max(cut));
        }
        Ok(seam)
    }
}
