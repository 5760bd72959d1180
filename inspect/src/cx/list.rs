//! Long lists: the nodes of items are discarded once the items are verified, and read again when
//! needed.

use super::Cx;
use crate::{BufferId, Meta, Node, RowMarks, RowRequest, Span, TableRows, Value};
use binrw::BinResult;
use std::sync::Arc;

/// Maximum number of invalid items that are kept.
const MAX_KEPT: usize = 1000;

/// Recorder of the open list, which may be long. If the items have more nodes than
/// [`Limits::held`](crate::Limits::held), the list becomes a table, which reads its items again.
///
/// The items must be in the order of their offsets, and must not have derived buffers.
#[derive(Debug)]
pub struct ItemList {
    /// Number of recorded nodes before the first item.
    before: u64,
    /// Number of nodes of the items that are kept.
    kept: u64,
    marks: RowMarks,
    count: u64,
    start: u64,
    end: u64,
    /// Number of invalid items that are not kept.
    unlisted: u64,
    /// True if valid items are discarded.
    discards: bool,
    /// True if the items must be kept.
    keeps: bool,
}

impl ItemList {
    /// Starts to record the items of the open list.
    pub fn new(cx: &Cx<'_>) -> Self {
        Self {
            before: cx.nodes,
            kept: 0,
            marks: RowMarks::default(),
            count: 0,
            start: cx.pos,
            end: cx.pos,
            unlisted: 0,
            discards: false,
            // The encoding of fields is recorded to edit them.
            keeps: cx.is_muted() || cx.limits.storage,
        }
    }

    /// Notes that an item was read completely. Nothing is recorded at it afterwards.
    pub fn add(&mut self, cx: &mut Cx<'_>) {
        if self.keeps {
            return;
        }
        let nodes = cx.nodes;
        let held = cx.limits.held;
        let Some(list) = cx.open.last_mut() else { return };
        let Some(item) = list.children.last().filter(|item| item.index == Some(self.count)) else {
            // The limit on nodes is reached.
            self.keeps = !self.discards;
            return;
        };
        if self.count == 0 {
            self.start = item.span.start();
        }
        self.end = self.end.max(item.span.end());
        self.marks.starts.mark(self.count, item.span.start());
        self.count = self.count.saturating_add(1);
        if self.discards {
            if let Some(item) = list.children.pop() {
                self.pass(list, item);
            }
        } else if nodes.saturating_sub(self.before) > held {
            self.discards = true;
            for item in std::mem::take(&mut list.children) {
                self.pass(list, item);
            }
        } else {
            return;
        }
        cx.nodes = self.before.saturating_add(self.kept);
    }

    /// Keeps an item with a fault; discards any other.
    fn pass(&mut self, list: &mut Node, item: Node) {
        if !item.has_fault() {
            return;
        }
        if list.children.len() >= MAX_KEPT {
            self.unlisted = self.unlisted.saturating_add(1);
            return;
        }
        item.walk(&mut |_, _| self.kept = self.kept.saturating_add(1));
        list.children.push(item);
    }

    /// Ends the list, also if an item cannot be read. `read` reads items of a long list again.
    pub fn end(
        self,
        cx: &mut Cx<'_>,
        meta: &'static Meta,
        read: impl Fn(&RowRequest<'_>, &RowMarks) -> Vec<Node> + Send + Sync + 'static,
    ) {
        if !self.discards {
            return;
        }
        let Self { count, start, end, unlisted, .. } = self;
        let span = Span::bytes(cx.buffer, start, end);
        let marks = Arc::new(self.marks);
        let index = marks.clone();
        let read = move |request: RowRequest<'_>| read(&request, &index);
        let rows = TableRows::variable(span, count, marks, unlisted, meta.into(), read);
        if let Some(node) = cx.top() {
            node.value = Value::Table(Box::new(rows));
        }
    }
}

impl RowRequest<'_> {
    /// Reads items of a list in `buffer` with a new context, and returns their nodes. An error is
    /// recorded at the item that it occurs in.
    pub fn read_items(
        &self,
        buffer: BufferId,
        read: impl FnOnce(&mut Cx<'_>) -> BinResult<()>,
    ) -> Vec<Node> {
        let root = Node { span: Span::bytes(buffer, 0, 0), ..Node::default() };
        let mut cx = Cx::new(self.bytes.buffer(buffer), self.limits, Vec::new(), root);
        let _recorded = read(&mut cx);
        cx.finish().0.children
    }
}
