//! Finds the records in the tree of a built-in format.

use super::RecordSource;
use super::check::RecordCheck;
use super::rows::RecordRows;
use crate::decode::error::DecodeError;
use crate::decode::input::{Input, InputOrigin, RandomAccess};
use crate::decode::options::DecodeOptions;
use crate::layout::RecordLayout;
use bytescope_formats::Format;
use bytescope_inspect::{BufferId, Buffers, Fault, Outcome, TableRows, Value};
use std::io::{self, Cursor, Read};

/// Maximum number of leading bytes of a stream that are searched for the start of the records.
const MAX_HEAD_SIZE: usize = 64 << 10;

/// Minimum number of bytes to detect a format.
const MIN_DETECTION_SIZE: usize = 64;

impl RecordSource {
    /// Finds the records of an input. The format is detected if `format` is `None`.
    pub(in crate::decode) fn find(
        format: Option<&'static Format>,
        input: Input,
        options: &DecodeOptions,
    ) -> Result<Self, DecodeError> {
        let mut from = input.from;
        from.skip(options.offset)?;
        let records = match &from {
            InputOrigin::Whole(whole) => {
                let length = whole.len().saturating_sub(options.offset);
                if let Some(outcome) = of_head(format, whole, options)? {
                    let found = SelectedRecords::of(options, &outcome)?;
                    let records = found.records(from, options, &outcome, Some(length))?;
                    return records.skip_to_first(&found)?.verify_range(options);
                }
                let source = whole.source(options.open_options())?;
                let at = usize::try_from(options.offset).unwrap_or(usize::MAX);
                let bytes = source.bytes().get(at..).unwrap_or_default();
                let outcome = inspect(format, bytes, options)?;
                let found = SelectedRecords::of(options, &outcome)?;
                let records = found.records(from, options, &outcome, Some(length))?;
                records.skip_to_first(&found)?
            }
            InputOrigin::Stream(_) | InputOrigin::Growing(_) => {
                Self::find_in_stream(format, from, options)?
            }
        };
        records.verify_range(options)
    }

    /// Finds the records of a stream, reading as few bytes as possible.
    fn find_in_stream(
        format: Option<&'static Format>,
        mut from: InputOrigin,
        options: &DecodeOptions,
    ) -> Result<Self, DecodeError> {
        let mut head = Vec::new();
        loop {
            let mut more = vec![0; MAX_HEAD_SIZE.saturating_sub(head.len())];
            let count = match from.read(&mut more) {
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error.into()),
            };
            head.extend_from_slice(more.get(..count).unwrap_or_default());
            let ended = count == 0 || head.len() >= MAX_HEAD_SIZE;
            if !ended && format.is_none() && head.len() < MIN_DETECTION_SIZE {
                continue;
            }
            if !ended && format.or_else(|| bytescope_formats::detect(&head)).is_none() {
                continue;
            }
            let outcome = inspect(format, &head, options)?;
            match SelectedRecords::of(options, &outcome) {
                Ok(found) => {
                    let first = usize::try_from(found.first()).unwrap_or(usize::MAX);
                    let rest = head.split_off(first.min(head.len()));
                    return found.records(from.prepend(rest), options, &outcome, None);
                }
                Err(error) if ended => return Err(error),
                Err(_) => {}
            }
        }
    }

    /// Skips the bytes before the first record.
    fn skip_to_first(mut self, found: &SelectedRecords<'_>) -> Result<Self, DecodeError> {
        if found.rows.buffer() == BufferId::SOURCE {
            self.from.skip(found.first())?;
            self.length = self.length.map(|length| length.saturating_sub(found.first()));
        }
        Ok(self)
    }
}

/// Inspects the leading bytes of an input if reading all bytes is expensive. Returns `None` if the
/// leading bytes do not contain the start of the records.
fn of_head(
    format: Option<&'static Format>,
    whole: &RandomAccess,
    options: &DecodeOptions,
) -> Result<Option<Outcome<()>>, DecodeError> {
    let is_long = whole.len().saturating_sub(options.offset) > MAX_HEAD_SIZE as u64;
    if !whole.is_remote() || !is_long {
        return Ok(None);
    }
    let head = whole.head(options.offset, MAX_HEAD_SIZE)?;
    let outcome = inspect(format, &head, options)?;
    let found = SelectedRecords::of(options, &outcome);
    let is_found = found.is_ok_and(|found| found.rows.buffer() == BufferId::SOURCE);
    Ok(is_found.then_some(outcome))
}

fn inspect(
    named: Option<&'static Format>,
    bytes: &[u8],
    options: &DecodeOptions,
) -> Result<Outcome<()>, DecodeError> {
    let format = named.or_else(|| bytescope_formats::detect(bytes));
    let format = format.ok_or(DecodeError::UnknownFormat)?;
    Ok((format.inspect)(bytes, options.limits))
}

/// A table of records in a tree.
struct SelectedRecords<'o> {
    path: String,
    rows: &'o TableRows,
}

impl<'o> SelectedRecords<'o> {
    /// Returns the selected table of records, or the only table.
    fn of(options: &DecodeOptions, outcome: &'o Outcome<()>) -> Result<Self, DecodeError> {
        let mut tables = Vec::new();
        outcome.tree.walk(&mut |path, node| {
            if let Value::Table(rows) = &node.value
                && rows.stride().is_some()
            {
                tables.push(Self { path: path.to_string(), rows });
            }
        });
        let paths = |tables: &[Self]| tables.iter().map(|found| found.path.clone()).collect();
        match (&options.each, tables.len()) {
            (_, 0) => {
                let faults = outcome.tree.recorded_faults();
                let first = faults
                    .first()
                    .map(|(path, fault)| (path.to_string(), in_input(fault, options)));
                Err(DecodeError::NoRecords(first))
            }
            (Some(path), _) => match tables.iter().position(|found| found.path == *path) {
                Some(index) => Ok(tables.swap_remove(index)),
                None => Err(DecodeError::NoList { path: path.clone(), known: paths(&tables) }),
            },
            (None, 1) => Ok(tables.remove(0)),
            (None, _) => Err(DecodeError::SeveralLists(paths(&tables))),
        }
    }

    /// Returns the offset of the first record in its buffer.
    fn first(&self) -> u64 {
        self.rows.span().start()
    }

    /// Creates the source of rows from an input that starts with the first record.
    fn records(
        &self,
        from: InputOrigin,
        options: &DecodeOptions,
        outcome: &Outcome<()>,
        length: Option<u64>,
    ) -> Result<RecordSource, DecodeError> {
        let Self { path, rows } = self;
        let columns = rows.columns();
        let layout = RecordLayout::of_record(&columns, rows.stride().unwrap_or(0))?;
        let first = self.first();
        let before = |offset: u64| rows.buffer() != BufferId::SOURCE || offset < first;
        let faults =
            outcome.tree.recorded_faults().into_iter().filter(|(_, fault)| before(fault.offset));
        let faults = faults.map(|(path, fault)| (path.to_string(), in_input(fault, options)));
        let base = options.offset.saturating_add(first);
        let mut records = RecordSource {
            rows: RecordRows::new(&layout, options)?,
            from,
            base,
            length,
            count: rows.declared_count(),
            check: None,
            faults: faults.collect(),
        };
        if !rows.is_total() {
            records.check = Some(RecordCheck::new(path.clone(), (*rows).clone(), columns, base));
        }
        // Records in a decompressed buffer are read from that buffer instead of the input.
        if rows.buffer() != BufferId::SOURCE {
            let bytes = Buffers { source: &[], buffers: &outcome.buffers }.of(rows.span());
            records.length = Some(bytes.len() as u64);
            records.base = rows.span().start();
            records.from = InputOrigin::Stream(Box::new(Cursor::new(bytes.to_vec())));
        }
        Ok(records)
    }
}

/// Returns a fault whose offset is relative to the start of the input.
fn in_input(fault: &Fault, options: &DecodeOptions) -> Fault {
    fault.clone().at(fault.offset.saturating_add(options.offset))
}
