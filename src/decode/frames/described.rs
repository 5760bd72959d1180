//! Frames of a schema: one table per message type.

use super::protocol::{FRAME, MESSAGE, OFFSET, PROTOCOL, PendingRows, ProtocolRows, is_selected};
use super::rows::{RowDestination, each};
use crate::decode::error::DecodeError;
use crate::decode::options::DecodeOptions;
use crate::names::UniqueNames;
use crate::table::{ColumnKind, Field, TableSchema};
use bytescope_frames::FrameRun;
use bytescope_inspect::nearest;
use bytescope_ksy::{FrameColumn, FrameRows, FrameTable, Schema};
use std::collections::HashSet;
use std::sync::Arc;

/// Converts frames of a schema to rows.
pub(super) struct SchemaFrames {
    rows: FrameRows,
    all: Vec<TableSchema>,
    /// The only message type that is decoded.
    message: Option<Arc<str>>,
}

impl SchemaFrames {
    /// Creates the conversion for a schema.
    pub(super) fn new(schema: &Schema, options: &DecodeOptions) -> Result<Self, DecodeError> {
        let frames = schema.frames().map_err(DecodeError::Frames)?;
        let mut rows = frames.rows(options.instances);
        let has_messages = rows.has_messages();
        let only = options.message.as_ref().map(|message| table_of(&rows, message)).transpose()?;
        let mut all = Vec::new();
        for (number, table) in rows.tables_mut().iter_mut().enumerate() {
            let own = table.fields();
            let columns = columns(own, has_messages, options.raw);
            let names =
                TableSchema { fields: columns.iter().map(|(field, _)| field.clone()).collect() };
            let fields = columns.iter().filter(|(_, from)| matches!(from, FrameColumn::Field(_)));
            let own: HashSet<&str> = fields.map(|(field, _)| field.name.as_str()).collect();
            let is_own = |name: &str| own.contains(name);
            let is_message = only.flatten().is_none_or(|only| only == number);
            let selected = match is_message && is_selected(options, is_own) {
                true => names.select_known(&options.columns),
                false => Vec::new(),
            };
            all.push(names);
            let selected = selected.iter().filter_map(|index| columns.get(*index)).cloned();
            table.choose(selected.collect());
        }
        if let Some(only) = only.flatten() {
            all = all.get(only).cloned().into_iter().collect();
        }
        Ok(Self { rows, all, message: options.message.as_deref().map(Arc::from) })
    }

    /// True if frames of a message type are decoded.
    fn has_message(&self, frame: &[u8]) -> bool {
        let Some(only) = &self.message else { return true };
        self.rows.table_of(frame).1.is_some_and(|message| message == *only)
    }
}

/// Returns the table of a message type; `None` if the message type does not determine the table.
fn table_of(rows: &FrameRows, message: &str) -> Result<Option<usize>, DecodeError> {
    if !rows.has_messages() {
        return Err(DecodeError::NoMessages);
    }
    let messages = rows.messages();
    match messages.iter().find(|(name, _)| **name == *message) {
        Some((_, table)) => Ok(Some(*table)),
        None if messages.is_empty() => Ok(None),
        None => {
            let similar = nearest(message, messages.iter().map(|(name, _)| &**name));
            let similar = similar.map(str::to_owned);
            Err(DecodeError::UnknownMessage { message: message.to_owned(), similar })
        }
    }
}

/// Returns all columns of a table: offset, protocol and message, then the fields, then the bytes of
/// the frame if `raw` is set. A field with a name that is already in use is numbered.
fn columns(own: &TableSchema, has_messages: bool, raw: bool) -> Vec<(Field, FrameColumn)> {
    let message = has_messages.then_some((MESSAGE, ColumnKind::Text, FrameColumn::Message));
    let prefix = [
        (OFFSET, ColumnKind::U64, FrameColumn::Offset),
        (PROTOCOL, ColumnKind::Text, FrameColumn::Protocol),
    ];
    let bytes = raw.then_some((FRAME, ColumnKind::Bytes, FrameColumn::Bytes));
    let prefix = prefix.into_iter().chain(message).chain(bytes).map(|(name, kind, column)| {
        let nullable = column == FrameColumn::Message;
        (Field { nullable, ..Field::new(name, kind) }, column)
    });
    let fields = own.fields.iter().enumerate();
    let fields = fields.map(|(index, field)| (field.clone(), FrameColumn::Field(index)));
    let mut names = UniqueNames::default();
    let unique = |(field, column): (Field, FrameColumn)| {
        (Field { name: names.assign(&field.name), ..field }, column)
    };
    let mut all: Vec<_> = prefix.chain(fields).map(unique).collect();
    // Long bytes come last.
    all.sort_by_key(|(_, from)| *from == FrameColumn::Bytes);
    all
}

impl ProtocolRows for SchemaFrames {
    fn tables(&self) -> Vec<&TableSchema> {
        self.rows.tables().iter().map(FrameTable::columns).collect()
    }

    fn all_columns(&self) -> Vec<TableSchema> {
        self.all.clone()
    }

    fn nest(&mut self) {
        self.rows.nest();
    }

    fn messages(&self) -> Vec<(Arc<str>, usize)> {
        self.rows.messages()
    }

    fn has_row(&self, _: u64, frame: &[u8]) -> bool {
        if !self.has_message(frame) {
            return false;
        }
        match self.rows.has_messages() {
            true => self.rows.table_of(frame).0.is_some(),
            false => true,
        }
    }

    fn add(&self, run: &FrameRun, frames: &[u8], to: &mut RowDestination<'_>) {
        if to.count_only && !self.rows.has_messages() {
            to.rows(0, run.count as usize);
            return to.count(None.into(), run.count.into());
        }
        for (offset, frame) in each(run, frames, to.start) {
            let is_chosen = self.has_message(frame);
            let (table, message) = match to.count_only || !is_chosen {
                true => self.rows.table_of(frame),
                false => {
                    let PendingRows { frames, batches, .. } = &mut to.pending;
                    self.rows.add(offset, frame, frames, batches)
                }
            };
            to.count(message.into(), 1);
            if let Some(table) = table.filter(|_| is_chosen) {
                to.rows(table, 1);
            }
        }
    }

    fn finish(&self, pending: &mut PendingRows<'_>) {
        self.rows.finish(pending.frames, pending.batches);
    }
}
