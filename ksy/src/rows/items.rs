//! Items of known extent, whose columns are filled one at a time without reading objects.

use super::columns::Access;
use super::{Coverage, Row};
use crate::flat::build::PartBuilder;
use crate::flat::column::FlatColumn;
use crate::flat::part::FlatPart;
use crate::flat::rule::Rule;
use crate::ir::{FieldDef, Program};
use crate::run::{ItemExtent, ItemRun, Machine};
use bytescope_table::{Batch, Field, TableSchema};
use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Columns of items of known extent.
#[derive(Debug)]
pub struct ItemColumns {
    program: Arc<Program>,
    part: Arc<FlatPart>,
    /// Source of each column; `None` if the machine must read the items.
    columns: Vec<Option<FlatColumn>>,
    /// Rules for computed values.
    rules: Vec<Rule>,
}

/// Maximum nesting depth of the objects and instances of an item.
const MAX_LEVELS: u32 = 64;

impl ItemColumns {
    /// Compiles the items of a list; `None` if they are not of known extent.
    pub(super) fn of(program: &Arc<Program>, field: &FieldDef, access: &[Access]) -> Option<Self> {
        let part = PartBuilder::items(program, field)?;
        let columns = access.iter().map(|access| FlatColumn::of(program, &part, access)).collect();
        let (program, part) = (program.clone(), part.into());
        Some(Self { program, part, columns, rules: Vec::new() }.with_rules())
    }

    /// Keeps only these columns, given by index.
    pub(super) fn select(&self, chosen: &[usize]) -> Option<Self> {
        let columns = chosen.iter().map(|at| self.columns.get(*at).cloned());
        let columns = columns.collect::<Option<_>>()?;
        let (program, part) = (self.program.clone(), self.part.clone());
        Some(Self { program, part, columns, rules: Vec::new() }.with_rules())
    }

    fn with_rules(mut self) -> Self {
        let rules = self.columns.iter().flatten().flat_map(FlatColumn::rules);
        self.rules = rules.cloned().collect();
        self
    }

    /// Returns the extent of an item; `None` if the machine must read the items.
    pub(super) fn extent(&self, schema: &TableSchema) -> Option<ItemExtent> {
        let size = self.part.size as u64;
        let values = self.part.values().saturating_add(self.columns.len() as u64);
        let extent = ItemExtent { size, values, depth: MAX_LEVELS };
        let mut columns = self.columns.iter().zip(&schema.fields);
        let fills = |(column, field): (&Option<FlatColumn>, &Field)| {
            column.as_ref().is_some_and(|column| column.fills(field.kind))
        };
        columns.all(fills).then_some(extent)
    }

    /// Returns the size of an item in bytes.
    pub fn item_size(&self) -> usize {
        self.part.size
    }

    /// True if all items satisfy all rules.
    pub fn are_valid(&self, items: &[u8]) -> bool {
        if self.part.rules.is_empty() && self.rules.is_empty() {
            return true;
        }
        items.chunks_exact(self.part.size.max(1)).all(|item| self.is_valid(item))
    }

    /// True if an item satisfies all rules. Other items must be [read](ItemRows::row).
    pub fn is_valid(&self, item: &[u8]) -> bool {
        self.part.is_valid(item) && self.rules.iter().all(|rule| rule.is_met(&self.part, item))
    }

    /// Appends valid items to a batch of the columns.
    pub fn fill(&self, items: &[u8], batch: &mut Batch) {
        let size = self.part.size.max(1);
        let rows = items.len().checked_div(size).unwrap_or(0);
        batch.reserve(rows);
        batch.extend(rows, |index, values| {
            let column = self.columns.get(index)?.as_ref()?;
            column.fill(&self.program, &self.part, items.chunks_exact(size), values)
        });
    }
}

/// Consecutive items of known extent, from the first item of the list on.
pub struct ItemRows<'r, 'm> {
    pub(super) machine: &'r mut Machine<'m>,
    pub(super) run: &'r mut ItemRun,
    /// Offset of the first item in the data.
    pub(super) offset: u64,
    pub(super) columns: Arc<ItemColumns>,
    pub(super) access: &'r [Access],
    pub(super) coverage: &'r mut Coverage,
}

impl fmt::Debug for ItemRows<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemRows")
            .field("offset", &self.offset)
            .field("columns", &self.columns)
            .finish_non_exhaustive()
    }
}

impl ItemRows<'_, '_> {
    /// Returns the number of items.
    pub fn count(&self) -> u64 {
        self.run.count
    }

    /// Returns the offset of the first item in the data.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Returns the columns of the items.
    pub fn columns(&self) -> &Arc<ItemColumns> {
        &self.columns
    }

    /// Sets the number of items whose rows are complete. Reading continues with the next item.
    pub fn pass(&mut self, items: u64) {
        self.run.passed = items.min(self.run.count);
    }

    /// Reads an item and passes its row to `take`. Returns `Break` if `take` does, or if the list
    /// ends with this item because of a fault. No further item may be read then.
    pub fn row(
        &mut self,
        index: u64,
        take: &mut dyn FnMut(Row<'_, '_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let Self { machine, run, access, coverage, .. } = self;
        machine.run_item(run, index, &mut |machine, item, offset, fault| {
            let flow = take(Row { index, offset, fault, machine, item, access, coverage });
            if coverage.limit.is_some() { ControlFlow::Break(()) } else { flow }
        })
    }
}
