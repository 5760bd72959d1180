//! Blocks of whole records, from whatever can be read.

use crate::cli::Decode;
use crate::layout::LayoutError;
use crate::table::Gather;
use std::io::{self, Read};

/// How many bytes are read at a time: few enough to stay in the nearer caches with the text that
/// they become.
const BLOCK: usize = 128 << 10;

/// Where records come from.
pub(super) struct Feed {
    from: Box<dyn Read + Send>,
    size: usize,
    /// Bytes to pass over first.
    skip: u64,
    /// Bytes that may still be taken.
    left: u64,
    /// The start of a record whose rest is yet to come.
    head: Vec<u8>,
    ended: bool,
    pub(super) told: Told,
}

/// What is known of the input when all is done.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) records: u64,
    pub(super) bytes: u64,
    /// Bytes of a record that the data ended in.
    pub(super) left_over: u64,
    /// What the input failed with.
    pub(super) error: Option<String>,
}

impl Feed {
    pub(super) fn new(options: &Decode, gather: &Gather, from: Box<dyn Read + Send>) -> Self {
        let size = gather.record_size();
        let bytes = |records: u64| records.saturating_mul(size as u64);
        Self {
            from,
            size,
            skip: bytes(options.skip),
            left: options.limit.map_or(u64::MAX, bytes),
            head: Vec::new(),
            ended: false,
            told: Told::default(),
        }
    }

    /// Replaces what is in `block` by the next records: as many as one read gives, at least one,
    /// or with `full` as many as the block can hold. Says whether there were any, and whether
    /// more might be long in coming.
    pub(super) fn take(&mut self, block: &mut Vec<u8>, most: usize, full: bool) -> Option<bool> {
        if !self.pass_over() {
            return None;
        }
        let whole = most.checked_div(self.size).unwrap_or(0).max(1);
        let whole = whole.saturating_mul(self.size);
        let held = self.head.len();
        let mut filled = held;
        let mut live = false;
        block.truncate(held.max(block.len()));
        if let Some(place) = block.get_mut(..held) {
            place.copy_from_slice(&self.head);
        } else {
            block.clear();
            block.extend_from_slice(&self.head);
        }
        self.head.clear();
        while !self.ended && filled < whole && (full || filled < self.size) {
            // A record that is larger than the block grows with what comes, not at once.
            let wanted = whole.min(filled.saturating_add(BLOCK.max(filled)));
            let wanted = wanted.min(usize::try_from(self.left).unwrap_or(usize::MAX));
            if wanted <= filled {
                self.ended = true;
                break;
            }
            if block.len() < wanted {
                let more = wanted.saturating_sub(block.len());
                if block.try_reserve(more).is_err() {
                    let error = LayoutError::OutOfMemory { size: self.size };
                    self.told.error = Some(error.to_string());
                    self.ended = true;
                    break;
                }
                block.resize(wanted, 0);
            }
            match self.from.read(block.get_mut(filled..wanted).unwrap_or_default()) {
                Ok(0) => self.ended = true,
                Ok(count) => {
                    filled = filled.saturating_add(count);
                    live = filled < wanted;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.told.error = Some(error.to_string());
                    self.ended = true;
                }
            }
        }
        let rest = filled.checked_rem(self.size).unwrap_or(0);
        let end = filled.saturating_sub(rest);
        self.head.extend_from_slice(block.get(end..filled).unwrap_or_default());
        block.truncate(end);
        self.left = self.left.saturating_sub(end as u64);
        self.told.bytes = self.told.bytes.saturating_add(end as u64);
        self.told.records = self.told.bytes.checked_div(self.size as u64).unwrap_or(0);
        if self.ended {
            self.told.left_over = self.head.len() as u64;
        }
        (end > 0).then_some(live)
    }

    /// Passes over the records that are not wanted, once; whether more may be read.
    fn pass_over(&mut self) -> bool {
        if self.skip > 0 {
            match io::copy(&mut self.from.by_ref().take(self.skip), &mut io::sink()) {
                Ok(passed) if passed == self.skip => self.skip = 0,
                Ok(passed) => {
                    self.told.left_over = passed.checked_rem(self.size as u64).unwrap_or(0);
                    self.ended = true;
                }
                Err(error) => {
                    self.told.error = Some(error.to_string());
                    self.ended = true;
                }
            }
            self.skip = 0;
        }
        !self.ended
    }
}
