//! The recording reader: a stream for binrw that builds the tree of the fields it reads.

mod checks;
mod region;
mod stream;
mod variants;

pub use checks::{Expected, IntoNote};
pub(crate) use variants::FailedVariant;

use crate::fault::ShortRead;
use crate::{
    Buffer, BufferId, Covered, Fact, Fault, FaultKind, Limit, Limits, Meta, MetaRef, Node, Span,
    TableRows, Value,
};
use binrw::{BinResult, Error};
use std::fmt;

/// Reads a slice, and records each field read through it.
///
/// `#[derive(Inspect)]` calls these methods; a hand-written [`Inspect`](crate::Inspect) may call
/// them too. Nothing is recorded while the context is [muted](Self::is_muted).
///
/// ```
/// use binrw::{BinRead, BinResult, BinWrite, Endian};
/// use bytescope_inspect::{Cx, Inspect, Limits, Value, inspect};
///
/// /// A color, shown in CSS notation.
/// #[derive(BinRead, BinWrite)]
/// struct Rgb([u8; 3]);
///
/// impl Inspect for Rgb {
///     const TYPE: &'static str = "rgb";
///
///     fn inspect(cx: &mut Cx<'_>, endian: Endian, (): ()) -> BinResult<Self> {
///         let color = Self::read_options(cx, endian, ())?;
///         let [r, g, b] = color.0;
///         cx.leaf(Value::text(format!("#{r:02x}{g:02x}{b:02x}")));
///         Ok(color)
///     }
/// }
///
/// let read = inspect::<Rgb>(&[255, 128, 0], Endian::Little, (), Limits::default());
/// assert_eq!(read.tree.value.to_string(), "\"#ff8000\"");
/// ```
pub struct Cx<'s> {
    data: &'s [u8],
    buffer: BufferId,
    pos: u64,
    /// End of the innermost region, or of the data.
    end: u64,
    open: Vec<Node>,
    muted: u32,
    nodes: u64,
    covered: Covered,
    limits: Limits,
    buffers: Vec<Buffer>,
    best: Option<FailedVariant>,
    short: Option<ShortRead>,
    /// True if the error being returned is already recorded at its field.
    placed: bool,
}

impl fmt::Debug for Cx<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cx")
            .field("pos", &self.pos)
            .field("end", &self.end)
            .field("nodes", &self.nodes)
            .finish_non_exhaustive()
    }
}

impl<'s> Cx<'s> {
    /// Creates a context over `data`; fields are added to `root`.
    pub(crate) fn new(data: &'s [u8], limits: Limits, buffers: Vec<Buffer>, root: Node) -> Self {
        Self {
            data,
            buffer: root.span.buffer,
            pos: 0,
            end: data.len() as u64,
            open: vec![root],
            muted: 0,
            nodes: 0,
            covered: Covered::default(),
            limits,
            buffers,
            best: None,
            short: None,
            placed: false,
        }
    }

    pub(crate) fn finish(mut self) -> (Node, Vec<Buffer>) {
        (self.open.pop().unwrap_or_default(), self.buffers)
    }

    /// Returns the offset of the next byte.
    pub fn pos(&self) -> u64 {
        self.pos
    }

    /// Moves to offset `pos` of the buffer.
    pub fn rewind(&mut self, pos: u64) {
        self.pos = pos;
    }

    /// Returns the end of the innermost region, or of the data if there is none.
    pub fn end(&self) -> u64 {
        self.end
    }

    /// Returns the number of bytes up to [`end`](Self::end).
    pub fn remaining(&self) -> u64 {
        self.end.saturating_sub(self.pos)
    }

    /// Returns the length of the whole buffer, independent of regions.
    pub fn len(&self) -> u64 {
        self.data.len() as u64
    }

    /// True if the buffer is empty.
    pub fn is_empty(&self) -> bool {
        self.data.is_empty()
    }

    /// Returns the bytes `start..end` of the buffer, as far as they exist.
    pub fn slice(&self, start: u64, end: u64) -> &'s [u8] {
        let end = usize::try_from(end).unwrap_or(usize::MAX).min(self.data.len());
        let start = usize::try_from(start).unwrap_or(usize::MAX).min(end);
        self.data.get(start..end).unwrap_or_default()
    }

    /// True if fields are read without being recorded.
    pub fn is_muted(&self) -> bool {
        self.muted > 0
    }

    /// True if the limit of recorded nodes is reached.
    pub(crate) fn is_full(&self) -> bool {
        self.nodes >= self.limits.nodes
    }

    /// Returns the limits of this inspection.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Reads a field of the open structure.
    ///
    /// # Errors
    /// Those of `read`; the fault is recorded at the field.
    pub fn field<T>(
        &mut self,
        meta: &'static Meta,
        read: impl FnOnce(&mut Self) -> BinResult<T>,
    ) -> BinResult<T> {
        self.node(MetaRef::Static(meta), None, read)
    }

    /// Reads item `index` of the open sequence.
    ///
    /// # Errors
    /// Those of `read`; the fault is recorded at the item.
    pub fn item<T>(
        &mut self,
        index: u64,
        meta: &'static Meta,
        read: impl FnOnce(&mut Self) -> BinResult<T>,
    ) -> BinResult<T> {
        self.node(MetaRef::Static(meta), Some(index), read)
    }

    /// Reads a child of the open node, of any kind.
    ///
    /// # Errors
    /// Those of `read`; the fault is recorded at the node.
    pub fn node<T>(
        &mut self,
        meta: MetaRef,
        index: Option<u64>,
        read: impl FnOnce(&mut Self) -> BinResult<T>,
    ) -> BinResult<T> {
        if self.muted > 0 {
            return read(self);
        }
        if self.open.len() as u64 > u64::from(self.limits.depth) {
            return Err(self.too_deep());
        }
        if self.is_full() {
            self.note_full();
            return self.mute(read);
        }
        self.nodes = self.nodes.saturating_add(1);
        let at = self.pos.min(self.len());
        let span = Span::bytes(self.buffer, at, at);
        self.open.push(Node { meta, index, span, ..Node::default() });
        let result = read(self);
        self.close(result.as_ref().err());
        result
    }

    /// Runs `read` without recording anything.
    ///
    /// # Errors
    /// Those of `read`.
    pub fn mute<T>(&mut self, read: impl FnOnce(&mut Self) -> BinResult<T>) -> BinResult<T> {
        self.muted = self.muted.saturating_add(1);
        let result = read(self);
        self.muted = self.muted.saturating_sub(1);
        result
    }

    /// Closes the innermost node: sets its span and fault, and adds it to its parent.
    fn close(&mut self, error: Option<&Error>) {
        let Some(mut node) = self.open.pop() else { return };
        let start = node.span.start();
        node.span = Span::bytes(self.buffer, start, self.pos.min(self.len()).max(start));
        if let Some(error) = error {
            self.place(&mut node, error);
        }
        for child in &node.children {
            node.span = node.span.hull(child.span);
        }
        if let Some(parent) = self.open.last_mut() {
            parent.children.push(node);
        }
    }

    /// Records `error` at `node`, unless it is already recorded at a descendant.
    pub(crate) fn place(&mut self, node: &mut Node, error: &Error) {
        let short = self.short.take().filter(|_| error.is_eof());
        if self.placed {
            return;
        }
        self.placed = true;
        let fault = Fault::of(error, node.span.start(), short);
        if let Some(short) = short {
            let rest = Span::bytes(self.buffer, short.at, short.at.saturating_add(short.left));
            node.span = node.span.hull(rest);
        }
        let slot = &mut node.extra_mut().fault;
        if slot.as_ref().is_none_or(|old| !old.fatal) {
            *slot = Some(fault);
        }
    }

    /// Records `error` at the open node, unless it is already recorded at a descendant.
    pub(crate) fn place_at_top(&mut self, error: &Error) {
        if self.muted == 0
            && let Some(mut node) = self.open.pop()
        {
            self.place(&mut node, error);
            self.open.push(node);
        }
    }

    /// Returns the largest end offset of the open structure's fields.
    pub(crate) fn reach(&mut self) -> u64 {
        let (buffer, pos) = (self.buffer, self.pos);
        let ends = |n: &mut Node| {
            n.children.iter().filter(|c| c.span.buffer == buffer).map(|c| c.span.end()).max()
        };
        self.top().and_then(ends).unwrap_or(pos)
    }

    /// Returns the span `start..end` of the current buffer.
    pub fn span(&self, start: u64, end: u64) -> Span {
        Span::bytes(self.buffer, start, end)
    }

    /// Records `error`, then runs `read` to show the remaining readable fields. Errors of `read` are
    /// ignored, and the position does not change.
    pub fn salvage(&mut self, error: &Error, read: impl FnOnce(&mut Self) -> BinResult<()>) {
        if self.muted > 0 {
            return;
        }
        self.place_at_top(error);
        self.recovered();
        let pos = self.pos;
        // A fault here is recorded at its field, but the first error is the result.
        let _ = read(self);
        self.pos = pos;
        self.placed = true;
    }

    /// Marks the current error as handled, so that the next one is recorded.
    pub(crate) fn recovered(&mut self) {
        self.placed = false;
        self.short = None;
    }

    /// Returns the open node, unless muted.
    pub fn top(&mut self) -> Option<&mut Node> {
        if self.muted > 0 { None } else { self.open.last_mut() }
    }

    /// Sets the value of the open node.
    pub fn leaf(&mut self, value: impl Into<Value>) {
        if let Some(node) = self.top() {
            node.value = value.into();
        }
    }

    /// Sets a table as the value of the open node; its rows are hidden if tables overlap too often.
    pub(crate) fn table(&mut self, rows: TableRows) {
        let fault = match self.muted {
            0 => self.covered.table(rows.span(), self.len()),
            _ => None,
        };
        let Some(node) = self.top() else { return };
        let rows = if fault.is_some() { rows.hidden() } else { rows };
        node.value = Value::Table(Box::new(rows));
        if let Some(fault) = fault {
            node.extra_mut().fault.get_or_insert(fault);
        }
    }

    /// Adds the named bits `lo..hi` of the open word, counted from the least significant.
    pub fn bits(&mut self, meta: &'static Meta, lo: u8, hi: u8, value: impl Into<Value>) {
        let span = Span::bytes(self.buffer, self.pos, self.pos);
        if let Some(node) = self.top() {
            let span = Span::bytes(span.buffer, node.span.start(), span.start());
            let value = value.into();
            let mut part = Node { meta: meta.into(), span, value, ..Node::default() };
            part.extra_mut().bits = Some((lo, hi));
            node.children.push(part);
        }
    }

    /// Creates an error for the open field, with the expected and actual value.
    pub fn refuse(
        &self,
        kind: FaultKind,
        message: &str,
        expected: impl Into<Fact>,
        actual: impl Into<Fact>,
    ) -> Error {
        Fault::fatal(kind, self.pos, message).with(expected, actual).into()
    }

    fn too_deep(&self) -> Error {
        let message = Limit::Depth.message(self.limits.depth.into());
        Fault::fatal(FaultKind::Limit(Limit::Depth), self.pos, message).into()
    }

    fn note_full(&mut self) {
        let most = self.limits.nodes;
        let message = format!("{}; the rest is checked but not shown", Limit::Nodes.message(most));
        let fault = Fault::soft(FaultKind::Limit(Limit::Nodes), self.pos, message);
        if let Some(root) = self.open.first_mut() {
            root.extra_mut().fault.get_or_insert(fault);
        }
    }
}
