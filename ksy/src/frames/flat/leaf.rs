//! Numbers and bytes at known places.

use crate::ir::{Kind, Order, Size};
use crate::model::EnumId;
use crate::value::{Val, signed, unsigned};
use bytescope_inspect::Constant;

/// A value at a known place of its part of a frame.
#[derive(Clone, Debug)]
pub(crate) struct Leaf {
    /// Its first byte, from the beginning of the part.
    pub(crate) at: usize,
    /// How many bytes it touches.
    pub(crate) size: usize,
    pub(crate) form: Form,
    pub(crate) enumeration: Option<EnumId>,
}

/// How bytes are a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// An integer.
    Int {
        /// Whether it may be negative.
        signed: bool,
        /// Whether its first byte is the lowest.
        little: bool,
    },
    /// A float of four or eight bytes.
    Float {
        /// Whether its first byte is the lowest.
        little: bool,
    },
    /// Some bits: true or false when there is one.
    Bits {
        /// How many.
        count: u32,
        /// How many bits of the bytes stand below them.
        shift: u32,
        /// Whether the first byte is the lowest.
        little: bool,
    },
    /// Bytes.
    Bytes,
}

impl Leaf {
    /// The bytes of the value; nothing when the part is too short.
    #[inline]
    pub(crate) fn of<'p>(&self, part: &'p [u8]) -> Option<&'p [u8]> {
        part.get(self.at..)?.get(..self.size)
    }

    /// The bytes of an integer of whole bytes, in a part that begins at an offset.
    pub(super) fn constant(&self, offset: usize, value: i128) -> Option<Constant> {
        let Form::Int { little, .. } = self.form else { return None };
        let all = value.to_be_bytes();
        let mut bytes = all.get(all.len().checked_sub(self.size)?..)?.to_vec();
        if little {
            bytes.reverse();
        }
        let at = self.at.checked_add(offset)?;
        let leaf = Self { at: 0, ..self.clone() };
        (leaf.int(&bytes) == Some(value)).then_some(Constant { at, bytes })
    }

    /// The value as an integer.
    #[inline]
    pub(crate) fn int(&self, part: &[u8]) -> Option<i128> {
        let bytes = self.of(part)?;
        Some(match self.form {
            Form::Int { signed: false, little } => unsigned(bytes, little).into(),
            Form::Int { signed: true, little } => signed(unsigned(bytes, little), bytes.len()),
            Form::Bits { count, shift, little } => bits(bytes, count, shift, little).into(),
            Form::Float { .. } | Form::Bytes => return None,
        })
    }
}

/// Some bits of up to eight bytes.
#[inline]
pub(crate) fn bits(bytes: &[u8], count: u32, shift: u32, little: bool) -> u64 {
    let mask = u64::MAX >> 64_u32.saturating_sub(count.max(1));
    (unsigned(bytes, little) >> shift) & mask
}

/// Where the next value of a part stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LeafCursor {
    bits: usize,
    little: bool,
}

impl LeafCursor {
    /// Leaves the rest of a byte.
    pub(super) fn align(&mut self) {
        self.bits = self.bits.next_multiple_of(8);
    }

    /// The bytes that were passed, the last perhaps in part.
    pub(super) fn bytes(self) -> usize {
        self.bits.div_ceil(8)
    }

    /// Passes a field that is a number or bytes of a known size.
    pub(super) fn leaf(&mut self, kind: &Kind) -> Option<Leaf> {
        if let Kind::Bits { count, little, enumeration } = kind {
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
            let form = Form::Bits { count: *count, shift, little: *little };
            return Some(Leaf { at, size, form, enumeration: *enumeration });
        }
        self.align();
        let is_little = |order: &Order| match order {
            Order::Little => Some(true),
            Order::Big => Some(false),
            Order::Object => None,
        };
        let (size, form, enumeration) = match kind {
            Kind::Int { size, signed, order, enumeration } => {
                let form = Form::Int { signed: *signed, little: is_little(order)? };
                (usize::from(*size), form, *enumeration)
            }
            Kind::Float { size, order } => {
                (usize::from(*size), Form::Float { little: is_little(order)? }, None)
            }
            Kind::Contents(bytes) => (bytes.len(), Form::Bytes, None),
            Kind::Bytes(extent) => {
                let plain =
                    extent.terminator.is_none() && extent.pad.is_none() && extent.process.is_none();
                match &extent.size {
                    Size::Bytes(crate::ir::Ex::Val(Val::Int(size))) if plain => {
                        (usize::try_from(*size).ok()?, Form::Bytes, None)
                    }
                    _ => return None,
                }
            }
            _ => return None,
        };
        let at = self.bytes();
        self.bits = at.checked_add(size)?.checked_mul(8)?;
        Some(Leaf { at, size, form, enumeration })
    }
}
