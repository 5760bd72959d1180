//! Leaf values of a file under construction: chosen, written and immediately read back.

use super::super::stream::Stream;
use super::super::{Env, FieldRef, Halt, Machine, Res, StoredValue};
use super::buffer::Checkpoint;
use crate::ir::{BitSign, ElementKind, FieldDef, FieldExtent};
use crate::value::{IoId, Val};
use bytescope_inspect::{BufferId, BuildErrorKind};

/// Offset and format of a written number or string.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WrittenLeaf {
    pub(super) buffer: BufferId,
    /// Offset of the first byte; for bit fields, of the start of the stream.
    pub(super) at: u64,
    pub(super) form: StoredForm,
}

/// Storage format of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StoredForm {
    Int {
        size: u8,
        signed: bool,
        little: bool,
    },
    /// Bit field, with the position of its first bit in the stream.
    Bits {
        first: u64,
        count: u32,
        little: bool,
    },
    Text {
        len: u64,
    },
}

impl StoredForm {
    /// Returns the smallest and largest number; `None` for text.
    pub(super) fn range(self) -> Option<(i128, i128)> {
        let shape = match self {
            Self::Int { size, signed, .. } => super::number::NumberShape {
                bits: u32::from(size).saturating_mul(8),
                signed,
                enumeration: None,
            },
            Self::Bits { count, .. } => {
                super::number::NumberShape { bits: count, signed: false, enumeration: None }
            }
            Self::Text { .. } => return None,
        };
        Some(shape.range())
    }
}

/// Maximum number of values tried per field with a rule.
const MAX_TRIES: u64 = 200;

/// Field to write, its stream, and the number of values tried so far.
#[derive(Clone, Copy)]
pub(super) struct WriteTarget {
    pub(super) io: IoId,
    pub(super) field_ref: FieldRef,
    pub(super) attempt: u64,
}

impl Machine<'_> {
    /// True if values of this kind are written by [`make_leaf`](Self::make_leaf).
    pub(in crate::run) fn is_leaf(kind: &ElementKind) -> bool {
        !matches!(
            kind,
            ElementKind::Object { .. } | ElementKind::Opaque(_) | ElementKind::Switch(_)
        )
    }

    /// Writes the undecided bits of a value and reads it back.
    pub(in crate::run) fn make_leaf(
        &mut self,
        env: &Env<'_>,
        field: &FieldDef,
        kind: &ElementKind,
        io: IoId,
        field_ref: FieldRef,
    ) -> Res<Val> {
        match kind {
            ElementKind::Bits { little, .. } if self.io(io).little != *little => {
                self.align(io);
                if let Some(stream) = self.io_mut(io) {
                    stream.little = *little;
                }
            }
            ElementKind::Bits { .. } => {}
            _ => self.align(io),
        }
        if let Some(draft) = &mut self.draft {
            draft.last = Some(field_ref);
        }
        if self.is_writing() || self.is_patching() {
            let start = self.io(io);
            let target = WriteTarget { io, field_ref, attempt: 0 };
            let val = match kind {
                ElementKind::Bytes(extent) => self.give_bytes(env, field, extent, None, target)?,
                ElementKind::Str(extent, encoding) => {
                    self.give_bytes(env, field, extent, Some(encoding), target)?
                }
                _ => {
                    self.write(env, field, kind, target)?;
                    self.read_element(env, field, kind, io, field_ref)?
                }
            };
            let end = self.io(io);
            self.locate_leaf(field_ref, start.buffer, start.at(), end.at());
            return Ok(val);
        }
        let before = self.mark(io);
        // Only a field with a rule may need another attempt.
        let saved =
            if field.rules().next().is_some() { self.save(before) } else { Checkpoint::default() };
        let mut attempt = 0_u64;
        loop {
            self.write(env, field, kind, WriteTarget { io, field_ref, attempt })?;
            let val = self.read_element(env, field, kind, io, field_ref)?;
            attempt = attempt.saturating_add(1);
            if attempt >= MAX_TRIES || self.fits(field, &val, env, field_ref, io, before) {
                return Ok(val);
            }
            self.restore(io, before, &saved);
        }
    }

    /// Writes the bytes of a type switch without a matching case.
    pub(in crate::run) fn make_rest(
        &mut self,
        env: &Env<'_>,
        field: &FieldDef,
        extent: &FieldExtent,
        io: IoId,
        field_ref: FieldRef,
    ) -> Res<Val> {
        let target = WriteTarget { io, field_ref, attempt: 0 };
        if let Some(draft) = &mut self.draft {
            draft.last = Some(field_ref);
        }
        if self.is_writing() || self.is_patching() {
            let start = self.io(io);
            let val = self.give_bytes(env, field, extent, None, target)?;
            self.locate_leaf(field_ref, start.buffer, start.at(), self.io(io).at());
            return Ok(val);
        }
        self.make_bytes(env, field, extent, None, target)?;
        self.extent(env, io, extent).map(Val::Bytes)
    }

    fn write(
        &mut self,
        env: &Env<'_>,
        field: &FieldDef,
        kind: &ElementKind,
        target: WriteTarget,
    ) -> Res<()> {
        let WriteTarget { io, field_ref, attempt } = target;
        match kind {
            ElementKind::Int { size, signed, order, enumeration } => {
                let little = self.is_little(*order, env.this)?;
                let bits = u32::from(*size).saturating_mul(8);
                let shape =
                    super::number::NumberShape { bits, signed: *signed, enumeration: *enumeration };
                let form = StoredForm::Int { size: *size, signed: *signed, little };
                let n = if self.given().is_some() {
                    self.given_number(shape, None, field, env, field_ref)?
                } else {
                    self.choose(shape, field, env, field_ref, attempt)?
                };
                self.put(io, &encode(n, *size, little))?;
                self.record_leaf(io, field_ref, form);
            }
            ElementKind::Float { size, order } => {
                let little = self.is_little(*order, env.this)?;
                let raw = if self.given().is_some() {
                    self.given_float(*size, field, env, field_ref)
                } else {
                    self.choose_float(*size, field, env, field_ref, attempt)?
                };
                self.put(io, &encode(raw.into(), *size, little))?;
            }
            ElementKind::Bits { count, little, enumeration, sign } => {
                let shape = super::number::NumberShape {
                    bits: *count,
                    signed: *sign == Some(BitSign::TwosComplement),
                    enumeration: *enumeration,
                };
                let n = if self.given().is_some() {
                    self.given_number(shape, *sign, field, env, field_ref)?
                } else {
                    self.choose(shape, field, env, field_ref, attempt)?
                };
                let first = self.io(io).bits;
                self.put_bits(io, *count, *little, n)?;
                let form = StoredForm::Bits { first, count: *count, little: *little };
                self.record_leaf(io, field_ref, form);
            }
            ElementKind::Contents(bytes) if self.given().is_some() => {
                self.give_contents(bytes, target)?;
            }
            ElementKind::Contents(bytes) => self.put(io, bytes)?,
            ElementKind::Bytes(extent) => {
                self.make_bytes(env, field, extent, None, target)?;
            }
            ElementKind::Str(extent, encoding) => {
                self.make_bytes(env, field, extent, Some(encoding), target)?;
            }
            ElementKind::Object { .. } | ElementKind::Opaque(_) | ElementKind::Switch(_) => {}
        }
        Ok(())
    }

    /// True if a value is valid for its field.
    fn fits(
        &mut self,
        field: &FieldDef,
        val: &Val,
        env: &Env<'_>,
        field_ref: FieldRef,
        io: IoId,
        mark: Stream,
    ) -> bool {
        if field.rules().next().is_none() {
            return true;
        }
        if field_ref.index.is_none() {
            let cell = StoredValue { val: val.clone(), span: self.since(io, mark) };
            self.set(field_ref.object, field_ref.slot, cell);
            self.discard_computed();
        }
        field.rules().all(|rule| self.valid(rule, val, env).is_ok())
    }

    /// Writes bytes at the current offset of a stream without advancing it.
    pub(in crate::run) fn put(&mut self, io: IoId, bytes: &[u8]) -> Res<()> {
        if self.is_patching() {
            self.edit_bytes(io, bytes);
            return Ok(());
        }
        if bytes.is_empty() {
            return Ok(());
        }
        let stream = self.io(io);
        let at = stream.at();
        let draft_given = self.is_writing();
        let end = at.saturating_add(bytes.len() as u64);
        self.grow(io, end)?;
        let Some(draft) = &mut self.draft else { return Ok(()) };
        let buffer = draft.buffer_mut(stream.buffer);
        let differs = draft_given && buffer.differs(at, bytes);
        buffer.write(at, bytes);
        if differs && let Some(last) = draft.last {
            let message = format!("overlaps other data at 0x{at:x} and differs from it");
            self.problem(last, BuildErrorKind::ReadsDifferently, message);
        }
        Ok(())
    }

    /// Extends a stream up to an offset of its buffer; fails if it cannot grow that far.
    pub(super) fn grow(&mut self, io: IoId, end: u64) -> Res<()> {
        let stream = self.io(io);
        if end > stream.max_end {
            let at = stream.at();
            let (needed, space) = (end.saturating_sub(at), stream.max_end.saturating_sub(at));
            return Err(Halt::short(needed, space).at(at));
        }
        if let Some(stream) = self.io_mut(io) {
            stream.end = stream.end.max(end);
        }
        if let Some(draft) = &mut self.draft {
            draft.buffer_mut(stream.buffer).extend_to(end);
        }
        Ok(())
    }

    fn put_bits(&mut self, io: IoId, count: u32, little: bool, n: i128) -> Res<()> {
        let stream = self.io(io);
        if self.is_patching() {
            self.edit_bits(io, count, little, n);
            return Ok(());
        }
        let end = stream.bits.saturating_add(count.into()).div_ceil(8);
        self.grow(io, stream.start.saturating_add(end))?;
        let leaf = WrittenLeaf {
            buffer: stream.buffer,
            at: stream.start,
            form: StoredForm::Bits { first: stream.bits, count, little },
        };
        self.store(leaf, n, false);
        Ok(())
    }

    /// Records the offset and format of a value.
    pub(super) fn record_leaf(&mut self, io: IoId, field_ref: FieldRef, form: StoredForm) {
        let (stream, key) = (self.io(io), self.key(field_ref));
        let at = if matches!(form, StoredForm::Bits { .. }) { stream.start } else { stream.at() };
        let leaf = WrittenLeaf { buffer: stream.buffer, at, form };
        let first = if let StoredForm::Bits { first, .. } = form { first } else { 0 };
        let bit = at.saturating_mul(8).saturating_add(first);
        if let Some(draft) = &mut self.draft {
            draft.leaves.insert(key, leaf);
            let owner = *draft.owners.entry((stream.buffer.0, bit)).or_insert(key);
            if owner != key {
                draft.aliases.insert(key, owner);
            }
        }
    }

    /// Stores a number at its offset. Decided bits are overwritten only if `over`.
    pub(super) fn store(&mut self, leaf: WrittenLeaf, n: i128, over: bool) {
        let Some(draft) = &mut self.draft else { return };
        let buffer = draft.buffer_mut(leaf.buffer);
        match leaf.form {
            StoredForm::Int { size, little, .. } => {
                let bytes = encode(n, size, little);
                if over {
                    buffer.overwrite(leaf.at, &bytes);
                } else {
                    buffer.write(leaf.at, &bytes);
                }
            }
            StoredForm::Bits { first, count, little } => {
                let first = leaf.at.saturating_mul(8).saturating_add(first);
                buffer.set_bits(first, count, little, n, over);
            }
            StoredForm::Text { .. } => {}
        }
    }

    /// Saves the bytes from the position of a stream on, including a partly written byte.
    fn save(&mut self, stream: Stream) -> Checkpoint {
        let at = stream.start.saturating_add(stream.bits / 8);
        let buffer = self.draft.as_mut().map(|draft| draft.buffer_mut(stream.buffer));
        buffer.map(|buffer| buffer.save(at)).unwrap_or_default()
    }

    fn restore(&mut self, io: IoId, before: Stream, saved: &Checkpoint) {
        if let Some(stream) = self.io_mut(io) {
            *stream = before;
        }
        if let Some(draft) = &mut self.draft {
            draft.buffer_mut(before.buffer).restore(saved);
        }
    }
}

/// Encodes a number.
pub(super) fn encode(n: i128, size: u8, little: bool) -> Vec<u8> {
    let mut bytes: Vec<u8> = n.to_le_bytes().into_iter().take(size.into()).collect();
    if !little {
        bytes.reverse();
    }
    bytes
}
