//! Sparse indices of long lists.

/// Maximum number of positions in an index; with more items, every second position is removed.
const MAX_MARKS: usize = 1 << 15;

/// Positions of some items of a list: of every `n`-th item, where `n` grows with the number of
/// items.
///
/// ```
/// use bytescope_inspect::SparseIndex;
///
/// let mut index = SparseIndex::default();
/// (0..100_000).for_each(|item| index.mark(item, item * 10));
/// let (item, position) = index.before(70_001).unwrap();
/// assert!(70_001 - item < 4);
/// assert_eq!(position, item * 10);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SparseIndex {
    /// Distance between two marked items.
    every: u64,
    /// Positions of the marked items.
    positions: Vec<u64>,
}

impl Default for SparseIndex {
    fn default() -> Self {
        Self { every: 1, positions: Vec::new() }
    }
}

impl SparseIndex {
    /// Adds an item. All items are added, in order.
    pub fn mark(&mut self, item: u64, position: u64) {
        if !item.is_multiple_of(self.every) {
            return;
        }
        if self.positions.len() >= MAX_MARKS {
            let mut keep = false;
            self.positions.retain(|_| {
                keep = !keep;
                keep
            });
            self.every = self.every.saturating_mul(2);
            if !item.is_multiple_of(self.every) {
                return;
            }
        }
        self.positions.push(position);
    }

    /// Returns the last marked item up to `item`, and its position; `None` if there are no items.
    pub fn before(&self, item: u64) -> Option<(u64, u64)> {
        let last = self.positions.len().checked_sub(1)?;
        let mark = usize::try_from(item.checked_div(self.every)?).unwrap_or(usize::MAX).min(last);
        let position = self.positions.get(mark)?;
        Some(((mark as u64).saturating_mul(self.every), *position))
    }

    /// Returns the last marked item whose position is at most `position`; `None` if there is none.
    pub fn item_at(&self, position: u64) -> Option<u64> {
        let after = self.positions.partition_point(|start| *start <= position);
        Some((after.checked_sub(1)? as u64).saturating_mul(self.every))
    }

    /// Returns the distance between two marked items.
    pub fn distance(&self) -> u64 {
        self.every
    }

    /// Converts all positions.
    #[must_use]
    pub fn map(&self, convert: impl Fn(u64) -> u64) -> Self {
        Self {
            every: self.every,
            positions: self.positions.iter().map(|at| convert(*at)).collect(),
        }
    }
}
