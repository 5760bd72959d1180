//! Type checking and lowering of expressions, in one pass.

use super::member::MemberSlot;
use super::ty::Ty;
use super::{Compiler, ExprText, Scope, invalid};
use crate::expr::{At, BinaryOp, Expr, ExprKind, TypeName, Unary};
use crate::ir::{Ex, Method};
use crate::model::TypeId;
use crate::model::source::is_identifier;
use crate::run::{fold, ops};
use crate::value::Val;

impl Compiler<'_> {
    /// Lowers an expression and returns it with its type.
    pub(super) fn lower(&mut self, e: &Expr, s: Scope<'_>, t: ExprText<'_>) -> (Ex, Ty) {
        self.depth = self.depth.saturating_add(1);
        let lowered = self.lower_kind(e, s, t);
        self.depth = self.depth.saturating_sub(1);
        lowered
    }

    fn lower_kind(&mut self, e: &Expr, s: Scope<'_>, t: ExprText<'_>) -> (Ex, Ty) {
        match &e.kind {
            ExprKind::Int(n) => (Ex::Val(Val::Int(*n)), Ty::Int),
            ExprKind::Float(n) => (Ex::Val(Val::F64(*n)), Ty::Float),
            ExprKind::Bool(b) => (Ex::Val(Val::Bool(*b)), Ty::Bool),
            ExprKind::Str(text) => (Ex::Val(Val::str(text)), Ty::Str),
            ExprKind::Format(parts) => self.format(parts, s, t),
            ExprKind::List(items) => self.list(items, s, t),
            ExprKind::Name(name) => self.name(e, name, s, t),
            ExprKind::Enum(of, label) => self.label(of, label, e, s, t),
            ExprKind::Member(of, name) => self.member(e, of, name, s, t),
            ExprKind::Call(of, name, args) => {
                let of = self.lower(of, s, t);
                let args: Vec<_> = args.iter().map(|arg| (arg, self.lower(arg, s, t))).collect();
                self.method(e, of, name, Some(&args), t)
            }
            ExprKind::Cast(of, to) => self.cast(of, to, s, t),
            ExprKind::Index(of, at) => self.index(of, at, s, t),
            ExprKind::Unary(op, of) => self.unary(*op, of, s, t),
            ExprKind::Binary(op, a, b) => self.binary(*op, e, a, b, s, t),
            ExprKind::Choice(test, a, b) => self.choice(e, [test, a, b], s, t),
            ExprKind::SizeOf { bits, of } => self.size_of(*bits, of, s, t),
        }
    }

    fn format(&mut self, parts: &[Expr], s: Scope<'_>, t: ExprText<'_>) -> (Ex, Ty) {
        let parts = parts.iter().map(|part| {
            let (ex, ty) = self.lower(part, s, t);
            if !matches!(ty, Ty::Str | Ty::Int | Ty::Float | Ty::Bool) && !ty.is_open() {
                let message = format!("{} cannot be formatted as a string", ty.name(self.model));
                self.error(t.loc(part), &t.span.path, message);
            }
            ex
        });
        (Ex::Format(parts.collect()), Ty::Str)
    }

    /// Lowers a list literal: to bytes if all items are literal bytes, else to an array.
    fn list(&mut self, items: &[Expr], s: Scope<'_>, t: ExprText<'_>) -> (Ex, Ty) {
        let bytes: Option<Vec<u8>> = items
            .iter()
            .map(|item| match item.kind {
                ExprKind::Int(n) => u8::try_from(n).ok(),
                _ => None,
            })
            .collect();
        match bytes {
            Some(bytes) if !bytes.is_empty() => (Ex::Val(Val::bytes(bytes)), Ty::Bytes),
            _ => self.array(items, s, t),
        }
    }

    pub(super) fn array(&mut self, items: &[Expr], s: Scope<'_>, t: ExprText<'_>) -> (Ex, Ty) {
        let mut all: Option<Ty> = None;
        let mut list = Vec::new();
        for item in items {
            let (ex, ty) = self.lower(item, s, t);
            list.push(ex);
            all = Some(match all {
                None => ty,
                Some(before) => before.either(&ty).unwrap_or_else(|| {
                    let message = format!(
                        "array items must have the same type: expected {}, found {}",
                        before.name(self.model),
                        ty.name(self.model)
                    );
                    self.diagnostics.error(t.loc(item), &t.span.path, message);
                    Ty::Unknown
                }),
            });
        }
        (Ex::List(list), Ty::Array(Box::new(all.unwrap_or(Ty::Any))))
    }

    fn name(&mut self, e: &Expr, name: &str, s: Scope<'_>, t: ExprText<'_>) -> (Ex, Ty) {
        let this = || Box::new(Ex::This);
        match name {
            "_root" => (Ex::Root(this()), Ty::User(self.model.top_of(s.ty))),
            "_parent" => (Ex::Parent(this()), self.parent_of(s.ty)),
            "_io" => (Ex::Io(this()), Ty::Io),
            "_index" if s.index => (Ex::Index, Ty::Int),
            "_" => match s.item {
                Some(ty) => (Ex::Item, ty.clone()),
                None => {
                    let message = "`_` is only available in `repeat-until` and `valid/expr`";
                    self.error(t.loc(e), &t.span.path, message);
                    invalid()
                }
            },
            "_sizeof" => self.size_of_type(s.ty, t.loc(e), t),
            "_index" => {
                self.no_index(t.loc(e), &t.span.path);
                (Ex::Index, Ty::Int)
            }
            _ => match self.slot(s.ty, name) {
                Some(slot) => {
                    self.used((s.ty, slot), s.ty);
                    let ty = self.member_type((s.ty, slot));
                    let lazy = matches!(self.at_slot(s.ty, slot), Some(MemberSlot::Instance(_)));
                    (if lazy { Ex::Lazy(slot) } else { Ex::Slot(slot) }, ty)
                }
                None => self.no_member(s.ty, name, t.loc(e), t),
            },
        }
    }

    /// Reports the use of `_index` in an expression that is not evaluated for each item.
    fn no_index(&mut self, loc: crate::diag::Loc, path: &str) {
        let message = "`_index` is only available in expressions evaluated for each item";
        let once =
            ["if", "pos", "io", "repeat-expr"].contains(&path.rsplit('/').next().unwrap_or(""));
        self.error(loc, path, message).help(if once {
            "`if`, `pos`, `io` and `repeat-expr` are evaluated once, before the first item; repeat a \
             type with a parameter instead: `type: item(_index)`"
        } else {
            "pass the index to the type of the items as an argument: `type: item(_index)`"
        });
    }

    fn used(&mut self, member: super::Member, by: TypeId) {
        if self.quiet == 0 {
            self.uses.entry(member).or_default().push(by);
        }
    }

    fn no_member(
        &mut self,
        ty: TypeId,
        name: &str,
        loc: crate::diag::Loc,
        t: ExprText<'_>,
    ) -> (Ex, Ty) {
        let of = &self.model.ty(ty).name;
        if is_identifier(name) || name.starts_with('_') {
            let known = self.member_names(ty);
            let message = format!("unknown field `{name}` in type `{of}`");
            self.error(loc, &t.span.path, message).suggest(name, known);
        } else {
            let message = format!("`{name}` is not a valid field name");
            self.error(loc, &t.span.path, message).help(
                "names start with a lowercase letter, followed by lowercase letters, digits or \
                 underscores; strings must be in quotes",
            );
        }
        invalid()
    }

    /// Lowers an enum value, `path::label`.
    fn label(
        &mut self,
        of: &TypeName,
        label: &str,
        e: &Expr,
        s: Scope<'_>,
        t: ExprText<'_>,
    ) -> (Ex, Ty) {
        let Some(id) = self.model.find_enum(s.ty, of) else {
            let known = self.model.known_enums(s.ty);
            let wrong = of.path.last().map_or("", String::as_str);
            let message = format!("unknown enum `{of}`");
            self.error(t.loc(e), &t.span.path, message).suggest(wrong, known);
            return invalid();
        };
        let labels =
            self.model.enums.get(id.index()).map(|e| e.labels.as_slice()).unwrap_or_default();
        match labels.iter().find(|l| l.name == label) {
            Some(found) => (Ex::Val(Val::Enum(id, found.value)), Ty::Enum(id)),
            None => {
                let known: Vec<_> = labels.iter().map(|l| l.name.as_str()).collect();
                let at = At {
                    start: end(e).saturating_sub(label.chars().count()),
                    len: label.chars().count(),
                };
                let message = format!("unknown value `{label}` of enum `{of}`");
                self.error(t.span.part(at), &t.span.path, message).suggest(label, known);
                invalid()
            }
        }
    }

    fn member(
        &mut self,
        e: &Expr,
        of: &Expr,
        name: &str,
        s: Scope<'_>,
        t: ExprText<'_>,
    ) -> (Ex, Ty) {
        if matches!(name, "_sizeof" | "_bitsizeof") {
            return self.size_of_value(of, name == "_bitsizeof", s, t);
        }
        let (ex, ty) = self.lower(of, s, t);
        let boxed = || Box::new(ex.clone());
        match (&ty, name) {
            (Ty::Unknown, _) => invalid(),
            (Ty::User(_) | Ty::Struct | Ty::Any, "_io") => (Ex::Io(boxed()), Ty::Io),
            (Ty::User(id), "_parent") => (Ex::Parent(boxed()), self.parent_of(*id)),
            (Ty::Struct | Ty::Any, "_parent") => (Ex::Parent(boxed()), Ty::Struct),
            (Ty::User(id), "_root") => (Ex::Root(boxed()), Ty::User(self.model.top_of(*id))),
            (Ty::Struct | Ty::Any, "_root") => (Ex::Root(boxed()), Ty::Struct),
            (Ty::User(id), _) => match self.slot(*id, name) {
                Some(slot) => {
                    self.used((*id, slot), s.ty);
                    let found = self.member_type((*id, slot));
                    (Ex::Member { of: boxed(), class: *id, slot }, found)
                }
                None => self.no_member(*id, name, t.span.part(last(e, name)), t),
            },
            (Ty::Struct, _) => {
                let message = format!(
                    "`{name}` is a member of an object whose type is known only at run time"
                );
                self.error(t.span.part(last(e, name)), &t.span.path, message)
                    .help("cast it to a type: `.as<type>`");
                invalid()
            }
            (Ty::Any, _) if !super::methods::is_method(name) => {
                (Ex::Find { of: boxed(), name: name.into() }, Ty::Any)
            }
            _ => self.method(e, (ex, ty), name, None, t),
        }
    }

    fn cast(&mut self, of: &Expr, to: &TypeName, s: Scope<'_>, t: ExprText<'_>) -> (Ex, Ty) {
        let target = self.named_type(s.ty, to, t.span);
        if let ExprKind::List(items) = &of.kind {
            let (ex, ty) = self.array(items, s, t);
            return match (target, ex) {
                (Ty::Bytes, Ex::List(items)) => (fold(Ex::Bytes(items)), Ty::Bytes),
                (target, ex) => (ex, if target == Ty::Unknown { ty } else { target }),
            };
        }
        let (ex, ty) = self.lower(of, s, t);
        let method = match &target {
            Ty::Int => Method::AsInt,
            Ty::Float => Method::AsFloat,
            Ty::Bool => Method::AsBool,
            _ => return (ex, target),
        };
        // Values of a float type may be integers, for example if the type is selected by a switch.
        let converted = ty == target && ty != Ty::Float;
        (if converted { ex } else { call(method, ex) }, target)
    }

    fn index(&mut self, of: &Expr, at: &Expr, s: Scope<'_>, t: ExprText<'_>) -> (Ex, Ty) {
        let (ex, ty) = self.lower(of, s, t);
        let (index, index_ty) = self.lower(at, s, t);
        if index_ty != Ty::Int && !index_ty.is_open() {
            let message = format!("an index must be an integer, not {}", index_ty.name(self.model));
            self.error(t.loc(at), &t.span.path, message);
        }
        let item = match ty {
            Ty::Array(item) => *item,
            Ty::Bytes => Ty::Int,
            Ty::Any | Ty::Unknown => ty,
            _ => {
                let message = format!("{} cannot be indexed", ty.name(self.model));
                self.error(t.loc(of), &t.span.path, message);
                Ty::Unknown
            }
        };
        (fold(Ex::At(Box::new(ex), Box::new(index))), item)
    }

    fn unary(&mut self, op: Unary, of: &Expr, s: Scope<'_>, t: ExprText<'_>) -> (Ex, Ty) {
        let (ex, ty) = self.lower(of, s, t);
        let (symbol, fits) = match op {
            Unary::Minus => ("-", ty.is_number()),
            Unary::Plus => ("+", ty.is_number()),
            Unary::Invert => ("~", ty == Ty::Int),
            Unary::Not => ("not", ty == Ty::Bool),
        };
        if !fits && !ty.is_open() {
            let message = format!("`{symbol}` cannot be applied to {}", ty.name(self.model));
            self.error(t.loc(of), &t.span.path, message);
            return invalid();
        }
        let of = Box::new(ex);
        match op {
            Unary::Minus => (fold(Ex::Minus(of)), ty),
            Unary::Plus => (*of, ty),
            Unary::Invert => (fold(Ex::Invert(of)), Ty::Int),
            Unary::Not => (fold(Ex::Not(of)), Ty::Bool),
        }
    }

    fn binary(
        &mut self,
        op: BinaryOp,
        e: &Expr,
        a: &Expr,
        b: &Expr,
        s: Scope<'_>,
        t: ExprText<'_>,
    ) -> (Ex, Ty) {
        use BinaryOp as B;
        let (left, left_ty) = self.lower(a, s, t);
        let (right, right_ty) = self.lower(b, s, t);
        let open = left_ty.is_open() || right_ty.is_open();
        let ints = left_ty == Ty::Int && right_ty == Ty::Int;
        let numbers = left_ty.is_number() && right_ty.is_number();
        let number = if ints { Ty::Int } else { Ty::Float };
        let found = match op {
            B::And | B::Or => (left_ty == Ty::Bool && right_ty == Ty::Bool).then_some(Ty::Bool),
            op if op.is_comparison() => {
                let order = !matches!(op, B::Eq | B::Ne);
                left_ty.compares(&right_ty, order).then_some(Ty::Bool)
            }
            B::Add if left_ty == Ty::Str && right_ty == Ty::Str => Some(Ty::Str),
            B::Add | B::Sub | B::Mul | B::Div | B::Mod => numbers.then_some(number),
            _ => ints.then_some(Ty::Int),
        };
        let ty = match found {
            Some(ty) => ty,
            None if open => match op {
                op if op.is_comparison() || matches!(op, B::And | B::Or) => Ty::Bool,
                _ => Ty::Any,
            },
            None => {
                let (left, right) = (left_ty.name(self.model), right_ty.name(self.model));
                let message = if op.is_comparison() {
                    format!("`{}` cannot compare {left} and {right}", op.symbol())
                } else {
                    format!("`{}` cannot be applied to {left} and {right}", op.symbol())
                };
                // The operator is between its operands.
                let (from, to) = (end(a), b.at.start);
                let at = At { start: from, len: to.saturating_sub(from) };
                let loc = if at.len > 0 { t.span.part(symbol_span(at, op)) } else { t.loc(e) };
                self.error(loc, &t.span.path, message);
                return invalid();
            }
        };
        let (left, right) = match op {
            // The static types decide: values of a float type may be integers at run time.
            B::Div | B::Mod if left_ty == Ty::Float => (as_float(left), right),
            B::Div | B::Mod if right_ty == Ty::Float => (left, as_float(right)),
            _ => (left, right),
        };
        let constants = match (&left, &right) {
            (Ex::Val(Val::Int(a)), Ex::Val(Val::Int(b))) => Some((*a, *b)),
            _ => None,
        };
        if let Some((a, b)) = constants
            && ty == Ty::Int
            && ops::is_out_of_range(op, a, b)
        {
            let message = format!("result of `{}` is out of range", op.symbol());
            self.error(t.loc(e), &t.span.path, message).help("integers must be less than 2^127");
        }
        (fold(Ex::Binary(op, Box::new(left), Box::new(right))), ty)
    }

    fn choice(&mut self, e: &Expr, parts: [&Expr; 3], s: Scope<'_>, t: ExprText<'_>) -> (Ex, Ty) {
        let [test, a, b] = parts;
        let (test_ex, test_ty) = self.lower(test, s, t);
        if test_ty != Ty::Bool && !test_ty.is_open() {
            let message =
                format!("a condition must be a boolean, not {}", test_ty.name(self.model));
            self.error(t.loc(test), &t.span.path, message);
        }
        let (left, left_ty) = self.lower(a, s, t);
        let (right, right_ty) = self.lower(b, s, t);
        let ty = left_ty.either(&right_ty).unwrap_or_else(|| {
            let message = format!(
                "both results of `? :` must have the same type: {} and {}",
                left_ty.name(self.model),
                right_ty.name(self.model)
            );
            self.diagnostics.error(t.loc(e), &t.span.path, message);
            Ty::Unknown
        });
        (fold(Ex::Choice(Box::new(test_ex), Box::new(left), Box::new(right))), ty)
    }
}

/// Converts the value of an expression to a float, unless it is a float constant.
fn as_float(ex: Ex) -> Ex {
    if matches!(ex, Ex::Val(Val::F64(_))) { ex } else { call(Method::ToFloat, ex) }
}

/// Calls a method without arguments.
fn call(method: Method, of: Ex) -> Ex {
    fold(Ex::Call(method, Box::new(of), Vec::new()))
}

/// Returns the end of an expression, in characters.
fn end(e: &Expr) -> usize {
    e.at.start.saturating_add(e.at.len)
}

/// Returns the span of the name at the end of `a.b`.
fn last(e: &Expr, name: &str) -> At {
    let len = name.chars().count();
    At { start: end(e).saturating_sub(len), len }
}

/// Returns the span of an operator within the text between its operands.
fn symbol_span(between: At, op: BinaryOp) -> At {
    let len = op.symbol().chars().count();
    let start = between.start.saturating_add(usize::from(between.len > len));
    At { start, len }
}
