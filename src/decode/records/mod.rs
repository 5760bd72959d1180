//! Fixed-size records.

mod check;
mod feed;
mod find;
mod rows;

use super::account::Account;
use super::error::DecodeError;
use super::input::{Input, InputOrigin};
use super::options::DecodeOptions;
use super::source::{InputTable, Job, Put, Sink};
use crate::blocks;
use crate::layout::RecordLayout;
use crate::table::{RowBlock, TableSchema};
use bytescope_inspect::Fault;
use check::{InvalidRecords, RecordCheck};
use feed::{BlockSpan, Feed};
pub(in crate::decode) use rows::OFFSET;
use rows::{RecordPositions, RecordRows};
use std::io;

/// Records of an input.
pub(super) struct RecordSource {
    rows: RecordRows,
    /// Input, starting with the first record.
    from: InputOrigin,
    /// Offset of the first record in the input.
    base: u64,
    /// Number of bytes from the first record on, if known.
    length: Option<u64>,
    /// Number of records declared by the input.
    count: Option<u64>,
    /// Check of the records, if they can be invalid.
    check: Option<RecordCheck>,
    /// Faults before the records.
    faults: Vec<(String, Fault)>,
}

impl RecordSource {
    /// Creates a source of records with a layout, from the offset to the end of an input.
    pub(super) fn new(
        layout: &RecordLayout,
        input: Input,
        options: &DecodeOptions,
    ) -> Result<Self, DecodeError> {
        let length = input.len().map(|len| len.saturating_sub(options.offset));
        let mut from = input.from;
        from.skip(options.offset)?;
        let rows = RecordRows::new(layout, options)?;
        let (base, faults) = (options.offset, Vec::new());
        let records = Self { rows, from, base, length, count: None, check: None, faults };
        records.verify_range(options)
    }

    /// Returns an error if a range is selected and the records cannot be decoded in ranges.
    fn verify_range(self, options: &DecodeOptions) -> Result<Self, DecodeError> {
        match options.range.is_none() || (self.is_splittable() && options.skip == 0) {
            true => Ok(self),
            false => Err(DecodeError::NotSplittable),
        }
    }

    pub(super) fn all_columns(&self) -> &TableSchema {
        self.rows.all_columns()
    }

    pub(super) fn table(&self) -> InputTable {
        InputTable { columns: self.rows.schema().clone(), protocol: None, messages: Vec::new() }
    }

    pub(super) fn record_size(&self) -> u64 {
        self.rows.record_size() as u64
    }

    /// True if ranges of the input can be decoded separately: records in a decompressed buffer cannot.
    pub(super) fn is_splittable(&self) -> bool {
        matches!(self.from, InputOrigin::Whole(_))
    }

    /// Returns the number of records if all are complete and cannot be invalid.
    pub(super) fn exact_rows(&self) -> Option<u64> {
        let length = self.length.filter(|_| self.check.is_none() && self.is_splittable())?;
        let rows = length.checked_div(self.record_size())?;
        let is_complete = rows.saturating_mul(self.record_size()) == length;
        let is_declared = self.count.is_none_or(|count| count == rows);
        (is_complete && is_declared && self.faults.is_empty()).then_some(rows)
    }

    /// Returns the options that skip the records before the selected range and end with its last
    /// record.
    fn within_range(&self, options: &DecodeOptions) -> DecodeOptions {
        let mut options = options.clone();
        let Some(range) = &options.range else { return options };
        let number =
            |offset: u64| offset.saturating_sub(self.base).div_ceil(self.record_size().max(1));
        let (first, end) = (number(range.start), number(range.end));
        let length = self.length.unwrap_or(u64::MAX);
        // The last range has no limit, so that its trailing bytes are counted.
        if range.end < self.base.saturating_add(length) {
            let count = end.saturating_sub(first);
            options.limit = Some(options.limit.map_or(count, |limit| limit.min(count)));
        }
        options.skip = first;
        options
    }

    pub(super) fn faults(&self) -> &[(String, Fault)] {
        &self.faults
    }

    pub(super) fn len(&self) -> Option<u64> {
        self.length
    }

    /// True if the input is a stream or a growing file.
    pub(super) fn is_recording(&self) -> bool {
        self.length.is_none()
    }

    pub(super) fn run<E: Default + Send>(
        self,
        job: Job<'_>,
        sink: &impl Sink<E>,
        put: Put<'_, E>,
    ) -> io::Result<Account> {
        let Job { options, block: size, count_only, observer } = job;
        let options = &self.within_range(options);
        let Self { rows: records, from, base, count, check, .. } = self;
        let record_size = records.record_size() as u64;
        let mut feed = Feed::new(from, records.record_size(), count, options);
        let (mut invalid, mut rows) = (0_u64, 0_u64);
        blocks::ordered(
            blocks::threads(options.threads),
            |block: &mut PendingRecords<E>| {
                let span = feed.take(&mut block.records, size);
                block.span = span.unwrap_or_default();
                span.is_some()
            },
            |block| {
                let PendingRecords { records: bytes, span, invalid, scratch, rows, encoded } =
                    block;
                let bytes = bytes.get_mut(..span.length).unwrap_or_default();
                let valid = match &check {
                    Some(check) => check.remove_invalid(span.first, bytes, invalid),
                    None => bytes.len(),
                };
                if count_only {
                    return;
                }
                if rows.tables.is_empty() {
                    rows.tables.push(records.batch());
                }
                let start = span.first.saturating_mul(record_size).saturating_add(base);
                let positions = RecordPositions { start, removed: &invalid.removed };
                for batch in &mut rows.tables {
                    let bytes = bytes.get(..valid).unwrap_or_default();
                    records.fill(batch, bytes, &positions, scratch);
                }
                sink.encode(rows, encoded);
            },
            |block| {
                let PendingRecords { span, invalid: found, encoded, .. } = block;
                observer.progress(span.length as u64);
                for record in &found.reported {
                    observer.invalid_record(record);
                }
                let all = (span.length as u64).checked_div(record_size);
                rows = rows.saturating_add(all.unwrap_or(0).saturating_sub(found.count));
                invalid = invalid.saturating_add(found.count);
                if count_only { Ok(()) } else { put(encoded, span.is_live) }
            },
        )?;
        Ok(Account { rows, invalid, ..feed.finish() })
    }
}

/// A block of records in the pipeline.
#[derive(Default)]
struct PendingRecords<E> {
    records: Vec<u8>,
    span: BlockSpan,
    invalid: InvalidRecords,
    scratch: Vec<u8>,
    rows: RowBlock,
    encoded: E,
}
