//! A kind of frame, and what every kind must do to become rows.

use super::rows::Adding;
use crate::table::{Batch, Schema};
use bytescope_frames::Run;
use bytescope_ksy::FlatFrames;
use std::sync::Arc;

/// Columns of every table, unless a field has the name.
pub(in crate::decode) const OFFSET: &str = "offset";
pub(in crate::decode) const PROTOCOL: &str = "protocol";
pub(in crate::decode) const MESSAGE: &str = "message";

/// Whether a table has some of the selected columns: with the columns above only, its rows would
/// give no more than their place.
pub(super) fn is_selected(names: &[String], is_own: impl Fn(&str) -> bool) -> bool {
    let is_field = |name: &String| ![OFFSET, PROTOCOL, MESSAGE].contains(&name.as_str());
    names.iter().any(|name| is_own(name)) || !names.iter().any(is_field)
}

/// A kind of frame.
pub(super) struct Protocol {
    pub(super) name: String,
    pub(super) rows: Box<dyn ProtocolRows>,
}

/// The kind of message in a frame.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Message {
    /// The protocol has only one, or the frame does not give it.
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

/// How the frames of a protocol become rows of its tables.
pub(super) trait ProtocolRows: Send + Sync {
    /// The selected columns of each table.
    fn tables(&self) -> Vec<&Schema>;

    /// The columns of each table, also those that are not selected.
    fn all_columns(&self) -> Vec<Schema>;

    /// The kinds of messages that have a table of their own, and which.
    fn messages(&self) -> Vec<(Arc<str>, usize)> {
        Vec::new()
    }

    /// The field that gives the kind of message.
    fn message_field(&self) -> Option<String> {
        None
    }

    /// The name of a kind of message.
    fn message_name(&self, message: &Message) -> Option<String> {
        match message {
            Message::None => None,
            Message::Number(number) => Some(number.to_string()),
            Message::Name(name) => Some(name.to_string()),
        }
    }

    /// Whether a frame becomes a row; definitions in a log do not.
    fn has_row(&self, frame: &[u8]) -> bool {
        let _ = frame;
        true
    }

    /// Adds valid frames: counts their messages and, unless rows are only counted, adds rows.
    fn add(&self, run: &Run, frames: &[u8], to: &mut Adding<'_>);

    /// Puts the rows that wait in `waiting` into the batches.
    fn finish(&self, waiting: &mut Waiting<'_>);
}

/// Rows of a protocol that are not in a batch yet, for each of its tables.
pub(super) struct Waiting<'w> {
    /// Records of a fixed layout.
    pub(super) records: &'w mut [Vec<u8>],
    /// Frames that a schema describes.
    pub(super) frames: &'w mut [FlatFrames],
    /// The batches.
    pub(super) batches: &'w mut [Batch],
}
