//! Compilation of `valid` rules.

use super::ty::Ty;
use super::{Compiler, RequiredType, Scope};
use crate::ir::{Ex, Valid};
use crate::model::{Src, ValidDef};

impl Compiler<'_> {
    /// Compiles the `valid` or `-check` rule of a field whose value or items are of type `ty`, in
    /// the scope of its items.
    pub(super) fn valid(
        &mut self,
        scope: Scope<'_>,
        def: &ValidDef,
        ty: &Ty,
        named: bool,
    ) -> Valid {
        match def {
            ValidDef::Eq(src) => Valid::Eq(self.comparand(scope, src, ty, false)),
            ValidDef::Range { min, max } => {
                let mut bound = |src: &Option<Src>| {
                    src.as_ref().map(|src| self.comparand(scope, src, ty, true))
                };
                Valid::Range { min: bound(min), max: bound(max) }
            }
            ValidDef::AnyOf(list) => {
                Valid::AnyOf(list.iter().map(|src| self.comparand(scope, src, ty, false)).collect())
            }
            ValidDef::Expr(src) => {
                let scope = Scope { item: Some(ty), ..scope };
                let rule = self.lower_as(
                    src,
                    scope,
                    RequiredType::Bool,
                    &format!("`{}/expr`", key_of(src)),
                );
                Valid::Expr(rule, describe(src).into())
            }
            ValidDef::InEnum(at) => {
                if !named && !ty.is_open() {
                    self.error(at.loc, &at.path, "`in-enum` requires `enum`");
                }
                Valid::InEnum
            }
        }
    }

    /// Lowers a value that is compared with a field.
    fn comparand(&mut self, scope: Scope<'_>, src: &Src, ty: &Ty, order: bool) -> Ex {
        let (ex, found) = self.lower_src(src, scope);
        if !found.compares(ty, order) {
            let (found, ty) = (found.name(self.model), ty.name(self.model));
            let message = format!("the field is {ty} and cannot be compared with {found}");
            self.error(src.at.part(src.expr.at), &src.at.path, message);
        }
        ex
    }
}

/// Describes the rule for messages by its line, because the expression may be long.
fn describe(src: &Src) -> String {
    format!("`{}` on line {} of the schema", key_of(src), src.at.loc.line)
}

/// Returns the key of the rule that contains an expression.
fn key_of(src: &Src) -> &'static str {
    if src.at.path.contains("/-check") { "-check" } else { "valid" }
}
