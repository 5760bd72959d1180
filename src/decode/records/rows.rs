//! Columns of records, optionally with the offset of each record.

use crate::decode::error::DecodeError;
use crate::decode::options::DecodeOptions;
use crate::layout::{ByteOrder, Column, ColumnType, LayoutError, RecordLayout};
use crate::names::UniqueNames;
use crate::table::{Batch, Gather, TableSchema};

/// Column with the offset of a record. A field with this name is numbered: `offset_2`.
pub(in crate::decode) const OFFSET: &str = "offset";

/// Size in bytes of an offset before the bytes of its record.
const PREFIX_SIZE: usize = size_of::<u64>();

/// Converts records to rows.
pub(super) struct RecordRows {
    gather: Gather,
    /// All columns, selected or not.
    all: TableSchema,
    record_size: usize,
    /// True if each record is preceded by its offset.
    has_offset: bool,
}

/// Positions of the records in a block.
pub(super) struct RecordPositions<'r> {
    /// Offset of the block in the input.
    pub(super) start: u64,
    /// Indices in the block of the records that were removed, sorted.
    pub(super) removed: &'r [u64],
}

impl RecordRows {
    /// Selects the columns of records with a layout.
    pub(super) fn new(layout: &RecordLayout, options: &DecodeOptions) -> Result<Self, DecodeError> {
        let record_size = layout.record_size();
        let plain = Gather::new(layout);
        if plain.schema().fields.is_empty() {
            return Err(DecodeError::NoColumns);
        }
        if record_size == 0 {
            return Err(LayoutError::ZeroSize.into());
        }
        if !options.offsets {
            let all = plain.schema().clone();
            let gather = plain.select(&all.select_known(&options.columns));
            return Ok(Self { gather, all, record_size, has_offset: false });
        }
        let mut names = UniqueNames::default();
        let offset = names.assign(OFFSET);
        let mut columns = vec![Column::new(offset, 0, ColumnType::U64, ByteOrder::Little)];
        columns.extend(layout.columns().iter().map(|column| Column {
            name: names.assign(&column.name),
            offset: column.offset.saturating_add(PREFIX_SIZE),
            ..column.clone()
        }));
        let prefixed = RecordLayout::new(columns, record_size.saturating_add(PREFIX_SIZE))?;
        let prefixed = Gather::new(&prefixed);
        let all = prefixed.schema().clone();
        let selected = all.select_known(&options.columns);
        let has_offset = selected.contains(&0);
        let gather = match has_offset {
            true => prefixed.select(&selected),
            false => {
                let own: Vec<_> = selected.iter().map(|column| column.saturating_sub(1)).collect();
                plain.select(&own).renamed(selected.iter().filter_map(|at| all.fields.get(*at)))
            }
        };
        Ok(Self { gather, all, record_size, has_offset })
    }

    /// Returns the selected columns.
    pub(super) fn schema(&self) -> &TableSchema {
        self.gather.schema()
    }

    /// Returns all columns, selected or not.
    pub(super) fn all_columns(&self) -> &TableSchema {
        &self.all
    }

    /// Returns the size of a record in bytes.
    pub(super) fn record_size(&self) -> usize {
        self.record_size
    }

    /// Creates an empty batch for the selected columns.
    pub(super) fn batch(&self) -> Batch {
        self.gather.batch()
    }

    /// Replaces the rows of a batch with these records.
    pub(super) fn fill(
        &self,
        batch: &mut Batch,
        records: &[u8],
        positions: &RecordPositions<'_>,
        scratch: &mut Vec<u8>,
    ) {
        if !self.has_offset {
            return self.gather.fill(batch, records);
        }
        scratch.clear();
        let mut removed = positions.removed.iter().peekable();
        let numbers = (0_u64..).filter(|number| removed.next_if(|at| *at == number).is_none());
        for (number, record) in numbers.zip(records.chunks_exact(self.record_size.max(1))) {
            let offset = number.saturating_mul(self.record_size as u64);
            let offset = offset.saturating_add(positions.start);
            scratch.extend_from_slice(&offset.to_le_bytes());
            scratch.extend_from_slice(record);
        }
        self.gather.fill(batch, scratch);
    }
}
