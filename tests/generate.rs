//! `bytescope generate`: samples of every format and schema are good, damaged ones are noticed, and
//! a seed says all of it.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope::formats::{FORMATS, SCHEMAS};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// Samples that are made of each format, for each seed.
const COUNT: usize = 7;
/// Longer than any format takes for these, with debug code on a slow machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// A folder for the files of one test.
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

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The files of a folder by name, with what they hold.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let mut files: Vec<_> = entries.map(|path| (name(&path), fs::read(&path).unwrap())).collect();
    files.sort();
    files
}

/// Every format and schema that is built in.
fn names() -> Vec<&'static str> {
    FORMATS.iter().map(|f| f.name).chain(SCHEMAS.iter().map(|s| s.name)).collect()
}

/// What `check` says of files, each as JSON.
fn verdicts(format: &str, folder: &Path, files: &[String]) -> Vec<Json> {
    let mut args = vec!["check", "-f", format, "--json"];
    args.extend(files.iter().map(String::as_str));
    let output = bytescope(&args, folder);
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn samples_of_every_format_are_good() {
    let begun = Instant::now();
    let mut wrong = Vec::new();
    for name in names() {
        for seed in ["1", "0xfeed"] {
            let at = folder(&format!("good-{name}-{seed}"));
            let count = COUNT.to_string();
            let args = ["generate", "-f", name, "--count", &count, "--seed", seed, "-o", "made"];
            let output = bytescope(&args, &at);
            if output.status.code() != Some(0) || !output.stderr.is_empty() {
                wrong.push(format!("{name}, seed {seed}: {}", said(&output)));
                continue;
            }
            let made = files(&at.join("made"));
            let expected: Vec<_> = (1..=COUNT).map(|n| format!("{name}-{n:06}.bin")).collect();
            let found: Vec<_> = made.iter().map(|(name, _)| name.clone()).collect();
            assert_eq!(found, expected);
            for verdict in verdicts(name, &at.join("made"), &found) {
                if verdict["ok"] != Json::Bool(true) {
                    wrong.push(format!("{name}, seed {seed}: {verdict}"));
                }
            }
            let different: BTreeSet<_> = made.iter().map(|(_, bytes)| bytes).collect();
            assert!(different.len() > COUNT / 2, "{name}: {} of {COUNT} differ", different.len());
        }
    }
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(begun.elapsed() < PATIENCE, "it took {:?}", begun.elapsed());
}

#[test]
fn damaged_samples_of_every_format_are_noticed_as_their_notes_say() {
    let mut kinds = BTreeSet::new();
    for name in names() {
        let at = folder(&format!("bad-{name}"));
        let count = COUNT.to_string();
        let args = ["generate", "-f", name, "--mutate", "-c", &count, "--seed", "3", "-o", "made"];
        let output = bytescope(&args, &at);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", said(&output));
        let made = files(&at.join("made"));
        assert_eq!(made.len(), 2 * COUNT, "{name}");
        let (samples, notes): (Vec<_>, Vec<_>) =
            made.into_iter().partition(|(name, _)| name.ends_with(".bin"));
        let paths: Vec<_> = samples.iter().map(|(name, _)| name.clone()).collect();
        let found = verdicts(name, &at.join("made"), &paths);
        assert_eq!(found.len(), COUNT, "{name}");
        for ((verdict, (sample, bytes)), (note, text)) in found.iter().zip(&samples).zip(&notes) {
            assert_eq!(*note, format!("{sample}.json"));
            let note: Json = serde_json::from_slice(text).unwrap();
            assert_eq!(verdict["ok"], Json::Bool(false), "{sample}: {note}");
            assert_eq!(verdict["faults"][0], note["fault"], "{sample}");
            let offset = note["offset"].as_u64().unwrap() as usize;
            let new = note["new"].as_str().unwrap();
            let there = hex::encode(&bytes[offset..]);
            assert!(there.starts_with(new), "{sample}: {note}");
            assert_ne!(note["old"], note["new"]);
            kinds.insert(note["kind"].as_str().unwrap().to_owned());
        }
    }
    let all = ["checksum", "constant", "content", "length", "range", "trailing", "truncation"];
    assert_eq!(kinds.iter().map(String::as_str).collect::<Vec<_>>(), all);
}

#[test]
fn a_seed_makes_the_same_bytes_whatever_their_number() {
    for name in ["png", "sensor", "gif", "mavlink", "tzif", "java_class"] {
        for more in [&[][..], &["--mutate"], &["--size", "1K"]] {
            let at = folder(&format!("seed-{name}{}", more.len()));
            for (count, to) in [("2", "two"), ("5", "five")] {
                let mut args = vec!["generate", "-f", name, "--seed", "99", "-c", count, "-o", to];
                args.extend(more);
                assert_eq!(bytescope(&args, &at).status.code(), Some(0), "{args:?}");
            }
            let (two, five) = (files(&at.join("two")), files(&at.join("five")));
            assert!(two.iter().all(|file| five.contains(file)), "{name} {more:?}");
            let mut args = vec!["generate", "-f", name, "--seed", "99"];
            args.extend(more);
            let one = bytescope(&args, &at);
            assert_eq!(one.stdout, two[0].1, "{name} {more:?}");
        }
    }
}

#[test]
fn without_a_seed_one_is_told() {
    let at = folder("told");
    let first = bytescope(&["generate", "-f", "ubx"], &at);
    let told = said(&first);
    let seed = told.strip_prefix("bytescope: seed: ").and_then(|t| t.split(' ').next()).unwrap();
    let again = bytescope(&["generate", "-f", "ubx", "--seed", seed], &at);
    assert_eq!((first.stdout, ""), (again.stdout.clone(), said(&again).as_str()));
}

#[test]
fn samples_have_about_the_size_that_was_asked_for() {
    for name in ["ulog", "pcap", "sensor", "pydt", "player"] {
        let at = folder(&format!("size-{name}"));
        for (size, bytes) in [("2K", 2048), ("0x8000", 32768)] {
            let args = ["generate", "-f", name, "--seed", "5", "--size", size];
            let made = bytescope(&args, &at).stdout.len();
            assert!((bytes / 2..bytes * 2).contains(&made), "{name}: {made} for {size}");
        }
    }
}

#[test]
fn what_cannot_be_made_is_named_and_leaves_no_file() {
    let at = folder("resists");
    let schemas = [
        (
            "meta: {id: never}\nseq:\n  - {id: head, type: u1}\n  - {id: odd, type: u1, valid: {expr: _ > 300}}",
            "no sample of never could be made; what resists: odd: not a valid value",
        ),
        (
            "meta: {id: deep}\nseq: [{id: child, type: deep}]",
            "no sample of deep could be made; what resists: ",
        ),
        (
            "meta: {id: many}\nseq: [{id: items, type: u1, repeat: until, repeat-until: 'false'}]",
            "no sample of many could be made; what resists: items[",
        ),
    ];
    for (text, message) in schemas {
        fs::write(at.join("schema.ksy"), text).unwrap();
        let begun = Instant::now();
        for more in [&[][..], &["--mutate"]] {
            let mut args = vec!["generate", "-s", "schema.ksy", "--seed", "1", "-o", "made.bin"];
            args.extend(more);
            let output = bytescope(&args, &at);
            assert_eq!(output.status.code(), Some(2), "{text}");
            assert!(said(&output).contains(message), "{text}: {}", said(&output));
            assert!(output.stdout.is_empty());
        }
        assert!(begun.elapsed() < PATIENCE);
        let left: Vec<_> = files(&at).into_iter().map(|(name, _)| name).collect();
        assert_eq!(left, ["schema.ksy"]);
    }
}

#[test]
fn what_has_nothing_to_be_broken_is_said() {
    let at = folder("anything");
    fs::write(at.join("any.ksy"), "meta: {id: any}\nseq: [{id: bytes, size-eos: true}]").unwrap();
    let args = ["generate", "-s", "any.ksy", "--mutate", "--seed", "1", "-o", "bad.bin"];
    let output = bytescope(&args, &at);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("no damage to any is noticed by `check`"), "{}", said(&output));
    assert!(!at.join("bad.bin").exists());
}

#[test]
fn what_instances_look_at_is_damaged_too() {
    let at = folder("instances");
    let text = "meta: {id: disc}\ninstances: {label: {pos: 64, type: label}}\n\
                types: {label: {seq: [{id: magic, contents: CD001}, {id: version, type: u1}]}}";
    fs::write(at.join("disc.ksy"), text).unwrap();
    let args = ["generate", "-s", "disc.ksy", "--mutate", "-c", "20", "--seed", "1", "-o", "bad"];
    let output = bytescope(&args, &at);
    assert_eq!((output.status.code(), said(&output).as_str()), (Some(0), ""));
    let notes = files(&at.join("bad")).into_iter().filter(|(name, _)| name.ends_with(".json"));
    let broken = notes.filter(|(_, note)| note.windows(11).any(|part| part == b"label.magic"));
    assert!(broken.count() > 5);
}

#[test]
fn a_file_is_damaged_when_it_is_good() {
    let at = folder("base");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::copy(root.join("samples/png/rgba.png"), at.join("base.png")).unwrap();
    let args = ["generate", "--mutate", "--seed", "1", "base.png", "-o", "bad.png"];
    let output = bytescope(&args, &at);
    assert_eq!((output.status.code(), said(&output).as_str()), (Some(0), ""));
    let names: Vec<_> = files(&at).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["bad.png", "bad.png.json", "base.png"]);
    let checked = bytescope(&["check", "-f", "png", "bad.png"], &at);
    assert_eq!(checked.status.code(), Some(1));

    let output =
        bytescope(&["generate", "--mutate", "-f", "png", "bad.png", "-o", "worse.png"], &at);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("bad.png: is bad already: "), "{}", said(&output));
    assert!(!at.join("worse.png").exists());
}

#[test]
fn wrong_usage_is_refused() {
    let at = folder("usage");
    for (args, message) in [
        (&["generate"][..], "name a format with -f, or a schema with -s"),
        (&["generate", "-f", "pngg"], "did you mean 'png'?"),
        (&["generate", "-f", "png", "-c", "2"], "several samples need a folder; name one with -o"),
        (&["generate", "-f", "png", "base.png"], "--mutate"),
        (&["generate", "-f", "png", "--size", "4Q"], "is not a number like"),
        (&["generate", "--mutate", "nothing.png"], "nothing.png"),
    ] {
        let output = bytescope(args, &at);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(said(&output).contains(message), "{args:?}: {}", said(&output));
    }
}
