//! The search for the next place where a frame may begin.

use crate::{Pattern, Start};
use memchr::{memchr, memchr_iter, memmem};

/// A part of the input.
#[derive(Clone, Copy)]
pub(crate) struct Window<'w> {
    pub(crate) bytes: &'w [u8],
    /// Where it begins in the input.
    pub(crate) base: u64,
    /// The byte before it; nothing at the beginning of the input.
    pub(crate) before: Option<u8>,
    /// Whether the input ends with it.
    pub(crate) last: bool,
}

impl<'w> Window<'w> {
    /// Where it ends in the input.
    pub(crate) fn end(&self) -> u64 {
        self.base.saturating_add(self.bytes.len() as u64)
    }

    /// The bytes from an offset of the input on.
    pub(crate) fn from(&self, offset: u64) -> &'w [u8] {
        let at = usize::try_from(offset.saturating_sub(self.base)).unwrap_or(usize::MAX);
        self.bytes.get(at..).unwrap_or_default()
    }

    /// So many bytes from an offset of the input on, as far as they are there.
    pub(crate) fn part(&self, offset: u64, len: usize) -> &'w [u8] {
        let rest = self.from(offset);
        rest.get(..len).unwrap_or(rest)
    }

    /// The byte before an offset of the input.
    fn byte_before(&self, offset: u64) -> Option<u8> {
        match offset.checked_sub(self.base).and_then(|at| at.checked_sub(1)) {
            Some(at) => self.bytes.get(usize::try_from(at).ok()?).copied(),
            None => self.before,
        }
    }
}

/// Whether a frame may begin somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Begins {
    Yes,
    No,
    /// Too few bytes to tell.
    Perhaps,
}

/// A way for frames of one schema to begin.
pub(crate) struct Search {
    pub(crate) schema: u16,
    how: How,
}

enum How {
    Anywhere,
    Exact(Box<memmem::Finder<'static>>),
    Masked(Pattern),
    Behind(u8),
}

impl Search {
    /// The searches for frames of a schema.
    pub(crate) fn of(schema: u16, start: Start) -> Vec<Self> {
        let one = |how| Self { schema, how };
        match start {
            Start::Anywhere => vec![one(How::Anywhere)],
            Start::Behind(byte) => vec![one(How::Behind(byte))],
            Start::Sync(patterns) => patterns
                .into_iter()
                .map(|pattern| match pattern.mask.iter().all(|mask| *mask == 0xff) {
                    true => {
                        one(How::Exact(Box::new(memmem::Finder::new(&pattern.bytes).into_owned())))
                    }
                    false => one(How::Masked(pattern)),
                })
                .collect(),
        }
    }

    /// Whether a place where nothing else is known of frames is only passed over.
    pub(crate) fn is_anywhere(&self) -> bool {
        matches!(self.how, How::Anywhere)
    }

    /// Whether a frame may begin at `offset`, which lies in the window.
    #[inline]
    pub(crate) fn here(&self, window: &Window<'_>, offset: u64) -> Begins {
        let bytes = window.from(offset);
        let (fits, enough) = match &self.how {
            How::Anywhere => (true, true),
            How::Exact(finder) => {
                let needle = finder.needle();
                (
                    bytes.starts_with(needle) || needle.starts_with(bytes),
                    bytes.len() >= needle.len(),
                )
            }
            How::Masked(pattern) => (pattern.begins(bytes), bytes.len() >= pattern.bytes.len()),
            How::Behind(byte) => {
                let behind = window.byte_before(offset).is_none_or(|before| before == *byte);
                (behind && bytes.first() != Some(byte), !bytes.is_empty())
            }
        };
        match (fits, enough) {
            (false, _) => Begins::No,
            (true, true) => Begins::Yes,
            (true, false) if window.last => Begins::No,
            (true, false) => Begins::Perhaps,
        }
    }

    /// The first place from `offset` on where a frame may begin, or perhaps may; the end of the
    /// window when there is none.
    pub(crate) fn next(&self, window: &Window<'_>, offset: u64) -> u64 {
        if offset >= window.end() {
            return window.end();
        }
        if self.here(window, offset) != Begins::No {
            return offset;
        }
        let behind = offset.saturating_add(1);
        let rest = window.from(behind);
        let found = match &self.how {
            How::Anywhere => Some(0),
            How::Exact(finder) => {
                let tail = finder.needle().len().saturating_sub(1);
                finder.find(rest).or_else(|| self.first(window, behind, rest, tail))
            }
            How::Masked(pattern) => match (pattern.bytes.first(), pattern.mask.first()) {
                (Some(first), Some(0xff)) => {
                    let mut at = 0_usize;
                    loop {
                        let left = rest.get(at..).unwrap_or_default();
                        let Some(hop) = memchr(*first, left) else { break None };
                        at = at.saturating_add(hop);
                        if pattern.begins(rest.get(at..).unwrap_or_default()) {
                            break Some(at);
                        }
                        at = at.saturating_add(1);
                    }
                }
                _ => self.first(window, behind, rest, rest.len()),
            },
            How::Behind(byte) => {
                // What ends one frame may stand right here.
                let here = window.from(offset);
                let mut ends = memchr_iter(*byte, here);
                ends.find(|at| here.get(at.saturating_add(1)).is_some_and(|next| next != byte))
            }
        };
        found.map_or(window.end(), |at| behind.saturating_add(at as u64))
    }

    /// The first of the last `tail` places of `rest`, which stands at `offset`, that will do.
    fn first(&self, window: &Window<'_>, offset: u64, rest: &[u8], tail: usize) -> Option<usize> {
        let from = rest.len().saturating_sub(tail);
        (from..rest.len())
            .find(|at| self.here(window, offset.saturating_add(*at as u64)) != Begins::No)
    }
}
