//! Frames validated and read at known offsets give the same results as with the machine.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use super::*;
use crate::SchemaSearch;
use bytescope_table::{Batch, Cell};
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Returns a built-in schema and frames encoded by other implementations.
fn protocol(name: &str) -> (Schema, Vec<Vec<u8>>) {
    let path = root().join(format!("formats/schemas/{name}.ksy"));
    let schema = Schema::open(&path, &SchemaSearch::default()).unwrap();
    let vectors = fs::read_to_string(root().join(format!("tests/vectors/protocols/{name}.jsonl")));
    let hex = |line: &str| {
        let json: serde_json::Value = serde_json::from_str(line).unwrap();
        hex::decode(json["frame"].as_str().unwrap()).unwrap()
    };
    (schema, vectors.unwrap().lines().map(hex).collect())
}

/// Returns a frame unchanged, with trailing bytes, with a byte changed, and truncated.
fn variants(frame: &[u8]) -> Vec<Vec<u8>> {
    let mut all = vec![frame.to_vec(), [frame, &[0xb5, 0]].concat()];
    for at in 0..frame.len().min(200) {
        for change in [1, 0x80, 0xff] {
            let mut other = frame.to_vec();
            other[at] ^= change;
            all.push(other);
        }
        all.push(frame[..at].to_vec());
    }
    all
}

#[test]
fn known_offsets_and_machine_give_the_same_verdict() {
    for name in ["ubx", "crsf", "ccsds", "cobs_example", "rtcm3"] {
        let (schema, vectors) = protocol(name);
        let frames = schema.frames().unwrap();
        for bytes in vectors.iter().flat_map(|frame| variants(frame)) {
            let fast = frames.parse(&bytes, false);
            let slow = frames.parse_by_machine(&bytes, false);
            assert_eq!(fast, slow, "{name}: {}", hex::encode(&bytes));
        }
    }
}

/// Schema of frames with a length field and a body of fixed-size fields.
const READING: &str = "
meta: {id: reading, endian: le, -frame: {max-size: 40}}
seq:
  - {id: sync, contents: [0xaa, 0x55]}
  - {id: kind, type: u1, valid: 1}
  - {id: len, type: u2be}
  - {id: body, size: len, type: body}
  - {id: crc, type: u2, -checksum: {algorithm: crc-16/ibm-3740, from: kind, to: body}}
  - {id: end, contents: [0x0d]}
types:
  body: {seq: [{id: time, type: u4}, {id: mark, contents: [7]}, {id: celsius, type: f4}]}
";

#[test]
fn frames_of_one_size_are_verified_by_constants_and_checksums() {
    let schema =
        Schema::parse("x.ksy".as_ref(), READING.to_owned(), &SchemaSearch::default()).unwrap();
    let frames = schema.frames().unwrap();
    let frame = |body: &[u8]| {
        let mut frame = vec![0xaa, 0x55, 1, 0, body.len() as u8];
        frame.extend(body);
        let crc = bytescope_inspect::Algorithm::named("crc-16/ibm-3740").unwrap();
        frame.extend((crc.compute(&frame[2..]) as u16).to_le_bytes());
        frame.push(0x0d);
        frame
    };
    let usual = frame(&[1, 2, 3, 4, 7, 0, 0, 0x80, 0x3f]);
    let columns = frames.uniform().unwrap();
    assert_eq!(columns.size(), usual.len() as u64);
    assert!(columns.is_valid(&usual));
    let longer = frame(&[1, 2, 3, 4, 7, 0, 0, 0x80, 0x3f, 0]);
    assert!(!columns.is_valid(&longer));
    assert_eq!(frames.parse(&longer, false), Verdict::verified(18));
    for bytes in variants(&usual).into_iter().filter(|bytes| bytes.len() >= usual.len()) {
        let verified = frames.parse(&bytes, false) == Verdict::verified(17);
        assert_eq!(columns.is_valid(&bytes[..17]), verified, "{}", hex::encode(&bytes));
        assert_eq!(frames.parse(&bytes, false), frames.parse_by_machine(&bytes, false));
    }
}

#[test]
fn known_offsets_and_machine_give_the_same_rows() {
    let (mut compared, mut lists) = (0, 0);
    for (name, has_flat_frames) in [("ubx", true), ("ccsds", false), ("cobs_example", true)] {
        let (schema, vectors) = protocol(name);
        let frames = schema.frames().unwrap();
        let rows = frames.rows(false);
        let slow = frames.rows(false).by_machine();
        let mut flat = 0;
        let transmitted = |frame: &Vec<u8>| match frames.framing().stuffing {
            Some(coding) => [coding.encode(frame), vec![coding.delimiter()]].concat(),
            None => frame.clone(),
        };
        for frame in &vectors.iter().map(transmitted).collect::<Vec<_>>() {
            flat += usize::from(rows.flat_table(&rows.decoded(frame)).is_some());
            let (fast, slow) = (row(&rows, frame), row(&slow, frame));
            assert_eq!(fast, slow, "{name}: {}", hex::encode(frame));
            compared += fast.2.len();
            lists += fast.2.iter().filter(|cell| cell.starts_with("Json")).count();
        }
        assert!(!has_flat_frames || flat > 0, "{name}");
    }
    assert!(compared > 400 && lists > 5, "{compared} {lists}");
}

/// Returns the table, message type and cells of a frame.
fn row(rows: &FrameRows, frame: &[u8]) -> (Option<usize>, Option<Arc<str>>, Vec<String>) {
    let tables = rows.tables();
    let mut waiting: Vec<_> = tables.iter().map(|_| FlatFrames::default()).collect();
    let mut batches: Vec<_> = tables.iter().map(|table| Batch::new(table.columns())).collect();
    let (table, message) = rows.add(0, frame, &mut waiting, &mut batches);
    rows.finish(&mut waiting, &mut batches);
    let batch = &batches[table.unwrap()];
    let cell = |column| match batch.cell(column, 0) {
        // NaN is not equal to itself.
        Cell::F32(value) => format!("F32({:x})", value.to_bits()),
        Cell::F64(value) => format!("F64({:x})", value.to_bits()),
        cell => format!("{cell:?}"),
    };
    (table, message, (0..batch.columns().len()).map(cell).collect())
}

fn frames_of(text: &str) -> crate::frames::Frames {
    let search = SchemaSearch::default();
    let schema = Schema::parse("x.ksy".as_ref(), text.to_owned(), &search);
    schema.unwrap_or_else(|e| panic!("{e}")).frames().unwrap()
}

const LINE: &str = "
meta: {id: line, endian: be, encoding: ASCII, -frame: {max-size: 16}}
seq:
  - {id: start, contents: '$'}
  - {id: body, type: str, size: 1, -number: integer}
  - {id: sum, type: u1, -checksum: {algorithm: xor-8, from: body, to: body}}
  - {id: end, contents: [10], if: not _io.eof}
";

/// A frame without its last field is complete only at the end of the input.
#[test]
fn a_frame_may_end_at_the_end_of_the_input() {
    let frames = frames_of(LINE);
    assert_eq!(frames.parse(b"$55", false), Verdict::NeedMore(4));
    assert_eq!(frames.parse(b"$55", true), Verdict::verified(3));
    assert_eq!(frames.parse(b"$55\n", false), Verdict::verified(4));
    assert!(matches!(frames.parse(b"$55$", true), Verdict::Reject(_)));
    assert_eq!(frames.parse(b"$5", true), Verdict::NeedMore(3));
    let rows = frames.rows(false);
    assert!(row(&rows, b"$55").2.contains(&"Int(5)".to_owned()));
    assert!(row(&rows, b"$xx").2.contains(&"Null".to_owned()));
}

const SHORT: &str = "
meta: {id: short, endian: be, -frame: {max-size: 16}}
seq:
  - {id: kind, type: u1, valid: {min: 1, max: 2}}
  - {id: len, type: u1}
  - {id: body, size: len, type: {switch-on: kind, cases: {1: body, 2: body}}}
  - {id: sum, type: u1, -checksum: {algorithm: xor-8, from: kind, to: body}}
types:
  body: {seq: [{id: a, type: u1}, {id: b, type: u1}]}
";

/// A type of several message types is at known offsets, and its missing fields have no values.
#[test]
fn a_verified_frame_with_a_short_payload_is_valid() {
    let frames = frames_of(SHORT);
    let frame = |body: &[u8]| {
        let mut frame = [&[1, body.len() as u8], body].concat();
        frame.push(frame.iter().fold(0, |sum, byte| sum ^ byte));
        frame
    };
    let rows = frames.rows(false);
    let (whole, short) = (frame(&[7, 8]), frame(&[7]));
    assert!(rows.flat_table(&whole).is_some());
    assert!(rows.flat_table(&short).is_none());
    assert_eq!(frames.parse(&short, false), Verdict::verified(4));
    let cells = row(&rows, &short).2;
    assert!(
        cells.contains(&"Int(7)".to_owned()) && cells.contains(&"Null".to_owned()),
        "{cells:?}"
    );
    let mut damaged = short;
    damaged[2] ^= 1;
    assert!(matches!(frames.parse(&damaged, false), Verdict::Reject(_)));
}
