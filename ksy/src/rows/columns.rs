//! The columns of an item: its numbers, texts and bytes, nested ones with dotted names.

use super::json;
use crate::ir::{Class, Field, From, Instance, Kind, Program, Repeat};
use crate::model::TypeId;
use crate::run::Machine;
use crate::value::{ObjId, Val};
use bytescope_inspect::Meta;
use bytescope_table::{Cell, Field as Column, Kind as ColumnKind, Schema as Columns};
use std::sync::Arc;

/// The ways to a column's value: more than one where a field has one of several types.
#[derive(Clone, Debug)]
pub(crate) struct Access {
    ways: Vec<Vec<(TypeId, usize)>>,
}

/// Types within types; deeper fields are no columns.
const DEEPEST: usize = 8;

/// The columns of an item of a list, and the ways to their values.
pub(super) fn of(program: &Program, list: &Field, instances: bool) -> (Columns, Vec<Access>) {
    let mut finder = Finder::new(program, instances);
    finder.kind(&list.kind, &list.item, "", &mut Vec::new());
    finder.finish()
}

/// The field at the end of a way, and the structure that it is, if it is one.
pub(crate) type Chosen<'p> = (&'p [(TypeId, usize)], Option<TypeId>);

/// The columns of an object of a type, whose field at the end of a way has one of several types:
/// those that it has where it is an object of `class`, or no object.
pub(crate) fn of_class(
    program: &Program,
    top: TypeId,
    chosen: Option<Chosen<'_>>,
    instances: bool,
) -> (Columns, Vec<Access>) {
    let mut finder = Finder { chosen, ..Finder::new(program, instances) };
    finder.class(top, "", &mut Vec::new());
    finder.finish()
}

struct Finder<'p> {
    program: &'p Program,
    instances: bool,
    /// What the field at the end of this way is.
    chosen: Option<Chosen<'p>>,
    found: Vec<(Column, Access)>,
    way: Vec<(TypeId, usize)>,
}

impl<'p> Finder<'p> {
    fn new(program: &'p Program, instances: bool) -> Self {
        Self { program, instances, chosen: None, found: Vec::new(), way: Vec::new() }
    }

    fn finish(self) -> (Columns, Vec<Access>) {
        let (fields, access) = self.found.into_iter().unzip();
        (Columns { fields }, access)
    }

    fn kind(&mut self, kind: &Kind, meta: &Arc<Meta>, name: &str, seen: &mut Vec<TypeId>) {
        match kind {
            Kind::Object { class, .. } => self.class(*class, name, seen),
            Kind::Switch(switch) => {
                let chosen = self.chosen.filter(|(way, _)| *way == self.way);
                for (_, kind) in &switch.cases {
                    let class = match kind {
                        Kind::Object { class, .. } => Some(*class),
                        _ => None,
                    };
                    if chosen.is_none_or(|(_, chosen)| chosen == class) {
                        self.kind(kind, meta, name, seen);
                    }
                }
                let has_default = switch.cases.iter().any(|(when, _)| when.is_none());
                if switch.other.is_some()
                    && !has_default
                    && chosen.is_none_or(|(_, chosen)| chosen.is_none())
                {
                    self.add(name, meta, ColumnKind::Bytes);
                }
            }
            // A constant says the same in every row.
            Kind::Contents(_) | Kind::Opaque(_) => {}
            kind => {
                if let Some(kind) = column_kind(kind) {
                    self.add(name, meta, kind);
                }
            }
        }
    }

    fn class(&mut self, id: TypeId, name: &str, seen: &mut Vec<TypeId>) {
        let Some(class) = self.program.classes.get(id.index()) else { return };
        if seen.contains(&id) || seen.len() >= DEEPEST {
            return;
        }
        seen.push(id);
        for (index, field) in class.fields.iter().enumerate() {
            let name = dotted(name, &field.meta.name);
            self.way.push((id, class.field_slot(index)));
            match field.repeat {
                Repeat::Once => self.kind(&field.kind, &field.meta, &name, seen),
                _ => self.add(&name, &field.meta, ColumnKind::Json),
            }
            self.way.pop();
        }
        if self.instances {
            self.values(id, class, name);
        }
        seen.pop();
    }

    /// Computed values; what they are shows only when they are there, so text will do.
    fn values(&mut self, id: TypeId, class: &Class, name: &str) {
        for (index, Instance { field, from }) in class.instances.iter().enumerate() {
            let kind = match from {
                From::Value { enumeration: Some(_), .. } => ColumnKind::Text,
                From::Value { column: Some(kind), .. } => *kind,
                _ => continue,
            };
            self.way.push((id, class.instance_slot(index)));
            self.add(&dotted(name, &field.meta.name), &field.meta, kind);
            self.way.pop();
        }
    }

    /// Adds a column, or another way to one of that name.
    fn add(&mut self, name: &str, meta: &Meta, kind: ColumnKind) {
        let name = if name.is_empty() { "value" } else { name };
        let unit = meta.unit.to_string();
        let column = Column { unit, ..Column::new(name, kind) };
        let way = self.way.clone();
        match self.found.iter_mut().find(|(known, _)| known.name == name) {
            Some((known, access)) => {
                known.join(&column);
                access.ways.push(way);
            }
            None => self.found.push((column, Access { ways: vec![way] })),
        }
    }
}

fn dotted(name: &str, step: &str) -> String {
    if name.is_empty() { step.to_owned() } else { format!("{name}.{step}") }
}

fn column_kind(kind: &Kind) -> Option<ColumnKind> {
    Some(match kind {
        Kind::Int { enumeration: Some(_), .. } | Kind::Bits { enumeration: Some(_), .. } => {
            ColumnKind::Text
        }
        Kind::Int { size, signed, .. } => match (size, signed) {
            (1, false) => ColumnKind::U8,
            (1, true) => ColumnKind::I8,
            (2, false) => ColumnKind::U16,
            (2, true) => ColumnKind::I16,
            (4, false) => ColumnKind::U32,
            (4, true) => ColumnKind::I32,
            (_, false) => ColumnKind::U64,
            (_, true) => ColumnKind::I64,
        },
        Kind::Bits { count, .. } => match count {
            1 => ColumnKind::Bool,
            2..=8 => ColumnKind::U8,
            9..=16 => ColumnKind::U16,
            17..=32 => ColumnKind::U32,
            _ => ColumnKind::U64,
        },
        Kind::Float { size: 4, .. } => ColumnKind::F32,
        Kind::Float { .. } => ColumnKind::F64,
        Kind::Str(..) => ColumnKind::Text,
        Kind::Bytes(_) => ColumnKind::Bytes,
        _ => return None,
    })
}

impl Access {
    /// The ways to the value.
    pub(crate) fn ways(&self) -> &[Vec<(TypeId, usize)>] {
        &self.ways
    }

    /// Passes the value of the column for an item to `take`.
    pub(crate) fn cell(&self, machine: &mut Machine<'_>, item: &Val, take: impl FnOnce(Cell<'_>)) {
        let val = self.ways.iter().find_map(|way| follow(machine, item, way));
        match val.unwrap_or_default() {
            val @ (Val::Arr(_) | Val::Table(_)) => {
                take(Cell::Json(&json::of(machine, &val).to_string()));
            }
            Val::Bool(value) => take(Cell::Bool(value)),
            Val::Int(value) => take(Cell::Int(value)),
            Val::F32(value) => take(Cell::F32(value)),
            Val::F64(value) => take(Cell::F64(value)),
            Val::Str(text) => take(Cell::Text(&text)),
            Val::Bytes(bytes) => take(Cell::Bytes(machine.slice(&bytes))),
            Val::Enum(id, raw) => match machine.program.label(id, raw) {
                Some(label) => take(Cell::Text(&label)),
                None => take(Cell::Int(raw)),
            },
            _ => take(Cell::Null),
        }
    }
}

/// The value of a column at the end of a way; none when the way leads elsewhere.
fn follow(machine: &mut Machine<'_>, item: &Val, way: &[(TypeId, usize)]) -> Option<Val> {
    let val = reach(machine, item, way)?;
    (!matches!(val, Val::Unset | Val::Null | Val::Failed | Val::Obj(_))).then_some(val)
}

/// What stands at the end of a way; none when the way leads elsewhere.
pub(crate) fn reach(machine: &mut Machine<'_>, item: &Val, way: &[(TypeId, usize)]) -> Option<Val> {
    let mut val = item.clone();
    for (class, slot) in way {
        let Val::Obj(id) = val else { return None };
        val = step(machine, id, *class, *slot)?;
    }
    Some(val)
}

fn step(machine: &mut Machine<'_>, id: ObjId, class: TypeId, slot: usize) -> Option<Val> {
    if machine.object_ref(id).class != class {
        return None;
    }
    if machine.class(class)?.instance(slot).is_some() {
        return machine.instance(id, slot).ok();
    }
    machine.cell(id, slot).map(|cell| cell.val.clone())
}
