//! Generation of valid samples of a schema.
//!
//! A machine in [`draft`](crate::run) mode writes a sample: it chooses each value before reading
//! it. The sample is then read back like any file, and its faults are repaired: checksums are
//! recomputed, and other values that cause a fault are chosen again.

mod attempt;
mod faults;
pub(crate) mod hints;
pub(crate) mod inverse;
mod minimum;
pub(crate) mod random;

use crate::Schema;
use crate::run::Plan;
use attempt::Attempt;
use bytescope_frames::Verdict;
use bytescope_inspect::Limits;
use hints::Hints;
use minimum::Minimum;
use random::mix;
use std::fmt;

/// Parameters of a sample.
#[derive(Clone, Copy, Debug)]
pub struct SampleParams {
    /// Random seed.
    pub seed: u64,
    /// Index of the sample among the samples of the seed; successive samples cover different cases.
    pub index: u64,
    /// Approximate size in bytes.
    pub size: u64,
}

/// Error: no valid sample was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleError {
    /// Path of the invalid field, such as `chunks[0].data`; empty for the whole file.
    pub path: String,
    /// Fault of the field in the best sample found.
    pub message: String,
    /// True if the sample reached a limit that increases with the requested size.
    pub limited: bool,
}

impl SampleError {
    /// Creates an error for the whole file.
    pub fn whole(message: impl Into<String>) -> Self {
        Self { path: String::new(), message: message.into(), limited: false }
    }
}

impl fmt::Display for SampleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.message),
            path => write!(f, "{path}: {}", self.message),
        }
    }
}

impl std::error::Error for SampleError {}

/// Generator of samples of one schema.
#[derive(Debug)]
pub struct Sampler<'s> {
    schema: &'s Schema,
    hints: Hints,
    minimum: Minimum,
}

/// Maximum number of attempts per sample.
const MAX_ATTEMPTS: u32 = 16;
/// Minimum work granted to each attempt.
const MIN_WORK: u64 = attempt::MAX_WORK / 64;
/// Maximum number of values per sample, in addition to 8 per byte of the requested size.
const EXTRA_VALUES: u64 = 20_000;
/// Maximum nesting depth, which limits the recursion of types that contain themselves.
const MAX_DEPTH: u32 = 48;
/// Maximum excess over the requested size, in bytes.
const MAX_EXCESS: u64 = 1 << 20;
/// Maximum of the minimum size of a sample, in bytes.
const MAX_MINIMUM: u64 = 64 << 20;
/// Maximum of the minimum number of values of a sample.
const MAX_MINIMUM_VALUES: u64 = 2_000_000;

impl<'s> Sampler<'s> {
    /// Creates a generator for a schema.
    ///
    /// ```
    /// use bytescope_inspect::Limits;
    /// use bytescope_ksy::{SampleParams, Sampler, Schema, SchemaSearch};
    ///
    /// let text = "meta: {id: text, endian: be}\n\
    ///             seq: [{id: len, type: u2}, {id: body, size: len, type: words}]\n\
    ///             types: {words: {seq: [{id: count, type: u1}, {id: items, type: u4, repeat: expr, repeat-expr: count}]}}";
    /// let schema = Schema::parse("text.ksy".as_ref(), text.to_owned(), &SchemaSearch::default())?;
    /// let sample = Sampler::new(&schema).generate(SampleParams { seed: 1, index: 0, size: 100 }).unwrap();
    /// assert!(!schema.inspect(&sample, Limits::default(), true).tree.has_fault());
    /// # Ok::<(), bytescope_ksy::Report>(())
    /// ```
    pub fn new(schema: &'s Schema) -> Self {
        let (hints, minimum) = (Hints::of(&schema.program), Minimum::of(&schema.program));
        Self { schema, hints, minimum }
    }

    /// Generates a valid sample. The same parameters always give the same bytes.
    ///
    /// # Errors
    /// Returns an error if no valid sample was found within a limited number of attempts.
    pub fn generate(&self, params: SampleParams) -> Result<Vec<u8>, SampleError> {
        let (bytes, values) = (self.minimum.bytes(), self.minimum.values);
        if bytes > MAX_MINIMUM || values > MAX_MINIMUM_VALUES {
            let minimum = format!("a sample requires at least {bytes} bytes and {values} values");
            let limit = format!("limit: {MAX_MINIMUM} bytes and {MAX_MINIMUM_VALUES} values");
            return Err(SampleError::whole(format!("{minimum} ({limit})")));
        }
        let extra = EXTRA_VALUES.saturating_add(values.saturating_mul(2));
        let limits = Limits {
            nodes: params.size.saturating_mul(8).saturating_add(extra),
            empty_items: 200,
            depth: MAX_DEPTH,
            ..Limits::default()
        };
        let mut last = None;
        let mut attempt = Attempt::new(&self.schema.program, &self.hints, limits);
        attempt.max_size = params.size.saturating_add(MAX_EXCESS).saturating_add(bytes);
        for number in 0..MAX_ATTEMPTS {
            // Each attempt gets a share of the work: if a file is too large to be repaired,
            // attempts with smaller files follow.
            let left = attempt::MAX_WORK.saturating_sub(attempt.work);
            attempt.work_limit = attempt.work.saturating_add(left / 3).saturating_add(MIN_WORK);
            let seed = mix(mix(params.seed, params.index), number.into());
            attempt.plan = Plan {
                seed,
                turn: params.index.wrapping_add(u64::from(number / 2).wrapping_mul(7)),
                target: target(params.size, seed) >> number,
                lean: number / 2,
                ..Plan::default()
            };
            match attempt.run() {
                Ok(sample) => return Ok(self.frame(sample)),
                Err(error) => last = Some(error),
            }
        }
        let none = || SampleError::whole("no sample could be generated");
        Err(last.unwrap_or_else(none))
    }

    /// Removes the bytes after a frame, which an instance may have read, if the frame is then valid.
    /// In a stream, they would be the start of another frame.
    fn frame(&self, mut sample: Vec<u8>) -> Vec<u8> {
        let Ok(frames) = self.schema.frames() else { return sample };
        let len = match frames.parse_by_machine(&sample, true) {
            Verdict::Valid { len, .. } if len < sample.len() => len,
            _ => return sample,
        };
        let frame = sample.get(..len).unwrap_or_default();
        let is_frame = matches!(frames.parse_by_machine(frame, true), Verdict::Valid { len, .. } if len == frame.len());
        if is_frame && !self.schema.inspect(frame, Limits::default(), true).tree.has_fault() {
            sample.truncate(len);
        }
        sample
    }
}

/// Returns the target size of a sample: at most a quarter less than the requested size.
fn target(size: u64, seed: u64) -> u64 {
    let part = mix(seed, 9) % 3;
    size.saturating_sub((size / 8).saturating_mul(part))
}
