//! Access to nodes by position. Table rows are read in blocks when they are needed.

use super::position::TreePosition;
use crate::Document;
use bytescope_inspect::{Node, Value};
use std::collections::VecDeque;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

/// Number of rows in a block.
const BLOCK_ROWS: u64 = 64;
/// Maximum number of blocks that are kept.
const MAX_BLOCKS: usize = 8;

/// A node of a tree, or of a table row that was read for it.
#[derive(Debug)]
pub struct NodeHandle<'d> {
    base: HandleBase<'d>,
    /// Child indices below the base.
    below: Vec<usize>,
}

#[derive(Debug)]
enum HandleBase<'d> {
    Tree(&'d Node),
    Row(Arc<Node>),
}

impl Deref for NodeHandle<'_> {
    type Target = Node;

    fn deref(&self) -> &Node {
        let mut node = match &self.base {
            HandleBase::Tree(node) => node,
            HandleBase::Row(row) => &**row,
        };
        for index in &self.below {
            node = node.children.get(*index).unwrap_or(node);
        }
        node
    }
}

impl<'d> NodeHandle<'d> {
    /// Returns the node of the tree; `None` for a node of a table row.
    pub(super) fn in_tree(&self) -> Option<&'d Node> {
        match (&self.base, self.below.is_empty()) {
            (HandleBase::Tree(node), true) => Some(node),
            _ => None,
        }
    }
}

/// Returns the number of entries of a node.
pub(super) fn num_entries(node: &Node) -> u64 {
    match &node.value {
        Value::Table(rows) => {
            rows.count().saturating_add(node.children_besides_rows().count() as u64)
        }
        _ => node.children.len() as u64,
    }
}

/// An entry of a node.
pub(super) enum EntryIndex {
    /// Index of a table row.
    Row(u64),
    /// Index of a child.
    Child(usize),
}

impl EntryIndex {
    /// Returns the entry of `node` with this index; `None` past the end.
    pub(super) fn of(node: &Node, entry: u64) -> Option<Self> {
        let child = |index: u64| {
            let index = usize::try_from(index).ok()?;
            (index < node.children.len()).then_some(Self::Child(index))
        };
        let Value::Table(rows) = &node.value else { return child(entry) };
        let Some(besides) = entry.checked_sub(rows.count()) else { return Some(Self::Row(entry)) };
        let is_row = |child: &Node| child.index.is_some_and(|index| index < rows.count());
        let mut others = node.children.iter().enumerate().filter(|(_, child)| !is_row(child));
        Some(Self::Child(others.nth(usize::try_from(besides).ok()?)?.0))
    }

    /// Returns the entry index of a child of `node`, given its index among the children.
    pub(super) fn index_of_child(node: &Node, child: usize) -> u64 {
        let Value::Table(rows) = &node.value else { return child as u64 };
        let before = node.children.get(..child).unwrap_or(&node.children);
        let is_row = |child: &&Node| child.index.is_some_and(|index| index < rows.count());
        match node.children.get(child).filter(is_row).and_then(|child| child.index) {
            Some(index) => index,
            None => {
                let others = before.iter().filter(|child| !is_row(child)).count();
                rows.count().saturating_add(others as u64)
            }
        }
    }
}

/// Rows of a table in a block.
#[derive(Debug)]
struct CachedRows {
    table: Vec<u64>,
    block: u64,
    rows: Vec<Arc<Node>>,
}

/// Reads nodes by position, and keeps the blocks of table rows that were read last.
#[derive(Debug, Default)]
pub(super) struct NodeReader {
    blocks: Mutex<VecDeque<CachedRows>>,
}

impl NodeReader {
    /// Returns the node at a position; `None` if it does not exist.
    pub(super) fn node<'d>(
        &self,
        doc: &'d Document,
        position: &TreePosition,
    ) -> Option<NodeHandle<'d>> {
        let mut at = NodeHandle { base: HandleBase::Tree(doc.tree()), below: Vec::new() };
        let entries = position.entries();
        for (depth, entry) in entries.iter().enumerate() {
            match (EntryIndex::of(&at, *entry)?, at.in_tree()) {
                (EntryIndex::Child(child), Some(node)) => {
                    at.base = HandleBase::Tree(node.children.get(child)?);
                }
                (EntryIndex::Child(child), None) => at.below.push(child),
                (EntryIndex::Row(index), _) => {
                    let row = self.row(doc, &at, entries.get(..depth)?, index)?;
                    at = NodeHandle { base: HandleBase::Row(row), below: Vec::new() };
                }
            }
        }
        Some(at)
    }

    /// Returns row `index` of the table `node`.
    fn row(&self, doc: &Document, node: &Node, table: &[u64], index: u64) -> Option<Arc<Node>> {
        let Value::Table(rows) = &node.value else { return None };
        let block = index.checked_div(BLOCK_ROWS)?;
        let found = |rows: &[Arc<Node>]| rows.iter().find(|row| row.index == Some(index)).cloned();
        let mut blocks = self.blocks.lock().unwrap_or_else(PoisonError::into_inner);
        let known = blocks.iter().position(|known| known.block == block && known.table == table);
        if let Some(known) = known.and_then(|at| blocks.remove(at)) {
            let row = found(&known.rows);
            blocks.push_front(known);
            return row;
        }
        let start = block.saturating_mul(BLOCK_ROWS);
        let range = start..start.saturating_add(BLOCK_ROWS);
        let read: Vec<_> = rows.rows(doc.buffers(), range, doc.limits()).map(Arc::new).collect();
        let row = found(&read);
        blocks.truncate(MAX_BLOCKS.saturating_sub(1));
        blocks.push_front(CachedRows { table: table.to_vec(), block, rows: read });
        row
    }
}
