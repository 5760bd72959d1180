//! Samples at random: good ones of any format, and damaged ones of which it is known what is wrong.

mod kinds;
mod mutant;
mod spots;
mod values;

pub use kinds::Damage;
pub use mutant::{Mutant, Mutator, Note};
pub use values::Values;

use crate::format::AnyFormat;
use bytescope_formats::Format;
use bytescope_ksy::{Random, Recipe, Sampler, Unmade};

/// Good samples in `samples/` that are small, with the names of their formats.
const BASES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/bases.rs"));

/// Bytes of a sample of a schema when no size is asked for.
const SIZE: u64 = 256;

/// Makes samples of one format.
#[derive(Debug)]
pub struct Generator<'f> {
    seed: u64,
    /// Bytes that a sample should have, about.
    size: Option<u64>,
    from: From<'f>,
}

#[derive(Debug)]
enum From<'f> {
    /// The declaration itself.
    Schema(Sampler<'f>),
    /// Values of samples, without the numbers that the rest of them decides.
    Values(Vec<Values>),
}

impl<'f> Generator<'f> {
    /// A generator of samples, of about so many bytes if a size is given.
    pub fn new(format: &'f AnyFormat, seed: u64, size: Option<u64>) -> Self {
        let schema = format.schema().map(|schema| From::Schema(Sampler::new(schema)));
        let values = || From::Values(format.built_in().map(bases).unwrap_or_default());
        Self { seed, size, from: schema.unwrap_or_else(values) }
    }

    /// The sample of that number: the same bytes for the same seed and size.
    ///
    /// # Errors
    /// None was found within the tries that there are; what resisted.
    pub fn sample(&self, number: u64) -> Result<Vec<u8>, Unmade> {
        match &self.from {
            From::Schema(sampler) => {
                let size = self.size.unwrap_or(SIZE);
                sampler.make(Recipe { seed: self.seed, number, size })
            }
            From::Values(bases) => {
                let mut random = self.random(number);
                // Bases take turns; where they begin, the seed decides.
                let first = Random::new(self.seed).below(bases.len() as u64);
                let turn = first.wrapping_add(number).checked_rem(bases.len() as u64);
                let base = turn.and_then(|turn| bases.get(usize::try_from(turn).ok()?));
                let none = || Unmade {
                    path: String::new(),
                    message: "there is no good sample of the format to begin with".to_owned(),
                };
                base.ok_or_else(none)?.sample(&mut random, self.size)
            }
        }
    }

    /// The choices of the sample of that number.
    pub fn random(&self, number: u64) -> Random {
        let mut seeds = Random::new(self.seed ^ number.wrapping_mul(0xd134_2543_de82_ef95));
        Random::new(seeds.number())
    }
}

fn bases(format: &'static Format) -> Vec<Values> {
    let own = BASES.iter().filter(|(name, _)| *name == format.name);
    own.filter_map(|(_, data)| Values::of(format, data)).collect()
}
