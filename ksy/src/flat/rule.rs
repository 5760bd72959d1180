//! Rules for values at known offsets.

use super::expr::{FloatEx, IntEx};
use super::leaf::FlatLeaf;
use super::part::FlatPart;
use std::ops::RangeInclusive;

/// Constraint on the values of a part, which applies if all its guards hold.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    /// Indices of the guards of the part.
    pub(crate) guards: Vec<usize>,
    pub(crate) test: RuleTest,
}

/// Test of a value.
#[derive(Clone, Debug)]
pub(crate) enum RuleTest {
    Constant {
        at: usize,
        bytes: Vec<u8>,
    },
    /// The value must be in one of the ranges, which are in order.
    Ranges {
        leaf: FlatLeaf,
        ranges: Vec<RangeInclusive<i128>>,
        optional: bool,
    },
    /// The bytes, without padding and terminator, must be one of these.
    Bytes {
        leaf: FlatLeaf,
        values: Vec<Vec<u8>>,
    },
    /// The string must be valid in its encoding.
    Encoding(FlatLeaf),
    /// The expression must be true.
    Holds(IntEx),
    /// The expression must have a result.
    Int(IntEx),
    /// The expression must have a result.
    Float(FloatEx),
    /// It must be known if the values of the guard are present.
    Guard(usize),
    /// The items of the list must be valid.
    Items(usize),
}

impl Rule {
    /// True if `bytes`, which start with the part, satisfy the rule.
    #[inline]
    pub(crate) fn is_met(&self, part: &FlatPart, bytes: &[u8]) -> bool {
        match part.guarded(&self.guards, bytes) {
            Some(true) => self.test.is_met(part, bytes),
            Some(false) => true,
            None => false,
        }
    }
}

impl RuleTest {
    #[inline]
    fn is_met(&self, part: &FlatPart, bytes: &[u8]) -> bool {
        match self {
            Self::Constant { at, bytes: expected } => {
                bytes.get(*at..).is_some_and(|rest| rest.starts_with(expected))
            }
            Self::Ranges { leaf, optional: true, .. } if bytes.len() <= leaf.at => true,
            Self::Ranges { leaf, ranges, .. } => leaf.int(bytes).is_some_and(|value| {
                let next = ranges.partition_point(|range| *range.end() < value);
                ranges.get(next).is_some_and(|range| *range.start() <= value)
            }),
            Self::Bytes { leaf, values } => {
                leaf.content(bytes).is_some_and(|found| values.iter().any(|value| value == found))
            }
            Self::Encoding(leaf) => leaf.content(bytes).is_some_and(|found| {
                let encoding = leaf.content.as_ref().and_then(|content| content.encoding);
                encoding.is_some_and(|encoding| encoding.invalid(found).is_none())
            }),
            Self::Holds(ex) => ex.eval(bytes) == Some(1),
            Self::Int(ex) => ex.eval(bytes).is_some(),
            Self::Float(ex) => ex.eval(bytes).is_some(),
            Self::Guard(index) => {
                part.guards.get(*index).is_some_and(|guard| guard.holds(bytes).is_some())
            }
            Self::Items(index) => part.lists.get(*index).is_some_and(|list| list.are_valid(bytes)),
        }
    }
}

/// Sorts ranges and joins those that overlap or are adjacent.
pub(crate) fn joined(mut ranges: Vec<RangeInclusive<i128>>) -> Vec<RangeInclusive<i128>> {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_by_key(|range| *range.start());
    let mut all: Vec<RangeInclusive<i128>> = Vec::new();
    for range in ranges {
        match all.last_mut() {
            Some(last) if *range.start() <= last.end().saturating_add(1) => {
                *last = *last.start()..=*last.end().max(range.end());
            }
            _ => all.push(range),
        }
    }
    all
}
