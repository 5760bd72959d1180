//! Tables as values of the field tree.

use crate::{BufferId, Limits, MetaRef, Node, RecordColumns, Span};
use std::fmt;
use std::sync::Arc;

/// A record to be read.
#[derive(Debug)]
pub struct RecordRow<'r> {
    /// Node of the record, with a span but without a value.
    pub root: Node,
    /// The whole buffer that contains the record.
    pub buffer: &'r [u8],
    /// Resource limits for reading the record.
    pub limits: Limits,
}

/// Function that reads a record and returns its node.
type ReadRow = dyn Fn(RecordRow<'_>) -> Node + Send + Sync;

/// A table as a value of the tree; rows are read on demand.
#[derive(Clone)]
pub struct TableRows {
    span: Span,
    count: u64,
    stride: u64,
    total: bool,
    /// Declared number of records; `None` if the table extends to the end.
    declared: Option<u64>,
    columns: Arc<dyn Fn() -> RecordColumns + Send + Sync>,
    meta: MetaRef,
    item: Arc<ReadRow>,
}

impl TableRows {
    /// Creates a table of the records of `stride` bytes in `span`. `columns` returns the layout of
    /// a record; `total` is true if no record can have a fault.
    pub fn new(
        span: Span,
        stride: u64,
        total: bool,
        meta: MetaRef,
        columns: impl Fn() -> RecordColumns + Send + Sync + 'static,
        read: impl Fn(RecordRow<'_>) -> Node + Send + Sync + 'static,
    ) -> Self {
        let count = span.len().checked_div(stride).unwrap_or(0);
        let (columns, item) = (Arc::new(columns), Arc::new(read));
        Self { span, count, stride, total, declared: None, columns, meta, item }
    }

    /// Sets the declared number of records.
    pub(crate) fn with_declared(self, declared: Option<u64>) -> Self {
        Self { declared, ..self }
    }

    /// Removes all records, but keeps the span.
    #[must_use]
    pub fn hidden(self) -> Self {
        Self { count: 0, ..self }
    }

    /// Returns the number of records.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Returns the distance between consecutive records in bytes.
    pub fn stride(&self) -> u64 {
        self.stride
    }

    /// Returns the span of all records.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Returns the buffer that contains the table.
    pub fn buffer(&self) -> BufferId {
        self.span.buffer
    }

    /// Returns the declared number of records, which may exceed the actual number; `None` if the
    /// table extends to the end.
    pub fn declared_count(&self) -> Option<u64> {
        self.declared
    }

    /// Returns the layout of a record.
    pub fn columns(&self) -> RecordColumns {
        (self.columns)()
    }

    /// True if no record can have a fault.
    pub fn is_total(&self) -> bool {
        self.total
    }

    /// Returns the type name of a record.
    pub fn type_name(&self) -> &str {
        &self.meta.ty
    }

    /// Returns the indices of the first `head` records and of the last record; no indices if `head`
    /// is 0.
    pub fn sample_indices(&self, head: u64) -> impl Iterator<Item = u64> + use<> {
        let count = if head == 0 { 0 } else { self.count };
        let head = head.min(count);
        (0..head).chain(count.saturating_sub(1).max(head)..count)
    }

    /// Reads record `index` from the buffer that contains the table; `None` past the end.
    pub fn get(&self, buffer: &[u8], index: u64, limits: Limits) -> Option<Node> {
        let start = index.saturating_mul(self.stride).saturating_add(self.span.start());
        (index < self.count).then(|| self.read(buffer, start, index, limits))
    }

    /// Reads record `index`, which starts at byte `start` of `buffer`.
    pub fn read(&self, buffer: &[u8], start: u64, index: u64, limits: Limits) -> Node {
        let end = start.saturating_add(self.stride);
        let span = Span::bytes(self.span.buffer, start, end);
        let root = Node { meta: self.meta.clone(), index: Some(index), span, ..Node::default() };
        (self.item)(RecordRow { root, buffer, limits })
    }
}

/// Compares spans, counts, strides and metadata. The functions that read rows are not compared.
impl PartialEq for TableRows {
    fn eq(&self, other: &Self) -> bool {
        (self.span, self.count, self.stride, self.declared, &self.meta)
            == (other.span, other.count, other.stride, other.declared, &other.meta)
    }
}

impl fmt::Debug for TableRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TableRows({} x {} bytes)", self.count, self.stride)
    }
}
