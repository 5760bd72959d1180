//! The account of an input: what became of each of its bytes.

use crate::{Event, RejectKind, Run};
use std::collections::BTreeMap;

/// Frames, and the bytes of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many frames.
    pub frames: u64,
    /// How many bytes they take.
    pub bytes: u64,
}

impl Count {
    fn add(&mut self, frames: u64, bytes: u64) {
        self.frames = self.frames.saturating_add(frames);
        self.bytes = self.bytes.saturating_add(bytes);
    }
}

/// What was found in an input. The bytes of good and unverified frames, one byte for each rejected
/// candidate, and the skipped bytes are all bytes of the input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Good frames.
    pub good: Count,
    /// Frames that could not be verified.
    pub unverified: Count,
    /// Rejected candidates by reason; each is one byte.
    pub rejected: BTreeMap<RejectKind, u64>,
    /// Bytes at which no frame begins.
    pub skipped: u64,
}

impl Tally {
    /// Counts an event.
    pub fn add(&mut self, event: &Event<'_>) {
        match event {
            Event::Good(first, _) | Event::Unverified(first, _) => {
                self.run(&Run { first: *first, count: 1 });
            }
            Event::Rejected(no) => self.reject(no.reason.kind),
            Event::Skipped { len, .. } => self.skipped = self.skipped.saturating_add(*len),
        }
    }

    /// Adds what was counted in another part of the input.
    pub fn join(&mut self, other: &Self) {
        for (sum, part) in [(&mut self.good, other.good), (&mut self.unverified, other.unverified)]
        {
            sum.add(part.frames, part.bytes);
        }
        for (kind, count) in &other.rejected {
            let sum = self.rejected.entry(*kind).or_default();
            *sum = sum.saturating_add(*count);
        }
        self.skipped = self.skipped.saturating_add(other.skipped);
    }

    /// Counts frames.
    pub(crate) fn run(&mut self, run: &Run) {
        let count = if run.first.good { &mut self.good } else { &mut self.unverified };
        count.add(run.count.into(), run.len());
    }

    /// Counts a rejected candidate.
    pub(crate) fn reject(&mut self, kind: RejectKind) {
        let count = self.rejected.entry(kind).or_default();
        *count = count.saturating_add(1);
    }

    /// Rejected candidates, whatever the reason.
    pub fn all_rejected(&self) -> u64 {
        self.rejected.values().fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// All bytes that were counted: those of the input.
    pub fn bytes(&self) -> u64 {
        let parts = [self.good.bytes, self.unverified.bytes, self.all_rejected(), self.skipped];
        parts.into_iter().fold(0, u64::saturating_add)
    }
}
