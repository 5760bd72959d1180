//! The column with the offset of each item.

use crate::decode::options::DecodeOptions;
use crate::decode::records::OFFSET;
use crate::names::UniqueNames;
use crate::table::{Batch, ColumnKind, Field, TableSchema};

/// Position of the column with the offset among the selected columns, and the names of all columns.
pub(super) struct OffsetColumn {
    /// Index of the column among the selected columns; `None` if it is not selected.
    position: Option<usize>,
    /// Names of the selected columns of items.
    own: Vec<String>,
    /// Names of these columns in the table.
    names: Vec<String>,
    /// Name of the column.
    name: String,
    /// Offset of the first byte to decode.
    start: u64,
}

impl OffsetColumn {
    /// Selects columns. Also returns all columns, selected or not.
    pub(super) fn new(items: &TableSchema, options: &DecodeOptions) -> (Self, TableSchema) {
        let mut all = items.clone();
        let mut names = UniqueNames::default();
        let name = names.assign(OFFSET);
        if options.offsets {
            all.fields.iter_mut().for_each(|field| field.name = names.assign(&field.name));
            let offset = Field { nullable: false, ..Field::new(&name, ColumnKind::U64) };
            all.fields.insert(0, offset);
        }
        let selected = all.select_known(&options.columns);
        let shift = usize::from(options.offsets);
        let is_own = |index: &&usize| **index >= shift;
        let own = |index: &usize| items.fields.get(index.saturating_sub(shift));
        let name_of = |index: &usize| all.fields.get(*index).map(|field| field.name.clone());
        let chosen = || selected.iter().filter(is_own);
        let column = Self {
            position: selected.iter().position(|index| *index < shift),
            own: chosen().filter_map(own).map(|field| field.name.clone()).collect(),
            names: chosen().filter_map(name_of).collect(),
            name,
            start: options.offset,
        };
        (column, all)
    }

    /// Returns the names of the columns of items that are decoded. If only the offset is selected, all
    /// are decoded and dropped.
    pub(super) fn own(&self) -> &[String] {
        &self.own
    }

    /// Returns the selected columns, given those of the items.
    pub(super) fn schema(&self, items: &TableSchema) -> TableSchema {
        let mut schema = items.clone();
        if self.names.is_empty() && self.position.is_some() {
            schema.fields.clear();
        }
        for (field, name) in schema.fields.iter_mut().zip(&self.names) {
            field.name.clone_from(name);
        }
        if let Some(position) = self.position {
            let offset = Field { nullable: false, ..Field::new(&self.name, ColumnKind::U64) };
            schema.fields.insert(position.min(schema.fields.len()), offset);
        }
        schema
    }

    /// True if the offset is selected.
    pub(super) fn is_selected(&self) -> bool {
        self.position.is_some()
    }

    /// Calls `encode` with the selected columns of a batch of items, whose offsets are moved out.
    pub(super) fn encode(
        &self,
        items: &mut Batch,
        offsets: &mut Vec<u64>,
        encode: impl FnOnce(&mut Batch),
    ) {
        let Some(position) = self.position else { return encode(items) };
        offsets.iter_mut().for_each(|offset| *offset = offset.saturating_add(self.start));
        let offsets = std::mem::take(offsets);
        if self.names.is_empty() {
            let mut batch = Batch::default();
            batch.insert_offsets(0, offsets);
            return encode(&mut batch);
        }
        items.insert_offsets(position, offsets);
        encode(items);
        items.remove_column(position);
    }
}
