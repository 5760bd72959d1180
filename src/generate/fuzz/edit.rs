//! Random edits: a field or list item is replaced, inserted, removed or moved.

use super::map::{FileMap, FilePart, stored};
use bytescope_ksy::Random;
use std::ops::Range;

/// Maximum number of inserted or removed bytes of a field.
const MAX_GROWTH: u64 = 32;

/// A change of a file: some bytes of one part are replaced.
#[derive(Debug)]
pub(super) struct FieldEdit {
    /// Index of the changed part.
    pub(super) part: usize,
    /// Bytes to replace.
    pub(super) range: Range<usize>,
    pub(super) bytes: Vec<u8>,
    /// Change of the number of items in the list of the part.
    pub(super) items: i128,
}

impl FieldEdit {
    /// Chooses an edit; `None` if the file has no fields. Items may be taken from `other`.
    pub(super) fn random(
        map: &FileMap,
        data: &[u8],
        other: Option<(&Vec<u8>, &FileMap)>,
        random: &mut Random,
    ) -> Option<Self> {
        let item = if random.one_in(3) { Self::of_item(map, data, other, random) } else { None };
        item.or_else(|| Self::of_field(map, data, random))
    }

    /// Inserts, removes, moves or replaces an item of a list.
    fn of_item(
        map: &FileMap,
        data: &[u8],
        other: Option<(&Vec<u8>, &FileMap)>,
        random: &mut Random,
    ) -> Option<Self> {
        let is_item = |part: &FilePart| part.item_of.is_some() && !part.span.is_empty();
        let items = map.parts.iter().enumerate().filter(|(_, part)| is_item(part));
        let items: Vec<_> = items.collect();
        let (part, item) = *random.pick(&items)?;
        let siblings: Vec<_> =
            items.iter().filter(|(_, other)| other.parent == item.parent).map(|(_, s)| s).collect();
        let bytes = |span: &Range<usize>| data.get(span.clone()).map(<[u8]>::to_vec);
        let (start, end) = (item.span.start, item.span.end);
        let foreign = || {
            let of = other.into_iter().flat_map(|(_, map)| &map.parts);
            of.filter(|of| of.item_of == item.item_of && !of.span.is_empty()).collect::<Vec<_>>()
        };
        let insert = |bytes| Some(Self { part, range: end..end, bytes, items: 1 });
        match random.below(6) {
            0 => insert(bytes(&random.pick(&siblings)?.span)?),
            1 => Some(Self { part, range: start..end, bytes: Vec::new(), items: -1 }),
            2 => {
                // Swaps the item with the following item.
                let next = siblings.iter().find(|next| next.span.start == end)?;
                let bytes = [bytes(&next.span)?, bytes(&item.span)?].concat();
                Some(Self { part, range: start..next.span.end, bytes, items: 0 })
            }
            3 => {
                let bytes = bytes(&random.pick(&siblings)?.span)?;
                Some(Self { part, range: start..end, bytes, items: 0 })
            }
            kind => {
                let (of, source) = (foreign(), other?.0);
                let bytes = source.get(random.pick(&of)?.span.clone())?.to_vec();
                match kind {
                    4 => insert(bytes),
                    _ => Some(Self { part, range: start..end, bytes, items: 0 }),
                }
            }
        }
    }

    /// Changes the value or size of a field.
    fn of_field(map: &FileMap, data: &[u8], random: &mut Random) -> Option<Self> {
        let is_field = |part: &FilePart| part.is_leaf && !part.is_computed;
        let fields = map.parts.iter().enumerate().filter(|(_, part)| is_field(part));
        let fields: Vec<_> = fields.collect();
        // Long fields are changed more often: they contain most of the data.
        let (first, second) = (*random.pick(&fields)?, *random.pick(&fields)?);
        let longer = if first.1.span.len() < second.1.span.len() { second } else { first };
        let (part, field) = if random.one_in(2) { first } else { longer };
        let old = data.get(field.span.clone())?;
        let (start, end) = (field.span.start, field.span.end);
        if let Some((value, endian)) = field.number {
            let bytes = stored(number(value, old.len(), random), old.len(), endian)?;
            return Some(Self { part, range: start..end, bytes, items: 0 });
        }
        let at = start.saturating_add(random.index(old.len().saturating_add(1)));
        let amount = usize::try_from(random.below(MAX_GROWTH).saturating_add(1)).unwrap_or(1);
        let (range, bytes) = match random.below(6) {
            // Inserts random bytes, or bytes of the field.
            0 => (at..at, (0..amount).map(|_| byte(random)).collect()),
            1 => (at..at, old.iter().copied().skip(random.index(old.len())).take(amount).collect()),
            2 => (at..at.saturating_add(amount).min(end), Vec::new()),
            3 => (start..end, old.iter().map(|_| byte(random)).collect()),
            _ => {
                let mut bytes = old.to_vec();
                (0..=random.below(3)).for_each(|_| flip(&mut bytes, random));
                (start..end, bytes)
            }
        };
        Some(Self { part, range, bytes, items: 0 })
    }

    /// Returns the number of added bytes.
    pub(super) fn growth(&self) -> i128 {
        self.bytes.len() as i128 - self.range.len() as i128
    }

    /// Applies the edit.
    pub(super) fn apply(&self, data: &[u8]) -> Vec<u8> {
        let before = data.get(..self.range.start).unwrap_or(data);
        let after = data.get(self.range.end..).unwrap_or_default();
        [before, &self.bytes, after].concat()
    }
}

/// Chooses a new value for a number of `size` bytes, with the same range as the bytes.
fn number(old: i128, size: usize, random: &mut Random) -> i128 {
    let bits = u32::try_from(size).unwrap_or(8).saturating_mul(8).clamp(8, 64);
    let all = 1_i128 << bits;
    let new = match random.below(8) {
        0 => old + 1,
        1 => old - 1,
        2 => old ^ (1 << random.below(bits.into())),
        3 => i128::from(random.below(9)),
        4 => 1 << random.below(bits.into()),
        5 => all - 1 - i128::from(random.below(2)),
        6 => all / 2 - i128::from(random.below(2)),
        _ => i128::from(random.next_u64()),
    };
    new.rem_euclid(all)
}

/// Changes one byte, if there is one.
pub(super) fn flip(bytes: &mut [u8], random: &mut Random) {
    let at = random.index(bytes.len());
    let new = byte(random);
    if let Some(byte) = bytes.get_mut(at) {
        *byte = if random.one_in(2) { *byte ^ (1 << (new & 7)) } else { new };
    }
}

fn byte(random: &mut Random) -> u8 {
    random.next_u64().to_le_bytes()[0]
}
