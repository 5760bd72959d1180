//! Resource limits for hostile input.

use crate::Quantity;

/// Resource limits for one inspection. A limit that is reached is reported as a
/// [`Fault`](crate::Fault).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Maximum nesting depth.
    pub depth: u32,
    /// Maximum number of nodes in a tree; later fields are read, but neither verified nor shown.
    pub nodes: u64,
    /// Number of values of a list above which further items are discarded once they are verified,
    /// and read again when needed, if the format allows it. Does not affect the result.
    pub held: u64,
    /// Maximum number of consecutive zero-size items in a list.
    pub empty_items: u64,
    /// Maximum total size of decompressed fields in bytes.
    pub decompressed: u64,
    /// Record the [`Storage`](crate::Storage) of each value. Required for changing values; uses
    /// additional memory.
    pub storage: bool,
    /// Decompress and verify content that is not shown, such as the pixels of a PNG image.
    pub content: bool,
}

impl Limits {
    /// The default limits, for constants.
    pub const DEFAULT: Self = Self {
        depth: 200,
        nodes: 1_000_000,
        held: 1 << 15,
        decompressed: 64 << 20,
        empty_items: 1000,
        storage: false,
        content: true,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// A resource limit.
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
    /// Number of evaluation steps of a schema's expressions: a multiple of [`Limits::nodes`].
    Steps,
    /// Total size of values computed by a schema: [`Limits::decompressed`] plus a multiple of the
    /// input size.
    Computed,
    /// Total size of tables or byte fields, counting overlaps: a fixed multiple of the input size.
    Coverage,
    /// Fixed limit of a particular format.
    Format,
    /// [`FaultOptions::max_faults`](crate::FaultOptions::max_faults).
    Faults,
    /// Number of bytes that were read of an input without a known size.
    Read,
    /// Number of YAML nodes to which the aliases in a schema expand.
    Aliases,
}

impl Limit {
    /// Returns the message of the fault for exceeding the maximum `max`.
    pub fn message(self, max: u64) -> String {
        let noun = match self {
            Self::Depth => "nested level",
            Self::Nodes => "field",
            Self::EmptyItems => "consecutive zero-size item",
            Self::Decompressed => "decompressed byte",
            Self::Steps => "evaluation step",
            Self::Computed => "computed byte",
            Self::Coverage => "byte in overlapping fields",
            Self::Format => "item",
            Self::Faults => "fault",
            Self::Read => "byte",
            Self::Aliases => "expanded YAML node",
        };
        format!("limit reached: more than {}", Quantity::new(max, noun))
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
            Self::Read => "read",
            Self::Aliases => "aliases",
        }
    }
}
