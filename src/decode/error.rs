//! Errors of decoding.

use crate::layout::LayoutError;
use crate::table::ColumnError;
use bytescope_frames::SchemaError;
use bytescope_inspect::{Fault, OpenError};
use bytescope_ksy::{FramesError, RowsError};
use std::fmt;
use std::io;

/// Error when [opening](super::Decoder::open) an input for decoding.
#[derive(Debug)]
#[non_exhaustive]
pub enum DecodeError {
    /// The input cannot be opened or read.
    Open(OpenError),
    /// The format of the input is not recognized.
    UnknownFormat,
    /// The input has no fixed-size records, possibly because of a fault.
    NoRecords(Option<(String, Fault)>),
    /// No list of records at a path.
    NoList {
        /// Requested path.
        path: String,
        /// Paths of the lists of records.
        known: Vec<String>,
    },
    /// The input has several lists of records, and no list is selected.
    SeveralLists(Vec<String>),
    /// The list of a schema cannot be decoded.
    List(RowsError),
    /// A list is selected, but the format consists of frames.
    ListOfFrames,
    /// The records consist only of padding.
    NoColumns,
    /// Invalid record layout.
    Layout(LayoutError),
    /// Invalid selection of columns.
    Columns(ColumnError),
    /// A format is given more than once.
    DuplicateFormat(String),
    /// The schema does not describe frames.
    Frames(FramesError),
    /// The frames of a format vary in size and cannot be decoded into a table.
    VariableFrames(String),
    /// Frames of these formats cannot be searched for in the same stream.
    Finder(SchemaError),
    /// The input is a growing file, but lists and logs must be complete.
    Growing,
    /// The format has no frames.
    NotFramed(String),
    /// Rows cannot be split by message type because no column contains it.
    NoMessages,
    /// Unknown message type.
    UnknownMessage {
        /// Requested message type.
        message: String,
        /// A message type with a similar name.
        similar: Option<String>,
    },
    /// Several inputs have too many different tables.
    TooManyTables,
    /// A range is selected, but the input cannot be decoded in ranges.
    NotSplittable,
}

impl DecodeError {
    /// True if the error is in the input, not in the options.
    pub fn is_invalid_data(&self) -> bool {
        matches!(self, Self::UnknownFormat | Self::NoRecords(_))
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(error) => error.fmt(f),
            Self::UnknownFormat => f.write_str("unrecognized format"),
            Self::NoRecords(None) => f.write_str("no fixed-size records"),
            Self::NoRecords(Some((path, fault))) => {
                write!(f, "no records: {path} at {:#x}: {fault}", fault.offset)
            }
            Self::NoList { path, known } => {
                write!(
                    f,
                    "'{path}' is not a list of records; available lists: {}",
                    known.join(", ")
                )
            }
            Self::SeveralLists(known) => {
                write!(f, "several lists of records (choose one): {}", known.join(", "))
            }
            Self::List(error) => error.fmt(f),
            Self::ListOfFrames => f.write_str("frames are not items of a list"),
            Self::NoColumns => f.write_str("records must have at least one value"),
            Self::Layout(error) => error.fmt(f),
            Self::Columns(error) => error.fmt(f),
            Self::DuplicateFormat(name) => write!(f, "duplicate format '{name}'"),
            Self::Frames(error) => error.fmt(f),
            Self::VariableFrames(format) => {
                write!(f, "{format} frames vary in size and cannot be decoded into a table")
            }
            Self::Finder(error) => error.fmt(f),
            Self::Growing => f.write_str("lists and logs must be complete to be decoded"),
            Self::NotFramed(_) => f.write_str("this format has no frames"),
            Self::TooManyTables => f.write_str("limit reached: more than 65,535 different tables"),
            Self::UnknownMessage { message, similar: Some(similar) } => {
                write!(f, "unknown message type '{message}'; did you mean '{similar}'?")
            }
            Self::UnknownMessage { message, similar: None } => {
                write!(f, "unknown message type '{message}'")
            }
            Self::NotSplittable => f.write_str("this input cannot be decoded in ranges"),
            Self::NoMessages => f.write_str("no column contains the message type"),
        }
    }
}

// The messages include those of the inner errors, so `source` returns `None`.
impl std::error::Error for DecodeError {}

impl From<OpenError> for DecodeError {
    fn from(error: OpenError) -> Self {
        Self::Open(error)
    }
}

impl From<io::Error> for DecodeError {
    fn from(error: io::Error) -> Self {
        Self::Open(error.into())
    }
}

impl From<LayoutError> for DecodeError {
    fn from(error: LayoutError) -> Self {
        Self::Layout(error)
    }
}

impl From<ColumnError> for DecodeError {
    fn from(error: ColumnError) -> Self {
        Self::Columns(error)
    }
}
