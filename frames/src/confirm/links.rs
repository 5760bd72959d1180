//! The frames that follow a frame.

use super::evidence::History;
use super::{ChainFrame, NEXT_BITS, Needs};
use crate::RejectKind;
use crate::finder::{Finder, SchemaMatch};
use crate::search::{InputWindow, StartMatch};

/// Minimum size of padding after a frame, in bytes. Any size at the end of the input is padding.
const MIN_PADDING: usize = 16;
/// Maximum size of padding between two frames of a chain, in bytes.
const MAX_PADDING: usize = 4096;
/// Maximum number of bytes at the end of padding that may belong to the next frame.
const MAX_SHARED: usize = 3;

/// Continuation of a chain.
pub(super) enum Link {
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
pub(super) enum StartOf {
    Frame(ChainFrame),
    /// The input ends inside the frame.
    Truncated,
    Nothing,
}

/// Frames that follow a frame.
#[derive(Default)]
pub(super) struct Followers {
    pub(super) count: usize,
    /// Evidence in bits.
    pub(super) bits: u32,
    /// Evidence of the first one.
    pub(super) first_bits: u32,
    /// The first one.
    pub(super) first: Option<ChainFrame>,
    /// Offset of the first one, or the end of the frame.
    pub(super) link: u64,
    /// True if the channel and sequence count of the frame are consistent with a follower.
    pub(super) consistent: bool,
    /// Offset past the last one.
    pub(super) reach: u64,
    /// True if a follower continues the counts of an accepted frame.
    pub(super) is_known: bool,
    /// The chain reaches the end of the input (`Some(false)`) or padding (`Some(true)`).
    pub(super) end: Option<bool>,
    /// The input ends inside the next frame.
    pub(super) is_truncated: bool,
}

impl Finder {
    /// Examines the frames that follow `frame`, until they are `enough` or the chain ends.
    pub(super) fn followers(
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
                    found.is_known |= index.is_none() && graded >= NEXT_BITS;
                    self.add(history, next.schema, identity);
                    found.bits = found.bits.saturating_add(bits);
                    if found.count == 0 {
                        (found.first, found.first_bits, found.link) = (Some(next), bits, next.at);
                    }
                    found.count = found.count.saturating_add(1);
                    end = next.end();
                    found.reach = end;
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
    pub(super) fn next_in_chain(
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
    pub(super) fn after_padding(
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
    pub(super) fn at_end(&self, window: &InputWindow<'_>) -> Needs<Link> {
        match window.last {
            true => Ok(Link::End { padding: false }),
            false => Err(window.end().saturating_add(1)),
        }
    }

    /// Returns the frame of a schema at an offset, unless it is padding.
    pub(super) fn frame_at(
        &self,
        schema: u16,
        window: &InputWindow<'_>,
        at: u64,
    ) -> Needs<StartOf> {
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
        if self.schemas().get(usize::from(schema)).is_some_and(|s| !s.may_start(window.from(at))) {
            return Ok(StartOf::Nothing);
        }
        match self.parse_at(schema, window, at) {
            SchemaMatch::Frame(len, _) => Ok(match self.is_filler(schema, window, at, len) {
                true => StartOf::Nothing,
                false => StartOf::Frame(ChainFrame { schema, at, len }),
            }),
            SchemaMatch::Rejected(reason) if reason.kind == RejectKind::Truncated => {
                Ok(StartOf::Truncated)
            }
            SchemaMatch::Rejected(_) => Ok(StartOf::Nothing),
            SchemaMatch::Wait(need) => Err(need),
        }
    }

    /// Returns the size of a frame of another schema that is verified by its checksum.
    pub(super) fn verified_at(
        &self,
        schema: u16,
        window: &InputWindow<'_>,
        at: u64,
    ) -> Needs<Option<u32>> {
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
}
