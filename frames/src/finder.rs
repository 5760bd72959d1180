//! Search for frames in a part of the input that is in memory.

use crate::search::{FrameSearch, InputWindow, StartMatch};
use crate::{
    FrameRun, FrameSchema, FrameSpan, Pattern, Proof, Reason, RejectKind, Rejected, Start, Verdict,
};
use std::fmt;
use std::num::NonZero;

/// A search for the frames of one or more schemas.
///
/// At every offset where a frame may start, the schemas are tried in order until a schema finds a
/// verified frame. After a rejected candidate, the search resumes one byte after its start and does
/// not rely on its length, so a false candidate cannot hide a valid frame after it.
///
/// [`Scanner`](crate::Scanner) runs a finder over input that arrives in chunks;
/// [`ParallelScan`](crate::ParallelScan) runs a finder on several threads over random-access input.
/// Both report the same events.
pub struct Finder {
    schemas: Vec<Box<dyn FrameSchema>>,
    searches: Vec<FrameSearch>,
    /// Maximum frame size of all schemas in bytes.
    longest: usize,
    /// True if the frames of some schema have a checksum.
    checked: bool,
    /// True if some schema requires confirmation by adjacent frames.
    confirmed: bool,
    /// Size in bytes of the frames that the first schema finds in runs; `None` if it is unchecked
    /// or requires confirmation.
    run_size: Option<NonZero<u32>>,
}

/// Error creating a [`Finder`] from schemas that cannot be used to find frames.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemaError {
    /// No schemas.
    None,
    /// More than 65,536 schemas.
    TooMany,
    /// The maximum frame size is 0 or does not fit in 32 bits.
    Length {
        /// Name of the schema.
        name: String,
        /// Maximum frame size.
        max: usize,
    },
    /// There are no sync patterns, or a pattern is empty or has a mask of zeros.
    MatchesAnything {
        /// Name of the schema.
        name: String,
    },
    /// No sync pattern, checksum or confirmation: frames cannot be distinguished from noise.
    NoSync {
        /// Name of the schema.
        name: String,
    },
}

impl fmt::Display for SchemaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("no schemas"),
            Self::TooMany => f.write_str("limit reached: more than 65,536 schemas"),
            Self::Length { name, max } => {
                let limit = u32::MAX;
                write!(f, "{name}: maximum frame size must be 1 to {limit} bytes, found {max}")
            }
            Self::MatchesAnything { name } => {
                write!(f, "{name}: sync pattern must not be empty or match any bytes")
            }
            Self::NoSync { name } => write!(
                f,
                "{name}: frames cannot be distinguished from noise (add a sync pattern, \
                 a checksum, or a number of adjacent frames to confirm)"
            ),
        }
    }
}

impl std::error::Error for SchemaError {}

/// State of a scan.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cursor {
    /// Offset of the next byte to examine.
    pub(crate) at: u64,
    /// For each search, an offset before which it finds no start of a frame.
    next: Vec<u64>,
    /// Schema and count of the contiguous frames directly before the cursor.
    run: (u16, u32),
    /// Offset that the window must reach before the candidate is tried again.
    need: u64,
}

impl Cursor {
    /// Creates the state of a scan that starts at an offset of the input.
    pub(crate) fn starting(at: u64) -> Self {
        Self { at, ..Self::default() }
    }
}

/// Result of one step of a scan.
pub(crate) enum FinderStep {
    /// No frame starts before the new cursor offset.
    Skip,
    Frame(FrameSpan),
    Run(FrameRun),
    Rejected(Rejected),
    /// The candidate at the cursor needs more input.
    Wait,
    /// The cursor is at the end of the window.
    End,
}

/// Combined result of the schemas at an offset.
enum CombinedMatch {
    Frame(FrameSpan),
    /// A candidate that this schema rejected.
    Rejected(u16, Reason),
    NoCandidate,
    /// The window must reach this offset.
    Wait(u64),
}

impl fmt::Debug for Finder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.schemas.iter().map(|schema| schema.name()).collect();
        f.debug_struct("Finder").field("schemas", &names).finish_non_exhaustive()
    }
}

/// A frame at the cursor that is not verified by a checksum or requires confirmation.
struct TentativeFrame {
    /// Size in bytes.
    len: u32,
    proof: Proof,
    /// Index of the schema.
    schema: u16,
}

impl Finder {
    /// Creates a finder for the frames of these schemas.
    ///
    /// # Errors
    /// Returns a [`SchemaError`] if the schemas cannot be used to find frames.
    pub fn new(schemas: Vec<Box<dyn FrameSchema>>) -> Result<Self, SchemaError> {
        if schemas.is_empty() {
            return Err(SchemaError::None);
        }
        let mut searches = Vec::new();
        for (number, schema) in schemas.iter().enumerate() {
            let (name, start, max) = (schema.name().to_owned(), schema.start(), schema.max_len());
            if max == 0 || u32::try_from(max).is_err() {
                return Err(SchemaError::Length { name, max });
            }
            if let Start::Sync(patterns) = &start
                && (patterns.is_empty() || patterns.iter().any(Pattern::matches_any))
            {
                return Err(SchemaError::MatchesAnything { name });
            }
            if start == Start::Anywhere && !schema.is_checked() && schema.confirm() == 0 {
                return Err(SchemaError::NoSync { name });
            }
            let number = u16::try_from(number).map_err(|_| SchemaError::TooMany)?;
            searches.extend(FrameSearch::of(number, start));
        }
        let longest = schemas.iter().map(|s| s.max_len()).max().unwrap_or_default();
        let checked = schemas.iter().any(|s| s.is_checked());
        let confirmed = schemas.iter().any(|s| s.confirm() > 0);
        let first = schemas.first().filter(|first| first.is_checked() && first.confirm() == 0);
        let run_size = first.and_then(|first| NonZero::new(u32::try_from(first.run_len()).ok()?));
        Ok(Self { schemas, searches, longest, checked, confirmed, run_size })
    }

    /// Returns the schemas, in order of their indices.
    pub fn schemas(&self) -> &[Box<dyn FrameSchema>] {
        &self.schemas
    }

    /// Returns the maximum frame size of all schemas in bytes.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// True if some schema requires confirmation, so that the result at an offset depends on the
    /// frames before it.
    pub(crate) fn needs_confirmation(&self) -> bool {
        self.confirmed
    }

    /// Advances the cursor by one step. A run of frames extends at most to the first frame that
    /// ends at or after `until`. With `timed_out`, an incomplete candidate is rejected.
    #[inline]
    pub(crate) fn step(
        &self,
        cursor: &mut Cursor,
        window: &InputWindow<'_>,
        until: u64,
        timed_out: bool,
    ) -> FinderStep {
        let end = window.end();
        if cursor.at >= end {
            return FinderStep::End;
        }
        if let Some(step) = self.run(cursor, window, until) {
            return step;
        }
        if end < cursor.need && !window.last && !timed_out {
            return FinderStep::Wait;
        }
        cursor.need = 0;
        let candidate = self.next_candidate(cursor, window);
        if candidate > cursor.at {
            cursor.at = candidate;
            cursor.run = (0, 0);
            return FinderStep::Skip;
        }
        match self.try_schemas(cursor, window, timed_out) {
            CombinedMatch::Frame(found) => {
                cursor.at = found.end();
                let run = if cursor.run.0 == found.schema { cursor.run.1 } else { 0 };
                cursor.run = (found.schema, run.saturating_add(1));
                FinderStep::Frame(found)
            }
            CombinedMatch::NoCandidate => {
                cursor.at = cursor.at.saturating_add(1);
                cursor.run = (0, 0);
                FinderStep::Skip
            }
            CombinedMatch::Rejected(schema, reason) => {
                let offset = cursor.at;
                cursor.at = offset.saturating_add(1);
                cursor.run = (0, 0);
                FinderStep::Rejected(Rejected { offset, schema, reason })
            }
            CombinedMatch::Wait(need) => {
                cursor.need = need;
                FinderStep::Wait
            }
        }
    }

    /// Finds a run of frames at the cursor. Only for the first schema, which has priority at every
    /// offset.
    #[inline]
    fn run(&self, cursor: &mut Cursor, window: &InputWindow<'_>, until: u64) -> Option<FinderStep> {
        let schema = self.schemas.first()?;
        let size = self.run_size?.get();
        let max_count = until.saturating_sub(cursor.at).div_ceil(size.into());
        let max_len = usize::try_from(max_count).ok()?.saturating_mul(size as usize);
        let count = schema.run(window.part(cursor.at, max_len));
        if count == 0 {
            return None;
        }
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        let first = FrameSpan { offset: cursor.at, len: size, schema: 0, valid: true };
        let run = FrameRun { first, count };
        cursor.at = run.end();
        cursor.run = (0, u32::MAX);
        cursor.need = 0;
        Some(FinderStep::Run(run))
    }

    /// Returns the offset of the first candidate at or after the cursor.
    #[inline]
    fn next_candidate(&self, cursor: &mut Cursor, window: &InputWindow<'_>) -> u64 {
        if cursor.next.len() != self.searches.len() {
            cursor.next = vec![0; self.searches.len()];
        }
        let mut nearest = window.end();
        for (search, next) in self.searches.iter().zip(&mut cursor.next) {
            if *next <= cursor.at {
                *next = search.next(window, cursor.at);
            }
            nearest = nearest.min(*next);
        }
        nearest
    }

    /// Tries the schemas at the cursor.
    #[inline]
    fn try_schemas(
        &self,
        cursor: &Cursor,
        window: &InputWindow<'_>,
        timed_out: bool,
    ) -> CombinedMatch {
        let at = cursor.at;
        let (mut rejected, mut tentative) = (None, None);
        for search in &self.searches {
            match search.start_at(window, at) {
                StartMatch::No => continue,
                StartMatch::Undecided if timed_out => continue,
                StartMatch::Undecided => {
                    return CombinedMatch::Wait(window.end().saturating_add(1));
                }
                StartMatch::Yes => {}
            }
            let schema = search.schema;
            match self.parse_at(schema, window, at, timed_out) {
                SchemaMatch::Frame(len, Proof::Verified) => {
                    if let Some(confirmed) = self.schemas.get(usize::from(schema))
                        && confirmed.confirm() == 0
                    {
                        return CombinedMatch::Frame(FrameSpan {
                            offset: at,
                            len,
                            schema,
                            valid: true,
                        });
                    }
                    tentative = tentative.or(Some((len, Proof::Verified, schema)));
                }
                SchemaMatch::Frame(len, proof) => {
                    tentative = tentative.or(Some((len, proof, schema)));
                }
                // Without a sync pattern, every byte is a candidate: rejections are not reported.
                SchemaMatch::Rejected(_) if search.is_anywhere() => {}
                SchemaMatch::Rejected(reason) => rejected = rejected.or(Some((schema, reason))),
                SchemaMatch::Wait(need) => return CombinedMatch::Wait(need),
            }
        }
        let Some((len, proof, schema)) = tentative else {
            return match rejected {
                Some((schema, reason)) => CombinedMatch::Rejected(schema, reason),
                None => CombinedMatch::NoCandidate,
            };
        };
        self.confirm(cursor, window, timed_out, &TentativeFrame { len, proof, schema })
    }

    /// Accepts a tentative frame, unless it overlaps a verified frame or is not confirmed by enough
    /// adjacent frames.
    fn confirm(
        &self,
        cursor: &Cursor,
        window: &InputWindow<'_>,
        timed_out: bool,
        frame: &TentativeFrame,
    ) -> CombinedMatch {
        let TentativeFrame { len, proof, schema } = *frame;
        let at = cursor.at;
        let end = at.saturating_add(len.into());
        if proof != Proof::Verified && self.checked {
            match self.verified_within(window, at.saturating_add(1), end, timed_out) {
                SchemaMatch::Wait(need) => return CombinedMatch::Wait(need),
                SchemaMatch::Frame(..) => {
                    return CombinedMatch::Rejected(schema, Reason::new(RejectKind::Overlap));
                }
                SchemaMatch::Rejected(_) => {}
            }
        }
        let required = self.schemas.get(usize::from(schema)).map_or(0, |schema| schema.confirm());
        let before = if cursor.run.0 == schema { cursor.run.1 } else { 0 };
        let mut next = end;
        for _ in before..required {
            if !self.may_start_at(schema, window, next) {
                return CombinedMatch::Rejected(schema, Reason::new(RejectKind::Unconfirmed));
            }
            match self.parse_at(schema, window, next, timed_out) {
                SchemaMatch::Frame(len, _) => next = next.saturating_add(len.into()),
                SchemaMatch::Wait(need) => return CombinedMatch::Wait(need),
                SchemaMatch::Rejected(_) => {
                    return CombinedMatch::Rejected(schema, Reason::new(RejectKind::Unconfirmed));
                }
            }
        }
        let valid = proof != Proof::Unverifiable;
        CombinedMatch::Frame(FrameSpan { offset: at, len, schema, valid })
    }

    /// True if a frame of the schema may start at `at`.
    fn may_start_at(&self, schema: u16, window: &InputWindow<'_>, at: u64) -> bool {
        let mut searches = self.searches.iter().filter(|search| search.schema == schema);
        searches.any(|search| search.start_at(window, at) != StartMatch::No)
    }

    /// Searches for a verified frame that starts in `from..to`.
    fn verified_within(
        &self,
        window: &InputWindow<'_>,
        from: u64,
        to: u64,
        timed_out: bool,
    ) -> SchemaMatch {
        for search in &self.searches {
            let checked =
                self.schemas.get(usize::from(search.schema)).is_some_and(|s| s.is_checked());
            let mut at = from;
            while checked && at < to {
                at = search.next(window, at);
                if at >= to || at >= window.end() {
                    break;
                }
                if search.start_at(window, at) == StartMatch::Undecided && !timed_out {
                    return SchemaMatch::Wait(window.end().saturating_add(1));
                }
                match self.parse_at(search.schema, window, at, timed_out) {
                    SchemaMatch::Frame(len, Proof::Verified) => {
                        return SchemaMatch::Frame(len, Proof::Verified);
                    }
                    SchemaMatch::Wait(need) => return SchemaMatch::Wait(need),
                    _ => at = at.saturating_add(1),
                }
            }
        }
        SchemaMatch::Rejected(Reason::new(RejectKind::Rule))
    }

    /// Parses the bytes at `at` with a schema and validates the result.
    #[inline]
    fn parse_at(
        &self,
        schema: u16,
        window: &InputWindow<'_>,
        at: u64,
        timed_out: bool,
    ) -> SchemaMatch {
        let Some(schema) = self.schemas.get(usize::from(schema)) else {
            return SchemaMatch::Rejected(Reason::new(RejectKind::Rule));
        };
        let max_len = schema.max_len();
        let bytes = window.part(at, max_len);
        let last = window.last && window.end() == at.saturating_add(bytes.len() as u64);
        match schema.parse_at(at, bytes, last) {
            Verdict::Valid { len, proof } if len >= 1 && len <= bytes.len() => {
                SchemaMatch::Frame(u32::try_from(len).unwrap_or(u32::MAX), proof)
            }
            Verdict::Valid { .. } => SchemaMatch::Rejected(Reason::new(RejectKind::Length)),
            Verdict::Reject(reason) => SchemaMatch::Rejected(reason),
            Verdict::NeedMore(need) if need > max_len || bytes.len() >= max_len => {
                let detail =
                    format!("invalid length: expected at most {max_len} bytes, found {need}");
                SchemaMatch::Rejected(Reason::new(RejectKind::Length).with(detail))
            }
            Verdict::NeedMore(_) if last => {
                SchemaMatch::Rejected(Reason::new(RejectKind::Truncated))
            }
            Verdict::NeedMore(_) if timed_out => {
                SchemaMatch::Rejected(Reason::new(RejectKind::Timeout))
            }
            Verdict::NeedMore(need) => {
                let need = at.saturating_add(need as u64);
                SchemaMatch::Wait(need.max(window.end().saturating_add(1)))
            }
        }
    }
}

/// Validated result of one schema at an offset.
enum SchemaMatch {
    /// A frame of this size in bytes.
    Frame(u32, Proof),
    Rejected(Reason),
    /// The window must reach this offset.
    Wait(u64),
}
