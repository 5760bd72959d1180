//! Bounds on what hostile input can make a reader do.

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
