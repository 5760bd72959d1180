//! Formats of encoded content that schemas can require with the key `-content`.

pub(crate) mod gif_lzw;
pub(crate) mod posix_tz;

/// Names of the formats.
pub(crate) const NAMES: &[&str] = &["gif_lzw", "posix_tz"];
