//! `sizeof`: sizes that are known at compile time.

use super::{Compiler, ExprText, Scope, Ty, invalid};
use crate::diag::Loc;
use crate::expr::{Expr, ExprKind, TypeName};
use crate::ir::Ex;
use crate::model::{Attr, RepeatDef, TypeDefKind, TypeId, is_float, is_integer};
use crate::value::Val;
use std::collections::HashMap;

/// Maximum nesting depth of types.
const MAX_DEPTH: u32 = 64;

/// Cache of the sizes in bits of types, and of fields by type and location. A size is `None` if it
/// depends on the data or is being computed, so a type that contains itself has no size.
#[derive(Default)]
pub(super) struct TypeSizes {
    known: HashMap<(TypeId, Option<Loc>), Option<u64>>,
    depth: u32,
}

impl Compiler<'_> {
    /// Lowers `sizeof<type>` and `bitsizeof<type>`.
    pub(super) fn size_of(
        &mut self,
        bits: bool,
        of: &TypeName,
        s: Scope<'_>,
        t: ExprText<'_>,
    ) -> (Ex, Ty) {
        let builtin = match of.path.as_slice() {
            [name] if !of.absolute => number_bits(name),
            _ => None,
        };
        let loc = t.span.part(of.at);
        if let Some(size) = builtin {
            return self.sized(Some(size), bits, loc, t, &format!("`{of}`"));
        }
        let ty = self.named_type(s.ty, of, t.span);
        let size = match ty {
            Ty::User(id) => self.type_bits(id),
            Ty::Unknown => return invalid(),
            _ => None,
        };
        self.sized(size, bits, loc, t, &format!("`{of}`"))
    }

    /// Lowers `_sizeof` of the type that contains the expression.
    pub(super) fn size_of_type(&mut self, ty: TypeId, loc: Loc, t: ExprText<'_>) -> (Ex, Ty) {
        let size = self.type_bits(ty);
        let name = format!("`{}`", self.model.ty(ty).name);
        self.sized(size, false, loc, t, &name)
    }

    /// Lowers `value._sizeof` and `value._bitsizeof`.
    pub(super) fn size_of_value(
        &mut self,
        of: &Expr,
        bits: bool,
        s: Scope<'_>,
        t: ExprText<'_>,
    ) -> (Ex, Ty) {
        let (ex, ty) = self.lower(of, s, t);
        let attr = match &ex {
            Ex::Slot(slot) | Ex::Lazy(slot) => self.at_slot(s.ty, *slot).map(|slot| (s.ty, slot)),
            Ex::Member { class, slot, .. } => {
                self.at_slot(*class, *slot).map(|slot| (*class, slot))
            }
            _ => None,
        };
        use super::member::MemberSlot;
        let size = match (attr, &ty) {
            (Some((owner, MemberSlot::Field(attr) | MemberSlot::Instance(attr))), _) => {
                self.attr_bits(owner, attr)
            }
            (_, Ty::User(id)) => self.type_bits(*id),
            (_, Ty::Unknown) => return invalid(),
            (_, Ty::Int) => match of.kind {
                // An integer literal has 8 bits if it fits into a byte, otherwise 32.
                ExprKind::Int(n) => Some(if (-128..=255).contains(&n) { 8 } else { 32 }),
                _ => None,
            },
            (_, Ty::Bytes) => match &ex {
                Ex::Val(Val::Bytes(crate::value::ByteString::Own(bytes))) => {
                    u64::try_from(bytes.len()).ok().map(|n| n.saturating_mul(8))
                }
                _ => None,
            },
            _ => None,
        };
        self.sized(size, bits, t.loc(of), t, "this value")
    }

    /// Returns the size as a constant; reports an error if it depends on the data.
    fn sized(
        &mut self,
        size: Option<u64>,
        bits: bool,
        loc: Loc,
        t: ExprText<'_>,
        what: &str,
    ) -> (Ex, Ty) {
        let Some(size) = size else {
            self.error(loc, &t.span.path, format!("size of {what} depends on the data"));
            return invalid();
        };
        let size = if bits { size } else { size.div_ceil(8) };
        (Ex::Val(Val::Int(size.into())), Ty::Int)
    }

    /// Returns the size in bits of the objects of a type, if it is constant.
    fn type_bits(&mut self, id: TypeId) -> Option<u64> {
        self.memoized((id, None), |c| c.sum_of_fields(id))
    }

    /// Computes a size, or returns the cached one.
    fn memoized(
        &mut self,
        key: (TypeId, Option<Loc>),
        compute: impl FnOnce(&mut Self) -> Option<u64>,
    ) -> Option<u64> {
        if let Some(known) = self.sizes.known.get(&key) {
            return *known;
        }
        if self.sizes.depth > MAX_DEPTH {
            return None;
        }
        self.sizes.known.insert(key, None);
        self.sizes.depth = self.sizes.depth.saturating_add(1);
        let size = compute(self);
        self.sizes.depth = self.sizes.depth.saturating_sub(1);
        self.sizes.known.insert(key, size);
        size
    }

    fn sum_of_fields(&mut self, id: TypeId) -> Option<u64> {
        let mut total = 0_u64;
        for attr in &self.model.ty(id).seq {
            let bits = self.attr_bits(id, attr)?;
            let is_bits = matches!(&attr.ty, TypeDefKind::One(call) if call.simple_name().is_some_and(|n| n.starts_with('b') && is_integer(n)));
            if !is_bits {
                total = total.checked_next_multiple_of(8)?;
            }
            total = total.checked_add(bits)?;
        }
        Some(total)
    }

    /// Returns the size in bits of a field. A condition is ignored: the field is assumed to exist.
    fn attr_bits(&mut self, owner: TypeId, attr: &Attr) -> Option<u64> {
        self.memoized((owner, Some(attr.loc)), |c| c.bits_of(owner, attr))
    }

    fn bits_of(&mut self, owner: TypeId, attr: &Attr) -> Option<u64> {
        if attr.value.is_some() {
            return None;
        }
        let one = self.item_bits(owner, attr)?;
        match &attr.repeat {
            RepeatDef::Once => Some(one),
            RepeatDef::Times(src) => {
                match self.silently(|c| c.lower_src(src, Scope::of(owner)).0) {
                    Ex::Val(Val::Int(n)) => one.checked_mul(u64::try_from(n.max(0)).ok()?),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn item_bits(&mut self, owner: TypeId, attr: &Attr) -> Option<u64> {
        if let Some(contents) = &attr.contents {
            return u64::try_from(contents.len()).ok()?.checked_mul(8);
        }
        if let TypeDefKind::One(call) = &attr.ty
            && let Some(bits) = call.simple_name().and_then(number_bits)
        {
            return Some(bits);
        }
        if let Some(src) = &attr.bytes.size {
            return match self.silently(|c| c.lower_src(src, Scope::of(owner)).0) {
                Ex::Val(Val::Int(n)) => u64::try_from(n).ok()?.checked_mul(8),
                _ => None,
            };
        }
        if attr.bytes.to_end.is_some() || attr.bytes.terminator.is_some() {
            return None;
        }
        match &attr.ty {
            TypeDefKind::One(call) => {
                let id = self.model.find_type(owner, &call.name)?;
                self.type_bits(id)
            }
            _ => None,
        }
    }
}

/// Returns the size in bits of a built-in number type.
fn number_bits(name: &str) -> Option<u64> {
    if !is_integer(name) && !is_float(name) {
        return None;
    }
    let bare = name.trim_end_matches("le").trim_end_matches("be");
    let digits: u64 = bare.get(1..)?.parse().ok()?;
    if bare.starts_with('b') { Some(digits) } else { digits.checked_mul(8) }
}
