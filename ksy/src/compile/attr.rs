//! Fields: conditions, repetition, checksums and metadata.

use super::ty::Ty;
use super::{Compiler, ExprText, RequiredType, Scope};
use crate::content;
use crate::expr::ExprKind;
use crate::ir::{ChecksumRule, ContentRule, Ex, FieldDef, Repeat};
use crate::model::{Attr, ChecksumDef, Named, RepeatDef, Src, TypeDefKind, TypeId};
use bytescope_inspect::{Algorithm, Meta};
use std::sync::Arc;

impl Compiler<'_> {
    pub(super) fn field(&mut self, owner: TypeId, attr: &Attr) -> FieldDef {
        let inside = Scope { index: !matches!(attr.repeat, RepeatDef::Once), ..Scope::of(owner) };
        let condition = attr
            .condition
            .as_ref()
            .map(|src| self.lower_as(src, Scope::of(owner), RequiredType::Bool, "`if`"));
        let kind = self.kind(owner, attr, inside);
        let item = self.silently(|c| c.item_type(owner, attr));
        let repeat = self.repeat(owner, attr, &item);
        let named = attr.enumeration.is_some();
        let valid = attr.valid.as_ref().map(|v| self.valid(inside, v, &item, named));
        let check = attr.check.as_ref().map(|v| Box::new(self.valid(inside, v, &item, named)));
        let content = self.content(owner, attr, &item).map(Box::new);
        let checksum = attr.checksum.as_ref().and_then(|c| self.checksum(owner, attr, c, &item));
        let (meta, item) = self.metas(attr);
        FieldDef {
            meta,
            item,
            condition,
            repeat,
            kind,
            valid,
            check,
            checksum: checksum.map(Box::new),
            content,
            referenced: false,
        }
    }

    fn repeat(&mut self, owner: TypeId, attr: &Attr, item: &Ty) -> Repeat {
        match &attr.repeat {
            RepeatDef::Once => Repeat::Once,
            RepeatDef::ToEnd => Repeat::ToEnd,
            RepeatDef::Times(src) => Repeat::Times(self.lower_as(
                src,
                Scope::of(owner),
                RequiredType::Int,
                "`repeat-expr`",
            )),
            RepeatDef::Until(src) => {
                let scope = Scope { ty: owner, item: Some(item), index: true };
                Repeat::Until(self.lower_as(src, scope, RequiredType::Bool, "`repeat-until`"))
            }
        }
    }

    /// Returns the metadata of the field and, for a repeated field, of its items.
    pub(super) fn metas(&self, attr: &Attr) -> (Arc<Meta>, Arc<Meta>) {
        let mut ty = match &attr.ty {
            TypeDefKind::Bytes if attr.value.is_some() => "value".to_owned(),
            TypeDefKind::Bytes if attr.contents.is_some() => "constant".to_owned(),
            TypeDefKind::Bytes => "bytes".to_owned(),
            TypeDefKind::One(call) => call.name.to_string(),
            TypeDefKind::Switch { .. } => "switch".to_owned(),
        };
        if let Some(name) = &attr.enumeration {
            ty = format!("{ty} {}", name.name);
        }
        let item = Meta {
            ty: ty.clone().into(),
            unit: attr.unit.clone().into(),
            hex: attr.hex,
            ..Meta::default()
        };
        if !matches!(attr.repeat, RepeatDef::Once) {
            ty.push_str("[]");
        }
        let unit = if matches!(attr.repeat, RepeatDef::Once) { attr.unit.as_str() } else { "" };
        let meta = Meta {
            name: attr.shown_name().to_owned().into(),
            ty: ty.into(),
            doc: attr.doc.clone().into(),
            unit: unit.to_owned().into(),
            hex: attr.hex,
        };
        (meta.into(), item.into())
    }

    /// Compiles the `-content` rule of a field of type `ty`.
    fn content(&mut self, owner: TypeId, attr: &Attr, ty: &Ty) -> Option<ContentRule> {
        let def = attr.content.as_ref()?;
        let span = &def.at;
        let scope = Scope::of(owner);
        let args: Vec<_> =
            def.args.iter().map(|arg| self.lower(arg, scope, ExprText { span })).collect();
        if !matches!(attr.repeat, RepeatDef::Once) {
            self.error(span.loc, &span.path, "`-content` not allowed with `repeat`");
        }
        let is_int = |ty: &Ty| *ty == Ty::Int || ty.is_open();
        let usage = match (def.name.as_str(), args.as_slice()) {
            ("posix_tz", []) if *ty == Ty::Str || ty.is_open() => {
                return Some(ContentRule::PosixTz);
            }
            ("posix_tz", []) => "a string",
            ("posix_tz", _) => "no arguments",
            ("gif_lzw", [(code_size, a), (pixels, b)]) if is_int(a) && is_int(b) => {
                return Some(ContentRule::GifLzw {
                    code_size: code_size.clone(),
                    pixels: pixels.clone(),
                });
            }
            ("gif_lzw", _) => "two integers: the code size and the number of pixels",
            (name, _) => {
                let message = format!("unknown content format `{name}`");
                let names = content::NAMES.iter().copied();
                self.error(span.loc, &span.path, message).suggest(name, names);
                return None;
            }
        };
        self.error(span.loc, &span.path, format!("`{}` requires {usage}", def.name));
        None
    }

    fn checksum(
        &mut self,
        owner: TypeId,
        attr: &Attr,
        def: &ChecksumDef,
        ty: &Ty,
    ) -> Option<ChecksumRule> {
        let name = &def.algorithm;
        let algorithm = match Algorithm::named(&name.text) {
            Ok(found) => Some(found),
            Err(unknown) => {
                self.error(name.at.loc, &name.at.path, unknown.to_string());
                None
            }
        };
        if !matches!(ty, Ty::Int | Ty::Str | Ty::Bytes) && !ty.is_open() {
            let message = format!(
                "a checksum must be an integer, bytes or a hexadecimal string, not {}",
                ty.name(self.model)
            );
            self.error(attr.loc, &attr.path, message);
        }
        let def_type = self.model.ty(owner);
        let index = def_type.seq.iter().position(|a| std::ptr::eq(a, attr));
        let Some(index) = index else {
            self.error(attr.loc, &attr.path, "a checksum must be a field of `seq`");
            return None;
        };
        let index_of = |c: &mut Self, name: &Option<Named>, default: usize| match name {
            None => Some(default),
            Some(name) => {
                let found = def_type.seq.iter().position(|a| a.named && a.id == name.text);
                if found.is_none() {
                    let known = def_type.seq.iter().filter(|a| a.named).map(|a| a.id.as_str());
                    let message = format!("unknown field `{}` in `seq`", name.text);
                    c.error(name.at.loc, &name.at.path, message).suggest(&name.text, known);
                }
                found
            }
        };
        let from = index_of(self, &def.from, 0);
        let to = index_of(self, &def.to, index.saturating_sub(1));
        let append = def.append.as_ref().map(|src| {
            let (ex, ty) = self.appended(src, Scope::of(owner));
            if !matches!(ty, Ty::Int | Ty::Bytes) && !ty.is_open() {
                let message =
                    format!("`append` must be an integer or bytes, not {}", ty.name(self.model));
                self.error(src.at.loc, &src.at.path, message);
            }
            ex
        });
        let (from, to) = (from?, to?);
        if from > to {
            self.error(attr.loc, &attr.path, "checksum range ends before it starts");
        } else if (from..=to).contains(&index) {
            self.error(attr.loc, &attr.path, "checksum range contains the checksum itself");
        }
        let slot = |index: usize| def_type.params.len().saturating_add(index);
        Some(ChecksumRule { algorithm: algorithm?, from: slot(from), to: slot(to), append })
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
