//! Results do not depend on how the input is split, and every byte is accounted for.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod stream;

use bytescope_frames::{Finder, ParallelScan, Segment, Tally};
use proptest::prelude::*;
use std::sync::Mutex;
use std::thread;
use stream::{BODY, Packet, Plain, Seed, Tagged, Uniform, finders, noisy, packet, plain, scan};

/// Returns a stream with frames of every schema.
fn anything(seed: u64) -> Vec<u8> {
    let mut seed = Seed(seed);
    let mut stream: Tagged = Vec::new();
    for _ in 0..6 {
        let short = Packet { sync: vec![0xd3], max: 200, unknown: None };
        let bare = Packet { sync: vec![], max: 40, unknown: None };
        match seed.below(6) {
            0 => stream.extend(noisy(&mut seed, &packet(), 4)),
            1 => stream.extend(noisy(&mut seed, &short, 2)),
            2 => stream.extend(noisy(&mut seed, &bare, 3)),
            3 => {
                let body = seed.bytes(BODY);
                let one = if seed.below(2) == 0 { packet() } else { short };
                for _ in 0..seed.below(20) {
                    stream.extend(one.frame(&body).into_iter().map(|byte| (byte, None)));
                }
            }
            4 => {
                let frame = bare.frame(&[1, 0, 2]);
                let coded = bytescope_frames::stuffing::Coding::Cobs.encode(&frame);
                stream.extend(coded.into_iter().chain([0]).map(|byte| (byte, None)));
            }
            _ => {
                for _ in 0..seed.below(5) {
                    let mut frame = seed.bytes(8);
                    (frame[0], frame[1], frame[7]) = (0x0f, frame[1] & 0x7f, 0);
                    stream.extend(frame.into_iter().map(|byte| (byte, None)));
                }
            }
        }
    }
    stream.into_iter().map(|(byte, _)| byte).collect()
}

fn accounts_for(events: &[Plain], input: &[u8]) {
    let mut at = 0;
    for (what, offset, len, _) in events {
        assert_eq!(*offset, at, "{what}");
        assert!(*len > 0);
        at += len;
    }
    assert_eq!(at, input.len() as u64);
    for pair in events.windows(2) {
        assert!(!(pair[0].0 == "skipped" && pair[1].0 == "skipped"), "{pair:?}");
    }
}

/// Returns the events of a parallel scan.
fn threads(finder: &Finder, input: &[u8], size: u32, count: usize) -> Vec<Plain> {
    let parallel = ParallelScan::new(finder, input, input.len() as u64, size);
    let next = Mutex::new(0);
    let done = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..count {
            scope.spawn(|| {
                loop {
                    let number = {
                        let mut next = next.lock().unwrap();
                        *next += 1;
                        *next - 1
                    };
                    if number >= parallel.count() {
                        return;
                    }
                    let mut segment = Segment::default();
                    parallel.scan(number, &mut segment);
                    done.lock().unwrap().push((number, segment));
                }
            });
        }
    });
    let mut segments = done.into_inner().unwrap();
    segments.sort_by_key(|(number, _)| *number);
    let (mut events, mut reported) = (Vec::new(), 0);
    let (mut tally, mut parts) = (Tally::default(), Tally::default());
    for (_, segment) in &segments {
        parts.join(&segment.tally());
    }
    for (_, segment) in segments {
        segment.report(&mut reported, &mut |event| {
            tally.add(&event);
            events.push(plain(&event));
        });
    }
    assert_eq!((parts, tally.bytes()), (tally.clone(), input.len() as u64));
    events
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn events_do_not_depend_on_chunk_boundaries(
        seed: u64,
        splits in prop::collection::vec(any::<prop::sample::Index>(), 0..60),
    ) {
        let input = anything(seed);
        let mut splits: Vec<usize> = splits.iter().map(|split| split.index(input.len() + 1)).collect();
        splits.sort_unstable();
        for (at, (one, two)) in finders().into_iter().zip(finders()).enumerate() {
            let whole = scan(one, &input, &[]);
            accounts_for(&whole, &input);
            prop_assert_eq!(&scan(two, &input, &splits), &whole, "set {}", at);
        }
    }

    #[test]
    fn single_byte_chunks_give_the_same_events(seed: u64) {
        let input = anything(seed);
        let every: Vec<usize> = (1..input.len()).collect();
        for (one, two) in finders().into_iter().zip(finders()) {
            prop_assert_eq!(scan(two, &input, &every), scan(one, &input, &[]));
        }
    }

    #[test]
    fn threads_agree_at_the_seams(seed: u64, size in 1_u32..400, count in 1_usize..4) {
        let input = anything(seed);
        for (at, (one, two)) in finders().into_iter().zip(finders()).enumerate() {
            let whole = scan(one, &input, &[]);
            prop_assert_eq!(threads(&two, &input, size, count), whole, "set {}", at);
        }
    }

    #[test]
    fn runs_agree_with_single_frames(seed: u64, size in 1_u32..400) {
        let input = anything(seed);
        let finder = |runs| {
            let uniform = Uniform { packet: packet(), runs };
            Finder::new(vec![Box::new(uniform)]).unwrap()
        };
        let one_by_one = scan(finder(false), &input, &[]);
        prop_assert_eq!(&scan(finder(true), &input, &[]), &one_by_one);
        prop_assert_eq!(&threads(&finder(true), &input, size, 2), &one_by_one);
    }
}
