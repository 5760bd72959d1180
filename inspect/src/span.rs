//! Where a field stands: a buffer, a first bit and a length.

/// Names one of the buffers of an [`Outcome`](crate::Outcome); `0` is the source itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BufferId(pub u32);

impl BufferId {
    /// The file, pipe or slice that is being read.
    pub const SOURCE: Self = Self(0);
}

/// A run of bits in a buffer. Most fields start and end at a byte.
///
/// Bits count from the start of the buffer, most significant bit of a byte first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// The buffer the bits stand in.
    pub buffer: BufferId,
    /// The first bit.
    pub bit_start: u64,
    /// The number of bits; may be zero.
    pub bit_len: u64,
}

impl Span {
    /// The bytes `start..end` of `buffer`; an `end` before `start` counts as empty.
    pub fn bytes(buffer: BufferId, start: u64, end: u64) -> Self {
        Self {
            buffer,
            bit_start: start.saturating_mul(8),
            bit_len: end.saturating_sub(start).saturating_mul(8),
        }
    }

    /// The byte that holds the first bit.
    pub fn start(self) -> u64 {
        self.bit_start / 8
    }

    /// One past the byte that holds the last bit.
    pub fn end(self) -> u64 {
        self.bit_start.saturating_add(self.bit_len).div_ceil(8)
    }

    /// The number of bytes touched.
    pub fn len(self) -> u64 {
        self.end().saturating_sub(self.start())
    }

    /// Whether the span holds no bit.
    pub fn is_empty(self) -> bool {
        self.bit_len == 0
    }

    /// Whether every bit of `other` lies in this span. An empty span lies in any span of its
    /// buffer that it touches.
    pub fn contains(self, other: Self) -> bool {
        self.buffer == other.buffer
            && self.bit_start <= other.bit_start
            && other.bit_start.saturating_add(other.bit_len)
                <= self.bit_start.saturating_add(self.bit_len)
    }

    /// The smallest span that holds both; `self` when `other` lies in another buffer or is empty.
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
