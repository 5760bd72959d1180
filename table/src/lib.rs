//! Tables: columns of values, and what they are written as.
//!
//! A [`Schema`] lists the columns; a [`Batch`] holds the values of some rows, column by
//! column. Sources of rows fill batches: records of a fixed [`layout`] through [`Gather`], which
//! makes no object for a record, and everything else row by row with [`Batch::push`]. A
//! [`TableFormat`] writes batches: [`Csv`], [`Ndjson`], and with the feature `columnar` those of
//! [`arrow`] and [`parquet`]. It does not know where rows come from.
//!
//! ```
//! use bytescope_table::layout::StructFormat;
//! use bytescope_table::{Gather, Lines, Style};
//!
//! let layout = StructFormat::parse("<Hf")?.layout()?.named(&["id", "celsius"])?;
//! let gather = Gather::new(&layout);
//! let mut batch = gather.batch();
//! gather.fill(&mut batch, &[7, 0, 0xcd, 0xcc, 0xcc, 0x3d]);
//!
//! let style = Style::csv(gather.schema());
//! let mut lines = Lines::default();
//! style.write(&batch, &mut lines);
//! assert_eq!(style.header(), b"id,celsius\n");
//! assert_eq!(lines.as_bytes(), b"7,0.1\n");
//! # Ok::<(), bytescope_table::layout::LayoutError>(())
//! ```

#![warn(clippy::arithmetic_side_effects, clippy::indexing_slicing)]

#[cfg(feature = "columnar")]
pub mod arrow;
mod batch;
mod block;
mod cell;
mod cells;
pub mod digits;
mod gather;
pub mod layout;
mod lines;
mod number;
#[cfg(feature = "columnar")]
pub mod parquet;
mod schema;
mod text;
mod writer;

pub use batch::{Batch, RowWriter, Strings, Values};
pub use block::{Joined, RowBlock};
pub use cell::Cell;
pub use gather::Gather;
pub use lines::{Csv, EncodedLines, Ndjson};
pub use schema::{ColumnError, Field, Kind, Schema};
pub use text::{Lines, Style};
pub use writer::{
    AnyEncoded, AnyFile, AnyTableFormat, BlockSize, TableFile, TableFormat, TableKind,
};

/// Compiles the example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
