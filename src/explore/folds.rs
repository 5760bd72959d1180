//! Lines of a tree of which parts are folded. A list of any length takes constant memory.

use super::position::TreePosition;
use std::collections::BTreeMap;

/// The unfolded fields of a tree, and thereby its visible lines.
#[derive(Debug, Default)]
pub(super) struct Folds {
    root: Unfolded,
    /// True if the root has a line.
    pub(super) shows_root: bool,
}

/// An unfolded field.
#[derive(Debug, Default)]
struct Unfolded {
    /// Number of entries, each of which has a line.
    entries: u64,
    /// Number of lines below the field.
    lines: u64,
    /// Unfolded entries by index.
    unfolded: BTreeMap<u64, Unfolded>,
}

impl Unfolded {
    fn new(entries: u64) -> Self {
        Self { entries, lines: entries, unfolded: BTreeMap::new() }
    }

    fn get(&self, position: &[u64]) -> Option<&Self> {
        position.iter().try_fold(self, |at, entry| at.unfolded.get(entry))
    }

    /// Changes the field at a position, which must be unfolded, and counts the lines again.
    fn change(&mut self, position: &[u64], change: impl FnOnce(&mut Self)) {
        match position.split_first() {
            None => change(self),
            Some((entry, below)) => {
                let Some(child) = self.unfolded.get_mut(entry) else { return };
                let before = child.lines;
                child.change(below, change);
                self.lines = self.lines.saturating_sub(before).saturating_add(child.lines);
            }
        }
    }

    /// Appends the position of a line below the field. Returns false past the last line.
    fn at_line(&self, mut line: u64, to: &mut Vec<u64>) -> bool {
        let mut next = 0;
        for (entry, child) in &self.unfolded {
            let until = entry.saturating_sub(next).saturating_add(1);
            if line < until {
                break;
            }
            line = line.saturating_sub(until);
            next = entry.saturating_add(1);
            if line < child.lines {
                to.push(*entry);
                return child.at_line(line, to);
            }
            line = line.saturating_sub(child.lines);
        }
        let entry = next.saturating_add(line);
        to.push(entry);
        entry < self.entries
    }

    /// Returns the line of a position below the field; `None` if it is not visible.
    fn line_of(&self, position: &[u64]) -> Option<u64> {
        let (first, below) = position.split_first()?;
        let before: u64 = self.unfolded.range(..first).map(|(_, child)| child.lines).sum();
        let line = first.saturating_add(before);
        if below.is_empty() {
            return (*first < self.entries).then_some(line);
        }
        let inside = self.unfolded.get(first)?.line_of(below)?;
        Some(line.saturating_add(1).saturating_add(inside))
    }

    /// Copies the state of the fields that still exist.
    fn copied(&self, at: &TreePosition, entries: &dyn Fn(&TreePosition) -> u64) -> Self {
        let mut copy = Self::new(entries(at));
        for (entry, child) in self.unfolded.range(..copy.entries) {
            let child = child.copied(&at.child(*entry), entries);
            if child.entries > 0 {
                copy.lines = copy.lines.saturating_add(child.lines);
                copy.unfolded.insert(*entry, child);
            }
        }
        copy
    }
}

impl Folds {
    /// Creates the state of a tree whose root is unfolded and has `entries` entries.
    pub(super) fn new(entries: u64, shows_root: bool) -> Self {
        Self { root: Unfolded::new(entries), shows_root }
    }

    /// Returns the number of visible lines.
    pub(super) fn num_lines(&self) -> u64 {
        self.root.lines.saturating_add(self.shows_root.into())
    }

    /// Returns the position of a visible line; `None` past the last line.
    pub(super) fn at_line(&self, line: u64) -> Option<TreePosition> {
        let below = match (self.shows_root, line) {
            (true, 0) => return Some(TreePosition::ROOT),
            (shows_root, line) => line.saturating_sub(shows_root.into()),
        };
        let mut position = Vec::new();
        (below < self.root.lines && self.root.at_line(below, &mut position))
            .then(|| position.into())
    }

    /// Returns the line of a field; `None` if it is not visible.
    pub(super) fn line_of(&self, position: &TreePosition) -> Option<u64> {
        match position.entries() {
            [] => self.shows_root.then_some(0),
            entries => Some(self.root.line_of(entries)?.saturating_add(self.shows_root.into())),
        }
    }

    /// True if the field is unfolded.
    pub(super) fn is_unfolded(&self, position: &TreePosition) -> bool {
        self.root.get(position.entries()).is_some()
    }

    /// Unfolds a field with a number of entries. All fields around it must be unfolded.
    pub(super) fn unfold(&mut self, position: &TreePosition, entries: u64) {
        let Some((last, above)) = position.entries().split_last() else { return };
        if entries == 0 || self.is_unfolded(position) {
            return;
        }
        self.root.change(above, |parent| {
            parent.lines = parent.lines.saturating_add(entries);
            parent.unfolded.insert(*last, Unfolded::new(entries));
        });
    }

    /// Folds a field. The root is never folded.
    pub(super) fn fold(&mut self, position: &TreePosition) {
        let Some((last, above)) = position.entries().split_last() else { return };
        self.root.change(above, |parent| {
            if let Some(child) = parent.unfolded.remove(last) {
                parent.lines = parent.lines.saturating_sub(child.lines);
            }
        });
    }

    /// Returns the state for a changed tree: the fields that still have entries remain unfolded.
    #[must_use]
    pub(super) fn copied(&self, entries: &dyn Fn(&TreePosition) -> u64, shows_root: bool) -> Self {
        Self { root: self.root.copied(&TreePosition::ROOT, entries), shows_root }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns all lines of a small tree.
    fn all(folds: &Folds) -> Vec<Vec<u64>> {
        (0..folds.num_lines()).map(|n| folds.at_line(n).unwrap().entries().to_vec()).collect()
    }

    #[test]
    fn lines_and_positions_correspond() {
        let mut folds = Folds::new(3, true);
        folds.unfold(&vec![1].into(), 2);
        folds.unfold(&vec![1, 0].into(), 2);
        folds.unfold(&vec![2].into(), 1);
        let lines = all(&folds);
        let expected: [&[u64]; 9] =
            [&[], &[0], &[1], &[1, 0], &[1, 0, 0], &[1, 0, 1], &[1, 1], &[2], &[2, 0]];
        assert_eq!(lines, expected);
        for (line, position) in lines.into_iter().enumerate() {
            assert_eq!(folds.line_of(&position.into()), Some(line as u64));
        }
        assert_eq!(folds.at_line(9), None);
        assert_eq!(folds.line_of(&vec![0, 0].into()), None);
        assert_eq!(folds.line_of(&vec![3].into()), None);
        folds.fold(&vec![1].into());
        assert_eq!(all(&folds), [&[][..], &[0], &[1], &[2], &[2, 0]]);
        // The state inside a folded field is not kept.
        folds.unfold(&vec![1].into(), 2);
        assert_eq!(folds.num_lines(), 7);
    }

    #[test]
    fn long_lists_take_constant_memory() {
        let rows = u64::from(u32::MAX) * 1000;
        let mut folds = Folds::new(2, false);
        folds.unfold(&vec![0].into(), rows);
        folds.unfold(&vec![0, rows - 1].into(), 4);
        folds.unfold(&vec![0, 5].into(), 3);
        assert_eq!(folds.num_lines(), rows + 9);
        assert_eq!(folds.at_line(rows + 3), Some(vec![0, rows - 1].into()));
        assert_eq!(folds.at_line(rows + 4), Some(vec![0, rows - 1, 0].into()));
        assert_eq!(folds.at_line(rows + 8), Some(vec![1].into()));
        assert_eq!(folds.line_of(&vec![0, rows - 1, 3].into()), Some(rows + 7));
    }

    #[test]
    fn missing_fields_are_dropped_from_a_copy() {
        let mut folds = Folds::new(3, false);
        folds.unfold(&vec![0].into(), 2);
        folds.unfold(&vec![2].into(), 2);
        folds.unfold(&vec![2, 1].into(), 5);
        let entries = |position: &TreePosition| match position.entries() {
            [] => 3,
            [2] => 2,
            [2, 1] => 1,
            _ => 0,
        };
        let copy = folds.copied(&entries, false);
        assert_eq!(all(&copy), [&[0][..], &[1], &[2], &[2, 0], &[2, 1], &[2, 1, 0]]);
    }
}
