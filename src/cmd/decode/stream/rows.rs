//! Good frames to batches of rows.

use super::described::Room;
use super::protocol::{Message, Protocol, ProtocolRows};
use crate::table::{Batch, Gather, Schema};
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
    /// Puts the columns of each table into the order that they have in all of them.
    pub(super) fn sort(&mut self, all: &Schema) {
        for protocol in &mut self.protocols {
            match &mut protocol.rows {
                ProtocolRows::Typed(typed) => super::typed::sort(&mut typed.gather, all),
                ProtocolRows::Logged(logged) => logged.sort(all),
                ProtocolRows::Described(described) => described.sort(all),
            }
        }
        self.tables = self.protocols.iter().flat_map(Protocol::tables).cloned().collect();
    }

    /// Whether a frame becomes a row: messages that say how a log is to be read do not.
    pub(super) fn has_row(&self, found: &Found, frame: &[u8]) -> bool {
        let protocol = self.protocols.get(usize::from(found.schema));
        match protocol.map(|protocol| &protocol.rows) {
            Some(ProtocolRows::Logged(logged)) => logged.has_row(frame),
            _ => true,
        }
    }

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

/// Rows of each table, and in which order they come.
#[derive(Default)]
pub(super) struct Batches {
    pub(super) tables: Vec<Batch>,
    /// The table of each row; nothing where all rows are of one table.
    pub(super) order: Vec<u16>,
}

#[cfg(feature = "columnar")]
impl Batches {
    /// The table of each row, and its number there.
    pub(super) fn rows(&self) -> impl Iterator<Item = (usize, usize)> {
        let mut next = vec![0_usize; self.tables.len()];
        let one =
            if self.order.is_empty() { self.tables.first().map_or(0, Batch::rows) } else { 0 };
        let of = self.order.iter().map(|table| usize::from(*table));
        std::iter::repeat_n(0, one).chain(of).map(move |table| {
            let row = next.get(table).copied().unwrap_or_default();
            if let Some(next) = next.get_mut(table) {
                *next = row.saturating_add(1);
            }
            (table, row)
        })
    }
}

/// Makes something of rows.
pub(super) trait Make<M>: Fn(&mut Batches, &mut M) {}

impl<M, F: Fn(&mut Batches, &mut M)> Make<M> for F {}

/// How many good frames there are of each message of each protocol.
pub(super) type Messages = BTreeMap<(u16, Message), u64>;

/// Rows that are being made into something.
#[derive(Default)]
pub(super) struct Rows<M> {
    pub(super) made: M,
    pub(super) messages: Messages,
    batches: Batches,
    /// What waits to be put into the batch of each table.
    rooms: Vec<Room>,
    /// Bytes of the frames that have not been made into something yet.
    waiting: usize,
    /// The last message, and how many there were that are not counted yet.
    last: (u16, Message),
    more: u64,
}

impl<M> Rows<M> {
    /// Adds good frames.
    pub(super) fn add(&mut self, target: &Target, run: &Run, bytes: &[u8]) {
        let number = run.first.schema;
        let schema = usize::from(number);
        let (Some(protocol), Some(first)) =
            (target.protocols.get(schema), target.firsts.get(schema))
        else {
            return;
        };
        if self.batches.tables.is_empty() {
            self.batches.tables = target.tables.iter().map(Batch::new).collect();
            self.rooms.resize_with(target.tables.len(), Room::default);
        }
        match &protocol.rows {
            ProtocolRows::Typed(typed) => {
                let size = run.first.len.max(1) as usize;
                let mut rest = bytes;
                while let Some(frame) = rest.get(..size) {
                    let message = typed.message(frame).map_or(Message::None, Message::Number);
                    let alike = typed.alike(rest, size);
                    self.note(number, message, alike as u64);
                    rest = rest.get(alike.saturating_mul(size)..).unwrap_or_default();
                }
                if let (false, Some(room)) = (target.count_only, self.rooms.get_mut(*first)) {
                    typed.records(run, target.start, bytes, &mut room.records);
                    self.order(target, *first, run.count as usize);
                }
            }
            ProtocolRows::Described(described)
                if target.count_only && !described.has_messages() =>
            {
                self.note(number, Message::None, run.count.into());
            }
            ProtocolRows::Described(_) | ProtocolRows::Logged(_) => {
                let frames = bytes.chunks_exact(run.first.len.max(1) as usize);
                for (Found { offset, .. }, frame) in run.frames().zip(frames) {
                    self.add_one(target, (&protocol.rows, *first), (number, offset), frame);
                }
            }
        }
        if !target.count_only {
            self.waiting = self.waiting.saturating_add(bytes.len());
        }
    }

    /// Adds a frame of a protocol whose frames are of several kinds, and whose first table is `first`.
    fn add_one(
        &mut self,
        target: &Target,
        (protocol, first): (&ProtocolRows, usize),
        (number, offset): (u16, u64),
        frame: &[u8],
    ) {
        let offset = offset.saturating_add(target.start);
        let rooms = self.rooms.get_mut(first..).unwrap_or_default();
        let batches = self.batches.tables.get_mut(first..).unwrap_or_default();
        let (table, message) = match protocol {
            ProtocolRows::Typed(_) => return,
            ProtocolRows::Described(described) if target.count_only => {
                (None, described.message(frame))
            }
            ProtocolRows::Described(described) => described.add(offset, frame, rooms, batches),
            ProtocolRows::Logged(logged) if target.count_only => (None, logged.message(frame)),
            ProtocolRows::Logged(logged) => logged.add(offset, frame, rooms),
        };
        self.note(number, message, 1);
        if let Some(table) = table {
            self.order(target, first.saturating_add(table), 1);
        }
    }

    /// Bytes of frames that have not become rows yet.
    pub(super) fn waiting(&self) -> usize {
        self.waiting
    }

    /// Makes something of all that was added.
    pub(super) fn finish(&mut self, target: &Target, make: &impl Make<M>) {
        self.count();
        self.waiting = 0;
        if target.count_only || self.batches.tables.is_empty() {
            return;
        }
        for (protocol, first) in target.protocols.iter().zip(&target.firsts) {
            let rooms = self.rooms.get_mut(*first..).unwrap_or_default();
            let batches = self.batches.tables.get_mut(*first..).unwrap_or_default();
            match &protocol.rows {
                ProtocolRows::Typed(typed) => take(&typed.gather, rooms, batches),
                ProtocolRows::Logged(logged) => {
                    let tables = (0..).map_while(|table| logged.gather(table));
                    for (table, gather) in tables.enumerate() {
                        let rooms = rooms.get_mut(table..).unwrap_or_default();
                        take(gather, rooms, batches.get_mut(table..).unwrap_or_default());
                    }
                }
                ProtocolRows::Described(described) => described.finish(rooms, batches),
            }
        }
        make(&mut self.batches, &mut self.made);
        self.batches.tables.iter_mut().for_each(Batch::clear);
        self.batches.order.clear();
    }

    /// Notes that the next rows are of a table.
    fn order(&mut self, target: &Target, table: usize, rows: usize) {
        if target.tables.len() > 1 {
            let table = u16::try_from(table).unwrap_or(u16::MAX);
            self.batches.order.extend(std::iter::repeat_n(table, rows));
        }
    }

    /// Counts messages.
    #[inline]
    fn note(&mut self, schema: u16, message: Message, count: u64) {
        if (schema, &message) != (self.last.0, &self.last.1) {
            self.count();
            self.last = (schema, message);
        }
        self.more = self.more.saturating_add(count);
    }

    fn count(&mut self) {
        if self.more > 0 {
            let count = self.messages.entry(self.last.clone()).or_default();
            *count = count.saturating_add(self.more);
            self.more = 0;
        }
    }
}

/// Takes the columns out of the records of the first table.
fn take(gather: &Gather, rooms: &mut [Room], batches: &mut [Batch]) {
    if let (Some(room), Some(batch)) = (rooms.first_mut(), batches.first_mut()) {
        gather.extend(batch, &room.records);
        room.records.clear();
    }
}
