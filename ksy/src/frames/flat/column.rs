//! Columns of frames with fields at known offsets, filled one column at a time.

use super::{FlatLayout, FramePart};
use crate::flat::column::FlatColumn;
use crate::model::TypeId;
use crate::rows::columns::Access;
use bytescope_table::{ColumnKind, ColumnValues};
use std::ops::Range;
use std::sync::Arc;

/// Source of a column's values in the frames of a table.
#[derive(Clone, Debug)]
pub(crate) struct FlatFrameColumn {
    flat: Arc<FlatLayout>,
    /// Type of the body of the frames.
    class: Option<TypeId>,
    part: FramePart,
    column: FlatColumn,
}

/// Frames of one table whose rows have not been added to a batch yet.
#[derive(Debug, Default)]
pub struct FlatFrames {
    bytes: Vec<u8>,
    frames: Vec<FlatFrame>,
}

/// A frame whose row has not been added to a batch yet.
#[derive(Debug)]
pub(crate) struct FlatFrame {
    /// Range of the frame in the bytes of all frames.
    range: Range<usize>,
    pub(crate) offset: u64,
    pub(crate) message: Option<Arc<str>>,
}

impl FlatFrameColumn {
    /// Creates the column; `None` if its values are not at known offsets.
    pub(crate) fn of(
        flat: &Arc<FlatLayout>,
        access: &Access,
        class: Option<TypeId>,
    ) -> Option<Self> {
        let (part, column) = flat.column(access, class)?;
        // A column of several fields may have a wider type than each of the fields.
        let is_single = access.paths().len() == 1 || column.is_list();
        (is_single && column.rules().is_empty()).then(|| Self {
            flat: flat.clone(),
            class,
            part,
            column,
        })
    }

    /// True if columns of a kind can be filled.
    pub(crate) fn fills(&self, kind: ColumnKind) -> bool {
        self.column.fills(kind)
    }

    /// Appends the values of the frames to a column. Returns a flag per frame, `true` if the frame
    /// has a value; `None` if all frames have a value.
    pub(crate) fn fill(&self, frames: &FlatFrames, to: &mut ColumnValues) -> Option<Vec<bool>> {
        let Self { flat, class, part, column } = self;
        let layout = flat.layout(*part, *class)?;
        let parts = frames.frame_bytes().map(|frame| flat.part(*part, frame));
        column.fill(&flat.program, layout, parts, to)
    }
}

impl FlatFrames {
    /// Adds a frame.
    pub(crate) fn add(&mut self, offset: u64, frame: &[u8], message: Option<Arc<str>>) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(frame);
        self.frames.push(FlatFrame { range: start..self.bytes.len(), offset, message });
    }

    /// Returns the frames without their bytes.
    pub(crate) fn frames(&self) -> &[FlatFrame] {
        &self.frames
    }

    /// Removes all frames but keeps the memory.
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.frames.clear();
    }

    /// Returns the bytes of each frame.
    pub(crate) fn frame_bytes(&self) -> impl Iterator<Item = &[u8]> + Clone {
        self.frames.iter().map(|frame| self.bytes.get(frame.range.clone()).unwrap_or_default())
    }
}
