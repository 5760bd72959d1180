//! Rows of frames: one table per message type.

use super::choice::{Choice, Naming, choice, name_of, naming, number_text};
use super::flat::FlatLayout;
use super::flat::column::{FlatFrameColumn, FlatFrames};
use super::{Frames, with_machine};
use crate::ir::{ElementKind, Ex, Program};
use crate::model::TypeId;
use crate::rows::columns::{self, Access};
use crate::run::Machine;
use crate::value::{ObjId, Val};
use bytescope_frames::stuffing::Coding;
use bytescope_table::{Batch, Cell, ColumnValues, Field, TableSchema};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

/// Conversion of frames to rows.
///
/// The type of a field often depends on the message type of the frame. Each of these types has its
/// own table, so that no row has columns of other messages.
#[derive(Debug)]
pub struct FrameRows {
    name: Arc<str>,
    program: Arc<Program>,
    coding: Option<Coding>,
    tables: Vec<FrameTable>,
    /// Index of the table of each type.
    numbers: HashMap<Option<TypeId>, usize>,
    choice: Option<Choice>,
    flat: Option<Arc<FlatLayout>>,
    naming: Naming,
}

/// Table of one message type.
#[derive(Debug)]
pub struct FrameTable {
    /// Type of the field whose type depends on the message type, if it is an object.
    class: Option<TypeId>,
    fields: TableSchema,
    access: Vec<Access>,
    flat: Option<Vec<FlatFrameColumn>>,
    columns: TableSchema,
    sources: Vec<FrameColumn>,
}

/// Source of a column's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameColumn {
    /// Offset of the frame.
    Offset,
    /// Name of the schema.
    Protocol,
    /// Message type.
    Message,
    /// Bytes of the frame as transmitted.
    Bytes,
    /// Field of the frame, by its index in [`FrameTable::fields`].
    Field(usize),
}

impl FrameTable {
    /// Returns the columns of all fields of the frame.
    pub fn fields(&self) -> &TableSchema {
        &self.fields
    }

    /// Returns the columns of the rows: by default those of [`fields`](Self::fields).
    pub fn columns(&self) -> &TableSchema {
        &self.columns
    }

    /// Sets the columns of the rows. A table without columns has no rows.
    pub fn choose(&mut self, columns: Vec<(Field, FrameColumn)>) {
        let (fields, sources) = columns.into_iter().unzip();
        (self.columns, self.sources) = (TableSchema { fields }, sources);
    }
}

impl Frames {
    /// Returns the conversion of frames to rows. With `instances`, computed values are columns,
    /// too.
    pub fn rows(&self, instances: bool) -> FrameRows {
        let program = &self.program;
        let (choice, kinds) = choice(program, program.top, &mut Vec::new()).unzip();
        let mut classes = vec![None];
        for kind in kinds.into_iter().flatten() {
            if let ElementKind::Object { class, .. } = kind
                && !classes.contains(&Some(*class))
            {
                classes.push(Some(*class));
            }
        }
        let table = |class| {
            let chosen = choice.as_ref().map(|choice: &Choice| (choice.path.as_slice(), class));
            let (fields, access) = columns::of_class(program, program.top, chosen, instances);
            let column = |flat, access: &Access| FlatFrameColumn::of(flat, access, class);
            let flat = self.flat.as_ref();
            let flat = flat.and_then(|flat| access.iter().map(|a| column(flat, a)).collect());
            let sources = (0..access.len()).map(FrameColumn::Field).collect();
            FrameTable { class, columns: fields.clone(), fields, access, flat, sources }
        };
        let numbers = classes.iter().copied().zip(0..).collect();
        let tables = classes.into_iter().map(table).collect();
        let on = program.message.as_ref().or(choice.as_ref().map(|choice| &choice.on));
        let top = program.classes.get(program.top.index());
        let naming = on.and_then(|on| naming(top?, on));
        let flat = self.flat.clone().filter(|_| on.is_none() || naming.is_some());
        let naming = naming.unwrap_or_default();
        let (name, coding) = (self.name.clone(), self.framing.stuffing);
        FrameRows { name, program: program.clone(), coding, tables, numbers, choice, flat, naming }
    }
}

impl FrameRows {
    /// Returns the same conversion without the shortcut for known offsets.
    #[cfg(test)]
    pub(super) fn by_machine(self) -> Self {
        Self { flat: None, ..self }
    }

    /// Returns the tables.
    pub fn tables(&self) -> &[FrameTable] {
        &self.tables
    }

    /// Stores lists in nested columns instead of JSON text, if their items have the same type.
    pub fn nest(&mut self) {
        for table in &mut self.tables {
            table.columns.nest();
            let mut fields = table.fields.clone();
            fields.nest();
            let fills = |flat: &Vec<FlatFrameColumn>| {
                let mut columns = flat.iter().zip(&fields.fields);
                columns.all(|(column, field)| column.fills(field.kind))
            };
            table.flat = table.flat.take().filter(fills);
        }
    }

    /// Returns the tables, for [setting](FrameTable::choose) their columns.
    pub fn tables_mut(&mut self) -> &mut [FrameTable] {
        &mut self.tables
    }

    /// True if frames have a message type.
    pub fn has_messages(&self) -> bool {
        self.program.message.is_some() || self.choice.is_some()
    }

    /// Returns the message types with a separate table, and the index of that table; empty if the
    /// message type does not determine the table.
    pub fn messages(&self) -> Vec<(Arc<str>, usize)> {
        let choice = self.choice.as_ref().filter(|_| self.program.message.is_none());
        let of = |class| self.tables.iter().position(|table| table.class == Some(class));
        let all = choice.into_iter().flat_map(|choice| &choice.classes);
        all.filter_map(|(name, class)| Some((name.clone(), of(*class)?))).collect()
    }

    /// Returns the table index and message type of a frame, given as transmitted: the same result
    /// as [`add`](Self::add), without adding the frame.
    pub fn table_of(&self, frame: &[u8]) -> (Option<usize>, Option<Arc<str>>) {
        let frame = &*self.decoded(frame);
        let (number, message) = match self.flat_table(frame) {
            Some(found) => found,
            None => {
                let found = with_machine(&self.program, frame, |machine| {
                    let (root, _) = machine.run_frame(true);
                    root.map(|root| (self.table(machine, root), self.message(machine, root)))
                });
                match found {
                    Some(found) => found,
                    None => return (None, None),
                }
            }
        };
        (self.selected(number).map(|_| number), message)
    }

    /// Adds a frame, given as transmitted, to the rows of its table. Returns the index of the
    /// table, unless the table has no columns, and the message type.
    ///
    /// `waiting` and `batches` have one element per table. Rows are complete after
    /// [`finish`](Self::finish).
    pub fn add(
        &self,
        offset: u64,
        frame: &[u8],
        waiting: &mut [FlatFrames],
        batches: &mut [Batch],
    ) -> (Option<usize>, Option<Arc<str>>) {
        let transmitted = frame;
        let frame = &*self.decoded(frame);
        let is_stuffed = self.coding.is_some();
        let keeps = |(number, _): &(usize, _)| {
            let sources = self.tables.get(*number).map(|table| &table.sources);
            !is_stuffed || sources.is_some_and(|all| !all.contains(&FrameColumn::Bytes))
        };
        if let Some((number, message)) = self.flat_table(frame).filter(keeps) {
            let table = self.selected(number);
            if let (Some(_), Some(waiting)) = (table, waiting.get_mut(number)) {
                waiting.add(offset, frame, message.clone());
            }
            return (table.map(|_| number), message);
        }
        with_machine(&self.program, frame, |machine| {
            let (Some(root), _) = machine.run_frame(true) else {
                return (None, None);
            };
            let number = self.table(machine, root);
            let message = self.message(machine, root);
            let table = self.selected(number);
            let (Some(table), Some(waiting), Some(batch)) =
                (table, waiting.get_mut(number), batches.get_mut(number))
            else {
                return (None, message);
            };
            self.flush(table, waiting, batch);
            let item = Val::Obj(root);
            let mut row = batch.row();
            for source in &table.sources {
                match source {
                    FrameColumn::Offset => row.push(&Cell::Int(offset.into())),
                    FrameColumn::Bytes => row.push(&Cell::Bytes(transmitted)),
                    FrameColumn::Protocol => row.push(&Cell::Text(&self.name)),
                    FrameColumn::Message => {
                        row.push(&message.as_deref().map_or(Cell::Null, Cell::Text));
                    }
                    FrameColumn::Field(at) => match table.access.get(*at) {
                        Some(access) => row.push_with(|to| access.add(machine, &item, to)),
                        None => row.push(&Cell::Null),
                    },
                }
            }
            row.finish();
            (Some(number), message)
        })
    }

    /// Returns a table by index; `None` if it has no columns.
    fn selected(&self, number: usize) -> Option<&FrameTable> {
        self.tables.get(number).filter(|table| !table.sources.is_empty())
    }

    /// Adds all waiting frames to the batches.
    pub fn finish(&self, waiting: &mut [FlatFrames], batches: &mut [Batch]) {
        for ((table, waiting), batch) in self.tables.iter().zip(waiting).zip(batches) {
            self.flush(table, waiting, batch);
        }
    }

    /// Adds the waiting frames of a table to its batch, one column at a time.
    fn flush(&self, table: &FrameTable, waiting: &mut FlatFrames, batch: &mut Batch) {
        let frames = waiting.frames();
        let Some(flat) = table.flat.as_ref().filter(|_| !frames.is_empty()) else { return };
        batch.extend(frames.len(), |column, to| match (table.sources.get(column)?, to) {
            (FrameColumn::Offset, ColumnValues::U64(to)) => {
                to.extend(frames.iter().map(|frame| frame.offset));
                None
            }
            (FrameColumn::Protocol, ColumnValues::Text(to)) => {
                frames.iter().for_each(|_| to.push(self.name.as_bytes()));
                None
            }
            (FrameColumn::Message, ColumnValues::Text(to)) => {
                let text = |message: &Option<Arc<str>>| message.clone().unwrap_or_default();
                frames.iter().for_each(|frame| to.push(text(&frame.message).as_bytes()));
                None
            }
            (FrameColumn::Bytes, ColumnValues::Bytes(to)) => {
                waiting.frame_bytes().for_each(|frame| to.push(frame));
                None
            }
            (FrameColumn::Field(at), to) => flat.get(*at)?.fill(waiting, to),
            _ => None,
        });
        waiting.clear();
    }

    /// Removes the stuffing of a frame, if the schema has stuffing.
    pub(super) fn decoded<'f>(&self, frame: &'f [u8]) -> Cow<'f, [u8]> {
        let Some(coding) = self.coding else { return Cow::Borrowed(frame) };
        let coded = frame.strip_suffix(&[coding.delimiter()]).unwrap_or(frame);
        Cow::Owned(coding.decode(coded).map(|plain| plain.bytes).unwrap_or_default())
    }

    /// Returns the index of the table of a frame.
    fn table(&self, machine: &mut Machine<'_>, root: ObjId) -> usize {
        let Some(choice) = &self.choice else { return 0 };
        let class = match columns::value_at(machine, &Val::Obj(root), &choice.path) {
            Some(Val::Obj(id)) => Some(machine.object_ref(id).class),
            _ => None,
        };
        self.numbers.get(&class).copied().unwrap_or(0)
    }

    /// Returns the name of the message type of a frame.
    fn message(&self, machine: &mut Machine<'_>, root: ObjId) -> Option<Arc<str>> {
        let (on, owner) = match (&self.program.message, &self.choice) {
            (Some(message), _) => (message, root),
            (None, Some(choice)) => {
                let (_, before) = choice.path.split_last()?;
                let Val::Obj(owner) = columns::value_at(machine, &Val::Obj(root), before)? else {
                    return None;
                };
                (&choice.on, owner)
            }
            (None, None) => return None,
        };
        let val = machine.value_of(on, owner).ok()?;
        let hex = machine
            .class_of(owner)
            .and_then(|class| naming(class, on))
            .is_some_and(|naming| naming.hex);
        name_of(&self.program, &val, hex)
    }

    /// Returns the table index and message type of a frame with fields at known offsets; `None` for
    /// other frames.
    pub(crate) fn flat_table(&self, frame: &[u8]) -> Option<(usize, Option<Arc<str>>)> {
        let flat = self.flat.as_ref()?;
        let class = flat.body_type(frame)?;
        let number = match &self.choice {
            None => 0,
            Some(_) => *self.numbers.get(&class)?,
        };
        self.tables.get(number)?.flat.as_ref()?;
        let Some(on) = self.on() else { return Some((number, None)) };
        let message = flat.int(frame, on)?;
        let Naming { enumeration, hex } = self.naming;
        let label = enumeration.and_then(|id| self.program.label(id, message));
        Some((number, Some(label.unwrap_or_else(|| number_text(message, hex)))))
    }

    /// True if the expression that gives the message type belongs to the top-level type.
    pub(super) fn is_chosen_by_top(&self) -> bool {
        let is_top = |choice: &Choice| choice.path.len() == 1;
        self.program.message.is_some() || self.choice.as_ref().is_some_and(is_top)
    }

    /// Returns the expression that gives the message type.
    pub(super) fn on(&self) -> Option<&Ex> {
        self.program.message.as_ref().or(self.choice.as_ref().map(|choice| &choice.on))
    }
}
