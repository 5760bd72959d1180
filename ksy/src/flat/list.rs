//! Lists of fixed-size items.

use super::Step;
use super::build::{Features, PartBuilder};
use super::json::{JsonLeaf, JsonProgram};
use super::leaf::FlatLeaf;
use super::number::View;
use super::part::FlatPart;
use crate::ir::{ElementKind, Ex, FieldDef, Program, Repeat};
use crate::model::TypeId;
use std::sync::Arc;

/// Maximum number of bit fields in a list.
const MAX_BIT_FIELDS: usize = 1024;

/// A list in a part.
#[derive(Debug)]
pub(crate) struct FlatList {
    pub(crate) path: Vec<Step>,
    /// Indices of the guards that must hold.
    pub(crate) guards: Vec<usize>,
    /// Offset of the first item.
    at: usize,
    count: ListCount,
    items: FlatItems,
}

/// Number of items of a list.
#[derive(Debug)]
enum ListCount {
    Fixed(usize),
    /// The list extends to the end of the part.
    ToEnd,
    /// An expression on values before the list.
    Of {
        count: Ex,
        /// Type that contains the list.
        owner: TypeId,
        /// Values of the part, by slot of the owner.
        slots: Vec<Option<FlatLeaf>>,
    },
}

/// Items of a list.
#[derive(Debug)]
pub(super) enum FlatItems {
    /// Bit fields at offsets in the part that contains the list.
    Bits(Vec<JsonLeaf>),
    /// Items of the same layout, one after another.
    Parts { item: Arc<FlatPart>, json: JsonProgram },
}

impl FlatList {
    /// Creates a list of a constant number of items, and advances past it; `None` if the items are
    /// not of a fixed size.
    pub(super) fn fixed(
        builder: &mut PartBuilder<'_>,
        field: &FieldDef,
        count: usize,
        path: Vec<Step>,
    ) -> Option<Self> {
        let guards = builder.guards.clone();
        if let ElementKind::Bits { .. } = field.kind {
            let mut leaves = Vec::new();
            for _ in 0..Some(count).filter(|count| *count <= MAX_BIT_FIELDS)? {
                let leaf = builder.cursor.leaf(&field.kind)?;
                builder.rules(field, &field.kind, &leaf, None, false)?;
                leaves.push(JsonLeaf::new(builder.program, &leaf, None));
            }
            let (count, items) = (ListCount::Fixed(count), FlatItems::Bits(leaves));
            return Some(Self { path, guards, at: 0, count, items });
        }
        let items = items(builder, field)?;
        if count > 0 {
            builder.cursor.align();
        }
        let at = builder.cursor.bytes();
        if let (FlatItems::Parts { item, .. }, true) = (&items, count > 0) {
            builder.cursor = builder.cursor.after(count.checked_mul(item.size)?)?;
        }
        Some(Self { path, guards, at, count: ListCount::Fixed(count), items })
    }

    /// Creates a list of a variable number of items at the end of a part; `None` if its items are
    /// not of a fixed size or have rules.
    pub(super) fn at_end(
        builder: &mut PartBuilder<'_>,
        field: &FieldDef,
        path: Vec<Step>,
    ) -> Option<Self> {
        let (owner, _) = *path.last()?;
        let before = path.len().checked_sub(1)?;
        let count = match &field.repeat {
            Repeat::Times(count) => {
                let own = |slot: usize| {
                    let path = [path.get(..before)?, &[(owner, slot)]].concat();
                    builder.part.mandatory(&path).cloned()
                };
                let slots = builder.program.classes.get(owner.index())?.slots();
                let slots = (0..slots).map(own).collect();
                ListCount::Of { count: count.clone(), owner, slots }
            }
            Repeat::ToEnd => ListCount::ToEnd,
            Repeat::Once | Repeat::Until(_) => return None,
        };
        if matches!(field.kind, ElementKind::Bits { .. }) {
            return None;
        }
        let items = items(builder, field)?;
        builder.cursor.align();
        let list = Self { path, guards: Vec::new(), at: builder.cursor.bytes(), count, items };
        (!list.has_rules()).then_some(list)
    }

    /// Returns the items.
    pub(super) fn layout(&self) -> &FlatItems {
        &self.items
    }

    /// Returns the offset of the first item and the number of items, if it is constant.
    pub(super) fn fixed_items(&self) -> Option<(usize, usize)> {
        match self.count {
            ListCount::Fixed(count) => Some((self.at, count)),
            ListCount::ToEnd | ListCount::Of { .. } => None,
        }
    }

    /// Adds the bytes of each item in a part.
    pub(super) fn add_items<'p>(&self, program: &Program, part: &'p [u8], to: &mut Vec<&'p [u8]>) {
        if let FlatItems::Parts { item, .. } = &self.items {
            let items = self.items(program, part).unwrap_or_default();
            to.extend(items.chunks_exact(item.size.max(1)));
        }
    }

    /// True if not all items are valid.
    pub(super) fn has_rules(&self) -> bool {
        match &self.items {
            // Rules of bit fields belong to the part that contains the list.
            FlatItems::Bits(_) => false,
            FlatItems::Parts { item, .. } => !item.rules.is_empty(),
        }
    }

    /// True if all items of a list with a constant number of items are valid.
    pub(super) fn are_valid(&self, part: &[u8]) -> bool {
        match (&self.count, &self.items) {
            (ListCount::Fixed(count), FlatItems::Parts { item, .. }) => {
                part.get(self.at..).is_some_and(|rest| {
                    let items = rest.chunks_exact(item.size.max(1)).take(*count);
                    items.len() == *count && items.into_iter().all(|bytes| item.is_valid(bytes))
                })
            }
            _ => false,
        }
    }

    /// Returns the bytes of the items of a valid part; `None` if the items do not fit in the part.
    pub(crate) fn items<'p>(&self, program: &Program, part: &'p [u8]) -> Option<&'p [u8]> {
        let FlatItems::Parts { item, .. } = &self.items else { return Some(part) };
        let rest = part.get(self.at..)?;
        let size = match &self.count {
            ListCount::ToEnd => rest.len().is_multiple_of(item.size).then_some(rest.len())?,
            ListCount::Fixed(count) => count.checked_mul(item.size)?,
            ListCount::Of { count, owner, slots } => {
                let class = program.classes.get(owner.index())?;
                let view = View { class, leaves: slots, frame: part };
                usize::try_from(view.int(count)?.max(0)).ok()?.checked_mul(item.size)?
            }
        };
        rest.get(..size)
    }

    /// Appends the items as JSON.
    pub(crate) fn write(&self, items: &[u8], to: &mut Vec<u8>) {
        to.push(b'[');
        match &self.items {
            FlatItems::Bits(leaves) => {
                for (number, leaf) in leaves.iter().enumerate() {
                    if number > 0 {
                        to.push(b',');
                    }
                    leaf.write(items, to);
                }
            }
            FlatItems::Parts { item, json } => {
                for (number, bytes) in items.chunks_exact(item.size.max(1)).enumerate() {
                    if number > 0 {
                        to.push(b',');
                    }
                    json.write(item, bytes, to);
                }
            }
        }
        to.push(b']');
    }

    /// Appends the items of a list with a constant number of items as JSON.
    pub(super) fn write_fixed(&self, part: &[u8], to: &mut Vec<u8>) {
        let items = match (&self.count, &self.items) {
            (ListCount::Fixed(count), FlatItems::Parts { item, .. }) => {
                let end = self.at.saturating_add(count.saturating_mul(item.size));
                part.get(self.at..end).unwrap_or_default()
            }
            _ => part,
        };
        self.write(items, to);
    }

    /// Returns the number of values of a list with a constant number of items.
    pub(super) fn values(&self) -> u64 {
        match (&self.count, &self.items) {
            (ListCount::Fixed(count), FlatItems::Parts { item, .. }) => {
                item.values().saturating_add(1).saturating_mul(*count as u64)
            }
            (_, FlatItems::Bits(leaves)) => leaves.len() as u64,
            _ => 0,
        }
    }
}

/// Compiles the items of a list.
fn items(builder: &mut PartBuilder<'_>, field: &FieldDef) -> Option<FlatItems> {
    let mut inner = PartBuilder::new(builder.program, Vec::new(), Features::Item);
    inner.depth = builder.depth.checked_add(builder.path_len())?.checked_add(1)?;
    inner.fields_left = builder.fields_left;
    inner.element(field, &field.kind, None, false)?;
    builder.fields_left = inner.fields_left;
    let (size, mut item) = (inner.cursor.bytes(), inner.part);
    if size == 0 || field.checksum.is_some() || field.content.is_some() {
        return None;
    }
    item.size = size;
    let json = JsonProgram::new(builder.program, &item, &[]);
    Some(FlatItems::Parts { item: item.into(), json })
}
