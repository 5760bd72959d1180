//! Numbers of fields without rules, read in one step.

use super::element::named;
use super::{Machine, Res, StoredValue};
use crate::ir::{ElementKind, FieldDef, Order};
use crate::value::{IoId, Val, signed, unsigned};
use bytescope_inspect::{BufferId, Span};

impl Machine<'_> {
    /// Reads the number of a field that has no condition, list or rule; `None` if the field is of
    /// another kind or must be read step by step.
    ///
    /// # Errors
    /// Returns an error if the limit on the number of values is reached.
    #[inline]
    pub(super) fn plain_number(&mut self, field: &FieldDef, io: IoId) -> Res<Option<StoredValue>> {
        let Some((start, raw, size)) = self.aligned_number(field, io) else { return Ok(None) };
        self.count(1)?;
        let end = start.saturating_add(size.into());
        if let Some(stream) = self.io_mut(io) {
            stream.bits = end.saturating_sub(stream.start).saturating_mul(8);
        }
        let val = match field.kind {
            ElementKind::Int { signed: true, enumeration, .. } => {
                named(enumeration, signed(raw, usize::from(size)))
            }
            ElementKind::Int { enumeration, .. } => named(enumeration, raw.into()),
            _ => match u32::try_from(raw) {
                Ok(raw) if size == 4 => Val::F32(f32::from_bits(raw)),
                _ => Val::F64(f64::from_bits(raw)),
            },
        };
        Ok(Some(StoredValue { val, span: Span::bytes(BufferId::SOURCE, start, end) }))
    }

    /// Returns offset, bits and size of the number of such a field, if it is at a byte boundary of
    /// the input.
    #[inline]
    fn aligned_number(&self, field: &FieldDef, io: IoId) -> Option<(u64, u64, u8)> {
        let (ElementKind::Int { size, order, .. } | ElementKind::Float { size, order }) =
            field.kind
        else {
            return None;
        };
        let little = match order {
            Order::Little => true,
            Order::Big => false,
            Order::Object => return None,
        };
        if !field.is_plain() || self.draft.is_some() {
            return None;
        }
        let stream = self.streams.get(io.0 as usize)?;
        if stream.buffer != BufferId::SOURCE || !stream.bits.is_multiple_of(8) {
            return None;
        }
        let start = stream.start.saturating_add(stream.bits / 8);
        let end = start.saturating_add(size.into());
        if end > stream.end {
            return None;
        }
        let bytes = self.source.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)?;
        Some((start, unsigned(bytes, little), size))
    }
}
