//! Live input: latency, and candidates that are never completed.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod stream;

use bytescope_frames::{Event, Finder, FrameSchema, Pattern, Scanner, SchemaError, Start, Verdict};
use stream::{Fixed, Packet, Plain, packet, plain};

fn long() -> Packet {
    Packet { sync: vec![0xd3], max: 259, unknown: None }
}

#[test]
fn a_frame_is_reported_with_its_last_byte() {
    let mut scanner = Scanner::new(Finder::new(vec![Box::new(packet())]).unwrap());
    let frame = packet().frame(b"body");
    for _ in 0..3 {
        let (last, first) = frame.split_last().unwrap();
        let mut good = 0;
        scanner.feed(first, &mut |event| good += u32::from(matches!(event, Event::Valid(..))));
        assert_eq!(good, 0);
        scanner.feed(&[*last], &mut |event| good += u32::from(matches!(event, Event::Valid(..))));
        assert_eq!((good, scanner.pending()), (1, None));
    }
}

#[test]
fn giving_up_rejects_one_byte_and_rescans_the_rest() {
    let mut scanner = Scanner::new(Finder::new(vec![Box::new(long())]).unwrap());
    let mut events: Vec<Plain> = Vec::new();
    // A false length of 255, followed by a valid frame.
    let input = [&[0xd3, 255, 1, 2][..], &long().frame(b"hidden")].concat();
    scanner.feed(&input, &mut |event| events.push(plain(&event)));
    assert_eq!((events.len(), scanner.pending()), (0, Some(0)));
    scanner.give_up(&mut |event| events.push(plain(&event)));
    assert_eq!(scanner.pending(), None);
    scanner.finish(&mut |event| events.push(plain(&event)));
    let kinds: Vec<_> = events.iter().map(|e| (e.0, e.1, e.2)).collect();
    assert_eq!(kinds, [("rejected", 0, 1), ("skipped", 1, 3), ("good", 4, 10)]);
    assert_eq!(events[0].3, "0 timed out");
}

#[test]
fn at_most_the_maximum_frame_size_is_buffered() {
    let mut scanner = Scanner::new(Finder::new(vec![Box::new(long())]).unwrap());
    let (mut rejected, mut most) = (0_u64, 0);
    for _ in 0..20_000 {
        scanner.feed(&[0xd3], &mut |event| {
            rejected += u64::from(matches!(event, Event::Rejected(_)));
        });
        let pending = scanner.pending().map_or(0, |at| scanner.fed() - at);
        most = pending.max(most);
    }
    assert!(most <= 259, "{most}");
    assert!(rejected > 19_000);
}

/// A schema that matches any bytes or none.
struct Odd(Start, usize);

impl FrameSchema for Odd {
    fn name(&self) -> &str {
        "odd"
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
    let error = |odd: Odd| Finder::new(vec![Box::new(odd)]).err();
    assert_eq!(Finder::new(vec![]).err(), Some(SchemaError::None));
    assert!(matches!(error(Odd(Start::Anywhere, 9)), Some(SchemaError::NoSync { .. })));
    assert!(error(Odd(Start::Anywhere, 9)).unwrap().to_string().contains("a checksum"));
    let vague = Start::Sync(vec![Pattern::masked(&[0xff], &[0])]);
    assert!(matches!(error(Odd(vague, 9)), Some(SchemaError::MatchesAnything { .. })));
    assert!(matches!(error(Odd(Start::AfterDelimiter(0), 0)), Some(SchemaError::Length { .. })));
}

/// A schema that returns invalid lengths only has its frames rejected.
#[test]
fn a_frame_longer_than_its_window_is_rejected() {
    let odd = Odd(Start::Sync(vec![Pattern::exact(b"x")]), 3);
    let events = stream::scan(Finder::new(vec![Box::new(odd)]).unwrap(), b"xxxxxx", &[2]);
    assert!(events.iter().all(|e| e.0 == "rejected"), "{events:?}");
}

/// Eight-byte frames without a checksum; three must be contiguous.
#[test]
fn confirmation_counts_adjacent_frames_on_both_sides() {
    let frame = [0x0f, 1, 2, 3, 4, 5, 6, 0];
    let found = |input: &[u8]| {
        let events = stream::scan(Finder::new(vec![Box::new(Fixed(2))]).unwrap(), input, &[9]);
        events.into_iter().filter(|e| e.0 == "good").count()
    };
    assert_eq!(found(&frame.repeat(2)), 0);
    assert_eq!(found(&frame.repeat(3)), 3);
    assert_eq!(
        found(&[&frame.repeat(4)[..], &[1], &frame.repeat(2), &[1], &frame.repeat(3)].concat()),
        7
    );
}
