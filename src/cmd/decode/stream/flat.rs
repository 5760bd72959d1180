//! Frames whose values stand at known places, taken a column at a time.

use crate::table::Values;
use bytescope_ksy::{FlatColumn, Form, bits};
use std::ops::Range;
use std::sync::Arc;

/// Frames of one table that have not become rows yet.
#[derive(Default)]
pub(super) struct Pending {
    bytes: Vec<u8>,
    frames: Vec<Frame>,
}

/// A frame that waits.
pub(super) struct Frame {
    at: Range<usize>,
    pub(super) offset: u64,
    pub(super) message: Option<Arc<str>>,
}

impl Pending {
    pub(super) fn add(&mut self, offset: u64, frame: &[u8], message: Option<Arc<str>>) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(frame);
        self.frames.push(Frame { at: start..self.bytes.len(), offset, message });
    }

    /// What is known of the frames.
    pub(super) fn frames(&self) -> &[Frame] {
        &self.frames
    }

    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.frames.clear();
    }

    /// The bytes of each frame.
    fn each(&self) -> impl Iterator<Item = &[u8]> {
        self.frames.iter().map(|frame| self.bytes.get(frame.at.clone()).unwrap_or_default())
    }

    /// Adds the values of a column; says which there are, when some are not.
    pub(super) fn fill(&self, column: &FlatColumn, to: &mut Values) -> Option<Vec<bool>> {
        macro_rules! number {
            ($to:expr, $type:ty, $little:expr) => {
                match $little {
                    true => self.extend($to, column, <$type>::from_le_bytes),
                    false => self.extend($to, column, <$type>::from_be_bytes),
                }
            };
        }
        let Some(form) = column.form() else {
            if let Values::Json(to) = to {
                let mut list = String::new();
                for frame in self.each() {
                    list.clear();
                    column.list(frame, &mut list);
                    to.push(list.as_bytes());
                }
            }
            return None;
        };
        match (to, form) {
            (Values::Text(to), _) if column.labels.is_some() => {
                for frame in self.each() {
                    let name = column.bytes(frame).and_then(|bytes| column.label(bytes));
                    to.push(name.as_deref().unwrap_or_default().as_bytes());
                }
            }
            (Values::U8(to), Form::Int { .. }) => self.extend(to, column, u8::from_le_bytes),
            (Values::I8(to), Form::Int { .. }) => self.extend(to, column, i8::from_le_bytes),
            (Values::U16(to), Form::Int { little, .. }) => number!(to, u16, little),
            (Values::I16(to), Form::Int { little, .. }) => number!(to, i16, little),
            (Values::U32(to), Form::Int { little, .. }) => number!(to, u32, little),
            (Values::I32(to), Form::Int { little, .. }) => number!(to, i32, little),
            (Values::U64(to), Form::Int { little, .. }) => number!(to, u64, little),
            (Values::I64(to), Form::Int { little, .. }) => number!(to, i64, little),
            (Values::F32(to), Form::Float { little }) => number!(to, f32, little),
            (Values::F64(to), Form::Float { little }) => number!(to, f64, little),
            (Values::Bytes(to), Form::Bytes) => {
                self.each().for_each(|frame| to.push(column.bytes(frame).unwrap_or_default()));
            }
            (Values::Bool(to), Form::Bits { .. }) => self.bits(to, column, |value| value == 1),
            (Values::U8(to), Form::Bits { .. }) => self.bits(to, column, |value| value as u8),
            (Values::U16(to), Form::Bits { .. }) => self.bits(to, column, |value| value as u16),
            (Values::U32(to), Form::Bits { .. }) => self.bits(to, column, |value| value as u32),
            (Values::U64(to), Form::Bits { .. }) => self.bits(to, column, |value| value),
            // Columns hold what their fields are: there are no others.
            _ => {}
        }
        let mut there = self.each().map(|frame| column.bytes(frame).is_some());
        if there.all(|there| there) {
            return None;
        }
        Some(self.each().map(|frame| column.bytes(frame).is_some()).collect())
    }

    fn extend<const N: usize, T: Default>(
        &self,
        to: &mut Vec<T>,
        column: &FlatColumn,
        make: impl Fn([u8; N]) -> T,
    ) {
        to.extend(self.each().map(|frame| {
            let bytes = column.bytes(frame).and_then(<[u8]>::first_chunk);
            bytes.map_or_else(T::default, |bytes| make(*bytes))
        }));
    }

    fn bits<T: Default>(&self, to: &mut Vec<T>, column: &FlatColumn, make: impl Fn(u64) -> T) {
        let Some(Form::Bits { count, shift, little }) = column.form() else { return };
        to.extend(self.each().map(|frame| {
            let bytes = column.bytes(frame);
            bytes.map_or_else(T::default, |bytes| make(bits(bytes, count, shift, little)))
        }));
    }
}
