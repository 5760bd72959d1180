//! Inverse evaluation of expressions: the field values that give an expression a desired value.

use super::hints::{Target, parts};
use crate::expr::BinaryOp;
use crate::ir::{ElementKind, Ex, FieldOrigin, Instance, Method, Program};
use crate::model::TypeId;
use crate::value::Val;
use std::collections::HashMap;

/// Scope of an expression.
#[derive(Clone, Copy, Debug)]
pub(crate) struct InverseScope {
    /// Type that contains the expression.
    pub(crate) this: TypeId,
    /// Field that `_` refers to.
    pub(crate) item: Option<Target>,
}

/// A desired value of a field.
#[derive(Clone, Debug)]
pub(crate) struct DesiredValue {
    pub(crate) target: Target,
    pub(crate) val: Val,
    /// Index of the item that should have the value; `None` for the whole field.
    pub(crate) item: Option<u64>,
}

/// Maximum nesting depth of expressions and instances.
const MAX_DEPTH: u32 = 12;

/// Inverse evaluator of a program's expressions.
pub(crate) struct InverseEval<'p> {
    program: &'p Program,
    /// Arguments passed for each parameter, with the types that pass them.
    args: HashMap<Target, Vec<(TypeId, &'p Ex)>>,
}

impl<'p> InverseEval<'p> {
    pub(crate) fn of(program: &'p Program) -> Self {
        let mut eval = Self { program, args: HashMap::new() };
        for (index, class) in program.classes.iter().enumerate() {
            let this = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
            let instances = class.instances.iter().map(|i| &i.field);
            for field in class.fields.iter().chain(instances) {
                eval.collect_args(this, &field.kind);
            }
        }
        eval
    }

    fn collect_args(&mut self, this: TypeId, kind: &'p ElementKind) {
        match kind {
            ElementKind::Object { class, args, .. } => {
                for (slot, arg) in args.iter().enumerate() {
                    self.args.entry((*class, slot)).or_default().push((this, arg));
                }
            }
            ElementKind::Switch(switch) => {
                switch.cases.iter().for_each(|(_, kind)| self.collect_args(this, kind));
            }
            _ => {}
        }
    }

    /// Returns the field values that may make the expression equal to `val`.
    pub(crate) fn of_value(&self, ex: &Ex, val: &Val, scope: InverseScope) -> Vec<DesiredValue> {
        let mut found = Vec::new();
        self.invert(ex, val, scope, 0, &mut found);
        found
    }

    /// Returns the fields that the value of an expression is derived from.
    pub(crate) fn targets(&self, ex: &Ex, scope: InverseScope) -> Vec<Target> {
        let mut found = Vec::new();
        self.collect_targets(ex, scope, 0, &mut found);
        found
    }

    fn invert(
        &self,
        ex: &Ex,
        val: &Val,
        s: InverseScope,
        depth: u32,
        found: &mut Vec<DesiredValue>,
    ) {
        if depth > MAX_DEPTH {
            return;
        }
        let depth = depth.saturating_add(1);
        match (ex, val) {
            (Ex::Not(operand), Val::Bool(b)) => {
                self.invert(operand, &Val::Bool(!b), s, depth, found);
            }
            (Ex::Binary(BinaryOp::And | BinaryOp::Or, a, b), Val::Bool(_)) => {
                self.invert(a, val, s, depth, found);
                self.invert(b, val, s, depth, found);
            }
            (Ex::Binary(op, a, b), Val::Bool(holds)) if op.is_comparison() => match (&**a, &**b) {
                (operand, Ex::Val(constant)) => {
                    if let Some(val) = satisfying(*op, constant, *holds) {
                        self.invert(operand, &val, s, depth, found);
                    }
                }
                (Ex::Val(constant), operand) => {
                    if let Some(val) = satisfying(mirrored(*op), constant, *holds) {
                        self.invert(operand, &val, s, depth, found);
                    }
                }
                _ => {}
            },
            (Ex::Binary(op, a, b), Val::Int(n)) => {
                if let (operand, Ex::Val(Val::Int(constant))) = (&**a, &**b)
                    && let Some(n) = inverted(*op, *n, *constant)
                {
                    self.invert(operand, &Val::Int(n), s, depth, found);
                }
            }
            (Ex::Choice(_, a, b), _) => {
                self.invert(a, val, s, depth, found);
                self.invert(b, val, s, depth, found);
            }
            (Ex::Minus(operand), Val::Int(n)) => {
                self.invert(operand, &Val::Int(n.saturating_neg()), s, depth, found);
            }
            (Ex::Call(Method::ToInt, operand, args), Val::Int(n)) => {
                let val = in_base(*n, args).unwrap_or_else(|| val.clone());
                self.invert(operand, &val, s, depth, found);
            }
            (Ex::Call(Method::AsInt | Method::ToFloat | Method::AsFloat, operand, _), _) => {
                self.invert(operand, val, s, depth, found);
            }
            (Ex::At(operand, index), Val::Int(_)) => {
                if let Ex::Val(Val::Int(index)) = &**index {
                    let from = found.len();
                    self.invert(operand, val, s, depth, found);
                    let item = u64::try_from(*index).ok();
                    found.iter_mut().skip(from).for_each(|desired| desired.item = item);
                }
            }
            (Ex::Decode(operand, _), _) => self.invert(operand, val, s, depth, found),
            // Not inverted: `size > 0`, for example, is true for most strings and byte arrays.
            (Ex::Call(..), _) => {}
            _ => self.resolve(ex, s, depth, &mut |target, value, s| match value {
                None => found.push(DesiredValue { target, val: val.clone(), item: None }),
                Some(value) => self.invert(value, val, s, depth, found),
            }),
        }
    }

    fn collect_targets(&self, ex: &Ex, s: InverseScope, depth: u32, found: &mut Vec<Target>) {
        if depth > MAX_DEPTH {
            return;
        }
        let depth = depth.saturating_add(1);
        match ex {
            Ex::Slot(_) | Ex::Lazy(_) | Ex::Member { .. } | Ex::Find { .. } | Ex::Item => {
                self.resolve(ex, s, depth, &mut |target, value, s| match value {
                    None => found.push(target),
                    Some(value) => self.collect_targets(value, s, depth, found),
                });
            }
            Ex::Choice(_, a, b) => {
                self.collect_targets(a, s, depth, found);
                self.collect_targets(b, s, depth, found);
            }
            _ => parts(ex).into_iter().for_each(|part| self.collect_targets(part, s, depth, found)),
        }
    }

    /// Resolves a name and passes each field, or the expression of an instance or parameter, to
    /// `take`.
    fn resolve<'e>(
        &'e self,
        ex: &'e Ex,
        s: InverseScope,
        depth: u32,
        take: &mut dyn FnMut(Target, Option<&'e Ex>, InverseScope),
    ) {
        if depth > MAX_DEPTH {
            return;
        }
        match ex {
            Ex::Slot(slot) | Ex::Lazy(slot) => self.resolve_slot((s.this, *slot), take),
            Ex::Member { class, slot, .. } => self.resolve_slot((*class, *slot), take),
            Ex::Find { name, .. } => {
                for (index, class) in self.program.classes.iter().enumerate() {
                    if let Some(slot) = class.members.get(&**name) {
                        let id = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
                        self.resolve_slot((id, *slot), take);
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

    fn resolve_slot<'e>(
        &'e self,
        (id, slot): Target,
        take: &mut dyn FnMut(Target, Option<&'e Ex>, InverseScope),
    ) {
        let Some(class) = self.program.classes.get(id.index()) else { return };
        let scope = |this| InverseScope { this, item: None };
        if slot < class.params {
            let args = self.args.get(&(id, slot)).map_or(&[][..], Vec::as_slice);
            args.iter().for_each(|(this, arg)| take((id, slot), Some(arg), scope(*this)));
            return;
        }
        match class.instance(slot) {
            Some(Instance { from: FieldOrigin::Value { value, .. }, .. }) => {
                take((id, slot), Some(value), scope(id));
            }
            _ => take((id, slot), None, scope(id)),
        }
    }
}

/// Returns a left operand for which a comparison with a constant has the result `holds`.
pub(crate) fn satisfying(op: BinaryOp, constant: &Val, holds: bool) -> Option<Val> {
    let (equal, off) = match (op, holds) {
        (BinaryOp::Eq, true) | (BinaryOp::Ne, false) => (true, 0),
        (BinaryOp::Le | BinaryOp::Ge, true) | (BinaryOp::Lt | BinaryOp::Gt, false) => (true, 0),
        (BinaryOp::Eq, false) | (BinaryOp::Ne, true) => (false, 1),
        (BinaryOp::Gt, true) | (BinaryOp::Le, false) => (false, 1),
        _ => (false, -1),
    };
    match constant {
        _ if equal => Some(constant.clone()),
        Val::Int(n) => Some(Val::Int(n.saturating_add(off))),
        Val::Bool(b) => Some(Val::Bool(!b)),
        _ => None,
    }
}

/// Returns the digits of a number in the base that is the argument of `to_i`.
fn in_base(n: i128, args: &[Ex]) -> Option<Val> {
    let [Ex::Val(Val::Int(base))] = args else { return None };
    Some(Val::str(&match base {
        2 => format!("{n:b}"),
        8 => format!("{n:o}"),
        16 => format!("{n:x}"),
        _ => return None,
    }))
}

/// Returns the equivalent comparison with swapped operands.
pub(crate) fn mirrored(op: BinaryOp) -> BinaryOp {
    match op {
        BinaryOp::Lt => BinaryOp::Gt,
        BinaryOp::Le => BinaryOp::Ge,
        BinaryOp::Gt => BinaryOp::Lt,
        BinaryOp::Ge => BinaryOp::Le,
        other => other,
    }
}

/// Inverts an operator with a constant right operand: returns a left operand that may give `n`.
fn inverted(op: BinaryOp, n: i128, constant: i128) -> Option<i128> {
    let shift = u32::try_from(constant).ok();
    match op {
        BinaryOp::Add => n.checked_sub(constant),
        BinaryOp::Sub => n.checked_add(constant),
        BinaryOp::Mul => (n.checked_rem(constant) == Some(0)).then(|| n.checked_div(constant))?,
        BinaryOp::Div => n.checked_mul(constant),
        BinaryOp::Mod | BinaryOp::BitAnd | BinaryOp::BitOr => Some(n),
        BinaryOp::BitXor => Some(n ^ constant),
        BinaryOp::Shl => n.checked_shr(shift?),
        BinaryOp::Shr => n.checked_shl(shift?),
        _ => None,
    }
}
