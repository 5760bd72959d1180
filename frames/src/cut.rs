//! Input in memory, scanned by several threads.

use crate::finder::{Cursor, Finder, Step};
use crate::scanner::{event, run, skip};
use crate::search::Window;
use crate::{Event, Found, Rejected};
use std::sync::{Condvar, Mutex, PoisonError};

/// An input that is scanned in segments, each by whichever thread has time. Together the segments
/// give what a scan from beginning to end gives.
///
/// Each segment is scanned from its first byte at once; where the scan before it really ends is
/// known only later, and lies in one of three kinds of places: where this scan has looked as well,
/// so that both agree from there on; within a frame of this scan, so that a few steps are done
/// again until they agree; or behind the whole segment.
pub struct Cut<'d> {
    finder: &'d Finder,
    data: &'d [u8],
    size: usize,
    /// How far the scan has come at the end of each segment.
    seams: Mutex<Vec<Option<Cursor>>>,
    found: Condvar,
}

/// What begins in a segment.
#[derive(Debug, Default)]
pub struct Segment {
    /// The frames, in order.
    pub frames: Vec<Found>,
    /// The rejected candidates, in order.
    pub rejected: Vec<Rejected>,
    /// What was looked at ends here; the next segment begins here.
    pub end: u64,
}

impl<'d> Cut<'d> {
    /// Cuts `data` into segments of `size` bytes.
    pub fn new(finder: &'d Finder, data: &'d [u8], size: usize) -> Self {
        let size = size.max(1);
        let count = data.len().div_ceil(size);
        Self { finder, data, size, seams: Mutex::new(vec![None; count]), found: Condvar::new() }
    }

    /// How many segments there are.
    pub fn count(&self) -> usize {
        self.data.len().div_ceil(self.size)
    }

    /// The bytes of a frame.
    pub fn bytes(&self, found: &Found) -> &'d [u8] {
        self.window().part(found.offset, found.len as usize)
    }

    /// Scans a segment; what `segment` held is replaced. Waits for the segment before it, so that
    /// one must have been begun when this is called.
    pub fn scan(&self, number: usize, segment: &mut Segment) {
        segment.frames.clear();
        segment.rejected.clear();
        let from = number.saturating_mul(self.size) as u64;
        let to = from.saturating_add(self.size as u64).min(self.data.len() as u64);
        let mut own = Cursor::starting(from);
        // Where frames are confirmed by those before them, there is no beginning in the middle.
        if number > 0 && !self.finder.is_confirmed() {
            self.walk(&mut own, to, segment);
        }
        let end = self.agree(self.before(number), own, to, segment);
        segment.end = end.at;
        let mut seams = self.seams.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(seam) = seams.get_mut(number) {
            *seam = Some(end);
        }
        drop(seams);
        self.found.notify_all();
    }

    /// Reports what is in a segment, as a [`Scanner`](crate::Scanner) does. Segments must be
    /// reported in order; `reported` is where the report has come to, 0 at first.
    pub fn report(&self, segment: &Segment, reported: &mut u64, on: &mut impl FnMut(Event<'d>)) {
        let mut rejected = segment.rejected.iter().peekable();
        for frame in &segment.frames {
            while let Some(no) = rejected.next_if(|no| no.offset < frame.offset) {
                reject(no, reported, on);
            }
            skip(reported, frame.offset, on);
            *reported = frame.end();
            on(event(*frame, self.bytes(frame)));
        }
        rejected.for_each(|no| reject(no, reported, on));
        if segment.end >= self.data.len() as u64 {
            skip(reported, segment.end, on);
        }
    }

    fn window(&self) -> Window<'d> {
        Window { bytes: self.data, base: 0, before: None, last: true }
    }

    /// Where the scan of the segment before ends.
    fn before(&self, number: usize) -> Cursor {
        let Some(before) = number.checked_sub(1) else { return Cursor::default() };
        let mut seams = self.seams.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(Some(cursor)) = seams.get(before) {
                return cursor.clone();
            }
            seams = self.found.wait(seams).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Steps until the cursor reaches `to`.
    fn walk(&self, cursor: &mut Cursor, to: u64, segment: &mut Segment) {
        let window = self.window();
        while cursor.at < to {
            match self.finder.step(cursor, &window, to, false) {
                Step::Frame(found) => segment.frames.push(found),
                Step::Run(first, count) => {
                    run(first, count, |found| segment.frames.push(found));
                }
                Step::Rejected(rejected) => segment.rejected.push(rejected),
                Step::Skip => {}
                Step::Wait | Step::End => return,
            }
        }
    }

    /// Makes what a scan from `cursor` finds out of what the `own` scan has found.
    fn agree(&self, mut cursor: Cursor, own: Cursor, to: u64, segment: &mut Segment) -> Cursor {
        let mut again = Segment::default();
        while cursor.at < own.at {
            let until = segment.frames.partition_point(|frame| frame.end() <= cursor.at);
            let within = segment.frames.get(until).filter(|frame| frame.offset < cursor.at);
            let Some(within) = within else { break };
            self.walk(&mut cursor, within.end(), &mut again);
        }
        let kept = segment.frames.partition_point(|frame| frame.offset < cursor.at);
        segment.frames.splice(..kept, again.frames);
        let kept = segment.rejected.partition_point(|no| no.offset < cursor.at);
        segment.rejected.splice(..kept, again.rejected);
        if cursor.at < own.at {
            return own;
        }
        self.walk(&mut cursor, to, segment);
        cursor
    }
}

fn reject<'d>(no: &Rejected, reported: &mut u64, on: &mut impl FnMut(Event<'d>)) {
    skip(reported, no.offset, on);
    *reported = no.offset.saturating_add(1);
    on(Event::Rejected(no.clone()));
}
