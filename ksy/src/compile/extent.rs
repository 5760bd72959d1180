//! Extents of fields: size, terminator, padding and `process`.

use super::{Compiler, ExprText, RequiredType, Scope, Ty};
use crate::ir::{Ex, FieldExtent, Process, Size};
use crate::model::{Attr, ProcessDef};
use crate::value::Val;

impl Compiler<'_> {
    /// Returns the extent defined by the keys of a field; `None` if no key defines its end.
    /// `string` is set for strings: `true` if the default terminator is zero, and the size of a
    /// code unit in bytes.
    pub(super) fn extent(
        &mut self,
        attr: &Attr,
        scope: Scope<'_>,
        string: Option<(bool, usize)>,
    ) -> Option<FieldExtent> {
        let def = &attr.bytes;
        let (zero, unit) = string.unwrap_or((false, 1));
        let explicit = def.terminator.as_ref().map(|(bytes, _)| bytes.as_slice().into());
        let terminator = explicit.or_else(|| zero.then(|| vec![0; unit].into()));
        let size = match &def.size {
            Some(src) => Some(Size::Bytes(self.size(src, scope))),
            None if def.to_end.is_some() => Some(Size::ToEnd),
            None => terminator.as_ref().map(|_| Size::ToTerminator),
        };
        let process = def.process.as_ref().and_then(|p| self.process(p, scope));
        let trimmed = def
            .trimmed
            .as_ref()
            .map(|src| self.lower_as(src, scope, RequiredType::Bool, "`-trimmed-zeros`"));
        Some(FieldExtent {
            size: size?,
            terminator,
            unit,
            include: def.include,
            consume: !def.unconsumed,
            must_end: !def.optional,
            pad: def.pad,
            process,
            trimmed,
        })
    }

    fn size(&mut self, src: &crate::model::Src, scope: Scope<'_>) -> Ex {
        let ex = self.lower_as(src, scope, RequiredType::Int, "`size`");
        if let Ex::Val(Val::Int(n)) = &ex
            && *n < 0
        {
            self.error(src.at.loc, &src.at.path, format!("`size` must not be negative: {n}"));
        }
        ex
    }

    fn process(&mut self, def: &ProcessDef, scope: Scope<'_>) -> Option<Process> {
        let span = &def.at;
        let args: Vec<_> =
            def.args.iter().map(|arg| self.lower(arg, scope, ExprText { span })).collect();
        let is = |ty: &Ty, allowed: &[Ty]| ty.is_open() || allowed.contains(ty);
        let usage = |c: &mut Self, usage: &str| {
            c.error(span.loc, &span.path, format!("`{}` takes {usage}", def.name));
            None
        };
        match (def.name.as_str(), args.as_slice()) {
            ("zlib", []) => Some(Process::Zlib),
            ("zlib", _) => usage(self, "no arguments"),
            ("xor", [(key, ty)]) if is(ty, &[Ty::Int, Ty::Bytes]) => {
                Some(Process::Xor(key.clone()))
            }
            ("xor", _) => usage(self, "one argument: an integer or bytes"),
            (name @ ("rol" | "ror"), [(by, ty)]) if is(ty, &[Ty::Int]) => {
                Some(Process::Rotate { by: by.clone(), left: name == "rol" })
            }
            ("rol" | "ror", _) => usage(self, "one argument: the number of bits"),
            (name, _) => Some(Process::Custom(name.into())),
        }
    }
}
