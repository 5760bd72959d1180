//! Frames that are Rust types: records of a fixed layout.

use super::protocol::{OFFSET, PROTOCOL};
use crate::cli::Decode;
use crate::cmd::{Status, complain};
use crate::layout::{ByteOrder, Column, ColumnType, Layout};
use crate::table::{Gather, Schema};
use bytescope_formats::Format;
use bytescope_frames::{Declared, FrameSchema, Run};
use bytescope_inspect::{FrameType, LabelSet};
use std::ops::Range;

/// How frames of a format become columns.
pub(super) struct Typed {
    name: &'static str,
    /// Takes columns out of records: what was added before a frame, then the frame.
    pub(super) gather: Gather,
    /// All columns, also those that are not asked for.
    pub(super) names: Vec<String>,
    /// Whether the offset of a frame stands before it, and the name of the protocol.
    offset: bool,
    named: bool,
    message: Option<Message>,
}

/// The columns of these names that there are; all of them when none is named.
pub(super) fn select(gather: Gather, names: &[String]) -> Gather {
    if names.is_empty() {
        return gather;
    }
    let is_known = |name: &&String| gather.schema().fields.iter().any(|f| f.name == **name);
    let known: Vec<String> = names.iter().filter(is_known).cloned().collect();
    // Only names that there are.
    gather.clone().select(&known).unwrap_or(gather)
}

/// Puts the columns into the order that they have in all tables.
pub(super) fn sort(gather: &mut Gather, all: &Schema) {
    let mut names: Vec<String> =
        gather.schema().fields.iter().map(|field| field.name.clone()).collect();
    names.sort_by_key(|name| all.fields.iter().position(|field| field.name == *name));
    // These are its own names.
    if let Ok(sorted) = gather.clone().select(&names) {
        *gather = sorted;
    }
}

/// The field that says what a frame holds.
struct Message {
    name: String,
    at: Range<usize>,
    order: ByteOrder,
    labels: Option<&'static LabelSet>,
}

impl Typed {
    /// Frames of a format, and how they become rows.
    pub(super) fn declared(
        format: &'static Format,
        frame: FrameType,
        options: &Decode,
    ) -> Result<(Box<dyn FrameSchema>, Self), Status> {
        let Some(columns) = frame.columns.map(|columns| columns()) else {
            let problem = format!("frames of {} vary in size: they make no table", format.name);
            return Err(complain("--format", problem));
        };
        let wrong = |error| complain(format.name, error);
        let layout = Layout::of_record(&columns, columns.size()).map_err(wrong)?;
        let own = layout.columns();
        let chosen = |name: &str| {
            let free = own.iter().all(|column| column.name != name);
            free && (options.columns.is_empty() || options.columns.iter().any(|c| c == name))
        };
        let (offset, named) = (chosen(OFFSET), chosen(PROTOCOL));
        let mut all = Vec::new();
        let mut size = 0_usize;
        let mut add = |name: &str, kind: ColumnType| {
            all.push(Column::new(name, size, kind, ByteOrder::Little));
            size = size.saturating_add(kind.size());
        };
        if offset {
            add(OFFSET, ColumnType::U64);
        }
        if named {
            add(PROTOCOL, ColumnType::Text(format.name.len()));
        }
        all.extend(
            own.iter()
                .cloned()
                .map(|column| Column { offset: column.offset.saturating_add(size), ..column }),
        );
        let layout = Layout::new(all, size.saturating_add(frame.max_len)).map_err(wrong)?;
        let find = |name| own.iter().find(|column| column.name == name).cloned();
        let message = frame.message.and_then(find).map(|column| Message {
            name: column.name.clone(),
            at: column.offset..column.offset.saturating_add(column.kind.size()),
            order: column.order,
            labels: column.labels.map(|labels| labels.0),
        });
        let gather = Gather::new(&layout);
        let names = gather.schema().fields.iter().map(|field| field.name.clone()).collect();
        let gather = select(gather, &options.columns);
        let schema = Box::new(Declared::new(format.name, frame));
        Ok((schema, Self { name: format.name, gather, names, offset, named, message }))
    }

    /// Adds the records of frames.
    pub(super) fn records(&self, run: &Run, start: u64, bytes: &[u8], to: &mut Vec<u8>) {
        if !self.offset && !self.named {
            return to.extend_from_slice(bytes);
        }
        for (found, frame) in run.frames().zip(bytes.chunks_exact(run.first.len.max(1) as usize)) {
            if self.offset {
                to.extend_from_slice(&found.offset.saturating_add(start).to_le_bytes());
            }
            if self.named {
                to.extend_from_slice(self.name.as_bytes());
            }
            to.extend_from_slice(frame);
        }
    }

    /// How many frames of this size, from the first on, hold the same kind of message; at least 1.
    pub(super) fn alike(&self, frames: &[u8], size: usize) -> usize {
        let mut frames = frames.chunks_exact(size);
        let count = frames.len();
        let Some(Message { at, .. }) = &self.message else { return count };
        let Some(first) = frames.next() else { return 1 };
        let others = match first.get(at.clone()) {
            // One byte is compared by itself: messages mostly have so many numbers.
            Some([first]) => frames.position(|frame| frame.get(at.start) != Some(first)),
            first => frames.position(|frame| frame.get(at.clone()) != first),
        };
        others.map_or(count, |others| others.saturating_add(1))
    }

    /// The number of what a frame holds, when frames say.
    #[inline]
    pub(super) fn message(&self, frame: &[u8]) -> Option<u64> {
        let Message { at, order, .. } = self.message.as_ref()?;
        let add = |value: u64, byte: &u8| value.wrapping_shl(8) | u64::from(*byte);
        Some(match (order, frame.get(at.clone())?) {
            (_, [byte]) => u64::from(*byte),
            (ByteOrder::Big, bytes) => bytes.iter().fold(0, add),
            (ByteOrder::Little, bytes) => bytes.iter().rev().fold(0, add),
        })
    }

    /// The name of the field that says what a frame holds.
    pub(super) fn message_field(&self) -> Option<String> {
        self.message.as_ref().map(|message| message.name.clone())
    }

    /// What a number of [`message`](Self::message) is called.
    pub(super) fn message_name(&self, number: u64) -> String {
        let labels = self.message.as_ref().and_then(|message| message.labels);
        let named = labels.and_then(|labels| {
            let names = (labels.names)();
            names.into_iter().find(|name| (labels.find)(name) == Some(number.into()))
        });
        named.map_or_else(|| number.to_string(), str::to_owned)
    }
}
