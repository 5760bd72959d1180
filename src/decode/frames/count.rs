//! Counts of frames per message type.

use super::protocol::{Message, Protocol};
use crate::decode::account::{FrameAccount, MessageCount};
use bytescope_frames::{NearMisses, Tally};
use std::collections::BTreeMap;
use std::io;

/// Number of valid frames per protocol index and message type.
pub(super) type MessageCounts = BTreeMap<(u16, Message), u64>;

/// Counts valid frames per message type; optimized for runs of the same type.
#[derive(Default)]
pub(super) struct Counter {
    counts: MessageCounts,
    /// Protocol index and message type of the current run.
    run_type: (u16, Message),
    /// Number of frames of the current run so far.
    run_length: u64,
}

impl Counter {
    #[inline]
    pub(super) fn add(&mut self, protocol: u16, message: Message, count: u64) {
        if (protocol, &message) != (self.run_type.0, &self.run_type.1) {
            self.finish();
            self.run_type = (protocol, message);
        }
        self.run_length = self.run_length.saturating_add(count);
    }

    fn finish(&mut self) {
        if self.run_length > 0 {
            let count = self.counts.entry(self.run_type.clone()).or_default();
            *count = count.saturating_add(self.run_length);
            self.run_length = 0;
        }
    }

    /// Returns the counts since the previous call.
    pub(super) fn take(&mut self) -> MessageCounts {
        self.finish();
        std::mem::take(&mut self.counts)
    }
}

/// Running totals of a search for frames.
#[derive(Default)]
pub(super) struct FrameCounter {
    pub(super) tally: Tally,
    messages: MessageCounts,
    /// The error that ended the input early.
    pub(super) error: Option<io::Error>,
    /// Near misses, if there are few valid frames.
    pub(super) near: Option<NearMisses>,
}

impl FrameCounter {
    /// Adds counts of valid frames.
    pub(super) fn join(&mut self, messages: &MessageCounts) {
        for (message, count) in messages {
            let sum = self.messages.entry(message.clone()).or_default();
            *sum = sum.saturating_add(*count);
        }
    }

    pub(super) fn account(&self, protocols: &[Protocol]) -> FrameAccount {
        let count = |((index, message), frames): (&(u16, _), &u64)| {
            let protocol = protocols.get(usize::from(*index))?;
            let message = protocol.rows.message_name(message);
            Some(MessageCount { protocol: protocol.name.clone(), message, frames: *frames })
        };
        FrameAccount {
            tally: self.tally.clone(),
            near: self.near.clone(),
            messages: self.messages.iter().filter_map(count).collect(),
            protocols: protocols.iter().map(|protocol| protocol.name.clone()).collect(),
        }
    }
}
