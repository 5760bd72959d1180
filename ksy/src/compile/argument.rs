//! Values of the parameters of the top-level type.

use super::ty::Ty;
use super::{Compiler, ExprText, Scope};
use crate::expr::ExprKind;
use crate::ir::{Ex, Method};
use crate::model::{ParamDef, Src, TypeId};
use crate::run::fold;
use crate::value::Val;

impl Compiler<'_> {
    pub(super) fn argument(&mut self, top: TypeId, param: &ParamDef, src: &Src) -> Ex {
        let expected = self.silently(|c| c.param_type(top, param));
        let text = ExprText { span: &src.at };
        let (ex, ty) = match (&src.expr.kind, &expected) {
            (ExprKind::List(items), Ty::Array(_)) => self.array(items, Scope::of(top), text),
            _ => self.lower_src(src, Scope::of(top)),
        };
        let (loc, path) = (src.at.part(src.expr.at), &src.at.path);
        if !matches!(
            item(&expected),
            Ty::Int | Ty::Float | Ty::Bool | Ty::Str | Ty::Bytes | Ty::Enum(_) | Ty::Any
        ) {
            let message = format!("{} cannot be given from outside", expected.name(self.model));
            self.error(loc, path, message);
            return ex;
        }
        // The number of a value is accepted for an enum.
        let ex = match (&expected, ex) {
            (Ty::Enum(id), Ex::Val(Val::Int(n))) => Ex::Val(Val::Enum(*id, n)),
            (Ty::Float, ex) if ty == Ty::Int => {
                fold(Ex::Call(Method::ToFloat, Box::new(ex), Vec::new()))
            }
            (_, ex) => ex,
        };
        let number = matches!(expected, Ty::Enum(_)) && ty == Ty::Int;
        if !ty.fits(&expected) && !number {
            let (what, expected, found) = match (&expected, &ty) {
                (Ty::Array(_), Ty::Array(_)) => ("invalid items: ", item(&expected), item(&ty)),
                _ => ("", &expected, &ty),
            };
            let (expected, found) = (expected.name(self.model), found.name(self.model));
            self.error(loc, path, format!("{what}expected {expected}, found {found}"));
        } else if !is_constant(&ex) && ty != Ty::Unknown {
            self.error(loc, path, "the value of a parameter must be a constant");
        } else if let (Ex::Val(Val::Int(n) | Val::Enum(_, n)), Some((min, max))) =
            (&ex, range(param))
            && !(min..=max).contains(n)
        {
            self.error(loc, path, format!("out of range: expected {min} to {max}, found {n}"));
        }
        ex
    }
}

fn item(ty: &Ty) -> &Ty {
    match ty {
        Ty::Array(item) => self::item(item),
        ty => ty,
    }
}

fn is_constant(ex: &Ex) -> bool {
    match ex {
        Ex::Val(_) => true,
        Ex::List(items) => items.iter().all(is_constant),
        _ => false,
    }
}

/// Returns the minimum and maximum of the integer type of a parameter.
fn range(param: &ParamDef) -> Option<(i128, i128)> {
    let name = param.ty.as_ref().filter(|call| !call.name.array)?.simple_name()?;
    if !crate::model::is_integer(name) {
        return None;
    }
    let bare = name.trim_end_matches("le").trim_end_matches("be");
    let size: u32 = bare.get(1..)?.parse().ok()?;
    let bits = if bare.starts_with('b') { size } else { size.checked_mul(8)? };
    let all = 1_i128.checked_shl(bits)?;
    Some(match bare.starts_with('s') {
        true => ((all / 2).checked_neg()?, (all / 2).checked_sub(1)?),
        false => (0, all.checked_sub(1)?),
    })
}
