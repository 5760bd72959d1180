//! Frames that a schema describes: a table for each kind of message.

use super::protocol::{MESSAGE, Message, OFFSET, PROTOCOL};
use crate::cli::Decode;
use crate::cmd::decode::columns::{cell, field};
use crate::table::{Batch, Cell, Field, Kind, Schema as Columns};
use bytescope_frames::stuffing::Coding;
use bytescope_ksy::{FrameRows, FrameTable, RowCell, Schema};
use std::borrow::Cow;
use std::sync::Arc;

/// How frames of a schema become rows.
pub(super) struct Described {
    name: Arc<str>,
    rows: FrameRows,
    coding: Option<Coding>,
    tables: Vec<Table>,
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

/// Room for a frame that is being made into a row.
#[derive(Default)]
pub(super) struct Room {
    cells: Vec<RowCell>,
}

impl Described {
    /// Frames of a schema.
    ///
    /// # Errors
    /// The schema describes no frames.
    pub(super) fn new(schema: &Schema, options: &Decode) -> Result<Self, String> {
        let frames = schema.frames()?;
        let rows = frames.rows(options.instances);
        let coding = frames.framing().stuffing.as_deref().and_then(Coding::named);
        let table = |table: &FrameTable| Table::of(table, rows.has_messages(), &options.columns);
        let tables = rows.tables().iter().map(table).collect();
        Ok(Self { name: schema.name().into(), rows, coding, tables })
    }

    /// The columns of each table.
    pub(super) fn tables(&self) -> Vec<&Columns> {
        self.tables.iter().map(|table| &table.columns).collect()
    }

    /// What kind of message a frame is.
    pub(super) fn message(&self, frame: &[u8]) -> Message {
        let message = self.rows.message_of(&self.plain(frame));
        message.map_or(Message::None, Message::Name)
    }

    /// Reads a frame: `place` gives the batch for the rows of a table, and is also told what kind
    /// of message the frame is. A table of which no column is wanted gets no rows.
    pub(super) fn push<'b>(
        &self,
        offset: u64,
        frame: &[u8],
        room: &mut Room,
        place: impl FnOnce(usize, Message) -> Option<&'b mut Batch>,
    ) {
        self.rows.read(&self.plain(frame), &mut room.cells, |row| {
            let message = row.message.clone().map_or(Message::None, Message::Name);
            let batch = place(row.table, message);
            if let (Some(batch), Some(table)) = (batch, self.tables.get(row.table))
                && !table.from.is_empty()
            {
                batch.push_cells(table.from.iter().map(|from| match from {
                    From::Offset => Cell::Int(offset.into()),
                    From::Protocol => Cell::Text(&self.name),
                    From::Message => row.message.as_deref().map_or(Cell::Null, Cell::Text),
                    From::Cell(at) => cell(row.cells.get(*at)),
                }));
            }
        });
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
            // Rows that have nothing of what is asked for only say where they stand.
            let says = |(_, from): &(Field, From)| matches!(from, From::Cell(_));
            let asks = |name: &String| ![OFFSET, PROTOCOL, MESSAGE].contains(&name.as_str());
            all = if found.iter().any(says) || !names.iter().any(asks) { found } else { vec![] };
        }
        let (fields, from) = all.into_iter().unzip();
        Self { columns: Columns { fields }, from }
    }
}
