//! What a schema says elsewhere of the values of its fields: numbers they are compared with, and
//! whether they are lengths, places or text of digits.

use super::wish::{Scope, Wish, Wishes};
use crate::expr::Binary;
use crate::ir::{
    Class, Ex, Extent, Field, From, Kind, Method, Process, Program, Repeat, Size, Valid,
};
use crate::model::TypeId;
use crate::value::Val;
use std::collections::HashMap;

/// A field of a type: its slot.
pub(crate) type Target = (TypeId, usize);

/// What is known of the values of a field.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hint {
    /// Values that decide something, in the order of the schema.
    pub(crate) keys: Vec<Val>,
    /// Values of single bytes that decide something, each with its place.
    pub(crate) items: Vec<(u64, Val)>,
    /// Whether it counts bytes or items.
    pub(crate) measure: bool,
    /// Whether it is the number of an item, or a place.
    pub(crate) index: bool,
    /// Whether its text is read as a number.
    pub(crate) digits: bool,
}

/// The hints of a schema.
#[derive(Debug, Default)]
pub(crate) struct Hints {
    of: HashMap<Target, Hint>,
    /// What the last item of a list that ends by a rule should be.
    pub(crate) last: HashMap<Target, Vec<Wish>>,
    /// The values of each enum, in order.
    pub(crate) labels: Vec<Vec<i128>>,
}

/// Keys of a field that are kept.
const MOST_KEYS: usize = 512;

impl Hints {
    /// Looks through a program.
    pub(crate) fn of(program: &Program) -> Self {
        let labels = program.enums.iter().map(|e| {
            let mut values: Vec<i128> = e.labels.keys().copied().collect();
            values.sort_unstable();
            values
        });
        let mut search = Search {
            wishes: Wishes::of(program),
            hints: Self { labels: labels.collect(), ..Self::default() },
        };
        for (index, class) in program.classes.iter().enumerate() {
            search.class(TypeId(u32::try_from(index).unwrap_or(u32::MAX)), class);
        }
        search.hints
    }

    /// What is known of a field.
    pub(crate) fn get(&self, target: Target) -> Option<&Hint> {
        self.of.get(&target)
    }

    fn add_key(&mut self, wish: Wish) {
        let hint = self.of.entry(wish.target).or_default();
        if hint.keys.len().max(hint.items.len()) >= MOST_KEYS {
            return;
        }
        match wish.item {
            Some(index) => hint.items.push((index, wish.val)),
            None if !hint.keys.contains(&wish.val) => hint.keys.push(wish.val),
            None => {}
        }
    }
}

struct Search<'p> {
    wishes: Wishes<'p>,
    hints: Hints,
}

impl Search<'_> {
    fn class(&mut self, id: TypeId, class: &Class) {
        for (index, field) in class.fields.iter().enumerate() {
            let slot = class.field_slot(index);
            self.field(field, Scope { this: id, item: Some((id, slot)) });
        }
        for (index, instance) in class.instances.iter().enumerate() {
            let slot = class.instance_slot(index);
            let scope = Scope { this: id, item: Some((id, slot)) };
            self.field(&instance.field, scope);
            match &instance.from {
                From::Value { value, .. } => self.expression(value, scope),
                From::Stream { pos, .. } => {
                    if let Some(pos) = pos {
                        self.expression(pos, scope);
                        self.mark(pos, scope, |hint| hint.index = true);
                    }
                }
            }
        }
        if let crate::ir::ClassEndian::Switch { on, cases } = &class.endian {
            let scope = Scope { this: id, item: None };
            for (when, _) in cases {
                self.case(on, when.as_ref(), scope);
            }
        }
        if let Some(text) = &class.to_string {
            self.expression(text, Scope { this: id, item: None });
        }
    }

    fn field(&mut self, field: &Field, scope: Scope) {
        if let Some(condition) = &field.condition {
            self.expression(condition, scope);
            self.both(condition, scope);
        }
        match &field.repeat {
            Repeat::Once | Repeat::ToEnd => {}
            Repeat::Times(times) => {
                self.expression(times, scope);
                self.mark(times, scope, |hint| hint.measure = true);
            }
            Repeat::Until(until) => {
                self.expression(until, scope);
                self.both(until, scope);
                if let Some(target) = scope.item {
                    let last = self.wishes.of_value(until, &Val::Bool(true), scope);
                    self.hints.last.insert(target, last);
                }
            }
        }
        self.kind(&field.kind, scope);
        match &field.valid {
            Some(Valid::Expr(ex, _)) => {
                self.expression(ex, scope);
                self.both(ex, scope);
            }
            Some(Valid::Eq(ex)) => self.expression(ex, scope),
            Some(Valid::AnyOf(list)) => list.iter().for_each(|ex| self.expression(ex, scope)),
            Some(Valid::Range { min, max }) => {
                min.iter().chain(max).for_each(|ex| self.expression(ex, scope));
            }
            Some(Valid::InEnum) | None => {}
        }
        if let Some(append) = field.checksum.as_ref().and_then(|rule| rule.append.as_ref()) {
            self.expression(append, scope);
        }
    }

    fn kind(&mut self, kind: &Kind, scope: Scope) {
        match kind {
            Kind::Bytes(extent) | Kind::Str(extent, _) => self.extent(extent, scope),
            Kind::Object { args, extent, .. } => {
                args.iter().for_each(|arg| self.expression(arg, scope));
                if let Some(extent) = extent {
                    self.extent(extent, scope);
                }
            }
            Kind::Switch(switch) => {
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

    fn extent(&mut self, extent: &Extent, scope: Scope) {
        if let Size::Bytes(size) = &extent.size {
            self.expression(size, scope);
            self.mark(size, scope, |hint| hint.measure = true);
        }
        if let Some(Process::Xor(ex) | Process::Rotate { by: ex, .. }) = &extent.process {
            self.expression(ex, scope);
        }
    }

    /// A case of a switch: the value that chooses it.
    fn case(&mut self, on: &Ex, when: Option<&Ex>, scope: Scope) {
        if let Some(Ex::Val(val)) = when {
            let found = self.wishes.of_value(on, val, scope);
            found.into_iter().for_each(|key| self.hints.add_key(key));
        }
    }

    /// Values for which a condition holds, and for which it does not.
    fn both(&mut self, condition: &Ex, scope: Scope) {
        for holds in [true, false] {
            let found = self.wishes.of_value(condition, &Val::Bool(holds), scope);
            found.into_iter().for_each(|key| self.hints.add_key(key));
        }
    }

    fn mark(&mut self, ex: &Ex, scope: Scope, set: impl Fn(&mut Hint)) {
        for target in self.wishes.targets(ex, scope) {
            set(self.hints.of.entry(target).or_default());
        }
    }

    /// Everything within an expression that says something of a field.
    fn expression(&mut self, ex: &Ex, scope: Scope) {
        match ex {
            Ex::Binary(op, ..) if op.is_comparison() => self.both(ex, scope),
            Ex::Binary(Binary::And | Binary::Or, ..) => {}
            Ex::Choice(test, ..) => self.both(test, scope),
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

/// The expressions that an expression is made of.
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
