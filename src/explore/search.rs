//! Searches that can be paused and canceled: files may have billions of fields.

use super::Explorer;
use super::nodes::{EntryIndex, num_entries};
use super::position::TreePosition;
use crate::find::FindQuery;
use bytescope_inspect::{BufferId, Node, Value};
use memchr::memmem;

/// Number of rows that are read at a time when searching backward.
const ROWS_BACKWARD: u64 = 64;
/// Size in bytes of the part of a buffer that is searched at a time.
const PART_SIZE: usize = 8 << 20;
/// Number of fields that count as much as a part of a buffer.
const PART_FIELDS: usize = 4096;

/// Direction of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Toward the end.
    Forward,
    /// Toward the start.
    Backward,
}

/// A search in progress. It continues at the other end when it reaches the end of the file.
#[derive(Clone, Debug)]
pub struct Search {
    query: FindQuery,
    direction: Direction,
    next: SearchStart,
    /// True once the search continues at the other end.
    has_wrapped: bool,
}

/// Point from which a search continues.
#[derive(Clone, Debug)]
enum SearchStart {
    /// A field; true if it is included.
    Field(TreePosition, bool),
    /// Offset in a buffer.
    Byte(BufferId, u64),
}

/// A match of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A field.
    Field(TreePosition),
    /// Bytes.
    Bytes {
        /// Buffer that contains the bytes.
        buffer: BufferId,
        /// Offset of the first byte.
        offset: u64,
        /// Number of bytes.
        size: u64,
    },
}

/// State of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchState {
    /// A match; true if it is before the start of the search.
    Found(Found, bool),
    /// The search must be continued.
    Pending,
    /// There is no match.
    Missing,
}

/// Result of scanning a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scan {
    Continue,
    Found,
    Paused,
}

/// State of a scan.
struct Scanning<'s> {
    query: &'s FindQuery,
    /// Number of fields left to visit.
    left: usize,
    /// Entries of the field that is being visited.
    here: Vec<u64>,
}

impl Search {
    /// Returns the query.
    pub fn query(&self) -> &FindQuery {
        &self.query
    }
}

impl Explorer {
    /// Starts a search from the selected field, or for bytes from the cursor.
    pub fn search(&self, query: FindQuery, direction: Direction) -> Search {
        let next = match query {
            FindQuery::Bytes(_) => {
                let (buffer, offset) = self.cursor();
                let next = match direction {
                    Direction::Forward => offset.saturating_add(1),
                    Direction::Backward => offset,
                };
                SearchStart::Byte(buffer, next)
            }
            _ => SearchStart::Field(self.selected.clone(), false),
        };
        Search { query, direction, next, has_wrapped: false }
    }

    /// Continues a search for about `fields` fields.
    pub fn advance(&self, search: &mut Search, fields: usize) -> SearchState {
        let state = match &search.next {
            SearchStart::Field(from, is_included) => {
                let (from, is_included) = (from.clone(), *is_included);
                self.advance_fields(search, &from, is_included, fields)
            }
            SearchStart::Byte(buffer, offset) => {
                let (buffer, offset) = (*buffer, *offset);
                self.advance_bytes(search, buffer, offset, fields)
            }
        };
        if state != SearchState::Missing || search.has_wrapped {
            return state;
        }
        search.has_wrapped = true;
        search.next = match (&search.next, search.direction) {
            (SearchStart::Field(..), Direction::Forward) => {
                SearchStart::Field(TreePosition::ROOT, true)
            }
            (SearchStart::Field(..), Direction::Backward) => {
                SearchStart::Field(TreePosition::ROOT.child(u64::MAX), false)
            }
            (SearchStart::Byte(buffer, _), Direction::Forward) => SearchStart::Byte(*buffer, 0),
            (SearchStart::Byte(buffer, _), Direction::Backward) => {
                SearchStart::Byte(*buffer, u64::MAX)
            }
        };
        SearchState::Pending
    }

    fn advance_fields(
        &self,
        search: &mut Search,
        from: &TreePosition,
        is_included: bool,
        fields: usize,
    ) -> SearchState {
        let mut scanning = Scanning { query: &search.query, left: fields.max(1), here: Vec::new() };
        let resume = Some((from.entries(), is_included));
        let tree = self.doc.tree();
        let scan = match search.direction {
            Direction::Forward => self.forward(tree, resume, &mut scanning),
            Direction::Backward => self.backward(tree, resume, &mut scanning),
        };
        let here = TreePosition::from(scanning.here);
        match scan {
            Scan::Continue => SearchState::Missing,
            Scan::Found => SearchState::Found(Found::Field(here), search.has_wrapped),
            Scan::Paused => {
                search.next = SearchStart::Field(here, true);
                SearchState::Pending
            }
        }
    }

    /// Visits a node and its descendants in order, from a position on.
    fn forward(
        &self,
        node: &Node,
        resume: Option<(&[u64], bool)>,
        scan: &mut Scanning<'_>,
    ) -> Scan {
        let (first, below) = match resume {
            None | Some(([], true)) => {
                match scan.visit(node) {
                    Scan::Continue => {}
                    ended => return ended,
                }
                (0, None)
            }
            Some(([], false)) => (0, None),
            Some(([entry, below @ ..], is_included)) => (*entry, Some((below, is_included))),
        };
        let mut below = below;
        let mut first = first;
        if let Value::Table(rows) = &node.value
            && first < rows.count()
        {
            if matches!(scan.query, FindQuery::Faults) && rows.is_total() {
                // Invalid items are also children.
                let invalid = node.children.iter().filter_map(|child| child.index);
                for index in invalid.filter(|index| *index < rows.count() && *index >= first) {
                    let resume = below.take().filter(|_| index == first);
                    let read = rows.get(self.doc.buffers(), index, self.doc.limits());
                    let Some(row) = read else { continue };
                    match scan.enter(index, |scan| self.forward(&row, resume, scan)) {
                        Scan::Continue => {}
                        ended => return ended,
                    }
                }
            } else {
                let range = first..rows.count();
                for row in rows.rows(self.doc.buffers(), range, self.doc.limits()) {
                    let Some(index) = row.index else { continue };
                    let resume = below.take().filter(|_| index == first);
                    match scan.enter(index, |scan| self.forward(&row, resume, scan)) {
                        Scan::Continue => {}
                        ended => return ended,
                    }
                }
            }
            (first, below) = (rows.count(), None);
        }
        let entries = num_entries(node);
        while first < entries {
            if let Some(EntryIndex::Child(child)) = EntryIndex::of(node, first)
                && let Some(child) = node.children.get(child)
            {
                match scan.enter(first, |scan| self.forward(child, below, scan)) {
                    Scan::Continue => {}
                    ended => return ended,
                }
            }
            below = None;
            first = first.saturating_add(1);
        }
        Scan::Continue
    }

    /// Visits a node and its descendants in reverse order, before a position.
    fn backward(
        &self,
        node: &Node,
        resume: Option<(&[u64], bool)>,
        scan: &mut Scanning<'_>,
    ) -> Scan {
        let (mut end, mut below) = match resume {
            None => (num_entries(node), None),
            Some(([], is_included)) => {
                return if is_included { scan.visit(node) } else { Scan::Continue };
            }
            Some(([entry, below @ ..], is_included)) => {
                let entries = num_entries(node);
                match *entry < entries {
                    true => (entry.saturating_add(1), Some((below, is_included))),
                    false => (entries, None),
                }
            }
        };
        let rows = match &node.value {
            Value::Table(rows) => rows.count(),
            _ => 0,
        };
        while end > rows {
            end = end.saturating_sub(1);
            if let Some(EntryIndex::Child(child)) = EntryIndex::of(node, end)
                && let Some(child) = node.children.get(child)
            {
                match scan.enter(end, |scan| self.backward(child, below, scan)) {
                    Scan::Continue => {}
                    ended => return ended,
                }
            }
            below = None;
        }
        if let Value::Table(table) = &node.value {
            let only_listed = matches!(scan.query, FindQuery::Faults) && table.is_total();
            while end > 0 {
                let start = match only_listed {
                    true => {
                        let indices = node.children.iter().filter_map(|child| child.index);
                        match indices.filter(|index| *index < end).max() {
                            Some(index) => index,
                            None => break,
                        }
                    }
                    false => end.saturating_sub(ROWS_BACKWARD),
                };
                let until = if only_listed { start.saturating_add(1) } else { end };
                let read = table.rows(self.doc.buffers(), start..until, self.doc.limits());
                let read: Vec<Node> = read.collect();
                for row in read.iter().rev() {
                    let Some(index) = row.index else { continue };
                    let is_first = index.saturating_add(1) == end;
                    let resume = below.take().filter(|_| is_first);
                    match scan.enter(index, |scan| self.backward(row, resume, scan)) {
                        Scan::Continue => {}
                        ended => return ended,
                    }
                }
                end = start;
            }
        }
        scan.visit(node)
    }

    fn advance_bytes(
        &self,
        search: &mut Search,
        buffer: BufferId,
        mut offset: u64,
        fields: usize,
    ) -> SearchState {
        let FindQuery::Bytes(wanted) = &search.query else { return SearchState::Missing };
        let bytes = self.doc.buffers().buffer(buffer);
        let size = wanted.len() as u64;
        let found =
            |offset| SearchState::Found(Found::Bytes { buffer, offset, size }, search.has_wrapped);
        let index = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX).min(bytes.len());
        // Parts overlap, so that bytes at their border are found.
        let overlap = wanted.len().saturating_sub(1);
        for _ in 0..fields.div_ceil(PART_FIELDS) {
            let at = index(offset);
            match search.direction {
                Direction::Forward => {
                    if at >= bytes.len() {
                        return SearchState::Missing;
                    }
                    let end = at.saturating_add(PART_SIZE);
                    let part = at..end.saturating_add(overlap).min(bytes.len());
                    let part = bytes.get(part).unwrap_or_default();
                    if let Some(inside) = memmem::find(part, wanted) {
                        return found(at.saturating_add(inside) as u64);
                    }
                    offset = end as u64;
                }
                Direction::Backward => {
                    if at == 0 {
                        return SearchState::Missing;
                    }
                    let start = at.saturating_sub(PART_SIZE);
                    let part = start..at.saturating_add(overlap).min(bytes.len());
                    let part = bytes.get(part).unwrap_or_default();
                    if let Some(inside) = memmem::rfind(part, wanted) {
                        return found(start.saturating_add(inside) as u64);
                    }
                    offset = start as u64;
                }
            }
        }
        if buffer == BufferId::SOURCE && search.direction == Direction::Forward {
            // The pages of a mapped file that were searched are not needed again soon.
            self.doc.excerpt().releaser()(offset);
        }
        search.next = SearchStart::Byte(buffer, offset);
        SearchState::Pending
    }
}

impl Scanning<'_> {
    /// Visits a field.
    fn visit(&mut self, node: &Node) -> Scan {
        if self.left == 0 {
            return Scan::Paused;
        }
        self.left = self.left.saturating_sub(1);
        if self.query.matches(node) { Scan::Found } else { Scan::Continue }
    }

    /// Visits the fields of an entry.
    fn enter(&mut self, entry: u64, visit: impl FnOnce(&mut Self) -> Scan) -> Scan {
        self.here.push(entry);
        let ended = visit(self);
        if ended == Scan::Continue {
            self.here.pop();
        }
        ended
    }
}
