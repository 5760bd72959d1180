//! Frames without a checksum or a start constant, near misses, limits and pauses on the command
//! line.
#![allow(missing_docs, clippy::unwrap_used)]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::{fs, thread, time::Duration};

fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = std::env::temp_dir().join(format!("bytescope-{}-{name}", std::process::id()));
    fs::write(&path, bytes).unwrap();
    path
}

fn run(args: &[&str], name: &str, bytes: &[u8]) -> (Option<i32>, usize, String) {
    let path = file(name, bytes);
    let output = Command::new(env!("CARGO_BIN_EXE_bytescope")).args(args).arg(&path).output();
    let _ = fs::remove_file(&path);
    summary(&output.unwrap())
}

/// Returns the exit status, the number of lines of the output and the messages.
fn summary(output: &Output) -> (Option<i32>, usize, String) {
    let lines = String::from_utf8_lossy(&output.stdout).lines().count();
    (output.status.code(), lines, String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Returns a space packet.
fn packet(apid: u16, count: u16, size: u8) -> Vec<u8> {
    let data = (0..size).map(|at| at.wrapping_mul(29).wrapping_add(count as u8));
    let head = [0x0800 | apid, 0xc000 | count, u16::from(size) - 1];
    head.iter().flat_map(|part| part.to_be_bytes()).chain(data).collect()
}

const CCSDS: &[&str] = &["decode", "-f", "ccsds", "--to", "ndjson"];

#[test]
fn a_lost_byte_costs_one_space_packet() {
    let packets: Vec<_> = (500..700).map(|count| packet(11, count, 65)).collect();
    for at in (0..packets.concat().len()).step_by(977) {
        let mut bytes = packets.concat();
        bytes.remove(at);
        let (status, rows, messages) = run(CCSDS, "lost.bin", &bytes);
        assert_eq!((status, rows), (Some(0), 199), "{at}: {messages}");
    }
}

#[test]
fn few_space_packets_and_padding() {
    for count in 1..4 {
        let bytes: Vec<_> = (7..7 + count).flat_map(|count| packet(3, count, 20)).collect();
        assert_eq!(run(CCSDS, "few.bin", &bytes).1, usize::from(count));
        let padded = [bytes, vec![0; 700]].concat();
        let (status, rows, messages) = run(CCSDS, "padded.bin", &padded);
        assert_eq!((status, rows), (Some(0), usize::from(count)), "{messages}");
        assert!(messages.contains("700 skipped"), "{messages}");
    }
}

/// A response of a Modbus server to a request for two registers.
const RESPONSE: [u8; 9] = [1, 3, 4, 0, 10, 0, 20, 0xda, 0x3e];

#[test]
fn damaged_messages_without_a_start_constant_are_rejected() {
    let mut damaged = RESPONSE;
    damaged[6] ^= 1;
    let strict = &["decode", "-f", "modbus_response", "--strict"];
    assert_eq!(run(strict, "valid.bin", &RESPONSE.repeat(3)).0, Some(0));
    let stream = [&RESPONSE[..], &damaged, &damaged, &RESPONSE].concat();
    let (status, _, messages) = run(strict, "damaged.bin", &stream);
    assert_eq!(status, Some(1), "{messages}");
    assert!(messages.contains("2 candidates rejected: 2 × checksum mismatch"), "{messages}");
    let (status, _, messages) = run(&["check", "-f", "modbus_response"], "damaged.bin", &stream);
    assert_eq!(status, Some(1), "{messages}");
    assert_eq!(run(&["check", "-f", "modbus_response"], "v.bin", &RESPONSE.repeat(3)).0, Some(0));
}

#[test]
fn near_misses_are_explained() {
    let schema = |version: u8, algorithm: &str| {
        let text = format!(
            "meta: {{id: x, endian: le, -frame: {{max-size: 64}}}}\nseq:\n  \
             - {{id: sync, contents: [0xaa, 0x55]}}\n  - {{id: version, type: u1, valid: {version}}}\n  \
             - {{id: value, type: u2}}\n  \
             - {{id: crc, type: u2, -checksum: {{algorithm: {algorithm}, from: version, to: value}}}}\n"
        );
        file(&format!("near-{version}-{}.ksy", algorithm.len()), text.as_bytes())
    };
    let frame = |value: u16| {
        let covered = [&[1][..], &value.to_le_bytes()].concat();
        let crc = bytescope::inspect::Algorithm::named("crc-16/xmodem").unwrap();
        let crc = crc.compute(&covered) as u16;
        [&[0xaa, 0x55][..], &covered, &crc.to_le_bytes()].concat()
    };
    let bytes: Vec<u8> = (0..1500).flat_map(frame).collect();
    let version = schema(2, "crc-16/xmodem");
    let (status, _, messages) =
        run(&["decode", "-s", version.to_str().unwrap()], "near.bin", &bytes);
    assert_eq!(status, Some(1));
    let line = "1,500 candidates match except for `version`: expected 2, found 1";
    assert!(messages.contains(line), "{messages}");
    let algorithm = schema(1, "crc-16/ibm-3740");
    let (_, _, messages) = run(&["decode", "-s", algorithm.to_str().unwrap()], "near.bin", &bytes);
    let line = "1,500 checksum mismatches; CRC-16/XMODEM would fit all";
    assert!(messages.contains(line), "{messages}");
    for path in [version, algorithm] {
        fs::remove_file(path).unwrap();
    }
}

/// A sentence with its checksum.
const SENTENCE: &[u8] = b"$GNGLL,5327.04319,N,00214.41396,W,223232.00,A,A*67\r\n";

#[test]
fn a_limit_is_not_damage() {
    let bytes = SENTENCE.repeat(3000);
    let args = ["decode", "-f", "nmea", "--limit", "2", "--strict", "--report", "json"];
    let (status, _, report) = run(&args, "limit.txt", &bytes);
    assert_eq!(status, Some(0), "{report}");
    assert!(report.contains("\"bytes\":104,\"valid\":{\"frames\":2,"), "{report}");
    assert!(report.contains("\"nmea GLL\":2"), "{report}");
    let args = ["decode", "-f", "nmea", "--skip", "3", "--limit", "2", "--report", "json"];
    let (_, rows, report) = run(&args, "skip.txt", &bytes);
    assert_eq!(rows, 3);
    assert!(report.contains("\"frames\":5,") && report.contains("\"nmea GLL\":5"), "{report}");
}

#[test]
fn a_pause_loses_nothing() {
    let bytes = SENTENCE.repeat(3);
    let mut child = Command::new(env!("CARGO_BIN_EXE_bytescope"))
        .args(["decode", "-f", "nmea", "--to", "ndjson", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let (first, second) = bytes.split_at(70);
    input.write_all(first).unwrap();
    thread::sleep(Duration::from_millis(1300));
    input.write_all(second).unwrap();
    drop(input);
    let (status, rows, messages) = summary(&child.wait_with_output().unwrap());
    assert_eq!((status, rows), (Some(0), 3), "{messages}");
}
