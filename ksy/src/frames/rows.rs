//! Rows of frames: a table for each kind of message.

use super::{Frames, shared, with_machine};
use crate::ir::{Ex, Instance, Kind, Program};
use crate::model::TypeId;
use crate::rows::columns::{self, Access};
use crate::run::Machine;
use crate::value::{ObjId, Val};
use crate::{RowCell, RowColumn};
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
}

/// The rows of one kind of message.
#[derive(Debug)]
pub struct FrameTable {
    /// What the field that differs is, when it is a structure.
    class: Option<TypeId>,
    columns: Vec<RowColumn>,
    access: Vec<Access>,
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
}

impl FrameTable {
    /// The columns.
    pub fn columns(&self) -> &[RowColumn] {
        &self.columns
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
            FrameTable { class, columns, access }
        };
        let tables = classes.into_iter().map(table).collect();
        let whole = self.framing.stuffing.is_some();
        FrameRows { program: program.clone(), whole, tables, choice }
    }
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
                    return Some((Choice { way: way.clone(), on: switch.on.clone() }, kinds));
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

    /// Reads a frame and gives its row to `take`; `cells` is room for it. `offset` says where a
    /// fault lies; frames that were judged good have none.
    pub fn read<T>(
        &self,
        frame: &[u8],
        cells: &mut Vec<RowCell>,
        take: impl FnOnce(FrameRow<'_>) -> T,
    ) -> Option<T> {
        with_machine(&self.program, frame, |machine| {
            let (root, _) = if self.whole { machine.run() } else { machine.run_open() };
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
        with_machine(&self.program, frame, |machine| {
            let (root, _) = if self.whole { machine.run() } else { machine.run_open() };
            self.message(machine, root?)
        })
    }

    fn table(&self, machine: &mut Machine<'_>, root: ObjId) -> usize {
        let Some(choice) = &self.choice else { return 0 };
        let class = match at(machine, root, &choice.way) {
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
                let holder = if before.is_empty() {
                    root
                } else {
                    match at(machine, root, before)? {
                        Val::Obj(id) => id,
                        _ => return None,
                    }
                };
                (&choice.on, holder)
            }
            (None, None) => return None,
        };
        let val = machine.value_of(on, holder).ok()?;
        let hex = self.is_hex(machine, on, holder);
        match val {
            Val::Enum(id, raw) => {
                Some(self.program.label(id, raw).unwrap_or_else(|| number(raw, hex)))
            }
            Val::Int(n) => Some(number(n, hex)),
            Val::Str(text) => Some(text),
            Val::Bool(b) => Some(b.to_string().into()),
            _ => None,
        }
    }

    /// Whether an expression is a field whose numbers read better in hexadecimal.
    fn is_hex(&self, machine: &Machine<'_>, on: &Ex, holder: ObjId) -> bool {
        let Some(class) = machine.class_of(holder) else { return false };
        let field = match on {
            Ex::Slot(slot) => {
                slot.checked_sub(class.params).and_then(|index| class.fields.get(index))
            }
            Ex::Lazy(slot) => class.instance(*slot).map(|Instance { field, .. }| field),
            _ => None,
        };
        field.is_some_and(|field| field.meta.hex)
    }
}

/// The value at the end of a way.
fn at(machine: &Machine<'_>, root: ObjId, way: &[(TypeId, usize)]) -> Option<Val> {
    let mut val = Val::Obj(root);
    for (class, slot) in way {
        let Val::Obj(id) = val else { return None };
        if machine.object_ref(id).class != *class {
            return None;
        }
        val = machine.cell(id, *slot)?.val.clone();
    }
    Some(val)
}

/// A number without a name.
fn number(n: i128, hex: bool) -> Arc<str> {
    if !hex || n < 0 {
        return n.to_string().into();
    }
    let digits = format!("{n:x}");
    let width = digits.len().next_multiple_of(2);
    format!("0x{digits:0>width$}").into()
}
