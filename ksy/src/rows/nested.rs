//! Lists and structures as nested columns.

use super::columns::{self, column_kind};
use super::json;
use crate::ir::{ElementKind, FieldDef, FieldOrigin, ObjectType, Program, Repeat};
use crate::model::TypeId;
use crate::run::Machine;
use crate::value::Val;
use bytescope_table::{Cell, ColumnKind, ColumnValues, Field, NestedType, NestedValues};

/// Maximum nesting depth; deeper values are JSON text.
const MAX_DEPTH: usize = 8;

/// Conversion of values to a nested column.
#[derive(Clone, Debug)]
pub(crate) enum NestedAccess {
    /// A number, text or bytes. Strings may represent numbers of this type.
    Plain(Option<ColumnKind>),
    /// A value whose type varies, as JSON text.
    Json,
    List(Box<Self>),
    /// The conversion of each field, and its slots, by the type of the object.
    Struct(Vec<(Vec<(TypeId, usize)>, Self)>),
}

/// Returns the type of a list, and the conversion of its values; `None` if the type of its items
/// varies.
pub(super) fn list(
    program: &Program,
    field: &FieldDef,
    instances: bool,
) -> Option<(NestedType, NestedAccess)> {
    let mut finder = NestedFinder { program, instances, seen: Vec::new() };
    let (item, access) = finder.item(field)?;
    Some((NestedType::List(item), NestedAccess::List(Box::new(access))))
}

struct NestedFinder<'p> {
    program: &'p Program,
    /// Add fields for computed values.
    instances: bool,
    /// Types that contain the value.
    seen: Vec<TypeId>,
}

/// A field of a structure, the slots that contain it, and the access to its value.
type FoundField = (Field, Vec<(TypeId, usize)>, NestedAccess);

impl NestedFinder<'_> {
    /// Returns the type of a field or of the items of a list.
    fn item(&mut self, field: &FieldDef) -> Option<(Field, NestedAccess)> {
        let name = field.meta.name.as_ref();
        let meta = match field.repeat {
            Repeat::Once => &field.meta,
            _ => &field.item,
        };
        let plain = |kind, number| {
            let (unit, time) = (meta.unit.to_string(), columns::unix_time(meta));
            let column = Field { unit, time, ..Field::new(name, kind) };
            Some((column, NestedAccess::Plain(number)))
        };
        match (&field.kind, field.number) {
            (ElementKind::Str(..), Some(number)) => plain(number, Some(number)),
            (ElementKind::Object { class, .. }, _) => self.structure(name, &[*class]),
            (ElementKind::Switch(switch), _) => {
                let class = |kind: &ElementKind| match kind {
                    ElementKind::Object { class, .. } => Some(*class),
                    _ => None,
                };
                let kinds = || switch.cases.iter().map(|(_, kind)| kind);
                let bytes = switch.other.is_some().then_some(ColumnKind::Bytes);
                if bytes.is_none() && kinds().all(|kind| class(kind).is_some()) {
                    let mut classes = Vec::new();
                    for class in kinds().filter_map(class) {
                        if !classes.contains(&class) {
                            classes.push(class);
                        }
                    }
                    return self.structure(name, &classes);
                }
                let mut kinds = kinds().map(column_kind).chain(bytes.map(Some));
                let first = kinds.next()??;
                let all = kinds.try_fold(first, |all, kind| Some(all.wider(kind?)))?;
                // Numbers are not converted to text.
                let is_text = all == ColumnKind::Text && first != ColumnKind::Text;
                (!is_text).then(|| plain(all, None)).flatten()
            }
            (ElementKind::Contents(_), _) => plain(ColumnKind::Bytes, None),
            (kind, _) => plain(column_kind(kind)?, None),
        }
    }

    /// Returns the type of structures with the fields of these types of objects.
    fn structure(&mut self, name: &str, classes: &[TypeId]) -> Option<(Field, NestedAccess)> {
        let is_recursive = classes.iter().any(|class| self.seen.contains(class));
        if is_recursive || self.seen.len() >= MAX_DEPTH {
            return None;
        }
        let mut found: Vec<FoundField> = Vec::new();
        let program = self.program;
        for id in classes {
            let class = program.classes.get(id.index())?;
            self.seen.push(*id);
            for (column, slot, access) in self.fields(*id, class) {
                let known = found.iter_mut().find(|(known, ..)| known.name == column.name);
                match known {
                    None => found.push((column, vec![(*id, slot)], access)),
                    Some((known, slots, known_access)) => {
                        let is_same = known.nested == column.nested
                            && (known.kind == column.kind
                                || known.nested.is_none()
                                    && known.kind.wider(column.kind) != ColumnKind::Text);
                        // Fields of the same structure in objects of different types have
                        // different slots.
                        let is_plain = matches!(
                            (&*known_access, &access),
                            (NestedAccess::Plain(a), NestedAccess::Plain(b)) if a == b
                        );
                        if is_same && is_plain {
                            known.join(&column);
                        } else {
                            *known = Field::new(&column.name, ColumnKind::Json);
                            *known_access = NestedAccess::Json;
                        }
                        slots.push((*id, slot));
                    }
                }
            }
            self.seen.pop();
        }
        if found.is_empty() {
            return None;
        }
        let (mut fields, mut access) = (Vec::new(), Vec::new());
        for (field, slots, own) in found {
            fields.push(field);
            access.push((slots, own));
        }
        let field = Field::nested(name, NestedType::Struct(fields));
        Some((field, NestedAccess::Struct(access)))
    }

    /// Returns the fields of objects of a type, with their slots.
    fn fields(&mut self, id: TypeId, class: &ObjectType) -> Vec<(Field, usize, NestedAccess)> {
        let mut found = Vec::new();
        for (index, field) in class.fields.iter().enumerate() {
            let slot = class.field_slot(index);
            let name = field.meta.name.as_ref();
            let (column, access) = match (self.item(field), &field.repeat) {
                (None, _) => (Field::new(name, ColumnKind::Json), NestedAccess::Json),
                (Some(found), Repeat::Once) => found,
                (Some((item, access)), _) => (
                    Field::nested(name, NestedType::List(item)),
                    NestedAccess::List(Box::new(access)),
                ),
            };
            found.push((column, slot, access));
        }
        let instances = if self.instances { class.instances.as_slice() } else { &[] };
        for (index, instance) in instances.iter().enumerate() {
            let kind = match &instance.from {
                FieldOrigin::Value { enumeration: Some(_), .. } => ColumnKind::Text,
                FieldOrigin::Value { column: Some(ColumnKind::I64), value, .. } => {
                    super::range::column(self.program, id, value)
                }
                FieldOrigin::Value { column: Some(kind), .. } => *kind,
                _ => continue,
            };
            let meta = &instance.field.meta;
            let (unit, time) = (meta.unit.to_string(), columns::unix_time(meta));
            let column = Field { unit, time, ..Field::new(meta.name.as_ref(), kind) };
            found.push((column, class.instance_slot(index), NestedAccess::Plain(None)));
        }
        found
    }
}

impl NestedAccess {
    /// Adds a value to a column; returns false for null.
    pub(super) fn add(&self, machine: &mut Machine<'_>, val: &Val, to: &mut ColumnValues) -> bool {
        match (self, to) {
            (Self::Plain(number), to) => {
                let mut is_valid = false;
                columns::plain_cell(machine, val, *number, |cell| is_valid = to.push(&cell));
                is_valid
            }
            (Self::Json, to) => match val {
                Val::Unset | Val::Busy | Val::Failed | Val::Null | Val::Io(_) => {
                    to.push(&Cell::Null)
                }
                val => {
                    let mut text = Vec::new();
                    json::write(machine, val, &mut text);
                    to.push(&Cell::Json(&String::from_utf8(text).unwrap_or_default()))
                }
            },
            (Self::List(access), ColumnValues::Nested(NestedValues::List { ends, items })) => {
                let is_list = match val {
                    Val::Arr(id) => {
                        let cells = machine.array(*id).iter();
                        let found: Vec<Val> = cells.map(|cell| cell.val.clone()).collect();
                        for item in found {
                            items.push_with(|to| access.add(machine, &item, to));
                        }
                        true
                    }
                    Val::Table(id) => {
                        let count = machine.table(*id).map_or(0, |table| table.count);
                        for index in 0..count {
                            let item = machine.row(*id, index).unwrap_or_default();
                            items.push_with(|to| access.add(machine, &item, to));
                        }
                        true
                    }
                    _ => false,
                };
                ends.push(items.len());
                is_list
            }
            (Self::Struct(access), ColumnValues::Nested(NestedValues::Struct(fields))) => {
                let id = match val {
                    Val::Obj(id) => Some(*id),
                    _ => None,
                };
                for (named, (slots, access)) in fields.iter_mut().zip(access) {
                    let value = id.and_then(|id| {
                        let class = machine.object_ref(id).class;
                        let (_, slot) = slots.iter().find(|(of, _)| *of == class)?;
                        columns::step(machine, id, class, *slot)
                    });
                    let value = value.unwrap_or_default();
                    named.column.push_with(|to| access.add(machine, &value, to));
                }
                id.is_some()
            }
            (_, to) => to.push(&Cell::Null),
        }
    }
}
