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

/// Which bound was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Limit {
    /// [`Limits::depth`].
    Depth,
    /// [`Limits::nodes`].
    Nodes,
    /// [`Limits::idle`].
    Idle,
    /// [`Limits::inflated`].
    Inflated,
    /// Steps of a schema's expressions: a multiple of [`Limits::nodes`].
    Steps,
    /// Bytes that a schema computes: [`Limits::inflated`] and a multiple of the input.
    Computed,
    /// Fields that cover the same bytes, a fixed multiple of the input.
    Coverage,
    /// A fixed bound of one format.
    Format,
    /// [`FaultOptions::most`](crate::FaultOptions::most).
    Faults,
    /// Nodes that the aliases of a schema stand for.
    Aliases,
}

impl Limit {
    /// One word for machines: `depth`, `nodes`, `idle`, …
    pub fn name(self) -> &'static str {
        match self {
            Self::Depth => "depth",
            Self::Nodes => "nodes",
            Self::Idle => "idle",
            Self::Inflated => "inflated",
            Self::Steps => "steps",
            Self::Computed => "computed",
            Self::Coverage => "coverage",
            Self::Format => "format",
            Self::Faults => "faults",
            Self::Aliases => "aliases",
        }
    }
}

/// How often the tables of a tree may cover its data. Those of good files lie beside each other.
const MOST_TABLES: u64 = 4;
/// How often fields of bytes may; some formats look at the same bytes in several ways.
const MOST_BYTES: u64 = 256;

/// What fields cover that are no nodes inside, all together. A small file could have a thousand
/// tables that all cover it whole, and whoever shows them would write gigabytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Covered {
    tables: u64,
    bytes: u64,
}

impl Covered {
    /// Counts a table over data of so many bytes; why its rows cannot be shown, if they cannot.
    pub fn table(&mut self, span: Span, len: u64) -> Option<Fault> {
        self.tables = self.tables.saturating_add(span.len());
        let message = "tables lie upon each other; the rows of this one are not shown";
        exceeds(self.tables, len, MOST_TABLES, span, message)
    }

    /// Counts a field of bytes; why it cannot be shown, if it cannot.
    pub fn bytes(&mut self, span: Span, len: u64) -> Option<Fault> {
        self.bytes = self.bytes.saturating_add(span.len());
        let message = "fields of bytes lie upon each other; this one is not shown";
        exceeds(self.bytes, len, MOST_BYTES, span, message)
    }
}

fn exceeds(covered: u64, len: u64, most: u64, span: Span, message: &str) -> Option<Fault> {
    (covered > len.saturating_mul(most)).then(|| {
        let message = format!("{message}, as the data is covered more than {most} times");
        Fault::soft(FaultKind::Limit(Limit::Coverage), span.start(), message)
    })
}
