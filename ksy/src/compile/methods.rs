//! Methods of values: `length`, `to_i`, `first`, …

use super::ty::Ty;
use super::{Compiler, ExprText, invalid};
use crate::encoding;
use crate::expr::{At, Expr, ExprKind};
use crate::ir::{EncodingName, Ex, Method};
use crate::run::fold;

/// An argument, its lowered form and its type.
type Arg<'e> = (&'e Expr, (Ex, Ty));

/// Methods of strings.
const STR: &[&str] = &["length", "reverse", "substring", "to_i"];
/// Methods of bytes.
const BYTES: &[&str] = &["length", "size", "first", "last", "min", "max", "to_s"];
/// Methods of arrays.
const ARRAY: &[&str] = &["size", "first", "last", "min", "max"];
/// Methods of streams.
const IO: &[&str] = &["size", "pos", "eof"];

/// True if a name is a method of strings, bytes, arrays or streams.
pub(super) fn is_method(name: &str) -> bool {
    [STR, BYTES, ARRAY, IO].concat().contains(&name)
}

fn methods_of(ty: &Ty) -> &'static [&'static str] {
    match ty {
        Ty::Str => STR,
        Ty::Bytes => BYTES,
        Ty::Array(_) => ARRAY,
        Ty::Io => IO,
        Ty::Int => &["to_s"],
        Ty::Float | Ty::Bool | Ty::Enum(_) => &["to_i"],
        _ => &[],
    }
}

/// Returns the span of a method name, which follows its object and a dot.
fn name_at(e: &Expr, name: &str) -> At {
    let len = name.chars().count();
    match &e.kind {
        ExprKind::Member(of, _) | ExprKind::Call(of, ..) => {
            At { start: of.at.start.saturating_add(of.at.len).saturating_add(1), len }
        }
        _ => e.at,
    }
}

impl Compiler<'_> {
    /// Lowers a method call; `args` is `None` without parentheses.
    pub(super) fn method(
        &mut self,
        e: &Expr,
        of: (Ex, Ty),
        name: &str,
        args: Option<&[Arg<'_>]>,
        t: ExprText<'_>,
    ) -> (Ex, Ty) {
        let (ex, ty) = of;
        let at = name_at(e, name);
        let known = methods_of(&ty);
        if ty == Ty::Unknown {
            return invalid();
        }
        let exists = known.contains(&name) || ty == Ty::Any && is_method(name);
        if !exists {
            let message = format!("{} has no method `{name}`", ty.name(self.model));
            self.error(t.span.part(at), &t.span.path, message).suggest(name, known.iter().copied());
            return invalid();
        }
        let item = || match &ty {
            Ty::Array(item) => (**item).clone(),
            Ty::Bytes => Ty::Int,
            _ => Ty::Any,
        };
        let given = args.unwrap_or_default();
        let ints = |min: usize, max: usize| {
            (min..=max).contains(&given.len())
                && given.iter().all(|(_, (_, ty))| *ty == Ty::Int || ty.is_open())
        };
        let (method, result, fits, usage) = match name {
            "length" | "size" => (Method::Len, Ty::Int, ints(0, 0), "no arguments"),
            "reverse" => (Method::Reverse, Ty::Str, ints(0, 0), "no arguments"),
            "substring" => (Method::Substring, Ty::Str, ints(2, 2), "two integers: from and to"),
            "to_i" if ty == Ty::Str || ty == Ty::Any => {
                (Method::ToInt, Ty::Int, ints(0, 1), "at most one integer, the base")
            }
            "to_i" => (Method::ToInt, Ty::Int, ints(0, 0), "no arguments"),
            "to_s" if ty == Ty::Bytes => return self.decode(e, ex, given, t),
            "to_s" if ty == Ty::Any && !given.is_empty() => return self.decode(e, ex, given, t),
            "to_s" => (Method::ToStr, Ty::Str, ints(0, 0), "no arguments"),
            "first" => (Method::First, item(), ints(0, 0), "no arguments"),
            "last" => (Method::Last, item(), ints(0, 0), "no arguments"),
            "min" => (Method::Min, item(), ints(0, 0), "no arguments"),
            "max" => (Method::Max, item(), ints(0, 0), "no arguments"),
            "pos" => (Method::Pos, Ty::Int, ints(0, 0), "no arguments"),
            _ => (Method::Eof, Ty::Bool, ints(0, 0), "no arguments"),
        };
        if !fits {
            let message = format!("`{name}` takes {usage}");
            self.error(t.span.part(at), &t.span.path, message);
            return invalid();
        }
        let args = given.iter().map(|(_, (ex, _))| ex.clone()).collect();
        (fold(Ex::Call(method, Box::new(ex), args)), result)
    }

    /// Lowers `to_s('encoding')` of bytes.
    fn decode(&mut self, e: &Expr, ex: Ex, args: &[Arg<'_>], t: ExprText<'_>) -> (Ex, Ty) {
        let name = match args {
            [(arg, _)] => match &arg.kind {
                ExprKind::Str(name) => Some((*arg, name)),
                _ => None,
            },
            _ => None,
        };
        let Some((arg, name)) = name else {
            let message = "`to_s` of bytes takes an encoding name, such as `to_s('UTF-8')`";
            self.error(t.span.part(name_at(e, "to_s")), &t.span.path, message);
            return invalid();
        };
        let encoding = self.encoding(name, t.loc(arg), &t.span.path);
        (Ex::Decode(Box::new(ex), encoding), Ty::Str)
    }

    /// Returns an encoding by name. An unknown encoding is reported as a warning; reading a string
    /// in that encoding is a fault.
    pub(super) fn encoding(
        &mut self,
        name: &str,
        loc: crate::diag::Loc,
        path: &str,
    ) -> EncodingName {
        let Some(found) = encoding::named(name) else {
            let warning = self.diagnostics.warn(loc, path, format!("unknown encoding `{name}`"));
            if let Some(near) = encoding::near(name) {
                warning.help(format!("did you mean `{near}`?"));
            }
            return EncodingName::Unknown(name.into());
        };
        if found.canonical != name {
            let message = format!("`{name}` is not the canonical name: use `{}`", found.canonical);
            self.diagnostics.style(loc, path, message);
        }
        EncodingName::Known(found.encoding)
    }
}
