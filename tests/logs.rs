//! Self-describing logs: columns of each message type, and damage, which affects only the damaged
//! messages.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use serde_json::{Value, json};
use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use support::Folder;

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
    let mut log = ULOG_HEADER.to_vec();
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
fn names_in_use_are_numbered() {
    let mut log = ULOG_HEADER.to_vec();
    log.extend(message(b'F', b"t:uint8_t a;uint8_t a;uint8_t[2] offset;t2 message;char[0] none;"));
    log.extend(message(b'F', b"t2:uint8_t multi_id;"));
    log.extend(message(b'A', b"\x05\x01\0t"));
    log.extend(message(b'D', &[1, 0, 1, 2, 3, 4, 5]));
    let (rows, stderr) = decode("ulog", &log, &[]);
    let row = json!({"offset": log.len() - 10, "protocol": "ulog", "message": "t", "multi_id": 5, "a": 1,
        "a_2": 2, "offset[0]": 3, "offset[1]": 4, "message.multi_id": 5, "none": ""});
    assert_eq!(rows, [row], "{stderr}");
    let mut log = ULOG_HEADER.to_vec();
    log.extend(message(
        b'F',
        b"t:uint8_t offset;uint8_t protocol;uint8_t message;uint8_t multi_id;",
    ));
    log.extend(message(b'A', b"\x05\x01\0t"));
    log.extend(message(b'D', &[1, 0, 1, 2, 3, 4]));
    let (rows, stderr) = decode("ulog", &log, &[]);
    let row = json!({"offset": log.len() - 9, "protocol": "ulog", "message": "t", "multi_id": 5,
        "offset_2": 1, "protocol_2": 2, "message_2": 3, "multi_id_2": 4});
    assert_eq!(rows, [row], "{stderr}");
    let (rows, stderr) = decode("ulog", &log, &["--columns", "message_2,offset_2,offset"]);
    let row = json!({"message_2": 3, "offset_2": 1, "offset": log.len() - 9});
    assert_eq!(rows, [row], "{stderr}");
}

const ULOG_HEADER: &[u8] = b"ULog\x01\x12\x35\x01\x05\0\0\0\0\0\0\0";

fn subscription(id: u8, name: &str) -> Vec<u8> {
    message(b'A', &[&[0, id, 0][..], name.as_bytes()].concat())
}

/// Returns the message name and the given values of each row.
fn values(rows: &[Value], names: &[&str]) -> Vec<Value> {
    let values = |row: &Value| names.iter().map(|name| row[name].clone()).collect();
    rows.iter().map(values).collect()
}

#[test]
fn subscriptions_hold_until_they_are_replaced() {
    let mut log = ULOG_HEADER.to_vec();
    log.extend(message(b'F', b"a:uint16_t x;"));
    log.extend(message(b'F', b"b:int8_t y;int8_t z;"));
    let data = |id: u8| message(b'D', &[id, 0, 0xfe, 0xff]);
    // Not subscribed yet.
    log.extend(data(3));
    log.extend(subscription(3, "a"));
    log.extend(data(3));
    log.extend(message(b'R', &[3, 0]));
    // Not subscribed any more.
    log.extend(data(3));
    log.extend(subscription(3, "b"));
    log.extend(data(3));
    // Without an unsubscription.
    log.extend(subscription(3, "a"));
    log.extend(data(3));
    // A format is replaced, and that of a nested type.
    log.extend(message(b'F', b"a:uint8_t x;c c;"));
    log.extend(data(3));
    log.extend(message(b'F', b"c:uint8_t w;"));
    log.extend(data(3));
    log.extend(message(b'F', b"c:int8_t w;"));
    log.extend(data(3));
    // Another log.
    let size = log.len();
    log.extend(ULOG_HEADER);
    log.extend(data(3));
    log.extend(message(b'F', b"a:int16_t x;"));
    log.extend(subscription(3, "a"));
    log.extend(data(3));
    let (rows, stderr) = decode("ulog", &log, &["--threads", "1"]);
    let found = values(&rows, &["message", "x", "y", "z", "c.w"]);
    let expected = json!([
        ["a", 65534, null, null, null],
        ["b", null, -2, -1, null],
        ["a", 65534, null, null, null],
        ["a", 254, null, null, 255],
        ["a", 254, null, null, -1],
        ["a", -2, null, null, null],
    ]);
    assert_eq!(Value::from(found), expected, "{stderr}");
    assert!(stderr.contains("4 candidates rejected: 4 × rule violation"), "{stderr}");
    // The second log alone has the same rows.
    let (alone, _) = decode("ulog", &log, &["--offset", &size.to_string()]);
    assert_eq!(alone, rows[5..]);
}

/// A truncated message extends into the next log, whatever part of it is missing.
#[test]
fn truncated_logs_do_not_hide_the_next_log() {
    let ulog = |kind: &str| {
        let format = format!("a:uint64_t timestamp;{kind}[5] x;");
        let head = [ULOG_HEADER, &message(b'F', format.as_bytes()), &subscription(1, "a")].concat();
        let data = message(b'D', &[&[1, 0][..], &[0x81; 8 + 40]].concat());
        [head, data.clone(), data].concat()
    };
    let dataflash = |kind: &str| {
        let letter = if kind == "int64_t" { "q" } else { "Q" };
        let letters = letter.repeat(14);
        let labels: Vec<String> = (0..14).map(|number| format!("x{number}")).collect();
        let head =
            [dataflash_head(), definition(7, 115, "A", &letters, &labels.join(","))].concat();
        let data = [&[0xa3, 0x95, 7][..], &[0x81; 8 * 14]].concat();
        [head, data.clone(), data].concat()
    };
    let logs = [
        ("ulog", ulog("int64_t"), ulog("uint64_t"), 53),
        ("dataflash", dataflash("int64_t"), dataflash("uint64_t"), 115),
    ];
    for (format, first, second, size) in logs {
        let (whole, _) = decode(format, &first, &[]);
        let (rest, _) = decode(format, &second, &[]);
        for missing in 1..size {
            let log = [&first[..first.len() - missing], &second[..]].concat();
            let (rows, stderr) = decode(format, &log, &[]);
            let without_offset = |rows: &[Value]| -> Vec<Value> {
                let mut rows = rows.to_vec();
                rows.iter_mut().for_each(|row| drop(row.as_object_mut().unwrap().remove("offset")));
                rows
            };
            let expected = [&whole[..whole.len() - 1], &rest].concat();
            assert_eq!(
                without_offset(&rows),
                without_offset(&expected),
                "{format}, {missing} bytes missing: {stderr}"
            );
        }
    }
}

/// Builds a definition of a dataflash message type.
fn definition(kind: u8, len: u8, name: &str, letters: &str, labels: &str) -> Vec<u8> {
    let padded = |text: &str, size| text.bytes().chain([0].repeat(size)).take(size).collect();
    let texts: [Vec<u8>; 3] = [padded(name, 4), padded(letters, 16), padded(labels, 64)];
    [&[0xa3, 0x95, 0x80, kind, len][..], &texts.concat()].concat()
}

#[test]
fn definitions_of_dataflash_hold_until_they_are_replaced() {
    let data: &[u8] = &[0xa3, 0x95, 7, 0xfe, 0xff];
    let mut log = data.to_vec();
    log.extend(definition(7, 5, "AA", "h", "X"));
    log.extend(data);
    log.extend(definition(7, 5, "BB", "bb", "Y,Z"));
    log.extend(data);
    log.extend(definition(7, 5, "AA", "H", "X"));
    log.extend(data);
    // The fields have another size than the message.
    log.extend(definition(7, 5, "AA", "HH", "X,Y"));
    log.extend(data);
    // A format letter is unknown.
    log.extend(definition(7, 5, "AA", "!", "X"));
    log.extend(data);
    log.extend(definition(7, 5, "AA", "h", "X"));
    log.extend(data);
    let (rows, stderr) = decode("dataflash", &log, &[]);
    let rows: Vec<Value> = rows.into_iter().filter(|row| row["message"] != "FMT").collect();
    let expected = json!([
        ["AA", -2, null, null],
        ["BB", null, -2, -1],
        ["AA", 65534, null, null],
        ["AA", -2, null, null]
    ]);
    assert_eq!(Value::from(values(&rows, &["message", "X", "Y", "Z"])), expected, "{stderr}");
    assert!(stderr.contains("3 candidates rejected: 3 × rule violation"), "{stderr}");
    // One table has the columns of all definitions; with --split-by, each definition has its own.
    let folder = Folder::new("redefined");
    let path = folder.0.join("log.bin");
    fs::write(&path, &log).unwrap();
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bytescope"));
        command.args(["decode", "-f", "dataflash", "-q", "log.bin"]).args(args);
        command.current_dir(&folder.0).output().unwrap()
    };
    let csv = String::from_utf8(run(&["--columns", "message,X,Y,Z"]).stdout).unwrap();
    let csv: Vec<&str> = csv.lines().filter(|line| !line.starts_with("FMT")).collect();
    assert_eq!(csv, ["message,X,Y,Z", "AA,-2,,", "BB,,-2,-1", "AA,65534,,", "AA,-2,,"]);
    assert!(run(&["--split-by", "message", "-o", "{}.csv"]).status.success());
    for (file, expected) in [("AA", "X\n-2\n-2\n"), ("AA_2", "X\n65534\n"), ("BB", "Y,Z\n-2,-1\n")]
    {
        let table = fs::read_to_string(folder.0.join(format!("{file}.csv"))).unwrap();
        let table: Vec<&str> =
            table.lines().map(|line| line.splitn(4, ',').last().unwrap()).collect();
        assert_eq!(table.join("\n") + "\n", expected, "{file}");
    }
}

#[test]
fn fields_without_a_label_are_numbered() {
    let mut log = definition(7, 8, "TST", "BBBBB", "A,,C");
    log.extend([0xa3, 0x95, 7, 1, 2, 3, 4, 5]);
    // Labels without a field are ignored; a label can have any name.
    log.extend(definition(8, 5, "MORE", "BB", "offset, B (m),C"));
    log.extend([0xa3, 0x95, 8, 6, 7]);
    let (rows, stderr) = decode("dataflash", &log, &[]);
    assert_eq!(rows_of(&rows, "FMT").len(), 2, "{stderr}");
    let fields = json!({"offset": 89, "protocol": "dataflash", "message": "TST", "A": 1, "f1": 2, "C": 3,
        "f3": 4, "f4": 5});
    assert_eq!(rows_of(&rows, "TST"), [&fields], "{stderr}");
    let fields = json!({"offset": 186, "protocol": "dataflash", "message": "MORE", "offset_2": 6, "B (m)": 7});
    assert_eq!(rows_of(&rows, "MORE"), [&fields], "{stderr}");
}

/// The results do not depend on the number of threads, if definitions change in each segment.
#[test]
fn changing_definitions_are_found_on_all_threads() {
    let (mut log, mut expected) = (Vec::new(), Vec::new());
    for number in 0..400_u16 {
        let is_signed = number % 3 == 0;
        log.extend(definition(7, 5, "AA", if is_signed { "h" } else { "H" }, "X"));
        for value in 0..30_u16 {
            let value = value.wrapping_mul(4000).wrapping_add(number);
            log.extend([&[0xa3, 0x95, 7][..], &value.to_le_bytes()].concat());
            expected.push(if is_signed { json!(value as i16) } else { json!(value) });
        }
        log.extend([0; 7].iter().take(usize::from(number % 8)));
    }
    for args in [&["--threads", "1"][..], &["--threads", "4"], &["--limit", "100000"]] {
        let (rows, stderr) = decode_file("dataflash", &log, args);
        let found: Vec<Value> = rows_of(&rows, "AA").iter().map(|row| row["X"].clone()).collect();
        assert!(found == expected, "{args:?}: {} rows\n{stderr}", found.len());
    }
}

/// Decodes a log from a file. Returns the rows and standard error.
fn decode_file(format: &str, log: &[u8], more: &[&str]) -> (Vec<Value>, String) {
    let folder = Folder::new("file");
    let file = folder.0.join("log");
    fs::write(&file, log).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_bytescope"))
        .args(["decode", "-f", format, "--to", "ndjson"])
        .arg(&file)
        .args(more)
        .output()
        .unwrap();
    let rows = String::from_utf8(output.stdout).unwrap();
    let rows = rows.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (rows, String::from_utf8(output.stderr).unwrap())
}

/// Definitions that expand to many fields or tables, or that change all subscriptions.
#[test]
fn hostile_definitions_are_bounded() {
    let started = std::time::Instant::now();
    let mut nested = ULOG_HEADER.to_vec();
    for level in 0..8 {
        nested.extend(message(b'F', format!("n{level}:n{}[4000] x;", level + 1).as_bytes()));
    }
    nested.extend(message(b'F', b"n8:char[0] _padding0;"));
    nested.extend(message(b'F', b"me:me me;"));
    nested.extend(subscription(1, "n0"));
    nested.extend(subscription(2, "me"));
    nested.extend(message(b'D', &[1, 0, 0]));
    nested.extend(message(b'D', &[2, 0, 0]));
    let (rows, stderr) = decode("ulog", &nested, &[]);
    assert!(rows.is_empty() && stderr.contains("2 candidates rejected"), "{stderr}");
    let mut wide = ULOG_HEADER.to_vec();
    for number in 0..20_000 {
        wide.extend(message(b'F', format!("t:uint8_t[3000] x{number};").as_bytes()));
        wide.extend(subscription(1, "t"));
    }
    let (_, stderr) = decode_file("ulog", &wide, &["--limit", "1"]);
    assert!(stderr.contains("ulog subscription 20,000"), "{stderr}");
    let mut changes = ULOG_HEADER.to_vec();
    for id in 0..60_000_u16 {
        let [low, high] = id.to_le_bytes();
        changes.extend(message(b'A', &[0, low, high, b't']));
    }
    for number in 0..60_000 {
        changes.extend(message(b'F', format!("t:uint8_t x{};", number % 2).as_bytes()));
    }
    let (_, stderr) = decode_file("ulog", &changes, &["--limit", "1"]);
    assert!(stderr.contains("ulog format 60,000"), "{stderr}");
    let mut tables = Vec::new();
    for number in 0..20_000 {
        tables.extend(definition(7, 5, "AA", "bb", &format!("X{number},Y")));
    }
    tables.extend([0xa3, 0x95, 7, 1, 2]);
    let (_, stderr) = decode_file("dataflash", &tables, &["--columns", "Y"]);
    assert!(stderr.contains("1 candidate rejected"), "{stderr}");
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
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
