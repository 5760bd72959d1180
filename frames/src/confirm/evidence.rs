//! Evidence for a frame: the known bits of its constants, channel and sequence count.

use super::{ChainFrame, FrameChannels};
use crate::finder::Finder;
use crate::search::InputWindow;
use crate::{FrameSchema, Identity, SequenceRule};

/// Maximum difference of consecutive sequence counts that is evidence.
const MAX_STEP: u64 = 16;

/// Last frame of a channel.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LastCount {
    pub(super) count: Option<u64>,
    /// Difference to the count before.
    pub(super) step: Option<u64>,
}

impl LastCount {
    /// Returns the state after a frame with this count, modulo `mask + 1`.
    pub(super) fn next(self, count: Option<u64>, mask: u64) -> Self {
        let step = count.zip(self.count).map(|(count, last)| count.wrapping_sub(last) & mask);
        Self { count, step }
    }
}

/// Channels and sequence counts of a chain.
pub(super) struct History<'h> {
    pub(super) known: &'h FrameChannels,
    /// Channels of the frames that are examined, in order.
    pub(super) own: Vec<(u64, LastCount)>,
}

impl<'h> History<'h> {
    /// Creates a history without examined frames.
    pub(super) fn of(known: &'h FrameChannels) -> Self {
        Self { known, own: Vec::new() }
    }

    /// Returns the last frame of a channel, and its index if it is among the examined frames.
    fn last(&self, schema: u16, channel: u64) -> Option<(LastCount, Option<usize>)> {
        let own = self.own.iter().rposition(|(known, _)| *known == channel);
        match own.and_then(|index| self.own.get(index)) {
            Some((_, last)) => Some((*last, own)),
            None => self.known.get(&(schema, channel)).map(|known| (known.last, None)),
        }
    }

    /// Adds an examined frame.
    pub(super) fn add(&mut self, schema: u16, rule: SequenceRule, identity: Identity) {
        let last = self.last(schema, identity.channel).map(|(last, _)| last).unwrap_or_default();
        self.own.push((identity.channel, last.next(identity.sequence, mask(rule))));
    }
}

/// Evidence in bits for the header of a frame.
#[derive(Clone, Copy)]
pub(super) struct HeaderBits {
    /// Constants only: the channel is unknown.
    constants: u32,
    /// Constants and a known channel.
    pub(super) channel: u32,
    /// Constants, a known channel and its next sequence count.
    pub(super) full: u32,
}

impl HeaderBits {
    /// Returns the evidence for headers of a schema. Without a sequence count, only constants are
    /// evidence.
    pub(super) fn of(schema: &dyn FrameSchema) -> Self {
        let constants = schema.constant_bits();
        let (channel, sequence) =
            schema.sequence().map_or((0, 0), |rule| (rule.channel_bits, rule.sequence_bits));
        let channel = constants.saturating_add(channel);
        Self { constants, channel, full: channel.saturating_add(sequence) }
    }
}

/// Returns the maximum sequence count.
pub(super) fn mask(rule: SequenceRule) -> u64 {
    1_u64.checked_shl(rule.sequence_bits).map_or(u64::MAX, |end| end.wrapping_sub(1))
}

impl Finder {
    /// Returns the identity of a frame whose first bytes are in the window.
    pub(crate) fn identity(
        &self,
        schema: u16,
        window: &InputWindow<'_>,
        at: u64,
    ) -> Option<Identity> {
        let schema = self.schemas().get(usize::from(schema))?;
        schema.sequence()?;
        schema.identity(window.part(at, schema.max_len()))
    }

    /// Returns the evidence in bits for the frame whose header is at an offset.
    pub(super) fn header_bits(
        &self,
        history: &History<'_>,
        schema: u16,
        window: &InputWindow<'_>,
        at: u64,
    ) -> u32 {
        self.evidence(history, schema, self.identity(schema, window, at)).0
    }

    /// Adds a frame to the history and returns its evidence in bits.
    pub(super) fn note(
        &self,
        history: &mut History<'_>,
        window: &InputWindow<'_>,
        frame: &ChainFrame,
    ) -> u32 {
        let identity = self.identity(frame.schema, window, frame.at);
        let bits = self.evidence(history, frame.schema, identity).0;
        self.add(history, frame.schema, identity);
        bits
    }

    /// Adds the identity of an examined frame to the history.
    pub(super) fn add(&self, history: &mut History<'_>, schema: u16, identity: Option<Identity>) {
        let rule = self.schemas().get(usize::from(schema)).and_then(|schema| schema.sequence());
        if let Some((rule, identity)) = rule.zip(identity) {
            history.add(schema, rule, identity);
        }
    }

    /// Returns the evidence in bits for a frame of this identity, and the index of the examined
    /// frame that it is consistent with.
    pub(super) fn evidence(
        &self,
        history: &History<'_>,
        schema: u16,
        identity: Option<Identity>,
    ) -> (u32, Option<usize>) {
        let Some(rules) = self.schemas().get(usize::from(schema)) else { return (0, None) };
        let bits = HeaderBits::of(rules.as_ref());
        let (Some(rule), Some(identity)) = (rules.sequence(), identity) else {
            return (bits.constants, None);
        };
        if identity.idle {
            return (bits.channel, None);
        }
        let Some((last, index)) = history.last(schema, identity.channel) else {
            return (bits.constants, None);
        };
        let (Some(before), Some(count)) = (last.count, identity.sequence) else {
            return (bits.channel, index);
        };
        let near = bits.full.saturating_sub(MAX_STEP.ilog2().saturating_add(1));
        let step = count.wrapping_sub(before) & mask(rule);
        match step {
            1 => (bits.full, index),
            0 | 2..=MAX_STEP => (near, index),
            // Every n-th frame of the channel is in the input.
            _ if last.step.is_some_and(|last| last.abs_diff(step) <= MAX_STEP) => (near, index),
            _ => (bits.channel, None),
        }
    }
}
