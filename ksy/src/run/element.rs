//! Reading of a single value of a field.

use super::draft::NewObject;
use super::object::ObjectContext;
use super::{Env, FieldRef, Halt, Machine, Res};
use crate::ir::{ElementKind, EncodingName, FieldDef, FieldExtent, Parent, Size, Switch};
use crate::model::EnumId;
use crate::value::{ByteString, IoId, Val};
use bytescope_inspect::{BufferId, Fact, Fault, FaultKind};

impl Machine<'_> {
    /// Reads a value. In a file under construction, the value is chosen and written first.
    pub(super) fn element(
        &mut self,
        env: &Env<'_>,
        field: &FieldDef,
        kind: &ElementKind,
        io: IoId,
        field_ref: FieldRef,
    ) -> Res<Val> {
        if self.writes_field(field_ref) && Self::is_leaf(kind) {
            return self.make_leaf(env, field, kind, io, field_ref);
        }
        self.read_element(env, field, kind, io, field_ref)
    }

    /// Reads a value from existing data.
    pub(super) fn read_element(
        &mut self,
        env: &Env<'_>,
        field: &FieldDef,
        kind: &ElementKind,
        io: IoId,
        field_ref: FieldRef,
    ) -> Res<Val> {
        if let ElementKind::Bits { count, little, enumeration, sign } = kind {
            let bits = self.bits(io, *count, *little)?;
            return Ok(match enumeration {
                None if let Some(sign) = sign => Val::Int(sign.value(bits, *count)),
                Some(id) => Val::Enum(*id, bits.into()),
                None if *count == 1 => Val::Bool(bits == 1),
                None => Val::Int(bits.into()),
            });
        }
        let is_packed = field.packed && matches!(kind, ElementKind::Object { .. });
        if !is_packed && !matches!(kind, ElementKind::Switch(_)) {
            self.align(io);
        }
        match kind {
            ElementKind::Int { size, signed, order, enumeration } => {
                let little = self.is_little(*order, env.this)?;
                let raw = self.uint(io, *size, little)?;
                Ok(named(
                    *enumeration,
                    if *signed {
                        crate::value::signed(raw, usize::from(*size))
                    } else {
                        raw.into()
                    },
                ))
            }
            ElementKind::Float { size, order } => {
                let little = self.is_little(*order, env.this)?;
                let raw = self.uint(io, *size, little)?;
                Ok(match u32::try_from(raw) {
                    Ok(raw) if *size == 4 => Val::F32(f32::from_bits(raw)),
                    _ => Val::F64(f64::from_bits(raw)),
                })
            }
            ElementKind::Bits { .. } => Ok(Val::Null),
            ElementKind::Contents(expected) => self.contents(expected, io),
            ElementKind::Bytes(extent) => self.extent(env, io, extent).map(Val::Bytes),
            ElementKind::Str(extent, encoding) => {
                let bytes = self.extent(env, io, extent)?;
                // Decoding checks the limit for computed bytes, which also bounds the check.
                let text = self.decoded(&bytes, encoding)?;
                self.check_encoding(field_ref, &bytes, encoding);
                Ok(text)
            }
            ElementKind::Object { class, args, parent, extent } => {
                let mut values = Vec::with_capacity(args.len());
                for arg in args {
                    values.push(self.eval(arg, env)?);
                }
                let parent = match parent {
                    Parent::This => Some(env.this),
                    Parent::None => None,
                    Parent::Other(ex) => match self.eval(ex, env)? {
                        Val::Obj(id) => Some(id),
                        _ => None,
                    },
                };
                let context = ObjectContext { field_ref, parent };
                let Some(extent) = extent else {
                    return self.object(*class, io, Some(context), values).map(Val::Obj);
                };
                if self.writes() {
                    let object = NewObject { class: *class, context, args: values };
                    return self.make_within(env, extent, io, object);
                }
                match self.substream(env, io, extent) {
                    Ok(inner) => {
                        self.within(extent, |m| m.object(*class, inner, Some(context), values))
                    }
                    Err(mut halt) => {
                        if let Some(rest) = self.truncated_substream(&halt, io, extent) {
                            let object = self.object(*class, rest, Some(context), values);
                            halt.partial = match object {
                                Ok(id) => Some(Val::Obj(id)),
                                Err(inner) if inner.is_limit() => return Err(inner),
                                Err(inner) => inner.partial,
                            };
                        }
                        Err(halt)
                    }
                }
            }
            ElementKind::Opaque(name) => {
                let message = format!("unknown type `{name}`: {name}.ksy not found");
                Err(Halt::rule(message))
            }
            ElementKind::Switch(switch) => self.switch(env, field, switch, io, field_ref),
        }
    }

    /// Creates a substream for the bytes of an extent.
    fn substream(&mut self, env: &Env<'_>, io: IoId, extent: &FieldExtent) -> Res<IoId> {
        let bytes = self.extent(env, io, extent)?;
        let trimmed = match &extent.trimmed {
            Some(ex) => self.test(ex, env)?,
            None => false,
        };
        let id = match bytes {
            ByteString::At { buffer, start, len } => {
                self.stream(BufferId(buffer), start, start.saturating_add(len))
            }
            ByteString::Own(_) => self.stream(BufferId::SOURCE, 0, 0),
        };
        if let Some(stream) = self.io_mut(id) {
            stream.trimmed = trimmed;
        }
        Ok(id)
    }

    /// Returns a substream for the bytes of a truncated field that exist, to show the fields in
    /// them.
    fn truncated_substream(&mut self, halt: &Halt, io: IoId, extent: &FieldExtent) -> Option<IoId> {
        let stream = self.io(io);
        let is_truncated = halt.fault.kind == FaultKind::Truncated
            && matches!(extent.size, Size::Bytes(_))
            && extent.process.is_none()
            && !stream.open
            && stream.left() > 0;
        is_truncated.then(|| {
            let start = stream.at();
            self.seek(io, stream.size());
            self.stream(stream.buffer, start, stream.end)
        })
    }

    /// Reads an object in a substream. If the size of the substream is known, a fault inside it
    /// does not stop reading of the enclosing object.
    fn within(
        &mut self,
        extent: &FieldExtent,
        read: impl FnOnce(&mut Self) -> Res<crate::value::ObjId>,
    ) -> Res<Val> {
        match read(self) {
            Ok(id) => Ok(Val::Obj(id)),
            Err(mut halt)
                if !halt.is_limit() && halt.recorded && !matches!(extent.size, Size::ToEnd) =>
            {
                let partial = halt.partial.take();
                self.confined.get_or_insert_with(|| halt.fault.clone());
                partial.ok_or(halt)
            }
            Err(halt) => Err(halt),
        }
    }

    fn switch(
        &mut self,
        env: &Env<'_>,
        field: &FieldDef,
        switch: &Switch,
        io: IoId,
        field_ref: FieldRef,
    ) -> Res<Val> {
        if self.is_writing()
            && let Some(kind) = self.given_case(env, switch, field_ref)
        {
            return self.element(env, field, kind, io, field_ref);
        }
        let on = self.eval(&switch.on, env)?;
        let case = switch.table.as_ref().and_then(|table| table.get(&on));
        if let Some((_, kind)) = case.and_then(|case| switch.cases.get(case)) {
            return self.element(env, field, kind, io, field_ref);
        }
        for (when, kind) in &switch.cases {
            let matches = match when {
                None => true,
                Some(crate::ir::Ex::Val(when)) => self.equal(&on, when),
                Some(when) => {
                    let when = self.eval(when, env)?;
                    self.equal(&on, &when)
                }
            };
            if matches {
                return self.element(env, field, kind, io, field_ref);
            }
        }
        match &switch.other {
            Some(extent) => {
                self.align(io);
                if self.writes_field(field_ref) {
                    return self.make_rest(env, field, extent, io, field_ref);
                }
                self.extent(env, io, extent).map(Val::Bytes)
            }
            None => Ok(Val::Null),
        }
    }

    fn contents(&mut self, expected: &[u8], io: IoId) -> Res<Val> {
        let start = self.mark(io).at();
        let found = self.take_bytes(io, expected.len() as u64)?;
        if self.slice(&found) == expected || self.is_writing() {
            return Ok(Val::Bytes(found));
        }
        let (expected, actual) = (Fact::bytes(expected), Fact::bytes(self.slice(&found)));
        let mut halt = Halt::differs(FaultKind::Magic, "bad magic", expected, actual).at(start);
        halt.partial = Some(Val::Bytes(found));
        Err(halt)
    }

    /// Records a fault for a string with an invalid sequence.
    fn check_encoding(&mut self, field_ref: FieldRef, bytes: &ByteString, encoding: &EncodingName) {
        if let Some(fault) = self.invalid_sequence(bytes, encoding) {
            self.soft_fault(field_ref, fault);
        }
    }

    /// Returns the fault of the first invalid sequence of a string.
    fn invalid_sequence(&self, bytes: &ByteString, encoding: &EncodingName) -> Option<Fault> {
        let EncodingName::Known(encoding) = encoding else { return None };
        let (message, at) = encoding.invalid(self.slice(bytes))?;
        let start = if let ByteString::At { start, .. } = bytes { *start } else { 0 };
        Some(Fault::soft(FaultKind::Rule, start.saturating_add(at as u64), message))
    }

    /// Decodes a string in an expression. An invalid sequence is a fault of the computed instance
    /// that contains the expression.
    pub(super) fn text(&mut self, bytes: &ByteString, encoding: &EncodingName) -> Res<Val> {
        if self.invalid_text.is_none() {
            self.invalid_text = self.invalid_sequence(bytes, encoding);
        }
        self.decoded(bytes, encoding)
    }

    /// Decodes a string.
    fn decoded(&mut self, bytes: &ByteString, encoding: &EncodingName) -> Res<Val> {
        self.count_bytes(self.slice(bytes).len())?;
        match encoding {
            EncodingName::Known(encoding) => Ok(Val::str(&encoding.decode(self.slice(bytes)))),
            EncodingName::Unknown(name) => Err(Halt::rule(format!("unknown encoding `{name}`"))),
        }
    }
}

/// Returns an integer, or an enum value if there is an enum.
pub(super) fn named(enumeration: Option<EnumId>, value: i128) -> Val {
    match enumeration {
        Some(id) => Val::Enum(id, value),
        None => Val::Int(value),
    }
}
