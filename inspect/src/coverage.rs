//! Coverage of a file by the fields of a tree: uncovered bytes and overlapping fields.

use crate::{BufferId, Node, Quantity, Span, Value};
use std::fmt;

/// Bytes of a file that no field covers, and fields that share bytes.
///
/// ```
/// use binrw::{Endian, binrw};
/// use bytescope_inspect::{Coverage, Inspect, Limits, inspect};
///
/// #[derive(Inspect)]
/// #[binrw]
/// struct Twice {
///     #[br(restore_position)]
///     word: u16,
///     byte: u8,
/// }
///
/// let read = inspect::<Twice>(&[1, 2, 3], Endian::Little, (), Limits::default());
/// let coverage = Coverage::of(&read.tree, 10);
/// assert_eq!(coverage.overlaps[0].to_string(), "byte at 0x0 overlaps word at 0x0: 1 byte");
/// assert_eq!(coverage.uncovered_message().unwrap(), "1 byte not covered by any field, first at 0x2");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Number of bytes that no field covers, without zeros between fields.
    pub uncovered: u64,
    /// Offset of the first such byte.
    pub first_uncovered: u64,
    /// Overlapping fields in file order, up to a maximum.
    pub overlaps: Vec<Overlap>,
    /// Number of all overlapping fields.
    pub num_overlaps: u64,
}

/// Two fields that share bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// Path of the field that starts last.
    pub path: String,
    /// Span of that field.
    pub span: Span,
    /// Path of the other field.
    pub other: String,
    /// Span of the other field.
    pub other_span: Span,
}

impl Overlap {
    /// Returns the bytes that both fields cover.
    pub fn shared(&self) -> Span {
        let end = self.span.end().min(self.other_span.end());
        Span::bytes(self.span.buffer, self.span.start(), end)
    }
}

impl fmt::Display for Overlap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (start, other_start) = (self.span.start(), self.other_span.start());
        write!(
            f,
            "{} at {start:#x} overlaps {} at {other_start:#x}: {}",
            self.path,
            self.other,
            Quantity::bytes(self.shared().len())
        )
    }
}

/// A leaf of the source: start and end in bits, and its index in the tree.
type Leaf = (u64, u64, usize);

impl Coverage {
    /// Determines the coverage of a file by a tree; `max` overlaps are listed.
    pub fn of(tree: &Node, max: usize) -> Self {
        let mut coverage = Self::default();
        let mut leaves: Vec<Leaf> = Vec::new();
        let mut index = 0_usize;
        let mut table: Option<Span> = None;
        tree.walk(&mut |_, node| {
            index = index.saturating_add(1);
            if let Value::Table(rows) = &node.value {
                table = Some(rows.span());
            }
            // Children of a table are copies of its rows.
            let is_row = !matches!(node.value, Value::Table(_))
                && table.is_some_and(|table| table.contains(node.span));
            if node.is_filler() {
                coverage.add_filler(node);
            } else if let Some(span) = leaf_span(node).filter(|_| !is_row) {
                let end = span.bit_start.saturating_add(span.bit_len);
                leaves.push((span.bit_start, end, index));
            }
        });
        leaves.sort_unstable_by_key(|(start, _, index)| (*start, *index));
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        let mut longest: Option<Leaf> = None;
        for leaf in leaves {
            let (start, end, index) = leaf;
            if let Some((_, _, other)) = longest.filter(|(_, after, _)| *after > start) {
                coverage.num_overlaps = coverage.num_overlaps.saturating_add(1);
                if pairs.len() < max {
                    pairs.push((index, other));
                }
            }
            if longest.is_none_or(|(_, after, _)| after < end) {
                longest = Some(leaf);
            }
        }
        coverage.overlaps = overlaps(tree, &pairs);
        coverage
    }

    /// Adds bytes not covered by any field. Zeros between fields are padding.
    fn add_filler(&mut self, node: &Node) {
        if node.meta.name != "padding" && node.span.buffer == BufferId::SOURCE {
            if self.uncovered == 0 {
                self.first_uncovered = node.span.start();
            }
            self.uncovered = self.uncovered.saturating_add(node.span.len());
        }
    }

    /// Returns a message for uncovered bytes; `None` if there are none.
    pub fn uncovered_message(&self) -> Option<String> {
        let Self { uncovered, first_uncovered, .. } = self;
        let size = Quantity::bytes(*uncovered);
        (*uncovered > 0)
            .then(|| format!("{size} not covered by any field, first at {first_uncovered:#x}"))
    }
}

/// Returns the span of a leaf of the source; `None` for structures and computed values.
fn leaf_span(node: &Node) -> Option<Span> {
    let span = match &node.value {
        Value::Table(rows) => rows.span(),
        value if value.is_container() && !node.children.is_empty() => return None,
        Value::Group => return None,
        _ => node.span,
    };
    (span.buffer == BufferId::SOURCE && !span.is_empty()).then_some(span)
}

/// Finds the paths and spans of pairs of nodes, which are given by their index in the tree.
fn overlaps(tree: &Node, pairs: &[(usize, usize)]) -> Vec<Overlap> {
    if pairs.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(usize, String, Span)> = Vec::new();
    let mut index = 0_usize;
    tree.walk(&mut |path, node| {
        index = index.saturating_add(1);
        if pairs.iter().any(|(a, b)| *a == index || *b == index) {
            found.push((index, path.to_string(), leaf_span(node).unwrap_or(node.span)));
        }
    });
    let named = |index: usize| found.iter().find(|(known, ..)| *known == index).cloned();
    let overlap = |(a, b): &(usize, usize)| {
        let ((_, path, span), (_, other, other_span)) = (named(*a)?, named(*b)?);
        Some(Overlap { path, span, other, other_span })
    };
    pairs.iter().filter_map(overlap).collect()
}
