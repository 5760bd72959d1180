//! Compilation of `valid` rules.

use super::ty::Ty;
use super::{Compiler, RequiredType, Scope};
use crate::ir::{Ex, Valid};
use crate::model::{Src, TypeId, ValidDef};

impl Compiler<'_> {
    /// Compiles the `valid` or `-check` rule of a field whose value or items are of type `ty`.
    pub(super) fn valid(&mut self, owner: TypeId, def: &ValidDef, ty: &Ty, named: bool) -> Valid {
        match def {
            ValidDef::Eq(src) => Valid::Eq(self.comparand(owner, src, ty, false)),
            ValidDef::Range { min, max } => {
                let mut bound = |src: &Option<Src>| {
                    src.as_ref().map(|src| self.comparand(owner, src, ty, true))
                };
                Valid::Range { min: bound(min), max: bound(max) }
            }
            ValidDef::AnyOf(list) => {
                Valid::AnyOf(list.iter().map(|src| self.comparand(owner, src, ty, false)).collect())
            }
            ValidDef::Expr(src) => {
                let scope = Scope { ty: owner, item: Some(ty), index: true };
                let rule = self.lower_as(
                    src,
                    scope,
                    RequiredType::Bool,
                    &format!("`{}/expr`", key_of(src)),
                );
                Valid::Expr(rule, describe(src).into())
            }
            ValidDef::InEnum(loc) => {
                if !named && !ty.is_open() {
                    let path = format!("{}/valid/in-enum", self.model.ty(owner).path);
                    self.error(*loc, &path, "`in-enum` requires `enum`");
                }
                Valid::InEnum
            }
        }
    }

    /// Lowers a value that is compared with a field.
    fn comparand(&mut self, owner: TypeId, src: &Src, ty: &Ty, order: bool) -> Ex {
        let scope = Scope { ty: owner, item: None, index: true };
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
