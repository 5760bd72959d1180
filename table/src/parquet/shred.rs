//! Leaves of columns: values with repetition and definition levels.

use super::values::Physical;
use crate::batch::ColumnValues;
use crate::nested::{NestedType, NestedValues};
use crate::schema::{ColumnKind, Field};
use crate::time::{EpochUnit, timestamps};
use std::borrow::Cow;

/// Leaf of a column: a column of plain values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Leaf {
    pub(super) kind: ColumnKind,
    /// Number of optional or repeated fields from the root to the leaf.
    pub(super) max_def: u8,
    /// Number of repeated fields from the root to the leaf.
    pub(super) max_rep: u8,
}

/// Appends the leaves of a column.
pub(super) fn leaves(field: &Field, def: u8, rep: u8, to: &mut Vec<Leaf>) {
    let max_def = def.saturating_add(field.is_optional().into());
    match (field.kind, field.nested.as_deref()) {
        (ColumnKind::Nested, Some(NestedType::List(item))) => {
            leaves(item, max_def.saturating_add(1), rep.saturating_add(1), to);
        }
        (ColumnKind::Nested, Some(NestedType::Struct(fields))) => {
            fields.iter().for_each(|field| leaves(field, max_def, rep, to));
        }
        (kind, _) => {
            let kind = if field.timestamp().is_some() { ColumnKind::I64 } else { kind };
            to.push(Leaf { kind, max_def, max_rep: rep });
        }
    }
}

/// Index of an entry without a value.
pub(super) const NONE: u32 = u32::MAX;

/// A value of a field, or the place of a missing value, with its levels.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// Index of the value in its column, or [`NONE`].
    index: u32,
    def: u8,
    rep: u8,
}

/// Values of a leaf with their levels. Levels are empty if all are 0.
pub(super) struct LeafValues<'v> {
    pub(super) def: Cow<'v, [u8]>,
    pub(super) rep: Vec<u8>,
    /// Number of values, including nulls and empty lists.
    pub(super) entries: usize,
    pub(super) values: Physical<'v>,
}

/// Passes the values of each leaf of a column to `take`. `rows` contains the index of the value of
/// each row, or [`NONE`].
pub(super) fn shred<'v, E>(
    field: &Field,
    values: &'v ColumnValues,
    valid: Option<&[bool]>,
    rows: &[u32],
    take: &mut dyn FnMut(LeafValues<'v>) -> Result<(), E>,
) -> Result<(), E> {
    let entries: Vec<Entry> =
        rows.iter().map(|index| Entry { index: *index, def: 0, rep: 0 }).collect();
    Shredder { take }.field(field, values, valid, entries, 0, 0)
}

struct Shredder<'t, 'v, E> {
    take: &'t mut dyn FnMut(LeafValues<'v>) -> Result<(), E>,
}

impl<'v, E> Shredder<'_, 'v, E> {
    fn field(
        &mut self,
        field: &Field,
        values: &'v ColumnValues,
        valid: Option<&[bool]>,
        mut entries: Vec<Entry>,
        def: u8,
        rep: u8,
    ) -> Result<(), E> {
        let is_optional = field.is_optional();
        let max_def = def.saturating_add(is_optional.into());
        let times = field.timestamp().map(|unit| {
            // Parquet has no timestamps in seconds.
            timestamps(values, if unit == EpochUnit::Seconds { 1000 } else { 1 })
        });
        let is_time = |at: usize| times.as_ref().is_none_or(|t| matches!(t.get(at), Some(Some(_))));
        if is_optional {
            for entry in entries.iter_mut().filter(|entry| entry.index != NONE) {
                let at = entry.index as usize;
                let is_valid = valid.and_then(|valid| valid.get(at)) != Some(&false);
                match is_valid && is_time(at) {
                    true => entry.def = max_def,
                    false => entry.index = NONE,
                }
            }
        }
        match (values, field.nested.as_deref()) {
            (
                ColumnValues::Nested(NestedValues::List { ends, items }),
                Some(NestedType::List(item)),
            ) => {
                let entries = expand(&entries, ends, max_def, rep.saturating_add(1));
                let (def, rep) = (max_def.saturating_add(1), rep.saturating_add(1));
                self.field(item, &items.values, items.valid(), entries, def, rep)
            }
            (
                ColumnValues::Nested(NestedValues::Struct(columns)),
                Some(NestedType::Struct(fields)),
            ) => fields.iter().zip(columns).try_for_each(|(field, named)| {
                let (values, valid) = (&named.column.values, named.column.valid());
                self.field(field, values, valid, entries.clone(), max_def, rep)
            }),
            (values, _) => {
                let indices = entries.iter().map(|entry| entry.index).filter(|at| *at != NONE);
                let mut indices = indices.map(|at| at as usize);
                let physical = match &times {
                    None => Physical::of(values, &mut indices),
                    Some(times) => {
                        let time = |at: usize| times.get(at).copied().flatten().unwrap_or(0);
                        let values = indices.map(|at| time(at).cast_unsigned()).collect();
                        Physical::Number { is_long: true, values }
                    }
                };
                let levels = |max: u8, level: fn(&Entry) -> u8| match max {
                    0 => Vec::new(),
                    _ => entries.iter().map(level).collect(),
                };
                (self.take)(LeafValues {
                    def: levels(max_def, |entry| entry.def).into(),
                    rep: levels(rep, |entry| entry.rep),
                    entries: entries.len(),
                    values: physical,
                })
            }
        }
    }
}

/// Replaces each list by its items. An empty list has one entry without a value.
fn expand(lists: &[Entry], ends: &[usize], def: u8, rep: u8) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(lists.len());
    for list in lists {
        if list.index == NONE {
            entries.push(*list);
            continue;
        }
        let at = list.index as usize;
        let start = at.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
        let end = ends.get(at).copied().unwrap_or(start);
        if start >= end {
            entries.push(Entry { index: NONE, def, rep: list.rep });
        }
        for index in start..end {
            let rep = if index == start { list.rep } else { rep };
            entries.push(Entry { index: index as u32, def: def.saturating_add(1), rep });
        }
    }
    entries
}
