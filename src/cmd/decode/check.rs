//! Records that are bad.

use bytescope_inspect::{Columns, Limits, Rows};

/// Says which records are bad, and why.
pub(super) struct Check {
    path: String,
    rows: Rows,
    columns: Columns,
    /// Where the first record stands in the input.
    base: u64,
}

/// Bad records of a block.
#[derive(Debug, Default)]
pub(super) struct Bad {
    pub(super) count: u64,
    /// What is wrong with the first ones.
    pub(super) said: Vec<String>,
}

/// Bad records that are named; of the rest there is only the number.
pub(super) const MOST: usize = 10;

impl Check {
    pub(super) fn new(path: String, rows: Rows, columns: Columns, base: u64) -> Self {
        Self { path, rows, columns, base }
    }

    /// Takes the bad records out of a block, the first of which has this index; gives how many
    /// bytes are left.
    pub(super) fn sift(&self, first: u64, block: &mut [u8], bad: &mut Bad) -> usize {
        bad.count = 0;
        bad.said.clear();
        let size = usize::try_from(self.rows.stride()).unwrap_or(usize::MAX).max(1);
        let mut kept = 0;
        for number in 0..block.len().checked_div(size).unwrap_or(0) {
            let start = number.saturating_mul(size);
            let end = start.saturating_add(size);
            let record = block.get(start..end).unwrap_or_default();
            match self.fault(record, first.saturating_add(number as u64), bad.said.len()) {
                None => {
                    if kept < start {
                        block.copy_within(start..end, kept);
                    }
                    kept = kept.saturating_add(size);
                }
                Some(said) => {
                    bad.count = bad.count.saturating_add(1);
                    bad.said.extend(said);
                }
            }
        }
        kept
    }

    /// Whether a record is bad; and what is wrong with it, unless enough has been said.
    fn fault(&self, record: &[u8], index: u64, said: usize) -> Option<Option<String>> {
        if !self.columns.is_demanding() && self.columns.hold(record) {
            return None;
        }
        let node = self.rows.read(record, 0, index, Limits::default());
        let faults = node.recorded_faults();
        let (below, fault) = faults.first()?;
        if said >= MOST {
            return Some(None);
        }
        let base = index.saturating_mul(self.rows.stride()).saturating_add(self.base);
        let at = fault.offset.saturating_add(base);
        let dot = if below.is_empty() { "" } else { "." };
        Some(Some(format!("{}[{index}]{dot}{below} at {at:#x}: {fault}", self.path)))
    }
}
