//! Numbers and bytes at known offsets.

use crate::encoding::StringEncoding;
use crate::ir::{BitSign, ElementKind, EncodingName, FieldExtent, Order, Size};
use crate::model::EnumId;
use crate::run::{fill, trimmed_len};
use crate::value::{Val, signed, unsigned};
use bytescope_inspect::RecordConstant;
use std::borrow::Cow;
use std::sync::Arc;

/// A value at a known offset in a part.
#[derive(Clone, Debug)]
pub(crate) struct FlatLeaf {
    /// Offset of the first byte in the part.
    pub(crate) at: usize,
    /// Size in bytes, including partly used bytes.
    pub(crate) size: usize,
    pub(crate) form: LeafForm,
    pub(crate) enumeration: Option<EnumId>,
    /// Padding, terminator and encoding of bytes or a string.
    pub(crate) content: Option<Arc<LeafContent>>,
}

/// Padding, terminator and encoding of bytes or a string.
#[derive(Clone, Debug)]
pub(crate) struct LeafContent {
    extent: FieldExtent,
    pub(crate) encoding: Option<StringEncoding>,
}

impl LeafContent {
    /// Adds terminator and padding; `None` if the content must have the size of its field.
    pub(crate) fn fill(&self, content: &mut Vec<u8>, size: usize) -> Option<()> {
        let is_padded = self.extent.terminator.is_some() || self.extent.pad.is_some();
        is_padded.then(|| fill(&self.extent, content, size))
    }
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
        /// Representation of negative numbers.
        sign: Option<BitSign>,
    },
    /// Bytes.
    Bytes,
    /// A string.
    Text,
}

impl FlatLeaf {
    /// Returns the bytes of the value; `None` if the part is too short.
    #[inline]
    pub(crate) fn of<'p>(&self, part: &'p [u8]) -> Option<&'p [u8]> {
        part.get(self.at..)?.get(..self.size)
    }

    /// Returns the bytes of the value without padding and terminator.
    pub(crate) fn content<'p>(&self, part: &'p [u8]) -> Option<&'p [u8]> {
        let bytes = self.of(part)?;
        match &self.content {
            None => Some(bytes),
            Some(content) => bytes.get(..trimmed_len(bytes, &content.extent)),
        }
    }

    /// Returns a string, with U+FFFD for invalid sequences.
    pub(crate) fn text<'p>(&self, part: &'p [u8]) -> Cow<'p, str> {
        let bytes = self.content(part).unwrap_or_default();
        match self.content.as_ref().and_then(|content| content.encoding) {
            Some(encoding) => encoding.decode(bytes),
            None => Cow::Borrowed(""),
        }
    }

    /// Returns the value of a float.
    pub(crate) fn float(&self, part: &[u8]) -> Option<f64> {
        let LeafForm::Float { little } = self.form else { return None };
        let raw = unsigned(self.of(part)?, little);
        Some(match u32::try_from(raw) {
            Ok(raw) if self.size == 4 => f32::from_bits(raw).into(),
            _ => f64::from_bits(raw),
        })
    }

    /// Returns the constant for this value of an integer, in a part that starts at `offset`. `None`
    /// if the leaf is a bit field or not an integer, or cannot have the value.
    pub(crate) fn constant(&self, offset: usize, value: i128) -> Option<RecordConstant> {
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

    /// Returns the value of an integer of at most eight bytes: its bits, and true if it is negative.
    #[inline]
    pub(crate) fn raw(&self, part: &[u8]) -> Option<(u64, bool)> {
        let bytes = self.of(part)?;
        match self.form {
            LeafForm::Int { signed: false, little } => Some((unsigned(bytes, little), false)),
            LeafForm::Int { signed: true, little } => {
                let spare = 64_usize.saturating_sub(bytes.len().saturating_mul(8));
                let value = (unsigned(bytes, little) << spare).cast_signed() >> spare;
                Some((value.cast_unsigned(), value < 0))
            }
            LeafForm::Bits { count, shift, little, sign: None } => {
                Some((bits(bytes, count, shift, little), false))
            }
            _ => None,
        }
    }

    /// Returns the value as an integer.
    #[inline]
    pub(crate) fn int(&self, part: &[u8]) -> Option<i128> {
        let bytes = self.of(part)?;
        Some(match self.form {
            LeafForm::Int { signed: false, little } => unsigned(bytes, little).into(),
            LeafForm::Int { signed: true, little } => signed(unsigned(bytes, little), bytes.len()),
            LeafForm::Bits { count, shift, little, sign } => {
                let raw = bits(bytes, count, shift, little);
                sign.map_or(raw.into(), |sign| sign.value(raw, count))
            }
            LeafForm::Float { .. } | LeafForm::Bytes | LeafForm::Text => return None,
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LeafCursor {
    /// Position in bits.
    bits: usize,
    /// True if the last bit field has little-endian bit order.
    little: bool,
}

impl LeafCursor {
    /// Skips the rest of a partly used byte.
    pub(crate) fn align(&mut self) {
        self.bits = self.bits.next_multiple_of(8);
    }

    /// Returns the offset of the next unused byte.
    pub(crate) fn bytes(self) -> usize {
        self.bits.div_ceil(8)
    }

    /// Advances past a number or bytes of constant size, and returns the value; `None` for other
    /// kinds.
    pub(crate) fn leaf(&mut self, kind: &ElementKind) -> Option<FlatLeaf> {
        if let ElementKind::Bits { count, little, enumeration, sign } = kind {
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
            // Values of enums are not signed.
            let sign = sign.filter(|_| enumeration.is_none());
            let form = LeafForm::Bits { count: *count, shift, little: *little, sign };
            return Some(FlatLeaf { at, size, form, enumeration: *enumeration, content: None });
        }
        self.align();
        let is_little = |order: &Order| match order {
            Order::Little => Some(true),
            Order::Big => Some(false),
            Order::Object => None,
        };
        let mut content = None;
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
                let plain = extent.terminator.is_none() && extent.pad.is_none();
                let extended = LeafContent { extent: extent.clone(), encoding: None };
                content = (!plain).then(|| extended.into());
                (constant_size(extent)?, LeafForm::Bytes, None)
            }
            ElementKind::Str(extent, EncodingName::Known(encoding)) => {
                let extended = LeafContent { extent: extent.clone(), encoding: Some(*encoding) };
                content = Some(extended.into());
                (constant_size(extent)?, LeafForm::Text, None)
            }
            _ => return None,
        };
        let at = self.bytes();
        self.bits = at.checked_add(size)?.checked_mul(8)?;
        Some(FlatLeaf { at, size, form, enumeration, content })
    }

    /// Returns the position at the start of a substream that starts here.
    pub(crate) fn substream(mut self) -> Self {
        self.align();
        self.little = false;
        self
    }

    /// Returns the position after `size` bytes from the next unused byte.
    pub(crate) fn after(mut self, size: usize) -> Option<Self> {
        self.bits = self.bytes().checked_add(size)?.checked_mul(8)?;
        Some(self)
    }
}

/// Returns the size of an extent that is a constant number of bytes as they are in the input.
pub(crate) fn constant_size(extent: &FieldExtent) -> Option<usize> {
    match &extent.size {
        Size::Bytes(crate::ir::Ex::Val(Val::Int(size)))
            if extent.process.is_none() && extent.trimmed.is_none() =>
        {
            usize::try_from(*size).ok()
        }
        _ => None,
    }
}
