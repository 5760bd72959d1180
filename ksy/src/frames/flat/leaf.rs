//! Numbers and bytes at known offsets.

use crate::ir::{ElementKind, Order, Size};
use crate::model::EnumId;
use crate::value::{Val, signed, unsigned};
use bytescope_inspect::RecordConstant;

/// A value at a known offset in a part of a frame.
#[derive(Clone, Debug)]
pub(crate) struct FlatLeaf {
    /// Offset of the first byte in the part.
    pub(crate) at: usize,
    /// Size in bytes, including partly used bytes.
    pub(crate) size: usize,
    pub(crate) form: LeafForm,
    pub(crate) enumeration: Option<EnumId>,
}

/// Storage format of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LeafForm {
    /// An integer.
    Int {
        /// True for a signed integer.
        signed: bool,
        /// True for little-endian byte order.
        little: bool,
    },
    /// A float of four or eight bytes.
    Float {
        /// True for little-endian byte order.
        little: bool,
    },
    /// A bit field; a single bit is a boolean.
    Bits {
        /// Number of bits.
        count: u32,
        /// Number of less significant bits in the same bytes.
        shift: u32,
        /// True for little-endian bit order.
        little: bool,
    },
    /// Bytes.
    Bytes,
}

impl FlatLeaf {
    /// Returns the bytes of the value; `None` if the part is too short.
    #[inline]
    pub(crate) fn of<'p>(&self, part: &'p [u8]) -> Option<&'p [u8]> {
        part.get(self.at..)?.get(..self.size)
    }

    /// Returns the constant for this value of an integer, in a part that starts at `offset`. `None`
    /// if the leaf is a bit field or not an integer, or cannot have the value.
    pub(super) fn constant(&self, offset: usize, value: i128) -> Option<RecordConstant> {
        let LeafForm::Int { little, .. } = self.form else { return None };
        let all = value.to_be_bytes();
        let mut bytes = all.get(all.len().checked_sub(self.size)?..)?.to_vec();
        if little {
            bytes.reverse();
        }
        let at = self.at.checked_add(offset)?;
        let leaf = Self { at: 0, ..self.clone() };
        (leaf.int(&bytes) == Some(value)).then_some(RecordConstant { at, bytes })
    }

    /// Returns the value as an integer.
    #[inline]
    pub(crate) fn int(&self, part: &[u8]) -> Option<i128> {
        let bytes = self.of(part)?;
        Some(match self.form {
            LeafForm::Int { signed: false, little } => unsigned(bytes, little).into(),
            LeafForm::Int { signed: true, little } => signed(unsigned(bytes, little), bytes.len()),
            LeafForm::Bits { count, shift, little } => bits(bytes, count, shift, little).into(),
            LeafForm::Float { .. } | LeafForm::Bytes => return None,
        })
    }
}

/// Extracts a bit field from up to eight bytes.
#[inline]
pub(crate) fn bits(bytes: &[u8], count: u32, shift: u32, little: bool) -> u64 {
    let mask = u64::MAX >> 64_u32.saturating_sub(count.max(1));
    (unsigned(bytes, little) >> shift) & mask
}

/// Position of the next value in a part.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LeafCursor {
    /// Position in bits.
    bits: usize,
    /// True if the last bit field has little-endian bit order.
    little: bool,
}

impl LeafCursor {
    /// Skips the rest of a partly used byte.
    pub(super) fn align(&mut self) {
        self.bits = self.bits.next_multiple_of(8);
    }

    /// Returns the offset of the next unused byte.
    pub(super) fn bytes(self) -> usize {
        self.bits.div_ceil(8)
    }

    /// Advances past a number or bytes of constant size, and returns the value; `None` for other
    /// kinds.
    pub(super) fn leaf(&mut self, kind: &ElementKind) -> Option<FlatLeaf> {
        if let ElementKind::Bits { count, little, enumeration, sign } = kind {
            if sign.is_some() {
                return None;
            }
            if *little != self.little {
                self.align();
                self.little = *little;
            }
            let end = self.bits.checked_add(usize::try_from(*count).ok()?)?;
            let (at, after) = (self.bits / 8, end.div_ceil(8));
            let size = after.checked_sub(at).filter(|size| *size <= 8)?;
            let shift =
                if *little { self.bits % 8 } else { after.checked_mul(8)?.checked_sub(end)? };
            let shift = u32::try_from(shift).ok()?;
            self.bits = end;
            let form = LeafForm::Bits { count: *count, shift, little: *little };
            return Some(FlatLeaf { at, size, form, enumeration: *enumeration });
        }
        self.align();
        let is_little = |order: &Order| match order {
            Order::Little => Some(true),
            Order::Big => Some(false),
            Order::Object => None,
        };
        let (size, form, enumeration) = match kind {
            ElementKind::Int { size, signed, order, enumeration } => {
                let form = LeafForm::Int { signed: *signed, little: is_little(order)? };
                (usize::from(*size), form, *enumeration)
            }
            ElementKind::Float { size, order } => {
                (usize::from(*size), LeafForm::Float { little: is_little(order)? }, None)
            }
            ElementKind::Contents(bytes) => (bytes.len(), LeafForm::Bytes, None),
            ElementKind::Bytes(extent) => {
                let plain =
                    extent.terminator.is_none() && extent.pad.is_none() && extent.process.is_none();
                match &extent.size {
                    Size::Bytes(crate::ir::Ex::Val(Val::Int(size))) if plain => {
                        (usize::try_from(*size).ok()?, LeafForm::Bytes, None)
                    }
                    _ => return None,
                }
            }
            _ => return None,
        };
        let at = self.bytes();
        self.bits = at.checked_add(size)?.checked_mul(8)?;
        Some(FlatLeaf { at, size, form, enumeration })
    }
}
