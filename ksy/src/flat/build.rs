//! Compilation of fields to parts.

use super::expr::{FlatEx, FlatScope, FlatType, FlatValue, ObjectPath};
use super::guard::{Accept, Guard};
use super::leaf::{FlatLeaf, LeafCursor, LeafForm, constant_size};
use super::list::FlatList;
use super::part::{FlatPart, Placed, PlacedObject};
use super::rule::{Rule, RuleTest, joined};
use super::{MAX_DEPTH, Step};
use crate::expr::BinaryOp;
use crate::ir::{
    ClassEndian, ElementKind, Ex, FieldDef, FieldExtent, Method, Parent, Program, Repeat, Switch,
    Valid,
};
use crate::model::TypeId;
use crate::value::{ByteString, Val};
use std::ops::RangeInclusive;

/// Maximum number of fields of a part, including those of its lists.
const MAX_FIELDS: usize = 4096;

/// Builder of a part, field by field.
pub(crate) struct PartBuilder<'p> {
    pub(crate) program: &'p Program,
    pub(crate) part: FlatPart,
    pub(crate) cursor: LeafCursor,
    path: Vec<Step>,
    /// Indices of the guards of the next field.
    pub(super) guards: Vec<usize>,
    /// True after an optional field: only optional fields can follow.
    optional: bool,
    /// True after a field that may be absent: the position of the next field varies.
    varies: bool,
    /// True inside an object of constant size.
    bounded: bool,
    features: Features,
    /// Nesting depth of the list that contains the part.
    pub(super) depth: usize,
    /// Number of fields that can be added.
    pub(super) fields_left: usize,
}

/// Constructs that a part may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Features {
    /// Rules whose violation rejects a frame; no conditions.
    Exact,
    /// Optional fields, a list at the end, and checksums, which are verified elsewhere.
    Frame,
    /// As `Frame`, without checksums.
    Body,
    /// Fields of constant extent.
    Item,
}

impl<'p> PartBuilder<'p> {
    pub(crate) fn new(program: &'p Program, path: Vec<Step>, features: Features) -> Self {
        Self {
            program,
            part: FlatPart::default(),
            cursor: LeafCursor::default(),
            path,
            guards: Vec::new(),
            optional: false,
            varies: false,
            bounded: false,
            features,
            depth: 0,
            fields_left: MAX_FIELDS,
        }
    }

    /// Compiles the items of a list to a part that starts with the item; `None` if they are not of
    /// known extent.
    pub(crate) fn items(program: &'p Program, field: &FieldDef) -> Option<FlatPart> {
        let is_plain = !field.packed
            && field.checksum.is_none()
            && field.content.is_none()
            && !matches!(field.kind, ElementKind::Bits { .. });
        if !is_plain {
            return None;
        }
        let mut builder = Self::new(program, Vec::new(), Features::Item);
        builder.element(field, &field.kind, None, false)?;
        let (size, part) = (builder.cursor.bytes(), builder.part);
        (size > 0).then_some(FlatPart { size, ..part })
    }

    /// Returns the nesting depth of the next field.
    pub(super) fn path_len(&self) -> usize {
        self.path.len()
    }

    /// Adds all fields of a type.
    pub(crate) fn class(&mut self, id: TypeId) -> Option<()> {
        let program = self.program;
        let class = program.classes.get(id.index())?;
        let plain = class.params == 0 && !matches!(class.endian, ClassEndian::Switch { .. });
        if !plain || self.path.len().saturating_add(self.depth) > MAX_DEPTH {
            return None;
        }
        for (index, field) in class.fields.iter().enumerate() {
            self.field(field, (id, class.field_slot(index)))?;
        }
        Some(())
    }

    /// Adds a field; `None` if its offset varies or it has rules that cannot be checked here.
    pub(crate) fn field(&mut self, field: &FieldDef, step: Step) -> Option<()> {
        let is_frame = self.features != Features::Item && !self.bounded;
        let optional = match &field.condition {
            Some(ex) if is_not_eof(ex) => is_frame.then_some(true)?,
            _ => false,
        };
        let has_checksum = field.checksum.is_some();
        let sums = matches!(self.features, Features::Exact | Features::Frame);
        if self.part.list.is_some()
            || self.varies
            || field.packed
            || field.content.is_some()
            || (has_checksum && !(sums && self.path.is_empty()))
            || (self.optional && !optional)
        {
            return None;
        }
        let this = (self.path.clone(), step.0);
        let outer = self.guards.len();
        if let Some(condition) = field.condition.as_ref().filter(|_| !optional) {
            // Outside an object of constant size, the extent would vary.
            if !self.bounded || self.features == Features::Exact {
                return None;
            }
            let test = self.scope(None).compile(condition, Some(&this))?;
            let test = Some(test).filter(|test| test.ty == FlatType::Bool)?;
            self.guard(test, Accept::Value(1))?;
        }
        self.path.push(step);
        match field.repeat {
            Repeat::Once => self.element(field, &field.kind, Some(&this), optional)?,
            _ if optional => return None,
            _ => self.list(field)?,
        }
        self.path.pop();
        self.varies = self.guards.len() > outer;
        self.guards.truncate(outer);
        Some(())
    }

    /// Adds a guard for the next fields.
    fn guard(&mut self, on: FlatEx, accept: Accept) -> Option<()> {
        let index = self.part.guards.len();
        if on.can_fail {
            self.rule(RuleTest::Guard(index));
        }
        self.part.guards.push(Guard::new(on.into_int()?, accept));
        self.guards.push(index);
        Some(())
    }

    pub(super) fn rule(&mut self, test: RuleTest) {
        self.part.rules.push(Rule { guards: self.guards.clone(), test });
    }

    pub(super) fn scope<'s>(&'s self, item: Option<&'s FlatLeaf>) -> FlatScope<'s> {
        FlatScope { program: self.program, part: &self.part, guards: &self.guards, item }
    }

    /// Adds the value of a field, or of an item of a list. `this` is the object with the field.
    pub(crate) fn element(
        &mut self,
        field: &FieldDef,
        kind: &ElementKind,
        this: Option<&ObjectPath>,
        optional: bool,
    ) -> Option<()> {
        self.fields_left = self.fields_left.checked_sub(1)?;
        match kind {
            ElementKind::Object { class, args, parent: Parent::This, extent } => {
                if optional || !args.is_empty() || field.has_rules() {
                    return None;
                }
                self.cursor.align();
                let (path, guards) = (self.path.clone(), self.guards.clone());
                self.part.objects.push(PlacedObject { path, class: *class, guards });
                match extent {
                    None => self.class(*class),
                    Some(extent) => self.sized(extent, *class),
                }
            }
            ElementKind::Switch(switch) => {
                if optional || self.features == Features::Exact {
                    return None;
                }
                self.switch(field, switch, this)
            }
            kind => {
                self.optional |= optional;
                let leaf = self.cursor.leaf(kind)?;
                self.rules(field, kind, &leaf, this, optional)?;
                let (path, guards) = (self.path.clone(), self.guards.clone());
                self.part.leaves.push(Placed { path, leaf, guards, optional });
                if !optional {
                    self.part.size = self.part.size.max(self.cursor.bytes());
                }
                Some(())
            }
        }
    }

    /// Adds the fields of an object of constant size.
    fn sized(&mut self, extent: &FieldExtent, class: TypeId) -> Option<()> {
        if extent.terminator.is_some() || extent.pad.is_some() {
            return None;
        }
        let after = self.cursor.after(constant_size(extent)?)?;
        let bounded = std::mem::replace(&mut self.bounded, true);
        self.cursor = self.cursor.substream();
        self.class(class)?;
        if self.cursor.bytes() > after.bytes() {
            return None;
        }
        (self.cursor, self.bounded, self.varies) = (after, bounded, false);
        self.part.size = self.part.size.max(after.bytes());
        Some(())
    }

    /// Adds the cases of a type switch, which must have the same extent.
    fn switch(
        &mut self,
        field: &FieldDef,
        switch: &Switch,
        this: Option<&ObjectPath>,
    ) -> Option<()> {
        let on = self.scope(None).compile(&switch.on, this)?;
        self.cursor.align();
        let (start, outer) = (self.cursor, self.guards.len());
        let (mut values, mut end) = (Vec::new(), None);
        let other = switch.other.clone().map(ElementKind::Bytes);
        let has_default = switch.cases.last().is_some_and(|(when, _)| when.is_none());
        let other = if has_default { None } else { Some((&None, other.as_ref()?)) };
        let cases = switch.cases.iter().map(|(when, kind)| (when, kind)).chain(other);
        for (when, kind) in cases {
            if matches!(kind, ElementKind::Bits { .. } | ElementKind::Switch(_)) {
                return None;
            }
            let accept = match when {
                None => Accept::Except(std::mem::take(&mut values)),
                Some(when) => {
                    let when = self.scope(None).compile(when, this)?;
                    let value = when.const_int()?;
                    FlatEx::binary(BinaryOp::Eq, on.clone(), when)?;
                    let is_repeated = values.contains(&value);
                    values.push(value);
                    if is_repeated { Accept::Nothing } else { Accept::Value(value) }
                }
            };
            let is_last = when.is_none();
            self.guard(on.clone(), accept)?;
            self.cursor = start;
            self.element(field, kind, this, false)?;
            self.guards.truncate(outer);
            if *end.get_or_insert(self.cursor) != self.cursor {
                return None;
            }
            if is_last {
                return Some(());
            }
        }
        None
    }

    /// Adds a list.
    fn list(&mut self, field: &FieldDef) -> Option<()> {
        if self.features == Features::Exact {
            return None;
        }
        let path = self.path.clone();
        if let Repeat::Times(Ex::Val(Val::Int(count))) = field.repeat {
            let list = FlatList::fixed(self, field, usize::try_from(count.max(0)).ok()?, path)?;
            self.part.size = self.part.size.max(self.cursor.bytes());
            if list.has_rules() {
                self.rule(RuleTest::Items(self.part.lists.len()));
            }
            self.part.lists.push(list);
            return Some(());
        }
        let at_end = self.features != Features::Item && !self.bounded && self.guards.is_empty();
        if !at_end {
            return None;
        }
        self.part.list = Some(Box::new(FlatList::at_end(self, field, path)?));
        Some(())
    }

    /// Adds the rules for a value.
    pub(super) fn rules(
        &mut self,
        field: &FieldDef,
        kind: &ElementKind,
        leaf: &FlatLeaf,
        this: Option<&ObjectPath>,
        optional: bool,
    ) -> Option<()> {
        let exact = self.features == Features::Exact;
        match kind {
            ElementKind::Contents(_) | ElementKind::Str(..) if optional => return None,
            ElementKind::Contents(bytes) => {
                self.rule(RuleTest::Constant { at: leaf.at, bytes: bytes.to_vec() });
            }
            // A string with an invalid sequence does not reject a frame.
            ElementKind::Str(..) if exact => return None,
            ElementKind::Str(..) => self.rule(RuleTest::Encoding(leaf.clone())),
            _ => {}
        }
        if exact && field.check.is_some() {
            return None;
        }
        for rule in field.rules() {
            let test = self.test(rule, leaf, this, optional)?;
            if let Some(test) = test {
                self.rule(test);
            }
        }
        Some(())
    }

    /// Returns the test of a rule; `Some(None)` if all values satisfy the rule.
    fn test(
        &self,
        rule: &Valid,
        leaf: &FlatLeaf,
        this: Option<&ObjectPath>,
        optional: bool,
    ) -> Option<Option<RuleTest>> {
        if matches!(leaf.form, LeafForm::Bytes | LeafForm::Text) {
            let values = match rule {
                Valid::Eq(ex) => vec![content(leaf, ex)?],
                Valid::AnyOf(list) => {
                    list.iter().map(|ex| content(leaf, ex)).collect::<Option<_>>()?
                }
                _ => return None,
            };
            return (!optional).then_some(Some(RuleTest::Bytes { leaf: leaf.clone(), values }));
        }
        let value = FlatEx::of_leaf(leaf)?;
        let scope = self.scope(Some(leaf));
        let lower = |ex: &Ex| scope.compile(ex, this);
        let compare = |op, ex: &FlatEx| FlatEx::binary(op, value.clone(), ex.clone());
        let all = |list: Vec<Option<FlatEx>>, op| {
            let mut list = list.into_iter();
            let first = list.next()??;
            list.try_fold(first, |a, b| FlatEx::binary(op, a, b?))
        };
        let mut ranges: Option<Vec<RangeInclusive<i128>>> = None;
        let holds = match rule {
            Valid::InEnum => {
                let Some(id) = leaf.enumeration else { return Some(None) };
                let labels = &self.program.enums.get(id.index())?.labels;
                ranges = Some(labels.keys().map(|n| *n..=*n).collect());
                None
            }
            Valid::Eq(_) | Valid::AnyOf(_) => {
                let list = match rule {
                    Valid::AnyOf(list) => list.as_slice(),
                    Valid::Eq(ex) => std::slice::from_ref(ex),
                    _ => &[],
                };
                let values: Vec<FlatEx> = list.iter().map(lower).collect::<Option<_>>()?;
                let exact: Option<Vec<i128>> = values.iter().map(FlatEx::const_int).collect();
                ranges = exact.map(|all| all.into_iter().map(|n| n..=n).collect());
                let each = values.iter().map(|ex| compare(BinaryOp::Eq, ex)).collect();
                Some(all(each, BinaryOp::Or)?)
            }
            Valid::Range { min, max } => {
                let (min, max) = (min.as_ref().map(lower), max.as_ref().map(lower));
                let bound = |ex: &Option<Option<FlatEx>>, other: i128| match ex {
                    None => Some(other),
                    Some(ex) => ex.as_ref()?.const_int(),
                };
                if let (Some(min), Some(max)) = (bound(&min, i128::MIN), bound(&max, i128::MAX)) {
                    ranges = Some(vec![min..=max]);
                }
                let of = |op, ex: Option<Option<FlatEx>>| ex.map(|ex| compare(op, &ex?));
                let bounds = of(BinaryOp::Ge, min).into_iter().chain(of(BinaryOp::Le, max));
                Some(all(bounds.collect(), BinaryOp::And)?)
            }
            Valid::Expr(ex, _) => Some(lower(ex).filter(|ex| ex.ty == FlatType::Bool)?),
        };
        let is_float = matches!(value.value, FlatValue::Float(_));
        if let Some(ranges) = ranges.filter(|_| !is_float) {
            let ranges = joined(ranges);
            return Some(Some(RuleTest::Ranges { leaf: leaf.clone(), ranges, optional }));
        }
        (!optional).then_some(Some(RuleTest::Holds(holds?.into_int()?)))
    }
}

/// Returns the bytes of a constant that a value of bytes or a string may be equal to.
fn content(leaf: &FlatLeaf, ex: &Ex) -> Option<Vec<u8>> {
    let encoding = leaf.content.as_ref().and_then(|content| content.encoding);
    match (ex, leaf.form) {
        (Ex::Val(Val::Bytes(ByteString::Own(bytes))), LeafForm::Bytes) => Some(bytes.to_vec()),
        (Ex::Val(Val::Str(text)), LeafForm::Text) if encoding?.is_utf8() => {
            Some(text.as_bytes().to_vec())
        }
        _ => None,
    }
}

/// True if an expression is `not _io.eof`.
fn is_not_eof(ex: &Ex) -> bool {
    let Ex::Not(of) = ex else { return false };
    let Ex::Call(Method::Eof, of, _) = &**of else { return false };
    matches!(&**of, Ex::Io(of) if matches!(**of, Ex::This))
}
