//! Bounded regions, padding, and derived buffers.

use super::Cx;
use crate::fault::ShortRead;
use crate::{
    Buffer, BufferId, Fault, FaultKind, Meta, Node, Origin, Span, Value, inflate_zlib, too_short,
};
use binrw::{BinResult, Error};
use std::sync::Arc;

const PADDING: &Meta = &Meta::new("padding", "bytes", "");

impl<'s> Cx<'s> {
    /// Confines `read` to a region of the next `size` bytes: its reads and seeks treat the end of
    /// the region as the end of the data.
    ///
    /// Bytes of the region that `read` does not consume are not skipped.
    ///
    /// # Errors
    /// Returns the error of `read`.
    pub fn within<T>(
        &mut self,
        size: u64,
        read: impl FnOnce(&mut Self) -> BinResult<T>,
    ) -> BinResult<T> {
        let outer = self.end;
        self.end = self.pos.saturating_add(size).min(outer);
        let result = read(self);
        self.end = outer;
        result
    }

    /// Skips the next `len` bytes and returns their span.
    ///
    /// # Errors
    /// Returns an error if fewer bytes remain. The offset of the next byte is then unchanged.
    pub fn skip(&mut self, len: u64) -> BinResult<Span> {
        let left = self.remaining();
        if len > left {
            self.short_read = Some(self.new_short_read(len, left));
            return Err(too_short(len, left));
        }
        let start = self.pos;
        self.pos = start.saturating_add(len);
        Ok(Span::bytes(self.buffer, start, self.pos))
    }

    pub(crate) fn new_short_read(&self, want: u64, left: u64) -> ShortRead {
        ShortRead { at: self.pos, want, left, region: self.end < self.len() }
    }

    /// Moves by `by` bytes, like binrw's `pad_before`, and records skipped bytes as padding.
    ///
    /// # Errors
    /// Returns an error if the target is before the start of the data.
    pub fn pad(&mut self, by: i64) -> BinResult<()> {
        let start = self.pos;
        let Some(target) = start.checked_add_signed(by) else {
            return Err(Error::Io(std::io::ErrorKind::InvalidInput.into()));
        };
        self.pos = target;
        let span = Span::bytes(self.buffer, start, target.min(self.end));
        if !span.is_empty()
            && let Some(node) = self.top()
        {
            node.children.push(Node::filler(PADDING, span));
        }
        Ok(())
    }

    /// Skips padding up to offset `to`, unless the next byte is already past it.
    ///
    /// # Errors
    /// Returns an error if the padding is larger than `i64::MAX` bytes.
    pub fn pad_to(&mut self, to: u64) -> BinResult<()> {
        match i64::try_from(to.saturating_sub(self.pos)) {
            Ok(by) => self.pad(by),
            Err(_) => Err(Error::Io(std::io::ErrorKind::InvalidInput.into())),
        }
    }

    /// Skips padding up to a multiple of `unit` bytes.
    ///
    /// # Errors
    /// Returns an error if `unit` is zero or the next multiple is out of range.
    pub fn align(&mut self, unit: u64) -> BinResult<()> {
        match self.pos.checked_next_multiple_of(unit) {
            Some(to) => self.pad_to(to),
            None => Err(Error::Io(std::io::ErrorKind::InvalidInput.into())),
        }
    }

    /// Adds bytes derived from the open field (decompressed, unstuffed) as a child in a separate
    /// buffer, read by `read`. An error of `read` is recorded but not returned.
    pub fn derived(
        &mut self,
        meta: &'static Meta,
        how: &'static str,
        bytes: Vec<u8>,
        read: impl FnOnce(&mut Cx<'_>) -> BinResult<()>,
    ) {
        if self.muted > 0 {
            return;
        }
        let field = self.top().map(|n| n.span).unwrap_or_default();
        let input = Span::bytes(self.buffer, field.start(), self.pos);
        let bytes: Arc<[u8]> = bytes.into();
        // Buffer 0 is the source, so the first derived buffer is 1.
        let id = BufferId(u32::try_from(self.buffers.len()).unwrap_or(u32::MAX).saturating_add(1));
        self.buffers.push(Buffer { bytes: bytes.clone(), origin: Origin { process: how, input } });
        let span = Span::bytes(id, 0, bytes.len() as u64);
        let root = Node { meta: meta.into(), span, ..Node::default() };
        let mut inner = Cx::new(&bytes, self.limits, std::mem::take(&mut self.buffers), root);
        inner.nodes = self.nodes;
        let result = read(&mut inner);
        self.nodes = inner.nodes;
        let failed = result.err().map(|e| (e, inner.error_recorded));
        let (mut node, buffers) = inner.finish();
        self.buffers = buffers;
        if let Some((error, false)) = &failed {
            node.extra_mut().fault = Some(Fault::of(error, 0, None));
        }
        if let Some(top) = self.top() {
            top.children.push(node);
        }
    }

    /// Decompresses a zlib stream with [`inflate_zlib`].
    /// [`Limits::decompressed`](crate::Limits::decompressed) is the maximum total size of all
    /// decompressed streams of the file.
    pub fn inflate_zlib(&self, stream: &[u8]) -> (Vec<u8>, Option<Fault>) {
        let used = self.buffers.iter().map(|b| b.bytes.len() as u64).sum();
        let limit = self.limits.decompressed;
        inflate_zlib(stream, limit.saturating_sub(used), limit)
    }

    /// Adds a filler for bytes not covered by any field, with an optional fault message.
    pub(crate) fn add_filler(&mut self, meta: &'static Meta, span: Span, fault: Option<&str>) {
        if let Some(top) = self.top() {
            let mut node = Node::filler(meta, span);
            if let Some(message) = fault {
                let fault = Fault::soft(FaultKind::Uncovered, span.start(), message);
                node.extra_mut().fault = Some(fault);
            }
            top.children.push(node);
        }
    }
}

impl Node {
    /// Creates a filler for bytes not covered by any field.
    pub(crate) fn filler(meta: &'static Meta, span: Span) -> Self {
        let mut node = Node { meta: meta.into(), span, value: Value::Bytes, ..Node::default() };
        node.extra_mut().filler = true;
        node
    }
}
