//! Limits of a machine: nesting depth, values, cells, evaluation steps and computed bytes.

use super::{Halt, Machine, Res};
use bytescope_inspect::Limit;

/// Evaluation steps allowed per value, on average.
const STEPS_PER_VALUE: u64 = 32;
/// Cells allowed per value, on average: an object has a cell for every field of its type, including
/// absent fields.
const CELLS_PER_VALUE: u64 = 4;
/// Additional cells, so that a single large object fits even if few values are allowed.
const EXTRA_CELLS: u64 = 1 << 16;
/// Number of bytes scanned per step.
const BYTES_PER_STEP: u64 = 64;
/// Nesting depth of expressions allowed in addition to twice the limit for fields.
const EXTRA_NESTING: u32 = 500;
/// Number of times that checksums may cover each input byte before their bytes count as steps.
const FREE_COVERS: u64 = 16;
/// Values, steps and computed bytes of an item that are not counted once it is discarded, per byte
/// of the item.
const VALUES_PER_BYTE: u64 = 32;
const STEPS_PER_BYTE: u64 = 256;
const COMPUTED_PER_BYTE: u64 = 64;
/// Computed bytes allowed per input byte, in addition to the decompression limit.
const COMPUTED_PER_INPUT_BYTE: u64 = 4;

/// Resources used so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Used {
    /// Current nesting depth of fields and instances.
    depth: u32,
    /// Current nesting depth of expressions.
    expression_depth: u32,
    /// Number of values.
    values: u64,
    /// Number of evaluation steps.
    steps: u64,
    /// Size of all decompressed data in bytes.
    pub(super) inflated: u64,
    /// Size of all computed bytes and strings in bytes.
    computed: u64,
    /// Size of all bytes covered by checksums.
    covered: u64,
}

impl Used {
    /// Returns the number of values.
    pub(super) fn values(self) -> u64 {
        self.values
    }
}

impl Machine<'_> {
    /// Counts values.
    pub(super) fn count(&mut self, n: u64) -> Res<()> {
        self.used.values = self.used.values.saturating_add(n);
        if self.used.values > self.limits.nodes {
            let max = self.limits.nodes;
            return Err(Halt::limit(Limit::Nodes, max));
        }
        Ok(())
    }

    /// Restores the resources used `before` reading of an item of `bytes` bytes that was discarded.
    /// What an item uses in excess of a share for its size remains counted, so work is limited by
    /// the size of the data.
    pub(super) fn restore_used(&mut self, before: Used, bytes: u64) {
        let rest = |before: u64, now: u64, share: u64| {
            let own = now.saturating_sub(before);
            before.saturating_add(own.saturating_sub(share.saturating_mul(bytes)))
        };
        self.used.values = rest(before.values, self.used.values, VALUES_PER_BYTE);
        self.used.steps = rest(before.steps, self.used.steps, STEPS_PER_BYTE);
        self.used.computed = rest(before.computed, self.used.computed, COMPUTED_PER_BYTE);
    }

    /// Returns the work so far: values plus steps.
    pub(crate) fn work(&self) -> u64 {
        self.used.values.saturating_add(self.used.steps)
    }

    /// Checks the limit for the cells of an object before they are allocated.
    pub(super) fn check_cells(&mut self, slots: usize) -> Res<()> {
        let cells = (self.cells.len() as u64).saturating_add(slots as u64);
        let max = self.limits.nodes.saturating_mul(CELLS_PER_VALUE).saturating_add(EXTRA_CELLS);
        if cells > max {
            return Err(Halt::limit(Limit::Nodes, max));
        }
        Ok(())
    }

    /// Counts the steps of an operation that scans `bytes` bytes.
    pub(super) fn step(&mut self, bytes: usize) -> Res<()> {
        let steps = (bytes as u64 / BYTES_PER_STEP).saturating_add(1);
        self.used.steps = self.used.steps.saturating_add(steps);
        let max = self.limits.nodes.saturating_mul(STEPS_PER_VALUE);
        if self.used.steps > max {
            return Err(Halt::limit(Limit::Steps, max));
        }
        Ok(())
    }

    /// Counts bytes covered by a checksum. Nested checksums cover the same bytes several times.
    pub(super) fn count_covered(&mut self, bytes: u64) -> Res<()> {
        self.used.covered = self.used.covered.saturating_add(bytes);
        let free = (self.source.len() as u64).saturating_mul(FREE_COVERS);
        if self.used.covered <= free {
            return Ok(());
        }
        self.step(usize::try_from(bytes).unwrap_or(usize::MAX))
    }

    /// Counts computed bytes before they are allocated.
    pub(super) fn count_bytes(&mut self, bytes: usize) -> Res<()> {
        self.step(bytes)?;
        self.used.computed = self.used.computed.saturating_add(bytes as u64);
        let extra = (self.source.len() as u64).saturating_mul(COMPUTED_PER_INPUT_BYTE);
        let max = self.limits.decompressed.saturating_add(extra);
        if self.used.computed > max {
            return Err(Halt::limit(Limit::Computed, max));
        }
        Ok(())
    }

    /// Calls `work` at the next nesting level of fields and instances.
    pub(super) fn deeper<T>(&mut self, work: impl FnOnce(&mut Self) -> Res<T>) -> Res<T> {
        if self.used.depth >= self.limits.depth {
            let max = self.limits.depth;
            return Err(Halt::limit(Limit::Depth, max.into()));
        }
        self.used.depth = self.used.depth.saturating_add(1);
        let result = work(self);
        self.used.depth = self.used.depth.saturating_sub(1);
        result
    }

    /// Calls `work` at the next nesting level of expressions.
    pub(super) fn nested<T>(&mut self, work: impl FnOnce(&mut Self) -> Res<T>) -> Res<T> {
        self.step(0)?;
        let max = self.limits.depth.saturating_mul(2).saturating_add(EXTRA_NESTING);
        if self.used.expression_depth >= max {
            return Err(Halt::limit(Limit::Depth, max.into()));
        }
        self.used.expression_depth = self.used.expression_depth.saturating_add(1);
        let result = work(self);
        self.used.expression_depth = self.used.expression_depth.saturating_sub(1);
        result
    }
}
