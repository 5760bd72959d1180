//! Frames to rows of text, in the order of the input.

use super::protocol::Protocol;
use crate::cli::TableKind;
use crate::table::{Batch, Lines, Style};
use bytescope_frames::{Found, Run};
use std::collections::BTreeMap;

/// How the frames of each protocol are written.
pub(super) struct Table {
    pub(super) protocols: Vec<Protocol>,
    /// None when rows are only counted.
    styles: Vec<Style>,
    /// What the offset of the first byte is.
    start: u64,
}

impl Table {
    /// A table of that kind; frames are only counted when there is none.
    pub(super) fn new(kind: Option<TableKind>, protocols: Vec<Protocol>, start: u64) -> Self {
        let style = |protocol: &Protocol| match kind? {
            TableKind::Csv => Some(Style::csv(protocol.gather.schema())),
            TableKind::Ndjson => Some(Style::ndjson(protocol.gather.schema())),
        };
        let styles = protocols.iter().filter_map(style).collect();
        Self { protocols, styles, start }
    }

    /// What stands before the first row.
    pub(super) fn header(&self) -> &[u8] {
        self.styles.first().map(Style::header).unwrap_or_default()
    }
}

/// How many good frames there are of each message of each protocol.
pub(super) type Messages = BTreeMap<(u16, Option<u64>), u64>;

/// Rows that are being made.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) lines: Lines,
    pub(super) messages: Messages,
    /// Frames of one protocol that are not lines yet.
    records: Vec<u8>,
    schema: u16,
    batches: Vec<Batch>,
    /// The last message, and how many there were that are not counted yet.
    last: (u16, Option<u64>),
    more: u64,
}

impl Rows {
    /// Adds good frames.
    pub(super) fn add(&mut self, table: &Table, run: &Run, bytes: &[u8]) {
        let Found { schema, len, .. } = run.first;
        if schema != self.schema {
            self.finish(table);
            self.schema = schema;
        }
        let Some(protocol) = table.protocols.get(usize::from(schema)) else { return };
        let frames = bytes.chunks_exact(len.max(1) as usize);
        for frame in frames.clone() {
            let message = (schema, protocol.message(frame));
            if message != self.last {
                self.count();
                self.last = message;
            }
            self.more = self.more.saturating_add(1);
        }
        if !table.styles.is_empty() {
            for (found, frame) in run.frames().zip(frames) {
                let offset = found.offset.saturating_add(table.start);
                protocol.record(offset, frame, &mut self.records);
            }
        }
    }

    /// Makes lines of all that was added.
    pub(super) fn finish(&mut self, table: &Table) {
        self.count();
        let schema = usize::from(self.schema);
        let (Some(protocol), Some(style)) = (table.protocols.get(schema), table.styles.get(schema))
        else {
            return;
        };
        if self.batches.is_empty() {
            self.batches = table.protocols.iter().map(|p| p.gather.batch()).collect();
        }
        if let Some(batch) = self.batches.get_mut(schema)
            && !self.records.is_empty()
        {
            protocol.gather.fill(batch, &self.records);
            style.write(batch, &mut self.lines);
        }
        self.records.clear();
    }

    /// Forgets the lines and the counts.
    pub(super) fn clear(&mut self) {
        self.lines.clear();
        self.messages.clear();
    }

    fn count(&mut self) {
        if self.more > 0 {
            let count = self.messages.entry(self.last).or_default();
            *count = count.saturating_add(self.more);
            self.more = 0;
        }
    }
}
