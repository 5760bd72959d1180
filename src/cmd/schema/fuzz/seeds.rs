//! What fuzzing begins with: inputs that go as far as the schema can be led, and its constants.

use bytescope_inspect::{Fault, FaultKind};
use bytescope_ksy::{Limits, Schema, Verdict};
use std::fmt::Write;

/// Bounds of looking for an input. It is found, if at all, long before.
const STEPS: usize = 200;
const WORDS: usize = 200;
const WIDTHS: &[usize] = &[1, 2, 4, 8, 16, 32, 64, 128];
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
/// `filler`, and where that is refused the checksum that was expected, or else the constant that
/// leads furthest.
fn grown(schema: &Schema, constants: &[Vec<u8>], filler: impl Fn(usize) -> Vec<u8>) -> Vec<u8> {
    let mut data = Vec::new();
    for _ in 0..STEPS {
        let Some(fault) = refusal(schema, &data) else { break };
        let further = |word: &[u8]| {
            let start = usize::try_from(fault.offset).unwrap_or(usize::MAX).min(data.len());
            let (before, rest) = data.split_at(start);
            let next = [before, word, rest.get(word.len()..).unwrap_or_default()].concat();
            let reached = refusal(schema, &next).map_or((u64::MAX, true), |fault| reach(&fault));
            (reached > reach(&fault)).then_some((reached, next))
        };
        let fill = || WIDTHS.iter().find_map(|len| further(&filler(*len)));
        let expect = || expected(&fault).iter().find_map(|word| further(word));
        let choose = || {
            let words = constants.iter().take(WORDS);
            words.filter_map(|word| further(word)).max_by_key(|(reached, _)| *reached)
        };
        let Some((_, next)) = expect().or_else(fill).or_else(choose) else { break };
        data = next;
    }
    data
}

/// How far reading came: a field that is there and wrong is further than one that is missing.
fn reach(fault: &Fault) -> (u64, bool) {
    (fault.offset, fault.kind != FaultKind::Truncated)
}

/// The ways in which a number may stand that was expected: a checksum, a length.
fn expected(fault: &Fault) -> Vec<Vec<u8>> {
    let digits = fault.expected.as_deref().and_then(|text| text.strip_prefix("0x"));
    let Some(number) = digits.and_then(|digits| u64::from_str_radix(digits, 16).ok()) else {
        return Vec::new();
    };
    let bytes = number.to_le_bytes();
    let fits = [1, 2, 3, 4, 8].into_iter().filter_map(|len| bytes.split_at_checked(len));
    let fits = fits.filter(|(_, rest)| rest.iter().all(|byte| *byte == 0));
    fits.flat_map(|(low, _)| [low.to_vec(), low.iter().rev().copied().collect()]).collect()
}

/// What the schema first finds wrong; `None` when it accepts the data.
fn refusal(schema: &Schema, data: &[u8]) -> Option<Fault> {
    match schema.verdict(data, LIMITS) {
        Verdict::Accepts { .. } => None,
        Verdict::Rejects { fault, .. } | Verdict::Undecided(fault) => Some(fault),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytescope_ksy::Search;

    #[test]
    fn seeds_are_led_past_constants() {
        let text = "meta: {id: a, endian: be}\nseq:\n- {id: m, contents: AB}\n- {id: n, type: u2}\n\
                    - {id: k, type: u1, repeat: expr, repeat-expr: n, valid: {any-of: [9, 34]}}\n\
                    - {id: sum, type: u2, -checksum: {algorithm: sum-8, from: m, to: k}}\n";
        let schema = Schema::parse("a.ksy".as_ref(), text.to_owned(), &Search::default()).unwrap();
        let constants = schema.constants();
        assert_eq!(dictionary(&constants).lines().nth(1).unwrap(), r#""\x09""#);
        let seeds = of(&schema, &constants);
        let seed = |name| &seeds.iter().find(|(n, _)| *n == name).unwrap().1;
        assert_eq!(seed("zeros"), b"AB\0\0\0\x83");
        assert_eq!(seed("ones-big"), b"AB\0\x01\"\0\xa6");
        assert_eq!(schema.verdict(seed("longer"), LIMITS), Verdict::Accepts { end: 6 });
    }
}
