//! Columns of an item: its numbers, strings, bytes and lists, with dotted names for nested fields.

use super::json;
use super::nested::{self, NestedAccess};
use crate::ir::{ElementKind, FieldDef, FieldOrigin, Instance, ObjectType, Program, Repeat};
use crate::model::TypeId;
use crate::run::Machine;
use crate::value::{ObjId, Val};
use bytescope_inspect::Meta;
use bytescope_table::{Cell, ColumnKind, ColumnValues, EpochUnit, Field, TableSchema};
use std::sync::Arc;

/// Paths to the value of a column; several if the type of a field varies.
#[derive(Clone, Debug)]
pub(crate) struct Access {
    paths: Vec<Vec<(TypeId, usize)>>,
    /// Type of the numbers that strings represent.
    number: Option<ColumnKind>,
    /// For lists, the conversion of the value at each path to a nested column.
    nested: Vec<NestedAccess>,
}

/// Maximum nesting depth of types; deeper fields get no columns.
const MAX_DEPTH: usize = 8;

/// Returns the columns of the items of a list, and the paths to their values.
pub(super) fn of(
    program: &Program,
    list: &FieldDef,
    instances: bool,
) -> (TableSchema, Vec<Access>) {
    let mut finder = ColumnFinder::new(program, instances);
    finder.kind(&list.kind, &list.item, "", &mut Vec::new());
    finder.finish()
}

/// Path of a field whose type varies, and the object type selected for it; `None` selects values
/// that are not objects.
pub(crate) type Chosen<'p> = (&'p [(TypeId, usize)], Option<TypeId>);

/// Returns the columns of objects of a type, and the paths to their values. If the type of a field
/// varies, `chosen` limits the columns to one of its types.
pub(crate) fn of_class(
    program: &Program,
    top: TypeId,
    chosen: Option<Chosen<'_>>,
    instances: bool,
) -> (TableSchema, Vec<Access>) {
    let mut finder = ColumnFinder { chosen, ..ColumnFinder::new(program, instances) };
    finder.class(top, "", &mut Vec::new());
    finder.finish()
}

struct ColumnFinder<'p> {
    program: &'p Program,
    instances: bool,
    /// Type selected for a field whose type varies.
    chosen: Option<Chosen<'p>>,
    found: Vec<(Field, Access)>,
    path: Vec<(TypeId, usize)>,
}

impl<'p> ColumnFinder<'p> {
    fn new(program: &'p Program, instances: bool) -> Self {
        Self { program, instances, chosen: None, found: Vec::new(), path: Vec::new() }
    }

    fn finish(self) -> (TableSchema, Vec<Access>) {
        let (fields, access) = self.found.into_iter().unzip();
        (TableSchema { fields }, access)
    }

    fn kind(&mut self, kind: &ElementKind, meta: &Arc<Meta>, name: &str, seen: &mut Vec<TypeId>) {
        match kind {
            ElementKind::Object { class, .. } => self.class(*class, name, seen),
            ElementKind::Switch(switch) => {
                let chosen = self.chosen.filter(|(path, _)| *path == self.path);
                for (_, kind) in &switch.cases {
                    let class = match kind {
                        ElementKind::Object { class, .. } => Some(*class),
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
            // A constant is the same in every row.
            ElementKind::Contents(_) | ElementKind::Opaque(_) => {}
            kind => {
                if let Some(kind) = column_kind(kind) {
                    self.add(name, meta, kind);
                }
            }
        }
    }

    fn class(&mut self, id: TypeId, name: &str, seen: &mut Vec<TypeId>) {
        let Some(class) = self.program.classes.get(id.index()) else { return };
        if seen.contains(&id) || seen.len() >= MAX_DEPTH {
            return;
        }
        seen.push(id);
        for (index, field) in class.fields.iter().enumerate() {
            let name = dotted(name, &field.meta.name);
            self.path.push((id, class.field_slot(index)));
            match field.repeat {
                Repeat::Once => match (&field.kind, field.number) {
                    (ElementKind::Str(..), Some(number)) => self.number(&name, &field.meta, number),
                    (kind, _) => self.kind(kind, &field.meta, &name, seen),
                },
                _ => self.list(&name, field),
            }
            self.path.pop();
        }
        if self.instances {
            self.values(id, class, name);
        }
        seen.pop();
    }

    /// Adds columns for the computed values whose column kind is known.
    fn values(&mut self, id: TypeId, class: &ObjectType, name: &str) {
        for (index, Instance { field, from, .. }) in class.instances.iter().enumerate() {
            let kind = match from {
                FieldOrigin::Value { enumeration: Some(_), .. } => ColumnKind::Text,
                FieldOrigin::Value { column: Some(ColumnKind::I64), value, .. } => {
                    super::range::column(self.program, id, value)
                }
                FieldOrigin::Value { column: Some(kind), .. } => *kind,
                _ => continue,
            };
            self.path.push((id, class.instance_slot(index)));
            self.add(&dotted(name, &field.meta.name), &field.meta, kind);
            self.path.pop();
        }
    }

    /// Adds a column, or another path to the column of that name.
    fn add(&mut self, name: &str, meta: &Meta, kind: ColumnKind) {
        let name = if name.is_empty() { "value" } else { name };
        let (unit, time) = (meta.unit.to_string(), unix_time(meta));
        self.add_column(Field { unit, time, ..Field::new(name, kind) }, None);
    }

    /// Adds a column of lists.
    fn list(&mut self, name: &str, field: &FieldDef) {
        let (nested, access) = nested::list(self.program, field, self.instances).unzip();
        let unit = field.meta.unit.to_string();
        let nested = nested.map(Arc::new);
        self.add_column(Field { unit, nested, ..Field::new(name, ColumnKind::Json) }, access);
    }

    fn add_column(&mut self, mut column: Field, nested: Option<NestedAccess>) {
        let path = self.path.clone();
        match self.found.iter_mut().find(|(known, _)| known.name == column.name) {
            Some((known, access)) => {
                if known.nested != column.nested {
                    // Each conversion fills a column of its type.
                    (known.nested, column.nested) = (None, None);
                }
                known.join(&column);
                // Several cases may have the same type.
                if !access.paths.contains(&path) {
                    access.paths.push(path);
                    access.nested.extend(nested);
                }
            }
            None => {
                let nested = nested.into_iter().collect();
                self.found.push((column, Access { paths: vec![path], number: None, nested }));
            }
        }
    }

    /// Adds a column for strings that represent numbers. If the column exists with another type,
    /// it contains the strings.
    fn number(&mut self, name: &str, meta: &Meta, kind: ColumnKind) {
        let known = self.found.iter().find(|(known, _)| known.name == name);
        let is_number = known.is_none_or(|(_, access)| access.number == Some(kind));
        self.add(name, meta, if is_number { kind } else { ColumnKind::Text });
        if let Some((_, access)) = self.found.iter_mut().find(|(known, _)| known.name == name) {
            access.number = is_number.then_some(kind);
        }
    }
}

/// Returns the unit of a Unix time; `None` for other values.
pub(super) fn unix_time(meta: &Meta) -> Option<EpochUnit> {
    meta.unix_time.then(|| EpochUnit::of_symbol(&meta.unit)).flatten()
}

fn dotted(name: &str, step: &str) -> String {
    if name.is_empty() { step.to_owned() } else { format!("{name}.{step}") }
}

pub(super) fn column_kind(kind: &ElementKind) -> Option<ColumnKind> {
    Some(match kind {
        ElementKind::Int { enumeration: Some(_), .. }
        | ElementKind::Bits { enumeration: Some(_), .. } => ColumnKind::Text,
        ElementKind::Int { size, signed, .. } => match (size, signed) {
            (1, false) => ColumnKind::U8,
            (1, true) => ColumnKind::I8,
            (2, false) => ColumnKind::U16,
            (2, true) => ColumnKind::I16,
            (4, false) => ColumnKind::U32,
            (4, true) => ColumnKind::I32,
            (_, false) => ColumnKind::U64,
            (_, true) => ColumnKind::I64,
        },
        ElementKind::Bits { count, sign: Some(_), .. } => match count {
            0..=8 => ColumnKind::I8,
            9..=16 => ColumnKind::I16,
            17..=32 => ColumnKind::I32,
            _ => ColumnKind::I64,
        },
        ElementKind::Bits { count, .. } => match count {
            1 => ColumnKind::Bool,
            2..=8 => ColumnKind::U8,
            9..=16 => ColumnKind::U16,
            17..=32 => ColumnKind::U32,
            _ => ColumnKind::U64,
        },
        ElementKind::Float { size: 4, .. } => ColumnKind::F32,
        ElementKind::Float { .. } => ColumnKind::F64,
        ElementKind::Str(..) => ColumnKind::Text,
        ElementKind::Bytes(_) => ColumnKind::Bytes,
        _ => return None,
    })
}

impl Access {
    /// Returns the paths to the value.
    pub(crate) fn paths(&self) -> &[Vec<(TypeId, usize)>] {
        &self.paths
    }

    /// Returns the type of the numbers that strings represent.
    pub(crate) fn number(&self) -> Option<ColumnKind> {
        self.number
    }

    /// Returns the conversion of the value at each path to a nested column, for lists.
    pub(crate) fn nested(&self) -> &[NestedAccess] {
        &self.nested
    }

    /// Adds the value of the column in an item to the column; returns false for null.
    pub(crate) fn add(&self, machine: &mut Machine<'_>, item: &Val, to: &mut ColumnValues) -> bool {
        if let ColumnValues::Nested(_) = to {
            let mut paths = self.paths.iter().zip(&self.nested);
            let found =
                paths.find_map(|(path, nested)| Some((locate(machine, item, path)?, nested)));
            return match found {
                Some((place, nested)) => {
                    let val = place.val(machine, item).clone();
                    nested.add(machine, &val, to)
                }
                None => to.push(&Cell::Null),
            };
        }
        let mut is_valid = false;
        self.cell(machine, item, |cell| is_valid = to.push(&cell));
        is_valid
    }

    /// Passes the value of the column in an item to `take`.
    pub(crate) fn cell(&self, machine: &mut Machine<'_>, item: &Val, take: impl FnOnce(Cell<'_>)) {
        let Some(place) = self.paths.iter().find_map(|path| locate(machine, item, path)) else {
            return take(Cell::Null);
        };
        match place.val(machine, item) {
            val @ (Val::Arr(_) | Val::Table(_)) => {
                let (val, mut text) = (val.clone(), Vec::new());
                json::write(machine, &val, &mut text);
                take(Cell::Json(&String::from_utf8(text).unwrap_or_default()));
            }
            val => plain_cell(machine, val, self.number, take),
        }
    }
}

/// Place of a value that is present in an item.
enum ValuePlace {
    /// The item itself.
    Item,
    Slot(ObjId, usize),
}

impl ValuePlace {
    fn val<'v>(&self, machine: &'v Machine<'_>, item: &'v Val) -> &'v Val {
        match self {
            Self::Item => item,
            Self::Slot(id, slot) => machine.cell(*id, *slot).map_or(&Val::Unset, |cell| &cell.val),
        }
    }
}

/// Passes a number, text or bytes to `take`, or a null for other values. `number` is the type of the
/// number that a string represents.
pub(super) fn plain_cell(
    machine: &Machine<'_>,
    val: &Val,
    number_kind: Option<ColumnKind>,
    take: impl FnOnce(Cell<'_>),
) {
    match val {
        Val::Bool(value) => take(Cell::Bool(*value)),
        Val::Int(value) => take(Cell::Int(*value)),
        Val::F32(value) => take(Cell::F32(*value)),
        Val::F64(value) => take(Cell::F64(*value)),
        Val::Str(text) => take(match number_kind {
            None => Cell::Text(text),
            Some(kind) => number(text, kind),
        }),
        Val::Bytes(bytes) => take(Cell::Bytes(machine.slice(bytes))),
        Val::Enum(id, raw) => match machine.program.label(*id, *raw) {
            Some(label) => take(Cell::Text(&label)),
            None => take(Cell::Int(*raw)),
        },
        _ => take(Cell::Null),
    }
}

/// Returns the integer or float that a decimal string without exponent represents; a null if it
/// represents none.
pub(crate) fn number(text: &str, kind: ColumnKind) -> Cell<'static> {
    let text = text.trim();
    let is_decimal = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.".contains(&byte));
    match kind {
        ColumnKind::I64 => text.parse::<i64>().map_or(Cell::Null, |n| Cell::Int(n.into())),
        _ if is_decimal => text.parse().map_or(Cell::Null, Cell::F64),
        _ => Cell::Null,
    }
}

/// Returns the place of the column value at a path; `None` if the item has none.
fn locate(machine: &mut Machine<'_>, item: &Val, path: &[(TypeId, usize)]) -> Option<ValuePlace> {
    let absent = |val: &Val| matches!(val, Val::Unset | Val::Null | Val::Failed | Val::Obj(_));
    let Some(((class, slot), before)) = path.split_last() else {
        return (!absent(item)).then_some(ValuePlace::Item);
    };
    let Val::Obj(mut id) = *item else { return None };
    for (class, slot) in before {
        if machine.object_ref(id).class != *class {
            return None;
        }
        let Val::Obj(inner) = machine.cell(id, *slot)?.val else { return None };
        id = inner;
    }
    if machine.object_ref(id).class != *class {
        return None;
    }
    if machine.class(*class)?.instance(*slot).is_some() {
        machine.instance(id, *slot).ok()?;
    }
    (!absent(&machine.cell(id, *slot)?.val)).then_some(ValuePlace::Slot(id, *slot))
}

/// Returns the value at a path; `None` if the path does not exist in the item.
pub(crate) fn value_at(
    machine: &mut Machine<'_>,
    item: &Val,
    path: &[(TypeId, usize)],
) -> Option<Val> {
    let mut val = item.clone();
    for (class, slot) in path {
        let Val::Obj(id) = val else { return None };
        val = step(machine, id, *class, *slot)?;
    }
    Some(val)
}

pub(super) fn step(
    machine: &mut Machine<'_>,
    id: ObjId,
    class: TypeId,
    slot: usize,
) -> Option<Val> {
    if machine.object_ref(id).class != class {
        return None;
    }
    if machine.class(class)?.instance(slot).is_some() {
        return machine.instance(id, slot).ok();
    }
    machine.cell(id, slot).map(|cell| cell.val.clone())
}
