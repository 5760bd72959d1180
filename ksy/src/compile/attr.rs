//! Fields: conditions, repetition, checksums, and what is shown of them.

use super::ty::Ty;
use super::{Compiler, Scope, Text, Want};
use crate::expr::Kind;
use crate::ir::{ChecksumRule, Ex, Field, Repeat};
use crate::model::{Attr, ChecksumDef, Named, RepeatDef, Src, TypeDefKind, TypeId};
use bytescope_inspect::{Algorithm, Meta};
use std::sync::Arc;

impl Compiler<'_> {
    pub(super) fn field(&mut self, owner: TypeId, attr: &Attr) -> Field {
        let inside = Scope { index: !matches!(attr.repeat, RepeatDef::Once), ..Scope::of(owner) };
        let condition =
            attr.condition.as_ref().map(|src| self.want(src, inside, Want::Bool, "`if`"));
        let kind = self.kind(owner, attr, inside);
        let item = self.silently(|c| c.item_type(owner, attr));
        let repeat = self.repeat(owner, attr, &item);
        let named = attr.enumeration.is_some();
        let valid = attr.valid.as_ref().map(|v| self.valid(owner, v, &item, named));
        let checksum = attr.checksum.as_ref().and_then(|c| self.checksum(owner, attr, c, &item));
        let (meta, item) = self.metas(attr);
        Field {
            meta,
            item,
            condition,
            repeat,
            kind,
            valid,
            checksum: checksum.map(Box::new),
            named: false,
        }
    }

    fn repeat(&mut self, owner: TypeId, attr: &Attr, item: &Ty) -> Repeat {
        match &attr.repeat {
            RepeatDef::Once => Repeat::Once,
            RepeatDef::ToEnd => Repeat::ToEnd,
            RepeatDef::Times(src) => {
                Repeat::Times(self.want(src, Scope::of(owner), Want::Int, "`repeat-expr`"))
            }
            RepeatDef::Until(src) => {
                let scope = Scope { ty: owner, item: Some(item), index: true };
                Repeat::Until(self.want(src, scope, Want::Bool, "`repeat-until`"))
            }
        }
    }

    /// What is said of the field, and of its items when it is a list.
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
            name: attr.id.clone().into(),
            ty: ty.into(),
            doc: attr.doc.clone().into(),
            unit: unit.to_owned().into(),
            hex: attr.hex,
        };
        (meta.into(), item.into())
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
                "a checksum is an integer, bytes, or hexadecimal text, not {}",
                ty.name(self.model)
            );
            self.error(attr.loc, &attr.path, message);
        }
        let def_type = self.model.ty(owner);
        let own = def_type.seq.iter().position(|a| std::ptr::eq(a, attr));
        let Some(own) = own else {
            self.error(attr.loc, &attr.path, "a checksum must be a field of `seq`");
            return None;
        };
        let place = |c: &mut Self, name: &Option<Named>, other: usize| match name {
            None => Some(other),
            Some(name) => {
                let found = def_type.seq.iter().position(|a| a.named && a.id == name.text);
                if found.is_none() {
                    let known = def_type.seq.iter().filter(|a| a.named).map(|a| a.id.as_str());
                    let message = format!("there is no field `{}` beside the checksum", name.text);
                    c.error(name.at.loc, &name.at.path, message).suggest(&name.text, known);
                }
                found
            }
        };
        let from = place(self, &def.from, 0);
        let to = place(self, &def.to, own.saturating_sub(1));
        let append = def.append.as_ref().map(|src| {
            let (ex, ty) = self.appended(src, Scope::of(owner));
            if !matches!(ty, Ty::Int | Ty::Bytes) && !ty.is_open() {
                let message =
                    format!("`append` must be a byte or bytes, not {}", ty.name(self.model));
                self.error(src.at.loc, &src.at.path, message);
            }
            ex
        });
        let (from, to) = (from?, to?);
        if from > to {
            self.error(attr.loc, &attr.path, "the checksum's range ends before it begins");
        } else if (from..=to).contains(&own) {
            self.error(attr.loc, &attr.path, "the checksum's range contains the checksum itself");
        }
        let slot = |index: usize| def_type.params.len().saturating_add(index);
        Some(ChecksumRule { algorithm: algorithm?, from: slot(from), to: slot(to), append })
    }

    /// What a checksum appends. A member of an object of one of several types is found when the
    /// object is there: each message knows its own.
    fn appended(&mut self, src: &Src, scope: Scope<'_>) -> (Ex, Ty) {
        if let Kind::Member(of, name) = &src.expr.kind {
            let found = self.silently(|c| c.lower(of, scope, Text { spot: &src.at }));
            if found.1 == Ty::Struct {
                let (of, _) = self.lower(of, scope, Text { spot: &src.at });
                return (Ex::Find { of: Box::new(of), name: name.as_str().into() }, Ty::Any);
            }
        }
        self.lower_src(src, scope)
    }
}
