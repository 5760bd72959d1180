//! Map of a file: the nodes of its tree that are stored in whole bytes of the file.

use crate::edit::to_bytes;
use bytescope_inspect::{BufferId, Buffers, Endian, Limits, Node, Outcome, Storage, Value};
use std::ops::Range;

/// Maximum number of nodes.
const MAX_PARTS: usize = 4096;
/// Maximum number of rows per table.
const MAX_ROWS: u64 = 64;

/// A node that is stored in the file.
#[derive(Debug)]
pub(super) struct FilePart {
    pub(super) span: Range<usize>,
    /// Index of the parent, which precedes its children.
    pub(super) parent: Option<usize>,
    /// Path without indices, for an item of a list.
    pub(super) item_of: Option<String>,
    /// True if the node has no children.
    pub(super) is_leaf: bool,
    /// Value and byte order, for an integer.
    pub(super) number: Option<(i128, Endian)>,
    /// True for a checksum and for other values that the format determines.
    pub(super) is_computed: bool,
}

/// The nodes of a file in tree order.
#[derive(Debug, Default)]
pub(super) struct FileMap {
    pub(super) parts: Vec<FilePart>,
}

impl FileMap {
    pub(super) fn of(outcome: &Outcome<()>, data: &[u8], limits: Limits) -> Self {
        let buffers = Buffers { source: data, buffers: &outcome.buffers };
        let mut map = Self::default();
        let mut ambiguous = Vec::new();
        map.add(&outcome.tree, None, "", (buffers, limits), &mut ambiguous);
        // Numbers such as 0 do not reveal their byte order. The other numbers do.
        let numbers = map.parts.iter().enumerate().filter(|(at, _)| !ambiguous.contains(at));
        let big = numbers.filter_map(|(_, part)| part.number.filter(|_| part.span.len() > 1));
        let (big, little): (Vec<_>, Vec<_>) = big.partition(|(_, endian)| *endian == Endian::Big);
        let usual = if big.len() >= little.len() { Endian::Big } else { Endian::Little };
        for at in ambiguous {
            if let Some((_, endian)) = map.parts.get_mut(at).and_then(|part| part.number.as_mut()) {
                *endian = usual;
            }
        }
        map
    }

    /// True if no field is stored in the file.
    pub(super) fn is_empty(&self) -> bool {
        !self.parts.iter().any(|part| part.is_leaf)
    }

    /// Returns the indices of the ancestors of a part, starting with its parent.
    pub(super) fn ancestors(&self, at: usize) -> impl Iterator<Item = usize> {
        let parent = |at: &usize| self.parts.get(*at)?.parent;
        std::iter::successors(parent(&at), parent)
    }

    fn add(
        &mut self,
        node: &Node,
        parent: Option<usize>,
        path: &str,
        source: (Buffers<'_>, Limits),
        ambiguous: &mut Vec<usize>,
    ) {
        let span = node.span;
        let whole = span.bit_start.is_multiple_of(8) && span.bit_len.is_multiple_of(8);
        if self.parts.len() >= MAX_PARTS || span.buffer != BufferId::SOURCE || !whole {
            return;
        }
        let span = index(span.start())..index(span.end());
        let (data, limits) = source;
        let (Some(bytes), false) = (data.source.get(span.clone()), node.is_filler()) else {
            return;
        };
        let path = match node.index {
            Some(_) => path.to_owned(),
            None => format!("{path}.{}", node.meta.name),
        };
        // A word of bit fields is changed as a whole.
        let is_bits = node.children.iter().any(|child| {
            child.extra.as_ref().is_some_and(|extra| extra.bits.is_some())
                || !child.span.bit_len.is_multiple_of(8)
        });
        let extra = node.extra.as_deref();
        let is_leaf = !node.value.is_container() && node.children.is_empty() || is_bits;
        let storage = match extra.and_then(|extra| extra.storage) {
            Some(Storage::Number(endian)) => Some(endian),
            _ => None,
        };
        let own = self.parts.len();
        let value = node.as_int().filter(|_| is_leaf && !is_bits);
        let number = value.and_then(|value| match storage {
            Some(endian) => Some((value, endian)),
            None => byte_order(value, bytes).map(|(endian, certain)| {
                if !certain {
                    ambiguous.push(own);
                }
                (value, endian)
            }),
        });
        self.parts.push(FilePart {
            span,
            parent,
            item_of: node.index.map(|_| path.clone()),
            is_leaf,
            number,
            is_computed: extra.is_some_and(|extra| extra.verified.is_some()),
        });
        if is_bits {
            return;
        }
        for child in node.children_besides_rows() {
            self.add(child, Some(own), &path, source, ambiguous);
        }
        if let Value::Table(rows) = &node.value {
            for row in rows.rows(data, 0..MAX_ROWS, limits) {
                self.add(&row, Some(own), &path, source, ambiguous);
            }
        }
    }
}

/// Returns the byte order in which `bytes` have this value, and true if the other order has a
/// different value.
pub(super) fn byte_order(value: i128, bytes: &[u8]) -> Option<(Endian, bool)> {
    let little = stored(value, bytes.len(), Endian::Little)? == bytes;
    let big = stored(value, bytes.len(), Endian::Big)? == bytes;
    match (little, big) {
        (true, both) => Some((Endian::Little, !both || bytes.len() == 1)),
        (false, true) => Some((Endian::Big, true)),
        (false, false) => None,
    }
}

/// Encodes a number in two's complement; `None` if it needs more than `size` bytes.
pub(super) fn stored(value: i128, size: usize, endian: Endian) -> Option<Vec<u8>> {
    let bits = u32::try_from(size).ok()?.checked_mul(8).filter(|bits| (8..=64).contains(bits))?;
    let all = 1_i128 << bits;
    if value >= all || value < -(all / 2) {
        return None;
    }
    Some(to_bytes(value, size, endian))
}

pub(super) fn index(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}
