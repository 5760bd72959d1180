//! Parts of a frame with fields at known offsets.

use super::leaf::{FlatLeaf, LeafCursor, LeafForm};
use super::list::FlatList;
use super::number::constant;
use crate::ir::{ClassEndian, ElementKind, Ex, FieldDef, Method, Parent, Program, Repeat, Valid};
use crate::model::TypeId;
use bytescope_inspect::RecordConstant;
use std::ops::RangeInclusive;

/// Step of a path: a slot of a type.
pub(super) type Step = (TypeId, usize);

/// Consecutive fields, each at a known offset.
#[derive(Debug, Default)]
pub(super) struct FlatPart {
    pub(super) leaves: Vec<Placed>,
    pub(super) rules: Vec<Rule>,
    /// Size of the mandatory fields in bytes, without the list.
    pub(super) size: usize,
    /// List after all other fields.
    pub(super) list: Option<Box<FlatList>>,
}

/// A value and its path.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) path: Vec<Step>,
    pub(super) leaf: FlatLeaf,
    /// True if the part may end before the value.
    pub(super) optional: bool,
}

/// Constraint on a value.
#[derive(Debug)]
pub(super) enum Rule {
    Constant {
        at: usize,
        bytes: Vec<u8>,
    },
    /// The value must be in one of the ranges.
    Ranges {
        leaf: FlatLeaf,
        ranges: Vec<RangeInclusive<i128>>,
        optional: bool,
    },
}

impl FlatPart {
    /// True if `bytes`, which start with the part, satisfy all rules.
    #[inline]
    pub(super) fn is_valid(&self, bytes: &[u8]) -> bool {
        bytes.len() >= self.size
            && self.rules.iter().all(|rule| match rule {
                Rule::Constant { at, bytes: expected } => {
                    bytes.get(*at..).is_some_and(|rest| rest.starts_with(expected))
                }
                Rule::Ranges { leaf, optional: true, .. } if bytes.len() <= leaf.at => true,
                Rule::Ranges { leaf, ranges, .. } => leaf
                    .int(bytes)
                    .is_some_and(|value| ranges.iter().any(|range| range.contains(&value))),
            })
    }

    /// Returns the constants of the part, which starts at `offset`; `None` if the part has other
    /// rules, an optional value or a list.
    pub(super) fn constants(&self, offset: usize) -> Option<Vec<RecordConstant>> {
        let rules = self.rules.iter().map(|rule| match rule {
            Rule::Constant { at, bytes } => {
                Some(RecordConstant { at: at.checked_add(offset)?, bytes: bytes.clone() })
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

    /// True if a part of `len` bytes contains all mandatory values and does not end inside an
    /// optional value.
    #[inline]
    pub(super) fn fits(&self, len: usize) -> bool {
        len == self.size
            || len > self.size
                && self.leaves.iter().all(|placed| {
                    let FlatLeaf { at, size, .. } = placed.leaf;
                    !placed.optional || len <= at || len >= at.saturating_add(size)
                })
    }
}

/// Builder of a part, field by field.
pub(super) struct PartBuilder<'p> {
    pub(super) program: &'p Program,
    pub(super) part: FlatPart,
    pub(super) cursor: LeafCursor,
    path: Vec<Step>,
    /// True after an optional field: only optional fields can follow.
    optional: bool,
}

impl<'p> PartBuilder<'p> {
    pub(super) fn new(program: &'p Program, path: Vec<Step>) -> Self {
        Self {
            program,
            part: FlatPart::default(),
            cursor: LeafCursor::default(),
            path,
            optional: false,
        }
    }

    /// Adds all fields of a type.
    pub(super) fn class(&mut self, id: TypeId) -> Option<()> {
        let class = self.program.classes.get(id.index())?;
        let plain = class.params == 0 && !matches!(class.endian, ClassEndian::Switch { .. });
        if !plain || self.path.len() > super::super::MAX_DEPTH {
            return None;
        }
        for (index, field) in class.fields.iter().enumerate() {
            self.field(field, (id, class.field_slot(index)))?;
        }
        Some(())
    }

    /// Adds a field; `None` if its offset varies or it has rules that cannot be checked here.
    pub(super) fn field(&mut self, field: &FieldDef, step: Step) -> Option<()> {
        let optional = match &field.condition {
            None => false,
            Some(ex) if is_not_eof(ex) => true,
            Some(_) => return None,
        };
        let nested = !self.path.is_empty();
        if self.part.list.is_some() || field.packed {
            return None;
        }
        if !matches!(field.repeat, Repeat::Once) && !self.optional {
            self.cursor.align();
            let path = [self.path.as_slice(), &[step]].concat();
            let (before, at) = (self.part.leaves.as_slice(), self.cursor.bytes());
            self.part.list = Some(Box::new(FlatList::of(self.program, field, before, at, path)?));
            return Some(());
        }
        if !matches!(field.repeat, Repeat::Once)
            || (self.optional && !optional)
            || (nested && field.checksum.is_some())
            || field.check.is_some()
            || field.content.is_some()
        {
            return None;
        }
        self.path.push(step);
        if let ElementKind::Object { class, args, parent: Parent::This, extent: None } = &field.kind
        {
            if optional || !args.is_empty() || field.valid.is_some() {
                return None;
            }
            self.cursor.align();
            self.class(*class)?;
        } else {
            self.optional |= optional;
            let leaf = self.cursor.leaf(&field.kind)?;
            self.rules(field, &leaf, optional)?;
            self.part.leaves.push(Placed { path: self.path.clone(), leaf, optional });
            if !optional {
                self.part.size = self.cursor.bytes();
            }
        }
        self.path.pop();
        Some(())
    }

    fn rules(&mut self, field: &FieldDef, leaf: &FlatLeaf, optional: bool) -> Option<()> {
        if let ElementKind::Contents(bytes) = &field.kind {
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
            // Floats and bytes are not compared as integers.
            Some(_) if matches!(leaf.form, LeafForm::Float { .. } | LeafForm::Bytes) => {
                return None;
            }
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

/// True if an expression is `not _io.eof`.
fn is_not_eof(ex: &Ex) -> bool {
    let Ex::Not(of) = ex else { return false };
    let Ex::Call(Method::Eof, of, _) = &**of else { return false };
    matches!(&**of, Ex::Io(of) if matches!(**of, Ex::This))
}
