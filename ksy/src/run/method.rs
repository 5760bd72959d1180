//! Methods of values.

use super::{Halt, Machine, Res, ops};
use crate::ir::Method;
use crate::value::Val;
use bytescope_inspect::Quantity;
use std::cmp::Ordering;

impl Machine<'_> {
    pub(super) fn call(&mut self, method: Method, of: &Val, args: &[Val]) -> Res<Val> {
        match (method, of) {
            (Method::Reverse | Method::Substring, Val::Str(text)) => {
                self.count_bytes(text.len())?;
            }
            (_, Val::Str(text)) => self.step(text.len())?,
            _ => {}
        }
        let not_applicable =
            || Err(Halt::rule(format!("method cannot be applied to {}", of.what())));
        match (method, of) {
            (Method::Len, Val::Str(text)) => Ok(count(text.chars().count() as u64)),
            (Method::Len, Val::Io(io)) if self.writes() && self.may_grow(*io) => {
                Ok(count(self.assumed_size(*io)))
            }
            (Method::Eof, Val::Io(io)) if self.writes() && self.is_growing(*io) => {
                Ok(Val::Bool(self.ends_here(*io)))
            }
            (Method::Len, Val::Io(io)) => {
                let stream = self.io(*io);
                self.check_closed(stream)?;
                Ok(count(stream.size()))
            }
            (Method::Len, _) => self.len(of).map(count),
            (Method::Pos, Val::Io(io)) => Ok(count(self.io(*io).pos())),
            (Method::Eof, Val::Io(io)) => {
                let stream = self.io(*io);
                let ends = stream.bits >= stream.size().saturating_mul(8);
                // Whether an open stream ends here is known when the next byte arrives.
                if ends && stream.open { Err(self.short(stream, 1)) } else { Ok(Val::Bool(ends)) }
            }
            (Method::Reverse, Val::Str(text)) => {
                Ok(Val::str(&text.chars().rev().collect::<String>()))
            }
            (Method::Substring, Val::Str(text)) => substring(text, args),
            (Method::ToInt, Val::Str(text)) => to_int(text, args),
            (Method::ToInt, Val::Bool(b)) => Ok(Val::Int((*b).into())),
            (Method::ToInt, Val::Enum(_, raw)) => Ok(Val::Int(*raw)),
            (Method::ToInt, Val::Int(n)) => Ok(Val::Int(*n)),
            (Method::ToInt, _) => match ops::float(of) {
                // Rounds toward zero.
                Some(n) if n.is_finite() && n.abs() < 1e38 => Ok(Val::Int(n as i128)),
                Some(n) => Err(Halt::rule(format!("cannot convert {n:?} to an integer"))),
                None => not_applicable(),
            },
            // An absent field counts as 0.
            (Method::ToFloat, Val::Null) => Ok(Val::F64(0.0)),
            (Method::ToFloat, _) => ops::float(of).map_or_else(not_applicable, |n| Ok(Val::F64(n))),
            (Method::AsInt, Val::Bool(_) | Val::Enum(..) | Val::F32(_) | Val::F64(_)) => {
                self.call(Method::ToInt, of, args)
            }
            (Method::AsFloat, Val::Int(_)) => self.call(Method::ToFloat, of, args),
            (Method::AsBool, Val::Int(n)) => Ok(Val::Bool(*n != 0)),
            (Method::AsInt | Method::AsFloat | Method::AsBool, _) => Ok(of.clone()),
            (Method::ToStr, _) => Ok(Val::str(&self.show(of))),
            (Method::First, _) => {
                self.not_empty(of)?;
                self.at(of, 0)
            }
            (Method::Last, _) => {
                let len = self.not_empty(of)?;
                self.at(of, i128::from(len).saturating_sub(1))
            }
            (Method::Min, _) => self.extreme(of, Ordering::Less),
            (Method::Max, _) => self.extreme(of, Ordering::Greater),
            _ => not_applicable(),
        }
    }

    /// Returns the number of bytes, or of items of an array.
    fn len(&self, of: &Val) -> Res<u64> {
        match of {
            Val::Bytes(bytes) => Ok(self.slice(bytes).len() as u64),
            Val::Arr(id) => Ok(self.array(*id).len() as u64),
            Val::Table(id) => Ok(self.table(*id).map_or(0, |t| t.count)),
            _ => Err(Halt::rule(format!("{} has no size", of.what()))),
        }
    }

    /// Returns a byte, or an item of an array.
    pub(super) fn at(&mut self, of: &Val, index: i128) -> Res<Val> {
        let len = self.len(of)?;
        let at = u64::try_from(index).ok().filter(|at| *at < len);
        let out_of_range = || {
            let noun = if matches!(of, Val::Bytes(_)) { "byte" } else { "item" };
            Halt::rule(format!("index {index} is out of range: {}", Quantity::new(len, noun)))
        };
        let Some(at) = at else { return Err(out_of_range()) };
        let position = usize::try_from(at).unwrap_or(usize::MAX);
        let found = match of {
            Val::Bytes(bytes) => self.slice(bytes).get(position).map(|b| Val::Int((*b).into())),
            Val::Arr(id) => self.array(*id).get(position).map(|c| c.val.clone()),
            Val::Table(id) => return self.row(*id, at),
            _ => None,
        };
        found.ok_or_else(out_of_range)
    }

    /// Returns the number of elements of bytes or an array, which must not be empty.
    fn not_empty(&self, of: &Val) -> Res<u64> {
        match self.len(of)? {
            0 if matches!(of, Val::Bytes(_)) => Err(Halt::rule("the byte array is empty")),
            0 => Err(Halt::rule("the array is empty")),
            len => Ok(len),
        }
    }

    /// Returns the minimum or maximum item.
    fn extreme(&mut self, of: &Val, order: Ordering) -> Res<Val> {
        self.not_empty(of)?;
        let mut best = self.at(of, 0)?;
        for index in 1..self.len(of)? {
            self.step(0)?;
            let next = self.at(of, index.into())?;
            if self.compare(&next, &best) == Some(order) {
                best = next;
            }
        }
        Ok(best)
    }
}

fn count(n: u64) -> Val {
    Val::Int(n.into())
}

fn substring(text: &str, args: &[Val]) -> Res<Val> {
    let [Val::Int(from), Val::Int(to)] = args else {
        return Err(Halt::rule("`substring` takes two integers: from and to"));
    };
    let len = text.chars().count();
    let position = |n: &i128| usize::try_from(*n).ok().filter(|n| *n <= len);
    match (position(from), position(to)) {
        (Some(from), Some(to)) if from <= to => {
            let part: String = text.chars().skip(from).take(to.saturating_sub(from)).collect();
            Ok(Val::str(&part))
        }
        _ => {
            let len = Quantity::new(len as u64, "character");
            Err(Halt::rule(format!("substring {from} to {to} is out of range: {len}")))
        }
    }
}

fn to_int(text: &str, args: &[Val]) -> Res<Val> {
    let radix = match args {
        [] => 10,
        [Val::Int(n)] => u32::try_from(*n).ok().filter(|n| (2..=36).contains(n)).unwrap_or(0),
        _ => 0,
    };
    if radix == 0 {
        return Err(Halt::rule("base must be an integer from 2 to 36"));
    }
    i128::from_str_radix(text, radix)
        .map(Val::Int)
        .map_err(|_| Halt::rule(format!("cannot convert {text:?} to an integer in base {radix}")))
}
