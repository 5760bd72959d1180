//! Sequential decoding of streams: pipes, serial ports, connections and growing files.

use super::count::FrameCounter;
use super::rows::{FrameBlock, Tables};
use crate::decode::account::{Observer, Reject};
use crate::decode::input::InputOrigin;
use crate::decode::options::DecodeOptions;
use crate::decode::source::{GrowingBlocks, Job, Put, Sink};
use bytescope_frames::{Event, Finder, FrameRun, Scanner};
use std::io::{self, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

/// Maximum size of a read in bytes.
const READ_SIZE: usize = 64 << 10;

/// Polling interval of the flag that stops decoding.
const STOP_INTERVAL: Duration = Duration::from_millis(100);

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
    let (sender, chunks) = sync_channel(4);
    thread::spawn(move || read(from, &sender));
    let options = job.options;
    let mut live = Live {
        tables,
        names: tables.names(),
        count_only: job.count_only,
        count,
        observer: &mut *job.observer,
        rows: FrameBlock::default(),
        row_count: 0,
        left: (options.skip, options.limit.unwrap_or(u64::MAX)),
        failed: None,
        blocks: GrowingBlocks::new(job.block),
        sink,
        put,
    };
    // Flushes the header before the first row arrives.
    live.write(0)?;
    let mut scanner = Scanner::new(finder);
    let error = loop {
        let last_read = Instant::now();
        let next = next(&chunks, options, last_read, |timed_out| {
            if timed_out && scanner.pending().is_some() {
                while scanner.pending().is_some() {
                    scanner.give_up(&mut |event| live.take(&event));
                }
                live.write_block()?;
            }
            Ok(live.is_full())
        })?;
        match next {
            Next::Bytes(bytes) => {
                live.observer.progress(bytes.len() as u64);
                scanner.feed(&bytes, &mut |event| live.take(&event));
                live.write_block()?;
            }
            Next::Failed(error) => break Some(error),
            Next::End => break None,
        }
    };
    scanner.finish(&mut |event| live.take(&event));
    live.write(0)?;
    let row_count = live.row_count;
    count.error = error;
    Ok(row_count)
}

/// Result of waiting for the input.
enum Next {
    Bytes(Vec<u8>),
    Failed(io::Error),
    End,
}

/// Waits for the next bytes. Calls `idle(true)` once after the timeout. Calls `idle(false)`
/// regularly while waiting; if that returns true, decoding ends.
fn next(
    chunks: &Receiver<io::Result<Vec<u8>>>,
    options: &DecodeOptions,
    last_read: Instant,
    mut idle: impl FnMut(bool) -> io::Result<bool>,
) -> io::Result<Next> {
    let timeout = options.timeout;
    let mut given_up = false;
    loop {
        if options.stop.is_set() || idle(false)? {
            return Ok(Next::End);
        }
        let left = timeout.saturating_sub(last_read.elapsed());
        match chunks.recv_timeout(if given_up { STOP_INTERVAL } else { left.min(STOP_INTERVAL) }) {
            Ok(Ok(bytes)) => return Ok(Next::Bytes(bytes)),
            Ok(Err(error)) => return Ok(Next::Failed(error)),
            Err(RecvTimeoutError::Disconnected) => return Ok(Next::End),
            Err(RecvTimeoutError::Timeout) => {
                if !given_up && last_read.elapsed() >= timeout {
                    given_up = true;
                    idle(true)?;
                }
            }
        }
    }
}

/// Reads the input until it ends or fails, or the receiver is dropped.
fn read(mut from: InputOrigin, to: &SyncSender<io::Result<Vec<u8>>>) {
    let mut buffer = vec![0; READ_SIZE];
    loop {
        let chunk = match from.read(&mut buffer) {
            Ok(0) => return,
            Ok(count) => Ok(buffer.get(..count).unwrap_or_default().to_vec()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => Err(error),
        };
        let failed = chunk.is_err();
        if to.send(chunk).is_err() || failed {
            return;
        }
    }
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
    /// Error of the observer.
    failed: Option<io::Error>,
    blocks: GrowingBlocks,
    sink: &'a S,
    put: Put<'a, E>,
}

impl<E, S: Sink<E>> Live<'_, E, S> {
    fn take(&mut self, event: &Event<'_>) {
        self.count.tally.add(event);
        if self.observer.needs_rejects()
            && self.failed.is_none()
            && let Some(reject) = Reject::of(event, self.tables.start, &self.names)
        {
            self.failed = self.observer.reject(&reject).err();
        }
        if let Event::Valid(found, frame) = event {
            let row = u64::from(self.tables.has_row(found, frame));
            match &mut self.left {
                (0, 0) => {}
                (0, rows) => {
                    *rows = rows.saturating_sub(row);
                    let run = FrameRun { first: *found, count: 1 };
                    self.rows.add(self.tables, &run, frame, self.count_only);
                }
                (skip, _) => *skip = skip.saturating_sub(row),
            }
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
