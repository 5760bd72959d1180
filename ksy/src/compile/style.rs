//! Style warnings: names of sizes and counts, unused imports.
//!
//! Source: the Kaitai Struct style guide, "attribute names".

use super::Compiler;
use super::member::MemberSlot;
use crate::expr::{Expr, ExprKind};
use crate::model::{Attr, EndianDef, RepeatDef, Src, TypeId};

impl Compiler<'_> {
    pub(super) fn style(&mut self) {
        for index in 0..self.model.types.len() {
            let owner = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
            let def = self.model.ty(owner);
            for attr in def.seq.iter().chain(&def.instances).filter(|a| a.named) {
                if let Some(size) = &attr.bytes.size {
                    self.check_name(owner, attr, size, "len", "the size in bytes");
                }
                if let RepeatDef::Times(times) = &attr.repeat {
                    self.check_name(owner, attr, times, "num", "the number of items");
                }
            }
        }
        self.imports();
    }

    /// Warns if a field that is only used as the size or item count of `attr` is not named after
    /// `attr`, unless it has its name in the specification (`-orig-id`).
    fn check_name(&mut self, owner: TypeId, attr: &Attr, src: &Src, prefix: &str, what: &str) {
        let ExprKind::Name(used) = &src.expr.kind else { return };
        let Some(slot) = self.slot(owner, used) else { return };
        if self.uses.get(&(owner, slot)).map(Vec::len) != Some(1) {
            return;
        }
        let (loc, path) = match self.at_slot(owner, slot) {
            Some(MemberSlot::Field(a) | MemberSlot::Instance(a)) if a.is_original_name() => return,
            Some(MemberSlot::Field(a)) => (a.loc, format!("{}/id", a.path)),
            Some(MemberSlot::Instance(a)) => (a.loc, a.path.clone()),
            Some(MemberSlot::Param(p)) => (p.id.at.loc, format!("{}/id", p.path)),
            None => return,
        };
        let suggested = format!("{prefix}_{}", attr.id);
        if *used != suggested {
            let message = format!(
                "`{used}` is only used as {what} of `{}`: the Kaitai style guide recommends \
                 `{suggested}`",
                attr.id
            );
            self.diagnostics.style(loc, &path, message);
        }
    }

    fn imports(&mut self) {
        for (index, file) in self.model.files.iter().enumerate() {
            for import in &file.imports {
                let name = import.text.rsplit('/').next().unwrap_or_default();
                let target =
                    self.model.files.iter().map(|f| f.top).find(|t| self.model.ty(*t).name == name);
                if target == Some(file.top) {
                    self.diagnostics.warn(
                        import.at.loc,
                        &import.at.path,
                        "the schema imports itself",
                    );
                } else if index == 0 && target.is_some() && !self.is_used(file.top, name) {
                    let message = format!("unused import `{name}`");
                    self.diagnostics.warn(import.at.loc, &import.at.path, message);
                }
            }
        }
    }

    /// True if a type or enum name within `top` starts with the import `name`.
    fn is_used(&self, top: TypeId, name: &str) -> bool {
        self.model.types.iter().enumerate().any(|(index, def)| {
            let id = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
            if self.model.top_of(id) != top {
                return false;
            }
            let first = |path: &[String]| path.first().is_some_and(|p| p == name);
            let by_type = def.seq.iter().chain(&def.instances).any(|attr| {
                let named = attr.enumeration.iter().any(|e| first(&e.name.path));
                let typed = attr.calls().iter().any(|call| first(&call.name.path));
                let rules = attr.check.is_some() || attr.checksum.is_some();
                // These rules are not searched.
                named || typed || rules || attr.expressions().iter().any(|e| names(e.expr, name))
            });
            let switched = match &def.endian {
                Some(EndianDef::Switch { on, cases }) => {
                    let all = std::iter::once(on).chain(cases.iter().filter_map(|c| c.0.as_ref()));
                    all.into_iter().any(|src| names(&src.expr, name))
                }
                _ => false,
            };
            by_type
                || switched
                || def.to_string.as_ref().is_some_and(|src| names(&src.expr, name))
                || def
                    .params
                    .iter()
                    .any(|p| p.ty.iter().chain(&p.enumeration).any(|c| first(&c.name.path)))
        })
    }
}

/// True if an expression contains a type or enum name that starts with `import`.
fn names(expr: &Expr, import: &str) -> bool {
    let path = match &expr.kind {
        ExprKind::Cast(_, of) | ExprKind::SizeOf { of, .. } | ExprKind::Enum(of, _) => &of.path,
        _ => return expr.operands().into_iter().any(|part| names(part, import)),
    };
    path.first().is_some_and(|first| first == import)
        || expr.operands().into_iter().any(|part| names(part, import))
}
