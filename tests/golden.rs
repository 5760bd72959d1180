//! Output of `bytescope inspect` for every sample, compared with the sample's `.tree` file.
//!
//! `BLESS=1 cargo test --test golden` rewrites the files; review them with `git diff`.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_properties::samples;

use std::fs;
use std::process::Command;

#[test]
fn output_is_unchanged() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut failures = Vec::new();
    let all = samples::all();
    for sample in &all {
        let golden = samples::root().join(&sample.path).with_extension("tree");
        let printed = print(sample);
        if bless {
            fs::write(&golden, &printed).unwrap();
        } else if fs::read_to_string(&golden).unwrap_or_default() != printed {
            failures.push(format!("{}:\n{printed}", golden.display()));
        }
    }
    assert!(!all.is_empty());
    assert!(
        failures.is_empty(),
        "{} of {} differ (BLESS=1 accepts them):\n{}",
        failures.len(),
        all.len(),
        failures.join("\n")
    );
}

#[test]
fn every_tree_has_a_sample() {
    let known: Vec<_> = samples::all().iter().map(|s| s.path.with_extension("tree")).collect();
    for tree in samples::trees() {
        assert!(known.contains(&tree), "{} has no sample", tree.display());
    }
}

/// `check` accepts samples unless their name starts with `bad-`. For some of these, a limit is
/// reached.
#[test]
fn check_accepts_exactly_the_valid_samples() {
    for sample in samples::all() {
        let status = run(&sample, &["check"]).status.code();
        let expected: &[i32] = if sample.is_valid() { &[0] } else { &[1, 3] };
        assert!(expected.contains(&status.unwrap()), "{}: {status:?}", sample.path.display());
    }
}

fn run(sample: &samples::Sample, command: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_bytescope"))
        .args(command)
        .args(["-f", &sample.format])
        .arg(&sample.path)
        .current_dir(samples::root())
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

/// Returns the tree. Unless the exit status is 0, it is followed by the status and the messages.
fn print(sample: &samples::Sample) -> String {
    let output = run(sample, &["inspect", "--all"]);
    let mut text = String::from_utf8(output.stdout).unwrap();
    match output.status.code() {
        Some(0) => assert!(output.stderr.is_empty(), "{}", sample.path.display()),
        code => {
            text.push_str(&format!("--- status {}\n", code.unwrap()));
            text.push_str(&String::from_utf8(output.stderr).unwrap());
        }
    }
    text
}

/// Valid samples are detected if their format can be detected by content.
#[test]
fn valid_samples_are_detected() {
    for sample in samples::all().into_iter().filter(samples::Sample::is_valid) {
        let data = fs::read(samples::root().join(&sample.path)).unwrap();
        let found = bytescope::formats::detect(&data).map(|f| f.name);
        let Some(format) = bytescope::formats::by_name(&sample.format) else {
            // `formats::detect` does not consider schemas.
            assert_eq!(found, None, "{}", sample.path.display());
            continue;
        };
        if format.by_content {
            assert_eq!(found, Some(format.name), "{}", sample.path.display());
        } else {
            assert_eq!(found, None, "{}", sample.path.display());
        }
    }
}

/// A truncated file is detected as long as it contains its magic.
#[test]
fn truncated_samples_are_detected() {
    for sample in samples::all().into_iter().filter(samples::Sample::is_valid) {
        let Some(format) = bytescope::formats::by_name(&sample.format) else { continue };
        let data = fs::read(samples::root().join(&sample.path)).unwrap();
        if format.magic.is_empty() || !data.starts_with(format.magic) {
            continue;
        }
        for len in format.magic.len()..data.len() {
            let found = bytescope::formats::detect(&data[..len]).map(|f| f.name);
            assert_eq!(found, Some(format.name), "{}: {len} bytes", sample.path.display());
        }
    }
}
