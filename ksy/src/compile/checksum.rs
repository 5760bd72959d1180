//! Compilation of `-checksum`: algorithm, covered range and width.

use super::member::MemberSlot;
use super::ty::Ty;
use super::{Compiler, ExprText, RequiredType, Scope};
use crate::expr::{Expr, ExprKind};
use crate::ir::{ChecksumRule, CoveredRange, ElementKind, Ex, FieldExtent, Size};
use crate::model::{AlgorithmDef, Attr, RangeDef, RepeatDef, Src, TypeId};
use crate::value::Val;
use bytescope_inspect::Algorithm;

impl Compiler<'_> {
    /// Compiles the `-checksum` rule of a field whose items have the kind `kind` and the type `ty`.
    pub(super) fn checksum(
        &mut self,
        owner: TypeId,
        attr: &Attr,
        kind: &ElementKind,
        ty: &Ty,
    ) -> Option<Box<ChecksumRule>> {
        let def = attr.checksum.as_ref()?;
        let algorithm = match &def.algorithm {
            AlgorithmDef::Custom(algorithm) => Some(*algorithm),
            AlgorithmDef::Named(name) => match Algorithm::named(&name.text) {
                Ok(found) => Some(found),
                Err(unknown) => {
                    self.error(name.at.loc, &name.at.path, unknown.to_string());
                    None
                }
            },
        };
        if !matches!(ty, Ty::Int | Ty::Bool | Ty::Str | Ty::Bytes) && !ty.is_open() {
            let message = format!(
                "a checksum must be an integer, bytes or a hexadecimal string, not {}",
                ty.name(self.model)
            );
            self.error(attr.loc, &attr.path, message);
        }
        if !matches!(attr.repeat, RepeatDef::Once) {
            self.error(attr.loc, &attr.path, "`-checksum` not allowed with `repeat`");
        }
        if let Some(algorithm) = algorithm {
            self.checksum_width(attr, algorithm, kind);
        }
        let def_type = self.model.ty(owner);
        // An instance is located after all fields of `seq`.
        let own = def_type.seq.iter().position(|a| std::ptr::eq(a, attr));
        let index = own.unwrap_or(def_type.seq.len());
        let needs_fields =
            matches!(&def.range, RangeDef::Fields { from, to } if from.is_none() || to.is_none());
        if needs_fields && def_type.seq.is_empty() {
            self.error(attr.loc, &attr.path, "checksum range requires `from` and `to`");
            return None;
        }
        if needs_fields && own == Some(0) && !def.self_as_zeros {
            let name = &def_type.name;
            let message = format!("no field of `{name}` precedes the checksum");
            let error = self.error(attr.loc, &attr.path, message);
            error.help("add `from` and `to` with the first and last field of the checksum range");
            return None;
        }
        let slot = |index: usize| Ex::Slot(def_type.params.len().saturating_add(index));
        let range = match &def.range {
            RangeDef::Fields { from, to } => {
                let last = if def.self_as_zeros {
                    def_type.seq.len().saturating_sub(1)
                } else {
                    index.saturating_sub(1)
                };
                let from = self.range_end(owner, from.as_ref(), slot(0));
                let to = self.range_end(owner, to.as_ref(), slot(last));
                CoveredRange::Fields { from: from?, to: to? }
            }
            RangeDef::Offsets { start, end } => {
                let scope = Scope::of(owner);
                let start_ex = self.lower_as(start, scope, RequiredType::Int, "`range`");
                let end_ex = self.lower_as(end, scope, RequiredType::Int, "`range`");
                if let (Ex::Val(Val::Int(from)), Ex::Val(Val::Int(to))) = (&start_ex, &end_ex)
                    && from > to
                {
                    let message = "checksum range ends before it starts";
                    self.error(end.at.loc, &end.at.path, message);
                }
                for (ex, src) in [(&start_ex, start), (&end_ex, end)] {
                    if matches!(ex, Ex::Val(Val::Int(n)) if *n < 0) {
                        let message = "offset must not be negative";
                        self.error(src.at.loc, &src.at.path, message);
                    }
                }
                CoveredRange::Offsets { start: start_ex, end: end_ex }
            }
        };
        let append = def.append.as_ref().map(|src| {
            let (ex, ty) = self.appended(src, Scope::of(owner));
            if !matches!(ty, Ty::Int | Ty::Bytes) && !ty.is_open() {
                let message =
                    format!("`append` must be an integer or bytes, not {}", ty.name(self.model));
                self.error(src.at.loc, &src.at.path, message);
            }
            ex
        });
        let (algorithm, self_as_zeros) = (algorithm?, def.self_as_zeros);
        let rule = ChecksumRule { algorithm, range, self_as_zeros, append, needs: Vec::new() };
        Some(Box::new(rule))
    }

    /// Reports a checksum that is wider or narrower than its field. Sums may be narrower. A CRC
    /// whose width is not a multiple of 8 may be stored in the next larger number of bytes.
    fn checksum_width(&mut self, attr: &Attr, algorithm: Algorithm, kind: &ElementKind) {
        let constant = |extent: &FieldExtent| match &extent.size {
            Size::Bytes(Ex::Val(Val::Int(size)))
                if extent.terminator.is_none()
                    && extent.pad.is_none()
                    && extent.process.is_none() =>
            {
                u64::try_from(*size).ok()
            }
            _ => None,
        };
        let width = u64::from(algorithm.width());
        let (found, unit) = match kind {
            ElementKind::Int { size, .. } => (Some(u64::from(*size).saturating_mul(8)), 8),
            ElementKind::Bits { count, .. } => (Some(u64::from(*count)), 1),
            ElementKind::Bytes(extent) => (constant(extent).map(|n| n.saturating_mul(8)), 8),
            // A hexadecimal digit per character.
            ElementKind::Str(extent, _) => (constant(extent).map(|n| n.saturating_mul(4)), 4),
            _ => return,
        };
        let Some(found) = found else { return };
        let fits = found == width.next_multiple_of(unit) || algorithm.is_sum() && found > width;
        if !fits {
            let name = algorithm.display_name();
            let message =
                format!("{name} does not fit its field: expected {width} bits, found {found} bits");
            self.error(attr.loc, &attr.path, message);
        }
    }

    /// Lowers the path of the first or last field of a checksum range.
    fn range_end(&mut self, owner: TypeId, path: Option<&Src>, default: Ex) -> Option<Ex> {
        let Some(src) = path else { return Some(default) };
        self.field_path(owner, &src.expr, ExprText { span: &src.at })
    }

    fn field_path(&mut self, owner: TypeId, e: &Expr, t: ExprText<'_>) -> Option<Ex> {
        let scope = Scope::of(owner);
        match &e.kind {
            ExprKind::Name(name) if !name.starts_with('_') => {
                let Some(slot) = self.slot(owner, name) else {
                    let def = self.model.ty(owner);
                    let known = def.seq.iter().chain(&def.instances).filter(|a| a.named);
                    let known: Vec<_> = known.map(|a| a.id.as_str()).collect();
                    let message = format!("unknown field `{name}` in `seq`");
                    self.error(t.loc(e), &t.span.path, message).suggest(name, known);
                    return None;
                };
                let lazy = self.stored_member(owner, slot, e, t)?;
                Some(if lazy { Ex::Lazy(slot) } else { Ex::Slot(slot) })
            }
            ExprKind::Member(of, name) if !name.starts_with('_') => {
                let (of, ty) = self.lower(of, scope, t);
                match ty {
                    Ty::Unknown => None,
                    Ty::User(class) => {
                        let Some(slot) = self.slot(class, name) else {
                            let known = self.member_names(class);
                            let of = &self.model.ty(class).name;
                            let message = format!("unknown field `{name}` in type `{of}`");
                            self.error(t.loc(e), &t.span.path, message).suggest(name, known);
                            return None;
                        };
                        self.stored_member(class, slot, e, t)?;
                        Some(Ex::Member { of: Box::new(of), class, slot })
                    }
                    // One of several types, each of which may have the field.
                    Ty::Struct | Ty::Any => {
                        Some(Ex::Find { of: Box::new(of), name: name.as_str().into() })
                    }
                    _ => {
                        let message = format!("`{name}` is not a field of {}", ty.name(self.model));
                        self.error(t.loc(e), &t.span.path, message);
                        None
                    }
                }
            }
            ExprKind::Index(of, index) => {
                let list = self.field_path(owner, of, t)?;
                // The spans of the items are needed.
                self.lower(of, scope, t);
                let (index_ex, ty) = self.lower(index, scope, t);
                if ty != Ty::Int && !ty.is_open() {
                    let message =
                        format!("an index must be an integer, not {}", ty.name(self.model));
                    self.error(t.loc(index), &t.span.path, message);
                }
                Some(Ex::At(Box::new(list), Box::new(index_ex)))
            }
            _ => {
                let message = "expected the path of a field, such as `body` or `_parent.header`";
                self.error(t.loc(e), &t.span.path, message);
                None
            }
        }
    }

    /// Checks that a member is stored in the data. Returns `true` for an instance.
    fn stored_member(
        &mut self,
        owner: TypeId,
        slot: usize,
        e: &Expr,
        t: ExprText<'_>,
    ) -> Option<bool> {
        let what = match self.at_slot(owner, slot) {
            Some(MemberSlot::Field(_)) => return Some(false),
            Some(MemberSlot::Instance(attr)) if attr.value.is_none() => return Some(true),
            Some(MemberSlot::Instance(_)) => "a computed instance",
            Some(MemberSlot::Param(_)) => "a parameter",
            None => return None,
        };
        let message = format!("a checksum range cannot start or end with {what}");
        self.error(t.loc(e), &t.span.path, message);
        None
    }

    /// Lowers the `append` expression of a checksum. If it is a member of an object that has one of
    /// several types, it is resolved at run time, so that each type can define its own value.
    fn appended(&mut self, src: &Src, scope: Scope<'_>) -> (Ex, Ty) {
        if let ExprKind::Member(of, name) = &src.expr.kind {
            let found = self.silently(|c| c.lower(of, scope, ExprText { span: &src.at }));
            if found.1 == Ty::Struct {
                let (of, _) = self.lower(of, scope, ExprText { span: &src.at });
                return (Ex::Find { of: Box::new(of), name: name.as_str().into() }, Ty::Any);
            }
        }
        self.lower_src(src, scope)
    }
}
