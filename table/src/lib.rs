//! Tables of typed columns, written as CSV, NDJSON, Parquet or Arrow.
//!
//! A [`TableSchema`] lists the columns; a [`Batch`] stores rows by column. [`Gather`] fills batches
//! from records of a fixed [`layout`], without an object per record; [`Batch::push`] adds single
//! rows. A [`TableFormat`] writes batches: [`Csv`], [`Ndjson`] and, with the feature `columnar`, the
//! formats in [`arrow`] and [`parquet`]. The formats are independent of the source of the rows.
//!
//! ```
//! use bytescope_table::layout::StructFormat;
//! use bytescope_table::{Gather, Lines, LineStyle};
//!
//! let layout = StructFormat::parse("<Hf")?.layout()?.named(&["id", "celsius"])?;
//! let gather = Gather::new(&layout);
//! let mut batch = gather.batch();
//! gather.fill(&mut batch, &[7, 0, 0xcd, 0xcc, 0xcc, 0x3d]);
//!
//! let style = LineStyle::csv(gather.schema());
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
mod compression;
pub mod digits;
mod formula;
mod gather;
pub mod layout;
mod lines;
mod nested;
mod number;
#[cfg(feature = "columnar")]
pub mod parquet;
mod schema;
mod text;
mod time;
mod writer;

pub use batch::{Batch, ColumnValues, RowWriter, Strings};
pub use block::{Joined, RowBlock};
pub use cell::Cell;
pub use compression::{CompressionNameError, TableCompression};
pub use gather::Gather;
pub use lines::{Csv, EncodedLines, Ndjson};
pub use nested::{ChildColumn, NamedColumn, NestedCell, NestedType, NestedValues};
pub use schema::{ColumnError, ColumnKind, Field, TableSchema};
pub use text::{LineStyle, Lines};
pub use time::EpochUnit;
pub use writer::{
    AnyEncoded, AnyFile, AnyTableFormat, BlockSize, TableFile, TableFormat, TableKind,
};

/// Compiles the README example.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
