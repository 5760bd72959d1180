//! Lists and structures as nested columns.

use super::Step;
use super::column::{ColumnSource, FlatColumn, SourceValue};
use super::labels::FlatLabels;
use super::list::{FlatItems, FlatList};
use super::part::FlatPart;
use crate::ir::Program;
use crate::rows::nested::NestedAccess;
use bytescope_table::{Cell, ChildColumn, ColumnValues, NestedValues};

/// Source of the values of a nested column.
#[derive(Clone, Debug)]
pub(super) enum FlatNested {
    /// Numbers, texts, bytes or JSON.
    Column(FlatColumn),
    /// Bit fields of a list.
    Bits(Vec<ColumnSource>),
    List {
        /// Indices of the guards of the part.
        guards: Vec<usize>,
        /// Index of the list; `None` for the list at the end of the part.
        index: Option<usize>,
        item: Box<FlatNested>,
    },
    Struct {
        /// Guards of each object, of which at most one is present.
        objects: Vec<Vec<usize>>,
        fields: Vec<FlatNested>,
    },
}

impl FlatNested {
    /// Creates the source of the values at these paths; `None` if they are not at known offsets.
    pub(super) fn of(
        program: &Program,
        part: &FlatPart,
        paths: &[Vec<Step>],
        access: &NestedAccess,
    ) -> Option<Self> {
        match access {
            NestedAccess::Plain(number) => {
                // Values that cannot be computed have faults.
                let column = FlatColumn::at(program, part, paths, *number)?;
                column.rules().is_empty().then_some(Self::Column(column))
            }
            NestedAccess::Json => Some(Self::Column(FlatColumn::json(program, part, paths))),
            NestedAccess::List(access) => {
                let [path] = paths else { return None };
                let index = part.lists.iter().position(|list| list.path == *path);
                let list = Self::list(part, index).filter(|list| list.path == *path)?;
                let item = match list.layout() {
                    FlatItems::Bits(leaves) => Self::Bits(
                        leaves
                            .iter()
                            .map(|leaf| {
                                let leaf = leaf.leaf.clone();
                                let labels = leaf
                                    .enumeration
                                    .map(|id| FlatLabels::new(program, id, str::to_owned));
                                let value = SourceValue::Leaf(leaf, labels);
                                ColumnSource { guards: Vec::new(), value }
                            })
                            .collect(),
                    ),
                    FlatItems::Parts { item, .. } => {
                        Self::of(program, item, &[Vec::new()], access)?
                    }
                };
                Some(Self::List { guards: list.guards.clone(), index, item: Box::new(item) })
            }
            NestedAccess::Struct(all) => {
                let is_here = |path: &Vec<Step>| paths.contains(path);
                let objects = part.objects.iter().filter(|object| is_here(&object.path));
                let objects: Vec<_> = objects.map(|object| object.guards.clone()).collect();
                let field = |(slots, access): &(Vec<Step>, NestedAccess)| {
                    let join = |path: &Vec<Step>, slot| [path.as_slice(), &[slot]].concat();
                    let paths = paths.iter();
                    let paths = paths.flat_map(|path| slots.iter().map(|slot| join(path, *slot)));
                    Self::of(program, part, &paths.collect::<Vec<_>>(), access)
                };
                let fields = all.iter().map(field).collect::<Option<_>>()?;
                (!objects.is_empty()).then_some(Self::Struct { objects, fields })
            }
        }
    }

    fn list(part: &FlatPart, index: Option<usize>) -> Option<&FlatList> {
        match index {
            Some(index) => part.lists.get(index),
            None => part.list.as_deref(),
        }
    }

    /// Appends the values of parts to a column. Returns a flag per part, `true` if it has a value;
    /// `None` if all have a value.
    pub(super) fn fill<'p>(
        &self,
        program: &Program,
        part: &FlatPart,
        parts: &[&'p [u8]],
        to: &mut ColumnValues,
    ) -> Option<Vec<bool>> {
        let is_present =
            |guards: &[usize], bytes: &&[u8]| part.guarded(guards, bytes) == Some(true);
        match (self, to) {
            (Self::Column(column), to) => column.fill(program, part, parts.iter().copied(), to),
            (
                Self::List { guards, index, item },
                ColumnValues::Nested(NestedValues::List { ends, items }),
            ) => {
                let list = Self::list(part, *index)?;
                let (before, mut valid) = (items.len(), Vec::with_capacity(parts.len()));
                let mut inner: Vec<&'p [u8]> = Vec::new();
                for bytes in parts {
                    let present = is_present(guards, bytes);
                    valid.push(present);
                    match (&**item, present) {
                        (_, false) => {}
                        (Self::Bits(leaves), true) => {
                            for leaf in leaves {
                                items.push(&leaf.cell(bytes, None, &mut Vec::new()));
                            }
                            ends.push(items.len());
                            continue;
                        }
                        (_, true) => list.add_items(program, bytes, &mut inner),
                    }
                    let added = match &**item {
                        Self::Bits(_) => items.len(),
                        _ => before.saturating_add(inner.len()),
                    };
                    ends.push(added);
                }
                if let (FlatItems::Parts { item: part, .. }, false) =
                    (list.layout(), inner.is_empty())
                {
                    extend(items, inner.len(), |to| item.fill(program, part, &inner, to));
                }
                valid.contains(&false).then_some(valid)
            }
            (
                Self::Struct { objects, fields },
                ColumnValues::Nested(NestedValues::Struct(columns)),
            ) => {
                for (field, named) in fields.iter().zip(columns) {
                    let fill = |to: &mut ColumnValues| field.fill(program, part, parts, to);
                    extend(&mut named.column, parts.len(), fill);
                }
                let present =
                    |bytes: &&[u8]| objects.iter().any(|guards| is_present(guards, bytes));
                let valid: Vec<bool> = parts.iter().map(present).collect();
                valid.contains(&false).then_some(valid)
            }
            // The type of a nested column is determined by its fields, so no other pairs occur.
            (_, to) => Some(parts.iter().map(|_| to.push(&Cell::Null)).collect()),
        }
    }
}

/// Appends `count` values to a column. `fill` returns their validity, or `None` if none is null.
fn extend(
    to: &mut ChildColumn,
    count: usize,
    fill: impl FnOnce(&mut ColumnValues) -> Option<Vec<bool>>,
) {
    let before = to.len();
    match fill(&mut to.values) {
        None if to.valid.is_empty() => {}
        None => to.valid.resize(before.saturating_add(count), true),
        Some(valid) => {
            to.valid.resize(before, true);
            to.valid.extend(valid);
        }
    }
}
