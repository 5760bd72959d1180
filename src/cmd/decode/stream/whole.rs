//! A file, whose parts are scanned on every core.

use super::account::Account;
use super::rows::{Rows, Table};
use crate::blocks;
use crate::cli::Decode;
use crate::output::Output;
use bytescope_frames::{Cut, Event, Finder, ReadAt, Segment, Tally};
use indicatif::ProgressBar;
use std::fs::File;
use std::io::{self, Write};

/// Bytes that a thread takes at a time: few enough to stay in the nearer caches with the text that
/// they become.
const SEGMENT: u32 = 128 << 10;

/// A file from some offset on.
pub(super) struct Part {
    pub(super) file: File,
    pub(super) start: u64,
}

impl ReadAt for Part {
    fn read_at(&self, to: &mut [u8], offset: u64) -> io::Result<usize> {
        ReadAt::read_at(&self.file, to, self.start.saturating_add(offset))
    }
}

/// A segment that is on its way to the output.
#[derive(Default)]
struct Block {
    number: u64,
    segment: Segment,
    tally: Tally,
    rows: Rows,
}

/// Decodes `len` bytes; gives what the file failed with.
///
/// # Errors
/// Those of the output.
pub(super) fn decode(
    options: &Decode,
    finder: &Finder,
    table: &Table,
    (part, len): (&Part, u64),
    (account, bar): (&mut Account, &ProgressBar),
    out: &mut Output,
) -> io::Result<Option<io::Error>> {
    let longest = u32::try_from(finder.longest().saturating_mul(4)).unwrap_or(u32::MAX);
    let cut = Cut::new(finder, part, len, SEGMENT.max(longest));
    let mut numbers = 0..cut.count();
    let (mut reported, mut failed) = (0, None);
    blocks::ordered(
        blocks::threads(options.threads),
        |block: &mut Block| match numbers.next() {
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
            rows.clear();
            for run in segment.runs.iter().filter(|run| run.first.good) {
                rows.add(table, run, segment.bytes(run));
            }
            rows.finish(table);
        },
        |block| {
            let Block { segment, tally, rows, .. } = block;
            bar.inc(segment.end.saturating_sub(segment.start));
            account.tally.join(tally);
            account.join(&rows.messages);
            if account.keeps_rejects() {
                let mut on = |event: Event<'_>| account.reject(table, &event);
                segment.report(&mut reported, &mut on);
            }
            failed = failed.take().or(segment.error.take());
            out.write_all(rows.lines.as_bytes())
        },
    )?;
    Ok(failed)
}
