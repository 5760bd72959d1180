//! Frames that a schema describes: a table for each kind of message.

use super::flat::Pending;
use super::protocol::{MESSAGE, Message, OFFSET, PROTOCOL, is_wanted};
use crate::cli::Decode;
use crate::cmd::decode::columns::{cell, field};
use crate::table::{Batch, Cell, Field, Kind, Schema as Columns, Values};
use bytescope_frames::stuffing::Coding;
use bytescope_ksy::{FrameRows, FrameTable, FramesError, RowCell, Schema};
use std::borrow::Cow;
use std::sync::Arc;

/// How frames of a schema become rows.
pub(super) struct Described {
    name: Arc<str>,
    rows: FrameRows,
    coding: Option<Coding>,
    tables: Vec<Table>,
    /// The columns of all tables, also those that are not asked for.
    pub(super) names: Vec<String>,
}

struct Table {
    columns: Columns,
    from: Vec<From>,
}

/// Where the values of a column come from.
#[derive(Clone, Copy)]
enum From {
    Offset,
    Protocol,
    Message,
    Cell(usize),
}

/// What waits to be put into the batch of a table.
#[derive(Default)]
pub(super) struct Room {
    /// Records of a fixed layout.
    pub(super) records: Vec<u8>,
    pending: Pending,
    cells: Vec<RowCell>,
}

impl Described {
    /// Frames of a schema.
    ///
    /// # Errors
    /// The schema describes no frames.
    pub(super) fn new(schema: &Schema, options: &Decode) -> Result<Self, FramesError> {
        let frames = schema.frames()?;
        let rows = frames.rows(options.instances);
        let coding = frames.framing().stuffing.as_deref().and_then(Coding::named);
        let tables = |names: &[String]| -> Vec<Table> {
            rows.tables().iter().map(|table| Table::of(table, rows.has_messages(), names)).collect()
        };
        let names = tables(&[]).into_iter().flat_map(|table| table.columns.fields);
        let names = names.map(|field| field.name).collect();
        let tables = tables(&options.columns);
        Ok(Self { name: schema.name().into(), rows, coding, tables, names })
    }

    /// The columns of each table.
    pub(super) fn tables(&self) -> Vec<&Columns> {
        self.tables.iter().map(|table| &table.columns).collect()
    }

    /// The kinds of messages that have a table of their own, and which.
    pub(super) fn messages(&self) -> Vec<(Arc<str>, usize)> {
        self.rows.messages()
    }

    /// Puts the columns of each table into an order.
    pub(super) fn sort(&mut self, all: &Columns) {
        for table in &mut self.tables {
            let fields = std::mem::take(&mut table.columns.fields);
            let mut both: Vec<_> =
                fields.into_iter().zip(std::mem::take(&mut table.from)).collect();
            both.sort_by_key(|(own, _)| all.fields.iter().position(|field| field.name == own.name));
            (table.columns.fields, table.from) = both.into_iter().unzip();
        }
    }

    /// Whether frames are of several kinds.
    pub(super) fn has_messages(&self) -> bool {
        self.rows.has_messages()
    }

    /// What kind of message a frame is.
    pub(super) fn message(&self, frame: &[u8]) -> Message {
        let message = self.rows.message_of(&self.plain(frame));
        message.map_or(Message::None, Message::Name)
    }

    /// Adds a frame to the rows of a table. Says which, unless no column of the table is wanted,
    /// and what kind of message the frame is.
    pub(super) fn add(
        &self,
        offset: u64,
        frame: &[u8],
        rooms: &mut [Room],
        batches: &mut [Batch],
    ) -> (Option<usize>, Message) {
        let frame = self.plain(frame);
        if let Some((number, message)) = self.rows.flat(&frame) {
            let table = self.tables.get(number).filter(|table| !table.from.is_empty());
            if let (Some(_), Some(room)) = (table, rooms.get_mut(number)) {
                room.pending.add(offset, &frame, message.clone());
            }
            let message = message.map_or(Message::None, Message::Name);
            return (table.map(|_| number), message);
        }
        let mut cells = rooms.first_mut().map(|room| std::mem::take(&mut room.cells));
        let cells = cells.get_or_insert_default();
        let read = self.rows.read(&frame, cells, |row| {
            let message = row.message.clone().map_or(Message::None, Message::Name);
            let (Some(table), Some(room), Some(batch)) = (
                self.tables.get(row.table).filter(|table| !table.from.is_empty()),
                rooms.get_mut(row.table),
                batches.get_mut(row.table),
            ) else {
                return (None, message);
            };
            self.take(row.table, &mut room.pending, batch);
            batch.push_cells(table.from.iter().map(|from| match from {
                From::Offset => Cell::Int(offset.into()),
                From::Protocol => Cell::Text(&self.name),
                From::Message => row.message.as_deref().map_or(Cell::Null, Cell::Text),
                From::Cell(at) => cell(row.cells.get(*at)),
            }));
            (Some(row.table), message)
        });
        if let Some(room) = rooms.first_mut() {
            room.cells = std::mem::take(cells);
        }
        read.unwrap_or_default()
    }

    /// Adds all that waits to the batches.
    pub(super) fn finish(&self, rooms: &mut [Room], batches: &mut [Batch]) {
        for (number, (room, batch)) in
            rooms.iter_mut().zip(batches).take(self.tables.len()).enumerate()
        {
            self.take(number, &mut room.pending, batch);
        }
    }

    /// Adds the frames that wait for a table to its batch, a column at a time.
    fn take(&self, number: usize, pending: &mut Pending, batch: &mut Batch) {
        let flat = self.rows.tables().get(number).and_then(FrameTable::flat);
        let (Some(table), Some(flat)) = (self.tables.get(number), flat) else { return };
        let frames = pending.frames();
        if frames.is_empty() {
            return;
        }
        batch.extend(frames.len(), |column, to| match (table.from.get(column)?, to) {
            (From::Offset, Values::U64(to)) => {
                to.extend(frames.iter().map(|frame| frame.offset));
                None
            }
            (From::Protocol, Values::Text(to)) => {
                frames.iter().for_each(|_| to.push(self.name.as_bytes()));
                None
            }
            (From::Message, Values::Text(to)) => {
                let text = |message: &Option<Arc<str>>| message.clone().unwrap_or_default();
                frames.iter().for_each(|frame| to.push(text(&frame.message).as_bytes()));
                None
            }
            (From::Cell(at), to) => pending.fill(flat.get(*at)?, to),
            _ => None,
        });
        pending.clear();
    }

    /// The bytes that are meant.
    fn plain<'f>(&self, frame: &'f [u8]) -> Cow<'f, [u8]> {
        let Some(coding) = self.coding else { return Cow::Borrowed(frame) };
        let coded = frame.strip_suffix(&[coding.delimiter()]).unwrap_or(frame);
        Cow::Owned(coding.decode(coded).map(|plain| plain.bytes).unwrap_or_default())
    }
}

impl Table {
    fn of(table: &FrameTable, has_messages: bool, names: &[String]) -> Self {
        let own = table.columns();
        let mut all: Vec<(Field, From)> = Vec::new();
        for (name, kind, from) in [
            (OFFSET, Kind::U64, From::Offset),
            (PROTOCOL, Kind::Text, From::Protocol),
            (MESSAGE, Kind::Text, From::Message),
        ] {
            let wanted = has_messages || !matches!(from, From::Message);
            if wanted && own.iter().all(|column| column.name != name) {
                let nullable = matches!(from, From::Message);
                all.push((Field { nullable, ..Field::new(name, kind) }, from));
            }
        }
        all.extend(own.iter().enumerate().map(|(at, column)| (field(column), From::Cell(at))));
        if !names.is_empty() {
            let find = |name: &String| all.iter().find(|(field, _)| field.name == *name).cloned();
            let found: Vec<_> = names.iter().filter_map(find).collect();
            let is_own = |name: &str| own.iter().any(|column| column.name == name);
            all = if is_wanted(names, is_own) { found } else { vec![] };
        }
        let (fields, from) = all.into_iter().unzip();
        Self { columns: Columns { fields }, from }
    }
}
