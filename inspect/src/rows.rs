//! Tables as values of the field tree.

use crate::{BufferId, Buffers, Limits, MetaRef, Node, RecordColumns, Span, SparseIndex};
use std::collections::VecDeque;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// Number of rows that an iterator reads at a time.
const ROWS_AT_A_TIME: u64 = 32;

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

/// Items of variable size to be read.
#[derive(Clone, Debug)]
pub struct RowRequest<'r> {
    /// The source and its derived buffers.
    pub bytes: Buffers<'r>,
    /// Resource limits for reading the items.
    pub limits: Limits,
    /// Indices of the items.
    pub range: Range<u64>,
}

/// Function that reads a record and returns its node.
type ReadRecord = dyn Fn(RecordRow<'_>) -> Node + Send + Sync;
/// Function that reads items and returns their nodes.
type ReadItems = dyn Fn(RowRequest<'_>) -> Vec<Node> + Send + Sync;

/// Locations of items of variable size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowMarks {
    /// Offsets of items in bytes.
    pub starts: SparseIndex,
    /// Byte ranges of the source outside the table that fields of the items cover.
    pub covers: Vec<(u64, u64)>,
}

/// Locations of rows and the function that reads them.
#[derive(Clone)]
enum RowLayout {
    Fixed {
        stride: u64,
        read: Arc<ReadRecord>,
        columns: Arc<dyn Fn() -> RecordColumns + Send + Sync>,
    },
    Variable {
        marks: Arc<RowMarks>,
        read: Arc<ReadItems>,
    },
}

/// A table as a value of the tree: records of a fixed size or items of variable size, which are
/// read on demand.
///
/// Items of variable size that are known to be invalid are also children of the node.
#[derive(Clone)]
pub struct TableRows {
    span: Span,
    count: u64,
    total: bool,
    /// Declared number of records; `None` if the table extends to the end.
    declared: Option<u64>,
    /// Number of invalid items that are not children of the node.
    unlisted: u64,
    meta: MetaRef,
    layout: RowLayout,
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
        let layout = RowLayout::Fixed { stride, read: Arc::new(read), columns: Arc::new(columns) };
        Self { span, count, total, declared: None, unlisted: 0, meta, layout }
    }

    /// Creates a table of `count` items of variable size in `span`, all of which were verified.
    /// Invalid items are children of the node, except `unlisted` ones.
    pub fn variable(
        span: Span,
        count: u64,
        marks: Arc<RowMarks>,
        unlisted: u64,
        meta: MetaRef,
        read: impl Fn(RowRequest<'_>) -> Vec<Node> + Send + Sync + 'static,
    ) -> Self {
        let layout = RowLayout::Variable { marks, read: Arc::new(read) };
        Self { span, count, total: true, declared: None, unlisted, meta, layout }
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

    /// Returns the distance between consecutive records in bytes; `None` for items of variable
    /// size.
    pub fn stride(&self) -> Option<u64> {
        match &self.layout {
            RowLayout::Fixed { stride, .. } => Some(*stride),
            RowLayout::Variable { .. } => None,
        }
    }

    /// Returns the span of all records.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Returns the byte ranges of the source outside the table that fields of its items cover.
    pub fn covers(&self) -> &[(u64, u64)] {
        match &self.layout {
            RowLayout::Fixed { .. } => &[],
            RowLayout::Variable { marks, .. } => &marks.covers,
        }
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

    /// Returns the layout of a record; an empty one for items of variable size.
    pub fn columns(&self) -> RecordColumns {
        match &self.layout {
            RowLayout::Fixed { columns, .. } => columns(),
            RowLayout::Variable { .. } => RecordColumns::new(),
        }
    }

    /// True if no row can have a fault that is not in the tree.
    pub fn is_total(&self) -> bool {
        self.total
    }

    /// Returns the number of invalid items that are not children of the node.
    pub fn num_unlisted(&self) -> u64 {
        self.unlisted
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

    /// Reads row `index`; `None` past the end.
    pub fn get(&self, bytes: Buffers<'_>, index: u64, limits: Limits) -> Option<Node> {
        self.read_range(bytes, index..index.saturating_add(1), limits).pop()
    }

    /// Returns an iterator over the rows in a range of indices. Rows are read a few at a time.
    pub fn rows<'r>(
        &'r self,
        bytes: Buffers<'r>,
        range: Range<u64>,
        limits: Limits,
    ) -> RowIterator<'r> {
        let range = range.start..range.end.min(self.count);
        RowIterator { table: self, bytes, limits, range, read: VecDeque::new() }
    }

    /// Returns the index of the row that contains byte `offset` of the table's buffer.
    pub fn index_at(&self, bytes: Buffers<'_>, offset: u64, limits: Limits) -> Option<u64> {
        let inside = offset.checked_sub(self.span.start())?;
        match &self.layout {
            RowLayout::Fixed { stride, .. } => inside.checked_div(*stride),
            RowLayout::Variable { marks, .. } => {
                let first = marks.starts.item_at(offset)?;
                let range = first..first.saturating_add(marks.starts.distance());
                let mut rows = self.rows(bytes, range, limits);
                rows.find(|row| row.span.end() > offset).and_then(|row| row.index)
            }
        }
    }

    /// Reads the record of fixed size with this index, which starts at byte `start` of `buffer`;
    /// `None` for items of variable size.
    pub fn read(&self, buffer: &[u8], start: u64, index: u64, limits: Limits) -> Option<Node> {
        let RowLayout::Fixed { stride, read, .. } = &self.layout else { return None };
        let span = Span::bytes(self.span.buffer, start, start.saturating_add(*stride));
        let root = Node { meta: self.meta.clone(), index: Some(index), span, ..Node::default() };
        Some(read(RecordRow { root, buffer, limits }))
    }

    /// Reads the rows in a range of indices, up to the end of the table.
    fn read_range(&self, bytes: Buffers<'_>, range: Range<u64>, limits: Limits) -> Vec<Node> {
        let range = range.start..range.end.min(self.count);
        if range.is_empty() {
            return Vec::new();
        }
        match &self.layout {
            RowLayout::Fixed { stride, .. } => {
                let buffer = bytes.buffer(self.span.buffer);
                let row = |index: u64| {
                    let start = index.saturating_mul(*stride).saturating_add(self.span.start());
                    self.read(buffer, start, index, limits)
                };
                range.filter_map(row).collect()
            }
            RowLayout::Variable { read, .. } => read(RowRequest { bytes, limits, range }),
        }
    }
}

/// Iterator over the rows of a table.
#[derive(Debug)]
pub struct RowIterator<'r> {
    table: &'r TableRows,
    bytes: Buffers<'r>,
    limits: Limits,
    /// Indices of the rows that have not been read.
    range: Range<u64>,
    /// Rows that have been read.
    read: VecDeque<Node>,
}

impl Iterator for RowIterator<'_> {
    type Item = Node;

    fn next(&mut self) -> Option<Node> {
        if self.read.is_empty() && !self.range.is_empty() {
            let end = self.range.start.saturating_add(ROWS_AT_A_TIME).min(self.range.end);
            let next = self.range.start..end;
            self.range.start = end;
            self.read.extend(self.table.read_range(self.bytes, next, self.limits));
        }
        self.read.pop_front()
    }
}

impl Node {
    /// Returns the children without copies of rows: the invalid items of a table of variable size
    /// are both rows and children.
    pub fn children_besides_rows(&self) -> impl Iterator<Item = &Node> {
        let count = match &self.value {
            crate::Value::Table(rows) => rows.count(),
            _ => 0,
        };
        self.children.iter().filter(move |child| child.index.is_none_or(|index| index >= count))
    }
}

/// Compares spans, counts, strides and metadata. The functions that read rows are not compared.
impl PartialEq for TableRows {
    fn eq(&self, other: &Self) -> bool {
        (self.span, self.count, self.stride(), self.declared, self.unlisted, &self.meta)
            == (
                other.span,
                other.count,
                other.stride(),
                other.declared,
                other.unlisted,
                &other.meta,
            )
    }
}

impl fmt::Debug for TableRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.stride() {
            Some(stride) => write!(f, "TableRows({} x {stride} bytes)", self.count),
            None => write!(f, "TableRows({})", self.count),
        }
    }
}
