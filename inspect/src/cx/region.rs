//! Bounded regions, gaps, and buffers made from other bytes.

use super::Cx;
use crate::fault::Short;
use crate::{Buffer, BufferId, Fault, FaultKind, Meta, Node, Origin, Span, Value, too_short};
use binrw::{BinResult, Error};
use std::sync::Arc;

const PADDING: &Meta = &Meta::new("padding", "bytes", "");

impl<'s> Cx<'s> {
    /// Reads within the next `size` bytes: reads and seeks see no further end than that.
    ///
    /// The position is left where `read` left it.
    ///
    /// # Errors
    /// Those of `read`.
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

    /// Moves past the next `len` bytes and returns where they stand.
    ///
    /// # Errors
    /// The data ends before that; the position is then left alone.
    pub fn skip(&mut self, len: u64) -> BinResult<Span> {
        let left = self.left();
        if len > left {
            self.short = Some(self.short(len, left));
            return Err(too_short(len, left));
        }
        let start = self.pos;
        self.pos = start.saturating_add(len);
        Ok(Span::bytes(self.buffer, start, self.pos))
    }

    pub(crate) fn short(&self, want: u64, left: u64) -> Short {
        Short { at: self.pos, want, left, region: self.end < self.len() }
    }

    /// Skips `by` bytes as binrw's `pad_*` does, and shows them as padding.
    ///
    /// # Errors
    /// The target lies before the start of the data.
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

    /// Pads up to byte `to`, unless it is behind.
    ///
    /// # Errors
    /// As [`pad`](Self::pad).
    pub fn pad_to(&mut self, to: u64) -> BinResult<()> {
        match i64::try_from(to.saturating_sub(self.pos)) {
            Ok(by) => self.pad(by),
            Err(_) => Err(Error::Io(std::io::ErrorKind::InvalidInput.into())),
        }
    }

    /// Pads to a multiple of `unit` bytes.
    ///
    /// # Errors
    /// `unit` is zero; otherwise as [`pad`](Self::pad).
    pub fn align(&mut self, unit: u64) -> BinResult<()> {
        match self.pos.checked_next_multiple_of(unit) {
            Some(to) => self.pad_to(to),
            None => Err(Error::Io(std::io::ErrorKind::InvalidInput.into())),
        }
    }

    /// Shows bytes that were made from the field that is open (decompressed, de-stuffed):
    /// a child with an own buffer, read by `read`. What fails there is shown and goes no further.
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
        let from = self.top().map(|n| n.span).unwrap_or_default();
        let from = Span::bytes(self.buffer, from.start(), self.pos);
        let bytes: Arc<[u8]> = bytes.into();
        // Buffer 0 is the source, so the first derived buffer is 1.
        let id = BufferId(u32::try_from(self.buffers.len()).unwrap_or(u32::MAX).saturating_add(1));
        self.buffers.push(Buffer { bytes: bytes.clone(), origin: Origin { how, from } });
        let span = Span::bytes(id, 0, bytes.len() as u64);
        let root = Node { meta: meta.into(), span, ..Node::default() };
        let mut inner = Cx::new(&bytes, self.limits, std::mem::take(&mut self.buffers), root);
        inner.nodes = self.nodes;
        let result = read(&mut inner);
        self.nodes = inner.nodes;
        let failed = result.err().map(|e| (e, inner.placed));
        let (mut node, buffers) = inner.finish();
        self.buffers = buffers;
        if let Some((error, false)) = &failed {
            node.extra_mut().fault = Some(Fault::of(error, 0, None));
        }
        if let Some(top) = self.top() {
            top.children.push(node);
        }
    }

    /// How many more bytes compressed fields may expand to.
    pub fn inflatable(&self) -> u64 {
        let used = self.buffers.iter().map(|b| b.bytes.len() as u64).sum();
        self.limits.inflated.saturating_sub(used)
    }

    /// Adds a child for `span` bytes that could not be read as anything.
    pub(crate) fn unread(&mut self, meta: &'static Meta, span: Span, fault: Option<&str>) {
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
    /// A node for bytes that belong to no field.
    pub(crate) fn filler(meta: &'static Meta, span: Span) -> Self {
        let mut node = Node { meta: meta.into(), span, value: Value::Bytes, ..Node::default() };
        node.extra_mut().filler = true;
        node
    }
}
