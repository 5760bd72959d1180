//! The bytes of a field: how many, up to what, without padding, and processed.

use super::{Env, Machine, Res, Stop};
use crate::ir::{Ex, Extent, Size};
use crate::value::{Bytes, IoId};
use bytescope_inspect::{Fact, FaultKind};
use memchr::{memchr, memmem};

impl Machine<'_> {
    /// Reads the bytes of an extent; those that count are given.
    pub(super) fn extent(&mut self, env: &Env<'_>, io: IoId, extent: &Extent) -> Res<Bytes> {
        let bytes = match &extent.size {
            Size::Bytes(ex) => {
                let size = self.length(ex, env, "the size")?;
                let bytes = self.take_bytes(io, size)?;
                self.trimmed(bytes, extent)
            }
            Size::ToEnd => {
                self.closed(self.io(io))?;
                let left = self.io(io).left();
                let bytes = self.take_bytes(io, left)?;
                self.trimmed(bytes, extent)
            }
            Size::ToTerminator => self.terminated(io, extent)?,
        };
        match &extent.process {
            None => Ok(bytes),
            Some(process) => self.process(&bytes, process, env),
        }
    }

    /// A number of bytes or items: never negative.
    pub(super) fn length(&mut self, ex: &Ex, env: &Env<'_>, what: &str) -> Res<u64> {
        let value = self.int(ex, env)?;
        u64::try_from(value).map_err(|_| match value {
            0.. => Stop::rule(format!("{what} is {value}, more than there can be")),
            _ => Stop::differs(
                FaultKind::Rule,
                &format!("{what} is negative"),
                Fact::words("0 or more"),
                value,
            ),
        })
    }

    /// Reads up to a terminator.
    fn terminated(&mut self, io: IoId, extent: &Extent) -> Res<Bytes> {
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
                let what = Fact::words(format!("the terminator {}", Fact::bytes(terminator)));
                let actual = Fact::words(format!("{left} bytes without it"));
                let stop = Stop::differs(FaultKind::Truncated, "end of data", what, actual);
                Err(stop.at(stream.start.saturating_add(stream.pos())))
            }
            None => {
                let left = rest.len() as u64;
                self.take_bytes(io, left)
            }
        }
    }

    /// Bytes without padding, up to the first terminator in them.
    fn trimmed(&self, bytes: Bytes, extent: &Extent) -> Bytes {
        if extent.pad.is_none() && extent.terminator.is_none() {
            return bytes;
        }
        let all = self.slice(&bytes);
        let padded = extent.pad.map_or(all.len(), |pad| {
            all.iter().rposition(|b| *b != pad).map_or(0, |last| last.saturating_add(1))
        });
        // Where padding and terminator are the same byte, one of them is the terminator.
        let ended = extent.terminator.as_ref().and_then(|terminator| {
            let at = find(all, terminator, extent.unit).filter(|at| *at <= padded)?;
            Some(if extent.include { at.saturating_add(terminator.len()) } else { at })
        });
        shorter(bytes, ended.unwrap_or(padded) as u64)
    }
}

fn shorter(bytes: Bytes, len: u64) -> Bytes {
    match bytes {
        Bytes::At { buffer, start, .. } => Bytes::At { buffer, start, len },
        Bytes::Own(own) => {
            let len = usize::try_from(len).unwrap_or(usize::MAX);
            Bytes::Own(own.get(..len).unwrap_or_default().into())
        }
    }
}

fn longer(bytes: Bytes, by: u64) -> Bytes {
    match bytes {
        Bytes::At { buffer, start, len } => {
            Bytes::At { buffer, start, len: len.saturating_add(by) }
        }
        own @ Bytes::Own(_) => own,
    }
}

/// The first terminator at a multiple of `unit`.
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
