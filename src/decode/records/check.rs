//! Checks of records.

use crate::decode::account::InvalidRecord;
use bytescope_inspect::{Limits, RecordColumns, TableRows};

/// Finds and removes invalid records.
pub(super) struct RecordCheck {
    path: String,
    rows: TableRows,
    columns: RecordColumns,
    /// Offset of the first record in the input.
    base: u64,
}

/// The invalid records of a block.
#[derive(Debug, Default)]
pub(super) struct InvalidRecords {
    pub(super) count: u64,
    /// The first invalid records, with their faults.
    pub(super) reported: Vec<InvalidRecord>,
    /// Indices in the block of all invalid records.
    pub(super) removed: Vec<u64>,
}

/// Maximum number of invalid records that are reported per block; the rest are only counted.
pub(super) const MAX_REPORTED: usize = 10;

impl RecordCheck {
    pub(super) fn new(path: String, rows: TableRows, columns: RecordColumns, base: u64) -> Self {
        Self { path, rows, columns, base }
    }

    /// Removes the invalid records from a block whose first record has the index `first`. Returns
    /// the size of the remaining records in bytes.
    pub(super) fn remove_invalid(
        &self,
        first: u64,
        block: &mut [u8],
        invalid: &mut InvalidRecords,
    ) -> usize {
        invalid.count = 0;
        invalid.reported.clear();
        invalid.removed.clear();
        let size = usize::try_from(self.stride()).unwrap_or(usize::MAX).max(1);
        let mut kept = 0;
        for number in 0..block.len().checked_div(size).unwrap_or(0) {
            let start = number.saturating_mul(size);
            let end = start.saturating_add(size);
            let record = block.get(start..end).unwrap_or_default();
            let index = first.saturating_add(number as u64);
            if self.is_valid(record, index) {
                if kept < start {
                    block.copy_within(start..end, kept);
                }
                kept = kept.saturating_add(size);
                continue;
            }
            invalid.count = invalid.count.saturating_add(1);
            invalid.removed.push(number as u64);
            if invalid.reported.len() < MAX_REPORTED {
                invalid.reported.extend(self.first_fault(record, index));
            }
        }
        kept
    }

    /// Returns the size of a record in bytes.
    fn stride(&self) -> u64 {
        self.rows.stride().unwrap_or(0)
    }

    fn is_valid(&self, record: &[u8], index: u64) -> bool {
        (!self.columns.has_rules() && self.columns.is_valid(record))
            || self.first_fault(record, index).is_none()
    }

    fn first_fault(&self, record: &[u8], index: u64) -> Option<InvalidRecord> {
        let node = self.rows.read(record, 0, index, Limits::default())?;
        let faults = node.recorded_faults();
        let (below, fault) = faults.first()?;
        let base = index.saturating_mul(self.stride()).saturating_add(self.base);
        let dot = if below.is_empty() { "" } else { "." };
        Some(InvalidRecord {
            path: format!("{}[{index}]{dot}{below}", self.path),
            fault: (*fault).clone().at(fault.offset.saturating_add(base)),
        })
    }
}
