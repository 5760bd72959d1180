//! Leaves of columns: values with repetition and definition levels.

use super::levels::Levels;
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

/// Values of a field, or the place of a missing value, with their levels.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// Index of the value in its column; `None` for missing values.
    index: Option<u32>,
    def: u8,
    rep: u8,
    /// Number of equal missing values; 1 for a value.
    count: u32,
}

/// Rows of a table among the rows of a block.
#[derive(Debug)]
pub(super) struct RowPositions {
    /// Index in the block of each row of the table, in ascending order.
    pub(super) positions: Vec<u32>,
    /// Number of rows of the block.
    pub(super) rows: usize,
}

impl RowPositions {
    /// Returns the definition levels of a column whose value in row `n` of the table is missing if
    /// `is_valid(n)` is false.
    pub(super) fn levels(&self, is_valid: impl Fn(usize) -> bool) -> Levels {
        let (mut levels, mut next) = (Levels::default(), 0);
        for (row, position) in self.positions.iter().enumerate() {
            let position = *position as usize;
            levels.push(0, position.saturating_sub(next));
            levels.push(is_valid(row).into(), 1);
            next = position.saturating_add(1);
        }
        levels.push(0, self.rows.saturating_sub(next));
        levels
    }

    fn entries(&self) -> Vec<Entry> {
        let (mut entries, mut next) = (Vec::with_capacity(self.positions.len()), 0);
        let missing = |count| Entry { index: None, def: 0, rep: 0, count };
        for (index, position) in (0..).zip(&self.positions) {
            if *position > next {
                entries.push(missing(position.saturating_sub(next)));
            }
            entries.push(Entry { index: Some(index), ..missing(1) });
            next = position.saturating_add(1);
        }
        if self.rows > next as usize {
            entries.push(missing((self.rows as u32).saturating_sub(next)));
        }
        entries
    }
}

/// Values of a leaf with their levels. Levels are empty if all are 0.
pub(super) struct LeafValues<'v> {
    pub(super) def: Cow<'v, Levels>,
    pub(super) rep: Levels,
    /// Number of values, including nulls and empty lists.
    pub(super) entries: usize,
    pub(super) values: Physical<'v>,
}

/// Passes the values of each leaf of a column to `take`.
pub(super) fn shred<'v, E>(
    field: &Field,
    values: &'v ColumnValues,
    valid: Option<&[bool]>,
    rows: &RowPositions,
    take: &mut dyn FnMut(LeafValues<'v>) -> Result<(), E>,
) -> Result<(), E> {
    Shredder { take }.field(field, values, valid, rows.entries(), 0, 0)
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
            for entry in &mut entries {
                let Some(at) = entry.index.map(|at| at as usize) else { continue };
                let is_valid = valid.and_then(|valid| valid.get(at)) != Some(&false);
                match is_valid && is_time(at) {
                    true => entry.def = max_def,
                    false => entry.index = None,
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
                let indices = entries.iter().filter_map(|entry| entry.index);
                let mut indices = indices.map(|at| at as usize);
                let physical = match &times {
                    None => Physical::of(values, &mut indices),
                    Some(times) => {
                        let time = |at: usize| times.get(at).copied().flatten().unwrap_or(0);
                        let values = indices.map(|at| time(at).cast_unsigned()).collect();
                        Physical::Number { is_long: true, values }
                    }
                };
                let (mut def_levels, mut rep_levels) = (Levels::default(), Levels::default());
                for Entry { def, rep, count, .. } in &entries {
                    def_levels.push(*def, *count as usize);
                    rep_levels.push(*rep, *count as usize);
                }
                let counts = entries.iter().map(|entry| entry.count as usize);
                (self.take)(LeafValues {
                    def: Cow::Owned(def_levels),
                    rep: rep_levels,
                    entries: counts.fold(0, usize::saturating_add),
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
        let Some(at) = list.index.map(|at| at as usize) else {
            entries.push(*list);
            continue;
        };
        let start = at.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
        let end = ends.get(at).copied().unwrap_or(start);
        if start >= end {
            entries.push(Entry { index: None, def, ..*list });
        }
        for index in start..end {
            let rep = if index == start { list.rep } else { rep };
            let index = Some(index as u32);
            entries.push(Entry { index, def: def.saturating_add(1), rep, count: 1 });
        }
    }
    entries
}
