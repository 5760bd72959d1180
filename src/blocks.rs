//! Parallel processing of blocks, with ordered results.

use std::io::{self, Write};
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{channel, sync_channel};
use std::sync::{Mutex, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

/// Maximum number of worker threads; more would only wait for the output.
const MAX_THREADS: usize = 8;

/// Maximum number of items that a thread takes at once.
const MAX_BATCH: usize = 8;

/// Time in which a thread can process twice as many items at once.
const SHORT: Duration = Duration::from_millis(1);

/// Stack size of a thread in bytes, as for a typical main thread. The default limit on nesting depth
/// is chosen for this size.
pub(crate) const STACK_SIZE: usize = 8 << 20;

/// Returns the number of worker threads: `requested`, or one per core, but at most 8.
pub fn threads(requested: Option<NonZero<usize>>) -> usize {
    // The system computes the number from several files in /sys or /proc.
    static CORES: OnceLock<usize> = OnceLock::new();
    let cores = || *CORES.get_or_init(|| thread::available_parallelism().map_or(1, NonZero::get));
    requested.map_or_else(cores, NonZero::get).min(MAX_THREADS)
}

/// Fills blocks with `take`, processes them in parallel with `process`, and passes them to `put` in
/// the order in which they were taken. `take` returns false at the end of the input.
///
/// Memory use is bounded even if the output is slow: there are two blocks per thread. A block is
/// always reused by the same thread, since it may still be in that thread's cache. With one thread,
/// all work is done on the calling thread.
///
/// # Errors
/// Returns the first error of `put`, after which no further blocks are taken, or an error if a
/// thread cannot be started.
pub fn ordered<B: Default + Send>(
    threads: usize,
    mut take: impl FnMut(&mut B) -> bool + Send,
    process: impl Fn(&mut B) + Sync,
    mut put: impl FnMut(&mut B) -> io::Result<()>,
) -> io::Result<()> {
    if threads < 2 {
        let mut block = B::default();
        while take(&mut block) {
            process(&mut block);
            put(&mut block)?;
        }
        return Ok(());
    }
    // The channel has a slot for every block, so that sending never blocks.
    let (done, results) = sync_channel(threads.saturating_mul(2));
    let source = Mutex::new((0_u64, &mut take));
    thread::scope(|scope| {
        let mut workers = Vec::new();
        for index in 0..threads {
            let (spent, free) = channel();
            for _ in 0..2 {
                // Cannot fail: `free` is moved into the worker below.
                let _ = spent.send(B::default());
            }
            workers.push(spent);
            let (done, source, process) = (done.clone(), &source, &process);
            let worker = move || {
                // Ends when an output error drops the senders.
                while let Ok(mut block) = free.recv() {
                    // A poisoned lock means that another thread panicked, which the scope reports.
                    let Ok(mut guard) = source.lock() else { return };
                    let (number, take) = &mut *guard;
                    if !take(&mut block) {
                        return;
                    }
                    let this = *number;
                    *number = number.wrapping_add(1);
                    drop(guard);
                    process(&mut block);
                    if done.send((this, index, block)).is_err() {
                        return;
                    }
                }
            };
            thread::Builder::new().stack_size(STACK_SIZE).spawn_scoped(scope, worker)?;
        }
        drop(done);
        // Dropping the channels ends the workers.
        let (results, workers) = (results, workers);
        let (mut next, mut early) = (0, Vec::new());
        while let Ok(result) = results.recv() {
            early.push(result);
            while let Some(at) = early.iter().position(|(number, ..)| *number == next) {
                let (_, index, mut block) = early.swap_remove(at);
                put(&mut block)?;
                next = next.wrapping_add(1);
                // Fails if the worker has ended.
                let _ = workers.get(index).map(|worker| worker.send(block));
            }
        }
        Ok(())
    })
}

/// Processes items in parallel with `process`, and passes the results to `put` in the order of the
/// items. Threads take several items at once if that takes less than a millisecond, such as reading
/// small files.
///
/// # Errors
/// Returns the first error of `put`, after which no further items are taken, or an error if a
/// thread cannot be started.
pub fn ordered_items<I: Send, R: Send>(
    threads: usize,
    mut items: impl Iterator<Item = I> + Send,
    process: impl Fn(I) -> R + Sync,
    mut put: impl FnMut(R) -> io::Result<()>,
) -> io::Result<()> {
    let batch = AtomicUsize::new(1);
    ordered(
        threads,
        |(taken, _): &mut (Vec<I>, Vec<R>)| {
            taken.extend(items.by_ref().take(batch.load(Ordering::Relaxed)));
            !taken.is_empty()
        },
        |(taken, results)| {
            let (start, count) = (Instant::now(), taken.len());
            results.extend(taken.drain(..).map(&process));
            let is_short = threads > 1 && start.elapsed() < SHORT;
            let next = if is_short { count.saturating_mul(2).min(MAX_BATCH) } else { 1 };
            batch.store(next, Ordering::Relaxed);
        },
        |(_, results)| results.drain(..).try_for_each(&mut put),
    )
}

/// Calls `make` for each block index below `count` and writes the results in order.
///
/// # Errors
/// Returns an error if writing to `out` fails or a thread cannot be started. The remaining blocks
/// are then skipped.
pub fn in_order(
    count: usize,
    make: impl Fn(usize, &mut Vec<u8>) + Sync,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut next = 0..count;
    ordered(
        if count < 2 { 1 } else { threads(None).min(count) },
        |(number, _): &mut (usize, Vec<u8>)| next.next().map(|n| *number = n).is_some(),
        |(number, text)| {
            text.clear();
            make(*number, text);
        },
        |(_, text)| out.write_all(text),
    )
}

#[cfg(test)]
mod tests {
    use super::{in_order, ordered, ordered_items};
    use std::io::{self, Write};

    #[test]
    fn blocks_are_written_in_order() {
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
    fn result_does_not_depend_on_thread_count() {
        for threads in 1..6 {
            let (mut left, mut out) = (0..500_u64, Vec::new());
            ordered(
                threads,
                |block: &mut u64| left.next().map(|n| *block = n).is_some(),
                |block| *block = block.pow(2),
                |block| {
                    out.push(*block);
                    Ok(())
                },
            )
            .unwrap();
            assert_eq!(out, (0..500).map(|n: u64| n.pow(2)).collect::<Vec<_>>(), "{threads}");
        }
    }

    #[test]
    fn items_are_passed_on_in_order() {
        for threads in [1, 2, 5] {
            let mut out = Vec::new();
            let put = |item| {
                out.push(item);
                if item == 700 { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
            };
            let result = ordered_items(threads, 0.., |item: u32| item, put);
            assert_eq!(result.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
            assert_eq!(out, (0..=700).collect::<Vec<_>>(), "{threads}");
        }
    }

    #[test]
    fn closed_output_ends_processing() {
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
