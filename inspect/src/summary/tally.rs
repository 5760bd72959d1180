//! Numbers and sums of selected fields.

use super::value::is_unread;
use super::{MAX_SELECTED, Summary, SummaryContext, SummaryField, SummaryFormat, SummaryPiece};
use crate::{Node, Selector};

/// Number and sum of selected fields.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ListTally {
    /// Number of fields.
    selected: u64,
    /// Number of fields that could be read.
    read: u64,
    /// Number of items of the last field.
    items: Option<u64>,
    sum: i128,
    /// True if not all fields were visited.
    is_partial: bool,
}

impl ListTally {
    pub(super) fn add(&mut self, node: &Node) {
        self.selected = self.selected.saturating_add(1);
        self.sum = self.sum.saturating_add(node.as_int().unwrap_or(0));
        if !is_unread(node) {
            self.read = self.read.saturating_add(1);
            self.items = node.num_items();
        }
    }

    /// Records that not all fields were visited.
    pub(super) fn set_partial(&mut self) {
        self.is_partial = true;
    }

    /// True if there are too many fields.
    pub(super) fn is_full(&self) -> bool {
        self.selected > MAX_SELECTED
    }

    /// Returns the number of fields, or of the items of the only one; `None` if there are too many.
    pub(super) fn count(&self) -> Option<u64> {
        let count = self.items.filter(|_| self.read == 1).unwrap_or(self.read);
        (!self.is_partial && !self.is_full()).then_some(count)
    }

    /// Returns the sum; `None` if there are too many fields or none.
    pub(super) fn sum(&self) -> Option<i128> {
        (!self.is_partial && !self.is_full() && self.selected > 0).then_some(self.sum)
    }
}

/// Tallies of the placeholders of a summary that count or add items of the same list. The items are
/// read once for all of them.
#[derive(Debug, Default)]
pub(super) struct ListTallies<'s> {
    known: Vec<(&'s SummaryField, ListTally)>,
}

impl<'s> ListTallies<'s> {
    pub(super) fn of(summary: &'s Summary, node: &Node, context: SummaryContext<'_>) -> Self {
        let pieces = summary.parts.iter().flat_map(|part| &part.pieces);
        let fields = pieces.filter_map(|piece| match piece {
            SummaryPiece::Field(alternatives) => Some(alternatives),
            SummaryPiece::Text(_) => None,
        });
        let counts = |field: &SummaryField| {
            matches!(field.formats.first(), Some(SummaryFormat::Count(_) | SummaryFormat::Sum))
        };
        let mut lists: Vec<Vec<(&SummaryField, &Selector)>> = Vec::new();
        for field in fields.flatten().filter(|field| counts(field)) {
            let Some(path) = field.path.as_ref().filter(|path| path.through_list().is_some())
            else {
                continue;
            };
            let list_of = |path: &Selector| path.through_list().map(|(list, _)| list.to_vec());
            let same = |list: &&mut Vec<(_, &Selector)>| {
                list.first().is_some_and(|(_, first)| list_of(first) == list_of(path))
            };
            match lists.iter_mut().find(same) {
                Some(list) => list.push((field, path)),
                None => lists.push(vec![(field, path)]),
            }
        }
        let mut tallies = Self::default();
        for list in lists.iter().filter(|list| list.len() > 1) {
            let paths: Vec<_> = list.iter().map(|(_, path)| *path).collect();
            let mut found = vec![ListTally::default(); list.len()];
            let bytes = (context.bytes, context.limits);
            let is_whole =
                Selector::visit_together(&paths, node, bytes, MAX_SELECTED, &mut |index, node| {
                    if let Some(tally) = found.get_mut(index) {
                        tally.add(node);
                    }
                });
            for ((field, _), mut tally) in list.iter().zip(found) {
                if !is_whole {
                    tally.set_partial();
                }
                tallies.known.push((field, tally));
            }
        }
        tallies
    }

    /// Returns the tally of a placeholder.
    pub(super) fn get(&self, field: &SummaryField) -> Option<ListTally> {
        let found = self.known.iter().find(|(known, _)| std::ptr::eq(*known, field));
        found.map(|(_, tally)| *tally)
    }
}
