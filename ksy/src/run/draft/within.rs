//! Objects in substreams: written at their natural size, then the length field is corrected.

use super::super::{Env, FieldRef, Halt, Machine, Res};
use super::buffer::DraftBuffer;
use crate::ir::{Ex, FieldExtent, Process, Size};
use crate::model::TypeId;
use crate::run::object::ObjectMaker;
use crate::value::{ByteString, IoId, Val};
use bytescope_inspect::BufferId;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;

/// Maximum uncompressed size in bytes.
const MOST: u64 = 1 << 20;

/// Object to create: its type, the field that it belongs to, and the arguments of its parameters.
pub(in crate::run) struct NewObject {
    pub(in crate::run) class: TypeId,
    pub(in crate::run) maker: ObjectMaker,
    pub(in crate::run) args: Vec<Val>,
}

impl Machine<'_> {
    /// Writes an object that has an extent.
    pub(in crate::run) fn make_within(
        &mut self,
        env: &Env<'_>,
        extent: &FieldExtent,
        io: IoId,
        object: NewObject,
    ) -> Res<Val> {
        let NewObject { class, maker, args } = object;
        let key = self.key(maker.place);
        let outer = self.io(io);
        let at = outer.at();
        if at > outer.most {
            return Err(Halt::short(at.saturating_sub(outer.most), 0).at(outer.most));
        }
        let ends = extent.terminator.as_deref().unwrap_or_default();
        let planned =
            self.draft.as_ref().is_some_and(|draft| draft.plan.object_sizes.contains_key(&key));
        let declared = match &extent.size {
            Size::Bytes(ex) if planned => Some((ex, self.length_to_be(ex, env, "size")?)),
            Size::Bytes(ex) => Some((ex, self.size_within(ex, env)?)),
            Size::ToEnd | Size::ToTerminator => None,
        };
        let zlib = matches!(extent.process, Some(Process::Zlib));
        let closed = matches!(extent.size, Size::ToEnd) && outer.most <= outer.end;
        let fixed = match declared {
            Some((ex, n)) if matches!(ex, Ex::Val(_)) || planned || self.is_empty(class) => Some(n),
            None if closed => Some(outer.end.saturating_sub(at)),
            _ => None,
        };
        let avoided = self.avoid(ends, extent.pad);
        let inner = match (&extent.process, fixed) {
            (None, Some(n)) => {
                let end = at.saturating_add(n);
                self.grow(io, end)?;
                self.stream(outer.buffer, at, end)
            }
            (None, None) => {
                let inner = self.stream(outer.buffer, at, self.decided_end(outer.buffer, at));
                let spare = outer.most.saturating_sub(ends.len() as u64);
                self.open(inner, spare);
                inner
            }
            (Some(_), Some(n)) if !zlib => {
                let mut sheet = DraftBuffer::default();
                sheet.reach(n.min(MOST));
                let buffer = self.new_sheet(sheet);
                self.stream(buffer, 0, n.min(MOST))
            }
            (Some(_), _) => {
                let buffer = self.new_sheet(DraftBuffer::default());
                let inner = self.stream(buffer, 0, 0);
                self.open(inner, MOST);
                inner
            }
        };
        let made = self.object(class, inner, Some(maker), args);
        let made = made.and_then(|id| self.finish(Some(inner)).map(|()| id));
        if let Some(draft) = &mut self.draft {
            draft.avoid.truncate(avoided);
        }
        let id = made?;
        let natural = self.io(inner);
        let mut len = natural.end.saturating_sub(natural.start);
        let coded = match &extent.process {
            None => None,
            Some(_) => {
                let plain = self.buffer(natural.buffer).to_vec();
                let coded = self.processed(plain, extent, env)?;
                len = coded.len() as u64;
                Some(coded)
            }
        };
        if let Some((ex, declared)) = declared
            && len != declared
        {
            let fits = fixed.is_none() && self.settle(ex, env, len);
            if !fits && len < declared {
                len = declared;
            } else if !fits {
                // The length field cannot change, so the object must fit it in the next run.
                if let Some(draft) = &mut self.draft {
                    draft.again |= draft.plan.object_sizes.insert(key, declared).is_none();
                }
                return Err(Halt::short(len, declared).at(at));
            }
        }
        let len = match fixed {
            Some(n) => n.max(len),
            None => len,
        };
        if let Some(coded) = coded {
            self.put(io, &coded)?;
        }
        self.grow(io, at.saturating_add(len))?;
        if extent.process.is_none()
            && let Some(stream) = self.io_mut(inner)
        {
            stream.end = at.saturating_add(len);
        }
        if let Some(stream) = self.io_mut(inner) {
            stream.most = stream.end;
        }
        self.seek(io, at.saturating_add(len).saturating_sub(outer.start));
        match extent.size {
            Size::Bytes(_) => {}
            Size::ToEnd => self.close_after(io, maker.place),
            Size::ToTerminator => {
                self.put(io, ends)?;
                if extent.consume {
                    let after = self.io(io).pos().saturating_add(ends.len() as u64);
                    self.seek(io, after);
                }
            }
        }
        Ok(Val::Obj(id))
    }

    /// `true` if a type has no sequential fields, only instances.
    fn is_empty(&self, class: TypeId) -> bool {
        self.class(class).is_some_and(|class| class.fields.is_empty())
    }

    /// Evaluates the size of an object. A negative size counts as 0; it is corrected after the
    /// object is written.
    fn size_within(&mut self, ex: &Ex, env: &Env<'_>) -> Res<u64> {
        match self.length(ex, env, "size") {
            Err(_) if self.int(ex, env).is_ok_and(|n| n < 0) => Ok(0),
            other => other,
        }
    }

    /// End of the run of decided bytes that starts at `at`.
    fn decided_end(&self, buffer: BufferId, at: u64) -> u64 {
        let sheet = self.draft.as_ref().and_then(|draft| draft.sheets.get(&buffer.0));
        let is_decided = |at| sheet.is_some_and(|sheet| sheet.is_decided(at));
        (at..).find(|at| !is_decided(*at)).unwrap_or(at)
    }

    /// Allows a stream to grow up to `most`.
    fn open(&mut self, io: IoId, most: u64) {
        if let Some(stream) = self.io_mut(io) {
            stream.most = most.max(stream.end);
        }
    }

    /// Adds bytes that must not be written from now on. Returns the previous number of such bytes.
    fn avoid(&mut self, ends: &[u8], pad: Option<u8>) -> usize {
        let Some(draft) = &mut self.draft else { return 0 };
        let before = draft.avoid.len();
        draft.avoid.extend(ends.first().copied().into_iter().chain(pad));
        before
    }

    /// Applies the inverse of `process`: returns the bytes that it turns into `plain`.
    pub(super) fn processed(
        &mut self,
        plain: Vec<u8>,
        extent: &FieldExtent,
        env: &Env<'_>,
    ) -> Res<Vec<u8>> {
        match &extent.process {
            None => Ok(plain),
            Some(Process::Zlib) => {
                let mut out = ZlibEncoder::new(Vec::new(), Compression::default());
                let made = out.write_all(&plain).and_then(|()| out.finish());
                made.map_err(|error| Halt::rule(error.to_string()))
            }
            Some(Process::Rotate { by, left }) => {
                let back = Process::Rotate { by: by.clone(), left: !left };
                let bytes = self.process(&ByteString::Own(plain.into()), &back, env)?;
                Ok(self.slice(&bytes).to_vec())
            }
            // XOR is its own inverse; a custom routine fails here, too.
            Some(process) => {
                let bytes = self.process(&ByteString::Own(plain.into()), process, env)?;
                Ok(self.slice(&bytes).to_vec())
            }
        }
    }

    /// Closes a growing stream after a field that extends to its end.
    pub(super) fn close_after(&mut self, io: IoId, place: FieldRef) {
        let class = self.class_of(place.object);
        // After an instance the stream may still grow.
        if class.is_some_and(|class| class.instance(place.slot).is_none())
            && let Some(stream) = self.io_mut(io)
        {
            stream.most = stream.end;
        }
    }
}
