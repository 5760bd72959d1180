//! Input that comes when it comes: pipes, serial lines, connections, files that grow.

use super::account::Account;
use super::input::Stream;
use super::rows::{Make, Rows, Target};
use crate::cli::Decode;
use bytescope_frames::{Event, Finder, Run, Scanner};
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

/// Bytes that are read at a time, at most.
const READ: usize = 64 << 10;

/// How often is looked whether the program was interrupted.
const BEAT: Duration = Duration::from_millis(100);

/// Decodes a stream to its end, or until the program is interrupted; gives what it failed with.
///
/// # Errors
/// Those of `put`.
pub(super) fn decode<M: Default>(
    options: &Decode,
    (finder, stream): (Finder, Stream),
    target: &Target,
    account: &mut Account,
    make: &impl Make<M>,
    put: impl FnMut(&mut M, bool) -> io::Result<()>,
) -> io::Result<Option<io::Error>> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        signal_hook::flag::register(signal, Arc::clone(&stop))?;
    }
    let (sender, chunks) = sync_channel(4);
    thread::spawn(move || read(stream, &sender));
    let left = (options.skip, options.limit.unwrap_or(u64::MAX));
    let mut sink = Sink { target, account, rows: Rows::default(), left, make, put };
    // Whoever reads has the names of the columns before the first row.
    sink.write(0)?;
    let mut scanner = Scanner::new(finder);
    let failed = loop {
        let heard = Instant::now();
        let chunk = wait(&chunks, &stop, heard, options.stream.timeout, |hurry| {
            if hurry && scanner.pending().is_some() {
                while scanner.pending().is_some() {
                    scanner.give_up(&mut |event| sink.take(&event));
                }
                sink.write(target.wait)?;
            }
            Ok(sink.is_full())
        })?;
        match chunk {
            Next::Bytes(bytes) => {
                scanner.feed(&bytes, &mut |event| sink.take(&event));
                sink.write(target.wait)?;
            }
            Next::Failed(error) => break Some(error),
            Next::End => break None,
        }
    };
    scanner.finish(&mut |event| sink.take(&event));
    sink.write(0)?;
    Ok(failed)
}

/// What comes next.
enum Next {
    Bytes(Vec<u8>),
    Failed(io::Error),
    End,
}

/// Waits for the next bytes. After the silence of `timeout` calls `idle(true)`, once; `idle` says
/// whether no more is wanted.
fn wait(
    chunks: &Receiver<io::Result<Vec<u8>>>,
    stop: &AtomicBool,
    heard: Instant,
    timeout: Duration,
    mut idle: impl FnMut(bool) -> io::Result<bool>,
) -> io::Result<Next> {
    let mut given_up = false;
    loop {
        if stop.load(Ordering::Relaxed) || idle(false)? {
            return Ok(Next::End);
        }
        let left = timeout.saturating_sub(heard.elapsed());
        match chunks.recv_timeout(if given_up { BEAT } else { left.min(BEAT) }) {
            Ok(Ok(bytes)) => return Ok(Next::Bytes(bytes)),
            Ok(Err(error)) => return Ok(Next::Failed(error)),
            Err(RecvTimeoutError::Disconnected) => return Ok(Next::End),
            Err(RecvTimeoutError::Timeout) => {
                if !given_up && heard.elapsed() >= timeout {
                    given_up = true;
                    idle(true)?;
                }
            }
        }
    }
}

/// Reads until the end, or until nobody listens any more.
fn read(mut stream: Stream, to: &SyncSender<io::Result<Vec<u8>>>) {
    let mut buffer = vec![0; READ];
    loop {
        let chunk = match stream.read(&mut buffer) {
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

/// Where events go.
struct Sink<'a, M, K, P> {
    target: &'a Target,
    account: &'a mut Account,
    rows: Rows<M>,
    /// Rows to be left out, and rows to be written after those.
    left: (u64, u64),
    make: &'a K,
    put: P,
}

impl<M, K: Make<M>, P: FnMut(&mut M, bool) -> io::Result<()>> Sink<'_, M, K, P> {
    fn take(&mut self, event: &Event<'_>) {
        self.account.tally.add(event);
        self.account.reject(self.target, event);
        if let Event::Good(found, frame) = event {
            let row = u64::from(self.target.has_row(found, frame));
            match &mut self.left {
                (0, 0) => {}
                (0, rows) => {
                    *rows = rows.saturating_sub(row);
                    let run = Run { first: *found, count: 1 };
                    self.rows.add(self.target, &run, frame);
                }
                (skip, _) => *skip = skip.saturating_sub(row),
            }
        }
    }

    /// Whether all rows that are wanted are there.
    fn is_full(&self) -> bool {
        self.left.1 == 0
    }

    /// Hands over the rows that are there, if they are at least so many bytes, so that whoever
    /// reads them has them at once.
    fn write(&mut self, least: usize) -> io::Result<()> {
        self.account.flush();
        if self.rows.waiting() < least {
            return Ok(());
        }
        self.rows.finish(self.target, self.make);
        self.account.join(&self.rows.messages);
        self.rows.messages.clear();
        (self.put)(&mut self.rows.made, true)
    }
}
