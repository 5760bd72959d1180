//! Items of known extent, decoded in blocks on several threads.

use super::{ItemDecoder, MAX_BLOCK_ITEMS, encode_items};
use crate::blocks::{ordered, threads};
use crate::decode::source::Sink;
use crate::table::{Batch, RowBlock};
use bytescope_ksy::ItemRows;
use std::io;
use std::ops::ControlFlow;

/// Consecutive items and their encoded rows.
#[derive(Default)]
struct PendingItems<E> {
    /// Index of the first item.
    first: u64,
    count: u64,
    /// False for items before the first row.
    shown: bool,
    /// True if all items are valid, so that their rows are encoded.
    is_valid: bool,
    rows: RowBlock,
    /// Offsets of the items, if they are selected.
    offsets: Vec<u64>,
    encoded: E,
}

/// Bytes of the items of a run.
#[derive(Clone, Copy)]
struct RunBytes<'b> {
    bytes: &'b [u8],
    /// Size of an item.
    size: usize,
}

impl<'b> RunBytes<'b> {
    fn items(self, first: u64, count: u64) -> &'b [u8] {
        let at =
            |index: u64| usize::try_from(index).unwrap_or(usize::MAX).saturating_mul(self.size);
        let items = self.bytes.get(at(first)..at(first.saturating_add(count)));
        items.unwrap_or_default()
    }
}

impl<E: Default + Send, S: Sink<E>> ItemDecoder<'_, '_, '_, E, S> {
    /// Decodes all items of a run.
    pub(super) fn items(&mut self, mut items: ItemRows<'_, '_>) -> ControlFlow<()> {
        let total = items.count().min(self.end);
        if total == 0 {
            return ControlFlow::Continue(());
        }
        let columns = items.columns().clone();
        let size = columns.item_size().max(1);
        let start = usize::try_from(items.offset()).unwrap_or(usize::MAX);
        let bytes = RunBytes { bytes: self.bytes.get(start..).unwrap_or_default(), size };
        let options = self.job.options;
        let (count_only, sink, schema) = (self.job.count_only, self.sink, self.schema);
        let offset = self.offset;
        let offsets = |first: u64, count: u64| {
            let at =
                move |index: u64| index.saturating_mul(size as u64).saturating_add(start as u64);
            (first..first.saturating_add(count)).map(at)
        };
        let block_items = self.job.block.bytes.div_ceil(size) as u64;
        let block_items = block_items.clamp(1, MAX_BLOCK_ITEMS);
        let threads = if total <= block_items { 1 } else { threads(options.threads) };
        let (mut next, mut flow) = (0_u64, ControlFlow::Continue(()));
        let result = ordered(
            threads,
            |block: &mut PendingItems<E>| {
                // The first row starts a block.
                let end = if next < options.skip { options.skip.min(total) } else { total };
                let count = block_items.min(end.saturating_sub(next));
                (block.first, block.count) = (next, count);
                block.shown = next >= options.skip;
                next = next.saturating_add(count);
                count > 0 && !options.stop.is_set()
            },
            |block| {
                let items = bytes.items(block.first, block.count);
                block.is_valid = columns.are_valid(items);
                if !block.is_valid || !block.shown || count_only {
                    return;
                }
                let tables = &mut block.rows.tables;
                if tables.is_empty() {
                    tables.push(Batch::new(schema));
                }
                for batch in tables {
                    columns.fill(items, batch);
                }
                if offset.is_selected() {
                    block.offsets.clear();
                    block.offsets.extend(offsets(block.first, block.count));
                }
                encode_items(offset, &mut block.rows, &mut block.offsets, |rows| {
                    sink.encode(rows, &mut block.encoded);
                });
                block.rows.clear();
            },
            |block| {
                flow = if block.is_valid {
                    let next = block.first.saturating_add(block.count);
                    items.pass(next);
                    let offset = next.saturating_mul(size as u64).saturating_add(start as u64);
                    (self.release)(offset);
                    self.put_items(block)
                } else {
                    self.read_invalid(&mut items, bytes, block)
                };
                // Any error ends decoding.
                if flow.is_break() { Err(io::ErrorKind::Other.into()) } else { Ok(()) }
            },
        );
        if let (Err(error), ControlFlow::Continue(())) = (result, flow) {
            self.failed = Some(error);
            return ControlFlow::Break(());
        }
        if options.stop.is_set() || total >= self.end { ControlFlow::Break(()) } else { flow }
    }

    /// Counts valid items and writes their rows.
    fn put_items(&mut self, block: &mut PendingItems<E>) -> ControlFlow<()> {
        if !block.shown {
            return ControlFlow::Continue(());
        }
        self.account.rows = self.account.rows.saturating_add(block.count);
        if self.is_truncated(block.count) {
            return ControlFlow::Break(());
        }
        if self.job.count_only {
            return ControlFlow::Continue(());
        }
        match (self.put)(&mut block.encoded, false) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.failed = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    /// Decodes a block with invalid items, which are read one at a time.
    fn read_invalid(
        &mut self,
        items: &mut ItemRows<'_, '_>,
        bytes: RunBytes<'_>,
        block: &PendingItems<E>,
    ) -> ControlFlow<()> {
        let columns = items.columns().clone();
        let (mut first, end) = (block.first, block.first.saturating_add(block.count));
        self.first = Some((first, 0));
        while first < end {
            let valid = (first..end).take_while(|at| columns.is_valid(bytes.items(*at, 1)));
            let count = valid.count() as u64;
            if block.shown {
                self.account.rows = self.account.rows.saturating_add(count);
                if let Some(batch) = self.block.tables.first_mut().filter(|_| !self.job.count_only)
                {
                    columns.fill(bytes.items(first, count), batch);
                    if self.offset.is_selected() {
                        let at = |index: u64| index.saturating_mul(bytes.size as u64);
                        let start = items.offset();
                        let indices = first..first.saturating_add(count);
                        self.offsets.extend(indices.map(|i| at(i).saturating_add(start)));
                    }
                }
            }
            first = first.saturating_add(count);
            items.pass(first);
            if first < end {
                items.row(first, &mut |mut row| self.row(&mut row))?;
                first = first.saturating_add(1);
            }
        }
        self.encode()
    }
}
