//! Faults of the decoded files: counters of a query, or errors.

use crate::error::file_error;
use bytescope::decode::{Account, InvalidRecord, Observer, Reject};
use datafusion::error::{DataFusionError, Result};
use datafusion::physical_plan::metrics::{Count, ExecutionPlanMetricsSet, MetricBuilder};
use std::io;

/// Counters of faults, which `EXPLAIN ANALYZE` shows.
#[derive(Clone, Debug)]
pub(crate) struct FaultCounters {
    invalid_records: Count,
    rejected_candidates: Count,
    skipped_bytes: Count,
    unverified_frames: Count,
    partial_files: Count,
}

impl FaultCounters {
    pub(crate) fn new(metrics: &ExecutionPlanMetricsSet, partition: usize) -> Self {
        let counter = |name: &'static str| MetricBuilder::new(metrics).counter(name, partition);
        Self {
            invalid_records: counter("invalid_records"),
            rejected_candidates: counter("rejected_candidates"),
            skipped_bytes: counter("skipped_bytes"),
            unverified_frames: counter("unverified_frames"),
            partial_files: counter("partial_files"),
        }
    }
}

/// Rules for faults, and the first fault that violates them.
pub(crate) struct FaultObserver {
    /// Every fault is an error.
    pub(crate) strict: bool,
    /// Faults that end a file are not errors.
    pub(crate) partial: bool,
    pub(crate) counters: FaultCounters,
    /// Name of the file.
    pub(crate) file: String,
    /// Size of the file in bytes.
    pub(crate) size: u64,
    /// First fault that is an error.
    pub(crate) first: Option<DataFusionError>,
}

impl Observer for FaultObserver {
    fn invalid_record(&mut self, record: &InvalidRecord) {
        if self.strict && self.first.is_none() {
            let InvalidRecord { path, fault, .. } = record;
            let problem = format!("{path} at {:#x}: {fault}", fault.offset);
            self.first = Some(file_error(&self.file, problem));
        }
    }

    fn needs_rejects(&self) -> bool {
        self.strict
    }

    fn reject(&mut self, reject: &Reject) -> io::Result<()> {
        let Reject { offset, length, reason, detail, .. } = reject;
        let problem = match detail {
            Some(detail) => format!("at {offset:#x}: {detail}"),
            None => format!("at {offset:#x}: {reason}, {length} bytes without a valid frame"),
        };
        self.first = Some(file_error(&self.file, problem));
        Err(io::ErrorKind::InvalidData.into())
    }
}

impl FaultObserver {
    /// Adds the account of a file or range to the counters.
    ///
    /// # Errors
    /// Returns an error if the file could not be read to its end, and according to the rules.
    pub(crate) fn finish(mut self, account: &Account) -> Result<()> {
        let add = |counter: &Count, count: u64| {
            counter.add(usize::try_from(count).unwrap_or(usize::MAX));
        };
        add(&self.counters.invalid_records, account.invalid);
        if let Some(frames) = &account.frames {
            add(&self.counters.rejected_candidates, frames.tally.rejected_count());
            add(&self.counters.skipped_bytes, frames.tally.skipped);
            add(&self.counters.unverified_frames, frames.tally.unverified.frames);
        }
        if let Some(error) = self.first.take() {
            return Err(error);
        }
        if let Some(error) = &account.error {
            return Err(file_error(&self.file, error));
        }
        match ending_fault(account, self.size) {
            Some(_) if self.partial && !self.strict => {
                add(&self.counters.partial_files, 1);
                Ok(())
            }
            Some(problem) => Err(file_error(&self.file, problem)),
            None => Ok(()),
        }
    }
}

/// Returns the fault that ends a file early.
fn ending_fault(account: &Account, size: u64) -> Option<String> {
    if let Some(size) = account.truncated {
        return Some(format!("truncated to {size} bytes while it was read"));
    }
    if let Some(fault) = &account.fault {
        return Some(format!("at {:#x}: {fault}", fault.offset));
    }
    if let Some((declared, found)) = account.missing {
        let problem = "unexpected end of data";
        return Some(format!(
            "at {size:#x}: {problem}: expected {declared} records, found {found}"
        ));
    }
    (account.trailing > 0).then(|| {
        let (offset, trailing) = (size.saturating_sub(account.trailing), account.trailing);
        format!("at {offset:#x}: {trailing} bytes after the last complete record")
    })
}
