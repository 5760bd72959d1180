//! Work on blocks, on every core, with the results in order.

use std::io::{self, Write};
use std::num::NonZero;
use std::sync::Mutex;
use std::sync::mpsc::{channel, sync_channel};
use std::thread;

/// Threads that make something; more than these only wait for the output.
const MOST_THREADS: usize = 8;

/// Bytes of stack of a thread: what the main thread usually has, since the levels of fields within
/// fields are bounded for that.
pub(crate) const STACK: usize = 8 << 20;

/// How many threads may work: as many as there are cores, unless fewer are `wanted`.
pub fn threads(wanted: Option<NonZero<usize>>) -> usize {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    wanted.map_or(cores, NonZero::get).min(MOST_THREADS)
}

/// Takes block after block with `take`, works on several of them at a time with `make`, and hands
/// them to `put` in the order in which they were taken. `take` says whether there was a block.
///
/// There are never more than two blocks a thread, so that memory stays flat however slow the
/// output is; they are used again and again, each by the thread whose cache has it. One thread does
/// all of it by itself.
///
/// # Errors
/// That of `put`; nothing more is taken then.
pub fn ordered<B: Default + Send>(
    threads: usize,
    mut take: impl FnMut(&mut B) -> bool + Send,
    make: impl Fn(&mut B) + Sync,
    mut put: impl FnMut(&mut B) -> io::Result<()>,
) -> io::Result<()> {
    if threads < 2 {
        let mut block = B::default();
        while take(&mut block) {
            make(&mut block);
            put(&mut block)?;
        }
        return Ok(());
    }
    let (done, results) = sync_channel(threads.saturating_mul(2));
    // Who has taken has a place to put it, so none waits for ever.
    let source = Mutex::new((0_u64, &mut take));
    thread::scope(|scope| {
        let mut homes = Vec::new();
        for home in 0..threads {
            let (spent, free) = channel();
            for _ in 0..2 {
                // The other end is below, so this cannot fail.
                let _ = spent.send(B::default());
            }
            homes.push(spent);
            let (done, source, make) = (done.clone(), &source, &make);
            let worker = move || {
                // When the output failed, nobody gives blocks back or wants the rest.
                while let Ok(mut block) = free.recv() {
                    // A poisoned lock means that another thread panicked; the scope tells of it.
                    let Ok(mut guard) = source.lock() else { return };
                    let (number, take) = &mut *guard;
                    if !take(&mut block) {
                        return;
                    }
                    let this = *number;
                    *number = number.wrapping_add(1);
                    drop(guard);
                    make(&mut block);
                    if done.send((this, home, block)).is_err() {
                        return;
                    }
                }
            };
            thread::Builder::new().stack_size(STACK).spawn_scoped(scope, worker)?;
        }
        drop(done);
        // When this ends, the workers find nobody at the other end of their channels.
        let (results, homes) = (results, homes);
        let (mut next, mut early) = (0, Vec::new());
        while let Ok(result) = results.recv() {
            early.push(result);
            while let Some(at) = early.iter().position(|(number, ..)| *number == next) {
                let (_, home, mut block) = early.swap_remove(at);
                put(&mut block)?;
                next = next.wrapping_add(1);
                // A worker that has ended does not take it back.
                let _ = homes.get(home).map(|home| home.send(block));
            }
        }
        Ok(())
    })
}

/// Calls `make` for every block from 0 to `count` and writes the text that it makes, in order.
///
/// # Errors
/// Those of `out`; blocks that were not begun by then are not made.
pub fn in_order(
    count: usize,
    make: impl Fn(usize, &mut Vec<u8>) + Sync,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut next = 0..count;
    ordered(
        threads(None).min(count),
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
    use super::{in_order, ordered};
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
    fn any_number_of_threads_gives_the_same() {
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
