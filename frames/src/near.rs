//! Near misses: why candidates are rejected, for the summary of an input.

use crate::checksum::Algorithm;
use crate::finder::{Finder, SchemaMatch};
use crate::search::{FrameSearch, InputWindow, StartMatch};
use crate::{RejectKind, Start};
use std::collections::BTreeMap;

/// Maximum number of distinct rules and values to count.
const MAX_GROUPS: usize = 1000;
/// Number of checksum mismatches after which an algorithm must match half of them.
const NUM_TRIALS: u64 = 64;

/// Candidates that violate a single rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleMiss {
    /// Index of the schema.
    pub schema: u16,
    /// Path of the field.
    pub path: String,
    /// Expected value.
    pub expected: String,
    /// Value that was found.
    pub found: String,
    /// Number of candidates.
    pub count: u64,
}

/// Candidates whose checksum does not match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChecksumMiss {
    /// Index of the schema.
    pub schema: u16,
    /// Number of candidates.
    pub count: u64,
    /// The algorithm of the catalog that matches most of them, if it matches at least half, and the
    /// number of candidates that it matches.
    pub fit: Option<(Algorithm, u64)>,
}

/// The most frequent reasons for rejecting candidates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NearMisses {
    /// Most frequent violation of a single rule.
    pub rule: Option<RuleMiss>,
    /// Checksum mismatches of the schema with the most of them.
    pub checksum: Option<ChecksumMiss>,
    /// Number of bytes that were examined.
    pub bytes: u64,
}

/// A field that makes a candidate invalid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldMiss {
    /// Path of the field.
    pub path: String,
    /// Expected value.
    pub expected: String,
    /// Value that was found.
    pub found: String,
}

/// Checksum mismatches of a schema, and the number of them that other algorithms match.
#[derive(Default)]
struct Trials {
    count: u64,
    scores: Vec<(Algorithm, u64)>,
}

impl NearMisses {
    /// Examines the rejected candidates at the start of an input. Start conditions are
    /// [relaxed](crate::FrameSchema::relaxed_start).
    pub fn of(finder: &Finder, bytes: &[u8]) -> Self {
        let mut groups: BTreeMap<(u16, String, String, String), u64> = BTreeMap::new();
        let mut trials: BTreeMap<u16, Trials> = BTreeMap::new();
        for (number, schema) in finder.schemas().iter().enumerate() {
            let number = u16::try_from(number).unwrap_or(u16::MAX);
            let start = schema.relaxed_start().unwrap_or_else(|| schema.start());
            for_each_rejected(finder, number, start, bytes, |kind, window| match kind {
                RejectKind::Checksum => {
                    if let Some(mismatch) = schema.mismatch(window) {
                        trials.entry(number).or_default().add(&mismatch);
                    }
                }
                RejectKind::Rule | RejectKind::Constant => {
                    let Some(FieldMiss { path, expected, found }) = schema.field_miss(window)
                    else {
                        return;
                    };
                    let key = (number, path, expected, found);
                    if groups.len() < MAX_GROUPS || groups.contains_key(&key) {
                        let count = groups.entry(key).or_default();
                        *count = count.saturating_add(1);
                    }
                }
                _ => {}
            });
        }
        let rule = groups.iter().max_by_key(|(_, count)| **count);
        // In noise, the values of frames without a checksum are random.
        let rule = rule.filter(|((schema, ..), count)| {
            let all = groups.iter().filter(|((other, ..), _)| other == schema);
            let all: u64 = all.map(|(_, count)| *count).sum();
            let checked =
                finder.schemas().get(usize::from(*schema)).is_some_and(|s| s.is_checked());
            checked || **count > all / 2
        });
        let rule = rule.map(|(key, count)| (key.clone(), *count));
        let rule = rule.map(|((schema, path, expected, found), count)| RuleMiss {
            schema,
            path,
            expected,
            found,
            count,
        });
        let checksum = trials.into_iter().max_by_key(|(_, trials)| trials.count);
        let checksum = checksum.map(|(schema, trials)| ChecksumMiss {
            schema,
            count: trials.count,
            fit: trials.fit(),
        });
        Self { rule, checksum, bytes: bytes.len() as u64 }
    }
}

impl Trials {
    fn add(&mut self, mismatch: &crate::ChecksumMismatch) {
        let width = mismatch.algorithm.width();
        if self.count == 0 {
            let all = Algorithm::all().filter(|other| other.width() == width);
            self.scores = all.map(|algorithm| (algorithm, 0)).collect();
        }
        self.count = self.count.saturating_add(1);
        for (algorithm, score) in &mut self.scores {
            let fits = algorithm.compute(&mismatch.covered) == mismatch.found;
            *score = score.saturating_add(fits.into());
        }
        if self.count == NUM_TRIALS {
            self.scores.retain(|(_, score)| *score >= NUM_TRIALS.div_ceil(2));
        }
    }

    fn fit(&self) -> Option<(Algorithm, u64)> {
        let best = self.scores.iter().map(|(_, score)| *score).max()?;
        let enough = best > 1 && best >= self.count.div_ceil(2);
        self.scores.iter().copied().find(|(_, score)| enough && *score == best)
    }
}

/// Calls `on` for each rejected candidate of a schema.
fn for_each_rejected(
    finder: &Finder,
    schema: u16,
    start: Start,
    bytes: &[u8],
    mut on: impl FnMut(RejectKind, &[u8]),
) {
    let Some(rules) = finder.schemas().get(usize::from(schema)) else { return };
    let window = InputWindow { bytes, base: 0, before: None, last: true };
    let searches = FrameSearch::of(schema, start);
    // Without a sync pattern, a candidate follows a frame or a candidate.
    let (mut at, mut due) = (0, 0);
    loop {
        let Some(next) = searches.iter().map(|search| search.next(&window, at)).min() else {
            return;
        };
        if next >= window.end() {
            return;
        }
        at = next.saturating_add(1);
        let Some(search) =
            searches.iter().find(|search| search.start_at(&window, next) == StartMatch::Yes)
        else {
            continue;
        };
        let candidate = window.part(next, rules.max_len());
        if search.is_anywhere() && next != due && !rules.may_start(candidate) {
            continue;
        }
        match finder.parse_at(schema, &window, next) {
            SchemaMatch::Frame(len, _) => {
                at = next.saturating_add(len.into());
                due = at;
            }
            SchemaMatch::Rejected(reason) if !search.is_anywhere() || next == due => {
                on(reason.kind, candidate);
                if search.is_anywhere()
                    && reason.kind == RejectKind::Checksum
                    && let Some(len) = rules.extent(candidate)
                {
                    due = next.saturating_add(len as u64);
                }
            }
            _ => {}
        }
    }
}
