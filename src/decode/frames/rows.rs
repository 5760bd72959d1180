//! Valid frames to batches of rows.

use super::count::{Counter, MessageCounts};
use super::protocol::{Message, Protocol, Waiting};
use crate::decode::source::Sink;
use crate::table::{Batch, RowBlock, Schema};
use bytescope_frames::{Found, Run};
use bytescope_ksy::FlatFrames;

/// The tables of all protocols.
pub(super) struct Tables {
    pub(super) protocols: Vec<Protocol>,
    /// The first table of each protocol.
    firsts: Vec<usize>,
    schemas: Vec<Schema>,
    /// Offset of the first byte in the input.
    pub(super) start: u64,
}

impl Tables {
    pub(super) fn new(protocols: Vec<Protocol>, start: u64) -> Self {
        let (mut firsts, mut schemas) = (Vec::new(), Vec::new());
        for protocol in &protocols {
            firsts.push(schemas.len());
            schemas.extend(protocol.rows.tables().into_iter().cloned());
        }
        Self { protocols, firsts, schemas, start }
    }

    /// Names of the protocols.
    pub(super) fn names(&self) -> Vec<String> {
        self.protocols.iter().map(|protocol| protocol.name.clone()).collect()
    }

    /// Whether a frame becomes a row.
    pub(super) fn has_row(&self, found: &Found, frame: &[u8]) -> bool {
        let protocol = self.protocols.get(usize::from(found.schema));
        protocol.is_some_and(|protocol| protocol.rows.has_row(frame))
    }
}

/// Rows that are being encoded.
#[derive(Default)]
pub(super) struct FrameBlock<E> {
    pub(super) encoded: E,
    /// Number of rows since the last [`take_counts`](Self::take_counts).
    rows: u64,
    counter: Counter,
    block: RowBlock,
    records: Vec<Vec<u8>>,
    frames: Vec<FlatFrames>,
    /// Bytes of the frames that are not encoded yet.
    waiting: usize,
}

impl<E> FrameBlock<E> {
    /// Adds valid frames.
    pub(super) fn add(&mut self, tables: &Tables, run: &Run, frames: &[u8], count_only: bool) {
        let schema = usize::from(run.first.schema);
        let (Some(protocol), Some(first)) =
            (tables.protocols.get(schema), tables.firsts.get(schema))
        else {
            return;
        };
        if self.block.tables.is_empty() {
            let count = tables.schemas.len();
            self.block = RowBlock::new(&tables.schemas);
            self.records.resize_with(count, Vec::new);
            self.frames.resize_with(count, FlatFrames::default);
        }
        let mut adding = Adding {
            start: tables.start,
            count_only,
            waiting: Waiting {
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
        protocol.rows.add(run, frames, &mut adding);
        if !count_only {
            self.waiting = self.waiting.saturating_add(frames.len());
        }
    }

    /// Number of bytes of frames that are not encoded yet.
    pub(super) fn waiting(&self) -> usize {
        self.waiting
    }

    /// The numbers of messages and of rows since the last call.
    pub(super) fn take_counts(&mut self) -> (MessageCounts, u64) {
        (self.counter.take(), std::mem::take(&mut self.rows))
    }

    /// Encodes all rows that were added.
    pub(super) fn finish(&mut self, tables: &Tables, count_only: bool, sink: &impl Sink<E>) {
        self.waiting = 0;
        if count_only || self.block.tables.is_empty() {
            return;
        }
        for (protocol, first) in tables.protocols.iter().zip(&tables.firsts) {
            protocol.rows.finish(&mut Waiting {
                records: self.records.get_mut(*first..).unwrap_or_default(),
                frames: self.frames.get_mut(*first..).unwrap_or_default(),
                batches: self.block.tables.get_mut(*first..).unwrap_or_default(),
            });
        }
        sink.encode(&mut self.block, &mut self.encoded);
        self.block.clear();
    }
}

/// Frames of a protocol on their way to its tables.
pub(super) struct Adding<'a> {
    /// Offset of the first byte in the input.
    pub(super) start: u64,
    /// Messages are counted, and no rows are added.
    pub(super) count_only: bool,
    pub(super) waiting: Waiting<'a>,
    schema: u16,
    first: usize,
    counter: &'a mut Counter,
    rows: &'a mut u64,
    /// The table of each row, where there are several.
    order: Option<&'a mut Vec<u16>>,
}

impl Adding<'_> {
    /// Counts frames of a message.
    #[inline]
    pub(super) fn count(&mut self, message: Message, frames: u64) {
        self.counter.add(self.schema, message, frames);
    }

    /// Notes that the next rows are in a table of the protocol.
    pub(super) fn rows(&mut self, table: usize, count: usize) {
        *self.rows = self.rows.saturating_add(count as u64);
        if let Some(order) = &mut self.order {
            let table = u16::try_from(self.first.saturating_add(table)).unwrap_or(u16::MAX);
            order.extend(std::iter::repeat_n(table, count));
        }
    }
}

/// Each frame of a run: its offset in the input, and its bytes.
pub(super) fn each<'f>(
    run: &Run,
    frames: &'f [u8],
    start: u64,
) -> impl Iterator<Item = (u64, &'f [u8])> {
    let size = run.first.len.max(1) as usize;
    let offsets = run.frames().map(move |found| found.offset.saturating_add(start));
    offsets.zip(frames.chunks_exact(size))
}

/// Takes the columns out of the records of a table.
pub(super) fn gather(gather: &crate::table::Gather, records: &mut Vec<u8>, batch: &mut Batch) {
    gather.extend(batch, records);
    records.clear();
}
