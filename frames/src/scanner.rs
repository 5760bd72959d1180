//! Input that comes in pieces.

use crate::finder::{Cursor, Finder, Step};
use crate::search::Window;
use crate::{Event, Found};
use std::fmt;

/// Finds frames in input that comes in pieces of any size. What it reports does not depend on how
/// the input was cut.
///
/// ```
/// use bytescope_frames::stuffing::{Coding, Stuffed};
/// use bytescope_frames::{Event, Finder, Scanner};
///
/// let line = Stuffed::new("line", Coding::Slip, 1006);
/// let mut scanner = Scanner::new(Finder::new(vec![Box::new(line)])?);
/// let mut packets = 0;
/// let mut count = |event: Event<'_>| packets += u32::from(matches!(event, Event::Good(..)));
/// scanner.feed(b"ab\xc0cd", &mut count);
/// scanner.feed(b"e\xc0", &mut count);
/// scanner.finish(&mut count);
/// assert_eq!(packets, 2);
/// # Ok::<(), bytescope_frames::SchemaError>(())
/// ```
pub struct Scanner {
    finder: Finder,
    cursor: Cursor,
    /// Bytes from the cursor on that wait for more, and where they begin in the input.
    held: Vec<u8>,
    base: u64,
    /// The byte before `held`.
    before: Option<u8>,
    /// Everything before this place has been reported.
    reported: u64,
}

impl fmt::Debug for Scanner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scanner")
            .field("finder", &self.finder)
            .field("reported", &self.reported)
            .finish_non_exhaustive()
    }
}

impl Scanner {
    /// A scanner at the beginning of an input.
    pub fn new(finder: Finder) -> Self {
        Self {
            finder,
            cursor: Cursor::default(),
            held: Vec::new(),
            base: 0,
            before: None,
            reported: 0,
        }
    }

    /// What it finds frames with.
    pub fn finder(&self) -> &Finder {
        &self.finder
    }

    /// How many bytes it was fed.
    pub fn fed(&self) -> u64 {
        self.base.saturating_add(self.held.len() as u64)
    }

    /// The candidate that more bytes are waited for: where it begins in the input.
    pub fn pending(&self) -> Option<u64> {
        (!self.held.is_empty()).then_some(self.cursor.at)
    }

    /// Takes the next bytes of the input and reports what is certain by now. What is kept for
    /// later is no more than a few frames of the greatest length.
    pub fn feed(&mut self, bytes: &[u8], on: &mut impl FnMut(Event<'_>)) {
        let start = self.fed();
        let mut rest = bytes;
        // What is held is completed a little at a time, until the cursor has left it.
        while !self.held.is_empty() && !rest.is_empty() {
            let take = rest.len().min(self.finder.longest().max(256));
            let (now, later) = rest.split_at_checked(take).unwrap_or((rest, &[]));
            self.held.extend_from_slice(now);
            rest = later;
            self.run(false, false, on);
            if self.cursor.at >= start {
                let taken = bytes.len().saturating_sub(rest.len());
                let back = self.held.len().min(taken);
                self.held.clear();
                rest = bytes.get(taken.saturating_sub(back)..).unwrap_or_default();
            }
        }
        if rest.is_empty() {
            return;
        }
        let window = Window { bytes: rest, base: self.base, before: self.before, last: false };
        self.report(window, false, on);
        let kept = window.from(self.cursor.at);
        self.held.extend_from_slice(kept);
        self.passed(rest, kept.len());
    }

    /// Stops waiting for the rest of the candidate that is [pending](Self::pending): it is
    /// rejected, and what follows it is looked at.
    pub fn give_up(&mut self, on: &mut impl FnMut(Event<'_>)) {
        self.run(true, false, on);
    }

    /// Says that the input ends here, and reports what is left of it.
    pub fn finish(mut self, on: &mut impl FnMut(Event<'_>)) {
        self.run(false, true, on);
        let end = self.fed();
        skip(&mut self.reported, end, on);
    }

    /// Looks at what is held, and lets go of what is done.
    fn run(&mut self, hurry: bool, last: bool, on: &mut impl FnMut(Event<'_>)) {
        let held = std::mem::take(&mut self.held);
        let window = Window { bytes: &held, base: self.base, before: self.before, last };
        self.report(window, hurry, on);
        let kept = window.from(self.cursor.at).len();
        self.passed(&held, kept);
        self.held = held;
        self.held.drain(..self.held.len().saturating_sub(kept));
    }

    /// Moves on to the last `kept` bytes of `bytes`.
    fn passed(&mut self, bytes: &[u8], kept: usize) {
        let done = bytes.len().saturating_sub(kept);
        self.base = self.base.saturating_add(done as u64);
        if let Some(last) = done.checked_sub(1).and_then(|at| bytes.get(at)) {
            self.before = Some(*last);
        }
    }

    fn report(&mut self, window: Window<'_>, mut hurry: bool, on: &mut impl FnMut(Event<'_>)) {
        loop {
            let step = self.finder.step(&mut self.cursor, &window, window.end(), hurry);
            match step {
                Step::Frame(found) => {
                    skip(&mut self.reported, found.offset, on);
                    self.reported = found.end();
                    on(event(found, window.part(found.offset, found.len as usize)));
                }
                Step::Run(run) => {
                    skip(&mut self.reported, run.first.offset, on);
                    self.reported = run.end();
                    for found in run.frames() {
                        on(event(found, window.part(found.offset, found.len as usize)));
                    }
                }
                Step::Rejected(rejected) => {
                    skip(&mut self.reported, rejected.offset, on);
                    self.reported = rejected.offset.saturating_add(1);
                    on(Event::Rejected(rejected));
                }
                Step::Skip => {}
                Step::Wait | Step::End => return,
            }
            // Only the candidate that was waited for is given up.
            hurry = false;
        }
    }
}

/// The event that a frame is.
pub(crate) fn event(found: Found, bytes: &[u8]) -> Event<'_> {
    if found.good { Event::Good(found, bytes) } else { Event::Unverified(found, bytes) }
}

/// Reports the bytes before `to` that have not been reported.
pub(crate) fn skip<'b>(reported: &mut u64, to: u64, on: &mut impl FnMut(Event<'b>)) {
    if *reported < to {
        let len = to.saturating_sub(*reported);
        on(Event::Skipped { offset: *reported, len });
        *reported = to;
    }
}
