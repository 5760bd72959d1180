//! Repetition and definition levels.

use super::runs::{RunEncoder, bit_width};
use std::ops::Range;

/// Levels, as runs of equal levels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Levels(Vec<(u8, usize)>);

impl Levels {
    /// Creates the levels of a number of entries with the same level.
    pub(super) fn all(level: u8, count: usize) -> Self {
        let mut levels = Self::default();
        levels.push(level, count);
        levels
    }

    /// Adds a level `count` times.
    pub(super) fn push(&mut self, level: u8, count: usize) {
        match self.0.last_mut() {
            _ if count == 0 => {}
            Some((last, total)) if *last == level => *total = total.saturating_add(count),
            _ => self.0.push((level, count)),
        }
    }

    /// Returns the levels of a range of entries.
    pub(super) fn slice(&self, range: Range<usize>) -> Self {
        let (mut at, mut levels) = (0_usize, Self::default());
        for (level, count) in &self.0 {
            let end = at.saturating_add(*count);
            let (from, to) = (at.max(range.start), end.min(range.end));
            levels.push(*level, to.saturating_sub(from));
            at = end;
        }
        levels
    }

    /// Returns the first index from `start` with level 0, or the number of entries.
    pub(super) fn next_zero(&self, start: usize) -> usize {
        let mut at = 0_usize;
        for (level, count) in &self.0 {
            let end = at.saturating_add(*count);
            if *level == 0 && end > start {
                return at.max(start);
            }
            at = end;
        }
        at.max(start)
    }

    /// Returns the number of entries with a level.
    pub(super) fn count(&self, level: u8) -> usize {
        let counts = self.0.iter().filter(|(of, _)| *of == level).map(|(_, count)| *count);
        counts.fold(0, usize::saturating_add)
    }

    /// Appends the encoded levels, preceded by their size.
    pub(super) fn write(&self, max: u8, to: &mut Vec<u8>) {
        let mut encoded = Vec::new();
        let mut encoder = RunEncoder::new(bit_width(max.into()), &mut encoded);
        self.0.iter().for_each(|(level, count)| encoder.push((*level).into(), *count));
        encoder.finish();
        to.extend_from_slice(&(encoded.len() as u32).to_le_bytes());
        to.extend_from_slice(&encoded);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_sliced() {
        let mut levels = Levels::all(0, 3);
        [(1, 2), (1, 1), (0, 4), (2, 1)]
            .iter()
            .for_each(|(level, count)| levels.push(*level, *count));
        assert_eq!(levels.slice(2..7), Levels(vec![(0, 1), (1, 3), (0, 1)]));
        assert_eq!([0, 3, 5, 10].map(|start| levels.next_zero(start)), [0, 6, 6, 11]);
        assert_eq!((levels.count(1), levels.count(3)), (3, 0));
    }
}
