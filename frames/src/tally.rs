//! Byte accounting of an input.

use crate::{Event, FrameRun, RejectKind};
use std::collections::BTreeMap;

/// Number of frames and their total size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Number of frames.
    pub frames: u64,
    /// Total size in bytes.
    pub bytes: u64,
}

impl Count {
    fn add(&mut self, frames: u64, bytes: u64) {
        self.frames = self.frames.saturating_add(frames);
        self.bytes = self.bytes.saturating_add(bytes);
    }
}

/// Event counts of an input. The bytes of valid and unverified frames, one byte per rejected
/// candidate, and the skipped bytes add up to the size of the input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Valid frames.
    pub valid: Count,
    /// Frames that could not be verified.
    pub unverified: Count,
    /// Rejected candidates by reason, one byte each.
    pub rejected: BTreeMap<RejectKind, u64>,
    /// All other bytes: no frame starts at any of them.
    pub skipped: u64,
}

impl Tally {
    /// Counts an event.
    pub fn add(&mut self, event: &Event<'_>) {
        match event {
            Event::Valid(first, _) | Event::Unverified(first, _) => {
                self.run(&FrameRun { first: *first, count: 1 });
            }
            Event::Rejected(rejected) => self.reject(rejected.reason.kind),
            Event::Skipped { len, .. } => self.skipped = self.skipped.saturating_add(*len),
        }
    }

    /// Adds the counts of another part of the input.
    pub fn join(&mut self, other: &Self) {
        for (sum, part) in
            [(&mut self.valid, other.valid), (&mut self.unverified, other.unverified)]
        {
            sum.add(part.frames, part.bytes);
        }
        for (kind, count) in &other.rejected {
            let sum = self.rejected.entry(*kind).or_default();
            *sum = sum.saturating_add(*count);
        }
        self.skipped = self.skipped.saturating_add(other.skipped);
    }

    /// Counts a run of frames.
    pub(crate) fn run(&mut self, run: &FrameRun) {
        let count = if run.first.valid { &mut self.valid } else { &mut self.unverified };
        count.add(run.count.into(), run.len());
    }

    /// Counts a rejected candidate.
    pub(crate) fn reject(&mut self, kind: RejectKind) {
        let count = self.rejected.entry(kind).or_default();
        *count = count.saturating_add(1);
    }

    /// Returns the number of rejected candidates.
    pub fn rejected_count(&self) -> u64 {
        self.rejected.values().fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// Returns the number of bytes counted.
    pub fn bytes(&self) -> u64 {
        let parts = [self.valid.bytes, self.unverified.bytes, self.rejected_count(), self.skipped];
        parts.into_iter().fold(0, u64::saturating_add)
    }
}
