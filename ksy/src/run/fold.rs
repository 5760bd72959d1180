//! Constant folding.

use super::{Env, Machine};
use crate::ir::{Ex, Program};
use crate::value::{ObjId, Val};
use bytescope_inspect::Limits;

/// Folds an expression of constants into its value; returns any other expression unchanged.
///
/// An expression that fails is returned unchanged, too: the machine may never evaluate it.
pub(crate) fn fold(ex: Ex) -> Ex {
    let all = |list: &[Ex]| list.iter().all(is_constant);
    let constant = match &ex {
        Ex::Not(a) | Ex::Minus(a) | Ex::Invert(a) => is_constant(a),
        Ex::Binary(_, a, b) | Ex::At(a, b) => is_constant(a) && is_constant(b),
        Ex::Choice(a, b, c) => is_constant(a) && is_constant(b) && is_constant(c),
        Ex::Bytes(items) => all(items),
        Ex::Call(_, of, args) => is_constant(of) && all(args),
        _ => false,
    };
    if !constant {
        return ex;
    }
    let program = Program::default();
    let mut machine = Machine::new(&program, &[], Limits::default());
    match machine.eval(&ex, &Env::of(ObjId(0))) {
        Ok(val @ (Val::Bool(_) | Val::Int(_) | Val::F64(_) | Val::Str(_) | Val::Bytes(_))) => {
            Ex::Val(val)
        }
        _ => ex,
    }
}

fn is_constant(ex: &Ex) -> bool {
    matches!(ex, Ex::Val(_))
}
