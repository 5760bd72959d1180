//! Decisions made before a file is written.

use std::collections::HashMap;

/// Everything that determines a file, besides its schema.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    /// Index of the sample: values that select a variant cycle through their options by it.
    pub(crate) turn: u64,
    /// Approximate file size in bytes.
    pub(crate) target: u64,
    /// Preference for small output; raised after each failed attempt.
    pub(crate) lean: u32,
    /// Fixed values, by key.
    pub(crate) values: HashMap<u64, FixedValue>,
    /// Salts of values that are chosen again, by key.
    pub(crate) salts: HashMap<u64, u64>,
    /// Sizes of objects whose length field cannot be changed, by key.
    pub(crate) object_sizes: HashMap<u64, u64>,
    /// Sizes assumed for growing streams, by key.
    pub(crate) sizes: HashMap<u64, u64>,
}

/// A fixed value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FixedValue {
    Int(i128),
    Bytes(Vec<u8>),
}
