//! Given instances at an offset, and objects in substreams.

use super::super::buffer::DraftBuffer;
use super::super::leaf::WriteTarget;
use super::super::within::NewObject;
use super::bytes::is_zlib;
use crate::ir::{Ex, FieldExtent, Size};
use crate::make::hints::uses_stream;
use crate::run::extent::trimmed_len;
use crate::run::stream::Stream;
use crate::run::{Env, FieldRef, Halt, Machine, Res};
use crate::value::{ByteString, IoId, ObjId, Val};

/// Maximum number of passes in which the size of a stream is assumed again.
const MAX_ASSUMING_PASSES: u32 = 12;

impl Machine<'_> {
    /// Returns the offset of a given instance: the first free place if the JSON leaves the offset
    /// out.
    pub(in crate::run) fn give_offset(
        &mut self,
        pos: &Ex,
        id: ObjId,
        io: IoId,
        field_ref: FieldRef,
    ) -> Res<u64> {
        let env = Env::of(id);
        let found = self.length(pos, &env, "offset");
        if self.is_reading() {
            return found;
        }
        let start = self.io(io).start;
        let moves = self.following().is_some_and(|values| !values.restructured);
        if let (Ok(found), true) = (&found, moves) {
            return match self.moved_offset(field_ref, start, *found) {
                Some(moved) if self.measure(pos, &env, moved, field_ref) => Ok(moved),
                _ => Ok(*found),
            };
        }
        let place = self.free_place(io);
        if !self.has_free(pos, &env) {
            return match found {
                // The offset depends on the size of the stream, which this instance extends.
                Err(halt) if uses_stream(pos) && self.is_given(field_ref) => {
                    let before = self.int(pos, &env).map_err(|_: Box<Halt>| halt)?;
                    self.assume_more(io, i128::from(place).saturating_sub(before));
                    Ok(place)
                }
                found => found,
            };
        }
        if self.measure(pos, &env, place, field_ref) { Ok(place) } else { found }
    }

    /// Assumes a larger stream in the next pass.
    fn assume_more(&mut self, io: IoId, more: i128) {
        let Some(draft) = &mut self.draft else { return };
        let assumed = draft.assumed.iter().rfind(|(other, ..)| *other == io);
        let Some((_, key, size)) = assumed.copied() else { return };
        draft.assumed.retain(|(_, other, _)| *other != key);
        let size = i128::from(size).saturating_add(more);
        draft.plan.sizes.insert(key, u64::try_from(size).unwrap_or(0));
        draft.again = true;
    }

    /// If the size of a field depends on the size of a growing stream, assumes in the next pass that
    /// the stream has the size for which the field has `actual` bytes instead of `found`.
    pub(super) fn assume_for(&mut self, ex: &Ex, assumed: usize, actual: u64, found: i128) -> bool {
        let used = self
            .draft
            .as_ref()
            .and_then(|draft| draft.assumed.get(assumed..)?.last().map(|(io, ..)| *io));
        let Some(io) = used.filter(|_| uses_stream(ex) && self.pass() < MAX_ASSUMING_PASSES) else {
            return false;
        };
        self.assume_more(io, i128::from(actual).saturating_sub(found));
        true
    }

    /// Returns the size of a field after whose object of `len` bytes bytes are known that no field
    /// covers.
    fn len_with_gap(&self, stream: Stream, at: u64, len: u64, found: Option<u64>) -> u64 {
        let Some(given) = self.given().filter(|_| stream.buffer.0 == 0) else { return len };
        if given.file.original.is_some() {
            return found.unwrap_or(len).max(len);
        }
        let end = at.saturating_add(len);
        let gap = given.file.remainder.gaps.range(..=end).next_back();
        let gap_end = gap.map_or(0, |(start, bytes)| start.saturating_add(bytes.len() as u64));
        gap_end.max(end).saturating_sub(at)
    }

    /// Number of sizes of growing streams that were assumed so far.
    pub(super) fn assumed_count(&self) -> usize {
        self.draft.as_ref().map_or(0, |draft| draft.assumed.len())
    }

    /// If a given instance at an offset from the end of its stream overlaps other data, moves it
    /// after that data in the next pass. Returns `true` if it was moved.
    pub(in crate::run) fn move_after(
        &mut self,
        pos: &Ex,
        id: ObjId,
        io: IoId,
        before: usize,
    ) -> bool {
        if !uses_stream(pos) || self.pass() > MAX_ASSUMING_PASSES {
            return false;
        }
        let place = self.free_place(io);
        let Ok(found) = self.length(pos, &Env::of(id), "offset") else { return false };
        let stream = self.io(io);
        let overlaps = self.given().is_some_and(|given| {
            let at = stream.start.saturating_add(found);
            let covers = |(start, bytes): (&u64, &Vec<u8>)| {
                (*start..start.saturating_add(bytes.len() as u64)).contains(&at)
            };
            let in_gap = stream.buffer.0 == 0 && given.file.original.is_none();
            given.problems.len() > before || in_gap && given.file.remainder.gaps.iter().any(covers)
        });
        if !overlaps || found >= place {
            return false;
        }
        self.assume_more(io, i128::from(place).saturating_sub(found.into()));
        true
    }

    /// Number of contradictions found so far.
    pub(in crate::run) fn problem_count(&self) -> usize {
        self.given().map_or(0, |given| given.problems.len())
    }

    /// Returns the offset after the last used byte of a stream.
    fn free_place(&self, io: IoId) -> u64 {
        let stream = self.io(io);
        let Some(draft) = &self.draft else { return 0 };
        let buffer = draft.buffers.get(&stream.buffer.0);
        let last = buffer.and_then(|buffer| buffer.last_used(stream.start, stream.end));
        let used = last.map_or(0, |last| last.saturating_add(1).saturating_sub(stream.start));
        let Some(given) = &draft.given else { return used };
        if stream.buffer.0 > 0 {
            return used;
        }
        let gaps =
            given.file.remainder.gaps.iter().map(|(at, bytes)| {
                at.saturating_add(bytes.len() as u64).saturating_sub(stream.start)
            });
        let inside = |end: &u64| *end <= stream.size();
        gaps.filter(inside).fold(used, u64::max)
    }

    /// Reads an instance that the JSON leaves out, from bytes that may be written later.
    pub(in crate::run) fn reading<T>(
        &mut self,
        io: IoId,
        read: impl FnOnce(&mut Self) -> Res<T>,
    ) -> Res<T> {
        self.look_ahead();
        let before = self.io(io);
        let known = self.draft.as_ref().and_then(|draft| draft.buffers.get(&before.buffer.0));
        let known = known.map_or(0, DraftBuffer::readable);
        // The size of the stream in the previous pass, or all that is known.
        let size = self
            .draft
            .as_ref()
            .and_then(|draft| draft.plan.sizes.get(&super::super::stream_key(io, before)).copied());
        let known = size.map_or(known, |size| before.start.saturating_add(size));
        let end = before.end.max(known.min(before.max_end));
        if let Some(draft) = &mut self.draft {
            draft.buffer_mut(before.buffer).extend_to(end);
        }
        if let Some(stream) = self.io_mut(io) {
            (stream.end, stream.max_end, stream.trimmed) = (end, end, true);
        }
        if let Some(given) = self.given_mut() {
            given.reading = given.reading.saturating_add(1);
        }
        let result = read(self);
        if let Some(given) = self.given_mut() {
            given.reading = given.reading.saturating_sub(1);
        }
        if let Some(stream) = self.io_mut(io) {
            *stream = Stream { bits: stream.bits, little: stream.little, ..before };
        }
        result
    }

    /// Writes an object that has an extent.
    pub(in crate::run) fn give_within(
        &mut self,
        env: &Env<'_>,
        extent: &FieldExtent,
        io: IoId,
        object: NewObject,
    ) -> Res<Val> {
        let NewObject { class, context, args } = object;
        let field_ref = context.field_ref;
        let outer = self.io(io);
        let at = outer.at();
        let target = WriteTarget { io, field_ref, attempt: 0 };
        let padded = extent.pad.is_some() || extent.terminator.is_some();
        let closed = matches!(extent.size, Size::ToEnd) && outer.max_end <= outer.end;
        let fixed = match &extent.size {
            Size::Bytes(ex) if self.has_fixed_size(extent, env) && !self.peeks(ex, env) => {
                let assumed = self.assumed_count();
                let size = self.length(ex, env, "size")?;
                (self.assumed_count() == assumed).then_some(size)
            }
            _ if closed => Some(outer.end.saturating_sub(at)),
            _ => None,
        };
        // Zeros at the end of the object are left out.
        let trims = match &extent.trimmed {
            Some(ex) if extent.process.is_none() => self.test(ex, env).unwrap_or(false),
            _ => false,
        };
        let inner = match (&extent.process, fixed) {
            (None, _) if trims => {
                let buffer = self.new_buffer(DraftBuffer::default());
                let inner = self.stream(buffer, 0, 0);
                self.open(inner, self.io(io).max_end.max(MAX_TRIMMED));
                inner
            }
            // The object of a padded field may be shorter than the field.
            (None, size) if padded => {
                let max = size.map_or(u64::MAX, |n| at.saturating_add(n)).min(outer.max_end);
                let content = self.stored_content(extent, field_ref).unwrap_or_default();
                let end = at.saturating_add(content.len() as u64).min(max);
                if let Some(draft) = &mut self.draft {
                    draft.buffer_mut(outer.buffer).set_background(at, &content);
                }
                self.grow(io, end)?;
                let inner = self.stream(outer.buffer, at, end);
                self.open(inner, max);
                inner
            }
            (None, Some(n)) => {
                let end = at.saturating_add(n);
                if n > 0 {
                    self.grow(io, end)?;
                }
                self.stream(outer.buffer, at, end)
            }
            (None, None) => {
                let inner = self.stream(outer.buffer, at, at);
                self.open(inner, outer.max_end);
                inner
            }
            (Some(_), fixed) => self.unpacked_stream(env, extent, fixed, target)?,
        };
        let first = self.objects.len();
        let id = self.object(class, inner, Some(context), args)?;
        self.finish(Some(inner), first)?;
        self.drop_optional_end(inner);
        let natural = self.io(inner);
        if extent.process.is_some() || trims {
            let buffer = self.draft.as_ref().and_then(|draft| draft.buffers.get(&natural.buffer.0));
            let mut plain = buffer.map(DraftBuffer::finished).unwrap_or_default();
            if buffer.is_some_and(DraftBuffer::has_kept_bits) {
                self.keep_stored(field_ref);
            }
            plain.truncate(usize::try_from(natural.end).unwrap_or(usize::MAX));
            let packed = match trims {
                true => without_zeros(plain, fixed),
                false => self.packed(env, extent, plain, target)?,
            };
            let packed = self.extended(env, extent, packed, target)?;
            self.put(io, &packed)?;
            let len = packed.len() as u64;
            if let Some(given) = self.given_mut() {
                given.packed.push((field_ref, outer.buffer, at, len));
            }
            self.advance(io, extent, len);
        } else if padded {
            let end = natural.end;
            let content = self.slice_of(outer.buffer, at, end).to_vec();
            let buffer = self.draft.as_ref().and_then(|draft| draft.buffers.get(&outer.buffer.0));
            if buffer.is_some_and(|buffer| buffer.has_open_bits(at, end)) {
                self.keep_stored(field_ref);
            }
            let all = self.extended(env, extent, content, target)?;
            self.put(io, &all)?;
            let len = all.len() as u64;
            if let Some(given) = self.given_mut() {
                given.packed.push((field_ref, outer.buffer, at, len));
            }
            if let Some(stream) = self.io_mut(inner) {
                stream.end = end;
            }
            self.advance(io, extent, all.len() as u64);
        } else {
            let mut len = natural.end.saturating_sub(natural.start);
            if let (Size::Bytes(ex), true) = (&extent.size, self.following().is_some()) {
                let found = self.length(ex, env, "size").ok();
                len = self.with_slack(field_ref, len, found);
            }
            if let (Size::Bytes(ex), None) = (&extent.size, fixed)
                && !self.measure(ex, env, len, field_ref)
            {
                let assumed = self.assumed_count();
                let found = self.length(ex, env, "size").ok();
                let size = self.int(ex, env).unwrap_or(0);
                let actual = self.len_with_gap(outer, at, len, found);
                if found == Some(actual) {
                    len = actual;
                } else if !self.assume_for(ex, assumed, actual, size) {
                    // A longer field has bytes after its object.
                    match found {
                        Some(found) if found > len => len = found,
                        _ => self.contradiction(field_ref, ex, env, len, found, "byte"),
                    }
                }
            }
            let end = at.saturating_add(len);
            if len > 0 {
                self.grow(io, end)?;
            }
            if let Some(stream) = self.io_mut(inner) {
                stream.end = end;
            }
            self.advance(io, extent, len);
        }
        if let Some(stream) = self.io_mut(inner) {
            stream.max_end = stream.end;
        }
        let ended = self.io(inner);
        if let Some(draft) = &mut self.draft {
            draft.plan.sizes.insert(super::super::stream_key(inner, ended), ended.size());
        }
        if matches!(extent.size, Size::ToEnd) {
            self.close_after(io, field_ref);
        }
        Ok(Val::Obj(id))
    }

    /// Returns the stored content of a padded field, without terminator and padding.
    fn stored_content(&self, extent: &FieldExtent, field_ref: FieldRef) -> Option<Vec<u8>> {
        let stored = self.remaining_bytes(field_ref)?;
        stored.get(..trimmed_len(stored, extent)).map(<[u8]>::to_vec)
    }

    /// Creates the stream of an object that is stored with `process`.
    fn unpacked_stream(
        &mut self,
        env: &Env<'_>,
        extent: &FieldExtent,
        fixed: Option<u64>,
        target: WriteTarget,
    ) -> Res<IoId> {
        let WriteTarget { io, field_ref, .. } = target;
        let max_size = self.io(io).max_end;
        let key = self.key(field_ref);
        let stored = self.remaining_bytes(field_ref).map(<[u8]>::to_vec);
        let background = match (&extent.process, stored) {
            (Some(process), Some(stored)) => {
                let len = stored.len() as u64;
                let stored = ByteString::Own(stored.into());
                let unpacked = self.after(io, len, |m| m.process(&stored, process, env));
                unpacked.ok().map(|bytes| self.slice(&bytes).to_vec())
            }
            _ => None,
        };
        let known = self.given().and_then(|given| given.previous.get(&key).cloned());
        // Stored content that follows the object is kept.
        let known_size = background.as_ref().map(|background| background.len() as u64);
        let size = if is_zlib(extent) { known_size } else { fixed.or(known_size) };
        let mut buffer = match background {
            Some(background) => DraftBuffer::with_background(background),
            None => DraftBuffer::with_previous(known.unwrap_or_default(), Vec::new()),
        };
        buffer.extend_to(size.unwrap_or(0));
        let id = self.new_buffer(buffer);
        if let Some(given) = self.given_mut() {
            given.buffer_keys.insert(id.0, key);
        }
        let inner = self.stream(id, 0, size.unwrap_or(0));
        if fixed.is_none() || is_zlib(extent) {
            self.open(inner, max_size);
        }
        Ok(inner)
    }

    /// Moves a stream past a field that was written.
    pub(super) fn advance(&mut self, io: IoId, extent: &FieldExtent, len: u64) {
        let len = match (&extent.size, &extent.terminator) {
            (Size::ToTerminator, Some(terminator)) if !extent.consume => {
                len.saturating_sub(terminator.len() as u64)
            }
            _ => len,
        };
        let after = self.io(io).pos().saturating_add(len);
        self.seek(io, after);
    }
}

/// Maximum size in bytes of an object whose trailing zeros are left out, unless its stream is larger.
const MAX_TRIMMED: u64 = 1 << 20;

/// Removes zeros at the end, but not the first byte; only down to `size` if it is given.
fn without_zeros(mut bytes: Vec<u8>, size: Option<u64>) -> Vec<u8> {
    let used = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last.saturating_add(1));
    let min = size.map_or(1, |size| usize::try_from(size).unwrap_or(usize::MAX));
    bytes.truncate(used.max(min));
    bytes
}
