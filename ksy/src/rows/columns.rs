//! The columns of an item: its numbers, texts and bytes, nested ones with dotted names.

use super::json;
use crate::ir::{Class, Field, From, Instance, Kind, Program, Repeat};
use crate::model::TypeId;
use crate::run::Machine;
use crate::value::{ObjId, Val};
use bytescope_inspect::Meta;
use std::sync::Arc;

/// A column of a table of rows.
#[derive(Clone, Debug)]
pub struct RowColumn {
    /// The names of the fields that lead to it, with dots between.
    pub name: String,
    /// What the schema says of the field.
    pub meta: Arc<Meta>,
    /// What its values are.
    pub holding: Holding,
}

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
    /// True or false.
    Bool,
    /// An integer of so many bits.
    Int {
        /// 8, 16, 32 or 64.
        bits: u8,
        /// Whether it may be negative.
        signed: bool,
    },
    /// A float of 32 bits.
    F32,
    /// A float of 64 bits.
    F64,
    /// Text, or the name of an integer.
    Text,
    /// Bytes.
    Bytes,
    /// A list, as JSON.
    Json,
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum RowCell {
    /// The field does not exist in this row.
    Null,
    /// True or false.
    Bool(bool),
    /// An integer.
    Int(i128),
    /// A float of 32 bits.
    F32(f32),
    /// A float.
    F64(f64),
    /// Text.
    Text(Arc<str>),
    /// Bytes.
    Bytes(Box<[u8]>),
    /// A list, as JSON.
    Json(String),
}

/// The ways to a column's value: more than one where a field has one of several types.
#[derive(Clone, Debug)]
pub(crate) struct Access {
    ways: Vec<Vec<(TypeId, usize)>>,
    holding: Holding,
}

/// Types within types; deeper fields are no columns.
const DEEPEST: usize = 8;

/// The columns of an item of a list, and the ways to their values.
pub(super) fn of(
    program: &Program,
    list: &Field,
    instances: bool,
) -> (Vec<RowColumn>, Vec<Access>) {
    let mut finder = Finder::new(program, instances);
    finder.kind(&list.kind, &list.item, "", &mut Vec::new());
    finder.found.into_iter().unzip()
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
) -> (Vec<RowColumn>, Vec<Access>) {
    let mut finder = Finder { chosen, ..Finder::new(program, instances) };
    finder.class(top, "", &mut Vec::new());
    finder.found.into_iter().unzip()
}

struct Finder<'p> {
    program: &'p Program,
    instances: bool,
    /// What the field at the end of this way is.
    chosen: Option<Chosen<'p>>,
    found: Vec<(RowColumn, Access)>,
    way: Vec<(TypeId, usize)>,
}

impl<'p> Finder<'p> {
    fn new(program: &'p Program, instances: bool) -> Self {
        Self { program, instances, chosen: None, found: Vec::new(), way: Vec::new() }
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
                    self.add(name, meta, Holding::Bytes);
                }
            }
            // A constant says the same in every row.
            Kind::Contents(_) | Kind::Opaque(_) => {}
            kind => {
                if let Some(holding) = holding(kind) {
                    self.add(name, meta, holding);
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
                _ => self.add(&name, &field.meta, Holding::Json),
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
            let holding = match from {
                From::Value { enumeration: Some(_), .. } => Holding::Text,
                From::Value { holding: Some(holding), .. } => *holding,
                _ => continue,
            };
            self.way.push((id, class.instance_slot(index)));
            self.add(&dotted(name, &field.meta.name), &field.meta, holding);
            self.way.pop();
        }
    }

    /// Adds a column, or another way to one of that name.
    fn add(&mut self, name: &str, meta: &Arc<Meta>, holding: Holding) {
        let name = if name.is_empty() { "value" } else { name };
        let way = self.way.clone();
        match self.found.iter_mut().find(|(column, _)| column.name == name) {
            Some((column, access)) => {
                column.holding = wider(column.holding, holding);
                access.holding = column.holding;
                access.ways.push(way);
            }
            None => {
                let column = RowColumn { name: name.to_owned(), meta: meta.clone(), holding };
                self.found.push((column, Access { ways: vec![way], holding }));
            }
        }
    }
}

fn dotted(name: &str, step: &str) -> String {
    if name.is_empty() { step.to_owned() } else { format!("{name}.{step}") }
}

fn holding(kind: &Kind) -> Option<Holding> {
    Some(match kind {
        Kind::Int { enumeration: Some(_), .. } | Kind::Bits { enumeration: Some(_), .. } => {
            Holding::Text
        }
        Kind::Int { size, signed, .. } => {
            Holding::Int { bits: size.saturating_mul(8), signed: *signed }
        }
        Kind::Bits { count: 1, .. } => Holding::Bool,
        Kind::Bits { count, .. } => {
            let bits = [8, 16, 32, 64].into_iter().find(|bits| u32::from(*bits) >= *count);
            Holding::Int { bits: bits.unwrap_or(64), signed: false }
        }
        Kind::Float { size: 4, .. } => Holding::F32,
        Kind::Float { .. } => Holding::F64,
        Kind::Str(..) => Holding::Text,
        Kind::Bytes(_) => Holding::Bytes,
        _ => return None,
    })
}

/// A column that can hold both.
fn wider(a: Holding, b: Holding) -> Holding {
    use Holding::{F32, F64, Int, Text};
    match (a, b) {
        (a, b) if a == b => a,
        (Int { bits: x, signed: s }, Int { bits: y, signed: t }) if s == t => {
            Int { bits: x.max(y), signed: s }
        }
        (Int { .. }, Int { .. }) => Int { bits: 64, signed: true },
        (F32 | F64 | Int { .. }, F32 | F64 | Int { .. }) => F64,
        _ => Text,
    }
}

impl Access {
    /// The ways to the value.
    pub(crate) fn ways(&self) -> &[Vec<(TypeId, usize)>] {
        &self.ways
    }

    /// The value of the column for an item.
    pub(crate) fn cell(&self, machine: &mut Machine<'_>, item: &Val) -> RowCell {
        for way in &self.ways {
            if let Some(val) = follow(machine, item, way) {
                return self.hold(machine, &val);
            }
        }
        RowCell::Null
    }

    fn hold(&self, machine: &mut Machine<'_>, val: &Val) -> RowCell {
        let cell = match val {
            Val::Arr(_) | Val::Table(_) => RowCell::Json(json::of(machine, val).to_string()),
            Val::Bool(b) => RowCell::Bool(*b),
            Val::Int(n) => RowCell::Int(*n),
            Val::F32(n) => RowCell::F32(*n),
            Val::F64(n) => RowCell::F64(*n),
            Val::Str(text) => RowCell::Text(text.clone()),
            Val::Bytes(bytes) => RowCell::Bytes(machine.slice(bytes).into()),
            Val::Enum(id, raw) => RowCell::Text(
                machine.program.label(*id, *raw).unwrap_or_else(|| raw.to_string().into()),
            ),
            _ => RowCell::Null,
        };
        match (self.holding, cell) {
            (Holding::Text, RowCell::Json(text)) => RowCell::Text(text.into()),
            (Holding::Text, RowCell::Int(n)) => RowCell::Text(n.to_string().into()),
            (Holding::Text, RowCell::Bool(b)) => RowCell::Text(b.to_string().into()),
            (Holding::Text, RowCell::F32(n)) => RowCell::Text(format!("{n:?}").into()),
            (Holding::Text, RowCell::F64(n)) => RowCell::Text(format!("{n:?}").into()),
            (_, cell) => cell,
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
