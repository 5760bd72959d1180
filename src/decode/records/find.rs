//! The records in the tree of a built-in format.

use super::Records;
use super::check::Check;
use crate::decode::error::DecodeError;
use crate::decode::input::{From, Input};
use crate::decode::options::DecodeOptions;
use crate::layout::Layout;
use crate::table::Gather;
use bytescope_formats::Format;
use bytescope_inspect::{BufferId, Bytes, Fault, Outcome, TableRows, Value};
use std::io::{self, Cursor, Read};

/// Bytes of a stream in which its records are looked for.
const HEAD: usize = 64 << 10;

/// Bytes that tell formats apart.
const ENOUGH: usize = 64;

impl Records {
    /// The records of a format; of the one that is detected, if none is given.
    pub(in crate::decode) fn find(
        format: Option<&'static Format>,
        input: Input,
        options: &DecodeOptions,
    ) -> Result<Self, DecodeError> {
        let mut from = input.from;
        from.pass(options.offset)?;
        let records = match &from {
            From::Whole(whole) => {
                let source = whole.source(options.open_options())?;
                let length = whole.len().saturating_sub(options.offset);
                let at = usize::try_from(options.offset).unwrap_or(usize::MAX);
                let bytes = source.bytes().get(at..).unwrap_or_default();
                let outcome = inspect(format, bytes, options)?;
                let found = Found::of(options, &outcome)?;
                let records = found.records(from, options, &outcome, Some(length))?;
                records.skip_to_first(&found)?
            }
            From::Stream(_) | From::Growing(_) => Self::find_in_stream(format, from, options)?,
        };
        records.select(options)
    }

    /// Finds the records of what can be read only once: no more is read than has to be.
    fn find_in_stream(
        format: Option<&'static Format>,
        mut from: From,
        options: &DecodeOptions,
    ) -> Result<Self, DecodeError> {
        let mut head = Vec::new();
        loop {
            let mut more = vec![0; HEAD.saturating_sub(head.len())];
            let count = match from.read(&mut more) {
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error.into()),
            };
            head.extend_from_slice(more.get(..count).unwrap_or_default());
            let ended = count == 0 || head.len() >= HEAD;
            if !ended && format.is_none() && head.len() < ENOUGH {
                continue;
            }
            if !ended && format.or_else(|| bytescope_formats::detect(&head)).is_none() {
                continue;
            }
            let outcome = inspect(format, &head, options)?;
            match Found::of(options, &outcome) {
                Ok(found) => {
                    let first = usize::try_from(found.first()).unwrap_or(usize::MAX);
                    let rest = head.split_off(first.min(head.len()));
                    return found.records(from.after(rest), options, &outcome, None);
                }
                Err(error) if ended => return Err(error),
                Err(_) => {}
            }
        }
    }

    /// Passes over the bytes before the first record.
    fn skip_to_first(mut self, found: &Found<'_>) -> Result<Self, DecodeError> {
        if found.rows.buffer() == BufferId::SOURCE {
            self.from.pass(found.first())?;
            self.length = self.length.map(|length| length.saturating_sub(found.first()));
        }
        Ok(self)
    }
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

/// Records in a tree.
struct Found<'o> {
    path: String,
    rows: &'o TableRows,
}

impl<'o> Found<'o> {
    /// The records that are selected, or the only ones.
    fn of(options: &DecodeOptions, outcome: &'o Outcome<()>) -> Result<Self, DecodeError> {
        let mut tables = Vec::new();
        outcome.tree.walk(&mut |path, node| {
            if let Value::Table(rows) = &node.value {
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
                Some(at) => Ok(tables.swap_remove(at)),
                None => Err(DecodeError::NoList { path: path.clone(), known: paths(&tables) }),
            },
            (None, 1) => Ok(tables.remove(0)),
            (None, _) => Err(DecodeError::SeveralLists(paths(&tables))),
        }
    }

    /// Offset of the first record in its buffer.
    fn first(&self) -> u64 {
        self.rows.span().start()
    }

    /// The records, from an input that starts with the first of them.
    fn records(
        &self,
        from: From,
        options: &DecodeOptions,
        outcome: &Outcome<()>,
        length: Option<u64>,
    ) -> Result<Records, DecodeError> {
        let Self { path, rows } = self;
        let columns = rows.columns();
        let layout = Layout::of_record(&columns, rows.stride())?;
        let first = self.first();
        let before = |offset: u64| rows.buffer() != BufferId::SOURCE || offset < first;
        let faults =
            outcome.tree.recorded_faults().into_iter().filter(|(_, fault)| before(fault.offset));
        let faults = faults.map(|(path, fault)| (path.to_string(), in_input(fault, options)));
        let base = options.offset.saturating_add(first);
        let mut records = Records {
            gather: Gather::new(&layout),
            from,
            length,
            count: rows.wanted(),
            check: None,
            faults: faults.collect(),
        };
        if !rows.is_total() {
            records.check = Some(Check::new(path.clone(), (*rows).clone(), columns, base));
        }
        // Records in a decompressed buffer are not in the input.
        if rows.buffer() != BufferId::SOURCE {
            let bytes = Bytes { source: &[], buffers: &outcome.buffers }.of(rows.span());
            records.length = Some(bytes.len() as u64);
            records.from = From::Stream(Box::new(Cursor::new(bytes.to_vec())));
        }
        Ok(records)
    }
}

/// A fault with its offset in the input.
fn in_input(fault: &Fault, options: &DecodeOptions) -> Fault {
    fault.clone().at(fault.offset.saturating_add(options.offset))
}
