//! Reads that end when decoding is stopped.

use super::options::Stop;
use std::io::{self, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

/// Maximum size of a read in bytes.
pub(super) const READ_SIZE: usize = 64 << 10;

/// Polling interval of the flag that stops decoding.
const STOP_INTERVAL: Duration = Duration::from_millis(100);

/// Input that is read on a background thread. It ends when decoding is stopped, even if a read waits
/// for data.
pub(super) struct StoppableReader {
    chunks: Receiver<io::Result<Vec<u8>>>,
    /// Last chunk, of which the first `taken` bytes have been read.
    chunk: Vec<u8>,
    taken: usize,
    stop: Stop,
}

impl StoppableReader {
    pub(super) fn new(mut from: impl Read + Send + 'static, stop: Stop) -> Self {
        let (sender, chunks) = sync_channel(4);
        // The thread ends with the input, or when the receiver is dropped.
        thread::spawn(move || {
            let mut buffer = vec![0; READ_SIZE];
            loop {
                let chunk = match from.read(&mut buffer) {
                    Ok(0) => return,
                    Ok(count) => Ok(buffer.get(..count).unwrap_or_default().to_vec()),
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    Err(error) => Err(error),
                };
                let failed = chunk.is_err();
                if sender.send(chunk).is_err() || failed {
                    return;
                }
            }
        });
        Self { chunks, chunk: Vec::new(), taken: 0, stop }
    }
}

impl Read for StoppableReader {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.taken >= self.chunk.len() && !to.is_empty() {
            if self.stop.is_set() {
                return Ok(0);
            }
            match self.chunks.recv_timeout(STOP_INTERVAL) {
                Ok(chunk) => (self.chunk, self.taken) = (chunk?, 0),
                Err(RecvTimeoutError::Disconnected) => return Ok(0),
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
        let mut rest = self.chunk.get(self.taken..).unwrap_or_default();
        let count = rest.read(to)?;
        self.taken = self.taken.saturating_add(count);
        Ok(count)
    }
}
