//! Damage to a stream loses only the frames that it affects, and produces no false frames.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod stream;

use bytescope_frames::{Finder, FrameSchema, Verdict};
use proptest::prelude::*;
use stream::{Packet, Seed, Tagged, noisy, packet, scan};

/// Returns a packet type with a one-byte or a two-byte sync pattern.
fn packet_type(one_byte_sync: bool) -> Packet {
    match one_byte_sync {
        true => Packet { sync: vec![0xd3], max: 250, unknown: None },
        false => packet(),
    }
}

/// Returns the offsets and sizes of the intact frames of a stream. `lengths` are the original sizes
/// of all frames.
fn intact_frames(stream: &Tagged, lengths: &[usize]) -> Vec<(u64, u64)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < stream.len() {
        let Some(number) = stream[at].1 else {
            at += 1;
            continue;
        };
        let len = stream[at..].iter().take_while(|(_, tag)| *tag == Some(number)).count();
        if len == lengths[number] {
            found.push((at as u64, len as u64));
        }
        at += len;
    }
    found
}

/// True if random bytes happen to form a frame, with a chance of 1 in 65536 per candidate.
fn has_accidental_frame(packet: &Packet, input: &[u8], frames: &[(u64, u64)]) -> bool {
    (0..input.len()).any(|at| {
        let window = &input[at..input.len().min(at + packet.max)];
        window.starts_with(&packet.sync)
            && matches!(packet.parse(window, true), Verdict::Valid { .. })
            && !frames.iter().any(|(offset, _)| *offset == at as u64)
    })
}

/// Returns the offsets and sizes of the valid frames that the scanner finds.
fn valid_frames(packet: &Packet, input: &[u8]) -> Vec<(u64, u64)> {
    let events = scan(Finder::new(vec![Box::new(packet.clone())]).unwrap(), input, &[]);
    events.into_iter().filter(|e| e.0 == "valid").map(|(_, offset, len, _)| (offset, len)).collect()
}

/// Damages the stream and removes the tags of the affected frames.
fn damage(seed: &mut Seed, stream: &mut Tagged) {
    let untag = |stream: &mut Tagged, number: Option<usize>| {
        stream.iter_mut().filter(|(_, tag)| *tag == number).for_each(|(_, tag)| *tag = None);
    };
    let at = seed.below(stream.len());
    match seed.below(5) {
        // A flipped bit.
        0 => {
            stream[at].0 ^= 1 << seed.below(8);
            untag(stream, stream[at].1);
        }
        // Dropped bytes.
        1 => {
            let end = stream.len().min(at + 1 + seed.below(30));
            let touched: Vec<_> = stream.drain(at..end).map(|(_, tag)| tag).collect();
            touched.into_iter().for_each(|tag| untag(stream, tag));
        }
        // Inserted bytes, which damage a frame only if they are inside it.
        2 => {
            let within = at > 0 && stream[at - 1].1 == stream[at].1;
            if within {
                untag(stream, stream[at].1);
            }
            let len = seed.below(30);
            let bytes = seed.bytes(len);
            stream.splice(at..at, bytes.into_iter().map(|byte| (byte, None)));
        }
        // A truncated end.
        3 => {
            let rest = stream.split_off(stream.len() - seed.below(40).min(stream.len()));
            rest.first().into_iter().for_each(|(_, tag)| untag(stream, *tag));
        }
        // A copied part of the stream, for example the start of a frame, inserted at any offset.
        _ => {
            let end = stream.len().min(at + seed.below(50));
            let copy: Vec<u8> = stream[at..end].iter().map(|(byte, _)| *byte).collect();
            let to = seed.below(stream.len());
            if to > 0 && stream[to - 1].1 == stream[to].1 {
                untag(stream, stream[to].1);
            }
            stream.splice(to..to, copy.into_iter().map(|byte| (byte, None)));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn frames_in_noise_are_all_found(seed: u64, one_byte_sync: bool) {
        let packet = packet_type(one_byte_sync);
        let stream = noisy(&mut Seed(seed), &packet, 30);
        let input: Vec<u8> = stream.iter().map(|(byte, _)| *byte).collect();
        let mut lengths = vec![0; 30];
        stream.iter().filter_map(|(_, tag)| *tag).for_each(|tag| lengths[tag] += 1);
        let expected = intact_frames(&stream, &lengths);
        prop_assert_eq!(expected.len(), 30);
        prop_assume!(!has_accidental_frame(&packet, &input, &expected));
        prop_assert_eq!(valid_frames(&packet, &input), expected);
    }

    #[test]
    fn only_damaged_frames_are_lost(
        seed: u64,
        one_byte_sync: bool,
        damage_count in 1_usize..12,
    ) {
        let (mut seed, packet) = (Seed(seed), packet_type(one_byte_sync));
        let mut stream = noisy(&mut seed, &packet, 30);
        let mut lengths = vec![0; 30];
        stream.iter().filter_map(|(_, tag)| *tag).for_each(|tag| lengths[tag] += 1);
        for _ in 0..damage_count {
            damage(&mut seed, &mut stream);
            prop_assume!(!stream.is_empty());
        }
        let input: Vec<u8> = stream.iter().map(|(byte, _)| *byte).collect();
        // Frames in a copied part of the stream are also found.
        let found = valid_frames(&packet, &input);
        for frame in &intact_frames(&stream, &lengths) {
            let overlapped = found.iter().any(|f| f.0 < frame.0 && f.0 + f.1 > frame.0);
            prop_assert!(found.contains(frame) || overlapped, "lost {frame:?}");
            prop_assume!(!overlapped);
        }
    }
}
