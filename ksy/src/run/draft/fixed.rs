//! What is decided before a file is written.

use std::collections::HashMap;

/// Everything that a file follows from, besides its schema.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    /// The number of the sample: values that decide something take turns.
    pub(crate) turn: u64,
    /// Bytes that the file should have.
    pub(crate) target: u64,
    /// How little to write where there is a choice: more of it after each file that failed.
    pub(crate) lean: u32,
    /// Values of places, by key.
    pub(crate) values: HashMap<u64, Fixed>,
    /// Places that choose anew.
    pub(crate) salts: HashMap<u64, u64>,
    /// Bytes that an object has, which cannot be fitted to it.
    pub(crate) rooms: HashMap<u64, u64>,
    /// What to answer when the size of a growing stream is asked for.
    pub(crate) sizes: HashMap<u64, u64>,
}

/// A value that is decided.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Fixed {
    Int(i128),
    Bytes(Vec<u8>),
}
