//! A table as a value of the tree.

use crate::{BufferId, Columns, Limits, MetaRef, Node, Span};
use std::fmt;
use std::sync::Arc;

/// A record that is to be read: its node so far, and the buffer it stands in.
#[derive(Debug)]
pub struct Row<'r> {
    /// The node, with its place and no value.
    pub root: Node,
    /// The whole buffer.
    pub buffer: &'r [u8],
    /// The bounds of the inspection.
    pub limits: Limits,
}

/// Reads a record into its node.
type ReadRow = dyn Fn(Row<'_>) -> Node + Send + Sync;

/// A table as a value of the tree: rows are made when somebody looks at them.
#[derive(Clone)]
pub struct TableRows {
    span: Span,
    count: u64,
    stride: u64,
    total: bool,
    /// How many the declaration asks for; none where they go up to the end.
    wanted: Option<u64>,
    columns: Arc<dyn Fn() -> Columns + Send + Sync>,
    meta: MetaRef,
    item: Arc<ReadRow>,
}

impl TableRows {
    /// Records of `stride` bytes that fill `span`; `columns` says what stands in each. `total` says
    /// that no record can be at fault.
    pub fn new(
        span: Span,
        stride: u64,
        total: bool,
        meta: MetaRef,
        columns: impl Fn() -> Columns + Send + Sync + 'static,
        read: impl Fn(Row<'_>) -> Node + Send + Sync + 'static,
    ) -> Self {
        let count = span.len().checked_div(stride).unwrap_or(0);
        let (columns, item) = (Arc::new(columns), Arc::new(read));
        Self { span, count, stride, total, wanted: None, columns, meta, item }
    }

    /// The same table, where the declaration asks for so many records.
    pub(crate) fn of(self, wanted: Option<u64>) -> Self {
        Self { wanted, ..self }
    }

    /// The same place without a record to be looked at.
    #[must_use]
    pub fn hidden(self) -> Self {
        Self { count: 0, ..self }
    }

    /// The number of records.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Bytes from one record to the next.
    pub fn stride(&self) -> u64 {
        self.stride
    }

    /// Where the records stand.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The buffer that the table stands in.
    pub fn buffer(&self) -> BufferId {
        self.span.buffer
    }

    /// How many records the declaration asks for, which may be more than there are; nothing where
    /// they go up to the end.
    pub fn wanted(&self) -> Option<u64> {
        self.wanted
    }

    /// The numbers and texts of a record.
    pub fn columns(&self) -> Columns {
        (self.columns)()
    }

    /// Whether no record can be at fault.
    pub fn is_total(&self) -> bool {
        self.total
    }

    /// The name of a record's type.
    pub fn type_name(&self) -> &str {
        &self.meta.ty
    }

    /// The indices of the first `head` records and of the last one; none for 0.
    pub fn ends(&self, head: u64) -> impl Iterator<Item = u64> + use<> {
        let count = if head == 0 { 0 } else { self.count };
        let head = head.min(count);
        (0..head).chain(count.saturating_sub(1).max(head)..count)
    }

    /// Reads record `index` from the buffer that the table stands in; `None` past the end.
    pub fn get(&self, buffer: &[u8], index: u64, limits: Limits) -> Option<Node> {
        let start = index.saturating_mul(self.stride).saturating_add(self.span.start());
        (index < self.count).then(|| self.read(buffer, start, index, limits))
    }

    /// Reads record `index`, which begins at byte `start` of any buffer.
    pub fn read(&self, buffer: &[u8], start: u64, index: u64, limits: Limits) -> Node {
        let end = start.saturating_add(self.stride);
        let span = Span::bytes(self.span.buffer, start, end);
        let root = Node { meta: self.meta.clone(), index: Some(index), span, ..Node::default() };
        (self.item)(Row { root, buffer, limits })
    }
}

/// Tables of the same bytes, cut in the same way. The readers of their rows are not compared.
impl PartialEq for TableRows {
    fn eq(&self, other: &Self) -> bool {
        (self.span, self.count, self.stride, self.wanted, &self.meta)
            == (other.span, other.count, other.stride, other.wanted, &other.meta)
    }
}

impl fmt::Debug for TableRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TableRows({} x {} bytes)", self.count, self.stride)
    }
}
