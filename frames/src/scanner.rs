//! Scanning of input that arrives in chunks.

use crate::finder::{Cursor, Finder, FinderStep};
use crate::search::InputWindow;
use crate::{Event, FrameSpan};
use std::fmt;

/// A scan of input that arrives in chunks of any size. The events do not depend on the chunk
/// boundaries.
///
/// ```
/// use bytescope_frames::stuffing::{Coding, Stuffed};
/// use bytescope_frames::{Event, Finder, Scanner};
///
/// let line = Stuffed::new("line", Coding::Slip, 1006);
/// let mut scanner = Scanner::new(Finder::new(vec![Box::new(line)])?);
/// let mut packets = 0;
/// let mut count = |event: Event<'_>| packets += u32::from(matches!(event, Event::Valid(..)));
/// scanner.feed(b"ab\xc0cd", &mut count);
/// scanner.feed(b"e\xc0", &mut count);
/// scanner.finish(&mut count);
/// assert_eq!(packets, 2);
/// # Ok::<(), bytescope_frames::SchemaError>(())
/// ```
pub struct Scanner {
    finder: Finder,
    cursor: Cursor,
    /// Bytes from the cursor on, to be scanned again when more bytes arrive.
    held: Vec<u8>,
    /// Offset of `held` in the input.
    base: u64,
    /// Byte before `held`.
    before: Option<u8>,
    /// Offset up to which events were reported.
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
    /// Creates a scanner at the start of an input.
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

    /// Returns the finder.
    pub fn finder(&self) -> &Finder {
        &self.finder
    }

    /// Returns the number of bytes passed to [`feed`](Self::feed).
    pub fn fed(&self) -> u64 {
        self.base.saturating_add(self.held.len() as u64)
    }

    /// Returns the offset of the incomplete candidate, if there is one.
    pub fn pending(&self) -> Option<u64> {
        (!self.held.is_empty()).then_some(self.cursor.at)
    }

    /// Scans the next bytes of the input and reports the events that do not depend on later bytes.
    /// Buffers at most a few frames of maximum size.
    pub fn feed(&mut self, bytes: &[u8], on: &mut impl FnMut(Event<'_>)) {
        let start = self.fed();
        let mut rest = bytes;
        // Append to the held bytes in small chunks, until the cursor is past them.
        while !self.held.is_empty() && !rest.is_empty() {
            let take = rest.len().min(self.finder.longest().max(256));
            let (now, later) = rest.split_at_checked(take).unwrap_or((rest, &[]));
            self.held.extend_from_slice(now);
            rest = later;
            self.scan_held(false, on);
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
        let window = InputWindow { bytes: rest, base: self.base, before: self.before, last: false };
        self.scan(window, on);
        let kept = window.from(self.cursor.at);
        self.held.extend_from_slice(kept);
        self.advance(rest, kept.len());
    }

    /// Ends the input and reports the remaining events.
    pub fn finish(mut self, on: &mut impl FnMut(Event<'_>)) {
        self.scan_held(true, on);
        let end = self.fed();
        skip(&mut self.reported, end, on);
    }

    /// Scans the held bytes and drops those before the cursor.
    fn scan_held(&mut self, last: bool, on: &mut impl FnMut(Event<'_>)) {
        let held = std::mem::take(&mut self.held);
        let window = InputWindow { bytes: &held, base: self.base, before: self.before, last };
        self.scan(window, on);
        let kept = window.from(self.cursor.at).len();
        self.advance(&held, kept);
        self.held = held;
        self.held.drain(..self.held.len().saturating_sub(kept));
    }

    /// Advances `base` past `bytes`, except for the last `kept` bytes.
    fn advance(&mut self, bytes: &[u8], kept: usize) {
        let done = bytes.len().saturating_sub(kept);
        self.base = self.base.saturating_add(done as u64);
        if let Some(last) = done.checked_sub(1).and_then(|at| bytes.get(at)) {
            self.before = Some(*last);
        }
    }

    /// Scans the window from the cursor on and reports the events.
    fn scan(&mut self, window: InputWindow<'_>, on: &mut impl FnMut(Event<'_>)) {
        loop {
            let step = self.finder.step(&mut self.cursor, &window, window.end());
            match step {
                FinderStep::Frame(found) => {
                    skip(&mut self.reported, found.offset, on);
                    self.reported = found.end();
                    on(event(found, window.part(found.offset, found.len as usize)));
                }
                FinderStep::Run(run) => {
                    skip(&mut self.reported, run.first.offset, on);
                    self.reported = run.end();
                    for found in run.frames() {
                        on(event(found, window.part(found.offset, found.len as usize)));
                    }
                }
                FinderStep::Rejected(rejected) => {
                    skip(&mut self.reported, rejected.offset, on);
                    self.reported = rejected.offset.saturating_add(1);
                    on(Event::Rejected(rejected));
                }
                FinderStep::Skip => {}
                FinderStep::Wait | FinderStep::End => return,
            }
        }
    }
}

/// Returns the event for a frame.
pub(crate) fn event(found: FrameSpan, bytes: &[u8]) -> Event<'_> {
    if found.valid { Event::Valid(found, bytes) } else { Event::Unverified(found, bytes) }
}

/// Reports the bytes from `reported` to `to` as skipped.
pub(crate) fn skip<'b>(reported: &mut u64, to: u64, on: &mut impl FnMut(Event<'b>)) {
    if *reported < to {
        let len = to.saturating_sub(*reported);
        on(Event::Skipped { offset: *reported, len });
        *reported = to;
    }
}
