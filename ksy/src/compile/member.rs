//! Members of types: slots and value types.

use super::ty::Ty;
use super::{Compiler, Member, Scope};
use crate::expr::TypeName;
use crate::model::source::{ScalarSpan, TypeCall};
use crate::model::{Attr, EnumId, RepeatDef, TypeDef, TypeDefKind, TypeId, find};
use std::collections::HashMap;

/// Definition of a member of a type: a parameter, field or instance.
pub(super) enum MemberSlot<'m> {
    Param(&'m crate::model::ParamDef),
    Field(&'m Attr),
    Instance(&'m Attr),
}

/// Maximum nesting depth of expressions, including those of the members they refer to. The types of
/// deeper expressions are checked only at run time.
const MAX_DEPTH: u32 = 300;

/// Returns the names of the members of a type, in slot order.
fn member_names(def: &TypeDef) -> impl Iterator<Item = &str> {
    let params = def.params.iter().map(|p| p.id.text.as_str());
    params.chain(def.seq.iter().chain(&def.instances).map(|a| a.id.as_str()))
}

/// Returns the slots of the members of a type by name; the first slot for a duplicate name.
pub(super) fn slots(def: &TypeDef) -> HashMap<&str, usize> {
    let mut found = HashMap::new();
    for (slot, name) in member_names(def).enumerate() {
        found.entry(name).or_insert(slot);
    }
    found
}

impl<'m> Compiler<'m> {
    /// Returns the slot of a member by name.
    pub(super) fn slot(&self, ty: TypeId, name: &str) -> Option<usize> {
        self.slots.get(ty.index())?.get(name).copied()
    }

    /// Returns the member in a slot.
    pub(super) fn at_slot(&self, ty: TypeId, slot: usize) -> Option<MemberSlot<'m>> {
        let def = self.model.ty(ty);
        let (params, seq) = (def.params.len(), def.seq.len());
        if let Some(param) = def.params.get(slot) {
            return Some(MemberSlot::Param(param));
        }
        let slot = slot.saturating_sub(params);
        match def.seq.get(slot) {
            Some(attr) => Some(MemberSlot::Field(attr)),
            None => def.instances.get(slot.saturating_sub(seq)).map(MemberSlot::Instance),
        }
    }

    pub(super) fn member_names(&self, ty: TypeId) -> Vec<&'m str> {
        member_names(self.model.ty(ty)).collect()
    }

    /// Returns the type of a member.
    pub(super) fn member_type(&mut self, member: Member) -> Ty {
        if let Some(known) = self.types.get(&member) {
            return known.clone();
        }
        if self.depth > MAX_DEPTH {
            return Ty::Any;
        }
        if !self.busy.insert(member) {
            return Ty::Unknown;
        }
        let (owner, slot) = member;
        let ty = match self.at_slot(owner, slot) {
            None => Ty::Unknown,
            Some(MemberSlot::Param(param)) => self.silently(|c| c.param_type(owner, param)),
            Some(MemberSlot::Field(attr) | MemberSlot::Instance(attr)) => {
                self.silently(|c| c.attr_type(owner, attr))
            }
        };
        self.busy.remove(&member);
        self.types.insert(member, ty.clone());
        ty
    }

    pub(super) fn param_type(&mut self, owner: TypeId, param: &crate::model::ParamDef) -> Ty {
        let ty = match &param.ty {
            None => Ty::Bytes,
            Some(call) => self.named_type(owner, &call.name, &call.at),
        };
        match &param.enumeration {
            Some(name) => {
                if ty != Ty::Int && !ty.is_open() {
                    let message =
                        format!("`enum` requires an integer, not {}", ty.name(self.model));
                    self.error(name.at.loc, &name.at.path, message);
                }
                self.enumeration(owner, name).map_or(Ty::Unknown, Ty::Enum)
            }
            None => ty,
        }
    }

    /// Returns the type of a field in expressions: an array if the field is repeated.
    fn attr_type(&mut self, owner: TypeId, attr: &Attr) -> Ty {
        if let Some(value) = &attr.value {
            let ty = self.lower_src(value, Scope::of(owner)).1;
            return match &attr.enumeration {
                Some(name) => self.enumeration(owner, name).map_or(Ty::Unknown, Ty::Enum),
                None => ty,
            };
        }
        let item = self.item_type(owner, attr);
        if matches!(attr.repeat, RepeatDef::Once) { item } else { Ty::Array(Box::new(item)) }
    }

    /// Returns the type of a field or, if it is repeated, of its items.
    pub(super) fn item_type(&mut self, owner: TypeId, attr: &Attr) -> Ty {
        let base = match &attr.ty {
            TypeDefKind::Bytes => Ty::Bytes,
            TypeDefKind::One(call) => self.field_type(owner, &call.name, &call.at),
            TypeDefKind::Switch { cases, .. } => {
                let mut all: Option<Ty> = None;
                for (_, call) in cases {
                    let ty = self.field_type(owner, &call.name, &call.at);
                    all = Some(match all {
                        None => ty,
                        Some(before) => before.either(&ty).unwrap_or(Ty::Any),
                    });
                }
                let open = cases.iter().all(|(when, _)| when.is_some());
                let sized = attr.bytes.size.is_some()
                    || attr.bytes.to_end.is_some()
                    || attr.bytes.terminator.is_some();
                match all {
                    Some(ty) if open && sized => ty.either(&Ty::Bytes).unwrap_or(Ty::Any),
                    Some(ty) => ty,
                    None => Ty::Unknown,
                }
            }
        };
        match &attr.enumeration {
            Some(name) if matches!(base, Ty::Int | Ty::Bool) => {
                self.enumeration(owner, name).map_or(Ty::Unknown, Ty::Enum)
            }
            _ => base,
        }
    }

    /// Resolves a type name in the scope of `from`.
    pub(super) fn named_type(&mut self, from: TypeId, name: &TypeName, span: &ScalarSpan) -> Ty {
        let single = match name.path.as_slice() {
            [single] if !name.absolute => single.as_str(),
            _ => "",
        };
        let base = match single {
            "b1" | "bool" | "b1le" | "b1be" => Ty::Bool,
            "str" | "strz" => Ty::Str,
            "bytes" => Ty::Bytes,
            "struct" => Ty::Struct,
            "io" => Ty::Io,
            "any" => Ty::Any,
            float if float.starts_with('f') && find::is_builtin(float) => Ty::Float,
            int if find::is_builtin(int) => Ty::Int,
            _ => match self.model.find_type(from, name) {
                Some(id) => Ty::User(id),
                None => self.no_type(from, name, span),
            },
        };
        if name.array { Ty::Array(Box::new(base)) } else { base }
    }

    fn no_type(&mut self, from: TypeId, name: &TypeName, span: &ScalarSpan) -> Ty {
        let top = self.model.top_of(from);
        let opaque = self.model.files.iter().any(|f| f.top == top && f.opaque);
        if opaque && name.path.len() == 1 {
            return Ty::Any;
        }
        self.unknown_type(from, name, span);
        Ty::Unknown
    }

    /// Resolves an enum name in the scope of `from`.
    pub(super) fn enumeration(&mut self, from: TypeId, name: &TypeCall) -> Option<EnumId> {
        let found = self.model.find_enum(from, &name.name);
        if found.is_none() {
            let known = self.model.known_enums(from);
            let wrong = name.name.path.last().map_or("", String::as_str);
            let message = format!("unknown enum `{}`", name.name);
            self.error(name.at.part(name.name.at), &name.at.path, message).suggest(wrong, known);
        }
        found
    }
}
