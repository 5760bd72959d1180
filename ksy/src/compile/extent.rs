//! How many bytes a field takes.

use super::{Compiler, Scope, Text, Ty, Want};
use crate::ir::{Ex, Extent, Process, Size};
use crate::model::{Attr, ProcessDef};
use crate::value::Val;

impl Compiler<'_> {
    /// The extent that the keys of a field give; `string` says whether it ends at a zero, and the
    /// bytes of a unit of its encoding. None when no key says anything.
    pub(super) fn extent(
        &mut self,
        attr: &Attr,
        scope: Scope<'_>,
        string: Option<(bool, usize)>,
    ) -> Option<Extent> {
        let def = &attr.bytes;
        let (zero, unit) = string.unwrap_or((false, 1));
        let given = def.terminator.as_ref().map(|(bytes, _)| bytes.as_slice().into());
        let terminator = given.or_else(|| zero.then(|| vec![0; unit].into()));
        let size = match &def.size {
            Some(src) => Some(Size::Bytes(self.size(src, scope))),
            None if def.to_end.is_some() => Some(Size::ToEnd),
            None => terminator.as_ref().map(|_| Size::ToTerminator),
        };
        let process = def.process.as_ref().and_then(|p| self.process(p, scope));
        let trimmed =
            def.trimmed.as_ref().map(|src| self.want(src, scope, Want::Bool, "`-trimmed-zeros`"));
        Some(Extent {
            size: size?,
            terminator,
            unit,
            include: def.include,
            consume: !def.keep,
            must_end: !def.end_ok,
            pad: def.pad,
            process,
            trimmed,
        })
    }

    fn size(&mut self, src: &crate::model::Src, scope: Scope<'_>) -> Ex {
        let ex = self.want(src, scope, Want::Int, "`size`");
        if let Ex::Val(Val::Int(n)) = &ex
            && *n < 0
        {
            self.error(src.at.loc, &src.at.path, format!("a size of {n} bytes"));
        }
        ex
    }

    fn process(&mut self, def: &ProcessDef, scope: Scope<'_>) -> Option<Process> {
        let spot = &def.at;
        let args: Vec<_> =
            def.args.iter().map(|arg| self.lower(arg, scope, Text { spot })).collect();
        let is = |ty: &Ty, wanted: &[Ty]| ty.is_open() || wanted.contains(ty);
        let usage = |c: &mut Self, wanted: &str| {
            c.error(spot.loc, &spot.path, format!("`{}` takes {wanted}", def.name));
            None
        };
        match (def.name.as_str(), args.as_slice()) {
            ("zlib", []) => Some(Process::Zlib),
            ("zlib", _) => usage(self, "no arguments"),
            ("xor", [(key, ty)]) if is(ty, &[Ty::Int, Ty::Bytes]) => {
                Some(Process::Xor(key.clone()))
            }
            ("xor", _) => usage(self, "one argument: a byte, or bytes"),
            (name @ ("rol" | "ror"), [(by, ty)]) if is(ty, &[Ty::Int]) => {
                Some(Process::Rotate { by: by.clone(), left: name == "rol" })
            }
            ("rol" | "ror", _) => usage(self, "one argument: the number of bits"),
            (name, _) => Some(Process::Custom(name.into())),
        }
    }
}
