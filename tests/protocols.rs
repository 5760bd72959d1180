//! Built-in schemas of protocols, compared with independent programs on the same frames
//! (`tests/record_protocol_vectors.py`).
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope::frames::{Event, Finder, Scanner};
use bytescope_inspect::{Buffers, FaultKind, Limits, Node, Outcome, Value};
use bytescope_ksy::{Schema, SchemaSearch};
use serde_json::Value as Json;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A protocol with its schema and recorded frames.
struct Protocol {
    name: String,
    schema: Schema,
    frames: Vec<Json>,
}

/// Returns all protocols with recorded frames.
fn protocols() -> Vec<Protocol> {
    let mut files: Vec<PathBuf> = fs::read_dir(root().join("tests/vectors/protocols"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(!files.is_empty());
    let load = |file: PathBuf| {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let schema = open(&name);
        let lines = fs::read_to_string(file).unwrap();
        let frames = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        Protocol { name, schema, frames }
    };
    files.into_iter().map(load).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn open(name: &str) -> Schema {
    let path = root().join(format!("formats/schemas/{name}.ksy"));
    let schema = Schema::open(&path, &SchemaSearch::default()).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(schema.warnings().to_string(), "");
    schema
}

fn read(schema: &Schema, frame: &[u8]) -> Outcome<()> {
    schema.inspect(frame, Limits::default(), true)
}

/// Returns the first fault of a frame, or `wrong length` if its end is not that of the data.
fn fault_of(schema: &Schema, frame: &[u8]) -> Option<String> {
    let outcome = read(schema, frame);
    let fault =
        outcome.tree.recorded_faults().into_iter().next().map(|(_, fault)| fault.to_string());
    fault.or_else(|| (outcome.end != frame.len() as u64).then(|| "wrong length".to_owned()))
}

/// Collects leaf values by path: numbers, text, and bytes as hex.
fn leaves(node: &Node, path: &str, bytes: Buffers<'_>, found: &mut HashMap<String, Json>) {
    let value = match &node.value {
        Value::Bool(b) => Some(u8::from(*b).into()),
        Value::UInt(n) => Some((*n).into()),
        Value::Int(n) => Some((*n).into()),
        Value::F32(n) => Some(f64::from(*n).into()),
        Value::F64(n) => Some((*n).into()),
        Value::Text(text) => Some(text.as_ref().into()),
        Value::Label(label) => Some(i64::try_from(label.raw).unwrap().into()),
        Value::Bytes => {
            let content = node.extra.as_ref().and_then(|e| e.content).unwrap_or(node.span);
            Some(hex::encode(bytes.of(content)).into())
        }
        _ => None,
    };
    found.extend(value.map(|value| (path.to_owned(), value)));
    for child in &node.children {
        let name = match child.index {
            Some(index) => index.to_string(),
            None => child.meta.name.to_string(),
        };
        let path = if path.is_empty() { name } else { format!("{path}/{name}") };
        leaves(child, &path, bytes, found);
    }
}

fn hex_of(line: &Json, key: &str) -> Vec<u8> {
    hex::decode(line[key].as_str().unwrap()).unwrap()
}

#[test]
fn values_equal_those_of_other_programs() {
    let mut failures = Vec::new();
    for Protocol { name, schema, frames } in protocols() {
        for line in frames {
            let frame = hex_of(&line, "frame");
            let outcome = read(&schema, &frame);
            let mut fail =
                |what: String| failures.push(format!("{name}: {what}\n  {}", line["frame"]));
            let kinds: Vec<_> =
                outcome.tree.recorded_faults().iter().map(|(_, f)| f.kind).collect();
            match line["unverified"].as_bool() {
                Some(true) if kinds == [FaultKind::Unverified] => {}
                None if kinds.is_empty() => {}
                _ => fail(format!("{:?}", outcome.tree.recorded_faults())),
            }
            if outcome.end != frame.len() as u64 {
                fail(format!("ends at {}", outcome.end));
            }
            let mut found = HashMap::new();
            let bytes = Buffers { source: &frame, buffers: &outcome.buffers };
            leaves(&outcome.tree, "", bytes, &mut found);
            for (path, expected) in line["values"].as_object().unwrap() {
                let same = match (found.get(path), expected) {
                    (Some(Json::Number(a)), Json::Number(b)) if a.is_f64() || b.is_f64() => {
                        // All recorded floats are representable in 32 bits.
                        a.as_f64().map(|n| n as f32) == b.as_f64().map(|n| n as f32)
                    }
                    (found, expected) => found == Some(expected),
                };
                if !same {
                    fail(format!("{path} is {:?}, not {expected}", found.get(path)));
                }
            }
            for (path, expected) in line["near"].as_object().into_iter().flatten() {
                let found = found.get(path).and_then(Json::as_f64);
                let near = |found: f64| (found - expected.as_f64().unwrap()).abs() < 1e-9;
                if !found.is_some_and(near) {
                    fail(format!("{path} is {found:?}, not near {expected}"));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}:\n{}", failures.len(), failures.join("\n"));
}

/// Truncations and bit flips in bytes covered by a constant, rule or checksum are detected, except
/// flips that change the case of a digit in an NMEA checksum.
#[test]
fn damaged_frames_are_rejected() {
    let mut failures = Vec::new();
    for Protocol { name, schema, frames } in protocols() {
        // The messages of the large protocols differ only in their fields.
        let step = if frames.len() > 200 { 7 } else { 1 };
        for line in frames.into_iter().step_by(step) {
            let frame = hex_of(&line, "frame");
            let covered = line["covered"].as_array().unwrap();
            let [from, to] = [&covered[0], &covered[1]].map(|n| n.as_u64().unwrap() as usize);
            for at in from..to {
                for bit in 0..8 {
                    let mut damaged = frame.clone();
                    damaged[at] ^= 1 << bit;
                    let same = damaged.eq_ignore_ascii_case(&frame) && at + 4 >= frame.len();
                    let passes = name == "nmea" && same;
                    if !passes && fault_of(&schema, &damaged).is_none() {
                        failures.push(format!("{name}: bit {bit} of byte {at}: {}", line["frame"]));
                    }
                }
            }
            // Logs may end after any message, sentences without the end of the line, and SBUS
            // frames without the bytes that fill the gap to the next frame.
            let whole = !["ulog", "dataflash"].contains(&name.as_str());
            let shortest = match name.as_str() {
                "nmea" => frame.iter().rposition(|byte| *byte == b'*').unwrap() + 3,
                "sbus" => 25,
                _ => frame.len(),
            };
            for len in (0..shortest).filter(|_| whole) {
                if fault_of(&schema, &frame[..len]).is_none() {
                    failures.push(format!("{name}: truncated to {len}: {}", line["frame"]));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}:\n{}", failures.len(), failures.join("\n"));
}

/// XOR is a weak checksum, so characters that are not printable are rejected, too.
#[test]
fn unprintable_nmea_sentences_are_rejected() {
    let schema = open("nmea");
    for (text, valid) in
        [("GPXXX,a", true), ("GPXXX,\u{7}", false), ("GPXXX,\u{80}", false), ("", false)]
    {
        let sum = text.bytes().fold(0, |sum, byte| sum ^ byte);
        let sentence = format!("${text}*{sum:02X}\r\n");
        assert_eq!(fault_of(&schema, sentence.as_bytes()).is_none(), valid, "{sentence:?}");
    }
}

/// Sentences end with CR LF, LF, CR, or the end of the input.
#[test]
fn nmea_sentences_end_with_any_end_of_line() {
    let schema = open("nmea");
    let text = "$GPGLL,5327.04319,N,00214.41396,W,223232.00,A,A*79";
    for (end, fault) in [
        ("\r\n", None),
        ("\n", None),
        ("\r", None),
        ("", None),
        ("\t", Some("bad magic")),
        ("$", Some("bad magic")),
        ("\n\n", Some("wrong length")),
        ("\r\r", Some("wrong length")),
    ] {
        let found = fault_of(&schema, format!("{text}{end}").as_bytes());
        match fault {
            None => assert_eq!(found, None, "{end:?}"),
            Some(fault) => assert!(found.unwrap().starts_with(fault), "{end:?}"),
        }
    }
    let finder = Finder::new(vec![schema.frame_schema().unwrap()]).unwrap();
    let mut scanner = Scanner::new(finder);
    let mut found = Vec::new();
    let mut take = |event: Event<'_>| {
        if let Event::Valid(frame, _) = event {
            found.push((frame.offset, frame.len));
        }
    };
    scanner.feed(format!("{text}\n{text}\r{text}\r\n{text}").as_bytes(), &mut take);
    scanner.finish(&mut take);
    assert_eq!(found, [(0, 51), (51, 51), (102, 52), (154, 50)]);
}

/// The satellites of a GSV sentence are those of its fields. A field after them is the signal ID.
#[test]
fn satellites_are_counted_by_fields() {
    let schema = open("nmea");
    let cases = [
        ("1,1,00", 0),
        ("1,1,00,1", 0),
        ("1,1,03,01,02,003,04", 1),
        ("1,1,01,1,2,3,4,5,6,7,,8", 2),
    ];
    for (fields, satellites) in cases {
        let text = format!("GPGSV,{fields}");
        let sum = text.bytes().fold(0, |sum, byte| sum ^ byte);
        let frame = format!("${text}*{sum:02X}\r\n").into_bytes();
        let outcome = read(&schema, &frame);
        assert!(outcome.tree.recorded_faults().is_empty(), "{fields}");
        let mut found = HashMap::new();
        leaves(
            &outcome.tree,
            "",
            Buffers { source: &frame, buffers: &outcome.buffers },
            &mut found,
        );
        let numbers = found.keys().filter(|path| path.ends_with("/svid"));
        assert_eq!(numbers.count(), satellites, "{fields}");
        let signal = found.contains_key("sentence/fields/signal_id");
        assert_eq!(signal, fields.split(',').count() % 4 == 0, "{fields}");
    }
}

/// Proprietary sentences are identified by their address and message ID. The fields of sentences without a description
/// are a list.
#[test]
fn sentences_have_named_fields_or_a_list() {
    let schema = open("nmea");
    let cases = [
        ("PUBX,03,2,23,-,,,45,010,29,U,12,34,46,013", "PUBX03", "channels/1/az", "12"),
        ("PUBX,40,GLL,0,1,0,0", "PUBX40", "sentence_formatter", "GLL"),
        ("PASHR,204132.000,010.51,T,+00.39,-00.79,-00.84", "PASHR", "roll", "+00.39"),
        ("PASHR,TEM,28555", "PASHRTEM", "temperature", "28555"),
        ("PSTI,030,182139.000,A,4404.1,N,12118.8,W,1215.1", "PSTI030", "alt", "1215.1"),
        ("PSTI,999,1,2", "PSTI999", "values/2/text", "2"),
        ("PGLOR,1,FIX,1.5,2.0", "PGLORFIX", "values/0/text", "2.0"),
        ("PGLOR,4,PWR,mA,26.0,UTC,000150.00", "PGLORPWR", "items/1/reading", "000150.00"),
        ("PGLOR,SPL,20200201,STATUS,2", "PGLORSPL", "values/3/text", "2"),
        ("PGLOR", "PGLOR", "sentence_version", ""),
        ("PGRMZ,246,f,3", "PGRMZ", "alt", "246"),
        ("GPBOD,,T,,M,,", "BOD", "destination", ""),
        ("GPRTE,1,1,c,0,W1,W2", "RTE", "waypoints/1/waypoint", "W2"),
        ("GPQQQ,1,,x,", "QQQ", "values/3/text", ""),
        ("PQQQ,7", "PQQQ", "values/0/text", "7"),
    ];
    for (text, formatter, path, expected) in cases {
        let sum = text.bytes().fold(0, |sum, byte| sum ^ byte);
        let frame = format!("${text}*{sum:02X}\r\n").into_bytes();
        let outcome = read(&schema, &frame);
        assert!(outcome.tree.recorded_faults().is_empty(), "{text}");
        let mut found = HashMap::new();
        let bytes = Buffers { source: &frame, buffers: &outcome.buffers };
        leaves(&outcome.tree, "", bytes, &mut found);
        let of = |path: &str| found.get(path).and_then(Json::as_str);
        assert_eq!(of("sentence/formatter"), Some(formatter), "{text}");
        assert_eq!(of(&format!("sentence/fields/{path}")), Some(expected), "{text}: {path}");
    }
}

/// Message 63 was the number of the `BeiDou` ephemeris 1042, with the same fields.
#[test]
fn old_number_of_the_beidou_ephemeris() {
    let schema = open("rtcm3");
    let crc = bytescope_inspect::checksum::Algorithm::named("crc-24q").unwrap();
    let mut values = Vec::new();
    for number in [1042_u16, 63] {
        let mut frame = vec![0xd3, 0, 64];
        frame.extend(((number << 4) | 3).to_be_bytes());
        frame.extend((0..62_u8).map(|at| at.wrapping_mul(37)));
        let sum = crc.compute(&frame);
        frame.extend_from_slice(&sum.to_be_bytes()[5..]);
        let outcome = read(&schema, &frame);
        assert!(outcome.tree.recorded_faults().is_empty(), "{:?}", outcome.tree.recorded_faults());
        let mut found = HashMap::new();
        let bytes = Buffers { source: &frame, buffers: &outcome.buffers };
        leaves(&outcome.tree, "payload", bytes, &mut found);
        found.retain(|path, _| {
            path.contains("payload/payload/") && !path.ends_with("message_number")
        });
        values.push(found);
    }
    assert!(values[0].len() > 20);
    assert_eq!(values[0], values[1]);
}

/// The payload of a MAVLink 1 message must not be shorter than its fields.
#[test]
fn only_mavlink_2_truncates_trailing_zeros() {
    let schema = open("mavlink");
    let crc = bytescope_inspect::checksum::Algorithm::named("crc-16/mcrf4xx").unwrap();
    let frame = |head: &[u8], payload: &[u8]| {
        let mut frame = [head, payload].concat();
        let sum = crc.compute(&[&frame[1..], &[50]].concat()) as u16;
        frame.extend(sum.to_le_bytes());
        frame
    };
    let payload = [0, 0, 0, 0, 2];
    assert_eq!(fault_of(&schema, &frame(&[0xfd, 5, 0, 0, 0, 1, 1, 0, 0, 0], &payload)), None);
    let short = fault_of(&schema, &frame(&[0xfe, 5, 0, 1, 1, 0], &payload)).unwrap();
    assert!(short.starts_with("unexpected end of data (end of the enclosing field)"), "{short}");
}

#[test]
fn every_message_has_a_recorded_frame() {
    let all = [
        ("mavlink", "msgid", "messages"),
        ("ubx", "message", "messages"),
        ("crsf", "type", "types"),
    ];
    for (name, field, labels) in all {
        let protocol = protocols().into_iter().find(|p| p.name == name).unwrap();
        let mut seen: Vec<String> = Vec::new();
        for line in &protocol.frames {
            let frame = hex_of(line, "frame");
            let outcome = read(&protocol.schema, &frame);
            let node = outcome.tree.children.iter().find(|n| n.meta.name == field).unwrap();
            if let Value::Label(label) = &node.value {
                seen.push(label.name.to_string());
            }
        }
        let text = fs::read_to_string(root().join(format!("formats/schemas/{name}.ksy"))).unwrap();
        let before = format!("'{labels}::");
        let cases = text.split(&before).skip(1);
        let known: Vec<&str> = cases.filter_map(|case| Some(case.split_once('\'')?.0)).collect();
        assert!(known.len() > 5, "{name}: {known:?}");
        for message in known {
            assert!(seen.iter().any(|s| s == message), "{name}: no frame of {message}");
        }
    }
}
