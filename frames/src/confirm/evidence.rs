//! Evidence for a frame: the known bits of its constants, channel and sequence count.

use super::{ChainFrame, FrameChannels};
use crate::Identity;
use crate::finder::Finder;
use crate::search::InputWindow;

/// Maximum difference of consecutive sequence counts that is evidence.
const MAX_STEP: u64 = 16;

/// Channels and sequence counts of a chain.
pub(super) struct History<'h> {
    pub(super) known: &'h FrameChannels,
    /// Those of the frames that are examined, in order.
    pub(super) own: Vec<(u64, Option<u64>)>,
}

impl History<'_> {
    /// Returns the last sequence count of a channel, and the index of the examined frame with it.
    pub(super) fn last(&self, schema: u16, channel: u64) -> Option<(Option<u64>, Option<usize>)> {
        let own = self.own.iter().rposition(|(known, _)| *known == channel);
        match own.and_then(|index| self.own.get(index)) {
            Some((_, count)) => Some((*count, own)),
            None => self.known.get(&(schema, channel)).map(|known| (known.last, None)),
        }
    }
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
        if let Some(identity) = identity {
            history.own.push((identity.channel, identity.sequence));
        }
        bits
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
        let constants = rules.constant_bits();
        let (Some(rule), Some(identity)) = (rules.sequence(), identity) else {
            return (constants, None);
        };
        let known = constants.saturating_add(rule.channel_bits);
        if identity.idle {
            return (known, None);
        }
        let Some((last, index)) = history.last(schema, identity.channel) else {
            return (constants, None);
        };
        let (Some(last), Some(count)) = (last, identity.sequence) else { return (known, index) };
        let mask =
            1_u64.checked_shl(rule.sequence_bits).map_or(u64::MAX, |end| end.wrapping_sub(1));
        match count.wrapping_sub(last) & mask {
            1 => (known.saturating_add(rule.sequence_bits), index),
            0 | 2..=MAX_STEP => {
                (known.saturating_add(rule.sequence_bits.saturating_sub(MAX_STEP.ilog2())), index)
            }
            _ => (known, None),
        }
    }
}
