//! Tables: columns of values, and what they are written as.
//!
//! A [`Schema`] says which columns there are; a [`Batch`] holds the values of some rows, column by
//! column. Whatever has rows fills batches: records of a fixed layout through [`Gather`], which
//! makes no object for a record, and everything else row by row with [`Batch::push`]. Whatever
//! writes rows takes batches, and knows nothing of where they come from: [`Lines`] makes CSV and
//! NDJSON of them, [`arrow`] and [`parquet`] the files of those names.
//!
//! ```
//! use bytescope::layout::StructFormat;
//! use bytescope::table::{Gather, Lines, Style};
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
//! # Ok::<(), bytescope::layout::LayoutError>(())
//! ```

#![warn(clippy::arithmetic_side_effects)]

#[cfg(feature = "columnar")]
pub mod arrow;
mod batch;
mod cells;
mod gather;
mod number;
#[cfg(feature = "columnar")]
pub mod parquet;
mod schema;
mod text;

pub use batch::{Batch, Cell, Strings, Values};
pub use gather::Gather;
pub use schema::{Field, Kind, Schema};
pub use text::{Lines, Style};
