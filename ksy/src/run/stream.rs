//! Streams: windows on buffers, with a position in bits.

use super::{Machine, Res, Stop};
use crate::ir::Order;
use crate::value::{Bytes, IoId};
use bytescope_inspect::{BufferId, Limit, Span};

/// A part of a buffer that is read from its start.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stream {
    pub(super) buffer: BufferId,
    pub(super) start: u64,
    pub(super) end: u64,
    /// How far the end may move while the stream is being written; the end itself otherwise.
    pub(super) most: u64,
    /// Bits that have been read.
    pub(super) bits: u64,
    /// Whether the last bits were taken from the low end of their byte.
    pub(super) little: bool,
    /// Whether zeros follow that were not sent.
    pub(super) trimmed: bool,
    /// Whether more may follow than is there: where it ends says nothing.
    pub(super) open: bool,
}

impl Stream {
    const NONE: Self = Self {
        buffer: BufferId::SOURCE,
        start: 0,
        end: 0,
        most: 0,
        bits: 0,
        little: false,
        trimmed: false,
        open: false,
    };

    pub(super) fn size(self) -> u64 {
        self.end.saturating_sub(self.start)
    }

    /// The position in bytes; a byte that is read in part counts.
    pub(super) fn pos(self) -> u64 {
        self.bits.div_ceil(8)
    }

    pub(super) fn left(self) -> u64 {
        self.size().saturating_sub(self.pos())
    }

    /// The next byte, in the buffer.
    pub(super) fn at(self) -> u64 {
        self.start.saturating_add(self.pos())
    }
}

impl Machine<'_> {
    pub(super) fn stream(&mut self, buffer: BufferId, start: u64, end: u64) -> IoId {
        let id = IoId(u32::try_from(self.streams.len()).unwrap_or(u32::MAX));
        self.streams.push(Stream { buffer, start, end, most: end, ..Stream::NONE });
        id
    }

    pub(super) fn io(&self, id: IoId) -> Stream {
        self.streams.get(id.0 as usize).copied().unwrap_or(Stream::NONE)
    }

    pub(super) fn io_mut(&mut self, id: IoId) -> Option<&mut Stream> {
        self.streams.get_mut(id.0 as usize)
    }

    /// Moves to a byte of the stream.
    pub(super) fn seek(&mut self, id: IoId, byte: u64) {
        if let Some(stream) = self.io_mut(id) {
            // A place that has no number in bits is behind every end, too.
            stream.bits = byte.min(u64::MAX / 8).saturating_mul(8);
        }
    }

    /// Leaves the rest of a byte of which bits were read.
    pub(super) fn align(&mut self, id: IoId) {
        if let Some(stream) = self.io_mut(id) {
            stream.bits = stream.bits.next_multiple_of(8);
        }
    }

    /// Reads past `n` bytes; where they begin in the buffer. Of a stream without its zeros, fewer
    /// may stand there.
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

    /// A stream that has fewer than the next `n` bytes.
    pub(super) fn short(&mut self, stream: Stream, n: u64) -> Box<Stop> {
        if stream.open {
            self.needs = self.needs.max(stream.at().saturating_add(n));
        }
        Stop::short(n, stream.left()).at(stream.at())
    }

    /// Refuses to go by the end of a stream of which more may follow.
    pub(super) fn closed(&self, stream: Stream) -> Res<()> {
        if stream.open {
            return Err(Stop::rule("what comes behind a frame cannot say where the frame ends"));
        }
        Ok(())
    }

    /// The same as bytes.
    pub(super) fn take_bytes(&mut self, id: IoId, n: u64) -> Res<Bytes> {
        let stream = self.io(id);
        let start = self.take(id, n)?;
        if n > stream.left() {
            return self.with_zeros(stream, start, n);
        }
        Ok(Bytes::At { buffer: self.io(id).buffer.0, start, len: n })
    }

    /// `n` bytes, the last of them zeros that were not sent.
    fn with_zeros(&mut self, stream: Stream, start: u64, n: u64) -> Res<Bytes> {
        let most = self.limits.inflated;
        self.used.inflated = self.used.inflated.saturating_add(n);
        if self.used.inflated > most {
            let message = format!("zeros make more than {most} bytes");
            return Err(Stop::limit(Limit::Inflated, message).at(start));
        }
        let mut bytes = self.slice_of(stream.buffer, start, stream.end).to_vec();
        bytes.resize(usize::try_from(n).unwrap_or(usize::MAX), 0);
        Ok(Bytes::Own(bytes.into()))
    }

    /// The bytes that are left of a stream.
    pub(super) fn rest(&self, id: IoId) -> &[u8] {
        let stream = self.io(id);
        self.slice_of(stream.buffer, stream.at(), stream.end)
    }

    pub(super) fn slice_of(&self, buffer: BufferId, start: u64, end: u64) -> &[u8] {
        let place = |n| usize::try_from(n).unwrap_or(usize::MAX);
        self.buffer(buffer).get(place(start)..place(end)).unwrap_or_default()
    }

    /// An unsigned integer of `size` bytes.
    pub(super) fn uint(&mut self, id: IoId, size: u8, little: bool) -> Res<u64> {
        let stream = self.io(id);
        let at = self.take(id, size.into())?;
        let end = at.saturating_add(size.into()).min(stream.end);
        let mut bytes = self.slice_of(stream.buffer, at, end);
        let mut whole = [0; 8];
        if bytes.len() < usize::from(size) {
            whole.iter_mut().zip(bytes).for_each(|(to, byte)| *to = *byte);
            bytes = whole.get(..usize::from(size)).unwrap_or_default();
        }
        Ok(crate::value::unsigned(bytes, little))
    }

    /// The byte order of a number of an object.
    pub(super) fn is_little(&self, order: Order, this: crate::value::ObjId) -> Res<bool> {
        match order {
            Order::Little => Ok(true),
            Order::Big => Ok(false),
            Order::Object => self.object_ref(this).little.ok_or_else(|| {
                Stop::rule("the byte order is undecided: no case of `meta/endian` matches")
            }),
        }
    }

    /// Where a stream stands, as the start of a span.
    pub(super) fn mark(&self, id: IoId) -> Stream {
        self.io(id)
    }

    /// What was read since a mark.
    pub(super) fn since(&self, id: IoId, mark: Stream) -> Span {
        let now = self.io(id);
        let base = now.start.saturating_mul(8);
        let (from, to) = (mark.bits, now.bits.max(mark.bits));
        if !now.little || from.is_multiple_of(8) && to.is_multiple_of(8) {
            let bit_start = base.saturating_add(from);
            return Span { buffer: now.buffer, bit_start, bit_len: to.saturating_sub(from) };
        }
        if from / 8 == to.saturating_sub(1) / 8 {
            // Bits from the low end of one byte, counted from its high end.
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
