//! Parts of a frame whose fields stand at known places.

use super::leaf::{Form, Leaf, LeafCursor};
use super::list::List;
use super::number::constant;
use crate::ir::{ClassEndian, Ex, Field, Kind, Method, Parent, Program, Repeat, Valid};
use crate::model::TypeId;
use bytescope_inspect::Constant;
use std::ops::RangeInclusive;

/// A field on the way to a value: a slot of a type.
pub(super) type Step = (TypeId, usize);

/// Fields that stand one behind the other, each at a known place.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) leaves: Vec<Placed>,
    pub(super) rules: Vec<Rule>,
    /// Bytes that are always there, without the list.
    pub(super) size: usize,
    /// What stands behind all others.
    pub(super) list: Option<Box<List>>,
}

/// A value and the way to it.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) way: Vec<Step>,
    pub(super) leaf: Leaf,
    /// Whether it exists only when the part does not end before it.
    pub(super) optional: bool,
}

/// What a value must be.
#[derive(Debug)]
pub(super) enum Rule {
    Constant { at: usize, bytes: Vec<u8> },
    Ranges { leaf: Leaf, ranges: Vec<RangeInclusive<i128>>, optional: bool },
}

impl Part {
    /// Whether bytes, which are all of the part, are good.
    #[inline]
    pub(super) fn holds(&self, bytes: &[u8]) -> bool {
        bytes.len() >= self.size
            && self.rules.iter().all(|rule| match rule {
                Rule::Constant { at, bytes: wanted } => {
                    bytes.get(*at..).is_some_and(|rest| rest.starts_with(wanted))
                }
                Rule::Ranges { leaf, optional: true, .. } if bytes.len() <= leaf.at => true,
                Rule::Ranges { leaf, ranges, .. } => leaf
                    .int(bytes)
                    .is_some_and(|value| ranges.iter().any(|range| range.contains(&value))),
            })
    }

    /// What must stand in the part, which begins at an offset; none when that is more than constants.
    pub(super) fn constants(&self, offset: usize) -> Option<Vec<Constant>> {
        let rules = self.rules.iter().map(|rule| match rule {
            Rule::Constant { at, bytes } => {
                Some(Constant { at: at.checked_add(offset)?, bytes: bytes.clone() })
            }
            Rule::Ranges { leaf, ranges, optional: false } => match ranges.as_slice() {
                [range] if range.start() == range.end() => leaf.constant(offset, *range.start()),
                _ => None,
            },
            Rule::Ranges { .. } => None,
        });
        let optional = self.leaves.iter().any(|placed| placed.optional);
        if optional || self.list.is_some() { None } else { rules.collect() }
    }

    /// Whether no optional value is cut by the end of the part.
    #[inline]
    pub(super) fn fits(&self, len: usize) -> bool {
        len == self.size
            || self.leaves.iter().all(|placed| {
                let Leaf { at, size, .. } = placed.leaf;
                !placed.optional || len <= at || len >= at.saturating_add(size)
            })
    }
}

/// Puts fields one behind the other.
pub(super) struct Maker<'p> {
    pub(super) program: &'p Program,
    pub(super) part: Part,
    pub(super) pen: LeafCursor,
    way: Vec<Step>,
    /// An optional field was met: only such fields can follow.
    optional: bool,
}

impl<'p> Maker<'p> {
    pub(super) fn new(program: &'p Program, way: Vec<Step>) -> Self {
        Self { program, part: Part::default(), pen: LeafCursor::default(), way, optional: false }
    }

    /// A whole type.
    pub(super) fn class(&mut self, id: TypeId) -> Option<()> {
        let class = self.program.classes.get(id.index())?;
        let plain = class.params == 0 && !matches!(class.endian, ClassEndian::Switch { .. });
        if !plain || self.way.len() > super::super::DEEPEST {
            return None;
        }
        for (index, field) in class.fields.iter().enumerate() {
            self.field(field, (id, class.field_slot(index)))?;
        }
        Some(())
    }

    /// A field; none when it may stand elsewhere, or be wrong in ways that are not known here.
    pub(super) fn field(&mut self, field: &Field, step: Step) -> Option<()> {
        let optional = match &field.condition {
            None => false,
            Some(ex) if is_more(ex) => true,
            Some(_) => return None,
        };
        let nested = !self.way.is_empty();
        if self.part.list.is_some() {
            return None;
        }
        if !matches!(field.repeat, Repeat::Once) && !self.optional {
            self.pen.align();
            let way = [self.way.as_slice(), &[step]].concat();
            let before = (self.part.leaves.as_slice(), self.pen.bytes());
            self.part.list = Some(Box::new(List::of(self.program, field, before, way)?));
            return Some(());
        }
        if !matches!(field.repeat, Repeat::Once)
            || (self.optional && !optional)
            || (nested && field.checksum.is_some())
        {
            return None;
        }
        self.way.push(step);
        if let Kind::Object { class, args, parent: Parent::This, extent: None } = &field.kind {
            if optional || !args.is_empty() || field.valid.is_some() {
                return None;
            }
            self.pen.align();
            self.class(*class)?;
        } else {
            self.optional |= optional;
            let leaf = self.pen.leaf(&field.kind)?;
            self.rules(field, &leaf, optional)?;
            self.part.leaves.push(Placed { way: self.way.clone(), leaf, optional });
            if !optional {
                self.part.size = self.pen.bytes();
            }
        }
        self.way.pop();
        Some(())
    }

    fn rules(&mut self, field: &Field, leaf: &Leaf, optional: bool) -> Option<()> {
        if let Kind::Contents(bytes) = &field.kind {
            if optional {
                return None;
            }
            self.part.rules.push(Rule::Constant { at: leaf.at, bytes: bytes.to_vec() });
        }
        let exact = |ex: &Ex| match ex {
            Ex::Val(val) => constant(val).map(|n| n..=n),
            _ => None,
        };
        let ranges: Vec<RangeInclusive<i128>> = match &field.valid {
            None => return Some(()),
            // A float or text is compared in ways of its own.
            Some(_) if matches!(leaf.form, Form::Float { .. } | Form::Bytes) => return None,
            Some(Valid::Eq(ex)) => vec![exact(ex)?],
            Some(Valid::AnyOf(list)) => list.iter().map(exact).collect::<Option<_>>()?,
            Some(Valid::Range { min, max }) => {
                let bound = |ex: &Option<Ex>, other: i128| match ex {
                    None => Some(other),
                    Some(ex) => exact(ex).map(|range| *range.start()),
                };
                vec![bound(min, i128::MIN)?..=bound(max, i128::MAX)?]
            }
            Some(Valid::InEnum) => {
                let labels = &self.program.enums.get(leaf.enumeration?.index())?.labels;
                labels.keys().map(|n| *n..=*n).collect()
            }
            Some(Valid::Expr(..)) => return None,
        };
        self.part.rules.push(Rule::Ranges { leaf: leaf.clone(), ranges, optional });
        Some(())
    }
}

/// Whether an expression is `not _io.eof`.
fn is_more(ex: &Ex) -> bool {
    let Ex::Not(of) = ex else { return false };
    let Ex::Call(Method::Eof, of, _) = &**of else { return false };
    matches!(&**of, Ex::Io(of) if matches!(**of, Ex::This))
}
