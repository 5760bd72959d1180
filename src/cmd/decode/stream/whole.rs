//! A file, whose parts are scanned on every core.

use super::account::Account;
use super::rows::{Make, Rows, Target};
use crate::blocks;
use crate::cli::Decode;
use bytescope_frames::{Cut, Event, Finder, ReadAt, Segment, Tally};
use indicatif::ProgressBar;
use std::fs::File;
use std::io;

/// A file from some offset on.
pub(super) struct Part {
    pub(super) file: File,
    pub(super) start: u64,
    /// How many bytes there are from there on.
    pub(super) len: u64,
}

impl ReadAt for Part {
    fn read_at(&self, to: &mut [u8], offset: u64) -> io::Result<usize> {
        ReadAt::read_at(&self.file, to, self.start.saturating_add(offset))
    }
}

/// A segment that is on its way to the output.
#[derive(Default)]
struct Block<M> {
    number: u64,
    segment: Segment,
    tally: Tally,
    rows: Rows<M>,
}

/// Segments are not shorter, so that threads have something to do between two seams.
const LEAST: usize = 8 << 10;

/// Decodes a part of a file; gives what the file failed with.
///
/// # Errors
/// Those of `put`.
pub(super) fn decode<M: Default + Send>(
    options: &Decode,
    (finder, part): (&Finder, &Part),
    target: &Target,
    account: &mut Account,
    bar: &ProgressBar,
    make: &(impl Make<M> + Sync),
    mut put: impl FnMut(&mut M, bool) -> io::Result<()>,
) -> io::Result<Option<io::Error>> {
    let size = target.block.max(LEAST);
    let cut = Cut::new(finder, part, part.len, u32::try_from(size).unwrap_or(u32::MAX));
    let mut numbers = 0..cut.count();
    let (mut reported, mut failed) = (0, None);
    blocks::ordered(
        blocks::threads(options.threads),
        |block: &mut Block<M>| match numbers.next() {
            Some(number) => {
                block.number = number;
                true
            }
            None => false,
        },
        |block| {
            let Block { number, segment, tally, rows } = block;
            cut.scan(*number, segment);
            *tally = segment.tally();
            rows.messages.clear();
            for run in segment.runs.iter().filter(|run| run.first.good) {
                rows.add(target, run, segment.bytes(run));
            }
            rows.finish(target, make);
        },
        |block| {
            let Block { segment, tally, rows, .. } = block;
            bar.inc(segment.end.saturating_sub(segment.start));
            account.tally.join(tally);
            account.join(&rows.messages);
            if account.keeps_rejects() {
                let mut on = |event: Event<'_>| account.reject(target, &event);
                segment.report(&mut reported, &mut on);
            }
            failed = failed.take().or(segment.error.take());
            put(&mut rows.made, false)
        },
    )?;
    Ok(failed)
}
