//! Expressions on numbers at known offsets, compiled from expressions of the schema.

use super::Step;
use super::leaf::{FlatLeaf, LeafForm};
use super::part::FlatPart;
use crate::expr::BinaryOp;
use crate::ir::{ElementKind, Ex, FieldOrigin, Method, Parent, Program, Repeat};
use crate::model::{EnumId, TypeId};
use crate::run::ops::{floats, integers};
use crate::value::Val;
use std::cmp::Ordering;

/// Maximum nesting depth of expressions, including those of instances.
const MAX_DEPTH: u32 = 32;
/// Maximum magnitude of integers in bits, above which results may be out of range.
const MAX_BITS: u32 = 120;

/// An expression with an integer result; booleans are 0 or 1, and enum values their numbers.
#[derive(Clone, Debug)]
pub(crate) enum IntEx {
    Const(i128),
    Leaf(FlatLeaf),
    Not(Box<IntEx>),
    Minus(Box<IntEx>),
    Invert(Box<IntEx>),
    Choice(Box<[IntEx; 3]>),
    And(Box<[IntEx; 2]>),
    Or(Box<[IntEx; 2]>),
    Compare(BinaryOp, Box<[IntEx; 2]>),
    CompareFloats(BinaryOp, Box<[FloatEx; 2]>),
    Arithmetic(BinaryOp, Box<[IntEx; 2]>),
    /// Rounded toward zero.
    Rounded(Box<FloatEx>),
}

/// An expression with a float result.
#[derive(Clone, Debug)]
pub(crate) enum FloatEx {
    Const(f64),
    Leaf(FlatLeaf),
    Int(IntEx),
    Minus(Box<FloatEx>),
    Choice(IntEx, Box<[FloatEx; 2]>),
    Arithmetic(BinaryOp, Box<[FloatEx; 2]>),
}

/// Type of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FlatType {
    Int,
    Bool,
    Enum(EnumId),
    Float,
}

/// A compiled expression.
#[derive(Clone, Debug)]
pub(crate) struct FlatEx {
    pub(crate) value: FlatValue,
    pub(crate) ty: FlatType,
    /// Maximum magnitude of an integer in bits.
    bits: u32,
    /// True if the result may be missing, for example because of a division by zero.
    pub(crate) can_fail: bool,
}

/// An expression of either kind.
#[derive(Clone, Debug)]
pub(crate) enum FlatValue {
    Int(IntEx),
    Float(FloatEx),
}

impl IntEx {
    /// Evaluates the expression in a part; `None` if it has no result.
    pub(crate) fn eval(&self, part: &[u8]) -> Option<i128> {
        Some(match self {
            Self::Const(n) => *n,
            Self::Leaf(leaf) => leaf.int(part)?,
            Self::Not(of) => (of.eval(part)? == 0).into(),
            Self::Minus(of) => of.eval(part)?.checked_neg()?,
            Self::Invert(of) => !of.eval(part)?,
            Self::Choice(of) => {
                let [test, a, b] = &**of;
                if test.eval(part)? != 0 { a.eval(part)? } else { b.eval(part)? }
            }
            Self::And(of) => {
                let [a, b] = &**of;
                (a.eval(part)? != 0 && b.eval(part)? != 0).into()
            }
            Self::Or(of) => {
                let [a, b] = &**of;
                (a.eval(part)? != 0 || b.eval(part)? != 0).into()
            }
            Self::Compare(op, of) => {
                let [a, b] = &**of;
                holds(*op, Some(a.eval(part)?.cmp(&b.eval(part)?))).into()
            }
            Self::CompareFloats(op, of) => {
                let [a, b] = &**of;
                holds(*op, a.eval(part)?.partial_cmp(&b.eval(part)?)).into()
            }
            Self::Arithmetic(op, of) => {
                let [a, b] = &**of;
                integers(*op, a.eval(part)?, b.eval(part)?).ok()?
            }
            Self::Rounded(of) => {
                let n = of.eval(part)?;
                (n.is_finite() && n.abs() < 1e38).then_some(n as i128)?
            }
        })
    }
}

impl FloatEx {
    /// Evaluates the expression in a part; `None` if it has no result.
    pub(crate) fn eval(&self, part: &[u8]) -> Option<f64> {
        Some(match self {
            Self::Const(n) => *n,
            Self::Leaf(leaf) => leaf.float(part)?,
            Self::Int(of) => of.eval(part)? as f64,
            Self::Minus(of) => -of.eval(part)?,
            Self::Choice(test, of) => {
                let [a, b] = &**of;
                if test.eval(part)? != 0 { a.eval(part)? } else { b.eval(part)? }
            }
            Self::Arithmetic(op, of) => {
                let [a, b] = &**of;
                floats(*op, a.eval(part)?, b.eval(part)?)?
            }
        })
    }
}

/// True if a comparison holds for this order; unordered values only differ.
fn holds(op: BinaryOp, order: Option<Ordering>) -> bool {
    match op {
        BinaryOp::Eq => order.is_some_and(Ordering::is_eq),
        BinaryOp::Ne => !order.is_some_and(Ordering::is_eq),
        BinaryOp::Lt => order.is_some_and(Ordering::is_lt),
        BinaryOp::Le => order.is_some_and(Ordering::is_le),
        BinaryOp::Gt => order.is_some_and(Ordering::is_gt),
        BinaryOp::Ge => order.is_some_and(Ordering::is_ge),
        _ => false,
    }
}

impl FlatEx {
    fn int(value: IntEx, ty: FlatType, bits: u32, can_fail: bool) -> Self {
        let can_fail = can_fail || bits > MAX_BITS;
        Self { value: FlatValue::Int(value), ty, bits: bits.min(MAX_BITS), can_fail }
    }

    fn float(value: FloatEx, can_fail: bool) -> Self {
        Self { value: FlatValue::Float(value), ty: FlatType::Float, bits: 0, can_fail }
    }

    /// Returns the expression for the value of a number; `None` for other values.
    pub(crate) fn of_leaf(leaf: &FlatLeaf) -> Option<Self> {
        let bits = u32::try_from(leaf.size).ok()?.checked_mul(8)?;
        let ty = match (leaf.enumeration, leaf.form) {
            (_, LeafForm::Bytes | LeafForm::Text) => return None,
            (_, LeafForm::Float { .. }) => {
                return Some(Self::float(FloatEx::Leaf(leaf.clone()), false));
            }
            (Some(id), _) => FlatType::Enum(id),
            (None, LeafForm::Bits { count: 1, sign: None, .. }) => FlatType::Bool,
            _ => FlatType::Int,
        };
        Some(Self::int(IntEx::Leaf(leaf.clone()), ty, bits, false))
    }

    /// Returns the expression for the result as an integer, if it is one.
    pub(crate) fn into_int(self) -> Option<IntEx> {
        match self.value {
            FlatValue::Int(ex) => Some(ex),
            FlatValue::Float(_) => None,
        }
    }

    /// Converts an integer or float to a float.
    fn into_float(self) -> Option<FloatEx> {
        match self.value {
            FlatValue::Int(ex) if self.ty == FlatType::Int => Some(FloatEx::Int(ex)),
            FlatValue::Int(_) => None,
            FlatValue::Float(ex) => Some(ex),
        }
    }

    fn constant(val: &Val) -> Option<Self> {
        let int = |n: i128, ty| {
            let bits = 128_u32.saturating_sub(n.unsigned_abs().leading_zeros());
            Self::int(IntEx::Const(n), ty, bits, false)
        };
        Some(match val {
            Val::Int(n) => int(*n, FlatType::Int),
            Val::Bool(b) => int((*b).into(), FlatType::Bool),
            Val::Enum(id, n) => int(*n, FlatType::Enum(*id)),
            Val::F32(n) => Self::float(FloatEx::Const((*n).into()), false),
            Val::F64(n) => Self::float(FloatEx::Const(*n), false),
            _ => return None,
        })
    }

    /// Combines two operands; `None` if the operator cannot be applied to their types.
    pub(crate) fn binary(op: BinaryOp, a: Self, b: Self) -> Option<Self> {
        use FlatType::{Bool, Enum, Float, Int};
        let can_fail = a.can_fail || b.can_fail;
        let same = match (a.ty, b.ty) {
            (Enum(_), Int) | (Int, Enum(_)) => matches!(op, BinaryOp::Eq | BinaryOp::Ne),
            (Enum(x), Enum(y)) => x == y && matches!(op, BinaryOp::Eq | BinaryOp::Ne),
            (Bool, Bool) => {
                matches!(op, BinaryOp::Eq | BinaryOp::Ne | BinaryOp::And | BinaryOp::Or)
            }
            (Int, Int) => !matches!(op, BinaryOp::And | BinaryOp::Or),
            (Float | Int, Float | Int) => {
                let operands = Box::new([a.into_float()?, b.into_float()?]);
                return match op {
                    _ if op.is_comparison() => {
                        Some(Self::int(IntEx::CompareFloats(op, operands), Bool, 1, can_fail))
                    }
                    BinaryOp::Add
                    | BinaryOp::Sub
                    | BinaryOp::Mul
                    | BinaryOp::Div
                    | BinaryOp::Mod => {
                        Some(Self::float(FloatEx::Arithmetic(op, operands), can_fail))
                    }
                    _ => None,
                };
            }
            _ => false,
        };
        if !same {
            return None;
        }
        let (bits, divisor) = ((a.bits, b.bits), b.const_int());
        let operands = Box::new([a.into_int()?, b.into_int()?]);
        let boolean = |ex| Some(Self::int(ex, Bool, 1, can_fail));
        let (bits, fails) = match op {
            BinaryOp::And => return boolean(IntEx::And(operands)),
            BinaryOp::Or => return boolean(IntEx::Or(operands)),
            _ if op.is_comparison() => return boolean(IntEx::Compare(op, operands)),
            BinaryOp::Mul => (bits.0.saturating_add(bits.1), false),
            BinaryOp::Div => (bits.0.saturating_add(1), divisor.is_none_or(|n| n == 0)),
            BinaryOp::Mod => (bits.1, divisor.is_none_or(|n| n == 0)),
            BinaryOp::Shl => match divisor.and_then(|n| u32::try_from(n).ok()) {
                Some(count) => (bits.0.saturating_add(count), false),
                None => (MAX_BITS, true),
            },
            BinaryOp::Shr => (bits.0, divisor.is_none_or(|n| n < 0)),
            _ => (bits.0.max(bits.1).saturating_add(1), false),
        };
        Some(Self::int(IntEx::Arithmetic(op, operands), Int, bits, can_fail || fails))
    }

    /// Returns the value of a constant integer.
    pub(super) fn const_int(&self) -> Option<i128> {
        match self.value {
            FlatValue::Int(IntEx::Const(n)) => Some(n),
            _ => None,
        }
    }
}

/// Environment in which expressions are compiled: the values of a part that are already known.
pub(crate) struct FlatScope<'s> {
    pub(crate) program: &'s Program,
    pub(crate) part: &'s FlatPart,
    /// Guards that hold where the expression is evaluated.
    pub(crate) guards: &'s [usize],
    /// Value of `_`.
    pub(crate) item: Option<&'s FlatLeaf>,
}

/// An object of a part: its path and type.
pub(crate) type ObjectPath = (Vec<Step>, TypeId);

impl FlatScope<'_> {
    /// Compiles an expression of the object `this`, if there is one; `None` if it depends on anything other than
    /// numbers at known offsets.
    pub(crate) fn compile(&self, ex: &Ex, this: Option<&ObjectPath>) -> Option<FlatEx> {
        self.lower(ex, this, MAX_DEPTH)
    }

    fn lower(&self, ex: &Ex, this: Option<&ObjectPath>, levels: u32) -> Option<FlatEx> {
        use FlatType::{Bool, Enum, Float, Int};
        let levels = levels.checked_sub(1)?;
        let get = |ex: &Ex| self.lower(ex, this, levels);
        match ex {
            Ex::Val(val) => FlatEx::constant(val),
            Ex::Slot(slot) | Ex::Lazy(slot) => self.member(this?, *slot, levels),
            Ex::Member { of, class, slot } => {
                let of = self.object(of, this).filter(|(_, found)| found == class)?;
                self.member(&of, *slot, levels)
            }
            Ex::Item => FlatEx::of_leaf(self.item?),
            Ex::Not(of) => {
                let of = get(of).filter(|of| of.ty == Bool)?;
                let fails = of.can_fail;
                Some(FlatEx::int(IntEx::Not(Box::new(of.into_int()?)), Bool, 1, fails))
            }
            Ex::Minus(of) => {
                let of = get(of)?;
                let (fails, bits) = (of.can_fail, of.bits.saturating_add(1));
                match (of.ty, of.value) {
                    (Int, FlatValue::Int(of)) => {
                        Some(FlatEx::int(IntEx::Minus(Box::new(of)), Int, bits, fails))
                    }
                    (_, FlatValue::Float(of)) => {
                        Some(FlatEx::float(FloatEx::Minus(Box::new(of)), fails))
                    }
                    _ => None,
                }
            }
            Ex::Invert(of) => {
                let of = get(of).filter(|of| of.ty == Int)?;
                let (fails, bits) = (of.can_fail, of.bits.saturating_add(1));
                Some(FlatEx::int(IntEx::Invert(Box::new(of.into_int()?)), Int, bits, fails))
            }
            Ex::Choice(test, a, b) => {
                let test = get(test).filter(|test| test.ty == Bool)?;
                let (a, b) = (get(a)?, get(b)?);
                let fails = test.can_fail || a.can_fail || b.can_fail;
                let (test, bits) = (test.into_int()?, a.bits.max(b.bits));
                match (a.ty, b.ty) {
                    (x, y) if x == y && x != Float => {
                        let of = Box::new([test, a.into_int()?, b.into_int()?]);
                        Some(FlatEx::int(IntEx::Choice(of), x, bits, fails))
                    }
                    (Float, Float) => {
                        let of = Box::new([a.into_float()?, b.into_float()?]);
                        Some(FlatEx::float(FloatEx::Choice(test, of), fails))
                    }
                    _ => None,
                }
            }
            Ex::Call(method, of, args) if args.is_empty() => {
                let of = get(of)?;
                let fails = of.can_fail;
                match (method, of.ty) {
                    (Method::ToInt | Method::AsInt, Int | Bool | Enum(_)) => {
                        Some(FlatEx { ty: Int, ..of })
                    }
                    (Method::ToInt | Method::AsInt, Float) => {
                        let of = Box::new(of.into_float()?);
                        Some(FlatEx::int(IntEx::Rounded(of), Int, MAX_BITS, true))
                    }
                    (Method::ToFloat | Method::AsFloat, Int | Float) => {
                        Some(FlatEx::float(of.into_float()?, fails))
                    }
                    (Method::AsBool, Bool) => Some(of),
                    _ => None,
                }
            }
            Ex::Binary(op, a, b) => FlatEx::binary(*op, get(a)?, get(b)?),
            _ => None,
        }
    }

    /// Compiles the value of a field or computed instance of an object.
    fn member(&self, of: &ObjectPath, slot: usize, levels: u32) -> Option<FlatEx> {
        let (path, class) = of;
        let def = self.program.classes.get(class.index())?;
        let Some(instance) = def.instance(slot) else {
            let path = [path.as_slice(), &[(*class, slot)]].concat();
            return FlatEx::of_leaf(self.leaf(&path)?);
        };
        let FieldOrigin::Value { value, enumeration, .. } = &instance.from else { return None };
        if instance.field.condition.is_some() || instance.field.has_rules() {
            return None;
        }
        let value = self.lower(value, Some(of), levels)?;
        Some(match enumeration {
            Some(id) if value.ty == FlatType::Int => FlatEx { ty: FlatType::Enum(*id), ..value },
            _ => value,
        })
    }

    /// Returns the only value at a path, if it exists wherever the expression is evaluated.
    fn leaf(&self, path: &[Step]) -> Option<&FlatLeaf> {
        let mut all = self.part.leaves.iter().filter(|placed| placed.path == path);
        let placed = all.next().filter(|placed| !placed.optional)?;
        let exists = placed.guards.iter().all(|guard| self.guards.contains(guard));
        (exists && all.next().is_none()).then_some(&placed.leaf)
    }

    /// Returns the object that an expression refers to.
    fn object(&self, ex: &Ex, this: Option<&ObjectPath>) -> Option<ObjectPath> {
        match ex {
            Ex::This => this.cloned(),
            Ex::Parent(of) => {
                let (mut path, class) = self.object(of, this)?;
                let (parent, _) = path.pop()?;
                let file = |id: TypeId| Some(self.program.classes.get(id.index())?.file);
                (file(parent) == file(class)).then_some((path, parent))
            }
            Ex::Slot(slot) => self.inner(this?, *slot),
            Ex::Member { of, class, slot } => {
                let of = self.object(of, this).filter(|(_, found)| found == class)?;
                self.inner(&of, *slot)
            }
            _ => None,
        }
    }

    /// Returns the object in a field of an object.
    fn inner(&self, of: &ObjectPath, slot: usize) -> Option<ObjectPath> {
        let (path, class) = of;
        let def = self.program.classes.get(class.index())?;
        let field = def.fields.get(slot.checked_sub(def.params)?)?;
        match (&field.kind, &field.repeat) {
            (ElementKind::Object { class: inner, parent: Parent::This, .. }, Repeat::Once) => {
                Some(([path.as_slice(), &[(*class, slot)]].concat(), *inner))
            }
            _ => None,
        }
    }
}
