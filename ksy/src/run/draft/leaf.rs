//! Values without parts: chosen, written, and read back at once.

use super::super::stream::Stream;
use super::super::{Cell, Env, Machine, Place, Res, Stop};
use super::sheet::Kept;
use crate::ir::{Extent, Field, Kind};
use crate::value::{IoId, Val};
use bytescope_inspect::BufferId;

/// Where a number or text was written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leaf {
    pub(super) buffer: BufferId,
    /// Its first byte, or the byte of its first bit.
    pub(super) at: u64,
    pub(super) form: Form,
}

/// How a value is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Int { size: u8, signed: bool, little: bool },
    Bits { first: u64, count: u32, little: bool },
    Text { len: u64 },
}

/// Values that are tried before a rule counts as one that cannot be kept.
const TRIES: u64 = 200;

impl Machine<'_> {
    /// Whether a value of this kind is written by [`make_leaf`](Self::make_leaf).
    pub(in crate::run) fn is_leaf(kind: &Kind) -> bool {
        !matches!(kind, Kind::Object { .. } | Kind::Opaque(_) | Kind::Switch(_))
    }

    /// Writes a value, as far as its bits are not decided, and reads it.
    pub(in crate::run) fn make_leaf(
        &mut self,
        env: &Env<'_>,
        field: &Field,
        kind: &Kind,
        io: IoId,
        place: Place,
    ) -> Res<Val> {
        match kind {
            Kind::Bits { little, .. } if self.io(io).little != *little => {
                self.align(io);
                if let Some(stream) = self.io_mut(io) {
                    stream.little = *little;
                }
            }
            Kind::Bits { .. } => {}
            _ => self.align(io),
        }
        if let Some(draft) = &mut self.draft {
            draft.last = Some(place);
        }
        let before = self.mark(io);
        // Only a rule can ask for another value.
        let kept = if field.valid.is_some() { self.keep(before) } else { Kept::default() };
        let mut tried = 0_u64;
        loop {
            self.write(env, field, kind, (io, place), tried)?;
            let val = self.plain(env, field, kind, io, place)?;
            tried = tried.saturating_add(1);
            if tried >= TRIES || self.fits(field, &val, env, place, io, before) {
                return Ok(val);
            }
            self.restore(io, before, &kept);
        }
    }

    /// Writes what is left when no case of a switch matches.
    pub(in crate::run) fn make_rest(
        &mut self,
        env: &Env<'_>,
        field: &Field,
        extent: &Extent,
        io: IoId,
        place: Place,
    ) -> Res<Val> {
        self.make_bytes(env, field, (extent, None), (io, place), 0)?;
        self.extent(env, io, extent).map(Val::Bytes)
    }

    fn write(
        &mut self,
        env: &Env<'_>,
        field: &Field,
        kind: &Kind,
        (io, place): (IoId, Place),
        tried: u64,
    ) -> Res<()> {
        match kind {
            Kind::Int { size, signed, order, enumeration } => {
                let little = self.is_little(*order, env.this)?;
                let bits = u32::from(*size).saturating_mul(8);
                let shape = super::number::Shape { bits, signed: *signed, names: *enumeration };
                let form = Form::Int { size: *size, signed: *signed, little };
                let n = self.choose(shape, field, env, place, tried)?;
                self.put(io, &stored(n, *size, little))?;
                self.remember(io, place, form);
            }
            Kind::Float { size, order } => {
                let little = self.is_little(*order, env.this)?;
                let raw = self.choose_float(*size, field, env, place, tried)?;
                self.put(io, &stored(raw.into(), *size, little))?;
            }
            Kind::Bits { count, little, enumeration } => {
                let shape =
                    super::number::Shape { bits: *count, signed: false, names: *enumeration };
                let n = self.choose(shape, field, env, place, tried)?;
                let first = self.io(io).bits;
                self.put_bits(io, *count, *little, n)?;
                let form = Form::Bits { first, count: *count, little: *little };
                self.remember(io, place, form);
            }
            Kind::Contents(bytes) => self.put(io, bytes)?,
            Kind::Bytes(extent) => {
                self.make_bytes(env, field, (extent, None), (io, place), tried)?;
            }
            Kind::Str(extent, charset) => {
                self.make_bytes(env, field, (extent, Some(charset)), (io, place), tried)?;
            }
            Kind::Object { .. } | Kind::Opaque(_) | Kind::Switch(_) => {}
        }
        Ok(())
    }

    /// Whether the rule of a field holds for a value of it.
    fn fits(
        &mut self,
        field: &Field,
        val: &Val,
        env: &Env<'_>,
        place: Place,
        io: IoId,
        mark: Stream,
    ) -> bool {
        let Some(rule) = &field.valid else { return true };
        if place.index.is_none() {
            let cell = Cell { val: val.clone(), span: self.since(io, mark) };
            self.set(place.object, place.slot, cell);
            self.forget_computed();
        }
        self.valid(rule, val, env).is_ok()
    }

    /// Writes bytes where a stream stands; it stays there.
    pub(super) fn put(&mut self, io: IoId, bytes: &[u8]) -> Res<()> {
        let stream = self.io(io);
        let at = stream.at();
        let end = at.saturating_add(bytes.len() as u64);
        self.grow(io, end)?;
        if let Some(draft) = &mut self.draft {
            draft.sheet(stream.buffer).write(at, bytes);
        }
        Ok(())
    }

    /// Lets a stream reach up to a byte of its buffer, if it may.
    pub(super) fn grow(&mut self, io: IoId, end: u64) -> Res<()> {
        let stream = self.io(io);
        if end > stream.most {
            let at = stream.at();
            let (want, room) = (end.saturating_sub(at), stream.most.saturating_sub(at));
            return Err(Stop::short(want, room).at(at));
        }
        if let Some(stream) = self.io_mut(io) {
            stream.end = stream.end.max(end);
        }
        if let Some(draft) = &mut self.draft {
            draft.sheet(stream.buffer).reach(end);
        }
        Ok(())
    }

    fn put_bits(&mut self, io: IoId, count: u32, little: bool, n: i128) -> Res<()> {
        let stream = self.io(io);
        let end = stream.bits.saturating_add(count.into()).div_ceil(8);
        self.grow(io, stream.start.saturating_add(end))?;
        let leaf = Leaf {
            buffer: stream.buffer,
            at: stream.start,
            form: Form::Bits { first: stream.bits, count, little },
        };
        self.store(leaf, n, false);
        Ok(())
    }

    /// Remembers where a value stands.
    pub(super) fn remember(&mut self, io: IoId, place: Place, form: Form) {
        let (stream, key) = (self.io(io), self.key(place));
        let at = if matches!(form, Form::Bits { .. }) { stream.start } else { stream.at() };
        let leaf = Leaf { buffer: stream.buffer, at, form };
        let first = if let Form::Bits { first, .. } = form { first } else { 0 };
        let bit = at.saturating_mul(8).saturating_add(first);
        if let Some(draft) = &mut self.draft {
            draft.leaves.insert(key, leaf);
            let owner = *draft.owners.entry((stream.buffer.0, bit)).or_insert(key);
            if owner != key {
                draft.aliases.insert(key, owner);
            }
        }
    }

    /// Stores a number where it stands; over what is decided only when told so.
    pub(super) fn store(&mut self, leaf: Leaf, n: i128, over: bool) {
        let Some(draft) = &mut self.draft else { return };
        let sheet = draft.sheet(leaf.buffer);
        match leaf.form {
            Form::Int { size, little, .. } => {
                let bytes = stored(n, size, little);
                if over {
                    sheet.overwrite(leaf.at, &bytes);
                } else {
                    sheet.write(leaf.at, &bytes);
                }
            }
            Form::Bits { first, count, little } => {
                for bit in 0..count {
                    // From the high end the first bit is the highest; from the low end the lowest.
                    let shift =
                        if little { bit } else { count.saturating_sub(bit).saturating_sub(1) };
                    let on = n.checked_shr(shift).unwrap_or(0) & 1 == 1;
                    let at = first.saturating_add(bit.into());
                    let low = u32::try_from(at % 8).unwrap_or(0);
                    let in_byte = if little { low } else { 7_u32.saturating_sub(low) };
                    sheet.set_bit(leaf.at.saturating_add(at / 8), in_byte, on, over);
                }
            }
            Form::Text { .. } => {}
        }
    }

    fn keep(&mut self, stream: Stream) -> Kept {
        // A byte of which bits are read belongs to it.
        let at = stream.start.saturating_add(stream.bits / 8);
        let sheet = self.draft.as_mut().map(|draft| draft.sheet(stream.buffer));
        sheet.map(|sheet| sheet.keep(at)).unwrap_or_default()
    }

    fn restore(&mut self, io: IoId, before: Stream, kept: &Kept) {
        if let Some(stream) = self.io_mut(io) {
            *stream = before;
        }
        if let Some(draft) = &mut self.draft {
            draft.sheet(before.buffer).restore(kept);
        }
    }
}

/// The bytes of a number.
pub(super) fn stored(n: i128, size: u8, little: bool) -> Vec<u8> {
    let mut bytes: Vec<u8> = n.to_le_bytes().into_iter().take(size.into()).collect();
    if !little {
        bytes.reverse();
    }
    bytes
}
