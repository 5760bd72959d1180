//! Messages of self-describing logs: one table per message type.

use super::protocol::{MESSAGE, Message, OFFSET, PROTOCOL, PendingRows, ProtocolRows, is_selected};
use super::rows::{RowDestination, each, gather};
use crate::decode::options::DecodeOptions;
use crate::layout::{ByteOrder, Column, ColumnType, LayoutError};
use crate::logs::{Log, MessageTable};
use crate::table::{Gather, TableSchema};
use bytescope_frames::FrameRun;
use std::collections::HashSet;
use std::sync::Arc;

/// Converts log messages to rows.
pub(super) struct LogFrames {
    log: Log,
    protocol: String,
    tables: Vec<MessageRows>,
}

/// Converts messages of one type to rows.
struct MessageRows {
    gather: Gather,
    /// All columns, selected or not.
    all: TableSchema,
    /// Columns before the fields.
    prefix: Vec<PrefixColumn>,
    /// True if the table has any of the selected columns.
    selected: bool,
}

/// Column before the fields of a message.
#[derive(Clone, Copy)]
enum PrefixColumn {
    Offset,
    Protocol,
    Message,
    Source,
}

impl LogFrames {
    /// Creates the conversion for the message types defined in a log.
    pub(super) fn new(
        log: &Log,
        protocol: &str,
        options: &DecodeOptions,
    ) -> Result<Self, LayoutError> {
        let rows = |table: &MessageTable| {
            let (prefix, columns) = prefix_columns(table, protocol);
            let gather = Gather::new(&table.layout(columns)?);
            let all = gather.schema().clone();
            let common = [OFFSET, PROTOCOL, MESSAGE];
            let own: HashSet<&str> = all.names().filter(|name| !common.contains(name)).collect();
            let is_message = options.message.as_ref().is_none_or(|name| **name == *table.name);
            let selected = is_message && is_selected(options, |name| own.contains(name));
            let gather = gather.select(&all.select_known(&options.columns));
            Ok(MessageRows { gather, all, prefix, selected })
        };
        let tables = log.tables().iter().map(rows).collect::<Result<_, _>>()?;
        Ok(Self { log: log.clone(), protocol: protocol.to_owned(), tables })
    }

    /// Adds a message to the records of its table and returns the index of the table. `start` is the
    /// offset of the log in the input.
    fn add_message(
        &self,
        offset: u64,
        start: u64,
        message: &[u8],
        pending: &mut PendingRows<'_>,
    ) -> Option<usize> {
        let (number, source) = self.log.kind_of(offset.saturating_sub(start), message).table?;
        let rows = self.tables.get(number).filter(|rows| rows.selected)?;
        let table = self.log.tables().get(number)?;
        let record = pending.records.get_mut(number)?;
        for column in &rows.prefix {
            match column {
                PrefixColumn::Offset => record.extend_from_slice(&offset.to_le_bytes()),
                PrefixColumn::Protocol => record.extend_from_slice(self.protocol.as_bytes()),
                PrefixColumn::Message => record.extend_from_slice(table.name.as_bytes()),
                PrefixColumn::Source => record.push(source),
            }
        }
        table.row(message, record);
        Some(number)
    }
}

impl ProtocolRows for LogFrames {
    fn tables(&self) -> Vec<&TableSchema> {
        self.tables.iter().map(|rows| rows.gather.schema()).collect()
    }

    fn all_columns(&self) -> Vec<TableSchema> {
        self.tables.iter().map(|rows| rows.all.clone()).collect()
    }

    fn messages(&self) -> Vec<(Arc<str>, usize)> {
        self.log.tables().iter().map(|table| table.name.clone()).zip(0..).collect()
    }

    fn has_row(&self, offset: u64, message: &[u8]) -> bool {
        let table = self.log.kind_of(offset, message).table;
        table.and_then(|(table, _)| self.tables.get(table)).is_some_and(|rows| rows.selected)
    }

    fn add(&self, run: &FrameRun, frames: &[u8], to: &mut RowDestination<'_>) {
        for (offset, message) in each(run, frames, to.start) {
            let at = offset.saturating_sub(to.start);
            let name = self.log.kind_of(at, message).name.clone();
            to.count(Message::Name(name), 1);
            let table = match to.count_only {
                true => self.has_row(at, message).then_some(0),
                false => self.add_message(offset, to.start, message, &mut to.pending),
            };
            if let Some(table) = table {
                to.rows(table, 1);
            }
        }
    }

    fn finish(&self, pending: &mut PendingRows<'_>) {
        let PendingRows { records, batches, .. } = pending;
        for ((rows, records), batch) in
            self.tables.iter().zip(records.iter_mut()).zip(batches.iter_mut())
        {
            gather(&rows.gather, records, batch);
        }
    }
}

/// Returns the columns before the fields of a table, and their layout.
fn prefix_columns(table: &MessageTable, protocol: &str) -> (Vec<PrefixColumn>, Vec<Column>) {
    let (mut prefix, mut columns, mut size) = (Vec::new(), Vec::new(), 0_usize);
    let source = table.source.map(|name| (PrefixColumn::Source, name, ColumnType::U8));
    let leading = [
        (PrefixColumn::Offset, OFFSET, ColumnType::U64),
        (PrefixColumn::Protocol, PROTOCOL, ColumnType::Text(protocol.len())),
        (PrefixColumn::Message, MESSAGE, ColumnType::Text(table.name.len())),
    ];
    for (column, name, kind) in leading.into_iter().chain(source) {
        prefix.push(column);
        columns.push(Column::new(name, size, kind, ByteOrder::Little));
        size = size.saturating_add(kind.size());
    }
    (prefix, columns)
}
