//! Messages of logs that define their own fields: a table for each kind.

use super::protocol::{MESSAGE, Message, OFFSET, PROTOCOL, ProtocolRows, Waiting, is_selected};
use super::rows::{Adding, each, gather};
use crate::decode::options::DecodeOptions;
use crate::layout::{ByteOrder, Column, ColumnType, LayoutError};
use crate::logs::{Log, Table};
use crate::table::{Gather, Schema};
use bytescope_frames::Run;
use std::sync::Arc;

/// How messages become rows.
pub(super) struct Logged {
    log: Log,
    protocol: String,
    tables: Vec<MessageRows>,
}

/// How the messages of a kind become rows.
struct MessageRows {
    gather: Gather,
    all: Schema,
    /// Values before the fields, unless a field has the name.
    before: Vec<Before>,
    /// Whether they have some of the selected columns.
    selected: bool,
}

#[derive(Clone, Copy)]
enum Before {
    Offset,
    Protocol,
    Message,
    Source,
}

impl Logged {
    /// The messages that the definitions of a log name.
    pub(super) fn new(
        log: &Log,
        protocol: &str,
        options: &DecodeOptions,
    ) -> Result<Self, LayoutError> {
        let rows = |table: &Table| {
            let (before, columns) = before(table, protocol);
            let gather = Gather::new(&table.layout(columns)?);
            let is_own = |name: &str| table.has(name) || table.source == Some(name);
            let selected = is_selected(&options.columns, is_own);
            let all = gather.schema().clone();
            let gather = gather.select(&all.pick(&options.columns));
            Ok(MessageRows { gather, all, before, selected })
        };
        let tables = log.tables().iter().map(rows).collect::<Result<_, _>>()?;
        Ok(Self { log: log.clone(), protocol: protocol.to_owned(), tables })
    }

    /// Adds a message to the records of its table, and gives the table.
    fn add_one(&self, offset: u64, message: &[u8], waiting: &mut Waiting<'_>) -> Option<usize> {
        let (number, source) = self.log.kind_of(message).table?;
        let rows = self.tables.get(number).filter(|rows| rows.selected)?;
        let table = self.log.tables().get(number)?;
        let record = waiting.records.get_mut(number)?;
        for before in &rows.before {
            match before {
                Before::Offset => record.extend_from_slice(&offset.to_le_bytes()),
                Before::Protocol => record.extend_from_slice(self.protocol.as_bytes()),
                Before::Message => record.extend_from_slice(table.name.as_bytes()),
                Before::Source => record.push(source),
            }
        }
        table.row(message, record);
        Some(number)
    }
}

impl ProtocolRows for Logged {
    fn tables(&self) -> Vec<&Schema> {
        self.tables.iter().map(|rows| rows.gather.schema()).collect()
    }

    fn all_columns(&self) -> Vec<Schema> {
        self.tables.iter().map(|rows| rows.all.clone()).collect()
    }

    fn messages(&self) -> Vec<(Arc<str>, usize)> {
        self.log.tables().iter().map(|table| table.name.clone()).zip(0..).collect()
    }

    fn has_row(&self, message: &[u8]) -> bool {
        let table = self.log.kind_of(message).table.and_then(|(table, _)| self.tables.get(table));
        table.is_some_and(|rows| rows.selected)
    }

    fn add(&self, run: &Run, frames: &[u8], to: &mut Adding<'_>) {
        for (offset, message) in each(run, frames, to.start) {
            let name = self.log.kind_of(message).name.clone();
            to.count(Message::Name(name), 1);
            let table = match to.count_only {
                true => self.has_row(message).then_some(0),
                false => self.add_one(offset, message, &mut to.waiting),
            };
            if let Some(table) = table {
                to.rows(table, 1);
            }
        }
    }

    fn finish(&self, waiting: &mut Waiting<'_>) {
        let Waiting { records, batches, .. } = waiting;
        for ((rows, records), batch) in
            self.tables.iter().zip(records.iter_mut()).zip(batches.iter_mut())
        {
            gather(&rows.gather, records, batch);
        }
    }
}

/// Values before the fields of a table, and their columns.
fn before(table: &Table, protocol: &str) -> (Vec<Before>, Vec<Column>) {
    let (mut before, mut columns, mut size) = (Vec::new(), Vec::new(), 0_usize);
    let source = table.source.map(|name| (Before::Source, name, ColumnType::U8));
    let place = [
        (Before::Offset, OFFSET, ColumnType::U64),
        (Before::Protocol, PROTOCOL, ColumnType::Text(protocol.len())),
        (Before::Message, MESSAGE, ColumnType::Text(table.name.len())),
    ];
    for (what, name, kind) in place.into_iter().chain(source) {
        if !table.has(name) {
            before.push(what);
            columns.push(Column::new(name, size, kind, ByteOrder::Little));
            size = size.saturating_add(kind.size());
        }
    }
    (before, columns)
}
