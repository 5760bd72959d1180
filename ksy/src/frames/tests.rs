//! What is judged by places is judged as the machine does; so are the values.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use super::*;
use crate::{RowCell, Search};
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// A shipped schema, and frames that others made.
fn protocol(name: &str) -> (Schema, Vec<Vec<u8>>) {
    let path = root().join(format!("formats/schemas/{name}.ksy"));
    let schema = Schema::open(&path, &Search::default()).unwrap();
    let vectors = fs::read_to_string(root().join(format!("tests/vectors/protocols/{name}.jsonl")));
    let hex = |line: &str| {
        let json: serde_json::Value = serde_json::from_str(line).unwrap();
        hex::decode(json["frame"].as_str().unwrap()).unwrap()
    };
    (schema, vectors.unwrap().lines().map(hex).collect())
}

/// Frames as they are, with any byte changed, cut, and with bytes behind them.
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
fn places_and_machine_judge_alike() {
    for name in ["ubx", "crsf", "ccsds", "cobs_example", "rtcm3"] {
        let (schema, vectors) = protocol(name);
        let frames = schema.frames().unwrap();
        let whole = frames.framing().stuffing.is_some();
        for bytes in vectors.iter().flat_map(|frame| variants(frame)) {
            let fast = frames.judge(&bytes, whole);
            let slow = frames.judge_by_machine(&bytes, whole);
            assert_eq!(fast, slow, "{name}: {}", hex::encode(&bytes));
        }
    }
}

/// A frame with a length in it, of which most are of one size.
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
fn frames_of_one_size_are_known_by_constants_and_checksums() {
    let schema = Schema::parse("x.ksy".as_ref(), READING.to_owned(), &Search::default()).unwrap();
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
    assert!(columns.hold(&usual));
    let longer = frame(&[1, 2, 3, 4, 7, 0, 0, 0x80, 0x3f, 0]);
    assert!(!columns.hold(&longer));
    assert!(matches!(frames.judge(&longer, false), Judged::Good { len: 18, sums: 1 }));
    for bytes in variants(&usual).into_iter().filter(|bytes| bytes.len() >= usual.len()) {
        let good = matches!(frames.judge(&bytes, false), Judged::Good { len: 17, sums: 1 });
        assert_eq!(columns.hold(&bytes[..17]), good, "{}", hex::encode(&bytes));
        assert_eq!(frames.judge(&bytes, false), frames.judge_by_machine(&bytes, false));
    }
}

#[test]
fn places_hold_the_values_of_the_machine() {
    let (mut compared, mut lists) = (0, 0);
    for (name, some) in [("ubx", true), ("ccsds", false), ("cobs_example", true)] {
        let (schema, vectors) = protocol(name);
        let frames = schema.frames().unwrap();
        let rows = frames.rows(false);
        let mut flat = 0;
        for frame in &vectors {
            let Some((table, message)) = rows.flat(frame) else { continue };
            flat += 1;
            let mut cells = Vec::new();
            let found = rows.read(frame, &mut cells, |row| (row.table, row.message.clone()));
            assert_eq!(found, Some((table, message)), "{name}: {}", hex::encode(frame));
            let columns = rows.tables()[table].flat().unwrap();
            assert_eq!(columns.len(), cells.len());
            for (column, cell) in columns.iter().zip(&cells) {
                if column.form().is_none() {
                    let mut list = String::new();
                    column.list(frame, &mut list);
                    assert_eq!(&RowCell::Json(list), cell);
                    lists += 1;
                    continue;
                }
                let value = column.bytes(frame).map(|bytes| value(column, bytes));
                assert_eq!(&value.unwrap_or(RowCell::Null), cell, "{name}: {}", hex::encode(frame));
                compared += 1;
            }
        }
        assert!(!some || flat > 0, "{name}");
    }
    assert!(compared > 400 && lists > 5, "{compared} {lists}");
}

fn value(column: &FlatColumn, bytes: &[u8]) -> RowCell {
    let number = |little, signed: bool| {
        let raw = crate::value::unsigned(bytes, little);
        let spare = 64 - 8 * bytes.len();
        if signed { ((raw << spare).cast_signed() >> spare).into() } else { i128::from(raw) }
    };
    if column.labels.is_some() {
        return RowCell::Text(column.label(bytes).unwrap());
    }
    match column.form().unwrap() {
        Form::Int { signed, little } => RowCell::Int(number(little, signed)),
        Form::Float { little } if bytes.len() == 4 => {
            RowCell::F32(f32::from_bits(number(little, false) as u32))
        }
        Form::Float { little } => RowCell::F64(f64::from_bits(number(little, false) as u64)),
        Form::Bits { count: 1, shift, little } => RowCell::Bool(bits(bytes, 1, shift, little) == 1),
        Form::Bits { count, shift, little } => {
            RowCell::Int(bits(bytes, count, shift, little).into())
        }
        Form::Bytes => RowCell::Bytes(bytes.into()),
    }
}
