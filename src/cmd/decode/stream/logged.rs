//! Messages of logs that describe themselves: a table for each kind.

use super::described::Room;
use super::protocol::{MESSAGE, Message, OFFSET, PROTOCOL, is_wanted};
use super::typed::select;
use crate::cli::Decode;
use crate::layout::{ByteOrder, Column, ColumnType, LayoutError};
use crate::logs::{Log, Table};
use crate::table::{Gather, Schema};
use std::sync::Arc;

/// How messages become rows.
pub(super) struct Logged {
    log: Log,
    protocol: String,
    tables: Vec<Rows>,
    /// The columns of all tables, also those that are not asked for.
    pub(super) names: Vec<String>,
}

/// How the messages of a kind become rows.
struct Rows {
    gather: Gather,
    /// What stands before the fields, unless a field has the name.
    before: Vec<Before>,
    /// Whether they have something of what is asked for.
    wanted: bool,
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
    ///
    /// # Errors
    /// A kind of message has two fields of one name.
    pub(super) fn new(log: &Log, protocol: &str, options: &Decode) -> Result<Self, LayoutError> {
        let (mut tables, mut names) = (Vec::new(), Vec::new());
        for table in log.tables() {
            let (before, columns) = before(table, protocol);
            let gather = Gather::new(&table.layout(columns)?);
            names.extend(gather.schema().fields.iter().map(|field| field.name.clone()));
            let is_own = |name: &str| table.has(name) || table.source == Some(name);
            let wanted = is_wanted(&options.columns, is_own);
            tables.push(Rows { gather: select(gather, &options.columns), before, wanted });
        }
        Ok(Self { log: log.clone(), protocol: protocol.to_owned(), tables, names })
    }

    /// The columns of each table.
    pub(super) fn tables(&self) -> Vec<&Schema> {
        self.tables.iter().map(|rows| rows.gather.schema()).collect()
    }

    /// The kinds of messages that have a table, and which.
    pub(super) fn messages(&self) -> Vec<(Arc<str>, usize)> {
        self.log.tables().iter().map(|table| table.name.clone()).zip(0..).collect()
    }

    /// Puts the columns of each table into an order.
    pub(super) fn sort(&mut self, all: &Schema) {
        self.tables.iter_mut().for_each(|rows| super::typed::sort(&mut rows.gather, all));
    }

    /// What kind of message it is.
    pub(super) fn message(&self, message: &[u8]) -> Message {
        Message::Name(self.log.told(message).name.clone())
    }

    /// Whether a message is a row of a table.
    pub(super) fn has_row(&self, message: &[u8]) -> bool {
        let table = self.log.told(message).table.and_then(|(table, _)| self.tables.get(table));
        table.is_some_and(|rows| rows.wanted)
    }

    /// Adds a message to the records of its table, and says which it is.
    pub(super) fn add(
        &self,
        offset: u64,
        message: &[u8],
        rooms: &mut [Room],
    ) -> (Option<usize>, Message) {
        let told = self.log.told(message);
        let name = Message::Name(told.name.clone());
        let Some((number, source)) = told.table else { return (None, name) };
        let (Some(rows), Some(table), Some(Room { records: record, .. })) = (
            self.tables.get(number).filter(|rows| rows.wanted),
            self.log.tables().get(number),
            rooms.get_mut(number),
        ) else {
            return (None, name);
        };
        for before in &rows.before {
            match before {
                Before::Offset => record.extend_from_slice(&offset.to_le_bytes()),
                Before::Protocol => record.extend_from_slice(self.protocol.as_bytes()),
                Before::Message => record.extend_from_slice(table.name.as_bytes()),
                Before::Source => record.push(source),
            }
        }
        table.row(message, record);
        (Some(number), name)
    }

    /// The columns of a table are taken out of records.
    pub(super) fn gather(&self, table: usize) -> Option<&Gather> {
        self.tables.get(table).map(|rows| &rows.gather)
    }
}

/// What stands before the fields of a table.
fn before(table: &Table, protocol: &str) -> (Vec<Before>, Vec<Column>) {
    let (mut before, mut columns, mut size) = (Vec::new(), Vec::new(), 0_usize);
    let source = table.source.map(|name| (Before::Source, name, ColumnType::U8));
    let said = [
        (Before::Offset, OFFSET, ColumnType::U64),
        (Before::Protocol, PROTOCOL, ColumnType::Text(protocol.len())),
        (Before::Message, MESSAGE, ColumnType::Text(table.name.len())),
    ];
    for (what, name, kind) in said.into_iter().chain(source) {
        if !table.has(name) {
            before.push(what);
            columns.push(Column::new(name, size, kind, ByteOrder::Little));
            size = size.saturating_add(kind.size());
        }
    }
    (before, columns)
}
