//! Types of `_parent`, inferred from the uses of each type.

use super::ty::Ty;
use super::{Compiler, Scope};
use crate::model::{Attr, ParentDef, TypeDefKind, TypeId};

/// Parent type of the objects of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ParentOf {
    None,
    One(TypeId),
    Several,
}

/// Maximum number of inference rounds; each round resolves one more `_parent` in a chain.
const MAX_ROUNDS: usize = 8;

impl Compiler<'_> {
    pub(super) fn find_parents(&mut self) {
        for _ in 0..MAX_ROUNDS {
            let before = self.parents.clone();
            let mut next = vec![ParentOf::None; before.len()];
            for index in 0..self.model.types.len() {
                let owner = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
                let def = self.model.ty(owner);
                for attr in def.seq.iter().chain(&def.instances) {
                    self.add_parents(owner, attr, &mut next);
                }
            }
            self.types.clear();
            self.parents = next;
            if self.parents == before {
                break;
            }
        }
    }

    /// Adds the parent of the objects created by a field.
    fn add_parents(&mut self, owner: TypeId, attr: &Attr, next: &mut [ParentOf]) {
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
                    // Unknown, or not resolved yet if the expression refers to `_parent`.
                    _ => return,
                }
            }
        };
        for call in calls {
            let Some(ty) = self.model.find_type(owner, &call.name) else { continue };
            // A type from another file has no parent.
            if self.model.top_of(ty) != self.model.top_of(owner) {
                continue;
            }
            let Some(slot) = next.get_mut(ty.index()) else { continue };
            *slot = match *slot {
                ParentOf::None => parent,
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
