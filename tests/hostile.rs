//! Hostile data: definitions that expand, output that grows, files that cannot be mapped.
#![cfg(target_os = "linux")]
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use bytescope::inspect::{NonFinite, parse_f32, parse_f64};
use bytescope_properties::samples;
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use support::Folder;

impl Folder {
    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.0.join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

/// Runs the program with at most `kib` KiB of address space. Returns the status, the size of the
/// output and the messages.
fn bounded(kib: u64, args: &[&str]) -> (i32, usize, String) {
    let start = Instant::now();
    let done = Command::new("sh")
        .args(["-c", &format!("ulimit -v {kib}; exec \"$0\" \"$@\"")])
        .arg(env!("CARGO_BIN_EXE_bytescope"))
        .args(args)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let err = String::from_utf8(done.stderr).unwrap();
    assert!(start.elapsed() < Duration::from_secs(60), "{args:?}: {:?}", start.elapsed());
    (
        done.status.code().unwrap_or_else(|| panic!("{args:?}: signal: {err}")),
        done.stdout.len(),
        err,
    )
}

const GIB: u64 = 1 << 20;

fn message(letter: u8, body: &[u8]) -> Vec<u8> {
    let size = u16::try_from(body.len()).unwrap().to_le_bytes();
    [&size[..], &[letter], body].concat()
}

fn ulog(formats: &[String], topics: usize) -> Vec<u8> {
    let mut log = [&b"ULog\x01\x12\x35\x01"[..], &[0; 8]].concat();
    log.extend(message(b'B', &[0; 40]));
    formats.iter().for_each(|format| log.extend(message(b'F', format.as_bytes())));
    for id in 0..topics {
        let id = u16::try_from(id).unwrap().to_le_bytes();
        log.extend(message(b'A', &[&[0][..], &id, b"t"].concat()));
    }
    log
}

#[test]
fn definitions_of_logs_do_not_expand() {
    let folder = Folder::new("logs");
    let chain = |count: &str, last: &str| {
        let letters: Vec<char> = ('t'..='z').collect();
        let nested = letters.windows(2).map(|pair| format!("{}:{}[{count}] x;", pair[0], pair[1]));
        let mut formats: Vec<String> = nested.collect();
        formats.push(format!("z:{last} q;"));
        formats
    };
    let redefined = (0..10_000).map(|index| format!("t:uint8_t a{};", index % 7));
    for (index, (formats, topics)) in [
        (chain("1000", "uint8_t"), 1),
        (chain("4000000000", "uint8_t[0]"), 1),
        (chain("18446744073709551615", "char[0]"), 1),
        (vec!["t:t[2] x;".to_owned()], 1),
        (vec!["t:char[18446744073709551615] x;".to_owned()], 1),
        (redefined.collect(), 2000),
    ]
    .into_iter()
    .enumerate()
    {
        let file = folder.file(&format!("{index}.ulg"), &ulog(&formats, topics));
        let (status, size, err) = bounded(GIB, &["decode", "-f", "ulog", &file]);
        let is_limited = err.contains("limit reached");
        assert_eq!(status, if is_limited { 3 } else { 0 }, "{index}: {err}");
        assert!(size < 1 << 20, "{index}: {size}");
        assert!(is_limited || index == 5, "{index}: {err}");
    }
}

#[test]
fn definitions_of_schemas_do_not_expand() {
    let folder = Folder::new("schemas");
    let data = folder.file("data", &[0; 100]);
    let aliases =
        (1..12).map(|n| format!("-x{n}: &x{n} [{}]\n", vec![format!("*x{}", n - 1); 9].join(",")));
    let doubled = |value: &str, twice: fn(usize) -> String| {
        let rest = (1..60).map(|n| format!("  v{n}: {{value: \"{}\"}}\n", twice(n - 1)));
        format!(
            "meta: {{id: a}}\ninstances:\n  v0: {{value: \"{value}\"}}\n{}",
            rest.collect::<String>()
        )
    };
    let nested = |open: &str, close: &str| {
        let text = format!("{}1{}", open.repeat(50_000), close.repeat(50_000));
        format!("meta: {{id: a}}\ninstances: {{v: {{value: \"{text}\"}}}}\n")
    };
    let types = (0..60).map(|n| {
        format!("  t{n}: {{seq: [{{id: a, type: t{m}}}, {{id: b, type: t{m}}}]}}\n", m = n + 1)
    });
    let types: String = types.collect();
    let schemas = [
        format!("meta: {{id: a}}\n-x0: &x0 [1]\n{}seq: []\n", aliases.collect::<String>()),
        format!("meta: {{id: a}}\n-x: {}{}\n", "[".repeat(50_000), "]".repeat(50_000)),
        nested("(", ")"),
        nested("-", ""),
        nested("1+", ""),
        nested("true ? 1 : ", ""),
        doubled("'aaaaaaaa'", |n| format!("v{n} + v{n}")),
        doubled("1", |n| format!("v{n} + v{n}")),
        "meta: {id: a}\nseq: [{id: q, type: e, repeat: expr, repeat-expr: 4000000000}]\ntypes: {e: {}}\n"
            .to_owned(),
        format!("meta: {{id: a}}\nseq: [{{id: q, type: t0}}]\ntypes:\n{types}  t60: {{}}\n"),
        "meta: {id: a}\nseq: [{id: q, type: t(40)}]\ntypes: {t: {params: [{id: n, type: s4}], seq: \
         [{id: a, type: t(n - 1), if: n > 0}, {id: b, type: t(n - 1), if: n > 0}]}}\n"
            .to_owned(),
    ];
    for (index, schema) in schemas.iter().enumerate() {
        let schema = folder.file(&format!("{index}.ksy"), schema.as_bytes());
        let (status, ..) = bounded(GIB, &["schema", "check", &schema]);
        assert!(matches!(status, 0 | 2), "{index}: {status}");
        let args = ["check", "-s", &schema, &data, "--max-nodes", "10000"];
        let (status, _, err) = bounded(GIB, &args);
        assert!(matches!(status, 1..=3) || matches!(index, 6 | 7), "{index}: {status}: {err}");
        let (_, size, _) =
            bounded(GIB, &["inspect", "--json", "-s", &schema, &data, "--max-nodes", "10000"]);
        assert!(size < 8 << 20, "{index}: {size}");
    }
    let (status, _, err) = bounded(GIB, &["check", "-s", "/dev/zero", &data]);
    assert!(status == 2 && err.contains("limit reached: more than 67,108,864 bytes"), "{err}");
}

#[test]
fn structures_do_not_expand() {
    let folder = Folder::new("structs");
    let data = folder.file("data", &[0; 100]);
    for format in [
        "999999999s999999999s",
        "4000000000B",
        "99999999999999999999B",
        "1000000000x",
        "4000000000s",
    ] {
        for args in [["struct", "unpack", format, &data], ["decode", "--struct", format, &data]] {
            let (status, ..) = bounded(GIB, &args);
            assert!(matches!(status, 1 | 2), "{args:?}: {status}");
        }
    }
}

/// A 64-bit ELF file with `count` sections that all contain the rest of the file.
fn overlapping_sections(count: u16) -> Vec<u8> {
    let size = 64 + 64 * u64::from(count);
    let mut file = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0".to_vec();
    file.extend([0; 16]);
    file.extend(64_u64.to_le_bytes());
    file.extend([0, 0, 0, 0, 64, 0, 56, 0, 0, 0, 64, 0]);
    file.extend(count.to_le_bytes());
    file.extend([0, 0]);
    file.extend([0; 64]);
    for _ in 1..count {
        file.extend([0, 0, 0, 0, 1, 0, 0, 0]);
        file.extend([0; 16]);
        file.extend(64_u64.to_le_bytes());
        file.extend((size - 64).to_le_bytes());
        file.extend([0; 8]);
        file.extend(1_u64.to_le_bytes());
        file.extend([0; 8]);
    }
    file
}

#[test]
fn output_of_overlapping_blobs_is_bounded() {
    let folder = Folder::new("blobs");
    let bytes = overlapping_sections(2000);
    let file = folder.file("e.bin", &bytes);
    // All blobs are 256 MB.
    let max = 32 << 20;
    let blobs = folder.0.join("parts").to_str().unwrap().to_owned();
    for args in [
        ["inspect", "--json"].as_slice(),
        &["inspect", "--json=full"],
        &["inspect", "--all"],
        &["inspect", "--json", "--blobs", &blobs],
    ] {
        let mut args = args.to_vec();
        args.push(&file);
        let (status, size, err) = bounded(GIB, &args);
        assert!(status == 3 && err.contains("limit reached"), "{args:?}: {status}: {err}");
        assert!(size < max, "{args:?}: {size} bytes");
    }
    let stored: u64 =
        fs::read_dir(&blobs).unwrap().map(|f| f.unwrap().metadata().unwrap().len()).sum();
    assert!(stored < 8 << 20, "{stored}");
    let done =
        Command::new(env!("CARGO_BIN_EXE_bytescope")).args(["--json", &file]).output().unwrap();
    let text = String::from_utf8(done.stdout).unwrap();
    assert!(text.contains("\"$limit\": \"limit reached: overlapping byte fields"));
    assert!(text.contains("\"$complete\": false"));
}

#[test]
fn rows_of_overlapping_blobs_are_bounded() {
    let folder = Folder::new("rows");
    let schema = "meta: {id: a}\nseq: [{id: b, size: 30000}, {id: e, type: e, repeat: eos}]\n\
        types: {e: {seq: [{id: n, type: u1}], instances: {all: {value: _root.b}}}}\n";
    let schema = folder.file("a.ksy", schema.as_bytes());
    let data = folder.file("data", &[1; 60_000]);
    let (status, size, err) = bounded(GIB, &["decode", "--instances", "-s", &schema, &data]);
    assert!(status == 3 && err.contains("overlapping"), "{status}: {err}");
    assert!(size < 8 << 20, "{size}");
}

#[test]
fn files_that_cannot_be_mapped_are_read_in_parts() {
    let folder = Folder::new("map");
    let path = folder.0.join("big");
    fs::File::create(&path).unwrap().set_len(8 << 30).unwrap();
    let big = path.to_str().unwrap();
    let limit = 1_500_000;
    let (status, size, err) = bounded(limit, &["dump", big, "-n", "16"]);
    assert_eq!((status, size > 60, err.as_str()), (0, true, ""));
    let offset = ["dump", big, "--offset", "0x1ffffffff", "--plain"];
    assert_eq!(bounded(limit, &offset), (0, 3, String::new()));
    assert_eq!(bounded(limit, &["dump", big, "--offset", "9G"]).0, 1);
    for args in [
        ["inspect", "-f", "sensor", big].as_slice(),
        &["check", "-f", "sensor", big],
        &["eval", "-f", "sensor", big, "1"],
    ] {
        let (status, _, err) = bounded(limit, args);
        assert!(matches!(status, 1..=3), "{args:?}: {status}: {err}");
    }
    assert_eq!(bounded(limit, &["dump", "/proc/self/status", "-n", "4"]).0, 0);
    assert_eq!(bounded(limit, &["dump", "/dev/zero", "-n", "16"]).0, 0);
}

#[test]
fn endless_inputs_are_bounded() {
    for args in [
        ["check", "-f", "sensor", "/dev/zero"].as_slice(),
        &["eval", "-f", "sensor", "/dev/zero", "1"],
        &["set", "-f", "sensor", "/dev/zero", "a=1", "--in-place"],
        &["encode", "-f", "png", "/dev/zero"],
        &["encode", "-f", "sensor", "--from", "ndjson", "/dev/zero"],
    ] {
        let (status, size, err) = bounded(2 * GIB, args);
        assert!(matches!(status, 1 | 3), "{args:?}: {status}: {err}");
        assert!(size < 1000 && (err.contains("limit reached") || size > 0), "{args:?}: {err}");
    }
}

/// The bits of signaling NaN are kept in JSON, by `encode`, and by `set`.
#[test]
fn payloads_of_nan_are_kept() {
    let folder = Folder::new("nan");
    let schema = folder
        .file("n.ksy", b"meta: {id: n, endian: be}\nseq: [{id: a, type: f4}, {id: b, type: f8}]\n");
    let bits = (0x7fa0_0001_u32, 0xfff4_0000_0000_0002_u64);
    let bytes = [&bits.0.to_be_bytes()[..], &bits.1.to_be_bytes()].concat();
    let data = folder.file("n.bin", &bytes);
    let done = Command::new(env!("CARGO_BIN_EXE_bytescope"))
        .args(["--json", "-s", &schema, &data])
        .output()
        .unwrap();
    let json: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    let (a, b) = (json["a"].as_str().unwrap(), json["b"].as_str().unwrap());
    assert_eq!((a, b), ("NaN(0x7fa00001)", "NaN(0xfff4000000000002)"));
    assert_eq!(parse_f32(a).unwrap().to_bits(), bits.0);
    assert_eq!(parse_f64(b).unwrap().to_bits(), bits.1);
    assert_eq!(NonFinite::from(f32::NAN).to_string(), "NaN");

    let sensor = samples::root().join("samples/sensor");
    let json = Command::new(env!("CARGO_BIN_EXE_bytescope"))
        .args(["--json", "-f", "sensor", sensor.join("readings.bin").to_str().unwrap()])
        .output()
        .unwrap();
    let mut json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let records = json.get_mut("records").and_then(|records| records.as_array_mut()).unwrap();
    records.truncate(1);
    records[0]["temperature"] = "NaN(0x7fa00001)".into();
    let text = folder.file("r.json", json.to_string().as_bytes());
    let out = folder.0.join("r.bin").to_str().unwrap().to_owned();
    let run = |args: &[&str]| {
        let done = Command::new(env!("CARGO_BIN_EXE_bytescope")).args(args).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    };
    run(&["encode", "-f", "sensor", &text, "-o", &out]);
    assert!(run(&["--json", "-f", "sensor", &out]).contains("NaN(0x7fa00001)"));
    run(&["set", "-f", "sensor", &out, "records[0].temperature=NaN(0xffa00003)", "--in-place"]);
    assert!(run(&["--json", "-f", "sensor", &out]).contains("NaN(0xffa00003)"));
}
