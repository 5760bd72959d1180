//! Lists of fixed-size items at the end of a part.

use super::leaf::{FlatLeaf, LeafForm};
use super::number::View;
use super::part::{FlatPart, PartBuilder, Placed, Step};
use crate::ir::{ElementKind, Ex, FieldDef, Program, Repeat};
use crate::model::TypeId;
use crate::rows::json;
use crate::value::unsigned;
use bytescope_table::{Cell, ChildColumn, ColumnValues, NestedValues};
use serde_json::Value as Json;
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;

/// A list that is the last field of a part.
#[derive(Debug)]
pub(crate) struct FlatList {
    pub(super) path: Vec<Step>,
    /// Offset of the first item.
    at: usize,
    /// Number of items; `None` if the list extends to the end of the part.
    count: Option<Ex>,
    /// Type that contains the list.
    owner: TypeId,
    /// Values of the part, by slot of the owner.
    slots: Vec<Option<FlatLeaf>>,
    /// Layout of an item.
    item: FlatPart,
    /// JSON before each value of an item.
    keys: Vec<String>,
    /// JSON after the last value of an item.
    end: &'static str,
    /// Labels of the numbers of each value, as JSON.
    labels: Vec<Option<HashMap<i128, String>>>,
}

impl FlatList {
    /// Creates the list of a field that follows the fields in `before`; `None` if its items are not
    /// of a fixed size or have rules.
    pub(super) fn of(
        program: &Program,
        field: &FieldDef,
        before: &[Placed],
        at: usize,
        path: Vec<Step>,
    ) -> Option<Self> {
        let count = match &field.repeat {
            Repeat::Times(count) => Some(count.clone()),
            Repeat::ToEnd => None,
            Repeat::Once | Repeat::Until(_) => return None,
        };
        let plain = field.condition.is_none() && !field.has_rules() && field.checksum.is_none();
        if !plain || matches!(field.kind, ElementKind::Bits { .. }) {
            return None;
        }
        let (owner, _) = *path.last()?;
        let mut builder = PartBuilder::new(program, Vec::new());
        let is_object = match &field.kind {
            ElementKind::Object { class, args, extent: None, .. } if args.is_empty() => {
                builder.class(*class)?;
                true
            }
            kind => {
                let leaf = builder.cursor.leaf(kind)?;
                builder.part.size = leaf.size;
                builder.part.leaves.push(Placed { path: Vec::new(), leaf, optional: false });
                false
            }
        };
        let item = builder.part;
        let fixed = item.rules.is_empty()
            && item.list.is_none()
            && item.size > 0
            && item.leaves.iter().all(|placed| !placed.optional && placed.path.len() <= 1);
        if !fixed {
            return None;
        }
        let key = |(number, placed): (usize, &Placed)| {
            let Some((class, slot)) = placed.path.first().filter(|_| is_object) else {
                return String::new();
            };
            let name = program.classes.get(class.index()).map_or("", |c| c.slot_name(*slot));
            let before = if number == 0 { '{' } else { ',' };
            format!("{before}{}:", Json::from(name))
        };
        let labels = |placed: &Placed| {
            let known = program.enums.get(placed.leaf.enumeration?.index())?;
            let label = |(number, (name, _)): (&i128, &(Arc<str>, Arc<str>))| {
                (*number, Json::from(name.as_ref()).to_string())
            };
            Some(known.labels.iter().map(label).collect())
        };
        let own = |slot: usize| {
            let placed = before.iter().find(|placed| placed.path.last() == Some(&(owner, slot)))?;
            (placed.path.len() == path.len()).then(|| placed.leaf.clone())
        };
        let slots = program.classes.get(owner.index())?.slots();
        Some(Self {
            at,
            count,
            owner,
            slots: (0..slots).map(own).collect(),
            keys: item.leaves.iter().enumerate().map(key).collect(),
            end: if is_object { "}" } else { "" },
            labels: item.leaves.iter().map(labels).collect(),
            item,
            path,
        })
    }

    /// Returns the bytes of the items of a valid part; `None` if the items do not fit in the part.
    pub(super) fn items<'p>(&self, program: &Program, part: &'p [u8]) -> Option<&'p [u8]> {
        let rest = part.get(self.at..)?;
        let size = match &self.count {
            None => rest.len().is_multiple_of(self.item.size).then_some(rest.len())?,
            Some(count) => {
                let class = program.classes.get(self.owner.index())?;
                let view = View { class, leaves: &self.slots, frame: part };
                usize::try_from(view.int(count)?.max(0)).ok()?.checked_mul(self.item.size)?
            }
        };
        rest.get(..size)
    }

    /// Adds the items to a nested column.
    pub(super) fn add(&self, program: &Program, items: &[u8], to: &mut NestedValues) {
        let NestedValues::List { ends, items: column } = to else { return };
        let each = || items.chunks_exact(self.item.size.max(1));
        if let ColumnValues::Nested(NestedValues::Struct(fields)) = &mut column.values {
            for named in fields {
                let is_named = |placed: &&Placed| {
                    let step = placed.path.first();
                    let class = step.and_then(|(class, _)| program.classes.get(class.index()));
                    class
                        .zip(step)
                        .is_some_and(|(class, (_, slot))| *class.slot_name(*slot) == named.name)
                };
                match self.item.leaves.iter().find(is_named) {
                    Some(placed) => {
                        each()
                            .for_each(|item| push(program, &placed.leaf, item, &mut named.column));
                    }
                    None => each().for_each(|_| named.column.push(&Cell::Null)),
                }
            }
            // Structures are never null.
            let count = column.values.len();
            if !column.valid.is_empty() {
                column.valid.resize(count, true);
            }
        } else if let Some(placed) = self.item.leaves.first() {
            each().for_each(|item| push(program, &placed.leaf, item, column));
        }
        ends.push(column.len());
    }

    /// Appends the items as JSON.
    pub(super) fn write(&self, items: &[u8], to: &mut String) {
        to.push('[');
        for (number, item) in items.chunks_exact(self.item.size.max(1)).enumerate() {
            if number > 0 {
                to.push(',');
            }
            for (placed, (key, labels)) in
                self.item.leaves.iter().zip(self.keys.iter().zip(&self.labels))
            {
                to.push_str(key);
                value(&placed.leaf, labels.as_ref(), item, to);
            }
            to.push_str(self.end);
        }
        to.push(']');
    }
}

/// Adds a value to a column.
fn push(program: &Program, leaf: &FlatLeaf, item: &[u8], to: &mut ChildColumn) {
    match leaf.form {
        LeafForm::Int { .. } | LeafForm::Bits { .. } => {
            let number = leaf.int(item).unwrap_or_default();
            match (leaf.enumeration, leaf.form) {
                (Some(id), _) => match program.label(id, number) {
                    Some(label) => to.push(&Cell::Text(&label)),
                    None => to.push(&Cell::Int(number)),
                },
                (None, LeafForm::Bits { count: 1, .. }) => to.push(&Cell::Bool(number == 1)),
                (None, _) => to.push(&Cell::Int(number)),
            }
        }
        LeafForm::Float { little } => {
            let raw = unsigned(leaf.of(item).unwrap_or_default(), little);
            match u32::try_from(raw) {
                Ok(raw) if leaf.size == 4 => to.push(&Cell::F32(f32::from_bits(raw))),
                _ => to.push(&Cell::F64(f64::from_bits(raw))),
            }
        }
        LeafForm::Bytes => to.push(&Cell::Bytes(leaf.of(item).unwrap_or_default())),
    }
}

/// Appends a value as JSON.
fn value(leaf: &FlatLeaf, labels: Option<&HashMap<i128, String>>, item: &[u8], to: &mut String) {
    // Writing to a string cannot fail.
    let _ = match leaf.form {
        LeafForm::Int { .. } | LeafForm::Bits { .. } => {
            let number = leaf.int(item).unwrap_or_default();
            if let Some(label) = labels.and_then(|labels| labels.get(&number)) {
                return to.push_str(label);
            }
            match leaf.form {
                LeafForm::Bits { count: 1, .. } if leaf.enumeration.is_none() => {
                    write!(to, "{}", number == 1)
                }
                _ => match u64::try_from(number) {
                    Ok(number) => write!(to, "{number}"),
                    Err(_) => write!(to, "{number}"),
                },
            }
        }
        LeafForm::Float { little } => {
            let raw = unsigned(leaf.of(item).unwrap_or_default(), little);
            match u32::try_from(raw) {
                Ok(raw) if leaf.size == 4 => write!(to, "{}", json::single(f32::from_bits(raw))),
                _ => write!(to, "{}", json::double(f64::from_bits(raw))),
            }
        }
        LeafForm::Bytes => write!(to, "\"{}\"", hex::encode(leaf.of(item).unwrap_or_default())),
    };
}
