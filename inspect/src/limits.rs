//! Bounds on what hostile input can make a reader do.

use crate::{Fault, FaultKind, Span};

/// Bounds for one inspection. A bound that is met is named in a [`Fault`](crate::Fault).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Levels of fields within fields.
    pub depth: u32,
    /// Nodes kept in one tree; what comes after is read and checked, but not shown.
    pub nodes: u64,
    /// Items of a list that follow each other without taking a byte.
    pub idle: u64,
    /// Bytes that compressed fields may expand to, all together.
    pub inflated: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 200, nodes: 1_000_000, inflated: 64 << 20, idle: 1000 }
    }
}

/// How often the tables of a tree may cover its data. Those of good files lie beside each other.
const MOST_COVERED: u64 = 4;

/// What tables cover, all together. Their rows are read when looked at, so they are no nodes; a small
/// file could have a thousand tables that all cover it whole.
#[derive(Clone, Copy, Debug, Default)]
pub struct Covered(u64);

impl Covered {
    /// Counts a table over data of so many bytes; why its rows cannot be shown, if they cannot.
    pub fn add(&mut self, span: Span, len: u64) -> Option<Fault> {
        self.0 = self.0.saturating_add(span.len());
        (self.0 > len.saturating_mul(MOST_COVERED)).then(|| {
            let message = format!(
                "tables lie upon each other and cover the data more than {MOST_COVERED} times; the \
                 rows of this one are not shown"
            );
            Fault::soft(FaultKind::Limit, span.start(), message)
        })
    }
}
