//! Bytes that were made from other bytes, and where they came from.

use crate::{BufferId, Span};
use std::sync::Arc;

/// Bytes that a field expanded to.
#[derive(Clone, Debug)]
pub struct Buffer {
    /// The bytes.
    pub bytes: Arc<[u8]>,
    /// What they were made from.
    pub origin: Origin,
}

/// Where a buffer came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The process: `inflated`, `unstuffed`, …
    pub how: &'static str,
    /// The bytes it was made from.
    pub from: Span,
}

/// The source and the buffers made from it: whatever a [`Span`] of a tree can point at.
#[derive(Clone, Copy, Debug)]
pub struct Bytes<'b> {
    /// The source.
    pub source: &'b [u8],
    /// The buffers of the outcome.
    pub buffers: &'b [Buffer],
}

impl<'b> Bytes<'b> {
    /// The whole of a buffer; empty when there is no such buffer.
    pub fn buffer(self, id: BufferId) -> &'b [u8] {
        let index = usize::try_from(id.0).unwrap_or(usize::MAX);
        match index.checked_sub(1) {
            None => self.source,
            Some(index) => self.buffers.get(index).map_or(&[], |b| &b.bytes),
        }
    }

    /// The bytes that a span touches, as far as they exist.
    pub fn of(self, span: Span) -> &'b [u8] {
        let buffer = self.buffer(span.buffer);
        let end = usize::try_from(span.end()).unwrap_or(usize::MAX).min(buffer.len());
        let start = usize::try_from(span.start()).unwrap_or(usize::MAX).min(end);
        buffer.get(start..end).unwrap_or_default()
    }
}
