//! What fuzzing begins with: inputs that go as far as the schema can be led, and its constants.

use bytescope_ksy::{Limits, Schema, Verdict};
use std::fmt::Write;

/// Bounds of looking for an input. It is found, if at all, long before.
const STEPS: usize = 200;
const WORDS: usize = 500;
const LIMITS: Limits = Limits { depth: 60, nodes: 10_000, inflated: 1 << 16, idle: 100 };

/// The constants as a dictionary of libFuzzer.
pub(super) fn dictionary(constants: &[Vec<u8>]) -> String {
    let mut text = String::from("# The constants of the schema.\n");
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

/// Inputs with their names, each another one.
pub(super) fn of(schema: &Schema, constants: &[Vec<u8>]) -> Vec<(&'static str, Vec<u8>)> {
    let zeros = grown(schema, constants, |len| vec![0; len]);
    let little = grown(schema, constants, |len| one(len, 0));
    let big = grown(schema, constants, |len| one(len, len.saturating_sub(1)));
    let cut = little.split_last().map_or_else(Vec::new, |(_, rest)| rest.to_vec());
    let longer = [zeros.as_slice(), b"behind"].concat();
    let mut found: Vec<(&'static str, Vec<u8>)> = Vec::new();
    let all = [
        ("empty", vec![]),
        ("zeros", zeros),
        ("ones-little", little),
        ("ones-big", big),
        ("cut", cut),
    ];
    for (name, data) in all.into_iter().chain([("longer", longer)]) {
        if found.iter().all(|(_, other)| *other != data) {
            found.push((name, data));
        }
    }
    found
}

/// The number 1 in so many bytes.
fn one(len: usize, at: usize) -> Vec<u8> {
    (0..len).map(|index| u8::from(index == at)).collect()
}

/// Data that is led field by field as far as the schema goes: where a field is missing it gets
/// `filler`, and where that is refused the constant that leads furthest.
fn grown(schema: &Schema, constants: &[Vec<u8>], filler: impl Fn(usize) -> Vec<u8>) -> Vec<u8> {
    let mut data = Vec::new();
    for _ in 0..STEPS {
        let Some(at) = reach(schema, &data) else { break };
        let further = |word: &[u8]| {
            let start = usize::try_from(at).unwrap_or(usize::MAX).min(data.len());
            let (before, rest) = data.split_at(start);
            let next = [before, word, rest.get(word.len()..).unwrap_or_default()].concat();
            let reached = reach(schema, &next).unwrap_or(u64::MAX);
            (reached > at).then_some((reached, next))
        };
        let filled = [1, 2, 4, 8, 16, 32, 64, 128].iter().find_map(|len| further(&filler(*len)));
        let best = filled.or_else(|| {
            let words = constants.iter().take(WORDS);
            words.filter_map(|word| further(word)).max_by_key(|(reached, _)| *reached)
        });
        let Some((_, next)) = best else { break };
        data = next;
    }
    data
}

/// Where the schema first finds something wrong; `None` when it accepts the data.
fn reach(schema: &Schema, data: &[u8]) -> Option<u64> {
    match schema.verdict(data, LIMITS) {
        Verdict::Accepts { .. } => None,
        Verdict::Rejects { fault, .. } | Verdict::Undecided(fault) => Some(fault.offset),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytescope_ksy::Search;

    #[test]
    fn seeds_are_led_past_constants() {
        let text = "meta: {id: a, endian: be}\nseq:\n- {id: m, contents: AB}\n- {id: n, type: u2}\n\
                    - {id: k, type: u1, repeat: expr, repeat-expr: n, valid: {any-of: [9, 34]}}\n";
        let schema = Schema::parse("a.ksy".as_ref(), text.to_owned(), &Search::default()).unwrap();
        let constants = schema.constants();
        assert_eq!(dictionary(&constants).lines().nth(1).unwrap(), r#""\x09""#);
        let seeds = of(&schema, &constants);
        let seed = |name| &seeds.iter().find(|(n, _)| *n == name).unwrap().1;
        assert_eq!(seed("zeros"), b"AB\0\0");
        assert_eq!(seed("ones-big"), b"AB\0\x01\"");
        assert_eq!(schema.verdict(seed("longer"), LIMITS), Verdict::Accepts { end: 4 });
    }
}
