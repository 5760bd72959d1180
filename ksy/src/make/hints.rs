//! Hints about field values from their uses in the schema: constants that they are compared with,
//! and their use as lengths, offsets, indices or numbers in text form.

use super::inverse::{DesiredValue, InverseEval, InverseScope};
use crate::expr::BinaryOp;
use crate::ir::{
    ContentRule, CoveredRange, ElementKind, Ex, FieldDef, FieldExtent, FieldOrigin, Method,
    ObjectType, Process, Program, Repeat, Size, Valid,
};
use crate::model::TypeId;
use crate::value::Val;
use std::collections::HashMap;

/// A field, identified by its type and slot.
pub(crate) type Target = (TypeId, usize);

/// Hints about the values of a field.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hint {
    /// Values that select a case or affect a condition, in schema order.
    pub(crate) values: Vec<Val>,
    /// Values of single items that select a case or affect a condition, each with its index.
    pub(crate) items: Vec<(u64, Val)>,
    /// True if the field is a size or item count.
    pub(crate) measure: bool,
    /// True if the field is an index or offset.
    pub(crate) index: bool,
    /// True if the field is text that is parsed as a number.
    pub(crate) digits: bool,
}

/// Hints of a schema.
#[derive(Debug, Default)]
pub(crate) struct Hints {
    of: HashMap<Target, Hint>,
    /// Desired values of the last item of each `repeat: until` list.
    pub(crate) last: HashMap<Target, Vec<DesiredValue>>,
    /// Values of each enum, in ascending order.
    pub(crate) labels: Vec<Vec<i128>>,
}

/// Maximum number of hinted values per field.
const MAX_VALUES: usize = 512;

impl Hints {
    /// Collects the hints of a program.
    pub(crate) fn of(program: &Program) -> Self {
        let labels = program.enums.iter().map(|e| {
            let mut values: Vec<i128> = e.labels.keys().copied().collect();
            values.sort_unstable();
            values
        });
        let mut search = HintSearch {
            inverse: InverseEval::of(program),
            hints: Self { labels: labels.collect(), ..Self::default() },
        };
        for (index, class) in program.classes.iter().enumerate() {
            search.class(TypeId(u32::try_from(index).unwrap_or(u32::MAX)), class);
        }
        search.hints
    }

    /// Returns the hint of a field.
    pub(crate) fn get(&self, target: Target) -> Option<&Hint> {
        self.of.get(&target)
    }

    fn add_value(&mut self, desired: DesiredValue) {
        let hint = self.of.entry(desired.target).or_default();
        if hint.values.len().max(hint.items.len()) >= MAX_VALUES {
            return;
        }
        match desired.item {
            Some(index) => hint.items.push((index, desired.val)),
            None if !hint.values.contains(&desired.val) => hint.values.push(desired.val),
            None => {}
        }
    }
}

struct HintSearch<'p> {
    inverse: InverseEval<'p>,
    hints: Hints,
}

impl HintSearch<'_> {
    fn class(&mut self, id: TypeId, class: &ObjectType) {
        for (index, field) in class.fields.iter().enumerate() {
            let slot = class.field_slot(index);
            self.field(field, InverseScope { this: id, item: Some((id, slot)) });
        }
        for (index, instance) in class.instances.iter().enumerate() {
            let slot = class.instance_slot(index);
            let scope = InverseScope { this: id, item: Some((id, slot)) };
            self.field(&instance.field, scope);
            match &instance.from {
                FieldOrigin::Value { value, .. } => self.expression(value, scope),
                FieldOrigin::Stream { pos, .. } => {
                    if let Some(pos) = pos {
                        self.expression(pos, scope);
                        self.mark(pos, scope, |hint| hint.index = true);
                    }
                }
            }
        }
        if let crate::ir::ClassEndian::Switch { on, cases } = &class.endian {
            let scope = InverseScope { this: id, item: None };
            for (when, _) in cases {
                self.case(on, when.as_ref(), scope);
            }
        }
        if let Some(text) = &class.to_string {
            self.expression(text, InverseScope { this: id, item: None });
        }
    }

    fn field(&mut self, field: &FieldDef, scope: InverseScope) {
        if let Some(condition) = &field.condition {
            self.expression(condition, scope);
            self.outcomes(condition, scope);
        }
        match &field.repeat {
            Repeat::Once | Repeat::ToEnd => {}
            Repeat::Times(times) => {
                self.expression(times, scope);
                self.mark(times, scope, |hint| hint.measure = true);
            }
            Repeat::Until(until) => {
                self.expression(until, scope);
                self.outcomes(until, scope);
                if let Some(target) = scope.item {
                    let last = self.inverse.of_value(until, &Val::Bool(true), scope);
                    self.hints.last.insert(target, last);
                }
            }
        }
        self.kind(&field.kind, scope);
        for rule in field.rules() {
            match rule {
                Valid::Expr(ex, _) => {
                    self.expression(ex, scope);
                    self.outcomes(ex, scope);
                }
                Valid::Eq(ex) => self.expression(ex, scope),
                Valid::AnyOf(list) => list.iter().for_each(|ex| self.expression(ex, scope)),
                Valid::Range { min, max } => {
                    min.iter().chain(max).for_each(|ex| self.expression(ex, scope));
                }
                Valid::InEnum => {}
            }
        }
        if let Some(ContentRule::GifLzw { pixels, .. }) = field.content.as_deref() {
            self.expression(pixels, scope);
            self.factors(pixels, scope);
        }
        if let Some(rule) = &field.checksum {
            rule.expressions().for_each(|ex| self.expression(ex, scope));
            if let CoveredRange::Offsets { start, end } = &rule.range {
                self.mark(start, scope, |hint| hint.index = true);
                self.mark(end, scope, |hint| hint.measure = true);
            }
        }
    }

    fn kind(&mut self, kind: &ElementKind, scope: InverseScope) {
        match kind {
            ElementKind::Bytes(extent) | ElementKind::Str(extent, _) => self.extent(extent, scope),
            ElementKind::Object { args, extent, .. } => {
                args.iter().for_each(|arg| self.expression(arg, scope));
                if let Some(extent) = extent {
                    self.extent(extent, scope);
                }
            }
            ElementKind::Switch(switch) => {
                self.expression(&switch.on, scope);
                for (when, kind) in &switch.cases {
                    self.case(&switch.on, when.as_ref(), scope);
                    self.kind(kind, scope);
                }
                if let Some(extent) = &switch.other {
                    self.extent(extent, scope);
                }
            }
            _ => {}
        }
    }

    fn extent(&mut self, extent: &FieldExtent, scope: InverseScope) {
        if let Size::Bytes(size) = &extent.size {
            self.expression(size, scope);
            self.mark(size, scope, |hint| hint.measure = true);
        }
        if let Some(Process::Xor(ex) | Process::Rotate { by: ex, .. }) = &extent.process {
            self.expression(ex, scope);
        }
    }

    /// Adds the values that select a case of a switch.
    fn case(&mut self, on: &Ex, when: Option<&Ex>, scope: InverseScope) {
        if let Some(Ex::Val(val)) = when {
            let found = self.inverse.of_value(on, val, scope);
            found.into_iter().for_each(|desired| self.hints.add_value(desired));
        }
    }

    /// Adds values that make a condition true, and values that make it false.
    fn outcomes(&mut self, condition: &Ex, scope: InverseScope) {
        for holds in [true, false] {
            let found = self.inverse.of_value(condition, &Val::Bool(holds), scope);
            found.into_iter().for_each(|desired| self.hints.add_value(desired));
        }
    }

    fn mark(&mut self, ex: &Ex, scope: InverseScope, set: impl Fn(&mut Hint)) {
        for target in self.inverse.targets(ex, scope) {
            set(self.hints.of.entry(target).or_default());
        }
    }

    /// Marks the factors of a number of items as item counts.
    fn factors(&mut self, ex: &Ex, scope: InverseScope) {
        match ex {
            Ex::Binary(BinaryOp::Mul, a, b) => {
                self.factors(a, scope);
                self.factors(b, scope);
            }
            _ => self.mark(ex, scope, |hint| hint.measure = true),
        }
    }

    /// Adds the hints contained in an expression.
    fn expression(&mut self, ex: &Ex, scope: InverseScope) {
        match ex {
            Ex::Binary(op, ..) if op.is_comparison() => self.outcomes(ex, scope),
            Ex::Binary(BinaryOp::And | BinaryOp::Or, ..) => {}
            Ex::Choice(test, ..) => self.outcomes(test, scope),
            Ex::At(_, index) => self.mark(index, scope, |hint| hint.index = true),
            Ex::Call(Method::ToInt, of, _) => self.mark(of, scope, |hint| hint.digits = true),
            Ex::Call(Method::Substring, of, args) => {
                self.mark(of, scope, |_| {});
                args.iter().for_each(|arg| self.mark(arg, scope, |hint| hint.index = true));
            }
            _ => {}
        }
        for part in parts(ex) {
            self.expression(part, scope);
        }
    }
}

/// True if an expression uses the position or size of a stream.
pub(crate) fn uses_stream(ex: &Ex) -> bool {
    matches!(ex, Ex::Io(_)) || parts(ex).into_iter().any(uses_stream)
}

/// Returns the operands of an expression.
pub(crate) fn parts(ex: &Ex) -> Vec<&Ex> {
    match ex {
        Ex::Val(_) | Ex::Slot(_) | Ex::Lazy(_) | Ex::This | Ex::Item | Ex::Index => Vec::new(),
        Ex::Member { of, .. }
        | Ex::Find { of, .. }
        | Ex::Parent(of)
        | Ex::Root(of)
        | Ex::Io(of)
        | Ex::Not(of)
        | Ex::Minus(of)
        | Ex::Invert(of)
        | Ex::Decode(of, _) => vec![of],
        Ex::Binary(_, a, b) | Ex::At(a, b) => vec![a, b],
        Ex::Choice(a, b, c) => vec![a, b, c],
        Ex::List(items) | Ex::Bytes(items) | Ex::Format(items) => items.iter().collect(),
        Ex::Call(_, of, args) => std::iter::once(&**of).chain(args).collect(),
    }
}
