//! Columns of frames whose values are at known offsets, filled a column at a time.

use super::leaf::{Form, Leaf, bits};
use super::part::Step;
use super::{Column, Flat};
use crate::ir::Program;
use crate::model::TypeId;
use bytescope_table::Values;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// The value of a column in the frames of a table.
#[derive(Clone, Debug)]
pub(crate) struct FlatColumn {
    place: FlatPlace,
    /// The labels of its numbers.
    labels: Option<HashMap<i128, Arc<str>>>,
}

#[derive(Clone, Debug)]
enum FlatPlace {
    Leaf(Column),
    /// A list, by the paths to it.
    List(Arc<Flat>, Vec<Vec<Step>>),
}

/// Frames of one table whose rows are not in a batch yet.
#[derive(Debug, Default)]
pub struct FlatFrames {
    bytes: Vec<u8>,
    frames: Vec<FlatFrame>,
}

/// A frame, before its row is in a batch.
#[derive(Debug)]
pub(crate) struct FlatFrame {
    range: Range<usize>,
    pub(crate) offset: u64,
    pub(crate) message: Option<Arc<str>>,
}

impl FlatColumn {
    /// The column that has these paths; none where its offset is not known.
    pub(crate) fn of(
        flat: &Arc<Flat>,
        program: &Program,
        paths: &[Vec<Step>],
        class: Option<TypeId>,
    ) -> Option<Self> {
        if flat.has_list(paths, class) {
            let place = FlatPlace::List(flat.clone(), paths.to_vec());
            return Some(Self { place, labels: None });
        }
        // A column of several fields may be wider than each of them.
        let [_] = paths else { return None };
        let column = flat.column(paths, class)?;
        let labels = column.leaf.enumeration.and_then(|id| program.enums.get(id.index()));
        let labels = labels.map(|found| {
            found.labels.iter().map(|(number, (name, _))| (*number, name.clone())).collect()
        });
        Some(Self { place: FlatPlace::Leaf(column), labels })
    }

    /// Adds the values of the frames to a column. Gives which frames have one, unless all have.
    pub(crate) fn fill(&self, frames: &FlatFrames, to: &mut Values) -> Option<Vec<bool>> {
        let column = match &self.place {
            FlatPlace::Leaf(column) => column,
            FlatPlace::List(flat, paths) => {
                if let Values::Json(to) = to {
                    let mut list = String::new();
                    for frame in frames.each() {
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
            (Values::Text(to), _) => {
                for bytes in values.each() {
                    let label = bytes.and_then(|bytes| self.label(&column.leaf, bytes));
                    to.push(label.as_deref().unwrap_or_default().as_bytes());
                }
            }
            (Values::U8(to), Form::Int { .. }) => values.extend(to, u8::from_le_bytes),
            (Values::I8(to), Form::Int { .. }) => values.extend(to, i8::from_le_bytes),
            (Values::U16(to), Form::Int { little, .. }) => number!(to, u16, little),
            (Values::I16(to), Form::Int { little, .. }) => number!(to, i16, little),
            (Values::U32(to), Form::Int { little, .. }) => number!(to, u32, little),
            (Values::I32(to), Form::Int { little, .. }) => number!(to, i32, little),
            (Values::U64(to), Form::Int { little, .. }) => number!(to, u64, little),
            (Values::I64(to), Form::Int { little, .. }) => number!(to, i64, little),
            (Values::F32(to), Form::Float { little }) => number!(to, f32, little),
            (Values::F64(to), Form::Float { little }) => number!(to, f64, little),
            (Values::Bytes(to), Form::Bytes) => {
                values.each().for_each(|bytes| to.push(bytes.unwrap_or_default()));
            }
            (Values::Bool(to), Form::Bits { .. }) => values.bits(to, |value| value == 1),
            (Values::U8(to), Form::Bits { .. }) => values.bits(to, |value| value as u8),
            (Values::U16(to), Form::Bits { .. }) => values.bits(to, |value| value as u16),
            (Values::U32(to), Form::Bits { .. }) => values.bits(to, |value| value as u32),
            (Values::U64(to), Form::Bits { .. }) => values.bits(to, |value| value),
            // The kind of a column follows from its field: there are no other pairs.
            _ => {}
        }
        let there = || values.each().map(|bytes| bytes.is_some());
        if there().all(|there| there) { None } else { Some(there().collect()) }
    }

    /// The label of the integer in some bytes, or the integer.
    fn label(&self, leaf: &Leaf, bytes: &[u8]) -> Option<Arc<str>> {
        let number = Leaf { at: 0, ..leaf.clone() }.int(bytes)?;
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

    /// What is known of each frame beside its bytes.
    pub(crate) fn frames(&self) -> &[FlatFrame] {
        &self.frames
    }

    /// Removes all frames; the memory is kept.
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.frames.clear();
    }

    /// The bytes of each frame.
    fn each(&self) -> impl Iterator<Item = &[u8]> {
        self.frames.iter().map(|frame| self.bytes.get(frame.range.clone()).unwrap_or_default())
    }
}

/// The values of a column in some frames.
struct FlatValues<'v> {
    column: &'v Column,
    frames: &'v FlatFrames,
}

impl<'v> FlatValues<'v> {
    /// The bytes of each value; none where a frame ends before it.
    fn each(&self) -> impl Iterator<Item = Option<&'v [u8]>> {
        let column = self.column;
        self.frames.each().map(move |frame| column.bytes(frame))
    }

    fn extend<const N: usize, T: Default>(&self, to: &mut Vec<T>, make: impl Fn([u8; N]) -> T) {
        to.extend(self.each().map(|bytes| {
            let bytes = bytes.and_then(<[u8]>::first_chunk);
            bytes.map_or_else(T::default, |bytes| make(*bytes))
        }));
    }

    fn bits<T: Default>(&self, to: &mut Vec<T>, make: impl Fn(u64) -> T) {
        let Form::Bits { count, shift, little } = self.column.leaf.form else { return };
        to.extend(self.each().map(|bytes| {
            bytes.map_or_else(T::default, |bytes| make(bits(bytes, count, shift, little)))
        }));
    }
}

impl Column {
    /// Its bytes in a frame; none where the frame ends before it.
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
