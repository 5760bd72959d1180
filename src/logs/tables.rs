//! Tables of the message types of a log, and their limits.

use super::MessageTable;
use std::collections::HashMap;

/// Maximum number of tables.
const MAX_TABLES: usize = 2048;
/// Maximum number of fields of all tables.
const MAX_FIELDS: usize = 1 << 16;
/// Maximum product of the number of tables and the number of fields, which bounds the size of the
/// joined table.
const MAX_PRODUCT: usize = 1 << 23;

/// Tables of a log, one per name and list of fields.
#[derive(Default)]
pub(super) struct MessageTables {
    list: Vec<MessageTable>,
    /// Indices of the tables with each name.
    by_name: HashMap<String, Vec<u16>>,
    /// Number of fields of all tables.
    fields: usize,
}

impl MessageTables {
    /// Returns the index of a table with the same name and fields, adding the table if there is
    /// none; `None` if a limit is reached.
    pub(super) fn index(&mut self, table: MessageTable) -> Option<u16> {
        let named = self.by_name.get(&*table.name).map(Vec::as_slice).unwrap_or_default();
        let same = |index: &&u16| {
            self.list.get(usize::from(**index)).is_some_and(|known| known.fields == table.fields)
        };
        if let Some(known) = named.iter().find(same) {
            return Some(*known);
        }
        let count = self.list.len().saturating_add(1);
        let fields = self.fields.saturating_add(table.fields.len());
        if count > MAX_TABLES || fields > MAX_FIELDS || count.saturating_mul(fields) > MAX_PRODUCT {
            return None;
        }
        let index = u16::try_from(self.list.len()).ok()?;
        self.fields = fields;
        self.by_name.entry(table.name.to_string()).or_default().push(index);
        self.list.push(table);
        Some(index)
    }

    pub(super) fn get(&self, index: u16) -> Option<&MessageTable> {
        self.list.get(usize::from(index))
    }

    pub(super) fn get_mut(&mut self, index: u16) -> Option<&mut MessageTable> {
        self.list.get_mut(usize::from(index))
    }

    pub(super) fn as_slice(&self) -> &[MessageTable] {
        &self.list
    }
}

/// Values that change within a log, each with the offset from which on it holds.
pub(super) struct History<T>(Vec<(u64, T)>);

impl<T> Default for History<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Copy + PartialEq> History<T> {
    /// Adds a value that holds from an offset on, after those of all other values.
    pub(super) fn push(&mut self, from: u64, value: T) {
        if self.0.last().is_none_or(|(_, last)| *last != value) {
            self.0.push((from, value));
        }
    }

    /// Returns the value at an offset.
    pub(super) fn at(&self, offset: u64) -> Option<T> {
        let count = self.0.partition_point(|(from, _)| *from <= offset);
        self.0.get(count.checked_sub(1)?).map(|(_, value)| *value)
    }

    /// Returns the last value.
    pub(super) fn last(&self) -> Option<T> {
        self.0.last().map(|(_, value)| *value)
    }
}
