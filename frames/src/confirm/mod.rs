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
use crate::{FrameSpan, Identity, SequenceRule};
use evidence::{HeaderBits, History, LastCount, mask};
use links::{Followers, StartOf};
use std::collections::HashMap;

/// Evidence in bits for a frame that starts a chain.
const START_BITS: u32 = 40;
/// Evidence in bits after a frame that continues a chain.
const NEXT_BITS: u32 = 20;
/// Evidence in bits of a long chain.
const LONG_BITS: u32 = 64;
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
    /// Offset past the last damaged frame, according to its size.
    damaged: u64,
}

type FrameChannels = HashMap<(u16, u64), FrameChannel>;

/// Accepted frames of a channel.
#[derive(Clone, Copy, Debug, Default)]
struct FrameChannel {
    last: LastCount,
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
    pub(crate) fn accept(
        &mut self,
        frame: ChainFrame,
        next: u64,
        identity: Option<(SequenceRule, Identity)>,
    ) {
        (self.end, self.link) = (frame.end(), Some((frame.schema, next)));
        self.note(frame, identity);
    }

    /// Notes channel and count of a frame.
    fn note(&mut self, frame: ChainFrame, identity: Option<(SequenceRule, Identity)>) {
        if let Some((rule, Identity { channel, sequence, .. })) = identity
            && (self.channels.len() < MAX_CHANNELS
                || self.channels.contains_key(&(frame.schema, channel)))
        {
            let known = self.channels.entry((frame.schema, channel)).or_default();
            known.last = known.last.next(sequence, mask(rule));
            known.longest = known.longest.max(frame.len);
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
    /// True if a candidate is padding: all bytes, or those of the header of a counted frame.
    pub(crate) fn is_filler(
        &self,
        schema: u16,
        window: &InputWindow<'_>,
        at: u64,
        len: u32,
    ) -> bool {
        let bytes = window.part(at, usize::try_from(len).unwrap_or(usize::MAX));
        let rules = self.schemas().get(usize::from(schema));
        let header = rules.and_then(|rules| {
            rules.sequence()?;
            let size = HeaderBits::of(rules.as_ref()).full.div_ceil(8);
            bytes.get(..usize::try_from(size).ok()?).filter(|header| !header.is_empty())
        });
        is_padding(header.unwrap_or(bytes)) || is_padding(bytes)
    }

    /// Notes a frame that is expected at the cursor and rejected: its header is that of a frame, so
    /// that its data is damaged.
    pub(crate) fn note_damage(&self, cursor: &mut Cursor, window: &InputWindow<'_>) {
        let at = cursor.at;
        if at != 0 && at != cursor.chain.end {
            return;
        }
        for (number, rules) in self.schemas().iter().enumerate() {
            let schema = u16::try_from(number).unwrap_or(u16::MAX);
            let Some(identity) = rules.sequence().zip(self.identity(schema, window, at)) else {
                continue;
            };
            let history = History::of(&cursor.chain.channels);
            let is_known = self.header_bits(&history, schema, window, at) >= NEXT_BITS;
            if !is_known && at != 0 {
                continue;
            }
            let len = match self.frame_at(schema, window, at) {
                Ok(StartOf::Frame(frame)) => frame.len,
                Ok(StartOf::Truncated) => u32::try_from(rules.max_len()).unwrap_or(u32::MAX),
                Ok(StartOf::Nothing) | Err(_) => continue,
            };
            let frame = ChainFrame { schema, at, len };
            if is_known {
                cursor.chain.damaged = frame.end();
            }
            cursor.chain.note(ChainFrame { len: 0, ..frame }, Some(identity));
        }
    }

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
        let mut history = History::of(&cursor.chain.channels);
        let identity = self.identity(schema, window, at);
        let own = self.evidence(&history, schema, identity).0;
        self.add(&mut history, schema, identity);
        let confirmed = |next: u64| match self.swallows(&cursor.chain, window, frame, identity)? {
            true => Ok(Confirmed::Overlap),
            false => Ok(Confirmed::Yes(next)),
        };
        // Fast path: the header of the next frame is sufficient.
        if sequenced
            && continues
            && self.header_bits(&history, schema, window, frame.end()) >= NEXT_BITS
        {
            return confirmed(frame.end());
        }
        let is_first = cursor.chain.channels.is_empty();
        let known = HeaderBits::of(rules.as_ref()).channel;
        let enough = |followers: &Followers| match (sequenced, continues) {
            (false, _) => followers.count >= required,
            (true, true) => followers.bits >= NEXT_BITS,
            (true, false) => {
                let consistent = own >= NEXT_BITS || followers.consistent;
                // Data with zeros may have the form of frames and padding.
                let is_contiguous = followers.link == frame.end() && followers.is_known;
                let resumes = own >= known || is_contiguous || is_first;
                let enough = followers.bits.saturating_add(own) >= START_BITS;
                // The frame after a damaged one may be the first of its channel.
                let follows = at.abs_diff(cursor.chain.damaged) <= 1 && followers.is_known;
                (consistent || follows) && enough && resumes
                    || own >= known && followers.bits >= LONG_BITS
            }
        };
        let followers = self.followers(&mut history, window, &frame, MAX_FRAMES, &enough)?;
        if enough(&followers) && (!sequenced || !continues || followers.first_bits >= NEXT_BITS) {
            return confirmed(followers.link);
        }
        // A long chain is evidence even if the counts are not consecutive.
        if sequenced && continues && enough(&followers) {
            let mut history = History::of(&cursor.chain.channels);
            self.note(&mut history, window, &frame);
            let long = |followers: &Followers| followers.bits >= LONG_BITS;
            if long(&self.followers(&mut history, window, &frame, MAX_FRAMES, &long)?) {
                return confirmed(followers.link);
            }
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
            (false, true, Some(_)) => consistent && total >= NEXT_BITS,
            (false, false, Some(false)) => followers.count >= 1,
            (false, false, Some(true)) => followers.count.saturating_add(1) >= required,
            // A chain of unknown channels after damage.
            (false, true, None) => {
                consistent
                    && total >= START_BITS
                    && at.saturating_add(1) >= cursor.chain.damaged
                    && (is_first || followers.link == frame.end())
                    && !self.known_starts_after(&cursor.chain, window, frame)?
            }
            (false, false, None) => false,
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
        if sequenced && continues && own >= NEXT_BITS && followers.end.is_some() {
            return confirmed(followers.link);
        }
        let weak = followers.first.filter(|_| !sequenced || followers.first_bits < NEXT_BITS);
        for part in [Some(frame), weak].into_iter().flatten() {
            if self.has_rival(&cursor.chain, window, part)? {
                return Ok(Confirmed::Overlap);
            }
        }
        confirmed(followers.link)
    }
}
