//! Methods of values.

use super::{Machine, Res, Stop, ops};
use crate::ir::Method;
use crate::value::Val;
use std::cmp::Ordering;

impl Machine<'_> {
    pub(super) fn call(&mut self, method: Method, of: &Val, args: &[Val]) -> Res<Val> {
        match (method, of) {
            (Method::Reverse | Method::Substring, Val::Str(text)) => self.make_room(text.len())?,
            (_, Val::Str(text)) => self.step(text.len())?,
            _ => {}
        }
        let no = || Err(Stop::rule(format!("{} has no such method", of.what())));
        match (method, of) {
            (Method::Len, Val::Str(text)) => Ok(count(text.chars().count() as u64)),
            (Method::Len, Val::Io(io)) if self.draft.is_some() && self.may_grow(*io) => {
                Ok(count(self.size_to_be(*io)))
            }
            (Method::Eof, Val::Io(io)) if self.draft.is_some() && self.is_growing(*io) => {
                Ok(Val::Bool(self.ends_here(*io)))
            }
            (Method::Len, Val::Io(io)) => {
                let stream = self.io(*io);
                self.closed(stream)?;
                Ok(count(stream.size()))
            }
            (Method::Len, _) => self.len(of).map(count),
            (Method::Pos, Val::Io(io)) => Ok(count(self.io(*io).pos())),
            (Method::Eof, Val::Io(io)) => {
                let stream = self.io(*io);
                self.closed(stream)?;
                Ok(Val::Bool(stream.bits >= stream.size().saturating_mul(8)))
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
                // Rounds towards zero.
                Some(n) if n.is_finite() && n.abs() < 1e38 => Ok(Val::Int(n as i128)),
                Some(n) => Err(Stop::rule(format!("cannot convert {n:?} to an integer"))),
                None => no(),
            },
            (Method::ToFloat, _) => ops::float(of).map_or_else(no, |n| Ok(Val::F64(n))),
            (Method::ToStr, _) => Ok(Val::str(&self.show(of))),
            (Method::First, _) => self.at(of, 0),
            (Method::Last, _) => {
                let len = self.len(of)?;
                self.at(of, i128::from(len).saturating_sub(1))
            }
            (Method::Min, _) => self.extreme(of, Ordering::Less),
            (Method::Max, _) => self.extreme(of, Ordering::Greater),
            _ => no(),
        }
    }

    /// The number of elements of bytes or an array.
    fn len(&self, of: &Val) -> Res<u64> {
        match of {
            Val::Bytes(bytes) => Ok(self.slice(bytes).len() as u64),
            Val::Arr(id) => Ok(self.array(*id).len() as u64),
            Val::Table(id) => Ok(self.table(*id).map_or(0, |t| t.count)),
            _ => Err(Stop::rule(format!("{} has no size", of.what()))),
        }
    }

    /// An element of bytes or an array.
    pub(super) fn at(&mut self, of: &Val, index: i128) -> Res<Val> {
        let len = self.len(of)?;
        let at = u64::try_from(index).ok().filter(|at| *at < len);
        let Some(at) = at else {
            return Err(Stop::rule(format!("item {index} of {len} is out of range")));
        };
        let place = usize::try_from(at).unwrap_or(usize::MAX);
        let found = match of {
            Val::Bytes(bytes) => self.slice(bytes).get(place).map(|b| Val::Int((*b).into())),
            Val::Arr(id) => self.array(*id).get(place).map(|c| c.val.clone()),
            Val::Table(id) => return self.row(*id, at),
            _ => None,
        };
        found.ok_or_else(|| Stop::rule(format!("item {index} of {len} is out of range")))
    }

    fn extreme(&mut self, of: &Val, wanted: Ordering) -> Res<Val> {
        let mut best = self.at(of, 0)?;
        for index in 1..self.len(of)? {
            self.step(0)?;
            let next = self.at(of, index.into())?;
            if self.compare(&next, &best) == Some(wanted) {
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
        return Err(Stop::rule("`substring` takes two integers: from and to"));
    };
    let len = text.chars().count();
    let place = |n: &i128| usize::try_from(*n).ok().filter(|n| *n <= len);
    match (place(from), place(to)) {
        (Some(from), Some(to)) if from <= to => {
            let part: String = text.chars().skip(from).take(to.saturating_sub(from)).collect();
            Ok(Val::str(&part))
        }
        _ => Err(Stop::rule(format!("characters {from} to {to} of {len} are out of range"))),
    }
}

fn to_int(text: &str, args: &[Val]) -> Res<Val> {
    let radix = match args {
        [] => 10,
        [Val::Int(n)] => u32::try_from(*n).ok().filter(|n| (2..=36).contains(n)).unwrap_or(0),
        _ => 0,
    };
    if radix == 0 {
        return Err(Stop::rule("the base of a number is an integer from 2 to 36"));
    }
    i128::from_str_radix(text, radix)
        .map(Val::Int)
        .map_err(|_| Stop::rule(format!("cannot convert {text:?} to an integer of base {radix}")))
}
