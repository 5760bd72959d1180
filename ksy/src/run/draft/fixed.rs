//! Decisions made before a generated file is written.

use std::collections::HashMap;

/// Everything that determines a generated file, other than its schema. Keys are hashes of field
/// paths or of stream offsets.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    /// Counter that increases with the index of the sample, to cycle through the options of fields
    /// that select a variant.
    pub(crate) turn: u64,
    /// Target file size in bytes.
    pub(crate) target: u64,
    /// Preference for small output; raised after every second failed attempt.
    pub(crate) lean: u32,
    /// Fixed values, by key.
    pub(crate) values: HashMap<u64, FixedValue>,
    /// Salts of values that were chosen again, by key.
    pub(crate) salts: HashMap<u64, u64>,
    /// Sizes of objects whose length field cannot be changed, by key.
    pub(crate) object_sizes: HashMap<u64, u64>,
    /// Numbers of items of lists that are left out and end with `repeat-until`, by key.
    pub(crate) counts: HashMap<u64, u64>,
    /// Assumed final sizes of growing streams, by key.
    pub(crate) sizes: HashMap<u64, u64>,
}

/// A fixed value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FixedValue {
    Int(i128),
    Bytes(Vec<u8>),
}
