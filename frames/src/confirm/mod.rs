//! Confirmation of frames without a checksum by the frames before and after them.
//!
//! A chain is a sequence of contiguous frames of one schema. A frame that continues a chain must be
//! followed by a frame, the end of the input or padding. A frame that starts a chain must be
//! followed by enough frames. If the schema declares a sequence count, the evidence of a frame is
//! measured in bits: the known bits of its constants, channel and count.

mod evidence;
mod links;
mod rivals;

use crate::finder::{Cursor, Finder};
use crate::search::InputWindow;
use crate::{FrameSpan, Identity};
use evidence::History;
use links::Followers;
use std::collections::HashMap;

/// Evidence in bits for a frame that starts a chain.
const START_BITS: u32 = 40;
/// Evidence in bits after a frame that continues a chain.
const NEXT_BITS: u32 = 20;
/// Maximum number of following frames to examine.
const MAX_FRAMES: usize = 48;
/// Maximum number of known channels.
const MAX_CHANNELS: usize = 1 << 16;

/// A result, or the offset that the window must reach.
type Needs<T> = Result<T, u64>;

/// Accepted frames before the cursor.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chain {
    /// Offset past the last frame of any schema.
    pub(crate) end: u64,
    /// Schema of the last confirmed frame, and offset at which the next frame of its chain starts.
    link: Option<(u16, u64)>,
    /// Accepted frames of each schema and channel.
    channels: FrameChannels,
}

type FrameChannels = HashMap<(u16, u64), FrameChannel>;

/// Accepted frames of a channel.
#[derive(Clone, Copy, Debug, Default)]
struct FrameChannel {
    /// Last sequence count.
    last: Option<u64>,
    /// Size of the longest frame in bytes.
    longest: u32,
}

/// A frame that may belong to a chain.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ChainFrame {
    pub(crate) schema: u16,
    pub(crate) at: u64,
    pub(crate) len: u32,
}

impl ChainFrame {
    pub(crate) fn of(frame: &FrameSpan) -> Self {
        Self { schema: frame.schema, at: frame.offset, len: frame.len }
    }

    fn end(&self) -> u64 {
        self.at.saturating_add(self.len.into())
    }
}

/// Result of the confirmation of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Confirmed {
    /// The next frame of the chain starts at this offset.
    Yes(u64),
    No,
    /// A chain starts inside the frame.
    Overlap,
}

impl Chain {
    /// Adds an accepted frame.
    pub(crate) fn accept(&mut self, frame: ChainFrame, next: u64, identity: Option<Identity>) {
        (self.end, self.link) = (frame.end(), Some((frame.schema, next)));
        if let Some(Identity { channel, sequence, .. }) = identity
            && (self.channels.len() < MAX_CHANNELS
                || self.channels.contains_key(&(frame.schema, channel)))
        {
            let known = self.channels.entry((frame.schema, channel)).or_default();
            (known.last, known.longest) = (sequence, known.longest.max(frame.len));
        }
    }
}

/// True if all bytes are 00 or all bytes are FF.
pub(crate) fn is_padding(bytes: &[u8]) -> bool {
    match bytes.first() {
        Some(first @ (0 | 0xff)) => bytes.iter().all(|byte| byte == first),
        _ => false,
    }
}

impl Finder {
    /// Confirms a frame at the cursor.
    pub(crate) fn confirm_in_chain(
        &self,
        cursor: &Cursor,
        window: &InputWindow<'_>,
        frame: ChainFrame,
    ) -> Needs<Confirmed> {
        let ChainFrame { schema, at, .. } = frame;
        let Some(rules) = self.schemas().get(usize::from(schema)) else {
            return Ok(Confirmed::No);
        };
        let required = usize::try_from(rules.confirm()).unwrap_or(usize::MAX);
        let sequenced = rules.sequence().is_some();
        let continues = at == cursor.chain.end || cursor.chain.link == Some((schema, at));
        let mut history = History { known: &cursor.chain.channels, own: Vec::new() };
        let own = self.note(&mut history, window, &frame);
        if sequenced && self.swallows(&cursor.chain, &history, window, frame)? {
            return Ok(Confirmed::Overlap);
        }
        // Fast path: the header of the next frame is sufficient.
        if sequenced
            && continues
            && self.header_bits(&history, schema, window, frame.end()) >= NEXT_BITS
        {
            return Ok(Confirmed::Yes(frame.end()));
        }
        let enough = |followers: &Followers| match (sequenced, continues) {
            (false, _) => followers.count >= required,
            (true, true) => followers.bits >= NEXT_BITS,
            (true, false) => {
                let consistent = own >= NEXT_BITS || followers.consistent;
                consistent && followers.bits.saturating_add(own) >= START_BITS
            }
        };
        let followers = self.followers(&mut history, window, &frame, MAX_FRAMES, &enough)?;
        let next = Confirmed::Yes(followers.link);
        if enough(&followers) && (!sequenced || !continues || followers.first_bits >= NEXT_BITS) {
            return Ok(next);
        }
        let consistent = own >= NEXT_BITS || followers.consistent;
        let total = followers.bits.saturating_add(own);
        let accepted = match (continues, sequenced, followers.end) {
            _ if enough(&followers) => true,
            (true, _, Some(_)) => true,
            (true, true, None) => {
                own >= NEXT_BITS && (followers.is_truncated || followers.count >= 1)
            }
            (true, false, None) => followers.count >= 1 || followers.is_truncated,
            (false, true, Some(false)) => consistent && total >= NEXT_BITS && followers.count >= 1,
            (false, true, Some(true)) => consistent && total >= NEXT_BITS,
            (false, false, Some(false)) => followers.count >= 1,
            (false, false, Some(true)) => followers.count.saturating_add(1) >= required,
            (false, _, None) => false,
        };
        // Where a frame is expected, a chain may be broken and resume.
        let accepted = match followers.first {
            Some(first) if !accepted && sequenced && (continues || at == 0) => {
                self.resumes(&history, window, first)?
            }
            None if !accepted && !sequenced && continues => {
                self.resumes_after(&cursor.chain, window, frame)?
            }
            _ => accepted,
        };
        if !accepted {
            return Ok(Confirmed::No);
        }
        let weak = followers.first.filter(|_| !sequenced || followers.first_bits < NEXT_BITS);
        for part in [Some(frame), weak].into_iter().flatten() {
            if self.has_rival(&cursor.chain, window, part, false)? {
                return Ok(Confirmed::Overlap);
            }
        }
        Ok(next)
    }
}
