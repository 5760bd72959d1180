//! Frames declared as binrw types.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod stream;

use binrw::binrw;
use bytescope_frames::{DeclaredFrames, Finder, FrameSchema};
use bytescope_inspect::{Algorithm, Blob, FrameType, Inspect};
use proptest::prelude::*;
use stream::{Seed, scan};

/// A variable-size frame.
#[derive(Inspect)]
#[binrw]
#[derive(Debug)]
#[brw(little, magic = b"\x10\x02")]
struct VariableSize {
    kind: u8,
    length: u8,
    #[br(count = length)]
    body: Blob,
    #[inspect(hex, checksum(Algorithm::CRC_16_MODBUS, from = kind, to = body))]
    crc: u16,
}

/// A fixed-size frame with rules given as expressions.
#[derive(Inspect)]
#[binrw]
#[derive(Debug)]
#[brw(big, magic = b"$")]
#[inspect(fixed)]
struct WithRules {
    #[inspect(check(level <= 100, "must be at most 100"))]
    level: u8,
    #[br(assert(rate != 0))]
    rate: u16,
    #[inspect(hex, checksum(Algorithm::SUM_8, from = level, to = rate))]
    sum: u8,
}

fn variable_size_frame(kind: u8, body: &[u8]) -> Vec<u8> {
    let mut frame = vec![0x10, 2, kind, body.len() as u8];
    frame.extend(body);
    let crc = Algorithm::CRC_16_MODBUS.compute(&frame[2..]) as u16;
    frame.extend(crc.to_le_bytes());
    frame
}

fn frame_with_rules(level: u8, rate: u16) -> Vec<u8> {
    let [high, low] = rate.to_be_bytes();
    let sum = level.wrapping_add(high).wrapping_add(low);
    vec![b'$', level, high, low, sum]
}

fn finder(ty: FrameType) -> Finder {
    Finder::new(vec![Box::new(DeclaredFrames::new("declared", ty))]).unwrap()
}

#[test]
fn rejections_state_the_reason() {
    let frame = frame_with_rules;
    let input = [frame(50, 9), frame(101, 9), frame(50, 0), vec![b'$', 1, 2, 3, 4]].concat();
    let events = scan(finder(FrameType::fixed::<WithRules>()), &input, &[3]);
    let summary: Vec<_> = events.iter().map(|e| (e.0, e.1, e.3.as_str())).collect();
    let rule = "0 level: must be at most 100, found 101";
    let assertion = "0 rate: must satisfy rate != 0, found 0";
    let sum = "0 sum-8 mismatch: expected 0x06, found 0x04";
    assert_eq!(
        summary,
        [
            ("valid", 0, "0"),
            ("rejected", 5, rule),
            ("skipped", 6, ""),
            ("rejected", 10, assertion),
            ("skipped", 11, ""),
            ("rejected", 15, sum),
            ("skipped", 16, ""),
        ]
    );
}

#[test]
fn frame_properties_follow_from_the_type() {
    let variable = DeclaredFrames::new("v", FrameType::sized::<VariableSize>(261));
    assert!(variable.is_checked());
    assert_eq!(variable.max_len(), 261);
    assert!(DeclaredFrames::new("r", FrameType::fixed::<WithRules>()).is_checked());
}

proptest! {
    #[test]
    fn variable_size_frames_are_found_in_noise(
        seed: u64,
        splits in prop::collection::vec(any::<prop::sample::Index>(), 0..20),
    ) {
        let mut seed = Seed(seed);
        let (mut input, mut expected) = (Vec::new(), Vec::new());
        for kind in 0..8 {
            // Noise without the first sync byte, so that it contains no accidental frame.
            let len = seed.below(30);
            input.extend(seed.bytes(len).into_iter().filter(|byte| *byte != 0x10));
            let len = seed.below(40);
            let frame = variable_size_frame(kind, &seed.bytes(len));
            expected.push((input.len() as u64, frame.len() as u64));
            input.extend(frame);
        }
        let mut splits: Vec<usize> = splits.iter().map(|split| split.index(input.len() + 1)).collect();
        splits.sort_unstable();
        let ty = FrameType::sized::<VariableSize>(261);
        let events = scan(finder(ty), &input, &[]);
        let valid = events.iter().filter(|e| e.0 == "valid").map(|e| (e.1, e.2));
        prop_assert_eq!(valid.collect::<Vec<_>>(), expected);
        prop_assert_eq!(scan(finder(ty), &input, &splits), events);
    }
}
