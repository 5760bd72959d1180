//! Reasons why nothing can be decoded.

use crate::layout::LayoutError;
use crate::table::ColumnError;
use bytescope_frames::SchemaError;
use bytescope_inspect::{Fault, OpenError};
use bytescope_ksy::{FramesError, RowsError};
use std::fmt;
use std::io;

/// A reason why nothing can be decoded.
#[derive(Debug)]
#[non_exhaustive]
pub enum DecodeError {
    /// The input cannot be opened or read.
    Open(OpenError),
    /// The format of the input is not recognized.
    UnknownFormat,
    /// The input has no records of a fixed size, perhaps because of a fault.
    NoRecords(Option<(String, Fault)>),
    /// There is no list of records at a path.
    NoList {
        /// The path.
        path: String,
        /// The lists of records.
        known: Vec<String>,
    },
    /// The input has several lists of records, of which one must be chosen.
    SeveralLists(Vec<String>),
    /// The list of a schema cannot be decoded.
    List(RowsError),
    /// Frames are not items of a list.
    ListOfFrames,
    /// The records have padding only.
    NoColumns,
    /// The layout of the records is not possible.
    Layout(LayoutError),
    /// Columns cannot be selected.
    Columns(ColumnError),
    /// A format is there twice.
    RepeatedFormat(String),
    /// A schema does not describe frames.
    Frames(FramesError),
    /// The frames of a format vary in size, so that they make no table.
    VariableFrames(String),
    /// The formats cannot be told apart in a stream.
    Finder(SchemaError),
    /// Lists and logs are decoded when they are complete; the input is still growing.
    Growing,
    /// The format is not one of frames.
    NotFramed(String),
    /// Rows cannot be split by the kind of message, since no column gives it.
    NoMessages,
}

impl DecodeError {
    /// Whether the input is at fault, not the request.
    pub fn is_invalid_data(&self) -> bool {
        matches!(self, Self::UnknownFormat | Self::NoRecords(_))
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(error) => error.fmt(f),
            Self::UnknownFormat => f.write_str("unrecognized format"),
            Self::NoRecords(None) => f.write_str("no records of a fixed size"),
            Self::NoRecords(Some((path, fault))) => {
                write!(f, "no records: {path} at {:#x}: {fault}", fault.offset)
            }
            Self::NoList { path, known } => {
                write!(f, "no records at {path}; there are: {}", known.join(", "))
            }
            Self::SeveralLists(known) => {
                write!(f, "several lists of records: {}", known.join(", "))
            }
            Self::List(error) => error.fmt(f),
            Self::ListOfFrames => f.write_str("frames are not the items of a list"),
            Self::NoColumns => f.write_str("the records have no values: they are padding only"),
            Self::Layout(error) => error.fmt(f),
            Self::Columns(error) => error.fmt(f),
            Self::RepeatedFormat(name) => write!(f, "{name} is named twice"),
            Self::Frames(error) => error.fmt(f),
            Self::VariableFrames(format) => {
                write!(f, "frames of {format} vary in size: they make no table")
            }
            Self::Finder(error) => error.fmt(f),
            Self::Growing => f.write_str("lists and logs are decoded when they are complete"),
            Self::NotFramed(_) => f.write_str("its frames cannot be found in noise"),
            Self::NoMessages => f.write_str("no column gives the kind of message"),
        }
    }
}

// Messages of these errors are those of their sources, so that none is given.
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
