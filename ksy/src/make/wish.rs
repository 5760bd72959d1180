//! Which values of which fields make an expression what it shall be.

use super::hints::{Target, parts};
use crate::expr::Binary;
use crate::ir::{Ex, From, Instance, Kind, Method, Program};
use crate::model::TypeId;
use crate::value::Val;
use std::collections::HashMap;

/// Where an expression stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scope {
    /// The type of the object.
    pub(crate) this: TypeId,
    /// The field that `_` is a value of.
    pub(crate) item: Option<Target>,
}

/// A value that a field should have.
#[derive(Clone, Debug)]
pub(crate) struct Wish {
    pub(crate) target: Target,
    pub(crate) val: Val,
    /// The byte of it that should have the value, instead of all of it.
    pub(crate) item: Option<u64>,
}

/// Expressions within each other that are followed, and instances within instances.
const DEEPEST: u32 = 12;

/// Values that are wished for, found backwards through expressions.
pub(crate) struct Wishes<'p> {
    program: &'p Program,
    /// What is handed to the parameters of each type, and by which type.
    args: HashMap<Target, Vec<(TypeId, &'p Ex)>>,
}

impl<'p> Wishes<'p> {
    pub(crate) fn of(program: &'p Program) -> Self {
        let mut wishes = Self { program, args: HashMap::new() };
        for (index, class) in program.classes.iter().enumerate() {
            let this = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
            let instances = class.instances.iter().map(|i| &i.field);
            for field in class.fields.iter().chain(instances) {
                wishes.arguments(this, &field.kind);
            }
        }
        wishes
    }

    fn arguments(&mut self, this: TypeId, kind: &'p Kind) {
        match kind {
            Kind::Object { class, args, .. } => {
                for (slot, arg) in args.iter().enumerate() {
                    self.args.entry((*class, slot)).or_default().push((this, arg));
                }
            }
            Kind::Switch(switch) => {
                switch.cases.iter().for_each(|(_, kind)| self.arguments(this, kind));
            }
            _ => {}
        }
    }

    /// The fields whose value makes the expression `val`, and the value for each.
    pub(crate) fn of_value(&self, ex: &Ex, val: &Val, scope: Scope) -> Vec<Wish> {
        let mut found = Vec::new();
        self.wish(ex, val, scope, 0, &mut found);
        found
    }

    /// The fields that a value comes from.
    pub(crate) fn targets(&self, ex: &Ex, scope: Scope) -> Vec<Target> {
        let mut found = Vec::new();
        self.sources(ex, scope, 0, &mut found);
        found
    }

    fn wish(&self, ex: &Ex, val: &Val, s: Scope, depth: u32, found: &mut Vec<Wish>) {
        if depth > DEEPEST {
            return;
        }
        let depth = depth.saturating_add(1);
        match (ex, val) {
            (Ex::Not(of), Val::Bool(b)) => self.wish(of, &Val::Bool(!b), s, depth, found),
            (Ex::Binary(Binary::And | Binary::Or, a, b), Val::Bool(_)) => {
                self.wish(a, val, s, depth, found);
                self.wish(b, val, s, depth, found);
            }
            (Ex::Binary(op, a, b), Val::Bool(holds)) if op.is_comparison() => match (&**a, &**b) {
                (of, Ex::Val(with)) => {
                    if let Some(val) = compared(*op, with, *holds) {
                        self.wish(of, &val, s, depth, found);
                    }
                }
                (Ex::Val(with), of) => {
                    if let Some(val) = compared(turned(*op), with, *holds) {
                        self.wish(of, &val, s, depth, found);
                    }
                }
                _ => {}
            },
            (Ex::Binary(op, a, b), Val::Int(n)) => {
                if let (of, Ex::Val(Val::Int(with))) = (&**a, &**b)
                    && let Some(n) = undone(*op, *n, *with)
                {
                    self.wish(of, &Val::Int(n), s, depth, found);
                }
            }
            (Ex::Choice(_, a, b), _) => {
                self.wish(a, val, s, depth, found);
                self.wish(b, val, s, depth, found);
            }
            (Ex::Minus(of), Val::Int(n)) => {
                self.wish(of, &Val::Int(n.saturating_neg()), s, depth, found);
            }
            (Ex::Call(Method::ToInt, of, _), _) => self.wish(of, val, s, depth, found),
            (Ex::At(of, index), Val::Int(_)) => {
                if let Ex::Val(Val::Int(index)) = &**index {
                    let from = found.len();
                    self.wish(of, val, s, depth, found);
                    let item = u64::try_from(*index).ok();
                    found.iter_mut().skip(from).for_each(|wish| wish.item = item);
                }
            }
            (Ex::Decode(of, _), _) => self.wish(of, val, s, depth, found),
            // `size > 0` of text or bytes is true of most.
            (Ex::Call(..), _) => {}
            _ => self.leads(ex, s, depth, &mut |target, value, s| match value {
                None => found.push(Wish { target, val: val.clone(), item: None }),
                Some(value) => self.wish(value, val, s, depth, found),
            }),
        }
    }

    fn sources(&self, ex: &Ex, s: Scope, depth: u32, found: &mut Vec<Target>) {
        if depth > DEEPEST {
            return;
        }
        let depth = depth.saturating_add(1);
        match ex {
            Ex::Slot(_) | Ex::Lazy(_) | Ex::Member { .. } | Ex::Find { .. } | Ex::Item => {
                self.leads(ex, s, depth, &mut |target, value, s| match value {
                    None => found.push(target),
                    Some(value) => self.sources(value, s, depth, found),
                });
            }
            Ex::Choice(_, a, b) => {
                self.sources(a, s, depth, found);
                self.sources(b, s, depth, found);
            }
            _ => parts(ex).into_iter().for_each(|part| self.sources(part, s, depth, found)),
        }
    }

    /// Where a name leads: to fields, or to what an instance or parameter is.
    fn leads<'e>(
        &'e self,
        ex: &'e Ex,
        s: Scope,
        depth: u32,
        take: &mut dyn FnMut(Target, Option<&'e Ex>, Scope),
    ) {
        if depth > DEEPEST {
            return;
        }
        match ex {
            Ex::Slot(slot) | Ex::Lazy(slot) => self.lead((s.this, *slot), take),
            Ex::Member { class, slot, .. } => self.lead((*class, *slot), take),
            Ex::Find { name, .. } => {
                for (index, class) in self.program.classes.iter().enumerate() {
                    if let Some(slot) = class.members.get(&**name) {
                        let id = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
                        self.lead((id, *slot), take);
                    }
                }
            }
            Ex::Item => {
                if let Some(target) = s.item {
                    take(target, None, s);
                }
            }
            _ => {}
        }
    }

    fn lead<'e>(&'e self, (id, slot): Target, take: &mut dyn FnMut(Target, Option<&'e Ex>, Scope)) {
        let Some(class) = self.program.classes.get(id.index()) else { return };
        let scope = |this| Scope { this, item: None };
        if slot < class.params {
            let args = self.args.get(&(id, slot)).map_or(&[][..], Vec::as_slice);
            args.iter().for_each(|(this, arg)| take((id, slot), Some(arg), scope(*this)));
            return;
        }
        match class.instance(slot) {
            Some(Instance { from: From::Value { value, .. }, .. }) => {
                take((id, slot), Some(value), scope(id));
            }
            _ => take((id, slot), None, scope(id)),
        }
    }
}

/// A value for which a comparison with a constant holds, or does not.
fn compared(op: Binary, with: &Val, holds: bool) -> Option<Val> {
    let (equal, off) = match (op, holds) {
        (Binary::Eq, true) | (Binary::Ne, false) => (true, 0),
        (Binary::Le | Binary::Ge, true) | (Binary::Lt | Binary::Gt, false) => (true, 0),
        (Binary::Eq, false) | (Binary::Ne, true) => (false, 1),
        (Binary::Gt, true) | (Binary::Le, false) => (false, 1),
        _ => (false, -1),
    };
    match with {
        _ if equal => Some(with.clone()),
        Val::Int(n) => Some(Val::Int(n.saturating_add(off))),
        Val::Bool(b) => Some(Val::Bool(!b)),
        _ => None,
    }
}

/// The comparison with its sides exchanged.
fn turned(op: Binary) -> Binary {
    match op {
        Binary::Lt => Binary::Gt,
        Binary::Le => Binary::Ge,
        Binary::Gt => Binary::Lt,
        Binary::Ge => Binary::Le,
        other => other,
    }
}

/// The number from which an operator with a constant makes `n`.
fn undone(op: Binary, n: i128, with: i128) -> Option<i128> {
    let shift = u32::try_from(with).ok();
    match op {
        Binary::Add => n.checked_sub(with),
        Binary::Sub => n.checked_add(with),
        Binary::Mul => (n.checked_rem(with) == Some(0)).then(|| n.checked_div(with))?,
        Binary::Div => n.checked_mul(with),
        Binary::Mod | Binary::BitAnd | Binary::BitOr => Some(n),
        Binary::BitXor => Some(n ^ with),
        Binary::Shl => n.checked_shr(shift?),
        Binary::Shr => n.checked_shl(shift?),
        _ => None,
    }
}
