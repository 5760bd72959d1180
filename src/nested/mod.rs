//! Nested content: files, packets and messages that are stored in fields of a file.
//!
//! [`Document::nested`](crate::Document::nested) opens the content of one field. [`Document::walk_nested`](crate::Document::walk_nested) opens everything
//! that is inside, with bounded depth and size. [`NestedPath`] selects fields in it:
//! `entries[0].data/chunks[0].type`.
//!
//! ```
//! use bytescope::nested::NestedPath;
//! use bytescope::{Document, Formats};
//! use std::ops::ControlFlow;
//!
//! let doc = Document::open("samples/gzip/nested.tar.gz")?;
//! let formats = Formats::default();
//! let path: NestedPath = "members[0].data/entries[0].data/chunks[0].type".parse()?;
//! doc.visit_path(&path, &formats, &mut |png, fields| {
//!     let location = png.location().map(|at| at.to_string());
//!     assert_eq!(location.as_deref(), Some("members[0].data → deflate → entries[0].data"));
//!     assert_eq!(png.bytes_of(&fields[0].1), b"IHDR");
//!     ControlFlow::Continue(())
//! })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod detect;
mod json;
mod location;
mod open;
mod path;
mod walk;

pub use json::NestedJson;
pub use location::{NestedLocation, address};
pub use open::FieldContent;
pub use path::{NestedPath, PathError};
pub use walk::{NestedBudget, NestedFault, NestedFaults, NestedOptions};
