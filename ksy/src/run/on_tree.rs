//! Evaluation of expressions on a field tree of any format, without a schema.

use super::{Halt, Machine, Res, ops};
use crate::encoding;
use crate::expr::{BinaryOp, Expr, ExprKind, Unary};
use crate::ir::{EncodingName, Method};
use crate::value::{ByteString, Val};
use bytescope_inspect::{Buffers, Node, Quantity, TableRows, Value};
use std::borrow::Cow;
use std::cmp::Ordering;

/// Value of an expression on a tree.
#[derive(Clone)]
pub(crate) enum TreeVal<'t> {
    Val(Val),
    Node(Cow<'t, Node>),
    List(Vec<Self>),
}

impl TreeVal<'_> {
    fn what(&self) -> &'static str {
        match self {
            Self::Val(val) => val.what(),
            Self::List(_) => "an array",
            Self::Node(node) => match node.value {
                Value::List | Value::Table(_) => "an array",
                Value::Group => "an object",
                _ => "a value",
            },
        }
    }
}

/// Evaluates expressions on a tree. Operators and methods are those of schemas.
pub(crate) struct TreeEvaluator<'t, 'm> {
    pub(crate) machine: Machine<'m>,
    pub(crate) root: &'t Node,
    pub(crate) buffers: Buffers<'t>,
}

impl<'t> TreeEvaluator<'t, '_> {
    /// Evaluates an expression.
    pub(crate) fn eval(&mut self, ex: &Expr) -> Res<TreeVal<'t>> {
        self.machine.step(0)?;
        let val = match &ex.kind {
            ExprKind::Int(n) => Val::Int(*n),
            ExprKind::Float(n) => Val::F64(*n),
            ExprKind::Bool(b) => Val::Bool(*b),
            ExprKind::Str(text) => Val::str(text),
            ExprKind::Name(name) if name == "_root" || name == "_" => {
                return Ok(TreeVal::Node(Cow::Borrowed(self.root)));
            }
            ExprKind::Name(name) => {
                let root = TreeVal::Node(Cow::Borrowed(self.root));
                return self.member(root, name, ex);
            }
            ExprKind::Member(of, name) => {
                let of = self.eval(of)?;
                return self.member(of, name, ex);
            }
            ExprKind::Index(of, index) => {
                let (of, index) = (self.eval(of)?, self.scalar(index)?);
                let Val::Int(index) = index else {
                    return Err(Halt::rule(format!("index must be an integer: {}", index.what())));
                };
                return self.item(&of, index);
            }
            ExprKind::List(items) => {
                let items = items.iter().map(|item| self.eval(item));
                return Ok(TreeVal::List(items.collect::<Res<_>>()?));
            }
            ExprKind::Choice(test, a, b) => {
                let chosen = if self.test(test)? { a } else { b };
                return self.eval(chosen);
            }
            ExprKind::Format(parts) => {
                let mut text = String::new();
                for part in parts {
                    let part = self.scalar(part)?;
                    text.push_str(&self.text_of(&part));
                    self.machine.count_bytes(text.len())?;
                }
                Val::str(&text)
            }
            ExprKind::Unary(Unary::Not, of) => Val::Bool(!self.test(of)?),
            ExprKind::Unary(op, of) => {
                let of = self.scalar(of)?;
                match (op, &of) {
                    (Unary::Minus, _) => ops::minus(&of)?,
                    (Unary::Invert, Val::Int(n)) => Val::Int(!n),
                    (Unary::Plus, _) => of,
                    _ => return Err(Halt::rule(format!("`~` cannot be applied to {}", of.what()))),
                }
            }
            ExprKind::Binary(BinaryOp::And, a, b) => Val::Bool(self.test(a)? && self.test(b)?),
            ExprKind::Binary(BinaryOp::Or, a, b) => Val::Bool(self.test(a)? || self.test(b)?),
            ExprKind::Binary(op, a, b) => {
                let (a, b) = (self.eval(a)?, self.eval(b)?);
                self.binary(*op, &a, &b)?
            }
            ExprKind::Call(of, name, args) => {
                let of = self.eval(of)?;
                let args = args.iter().map(|arg| self.scalar(arg)).collect::<Res<Vec<_>>>()?;
                return self.method(&of, name, &args);
            }
            ExprKind::Enum(..) | ExprKind::Cast(..) | ExprKind::SizeOf { .. } => {
                return Err(Halt::rule("types and enums require a schema"));
            }
        };
        Ok(TreeVal::Val(val))
    }

    /// Returns a field, or the result of a method without arguments.
    fn member(&mut self, of: TreeVal<'t>, name: &str, ex: &Expr) -> Res<TreeVal<'t>> {
        let known = match &of {
            TreeVal::Node(Cow::Borrowed(node)) => {
                if let Some(child) = node.child(name) {
                    return Ok(TreeVal::Node(Cow::Borrowed(child)));
                }
                node
            }
            TreeVal::Node(Cow::Owned(node)) => {
                if let Some(child) = node.child(name) {
                    return Ok(TreeVal::Node(Cow::Owned(child.clone())));
                }
                node
            }
            _ => return self.method(&of, name, &[]),
        };
        if matches!(ex.kind, ExprKind::Member(..)) && method(name).is_some() {
            return self.method(&of, name, &[]);
        }
        let names: Vec<&str> = known.children.iter().map(|child| &*child.meta.name).collect();
        let names = match known.value {
            Value::Group if !names.is_empty() => format!("; fields: {}", names.join(", ")),
            _ => String::new(),
        };
        Err(Halt::rule(format!("unknown field `{name}`{names}")))
    }

    fn method(&mut self, of: &TreeVal<'t>, name: &str, args: &[Val]) -> Res<TreeVal<'t>> {
        let Some(method) = method(name) else {
            return Err(Halt::rule(format!("unknown method `{name}`")));
        };
        if let Some(len) = self.count(of) {
            let last = i128::from(len).saturating_sub(1);
            match method {
                Method::Len => return Ok(TreeVal::Val(Val::Int(len.into()))),
                Method::First => return self.item(of, 0),
                Method::Last => return self.item(of, last),
                Method::Min => return self.extreme(of, len, Ordering::Less),
                Method::Max => return self.extreme(of, len, Ordering::Greater),
                _ => {
                    return Err(Halt::rule(format!("`{name}` cannot be applied to {}", of.what())));
                }
            }
        }
        let val = self.value(of)?;
        if let (Method::ToStr, Val::Bytes(bytes), [Val::Str(encoding)]) = (method, &val, args) {
            let known = encoding::named(encoding).map(|found| found.encoding);
            let known =
                known.map_or_else(|| EncodingName::Unknown(encoding.clone()), EncodingName::Known);
            return self.machine.text(bytes, &known).map(TreeVal::Val);
        }
        self.machine.call(method, &val, args).map(TreeVal::Val)
    }

    /// Returns the number of items of an array; `None` for other values.
    fn count(&self, of: &TreeVal<'t>) -> Option<u64> {
        match of {
            TreeVal::List(items) => Some(items.len() as u64),
            TreeVal::Node(node) => match &node.value {
                Value::List => Some(items(node).count() as u64),
                Value::Table(rows) => Some(rows.count()),
                _ => None,
            },
            TreeVal::Val(_) => None,
        }
    }

    fn item(&mut self, of: &TreeVal<'t>, index: i128) -> Res<TreeVal<'t>> {
        let Some(len) = self.count(of) else {
            let val = self.value(of)?;
            return self.machine.at(&val, index).map(TreeVal::Val);
        };
        let at = u64::try_from(index).ok().filter(|at| *at < len);
        let found = at.and_then(|at| {
            let position = usize::try_from(at).ok()?;
            match of {
                TreeVal::List(items) => items.get(position).cloned(),
                TreeVal::Node(Cow::Borrowed(node)) => match &node.value {
                    Value::Table(rows) => self.row(rows, at),
                    _ => items(node).nth(position).map(|item| TreeVal::Node(Cow::Borrowed(item))),
                },
                TreeVal::Node(Cow::Owned(node)) => match &node.value {
                    Value::Table(rows) => self.row(rows, at),
                    _ => items(node).nth(position).map(|i| TreeVal::Node(Cow::Owned(i.clone()))),
                },
                TreeVal::Val(_) => None,
            }
        });
        found.ok_or_else(|| {
            let len = Quantity::new(len, "item");
            Halt::rule(format!("index {index} is out of range: {len}"))
        })
    }

    fn row(&self, rows: &TableRows, at: u64) -> Option<TreeVal<'t>> {
        let row = rows.get(self.buffers, at, self.machine.limits)?;
        Some(TreeVal::Node(Cow::Owned(row)))
    }

    fn extreme(&mut self, of: &TreeVal<'t>, len: u64, order: Ordering) -> Res<TreeVal<'t>> {
        let first = self.item(of, 0)?;
        let mut best = self.value(&first)?;
        for index in 1..len {
            self.machine.step(0)?;
            let next = self.item(of, index.into())?;
            let next = self.value(&next)?;
            if self.machine.compare(&next, &best) == Some(order) {
                best = next;
            }
        }
        Ok(TreeVal::Val(best))
    }

    fn binary(&mut self, op: BinaryOp, a: &TreeVal<'t>, b: &TreeVal<'t>) -> Res<Val> {
        // A named value equals its name and its number.
        let label = |of: &TreeVal<'t>| match of {
            TreeVal::Node(node) => match &node.value {
                Value::Label(label) => Some(Val::str(&label.name)),
                _ => None,
            },
            _ => None,
        };
        let (mut x, mut y) = (self.value(a)?, self.value(b)?);
        if matches!(y, Val::Str(_)) {
            x = label(a).unwrap_or(x);
        }
        if matches!(x, Val::Str(_)) {
            y = label(b).unwrap_or(y);
        }
        self.machine.binary(op, &x, &y)
    }

    fn test(&mut self, ex: &Expr) -> Res<bool> {
        match self.scalar(ex)? {
            Val::Bool(b) => Ok(b),
            other => Err(Halt::rule(format!(
                "invalid expression: expected a boolean, found {}",
                other.what()
            ))),
        }
    }

    fn scalar(&mut self, ex: &Expr) -> Res<Val> {
        let val = self.eval(ex)?;
        self.value(&val)
    }

    /// Returns a value that operators can be applied to.
    fn value(&mut self, of: &TreeVal<'t>) -> Res<Val> {
        let node = match of {
            TreeVal::Val(val) => return Ok(val.clone()),
            TreeVal::List(items) => {
                // A list of integers is also an array of bytes.
                let byte = |item: &TreeVal<'_>| match item {
                    TreeVal::Val(Val::Int(n)) => u8::try_from(*n).ok(),
                    _ => None,
                };
                return match items.iter().map(byte).collect::<Option<Vec<u8>>>() {
                    Some(bytes) => Ok(Val::bytes(bytes)),
                    None => Err(Halt::rule("invalid expression: expected a value, found an array")),
                };
            }
            TreeVal::Node(node) => node,
        };
        Ok(match &node.value {
            Value::Bool(b) => Val::Bool(*b),
            Value::UInt(n) => Val::Int((*n).into()),
            Value::Int(n) => Val::Int((*n).into()),
            Value::F32(n) => Val::F32(*n),
            Value::F64(n) => Val::F64(*n),
            Value::Text(text) => Val::str(text),
            Value::Label(label) => Val::Int(label.raw),
            Value::Null => Val::Null,
            Value::Bytes => {
                let bytes = self.buffers.of(node.content());
                self.machine.count_bytes(bytes.len())?;
                Val::Bytes(ByteString::Own(bytes.into()))
            }
            Value::Group | Value::List | Value::Table(_) | Value::Ref(_) => {
                let message = format!("invalid expression: expected a value, found {}", of.what());
                return Err(Halt::rule(message));
            }
        })
    }

    fn text_of(&self, val: &Val) -> String {
        match val {
            Val::Str(text) => text.to_string(),
            Val::Null => String::new(),
            other => self.machine.show(other),
        }
    }
}

/// Returns the items of a list, without filler.
fn items(node: &Node) -> impl Iterator<Item = &Node> {
    node.children.iter().filter(|child| !child.is_filler())
}

fn method(name: &str) -> Option<Method> {
    Some(match name {
        "length" | "size" => Method::Len,
        "reverse" => Method::Reverse,
        "substring" => Method::Substring,
        "to_i" => Method::ToInt,
        "to_s" => Method::ToStr,
        "first" => Method::First,
        "last" => Method::Last,
        "min" => Method::Min,
        "max" => Method::Max,
        _ => return None,
    })
}
