//! Spans: ranges of bits in a buffer.

/// Number of a buffer of an [`Outcome`](crate::Outcome); 0 is the source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BufferId(pub u32);

impl BufferId {
    /// The file, pipe or slice that is being read.
    pub const SOURCE: Self = Self(0);
}

/// A range of bits in a buffer. Most fields start and end at byte boundaries.
///
/// Bits are counted from the start of the buffer, most significant bit of each byte first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// Buffer that contains the bits.
    pub buffer: BufferId,
    /// Offset of the first bit, in bits.
    pub bit_start: u64,
    /// Number of bits; may be zero.
    pub bit_len: u64,
}

impl Span {
    /// Creates the span of bytes `start..end` of `buffer`; empty if `end` is before `start`.
    pub fn bytes(buffer: BufferId, start: u64, end: u64) -> Self {
        Self {
            buffer,
            bit_start: start.saturating_mul(8),
            bit_len: end.saturating_sub(start).saturating_mul(8),
        }
    }

    /// Returns the offset of the first bit, rounded down to bytes.
    pub fn start(self) -> u64 {
        self.bit_start / 8
    }

    /// Returns the offset after the last bit, rounded up to bytes.
    pub fn end(self) -> u64 {
        self.bit_start.saturating_add(self.bit_len).div_ceil(8)
    }

    /// Returns the number of bytes from [`start`](Self::start) to [`end`](Self::end).
    pub fn len(self) -> u64 {
        self.end().saturating_sub(self.start())
    }

    /// True if the span has no bits.
    pub fn is_empty(self) -> bool {
        self.bit_len == 0
    }

    /// True if every bit of `other` is in this span. An empty span is contained in any span of its
    /// buffer that it touches.
    pub fn contains(self, other: Self) -> bool {
        self.buffer == other.buffer
            && self.bit_start <= other.bit_start
            && other.bit_start.saturating_add(other.bit_len)
                <= self.bit_start.saturating_add(self.bit_len)
    }

    /// True if the spans have a bit in common.
    pub fn overlaps(self, other: Self) -> bool {
        let end = |span: Self| span.bit_start.saturating_add(span.bit_len);
        self.buffer == other.buffer && self.bit_start < end(other) && other.bit_start < end(self)
    }

    /// Returns the smallest span that contains `self` and `other`, or `self` if `other` is empty or
    /// in another buffer.
    pub fn hull(self, other: Self) -> Self {
        if other.buffer != self.buffer || other.is_empty() {
            return self;
        }
        let start = self.bit_start.min(other.bit_start);
        let end = (self.bit_start.saturating_add(self.bit_len))
            .max(other.bit_start.saturating_add(other.bit_len));
        Self { buffer: self.buffer, bit_start: start, bit_len: end.saturating_sub(start) }
    }
}
