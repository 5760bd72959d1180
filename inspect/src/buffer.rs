//! Derived buffers (decompressed or unstuffed bytes) and their origin.

use crate::{BufferId, Span};
use std::sync::Arc;

/// Bytes derived from a field.
#[derive(Clone, Debug)]
pub struct Buffer {
    /// The bytes.
    pub bytes: Arc<[u8]>,
    /// Origin of the bytes.
    pub origin: Origin,
}

/// Origin of a derived buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Process that produced the bytes, as a participle: `inflated`, `unstuffed`, …
    pub process: &'static str,
    /// Span of the encoded or compressed bytes.
    pub input: Span,
}

/// The source and its derived buffers: all bytes that a [`Span`] of a tree can refer to.
#[derive(Clone, Copy, Debug)]
pub struct Buffers<'b> {
    /// The source.
    pub source: &'b [u8],
    /// The buffers derived from it.
    pub buffers: &'b [Buffer],
}

impl<'b> Buffers<'b> {
    /// Returns the bytes of a buffer; none if it does not exist.
    pub fn buffer(self, id: BufferId) -> &'b [u8] {
        let index = usize::try_from(id.0).unwrap_or(usize::MAX);
        match index.checked_sub(1) {
            None => self.source,
            Some(index) => self.buffers.get(index).map_or(&[], |b| &b.bytes),
        }
    }

    /// Returns the bytes of a span, up to the end of the buffer.
    pub fn of(self, span: Span) -> &'b [u8] {
        let buffer = self.buffer(span.buffer);
        let end = usize::try_from(span.end()).unwrap_or(usize::MAX).min(buffer.len());
        let start = usize::try_from(span.start()).unwrap_or(usize::MAX).min(end);
        buffer.get(start..end).unwrap_or_default()
    }
}
