//! Scanning of random-access input on several threads.

use crate::finder::{Cursor, Finder, FinderStep};
use crate::scanner::{event, skip};
use crate::search::InputWindow;
use crate::{Event, FrameRun, Rejected, Tally};
use std::fmt;
use std::io;
use std::ops::Range;
use std::sync::{Condvar, Mutex, PoisonError};

/// Random-access input.
pub trait ReadAt: Sync {
    /// Reads bytes starting at `offset`. Returns the number of bytes read, which is 0 only at the
    /// end.
    ///
    /// # Errors
    /// Returns an error if the bytes cannot be read.
    fn read_at(&self, to: &mut [u8], offset: u64) -> io::Result<usize>;
}

impl ReadAt for [u8] {
    fn read_at(&self, to: &mut [u8], offset: u64) -> io::Result<usize> {
        let at = usize::try_from(offset).unwrap_or(usize::MAX);
        let rest = self.get(at..).unwrap_or_default();
        to.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        Ok(rest.len().min(to.len()))
    }
}

#[cfg(unix)]
impl ReadAt for std::fs::File {
    fn read_at(&self, to: &mut [u8], offset: u64) -> io::Result<usize> {
        std::os::unix::fs::FileExt::read_at(self, to, offset)
    }
}

#[cfg(windows)]
impl ReadAt for std::fs::File {
    fn read_at(&self, to: &mut [u8], offset: u64) -> io::Result<usize> {
        std::os::windows::fs::FileExt::seek_read(self, to, offset)
    }
}

/// A scan of an input in segments, each on any thread. The combined result is the same as that of a
/// sequential scan.
///
/// Each segment is first scanned from its first byte, without waiting for the scan of the preceding
/// segment. The result is reconciled with the end of the preceding scan afterwards. If that end is
/// the start of a frame or outside any frame of this segment's scan, both scans agree from there
/// on. If the end is inside a frame, the scan is repeated from there until both scans agree. If the
/// end is past the segment, no frame starts in the segment.
pub struct ParallelScan<'i, I: ?Sized> {
    finder: &'i Finder,
    input: &'i I,
    len: u64,
    /// Offsets at which the frames of this scan may start.
    range: Range<u64>,
    size: u64,
    /// State of the scan at the end of each segment.
    seams: Mutex<Vec<Option<Cursor>>>,
    /// Notified when a state is added to `seams`.
    seam_added: Condvar,
}

impl<I: ?Sized> fmt::Debug for ParallelScan<'_, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParallelScan")
            .field("finder", &self.finder)
            .field("len", &self.len)
            .finish_non_exhaustive()
    }
}

/// Frames and rejected candidates that start in a segment of the input, and the bytes of the
/// segment.
#[derive(Debug, Default)]
pub struct Segment {
    /// Frames, in order.
    pub runs: Vec<FrameRun>,
    /// Rejected candidates, in order.
    pub rejected: Vec<Rejected>,
    /// Offset at which the events of the preceding segment end.
    pub start: u64,
    /// Offset at which the events of this segment end and the events of the next segment start.
    pub end: u64,
    /// True for the last segment of the input.
    pub is_last: bool,
    /// Error reading the input, which is treated as if it ended at the offset of the error.
    pub error: Option<io::Error>,
    /// Buffer, of which the first `filled` bytes are bytes of the input.
    bytes: Vec<u8>,
    filled: usize,
    /// Offset of `bytes` in the input.
    base: u64,
    /// Size of the input in bytes. Reduced if the input ends earlier than specified.
    len: u64,
}

impl Segment {
    /// Creates an empty segment whose window starts at `from`, in an input of `len` bytes.
    pub(crate) fn starting(from: u64, len: u64) -> Self {
        // The byte before the window is read, too.
        Self { base: from.saturating_sub(1), len, ..Self::default() }
    }

    /// Returns the bytes of a run of this segment.
    pub fn bytes(&self, run: &FrameRun) -> &[u8] {
        self.window().part(run.first.offset, usize::try_from(run.len()).unwrap_or(usize::MAX))
    }

    /// Reports the events of this segment, like a [`Scanner`](crate::Scanner). Segments must be
    /// reported in order; `reported` is the offset up to which events were reported, initially 0.
    pub fn report<'s>(&'s self, reported: &mut u64, on: &mut impl FnMut(Event<'s>)) {
        let mut rejected = self.rejected.iter().peekable();
        for run in &self.runs {
            while let Some(candidate) = rejected.next_if(|r| r.offset < run.first.offset) {
                report_rejected(candidate, reported, on);
            }
            skip(reported, run.first.offset, on);
            *reported = run.end();
            let bytes = self.bytes(run).chunks(run.first.len.max(1) as usize);
            run.frames().zip(bytes).for_each(|(found, bytes)| on(event(found, bytes)));
        }
        rejected.for_each(|candidate| report_rejected(candidate, reported, on));
        if self.is_last {
            skip(reported, self.end, on);
        }
    }

    /// Counts the events of this segment. The tallies of all segments add up to that of the input.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        self.runs.iter().for_each(|run| tally.run(run));
        self.rejected.iter().for_each(|candidate| tally.reject(candidate.reason.kind));
        tally.skipped = self.end.saturating_sub(self.start).saturating_sub(tally.bytes());
        tally
    }

    pub(crate) fn window(&self) -> InputWindow<'_> {
        let bytes = self.bytes.get(..self.filled).unwrap_or_default();
        let (before, bytes) = match (self.base, bytes.split_first()) {
            (1.., Some((before, bytes))) => (Some(*before), bytes),
            _ => (None, bytes),
        };
        let base = self.base.saturating_add(u64::from(before.is_some()));
        let last = base.saturating_add(bytes.len() as u64) >= self.len;
        InputWindow { bytes, base, before, last }
    }

    /// Reads up to `more` bytes and appends them.
    pub(crate) fn extend(&mut self, input: &(impl ReadAt + ?Sized), more: usize) {
        let left = self.len.saturating_sub(self.base.saturating_add(self.filled as u64));
        let more = more.min(usize::try_from(left).unwrap_or(usize::MAX));
        let target = self.filled.saturating_add(more);
        if self.bytes.len() < target {
            self.bytes.resize(target, 0);
        }
        while let Some(to) = self.bytes.get_mut(self.filled..target).filter(|to| !to.is_empty()) {
            let count = match input.read_at(to, self.base.saturating_add(self.filled as u64)) {
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.error = Some(error);
                    0
                }
            };
            self.filled = self.filled.saturating_add(count).min(target);
            if count == 0 {
                self.len = self.base.saturating_add(self.filled as u64);
                return;
            }
        }
    }
}

impl<'i, I: ReadAt + ?Sized> ParallelScan<'i, I> {
    /// Creates a scan of the first `len` bytes of an input, in segments of `size` bytes.
    pub fn new(finder: &'i Finder, input: &'i I, len: u64, size: u32) -> Self {
        Self::range(finder, input, len, 0..len, size)
    }

    /// Creates a scan of the frames that start in a range of the first `len` bytes of an input. The
    /// range must start at 0 or at a [seam](Finder::seam); the bytes after the range are read to
    /// complete its last frame.
    pub fn range(finder: &'i Finder, input: &'i I, len: u64, range: Range<u64>, size: u32) -> Self {
        let size = u64::from(size.max(1));
        let seams = Mutex::new(Vec::new());
        let range = range.start..range.end.min(len);
        Self { finder, input, len, range, size, seams, seam_added: Condvar::new() }
    }

    /// Returns the number of segments.
    pub fn count(&self) -> u64 {
        self.range.end.saturating_sub(self.range.start).div_ceil(self.size)
    }

    /// Scans segment `number` and replaces the contents of `segment`. Waits for the scan of the
    /// preceding segment, which must have been started.
    pub fn scan(&self, number: u64, segment: &mut Segment) {
        let from = number.saturating_mul(self.size).saturating_add(self.range.start);
        let to = from.saturating_add(self.size).min(self.range.end);
        segment.runs.clear();
        segment.rejected.clear();
        segment.filled = 0;
        segment.error = None;
        (segment.base, segment.len) = (from.saturating_sub(1), self.len);
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        segment.extend(self.input, size.saturating_add(1).saturating_add(self.finder.longest()));
        let mut own = Cursor::starting(from);
        // If frames are confirmed by preceding frames, a scan cannot start in the middle.
        if number > 0 && !self.finder.needs_confirmation() {
            self.advance(&mut own, to, segment);
        }
        let start = self.wait_for_start(number);
        segment.start = start.at;
        let end = self.reconcile(start, own, to, segment);
        segment.is_last = number.saturating_add(1) >= self.count();
        segment.end = match segment.is_last {
            // A range ends with its last frame: the bytes skipped after it belong to the next range.
            true => segment.runs.last().map_or(to, |run| run.end().max(to)).min(segment.len),
            false => end.at,
        };
        let number = usize::try_from(number).unwrap_or(usize::MAX);
        let mut seams = self.seams.lock().unwrap_or_else(PoisonError::into_inner);
        if seams.len() <= number {
            seams.resize(number.saturating_add(1), None);
        }
        if let Some(seam) = seams.get_mut(number) {
            *seam = Some(end);
        }
        drop(seams);
        self.seam_added.notify_all();
    }

    /// Waits for the scan of the segment before segment `number` and returns the state at its end.
    fn wait_for_start(&self, number: u64) -> Cursor {
        let Some(preceding) = number.checked_sub(1).and_then(|n| usize::try_from(n).ok()) else {
            return match self.range.start {
                0 => Cursor::default(),
                start => Cursor::starting(start),
            };
        };
        let mut seams = self.seams.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(cursor) = seams.get_mut(preceding).and_then(Option::take) {
                return cursor;
            }
            seams = self.seam_added.wait(seams).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Scans until the cursor reaches `to`, and appends the results to the segment.
    fn advance(&self, cursor: &mut Cursor, to: u64, segment: &mut Segment) {
        while cursor.at < to {
            match self.finder.step(cursor, &segment.window(), to) {
                FinderStep::Frame(first) => segment.runs.push(FrameRun { first, count: 1 }),
                FinderStep::Run(run) => segment.runs.push(run),
                FinderStep::Rejected(rejected) => segment.rejected.push(rejected),
                FinderStep::Skip => {}
                FinderStep::Wait => {
                    let more = self.finder.longest().max(segment.filled);
                    segment.extend(self.input, more);
                }
                FinderStep::End => {
                    if segment.window().last {
                        return;
                    }
                    let more = usize::try_from(to.saturating_sub(segment.window().end()));
                    segment.extend(self.input, more.unwrap_or(usize::MAX).max(1));
                }
            }
        }
    }

    /// Replaces the results of the segment's `own` scan, which started at the segment's first byte,
    /// with the results of a scan from `cursor` to `to`. Returns the state at the end.
    fn reconcile(&self, mut cursor: Cursor, own: Cursor, to: u64, segment: &mut Segment) -> Cursor {
        let runs = std::mem::take(&mut segment.runs);
        let rejected = std::mem::take(&mut segment.rejected);
        let mut next_run = 0;
        while cursor.at < own.at {
            next_run = runs.partition_point(|run| run.end() <= cursor.at);
            let Some(run) = runs.get(next_run).filter(|run| run.first.offset < cursor.at) else {
                // Without a sync pattern, the rejected candidates before a frame depend on the
                // frame before them.
                if self.finder.starts_anywhere() {
                    let next = runs.get(next_run).map_or(own.at, |run| run.first.offset);
                    self.advance(&mut cursor, next.min(own.at), segment);
                }
                break;
            };
            match run.from(cursor.at) {
                Ok(rest) => {
                    segment.runs.push(rest);
                    next_run = next_run.saturating_add(1);
                    break;
                }
                Err(end) => {
                    self.advance(&mut cursor, end.min(to), segment);
                    if cursor.at >= to {
                        return cursor;
                    }
                }
            }
        }
        let from = cursor.at;
        if from < own.at {
            segment.runs.extend(runs.into_iter().skip(next_run));
        }
        let next_rejected = rejected.partition_point(|candidate| candidate.offset < from);
        segment.rejected.extend(rejected.into_iter().skip(next_rejected));
        if from < own.at {
            return own;
        }
        self.advance(&mut cursor, to, segment);
        cursor
    }
}

fn report_rejected<'s>(candidate: &Rejected, reported: &mut u64, on: &mut impl FnMut(Event<'s>)) {
    skip(reported, candidate.offset, on);
    *reported = candidate.offset.saturating_add(1);
    on(Event::Rejected(candidate.clone()));
}
