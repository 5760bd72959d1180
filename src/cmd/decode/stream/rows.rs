//! Good frames to batches of rows, in the order of the input.

use super::protocol::Protocol;
use crate::table::Batch;
use bytescope_frames::{Found, Run};
use std::collections::BTreeMap;

/// What the frames of each protocol become.
pub(super) struct Table {
    pub(super) protocols: Vec<Protocol>,
    /// What the offset of the first byte is.
    pub(super) start: u64,
    /// Frames are counted, and become no rows.
    pub(super) count_only: bool,
    /// How many bytes become rows at a time, when all are there.
    pub(super) block: usize,
    /// How many bytes of frames are waited for, when they come one by one.
    pub(super) wait: usize,
}

/// Makes something of the rows of a protocol, whose number is the first argument.
pub(super) trait Make<M>: Fn(u16, &mut Batch, &mut M) {}

impl<M, F: Fn(u16, &mut Batch, &mut M)> Make<M> for F {}

/// How many good frames there are of each message of each protocol.
pub(super) type Messages = BTreeMap<(u16, Option<u64>), u64>;

/// Rows that are being made into something.
#[derive(Default)]
pub(super) struct Rows<M> {
    pub(super) made: M,
    pub(super) messages: Messages,
    /// Frames of one protocol that have not become rows yet.
    records: Vec<u8>,
    schema: u16,
    batches: Vec<Batch>,
    /// The last message, and how many there were that are not counted yet.
    last: (u16, Option<u64>),
    more: u64,
}

impl<M> Rows<M> {
    /// Adds good frames.
    pub(super) fn add(&mut self, table: &Table, run: &Run, bytes: &[u8], make: &impl Make<M>) {
        let Found { schema, len, .. } = run.first;
        if schema != self.schema {
            self.finish(table, make);
            self.schema = schema;
        }
        let Some(protocol) = table.protocols.get(usize::from(schema)) else { return };
        let size = len.max(1) as usize;
        let mut rest = bytes;
        while let Some(frame) = rest.get(..size) {
            let message = (schema, protocol.message(frame));
            if message != self.last {
                self.count();
                self.last = message;
            }
            let alike = protocol.alike(rest, size);
            self.more = self.more.saturating_add(alike as u64);
            rest = rest.get(alike.saturating_mul(size)..).unwrap_or_default();
        }
        if !table.count_only {
            protocol.records(run, table.start, bytes, &mut self.records);
        }
    }

    /// Bytes of frames that have not become rows yet.
    pub(super) fn waiting(&self) -> usize {
        self.records.len()
    }

    /// Makes something of all that was added.
    pub(super) fn finish(&mut self, table: &Table, make: &impl Make<M>) {
        self.count();
        let schema = usize::from(self.schema);
        if self.batches.is_empty() {
            self.batches = table.protocols.iter().map(|p| p.gather.batch()).collect();
        }
        if let (Some(protocol), Some(batch)) =
            (table.protocols.get(schema), self.batches.get_mut(schema))
            && !self.records.is_empty()
        {
            protocol.gather.fill(batch, &self.records);
            make(self.schema, batch, &mut self.made);
        }
        self.records.clear();
    }

    fn count(&mut self) {
        if self.more > 0 {
            let count = self.messages.entry(self.last).or_default();
            *count = count.saturating_add(self.more);
            self.more = 0;
        }
    }
}
