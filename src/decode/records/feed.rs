//! Blocks of whole records, from any input.

use crate::decode::account::Account;
use crate::decode::input::From;
use crate::decode::options::{DecodeOptions, Stop};
use crate::layout::LayoutError;
use crate::table::BlockSize;
use std::io::{self, Read};

/// How much a block grows by while a record that is larger than it comes in.
const STEP: usize = 128 << 10;

/// Blocks of records.
pub(super) struct Feed {
    from: From,
    size: usize,
    /// Number of records that the input announces.
    count: Option<u64>,
    /// Number of records before the first one that is read, and of their bytes.
    skip: u64,
    skip_bytes: u64,
    passed: bool,
    /// Bytes that may still be taken.
    left: u64,
    /// Whether these are all records that the input announces.
    is_all: bool,
    /// The start of a record whose rest is yet to come.
    head: Vec<u8>,
    ended: bool,
    stop: Stop,
    account: Account,
}

/// The place of a block.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    /// Index of its first record.
    pub(super) first: u64,
    /// Number of bytes that are records.
    pub(super) length: usize,
    /// Whether more may be long in coming.
    pub(super) is_live: bool,
}

impl Feed {
    /// The records of an input that starts with the first of them.
    pub(super) fn new(
        from: From,
        size: usize,
        count: Option<u64>,
        options: &DecodeOptions,
    ) -> Self {
        let bytes = |records: u64| records.saturating_mul(size as u64);
        let there = count.map(|count| bytes(count.saturating_sub(options.skip)));
        let limit = options.limit.map(bytes);
        let left = there.into_iter().chain(limit).min().unwrap_or(u64::MAX);
        Self {
            from,
            size,
            count,
            skip: options.skip,
            skip_bytes: bytes(options.skip),
            passed: options.skip == 0,
            left,
            is_all: there.is_some_and(|there| limit.is_none_or(|limit| there <= limit)),
            head: Vec::new(),
            ended: false,
            stop: options.stop.clone(),
            account: Account::default(),
        }
    }

    /// Puts the next records into `block`: as many as one read gives, at least one; or as many as
    /// fit, if the block shall be full. Gives nothing when there are no more.
    pub(super) fn take(&mut self, block: &mut Vec<u8>, most: BlockSize) -> Option<Place> {
        let BlockSize { bytes: most, full } = most;
        self.pass_over();
        self.ended |= self.stop.is_set();
        let mut place = Place { first: self.next(), ..Place::default() };
        let whole = most.checked_div(self.size).unwrap_or(0).max(1).saturating_mul(self.size);
        let mut filled = self.head.len();
        self.room(block, filled);
        block.iter_mut().zip(self.head.drain(..)).for_each(|(to, from)| *to = from);
        while !self.ended && filled < whole && (full || filled < self.size) {
            let wanted = whole.min(filled.saturating_add(STEP.max(filled)));
            let wanted = wanted.min(usize::try_from(self.left).unwrap_or(usize::MAX));
            if wanted <= filled {
                self.ended = true;
            } else if self.room(block, wanted) {
                let count = self.read(block.get_mut(filled..wanted).unwrap_or_default());
                filled = filled.saturating_add(count);
                place.is_live = filled < wanted;
            }
        }
        let end = filled.saturating_sub(filled.checked_rem(self.size).unwrap_or(0));
        self.head.extend_from_slice(block.get(end..filled).unwrap_or_default());
        place.length = end;
        self.left = self.left.saturating_sub(end as u64);
        self.account.bytes = self.account.bytes.saturating_add(end as u64);
        if self.ended {
            self.account.left_over = self.head.len() as u64;
        }
        (end > 0).then_some(place)
    }

    /// Looks at what is after the last record, and gives what is known of the input.
    pub(super) fn finish(mut self) -> Account {
        // A file that may grow has no rest.
        let ends = !matches!(self.from, From::Growing(_));
        if self.is_all && self.left == 0 && ends && self.account.error.is_none() {
            let rest = io::copy(&mut self.from, &mut io::sink());
            self.account.left_over = rest.unwrap_or_default();
        }
        if self.is_all && self.account.error.is_none() {
            let records = self.account.bytes.checked_div(self.size as u64).unwrap_or(0);
            let found = self.skip.saturating_add(records);
            let count = self.count.filter(|count| *count > found);
            self.account.missing = count.map(|count| (count, found));
        }
        self.account
    }

    /// Index of the next record.
    fn next(&self) -> u64 {
        let size = self.size as u64;
        self.skip_bytes.saturating_add(self.account.bytes).checked_div(size).unwrap_or(0)
    }

    /// Makes a block that long; false if there is no memory for it.
    fn room(&mut self, block: &mut Vec<u8>, length: usize) -> bool {
        let more = length.saturating_sub(block.len());
        if block.try_reserve(more).is_err() {
            return self.fail(io::Error::other(LayoutError::OutOfMemory { size: self.size }));
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

    /// Passes over the records to be left out, before the first one is read.
    fn pass_over(&mut self) {
        if std::mem::replace(&mut self.passed, true) {
            return;
        }
        match self.from.pass(self.skip_bytes) {
            Ok(passed) if passed == self.skip_bytes => {}
            Ok(passed) => {
                self.account.left_over = passed.checked_rem(self.size as u64).unwrap_or(0);
                self.ended = true;
            }
            Err(error) => drop(self.fail(error)),
        }
    }
}
