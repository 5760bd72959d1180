//! Records of a fixed size.

mod check;
mod feed;
mod find;

use super::account::Account;
use super::error::DecodeError;
use super::input::{From, Input};
use super::options::DecodeOptions;
use super::source::{Job, Put, Sink, Table};
use crate::blocks;
use crate::layout::{Layout, LayoutError};
use crate::table::{Gather, RowBlock};
use bytescope_inspect::Fault;
use check::{Check, Invalid};
use feed::{Feed, Place};
use std::io;

/// Records that have been found in an input.
pub(super) struct Records {
    gather: Gather,
    /// The input, from the first record on.
    from: From,
    /// Number of bytes from the first record on, if that is known.
    length: Option<u64>,
    /// Number of records, if the input announces it.
    count: Option<u64>,
    /// The rules of the records, if there are any.
    check: Option<Check>,
    /// Faults before the records.
    faults: Vec<(String, Fault)>,
}

impl Records {
    /// The records of a layout, from an offset to the end of an input.
    pub(super) fn new(
        layout: &Layout,
        input: Input,
        options: &DecodeOptions,
    ) -> Result<Self, DecodeError> {
        let length = input.len().map(|len| len.saturating_sub(options.offset));
        let mut from = input.from;
        from.pass(options.offset)?;
        let gather = Gather::new(layout);
        let records = Self { gather, from, length, count: None, check: None, faults: Vec::new() };
        records.select(options)
    }

    fn select(mut self, options: &DecodeOptions) -> Result<Self, DecodeError> {
        if self.gather.schema().fields.is_empty() {
            return Err(DecodeError::NoColumns);
        }
        if self.gather.record_size() == 0 {
            return Err(LayoutError::NoBytes.into());
        }
        self.gather = self.gather.select(&self.gather.schema().select(&options.columns)?);
        Ok(self)
    }

    pub(super) fn table(&self) -> Table {
        Table { columns: self.gather.schema().clone(), protocol: None, messages: Vec::new() }
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
            |block: &mut Block<E>| {
                let place = feed.take(&mut block.records, size);
                block.place = place.unwrap_or_default();
                place.is_some()
            },
            |block| {
                let Block { records, place, invalid, rows, encoded } = block;
                let records = records.get_mut(..place.length).unwrap_or_default();
                let valid = match &check {
                    Some(check) => check.sift(place.first, records, invalid),
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
                let Block { place, invalid: found, encoded, .. } = block;
                observer.progress(place.length as u64);
                for record in &found.reported {
                    observer.invalid_record(record);
                }
                let all = (place.length as u64).checked_div(gather.record_size() as u64);
                rows = rows.saturating_add(all.unwrap_or(0).saturating_sub(found.count));
                invalid = invalid.saturating_add(found.count);
                if count_only { Ok(()) } else { put(encoded, place.is_live) }
            },
        )?;
        Ok(Account { rows, invalid, ..feed.finish() })
    }
}

/// Records that are on their way to the output.
#[derive(Default)]
struct Block<E> {
    records: Vec<u8>,
    place: Place,
    invalid: Invalid,
    rows: RowBlock,
    encoded: E,
}
