//! Frames in a stream.

use crate::schemas::{schema, schema_names};
use bytescope::formats;
use bytescope::logs::LogFormat;
use bytescope_frames::{DeclaredFrames, Event, Finder, FrameSchema, Scanner};
use bytescope_ksy::Schema;

/// Events do not depend on the sizes of reads, and account for each byte once. The first eight
/// bytes of the input are sizes of reads; the last of them also selects the schema.
pub fn frames_split(data: &[u8]) {
    let (sizes, input) = data.split_at(data.len().min(8));
    let framed: Vec<&Schema> =
        schema_names().filter_map(schema).filter(|schema| schema.is_framed()).collect();
    let logs = LogFormat::ALL;
    let index = usize::from(sizes.last().copied().unwrap_or(0)) % (framed.len() + logs.len() + 1);
    // The definitions of a log are read from the whole input.
    let log = index.checked_sub(framed.len()).and_then(|index| logs.get(index));
    let log = log.map(|format| format.read(input));
    let scan = |pieces: &[&[u8]]| {
        let schema = framed.get(index).map(|schema| schema.frame_schema().unwrap());
        let log = log.clone().map(|log| Box::new(log) as Box<dyn FrameSchema>);
        scan(schema.or(log), pieces)
    };
    let whole = scan(&[input]);
    let mut pieces = Vec::new();
    let mut rest = input;
    for size in sizes {
        let (piece, after) = rest.split_at(rest.len().min(usize::from(*size)));
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    assert_eq!(whole, scan(&pieces), "reads of {sizes:?} bytes");
    assert_eq!(whole, scan(&input.chunks(1).collect::<Vec<_>>()), "byte by byte");
}

/// Scans consecutive pieces of an input. Returns kind, offset and length of each event.
fn scan(schema: Option<Box<dyn FrameSchema>>, pieces: &[&[u8]]) -> Vec<(&'static str, u64, u64)> {
    let frame = formats::by_name("sensor_frame").and_then(|format| format.frame).unwrap();
    let mut schemas: Vec<Box<dyn FrameSchema>> =
        vec![Box::new(DeclaredFrames::new("sensor_frame", frame))];
    schemas.extend(schema);
    let mut scanner = Scanner::new(Finder::new(schemas).unwrap());
    let mut found: Vec<(&str, u64, u64)> = Vec::new();
    let mut record_event = |event: Event<'_>| match event {
        Event::Valid(frame, bytes) => {
            assert_eq!(bytes.len(), frame.len as usize);
            found.push(("valid", frame.offset, frame.len.into()));
        }
        Event::Unverified(frame, _) => found.push(("unverified", frame.offset, frame.len.into())),
        Event::Rejected(rejected) => found.push(("rejected", rejected.offset, 1)),
        // Adjacent skipped ranges are joined, because their number depends on the pieces.
        Event::Skipped { offset, len } => match found.last_mut() {
            Some(("skipped", start, before)) if *start + *before == offset => *before += len,
            _ => found.push(("skipped", offset, len)),
        },
    };
    for piece in pieces {
        scanner.feed(piece, &mut record_event);
    }
    scanner.finish(&mut record_event);
    let fed: u64 = pieces.iter().map(|piece| piece.len() as u64).sum();
    let end = found.iter().fold(0, |at, (kind, offset, len)| {
        assert_eq!(*offset, at, "{kind}: bytes reported twice or not at all");
        offset + len
    });
    assert_eq!(end, fed, "unreported bytes at the end");
    found
}
