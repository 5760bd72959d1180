//! Ends that are not known yet: of streams that grow, of lists, of objects whose instances stand
//! elsewhere.

use super::super::{Cell, Env, Machine, Place, Res};
use super::mix;
use crate::ir::{Ex, From, Repeat};
use crate::value::{IoId, ObjId, Val};

/// Items of a list, unless the sample shall be large.
const FEW: u64 = 3;
/// Items after which a list must end.
const MANY: u64 = 4096;
/// Objects within each other whose instances are written.
const DEEPEST: usize = 24;

impl Machine<'_> {
    /// Whether a stream stands at an end that may still move.
    pub(in crate::run) fn is_growing(&self, io: IoId) -> bool {
        let stream = self.io(io);
        stream.most > stream.end && stream.bits >= stream.size().saturating_mul(8)
    }

    /// Whether the end of a stream may still move.
    pub(in crate::run) fn may_grow(&self, io: IoId) -> bool {
        let stream = self.io(io);
        stream.most > stream.end
    }

    /// Whether another item is written to a list that goes up to the end of a growing stream; if
    /// not, the stream ends here.
    pub(in crate::run) fn goes_on(&mut self, io: IoId, place: Place, index: u64) -> bool {
        let key = self.key(place);
        let Some(draft) = &self.draft else { return false };
        let mut random = draft.random(key ^ 2, 0);
        let whole = self.object_ref(place.object).place.is_none();
        let few = if draft.plan.lean > 2 { 1 } else { random.below(FEW).saturating_add(1) };
        let more = match draft.left() {
            0 => index < few.min(1),
            _ if whole => index < MANY,
            left => index < few.saturating_add(if random.one_in(4) { left / 64 } else { 0 }),
        };
        if !more {
            self.close(io);
        }
        more
    }

    fn close(&mut self, io: IoId) {
        if let Some(stream) = self.io_mut(io) {
            stream.most = stream.end;
        }
    }

    /// Whether a growing stream ends here.
    pub(in crate::run) fn ends_here(&mut self, io: IoId) -> bool {
        let stream = self.io(io);
        let Some(draft) = &self.draft else { return true };
        let key = mix(mix(stream.start, stream.bits), 3);
        let ends = draft.left() == 0 || draft.random(key, 0).one_in(3);
        if ends {
            self.close(io);
        }
        ends
    }

    /// The size of a growing stream: what it was the last time, or a guess.
    pub(in crate::run) fn size_to_be(&mut self, io: IoId) -> u64 {
        let stream = self.io(io);
        let key = mix(mix(stream.buffer.0.into(), stream.start), 4);
        let Some(draft) = &mut self.draft else { return stream.size() };
        let large = draft.random(key, 0).one_in(2) || stream.size() == 0;
        let guess = if large { draft.plan.target } else { stream.size() };
        let size = draft.plan.sizes.get(&key).copied().unwrap_or(guess);
        draft.asked.push((io, key, size));
        size
    }

    /// Where a place before the start of a stream was counted from its end: the stream is guessed
    /// to be longer the next time.
    fn ask_for_more(&mut self, pos: &Ex, env: &Env<'_>, io: IoId) {
        let Ok(before) = self.int(pos, env) else { return };
        let missing = u64::try_from(before.saturating_neg()).unwrap_or(0);
        let there = self.io(io).size();
        let Some(draft) = &mut self.draft else { return };
        let asked = draft.asked.iter().rfind(|(asked, ..)| *asked == io);
        let Some((_, key, size)) = asked.copied() else { return };
        draft.asked.retain(|(_, other, _)| *other != key);
        if missing > 0 && size < draft.plan.target.max(MANY) {
            let more = size.saturating_add(missing).saturating_add(there);
            draft.plan.sizes.insert(key, more);
            draft.again = true;
        }
    }

    /// Finds out whether the sizes that were asked for came true.
    pub(super) fn compare_sizes(&mut self) {
        let Some(draft) = &mut self.draft else { return };
        let asked = std::mem::take(&mut draft.asked);
        for (io, key, size) in asked {
            let found = self.io(io).size();
            if let Some(draft) = &mut self.draft
                && found != size
            {
                draft.plan.sizes.insert(key, found);
                draft.again = true;
            }
        }
    }

    /// Asks of the item that is written next that it be the last one of its list, when it is time;
    /// what to go back to.
    pub(in crate::run) fn aim(&mut self, place: Place, repeat: &Repeat, index: u64) -> usize {
        let key = self.key(place);
        let target = (self.object_ref(place.object).class, place.slot);
        let Some(draft) = &mut self.draft else { return 0 };
        let before = draft.goals.len();
        let mut random = draft.random(key ^ 5, 0);
        let few = random.below(FEW.saturating_add(draft.left() / 64).min(64));
        if matches!(repeat, Repeat::Until(_)) && (index >= few || draft.left() == 0) {
            let last = draft.hints.last.get(&target).map_or(&[][..], Vec::as_slice);
            let last = last.iter().filter(|wish| wish.item.is_none());
            draft.goals.extend(last.map(|wish| (wish.target, wish.val.clone())));
        }
        before
    }

    pub(in crate::run) fn aimed(&mut self, before: usize) {
        if let Some(draft) = &mut self.draft {
            draft.goals.truncate(before);
        }
    }

    /// Writes what stands elsewhere in a stream that ends: the instances of its objects; those of
    /// all objects when the file ends. What cannot be written now may be there all the same.
    pub(super) fn finish(&mut self, io: Option<IoId>) -> Res<()> {
        let mut at = 0;
        while let Some(object) = self.objects.get(at) {
            let id = ObjId(u32::try_from(at).unwrap_or(u32::MAX));
            at = at.saturating_add(1);
            if io.is_some_and(|io| object.io != io) {
                continue;
            }
            let Some(class) = self.class_of(id).filter(|_| !self.is_deep(id)) else { continue };
            for (index, instance) in class.instances.iter().enumerate() {
                let From::Stream { io: other, .. } = &instance.from else { continue };
                let slot = class.instance_slot(index);
                let unread = self.cell(id, slot).is_some_and(|c| matches!(c.val, Val::Unset));
                if !unread || (io.is_some() && other.is_some()) {
                    continue;
                }
                if let Err(stop) = self.instance(id, slot) {
                    if stop.is_limit() || self.draft.as_ref().is_some_and(|draft| draft.again) {
                        return Err(stop);
                    }
                    self.faults.remove(&Place { object: id, slot, index: None });
                    self.set(id, slot, Cell::default());
                }
            }
        }
        Ok(())
    }

    /// Whether an object is found within too many others: a type may contain itself for ever.
    fn is_deep(&self, id: ObjId) -> bool {
        let above = |id: &ObjId| self.object_ref(*id).place.map(|place| place.object);
        std::iter::successors(Some(id), above).nth(DEEPEST).is_some()
    }

    /// Where an instance is put: behind everything, when its place can be put right.
    pub(in crate::run) fn place_at(&mut self, pos: &Ex, id: ObjId, io: IoId) -> Res<u64> {
        let env = Env::of(id);
        let given = match self.length_to_be(pos, &env, "the position") {
            Err(stop) => {
                self.ask_for_more(pos, &env, io);
                return Err(stop);
            }
            given => given?,
        };
        let stream = self.io(io);
        let end = stream.size();
        if stream.most > stream.end && given != end && self.settle(pos, &env, end) {
            return Ok(end);
        }
        Ok(given)
    }

    /// Takes back what instances have computed: a number that they may depend on has changed.
    pub(super) fn forget_computed(&mut self) {
        let Some(draft) = &mut self.draft else { return };
        let mut computed = std::mem::take(&mut draft.computed);
        computed.retain(|(object, slot)| {
            let (object, slot) = (*object, *slot);
            let busy = matches!(self.cell(object, slot), Some(Cell { val: Val::Busy, .. }));
            if !busy {
                self.faults.remove(&Place { object, slot, index: None });
                self.set(object, slot, Cell::default());
            }
            busy
        });
        if let Some(draft) = &mut self.draft {
            draft.computed = computed;
        }
    }
}
