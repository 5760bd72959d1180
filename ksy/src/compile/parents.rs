//! What `_parent` is: found from where a type is used.

use super::ty::Ty;
use super::{Compiler, Scope};
use crate::model::{Attr, ParentDef, TypeDefKind, TypeId};

/// Who has objects of a type as its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ParentOf {
    Nobody,
    One(TypeId),
    Several,
}

/// Parents of parents of parents: more rounds than that change nothing.
const ROUNDS: usize = 8;

impl Compiler<'_> {
    pub(super) fn find_parents(&mut self) {
        for _ in 0..ROUNDS {
            let before = self.parents.clone();
            let mut next = vec![ParentOf::Nobody; before.len()];
            for index in 0..self.model.types.len() {
                let owner = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
                let def = self.model.ty(owner);
                for attr in def.seq.iter().chain(&def.instances) {
                    self.uses_of(owner, attr, &mut next);
                }
            }
            self.types.clear();
            self.parents = next;
            if self.parents == before {
                break;
            }
        }
    }

    fn uses_of(&mut self, owner: TypeId, attr: &Attr, next: &mut [ParentOf]) {
        let calls: Vec<_> = match &attr.ty {
            TypeDefKind::Bytes => return,
            TypeDefKind::One(call) => vec![call],
            TypeDefKind::Switch { cases, .. } => cases.iter().map(|(_, call)| call).collect(),
        };
        let parent = match &attr.parent {
            ParentDef::None => return,
            ParentDef::This => ParentOf::One(owner),
            ParentDef::Other(src) => {
                match self.silently(|c| c.lower_src(src, Scope::of(owner)).1) {
                    Ty::User(id) => ParentOf::One(id),
                    // Not known yet, or not at all: a type may hand on its own parent.
                    _ => return,
                }
            }
        };
        for call in calls {
            let Some(ty) = self.model.find_type(owner, &call.name) else { continue };
            let Some(slot) = next.get_mut(ty.index()) else { continue };
            *slot = match *slot {
                ParentOf::Nobody => parent,
                same if same == parent => same,
                _ => ParentOf::Several,
            };
        }
    }

    pub(super) fn parent_of(&self, ty: TypeId) -> Ty {
        match self.parents.get(ty.index()) {
            Some(ParentOf::One(id)) => Ty::User(*id),
            _ => Ty::Struct,
        }
    }
}
