//! The account of an input: what became of each of its bytes.

use crate::{Event, RejectKind};
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
    fn add(&mut self, bytes: usize) {
        self.frames = self.frames.saturating_add(1);
        self.bytes = self.bytes.saturating_add(bytes as u64);
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
            Event::Good(_, bytes) => self.good.add(bytes.len()),
            Event::Unverified(_, bytes) => self.unverified.add(bytes.len()),
            Event::Rejected(no) => {
                let count = self.rejected.entry(no.reason.kind).or_default();
                *count = count.saturating_add(1);
            }
            Event::Skipped { len, .. } => self.skipped = self.skipped.saturating_add(*len),
        }
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
