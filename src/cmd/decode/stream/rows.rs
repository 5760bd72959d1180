//! Good frames to batches of rows, in the order of the input.

use super::described::Room;
use super::protocol::{Message, Protocol, ProtocolRows};
use crate::table::{Batch, Schema};
use bytescope_frames::{Found, Run};
use std::collections::BTreeMap;

/// What the frames of each protocol become.
pub(super) struct Target {
    pub(super) protocols: Vec<Protocol>,
    /// The number of the first table of each protocol.
    firsts: Vec<usize>,
    /// The columns of all tables.
    pub(super) tables: Vec<Schema>,
    /// What the offset of the first byte is.
    pub(super) start: u64,
    /// Frames are counted, and become no rows.
    pub(super) count_only: bool,
    /// How many bytes become rows at a time, when all are there.
    pub(super) block: usize,
    /// How many bytes of frames are waited for, when they come one by one.
    pub(super) wait: usize,
}

impl Target {
    /// Rows of these protocols.
    pub(super) fn new(protocols: Vec<Protocol>, start: u64, count_only: bool) -> Self {
        let (mut firsts, mut tables) = (Vec::new(), Vec::new());
        for protocol in &protocols {
            firsts.push(tables.len());
            tables.extend(protocol.tables().into_iter().cloned());
        }
        Self { protocols, firsts, tables, start, count_only, block: 0, wait: 0 }
    }
}

/// Makes something of the rows of a table, whose number is the first argument.
pub(super) trait Make<M>: Fn(usize, &mut Batch, &mut M) {}

impl<M, F: Fn(usize, &mut Batch, &mut M)> Make<M> for F {}

/// How many good frames there are of each message of each protocol.
pub(super) type Messages = BTreeMap<(u16, Message), u64>;

/// Rows that are being made into something.
#[derive(Default)]
pub(super) struct Rows<M> {
    pub(super) made: M,
    pub(super) messages: Messages,
    /// Frames of fixed layout that have not become rows yet, all of one table.
    records: Vec<u8>,
    /// Bytes of the frames that have not become rows yet.
    waiting: usize,
    table: usize,
    batches: Vec<Batch>,
    room: Room,
    /// The last message, and how many there were that are not counted yet.
    last: (u16, Message),
    more: u64,
}

impl<M> Rows<M> {
    /// Adds good frames.
    pub(super) fn add(&mut self, target: &Target, run: &Run, bytes: &[u8], make: &impl Make<M>) {
        let number = run.first.schema;
        let schema = usize::from(number);
        let (Some(protocol), Some(first)) =
            (target.protocols.get(schema), target.firsts.get(schema))
        else {
            return;
        };
        if self.batches.is_empty() {
            self.batches = target.tables.iter().map(Batch::new).collect();
        }
        let frames = bytes.chunks_exact(run.first.len.max(1) as usize);
        let frames = run.frames().zip(frames);
        match &protocol.rows {
            ProtocolRows::Typed(typed) => {
                if self.table != *first {
                    self.make(target, make);
                    self.table = *first;
                }
                for (found, frame) in frames {
                    let message = typed.message(frame).map_or(Message::None, Message::Number);
                    self.note(number, message);
                    if !target.count_only {
                        let offset = found.offset.saturating_add(target.start);
                        typed.record(offset, frame, &mut self.records);
                        self.waiting = self.records.len();
                    }
                }
            }
            ProtocolRows::Described(described) if target.count_only => {
                for (_, frame) in frames {
                    self.note(number, described.message(frame));
                }
            }
            ProtocolRows::Described(described) => {
                for (Found { offset, .. }, frame) in frames {
                    let offset = offset.saturating_add(target.start);
                    let mut room = std::mem::take(&mut self.room);
                    described.push(offset, frame, &mut room, |table, message| {
                        self.note(number, message);
                        let table = first.saturating_add(table);
                        if self.table != table {
                            self.make(target, make);
                            self.table = table;
                        }
                        self.waiting = self.waiting.saturating_add(frame.len());
                        self.batches.get_mut(table)
                    });
                    self.room = room;
                }
            }
        }
    }

    /// Bytes of frames that have not become rows yet.
    pub(super) fn waiting(&self) -> usize {
        self.waiting
    }

    /// Makes something of all that was added.
    pub(super) fn finish(&mut self, target: &Target, make: &impl Make<M>) {
        self.count();
        self.make(target, make);
    }

    /// Makes something of the rows of the table that was last added to.
    fn make(&mut self, target: &Target, make: &impl Make<M>) {
        let Some(batch) = self.batches.get_mut(self.table) else { return };
        if !self.records.is_empty() {
            let typed =
                target.protocols.iter().zip(&target.firsts).find_map(|(protocol, first)| {
                    match &protocol.rows {
                        ProtocolRows::Typed(typed) if *first == self.table => Some(typed),
                        _ => None,
                    }
                });
            if let Some(typed) = typed {
                typed.gather.fill(batch, &self.records);
            }
            self.records.clear();
        }
        if batch.rows() > 0 {
            make(self.table, batch, &mut self.made);
            batch.clear();
        }
        self.waiting = 0;
    }

    /// Counts a message.
    #[inline]
    fn note(&mut self, schema: u16, message: Message) {
        if (schema, &message) != (self.last.0, &self.last.1) {
            self.count();
            self.last = (schema, message);
        }
        self.more = self.more.saturating_add(1);
    }

    fn count(&mut self) {
        if self.more > 0 {
            let count = self.messages.entry(self.last.clone()).or_default();
            *count = count.saturating_add(self.more);
            self.more = 0;
        }
    }
}
