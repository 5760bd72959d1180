//! Bounded regions, padding, and derived buffers.

use super::Cx;
use crate::fault::ShortRead;
use crate::{Buffer, BufferId, Fault, FaultKind, Meta, Node, Origin, Span, Value, too_short};
use binrw::{BinResult, Error};
use std::sync::Arc;

const PADDING: &Meta = &Meta::new("padding", "bytes", "");

impl<'s> Cx<'s> {
    /// Limits `read` to the next `size` bytes, which are the end of the data for reads and seeks.
    ///
    /// The position afterwards is that of `read`.
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

    /// Skips the next `len` bytes and returns their span.
    ///
    /// # Errors
    /// Fewer bytes remain; the position is unchanged then.
    pub fn skip(&mut self, len: u64) -> BinResult<Span> {
        let left = self.remaining();
        if len > left {
            self.short = Some(self.short(len, left));
            return Err(too_short(len, left));
        }
        let start = self.pos;
        self.pos = start.saturating_add(len);
        Ok(Span::bytes(self.buffer, start, self.pos))
    }

    pub(crate) fn short(&self, want: u64, left: u64) -> ShortRead {
        ShortRead { at: self.pos, want, left, region: self.end < self.len() }
    }

    /// Skips `by` bytes like binrw's `pad_*`, and records them as padding.
    ///
    /// # Errors
    /// The target is before the start of the data.
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

    /// Pads up to offset `to`, unless the position is past it.
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

    /// Adds bytes derived from the open field (decompressed, unstuffed) as a child with its own
    /// buffer, read by `read`. An error there is recorded but not returned.
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
        self.buffers
            .push(Buffer { bytes: bytes.clone(), origin: Origin { process: how, input: from } });
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

    /// Returns the number of bytes that compressed fields may still expand to.
    pub fn inflatable(&self) -> u64 {
        let used = self.buffers.iter().map(|b| b.bytes.len() as u64).sum();
        self.limits.decompressed.saturating_sub(used)
    }

    /// Adds a child for bytes that no field covers, with an optional fault message.
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
    /// Creates a node for bytes that belong to no field.
    pub(crate) fn filler(meta: &'static Meta, span: Span) -> Self {
        let mut node = Node { meta: meta.into(), span, value: Value::Bytes, ..Node::default() };
        node.extra_mut().filler = true;
        node
    }
}
