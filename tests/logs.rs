//! Self-describing logs: columns of each message type, and damage, which affects only the damaged
//! messages.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use serde_json::{Value, json};
use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Decodes a log from standard input. Returns the rows and standard error.
fn decode(format: &str, log: &[u8], more: &[&str]) -> (Vec<Value>, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_bytescope"))
        .args(["decode", "-f", format, "--to", "ndjson", "-"])
        .args(more)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(log).unwrap();
    let output = child.wait_with_output().unwrap();
    let rows = String::from_utf8(output.stdout).unwrap();
    let rows = rows.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (rows, String::from_utf8(output.stderr).unwrap())
}

fn vector(format: &str) -> (Vec<u8>, Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/protocols");
    let lines = fs::read_to_string(path.join(format!("{format}.jsonl"))).unwrap();
    let mut line: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    (hex::decode(line["frame"].as_str().unwrap()).unwrap(), line["values"].take())
}

fn rows_of<'r>(rows: &'r [Value], kind: &str) -> Vec<&'r Value> {
    rows.iter().filter(|row| row["message"] == kind).collect()
}

/// Builds a `ULog` message.
fn message(letter: u8, body: &[u8]) -> Vec<u8> {
    let size = u16::try_from(body.len()).unwrap().to_le_bytes();
    [&size[..], &[letter], body].concat()
}

/// Builds the definitions of three topics: two with the same name and trailing padding, one with a
/// nested type.
fn ulog_head() -> Vec<u8> {
    let mut log = b"ULog\x01\x12\x35\x01\x05\0\0\0\0\0\0\0".to_vec();
    for format in [
        "point:uint64_t timestamp;float x;int16_t[2] q;char[4] tag;bool ok;uint8_t[3] _padding0;",
        "part:uint16_t rpm;int8_t t;uint8_t[1] _padding0;",
        "status:uint64_t timestamp;part[2] part;",
    ] {
        log.extend(message(b'F', format.as_bytes()));
    }
    for (multi_id, msg_id, name) in [(0, 7, "point"), (1, 8, "point"), (0, 9, "status")] {
        log.extend(message(b'A', &[&[multi_id, msg_id, 0][..], name.as_bytes()].concat()));
    }
    log
}

fn ulog_data(number: u16) -> Vec<u8> {
    let time = u64::from(number).to_le_bytes();
    let [low, high] = number.to_le_bytes();
    let body = match number % 3 {
        2 => [&[9, 0][..], &time, &[low, high, 0xfe, 0, high, low, 3, 0]].concat(),
        other => {
            let topic = 7 + u8::try_from(other).unwrap();
            let x = (f32::from(number) / 4.0).to_le_bytes();
            // Trailing padding is not stored.
            [&[topic, 0][..], &time, &x, &[low, high, 0xff, 0xff], b"ab\0\0", &[1]].concat()
        }
    };
    message(b'D', &body)
}

#[test]
fn messages_of_ulog_become_rows() {
    let log = [ulog_head(), ulog_data(4), ulog_data(5)].concat();
    let (rows, stderr) = decode("ulog", &log, &[]);
    let first = log.len() - ulog_data(4).len() - ulog_data(5).len();
    let point = json!({"offset": first, "protocol": "ulog", "message": "point", "multi_id": 1, "timestamp": 4,
        "x": 1.0, "q[0]": 4, "q[1]": -1, "tag": "ab", "ok": true});
    let status = json!({"offset": first + ulog_data(4).len(), "protocol": "ulog", "message": "status",
        "multi_id": 0, "timestamp": 5, "part[0].rpm": 5, "part[0].t": -2, "part[1].rpm": 1280, "part[1].t": 3});
    assert_eq!(rows, [point, status]);
    assert!(stderr.contains(&format!("{0} bytes: {0} in valid frames", log.len())), "{stderr}");
    let (rows, _) = decode("ulog", &log, &["--columns", "x,timestamp", "--limit", "1"]);
    assert_eq!(rows, [json!({"x": 1.0, "timestamp": 4})]);
    let csv = Command::new(env!("CARGO_BIN_EXE_bytescope"))
        .args(["decode", "-f", "ulog", "-q", "/dev/null"])
        .output()
        .unwrap();
    assert_eq!((csv.status.code(), csv.stdout.len()), (Some(1), 0), "{csv:?}");
}

#[test]
fn values_equal_those_of_other_programs() {
    let (log, values) = vector("ulog");
    let (rows, stderr) = decode("ulog", &log, &[]);
    let points = rows_of(&rows, "vehicle_point");
    assert_eq!(points.len(), 4, "{stderr}");
    for (number, point) in points.iter().enumerate() {
        let stored =
            hex::decode(values[format!("messages/{}/body/data", 8 + number)].as_str().unwrap())
                .unwrap();
        let time = u64::from_le_bytes(*stored.first_chunk().unwrap());
        let x = f32::from_le_bytes(*stored.last_chunk().unwrap());
        assert_eq!(
            (point["timestamp"].as_u64(), point["x"].as_f64().unwrap() as f32),
            (Some(time), x)
        );
    }
    let (log, values) = vector("dataflash");
    let (rows, stderr) = decode("dataflash", &log, &[]);
    assert_eq!(rows.len(), 11, "{stderr}");
    let columns = |row: &Value| -> Vec<String> {
        let formats = rows_of(&rows, "FMT");
        let format = formats.iter().find(|format| format["Name"] == row["message"]).unwrap();
        format["Columns"].as_str().unwrap().split(',').map(str::to_owned).collect()
    };
    let mut compared = 0;
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row["message"] != "FMT") {
        for (number, name) in columns(row).iter().enumerate() {
            let path = format!("messages/{at}/body/values/{number}");
            let divisor = match name.as_str() {
                "Cc" | "CC" | "Ee" | "EE" => 100.0,
                "Lat" => 1e7,
                _ => 1.0,
            };
            match (&values[&path], &values[format!("{path}/text")]) {
                (Value::Null, Value::Null) => panic!("no value at {path}"),
                (Value::Null, text) => assert_eq!(&row[name], text, "{path}"),
                (number, _) => {
                    let (theirs, ours) =
                        (number.as_f64().unwrap() / divisor, row[name].as_f64().unwrap());
                    assert!(
                        theirs == ours || theirs as f32 == ours as f32,
                        "{path}: {theirs} {ours}"
                    );
                }
            }
            compared += 1;
        }
    }
    assert_eq!(compared, 35);
}

/// Builds the definitions of two message types.
fn dataflash_head() -> Vec<u8> {
    let mut log = Vec::new();
    for (kind, len, name, letters, columns) in [
        (0x80, 89, "FMT", "BBnNZ", "Type,Length,Name,Format,Columns"),
        (0x21, 17, "GPS", "QLH", "TimeUS,Lat,Alt"),
        (0x22, 29, "PARM", "QNc", "TimeUS,Name,Value"),
    ] {
        log.extend([0xa3, 0x95, 0x80, kind, len]);
        for (text, size) in [(name, 4), (letters, 16), (columns, 64)] {
            log.extend(text.bytes().chain(std::iter::repeat(0)).take(size));
        }
    }
    log
}

fn dataflash_data(number: u16) -> Vec<u8> {
    let time = u64::from(number).to_le_bytes();
    let [low, high] = number.to_le_bytes();
    match number % 2 {
        0 => [&[0xa3, 0x95, 0x21][..], &time, &[low, high, 0, 0, high, low]].concat(),
        _ => [&[0xa3, 0x95, 0x22][..], &time, b"NAME_OF_IT\0\0\0\0\0\0", &[low, high]].concat(),
    }
}

#[test]
fn numbers_of_dataflash_are_scaled() {
    let log = [dataflash_head(), dataflash_data(514), dataflash_data(515)].concat();
    let (rows, stderr) = decode("dataflash", &log, &["--columns", "TimeUS,Lat,Name,Value"]);
    let rows = &rows[rows.len() - 2..];
    let gps = json!({"TimeUS": 514, "Lat": 0.0000514});
    let parm = json!({"TimeUS": 515, "Name": "NAME_OF_IT", "Value": 5.15});
    assert_eq!(rows, [gps, parm], "{stderr}");
    // Messages without any selected column are not rows.
    let (rows, _) = decode("dataflash", &log, &["--columns", "offset,Lat", "--limit", "1"]);
    assert_eq!(rows, [json!({"offset": 267, "Lat": 0.0000514})]);
}

/// Bit flips in headers, missing bytes and inserted bytes do not affect undamaged messages.
#[test]
fn damage_affects_only_the_damaged_messages() {
    for seed in 0..40 {
        check_damaged("ulog", seed, ulog_head(), ulog_data);
        check_damaged("dataflash", seed, dataflash_head(), dataflash_data);
    }
}

fn check_damaged(format: &str, seed: u64, mut log: Vec<u8>, make: fn(u16) -> Vec<u8>) {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let mut undamaged = HashSet::new();
    for number in 0..200 {
        let mut data = make(number);
        match random(12) {
            0 => data[random(3)] ^= 1 << random(8),
            1 => drop(data.remove(random(data.len()))),
            more => {
                if more == 2 {
                    log.extend((0..random(9)).map(|n| [0, 0x59, 0xb2, 0x44, 0xa3][n % 5]));
                }
                undamaged.insert(log.len() as u64);
            }
        }
        log.extend(data);
    }
    assert!((140..200).contains(&undamaged.len()), "{}", undamaged.len());
    let (rows, stderr) = decode(format, &log, &[]);
    let found: HashSet<u64> = rows.iter().map(|row| row["offset"].as_u64().unwrap()).collect();
    let lost: Vec<_> = undamaged.difference(&found).collect();
    assert!(lost.is_empty(), "{format}, seed {seed}: {lost:?}\n{stderr}");
}

#[test]
fn duplicate_names_are_numbered() {
    let mut log = b"ULog\x01\x12\x35\x01\x05\0\0\0\0\0\0\0".to_vec();
    log.extend(message(b'F', b"t:uint8_t a;uint8_t a;uint8_t[2] offset;t2 message;char[0] none;"));
    log.extend(message(b'F', b"t2:uint8_t multi_id;"));
    log.extend(message(b'A', b"\x05\x01\0t"));
    log.extend(message(b'D', &[1, 0, 1, 2, 3, 4, 5]));
    let (rows, stderr) = decode("ulog", &log, &[]);
    let row = json!({"offset": log.len() - 10, "protocol": "ulog", "message": "t", "multi_id": 5, "a": 1,
        "a_2": 2, "offset[0]": 3, "offset[1]": 4, "message.multi_id": 5, "none": ""});
    assert_eq!(rows, [row], "{stderr}");
}

#[test]
fn files_of_other_formats_are_rejected() {
    let (rows, stderr) = decode("ulog", b"nothing of the kind, but some text", &[]);
    assert!(rows.is_empty() && stderr.contains("no ulog frames in 34 bytes\n"), "{stderr}");
    assert!(!stderr.contains("0 frames"), "{stderr}");
    let output = Command::new(env!("CARGO_BIN_EXE_bytescope"))
        .args(["decode", "-f", "dataflash", "--follow", env!("CARGO_BIN_EXE_bytescope")])
        .output()
        .unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && stderr.contains("(omit --follow)"), "{stderr}");
}
