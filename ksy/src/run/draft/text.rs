//! Choice of bytes and strings that fit the size of their field.

use super::super::{Env, FieldRef, Halt, Machine, Res};
use super::FixedValue;
use super::leaf::{StoredForm, WriteTarget};
use crate::ir::{EncodingName, FieldDef, FieldExtent, Size, Valid};
use crate::make::random::Random;
use crate::value::Val;
use memchr::memmem;

/// Usual maximum size of a field without a given size, in bytes.
const FREE: u64 = 12;
/// Maximum size of one field in bytes, whatever its length field contains.
const MOST: u64 = 1 << 20;
/// Characters of random strings.
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_- ";

/// Parameters of random bytes.
struct RequiredBytes<'c> {
    charset: Option<&'c EncodingName>,
    /// Size in bytes: exact, or a maximum.
    len: u64,
    exact: bool,
    digits: bool,
}

/// Size of the content of a field in bytes.
#[derive(Clone, Copy)]
struct ContentSize {
    len: u64,
    /// True if the content must have exactly this size, false if it may be shorter.
    exact: bool,
}

impl Machine<'_> {
    /// Writes the bytes of an extent.
    pub(super) fn make_bytes(
        &mut self,
        env: &Env<'_>,
        field: &FieldDef,
        extent: &FieldExtent,
        charset: Option<&EncodingName>,
        target: WriteTarget,
    ) -> Res<()> {
        let WriteTarget { io, place, attempt } = target;
        let stream = self.io(io);
        let (at, space) = (stream.at(), stream.most.saturating_sub(stream.at()));
        let ends = extent.terminator.as_deref().unwrap_or_default();
        match &extent.size {
            Size::Bytes(ex) => {
                let mut size = self.length_to_be(ex, env, "size")?;
                if size > space.min(MOST) {
                    let less = self.free(place, attempt).min(space);
                    if !self.settle(ex, env, less) {
                        return Err(Halt::short(size, space).at(at));
                    }
                    size = less;
                }
                let padded = extent.pad.is_some() || !ends.is_empty();
                let exact = !padded && extent.process.is_none();
                let plain = self.content(
                    env,
                    field,
                    extent,
                    charset,
                    target,
                    ContentSize { len: size, exact },
                );
                let mut bytes = self.processed(plain, extent, env)?;
                let given = bytes.len() as u64;
                if given != size {
                    let zlib = matches!(extent.process, Some(crate::ir::Process::Zlib));
                    let fill = given < size && (padded || zlib);
                    if !fill && self.settle(ex, env, given) {
                        size = given;
                    }
                    let len = usize::try_from(size).unwrap_or(usize::MAX);
                    if given < size {
                        let pad = extent.pad.unwrap_or(0);
                        bytes.extend_from_slice(ends.get(..).unwrap_or_default());
                        bytes.truncate(len);
                        bytes.resize(len, pad);
                    }
                    bytes.truncate(len);
                }
                self.put(io, &bytes)?;
                self.remember(io, place, StoredForm::Text { len: size });
            }
            Size::ToEnd => {
                let there = stream.end.saturating_sub(at);
                let open = stream.most > stream.end;
                let size =
                    if open { self.free(place, attempt).max(there).min(space) } else { there };
                let wanted = ContentSize { len: size, exact: !open || there > 0 };
                let plain = self.content(env, field, extent, charset, target, wanted);
                let mut bytes = self.processed(plain, extent, env)?;
                if !open {
                    bytes.resize(usize::try_from(there).unwrap_or(usize::MAX), 0);
                }
                self.put(io, &bytes)?;
                self.close_after(io, place);
            }
            Size::ToTerminator => {
                let decided = stream.end > at
                    && self.draft.as_ref().is_some_and(|draft| {
                        draft.sheets.get(&stream.buffer.0).is_some_and(|sheet| sheet.is_decided(at))
                    });
                if decided && memmem::find(self.rest(io), ends).is_some() {
                    return Ok(());
                }
                let spare = space.saturating_sub(ends.len() as u64);
                let size = self.free(place, attempt).min(spare);
                let plain = self.content(
                    env,
                    field,
                    extent,
                    charset,
                    target,
                    ContentSize { len: size, exact: false },
                );
                let mut bytes = self.processed(plain, extent, env)?;
                bytes.extend_from_slice(ends);
                bytes.truncate(usize::try_from(space).unwrap_or(usize::MAX));
                self.put(io, &bytes)?;
            }
        }
        Ok(())
    }

    /// Chooses a size for a field without a given size.
    fn free(&self, place: FieldRef, attempt: u64) -> u64 {
        let key = self.key(place);
        let Some(draft) = &self.draft else { return 0 };
        let mut random = draft.random(key ^ 1, attempt);
        let left = draft.left();
        match random.below(3) {
            _ if draft.plan.lean > 4 => random.below(3),
            0 if left > FREE => random.below(left),
            _ => random.below(FREE.saturating_add(1)),
        }
    }

    /// Chooses the content of a field, before padding.
    fn content(
        &mut self,
        env: &Env<'_>,
        field: &FieldDef,
        extent: &FieldExtent,
        charset: Option<&EncodingName>,
        target: WriteTarget,
        size: ContentSize,
    ) -> Vec<u8> {
        let (WriteTarget { place, attempt, .. }, ContentSize { len, exact }) = (target, size);
        let key = self.key(place);
        let Some(draft) = &self.draft else { return Vec::new() };
        if let Some(FixedValue::Bytes(bytes)) = draft.plan.values.get(&key) {
            return bytes.clone();
        }
        let mut random = draft.random(key, attempt);
        let target = (self.object_ref(place.object).class, place.slot);
        let goal =
            draft.goals.iter().rev().find(|(of, _)| *of == target).map(|(_, val)| val.clone());
        if let (Some(bytes), 0) = (goal.and_then(|val| self.encoded(&val, charset)), attempt) {
            return bytes;
        }
        let valid = match &field.valid {
            Some(Valid::Eq(ex)) => self.eval(ex, env).ok(),
            Some(Valid::AnyOf(list)) => random.pick(list).and_then(|ex| self.eval(ex, env).ok()),
            Some(Valid::Range { min: Some(ex), .. } | Valid::Range { max: Some(ex), .. }) => {
                self.eval(ex, env).ok()
            }
            _ => None,
        };
        if let Some(bytes) = valid.and_then(|val| self.encoded(&val, charset)) {
            return bytes;
        }
        let hint = self.hint(place);
        let turn = self.draft.as_ref().map_or(0, |draft| draft.plan.turn);
        let turn = if attempt == 0 { turn } else { random.next_u64() };
        if let Some(hint) = hint {
            let keys: Vec<_> = hint.keys.iter().filter_map(|k| self.encoded(k, charset)).collect();
            // A string of fixed size must have that size.
            let fit: Vec<_> = keys
                .into_iter()
                .filter(|bytes| !exact || bytes.len() as u64 == len || extent.size.is_computed())
                .collect();
            if !random.one_in(4)
                && let Some(bytes) = super::number::take(&fit, turn)
            {
                return bytes.clone();
            }
        }
        let digits = hint.is_some_and(|hint| hint.digits);
        let mut bytes =
            self.letters(&RequiredBytes { charset, len, exact, digits }, extent, &mut random);
        if let Some(hint) = hint
            && !random.one_in(4)
        {
            // Set some of the bytes that rules mention.
            for (index, val) in &hint.items {
                let at = usize::try_from(*index).unwrap_or(usize::MAX);
                if !random.one_in(3)
                    && let (Some(byte), Some(val)) =
                        (bytes.get_mut(at), super::number::integer(val))
                {
                    *byte = u8::try_from(val).unwrap_or(*byte);
                }
            }
        }
        bytes
    }

    /// Random letters, digits or bytes.
    fn letters(
        &self,
        content: &RequiredBytes<'_>,
        extent: &FieldExtent,
        random: &mut Random,
    ) -> Vec<u8> {
        let RequiredBytes { charset, len, exact, digits } = *content;
        let unit = match charset {
            Some(EncodingName::Known(charset)) => charset.unit(),
            _ => 1,
        };
        let mut avoid = self.draft.as_ref().map_or_else(Vec::new, |draft| draft.avoid.clone());
        avoid.extend(extent.terminator.as_deref().unwrap_or_default());
        avoid.extend(extent.pad);
        let count = len.checked_div(unit as u64).unwrap_or(0);
        let count = if exact { count } else { random.below(count.saturating_add(1)) };
        let count = if digits { count.max(1).min(len.max(1)) } else { count };
        let mut out = Vec::new();
        // Numbers are small, so they have leading zeros.
        let zeros =
            if digits { count.saturating_sub(random.below(2).saturating_add(1)) } else { 0 };
        for index in 0..count {
            let mut byte = match (charset, digits) {
                (_, true) if index < zeros => b'0',
                (_, true) => random.below(8).to_le_bytes().first().map_or(b'0', |d| b'0' | d),
                (None, _) if avoid.is_empty() => random.next_u64().to_le_bytes()[0],
                _ => *random.pick(LETTERS).unwrap_or(&b'a'),
            };
            if unit == 1 && avoid.contains(&byte) {
                byte = *LETTERS.iter().find(|letter| !avoid.contains(letter)).unwrap_or(&b'a');
            }
            match charset {
                Some(EncodingName::Known(charset)) => {
                    out.extend(
                        charset
                            .encode(char::from(byte).encode_utf8(&mut [0; 4]))
                            .unwrap_or_default(),
                    );
                }
                _ => out.push(byte),
            }
        }
        if exact {
            out.resize(usize::try_from(len).unwrap_or(usize::MAX), 0);
        }
        out
    }

    /// Encodes a value as the bytes of a field.
    fn encoded(&self, val: &Val, charset: Option<&EncodingName>) -> Option<Vec<u8>> {
        match val {
            Val::Bytes(bytes) => Some(self.slice(bytes).to_vec()),
            Val::Str(text) => match charset {
                Some(EncodingName::Known(charset)) => charset.encode(text),
                _ => Some(text.as_bytes().to_vec()),
            },
            // A number stored as decimal text.
            Val::Int(n) if charset.is_some() => self.encoded(&Val::str(&n.to_string()), charset),
            _ => None,
        }
    }
}

impl Size {
    /// `true` if the size is not a constant.
    fn is_computed(&self) -> bool {
        !matches!(self, Self::Bytes(crate::ir::Ex::Val(_)))
    }
}
