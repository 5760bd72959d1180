//! Counts of frames per message type.

use super::protocol::{Message, Protocol};
use crate::decode::account::{FrameAccount, MessageCount};
use bytescope_frames::Tally;
use std::collections::BTreeMap;
use std::io;

/// Number of valid frames per protocol and message type.
pub(super) type MessageCounts = BTreeMap<(u16, Message), u64>;

/// Counts messages; optimized for runs of the same type.
#[derive(Default)]
pub(super) struct Counter {
    counts: MessageCounts,
    /// Message type of the current run, and the length of the run so far.
    last: (u16, Message),
    more: u64,
}

impl Counter {
    #[inline]
    pub(super) fn add(&mut self, schema: u16, message: Message, count: u64) {
        if (schema, &message) != (self.last.0, &self.last.1) {
            self.finish();
            self.last = (schema, message);
        }
        self.more = self.more.saturating_add(count);
    }

    fn finish(&mut self) {
        if self.more > 0 {
            let count = self.counts.entry(self.last.clone()).or_default();
            *count = count.saturating_add(self.more);
            self.more = 0;
        }
    }

    /// Returns the counts since the last call.
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
    /// The error that ended the input.
    pub(super) error: Option<io::Error>,
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
        let count = |((schema, message), frames): (&(u16, _), &u64)| {
            let protocol = protocols.get(usize::from(*schema))?;
            let message = protocol.rows.message_name(message);
            Some(MessageCount { protocol: protocol.name.clone(), message, frames: *frames })
        };
        FrameAccount {
            tally: self.tally.clone(),
            messages: self.messages.iter().filter_map(count).collect(),
            protocols: protocols.iter().map(|protocol| protocol.name.clone()).collect(),
        }
    }
}
