//! Parallel decoding of random-access inputs.

use super::count::{FrameCounter, MessageCounts};
use super::near;
use super::rows::{FrameBlock, Tables};
use crate::blocks;
use crate::decode::account::Reject;
use crate::decode::input::RandomAccess;
use crate::decode::source::{Job, Put, Sink};
use bytescope_frames::{Event, Finder, ParallelScan, ReadAt, Segment, Tally};
use std::io;
use std::ops::Range;

/// The part of an input from `start` to its end.
struct InputTail<'w> {
    whole: &'w RandomAccess,
    start: u64,
}

impl ReadAt for InputTail<'_> {
    fn read_at(&self, to: &mut [u8], offset: u64) -> io::Result<usize> {
        self.whole.read_at(to, self.start.saturating_add(offset))
    }
}

/// A segment in the pipeline.
#[derive(Default)]
struct PendingSegment<E> {
    number: u64,
    segment: Segment,
    tally: Tally,
    rows: FrameBlock<E>,
    /// Counts of messages, and number of rows.
    counts: (MessageCounts, u64),
}

/// Minimum size of a segment in bytes, to limit the overhead at segment boundaries.
const MIN_SEGMENT_SIZE: usize = 8 << 10;

/// Decodes an input and returns the number of rows.
///
/// # Errors
/// Returns the first error of `put` or of the observer.
pub(super) fn decode<E: Default + Send>(
    job: &mut Job<'_>,
    finder: &Finder,
    whole: &RandomAccess,
    tables: &Tables,
    count: &mut FrameCounter,
    sink: &impl Sink<E>,
    put: Put<'_, E>,
) -> io::Result<u64> {
    let start = tables.start;
    let part = InputTail { whole, start };
    let size = u32::try_from(job.block.bytes.max(MIN_SEGMENT_SIZE)).unwrap_or(u32::MAX);
    let len = whole.len().saturating_sub(start);
    let mut range = 0..len;
    if let Some(Range { start: first, end }) = &job.options.range {
        match finder.seam(&part, len, first.saturating_sub(start)) {
            Ok(seam) => range = seam..end.saturating_sub(start).min(len),
            Err(error) => {
                count.error = Some(error);
                return Ok(0);
            }
        }
    }
    let mut reported = range.start;
    let scan = ParallelScan::range(finder, &part, len, range, size);
    let mut numbers = 0..scan.count();
    let names = tables.names();
    let (options, count_only, observer) = (job.options, job.count_only, &mut *job.observer);
    let mut rows = 0_u64;
    blocks::ordered(
        blocks::threads(options.threads),
        |block: &mut PendingSegment<E>| {
            let number = numbers.next().filter(|_| !options.stop.is_set());
            number.map(|number| block.number = number).is_some()
        },
        |block| {
            let PendingSegment { number, segment, tally, rows, counts } = block;
            scan.scan(*number, segment);
            *tally = segment.tally();
            for run in segment.runs.iter().filter(|run| run.first.valid) {
                rows.add(tables, run, segment.bytes(run), count_only);
            }
            rows.finish(tables, count_only, sink);
            *counts = rows.take_counts();
        },
        |block| {
            let PendingSegment {
                segment,
                tally,
                rows: block_rows,
                counts: (messages, row_count),
                ..
            } = block;
            observer.progress(segment.end.saturating_sub(segment.start));
            count.tally.join(tally);
            count.join(messages);
            rows = rows.saturating_add(*row_count);
            if observer.needs_rejects() {
                let mut failed = None;
                segment.report(&mut reported, &mut |event: Event<'_>| {
                    if let (Some(reject), None) = (Reject::of(&event, start, &names), &failed) {
                        failed = observer.reject(&reject).err();
                    }
                });
                failed.map_or(Ok(()), Err)?;
            }
            count.error = count.error.take().or(segment.error.take());
            put(&mut block_rows.encoded, false)
        },
    )?;
    if job.options.range.is_none() {
        count.near = near::of(finder, &count.tally, |size| {
            let mut head = vec![0; size.min(usize::try_from(whole.len()).unwrap_or(size))];
            let mut filled = 0;
            while let Some(to) = head.get_mut(filled..).filter(|to| !to.is_empty()) {
                match part.read_at(to, filled as u64) {
                    Ok(read) if read > 0 => filled = filled.saturating_add(read),
                    // An error is reported by the scan.
                    _ => break,
                }
            }
            head.truncate(filled);
            head
        });
    }
    Ok(rows)
}
