//! Objects in substreams: the object is written at its natural size, then its length field is
//! corrected.

use super::super::{Env, FieldRef, Halt, Machine, Res};
use super::buffer::DraftBuffer;
use crate::ir::{Ex, FieldExtent, Process, Size};
use crate::model::TypeId;
use crate::run::object::ObjectContext;
use crate::value::{ByteString, IoId, Val};
use bytescope_inspect::BufferId;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;

/// Maximum size in bytes of an object that is stored with `process`.
const MAX_SIZE: u64 = 1 << 20;

/// Object to create: its type, the field that contains it, and the arguments of its parameters.
pub(in crate::run) struct NewObject {
    pub(in crate::run) class: TypeId,
    pub(in crate::run) context: ObjectContext,
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
        if self.is_writing() {
            return self.give_within(env, extent, io, object);
        }
        let NewObject { class, context, args } = object;
        let key = self.key(context.field_ref);
        let outer = self.io(io);
        let at = outer.at();
        if at > outer.max_end {
            return Err(Halt::short(at.saturating_sub(outer.max_end), 0).at(outer.max_end));
        }
        let terminator = extent.terminator.as_deref().unwrap_or_default();
        let planned =
            self.draft.as_ref().is_some_and(|draft| draft.plan.object_sizes.contains_key(&key));
        let declared = match &extent.size {
            Size::Bytes(ex) if planned => Some((ex, self.adjusted_length(ex, env, "size")?)),
            Size::Bytes(ex) => Some((ex, self.object_size(ex, env)?)),
            Size::ToEnd | Size::ToTerminator => None,
        };
        let zlib = matches!(extent.process, Some(Process::Zlib));
        let closed = matches!(extent.size, Size::ToEnd) && outer.max_end <= outer.end;
        let fixed = match declared {
            Some((ex, n)) if matches!(ex, Ex::Val(_)) || planned || self.is_empty(class) => Some(n),
            None if closed => Some(outer.end.saturating_sub(at)),
            _ => None,
        };
        let avoided = self.avoid(terminator, extent.pad);
        let inner = match (&extent.process, fixed) {
            (None, Some(n)) => {
                let end = at.saturating_add(n);
                self.grow(io, end)?;
                self.stream(outer.buffer, at, end)
            }
            (None, None) => {
                let inner = self.stream(outer.buffer, at, self.decided_end(outer.buffer, at));
                let spare = outer.max_end.saturating_sub(terminator.len() as u64);
                self.open(inner, spare);
                inner
            }
            (Some(_), Some(n)) if !zlib => {
                let mut buffer = DraftBuffer::default();
                buffer.extend_to(n.min(MAX_SIZE));
                let buffer = self.new_buffer(buffer);
                self.stream(buffer, 0, n.min(MAX_SIZE))
            }
            (Some(_), _) => {
                let buffer = self.new_buffer(DraftBuffer::default());
                let inner = self.stream(buffer, 0, 0);
                self.open(inner, MAX_SIZE);
                inner
            }
        };
        let first = self.objects.len();
        let written = self.object(class, inner, Some(context), args);
        let written = written.and_then(|id| self.finish(Some(inner), first).map(|()| id));
        if let Some(draft) = &mut self.draft {
            draft.avoid.truncate(avoided);
        }
        let id = written?;
        let natural = self.io(inner);
        let mut len = natural.end.saturating_sub(natural.start);
        let coded = match &extent.process {
            None => None,
            Some(_) => {
                let plain = self.buffer(natural.buffer).to_vec();
                let coded = self.inverse_process(plain, extent, env)?;
                len = coded.len() as u64;
                Some(coded)
            }
        };
        if let Some((ex, declared)) = declared
            && len != declared
        {
            let fits = fixed.is_none() && self.solve(ex, env, len);
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
            stream.max_end = stream.end;
        }
        self.seek(io, at.saturating_add(len).saturating_sub(outer.start));
        match extent.size {
            Size::Bytes(_) => {}
            Size::ToEnd => self.close_after(io, context.field_ref),
            Size::ToTerminator => {
                self.put(io, terminator)?;
                if extent.consume {
                    let after = self.io(io).pos().saturating_add(terminator.len() as u64);
                    self.seek(io, after);
                }
            }
        }
        Ok(Val::Obj(id))
    }

    /// True if a type has no fields in `seq`.
    fn is_empty(&self, class: TypeId) -> bool {
        self.class(class).is_some_and(|class| class.fields.is_empty())
    }

    /// Evaluates the size of an object. A negative size counts as 0; it is corrected after the
    /// object is written.
    fn object_size(&mut self, ex: &Ex, env: &Env<'_>) -> Res<u64> {
        match self.length(ex, env, "size") {
            Err(_) if self.int(ex, env).is_ok_and(|n| n < 0) => Ok(0),
            other => other,
        }
    }

    /// Returns the end of the run of decided bytes that starts at `at`.
    fn decided_end(&self, buffer: BufferId, at: u64) -> u64 {
        let buffer = self.draft.as_ref().and_then(|draft| draft.buffers.get(&buffer.0));
        let is_decided = |at| buffer.is_some_and(|buffer| buffer.is_decided(at));
        (at..).find(|at| !is_decided(*at)).unwrap_or(at)
    }

    /// Allows a stream to grow up to `max_end`.
    pub(super) fn open(&mut self, io: IoId, max_end: u64) {
        if let Some(stream) = self.io_mut(io) {
            stream.max_end = max_end.max(stream.end);
        }
    }

    /// Adds bytes that must not be written until they are removed again. Returns the previous
    /// number of such bytes.
    fn avoid(&mut self, terminator: &[u8], pad: Option<u8>) -> usize {
        let Some(draft) = &mut self.draft else { return 0 };
        let before = draft.avoid.len();
        draft.avoid.extend(terminator.first().copied().into_iter().chain(pad));
        before
    }

    /// Applies the inverse of `process`: returns the bytes that `process` converts to `plain`.
    pub(super) fn inverse_process(
        &mut self,
        plain: Vec<u8>,
        extent: &FieldExtent,
        env: &Env<'_>,
    ) -> Res<Vec<u8>> {
        match &extent.process {
            None => Ok(plain),
            Some(Process::Zlib) => {
                let mut out = ZlibEncoder::new(Vec::new(), Compression::default());
                let compressed = out.write_all(&plain).and_then(|()| out.finish());
                compressed.map_err(|error| Halt::rule(error.to_string()))
            }
            Some(Process::Rotate { by, left }) => {
                let inverse = Process::Rotate { by: by.clone(), left: !left };
                let bytes = self.process(&ByteString::Own(plain.into()), &inverse, env)?;
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
    pub(super) fn close_after(&mut self, io: IoId, field_ref: FieldRef) {
        let class = self.class_of(field_ref.object);
        // After an instance, the stream may still grow.
        if class.is_some_and(|class| class.instance(field_ref.slot).is_none())
            && let Some(stream) = self.io_mut(io)
        {
            stream.max_end = stream.end;
        }
    }
}
