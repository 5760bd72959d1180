//! Items of a list in a schema.

mod blocks;
mod offsets;

use super::account::{Account, InvalidRecord};
use super::error::DecodeError;
use super::input::Input;
use super::options::DecodeOptions;
use super::source::{InputTable, Job, Put, Sink};
use crate::document::ReadProblem;
use crate::table::{RowBlock, TableSchema};
use bytescope_inspect::{Fault, FaultKind, Source};
use bytescope_ksy::{ListRows, Row, Schema, SchemaRows};
use offsets::OffsetColumn;
use std::io;
use std::ops::ControlFlow;

/// List items as rows.
pub(super) struct ItemSource {
    rows: SchemaRows,
    /// All columns, selected or not.
    all: TableSchema,
    offset: OffsetColumn,
    source: Source,
}

/// Maximum number of items in a block of rows.
const MAX_BLOCK_ITEMS: u64 = 1 << 16;

impl ItemSource {
    pub(super) fn new(
        schema: &Schema,
        input: Input,
        options: &DecodeOptions,
    ) -> Result<Self, DecodeError> {
        let rows = schema.rows(options.each.as_deref(), options.instances);
        let rows = rows.map_err(DecodeError::List)?;
        if options.range.is_some() {
            return Err(DecodeError::NotSplittable);
        }
        let (offset, all) = OffsetColumn::new(rows.columns(), options);
        let rows = rows.select(offset.own())?;
        Ok(Self { rows, all, offset, source: input.source(options.open_options())? })
    }

    pub(super) fn all_columns(&self) -> &TableSchema {
        &self.all
    }

    /// Stores lists in nested columns instead of JSON text.
    pub(super) fn nest(&mut self) {
        self.rows.nest();
    }

    pub(super) fn path(&self) -> &str {
        self.rows.path()
    }

    pub(super) fn table(&self) -> InputTable {
        let columns = self.offset.schema(self.rows.columns());
        InputTable { columns, protocol: None, messages: Vec::new() }
    }

    pub(super) fn run<E: Default + Send>(
        self,
        job: Job<'_>,
        sink: &impl Sink<E>,
        put: Put<'_, E>,
    ) -> io::Result<Account> {
        let Self { rows, source, offset, .. } = self;
        let options = job.options;
        let start = usize::try_from(options.offset).unwrap_or(usize::MAX);
        let bytes = source.bytes().get(start..).unwrap_or_default();
        let mut decoder = ItemDecoder {
            source: &source,
            bytes,
            end: options.limit.map_or(u64::MAX, |limit| options.skip.saturating_add(limit)),
            job,
            sink,
            put,
            account: Account { bytes: bytes.len() as u64, ..Account::default() },
            block: RowBlock::new(std::slice::from_ref(rows.columns())),
            schema: rows.columns(),
            offset: &offset,
            offsets: Vec::new(),
            first: None,
            encoded: E::default(),
            failed: None,
            release: Box::new(source.releaser(start..usize::MAX)),
        };
        let fault = rows.read_items(bytes, options.limits, &mut |rows| match rows {
            ListRows::Row(mut row) => decoder.row(&mut row),
            ListRows::Items(items) => decoder.items(items),
        });
        decoder.finish(fault)
    }
}

/// Calls `encode` with the selected columns of a block of items.
fn encode_items(
    offset: &OffsetColumn,
    block: &mut RowBlock,
    offsets: &mut Vec<u64>,
    encode: impl FnOnce(&mut RowBlock),
) {
    let Some(items) = block.tables.first_mut().filter(|_| offset.is_selected()) else {
        return encode(block);
    };
    offset.encode(items, offsets, |selected| {
        let mut block = RowBlock::default();
        block.tables.push(std::mem::take(selected));
        encode(&mut block);
        *selected = block.tables.pop().unwrap_or_default();
    });
}

/// Decoding of items, on the thread that reads them.
struct ItemDecoder<'d, 'j, 'p, E, S> {
    source: &'d Source,
    bytes: &'d [u8],
    job: Job<'j>,
    sink: &'d S,
    put: Put<'p, E>,
    /// Index of the first item that is not decoded.
    end: u64,
    account: Account,
    /// Columns of the rows.
    schema: &'d TableSchema,
    offset: &'d OffsetColumn,
    /// Offsets of the rows that are not encoded yet, if they are selected.
    offsets: Vec<u64>,
    /// Rows that are not encoded yet.
    block: RowBlock,
    /// Index and offset of the first item of the block.
    first: Option<(u64, u64)>,
    encoded: E,
    failed: Option<io::Error>,
    /// Releases the memory of the bytes before an offset.
    release: Box<dyn FnMut(u64) + 'd>,
}

impl<E: Default + Send, S: Sink<E>> ItemDecoder<'_, '_, '_, E, S> {
    /// Adds the row of an item that was read.
    fn row(&mut self, row: &mut Row<'_, '_>) -> ControlFlow<()> {
        let options = self.job.options;
        if row.index >= self.end || options.stop.is_set() {
            return ControlFlow::Break(());
        }
        let is_cut = |(_, fault): (&str, &Fault)| self.is_cut(fault);
        if row.fault().is_some_and(is_cut) {
            return ControlFlow::Break(());
        }
        if row.index >= options.skip {
            self.start_item(row.index, row.offset)?;
            if let Some((path, fault)) = row.fault() {
                self.account.invalid = self.account.invalid.saturating_add(1);
                let offset = fault.offset.saturating_add(options.offset);
                let (path, fault) = (path.to_owned(), fault.clone().at(offset));
                self.job.observer.invalid_record(&InvalidRecord { path, fault });
            } else {
                self.account.rows = self.account.rows.saturating_add(1);
                if let Some(batch) = self.block.tables.first_mut().filter(|_| !self.job.count_only)
                {
                    if self.offset.is_selected() {
                        self.offsets.push(row.offset);
                    }
                    row.add_to(batch);
                }
            }
        }
        if row.index.saturating_add(1) >= self.end {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    /// True for a missing byte at the end of data that was not read completely, which is not a
    /// fault.
    fn is_cut(&self, fault: &Fault) -> bool {
        self.source.has_more() && fault.kind == FaultKind::Truncated
    }

    /// Encodes the rows before an item if they are a full block.
    fn start_item(&mut self, index: u64, offset: u64) -> ControlFlow<()> {
        let (first, start) = *self.first.get_or_insert((index, offset));
        let is_full = index.saturating_sub(first) >= MAX_BLOCK_ITEMS
            || offset.saturating_sub(start) >= self.job.block.bytes as u64;
        if !is_full {
            return ControlFlow::Continue(());
        }
        let flow = self.encode();
        (self.release)(offset);
        self.first = Some((index, offset));
        flow
    }

    /// Encodes all rows of the block.
    fn encode(&mut self) -> ControlFlow<()> {
        self.first = None;
        let rows = self.block.rows() as u64;
        if rows == 0 {
            return ControlFlow::Continue(());
        }
        if self.is_truncated(rows) {
            self.block.clear();
            self.offsets.clear();
            return ControlFlow::Break(());
        }
        encode_items(self.offset, &mut self.block, &mut self.offsets, |block| {
            self.sink.encode(block, &mut self.encoded);
        });
        self.block.clear();
        match (self.put)(&mut self.encoded, false) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.failed = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    /// True if the file was truncated. Rows may then contain zeros instead of the missing bytes, and
    /// are not counted.
    fn is_truncated(&mut self, rows: u64) -> bool {
        let is_truncated = self.source.truncated().is_some();
        if is_truncated {
            self.account.rows = self.account.rows.saturating_sub(rows);
        }
        is_truncated
    }

    /// Encodes the remaining rows and returns the account.
    fn finish(mut self, fault: Option<Fault>) -> io::Result<Account> {
        if self.failed.is_none() {
            let _ = self.encode();
        }
        if let Some(error) = self.failed {
            return Err(error);
        }
        let options = self.job.options;
        let is_cut = fault.as_ref().is_none_or(|fault| self.is_cut(fault));
        let mut account = self.account;
        self.job.observer.progress(account.bytes);
        account.fault = fault.map(|fault| {
            let offset = fault.offset.saturating_add(options.offset);
            fault.at(offset)
        });
        account.truncated = self.source.truncated();
        if self.source.has_more() && is_cut {
            account.fault = Some(ReadProblem::LimitReached(options.max_read).fault());
        }
        Ok(account)
    }
}
