//! `bytescope generate`: samples of every format and schema are valid, damaged ones are rejected,
//! and the seed determines all bytes.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope::formats::{FORMATS, SCHEMAS};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// Number of samples per format and seed.
const COUNT: usize = 7;
/// Maximum time, sufficient for a debug build on a slow machine.
const TIME_LIMIT: Duration = Duration::from_secs(120);

/// Creates an empty folder for a test.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generate").join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn bytescope(args: &[&str], folder: &Path) -> Output {
    let program = env!("CARGO_BIN_EXE_bytescope");
    Command::new(program).args(args).current_dir(folder).output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Returns the files of a folder with their content, sorted by name.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let mut files: Vec<_> = entries.map(|path| (name(&path), fs::read(&path).unwrap())).collect();
    files.sort();
    files
}

/// Returns the names of all built-in formats and schemas.
fn names() -> Vec<&'static str> {
    FORMATS.iter().map(|f| f.name).chain(SCHEMAS.iter().map(|s| s.name)).collect()
}

/// Returns the results of `check` as JSON, one per file.
fn verdicts(format: &str, folder: &Path, files: &[String]) -> Vec<Json> {
    let mut args = vec!["check", "-f", format, "--json"];
    args.extend(files.iter().map(String::as_str));
    let output = bytescope(&args, folder);
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn samples_of_every_format_are_valid() {
    let start = Instant::now();
    let mut failures = Vec::new();
    for name in names() {
        for seed in ["1", "0xfeed"] {
            let dir = folder(&format!("good-{name}-{seed}"));
            let count = COUNT.to_string();
            let args = ["generate", "-f", name, "--count", &count, "--seed", seed, "-o", "made"];
            let output = bytescope(&args, &dir);
            if output.status.code() != Some(0) || !output.stderr.is_empty() {
                failures.push(format!("{name}, seed {seed}: {}", stderr(&output)));
                continue;
            }
            let made = files(&dir.join("made"));
            let expected: Vec<_> = (1..=COUNT).map(|n| format!("{name}-{n:06}.bin")).collect();
            let found: Vec<_> = made.iter().map(|(name, _)| name.clone()).collect();
            assert_eq!(found, expected);
            for verdict in verdicts(name, &dir.join("made"), &found) {
                if verdict["ok"] != Json::Bool(true) {
                    failures.push(format!("{name}, seed {seed}: {verdict}"));
                }
            }
            let different: BTreeSet<_> = made.iter().map(|(_, bytes)| bytes).collect();
            assert!(different.len() > COUNT / 2, "{name}: {} of {COUNT} differ", different.len());
        }
    }
    assert!(failures.is_empty(), "{} failed:\n{}", failures.len(), failures.join("\n"));
    assert!(start.elapsed() < TIME_LIMIT, "took {:?}", start.elapsed());
}

#[test]
fn damaged_samples_have_the_faults_of_their_notes() {
    let mut kinds = BTreeSet::new();
    for name in names() {
        let dir = folder(&format!("bad-{name}"));
        let count = COUNT.to_string();
        let args = ["generate", "-f", name, "--mutate", "-c", &count, "--seed", "3", "-o", "made"];
        let output = bytescope(&args, &dir);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", stderr(&output));
        let (samples, notes) = (files(&dir.join("made")), files(&dir.join("made.notes")));
        assert_eq!((samples.len(), notes.len()), (COUNT, COUNT), "{name}");
        let paths: Vec<_> = samples.iter().map(|(name, _)| name.clone()).collect();
        let found = verdicts(name, &dir.join("made"), &paths);
        assert_eq!(found.len(), COUNT, "{name}");
        for ((verdict, (sample, bytes)), (note, text)) in found.iter().zip(&samples).zip(&notes) {
            assert_eq!(*note, format!("{sample}.json"));
            let note: Json = serde_json::from_slice(text).unwrap();
            assert_eq!(verdict["ok"], Json::Bool(false), "{sample}: {note}");
            assert_eq!(verdict["faults"][0], note["fault"], "{sample}");
            let offset = note["offset"].as_u64().unwrap() as usize;
            let new = note["new"].as_str().unwrap();
            let found = hex::encode(&bytes[offset..]);
            assert!(found.starts_with(new), "{sample}: {note}");
            assert_ne!(note["old"], note["new"]);
            kinds.insert(note["kind"].as_str().unwrap().to_owned());
        }
    }
    let all = ["checksum", "constant", "content", "length", "range", "trailing", "truncation"];
    assert_eq!(kinds.iter().map(String::as_str).collect::<Vec<_>>(), all);
}

#[test]
fn a_seed_determines_the_bytes_for_any_count() {
    for name in ["png", "sensor", "gif", "mavlink", "tzif", "java_class"] {
        for extra in [&[][..], &["--mutate"], &["--size", "1K"]] {
            let dir = folder(&format!("seed-{name}{}", extra.len()));
            for (count, to) in [("2", "two"), ("5", "five")] {
                let mut args = vec!["generate", "-f", name, "--seed", "99", "-c", count, "-o", to];
                args.extend(extra);
                assert_eq!(bytescope(&args, &dir).status.code(), Some(0), "{args:?}");
            }
            let (two, five) = (files(&dir.join("two")), files(&dir.join("five")));
            assert!(two.iter().all(|file| five.contains(file)), "{name} {extra:?}");
            let mut args = vec!["generate", "-f", name, "--seed", "99"];
            args.extend(extra);
            let one = bytescope(&args, &dir);
            assert_eq!(one.stdout, two[0].1, "{name} {extra:?}");
        }
    }
}

#[test]
fn a_random_seed_is_printed() {
    let dir = folder("seed");
    let first = bytescope(&["generate", "-f", "ubx"], &dir);
    let message = stderr(&first);
    let seed = message.strip_prefix("bytescope: seed: ").and_then(|t| t.split(' ').next()).unwrap();
    let again = bytescope(&["generate", "-f", "ubx", "--seed", seed], &dir);
    assert_eq!((first.stdout, ""), (again.stdout.clone(), stderr(&again).as_str()));
}

#[test]
fn samples_have_about_the_requested_size() {
    for name in ["ulog", "pcap", "sensor", "pydt", "player"] {
        let dir = folder(&format!("size-{name}"));
        for (size, bytes) in [("2K", 2048), ("0x8000", 32768)] {
            let args = ["generate", "-f", name, "--seed", "5", "--size", size];
            let made = bytescope(&args, &dir).stdout.len();
            assert!((bytes / 2..bytes * 2).contains(&made), "{name}: {made} for {size}");
        }
    }
}

#[test]
fn unsatisfiable_schemas_are_reported_and_leave_no_file() {
    let dir = folder("unsatisfiable");
    let schemas = [
        (
            "meta: {id: never}\nseq:\n  - {id: head, type: u1}\n  - {id: odd, type: u1, valid: {expr: _ > 300}}",
            "could not generate a valid never sample; last failing field: odd: invalid value",
        ),
        (
            "meta: {id: deep}\nseq: [{id: child, type: deep}]",
            "could not generate a valid deep sample; last failing field: ",
        ),
        (
            "meta: {id: many}\nseq: [{id: items, type: u1, repeat: until, repeat-until: 'false'}]",
            "could not generate a valid many sample; last failing field: items[",
        ),
    ];
    for (text, message) in schemas {
        fs::write(dir.join("schema.ksy"), text).unwrap();
        let start = Instant::now();
        for extra in [&[][..], &["--mutate"]] {
            let mut args = vec!["generate", "-s", "schema.ksy", "--seed", "1", "-o", "made.bin"];
            args.extend(extra);
            let output = bytescope(&args, &dir);
            assert_eq!(output.status.code(), Some(2), "{text}");
            assert!(stderr(&output).contains(message), "{text}: {}", stderr(&output));
            assert!(output.stdout.is_empty());
        }
        assert!(start.elapsed() < TIME_LIMIT);
        let left: Vec<_> = files(&dir).into_iter().map(|(name, _)| name).collect();
        assert_eq!(left, ["schema.ksy"]);
    }
}

#[test]
fn formats_without_detectable_damage_are_reported() {
    let dir = folder("anything");
    fs::write(dir.join("any.ksy"), "meta: {id: any}\nseq: [{id: bytes, size-eos: true}]").unwrap();
    let args = ["generate", "-s", "any.ksy", "--mutate", "--seed", "1", "-o", "bad.bin"];
    let output = bytescope(&args, &dir);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("`check` detects no damage to any samples"),
        "{}",
        stderr(&output)
    );
    assert!(!dir.join("bad.bin").exists());
}

#[test]
fn data_of_instances_is_damaged_too() {
    let dir = folder("instances");
    let text = "meta: {id: disc}\ninstances: {label: {pos: 64, type: label}}\n\
                types: {label: {seq: [{id: magic, contents: CD001}, {id: version, type: u1}]}}";
    fs::write(dir.join("disc.ksy"), text).unwrap();
    let args = ["generate", "-s", "disc.ksy", "--mutate", "-c", "20", "--seed", "1", "-o", "bad"];
    let output = bytescope(&args, &dir);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
    let notes = files(&dir.join("bad.notes")).into_iter();
    let damaged = notes.filter(|(_, note)| note.windows(11).any(|part| part == b"label.magic"));
    assert!(damaged.count() > 5);
}

#[test]
fn only_a_valid_file_is_damaged() {
    let dir = folder("base");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::copy(root.join("samples/png/rgba.png"), dir.join("base.png")).unwrap();
    let args = ["generate", "--mutate", "--seed", "1", "base.png", "-o", "bad.png"];
    let output = bytescope(&args, &dir);
    assert_eq!(output.status.code(), Some(0));
    assert!(stderr(&output).starts_with("bytescope: note: {\"kind\":"), "{}", stderr(&output));
    let names: Vec<_> = files(&dir).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["bad.png", "base.png"]);
    let checked = bytescope(&["check", "-f", "png", "bad.png"], &dir);
    assert_eq!(checked.status.code(), Some(1));

    let output =
        bytescope(&["generate", "--mutate", "-f", "png", "bad.png", "-o", "worse.png"], &dir);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("bad.png: already invalid: "), "{}", stderr(&output));
    assert!(!dir.join("worse.png").exists());
}

/// A fuzzer reads every file in a folder of inputs, also in its subfolders.
#[test]
fn notes_are_not_in_the_folder_of_the_samples() {
    let dir = folder("notes");
    let entries = |folder: &str| -> Vec<String> {
        let entries = fs::read_dir(dir.join(folder)).unwrap();
        let mut names: Vec<_> =
            entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    let generate = |extra: &[&str], current: &str| {
        let args = [&["generate", "-f", "png", "--mutate", "--seed", "1"], extra].concat();
        let output = bytescope(&args, &dir.join(current));
        assert_eq!(output.status.code(), Some(0), "{extra:?}: {}", stderr(&output));
        let message = stderr(&output);
        (output.stdout, message)
    };
    let (samples, notes) =
        (["png-000001.bin", "png-000002.bin"], ["png-000001.bin.json", "png-000002.bin.json"]);
    generate(&["-c", "2", "-o", "a"], "");
    generate(&["-c", "2", "-o", "b/"], "");
    fs::create_dir(dir.join("c")).unwrap();
    generate(&["-c", "2", "-o", "."], "c");
    generate(&["-c", "2", "-o", "d", "--notes", "deep/notes"], "");
    for (folder, of_notes) in
        [("a", "a.notes"), ("b", "b.notes"), ("c", "c.notes"), ("d", "deep/notes")]
    {
        assert_eq!(entries(folder), samples, "{folder}");
        assert_eq!(entries(of_notes), notes, "{folder}");
    }
    // An existing folder and a count of 1.
    generate(&["-o", "c"], "");
    assert_eq!(entries("c"), samples);
    // A single file: the note is printed, or written to the given folder.
    fs::create_dir(dir.join("e")).unwrap();
    assert!(generate(&["-o", "e/x.png"], "").1.contains("note: {"));
    assert_eq!(generate(&["-o", "e/y.png", "--notes", "n"], "").1, "");
    assert_eq!(
        (entries("e"), entries("n")),
        (vec!["x.png".into(), "y.png".into()], vec!["y.png.json".into()])
    );
    // Standard output.
    let (bytes, message) = generate(&["--notes", "o"], "");
    assert_eq!((bytes, message.as_str()), (fs::read(dir.join("e/x.png")).unwrap(), ""));
    assert_eq!(entries("o"), ["png.json"]);
}

#[test]
fn wrong_usage_is_rejected() {
    let dir = folder("usage");
    for (args, message) in [
        (&["generate"][..], "no format given (use -f NAME or -s FILE.ksy)"),
        (&["generate", "-f", "pngg"], "did you mean 'png'?"),
        (&["generate", "-f", "png", "-c", "2"], "several samples require a folder (use -o FOLDER)"),
        (&["generate", "-f", "png", "base.png"], "--mutate"),
        (&["generate", "-f", "png", "--size", "4Q"], "is not a 64-bit number (expected e.g. 4096"),
        (&["generate", "--mutate", "nothing.png"], "nothing.png"),
        (&["generate", "-f", "png", "--notes", "n"], "--mutate"),
    ] {
        let output = bytescope(args, &dir);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(stderr(&output).contains(message), "{args:?}: {}", stderr(&output));
    }
}
