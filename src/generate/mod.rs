//! Random samples of any format: valid ones, damaged ones with a known fault, and mutations for
//! fuzzers.

mod fields;
mod fuzz;
mod kinds;
mod mutant;
mod values;

pub use fuzz::FuzzMutator;
pub use kinds::Damage;
pub use mutant::{Mutant, MutationNote, Mutator};
pub use values::SampleValues;

use crate::format::AnyFormat;
use bytescope_formats::Format;
use bytescope_ksy::{Random, SampleError, SampleParams, Sampler};

/// Small valid files from `samples/`, with the names of their formats.
const BASES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/bases.rs"));

/// Default sample size in bytes for schemas.
const DEFAULT_SIZE: u64 = 256;

/// Generator of samples of one format.
#[derive(Debug)]
pub struct Generator<'f> {
    seed: u64,
    /// Approximate sample size in bytes.
    size: Option<u64>,
    from: SampleSource<'f>,
}

#[derive(Debug)]
enum SampleSource<'f> {
    /// Generates samples from a schema.
    Schema(Sampler<'f>),
    /// Modifies the values of existing samples.
    Values(Vec<SampleValues>),
}

impl<'f> Generator<'f> {
    /// Creates a generator; `size` is the approximate sample size in bytes.
    pub fn new(format: &'f AnyFormat, seed: u64, size: Option<u64>) -> Self {
        let schema = format.schema().map(|schema| SampleSource::Schema(Sampler::new(schema)));
        let values = || SampleSource::Values(format.built_in().map(bases).unwrap_or_default());
        Self { seed, size, from: schema.unwrap_or_else(values) }
    }

    /// Generates sample `number`. The result depends only on the number, the seed and the size.
    ///
    /// # Errors
    /// Returns an error if no valid sample is found within the limit on attempts; the error gives
    /// the last failing field.
    pub fn sample(&self, number: u64) -> Result<Vec<u8>, SampleError> {
        match &self.from {
            SampleSource::Schema(sampler) => {
                let size = self.size.unwrap_or(DEFAULT_SIZE);
                sampler.generate(SampleParams { seed: self.seed, index: number, size })
            }
            SampleSource::Values(bases) => {
                let mut random = self.random(number);
                // Rotates through the bases, starting at a base chosen by the seed.
                let first = Random::new(self.seed).below(bases.len() as u64);
                let turn = first.wrapping_add(number).checked_rem(bases.len() as u64);
                let base = turn.and_then(|turn| bases.get(usize::try_from(turn).ok()?));
                let none = || SampleError::whole("no valid sample of the format to start from");
                base.ok_or_else(none)?.sample(&mut random, self.size)
            }
        }
    }

    /// Returns the random number generator for sample `number`.
    pub fn random(&self, number: u64) -> Random {
        let mut seeds = Random::new(self.seed ^ number.wrapping_mul(0xd134_2543_de82_ef95));
        Random::new(seeds.next_u64())
    }
}

fn bases(format: &'static Format) -> Vec<SampleValues> {
    let own = BASES.iter().filter(|(name, _)| *name == format.name);
    own.filter_map(|(_, data)| SampleValues::of(format, data)).collect()
}
