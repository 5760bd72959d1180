//! Frames of Rust types: records of a fixed layout.

use super::protocol::{Message, OFFSET, PROTOCOL, PendingRows, ProtocolRows};
use super::rows::{RowDestination, each, gather};
use crate::decode::error::DecodeError;
use crate::decode::options::DecodeOptions;
use crate::layout::{ByteOrder, Column, ColumnType, LayoutError, RecordLayout};
use crate::names::UniqueNames;
use crate::table::{Gather, TableSchema};
use bytescope_frames::FrameRun;
use bytescope_inspect::{FrameType, LabelSet};
use std::ops::Range;

/// Converts frames of a Rust type to rows.
pub(super) struct RecordFrames {
    name: String,
    /// Gathers the columns of records, which consist of an optional offset, an optional protocol
    /// name and the frame.
    gather: Gather,
    /// All columns, selected or not.
    all: TableSchema,
    /// True if records contain the offset of the frame.
    offset: bool,
    /// True if records contain the name of the protocol.
    protocol: bool,
    message: Option<MessageField>,
}

/// Field that contains the message type.
struct MessageField {
    name: String,
    range: Range<usize>,
    order: ByteOrder,
    labels: Option<&'static LabelSet>,
}

impl RecordFrames {
    /// Creates the conversion for the frames of a format.
    pub(super) fn new(
        name: &str,
        frame: FrameType,
        options: &DecodeOptions,
    ) -> Result<Self, DecodeError> {
        let Some(columns) = frame.columns.map(|columns| columns()) else {
            return Err(DecodeError::VariableFrames(name.to_owned()));
        };
        let layout = RecordLayout::of_record(&columns, columns.size())?;
        let original = layout.columns();
        let mut names = UniqueNames::default();
        for name in [OFFSET, PROTOCOL] {
            names.assign(name);
        }
        let unique =
            |column: &Column| Column { name: names.assign(&column.name), ..column.clone() };
        let own: Vec<Column> = original.iter().map(unique).collect();
        let selected = |name: &str| {
            options.columns.is_empty() || options.columns.iter().any(|column| column == name)
        };
        let all = record(name, &own, true, true, frame.max_len)?;
        let (offset, protocol) = (selected(OFFSET), selected(PROTOCOL));
        let gather = record(name, &own, offset, protocol, frame.max_len)?;
        let gather = gather.select(&gather.schema().select_known(&options.columns));
        let mut fields = original.iter().zip(&own);
        let field = frame.message.and_then(|name| fields.find(|(field, _)| field.name == name));
        let message = field.map(|(_, column)| MessageField {
            name: column.name.clone(),
            range: column.offset..column.offset.saturating_add(column.kind.size()),
            order: column.order,
            labels: column.labels.map(|labels| labels.0),
        });
        let all = all.schema().clone();
        Ok(Self { name: name.to_owned(), gather, all, offset, protocol, message })
    }

    /// Returns the number of leading frames with the same message type, at least 1.
    fn same_type_count(&self, frames: &[u8], size: usize) -> usize {
        let mut frames = frames.chunks_exact(size);
        let count = frames.len();
        let Some(MessageField { range, .. }) = &self.message else { return count };
        let Some(first) = frames.next() else { return 1 };
        let others = match first.get(range.clone()) {
            // Fast path: most message types are one byte.
            Some([first]) => frames.position(|frame| frame.get(range.start) != Some(first)),
            first => frames.position(|frame| frame.get(range.clone()) != first),
        };
        others.map_or(count, |others| others.saturating_add(1))
    }

    /// Returns the message type of a frame.
    #[inline]
    fn message(&self, frame: &[u8]) -> Message {
        let Some(MessageField { range, order, .. }) = &self.message else { return Message::None };
        let add = |value: u64, byte: &u8| value.wrapping_shl(8) | u64::from(*byte);
        match (order, frame.get(range.clone())) {
            (_, None) => Message::None,
            (_, Some([byte])) => Message::Number(u64::from(*byte)),
            (ByteOrder::Big, Some(bytes)) => Message::Number(bytes.iter().fold(0, add)),
            (ByteOrder::Little, Some(bytes)) => Message::Number(bytes.iter().rev().fold(0, add)),
        }
    }
}

/// Returns a [`Gather`] for records of an optional offset, an optional protocol name and a frame.
fn record(
    name: &str,
    own: &[Column],
    offset: bool,
    protocol: bool,
    frame_size: usize,
) -> Result<Gather, LayoutError> {
    let prefix =
        [(OFFSET, ColumnType::U64, offset), (PROTOCOL, ColumnType::Text(name.len()), protocol)];
    let (mut columns, mut size) = (Vec::new(), 0_usize);
    for (name, kind, _) in prefix.into_iter().filter(|(_, _, is_present)| *is_present) {
        columns.push(Column::new(name, size, kind, ByteOrder::Little));
        size = size.saturating_add(kind.size());
    }
    let shifted =
        |column: &Column| Column { offset: column.offset.saturating_add(size), ..column.clone() };
    columns.extend(own.iter().map(shifted));
    let layout = RecordLayout::new(columns, size.saturating_add(frame_size));
    layout.map(|layout| Gather::new(&layout))
}

impl ProtocolRows for RecordFrames {
    fn tables(&self) -> Vec<&TableSchema> {
        vec![self.gather.schema()]
    }

    fn all_columns(&self) -> Vec<TableSchema> {
        vec![self.all.clone()]
    }

    fn message_field(&self) -> Option<String> {
        self.message.as_ref().map(|message| message.name.clone())
    }

    fn message_name(&self, message: &Message) -> Option<String> {
        let Message::Number(number) = message else { return None };
        let labels = self.message.as_ref().and_then(|message| message.labels);
        let label = labels.and_then(|labels| {
            let names = (labels.names)();
            names.into_iter().find(|name| (labels.find)(name) == Some((*number).into()))
        });
        Some(label.map_or_else(|| number.to_string(), str::to_owned))
    }

    fn add(&self, run: &FrameRun, frames: &[u8], to: &mut RowDestination<'_>) {
        let size = run.first.len.max(1) as usize;
        let mut rest = frames;
        while let Some(frame) = rest.get(..size) {
            let count = self.same_type_count(rest, size);
            to.count(self.message(frame), count as u64);
            rest = rest.get(count.saturating_mul(size)..).unwrap_or_default();
        }
        to.rows(0, run.count as usize);
        let Some(records) = to.pending.records.first_mut().filter(|_| !to.count_only) else {
            return;
        };
        if !self.offset && !self.protocol {
            return records.extend_from_slice(frames);
        }
        for (offset, frame) in each(run, frames, to.start) {
            if self.offset {
                records.extend_from_slice(&offset.to_le_bytes());
            }
            if self.protocol {
                records.extend_from_slice(self.name.as_bytes());
            }
            records.extend_from_slice(frame);
        }
    }

    fn finish(&self, pending: &mut PendingRows<'_>) {
        if let (Some(records), Some(batch)) =
            (pending.records.first_mut(), pending.batches.first_mut())
        {
            gather(&self.gather, records, batch);
        }
    }
}
