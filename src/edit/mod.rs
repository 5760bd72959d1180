//! Editing and creating files: changes of named fields, and records from rows of text.

mod patch;
mod rows;

pub use patch::{Change, PatchError, PatchErrorKind, PatchOptions};
pub use rows::{EncodeRowsError, RowFormat, RowProblem, encode_rows};
