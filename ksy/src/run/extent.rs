//! Bytes of a field: size, terminator, padding and `process`.

use super::{Env, Halt, Machine, Res};
use crate::ir::{Ex, FieldExtent, Size};
use crate::value::{ByteString, IoId};
use bytescope_inspect::{Fact, FaultKind};
use memchr::{memchr, memmem};

impl Machine<'_> {
    /// Reads the bytes of an extent, removes padding and terminator, and applies `process`.
    pub(super) fn extent(
        &mut self,
        env: &Env<'_>,
        io: IoId,
        extent: &FieldExtent,
    ) -> Res<ByteString> {
        let bytes = match &extent.size {
            Size::Bytes(ex) => {
                let size = self.length(ex, env, "size")?;
                let bytes = self.take_bytes(io, size)?;
                self.without_padding(bytes, extent)
            }
            Size::ToEnd => {
                self.check_closed(self.io(io))?;
                let left = self.io(io).left();
                let bytes = self.take_bytes(io, left)?;
                self.without_padding(bytes, extent)
            }
            Size::ToTerminator => self.terminated(io, extent)?,
        };
        match &extent.process {
            None => Ok(bytes),
            Some(process) => self.process(&bytes, process, env),
        }
    }

    /// Evaluates a size, count or offset, which must not be negative.
    pub(super) fn length(&mut self, ex: &Ex, env: &Env<'_>, what: &str) -> Res<u64> {
        let value = self.int(ex, env)?;
        u64::try_from(value).map_err(|_| match value {
            0.. => Halt::rule(format!("{what} is out of range: {value}")),
            _ => Halt::differs(
                FaultKind::Rule,
                &format!("{what} must not be negative"),
                Fact::AtLeast(Box::new(0.into())),
                value,
            ),
        })
    }

    /// Reads bytes up to a terminator.
    fn terminated(&mut self, io: IoId, extent: &FieldExtent) -> Res<ByteString> {
        let Some(terminator) = &extent.terminator else { return self.take_bytes(io, 0) };
        let rest = self.rest(io);
        let len = terminator.len() as u64;
        match find(rest, terminator, extent.unit).map(|at| at as u64) {
            Some(at) => {
                self.step(usize::try_from(at).unwrap_or(usize::MAX))?;
                let bytes = self.take_bytes(io, at)?;
                let ended = if extent.include { longer(bytes, len) } else { bytes };
                if extent.consume {
                    self.take(io, len)?;
                }
                Ok(ended)
            }
            None if self.io(io).open => {
                let missing = (rest.len() as u64).saturating_add(1);
                Err(self.short(self.io(io), missing))
            }
            None if extent.must_end => {
                let left = rest.len() as u64;
                let stream = self.io(io);
                let expected = Fact::description(format!("terminator {}", Fact::bytes(terminator)));
                let actual = Fact::description(format!("{} without it", Fact::Size(left)));
                let message = self.end_message(stream);
                let halt = Halt::differs(FaultKind::Truncated, message, expected, actual);
                Err(halt.at(stream.start.saturating_add(stream.pos())))
            }
            None => {
                let left = rest.len() as u64;
                self.take_bytes(io, left)
            }
        }
    }

    /// Removes padding and terminator.
    fn without_padding(&self, bytes: ByteString, extent: &FieldExtent) -> ByteString {
        if extent.pad.is_none() && extent.terminator.is_none() {
            return bytes;
        }
        let len = trimmed_len(self.slice(&bytes), extent);
        shorter(bytes, len as u64)
    }
}

/// Returns the size of the bytes of an extent without padding and everything from the first
/// terminator on, except a terminator that is part of the value.
pub(crate) fn trimmed_len(all: &[u8], extent: &FieldExtent) -> usize {
    let padded = extent.pad.map_or(all.len(), |pad| {
        all.iter().rposition(|b| *b != pad).map_or(0, |last| last.saturating_add(1))
    });
    // If padding and terminator are the same byte, the first such byte is the terminator.
    let ended = extent.terminator.as_ref().and_then(|terminator| {
        let at = find(all, terminator, extent.unit).filter(|at| *at <= padded)?;
        Some(if extent.include { at.saturating_add(terminator.len()) } else { at })
    });
    ended.unwrap_or(padded)
}

/// Adds terminator and padding to the content of a field of `size` bytes.
pub(crate) fn fill(extent: &FieldExtent, bytes: &mut Vec<u8>, size: usize) {
    let terminator = extent.terminator.as_deref().unwrap_or_default();
    if bytes.len() < size && !terminator.is_empty() && !extent.include {
        let room = size.saturating_sub(bytes.len());
        bytes.extend_from_slice(terminator.get(..room).unwrap_or(terminator));
    }
    bytes.resize(size, extent.pad.unwrap_or(0));
}

fn shorter(bytes: ByteString, len: u64) -> ByteString {
    match bytes {
        ByteString::At { buffer, start, .. } => ByteString::At { buffer, start, len },
        ByteString::Own(own) => {
            let len = usize::try_from(len).unwrap_or(usize::MAX);
            ByteString::Own(own.get(..len).unwrap_or_default().into())
        }
    }
}

fn longer(bytes: ByteString, by: u64) -> ByteString {
    match bytes {
        ByteString::At { buffer, start, len } => {
            ByteString::At { buffer, start, len: len.saturating_add(by) }
        }
        own @ ByteString::Own(_) => own,
    }
}

/// Finds the first terminator at a multiple of `unit`.
fn find(bytes: &[u8], terminator: &[u8], unit: usize) -> Option<usize> {
    match terminator {
        [] => Some(0),
        [byte] if unit == 1 => memchr(*byte, bytes),
        _ if unit == 1 => memmem::find(bytes, terminator),
        _ => {
            let mut starts = (0..bytes.len()).step_by(unit.max(1));
            starts.find(|at| bytes.get(*at..).is_some_and(|rest| rest.starts_with(terminator)))
        }
    }
}
