//! Fields: conditions, repetition and metadata.

use super::ty::Ty;
use super::{Compiler, ExprText, RequiredType, Scope};
use crate::content;
use crate::ir::{ContentRule, ElementKind, Ex, FieldDef, FormatRule, Repeat};
use crate::model::{Attr, FormatDef, RepeatDef, TypeDefKind, TypeId};
use bytescope_inspect::Meta;
use bytescope_table::EpochUnit;
use std::sync::Arc;

impl Compiler<'_> {
    pub(super) fn field(&mut self, owner: TypeId, attr: &Attr) -> FieldDef {
        let inside = Scope { index: !matches!(attr.repeat, RepeatDef::Once), ..Scope::of(owner) };
        let condition = attr
            .condition
            .as_ref()
            .map(|src| self.lower_as(src, Scope::of(owner), RequiredType::Bool, "`if`"));
        let mut kind = self.kind(owner, attr, inside);
        if attr.sign.is_some() {
            match &mut kind {
                ElementKind::Bits { count: 2.., sign, .. } => *sign = attr.sign,
                _ => {
                    let message = "`-signed` requires a bit field of at least two bits";
                    self.error(attr.loc, &attr.path, message);
                }
            }
        }
        let item = self.silently(|c| c.item_type(owner, attr));
        let repeat = self.repeat(owner, attr, &item);
        let named = attr.enumeration.is_some();
        let valid = attr.valid.as_ref().map(|v| self.valid(inside, v, &item, named));
        let check = attr.check.as_ref().map(|v| Box::new(self.valid(inside, v, &item, named)));
        let content = self.content(owner, attr, &item).map(Box::new);
        let format = attr.format.as_ref().map(|def| Box::new(self.nested_format(owner, attr, def)));
        let checksum = self.checksum(owner, attr, &kind, &item);
        if attr.packed && !matches!(kind, ElementKind::Object { extent: None, .. }) {
            self.error(
                attr.loc,
                &attr.path,
                "`-packed` requires a user-defined type without a size",
            );
        }
        let is_text = matches!(kind, ElementKind::Str(..)) && matches!(repeat, Repeat::Once);
        if attr.number.is_some() && !is_text {
            self.error(attr.loc, &attr.path, "`-number` requires a string that is not repeated");
        }
        let (meta, item) = self.metas(attr);
        FieldDef {
            meta,
            item,
            condition,
            repeat,
            kind,
            valid,
            check,
            checksum,
            content,
            format,
            packed: attr.packed,
            target: self.target(owner, attr).map(Box::new),
            number: attr.number,
            referenced: false,
            on_demand: false,
            has_instances: false,
        }
    }

    fn target(&mut self, owner: TypeId, attr: &Attr) -> Option<Ex> {
        let src = attr.target.as_deref()?;
        if !matches!(attr.repeat, RepeatDef::Once) {
            self.error(attr.loc, &attr.path, "`-target` not allowed with `repeat`");
        }
        Some(self.lower_as(src, Scope::of(owner), RequiredType::Str, "`-target`"))
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
    pub(super) fn metas(&mut self, attr: &Attr) -> (Arc<Meta>, Arc<Meta>) {
        if attr.unix_time && EpochUnit::of_symbol(&attr.unit).is_none() {
            let message = "`-epoch` requires the `-unit` s, ms, µs, us or ns";
            self.error(attr.loc, &attr.path, message);
        }
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
            unix_time: attr.unix_time,
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
            unix_time: attr.unix_time && !unit.is_empty(),
            presentation: None,
        };
        (meta.into(), item.into())
    }

    /// Compiles the `-format` of a field.
    fn nested_format(&mut self, owner: TypeId, attr: &Attr, def: &FormatDef) -> FormatRule {
        let scope = Scope::of(owner);
        let is_bytes = matches!(attr.ty, TypeDefKind::Bytes) && attr.value.is_none();
        if !is_bytes || !matches!(attr.repeat, RepeatDef::Once) {
            let message = "`-format` requires a field of type bytes that is not repeated";
            self.error(attr.loc, &attr.path, message);
        }
        let on = def.on.as_ref().map(|src| self.lower_src(src, scope));
        let mut cases = Vec::new();
        for (when, name) in &def.cases {
            let when = match (when, &on) {
                (Some(when), Some((_, ty))) => Some(self.case(when, scope, ty)),
                _ => None,
            };
            cases.push((when, Arc::from(name.as_str())));
        }
        // The default case applies only if no other case matches.
        cases.sort_by_key(|(when, _)| when.is_none());
        let size = def.original_size.as_ref();
        let what = "`original-size`";
        let original_size = size.map(|src| self.lower_as(src, scope, RequiredType::Int, what));
        FormatRule { on: on.map(|(on, _)| on), cases, original_size }
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
}
