//! Resource limits for hostile input.

use crate::Quantity;

/// Resource limits for one inspection. A limit that is reached is reported as a
/// [`Fault`](crate::Fault).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Maximum nesting depth.
    pub depth: u32,
    /// Maximum number of nodes in a tree; later fields are read and checked, but not shown.
    pub nodes: u64,
    /// Maximum number of consecutive zero-size items in a list.
    pub empty_items: u64,
    /// Maximum total size of decompressed fields in bytes.
    pub decompressed: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 200, nodes: 1_000_000, decompressed: 64 << 20, empty_items: 1000 }
    }
}

/// The limit that was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Limit {
    /// [`Limits::depth`].
    Depth,
    /// [`Limits::nodes`].
    Nodes,
    /// [`Limits::empty_items`].
    EmptyItems,
    /// [`Limits::decompressed`].
    Decompressed,
    /// Evaluation steps of a schema's expressions: a multiple of [`Limits::nodes`].
    Steps,
    /// Total size of values computed by a schema: [`Limits::decompressed`] plus a multiple of the input
    /// size.
    Computed,
    /// Total size of tables or byte fields, counting overlaps: a fixed multiple of the input size.
    Coverage,
    /// Fixed limit of a particular format.
    Format,
    /// [`FaultOptions::max_faults`](crate::FaultOptions::max_faults).
    Faults,
    /// YAML nodes that aliases in a schema expand to.
    Aliases,
}

impl Limit {
    /// Returns the message of a fault: `most` is the maximum that was exceeded.
    pub fn message(self, most: u64) -> String {
        let what = match self {
            Self::Depth => "nested level",
            Self::Nodes => "field",
            Self::EmptyItems => "consecutive zero-size item",
            Self::Decompressed => "decompressed byte",
            Self::Steps => "evaluation step",
            Self::Computed => "computed byte",
            Self::Coverage => "byte in overlapping fields",
            Self::Format => "item",
            Self::Faults => "fault",
            Self::Aliases => "expanded YAML node",
        };
        format!("limit reached: more than {}", Quantity::new(most, what))
    }

    /// Returns the identifier used in machine-readable output: `depth`, `nodes`, `idle`, …
    pub fn name(self) -> &'static str {
        match self {
            Self::Depth => "depth",
            Self::Nodes => "nodes",
            Self::EmptyItems => "idle",
            Self::Decompressed => "inflated",
            Self::Steps => "steps",
            Self::Computed => "computed",
            Self::Coverage => "coverage",
            Self::Format => "format",
            Self::Faults => "faults",
            Self::Aliases => "aliases",
        }
    }
}
