//! Live input: latency, and candidates that remain incomplete.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod stream;

use bytescope_frames::{Event, Finder, FrameSchema, Pattern, Scanner, SchemaError, Start, Verdict};
use stream::{Fixed, Packet, Summary, packet, summary};

/// Returns a packet type with a one-byte sync pattern and packets of up to 259 bytes.
fn long_packet() -> Packet {
    Packet { sync: vec![0xd3], max: 259, unknown: None }
}

#[test]
fn a_frame_is_reported_with_its_last_byte() {
    let mut scanner = Scanner::new(Finder::new(vec![Box::new(packet())]).unwrap());
    let frame = packet().frame(b"body");
    for _ in 0..3 {
        let (last, first) = frame.split_last().unwrap();
        let mut valid = 0;
        scanner.feed(first, &mut |event| valid += u32::from(matches!(event, Event::Valid(..))));
        assert_eq!(valid, 0);
        scanner.feed(&[*last], &mut |event| valid += u32::from(matches!(event, Event::Valid(..))));
        assert_eq!((valid, scanner.pending()), (1, None));
    }
}

/// A scanner has no notion of time: a pause in the middle of a frame does not affect the result.
#[test]
fn a_false_length_is_rejected_when_its_last_byte_is_read() {
    let mut scanner = Scanner::new(Finder::new(vec![Box::new(long_packet())]).unwrap());
    let mut events: Vec<Summary> = Vec::new();
    // A false length of 10, followed by a valid frame.
    let input = [&[0xd3, 10, 1, 2][..], &long_packet().frame(b"hidden")].concat();
    let (first, rest) = input.split_at(12);
    scanner.feed(first, &mut |event| events.push(summary(&event)));
    assert_eq!((events.len(), scanner.pending()), (0, Some(0)));
    scanner.feed(rest, &mut |event| events.push(summary(&event)));
    let kinds: Vec<_> = events.iter().map(|e| (e.0, e.1, e.2)).collect();
    assert_eq!(kinds, [("rejected", 0, 1), ("skipped", 1, 3), ("valid", 4, 10)]);
}

#[test]
fn at_most_the_maximum_frame_size_is_buffered() {
    let mut scanner = Scanner::new(Finder::new(vec![Box::new(long_packet())]).unwrap());
    let (mut rejected, mut max_pending) = (0_u64, 0);
    for _ in 0..20_000 {
        scanner.feed(&[0xd3], &mut |event| {
            rejected += u64::from(matches!(event, Event::Rejected(_)));
        });
        let pending = scanner.pending().map_or(0, |at| scanner.fed() - at);
        max_pending = pending.max(max_pending);
    }
    assert!(max_pending <= 259, "{max_pending}");
    assert!(rejected > 19_000);
}

/// A schema with a start condition and a maximum size, which all of its frames exceed.
struct OversizeFrames(Start, usize);

impl FrameSchema for OversizeFrames {
    fn name(&self) -> &str {
        "oversize"
    }
    fn start(&self) -> Start {
        self.0.clone()
    }
    fn max_len(&self) -> usize {
        self.1
    }
    fn is_checked(&self) -> bool {
        false
    }
    fn parse(&self, _: &[u8], _: bool) -> Verdict {
        Verdict::verified(self.1 + 1)
    }
}

#[test]
fn unusable_schemas_are_rejected() {
    let error = |start, max| Finder::new(vec![Box::new(OversizeFrames(start, max))]).err();
    assert_eq!(Finder::new(vec![]).err(), Some(SchemaError::None));
    assert!(matches!(error(Start::Anywhere, 9), Some(SchemaError::NoSync { .. })));
    assert!(error(Start::Anywhere, 9).unwrap().to_string().contains("a checksum"));
    let matches_any = Start::Sync(vec![Pattern::masked(&[0xff], &[0])]);
    assert!(matches!(error(matches_any, 9), Some(SchemaError::MatchesAnything { .. })));
    assert!(matches!(error(Start::AfterDelimiter(0), 0), Some(SchemaError::Length { .. })));
}

#[test]
fn a_frame_longer_than_its_window_is_rejected() {
    let schema = OversizeFrames(Start::Sync(vec![Pattern::exact(b"x")]), 3);
    let events = stream::scan(Finder::new(vec![Box::new(schema)]).unwrap(), b"xxxxxx", &[2]);
    assert!(events.iter().all(|e| e.0 == "rejected"), "{events:?}");
}

/// Eight-byte frames without a checksum: the first one of a sequence is followed by two others, or
/// by one and the end of the input. Each frame is followed by another one, or by the end.
#[test]
fn confirmation_requires_contiguous_frames_on_both_sides() {
    let frame = [0x0f, 1, 2, 3, 4, 5, 6, 0x10];
    let found = |parts: &[&[u8]]| {
        let finder = Finder::new(vec![Box::new(Fixed(2))]).unwrap();
        let events = stream::scan(finder, &parts.concat(), &[]);
        events.into_iter().filter(|e| e.0 == "valid").map(|e| e.1).collect::<Vec<_>>()
    };
    let frames = |count| frame.repeat(count);
    // The input consists of frames.
    assert_eq!(found(&[&frame]), [0]);
    assert_eq!(found(&[&frames(3)]), [0, 8, 16]);
    // Frames at one end of the input.
    assert_eq!(found(&[&frames(2), &[1]]), [0]);
    assert_eq!(found(&[&[1], &frames(2)]), [1, 9]);
    assert!(found(&[&[1], &frame]).is_empty());
    // The last frame before other bytes is not confirmed.
    assert_eq!(found(&[&frames(4), &[1], &frames(2), &[1], &frames(3)]), [0, 8, 16, 50, 58, 66]);
    // Padding.
    assert_eq!(found(&[&frames(2), &[0; 40]]), [0, 8]);
    assert_eq!(found(&[&frames(2), &[0; 40], &frames(2)]), [0, 8, 56, 64]);
    assert_eq!(found(&[&[0xff; 20], &frames(3), &[0xff; 3]]), [20, 28, 36]);
}
