//! Reads blocks of complete records from any input.

use crate::decode::account::Account;
use crate::decode::input::{InputOrigin, OpenedSize};
use crate::decode::options::{DecodeOptions, Stop};
use crate::decode::source::GrowingBlocks;
use crate::decode::stoppable::StoppableReader;
use crate::layout::LayoutError;
use crate::table::BlockSize;
use std::io::{self, Read};

/// Minimum growth in bytes of a block that is being filled.
const MIN_GROWTH: usize = 128 << 10;

/// Reader of blocks of records.
pub(super) struct Feed {
    from: InputOrigin,
    /// Size of a record in bytes.
    record_size: usize,
    /// Number of records declared by the input.
    count: Option<u64>,
    /// Number of records to skip.
    skip: u64,
    /// Size of the records to skip in bytes.
    skip_bytes: u64,
    /// True if the records to skip have been skipped.
    skipped: bool,
    /// Number of bytes left to read.
    left: u64,
    /// True if all declared records are to be read.
    is_all: bool,
    /// Start of an incomplete record.
    head: Vec<u8>,
    ended: bool,
    /// True if the input is a growing file, which has no end.
    is_growing: bool,
    /// Sizes of the blocks of a stream.
    blocks: Option<GrowingBlocks>,
    /// True if the input is a stream.
    is_stream: bool,
    stop: Stop,
    /// Size of the file when it was opened.
    size: Option<OpenedSize>,
    account: Account,
}

/// Records in a block.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct BlockSpan {
    /// Index of the first record.
    pub(super) first: u64,
    /// Size of the records in bytes.
    pub(super) length: usize,
    /// True if the next block may be delayed.
    pub(super) is_live: bool,
}

impl Feed {
    /// Creates a reader of an input that starts with the first record.
    pub(super) fn new(
        from: InputOrigin,
        record_size: usize,
        count: Option<u64>,
        options: &DecodeOptions,
    ) -> Self {
        let bytes = |records: u64| records.saturating_mul(record_size as u64);
        let declared = count.map(|count| bytes(count.saturating_sub(options.skip)));
        let limit = options.limit.map(bytes);
        let left = declared.into_iter().chain(limit).min().unwrap_or(u64::MAX);
        let is_growing = matches!(from, InputOrigin::Growing(_));
        let is_stream = !matches!(from, InputOrigin::Whole(_));
        let from = match from {
            InputOrigin::Whole(_) => from,
            stream => {
                let stoppable = StoppableReader::new(stream, options.stop.clone());
                InputOrigin::Stream(Box::new(stoppable))
            }
        };
        Self {
            size: from.opened_size(),
            from,
            record_size,
            count,
            skip: options.skip,
            skip_bytes: bytes(options.skip),
            skipped: options.skip == 0,
            left,
            is_all: declared.is_some_and(|declared| limit.is_none_or(|limit| declared <= limit)),
            head: Vec::new(),
            ended: false,
            is_growing,
            blocks: None,
            is_stream,
            stop: options.stop.clone(),
            account: Account::default(),
        }
    }

    /// Reads the next records into `block`. If blocks must be full, reads as many records as fit;
    /// otherwise the records of a single read, but at least one. Returns `None` at the end.
    pub(super) fn take(&mut self, block: &mut Vec<u8>, size: BlockSize) -> Option<BlockSpan> {
        let BlockSize { bytes: mut max, full } = size;
        if self.is_stream && full {
            let blocks = self.blocks.get_or_insert_with(|| GrowingBlocks::new(size));
            max = blocks.size();
            blocks.advance();
        }
        self.skip_records();
        self.ended |= self.stop.is_set();
        let mut span = BlockSpan { first: self.next(), ..BlockSpan::default() };
        let records = max.checked_div(self.record_size).unwrap_or(0).max(1);
        let whole = records.saturating_mul(self.record_size);
        let mut filled = self.head.len();
        self.grow(block, filled);
        block.iter_mut().zip(self.head.drain(..)).for_each(|(to, from)| *to = from);
        while !self.ended && filled < whole && (full || filled < self.record_size) {
            let target = whole.min(filled.saturating_add(MIN_GROWTH.max(filled)));
            let target = target.min(usize::try_from(self.left).unwrap_or(usize::MAX));
            if target <= filled {
                self.ended = true;
            } else if self.grow(block, target) {
                let count = self.read(block.get_mut(filled..target).unwrap_or_default());
                filled = filled.saturating_add(count);
                span.is_live = filled < target;
            }
        }
        let end = filled.saturating_sub(filled.checked_rem(self.record_size).unwrap_or(0));
        self.head.extend_from_slice(block.get(end..filled).unwrap_or_default());
        span.length = end;
        self.left = self.left.saturating_sub(end as u64);
        self.account.bytes = self.account.bytes.saturating_add(end as u64);
        // Decoding that is stopped may end inside a record.
        if self.ended && !self.stop.is_set() {
            self.account.trailing = self.head.len() as u64;
        }
        (end > 0).then_some(span)
    }

    /// Counts the trailing bytes after the last record and returns the account.
    pub(super) fn finish(mut self) -> Account {
        self.account.truncated = self.size.as_ref().and_then(OpenedSize::truncated);
        let is_stopped = self.stop.is_set();
        // The trailing bytes of a growing file cannot be counted.
        let ends = !self.is_growing && !is_stopped;
        if self.is_all && self.left == 0 && ends && self.account.error.is_none() {
            let rest = io::copy(&mut self.from, &mut io::sink());
            self.account.trailing = rest.unwrap_or_default();
        }
        if self.is_all && !is_stopped && self.account.error.is_none() {
            let records = self.account.bytes.checked_div(self.record_size as u64).unwrap_or(0);
            let found = self.skip.saturating_add(records);
            let count = self.count.filter(|count| *count > found);
            self.account.missing = count.map(|count| (count, found));
        }
        self.account
    }

    /// Returns the index of the next record.
    fn next(&self) -> u64 {
        let size = self.record_size as u64;
        self.skip_bytes.saturating_add(self.account.bytes).checked_div(size).unwrap_or(0)
    }

    /// Grows a block to at least `length` bytes; returns false if memory cannot be allocated.
    fn grow(&mut self, block: &mut Vec<u8>, length: usize) -> bool {
        let more = length.saturating_sub(block.len());
        if block.try_reserve(more).is_err() {
            return self
                .fail(io::Error::other(LayoutError::OutOfMemory { size: self.record_size }));
        }
        if more > 0 {
            block.resize(length, 0);
        }
        true
    }

    fn read(&mut self, to: &mut [u8]) -> usize {
        match self.from.read(to) {
            Ok(count) => {
                self.ended = count == 0;
                return count;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => drop(self.fail(error)),
        }
        0
    }

    fn fail(&mut self, error: io::Error) -> bool {
        self.account.error = Some(error);
        self.ended = true;
        false
    }

    /// Skips the first records, unless they have already been skipped.
    fn skip_records(&mut self) {
        if std::mem::replace(&mut self.skipped, true) {
            return;
        }
        match self.from.skip(self.skip_bytes) {
            Ok(skipped) if skipped == self.skip_bytes => {}
            Ok(skipped) => {
                self.account.trailing = skipped.checked_rem(self.record_size as u64).unwrap_or(0);
                self.ended = true;
            }
            Err(error) => drop(self.fail(error)),
        }
    }
}
