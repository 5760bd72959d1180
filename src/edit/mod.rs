//! Changes named fields of files, and encodes rows of text as records.

mod json;
mod patch;
mod rows;
mod stored;
pub(crate) mod targets;

pub(crate) use stored::to_bytes;

pub use json::{JsonError, parse_json};
pub use patch::{Change, PatchError, PatchErrorKind, PatchOptions};
pub use rows::{EncodeRowsError, RowFormat, RowProblem, encode_rows};
