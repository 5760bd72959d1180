//! Evaluation of expressions.

use super::{Env, FieldRef, Halt, Machine, Res, StoredValue, ops};
use crate::expr::BinaryOp;
use crate::ir::Ex;
use crate::value::{ObjId, Val};
use std::fmt::Write;

impl Machine<'_> {
    pub(super) fn eval(&mut self, ex: &Ex, env: &Env<'_>) -> Res<Val> {
        match ex {
            Ex::Val(val) => Ok(val.clone()),
            Ex::Slot(slot) => self.slot(env.this, *slot),
            Ex::Lazy(slot) => self.valid_instance(env.this, *slot),
            _ => self.nested(|m| m.compute(ex, env)),
        }
    }

    fn compute(&mut self, ex: &Ex, env: &Env<'_>) -> Res<Val> {
        match ex {
            Ex::Val(_) | Ex::Slot(_) | Ex::Lazy(_) => self.eval(ex, env),
            Ex::This => Ok(Val::Obj(env.this)),
            Ex::Member { of, class, slot } => {
                let id = self.target(of, env)?;
                if self.object_ref(id).class == *class {
                    return self.any_slot(id, *slot);
                }
                // The object was cast to another type: look the member up by name.
                let name = self.class(*class).map_or("", |c| c.slot_name(*slot)).to_owned();
                self.named(id, &name)
            }
            Ex::Find { of, name } => {
                let id = self.target(of, env)?;
                self.named(id, name)
            }
            Ex::Parent(of) => {
                let id = self.target(of, env)?;
                Ok(self.object_ref(id).parent.map_or(Val::Null, Val::Obj))
            }
            Ex::Root(of) => {
                let id = self.target(of, env)?;
                Ok(self.object_ref(id).root.map_or(Val::Null, Val::Obj))
            }
            Ex::Io(of) => {
                let id = self.target(of, env)?;
                Ok(Val::Io(self.object_ref(id).io))
            }
            Ex::Item => Ok(env.item.cloned().unwrap_or(Val::Null)),
            Ex::Index => Ok(Val::Int(env.index.into())),
            Ex::Not(of) => self.test(of, env).map(|b| Val::Bool(!b)),
            Ex::Minus(of) => {
                let val = self.eval(of, env)?;
                ops::minus(&val)
            }
            Ex::Invert(of) => self.int(of, env).map(|n| Val::Int(!n)),
            Ex::Binary(BinaryOp::And, a, b) => {
                Ok(Val::Bool(self.test(a, env)? && self.test(b, env)?))
            }
            Ex::Binary(BinaryOp::Or, a, b) => {
                Ok(Val::Bool(self.test(a, env)? || self.test(b, env)?))
            }
            Ex::Binary(op, a, b) => {
                let (a, b) = (self.eval(a, env)?, self.eval(b, env)?);
                self.binary(*op, &a, &b)
            }
            Ex::Choice(test, a, b) => {
                if self.test(test, env)? {
                    self.eval(a, env)
                } else {
                    self.eval(b, env)
                }
            }
            Ex::List(items) => {
                self.count(items.len() as u64)?;
                let mut cells = Vec::with_capacity(items.len());
                for item in items {
                    cells
                        .push(StoredValue { val: self.eval(item, env)?, ..StoredValue::default() });
                }
                Ok(Val::Arr(self.new_array(cells)))
            }
            Ex::Bytes(items) => {
                let mut bytes = Vec::with_capacity(items.len());
                for item in items {
                    let n = self.int(item, env)?;
                    let byte = u8::try_from(n);
                    bytes.push(byte.map_err(|_| {
                        Halt::rule(format!("invalid array item: expected a byte, found {n}"))
                    })?);
                }
                Ok(Val::bytes(bytes))
            }
            Ex::At(of, index) => {
                let of = self.eval(of, env)?;
                let index = self.int(index, env)?;
                self.at(&of, index)
            }
            Ex::Format(parts) => {
                let mut text = String::new();
                for part in parts {
                    let val = self.eval(part, env)?;
                    // Writing to a string cannot fail.
                    let _ = match val {
                        Val::Str(part) => write!(text, "{part}"),
                        Val::Null => Ok(()),
                        other => write!(text, "{}", self.show(&other)),
                    };
                    self.count_bytes(text.len())?;
                }
                Ok(Val::str(&text))
            }
            Ex::Call(method, of, args) => {
                let of = self.eval(of, env)?;
                let mut values = Vec::with_capacity(args.len());
                for arg in args {
                    values.push(self.eval(arg, env)?);
                }
                self.call(*method, &of, &values)
            }
            Ex::Decode(of, encoding) => match self.eval(of, env)? {
                Val::Bytes(bytes) => self.text(&bytes, encoding),
                other => Err(Halt::rule(format!("cannot decode {} as a string", other.what()))),
            },
        }
    }

    /// Evaluates the object before the dot of a member access.
    fn target(&mut self, ex: &Ex, env: &Env<'_>) -> Res<ObjId> {
        match self.eval(ex, env)? {
            Val::Obj(id) => Ok(id),
            other => Err(Halt::rule(format!(
                "invalid expression: expected an object, found {}",
                other.what()
            ))),
        }
    }

    /// Returns the value of a parameter or field.
    fn slot(&mut self, id: ObjId, slot: usize) -> Res<Val> {
        match self.cell(id, slot).map(|c| &c.val) {
            Some(Val::Unset) | None => {
                let class = self.class_of(id);
                let name = class.map_or("?", |c| c.slot_name(slot));
                Err(Halt::rule(match class {
                    Some(class) if slot < class.params => {
                        format!("parameter `{name}` has no value")
                    }
                    // Reading ended before the field.
                    _ if !self.faults.is_empty() => return Err(Halt::unreadable(name)),
                    _ => format!("`{name}` is used before it is read"),
                }))
            }
            Some(Val::Failed) => {
                Err(Halt::unreadable(self.class_of(id).map_or("?", |c| c.slot_name(slot))))
            }
            Some(val) => {
                let val = val.clone();
                if !self.faults.is_empty() {
                    self.tainted |=
                        self.faults.contains_key(&FieldRef { object: id, slot, index: None });
                }
                Ok(val)
            }
        }
    }

    /// Returns the value of a parameter, field or instance.
    fn any_slot(&mut self, id: ObjId, slot: usize) -> Res<Val> {
        let lazy = self.class_of(id).is_some_and(|class| class.instance(slot).is_some());
        if lazy { self.valid_instance(id, slot) } else { self.slot(id, slot) }
    }

    /// Returns the value of a member by name.
    fn named(&mut self, id: ObjId, name: &str) -> Res<Val> {
        let Some(class) = self.class_of(id) else { return Err(Halt::rule("no such type")) };
        match class.members.get(name) {
            Some(slot) => self.any_slot(id, *slot),
            None => Err(Halt::rule(format!("unknown field `{name}` in type `{}`", class.name))),
        }
    }

    pub(super) fn test(&mut self, ex: &Ex, env: &Env<'_>) -> Res<bool> {
        match self.eval(ex, env)? {
            Val::Bool(b) => Ok(b),
            Val::Null => Ok(false),
            other => Err(Halt::rule(format!(
                "invalid expression: expected a boolean, found {}",
                other.what()
            ))),
        }
    }

    pub(super) fn int(&mut self, ex: &Ex, env: &Env<'_>) -> Res<i128> {
        match self.eval(ex, env)? {
            Val::Int(n) => Ok(n),
            // An absent field counts as 0.
            Val::Null => Ok(0),
            other => Err(Halt::rule(format!(
                "invalid expression: expected an integer, found {}",
                other.what()
            ))),
        }
    }

    pub(super) fn binary(&mut self, op: BinaryOp, a: &Val, b: &Val) -> Res<Val> {
        match (op, a, b) {
            (BinaryOp::Add, Val::Str(a), Val::Str(b)) => {
                self.count_bytes(a.len().saturating_add(b.len()))?;
            }
            (_, Val::Str(text), _) => self.step(text.len())?,
            (_, Val::Bytes(bytes), _) => self.step(self.slice(bytes).len())?,
            _ => {}
        }
        if op.is_comparison() {
            let holds = match op {
                BinaryOp::Eq => self.equal(a, b),
                BinaryOp::Ne => !self.equal(a, b),
                _ => {
                    let order = self.compare(a, b);
                    let Some(order) = order else {
                        if matches!(
                            (a, b),
                            (Val::F32(_) | Val::F64(_), _) | (_, Val::F32(_) | Val::F64(_))
                        ) {
                            return Ok(Val::Bool(false));
                        }
                        return Err(Halt::rule(format!(
                            "{} cannot be compared with {}",
                            a.what(),
                            b.what()
                        )));
                    };
                    match op {
                        BinaryOp::Lt => order.is_lt(),
                        BinaryOp::Le => order.is_le(),
                        BinaryOp::Gt => order.is_gt(),
                        _ => order.is_ge(),
                    }
                }
            };
            return Ok(Val::Bool(holds));
        }
        ops::arithmetic(op, a, b)
    }

    /// True if two values are equal.
    pub(crate) fn equal(&self, a: &Val, b: &Val) -> bool {
        match (a, b) {
            (Val::Bool(a), Val::Bool(b)) => a == b,
            (Val::Obj(a), Val::Obj(b)) => a == b,
            (Val::Enum(a, x), Val::Enum(b, y)) => a == b && x == y,
            (Val::Enum(_, x), Val::Int(y)) | (Val::Int(x), Val::Enum(_, y)) => x == y,
            (Val::Null, Val::Null) => true,
            _ => self.compare(a, b).is_some_and(std::cmp::Ordering::is_eq),
        }
    }

    /// Compares two values; `None` if they cannot be ordered.
    pub(super) fn compare(&self, a: &Val, b: &Val) -> Option<std::cmp::Ordering> {
        match (a, b) {
            (Val::Int(a), Val::Int(b)) => Some(a.cmp(b)),
            (Val::Str(a), Val::Str(b)) => Some(a.cmp(b)),
            (Val::Bytes(a), Val::Bytes(b)) => Some(self.slice(a).cmp(self.slice(b))),
            (Val::Int(a), Val::Null) => Some(a.cmp(&0)),
            (Val::Null, Val::Int(b)) => Some(0.cmp(b)),
            _ => ops::float(a)?.partial_cmp(&ops::float(b)?),
        }
    }
}
