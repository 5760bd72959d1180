//! Inspects, checks, decodes, edits and encodes binary data, driven by declarative schemas.
//!
//! A schema is a binrw type with `#[derive(Inspect)]`, a Kaitai `.ksy` file loaded at run time, or
//! a Python `struct` format string. [`AnyFormat`] represents the first two; [`Decoder::records`]
//! accepts the [`layout`] of a format string.
//!
//! - [`Document`] is a parsed file: its field tree, faults and values.
//! - [`Decoder`] turns records, list items, frames in a noisy stream and log messages into tables.
//! - [`edit`] changes fields in place; [`AnyFormat::encode`] builds files from JSON.
//! - [`generate`] creates samples and damages them.
//!
//! ```
//! use bytescope::decode::{Decoder, Input};
//! use bytescope::edit::PatchOptions;
//! use bytescope::{AnyFormat, Document};
//!
//! // Open a file and select fields by path.
//! let doc = Document::open("samples/pydb/table.pydb")?;
//! assert!(doc.is_valid());
//! for (path, node) in doc.select(&"records[..2].value".parse()?) {
//!     println!("{path}: {}", node.value);
//! }
//!
//! // Decode its records into columns.
//! let decoder = Decoder::new([]).columns(["id", "value"]);
//! let run = decoder.open(Input::file("samples/pydb/table.pydb")?)?;
//! let mut batches = run.batches()?;
//! let rows: usize = batches.by_ref().map(|batch| batch.map_or(0, |batch| batch.rows())).sum();
//! assert!(rows > 0 && batches.finish()?.error.is_none());
//!
//! // Change a field; dependent checksums and lengths are updated.
//! let changed = doc.set(&["records[0].value=2.5".parse()?], PatchOptions::default())?;
//! let doc = Document::from_bytes(changed, AnyFormat::named("pydb")?);
//! assert_eq!(doc.find("2.5", 1)[0].0, "records[0].value");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The library never prints or exits; only the `bytescope` program does.

#![warn(clippy::indexing_slicing)]

#[doc(hidden)]
pub mod blocks;
pub mod decode;
mod document;
pub mod dump;
pub mod edit;
pub mod explore;
pub mod find;
mod format;
pub mod generate;
pub mod interpret;
pub mod logs;
mod names;
pub mod nested;
pub mod output;
pub mod view;

pub use bytescope_formats as formats;
pub use bytescope_frames as frames;
pub use bytescope_inspect as inspect;
pub use bytescope_ksy as ksy;
pub use bytescope_table as table;
pub use bytescope_table::layout;
pub use decode::{DecodeError, Decoder};
pub use document::{
    Document, DocumentError, DocumentJson, DocumentOptions, Excerpt, FoundNodes, LocatedField,
    ReadOptions, ReadProblem, Validity, ValueError, VerifiedOutput,
};
pub use format::{AnyFormat, FormatError, Formats};
