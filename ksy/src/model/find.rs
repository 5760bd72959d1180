//! Name resolution of types and enums: from the innermost scope outward, then in other files.

use super::{EnumId, Model, TypeDef, TypeDefKind, TypeId};
use crate::diag::Loc;
use crate::expr::TypeName;

impl Model {
    pub(crate) fn ty(&self, id: TypeId) -> &TypeDef {
        static NONE: std::sync::LazyLock<TypeDef> = std::sync::LazyLock::new(TypeDef::default);
        self.types.get(id.index()).unwrap_or_else(|| &NONE)
    }

    /// Returns the top-level type of the file that declares a type.
    pub(crate) fn top_of(&self, id: TypeId) -> TypeId {
        let mut top = id;
        while let Some(parent) = self.ty(top).parent {
            top = parent;
        }
        top
    }

    /// Returns a type nested directly in `of`.
    fn child(&self, of: TypeId, name: &str) -> Option<TypeId> {
        self.ty(of).types.named(name)
    }

    /// Returns the top-level type of the file that declares a format.
    fn top(&self, name: &str) -> Option<TypeId> {
        self.files.iter().map(|f| f.top).find(|id| self.ty(*id).name == name)
    }

    /// Follows a path of nested types.
    fn below(&self, from: Option<TypeId>, path: &[String]) -> Option<TypeId> {
        path.iter().try_fold(from?, |at, name| self.child(at, name))
    }

    /// Resolves a type name in the scope of `from`.
    pub(crate) fn find_type(&self, from: TypeId, name: &TypeName) -> Option<TypeId> {
        let (first, rest) = name.path.split_first()?;
        let mut scope = Some(from).filter(|_| !name.absolute);
        while let Some(id) = scope {
            let def = self.ty(id);
            let here = self.child(id, first).or((def.name == *first).then_some(id));
            if let Some(found) = self.below(here, rest) {
                return Some(found);
            }
            scope = def.parent;
        }
        self.below(self.top(first), rest)
    }

    /// Resolves an enum name in the scope of `from`.
    pub(crate) fn find_enum(&self, from: TypeId, name: &TypeName) -> Option<EnumId> {
        let (last, path) = name.path.split_last()?;
        let own = |id: TypeId| self.ty(id).enums.named(last);
        if path.is_empty() {
            let mut scope = Some(from);
            while let Some(id) = scope {
                if let Some(found) = own(id) {
                    return Some(found);
                }
                scope = self.ty(id).parent;
            }
            return None;
        }
        let mut scope = Some(from);
        while let Some(id) = scope {
            let (first, rest) = path.split_first()?;
            let def = self.ty(id);
            let here = self.child(id, first).or((def.name == *first).then_some(id));
            if let Some(found) = self.below(here, rest).and_then(own) {
                return Some(found);
            }
            scope = def.parent;
        }
        let (first, rest) = path.split_first()?;
        self.below(self.top(first), rest).and_then(own)
    }

    /// Returns the type names visible in the scope of `from`, for suggestions.
    pub(crate) fn known_types(&self, from: TypeId) -> Vec<&str> {
        let mut names: Vec<&str> = BUILTIN.to_vec();
        let mut scope = Some(from);
        while let Some(id) = scope {
            names.extend(self.ty(id).types.iter().map(|t| self.ty(t).name.as_str()));
            scope = self.ty(id).parent;
        }
        names.extend(self.files.iter().map(|f| self.ty(f.top).name.as_str()));
        names
    }

    /// Returns the enum names visible in the scope of `from`, for suggestions.
    pub(crate) fn known_enums(&self, from: TypeId) -> Vec<&str> {
        let mut names = Vec::new();
        let mut scope = Some(from);
        while let Some(id) = scope {
            let own = self.ty(id).enums.iter().filter_map(|e| self.enums.get(e.index()));
            names.extend(own.map(|e| e.name.as_str()));
            scope = self.ty(id).parent;
        }
        names
    }

    /// Returns the names of undeclared types used within `top`, with the location of each use.
    pub(crate) fn undeclared_types(&self, top: TypeId) -> Vec<(String, Loc)> {
        let mut found = Vec::new();
        for (index, def) in self.types.iter().enumerate() {
            let id = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
            if self.top_of(id) != top {
                continue;
            }
            let calls = def.seq.iter().chain(&def.instances).flat_map(|attr| match &attr.ty {
                TypeDefKind::Bytes => Vec::new(),
                TypeDefKind::One(call) => vec![call],
                TypeDefKind::Switch { cases, .. } => cases.iter().map(|(_, call)| call).collect(),
            });
            for call in calls.chain(def.params.iter().filter_map(|p| p.ty.as_ref())) {
                if let Some(name) = call.simple_name()
                    && !is_builtin(name)
                    && self.find_type(id, &call.name).is_none()
                {
                    found.push((name.to_owned(), call.at.loc));
                }
            }
        }
        found
    }
}

/// Built-in types that are suggested for an unknown type.
const BUILTIN: &[&str] =
    &["u1", "u2", "u4", "u8", "s1", "s2", "s4", "s8", "f4", "f8", "str", "strz"];

/// True if a name is a built-in type, including those allowed only in parameters and casts.
pub(crate) fn is_builtin(name: &str) -> bool {
    super::attr::is_integer(name)
        || super::attr::is_float(name)
        || matches!(name, "str" | "strz" | "bytes" | "bool" | "struct" | "io" | "any")
}
