//! Properties that hold for any input. Each function panics if its property is violated.
//!
//! The fuzz targets call these functions. Ordinary tests on a stable toolchain call them with the
//! samples, the corpus and the regressions.

// Violated properties are reported by panics.
#![allow(clippy::unwrap_used)]

pub mod agree;
mod cells;
mod escapes;
mod expressions;
mod frames;
mod generate;
mod json;
mod lists;
mod logs;
mod mutate;
mod names;
mod nested;
mod pictures;
pub mod plain;
pub mod samples;
mod schemas;
mod set;
mod tables;
mod text;
mod views;
mod write;

pub use cells::text_cells;
pub use escapes::escapes;
pub use expressions::expr;
pub use frames::frames_split;
pub use generate::generate;
pub use json::{json_encode, roundtrip};
pub use lists::lists;
pub use logs::logs;
pub use mutate::mutate;
pub use names::file_names;
pub use nested::nested;
pub use pictures::pictures;
pub use schemas::{format_named, format_names, ksy_data, ksy_load};
pub use set::set;
pub use tables::tables;
pub use text::{hexdump_reverse, struct_format};
pub use views::views;
pub use write::ksy_write;

use bytescope::formats::{self, Format};

/// A property with its name.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    /// Name of the function, the fuzz target and the folders of inputs.
    pub name: &'static str,
    /// Function that panics if the property is violated.
    pub check: fn(&[u8]),
}

macro_rules! properties {
    ($($name:ident),* $(,)?) => {
        /// All properties.
        pub const PROPERTIES: &[Property] =
            &[$(Property { name: stringify!($name), check: $name }),*];
    };
}

properties! {
    detect, escapes, expr, file_names, frames_split, generate, hexdump_reverse, inspect_agrees,
    json_encode, ksy_data, ksy_load, ksy_write, lists, logs, nested, pictures, roundtrip, set, struct_format, tables,
    text_cells, views,
}

/// Detection never panics, and the detector of the detected format accepts the data.
pub fn detect(data: &[u8]) {
    if let Some(format) = formats::detect(data) {
        assert!((format.detect)(data) && format.by_content, "{}", format.name);
        let _ = formats::by_name(format.name).unwrap();
    }
}

/// The two readers of a format agree, and its tree accounts for every byte. The first line of the
/// input names the format.
pub fn inspect_agrees(data: &[u8]) {
    if let Some((format, data)) = split_format_line(data) {
        agree::agree(format, data, format.name);
    }
}

/// Returns the format named in the first line of an input, and the bytes after that line.
fn split_format_line(data: &[u8]) -> Option<(&'static Format, &[u8])> {
    let (name, rest) = first_line(data)?;
    Some((formats::by_name(name)?, rest))
}

/// Maximum size of the first line of an input in bytes.
const MAX_LINE: usize = 128;

/// Returns the first line of an input, without the line feed, and the bytes after it.
fn first_line(data: &[u8]) -> Option<(&str, &[u8])> {
    let end = data.iter().take(MAX_LINE).position(|b| *b == b'\n')?;
    let (line, rest) = data.split_at_checked(end)?;
    Some((std::str::from_utf8(line).ok()?, rest.get(1..)?))
}
