//! Parts: consecutive fields at known offsets.

use super::Step;
use super::guard::Guard;
use super::leaf::FlatLeaf;
use super::list::FlatList;
use super::rule::{Rule, RuleTest};
use crate::model::TypeId;
use bytescope_inspect::RecordConstant;

/// Consecutive fields, each at a known offset.
#[derive(Debug, Default)]
pub(crate) struct FlatPart {
    pub(crate) leaves: Vec<Placed>,
    pub(crate) objects: Vec<PlacedObject>,
    pub(crate) guards: Vec<Guard>,
    pub(crate) rules: Vec<Rule>,
    /// Size of the mandatory fields in bytes, without the list at the end.
    pub(crate) size: usize,
    /// Lists with a constant number of items.
    pub(crate) lists: Vec<FlatList>,
    /// List after all other fields.
    pub(crate) list: Option<Box<FlatList>>,
}

/// A value and its path.
#[derive(Debug)]
pub(crate) struct Placed {
    pub(crate) path: Vec<Step>,
    pub(crate) leaf: FlatLeaf,
    /// Indices of the guards that must hold.
    pub(crate) guards: Vec<usize>,
    /// True if the part may end before the value.
    pub(crate) optional: bool,
}

/// An object and its path.
#[derive(Debug)]
pub(crate) struct PlacedObject {
    pub(crate) path: Vec<Step>,
    pub(crate) class: TypeId,
    /// Indices of the guards that must hold.
    pub(crate) guards: Vec<usize>,
}

impl FlatPart {
    /// True if `bytes`, which start with the part, satisfy all rules.
    #[inline]
    pub(crate) fn is_valid(&self, bytes: &[u8]) -> bool {
        bytes.len() >= self.size && self.rules.iter().all(|rule| rule.is_met(self, bytes))
    }

    /// True if all these guards hold; `None` if this is unknown.
    #[inline]
    pub(crate) fn guarded(&self, guards: &[usize], bytes: &[u8]) -> Option<bool> {
        for guard in guards {
            if !self.guards.get(*guard)?.holds(bytes)? {
                return Some(false);
            }
        }
        Some(true)
    }

    /// Returns the value at a path that is always present.
    pub(crate) fn mandatory(&self, path: &[Step]) -> Option<&FlatLeaf> {
        let placed = self.leaves.iter().find(|placed| placed.path == path)?;
        placed.guards.is_empty().then_some(&placed.leaf)
    }

    /// Returns the guards of each value, object and list at a path.
    pub(super) fn presence(&self, path: &[Step]) -> impl Iterator<Item = Vec<usize>> {
        let leaves = self.leaves.iter().map(|placed| (&placed.path, &placed.guards));
        let objects = self.objects.iter().map(|object| (&object.path, &object.guards));
        let lists = self.lists.iter().map(|list| (&list.path, &list.guards));
        let all = leaves.chain(objects).chain(lists);
        all.filter(move |(at, _)| *at == path).map(|(_, guards)| guards.clone())
    }

    /// Returns the maximum number of values of the part.
    pub(crate) fn values(&self) -> u64 {
        let lists = self.lists.iter().map(|list| list.values().saturating_add(1));
        let objects = (self.objects.len() as u64).saturating_mul(2);
        let own = (self.leaves.len() as u64).saturating_add(objects);
        lists.fold(own, u64::saturating_add)
    }

    /// Returns the constants of the part, which starts at `offset`; `None` if the part has other
    /// rules, an optional value or a list at the end.
    pub(crate) fn constants(&self, offset: usize) -> Option<Vec<RecordConstant>> {
        let rules = self.rules.iter().map(|rule| match &rule.test {
            _ if !rule.guards.is_empty() => None,
            RuleTest::Constant { at, bytes } => {
                Some(RecordConstant { at: at.checked_add(offset)?, bytes: bytes.clone() })
            }
            RuleTest::Ranges { leaf, ranges, optional: false } => match ranges.as_slice() {
                [range] if range.start() == range.end() => leaf.constant(offset, *range.start()),
                _ => None,
            },
            _ => None,
        });
        let optional = self.leaves.iter().any(|placed| placed.optional);
        if optional || self.list.is_some() { None } else { rules.collect() }
    }

    /// True if a part of `len` bytes contains all mandatory values and does not end inside an
    /// optional value.
    #[inline]
    pub(crate) fn fits(&self, len: usize) -> bool {
        len == self.size
            || len > self.size
                && self.leaves.iter().all(|placed| {
                    let FlatLeaf { at, size, .. } = placed.leaf;
                    !placed.optional || len <= at || len >= at.saturating_add(size)
                })
    }
}
