//! Protocols and the conversion of their frames to rows.

use super::rows::RowDestination;
use crate::decode::options::DecodeOptions;
use crate::table::{Batch, TableSchema};
use bytescope_frames::FrameRun;
use bytescope_ksy::FlatFrames;
use std::sync::Arc;

/// Column with the offset of the frame. A field with this name, or the name of another column
/// before the fields, is numbered: `offset_2`.
pub(in crate::decode) const OFFSET: &str = "offset";
/// Column with the name of the protocol.
pub(in crate::decode) const PROTOCOL: &str = "protocol";
/// Column with the message type.
pub(in crate::decode) const MESSAGE: &str = "message";

/// Column with the bytes of the frame, after the fields.
pub(in crate::decode) const FRAME: &str = "frame";

/// True if the rows of a table are decoded: if it has any of the selected columns, if no fields are
/// selected, or if all messages are. [`OFFSET`], [`PROTOCOL`], [`MESSAGE`] and [`FRAME`] are not
/// fields.
pub(super) fn is_selected(options: &DecodeOptions, is_own: impl Fn(&str) -> bool) -> bool {
    let names = &options.columns;
    let is_field = |name: &String| ![OFFSET, PROTOCOL, MESSAGE, FRAME].contains(&name.as_str());
    options.all_messages || names.iter().any(|name| is_own(name)) || !names.iter().any(is_field)
}

/// A protocol, such as UBX.
pub(super) struct Protocol {
    pub(super) name: String,
    pub(super) rows: Box<dyn ProtocolRows>,
}

/// Message type of a frame.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Message {
    /// The protocol has a single message type, or the frame has no message type.
    #[default]
    None,
    Number(u64),
    Name(Arc<str>),
}

impl std::convert::From<Option<Arc<str>>> for Message {
    fn from(name: Option<Arc<str>>) -> Self {
        name.map_or(Self::None, Self::Name)
    }
}

/// Converts the frames of a protocol to rows of its tables.
pub(super) trait ProtocolRows: Send + Sync {
    /// Returns the selected columns of each table.
    fn tables(&self) -> Vec<&TableSchema>;

    /// Returns all columns of each table, selected or not.
    fn all_columns(&self) -> Vec<TableSchema>;

    /// Stores lists in nested columns instead of JSON text.
    fn nest(&mut self) {}

    /// Returns the message types with a separate table, and the indices of these tables.
    fn messages(&self) -> Vec<(Arc<str>, usize)> {
        Vec::new()
    }

    /// Returns the name of the field that contains the message type.
    fn message_field(&self) -> Option<String> {
        None
    }

    /// Returns the name of a message type.
    fn message_name(&self, message: &Message) -> Option<String> {
        match message {
            Message::None => None,
            Message::Number(number) => Some(number.to_string()),
            Message::Name(name) => Some(name.to_string()),
        }
    }

    /// True if a frame is converted to a row; definitions in a log are not. The offset is that from
    /// the first byte to decode.
    fn has_row(&self, offset: u64, frame: &[u8]) -> bool {
        let _ = (offset, frame);
        true
    }

    /// Counts the messages of valid frames and adds their rows, unless rows are only counted.
    fn add(&self, run: &FrameRun, frames: &[u8], to: &mut RowDestination<'_>);

    /// Moves the pending rows into the batches.
    fn finish(&self, pending: &mut PendingRows<'_>);
}

/// Pending rows of a protocol, per table.
pub(super) struct PendingRows<'w> {
    /// Records of a fixed layout.
    pub(super) records: &'w mut [Vec<u8>],
    /// Frames of a schema.
    pub(super) frames: &'w mut [FlatFrames],
    /// Batches that receive the rows.
    pub(super) batches: &'w mut [Batch],
}
