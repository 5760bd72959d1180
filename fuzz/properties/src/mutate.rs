//! Mutation of files and frames that keeps their checksums and lengths valid.

use crate::first_line;
use crate::frames::finder;
use crate::schemas::format_named;
use bytescope::AnyFormat;
use bytescope::generate::{FuzzMutator, Generator};
use bytescope_frames::{Event, Scanner};
use bytescope_ksy::Random;
use std::ops::Range;

/// Maximum size of files with recomputed checksums in bytes. Larger files slow fuzzing down.
const MAX_SIZE: usize = 8192;
/// Requested size of inserted samples in bytes.
const SAMPLE_SIZE: u64 = 64;

/// Mutates an input whose first line names a format: `data[..size]`, of at most `max_size` bytes
/// afterwards. Returns the new size. `mutate_bytes` is the mutation of libFuzzer, with the same
/// parameters.
///
/// Three of four mutations change only the file, or one frame of a stream. Half of these then
/// recompute the checksums, lengths and counts. A few insert a generated sample.
pub fn mutate(
    data: &mut [u8],
    size: usize,
    max_size: usize,
    seed: u32,
    mutate_bytes: impl Fn(&mut [u8], usize, usize) -> usize,
) -> usize {
    let mut random = Random::new(seed.into());
    let input = data.get(..size).unwrap_or_default();
    let format = named_format(input).filter(|_| size < max_size && !random.one_in(4));
    let Some((format, start)) = format else { return mutate_bytes(data, size, max_size) };
    let frames = frames(&format, input, start);
    let part = random.pick(&frames).cloned().unwrap_or(start..size);
    let (before, after) = (input[..part.start].to_vec(), input[part.end..].to_vec());
    let old_len = part.len();
    let mut part = input[part].to_vec();
    if random.one_in(64) {
        let sample = Generator::new(&format, seed.into(), Some(SAMPLE_SIZE)).sample(0);
        part.extend(sample.unwrap_or_default());
    } else {
        let max_len = max_size.saturating_sub(before.len() + after.len());
        part.resize(max_len.max(old_len), 0);
        let len = mutate_bytes(&mut part, old_len, max_len);
        part.truncate(len);
        if part.len() <= MAX_SIZE && random.one_in(2) {
            part = FuzzMutator::new(&format).repair(part);
        }
    }
    let mutated = [before, part, after].concat();
    let size = mutated.len().min(max_size).min(data.len());
    data[..size].copy_from_slice(&mutated[..size]);
    size
}

/// Returns the first format named in the first line, and the offset after the line.
fn named_format(input: &[u8]) -> Option<(AnyFormat, usize)> {
    let (line, rest) = first_line(input)?;
    let name = line.split([' ', '+']).next()?;
    Some((format_named(name)?, input.len() - rest.len()))
}

/// Returns the ranges of the frames in an input, whose stream starts at `start`.
fn frames(format: &AnyFormat, input: &[u8], start: usize) -> Vec<Range<usize>> {
    let stream = &input[start..];
    let mut found = Vec::new();
    if !format.is_framed() || stream.len() > MAX_SIZE {
        return found;
    }
    let Some(finder) = finder(std::slice::from_ref(format), stream) else { return found };
    let mut scanner = Scanner::new(finder);
    let mut on = |event: Event<'_>| {
        if let Event::Valid(frame, _) | Event::Unverified(frame, _) = event {
            let at = start + frame.offset as usize;
            found.push(at..at + frame.len as usize);
        }
    };
    scanner.feed(stream, &mut on);
    scanner.finish(&mut on);
    found
}
