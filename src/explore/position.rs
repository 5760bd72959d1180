//! Positions of fields in a tree.

/// Position of a field in a tree: for each level, the index of an entry. The entries of a table are
/// its rows, followed by its other children; those of other nodes are their children. Positions are
/// ordered like the lines of the tree.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TreePosition(Vec<u64>);

impl TreePosition {
    /// Position of the root.
    pub const ROOT: Self = Self(Vec::new());

    /// Returns the entry index of each level, from the root.
    pub fn entries(&self) -> &[u64] {
        &self.0
    }

    /// Returns the number of levels; 0 for the root.
    pub fn depth(&self) -> usize {
        self.0.len()
    }

    /// Returns the position of the enclosing field; `None` for the root.
    pub fn parent(&self) -> Option<Self> {
        let (_, above) = self.0.split_last()?;
        Some(Self(above.to_vec()))
    }

    /// Returns the position of an entry of this field.
    #[must_use]
    pub fn child(&self, entry: u64) -> Self {
        let mut entries = self.0.clone();
        entries.push(entry);
        Self(entries)
    }

    /// Returns the index of the field among the entries of its parent; `None` for the root.
    pub fn last(&self) -> Option<u64> {
        self.0.last().copied()
    }

    /// Returns the position of a sibling; `None` for the root.
    pub fn sibling(&self, entry: u64) -> Option<Self> {
        Some(self.parent()?.child(entry))
    }

    /// True if this field is `other` or below it.
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// Returns the positions of the enclosing fields, from the root to the parent.
    pub fn ancestors(&self) -> impl Iterator<Item = Self> + '_ {
        (0..self.depth()).filter_map(|depth| Some(Self(self.0.get(..depth)?.to_vec())))
    }
}

impl From<Vec<u64>> for TreePosition {
    fn from(entries: Vec<u64>) -> Self {
        Self(entries)
    }
}
