//! Generated samples.

use crate::first_line;
use crate::schemas::{LIMITS, format_named};
use bytescope::AnyFormat;
use bytescope::generate::{Generator, Mutator};
use bytescope::inspect::FaultKind;
use bytescope_ksy::{Schema, SchemaSearch};

/// Maximum requested size of a sample in bytes.
const MAX_SIZE: u64 = 2048;

/// Samples of any schema are generated with bounded work and are valid, and damaged samples are not.
/// The first line of the input is `FORMAT SEED SIZE`; the format `-` is the schema in the rest.
pub fn generate(data: &[u8]) {
    let Some((line, text)) = first_line(data) else { return };
    let mut words = line.split(' ');
    let (Some(name), Some(seed), Some(size)) = (words.next(), words.next(), words.next()) else {
        return;
    };
    let (Ok(seed), Ok(size)) = (seed.parse::<u32>(), size.parse::<u64>()) else { return };
    let format = match name {
        "-" => {
            let text = String::from_utf8_lossy(text).into_owned();
            let schema = Schema::parse("fuzz.ksy".as_ref(), text, &SchemaSearch::default());
            schema.ok().map(AnyFormat::from)
        }
        name => format_named(name),
    };
    let Some(format) = format else { return };
    let generator = Generator::new(&format, seed.into(), Some(size.min(MAX_SIZE)));
    let Ok(sample) = generator.sample(0) else { return };
    let faults = |bytes: &[u8]| {
        let mut faults = format.check(bytes, LIMITS, 10);
        // The limits of the generator are larger.
        faults.retain(|(_, fault)| !matches!(fault.kind, FaultKind::Limit(_)));
        faults
    };
    let found = faults(&sample);
    assert!(found.is_empty(), "invalid sample: {found:?}");
    if let Some(mutant) =
        Mutator::new(&format).mutant(&sample, seed.into(), &mut generator.random(1))
    {
        assert_ne!(mutant.bytes, sample, "{:?}", mutant.note);
        let found = format.check(&mutant.bytes, bytescope::inspect::Limits::default(), 1);
        assert_eq!(found.first(), Some(&mutant.note.fault));
        let _ = serde_json::to_string(&mutant.note).unwrap();
    }
}
