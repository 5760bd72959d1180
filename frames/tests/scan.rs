//! Events do not depend on chunk boundaries, threads or runs, and cover every byte.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod stream;

use bytescope_frames::{Finder, ParallelScan, Segment, Tally};
use proptest::prelude::*;
use std::sync::Mutex;
use std::thread;
use stream::{
    BODY_SIZE, Counted, Packet, Plain, Seed, Summary, Tagged, Uniform, finders, noisy, packet,
    scan, summary,
};

/// Returns a stream with frames of every schema.
fn mixed_stream(seed: u64) -> Vec<u8> {
    let mut seed = Seed(seed);
    let mut stream: Tagged = Vec::new();
    for _ in 0..6 {
        let short = Packet { sync: vec![0xd3], max: 200, unknown: None };
        let bare = Packet { sync: vec![], max: 40, unknown: None };
        match seed.below(8) {
            0 => stream.extend(noisy(&mut seed, &packet(), 4)),
            1 => stream.extend(noisy(&mut seed, &short, 2)),
            2 => stream.extend(noisy(&mut seed, &bare, 3)),
            3 => {
                let body = seed.bytes(BODY_SIZE);
                let packet = if seed.below(2) == 0 { packet() } else { short };
                for _ in 0..seed.below(20) {
                    stream.extend(packet.frame(&body).into_iter().map(|byte| (byte, None)));
                }
            }
            4 => {
                let frame = bare.frame(&[1, 0, 2]);
                let coded = bytescope_frames::stuffing::Coding::Cobs.encode(&frame);
                stream.extend(coded.into_iter().chain([0]).map(|byte| (byte, None)));
            }
            5 => {
                let (start, channels) = (seed.next() as u16, 1 + seed.below(3) as u16);
                for index in 0..seed.below(12) as u16 {
                    let len = 1 + seed.below(20);
                    let (channel, count) = (index % channels, start.wrapping_add(index / channels));
                    let frame = Counted::frame(channel, count, &seed.bytes(len));
                    stream.extend(frame.into_iter().map(|byte| (byte, None)));
                }
            }
            6 => {
                for _ in 0..seed.below(8) {
                    let len = seed.below(20);
                    let frame = Plain::frame(&seed.bytes(len));
                    stream.extend(frame.into_iter().map(|byte| (byte, None)));
                }
                let padding = seed.below(30);
                stream.extend(std::iter::repeat_n((0, None), padding));
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

/// Checks that the events cover each byte exactly once and that skipped bytes are merged.
fn check_coverage(events: &[Summary], input: &[u8]) {
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
fn parallel_scan(finder: &Finder, input: &[u8], size: u32, threads: usize) -> Vec<Summary> {
    let parallel = ParallelScan::new(finder, input, input.len() as u64, size);
    let next = Mutex::new(0);
    let done = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..threads {
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
    let (mut tally, mut sum) = (Tally::default(), Tally::default());
    for (_, segment) in &segments {
        sum.join(&segment.tally());
    }
    for (_, segment) in segments {
        segment.report(&mut reported, &mut |event| {
            tally.add(&event);
            events.push(summary(&event));
        });
    }
    assert_eq!((sum, tally.bytes()), (tally.clone(), input.len() as u64));
    events
}

/// Returns the events of separate scans of the ranges between `cuts`.
fn range_scans(finder: &Finder, input: &[u8], cuts: &[u64], size: u32) -> Vec<Summary> {
    let len = input.len() as u64;
    let mut events: Vec<Summary> = Vec::new();
    for pair in cuts.windows(2) {
        let start = finder.seam(input, len, pair[0]).unwrap();
        let scan = ParallelScan::range(finder, input, len, start..pair[1], size);
        let mut reported = start;
        for number in 0..scan.count() {
            let mut segment = Segment::default();
            scan.scan(number, &mut segment);
            segment.report(&mut reported, &mut |event| {
                let event = summary(&event);
                match events.last_mut() {
                    Some(last) if last.0 == "skipped" && event.0 == "skipped" => last.2 += event.2,
                    _ => events.push(event),
                }
            });
        }
    }
    events
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn events_do_not_depend_on_chunk_boundaries(
        seed: u64,
        splits in prop::collection::vec(any::<prop::sample::Index>(), 0..60),
    ) {
        let input = mixed_stream(seed);
        let mut splits: Vec<usize> = splits.iter().map(|split| split.index(input.len() + 1)).collect();
        splits.sort_unstable();
        for (index, (finder, same)) in finders().into_iter().zip(finders()).enumerate() {
            let expected = scan(finder, &input, &[]);
            check_coverage(&expected, &input);
            prop_assert_eq!(&scan(same, &input, &splits), &expected, "finder {}", index);
        }
    }

    #[test]
    fn single_byte_chunks_give_the_same_events(seed: u64) {
        let input = mixed_stream(seed);
        let splits: Vec<usize> = (1..input.len()).collect();
        for (finder, same) in finders().into_iter().zip(finders()) {
            prop_assert_eq!(scan(same, &input, &splits), scan(finder, &input, &[]));
        }
    }

    #[test]
    fn parallel_and_sequential_scans_agree(seed: u64, size in 1_u32..400, threads in 1_usize..4) {
        let input = mixed_stream(seed);
        for (index, (finder, same)) in finders().into_iter().zip(finders()).enumerate() {
            let found = parallel_scan(&same, &input, size, threads);
            prop_assert_eq!(found, scan(finder, &input, &[]), "finder {}", index);
        }
    }

    #[test]
    fn ranges_agree_with_one_scan(
        seed: u64,
        size in 1_u32..400,
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..20),
    ) {
        let input: Vec<u8> = (0..6).flat_map(|part| mixed_stream(seed ^ part)).collect();
        let mut cuts: Vec<u64> = cuts.iter().map(|cut| cut.index(input.len() + 1) as u64).collect();
        cuts.extend([0, input.len() as u64]);
        cuts.sort_unstable();
        let pairs = finders().into_iter().zip(finders()).enumerate();
        for (index, (finder, same)) in pairs.filter(|(_, (finder, _))| finder.is_splittable()) {
            let expected = scan(finder, &input, &[]);
            prop_assert_eq!(range_scans(&same, &input, &cuts, size), expected, "finder {}", index);
        }
    }

    #[test]
    fn runs_agree_with_single_frames(seed: u64, size in 1_u32..400) {
        let input = mixed_stream(seed);
        let finder = |runs| {
            let uniform = Uniform { packet: packet(), runs };
            Finder::new(vec![Box::new(uniform)]).unwrap()
        };
        let expected = scan(finder(false), &input, &[]);
        prop_assert_eq!(&scan(finder(true), &input, &[]), &expected);
        prop_assert_eq!(&parallel_scan(&finder(true), &input, size, 2), &expected);
    }
}
