//! Ends of growing streams and lists, and offsets of out-of-line instances.

use super::super::{Env, FieldRef, Machine, Res, StoredValue};
use super::{DraftBuffer, mix};
use crate::ir::{Ex, FieldOrigin, Repeat};
use crate::value::{IoId, ObjId, Val};

/// Usual maximum number of items of a list.
const USUAL_ITEMS: u64 = 3;
/// Maximum number of items of a list, and maximum assumed size of a stream in bytes if the target
/// size is smaller.
const MAX_ITEMS: u64 = 4096;
/// Maximum nesting depth of objects whose instances are written.
const MAX_DEPTH: usize = 24;

impl Machine<'_> {
    /// True if the position is at the end of a stream that may still grow.
    pub(in crate::run) fn is_growing(&self, io: IoId) -> bool {
        let stream = self.io(io);
        stream.max_end > stream.end && stream.bits >= stream.size().saturating_mul(8)
    }

    /// True if a stream may still grow.
    pub(in crate::run) fn may_grow(&self, io: IoId) -> bool {
        let stream = self.io(io);
        stream.max_end > stream.end
    }

    /// Decides whether a list up to the end of a growing stream gets another item. If not, the
    /// stream is closed.
    pub(in crate::run) fn continues(&mut self, io: IoId, field_ref: FieldRef, index: u64) -> bool {
        let key = self.key(field_ref);
        let Some(draft) = &self.draft else { return false };
        let mut random = draft.random(key ^ 2, 0);
        let whole = self.object_ref(field_ref.object).field_ref.is_none();
        let few = if draft.plan.lean > 2 { 1 } else { random.below(USUAL_ITEMS).saturating_add(1) };
        let more = match draft.left() {
            0 => index < few.min(1),
            _ if whole => index < MAX_ITEMS,
            left => index < few.saturating_add(if random.one_in(4) { left / 64 } else { 0 }),
        };
        if !more {
            self.close(io);
        }
        more
    }

    /// Fixes the end of a growing stream.
    fn close(&mut self, io: IoId) {
        if let Some(stream) = self.io_mut(io) {
            stream.max_end = stream.end;
        }
    }

    /// Decides whether a growing stream ends at its current position.
    pub(in crate::run) fn ends_here(&mut self, io: IoId) -> bool {
        let stream = self.io(io);
        if self.is_writing() {
            return stream.pos() >= self.assumed_size(io);
        }
        let Some(draft) = &self.draft else { return true };
        let key = mix(mix(stream.start, stream.bits), 3);
        let ends = draft.left() == 0 || draft.random(key, 0).one_in(3);
        if ends {
            self.close(io);
        }
        ends
    }

    /// Returns the assumed final size of a growing stream: that of the previous run, or a guess.
    pub(in crate::run) fn assumed_size(&mut self, io: IoId) -> u64 {
        if let Some(size) = self.original_size(io) {
            return size;
        }
        self.look_ahead();
        let stream = self.io(io);
        let key = super::stream_key(io, stream);
        let Some(draft) = &mut self.draft else { return stream.size() };
        let large = draft.random(key, 0).one_in(2) || stream.size() == 0;
        let readable = draft.buffers.get(&stream.buffer.0).map_or(0, DraftBuffer::readable);
        let guess = match &draft.given {
            Some(_) => readable.saturating_sub(stream.start).max(stream.size()),
            None if large => draft.plan.target,
            None => stream.size(),
        };
        let size = draft.plan.sizes.get(&key).copied().unwrap_or(guess);
        draft.assumed.push((io, key, size));
        size
    }

    /// Handles a negative offset computed from the assumed size of a stream: assumes a larger size
    /// in the next run.
    fn assume_larger(&mut self, pos: &Ex, env: &Env<'_>, io: IoId) {
        let Ok(before) = self.int(pos, env) else { return };
        let missing = u64::try_from(before.saturating_neg()).unwrap_or(0);
        let current = self.io(io).size();
        let Some(draft) = &mut self.draft else { return };
        let assumed = draft.assumed.iter().rfind(|(other, ..)| *other == io);
        let Some((_, key, size)) = assumed.copied() else { return };
        draft.assumed.retain(|(_, other, _)| *other != key);
        if missing > 0 && size < draft.plan.target.max(MAX_ITEMS) {
            let larger = size.saturating_add(missing).saturating_add(current);
            draft.plan.sizes.insert(key, larger);
            draft.again = true;
        }
    }

    /// Compares the assumed stream sizes with the actual sizes. If they differ, the file must be
    /// written again.
    pub(super) fn compare_sizes(&mut self) {
        let Some(draft) = &mut self.draft else { return };
        let assumed = std::mem::take(&mut draft.assumed);
        for (io, key, size) in assumed {
            let found = self.io(io).size();
            if let Some(draft) = &mut self.draft
                && found != size
            {
                draft.plan.sizes.insert(key, found);
                draft.again = true;
            }
        }
    }

    /// Sets the goals that make the next item the last of its list, once the list is long enough.
    /// Returns the previous number of goals, for [`reset_goals`](Self::reset_goals).
    pub(in crate::run) fn set_goals(
        &mut self,
        field_ref: FieldRef,
        repeat: &Repeat,
        index: u64,
    ) -> usize {
        if self.draft.is_none() || self.is_writing() {
            return 0;
        }
        let key = self.key(field_ref);
        let target = (self.object_ref(field_ref.object).class, field_ref.slot);
        let Some(draft) = &mut self.draft else { return 0 };
        let before = draft.goals.len();
        let mut random = draft.random(key ^ 5, 0);
        let few = random.below(USUAL_ITEMS.saturating_add(draft.left() / 64).min(64));
        if matches!(repeat, Repeat::Until(_)) && (index >= few || draft.left() == 0) {
            let last = draft.hints.last.get(&target).map_or(&[][..], Vec::as_slice);
            let last = last.iter().filter(|desired| desired.item.is_none());
            draft.goals.extend(last.map(|desired| (desired.target, desired.val.clone())));
        }
        before
    }

    /// Removes the goals of an item.
    pub(in crate::run) fn reset_goals(&mut self, before: usize) {
        if let Some(draft) = &mut self.draft {
            draft.goals.truncate(before);
        }
    }

    /// Writes the instances of the objects in a stream that has ended; without a stream, those of
    /// all objects in the file. An instance that cannot be written is left unset.
    pub(super) fn finish(&mut self, io: Option<IoId>, first: usize) -> Res<()> {
        let mut at = first;
        while let Some(object) = self.objects.get(at) {
            let id = ObjId(u32::try_from(at).unwrap_or(u32::MAX));
            at = at.saturating_add(1);
            if io.is_some_and(|io| object.io != io) {
                continue;
            }
            let Some(class) = self.class_of(id).filter(|_| !self.is_deep(id)) else { continue };
            for (index, instance) in class.instances.iter().enumerate() {
                let FieldOrigin::Stream { io: other, .. } = &instance.from else { continue };
                let slot = class.instance_slot(index);
                let unread = self.cell(id, slot).is_some_and(|c| matches!(c.val, Val::Unset));
                if !unread || (io.is_some() && other.is_some()) {
                    continue;
                }
                if self.is_writing() {
                    if self.is_given(FieldRef { object: id, slot, index: None }) {
                        self.instance(id, slot)?;
                    }
                    continue;
                }
                if let Err(halt) = self.instance(id, slot) {
                    if halt.is_limit() || self.draft.as_ref().is_some_and(|draft| draft.again) {
                        return Err(halt);
                    }
                    self.faults.remove(&FieldRef { object: id, slot, index: None });
                    self.set(id, slot, StoredValue::default());
                }
            }
        }
        Ok(())
    }

    /// True if an object is nested too deeply, which a type that contains itself can cause.
    fn is_deep(&self, id: ObjId) -> bool {
        let above = |id: &ObjId| self.object_ref(*id).field_ref.map(|field_ref| field_ref.object);
        std::iter::successors(Some(id), above).nth(MAX_DEPTH).is_some()
    }

    /// Chooses the offset of an instance: the end of the stream if `pos` can be adjusted.
    pub(in crate::run) fn choose_offset(&mut self, pos: &Ex, id: ObjId, io: IoId) -> Res<u64> {
        let env = Env::of(id);
        let offset = match self.adjusted_length(pos, &env, "offset") {
            Err(halt) => {
                self.assume_larger(pos, &env, io);
                return Err(halt);
            }
            offset => offset?,
        };
        let stream = self.io(io);
        let end = stream.size();
        if stream.max_end > stream.end && offset != end && self.solve(pos, &env, end) {
            return Ok(end);
        }
        Ok(offset)
    }

    /// Discards the values of computed instances after a number they may depend on has changed.
    pub(super) fn discard_computed(&mut self) {
        let Some(draft) = &mut self.draft else { return };
        let mut computed = std::mem::take(&mut draft.computed);
        computed.retain(|(object, slot)| {
            let (object, slot) = (*object, *slot);
            let busy = matches!(self.cell(object, slot), Some(StoredValue { val: Val::Busy, .. }));
            if !busy {
                self.faults.remove(&FieldRef { object, slot, index: None });
                self.set(object, slot, StoredValue::default());
            }
            busy
        });
        if let Some(draft) = &mut self.draft {
            draft.computed = computed;
        }
    }
}
