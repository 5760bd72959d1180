//! Streams: windows into buffers, with a position in bits.

use super::{Halt, Machine, Res};
use crate::ir::Order;
use crate::value::{ByteString, IoId};
use bytescope_inspect::{BufferId, Fact, FaultKind, Limit, Span};

/// A part of a buffer, with a position.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stream {
    pub(super) buffer: BufferId,
    pub(super) start: u64,
    pub(super) end: u64,
    /// Maximum value of `end` while the stream is being written; otherwise equal to `end`.
    pub(super) max_end: u64,
    /// Position in bits.
    pub(super) bits: u64,
    /// True if the last bit field was read in little-endian bit order.
    pub(super) little: bool,
    /// True if reads past the end return zeros (`-trimmed-zeros`).
    pub(super) trimmed: bool,
    /// True if more data may follow, so that `end` is not meaningful.
    pub(super) open: bool,
}

impl Stream {
    const NONE: Self = Self {
        buffer: BufferId::SOURCE,
        start: 0,
        end: 0,
        max_end: 0,
        bits: 0,
        little: false,
        trimmed: false,
        open: false,
    };

    pub(super) fn size(self) -> u64 {
        self.end.saturating_sub(self.start)
    }

    /// Returns the offset of the next unread byte in the stream.
    pub(super) fn pos(self) -> u64 {
        self.bits.div_ceil(8)
    }

    pub(super) fn left(self) -> u64 {
        self.size().saturating_sub(self.pos())
    }

    /// Returns the offset of the next unread byte in the buffer.
    pub(super) fn at(self) -> u64 {
        self.start.saturating_add(self.pos())
    }
}

impl Machine<'_> {
    pub(super) fn stream(&mut self, buffer: BufferId, start: u64, end: u64) -> IoId {
        let id = IoId(u32::try_from(self.streams.len()).unwrap_or(u32::MAX));
        self.streams.push(Stream { buffer, start, end, max_end: end, ..Stream::NONE });
        id
    }

    pub(super) fn io(&self, id: IoId) -> Stream {
        self.streams.get(id.0 as usize).copied().unwrap_or(Stream::NONE)
    }

    pub(super) fn io_mut(&mut self, id: IoId) -> Option<&mut Stream> {
        self.streams.get_mut(id.0 as usize)
    }

    /// Sets the position to a byte offset in the stream.
    pub(super) fn seek(&mut self, id: IoId, byte: u64) {
        if let Some(stream) = self.io_mut(id) {
            // An offset too large to be expressed in bits is past the end of any stream.
            stream.bits = byte.min(u64::MAX / 8).saturating_mul(8);
        }
    }

    /// Skips the rest of a partly read byte.
    pub(super) fn align(&mut self, id: IoId) {
        if let Some(stream) = self.io_mut(id) {
            stream.bits = stream.bits.next_multiple_of(8);
        }
    }

    /// Skips `n` bytes and returns their offset in the buffer. A trimmed stream may contain fewer.
    pub(super) fn take(&mut self, id: IoId, n: u64) -> Res<u64> {
        let stream = self.io(id);
        let left = stream.left();
        if n > left {
            if stream.trimmed {
                self.seek(id, stream.size());
                return Ok(stream.at());
            }
            return Err(self.short(stream, n));
        }
        let at = stream.at();
        self.seek(id, stream.pos().saturating_add(n));
        Ok(at)
    }

    /// Returns the error for a stream with fewer than `n` bytes left.
    pub(super) fn short(&mut self, stream: Stream, n: u64) -> Box<Halt> {
        if stream.open {
            self.needs = self.needs.max(stream.at().saturating_add(n));
        }
        let (expected, actual) = (Fact::Size(n), Fact::Size(stream.left()));
        let message = self.end_message(stream);
        Halt::differs(FaultKind::Truncated, message, expected, actual).at(stream.at())
    }

    /// Returns the message for an unexpected end of a stream, which is the end of its buffer or of
    /// an enclosing field.
    pub(super) fn end_message(&self, stream: Stream) -> &'static str {
        if stream.end < self.buffer(stream.buffer).len() as u64 {
            "unexpected end of data (end of the enclosing field)"
        } else {
            "unexpected end of data"
        }
    }

    /// Fails if more data may follow the end of the stream.
    pub(super) fn check_closed(&self, stream: Stream) -> Res<()> {
        if stream.open {
            return Err(Halt::rule("end of a frame must not depend on the data after it"));
        }
        Ok(())
    }

    /// Reads `n` bytes.
    pub(super) fn take_bytes(&mut self, id: IoId, n: u64) -> Res<ByteString> {
        let stream = self.io(id);
        let start = self.take(id, n)?;
        if n > stream.left() {
            return self.with_zeros(stream, start, n);
        }
        Ok(ByteString::At { buffer: self.io(id).buffer.0, start, len: n })
    }

    /// Reads `n` bytes of a trimmed stream, including omitted zeros.
    fn with_zeros(&mut self, stream: Stream, start: u64, n: u64) -> Res<ByteString> {
        let max = self.limits.decompressed;
        self.used.inflated = self.used.inflated.saturating_add(n);
        if self.used.inflated > max {
            return Err(Halt::limit(Limit::Decompressed, max).at(start));
        }
        let mut bytes = self.slice_of(stream.buffer, start, stream.end).to_vec();
        bytes.resize(usize::try_from(n).unwrap_or(usize::MAX), 0);
        Ok(ByteString::Own(bytes.into()))
    }

    /// Returns the remaining bytes of a stream.
    pub(super) fn rest(&self, id: IoId) -> &[u8] {
        let stream = self.io(id);
        self.slice_of(stream.buffer, stream.at(), stream.end)
    }

    pub(super) fn slice_of(&self, buffer: BufferId, start: u64, end: u64) -> &[u8] {
        let index = |n| usize::try_from(n).unwrap_or(usize::MAX);
        self.buffer(buffer).get(index(start)..index(end)).unwrap_or_default()
    }

    /// Reads an unsigned integer of `size` bytes.
    pub(super) fn uint(&mut self, id: IoId, size: u8, little: bool) -> Res<u64> {
        let stream = self.io(id);
        let at = self.take(id, size.into())?;
        let end = at.saturating_add(size.into()).min(stream.end);
        let mut bytes = self.slice_of(stream.buffer, at, end);
        let mut padded = [0; 8];
        if bytes.len() < usize::from(size) {
            padded.iter_mut().zip(bytes).for_each(|(to, byte)| *to = *byte);
            bytes = padded.get(..usize::from(size)).unwrap_or_default();
        }
        Ok(crate::value::unsigned(bytes, little))
    }

    /// True if a number of this byte order in the object is little-endian.
    pub(super) fn is_little(&self, order: Order, this: crate::value::ObjId) -> Res<bool> {
        match order {
            Order::Little => Ok(true),
            Order::Big => Ok(false),
            Order::Object => self
                .object_ref(this)
                .little
                .ok_or_else(|| Halt::rule("unknown byte order: no case of `meta/endian` matches")),
        }
    }

    /// Returns the current state of a stream, for the start of a span.
    pub(super) fn mark(&self, id: IoId) -> Stream {
        self.io(id)
    }

    /// Returns the span read since a mark.
    pub(super) fn since(&self, id: IoId, mark: Stream) -> Span {
        let now = self.io(id);
        let base = now.start.saturating_mul(8);
        let (from, to) = (mark.bits, now.bits.max(mark.bits));
        if !now.little || from.is_multiple_of(8) && to.is_multiple_of(8) {
            let bit_start = base.saturating_add(from);
            return Span { buffer: now.buffer, bit_start, bit_len: to.saturating_sub(from) };
        }
        if from / 8 == to.saturating_sub(1) / 8 {
            // Little-endian bits within a byte: convert to positions from the most significant bit.
            let (low, high) = (from % 8, to.saturating_sub(1) % 8);
            let bit_start = base
                .saturating_add(from.saturating_sub(low))
                .saturating_add(7_u64.saturating_sub(high));
            return Span {
                buffer: now.buffer,
                bit_start,
                bit_len: high.saturating_sub(low).saturating_add(1),
            };
        }
        let (first, last) = (from / 8, to.div_ceil(8));
        Span::bytes(now.buffer, now.start.saturating_add(first), now.start.saturating_add(last))
    }
}
