//! Source of a live input: decodes it on a background thread, and opens it again when it is lost.

use crate::messages::{ExitStatus, file_name, report_decode_error, report_problem};
use crate::open;
use bytescope::decode::{Account, Decoder, Input, InputOptions, Observer, Reject, Run};
use bytescope::inspect::IoMessage;
use bytescope::table::{Batch, TableSchema};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

/// Time between two attempts to open an input again.
const RETRY_INTERVAL: Duration = Duration::from_secs(1);
/// Maximum number of events that wait to be shown.
const MAX_EVENTS: usize = 64;

/// Event of a live input.
#[derive(Debug)]
pub(in super::super) enum LiveEvent {
    /// The input was opened again.
    Connected,
    /// Decoded messages.
    Rows(Arc<TableSchema>, Batch, Instant),
    /// Bytes that were read.
    Read(u64),
    /// Bytes outside valid frames: rejected candidates, and their reason.
    Rejected { bytes: u64, is_candidate: bool },
    /// The input ended; an error message if it failed.
    Ended(Option<String>),
    /// An attempt to open the input again failed.
    Retried(String),
}

/// A live input that is not open yet.
pub(crate) struct LiveSource {
    decoder: Decoder,
    path: PathBuf,
    options: InputOptions,
}

impl LiveSource {
    pub(crate) fn new(decoder: Decoder, path: PathBuf, options: InputOptions) -> Self {
        Self { decoder, path, options }
    }

    /// Opens the input and starts to decode it. Prints an error if it cannot be opened.
    pub(crate) fn start(self) -> Result<LiveEvents, ExitStatus> {
        let name = file_name(&self.path);
        let input = self.open().map_err(|error| report_problem(&name, error))?;
        let run = self.decoder.open(input).map_err(|error| report_decode_error(&name, &error))?;
        let (sender, events) = sync_channel(MAX_EVENTS);
        let started = thread::Builder::new()
            .name("live".to_owned())
            .spawn(move || self.feed(run, &EventSender(sender)));
        match started {
            Ok(_) => Ok(LiveEvents(events)),
            Err(error) => Err(report_problem("explore", IoMessage(&error))),
        }
    }

    fn open(&self) -> Result<Input, String> {
        open::stream(&self.path, self.options)
    }

    /// True if a lost input can be opened again: an address or a device, but not a file or pipe that
    /// has ended.
    fn is_reconnectable(&self) -> bool {
        let name = file_name(&self.path);
        let is_address = name.starts_with("tcp://") || name.starts_with("tcp-listen://");
        is_address || self.options.serial.is_some() || is_device(&self.path)
    }

    /// Decodes the input until the receiver is dropped.
    fn feed(&self, first: Run, events: &EventSender) {
        let can_reconnect = self.is_reconnectable();
        let mut run = Some(first);
        loop {
            let ended = match run.take() {
                Some(run) => {
                    let error = decode(run, events);
                    events.send(LiveEvent::Ended(error))
                }
                None => true,
            };
            if !ended || !can_reconnect {
                return;
            }
            thread::sleep(RETRY_INTERVAL);
            let opened = self
                .open()
                .and_then(|input| self.decoder.open(input).map_err(|error| error.to_string()));
            let sent = match opened {
                Ok(opened) => {
                    run = Some(opened);
                    events.send(LiveEvent::Connected)
                }
                Err(error) => events.send(LiveEvent::Retried(error)),
            };
            if !sent {
                return;
            }
        }
    }
}

/// True for a character device, such as a serial port. A missing device may be connected again.
#[cfg(unix)]
fn is_device(path: &std::path::Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    match std::fs::metadata(path) {
        Ok(meta) => meta.file_type().is_char_device(),
        Err(_) => path.starts_with("/dev"),
    }
}

#[cfg(not(unix))]
fn is_device(_: &std::path::Path) -> bool {
    false
}

/// Decodes an input to its end. Returns the error that ended it.
fn decode(run: Run, events: &EventSender) -> Option<String> {
    let message = |error: io::Error| IoMessage(&error).to_string();
    let mut batches = match run.batches_with(LiveObserver(events.clone())) {
        Ok(batches) => batches,
        Err(error) => return Some(message(error)),
    };
    let schema = Arc::new(batches.schema().clone());
    for batch in &mut batches {
        match batch {
            // The error is also in the account.
            Err(_) => break,
            Ok(batch) => {
                if !events.send(LiveEvent::Rows(schema.clone(), batch, Instant::now())) {
                    return None;
                }
            }
        }
    }
    match batches.finish() {
        Ok(Account { error, .. }) => error.map(message),
        Err(error) => Some(message(error)),
    }
}

/// Events of a live input.
#[derive(Debug)]
pub(crate) struct LiveEvents(Receiver<LiveEvent>);

impl LiveEvents {
    /// Returns the next event, if there is one.
    pub(super) fn next(&self) -> Option<LiveEvent> {
        self.0.try_recv().ok()
    }
}

#[derive(Clone, Debug)]
struct EventSender(SyncSender<LiveEvent>);

impl EventSender {
    /// Returns false if the receiver was dropped.
    fn send(&self, event: LiveEvent) -> bool {
        self.0.send(event).is_ok()
    }
}

/// Reports bytes that are read and bytes outside valid frames.
struct LiveObserver(EventSender);

impl Observer for LiveObserver {
    fn progress(&mut self, bytes: u64) {
        self.0.send(LiveEvent::Read(bytes));
    }

    fn needs_rejects(&self) -> bool {
        true
    }

    fn reject(&mut self, reject: &Reject) -> io::Result<()> {
        let is_candidate = reject.reason != "skipped";
        let bytes = reject.length;
        match self.0.send(LiveEvent::Rejected { bytes, is_candidate }) {
            true => Ok(()),
            false => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }
}
