//! The rules of finding frames, over a part of the input that is in memory.

use crate::search::{Begins, Search, Window};
use crate::{
    Found, FrameSchema, Pattern, Proof, Reason, RejectKind, Rejected, Run, Start, Verdict,
};
use std::fmt;
use std::num::NonZero;

/// Finds the frames of one schema or several.
///
/// At every place where a schema says that a frame may begin, the schemas are asked in order, and
/// the first whose frame is verified wins. A candidate that is no frame costs one byte: the search
/// goes on right behind its first byte, never behind a length that was not verified. So no good
/// frame is lost to a false one before it.
///
/// [`Scanner`](crate::Scanner) runs a finder over input that comes in pieces,
/// [`ParallelScan`](crate::ParallelScan) on several threads over input that can be read anywhere. They report the same.
pub struct Finder {
    schemas: Vec<Box<dyn FrameSchema>>,
    searches: Vec<Search>,
    /// Bytes of the longest frame of all schemas.
    longest: usize,
    /// Whether frames of some schema can be verified.
    checked: bool,
    /// Whether some schema wants frames to be confirmed.
    confirmed: bool,
    /// The size of the frames that the first schema finds in runs.
    run_size: Option<NonZero<u32>>,
}

/// A schema that finds nothing, or anything.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemaError {
    /// There is no schema.
    None,
    /// More schemas than can be numbered.
    TooMany,
    /// The maximum is nothing, or more than frames can have.
    Length {
        /// The name of the schema.
        name: String,
        /// Its maximum.
        max: usize,
    },
    /// A sync pattern without a byte, or whose mask is all zeros.
    Vague {
        /// The name of the schema.
        name: String,
    },
    /// Neither sync nor checksum nor confirmation: any bytes would be frames.
    NoHold {
        /// The name of the schema.
        name: String,
    },
}

impl fmt::Display for SchemaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("no schema to find frames with"),
            Self::TooMany => f.write_str("more than 65535 schemas"),
            Self::Length { name, max } => {
                let most = u32::MAX;
                write!(f, "{name}: a frame has 1 to {most} bytes, the maximum given is {max}")
            }
            Self::Vague { name } => write!(f, "{name}: a sync pattern that any byte fits"),
            Self::NoHold { name } => write!(
                f,
                "{name}: nothing tells its frames from noise: give it a constant to begin with, \
                 a checksum, or a number of frames that must follow one another (confirm)"
            ),
        }
    }
}

impl std::error::Error for SchemaError {}

/// How far a scan has come.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cursor {
    /// The next byte to be looked at.
    pub(crate) at: u64,
    /// For each search, a place before which it finds nothing.
    next: Vec<u64>,
    /// Frames of a schema that stand directly before the cursor.
    run: (u16, u32),
    /// No use in trying again before the window ends here.
    need: u64,
}

impl Cursor {
    /// A scan that begins at a byte of the input.
    pub(crate) fn starting(at: u64) -> Self {
        Self { at, ..Self::default() }
    }
}

/// What stands at the cursor.
pub(crate) enum Step {
    /// No frame begins before the place where the cursor now is.
    Skip,
    Frame(Found),
    Run(Run),
    Rejected(Rejected),
    /// More must be known; the candidate at the cursor is waited for.
    Wait,
    /// The window is done.
    End,
}

/// What the schemas say of a place.
enum Judgement {
    Frame(Found),
    No(u16, Reason),
    /// Nothing hints at a frame.
    Nothing,
    /// Nothing more can be said before the window ends there.
    Wait(u64),
}

impl fmt::Debug for Finder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.schemas.iter().map(|schema| schema.name()).collect();
        f.debug_struct("Finder").field("schemas", &names).finish_non_exhaustive()
    }
}

impl Finder {
    /// A finder of the frames of these schemas.
    ///
    /// # Errors
    /// A schema finds nothing, or anything.
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
                && (patterns.is_empty() || patterns.iter().any(Pattern::is_vague))
            {
                return Err(SchemaError::Vague { name });
            }
            if start == Start::Anywhere && !schema.is_checked() && schema.confirm() == 0 {
                return Err(SchemaError::NoHold { name });
            }
            let number = u16::try_from(number).map_err(|_| SchemaError::TooMany)?;
            searches.extend(Search::of(number, start));
        }
        let longest = schemas.iter().map(|s| s.max_len()).max().unwrap_or_default();
        let checked = schemas.iter().any(|s| s.is_checked());
        let confirmed = schemas.iter().any(|s| s.confirm() > 0);
        let first = schemas.first().filter(|first| first.is_checked() && first.confirm() == 0);
        let run_size = first.and_then(|first| NonZero::new(u32::try_from(first.run_len()).ok()?));
        Ok(Self { schemas, searches, longest, checked, confirmed, run_size })
    }

    /// The schemas, by number.
    pub fn schemas(&self) -> &[Box<dyn FrameSchema>] {
        &self.schemas
    }

    /// Bytes of the longest frame of all schemas.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Whether what is found at a place depends on the frames before it.
    pub(crate) fn is_confirmed(&self) -> bool {
        self.confirmed
    }

    /// Goes one step, at `until` or behind it no further. With `hurry` what is not complete is no
    /// frame.
    #[inline]
    pub(crate) fn step(
        &self,
        cursor: &mut Cursor,
        window: &Window<'_>,
        until: u64,
        hurry: bool,
    ) -> Step {
        let end = window.end();
        if cursor.at >= end {
            return Step::End;
        }
        if let Some(step) = self.run(cursor, window, until) {
            return step;
        }
        if end < cursor.need && !window.last && !hurry {
            return Step::Wait;
        }
        cursor.need = 0;
        let from = self.candidate(cursor, window);
        if from > cursor.at {
            cursor.at = from;
            cursor.run = (0, 0);
            return Step::Skip;
        }
        let found = self.judge(cursor, window, hurry);
        match found {
            Judgement::Frame(found) => {
                cursor.at = found.end();
                let run = if cursor.run.0 == found.schema { cursor.run.1 } else { 0 };
                cursor.run = (found.schema, run.saturating_add(1));
                Step::Frame(found)
            }
            Judgement::Nothing => {
                cursor.at = cursor.at.saturating_add(1);
                cursor.run = (0, 0);
                Step::Skip
            }
            Judgement::No(schema, reason) => {
                let offset = cursor.at;
                cursor.at = offset.saturating_add(1);
                cursor.run = (0, 0);
                Step::Rejected(Rejected { offset, schema, reason })
            }
            Judgement::Wait(need) => {
                cursor.need = need;
                Step::Wait
            }
        }
    }

    /// A run of frames at the cursor. Only the first schema has the first say everywhere.
    #[inline]
    fn run(&self, cursor: &mut Cursor, window: &Window<'_>, until: u64) -> Option<Step> {
        let schema = self.schemas.first()?;
        let size = self.run_size?.get();
        let most = until.saturating_sub(cursor.at).div_ceil(size.into());
        let most = usize::try_from(most).ok()?.saturating_mul(size as usize);
        let count = schema.run(window.part(cursor.at, most));
        if count == 0 {
            return None;
        }
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        let run = Run { first: found(cursor.at, size, 0, true), count };
        cursor.at = run.end();
        cursor.run = (0, u32::MAX);
        cursor.need = 0;
        Some(Step::Run(run))
    }

    /// The first place from the cursor on that must be looked at.
    #[inline]
    fn candidate(&self, cursor: &mut Cursor, window: &Window<'_>) -> u64 {
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

    /// What stands at the cursor.
    #[inline]
    fn judge(&self, cursor: &Cursor, window: &Window<'_>, hurry: bool) -> Judgement {
        let at = cursor.at;
        let (mut refused, mut weaker) = (None, None);
        for search in &self.searches {
            match search.here(window, at) {
                Begins::No => continue,
                Begins::Perhaps if hurry => continue,
                Begins::Perhaps => return Judgement::Wait(window.end().saturating_add(1)),
                Begins::Yes => {}
            }
            let schema = search.schema;
            match self.ask(schema, window, at, hurry) {
                Answer::Frame(len, Proof::Verified) => {
                    if let Some(schema) = self.schemas.get(usize::from(schema))
                        && schema.confirm() == 0
                    {
                        return Judgement::Frame(found(at, len, search.schema, true));
                    }
                    weaker = weaker.or(Some((len, Proof::Verified, schema)));
                }
                Answer::Frame(len, proof) => weaker = weaker.or(Some((len, proof, schema))),
                // Where nothing hints at a frame, not to be one is nothing to speak of.
                Answer::No(_) if search.is_anywhere() => {}
                Answer::No(reason) => refused = refused.or(Some((schema, reason))),
                Answer::Wait(need) => return Judgement::Wait(need),
            }
        }
        let Some((len, proof, schema)) = weaker else {
            return match refused {
                Some((schema, reason)) => Judgement::No(schema, reason),
                None => Judgement::Nothing,
            };
        };
        self.weigh(cursor, window, hurry, (len, proof, schema))
    }

    /// Whether a frame that is not verified, or must be confirmed, is taken for one.
    fn weigh(
        &self,
        cursor: &Cursor,
        window: &Window<'_>,
        hurry: bool,
        (len, proof, number): (u32, Proof, u16),
    ) -> Judgement {
        let at = cursor.at;
        let end = at.saturating_add(len.into());
        if proof != Proof::Verified && self.checked {
            match self.verified_within(window, at.saturating_add(1), end, hurry) {
                Answer::Wait(need) => return Judgement::Wait(need),
                Answer::Frame(..) => {
                    return Judgement::No(number, Reason::new(RejectKind::Overlap));
                }
                Answer::No(_) => {}
            }
        }
        let wanted = self.schemas.get(usize::from(number)).map_or(0, |schema| schema.confirm());
        let before = if cursor.run.0 == number { cursor.run.1 } else { 0 };
        let mut next = end;
        for _ in before..wanted {
            if !self.begins(number, window, next) {
                return Judgement::No(number, Reason::new(RejectKind::Unconfirmed));
            }
            match self.ask(number, window, next, hurry) {
                Answer::Frame(len, _) => next = next.saturating_add(len.into()),
                Answer::Wait(need) => return Judgement::Wait(need),
                Answer::No(_) => {
                    return Judgement::No(number, Reason::new(RejectKind::Unconfirmed));
                }
            }
        }
        Judgement::Frame(found(at, len, number, proof != Proof::Unverifiable))
    }

    /// Whether a frame of the schema may begin at `at`.
    fn begins(&self, number: u16, window: &Window<'_>, at: u64) -> bool {
        let mut own = self.searches.iter().filter(|search| search.schema == number);
        own.any(|search| search.here(window, at) != Begins::No)
    }

    /// Whether a verified frame begins in `from..to`.
    fn verified_within(&self, window: &Window<'_>, from: u64, to: u64, hurry: bool) -> Answer {
        for search in &self.searches {
            let checked =
                self.schemas.get(usize::from(search.schema)).is_some_and(|s| s.is_checked());
            let mut at = from;
            while checked && at < to {
                at = search.next(window, at);
                if at >= to || at >= window.end() {
                    break;
                }
                if search.here(window, at) == Begins::Perhaps && !hurry {
                    return Answer::Wait(window.end().saturating_add(1));
                }
                match self.ask(search.schema, window, at, hurry) {
                    Answer::Frame(len, Proof::Verified) => {
                        return Answer::Frame(len, Proof::Verified);
                    }
                    Answer::Wait(need) => return Answer::Wait(need),
                    _ => at = at.saturating_add(1),
                }
            }
        }
        Answer::No(Reason::new(RejectKind::Rule))
    }

    /// What the schema says of the bytes at `at`.
    #[inline]
    fn ask(&self, number: u16, window: &Window<'_>, at: u64, hurry: bool) -> Answer {
        let Some(schema) = self.schemas.get(usize::from(number)) else {
            return Answer::No(Reason::new(RejectKind::Rule));
        };
        let most = schema.max_len();
        let bytes = window.part(at, most);
        let last = window.last && window.end() == at.saturating_add(bytes.len() as u64);
        match schema.parse(bytes, last) {
            Verdict::Good { len, proof } if len >= 1 && len <= bytes.len() => {
                Answer::Frame(u32::try_from(len).unwrap_or(u32::MAX), proof)
            }
            Verdict::Good { .. } => Answer::No(Reason::new(RejectKind::Length)),
            Verdict::Reject(reason) => Answer::No(reason),
            Verdict::NeedMore(need) if need > most || bytes.len() >= most => {
                let detail = format!("expected at most {most} bytes, found a frame of {need}");
                Answer::No(Reason::new(RejectKind::Length).with(detail))
            }
            Verdict::NeedMore(_) if last => Answer::No(Reason::new(RejectKind::Cut)),
            Verdict::NeedMore(_) if hurry => Answer::No(Reason::new(RejectKind::Timeout)),
            Verdict::NeedMore(need) => {
                let need = at.saturating_add(need as u64);
                Answer::Wait(need.max(window.end().saturating_add(1)))
            }
        }
    }
}

/// What one schema says of a place, checked.
enum Answer {
    Frame(u32, Proof),
    No(Reason),
    Wait(u64),
}

fn found(offset: u64, len: u32, schema: u16, good: bool) -> Found {
    Found { offset, len, schema, good }
}
