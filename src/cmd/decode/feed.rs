//! Blocks of whole records, from whatever can be read.

use super::input::Input;
use super::plan::Plan;
use crate::cli::Decode;
use crate::layout::LayoutError;
use std::io::{self, Read};

/// How much a block grows by while a record that is larger than it comes in.
const STEP: usize = 128 << 10;

/// Where blocks of records come from.
pub(super) struct Feed {
    from: Input,
    size: usize,
    /// Bytes to pass over before the first record is read.
    skip: u64,
    passed: bool,
    /// Bytes that may still be taken.
    left: u64,
    /// Whether that is all that there must be, and not a `--limit`.
    is_all: bool,
    /// The start of a record whose rest is yet to come.
    head: Vec<u8>,
    ended: bool,
    pub(super) told: Told,
}

/// What is known of the input when all is done.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Whole records that were read.
    pub(super) records: u64,
    /// Their bytes.
    pub(super) bytes: u64,
    /// Bytes behind the last whole record.
    pub(super) left_over: u64,
    /// Records that the input should have had.
    pub(super) missing: Option<String>,
    /// Records that were left out.
    pub(super) bad: u64,
    /// How many of them were not named.
    pub(super) unsaid: u64,
    /// What the input failed with.
    pub(super) error: Option<String>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    /// The number of its first record, counted from where the records begin.
    pub(super) first: u64,
    /// The bytes that are records.
    pub(super) length: usize,
    /// More might be long in coming.
    pub(super) is_live: bool,
}

impl Feed {
    /// The records of a plan.
    pub(super) fn new(options: &Decode, plan: &mut Plan) -> Self {
        let size = plan.gather.record_size();
        let bytes = |records: u64| records.saturating_mul(size as u64);
        let there = plan.count.map(|count| count.saturating_sub(options.skip));
        let (there, limit) = (there.map(bytes), options.limit.map(bytes));
        let left = there.into_iter().chain(limit).min().unwrap_or(u64::MAX);
        Self {
            from: std::mem::replace(&mut plan.from, Input::memory(Vec::new())),
            size,
            skip: bytes(options.skip),
            passed: options.skip == 0,
            left,
            is_all: there.is_some_and(|there| limit.is_none_or(|limit| there <= limit)),
            head: Vec::new(),
            ended: false,
            told: Told::default(),
        }
    }

    /// Puts the next records into `block`: as many as one read gives, at least one;
    /// or, if `full`, as many as fit into `most` bytes. Gives nothing when there are no more.
    pub(super) fn take(&mut self, block: &mut Vec<u8>, most: usize, full: bool) -> Option<Place> {
        self.pass_over();
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
        self.told.bytes = self.told.bytes.saturating_add(end as u64);
        self.told.records = self.told.bytes.checked_div(self.size as u64).unwrap_or(0);
        if self.ended {
            self.told.left_over = self.head.len() as u64;
        }
        (end > 0).then_some(place)
    }

    /// Looks at what is behind the last record, and gives what is known.
    pub(super) fn finish(mut self, options: &Decode, plan: &Plan) -> Told {
        if self.is_all && self.left == 0 && self.told.error.is_none() {
            let rest = io::copy(&mut self.from, &mut io::sink());
            self.told.left_over = rest.unwrap_or_default();
        }
        if self.is_all && self.told.error.is_none() {
            let found = options.skip.saturating_add(self.told.records);
            self.told.missing = plan.missing(found);
        }
        self.told
    }

    /// The number of the next record.
    fn next(&self) -> u64 {
        let size = self.size as u64;
        self.skip.saturating_add(self.told.bytes).checked_div(size).unwrap_or(0)
    }

    /// Makes a block so long, unless there is no memory for it.
    fn room(&mut self, block: &mut Vec<u8>, length: usize) -> bool {
        let more = length.saturating_sub(block.len());
        if block.try_reserve(more).is_err() {
            return self.fail(LayoutError::OutOfMemory { size: self.size }.to_string());
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
            Err(error) => drop(self.fail(error.to_string())),
        }
        0
    }

    fn fail(&mut self, error: String) -> bool {
        self.told.error = Some(error);
        self.ended = true;
        false
    }

    /// Passes over the records that are not wanted, before the first one is read.
    fn pass_over(&mut self) {
        if std::mem::replace(&mut self.passed, true) {
            return;
        }
        match self.from.pass(self.skip) {
            Ok(passed) if passed == self.skip => {}
            Ok(passed) => {
                self.told.left_over = passed.checked_rem(self.size as u64).unwrap_or(0);
                self.ended = true;
            }
            Err(error) => drop(self.fail(error.to_string())),
        }
    }
}
