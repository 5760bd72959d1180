//! Deserialization of JSON text into the bytes of an item.

use super::leaf::LeafEncoder;
use super::{ItemEncoder, MemberEncoder, ValueEncoder, ValueEncoders, ValueKind};
use bytescope_inspect::UniqueJson;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;
use std::fmt;

/// Writes an item into bytes that are zero.
pub(crate) struct ItemSeed<'e> {
    pub(crate) encoder: &'e ItemEncoder,
    pub(crate) bytes: &'e mut [u8],
    /// Flags of the values that have been encoded, reused for each item.
    pub(crate) flags: &'e mut Vec<bool>,
}

/// The only error: the machine must write the document.
fn other<E: Error>() -> E {
    E::custom("not an item with all its values")
}

impl<'de> DeserializeSeed<'de> for ItemSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        let Self { encoder, bytes, flags } = self;
        flags.clear();
        flags.resize(encoder.flags, false);
        let state = &mut ItemState { encoder, bytes, flags, in_order: true, later: Vec::new() };
        ValueSeed { values: &encoder.values, state }.deserialize(from)?;
        // The values that decide which of these are present have been written.
        let mut later = std::mem::take(&mut state.later);
        later.sort_by_key(|(values, _)| values.0.first().map(|value| value.flag));
        state.in_order = true;
        for (values, json) in later {
            ValueSeed { values, state }.deserialize(json).map_err(|_| other::<D::Error>())?;
        }
        let is_complete = encoder.values.is_complete(state) == Some(true);
        if is_complete && encoder.part.is_valid(state.bytes) { Ok(()) } else { Err(other()) }
    }
}

/// The item that is written.
struct ItemState<'e> {
    encoder: &'e ItemEncoder,
    bytes: &'e mut [u8],
    flags: &'e mut Vec<bool>,
    /// True if all fields so far are in the order of the schema.
    in_order: bool,
    /// Values whose presence depends on fields that may follow.
    later: Vec<(&'e ValueEncoders, Json)>,
}

impl ValueEncoders {
    /// True if a value is always present.
    fn is_mandatory(&self) -> bool {
        matches!(self.0.as_slice(), [only] if only.guards.is_empty())
    }

    /// Returns the value whose guards hold for the bytes written so far.
    fn find(&self, state: &ItemState<'_>) -> Option<&ValueEncoder> {
        match self.0.as_slice() {
            [only] if only.guards.is_empty() => Some(only),
            all => all
                .iter()
                .find(|value| state.encoder.part.guarded(&value.guards, state.bytes) == Some(true)),
        }
    }

    /// True if exactly the values whose guards hold have been encoded.
    fn is_complete(&self, state: &ItemState<'_>) -> Option<bool> {
        for value in &self.0 {
            let is_present = state.encoder.part.guarded(&value.guards, state.bytes)?;
            if state.flags.get(value.flag) != Some(&is_present) {
                return Some(false);
            }
            if let (ValueKind::Object(members), true) = (&value.kind, is_present) {
                for member in members {
                    if !member.values.is_complete(state)? {
                        return Some(false);
                    }
                }
            }
        }
        Some(true)
    }
}

struct ValueSeed<'s, 'e> {
    values: &'e ValueEncoders,
    state: &'s mut ItemState<'e>,
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        let Self { values, state } = self;
        let value = values.find(state).ok_or_else(other)?;
        let flag = state.flags.get_mut(value.flag).ok_or_else(other)?;
        if std::mem::replace(flag, true) {
            return Err(other());
        }
        match &value.kind {
            ValueKind::Leaf(leaf) => LeafVisitor { leaf, item: state.bytes }.deserialize(from),
            ValueKind::Object(members) => from.deserialize_map(ObjectVisitor { members, state }),
            ValueKind::Bits(leaves) => {
                from.deserialize_seq(BitsVisitor { leaves, item: state.bytes })
            }
            ValueKind::Items { at, count, item } => {
                let end = count.checked_mul(item.size()).and_then(|size| at.checked_add(size));
                let bytes = end.and_then(|end| state.bytes.get_mut(*at..end));
                let bytes = bytes.ok_or_else(other)?;
                from.deserialize_seq(ItemsVisitor { encoder: item, bytes })
            }
        }
    }
}

/// Writes a number, string or bytes.
struct LeafVisitor<'l> {
    leaf: &'l LeafEncoder,
    item: &'l mut [u8],
}

impl<'de> DeserializeSeed<'de> for LeafVisitor<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for LeafVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.leaf.boolean(value, self.item).ok_or_else(other)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.leaf.integer(value.into(), self.item).ok_or_else(other)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.leaf.integer(value.into(), self.item).ok_or_else(other)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.leaf.float(value, self.item).ok_or_else(other)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.leaf.text(value, self.item).ok_or_else(other)
    }
}

/// Writes an object.
struct ObjectVisitor<'s, 'e> {
    members: &'e [MemberEncoder],
    state: &'s mut ItemState<'e>,
}

impl<'de> Visitor<'de> for ObjectVisitor<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { members, state } = self;
        let mut next = 0;
        while let Some(index) = map.next_key_seed(NameSeed { members, next })? {
            let values = &members.get(index).ok_or_else(other)?.values;
            state.in_order &= index == next;
            next = index.saturating_add(1);
            if state.in_order || values.is_mandatory() {
                map.next_value_seed(ValueSeed { values, state })?;
            } else {
                state.later.push((values, map.next_value::<UniqueJson>()?.0));
            }
        }
        Ok(())
    }
}

/// Finds the member with a name. Members are usually in order.
#[derive(Clone, Copy)]
struct NameSeed<'o> {
    members: &'o [MemberEncoder],
    next: usize,
}

impl<'de> DeserializeSeed<'de> for NameSeed<'_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<usize, D::Error> {
        from.deserialize_identifier(self)
    }
}

impl<'de> Visitor<'de> for NameSeed<'_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        let is_named = |member: &MemberEncoder| *member.name == *name;
        if self.members.get(self.next).is_some_and(is_named) {
            return Ok(self.next);
        }
        self.members.iter().position(is_named).ok_or_else(other)
    }
}

/// Returns an error if a list has a further item.
fn expect_end<'de, A: SeqAccess<'de>>(mut list: A) -> Result<(), A::Error> {
    match list.next_element::<IgnoredAny>()? {
        None => Ok(()),
        Some(_) => Err(other()),
    }
}

/// Writes a list of bit fields.
struct BitsVisitor<'b> {
    leaves: &'b [LeafEncoder],
    item: &'b mut [u8],
}

impl<'de> Visitor<'de> for BitsVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of numbers")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        for leaf in self.leaves {
            let seed = LeafVisitor { leaf, item: self.item };
            list.next_element_seed(seed)?.ok_or_else(other)?;
        }
        expect_end(list)
    }
}

/// Writes the items of a list of known size.
struct ItemsVisitor<'i> {
    encoder: &'i ItemEncoder,
    bytes: &'i mut [u8],
}

impl<'de> Visitor<'de> for ItemsVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of items")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Self { encoder, bytes } = self;
        let mut flags = Vec::new();
        for bytes in bytes.chunks_exact_mut(encoder.size()) {
            let seed = ItemSeed { encoder, bytes, flags: &mut flags };
            list.next_element_seed(seed)?.ok_or_else(other)?;
        }
        expect_end(list)
    }
}
