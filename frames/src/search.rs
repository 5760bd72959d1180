//! Search for the next offset at which a frame may start.

use crate::{Pattern, Start};
use memchr::{memchr, memchr_iter, memmem};

/// A part of the input in memory.
#[derive(Clone, Copy)]
pub(crate) struct InputWindow<'w> {
    pub(crate) bytes: &'w [u8],
    /// Offset in the input.
    pub(crate) base: u64,
    /// Byte before the window; `None` at the start of the input.
    pub(crate) before: Option<u8>,
    /// True if the input ends with the window.
    pub(crate) last: bool,
}

impl<'w> InputWindow<'w> {
    /// Returns the offset past the last byte.
    pub(crate) fn end(&self) -> u64 {
        self.base.saturating_add(self.bytes.len() as u64)
    }

    /// Returns the bytes from an input offset to the end of the window.
    pub(crate) fn from(&self, offset: u64) -> &'w [u8] {
        let at = usize::try_from(offset.saturating_sub(self.base)).unwrap_or(usize::MAX);
        self.bytes.get(at..).unwrap_or_default()
    }

    /// Returns up to `len` bytes from an input offset.
    pub(crate) fn part(&self, offset: u64, len: usize) -> &'w [u8] {
        let rest = self.from(offset);
        rest.get(..len).unwrap_or(rest)
    }

    /// Returns the byte before an input offset.
    fn byte_before(&self, offset: u64) -> Option<u8> {
        match offset.checked_sub(self.base).and_then(|at| at.checked_sub(1)) {
            Some(at) => self.bytes.get(usize::try_from(at).ok()?).copied(),
            None => self.before,
        }
    }
}

/// Result of checking a start condition at an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StartMatch {
    Yes,
    No,
    /// The condition depends on bytes after the window.
    Undecided,
}

/// A search for one start condition or sync pattern of a schema.
pub(crate) struct FrameSearch {
    /// Index of the schema.
    pub(crate) schema: u16,
    method: SyncSearch,
}

enum SyncSearch {
    Anywhere,
    Exact(Box<memmem::Finder<'static>>),
    Masked(Pattern),
    AfterDelimiter(u8),
}

impl FrameSearch {
    /// Creates the searches for the frames of a schema.
    pub(crate) fn of(schema: u16, start: Start) -> Vec<Self> {
        let search = |method| Self { schema, method };
        match start {
            Start::Anywhere => vec![search(SyncSearch::Anywhere)],
            Start::AfterDelimiter(byte) => vec![search(SyncSearch::AfterDelimiter(byte))],
            Start::Sync(patterns) => patterns
                .into_iter()
                .map(|pattern| match pattern.mask.iter().all(|mask| *mask == 0xff) {
                    true => search(SyncSearch::Exact(Box::new(
                        memmem::Finder::new(&pattern.bytes).into_owned(),
                    ))),
                    false => search(SyncSearch::Masked(pattern)),
                })
                .collect(),
        }
    }

    /// True if frames may start at any byte.
    pub(crate) fn is_anywhere(&self) -> bool {
        matches!(self.method, SyncSearch::Anywhere)
    }

    /// Checks the start condition at `offset`, which must be inside the window.
    #[inline]
    pub(crate) fn start_at(&self, window: &InputWindow<'_>, offset: u64) -> StartMatch {
        let bytes = window.from(offset);
        let (matches, complete) = match &self.method {
            SyncSearch::Anywhere => (true, true),
            SyncSearch::Exact(finder) => {
                let needle = finder.needle();
                (
                    bytes.starts_with(needle) || needle.starts_with(bytes),
                    bytes.len() >= needle.len(),
                )
            }
            SyncSearch::Masked(pattern) => {
                (pattern.may_match(bytes), bytes.len() >= pattern.bytes.len())
            }
            SyncSearch::AfterDelimiter(byte) => {
                let delimited = window.byte_before(offset).is_none_or(|before| before == *byte);
                (delimited && bytes.first() != Some(byte), !bytes.is_empty())
            }
        };
        match (matches, complete) {
            (false, _) => StartMatch::No,
            (true, true) => StartMatch::Yes,
            (true, false) if window.last => StartMatch::No,
            (true, false) => StartMatch::Undecided,
        }
    }

    /// Returns the first offset from `offset` on at which a frame may start, or the end of the
    /// window if there is none. Includes undecided offsets.
    pub(crate) fn next(&self, window: &InputWindow<'_>, offset: u64) -> u64 {
        if offset >= window.end() {
            return window.end();
        }
        if self.start_at(window, offset) != StartMatch::No {
            return offset;
        }
        let after = offset.saturating_add(1);
        let rest = window.from(after);
        let found = match &self.method {
            SyncSearch::Anywhere => Some(0),
            SyncSearch::Exact(finder) => {
                let tail = finder.needle().len().saturating_sub(1);
                finder.find(rest).or_else(|| self.first_in_tail(window, after, rest, tail))
            }
            SyncSearch::Masked(pattern) => match (pattern.bytes.first(), pattern.mask.first()) {
                (Some(first), Some(0xff)) => {
                    let mut at = 0_usize;
                    loop {
                        let left = rest.get(at..).unwrap_or_default();
                        let Some(distance) = memchr(*first, left) else { break None };
                        at = at.saturating_add(distance);
                        if pattern.may_match(rest.get(at..).unwrap_or_default()) {
                            break Some(at);
                        }
                        at = at.saturating_add(1);
                    }
                }
                _ => self.first_in_tail(window, after, rest, rest.len()),
            },
            SyncSearch::AfterDelimiter(byte) => {
                // The byte at `offset` may be a delimiter.
                let bytes = window.from(offset);
                let mut delimiters = memchr_iter(*byte, bytes);
                delimiters
                    .find(|at| bytes.get(at.saturating_add(1)).is_some_and(|next| next != byte))
            }
        };
        found.map_or(window.end(), |at| after.saturating_add(at as u64))
    }

    /// Returns the index in `rest`, which starts at `offset`, of the first of the last `tail` bytes
    /// at which a frame may start.
    fn first_in_tail(
        &self,
        window: &InputWindow<'_>,
        offset: u64,
        rest: &[u8],
        tail: usize,
    ) -> Option<usize> {
        let from = rest.len().saturating_sub(tail);
        (from..rest.len())
            .find(|at| self.start_at(window, offset.saturating_add(*at as u64)) != StartMatch::No)
    }
}
