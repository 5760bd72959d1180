//! Rows of frames: a table for each kind of message.

use super::flat::leaf::{Form, Leaf};
use super::flat::{Column, Flat};
use super::{Frames, shared, with_machine};
use crate::Holding;
use crate::ir::{Class, Ex, From, Instance, Kind, Program};
use crate::model::{EnumId, TypeId};
use crate::rows::columns::{self, Access};
use crate::run::Machine;
use crate::value::{ObjId, Val};
use crate::{RowCell, RowColumn};
use std::collections::HashMap;
use std::sync::Arc;

/// How frames become rows.
///
/// What a frame holds often depends on a number in it: a field is of one of several types. For each
/// of them there is a table, so that no row has columns of other messages.
#[derive(Debug)]
pub struct FrameRows {
    program: Arc<Program>,
    /// Whether a frame is all that there is, and its end known.
    whole: bool,
    tables: Vec<FrameTable>,
    choice: Option<Choice>,
    flat: Option<Arc<Flat>>,
    /// The enum of what tells the kind of message, and whether it reads better in hexadecimal.
    naming: Naming,
}

#[derive(Clone, Copy, Debug, Default)]
struct Naming {
    enumeration: Option<EnumId>,
    hex: bool,
}

/// Where the value of a column stands in the frames of a table.
#[derive(Clone, Debug)]
pub struct FlatColumn {
    place: FlatPlace,
    /// What its numbers are called.
    pub labels: Option<HashMap<i128, Arc<str>>>,
}

#[derive(Clone, Debug)]
enum FlatPlace {
    Leaf(Column),
    /// A list, by the ways to it.
    List(Arc<Flat>, Vec<Vec<(TypeId, usize)>>),
}

impl FlatColumn {
    /// How its bytes are a value; none for lists.
    pub fn form(&self) -> Option<Form> {
        match &self.place {
            FlatPlace::Leaf(column) => Some(column.leaf.form),
            FlatPlace::List(..) => None,
        }
    }

    /// Adds the list that it is, as JSON.
    pub fn list(&self, frame: &[u8], to: &mut String) {
        if let FlatPlace::List(flat, ways) = &self.place {
            let _: Option<()> = flat.list(ways, frame, to);
        }
    }

    /// Its bytes in a frame; none where the frame ends before it.
    #[inline]
    pub fn bytes<'f>(&self, frame: &'f [u8]) -> Option<&'f [u8]> {
        let FlatPlace::Leaf(Column { leaf, from_end, tail }) = &self.place else { return None };
        let end = frame.len().saturating_sub(tail.unwrap_or(0));
        let at = match from_end {
            None => leaf.at,
            Some(before) => frame.len().checked_sub(*before)?,
        };
        frame.get(..end)?.get(at..)?.get(..leaf.size)
    }

    /// What the integer that some bytes hold is called.
    pub fn label(&self, bytes: &[u8]) -> Option<Arc<str>> {
        let FlatPlace::Leaf(column) = &self.place else { return None };
        let leaf = Leaf { at: 0, ..column.leaf.clone() };
        let number = leaf.int(bytes)?;
        let known = self.labels.as_ref()?.get(&number).cloned();
        Some(known.unwrap_or_else(|| number.to_string().into()))
    }
}

/// The rows of one kind of message.
#[derive(Debug)]
pub struct FrameTable {
    /// What the field that differs is, when it is a structure.
    class: Option<TypeId>,
    columns: Vec<RowColumn>,
    access: Vec<Access>,
    flat: Option<Vec<FlatColumn>>,
}

/// A row.
#[derive(Debug)]
pub struct FrameRow<'r> {
    /// The number of its table.
    pub table: usize,
    /// What kind of message it is, when the schema tells.
    pub message: Option<Arc<str>>,
    /// A cell for every column of the table.
    pub cells: &'r [RowCell],
}

/// The field that has one of several types.
#[derive(Debug)]
struct Choice {
    /// The way to it.
    way: Vec<(TypeId, usize)>,
    on: Ex,
    /// The structures that it is by the name of the message.
    classes: HashMap<Arc<str>, TypeId>,
}

impl FrameTable {
    /// The columns.
    pub fn columns(&self) -> &[RowColumn] {
        &self.columns
    }

    /// Where their values stand, when that is known of every column.
    pub fn flat(&self) -> Option<&[FlatColumn]> {
        self.flat.as_deref()
    }
}

impl Frames {
    /// How frames become rows; with `instances`, values that are computed are columns as well.
    pub fn rows(&self, instances: bool) -> FrameRows {
        let program = &self.program;
        let (choice, kinds) = choice(program, program.top, &mut Vec::new()).unzip();
        let mut classes = vec![None];
        for kind in kinds.into_iter().flatten() {
            if let Kind::Object { class, .. } = kind
                && !classes.contains(&Some(*class))
            {
                classes.push(Some(*class));
            }
        }
        let table = |class| {
            let chosen = choice.as_ref().map(|choice| (choice.way.as_slice(), class));
            let (columns, access) = columns::of_class(program, program.top, chosen, instances);
            let flat = self.flat.as_ref().and_then(|flat| {
                access.iter().map(|access| flat_column(flat, program, access, class)).collect()
            });
            FrameTable { class, columns, access, flat }
        };
        let tables = classes.into_iter().map(table).collect();
        let whole = self.framing.stuffing.is_some();
        let on = program.message.as_ref().or(choice.as_ref().map(|choice| &choice.on));
        let top = program.classes.get(program.top.index());
        let naming = on.and_then(|on| naming(top?, on));
        let flat = self.flat.clone().filter(|_| on.is_none() || naming.is_some());
        let naming = naming.unwrap_or_default();
        FrameRows { program: program.clone(), whole, tables, choice, flat, naming }
    }
}

/// A column whose value stands at a known place.
fn flat_column(
    flat: &Arc<Flat>,
    program: &Program,
    access: &Access,
    class: Option<TypeId>,
) -> Option<FlatColumn> {
    if flat.has_list(access.ways(), class) {
        let place = FlatPlace::List(flat.clone(), access.ways().to_vec());
        return Some(FlatColumn { place, labels: None });
    }
    let column = flat.column(access.ways(), class)?;
    let labels = column.leaf.enumeration.and_then(|id| program.enums.get(id.index()));
    let labels = labels.map(|found| {
        found.labels.iter().map(|(number, (name, _))| (*number, name.clone())).collect()
    });
    Some(FlatColumn { place: FlatPlace::Leaf(column), labels })
}

/// The first field with several types of which some are structures, and its kinds.
fn choice<'p>(
    program: &'p Program,
    class: TypeId,
    way: &mut Vec<(TypeId, usize)>,
) -> Option<(Choice, Vec<&'p Kind>)> {
    if way.len() > super::DEEPEST {
        return None;
    }
    let def = program.classes.get(class.index())?;
    for (index, (field, _)) in shared(program, class).enumerate() {
        way.push((class, def.field_slot(index)));
        match &field.kind {
            Kind::Switch(switch) => {
                let kinds: Vec<&Kind> = switch.cases.iter().map(|(_, kind)| kind).collect();
                if kinds.iter().any(|kind| matches!(kind, Kind::Object { .. })) {
                    let hex = naming(def, &switch.on).is_some_and(|naming| naming.hex);
                    let named = |(when, kind): &(Option<Ex>, Kind)| match (when, kind) {
                        (Some(Ex::Val(val)), Kind::Object { class, .. }) => {
                            Some((name_of(program, val, hex)?, *class))
                        }
                        _ => None,
                    };
                    let classes = switch.cases.iter().rev().filter_map(named).collect();
                    let (way, on) = (way.clone(), switch.on.clone());
                    return Some((Choice { way, on, classes }, kinds));
                }
            }
            Kind::Object { class, .. } => {
                if let Some(found) = choice(program, *class, way) {
                    return Some(found);
                }
            }
            _ => {}
        }
        way.pop();
    }
    None
}

impl FrameRows {
    /// The tables.
    pub fn tables(&self) -> &[FrameTable] {
        &self.tables
    }

    /// Whether rows say what kind of message they are.
    pub fn has_messages(&self) -> bool {
        self.program.message.is_some() || self.choice.is_some()
    }

    /// The kinds of messages that have a table of their own, and which; none where it takes more
    /// than the kind of message to know.
    pub fn messages(&self) -> Vec<(Arc<str>, usize)> {
        let choice = self.choice.as_ref().filter(|_| self.program.message.is_none());
        let of = |class| self.tables.iter().position(|table| table.class == Some(class));
        let all = choice.into_iter().flat_map(|choice| &choice.classes);
        all.filter_map(|(name, class)| Some((name.clone(), of(*class)?))).collect()
    }

    /// Reads a frame and gives its row to `take`; `cells` is room for it.
    pub fn read<T>(
        &self,
        frame: &[u8],
        cells: &mut Vec<RowCell>,
        take: impl FnOnce(FrameRow<'_>) -> T,
    ) -> Option<T> {
        with_machine(&self.program, frame, |machine| {
            let (root, _) = machine.run_frame(self.whole);
            let root = root?;
            let number = self.table(machine, root);
            let table = self.tables.get(number)?;
            let item = Val::Obj(root);
            cells.clear();
            cells.extend(table.access.iter().map(|access| access.cell(machine, &item)));
            let message = self.message(machine, root);
            Some(take(FrameRow { table: number, message, cells }))
        })
    }

    /// The kind of message of a frame.
    pub fn message_of(&self, frame: &[u8]) -> Option<Arc<str>> {
        if !self.has_messages() {
            return None;
        }
        if let Some((_, message)) = self.flat(frame) {
            return message;
        }
        with_machine(&self.program, frame, |machine| {
            let (root, _) = machine.run_frame(self.whole);
            self.message(machine, root?)
        })
    }

    fn table(&self, machine: &mut Machine<'_>, root: ObjId) -> usize {
        let Some(choice) = &self.choice else { return 0 };
        let class = match columns::reach(machine, &Val::Obj(root), &choice.way) {
            Some(Val::Obj(id)) => Some(machine.object_ref(id).class),
            _ => None,
        };
        self.tables.iter().position(|table| table.class == class).unwrap_or(0)
    }

    fn message(&self, machine: &mut Machine<'_>, root: ObjId) -> Option<Arc<str>> {
        let (on, holder) = match (&self.program.message, &self.choice) {
            (Some(message), _) => (message, root),
            (None, Some(choice)) => {
                let (_, before) = choice.way.split_last()?;
                let Val::Obj(holder) = columns::reach(machine, &Val::Obj(root), before)? else {
                    return None;
                };
                (&choice.on, holder)
            }
            (None, None) => return None,
        };
        let val = machine.value_of(on, holder).ok()?;
        let hex = machine
            .class_of(holder)
            .and_then(|class| naming(class, on))
            .is_some_and(|naming| naming.hex);
        name_of(&self.program, &val, hex)
    }

    /// The table of a frame whose values stand at known places (see [`FrameTable::flat`]), and the
    /// kind of message; none for other frames.
    pub fn flat(&self, frame: &[u8]) -> Option<(usize, Option<Arc<str>>)> {
        let flat = self.flat.as_ref()?;
        let class = flat.body_type(frame)?;
        let number = match &self.choice {
            None => 0,
            Some(_) => self.tables.iter().position(|table| table.class == class)?,
        };
        self.tables.get(number)?.flat.as_ref()?;
        let Some(on) = self.on() else { return Some((number, None)) };
        let message = flat.int(frame, on)?;
        let Naming { enumeration, hex } = self.naming;
        let label = enumeration.and_then(|id| self.program.label(id, message));
        Some((number, Some(label.unwrap_or_else(|| number_text(message, hex)))))
    }

    /// What tells the kind of message.
    fn on(&self) -> Option<&Ex> {
        self.program.message.as_ref().or(self.choice.as_ref().map(|choice| &choice.on))
    }
}

/// How the number is named that an expression about a type gives; none when it may be no integer.
fn naming(class: &Class, on: &Ex) -> Option<Naming> {
    let of_kind = |kind: &Kind| match kind {
        Kind::Int { enumeration, .. } => Some(*enumeration),
        Kind::Bits { count, enumeration, .. } if *count > 1 || enumeration.is_some() => {
            Some(*enumeration)
        }
        _ => None,
    };
    let (field, enumeration) = match on {
        Ex::Slot(slot) => {
            let field = class.fields.get(slot.checked_sub(class.params)?)?;
            (field, of_kind(&field.kind)?)
        }
        Ex::Lazy(slot) => {
            let Instance { field, from } = class.instance(*slot)?;
            let enumeration = match from {
                From::Value { enumeration: Some(id), .. } => Some(*id),
                From::Value { holding: Some(Holding::Int { .. }), .. } => None,
                From::Value { .. } => return None,
                From::Stream { .. } => of_kind(&field.kind)?,
            };
            (field, enumeration)
        }
        _ => return None,
    };
    Some(Naming { enumeration, hex: field.meta.hex })
}

/// What a value of a message's kind is called.
fn name_of(program: &Program, val: &Val, hex: bool) -> Option<Arc<str>> {
    match val {
        Val::Enum(id, raw) => {
            Some(program.label(*id, *raw).unwrap_or_else(|| number_text(*raw, hex)))
        }
        Val::Int(n) => Some(number_text(*n, hex)),
        Val::Str(text) => Some(text.clone()),
        Val::Bool(b) => Some(b.to_string().into()),
        _ => None,
    }
}

/// A number without a name.
fn number_text(n: i128, hex: bool) -> Arc<str> {
    if !hex || n < 0 {
        return n.to_string().into();
    }
    let digits = format!("{n:x}");
    let width = digits.len().next_multiple_of(2);
    format!("0x{digits:0>width$}").into()
}
