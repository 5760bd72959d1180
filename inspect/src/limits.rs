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
