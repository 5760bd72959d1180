//! Work on blocks, on every core, with the results in order.

use std::io::{self, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::thread;

/// Threads that make text; more than these only wait for the output.
const MOST_THREADS: usize = 8;

/// Calls `make` for every block from 0 to `count` and writes what it makes, in order. Each thread
/// keeps no more than two blocks, so that memory stays flat however slow the output is.
///
/// # Errors
/// Those of `out`; blocks that were not begun by then are not made.
pub(crate) fn in_order(
    count: usize,
    make: impl Fn(usize, &mut Vec<u8>) + Sync,
    out: &mut impl Write,
) -> io::Result<()> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = cores.min(MOST_THREADS).min(count);
    if threads < 2 {
        let mut text = Vec::new();
        for block in 0..count {
            text.clear();
            make(block, &mut text);
            out.write_all(&text)?;
        }
        return Ok(());
    }
    thread::scope(|scope| {
        let mut lanes = Vec::with_capacity(threads);
        for first in 0..threads {
            // Texts come through one channel, and go back through the other to be used again.
            let (done, texts) = sync_channel(1);
            let (spent, reuse) = channel();
            let make = &make;
            scope.spawn(move || worker((first..count).step_by(threads), make, &done, &reuse));
            lanes.push((texts, spent));
        }
        for (texts, spent) in lanes.iter().cycle().take(count) {
            // A worker ends early only when it panics; the scope then carries the panic on.
            let Ok(text) = texts.recv() else { break };
            out.write_all(&text)?;
            // A worker that has made its last block does not take its text back.
            let _ = spent.send(text);
        }
        Ok(())
    })
}

fn worker(
    blocks: impl Iterator<Item = usize>,
    make: impl Fn(usize, &mut Vec<u8>),
    done: &SyncSender<Vec<u8>>,
    reuse: &Receiver<Vec<u8>>,
) {
    for block in blocks {
        let mut text = reuse.try_recv().unwrap_or_default();
        text.clear();
        make(block, &mut text);
        if done.send(text).is_err() {
            // The output failed: nobody wants the rest.
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::in_order;
    use std::io::{self, Write};

    #[test]
    fn blocks_come_in_order() {
        let mut out = Vec::new();
        in_order(
            1000,
            |block, text| text.extend_from_slice(&(block as u32).to_le_bytes()),
            &mut out,
        )
        .unwrap();
        let expected: Vec<u8> = (0..1000_u32).flat_map(u32::to_le_bytes).collect();
        assert_eq!(out, expected);
    }

    #[test]
    fn a_closed_output_ends_the_work() {
        struct Closed(usize);
        impl Write for Closed {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0 = self.0.checked_sub(1).ok_or(io::ErrorKind::BrokenPipe)?;
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let result = in_order(usize::MAX / 2, |_, text| text.push(0), &mut Closed(20));
        assert_eq!(result.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    }
}
