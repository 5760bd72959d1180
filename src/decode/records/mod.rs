//! Fixed-size records.

mod check;
mod feed;
mod find;

use super::account::Account;
use super::error::DecodeError;
use super::input::{Input, InputOrigin};
use super::options::DecodeOptions;
use super::source::{InputTable, Job, Put, Sink};
use crate::blocks;
use crate::layout::{LayoutError, RecordLayout};
use crate::table::{Gather, RowBlock, TableSchema};
use bytescope_inspect::Fault;
use check::{InvalidRecords, RecordCheck};
use feed::{BlockSpan, Feed};
use std::io;

/// Records of an input.
pub(super) struct RecordSource {
    gather: Gather,
    /// All columns, selected or not.
    all: TableSchema,
    /// Input, starting with the first record.
    from: InputOrigin,
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
        let gather = Gather::new(layout);
        let (all, faults) = (gather.schema().clone(), Vec::new());
        let records = Self { gather, all, from, length, count: None, check: None, faults };
        records.select(options)
    }

    fn select(mut self, options: &DecodeOptions) -> Result<Self, DecodeError> {
        if self.gather.schema().fields.is_empty() {
            return Err(DecodeError::NoColumns);
        }
        if self.gather.record_size() == 0 {
            return Err(LayoutError::ZeroSize.into());
        }
        self.gather = self.gather.select(&self.all.select_known(&options.columns));
        Ok(self)
    }

    pub(super) fn all_columns(&self) -> &TableSchema {
        &self.all
    }

    pub(super) fn table(&self) -> InputTable {
        InputTable { columns: self.gather.schema().clone(), protocol: None, messages: Vec::new() }
    }

    pub(super) fn record_size(&self) -> u64 {
        self.gather.record_size() as u64
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
        let Self { gather, from, count, check, .. } = self;
        let Job { options, block: size, count_only, observer } = job;
        let mut feed = Feed::new(from, gather.record_size(), count, options);
        let (mut invalid, mut rows) = (0_u64, 0_u64);
        blocks::ordered(
            blocks::threads(options.threads),
            |block: &mut PendingRecords<E>| {
                let span = feed.take(&mut block.records, size);
                block.span = span.unwrap_or_default();
                span.is_some()
            },
            |block| {
                let PendingRecords { records, span, invalid, rows, encoded } = block;
                let records = records.get_mut(..span.length).unwrap_or_default();
                let valid = match &check {
                    Some(check) => check.remove_invalid(span.first, records, invalid),
                    None => records.len(),
                };
                if count_only {
                    return;
                }
                if rows.tables.is_empty() {
                    rows.tables.push(gather.batch());
                }
                for batch in &mut rows.tables {
                    gather.fill(batch, records.get(..valid).unwrap_or_default());
                }
                sink.encode(rows, encoded);
            },
            |block| {
                let PendingRecords { span, invalid: found, encoded, .. } = block;
                observer.progress(span.length as u64);
                for record in &found.reported {
                    observer.invalid_record(record);
                }
                let all = (span.length as u64).checked_div(gather.record_size() as u64);
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
    rows: RowBlock,
    encoded: E,
}
