//! Initial inputs for fuzzing: valid and damaged samples of the schema, and a dictionary of its
//! constants.

use bytescope::AnyFormat;
use bytescope::generate::{FuzzMutator, Generator, Mutator};
use bytescope::inspect::{BufferId, Limits, Value};
use bytescope::ksy::SampleError;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Maximum number of valid samples, each with at most one damaged sample.
const SAMPLES: u64 = 8;

/// Maximum number and size of constants from samples.
const MAX_CONSTANTS: usize = 200;
const MAX_CONSTANT_SIZE: u64 = 8;

/// Returns the constants of a format: those of its schema, or the short texts in samples of a Rust
/// type, such as names of chunks.
pub(super) fn constants(format: &AnyFormat) -> Vec<Vec<u8>> {
    if let Some(schema) = format.schema() {
        return schema.constants();
    }
    let mut found = BTreeSet::new();
    for sample in FuzzMutator::new(format).samples() {
        format.inspect(sample, Limits::default(), false).tree.walk(&mut |_, node| {
            let text = matches!(node.value, Value::Text(_) | Value::Bytes | Value::Label(_));
            let own = node.span.buffer == BufferId::SOURCE && node.children.is_empty();
            if own && text && (2..=MAX_CONSTANT_SIZE).contains(&node.span.len()) {
                let range = usize::try_from(node.span.start()).unwrap_or(usize::MAX)
                    ..usize::try_from(node.span.end()).unwrap_or(usize::MAX);
                found.extend(sample.get(range).map(<[u8]>::to_vec));
            }
        });
    }
    found.into_iter().take(MAX_CONSTANTS).collect()
}

/// Formats the constants as a libFuzzer dictionary.
pub(super) fn dictionary(constants: &[Vec<u8>]) -> String {
    let mut text = String::from("# The constants of the format.\n");
    for constant in constants {
        text.push('"');
        for byte in constant {
            match byte {
                b'"' | b'\\' => text.extend(['\\', char::from(*byte)]),
                b' '..=b'~' => text.push(char::from(*byte)),
                // Writing to a string cannot fail.
                _ => drop(write!(text, "\\x{byte:02x}")),
            }
        }
        text.push_str("\"\n");
    }
    text
}

/// Returns distinct inputs with their names, and the error if not all samples could be generated.
pub(super) fn of(spec: &AnyFormat) -> (Vec<(String, Vec<u8>)>, Option<SampleError>) {
    let (generator, mutator) = (Generator::new(spec, 0, None), Mutator::new(spec));
    let mut found = vec![("empty".to_owned(), Vec::new())];
    let mut add = |name: String, data: Vec<u8>| {
        if found.iter().all(|(_, other)| *other != data) {
            found.push((name, data));
        }
    };
    let mut failing = None;
    for number in 0..SAMPLES {
        let sample = match generator.sample(number) {
            Ok(sample) => sample,
            Err(error) => {
                failing = Some(error);
                break;
            }
        };
        if number == 0 {
            // Trailing bytes do not change the end of the sample.
            add("longer".to_owned(), [&sample, b"suffix".as_slice()].concat());
        }
        let damaged = mutator.mutant(&sample, number, &mut generator.random(number));
        add(format!("valid-{number}"), sample);
        if let Some(damaged) = damaged {
            add(format!("damaged-{number}"), damaged.bytes);
        }
    }
    (found, failing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytescope::ksy::{Limits, Schema, SchemaSearch, SchemaVerdict};

    #[test]
    fn seeds_match_their_names_and_the_dictionary_contains_the_constants() {
        let text = "meta: {id: a, endian: be}\nseq:\n- {id: m, contents: AB}\n- {id: n, type: u2}\n\
                    - {id: k, type: u1, repeat: expr, repeat-expr: n, valid: {any-of: [9, 34]}}\n\
                    - {id: sum, type: u2, -checksum: {algorithm: sum-8, from: m, to: k}}\n";
        let schema =
            Schema::parse("a.ksy".as_ref(), text.to_owned(), &SchemaSearch::default()).unwrap();
        assert_eq!(dictionary(&schema.constants()).lines().nth(1).unwrap(), r#""\x09""#);
        let spec = AnyFormat::from(schema);
        let (seeds, failing) = of(&spec);
        assert_eq!(failing, None);
        let schema = spec.schema().unwrap();
        for (name, data) in &seeds {
            let end = match schema.verdict(data, Limits::default()) {
                SchemaVerdict::Accepts { end } => Some(end),
                _ => None,
            };
            let len = data.len() as u64;
            match name.split('-').next() {
                Some("valid") => assert_eq!(end, Some(len), "{name}"),
                Some("longer") => assert_eq!(end, Some(len - 6)),
                Some("damaged") => assert_ne!(end, Some(len), "{name}"),
                _ => assert_eq!((name.as_str(), end), ("empty", None)),
            }
        }
        assert!(seeds.len() > 12, "{}", seeds.len());
    }
}
