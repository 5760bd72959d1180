//! Given strings and byte fields.

use super::super::leaf::{StoredForm, WriteTarget};
use super::OptionalEnd;
use crate::ir::{EncodingName, Ex, FieldDef, FieldExtent, Process, Size};
use crate::make::hints::uses_stream;
use crate::run::draft::FixedValue;
use crate::run::extent::{fill, trimmed_len};
use crate::run::{Env, FieldRef, Halt, Machine, Res};
use crate::value::{ByteString, IoId, Val};
use crate::write::decode_hex;
use bytescope_inspect::{BuildErrorKind, Quantity};
use memchr::memmem;
use serde_json::Value as Json;

/// Maximum size of padding that is refitted, in bytes.
const MAX_PADDING: u64 = 1 << 16;

impl Machine<'_> {
    /// Writes the bytes of an extent.
    pub(in crate::run::draft) fn give_bytes(
        &mut self,
        env: &Env<'_>,
        field: &FieldDef,
        extent: &FieldExtent,
        encoding: Option<&EncodingName>,
        target: WriteTarget,
    ) -> Res<Val> {
        let WriteTarget { io, field_ref, .. } = target;
        let Some(plain) = self.given_bytes(env, field, extent, encoding, field_ref)? else {
            return self.give_padding(env, field, extent, encoding, target);
        };
        let plain = self.refitted(env, extent, plain, field_ref);
        let stored = self.packed(env, extent, plain.clone(), target)?;
        let bytes = self.extended(env, extent, stored, target)?;
        let stream = self.io(io);
        self.put(io, &bytes)?;
        let len = bytes.len() as u64;
        self.record_leaf(io, field_ref, StoredForm::Text { len });
        if let Some(draft) = &mut self.draft {
            draft.texts.push((field_ref, stream.buffer, stream.at(), len));
        }
        if self.is_patching() {
            return self.read_bytes(env, extent, encoding, io);
        }
        self.advance(io, extent, len);
        if matches!(extent.size, Size::ToEnd) {
            self.close_after(io, field_ref);
        }
        Ok(match encoding {
            Some(EncodingName::Known(encoding)) => Val::str(&encoding.decode(&plain)),
            _ if extent.process.is_some() => Val::bytes(plain),
            _ => {
                let len = (plain.len() as u64).min(len);
                Val::Bytes(ByteString::At { buffer: stream.buffer.0, start: stream.at(), len })
            }
        })
    }

    fn read_bytes(
        &mut self,
        env: &Env<'_>,
        extent: &FieldExtent,
        encoding: Option<&EncodingName>,
        io: IoId,
    ) -> Res<Val> {
        let bytes = self.extent(env, io, extent)?;
        Ok(match encoding {
            Some(EncodingName::Known(encoding)) => Val::str(&encoding.decode(self.slice(&bytes))),
            _ => Val::Bytes(bytes),
        })
    }

    /// Fits padding whose size depends on its offset to that size, if it follows a change.
    fn refitted(
        &mut self,
        env: &Env<'_>,
        extent: &FieldExtent,
        mut plain: Vec<u8>,
        field_ref: FieldRef,
    ) -> Vec<u8> {
        if let Size::Bytes(ex) = &extent.size
            && uses_stream(ex)
            && self.follows(field_ref)
            && let Ok(size) = self.length(ex, env, "size")
            && size <= MAX_PADDING
        {
            let last = plain.last().copied().unwrap_or(0);
            plain.resize(usize::try_from(size).unwrap_or(usize::MAX), last);
        }
        plain
    }

    /// Returns the given content of a field, without terminator and padding; `None` if it is left
    /// out.
    fn given_bytes(
        &mut self,
        env: &Env<'_>,
        field: &FieldDef,
        extent: &FieldExtent,
        encoding: Option<&EncodingName>,
        field_ref: FieldRef,
    ) -> Res<Option<Vec<u8>>> {
        let Some(json) = self.json(field_ref) else {
            let constant = self.constant(field, env);
            return Ok(constant.and_then(|val| self.encoded(&val, encoding)));
        };
        let number = match json {
            // Rows contain the numbers that strings represent.
            Json::Number(number) if field.number.is_some() => {
                Some(Json::String(number.to_string()))
            }
            _ => None,
        };
        let hex = match (number.as_ref().unwrap_or(json), encoding) {
            (Json::String(text), Some(EncodingName::Known(encoding))) => {
                // Several sequences may be decoded as the same text.
                let stored = self.remaining_bytes(field_ref).and_then(|stored| {
                    let content = stored.get(..trimmed_len(stored, extent))?;
                    (encoding.decode(content) == text.as_str()).then(|| content.to_vec())
                });
                if stored.is_some() && extent.process.is_none() {
                    if encoding.encode(text) != stored {
                        self.keep_stored(field_ref);
                    }
                    return Ok(stored);
                }
                if let Some(mut bytes) = encoding.encode(text) {
                    self.truncate_text(extent, *encoding, text, env, &mut bytes);
                    return Ok(Some(bytes));
                }
                let message = "contains characters that cannot be encoded";
                self.problem(field_ref, BuildErrorKind::Invalid, message);
                return Ok(Some(Vec::new()));
            }
            (Json::String(hex), None) => Some(hex),
            (json, _) => match json.get("$hex") {
                Some(Json::String(hex)) => Some(hex),
                _ => None,
            },
        };
        let Some(hex) = hex else {
            let expected = if encoding.is_some() { "text" } else { "bytes as hexadecimal digits" };
            if let Some(draft) = self.draft_of(field_ref) {
                self.json_problem(field_ref, draft.type_error(expected, json));
            }
            return Ok(Some(Vec::new()));
        };
        let hex = hex.strip_prefix("hex:").unwrap_or(hex);
        Ok(Some(self.hex_bytes(hex, field_ref).unwrap_or_default()))
    }

    /// Returns bytes that are given as hexadecimal digits; `None` and a problem if they are not.
    fn hex_bytes(&mut self, hex: &str, field_ref: FieldRef) -> Option<Vec<u8>> {
        let bytes = decode_hex(hex);
        if bytes.is_none() {
            let message = "expected bytes as pairs of hexadecimal digits";
            self.problem(field_ref, BuildErrorKind::Invalid, message);
        }
        bytes
    }

    /// Shortens text to the constant size of its field if [`DraftOptions::truncate`] is set.
    fn truncate_text(
        &mut self,
        extent: &FieldExtent,
        encoding: crate::encoding::StringEncoding,
        text: &str,
        env: &Env<'_>,
        bytes: &mut Vec<u8>,
    ) {
        let truncate = self.given().is_some_and(|given| given.file.options.truncate);
        let Size::Bytes(ex) = &extent.size else { return };
        if !truncate || self.has_free(ex, env) {
            return;
        }
        let Ok(size) = self.length(ex, env, "size") else { return };
        let mut text = text;
        while bytes.len() as u64 > size {
            let Some((last, _)) = text.char_indices().next_back() else { return };
            text = text.get(..last).unwrap_or_default();
            *bytes = encoding.encode(text).unwrap_or_default();
        }
    }

    /// Returns the stored bytes of a field that its value does not determine.
    pub(super) fn remaining_bytes(&self, field_ref: FieldRef) -> Option<&[u8]> {
        let given = self.given()?;
        if given.file.remainder.fields.is_empty() {
            return None;
        }
        given.file.remainder.fields.get(&self.path(field_ref)).map(Vec::as_slice)
    }

    /// Applies the inverse of `process`. Stored bytes that were packed differently are kept if they
    /// have the same content.
    pub(in crate::run::draft) fn packed(
        &mut self,
        env: &Env<'_>,
        extent: &FieldExtent,
        plain: Vec<u8>,
        target: WriteTarget,
    ) -> Res<Vec<u8>> {
        let WriteTarget { io, field_ref, .. } = target;
        if extent.process.is_none() {
            return Ok(plain);
        }
        let len = match &extent.size {
            Size::Bytes(ex) if self.has_fixed_size(extent, env) => self.length(ex, env, "size")?,
            _ => plain.len() as u64,
        };
        self.after(io, len, |m| m.packed_at_end(env, extent, plain, field_ref))
    }

    /// Evaluates the argument of a routine as a reader does: after it has read the field.
    pub(super) fn after<T>(&mut self, io: IoId, len: u64, eval: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.io(io);
        self.seek(io, before.pos().saturating_add(len));
        let result = eval(self);
        if let Some(stream) = self.io_mut(io) {
            stream.bits = before.bits;
        }
        result
    }

    fn packed_at_end(
        &mut self,
        env: &Env<'_>,
        extent: &FieldExtent,
        plain: Vec<u8>,
        field_ref: FieldRef,
    ) -> Res<Vec<u8>> {
        if let (Some(process), Some(mut stored)) =
            (&extent.process, self.remaining_bytes(field_ref).map(<[u8]>::to_vec))
        {
            stored.truncate(trimmed_len(&stored, extent));
            let unpacked = self.process(&ByteString::Own(stored.clone().into()), process, env);
            if unpacked.is_ok_and(|unpacked| self.slice(&unpacked) == plain) {
                let canonical = self.inverse_process(plain, extent, env);
                if canonical.ok().as_ref() != Some(&stored) {
                    self.keep_stored(field_ref);
                }
                return Ok(stored);
            }
        }
        self.inverse_process(plain, extent, env)
    }

    /// Adds terminator and padding to the content of a field.
    pub(in crate::run::draft) fn extended(
        &mut self,
        env: &Env<'_>,
        extent: &FieldExtent,
        content: Vec<u8>,
        target: WriteTarget,
    ) -> Res<Vec<u8>> {
        let WriteTarget { io, field_ref, .. } = target;
        let terminator = extent.terminator.as_deref().unwrap_or_default();
        let len = content.len() as u64;
        let stored = self.remaining_bytes(field_ref).map(<[u8]>::to_vec);
        let same = |stored: &Vec<u8>| {
            let trimmed = stored.get(..trimmed_len(stored, extent)).unwrap_or_default();
            let padded = extent.pad.is_some() || !terminator.is_empty();
            if padded { trimmed == content } else { *stored == content }
        };
        let stored = stored.filter(same);
        let padded = extent.pad.is_some() || !terminator.is_empty();
        match &extent.size {
            Size::Bytes(ex) => {
                if let Some(stored) = stored
                    && self.measure(ex, env, stored.len() as u64, field_ref)
                {
                    let mut canonical = content;
                    fill(extent, &mut canonical, stored.len());
                    if canonical != stored {
                        self.keep_stored(field_ref);
                    }
                    return Ok(stored);
                }
                let natural = match terminator {
                    [] => len,
                    _ if extent.include => len,
                    _ => len.saturating_add(terminator.len() as u64),
                };
                let size = self.settled_size(ex, env, natural, padded.then_some(len), field_ref);
                Ok(self.filled(extent, content, size, field_ref))
            }
            Size::ToEnd => {
                let stream = self.io(io);
                let open = stream.max_end > stream.end;
                let space = stream.max_end.saturating_sub(stream.at());
                match stored {
                    Some(stored) if open || stored.len() as u64 == space => {
                        if stored != content {
                            self.keep_stored(field_ref);
                        }
                        Ok(stored)
                    }
                    _ if open => Ok(content),
                    _ if len == space => Ok(content),
                    _ if len < space && padded => {
                        Ok(self.filled(extent, content, space, field_ref))
                    }
                    _ => {
                        self.wrong_size(field_ref, len, space);
                        Ok(self.filled(extent, content, space, field_ref))
                    }
                }
            }
            Size::ToTerminator => {
                let unit = extent.unit.max(1);
                let ends = |bytes: &[u8]| {
                    let mut starts = (0..bytes.len()).step_by(unit);
                    starts.find(|at| {
                        bytes.get(*at..).is_some_and(|rest| rest.starts_with(terminator))
                    })
                };
                let known = self.remaining_bytes(field_ref).map(<[u8]>::to_vec);
                let end = ends(&content);
                if extent.include {
                    let expected = content.len().checked_sub(terminator.len());
                    if end != expected && extent.must_end {
                        let message = "must contain the terminator once, at its end";
                        self.problem(field_ref, BuildErrorKind::ReadsDifferently, message);
                    }
                    return Ok(content);
                }
                if end.is_some() {
                    let message = "contains the terminator of its field";
                    self.problem(field_ref, BuildErrorKind::ReadsDifferently, message);
                }
                let mut bytes = content;
                let start = bytes.len() as u64;
                bytes.extend_from_slice(terminator);
                let keeps = known.is_some_and(|known| known == bytes);
                let stream = self.io(io);
                let space = stream.max_end.saturating_sub(stream.at());
                if !extent.must_end && bytes.len() as u64 > space {
                    bytes.truncate(usize::try_from(start).unwrap_or(usize::MAX));
                } else if !extent.must_end {
                    let at = |len: u64| stream.at().saturating_add(len);
                    let end = OptionalEnd {
                        buffer: stream.buffer,
                        start: at(start),
                        end: at(bytes.len() as u64),
                        stored: keeps.then_some(field_ref),
                    };
                    if let Some(given) = self.given_mut() {
                        given.optional_ends.push(end);
                    }
                }
                Ok(bytes)
            }
        }
    }

    /// Fills bytes up to the size of their field.
    fn filled(
        &mut self,
        extent: &FieldExtent,
        mut bytes: Vec<u8>,
        size: u64,
        field_ref: FieldRef,
    ) -> Vec<u8> {
        let terminator = extent.terminator.as_deref().unwrap_or_default();
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let len = bytes.len();
        if len < size && len > 0 && (extent.pad.is_some() || !terminator.is_empty()) {
            let mut all = bytes.clone();
            fill(extent, &mut all, size);
            if trimmed_len(&all, extent) != len {
                let last = extent.pad.filter(|pad| bytes.last() == Some(pad));
                let message = match last {
                    Some(pad) if terminator.is_empty() => {
                        format!(
                            "ends with the padding byte 0x{pad:02x}, which reading would remove"
                        )
                    }
                    _ => "contains the terminator of its field".to_owned(),
                };
                self.problem(field_ref, BuildErrorKind::ReadsDifferently, message);
            }
        } else if len >= size
            && !extent.include
            && memmem::find(&bytes, terminator).is_some()
            && !terminator.is_empty()
            && trimmed_len(&bytes, extent) != len
        {
            let message = "contains the terminator of its field";
            self.problem(field_ref, BuildErrorKind::ReadsDifferently, message);
        }
        fill(extent, &mut bytes, size);
        bytes
    }

    /// Records that content does not fit its field.
    fn wrong_size(&mut self, field_ref: FieldRef, len: u64, size: u64) {
        let (found, size) = (Quantity::new(len, "byte"), Quantity::new(size, "byte"));
        self.problem(
            field_ref,
            BuildErrorKind::Computed,
            format!("has {found}, but the field has {size}"),
        );
    }

    /// Determines the size of a field: `natural`, or a larger one if the content of `shortest` bytes
    /// can be padded.
    fn settled_size(
        &mut self,
        ex: &Ex,
        env: &Env<'_>,
        natural: u64,
        shortest: Option<u64>,
        field_ref: FieldRef,
    ) -> u64 {
        let assumed = self.assumed_count();
        let found = self.length(ex, env, "size").ok();
        let free = self.has_free(ex, env);
        let fits = |size: u64| shortest.map_or(size == natural, |shortest| size >= shortest);
        match found {
            Some(size) if (!free || self.following().is_some()) && fits(size) => {
                self.measure(ex, env, size, field_ref);
                size
            }
            _ if self.measure(ex, env, natural, field_ref) => natural,
            _ if {
                let size = self.int(ex, env).unwrap_or(0);
                self.assume_for(ex, assumed, natural, size)
            } =>
            {
                natural
            }
            Some(size) if !free && shortest.is_some_and(|shortest| shortest > size) => {
                let found = Quantity::bytes(shortest.unwrap_or(natural));
                let message = format!("has {found}, but the field has {}", Quantity::bytes(size));
                self.problem(field_ref, BuildErrorKind::TooLong, message);
                size
            }
            _ => {
                self.contradiction(field_ref, ex, env, natural, found, "byte");
                natural
            }
        }
    }

    /// Writes a field that the JSON leaves out.
    fn give_padding(
        &mut self,
        env: &Env<'_>,
        field: &FieldDef,
        extent: &FieldExtent,
        encoding: Option<&EncodingName>,
        target: WriteTarget,
    ) -> Res<Val> {
        let WriteTarget { io, field_ref, .. } = target;
        let stored = self.remaining_bytes(field_ref).map(<[u8]>::to_vec);
        if let Size::Bytes(ex) = &extent.size
            && !uses_stream(ex)
            && self.has_free(ex, env)
        {
            self.problem(field_ref, BuildErrorKind::Invalid, "is missing");
            return Ok(Val::bytes(Vec::new()));
        }
        let size = match &extent.size {
            Size::Bytes(ex) => self
                .length(ex, env, "size")
                .or_else(|halt| if self.is_first_pass() { Ok(0) } else { Err(halt) })?,
            Size::ToEnd => {
                let stream = self.io(io);
                if stream.max_end > stream.end { 0 } else { stream.left() }
            }
            Size::ToTerminator => 0,
        };
        let stream = self.io(io);
        let space = stream.max_end.saturating_sub(stream.at());
        if size > space {
            return Err(Halt::short(size, space).at(stream.at()));
        }
        let key = self.key(field_ref);
        let planned = self.draft.as_ref().and_then(|draft| draft.plan.values.get(&key));
        let layout = matches!(&extent.size, Size::Bytes(ex) if uses_stream(ex));
        let is_padding = size == 0 || layout || field.meta.name.starts_with('_');
        let bytes = match (stored, planned) {
            (Some(stored), _) if stored.len() as u64 == size => stored,
            (_, Some(FixedValue::Bytes(bytes))) if bytes.len() as u64 == size => bytes.clone(),
            _ => {
                let len = usize::try_from(size).unwrap_or(usize::MAX);
                let fill =
                    if encoding.is_some() && !is_padding { b'0' } else { extent.pad.unwrap_or(0) };
                vec![fill; len]
            }
        };
        self.put(io, &bytes)?;
        self.record_leaf(io, field_ref, StoredForm::Text { len: size });
        if matches!(extent.size, Size::ToTerminator) {
            self.put(io, extent.terminator.as_deref().unwrap_or_default())?;
        }
        if is_padding {
            // The size was used, so it must not change.
            if let Size::Bytes(ex) = &extent.size {
                self.confirm(ex, env, &Val::Int(size.into()), field_ref);
            }
        } else {
            self.add_free(field_ref, field);
        }
        let val = self.read_bytes(env, extent, encoding, io)?;
        if matches!(extent.size, Size::ToEnd) {
            self.close_after(io, field_ref);
        }
        Ok(val)
    }

    /// Writes constant bytes.
    pub(in crate::run::draft) fn give_contents(
        &mut self,
        expected: &[u8],
        target: WriteTarget,
    ) -> Res<()> {
        let WriteTarget { io, field_ref, .. } = target;
        let given = match self.json(field_ref) {
            Some(Json::String(hex)) => self.hex_bytes(hex, field_ref),
            _ => None,
        };
        let bytes = given.unwrap_or_else(|| expected.to_vec());
        if bytes != expected {
            let message = format!(
                "must be {}, found {}",
                bytescope_inspect::Fact::bytes(expected),
                bytescope_inspect::Fact::bytes(&bytes)
            );
            let same = bytes.len() == expected.len();
            let kind = if same { BuildErrorKind::Constant } else { BuildErrorKind::Invalid };
            self.problem(field_ref, kind, message);
        }
        self.put(io, &bytes)
    }
}

/// True if the bytes of a field are transformed with a size that may change.
pub(in crate::run::draft) fn is_zlib(extent: &FieldExtent) -> bool {
    matches!(extent.process, Some(Process::Zlib))
}
