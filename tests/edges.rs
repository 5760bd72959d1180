//! Edges of outputs: protected inputs, pipes, few file handles, signals, full disks.
#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use bytescope_properties::samples;
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};
use support::{Folder, TEXT_FRAMES, text_frame};

impl Folder {
    fn copy(&self, sample: &str, name: &str) {
        let sample = samples::root().join("samples").join(sample);
        fs::copy(sample, self.0.join(name)).unwrap();
    }

    /// Returns the exit status, standard output and standard error.
    fn run(&self, args: &[&str]) -> (Option<i32>, String, String) {
        let output = self.command(args).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    }
}

/// Records of a byte.
const SCHEMA: &str = "meta: {id: s}\nseq: [{id: r, type: r, repeat: eos}]\n\
    types: {r: {seq: [{id: v, type: u1}]}}\n";

#[test]
fn schemas_and_blobs_are_inputs() {
    let folder = Folder::new("inputs");
    folder.write("s.ksy", SCHEMA);
    folder.write("in.bin", [1, 2, 3]);
    for args in [
        &["decode", "-s", "s.ksy", "in.bin", "-o", "s.ksy"][..],
        &["decode", "-s", "s.ksy", "in.bin", "in.bin", "-o", "./s.ksy"],
        &["dump", "-s", "s.ksy", "in.bin", "-o", "s.ksy"],
        &["generate", "-s", "s.ksy", "--seed", "1", "-o", "s.ksy"],
    ] {
        let (status, _, stderr) = folder.run(args);
        assert_eq!(status, Some(2), "{args:?}: {stderr}");
        assert!(stderr.contains("s.ksy: same file as the input s.ksy"), "{stderr}");
        assert_eq!(folder.text("s.ksy"), SCHEMA, "{args:?}");
    }
    folder.write("big.pydt", [&b"PYDT\0\x01\0\0\x04\0"[..], &[7; 1024]].concat());
    let (status, json, stderr) = folder.run(&["--json", "--blobs", "parts", "big.pydt"]);
    assert_eq!(status, Some(0), "{stderr}");
    folder.write("in.json", json);
    let blob = fs::read_dir(folder.0.join("parts")).unwrap().next().unwrap().unwrap().path();
    let args =
        ["encode", "-f", "pydt", "--blobs", "parts", "in.json", "-o", blob.to_str().unwrap()];
    let (status, _, stderr) = folder.run(&args);
    assert!(status == Some(2) && stderr.contains("same file as the input"), "{stderr}");
    assert_eq!(fs::read(&blob).unwrap(), [7; 1024]);
    // A device is not a blob.
    fs::remove_file(&blob).unwrap();
    std::os::unix::fs::symlink("/dev/zero", &blob).unwrap();
    let (status, _, stderr) = folder.run(&["encode", "-f", "pydt", "--blobs", "parts", "in.json"]);
    assert!(status == Some(1) && stderr.contains("is not a regular file"), "{stderr}");
}

#[test]
fn help_that_cannot_be_written_is_reported() {
    if !PathBuf::from("/dev/full").exists() {
        return;
    }
    let folder = Folder::new("help");
    for args in ["--help", "help decode", "--version", "formats", "man", "completions bash"] {
        let output = folder.shell(&format!("bytescope {args} > /dev/full"));
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{args}");
        assert_eq!(stderr, "bytescope: <stdout>: No space left on device\n", "{args}");
        let output = folder.shell(&format!("bytescope {args} | true"));
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    }
}

#[test]
fn pipes_are_not_changed_in_place() {
    let folder = Folder::new("in-place");
    folder.copy("player/scores.bin", "f");
    let set = "bytescope set -f player";
    for script in [
        // Opening the pipe would wait for a writer.
        format!("mkfifo pipe; {set} pipe 'records[0].score=1' --in-place"),
        format!("{set} - 'records[0].score=1' --in-place < f"),
    ] {
        let output = folder.shell(&script);
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{stderr}");
        assert!(stderr.contains("a pipe cannot be changed in place (use -o OUT)"), "{stderr}");
    }
    let output = folder.shell(&format!("{set} - 'records[0].score=1' -o g < f"));
    assert!(output.status.success(), "{output:?}");
    let (old, new) = (fs::read(folder.0.join("f")).unwrap(), fs::read(folder.0.join("g")).unwrap());
    assert!(old.len() == new.len() && old != new);
}

/// A folder with the name `-` does not replace standard input. Skipped files are not counted.
#[test]
fn standard_input_is_checked() {
    let folder = Folder::new("stdin");
    fs::create_dir(folder.0.join("-")).unwrap();
    folder.copy("png/rgba.png", "-/a.png");
    folder.copy("png/rgba.png", "b.png");
    folder.write("-/skipped.unknown", "text");
    let output = folder.shell("bytescope check - < b.png");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "<stdin>: ok (png) — PNG image, 4×4, 8-bit RGBA, 1 text chunk\n"
    );
    let (status, out, _) = folder.run(&["check", "--junit", "./-"]);
    assert_eq!(status, Some(0));
    assert_eq!(out.matches("<testcase").count(), 1, "{out}");
    assert!(out.contains("tests=\"1\""), "{out}");
}

#[test]
fn tables_need_few_handles_of_a_limited_process() {
    let folder = Folder::new("handles");
    folder.write("tx.ksy", TEXT_FRAMES);
    let values: Vec<String> = (0..300).map(|number| format!("n{number}")).collect();
    let bytes: Vec<u8> = values.iter().chain(&values).flat_map(|value| text_frame(value)).collect();
    folder.write("in.bin", &bytes);
    let kinds = if cfg!(feature = "columnar") { &["csv", "parquet"][..] } else { &["csv"] };
    for kind in kinds {
        for input in ["in.bin", "- < in.bin"] {
            let script = format!(
                "rm -rf out; ulimit -n 32; bytescope decode -s tx.ksy -q --split-by name \
                 -o 'out/{{}}.{kind}' {input}"
            );
            let output = folder.shell(&script);
            assert!(output.status.success(), "{kind} {input}: {output:?}");
            assert_eq!(fs::read_dir(folder.0.join("out")).unwrap().count(), 300);
            for value in values.iter().filter(|_| *kind == "csv") {
                let text = folder.text(&format!("out/{value}.csv"));
                assert_eq!(text.matches(&format!(",{value},")).count(), 2, "{value}: {text}");
            }
        }
    }
}

/// The name of the index is not that of a table, whatever the pattern is.
#[test]
fn the_index_of_tables_replaces_no_other_file() {
    let folder = Folder::new("index");
    folder.write("tx.ksy", TEXT_FRAMES);
    let values = (0..20).map(|number| format!("a {number}")).chain(["json".to_owned()]);
    folder.write("in.bin", values.flat_map(|value| text_frame(&value)).collect::<Vec<_>>());
    for (pattern, index) in [("t.{}", "t.%index.json"), ("{}.csv", "%index.json")] {
        let args = ["decode", "-s", "tx.ksy", "-q", "in.bin", "--split-by", "name", "--to", "csv"];
        let (status, _, stderr) = folder.run(&[&args[..], &["-o", pattern]].concat());
        assert_eq!(status, Some(0), "{stderr}");
        assert!(folder.text(&pattern.replace("{}", "json")).starts_with("offset,"), "{pattern}");
        let index: serde_json::Value = serde_json::from_str(&folder.text(index)).unwrap();
        assert_eq!(index.as_array().unwrap().len(), 20);
    }
}

/// True if this process ignores a signal.
fn is_ignored(signal: Signal) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    mask >> (signal.as_raw() - 1) & 1 == 1
}

/// The first signal ends the recording. The second one ends the program while an output is blocked.
#[test]
fn the_second_signal_ends_a_recording() {
    let folder = Folder::new("second");
    // A process in the background of a script inherits ignored signals.
    let signals = [Signal::INT, Signal::TERM, Signal::HUP].into_iter();
    for signal in signals.filter(|signal| !is_ignored(*signal)) {
        let mut command = folder.command(&["decode", "--struct", "B", "-q"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        let writer = thread::spawn(move || while input.write_all(&[1; 4096]).is_ok() {});
        // The recording has started when there is output. The rest is not read, so it blocks.
        let mut output = child.stdout.take().unwrap();
        output.read_exact(&mut [0; 1]).unwrap();
        let pid = Pid::from_child(&child);
        kill_process(pid, signal).unwrap();
        thread::sleep(Duration::from_millis(300));
        assert!(child.try_wait().unwrap().is_none(), "{signal:?}");
        let until = Instant::now() + Duration::from_secs(60);
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < until, "{signal:?}: timeout");
            // A signal that arrives before the first one is handled has no effect.
            let _ = kill_process(pid, signal);
            thread::sleep(Duration::from_millis(200));
        };
        assert_eq!(status.signal(), Some(signal.as_raw()), "{signal:?}");
        writer.join().unwrap();
    }
}
