//! Choice of bytes and strings for generated files.

use super::super::{Env, FieldRef, Halt, Machine, Res};
use super::FixedValue;
use super::leaf::{StoredForm, WriteTarget};
use crate::content::posix_tz;
use crate::ir::{ContentRule, EncodingName, FieldDef, FieldExtent, Size, Valid};
use crate::make::random::Random;
use crate::value::Val;
use memchr::memmem;

/// Usual maximum size in bytes of a field whose size the schema does not define.
const USUAL_SIZE: u64 = 12;
/// Maximum size of a field in bytes, regardless of its length field.
const MAX_SIZE: u64 = 1 << 20;
/// Characters of random strings.
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_- ";

/// Parameters of random bytes.
struct RequiredBytes<'c> {
    encoding: Option<&'c EncodingName>,
    /// Size in bytes: exact, or a maximum.
    len: u64,
    exact: bool,
    /// True for digits only.
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
        encoding: Option<&EncodingName>,
        target: WriteTarget,
    ) -> Res<()> {
        let WriteTarget { io, field_ref, attempt } = target;
        let stream = self.io(io);
        let (at, space) = (stream.at(), stream.max_end.saturating_sub(stream.at()));
        let terminator = extent.terminator.as_deref().unwrap_or_default();
        match &extent.size {
            Size::Bytes(ex) => {
                let mut size = self.adjusted_length(ex, env, "size")?;
                if size > space.min(MAX_SIZE) {
                    let smaller = self.choose_size(field_ref, attempt).min(space);
                    if self.solve(ex, env, smaller) {
                        size = smaller;
                    } else if size > space {
                        return Err(Halt::short(size, space).at(at));
                    }
                }
                let padded = extent.pad.is_some() || !terminator.is_empty();
                let exact = !padded && extent.process.is_none();
                let plain = self.content(
                    env,
                    field,
                    extent,
                    encoding,
                    target,
                    ContentSize { len: size, exact },
                );
                let mut bytes = self.inverse_process(plain, extent, env)?;
                let actual = bytes.len() as u64;
                if actual != size {
                    let zlib = matches!(extent.process, Some(crate::ir::Process::Zlib));
                    let fill = actual < size && (padded || zlib);
                    if !fill && self.solve(ex, env, actual) {
                        size = actual;
                    }
                    let len = usize::try_from(size).unwrap_or(usize::MAX);
                    if actual < size {
                        let pad = extent.pad.unwrap_or(0);
                        bytes.extend_from_slice(terminator.get(..).unwrap_or_default());
                        bytes.truncate(len);
                        bytes.resize(len, pad);
                    }
                    bytes.truncate(len);
                }
                self.put(io, &bytes)?;
                self.record_leaf(io, field_ref, StoredForm::Text { len: size });
            }
            Size::ToEnd => {
                let existing = stream.end.saturating_sub(at);
                let open = stream.max_end > stream.end;
                let size = if open {
                    self.choose_size(field_ref, attempt).max(existing).min(space)
                } else {
                    existing
                };
                let size = ContentSize { len: size, exact: !open || existing > 0 };
                let plain = self.content(env, field, extent, encoding, target, size);
                let mut bytes = self.inverse_process(plain, extent, env)?;
                if !open {
                    bytes.resize(usize::try_from(existing).unwrap_or(usize::MAX), 0);
                }
                self.put(io, &bytes)?;
                self.close_after(io, field_ref);
            }
            Size::ToTerminator => {
                let decided = stream.end > at
                    && self.draft.as_ref().is_some_and(|draft| {
                        let buffer = draft.buffers.get(&stream.buffer.0);
                        buffer.is_some_and(|buffer| buffer.is_decided(at))
                    });
                if decided && memmem::find(self.rest(io), terminator).is_some() {
                    return Ok(());
                }
                let spare = space.saturating_sub(terminator.len() as u64);
                let size = self.choose_size(field_ref, attempt).min(spare);
                let plain = self.content(
                    env,
                    field,
                    extent,
                    encoding,
                    target,
                    ContentSize { len: size, exact: false },
                );
                let mut bytes = self.inverse_process(plain, extent, env)?;
                bytes.extend_from_slice(terminator);
                bytes.truncate(usize::try_from(space).unwrap_or(usize::MAX));
                self.put(io, &bytes)?;
            }
        }
        Ok(())
    }

    /// Chooses a size in bytes for a field.
    fn choose_size(&self, field_ref: FieldRef, attempt: u64) -> u64 {
        let key = self.key(field_ref);
        let Some(draft) = &self.draft else { return 0 };
        let mut random = draft.random(key ^ 1, attempt);
        let left = draft.left();
        match random.below(3) {
            _ if draft.plan.lean > 4 => random.below(3),
            0 if left > USUAL_SIZE => random.below(left),
            _ => random.below(USUAL_SIZE.saturating_add(1)),
        }
    }

    /// Chooses the content of a field, before padding.
    fn content(
        &mut self,
        env: &Env<'_>,
        field: &FieldDef,
        extent: &FieldExtent,
        encoding: Option<&EncodingName>,
        target: WriteTarget,
        size: ContentSize,
    ) -> Vec<u8> {
        let (WriteTarget { field_ref, attempt, .. }, ContentSize { len, exact }) = (target, size);
        let key = self.key(field_ref);
        let Some(draft) = &self.draft else { return Vec::new() };
        if let Some(FixedValue::Bytes(bytes)) = draft.plan.values.get(&key) {
            return bytes.clone();
        }
        let mut random = draft.random(key, attempt);
        let target = (self.object_ref(field_ref.object).class, field_ref.slot);
        let goal =
            draft.goals.iter().rev().find(|(of, _)| *of == target).map(|(_, val)| val.clone());
        let digits = self.hint(field_ref).is_some_and(|hint| hint.digits);
        let width = if digits && exact { len } else { 0 };
        let goal = goal.and_then(|val| self.encoded(&val, encoding));
        if let (Some(bytes), 0) = (goal, attempt) {
            return zero_filled(bytes, width);
        }
        if let Some(ContentRule::PosixTz) = field.content.as_deref()
            && let Some(text) = random.pick(posix_tz::SAMPLES)
        {
            return self.encoded(&Val::str(text), encoding).unwrap_or_default();
        }
        let valid = match field.rules().next() {
            Some(Valid::Eq(ex)) => self.eval(ex, env).ok(),
            Some(Valid::AnyOf(list)) => random.pick(list).and_then(|ex| self.eval(ex, env).ok()),
            Some(Valid::Range { min: Some(ex), .. } | Valid::Range { max: Some(ex), .. }) => {
                self.eval(ex, env).ok()
            }
            _ => None,
        };
        if let Some(bytes) = valid.and_then(|val| self.encoded(&val, encoding)) {
            return bytes;
        }
        let hint = self.hint(field_ref);
        let turn = self.draft.as_ref().map_or(0, |draft| draft.plan.turn);
        let turn = if attempt == 0 { turn } else { random.next_u64() };
        if let Some(hint) = hint {
            let hinted = hint.values.iter().filter_map(|val| self.encoded(val, encoding));
            let hinted = hinted.map(|bytes| zero_filled(bytes, width));
            // The content of a field of constant size must have that size.
            let fit: Vec<_> = hinted
                .filter(|bytes| !exact || bytes.len() as u64 == len || extent.size.is_computed())
                .collect();
            if !random.one_in(4)
                && let Some(bytes) = super::number::take(&fit, turn)
            {
                return bytes.clone();
            }
        }
        let mut bytes =
            self.random_bytes(&RequiredBytes { encoding, len, exact, digits }, extent, &mut random);
        if let Some(hint) = hint
            && !random.one_in(4)
        {
            // Set some of the bytes that expressions refer to.
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

    /// Returns random letters, digits or bytes.
    fn random_bytes(
        &self,
        content: &RequiredBytes<'_>,
        extent: &FieldExtent,
        random: &mut Random,
    ) -> Vec<u8> {
        let RequiredBytes { encoding, len, exact, digits } = *content;
        let unit = match encoding {
            Some(EncodingName::Known(encoding)) => encoding.unit(),
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
            let mut byte = match (encoding, digits) {
                (_, true) if index < zeros => b'0',
                (_, true) => random.below(8).to_le_bytes().first().map_or(b'0', |d| b'0' | d),
                (None, _) if avoid.is_empty() => random.next_u64().to_le_bytes()[0],
                _ => *random.pick(LETTERS).unwrap_or(&b'a'),
            };
            if unit == 1 && avoid.contains(&byte) {
                byte = *LETTERS.iter().find(|letter| !avoid.contains(letter)).unwrap_or(&b'a');
            }
            match encoding {
                Some(EncodingName::Known(encoding)) => {
                    out.extend(
                        encoding
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
    pub(super) fn encoded(&self, val: &Val, encoding: Option<&EncodingName>) -> Option<Vec<u8>> {
        match val {
            Val::Bytes(bytes) => Some(self.slice(bytes).to_vec()),
            Val::Str(text) => match encoding {
                Some(EncodingName::Known(encoding)) => encoding.encode(text),
                _ => Some(text.as_bytes().to_vec()),
            },
            // A number stored as decimal text.
            Val::Int(n) if encoding.is_some() => self.encoded(&Val::str(&n.to_string()), encoding),
            _ => None,
        }
    }
}

/// Fills a number in text form with leading zeros up to a size in bytes.
fn zero_filled(mut bytes: Vec<u8>, width: u64) -> Vec<u8> {
    let missing = usize::try_from(width).unwrap_or(usize::MAX).saturating_sub(bytes.len());
    if missing > 0 && bytes.iter().all(u8::is_ascii_alphanumeric) {
        bytes.splice(0..0, std::iter::repeat_n(b'0', missing));
    }
    bytes
}

impl Size {
    /// True if the size is not a constant.
    fn is_computed(&self) -> bool {
        !matches!(self, Self::Bytes(crate::ir::Ex::Val(_)))
    }
}
