//! Valid samples of a schema.
//!
//! A sample is written by a machine that chooses what it is about to read
//! ([`draft`](crate::run)), read back as any file is, and put right where that finds a fault: a
//! checksum becomes what it must be, another value that has to do with a fault is chosen anew.

mod attempt;
mod examine;
pub(crate) mod hints;
pub(crate) mod random;
pub(crate) mod wish;

use crate::Schema;
use crate::run::Plan;
use attempt::Attempt;
use bytescope_inspect::Limits;
use hints::Hints;
use random::mix;
use std::fmt;

/// What a sample shall be.
#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    /// Decides everything that is left to chance.
    pub seed: u64,
    /// The number of the sample among others of the seed: cases of a schema take turns.
    pub number: u64,
    /// Bytes that it should have, about.
    pub size: u64,
}

/// Why there is no sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmade {
    /// The path of the field that resists, such as `chunks[0].data`; empty for the whole file.
    pub path: String,
    /// What is wrong with it in the best sample that was found.
    pub message: String,
}

impl fmt::Display for Unmade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.message),
            path => write!(f, "{path}: {}", self.message),
        }
    }
}

impl std::error::Error for Unmade {}

/// Makes samples of one schema.
#[derive(Debug)]
pub struct Sampler<'s> {
    schema: &'s Schema,
    hints: Hints,
}

/// Samples that are begun anew before a schema counts as one that cannot be satisfied.
const ATTEMPTS: u32 = 16;
/// Values and steps that one of them may cost in any case.
const LEAST_WORK: u64 = attempt::MOST_WORK / 64;
/// Values that a sample may have, besides those that its size allows.
const NODES: u64 = 20_000;
/// Levels that a sample may have: types that contain themselves must end somewhere.
const DEPTH: u32 = 48;
/// Bytes that a sample may have, besides the size that was asked for.
const SPARE: u64 = 1 << 20;

impl<'s> Sampler<'s> {
    /// A maker of samples of a schema.
    ///
    /// ```
    /// use bytescope_inspect::Limits;
    /// use bytescope_ksy::{Recipe, Sampler, Schema, Search};
    ///
    /// let text = "meta: {id: text, endian: be}\n\
    ///             seq: [{id: len, type: u2}, {id: body, size: len, type: words}]\n\
    ///             types: {words: {seq: [{id: count, type: u1}, {id: items, type: u4, repeat: expr, repeat-expr: count}]}}";
    /// let schema = Schema::parse("text.ksy".as_ref(), text.to_owned(), &Search::default())?;
    /// let sample = Sampler::new(&schema).make(Recipe { seed: 1, number: 0, size: 100 }).unwrap();
    /// assert!(!schema.inspect(&sample, Limits::default(), true).tree.has_fault());
    /// # Ok::<(), bytescope_ksy::Report>(())
    /// ```
    pub fn new(schema: &'s Schema) -> Self {
        Self { schema, hints: Hints::of(&schema.program) }
    }

    /// Makes a sample: bytes in which nothing is wrong. The same recipe gives the same bytes.
    ///
    /// # Errors
    /// None was found within so many tries; the field that resisted.
    pub fn make(&self, recipe: Recipe) -> Result<Vec<u8>, Unmade> {
        let limits = Limits {
            nodes: recipe.size.saturating_mul(8).saturating_add(NODES),
            idle: 200,
            depth: DEPTH,
            ..Limits::default()
        };
        let mut last = None;
        let mut attempt = Attempt::new(&self.schema.program, &self.hints, limits);
        attempt.most = recipe.size.saturating_add(SPARE);
        for number in 0..ATTEMPTS {
            // A file that is too large to be put right leaves something for smaller ones.
            let left = attempt::MOST_WORK.saturating_sub(attempt.work);
            attempt.until = attempt.work.saturating_add(left / 3).saturating_add(LEAST_WORK);
            let seed = mix(mix(recipe.seed, recipe.number), number.into());
            attempt.plan = Plan {
                seed,
                turn: recipe.number.wrapping_add(u64::from(number / 2).wrapping_mul(7)),
                target: target(recipe.size, seed) >> number,
                lean: number / 2,
                ..Plan::default()
            };
            match attempt.run() {
                Ok(sample) => return Ok(sample),
                Err(unmade) => last = Some(unmade),
            }
        }
        let none = || Unmade { path: String::new(), message: "nothing could be made".to_owned() };
        Err(last.unwrap_or_else(none))
    }
}

/// The size of one sample: somewhat below what was asked for.
fn target(size: u64, seed: u64) -> u64 {
    let part = mix(seed, 9) % 3;
    size.saturating_sub((size / 8).saturating_mul(part))
}
