//! Columns of frames with fields at known offsets, filled one column at a time.

use super::leaf::{FlatLeaf, LeafForm, bits};
use super::part::Step;
use super::{FlatLayout, FrameValue};
use crate::ir::Program;
use crate::model::TypeId;
use bytescope_table::ColumnValues;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// Source of a column's values in the frames of a table.
#[derive(Clone, Debug)]
pub(crate) struct FlatColumn {
    source: FlatPosition,
    /// Labels of the numbers in the column.
    labels: Option<HashMap<i128, Arc<str>>>,
}

/// Location of the values of a column in a frame.
#[derive(Clone, Debug)]
enum FlatPosition {
    Leaf(FrameValue),
    /// Layout of the frames, and the paths of the list.
    List(Arc<FlatLayout>, Vec<Vec<Step>>),
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

impl FlatColumn {
    /// Creates the column with these paths; `None` if its values are not at known offsets.
    pub(crate) fn of(
        flat: &Arc<FlatLayout>,
        program: &Program,
        paths: &[Vec<Step>],
        class: Option<TypeId>,
    ) -> Option<Self> {
        if flat.has_list(paths, class) {
            let source = FlatPosition::List(flat.clone(), paths.to_vec());
            return Some(Self { source, labels: None });
        }
        // A column of several fields may have a wider type than each of the fields.
        let [_] = paths else { return None };
        let column = flat.column(paths, class)?;
        let labels = column.leaf.enumeration.and_then(|id| program.enums.get(id.index()));
        let labels = labels.map(|found| {
            found.labels.iter().map(|(number, (name, _))| (*number, name.clone())).collect()
        });
        Some(Self { source: FlatPosition::Leaf(column), labels })
    }

    /// Appends the values of the frames to a column. Returns a flag per frame, `true` if the frame
    /// has a value; `None` if all frames have a value.
    pub(crate) fn fill(&self, frames: &FlatFrames, to: &mut ColumnValues) -> Option<Vec<bool>> {
        let column = match &self.source {
            FlatPosition::Leaf(column) => column,
            FlatPosition::List(flat, paths) => {
                if let ColumnValues::Nested(to) = to {
                    let added = |frame| match flat.nested_list(paths, frame, to) {
                        Some(()) => true,
                        None => to.push_null(),
                    };
                    let valid: Vec<bool> = frames.frame_bytes().map(added).collect();
                    return valid.contains(&false).then_some(valid);
                }
                if let ColumnValues::Json(to) = to {
                    let mut list = String::new();
                    for frame in frames.frame_bytes() {
                        list.clear();
                        let _: Option<()> = flat.list(paths, frame, &mut list);
                        to.push(list.as_bytes());
                    }
                }
                return None;
            }
        };
        let values = FlatValues { column, frames };
        macro_rules! number {
            ($to:expr, $type:ty, $little:expr) => {
                match $little {
                    true => values.extend($to, <$type>::from_le_bytes),
                    false => values.extend($to, <$type>::from_be_bytes),
                }
            };
        }
        match (to, column.leaf.form) {
            (ColumnValues::Text(to), _) => {
                for bytes in values.each() {
                    let label = bytes.and_then(|bytes| self.label(&column.leaf, bytes));
                    to.push(label.as_deref().unwrap_or_default().as_bytes());
                }
            }
            (ColumnValues::U8(to), LeafForm::Int { .. }) => values.extend(to, u8::from_le_bytes),
            (ColumnValues::I8(to), LeafForm::Int { .. }) => values.extend(to, i8::from_le_bytes),
            (ColumnValues::U16(to), LeafForm::Int { little, .. }) => number!(to, u16, little),
            (ColumnValues::I16(to), LeafForm::Int { little, .. }) => number!(to, i16, little),
            (ColumnValues::U32(to), LeafForm::Int { little, .. }) => number!(to, u32, little),
            (ColumnValues::I32(to), LeafForm::Int { little, .. }) => number!(to, i32, little),
            (ColumnValues::U64(to), LeafForm::Int { little, .. }) => number!(to, u64, little),
            (ColumnValues::I64(to), LeafForm::Int { little, .. }) => number!(to, i64, little),
            (ColumnValues::F32(to), LeafForm::Float { little }) => number!(to, f32, little),
            (ColumnValues::F64(to), LeafForm::Float { little }) => number!(to, f64, little),
            (ColumnValues::Bytes(to), LeafForm::Bytes) => {
                values.each().for_each(|bytes| to.push(bytes.unwrap_or_default()));
            }
            (ColumnValues::Bool(to), LeafForm::Bits { .. }) => values.bits(to, |value| value == 1),
            (ColumnValues::U8(to), LeafForm::Bits { .. }) => values.bits(to, |value| value as u8),
            (ColumnValues::U16(to), LeafForm::Bits { .. }) => values.bits(to, |value| value as u16),
            (ColumnValues::U32(to), LeafForm::Bits { .. }) => values.bits(to, |value| value as u32),
            (ColumnValues::U64(to), LeafForm::Bits { .. }) => values.bits(to, |value| value),
            // The kind of a column is determined by its field, so no other pairs occur.
            _ => {}
        }
        let present = || values.each().map(|bytes| bytes.is_some());
        if present().all(|present| present) { None } else { Some(present().collect()) }
    }

    /// Returns the label of an integer, or its digits if it has no label.
    fn label(&self, leaf: &FlatLeaf, bytes: &[u8]) -> Option<Arc<str>> {
        let number = FlatLeaf { at: 0, ..leaf.clone() }.int(bytes)?;
        let known = self.labels.as_ref()?.get(&number).cloned();
        Some(known.unwrap_or_else(|| number.to_string().into()))
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
    fn frame_bytes(&self) -> impl Iterator<Item = &[u8]> {
        self.frames.iter().map(|frame| self.bytes.get(frame.range.clone()).unwrap_or_default())
    }
}

/// Values of a column in a set of frames.
struct FlatValues<'v> {
    column: &'v FrameValue,
    frames: &'v FlatFrames,
}

impl<'v> FlatValues<'v> {
    /// Returns the bytes of each value; `None` if a frame ends before the value.
    fn each(&self) -> impl Iterator<Item = Option<&'v [u8]>> {
        let column = self.column;
        self.frames.frame_bytes().map(move |frame| column.bytes(frame))
    }

    fn extend<const N: usize, T: Default>(&self, to: &mut Vec<T>, make: impl Fn([u8; N]) -> T) {
        to.extend(self.each().map(|bytes| {
            let bytes = bytes.and_then(<[u8]>::first_chunk);
            bytes.map_or_else(T::default, |bytes| make(*bytes))
        }));
    }

    fn bits<T: Default>(&self, to: &mut Vec<T>, make: impl Fn(u64) -> T) {
        let LeafForm::Bits { count, shift, little } = self.column.leaf.form else { return };
        to.extend(self.each().map(|bytes| {
            bytes.map_or_else(T::default, |bytes| make(bits(bytes, count, shift, little)))
        }));
    }
}

impl FrameValue {
    /// Returns the bytes of the value in a frame; `None` if the frame ends before the value.
    #[inline]
    fn bytes<'f>(&self, frame: &'f [u8]) -> Option<&'f [u8]> {
        let end = frame.len().saturating_sub(self.tail.unwrap_or(0));
        let at = match self.from_end {
            None => self.leaf.at,
            Some(before) => frame.len().checked_sub(before)?,
        };
        frame.get(..end)?.get(at..)?.get(..self.leaf.size)
    }
}
