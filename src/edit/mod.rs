//! Changes named fields of files, encodes rows of text as records and frames, and verifies round trips.

mod compare;
mod editor;
mod patch;
mod resize;
mod round_trip;
mod rows;
mod stored;
pub(crate) mod targets;

pub(crate) use stored::to_bytes;

pub use bytescope_inspect::{JsonError, parse_json};
pub use bytescope_ksy::FieldEdit;
pub use compare::{FieldChange, FieldChanges, FieldState};
pub use editor::DocumentEditor;
pub use patch::{Change, FilePatch, PatchError, PatchErrorKind, PatchOptions};
pub use round_trip::RoundTrip;
pub use rows::{EncodeRowsError, RowFormat, RowProblem, encode_frames, encode_items, encode_rows};
