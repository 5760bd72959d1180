//! Compilation of the expressions of an item. Values outside the item do not change while its list is
//! read, so they are constants.

use super::build::{FieldSlot, WalkerBuilder};
use super::code::WalkExpr;
use super::kind::Kind;
use crate::expr::BinaryOp;
use crate::ir::{Ex, FieldOrigin, Instance, Method, Valid};
use crate::value::Val;

/// Maximum nesting depth of expressions, including those of instances.
const MAX_DEPTH: u32 = 64;

/// A value that an item has if it is valid.
#[derive(Clone, Debug)]
pub(super) struct WalkValue {
    pub(super) kind: Kind,
    /// Expression for the value, if it is an integer, enum value or boolean.
    pub(super) code: Option<WalkExpr>,
}

/// An object: a frame of the builder, or an object outside the item, given by an expression that is
/// evaluated in the object that contains the list.
enum WalkTarget {
    Frame(usize),
    Outside(Ex),
}

impl WalkValue {
    pub(super) fn new(kind: Kind, code: WalkExpr) -> Self {
        Self { kind, code: Some(code.folded()) }
    }

    pub(super) fn of_kind(kind: Kind) -> Self {
        Self { kind, code: None }
    }

    fn of(val: &Val) -> Option<Self> {
        let constant = |n: i128| i64::try_from(n).ok().map(WalkExpr::Const);
        Some(match val {
            Val::Int(n) => Self { kind: Kind::Int(*n, *n), code: constant(*n) },
            Val::Enum(_, n) => Self { kind: Kind::Enum, code: constant(*n) },
            Val::Bool(b) => Self { kind: Kind::Bool, code: constant((*b).into()) },
            Val::F32(_) | Val::F64(_) => Self::of_kind(Kind::Float),
            Val::Str(text) => {
                let len = text.chars().count() as u64;
                Self::of_kind(Kind::Text(len, len))
            }
            Val::Bytes(_) => Self::of_kind(Kind::Bytes),
            _ => return None,
        })
    }
}

impl WalkerBuilder<'_, '_> {
    /// Compiles an expression of an object; `None` if its value cannot be determined or if it can
    /// fail. The frame of an expression of the list is `None`.
    pub(super) fn lower(&mut self, ex: &Ex, frame: Option<usize>) -> Option<WalkValue> {
        if self.depth >= MAX_DEPTH {
            return None;
        }
        self.depth = self.depth.saturating_add(1);
        let value = self.lower_ex(ex, frame);
        self.depth = self.depth.saturating_sub(1);
        value
    }

    fn lower_ex(&mut self, ex: &Ex, frame: Option<usize>) -> Option<WalkValue> {
        match ex {
            Ex::Val(val) => WalkValue::of(val),
            Ex::Item => match &self.item {
                Some(FieldSlot::Value(value)) => Some(value.clone()),
                _ => None,
            },
            Ex::Slot(slot) | Ex::Lazy(slot) => match frame {
                Some(frame) => self.member(frame, *slot),
                None => self.outside(ex),
            },
            Ex::Member { of, class, slot } => match self.target(of, frame)? {
                WalkTarget::Frame(inner) => {
                    let is_same = self.frames.get(inner)?.class == *class;
                    if is_same { self.member(inner, *slot) } else { None }
                }
                WalkTarget::Outside(of) => {
                    self.outside(&Ex::Member { of: of.into(), class: *class, slot: *slot })
                }
            },
            Ex::Not(of) => {
                let WalkValue { kind: Kind::Bool, code } = self.lower(of, frame)? else {
                    return None;
                };
                Some(WalkValue {
                    kind: Kind::Bool,
                    code: code.map(|c| WalkExpr::Not(c.into()).folded()),
                })
            }
            Ex::Minus(of) => {
                let WalkValue { kind, code } = self.lower(of, frame)?;
                let kind = Kind::binary(BinaryOp::Sub, Kind::Int(0, 0), kind)?;
                Some(WalkValue { kind, code: code.map(|c| WalkExpr::Minus(c.into()).folded()) })
            }
            Ex::Invert(of) => {
                let WalkValue { kind: Kind::Int(min, max), code } = self.lower(of, frame)? else {
                    return None;
                };
                let code = code.map(|c| WalkExpr::Invert(c.into()).folded());
                Some(WalkValue { kind: Kind::Int(!max, !min), code })
            }
            Ex::Binary(op, a, b) => {
                let (a, b) = (self.lower(a, frame)?, self.lower(b, frame)?);
                binary(*op, a, b)
            }
            Ex::Choice(test, a, b) => {
                let test = self.lower(test, frame)?;
                match test.code.as_ref().and_then(WalkExpr::constant) {
                    _ if test.kind != Kind::Bool => return None,
                    Some(0) => return self.lower(b, frame),
                    Some(_) => return self.lower(a, frame),
                    None => {}
                }
                let (a, b) = (self.lower(a, frame)?, self.lower(b, frame)?);
                let kind = a.kind.join(b.kind)?;
                let code = match (test.code, a.code, b.code) {
                    (Some(test), Some(a), Some(b)) => {
                        Some(WalkExpr::Choice(Box::new((test, a, b))))
                    }
                    _ => None,
                };
                Some(WalkValue { kind, code })
            }
            Ex::Call(Method::Substring, of, args) => {
                let Kind::Text(shortest, _) = self.lower(of, frame)?.kind else { return None };
                let [from, to] = args.as_slice() else { return None };
                let mut position = |ex| {
                    let value = self.lower(ex, frame)?.code?.constant()?;
                    u64::try_from(value).ok()
                };
                let (from, to) = (position(from)?, position(to)?);
                let len = to.checked_sub(from).filter(|_| to <= shortest)?;
                Some(WalkValue::of_kind(Kind::Text(len, len)))
            }
            Ex::Call(method, of, args) if args.is_empty() => {
                let WalkValue { kind, code } = self.lower(of, frame)?;
                let result = kind.method(*method)?;
                let is_same = matches!(method, Method::ToInt | Method::AsInt);
                Some(WalkValue { kind: result, code: code.filter(|_| is_same) })
            }
            Ex::Format(parts) => {
                for part in parts {
                    self.lower(part, frame)?;
                }
                Some(WalkValue::of_kind(Kind::ANY_TEXT))
            }
            _ => None,
        }
    }

    /// Returns the value of a field or instance of an object in the item.
    fn member(&mut self, frame: usize, slot: usize) -> Option<WalkValue> {
        let known = self.frames.get(frame)?;
        match known.slots.get(&slot) {
            Some(FieldSlot::Value(value)) => return Some(value.clone()),
            Some(FieldSlot::Frame(_) | FieldSlot::Unknown) => return None,
            None => {}
        }
        let Instance { field, from, .. } = self.class(known.class)?.instance(slot)?;
        let FieldOrigin::Value { value, enumeration, .. } = from else { return None };
        if field.condition.is_some() || field.has_rules() {
            return None;
        }
        let found = self.lower(value, Some(frame))?;
        Some(match (enumeration, found.kind) {
            (Some(_), Kind::Int(..)) => WalkValue { kind: Kind::Enum, ..found },
            _ => found,
        })
    }

    /// Compiles an instance that is to be verified; `None` if it can fail.
    pub(super) fn safe_instance(&mut self, frame: usize, instance: &Instance) -> Option<()> {
        let Instance { field, from, .. } = instance;
        let FieldOrigin::Value { value, .. } = from else { return None };
        if let Some(condition) = &field.condition {
            let test = self.lower(condition, Some(frame))?;
            match (test.kind, test.code.as_ref().and_then(WalkExpr::constant)) {
                (Kind::Bool, Some(0)) => return Some(()),
                (Kind::Bool, _) if !field.has_rules() => {}
                _ => return None,
            }
        }
        if let Some(target) = self.target(value, Some(frame)) {
            let exists = match target {
                WalkTarget::Frame(_) => true,
                WalkTarget::Outside(ex) => self.is_outside(&ex),
            };
            return (exists && !field.has_rules()).then_some(());
        }
        let value = self.lower(value, Some(frame))?;
        for rule in field.rules() {
            self.rule(rule, &value, Some(frame))?;
        }
        Some(())
    }

    /// Adds a rule for a value.
    pub(super) fn rule(
        &mut self,
        rule: &Valid,
        value: &WalkValue,
        frame: Option<usize>,
    ) -> Option<()> {
        let compare = |op, other: WalkValue| binary(op, value.clone(), other)?.code;
        let code = match rule {
            Valid::Eq(ex) => compare(BinaryOp::Eq, self.lower(ex, frame)?)?,
            Valid::Range { min, max } => {
                for (op, bound) in [(BinaryOp::Ge, min), (BinaryOp::Le, max)] {
                    if let Some(ex) = bound {
                        let code = compare(op, self.lower(ex, frame)?)?;
                        self.check(code);
                    }
                }
                return Some(());
            }
            Valid::AnyOf(list) => {
                let mut known = Vec::with_capacity(list.len());
                for ex in list {
                    let item = self.lower(ex, frame)?;
                    // Verifies that the kinds are comparable.
                    compare(BinaryOp::Eq, item.clone())?;
                    known.push(item.code?.constant()?);
                }
                known.sort_unstable();
                WalkExpr::In(value.code.clone()?.into(), known.into())
            }
            Valid::Expr(ex, _) => {
                let outer = self.item.replace(FieldSlot::Value(value.clone()));
                let test = self.lower(ex, frame);
                self.item = outer;
                test.filter(|test| test.kind == Kind::Bool)?.code?
            }
            Valid::InEnum => return None,
        };
        self.check(code);
        Some(())
    }

    /// Returns the object that an expression refers to.
    fn target(&mut self, ex: &Ex, frame: Option<usize>) -> Option<WalkTarget> {
        match ex {
            Ex::This => Some(match frame {
                Some(frame) => WalkTarget::Frame(frame),
                None => WalkTarget::Outside(Ex::This),
            }),
            Ex::Parent(of) => match self.target(of, frame)? {
                WalkTarget::Frame(inner) => match self.frames.get(inner)?.parent? {
                    Some(parent) => Some(WalkTarget::Frame(parent)),
                    None => Some(WalkTarget::Outside(Ex::This)),
                },
                WalkTarget::Outside(of) => Some(WalkTarget::Outside(Ex::Parent(of.into()))),
            },
            Ex::Root(of) => match self.target(of, frame)? {
                WalkTarget::Frame(inner) if self.frames.get(inner)?.is_foreign => None,
                WalkTarget::Frame(_) => Some(WalkTarget::Outside(Ex::Root(Ex::This.into()))),
                WalkTarget::Outside(of) => Some(WalkTarget::Outside(Ex::Root(of.into()))),
            },
            Ex::Item => match &self.item {
                Some(FieldSlot::Frame(frame)) => Some(WalkTarget::Frame(*frame)),
                _ => None,
            },
            Ex::Slot(slot) => match self.frames.get(frame?)?.slots.get(slot)? {
                FieldSlot::Frame(inner) => Some(WalkTarget::Frame(*inner)),
                _ => None,
            },
            Ex::Member { of, class, slot } => match self.target(of, frame)? {
                WalkTarget::Frame(inner) => match self.frames.get(inner)?.slots.get(slot)? {
                    FieldSlot::Frame(inner) => Some(WalkTarget::Frame(*inner)),
                    _ => None,
                },
                WalkTarget::Outside(of) => {
                    let of = of.into();
                    Some(WalkTarget::Outside(Ex::Member { of, class: *class, slot: *slot }))
                }
            },
            _ => None,
        }
    }
}

/// Returns the result of a binary operator; `None` if the operator can fail.
fn binary(op: BinaryOp, a: WalkValue, b: WalkValue) -> Option<WalkValue> {
    let kind = Kind::binary(op, a.kind, b.kind)?;
    let is_number = !matches!(kind, Kind::Float | Kind::Text(..));
    let code = match (a.code, b.code) {
        (Some(a), Some(b)) if is_number => Some(WalkExpr::Binary(op, Box::new((a, b))).folded()),
        _ => None,
    };
    Some(WalkValue { kind, code })
}
