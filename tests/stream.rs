//! `bytescope decode` with frames in files and pipes.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope::formats::FileFormat;
use bytescope::formats::sensor::Reading;
use bytescope::formats::sensor_frame::SensorFrames;
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;

/// A stream of noise, valid frames and damaged frames.
struct Noisy {
    bytes: Vec<u8>,
    /// Offset and sensor ID of each valid frame.
    valid: Vec<(u64, u64)>,
}

fn frame(number: u16) -> Vec<u8> {
    let reading = Reading {
        timestamp: 1_700_000_000 + u32::from(number),
        sensor_id: number,
        temperature: 21.5,
        humidity: f32::from(number) / 8.0,
    };
    SensorFrames::new([reading]).unwrap().to_bytes().unwrap()
}

/// Returns the next pseudorandom number (Marsaglia's xorshift).
fn next(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

fn noisy(frames: u16) -> Noisy {
    let (mut bytes, mut valid, mut state) = (Vec::new(), Vec::new(), 0x5eed_u64);
    for number in 0..frames {
        if next(&mut state).is_multiple_of(4) {
            // The noise contains the sync pattern, but not the valid length 14.
            for _ in 0..next(&mut state) % 60 {
                let byte = next(&mut state) as u8;
                bytes.push(if byte == 14 { 0xaa } else { byte });
            }
            bytes.extend([0xaa, 0x55, 0xaa]);
        }
        let at = bytes.len();
        bytes.extend(frame(number));
        match next(&mut state) % 10 {
            0 => bytes[at + 5] ^= 0x40,
            1 => drop(bytes.drain(at + 7..at + 9)),
            _ => valid.push((at as u64, u64::from(number))),
        }
    }
    Noisy { bytes, valid }
}

struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, bytes: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("bytescope-{}-{name}", std::process::id()));
        fs::write(&path, bytes).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn decode(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
    command.args(["decode", "-f", "sensor_frame"]).args(args);
    command
}

fn run(args: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut command = decode(args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let output = thread::scope(|scope| {
        // The program may exit before it has read all input.
        scope.spawn(move || drop(stdin.write_all(input)));
        child.wait_with_output().unwrap()
    });
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().expect("no signal"), text(output.stdout), text(output.stderr))
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_valid_frame_is_a_row_and_every_byte_is_accounted_for() {
    let noisy = noisy(20_000);
    let file = Scratch::new("noisy.bin", &noisy.bytes);
    let rejects = Scratch::new("rejects.ndjson", b"");
    let args = ["--to", "ndjson", "--report", "json", "--rejects", rejects.path(), file.path()];
    let (status, rows, report) = run(&args, b"");
    assert_eq!(status, 0, "{report}");
    let rows = lines(&rows);
    let found = rows.iter().map(|row| (row["offset"].as_u64(), row["sensor_id"].as_u64()));
    let expected = noisy.valid.iter().map(|(at, id)| (Some(*at), Some(*id)));
    assert!(found.eq(expected));

    let report = lines(&report).remove(0);
    let count = |path: &str| report.pointer(path).and_then(Value::as_u64).unwrap();
    assert_eq!(count("/bytes"), noisy.bytes.len() as u64);
    assert_eq!(count("/valid/frames"), noisy.valid.len() as u64);
    assert_eq!(count("/types/sensor_frame READING"), noisy.valid.len() as u64);
    let parts = ["/valid/bytes", "/unverified/bytes", "/rejected/bytes", "/skipped/bytes"];
    assert_eq!(parts.map(count).iter().sum::<u64>(), noisy.bytes.len() as u64);

    // Frames and rejects cover the file without gaps.
    let frames = noisy.valid.iter().map(|(at, _)| (*at, 20));
    let others = lines(&fs::read_to_string(rejects.path()).unwrap());
    let number = |line: &Value, key: &str| line[key].as_u64().unwrap();
    let others = others.iter().map(|line| (number(line, "offset"), number(line, "length")));
    let mut all: Vec<_> = frames.chain(others).collect();
    all.sort_unstable();
    let end = all.into_iter().try_fold(0, |end, (at, len)| (at == end).then_some(at + len));
    assert_eq!(end, Some(noisy.bytes.len() as u64));
}

#[test]
fn rows_do_not_depend_on_threads_type_of_input_or_offset() {
    let noisy = noisy(30_000);
    let file = Scratch::new("same.bin", &noisy.bytes);
    let whole = run(&["-q", file.path()], b"");
    assert_eq!(whole.1.lines().count(), noisy.valid.len() + 1);
    assert_eq!(run(&["-q", "--threads", "1", file.path()], b""), whole);
    assert_eq!(run(&["-q"], &noisy.bytes), whole);
    let from = noisy.valid[5].0.to_string();
    let (_, rows, _) = run(&["-q", "--offset", &from, file.path()], b"");
    assert!(rows.lines().skip(1).eq(whole.1.lines().skip(6)));
    let (_, rows, _) = run(&["-q", "--skip", "3", "--limit", "4", file.path()], b"");
    assert!(rows.lines().skip(1).eq(whole.1.lines().skip(4).take(4)));
    let (_, none, summary) = run(&["--count", file.path()], b"");
    assert_eq!(none, "");
    let frames = bytescope::inspect::Grouped(noisy.valid.len() as u64);
    assert!(summary.contains(&format!("READING {frames}\n")), "{summary}");
}

#[test]
fn strict_and_missing_frames_set_the_exit_status() {
    let damaged = [&frame(1)[..], &frame(2)[..7], &frame(3)].concat();
    assert_eq!(run(&["-q"], &damaged).0, 0);
    assert_eq!(run(&["-q", "--strict"], &damaged).0, 1);
    assert_eq!(run(&["-q", "--strict"], &frame(1)).0, 0);
    let (status, rows, stderr) = run(&[], b"nothing of the kind");
    assert_eq!((status, rows.lines().count()), (1, 1));
    assert!(stderr.contains("no sensor_frame frames in 19 bytes"), "{stderr}");
    assert_eq!(run(&["/nowhere/at/all"], b"").0, 2);
    assert_eq!(run(&["tcp://127.0.0.1:1"], b"").0, 2);
    assert_eq!(run(&["--columns", "nonsense"], b"").0, 2);
    let (status, _, stderr) = run(&["--each", "x"], b"");
    assert_eq!(status, 2, "{stderr}");
}

/// `--rejects -` writes to standard output unless it contains the rows.
#[test]
fn rejects_can_be_written_to_standard_output() {
    let damaged = [&frame(1)[..], &frame(2)[..7], &frame(3)].concat();
    let (status, out, stderr) = run(&["--rejects", "-", "--count"], &damaged);
    assert_eq!(status, 0, "{stderr}");
    assert!(out.lines().count() > 0 && out.lines().all(|line| line.starts_with("{\"offset\":")));
    let (status, out, stderr) = run(&["--rejects", "-"], &damaged);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(stderr.contains("--rejects: standard output contains the rows"), "{stderr}");
}

#[test]
fn options_for_frames_are_rejected_for_other_formats() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
    command.args(["decode", "-f", "sensor", "--strict"]).stdin(Stdio::null());
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("--strict"));
}

/// Inputs that consist of sync patterns must not take quadratic time.
#[test]
fn repeated_sync_patterns_are_rejected() {
    for input in
        [b"\xaa\x55".repeat(50_000), b"\xaa\x55\x01\x0e".repeat(50_000), vec![0xaa; 100_000]]
    {
        let (status, _, report) = run(&["--report", "json"], &input);
        assert_eq!(status, 1);
        let report = report.lines().find(|line| line.starts_with('{')).unwrap();
        assert_eq!(lines(report)[0]["bytes"], input.len());
    }
}
