//! Search for frames in a part of the input that is in memory.

use crate::confirm::{Chain, ChainFrame, Confirmed};
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
    /// True if the frames of some schema may start at any byte.
    anywhere: bool,
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
    /// Accepted frames before the cursor.
    pub(crate) chain: Chain,
    /// Offset at which a frame is expected: after a frame, or after a message with an invalid
    /// checksum.
    due: u64,
    /// Offset that the window must reach before the candidate is tried again.
    need: u64,
}

impl Cursor {
    /// Creates the state of a scan that starts at an offset of the input.
    pub(crate) fn starting(at: u64) -> Self {
        // Whether a frame is expected at the start depends on the bytes before it.
        Self { at, due: u64::MAX, ..Self::default() }
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
    /// A frame, and the offset at which the next frame of its chain starts, if it is confirmed.
    Frame(FrameSpan, Option<u64>),
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
        let anywhere = searches.iter().any(FrameSearch::is_anywhere);
        let confirmed = schemas.iter().any(|s| s.confirm() > 0);
        let first = schemas.first().filter(|first| first.is_checked() && first.confirm() == 0);
        let run_size = first.and_then(|first| NonZero::new(u32::try_from(first.run_len()).ok()?));
        Ok(Self { schemas, searches, anywhere, longest, checked, confirmed, run_size })
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

    /// True if frames of some schema may start at any byte, so that the rejected candidates depend
    /// on the frame before them.
    pub(crate) fn starts_anywhere(&self) -> bool {
        self.anywhere
    }

    pub(crate) fn searches(&self) -> &[FrameSearch] {
        &self.searches
    }

    /// Advances the cursor by one step. A run of frames extends at most to the first frame that
    /// ends at or after `until`.
    #[inline]
    pub(crate) fn step(
        &self,
        cursor: &mut Cursor,
        window: &InputWindow<'_>,
        until: u64,
    ) -> FinderStep {
        let end = window.end();
        if cursor.at >= end {
            return FinderStep::End;
        }
        if let Some(step) = self.run(cursor, window, until) {
            return step;
        }
        if end < cursor.need && !window.last {
            return FinderStep::Wait;
        }
        cursor.need = 0;
        let candidate = self.next_candidate(cursor, window);
        if candidate > cursor.at {
            cursor.at = candidate;
            return FinderStep::Skip;
        }
        match self.try_schemas(cursor, window) {
            CombinedMatch::Frame(found, next) => {
                (cursor.at, cursor.due) = (found.end(), found.end());
                match next {
                    Some(next) => {
                        let rules = self.schemas.get(usize::from(found.schema));
                        let rule = rules.and_then(|schema| schema.sequence());
                        let identity = self.identity(found.schema, window, found.offset);
                        let identity = rule.zip(identity);
                        cursor.chain.accept(ChainFrame::of(&found), next, identity);
                    }
                    None => cursor.chain.end = found.end(),
                }
                FinderStep::Frame(found)
            }
            CombinedMatch::NoCandidate => {
                self.note_damage(cursor, window);
                cursor.at = cursor.at.saturating_add(1);
                FinderStep::Skip
            }
            CombinedMatch::Rejected(schema, reason) => {
                let offset = cursor.at;
                self.note_damage(cursor, window);
                cursor.at = offset.saturating_add(1);
                if self.anywhere && reason.kind == RejectKind::Checksum {
                    cursor.due = self.extent(schema, window, offset).unwrap_or(cursor.due);
                }
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
        (cursor.due, cursor.chain.end) = (cursor.at, cursor.at);
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
    fn try_schemas(&self, cursor: &Cursor, window: &InputWindow<'_>) -> CombinedMatch {
        let at = cursor.at;
        let (mut rejected, mut tentative) = (None, None);
        for search in &self.searches {
            match search.start_at(window, at) {
                StartMatch::No => continue,
                StartMatch::Undecided => {
                    return CombinedMatch::Wait(window.end().saturating_add(1));
                }
                StartMatch::Yes => {}
            }
            let schema = search.schema;
            // Without a sync pattern, every byte is a candidate: only rejections where a frame is
            // expected are reported.
            let is_reported = !search.is_anywhere() || at == cursor.due;
            if !is_reported && !self.may_start(schema, window, at) {
                continue;
            }
            match self.parse_at(schema, window, at) {
                SchemaMatch::Frame(len, Proof::Verified) => {
                    if let Some(confirmed) = self.schemas.get(usize::from(schema))
                        && confirmed.confirm() == 0
                    {
                        let found = FrameSpan { offset: at, len, schema, valid: true };
                        return CombinedMatch::Frame(found, None);
                    }
                    tentative = tentative.or(Some((len, Proof::Verified, schema)));
                }
                // A run of zeros or ones is padding.
                SchemaMatch::Frame(len, _) if self.is_filler(schema, window, at, len) => {}
                SchemaMatch::Frame(len, proof) => {
                    tentative = tentative.or(Some((len, proof, schema)));
                }
                SchemaMatch::Rejected(_) if !is_reported => {}
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
        self.confirm(cursor, window, &TentativeFrame { len, proof, schema })
    }

    /// Accepts a tentative frame, unless it overlaps a verified frame or is not confirmed by
    /// adjacent frames.
    fn confirm(
        &self,
        cursor: &Cursor,
        window: &InputWindow<'_>,
        frame: &TentativeFrame,
    ) -> CombinedMatch {
        let TentativeFrame { len, proof, schema } = *frame;
        let at = cursor.at;
        let end = at.saturating_add(len.into());
        let rejected = |kind| {
            let mut searches = self.searches.iter().filter(|search| search.schema == schema);
            match at == cursor.due || !searches.any(FrameSearch::is_anywhere) {
                true => CombinedMatch::Rejected(schema, Reason::new(kind)),
                false => CombinedMatch::NoCandidate,
            }
        };
        if proof != Proof::Verified && self.checked {
            match self.verified_within(window, at.saturating_add(1), end) {
                SchemaMatch::Wait(need) => return CombinedMatch::Wait(need),
                SchemaMatch::Frame(..) => return rejected(RejectKind::Overlap),
                SchemaMatch::Rejected(_) => {}
            }
        }
        let found = FrameSpan { offset: at, len, schema, valid: proof != Proof::Unverifiable };
        if self.schemas.get(usize::from(schema)).is_none_or(|schema| schema.confirm() == 0) {
            return CombinedMatch::Frame(found, None);
        }
        match self.confirm_in_chain(cursor, window, ChainFrame::of(&found)) {
            Err(need) => CombinedMatch::Wait(need),
            Ok(Confirmed::Yes(next)) => CombinedMatch::Frame(found, Some(next)),
            Ok(Confirmed::No) => rejected(RejectKind::Unconfirmed),
            Ok(Confirmed::Overlap) => rejected(RejectKind::Overlap),
        }
    }

    /// True unless the first bytes at an offset cannot be those of a frame.
    #[inline]
    fn may_start(&self, schema: u16, window: &InputWindow<'_>, at: u64) -> bool {
        let schema = self.schemas.get(usize::from(schema));
        schema.is_none_or(|schema| schema.may_start(window.from(at)))
    }

    /// Returns the offset past a candidate with an invalid checksum.
    fn extent(&self, schema: u16, window: &InputWindow<'_>, at: u64) -> Option<u64> {
        let schema = self.schemas.get(usize::from(schema))?;
        let size = schema.extent(window.part(at, schema.max_len()))?;
        Some(at.saturating_add(size as u64))
    }

    /// Searches for a verified frame that starts in `from..to`.
    fn verified_within(&self, window: &InputWindow<'_>, from: u64, to: u64) -> SchemaMatch {
        for search in &self.searches {
            let checked =
                self.schemas.get(usize::from(search.schema)).is_some_and(|s| s.is_checked());
            let mut at = from;
            while checked && at < to {
                at = search.next(window, at);
                if at >= to || at >= window.end() {
                    break;
                }
                if search.start_at(window, at) == StartMatch::Undecided {
                    return SchemaMatch::Wait(window.end().saturating_add(1));
                }
                match self.parse_at(search.schema, window, at) {
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
    pub(crate) fn parse_at(&self, schema: u16, window: &InputWindow<'_>, at: u64) -> SchemaMatch {
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
            Verdict::NeedMore(need) => {
                let need = at.saturating_add(need as u64);
                SchemaMatch::Wait(need.max(window.end().saturating_add(1)))
            }
        }
    }
}

/// Validated result of one schema at an offset.
pub(crate) enum SchemaMatch {
    /// A frame of this size in bytes.
    Frame(u32, Proof),
    Rejected(Reason),
    /// The window must reach this offset.
    Wait(u64),
}
