//! Confirmation of frames without a checksum by the frames before and after them.
//!
//! A chain is a sequence of contiguous frames of one schema. A frame that continues a chain must be
//! followed by a frame, the end of the input or padding. A frame that starts a chain must be
//! followed by enough frames. If the schema declares a sequence count, the evidence of a frame is
//! measured in bits: the known bits of its constants, channel and count.

use crate::finder::{Cursor, Finder, SchemaMatch};
use crate::search::{InputWindow, StartMatch};
use crate::{FrameSpan, Identity, RejectKind};
use std::collections::HashMap;

/// Evidence in bits for a frame that starts a chain.
const START_BITS: u32 = 40;
/// Evidence in bits after a frame that continues a chain.
const NEXT_BITS: u32 = 20;
/// Evidence in bits for a chain that starts inside another frame.
const RIVAL_BITS: u32 = 28;
/// Maximum number of following frames to examine.
const MAX_FRAMES: usize = 48;
/// Maximum number of following frames to examine of a chain inside another frame.
const MAX_RIVAL_FRAMES: usize = 4;
/// Maximum difference of consecutive sequence counts that is evidence.
const MAX_STEP: u64 = 16;
/// Minimum size of padding after a frame, in bytes. Any size at the end of the input is padding.
const MIN_PADDING: usize = 16;
/// Maximum size of padding between two frames of a chain, in bytes.
const MAX_PADDING: usize = 4096;
/// Maximum number of bytes at the end of padding that may belong to the next frame.
const MAX_SHARED: usize = 3;
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
    /// Last sequence count per schema and channel.
    last: HashMap<(u16, u64), Option<u64>>,
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

/// Continuation of a chain.
enum Link {
    Frame(ChainFrame, u32),
    /// The input ends inside a frame with this evidence in bits.
    Truncated(u32),
    /// The input ends, or padding follows.
    End {
        padding: bool,
    },
    Broken,
}

/// A frame of a schema at an offset.
enum StartOf {
    Frame(ChainFrame),
    /// The input ends inside the frame.
    Truncated,
    Nothing,
}

/// Frames that follow a frame.
#[derive(Default)]
struct Followers {
    count: usize,
    /// Evidence in bits.
    bits: u32,
    /// Evidence of the first one.
    first_bits: u32,
    /// The first one.
    first: Option<ChainFrame>,
    /// Offset of the first one, or the end of the frame.
    link: u64,
    /// True if the channel and sequence count of the frame are consistent with a follower.
    consistent: bool,
    /// The chain reaches the end of the input (`Some(false)`) or padding (`Some(true)`).
    end: Option<bool>,
    /// The input ends inside the next frame.
    is_truncated: bool,
}

/// Channels and sequence counts of a chain.
struct History<'h> {
    known: &'h HashMap<(u16, u64), Option<u64>>,
    /// Those of the frames that are examined, in order.
    own: Vec<(u64, Option<u64>)>,
}

impl History<'_> {
    /// Returns the last sequence count of a channel, and the index of the examined frame with it.
    fn last(&self, schema: u16, channel: u64) -> Option<(Option<u64>, Option<usize>)> {
        let own = self.own.iter().rposition(|(known, _)| *known == channel);
        match own.and_then(|index| self.own.get(index)) {
            Some((_, count)) => Some((*count, own)),
            None => self.known.get(&(schema, channel)).map(|count| (*count, None)),
        }
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
            && (self.last.len() < MAX_CHANNELS || self.last.contains_key(&(frame.schema, channel)))
        {
            self.last.insert((frame.schema, channel), sequence);
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
        let mut history = History { known: &cursor.chain.last, own: Vec::new() };
        let own = self.note(&mut history, window, &frame);
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
        if !accepted {
            return Ok(Confirmed::No);
        }
        let weak = followers.first.filter(|_| !sequenced || followers.first_bits < NEXT_BITS);
        for part in [Some(frame), weak].into_iter().flatten() {
            if self.has_rival(&cursor.chain, window, part)? {
                return Ok(Confirmed::Overlap);
            }
        }
        Ok(next)
    }

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
    fn header_bits(
        &self,
        history: &History<'_>,
        schema: u16,
        window: &InputWindow<'_>,
        at: u64,
    ) -> u32 {
        self.evidence(history, schema, self.identity(schema, window, at)).0
    }

    /// Adds a frame to the history and returns its evidence in bits.
    fn note(&self, history: &mut History<'_>, window: &InputWindow<'_>, frame: &ChainFrame) -> u32 {
        let identity = self.identity(frame.schema, window, frame.at);
        let bits = self.evidence(history, frame.schema, identity).0;
        if let Some(identity) = identity {
            history.own.push((identity.channel, identity.sequence));
        }
        bits
    }

    /// Returns the evidence in bits for a frame of this identity, and the index of the examined
    /// frame that it is consistent with.
    fn evidence(
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

    /// Examines the frames that follow `frame`, until they are `enough` or the chain ends.
    fn followers(
        &self,
        history: &mut History<'_>,
        window: &InputWindow<'_>,
        frame: &ChainFrame,
        max: usize,
        enough: &dyn Fn(&Followers) -> bool,
    ) -> Needs<Followers> {
        let mut found = Followers { link: frame.end(), ..Followers::default() };
        let mut end = frame.end();
        while found.count < max && !enough(&found) {
            match self.next_in_chain(history, window, frame.schema, end)? {
                Link::Frame(next, bits) => {
                    let identity = self.identity(next.schema, window, next.at);
                    let (graded, index) = self.evidence(history, next.schema, identity);
                    found.consistent |= index == Some(0) && graded >= NEXT_BITS;
                    if let Some(identity) = identity {
                        history.own.push((identity.channel, identity.sequence));
                    }
                    found.bits = found.bits.saturating_add(bits);
                    if found.count == 0 {
                        (found.first, found.first_bits, found.link) = (Some(next), bits, next.at);
                    }
                    found.count = found.count.saturating_add(1);
                    end = next.end();
                }
                Link::Truncated(bits) => {
                    found.bits = found.bits.saturating_add(bits);
                    found.is_truncated = true;
                    break;
                }
                Link::End { padding } => {
                    found.end = Some(padding);
                    break;
                }
                Link::Broken => break,
            }
        }
        Ok(found)
    }

    /// Returns the continuation of a chain whose last frame ends at `end`.
    fn next_in_chain(
        &self,
        history: &History<'_>,
        window: &InputWindow<'_>,
        schema: u16,
        end: u64,
    ) -> Needs<Link> {
        let Some(rules) = self.schemas().get(usize::from(schema)) else {
            return Ok(Link::Broken);
        };
        let bits = |at: u64| self.header_bits(history, schema, window, at);
        let gap = u64::try_from(rules.max_gap()).unwrap_or(u64::MAX);
        for at in end..=end.saturating_add(gap) {
            if at >= window.end() {
                return self.at_end(window);
            }
            match self.frame_at(schema, window, at)? {
                StartOf::Frame(frame) => {
                    let link = Link::Frame(frame, bits(at));
                    // Padding may be read as the header of a frame.
                    let is_padding =
                        at == end && matches!(window.from(at), [0, 0, ..] | [0xff, 0xff, ..]);
                    if !is_padding || bits(at) >= NEXT_BITS {
                        return Ok(link);
                    }
                    return match self.after_padding(history, window, schema, end)? {
                        Link::Frame(other, better) if better > bits(at) => {
                            Ok(Link::Frame(other, better))
                        }
                        _ => Ok(link),
                    };
                }
                StartOf::Truncated => return Ok(Link::Truncated(bits(at))),
                StartOf::Nothing => {}
            }
            if let Some(len) = self.verified_at(schema, window, at)? {
                return Ok(Link::Frame(ChainFrame { schema, at, len }, NEXT_BITS));
            }
        }
        self.after_padding(history, window, schema, end)
    }

    /// Returns the continuation of a chain after padding.
    fn after_padding(
        &self,
        history: &History<'_>,
        window: &InputWindow<'_>,
        schema: u16,
        end: u64,
    ) -> Needs<Link> {
        let bits = |at: u64| self.header_bits(history, schema, window, at);
        let rest = window.from(end);
        let Some(first @ (0 | 0xff)) = rest.first() else { return Ok(Link::Broken) };
        let run = rest.iter().take(MAX_PADDING).take_while(|byte| *byte == first).count();
        if run >= MAX_PADDING {
            return Ok(Link::End { padding: true });
        }
        if run == rest.len() {
            return self.at_end(window);
        }
        let mut best: Option<(ChainFrame, u32)> = None;
        for back in 0..=MAX_SHARED.min(run.saturating_sub(1)) {
            let at = end.saturating_add(run.saturating_sub(back) as u64);
            if let StartOf::Frame(frame) = self.frame_at(schema, window, at)?
                && best.is_none_or(|(_, known)| known < bits(at))
            {
                best = Some((frame, bits(at)));
            }
        }
        Ok(match best {
            Some((frame, bits)) => Link::Frame(frame, bits),
            None if run >= MIN_PADDING => Link::End { padding: true },
            None => Link::Broken,
        })
    }

    /// Returns the continuation of a chain at the end of the window.
    fn at_end(&self, window: &InputWindow<'_>) -> Needs<Link> {
        match window.last {
            true => Ok(Link::End { padding: false }),
            false => Err(window.end().saturating_add(1)),
        }
    }

    /// Returns the frame of a schema at an offset, unless it is padding.
    fn frame_at(&self, schema: u16, window: &InputWindow<'_>, at: u64) -> Needs<StartOf> {
        if at >= window.end() {
            return self.at_end(window).map(|_| StartOf::Nothing);
        }
        let searches = self.searches().iter().filter(|search| search.schema == schema);
        let Some(start) = searches
            .map(|search| search.start_at(window, at))
            .find(|start| *start != StartMatch::No)
        else {
            return Ok(StartOf::Nothing);
        };
        if start == StartMatch::Undecided {
            return Err(window.end().saturating_add(1));
        }
        match self.parse_at(schema, window, at) {
            SchemaMatch::Frame(len, _) => {
                let bytes = window.part(at, usize::try_from(len).unwrap_or(usize::MAX));
                Ok(match is_padding(bytes) {
                    true => StartOf::Nothing,
                    false => StartOf::Frame(ChainFrame { schema, at, len }),
                })
            }
            SchemaMatch::Rejected(reason) if reason.kind == RejectKind::Truncated => {
                Ok(StartOf::Truncated)
            }
            SchemaMatch::Rejected(_) => Ok(StartOf::Nothing),
            SchemaMatch::Wait(need) => Err(need),
        }
    }

    /// Returns the size of a frame of another schema that is verified by its checksum.
    fn verified_at(&self, schema: u16, window: &InputWindow<'_>, at: u64) -> Needs<Option<u32>> {
        let others = self.searches().iter().filter(|search| search.schema != schema);
        for search in others {
            let checked = self.schemas().get(usize::from(search.schema));
            if !checked.is_some_and(|schema| schema.is_checked()) {
                continue;
            }
            match search.start_at(window, at) {
                StartMatch::No => continue,
                StartMatch::Undecided => return Err(window.end().saturating_add(1)),
                StartMatch::Yes => {}
            }
            match self.parse_at(search.schema, window, at) {
                SchemaMatch::Frame(len, crate::Proof::Verified) => return Ok(Some(len)),
                SchemaMatch::Wait(need) => return Err(need),
                _ => {}
            }
        }
        Ok(None)
    }

    /// True if a chain starts inside a frame.
    fn has_rival(&self, chain: &Chain, window: &InputWindow<'_>, frame: ChainFrame) -> Needs<bool> {
        let Some(rules) = self.schemas().get(usize::from(frame.schema)) else { return Ok(false) };
        let required = usize::try_from(rules.confirm()).unwrap_or(usize::MAX);
        let sequenced = rules.sequence().is_some();
        let max = if sequenced { MAX_RIVAL_FRAMES } else { MAX_FRAMES };
        let mut at = frame.at.saturating_add(1);
        while let Some(start) = self.next_start(frame.schema, window, at, frame.end()) {
            at = start.saturating_add(1);
            let StartOf::Frame(rival) = self.frame_at(frame.schema, window, start)? else {
                continue;
            };
            let mut history = History { known: &chain.last, own: Vec::new() };
            let own = self.note(&mut history, window, &rival);
            let enough = |followers: &Followers| match sequenced {
                true => {
                    followers.count >= 1
                        && (own >= NEXT_BITS || followers.consistent)
                        && own.saturating_add(followers.bits) >= RIVAL_BITS
                }
                false => followers.count >= required,
            };
            let followers = self.followers(&mut history, window, &rival, max, &enough)?;
            let ends = !sequenced && followers.end == Some(false) && followers.count >= 1;
            if followers.count >= 1 && (enough(&followers) || ends) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Returns the first offset in `from..to` at which a frame of a schema may start.
    fn next_start(&self, schema: u16, window: &InputWindow<'_>, from: u64, to: u64) -> Option<u64> {
        let rules = self.schemas().get(usize::from(schema))?;
        let searches = || self.searches().iter().filter(|search| search.schema == schema);
        let mut at = from;
        loop {
            at = searches().map(|search| search.next(window, at)).min()?;
            if at >= to || at >= window.end() {
                return None;
            }
            if rules.may_start(window.from(at)) {
                return Some(at);
            }
            at = at.saturating_add(1);
        }
    }
}
