//! Frames inside a frame and after a damaged frame.

use super::evidence::{HeaderBits, History};
use super::links::{Followers, Link, StartOf};
use super::{Chain, ChainFrame, MAX_FRAMES, NEXT_BITS, Needs};
use crate::Identity;
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

    fn inside(chain: &'c Chain, frame: ChainFrame) -> Self {
        Self::within(chain, frame.schema, frame.at.saturating_add(1)..frame.end())
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
        let mut at = first.at.saturating_add(1);
        let to = at.saturating_add(self.max_len(schema));
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
        not_found(window, to)
    }

    /// True if a frame contains other frames of known channels: its size is damaged and extends to
    /// the end of another frame. A frame is searched only if it is the longest one of its channel, or
    /// if frames are missing after it.
    pub(super) fn swallows(
        &self,
        chain: &Chain,
        window: &InputWindow<'_>,
        frame: ChainFrame,
        identity: Option<Identity>,
    ) -> Needs<bool> {
        let Some(rules) = self.schemas().get(usize::from(frame.schema)) else { return Ok(false) };
        let Some((rule, identity)) = rules.sequence().zip(identity) else { return Ok(false) };
        let known = chain.channels.get(&(frame.schema, identity.channel));
        let is_longest = known.is_none_or(|known| known.longest < frame.len);
        let full = HeaderBits::of(rules.as_ref()).full;
        let mut history = History::of(&chain.channels);
        history.add(frame.schema, rule, identity);
        let is_suspect =
            is_longest || self.header_bits(&history, frame.schema, window, frame.end()) < full;
        if !is_suspect || chain.channels.is_empty() {
            return Ok(false);
        }
        let inside = ChainSearch::inside(chain, frame);
        self.chain_starts(window, &ChainSearch { known: true, after: Some(frame), ..inside })
    }

    /// True if a chain starts shortly after the end of a frame.
    pub(super) fn resumes_after(
        &self,
        chain: &Chain,
        window: &InputWindow<'_>,
        frame: ChainFrame,
    ) -> Needs<bool> {
        let to = frame.end().saturating_add(self.max_len(frame.schema).saturating_mul(2));
        let search = ChainSearch::within(chain, frame.schema, frame.end()..to);
        self.starts_ahead(window, &search)
    }

    /// True if a frame of a known channel starts after the start of a frame: the data of a damaged
    /// frame may have the form of frames of other channels.
    pub(super) fn known_starts_after(
        &self,
        chain: &Chain,
        window: &InputWindow<'_>,
        frame: ChainFrame,
    ) -> Needs<bool> {
        let from = frame.at.saturating_add(1);
        let range = from..from.saturating_add(self.max_len(frame.schema));
        let search = ChainSearch { known: true, ..ChainSearch::within(chain, frame.schema, range) };
        self.starts_ahead(window, &search)
    }

    /// True if a chain starts in a range, which may extend past the window.
    fn starts_ahead(&self, window: &InputWindow<'_>, search: &ChainSearch<'_>) -> Needs<bool> {
        match self.chain_starts(window, search)? {
            true => Ok(true),
            false => not_found(window, search.range.end),
        }
    }

    fn max_len(&self, schema: u16) -> u64 {
        self.schemas().get(usize::from(schema)).map_or(0, |schema| schema.max_len() as u64)
    }

    /// True if a chain starts inside a frame.
    pub(super) fn has_rival(
        &self,
        chain: &Chain,
        window: &InputWindow<'_>,
        frame: ChainFrame,
    ) -> Needs<bool> {
        self.chain_starts(window, &ChainSearch::inside(chain, frame))
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
            let mut history = History::of(&chain.channels);
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

/// Returns the result of a search up to `to` that found nothing: the window must reach `to`.
fn not_found(window: &InputWindow<'_>, to: u64) -> Needs<bool> {
    match window.last || window.end() >= to {
        true => Ok(false),
        false => Err(to),
    }
}
