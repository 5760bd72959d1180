//! What a machine may use: levels, values, steps, and bytes that no input holds.

use super::{Machine, Res, Stop};
use bytescope_inspect::Limit;

/// Steps of expressions that a value may take on average.
const STEPS: u64 = 32;
/// Places for values that a value may take on average: an object has one for each field of its type,
/// also for those that are not there.
const CELLS: u64 = 4;
/// The same beyond that: a single object may be large where few values are allowed.
const LARGEST: u64 = 1 << 16;
/// Bytes that a step can look through.
const SCAN: u64 = 64;
/// Expressions within expressions besides those that each level of fields may add.
const NESTED: u32 = 500;
/// Text that a byte of the input may become, on average, before it counts as expanded.
const TEXT: u64 = 4;

/// What was used so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Used {
    /// Levels of fields and instances within each other that are being read.
    depth: u32,
    /// Expressions within each other that are being computed.
    nested: u32,
    /// Values.
    values: u64,
    /// Steps of expressions.
    steps: u64,
    /// Bytes that zlib data became.
    pub(super) inflated: u64,
    /// Bytes and text that were computed.
    made: u64,
}

impl Machine<'_> {
    /// Counts values.
    pub(super) fn count(&mut self, n: u64) -> Res<()> {
        self.used.values = self.used.values.saturating_add(n);
        if self.used.values > self.limits.nodes {
            let most = self.limits.nodes;
            return Err(Stop::limit(Limit::Nodes, format!("more than {most} fields")));
        }
        Ok(())
    }

    /// What was done so far: values and steps.
    pub(crate) fn work(&self) -> u64 {
        self.used.values.saturating_add(self.used.steps)
    }

    /// Counts the places for the values of an object before they are made.
    pub(super) fn make_cells(&mut self, slots: usize) -> Res<()> {
        let cells = (self.cells.len() as u64).saturating_add(slots as u64);
        let most = self.limits.nodes.saturating_mul(CELLS).saturating_add(LARGEST);
        if cells > most {
            let message = format!("more than {most} fields that may be there or not");
            return Err(Stop::limit(Limit::Nodes, message));
        }
        Ok(())
    }

    /// Counts a step that looks through some bytes.
    pub(super) fn step(&mut self, bytes: usize) -> Res<()> {
        let steps = (bytes as u64 / SCAN).saturating_add(1);
        self.used.steps = self.used.steps.saturating_add(steps);
        let most = self.limits.nodes.saturating_mul(STEPS);
        if self.used.steps > most {
            let message = format!("more than {most} steps of expressions");
            return Err(Stop::limit(Limit::Steps, message));
        }
        Ok(())
    }

    /// Counts bytes before they are made.
    pub(super) fn make_room(&mut self, bytes: usize) -> Res<()> {
        self.step(bytes)?;
        self.used.made = self.used.made.saturating_add(bytes as u64);
        let own = (self.source.len() as u64).saturating_mul(TEXT);
        let most = self.limits.inflated.saturating_add(own);
        if self.used.made > most {
            let message = format!("more than {most} bytes are computed");
            return Err(Stop::limit(Limit::Computed, message));
        }
        Ok(())
    }

    /// Reads something that stands within what is being read.
    pub(super) fn deeper<T>(&mut self, work: impl FnOnce(&mut Self) -> Res<T>) -> Res<T> {
        if self.used.depth >= self.limits.depth {
            let most = self.limits.depth;
            let message = format!("nested deeper than {most} levels");
            return Err(Stop::limit(Limit::Depth, message));
        }
        self.used.depth = self.used.depth.saturating_add(1);
        let result = work(self);
        self.used.depth = self.used.depth.saturating_sub(1);
        result
    }

    /// Computes a part of an expression.
    pub(super) fn nested<T>(&mut self, work: impl FnOnce(&mut Self) -> Res<T>) -> Res<T> {
        self.step(0)?;
        let most = self.limits.depth.saturating_mul(2).saturating_add(NESTED);
        if self.used.nested >= most {
            let message = format!("expressions that need each other, over {most} levels");
            return Err(Stop::limit(Limit::Depth, message));
        }
        self.used.nested = self.used.nested.saturating_add(1);
        let result = work(self);
        self.used.nested = self.used.nested.saturating_sub(1);
        result
    }
}
