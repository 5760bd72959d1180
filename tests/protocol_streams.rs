//! Built-in protocols in noisy streams: every undamaged frame is found for any size of reads, and
//! every byte is accounted for.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope::frames::{Event, Finder, Scanner, Tally};

use bytescope_ksy::{Schema, SchemaSearch};
use serde_json::Value;
use std::fs;
use std::ops::Range;
use std::path::Path;

/// Protocols with checksums of at least 16 bits, which noise is unlikely to match.
const STRONG_CHECKSUM: &[&str] = &["ubx", "rtcm3", "mavlink", "modbus_request"];
/// All protocols with frames in streams.
const ALL: &[&str] = &[
    "ubx",
    "rtcm3",
    "nmea",
    "mavlink",
    "crsf",
    "modbus_request",
    "slip_example",
    "cobs_example",
    "hdlc_example",
];

fn schema(name: &str) -> Schema {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("formats/schemas/{name}.ksy"));
    Schema::open(&path, &SchemaSearch::default()).unwrap_or_else(|report| panic!("{report}"))
}

fn finder(names: &[&str]) -> Finder {
    let frames = names.iter().map(|name| schema(name).frame_schema().unwrap()).collect();
    Finder::new(frames).unwrap()
}

/// Returns the frames recorded from other programs, with stuffing and delimiter.
fn frames(name: &str) -> Vec<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = path.join(format!("tests/vectors/protocols/{name}.jsonl"));
    let coding = schema(name).frames().unwrap().framing().stuffing;
    let lines = fs::read_to_string(path).unwrap();
    let lines = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let verified = lines.filter(|line| line["unverified"].is_null());
    verified
        .map(|line| {
            let frame = hex::decode(line["frame"].as_str().unwrap()).unwrap();
            match coding {
                None => frame,
                Some(coding) => [coding.encode(&frame), vec![coding.delimiter()]].concat(),
            }
        })
        .collect()
}

/// Pseudorandom numbers (Marsaglia's xorshift).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

/// Builds a stream of several protocols, with noise between frames if `noise` is set. Returns it
/// with the ranges of its frames.
fn stream(names: &[&str], random: &mut Random, noise: bool) -> (Vec<u8>, Vec<Range<usize>>) {
    let all: Vec<Vec<u8>> = names.iter().flat_map(|name| frames(name)).collect();
    let (mut bytes, mut ranges) = (Vec::new(), Vec::new());
    for _ in 0..120 {
        if noise && random.below(3) == 0 {
            let len = random.below(40);
            bytes.extend((0..len).map(|_| random.next() as u8));
        }
        let start = bytes.len();
        bytes.extend(&all[random.below(all.len())]);
        ranges.push(start..bytes.len());
    }
    (bytes, ranges)
}

/// Scans the input in pieces. Returns the ranges of valid frames and all events.
fn scan(
    names: &[&str],
    bytes: &[u8],
    mut piece: impl FnMut() -> usize,
) -> (Vec<Range<usize>>, Vec<String>) {
    let (mut valid, mut all, mut tally) = (Vec::new(), Vec::new(), Tally::default());
    let mut scanner = Scanner::new(finder(names));
    let mut take = |event: Event<'_>| {
        tally.add(&event);
        if let Event::Valid(found, _) = &event {
            valid.push(found.offset as usize..found.end() as usize);
        }
        all.push(format!("{event:?}"));
    };
    let mut rest = bytes;
    while !rest.is_empty() {
        let (now, later) = rest.split_at(piece().clamp(1, rest.len()));
        scanner.feed(now, &mut |event| take(event));
        rest = later;
    }
    scanner.finish(&mut |event| take(event));
    assert_eq!(tally.bytes(), bytes.len() as u64, "{names:?}");
    (valid, all)
}

#[test]
fn every_frame_of_every_protocol_is_found() {
    for name in ALL {
        let (bytes, ranges) = stream(&[name], &mut Random(7), false);
        let (found, _) = scan(&[name], &bytes, || usize::MAX);
        assert_eq!(found, ranges, "{name}");
    }
}

#[test]
fn every_frame_of_mixed_protocols_is_found_in_noise() {
    let mixed = ["ubx", "nmea", "rtcm3"];
    for seed in 1..20 {
        let (bytes, ranges) = stream(&mixed, &mut Random(seed), true);
        let (found, _) = scan(&mixed, &bytes, || usize::MAX);
        assert_eq!(found, ranges, "seed {seed}");
    }
}

#[test]
fn events_do_not_depend_on_the_size_of_reads() {
    for names in
        [&["ubx", "nmea", "rtcm3"][..], &["mavlink"], &["cobs_example"], &["modbus_request"]]
    {
        let mut random = Random(11);
        let (bytes, _) = stream(names, &mut random, true);
        let (_, whole) = scan(names, &bytes, || usize::MAX);
        for max in [1, 2, 7, 100] {
            let (_, split) = scan(names, &bytes, || 1 + random.below(max));
            assert_eq!(split, whole, "{names:?} in pieces of up to {max} bytes");
        }
    }
}

/// Bit flips, missing bytes and inserted bytes do not affect undamaged frames.
#[test]
fn damage_affects_only_the_damaged_frames() {
    for name in STRONG_CHECKSUM {
        for seed in 1..15 {
            let mut random = Random(seed * 0x9e37_79b9);
            let (mut bytes, mut ranges) = stream(&[name], &mut random, true);
            for _ in 0..30 {
                let at = random.below(bytes.len());
                let shift = |range: &mut Range<usize>, by: isize| {
                    *range = range.start.strict_add_signed(by)..range.end.strict_add_signed(by);
                };
                match random.below(3) {
                    0 => {
                        bytes[at] ^= 1 << random.below(8);
                        ranges.retain(|range| !range.contains(&at));
                    }
                    1 => {
                        bytes.remove(at);
                        ranges.retain(|range| !range.contains(&at));
                        let following = ranges.iter_mut().filter(|range| range.start > at);
                        following.for_each(|range| shift(range, -1));
                    }
                    _ => {
                        let byte = bytes[random.below(bytes.len())];
                        bytes.insert(at, byte);
                        ranges.retain(|range| !(range.start < at && at < range.end));
                        let following = ranges.iter_mut().filter(|range| range.start >= at);
                        following.for_each(|range| shift(range, 1));
                    }
                }
            }
            let (found, _) = scan(&[name], &bytes, || usize::MAX);
            let lost: Vec<_> = ranges.iter().filter(|range| !found.contains(range)).collect();
            assert!(lost.is_empty(), "{name}: {lost:?}");
        }
    }
}

/// A schema must define the start and the end of its frames.
#[test]
fn schemas_without_framing_are_rejected_with_advice() {
    let refusal = |frame: &str, seq: &str| {
        let text = format!("meta: {{id: x, endian: le{frame}}}\nseq:\n{seq}");
        let schema = Schema::parse("x.ksy".as_ref(), text, &SchemaSearch::default());
        let schema = schema.unwrap_or_else(|report| panic!("{report}"));
        match schema.frame_schema() {
            Err(refused) => refused.to_string(),
            Ok(frames) => match Finder::new(vec![frames]) {
                Err(refused) => refused.to_string(),
                Ok(_) => String::new(),
            },
        }
    };
    let framed = ", -frame: {max-size: 20}";
    assert!(refusal("", "  - {id: a, type: u1}").contains("add `-frame"));
    let endless = refusal(framed, "  - {id: a, contents: [1]}\n  - {id: b, size-eos: true}");
    assert!(endless.contains("`b` extends to the end"), "{endless}");
    assert!(refusal(framed, "  - {id: a, type: u1}").contains("add a sync pattern"));
    assert_eq!(refusal(framed, "  - {id: a, contents: [1]}"), "");
    let stuffed = ", -frame: {max-size: 20, stuffing: cobs}";
    assert_eq!(refusal(stuffed, "  - {id: b, size-eos: true}"), "");
}
