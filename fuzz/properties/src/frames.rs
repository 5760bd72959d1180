//! Frames in a stream.

use crate::first_line;
use crate::schemas::format_named;
use bytescope::AnyFormat;
use bytescope::logs::LogFormat;
use bytescope_frames::{Event, Finder, FrameSchema, ParallelScan, Scanner, Segment};

/// Sizes of reads if the input does not specify any.
const SIZES: &[usize] = &[3, 1, 40, 7, 100, 2, 9, 250];

/// Maximum number of segments of a parallel scan. Each of them is read up to the longest frame.
const MAX_SEGMENTS: usize = 16;

/// Kind, offset and length of an event.
type EventSummary = (&'static str, u64, u64);

/// Events depend neither on the sizes of reads nor on the segments of a parallel scan, and account
/// for each byte once. The first line of the input is `FORMAT[+FORMAT…] [SIZE…]`: the formats of
/// the frames, and the sizes of reads.
pub fn frames_split(data: &[u8]) {
    let Some((line, input)) = first_line(data) else { return };
    let mut words = line.split(' ');
    let Some(formats) = words.next().and_then(framed) else { return };
    let mut sizes: Vec<usize> =
        words.filter_map(|word| word.parse::<u8>().ok()).map(usize::from).collect();
    if sizes.is_empty() {
        sizes.extend(SIZES);
    }
    let finder = || finder(&formats, input);
    let Some(first) = finder() else { return };
    let whole = scan(first, &[input]);
    let mut pieces = Vec::new();
    let mut rest = input;
    for size in &sizes {
        let (piece, after) = rest.split_at(rest.len().min(*size));
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    assert_eq!(whole, scan(finder().unwrap(), &pieces), "reads of {sizes:?} bytes");
    let bytes: Vec<&[u8]> = input.chunks(1).collect();
    assert_eq!(whole, scan(finder().unwrap(), &bytes), "byte by byte");
    let size = sizes.first().copied().unwrap_or(1).max(input.len() / MAX_SEGMENTS).max(1);
    assert_eq!(whole, parallel_scan(&finder().unwrap(), input, size), "segments of {size} bytes");
}

/// Returns the formats with these names, joined by `+`, if all of them have frames.
pub(crate) fn framed(names: &str) -> Option<Vec<AnyFormat>> {
    names.split('+').map(|name| format_named(name).filter(AnyFormat::is_framed)).collect()
}

/// Returns a finder of the frames of these formats; the definitions of a log are read from the whole
/// input.
pub(crate) fn finder(formats: &[AnyFormat], input: &[u8]) -> Option<Finder> {
    let schema = |format: &AnyFormat| -> Option<Box<dyn FrameSchema>> {
        match LogFormat::ALL.iter().find(|log| log.name() == format.name()) {
            Some(log) => Some(Box::new(log.read(input))),
            None => format.frame_schema().ok(),
        }
    };
    Finder::new(formats.iter().map(schema).collect::<Option<_>>()?).ok()
}

/// Scans consecutive pieces of an input. Returns the events.
fn scan(finder: Finder, pieces: &[&[u8]]) -> Vec<EventSummary> {
    let mut scanner = Scanner::new(finder);
    let mut found = Vec::new();
    for piece in pieces {
        scanner.feed(piece, &mut |event| record(&event, &mut found));
    }
    scanner.finish(&mut |event| record(&event, &mut found));
    check_coverage(&found, pieces.iter().map(|piece| piece.len() as u64).sum());
    found
}

/// Scans segments of an input. Returns the events.
fn parallel_scan(finder: &Finder, input: &[u8], size: usize) -> Vec<EventSummary> {
    let parallel = ParallelScan::new(finder, input, input.len() as u64, size as u32);
    let (mut found, mut reported) = (Vec::new(), 0);
    for number in 0..parallel.count() {
        let mut segment = Segment::default();
        parallel.scan(number, &mut segment);
        segment.report(&mut reported, &mut |event| record(&event, &mut found));
    }
    check_coverage(&found, input.len() as u64);
    found
}

/// Adds an event. Adjacent skipped ranges are joined, because their number depends on the pieces.
fn record(event: &Event<'_>, found: &mut Vec<EventSummary>) {
    match event {
        Event::Valid(frame, bytes) => {
            assert_eq!(bytes.len(), frame.len as usize);
            found.push(("valid", frame.offset, frame.len.into()));
        }
        Event::Unverified(frame, _) => found.push(("unverified", frame.offset, frame.len.into())),
        Event::Rejected(rejected) => found.push((rejected.reason.kind.name(), rejected.offset, 1)),
        Event::Skipped { offset, len } => match found.last_mut() {
            Some(("skipped", start, before)) if *start + *before == *offset => *before += len,
            _ => found.push(("skipped", *offset, *len)),
        },
    }
}

/// Checks that events account for each byte once.
fn check_coverage(events: &[EventSummary], len: u64) {
    let end = events.iter().fold(0, |at, (kind, offset, len)| {
        assert_eq!(*offset, at, "{kind}: bytes reported twice or not at all");
        offset + len
    });
    assert_eq!(end, len, "unreported bytes at the end");
}
