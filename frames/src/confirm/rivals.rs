//! Frames inside a frame and after a damaged frame.

use super::evidence::History;
use super::links::{Followers, Link, StartOf};
use super::{Chain, ChainFrame, MAX_FRAMES, NEXT_BITS, Needs};
use crate::finder::Finder;
use crate::search::InputWindow;
use std::ops::Range;

/// Evidence in bits for a chain that starts inside another frame.
const RIVAL_BITS: u32 = 28;
/// Maximum number of following frames to examine of a chain inside another frame.
const MAX_RIVAL_FRAMES: usize = 4;

/// Search for the start of a chain.
struct ChainSearch<'c> {
    chain: &'c Chain,
    schema: u16,
    /// Offsets at which the chain may start.
    range: Range<u64>,
    /// True if its first frame must continue the count of an accepted frame, or of `after`.
    known: bool,
    after: Option<ChainFrame>,
}

impl<'c> ChainSearch<'c> {
    fn within(chain: &'c Chain, schema: u16, range: Range<u64>) -> Self {
        Self { chain, schema, range, known: false, after: None }
    }
}

impl Finder {
    /// True if a frame that starts after the start of `first` continues the counts of the examined
    /// frames, and is followed by another frame or the end of the input.
    pub(super) fn resumes(
        &self,
        history: &History<'_>,
        window: &InputWindow<'_>,
        first: ChainFrame,
    ) -> Needs<bool> {
        let schema = first.schema;
        let Some(rules) = self.schemas().get(usize::from(schema)) else { return Ok(false) };
        let mut at = first.at.saturating_add(1);
        let to = at.saturating_add(rules.max_len() as u64);
        while let Some(start) = self.next_start(schema, window, at, to) {
            at = start.saturating_add(1);
            let identity = self.identity(schema, window, start);
            if !matches!(self.evidence(history, schema, identity), (NEXT_BITS.., Some(_))) {
                continue;
            }
            let StartOf::Frame(frame) = self.frame_at(schema, window, start)? else { continue };
            match self.next_in_chain(history, window, schema, frame.end())? {
                Link::Frame(..) | Link::End { .. } => return Ok(true),
                Link::Truncated(_) | Link::Broken => {}
            }
        }
        match window.last || window.end() >= to {
            true => Ok(false),
            false => Err(to),
        }
    }

    /// True if a frame contains other frames of known channels: its size is damaged and extends to
    /// the end of another frame. A frame is searched only if it is the longest one of its channel, or
    /// if frames are missing after it.
    pub(super) fn swallows(
        &self,
        chain: &Chain,
        window: &InputWindow<'_>,
        frame: ChainFrame,
    ) -> Needs<bool> {
        let Some(rules) = self.schemas().get(usize::from(frame.schema)) else { return Ok(false) };
        let Some((rule, identity)) =
            rules.sequence().zip(self.identity(frame.schema, window, frame.at))
        else {
            return Ok(false);
        };
        let known = chain.channels.get(&(frame.schema, identity.channel));
        let is_longest = known.is_none_or(|known| known.longest < frame.len);
        let full = rules.constant_bits().saturating_add(rule.channel_bits);
        let full = full.saturating_add(rule.sequence_bits);
        let mut history = History { known: &chain.channels, own: Vec::new() };
        history.add(frame.schema, rule, identity);
        let is_suspect =
            is_longest || self.header_bits(&history, frame.schema, window, frame.end()) < full;
        Ok(is_suspect
            && !chain.channels.is_empty()
            && self.chain_starts(
                window,
                &ChainSearch {
                    chain,
                    schema: frame.schema,
                    range: frame.at.saturating_add(1)..frame.end(),
                    known: true,
                    after: Some(frame),
                },
            )?)
    }

    /// True if a chain starts shortly after the end of a frame.
    pub(super) fn resumes_after(
        &self,
        chain: &Chain,
        window: &InputWindow<'_>,
        frame: ChainFrame,
    ) -> Needs<bool> {
        let longest = self.schemas().get(usize::from(frame.schema)).map_or(0, |s| s.max_len());
        let to = frame.end().saturating_add(longest.saturating_mul(2) as u64);
        match self
            .chain_starts(window, &ChainSearch::within(chain, frame.schema, frame.end()..to))?
        {
            true => Ok(true),
            false if window.last || window.end() >= to => Ok(false),
            false => Err(to),
        }
    }

    /// True if a frame of a known channel starts after the start of a frame: the data of a damaged
    /// frame may have the form of frames of other channels.
    pub(super) fn known_starts_after(
        &self,
        chain: &Chain,
        window: &InputWindow<'_>,
        frame: ChainFrame,
    ) -> Needs<bool> {
        let longest = self.schemas().get(usize::from(frame.schema)).map_or(0, |s| s.max_len());
        let from = frame.at.saturating_add(1);
        let to = from.saturating_add(longest as u64);
        match self.chain_starts(
            window,
            &ChainSearch { known: true, ..ChainSearch::within(chain, frame.schema, from..to) },
        )? {
            true => Ok(true),
            false if window.last || window.end() >= to => Ok(false),
            false => Err(to),
        }
    }

    /// True if a chain starts inside a frame.
    pub(super) fn has_rival(
        &self,
        chain: &Chain,
        window: &InputWindow<'_>,
        frame: ChainFrame,
    ) -> Needs<bool> {
        let inside = frame.at.saturating_add(1)..frame.end();
        self.chain_starts(window, &ChainSearch::within(chain, frame.schema, inside))
    }

    /// True if a chain starts in a range.
    fn chain_starts(&self, window: &InputWindow<'_>, search: &ChainSearch<'_>) -> Needs<bool> {
        let ChainSearch { chain, schema, ref range, known, after } = *search;
        let Some(rules) = self.schemas().get(usize::from(schema)) else { return Ok(false) };
        let required = usize::try_from(rules.confirm()).unwrap_or(usize::MAX);
        let sequenced = rules.sequence().is_some();
        let max = if sequenced { MAX_RIVAL_FRAMES } else { MAX_FRAMES };
        let mut at = range.start;
        while let Some(start) = self.next_start(schema, window, at, range.end) {
            at = start.saturating_add(1);
            let StartOf::Frame(rival) = self.frame_at(schema, window, start)? else {
                continue;
            };
            let mut history = History { known: &chain.channels, own: Vec::new() };
            if let Some(frame) = after {
                self.note(&mut history, window, &frame);
            }
            let own = self.note(&mut history, window, &rival);
            let enough = |followers: &Followers| match sequenced {
                true => {
                    followers.count >= 1
                        && (own >= NEXT_BITS || !known && followers.consistent)
                        && own.saturating_add(followers.bits) >= RIVAL_BITS
                        // Data may have the form of frames, but does not extend into the next frame.
                        && (known || followers.reach > range.end && followers.link == rival.end())
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
    pub(super) fn next_start(
        &self,
        schema: u16,
        window: &InputWindow<'_>,
        from: u64,
        to: u64,
    ) -> Option<u64> {
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
