//! Sequential decoding of streams: pipes, serial ports, connections and growing files.

use super::count::FrameCounter;
use super::near;
use super::rows::{FrameBlock, Tables};
use crate::decode::account::{Observer, Reject};
use crate::decode::input::InputOrigin;
use crate::decode::source::{GrowingBlocks, Job, Put, Sink};
use crate::decode::stoppable::{READ_SIZE, StoppableReader};
use bytescope_frames::{Event, Finder, FrameRun, Scanner};
use std::io::{self, Read};

/// Decodes an input to its end, or until decoding is stopped, and returns the number of rows.
///
/// # Errors
/// Returns the first error of `put` or of the observer.
pub(super) fn decode<E: Default>(
    job: &mut Job<'_>,
    finder: Finder,
    from: InputOrigin,
    tables: &Tables,
    count: &mut FrameCounter,
    sink: &impl Sink<E>,
    put: Put<'_, E>,
) -> io::Result<u64> {
    let options = job.options;
    let mut reader = StoppableReader::new(from, options.stop.clone());
    let mut live = Live {
        tables,
        names: tables.names(),
        count_only: job.count_only,
        count,
        observer: &mut *job.observer,
        rows: FrameBlock::default(),
        row_count: 0,
        left: (options.skip, options.limit.unwrap_or(u64::MAX)),
        skipped_rows: 0,
        failed: None,
        blocks: GrowingBlocks::new(job.block),
        sink,
        put,
    };
    // Flushes the header before the first row arrives.
    live.write(0)?;
    let mut scanner = Scanner::new(finder);
    let mut head = Vec::new();
    let mut buffer = vec![0; READ_SIZE];
    let error = loop {
        if live.is_full() {
            break None;
        }
        match reader.read(&mut buffer) {
            Ok(0) => break None,
            Ok(size) => {
                let bytes = buffer.get(..size).unwrap_or_default();
                live.observer.progress(bytes.len() as u64);
                let room = near::HEAD_SIZE.saturating_sub(head.len());
                head.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
                scanner.feed(bytes, &mut |event| live.take(&event));
                live.write_block()?;
            }
            Err(error) => break Some(error),
        }
    };
    let near = near::of(scanner.finder(), &live.count.tally, |_| head);
    scanner.finish(&mut |event| live.take(&event));
    live.write(0)?;
    let row_count = live.row_count.saturating_sub(live.skipped_rows);
    (count.error, count.near) = (error, near);
    Ok(row_count)
}

/// State of an input that is being decoded.
struct Live<'a, E, S> {
    tables: &'a Tables,
    names: Vec<String>,
    count_only: bool,
    count: &'a mut FrameCounter,
    observer: &'a mut dyn Observer,
    rows: FrameBlock<E>,
    /// Number of rows.
    row_count: u64,
    /// Number of rows left to skip, and number of rows left to decode after the skipped rows.
    left: (u64, u64),
    /// Number of skipped rows, which are counted but not decoded.
    skipped_rows: u64,
    /// Error of the observer.
    failed: Option<io::Error>,
    blocks: GrowingBlocks,
    sink: &'a S,
    put: Put<'a, E>,
}

impl<E, S: Sink<E>> Live<'_, E, S> {
    /// Counts an event, unless the limit on the number of rows is reached: the remaining bytes are
    /// not part of the result.
    fn take(&mut self, event: &Event<'_>) {
        if self.is_full() {
            return;
        }
        self.count.tally.add(event);
        if self.observer.needs_rejects()
            && self.failed.is_none()
            && let Some(reject) = Reject::of(event, self.tables.start, &self.names)
        {
            self.failed = self.observer.reject(&reject).err();
        }
        if let Event::Valid(found, frame) = event {
            let row = u64::from(self.tables.has_row(found, frame));
            let (skip, rows) = &mut self.left;
            let is_skipped = *skip > 0;
            if is_skipped {
                *skip = skip.saturating_sub(row);
                self.skipped_rows = self.skipped_rows.saturating_add(row);
            } else {
                *rows = rows.saturating_sub(row);
            }
            let run = FrameRun { first: *found, count: 1 };
            self.rows.add(self.tables, &run, frame, self.count_only || is_skipped);
        }
    }

    /// True if the limit on the number of rows is reached.
    fn is_full(&self) -> bool {
        self.left.1 == 0
    }

    /// Encodes and writes the pending rows if they fill a block.
    fn write_block(&mut self) -> io::Result<()> {
        let size = self.blocks.size();
        if self.rows.pending_size() >= size {
            self.blocks.advance();
        }
        self.write(size)
    }

    /// Encodes and writes the pending rows if their frames have at least `min` bytes.
    fn write(&mut self, min: usize) -> io::Result<()> {
        self.failed.take().map_or(Ok(()), Err)?;
        self.observer.flush()?;
        if self.rows.pending_size() < min {
            return Ok(());
        }
        self.rows.finish(self.tables, self.count_only, self.sink);
        let (messages, rows) = self.rows.take_counts();
        self.count.join(&messages);
        self.row_count = self.row_count.saturating_add(rows);
        (self.put)(&mut self.rows.encoded, true)
    }
}
