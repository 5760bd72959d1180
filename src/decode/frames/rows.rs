//! Conversion of valid frames to batches of rows.

use super::count::{Counter, MessageCounts};
use super::protocol::{Message, PendingRows, Protocol};
use crate::decode::source::Sink;
use crate::table::{Batch, RowBlock, TableSchema};
use bytescope_frames::{FrameRun, FrameSpan};
use bytescope_ksy::FlatFrames;

/// Tables of all protocols.
pub(super) struct Tables {
    pub(super) protocols: Vec<Protocol>,
    /// Index of the first table of each protocol.
    first_tables: Vec<usize>,
    schemas: Vec<TableSchema>,
    /// Offset in the input of the first byte to decode.
    pub(super) start: u64,
}

impl Tables {
    pub(super) fn new(protocols: Vec<Protocol>, start: u64) -> Self {
        let (mut first_tables, mut schemas) = (Vec::new(), Vec::new());
        for protocol in &protocols {
            first_tables.push(schemas.len());
            schemas.extend(protocol.rows.tables().into_iter().cloned());
        }
        Self { protocols, first_tables, schemas, start }
    }

    /// Stores lists in nested columns instead of JSON text.
    pub(super) fn nest(&mut self) {
        self.protocols.iter_mut().for_each(|protocol| protocol.rows.nest());
        self.schemas.iter_mut().for_each(TableSchema::nest);
    }

    /// Returns the names of the protocols.
    pub(super) fn names(&self) -> Vec<String> {
        self.protocols.iter().map(|protocol| protocol.name.clone()).collect()
    }

    /// True if a frame is converted to a row.
    pub(super) fn has_row(&self, found: &FrameSpan, frame: &[u8]) -> bool {
        let protocol = self.protocols.get(usize::from(found.schema));
        protocol.is_some_and(|protocol| protocol.rows.has_row(found.offset, frame))
    }
}

/// A block of rows in the pipeline.
#[derive(Default)]
pub(super) struct FrameBlock<E> {
    pub(super) encoded: E,
    /// Number of rows since the last [`take_counts`](Self::take_counts).
    rows: u64,
    counter: Counter,
    block: RowBlock,
    records: Vec<Vec<u8>>,
    frames: Vec<FlatFrames>,
    /// Size of the pending frames in bytes.
    pending_size: usize,
}

impl<E> FrameBlock<E> {
    /// Adds valid frames.
    pub(super) fn add(&mut self, tables: &Tables, run: &FrameRun, frames: &[u8], count_only: bool) {
        let schema = usize::from(run.first.schema);
        let (Some(protocol), Some(first)) =
            (tables.protocols.get(schema), tables.first_tables.get(schema))
        else {
            return;
        };
        if self.block.tables.is_empty() {
            let count = tables.schemas.len();
            self.block = RowBlock::new(&tables.schemas);
            self.records.resize_with(count, Vec::new);
            self.frames.resize_with(count, FlatFrames::default);
        }
        let mut destination = RowDestination {
            start: tables.start,
            count_only,
            pending: PendingRows {
                records: self.records.get_mut(*first..).unwrap_or_default(),
                frames: self.frames.get_mut(*first..).unwrap_or_default(),
                batches: self.block.tables.get_mut(*first..).unwrap_or_default(),
            },
            schema: run.first.schema,
            first: *first,
            counter: &mut self.counter,
            rows: &mut self.rows,
            order: (!count_only && tables.schemas.len() > 1).then_some(&mut self.block.order),
        };
        protocol.rows.add(run, frames, &mut destination);
        if !count_only {
            self.pending_size = self.pending_size.saturating_add(frames.len());
        }
    }

    /// Returns the size of the pending frames in bytes.
    pub(super) fn pending_size(&self) -> usize {
        self.pending_size
    }

    /// Returns the counts of messages and the number of rows since the previous call.
    pub(super) fn take_counts(&mut self) -> (MessageCounts, u64) {
        (self.counter.take(), std::mem::take(&mut self.rows))
    }

    /// Encodes all pending rows.
    pub(super) fn finish(&mut self, tables: &Tables, count_only: bool, sink: &impl Sink<E>) {
        self.pending_size = 0;
        if count_only || self.block.tables.is_empty() {
            return;
        }
        for (protocol, first) in tables.protocols.iter().zip(&tables.first_tables) {
            protocol.rows.finish(&mut PendingRows {
                records: self.records.get_mut(*first..).unwrap_or_default(),
                frames: self.frames.get_mut(*first..).unwrap_or_default(),
                batches: self.block.tables.get_mut(*first..).unwrap_or_default(),
            });
        }
        sink.encode(&mut self.block, &mut self.encoded);
        self.block.clear();
    }
}

/// Destination of the rows of a protocol.
pub(super) struct RowDestination<'a> {
    /// Offset in the input of the first byte to decode.
    pub(super) start: u64,
    /// Count messages without adding rows.
    pub(super) count_only: bool,
    pub(super) pending: PendingRows<'a>,
    schema: u16,
    first: usize,
    counter: &'a mut Counter,
    rows: &'a mut u64,
    /// Table index of each row, if there are several tables.
    order: Option<&'a mut Vec<u16>>,
}

impl RowDestination<'_> {
    /// Counts frames of a message type.
    #[inline]
    pub(super) fn count(&mut self, message: Message, frames: u64) {
        self.counter.add(self.schema, message, frames);
    }

    /// Counts rows and appends their table, an index within the protocol, to the row order.
    pub(super) fn rows(&mut self, table: usize, count: usize) {
        *self.rows = self.rows.saturating_add(count as u64);
        if let Some(order) = &mut self.order {
            let table = u16::try_from(self.first.saturating_add(table)).unwrap_or(u16::MAX);
            order.extend(std::iter::repeat_n(table, count));
        }
    }
}

/// Returns the frames of a run, each with its offset in the input and its bytes.
pub(super) fn each<'f>(
    run: &FrameRun,
    frames: &'f [u8],
    start: u64,
) -> impl Iterator<Item = (u64, &'f [u8])> {
    let size = run.first.len.max(1) as usize;
    let offsets = run.frames().map(move |found| found.offset.saturating_add(start));
    offsets.zip(frames.chunks_exact(size))
}

/// Moves the columns of a table's records into a batch.
pub(super) fn gather(gather: &crate::table::Gather, records: &mut Vec<u8>, batch: &mut Batch) {
    gather.extend(batch, records);
    records.clear();
}
