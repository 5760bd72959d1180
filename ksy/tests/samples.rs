//! Samples of every construct of the language are valid, reproducible from their seed, and small.
//!
//! The schemas are those of `ksy/tests/suite`.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_inspect::{Fault, Limits, Node, Value, Verified};
use bytescope_ksy::{SampleParams, Sampler, Schema, SchemaSearch};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Number of samples per schema.
const NUM_SAMPLES: u64 = 12;

/// Cases with a schema that no data satisfies, with the reason.
const IMPOSSIBLE: &[(&str, &str)] = &[
    ("opaque_not_found", "an opaque type without a declaration"),
    ("process_custom", "a custom routine"),
];

/// Writes the schemas of a case into a folder.
fn unpack(case: &Path) -> PathBuf {
    let name = case.file_stem().unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("samples").join(name);
    let mut file: Option<PathBuf> = None;
    let mut text = String::new();
    for line in fs::read_to_string(case).unwrap().lines().chain(["-- end --"]) {
        let Some(head) = line.strip_prefix("-- ").and_then(|l| l.strip_suffix(" --")) else {
            text.extend([line, "\n"]);
            continue;
        };
        if let Some(file) = file.filter(|file| file.extension().is_some_and(|e| e == "ksy")) {
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, &text).unwrap();
        }
        file = Some(folder.join(head.trim_end_matches('*')));
        text.clear();
    }
    folder
}

fn open(folder: &Path) -> Schema {
    let search = SchemaSearch { folders: vec![folder.join("path")], ..SchemaSearch::default() };
    Schema::open(&folder.join("schema.ksy"), &search).unwrap_or_else(|report| panic!("{report}"))
}

fn schema(text: &str) -> Schema {
    Schema::parse("test.ksy".as_ref(), text.to_owned(), &SchemaSearch::default())
        .unwrap_or_else(|report| panic!("{report}"))
}

fn sample(schema: &Schema, seed: u64, number: u64) -> Vec<u8> {
    let made = Sampler::new(schema).generate(SampleParams { seed, index: number, size: 100 });
    made.unwrap_or_else(|error| panic!("{}: {error}", schema.name()))
}

fn faults(schema: &Schema, data: &[u8]) -> Vec<(String, Fault)> {
    let outcome = schema.inspect(data, Limits::default(), true);
    outcome.tree.recorded_faults().into_iter().map(|(path, fault)| (path, fault.clone())).collect()
}

#[test]
fn samples_of_every_construct_are_valid() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    let mut cases: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    cases.sort();
    let mut failures = Vec::new();
    for case in cases {
        let name = case.file_stem().unwrap().to_string_lossy().into_owned();
        let schema = open(&unpack(&case));
        let sampler = Sampler::new(&schema);
        let possible = !IMPOSSIBLE.iter().any(|(known, _)| *known == name);
        for number in 0..NUM_SAMPLES {
            let params = SampleParams { seed: 1, index: number, size: 100 };
            match sampler.generate(params) {
                Ok(made) => {
                    let found = faults(&schema, &made);
                    if !found.is_empty() || !possible {
                        failures.push(format!("{name}, {number}: {found:?}"));
                    }
                    assert_eq!(sampler.generate(params).as_ref(), Ok(&made), "{name}");
                }
                Err(error) if possible => failures.push(format!("{name}, {number}: {error}")),
                Err(_) => break,
            }
        }
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

/// Returns the distinct values of a top-level field over 40 samples.
fn values(schema: &Schema, name: &str) -> BTreeSet<String> {
    let of = |tree: &Node| tree.child(name).map(|node| node.value.to_string());
    let samples = (0..40).map(|number| sample(schema, 7, number));
    let trees = samples.map(|data| schema.inspect(&data, Limits::default(), false).tree);
    trees.filter_map(|tree| of(&tree)).collect()
}

#[test]
fn samples_cover_all_cases_and_both_outcomes_of_a_condition() {
    let schema = schema(
        "
meta: {id: cases, endian: le, encoding: ASCII}
seq:
  - {id: kind, type: u4}
  - {id: tag, type: str, size: 4}
  - {id: far, type: u2}
  - id: body
    type: {switch-on: kind, cases: {0x12345678: u1, 99: u2, 7: u4}}
  - {id: named, type: u1, if: tag == 'DATA'}
  - {id: shifted_only, type: u1, if: shifted == 1234}
instances: {shifted: {value: far - 0x100}}",
    );
    let kinds = values(&schema, "kind");
    assert!(["305419896", "99", "7"].iter().all(|kind| kinds.contains(*kind)), "{kinds:?}");
    assert!(!values(&schema, "named").is_empty());
    assert!(!values(&schema, "shifted_only").is_empty());
    assert!(values(&schema, "tag").len() > 2);
}

#[test]
fn lengths_match_their_data_in_any_encoding() {
    let schema = schema(
        "
meta: {id: lengths, endian: be, encoding: ASCII}
seq:
  - {id: words, type: u2}
  - {id: digits, type: str, size: 6, terminator: 0x20}
  - {id: first, size: words * 2 + 4, type: pairs}
  - {id: second, size: digits.to_i, type: text}
  - {id: third, size: high << 8 | low, type: text}
types:
  pairs: {seq: [{id: count, type: u1}, {id: spare, type: u1}, {id: pairs, type: u2, repeat: expr, repeat-expr: count}]}
  text: {seq: [{id: text, type: strz}, {id: number, type: u1, valid: {min: 200}}]}
instances:
  high: {value: 0}
  low: {value: '(words & 0xff) + 8'}",
    );
    for number in 0..NUM_SAMPLES {
        let data = sample(&schema, 5, number);
        assert_eq!(faults(&schema, &data), [], "{number}");
    }
}

#[test]
fn checksums_match_in_any_position() {
    let schema = schema(
        "
meta: {id: sums, endian: le, encoding: ASCII}
seq:
  - {id: crc, type: u4, -checksum: {algorithm: crc-32, from: len, to: body}}
  - {id: len, type: u1}
  - {id: body, size: len, type: body, process: xor(0x5a)}
  - {id: text, type: str, size: 2, -checksum: {algorithm: xor-8, from: crc, to: body}}
types:
  body:
    seq:
      - {id: kind, type: u1}
      - {id: items, type: u2, repeat: eos}
      - {id: sum, type: u2, if: 'false'}
  other: {seq: [{id: a, type: u1}]}",
    );
    for number in 0..NUM_SAMPLES {
        let data = sample(&schema, 5, number);
        let tree = schema.inspect(&data, Limits::default(), true).tree;
        let verified = tree.child("crc").unwrap().extra.as_ref().unwrap().verified;
        assert_eq!(verified, Some(Verified::Checksum("crc-32")), "{number}");
        assert!(matches!(tree.child("text").unwrap().value, Value::Text(_)));
    }
}

#[test]
fn out_of_line_data_is_appended() {
    let schema = schema(
        "
meta: {id: places, endian: le, encoding: ASCII}
seq:
  - {id: num_files, type: u1, valid: {min: 2, max: 4}}
  - {id: files, type: file, repeat: expr, repeat-expr: num_files}
types:
  file:
    seq: [{id: offset, type: u4}, {id: size, type: u2}]
    instances:
      body: {pos: offset, size: size, type: body}
  body: {seq: [{id: magic, contents: FILE}, {id: rest, size-eos: true}]}",
    );
    for number in 0..NUM_SAMPLES {
        let data = sample(&schema, 5, number);
        assert_eq!(faults(&schema, &data), [], "{number}");
        assert!(data.windows(4).filter(|bytes| bytes == b"FILE").count() >= 2, "{number}");
    }
}

#[test]
fn unsatisfiable_fields_are_reported() {
    for (text, path) in [
        ("seq: [{id: a, type: u1}, {id: b, type: u1, valid: {expr: _ > a + 255}}]", "b"),
        ("seq: [{id: a, size: 4, process: secret}]", "a"),
        (
            "seq: [{id: a, type: t}]\ntypes: {t: {seq: [{id: c, type: u1, valid: {min: 9, max: 8}}]}}",
            "a.c",
        ),
        ("seq: [{id: a, type: u1}]\ninstances: {i: {value: 1 / (a - a)}}", "i"),
    ] {
        let schema = schema(&format!("meta: {{id: no}}\n{text}"));
        let error = Sampler::new(&schema).generate(SampleParams { seed: 1, index: 0, size: 64 });
        assert_eq!(error.unwrap_err().path, path, "{text}");
    }
}

#[test]
fn sizes_computed_by_subtraction_are_not_negative() {
    let schema = schema(
        "
meta: {id: taken_off, endian: be}
seq:
  - {id: words, type: b4}
  - {id: items, type: b4}
  - {id: header_len, type: u1}
  - {id: total_len, type: u2}
  - {id: options, size: words * 4 - 20, type: options}
  - {id: header, size: header_len - 75, type: header}
  - {id: rest, size: total_len - header_len}
  - {id: list, type: u2, repeat: expr, repeat-expr: items - 3}
types:
  options: {seq: [{id: options, type: option, repeat: eos}]}
  option: {seq: [{id: kind, type: u1}, {id: value, type: u1, if: kind > 1}]}
  header: {seq: [{id: version, type: u4}, {id: name, size: 6}]}",
    );
    for number in 0..NUM_SAMPLES {
        assert!(faults(&schema, &sample(&schema, 3, number)).is_empty());
    }
}

#[test]
fn streams_are_large_enough_for_the_fields_in_them() {
    let shorter = "
meta: {id: shorter, endian: le}
seq:
  - {id: most, type: u4}
  - {id: packets, type: packet, repeat: eos}
types:
  packet: {seq: [{id: len, type: u2}, {id: body, type: body, size: 'len < _root.most ? len : _root.most'}]}
  body: {seq: [{id: version, type: u1}, {id: id, type: u2}, {id: data, size-eos: true}]}";
    let slot = "
meta: {id: slots, endian: le}
seq: [{id: tag, type: u4}, {id: len, type: u4}, {id: slot, type: slot, size: len}]
types: {slot: {}, form: {seq: [{id: kind, type: u4}, {id: more, type: u2}]}}
instances:
  form: {io: slot._io, pos: 0, type: form, if: tag == 0x46464952}
  kind: {value: form.kind}";
    let footer = "
meta: {id: footers, endian: le}
seq: [{id: magic, contents: [9, 8, 7]}, {id: version, type: u2}]
instances: {footer: {pos: _io.size - 8, type: footer}}
types: {footer: {seq: [{id: offset, type: u4}, {id: magic, contents: [1, 2, 3, 4]}]}}";
    let twice = "
meta: {id: twice, endian: le}
seq: [{id: files, size: size, type: files}]
instances: {size: {pos: 0, type: u4}}
types:
  files: {seq: [{id: files, type: file(_index), repeat: eos}]}
  file:
    params: [{id: index, type: u4}]
    seq: [{id: offset, type: u4}, {id: name, type: strz, encoding: ASCII, if: offset != 0}]
    instances:
      next: {value: '_root.files.files[index + 1].offset', if: offset != 0}";
    for text in [shorter, slot, footer, twice] {
        let schema = schema(text);
        for number in 0..NUM_SAMPLES {
            assert!(faults(&schema, &sample(&schema, 4, number)).is_empty());
        }
    }
}

/// The gap before a field at an offset past the size limit of samples is not filled.
#[test]
fn distant_offsets_take_no_memory() {
    let schema = schema(
        "
meta: {id: far, endian: be}
seq: [{id: offset, type: u4, valid: {min: 0xf0000000}}]
instances: {entries: {pos: offset, type: entries}}
types: {entries: {seq: [{id: entries, size-eos: true}]}}",
    );
    let made = Sampler::new(&schema).generate(SampleParams { seed: 1, index: 0, size: 100 });
    assert!(made.is_err() || made.is_ok_and(|made| made.len() < 2 << 20));
}

#[test]
fn infinite_recursion_of_types_is_reported() {
    let schema =
        schema("meta: {id: endless}\nseq: [{id: one, type: u1}, {id: next, type: endless}]");
    let error =
        Sampler::new(&schema).generate(SampleParams { seed: 1, index: 0, size: 100 }).unwrap_err();
    assert!(error.message.starts_with("limit reached: more than 48 nested levels"), "{error}");
}

#[test]
fn a_parameter_without_a_value_is_reported() {
    let schema = schema(
        "
meta: {id: digits}
params: [{id: count, type: u1}]
seq: [{id: digits, type: u1, repeat: expr, repeat-expr: count}]",
    );
    let error =
        Sampler::new(&schema).generate(SampleParams { seed: 1, index: 0, size: 100 }).unwrap_err();
    assert!(error.message.contains("parameter `count` has no value"), "{error}");
}

/// Large constants, many items, and numbers in text form of constant width.
#[test]
fn samples_can_be_larger_than_requested() {
    for (text, min) in [
        ("{meta: {id: big}, seq: [{id: a, size: 1500000}, {id: b, type: u1}]}", 1_500_001),
        (
            "{meta: {id: big}, seq: [{id: a, size: half * 2}], instances: {half: {value: 700000}}}",
            1_400_000,
        ),
        (
            "{meta: {id: many}, seq: [{id: a, type: p, repeat: expr, repeat-expr: 9000}], types: {p: {seq: [{id: x, type: u1}, {id: y, type: b4}, {id: z, type: b4}]}}}",
            18_000,
        ),
        (
            "{meta: {id: nested}, seq: [{id: a, type: p}], types: {p: {seq: [{id: x, type: u1, valid: 1, repeat: expr, repeat-expr: 30000}]}}}",
            30_000,
        ),
    ] {
        let schema = schema(text);
        let data = sample(&schema, 1, 0);
        assert!(data.len() >= min, "{text}: {}", data.len());
        assert_eq!(faults(&schema, &data), [], "{text}");
    }
    let huge = schema("{meta: {id: huge}, seq: [{id: a, size: 0x10000000000}]}");
    let error = Sampler::new(&huge).generate(SampleParams { seed: 1, index: 0, size: 9 });
    let message = error.unwrap_err().to_string();
    assert!(message.starts_with("a sample requires at least 1099511627776 bytes"), "{message}");
}

#[test]
fn numbers_in_text_form_fill_their_field() {
    for (digits, base, last) in [(8, 16, "END"), (6, 8, "LAST"), (11, 10, "STOP"), (12, 2, "X")] {
        let text = format!(
            "
meta: {{id: archive, encoding: ASCII}}
seq: [{{id: entries, type: entry, repeat: until, repeat-until: '_.name == \"{last}\" and _.len_data == 0'}}]
types:
  entry:
    seq:
      - {{id: data_digits, type: str, size: {digits}}}
      - {{id: name_digits, type: str, size: {digits}}}
      - {{id: name, type: strz, size: 'name_digits.to_i({base})'}}
      - {{id: data, size: len_data}}
    instances: {{len_data: {{value: 'data_digits.to_i({base})'}}}}
"
        );
        let schema = schema(&text);
        for seed in 0..25 {
            let data = sample(&schema, seed, 0);
            assert_eq!(faults(&schema, &data), [], "{base}, {seed}");
        }
    }
}
