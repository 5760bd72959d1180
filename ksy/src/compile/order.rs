//! Order of fields: references to fields that are read later, and fields after the end of the
//! stream.

use super::Compiler;
use super::member::MemberSlot;
use super::parents::ParentOf;
use crate::diag::Loc;
use crate::expr::{BinaryOp, Expr, ExprKind};
use crate::model::uses::Moment;
use crate::model::{Attr, ParentDef, RepeatDef, ScalarSpan, TypeDefKind, TypeId};
use crate::model::{is_float, is_integer};
use std::collections::{HashMap, HashSet};

/// Maximum length of a chain of instances that is followed.
const MAX_INSTANCES: usize = 100;
/// Maximum nesting depth of types.
const MAX_DEPTH: usize = 16;

/// A reference to a member of the same object.
#[derive(Clone, Copy)]
struct Reference {
    slot: usize,
    loc: Loc,
    /// True if the expression always evaluates the reference.
    certain: bool,
}

/// Last slots of the fields that a value needs.
#[derive(Clone, Copy, Default)]
struct Needs {
    certain: Option<usize>,
    /// Last slot of the fields that it needs in some cases.
    possible: Option<usize>,
}

/// Results for types and instances.
#[derive(Default)]
struct Known {
    needs: HashMap<(TypeId, usize), Needs>,
    /// True for a type whose objects always extend to the end of their stream.
    endless: HashMap<TypeId, bool>,
    /// True for a type whose objects take at least one byte.
    filled: HashMap<TypeId, bool>,
}

impl<'m> Compiler<'m> {
    pub(super) fn reading_order(&mut self) {
        let ids = (0..self.model.types.len()).map(|i| TypeId(u32::try_from(i).unwrap_or(u32::MAX)));
        let main = self.model.files.first().map(|file| file.top);
        let all = || self.model.types.iter().flat_map(|def| def.seq.iter().chain(&def.instances));
        let trimmed = all().any(|attr| attr.bytes.trimmed.is_some());
        let uses = self.uses_of_types();
        let mut known = Known::default();
        for id in ids {
            let always = main == Some(id);
            let seq = &self.model.ty(id).seq;
            for (index, attr) in seq.iter().enumerate() {
                self.later(id, index, attr, always, &mut known);
            }
            self.later_above(id, uses.get(&id).map_or(&[][..], Vec::as_slice));
            if !trimmed {
                self.after_end(id, always, &mut known);
            }
        }
    }

    /// Reports references of a field to itself and to later fields of its object.
    fn later(&mut self, id: TypeId, index: usize, attr: &Attr, always: bool, known: &mut Known) {
        let params = self.model.ty(id).params.len();
        let repeated = !matches!(attr.repeat, RepeatDef::Once);
        let mut reported = HashSet::new();
        for part in attr.expressions() {
            let mut found = Vec::new();
            self.references(id, part.expr, part.at, true, &mut found);
            // An item list exists before its items are read.
            let own = match part.moment {
                Moment::Condition | Moment::Start => false,
                Moment::Item => repeated,
                Moment::End => true,
            };
            let first = if own { index.saturating_add(1) } else { index };
            let evaluated = match part.moment {
                Moment::Condition => true,
                Moment::Start => attr.condition.is_none(),
                Moment::Item | Moment::End => {
                    let items = matches!(attr.repeat, RepeatDef::Once | RepeatDef::Until(_));
                    attr.condition.is_none() && items
                }
            };
            for reference in found {
                let Some((slot, certain)) = self.unread(id, reference, first, known) else {
                    continue;
                };
                if !reported.insert(reference.slot) {
                    continue;
                }
                let name = &self.model.ty(id).seq.get(slot.saturating_sub(params));
                let name = name.map_or("?", |attr| attr.id.as_str());
                let this = &attr.id;
                let message = match self.at_slot(id, reference.slot) {
                    Some(MemberSlot::Instance(via)) => format!(
                        "`{this}` depends on `{}`, which depends on `{name}`, which is not read yet",
                        via.id
                    ),
                    _ if name == this => format!("`{this}` depends on itself"),
                    _ => format!("`{this}` depends on `{name}`, which is read after it"),
                };
                let never = always && evaluated && reference.certain && certain;
                let path = &part.at.path;
                let diagnostics = match never {
                    true => self.diagnostics.error(reference.loc, path, message),
                    false => self.diagnostics.warn(reference.loc, path, message),
                };
                diagnostics.help("use an instance with `pos` to read a value before its position");
            }
        }
    }

    /// Returns the slot of a field from `first` on that a reference needs, directly or through
    /// instances, and `true` if it is always needed.
    fn unread(
        &self,
        id: TypeId,
        from: Reference,
        first: usize,
        known: &mut Known,
    ) -> Option<(usize, bool)> {
        let first = self.model.ty(id).params.len().saturating_add(first);
        let needs = self.needs(id, from.slot, known, MAX_INSTANCES);
        let later = |slot: Option<usize>| slot.filter(|slot| *slot >= first);
        let certain = later(needs.certain).map(|slot| (slot, true));
        certain.or_else(|| later(needs.possible).map(|slot| (slot, false)))
    }

    /// Returns the last fields that the value of a member needs.
    fn needs(&self, id: TypeId, slot: usize, known: &mut Known, levels: usize) -> Needs {
        let attr = match self.at_slot(id, slot) {
            Some(MemberSlot::Field(_)) => {
                return Needs { certain: Some(slot), possible: Some(slot) };
            }
            Some(MemberSlot::Instance(attr)) if levels > 0 => attr,
            _ => return Needs::default(),
        };
        if let Some(found) = known.needs.get(&(id, slot)) {
            return *found;
        }
        // An instance that depends on itself needs no other fields for that.
        known.needs.insert((id, slot), Needs::default());
        let mut total = Needs::default();
        for part in attr.expressions() {
            let mut found = Vec::new();
            let always = part.moment == Moment::Condition || attr.condition.is_none();
            self.references(id, part.expr, part.at, always, &mut found);
            for reference in found {
                let needs = self.needs(id, reference.slot, known, levels.saturating_sub(1));
                total.possible = total.possible.max(needs.possible);
                if reference.certain {
                    total.certain = total.certain.max(needs.certain);
                }
            }
        }
        known.needs.insert((id, slot), total);
        total
    }

    /// Adds the references of an expression to members of its object.
    fn references(
        &self,
        id: TypeId,
        expr: &Expr,
        at: &ScalarSpan,
        certain: bool,
        found: &mut Vec<Reference>,
    ) {
        match &expr.kind {
            ExprKind::Name(name) => {
                let loc = at.part(expr.at);
                found.extend(self.slot(id, name).map(|slot| Reference { slot, loc, certain }));
            }
            // Sizes are known at compile time.
            ExprKind::Member(_, name) if matches!(name.as_str(), "_sizeof" | "_bitsizeof") => {}
            ExprKind::Binary(BinaryOp::And | BinaryOp::Or, a, b) => {
                self.references(id, a, at, certain, found);
                self.references(id, b, at, false, found);
            }
            ExprKind::Choice(test, a, b) => {
                self.references(id, test, at, certain, found);
                self.references(id, a, at, false, found);
                self.references(id, b, at, false, found);
            }
            _ => {
                for part in expr.operands() {
                    self.references(id, part, at, certain, found);
                }
            }
        }
    }

    /// Returns the fields that create objects of each type, with the type that contains the field.
    fn uses_of_types(&self) -> HashMap<TypeId, Vec<(TypeId, &'m Attr)>> {
        let mut uses: HashMap<_, Vec<_>> = HashMap::new();
        for (index, def) in self.model.types.iter().enumerate() {
            let owner = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
            for attr in def.seq.iter().chain(&def.instances) {
                for call in attr.calls() {
                    if let Some(ty) = self.model.find_type(owner, &call.name) {
                        uses.entry(ty).or_default().push((owner, attr));
                    }
                }
            }
        }
        uses
    }

    /// Reports references of the fields of a type to members of `_parent` that are read after its
    /// objects, which are created by `creators`.
    fn later_above(&mut self, id: TypeId, creators: &[(TypeId, &Attr)]) {
        let Some(ParentOf::One(parent)) = self.parents.get(id.index()).copied() else { return };
        let def = self.model.ty(parent);
        let normal = |(owner, attr): &(TypeId, &Attr)| {
            *owner == parent && matches!(attr.parent, ParentDef::This)
        };
        let created: HashSet<*const Attr> =
            creators.iter().map(|(_, attr)| std::ptr::from_ref(*attr)).collect();
        let is_creator = |field: &Attr| created.contains(&std::ptr::from_ref(field));
        // Instances are evaluated at any time.
        if !creators.iter().all(normal) || def.instances.iter().any(is_creator) {
            return;
        }
        let fields = def.seq.iter().enumerate().filter(|(_, field)| is_creator(field));
        let positions = fields.map(|(at, field)| {
            // An item list exists before its items are read.
            at.saturating_add(usize::from(!matches!(field.repeat, RepeatDef::Once)))
        });
        let Some(last) = positions.max() else { return };
        let root = parent == self.model.top_of(id);
        for attr in &self.model.ty(id).seq {
            for part in attr.expressions() {
                let mut found = Vec::new();
                above(part.expr, part.at, root, &mut found);
                for (name, loc) in found {
                    let slot = self.slot(parent, name);
                    let at = slot.and_then(|slot| slot.checked_sub(def.params.len()));
                    if at.is_some_and(|at| at >= last && at < def.seq.len()) {
                        let message = format!(
                            "`{}` depends on `{name}` of `{}`, which is read after it",
                            attr.id, def.name
                        );
                        self.diagnostics.warn(loc, &part.at.path, message);
                    }
                }
            }
        }
    }

    /// Reports the first field after a field that extends to the end of the stream.
    fn after_end(&mut self, id: TypeId, always: bool, known: &mut Known) {
        let seq = &self.model.ty(id).seq;
        let last = seq.iter().position(|attr| self.is_endless(id, attr, known, 0));
        let Some(last) = last else { return };
        let Some(endless) = seq.get(last) else { return };
        let mut warned = false;
        for attr in seq.iter().skip(last.saturating_add(1)) {
            let message = format!(
                "`{}` follows `{}`, which extends to the end of the stream",
                attr.id, endless.id
            );
            let help = format!("give `{}` a size or a number of items", endless.id);
            if always && self.needs_bytes(id, attr, known, 0) {
                self.diagnostics.error(attr.loc, &attr.path, message).help(help);
                return;
            } else if !warned && !self.is_void(id, attr) {
                self.diagnostics.warn(attr.loc, &attr.path, message).help(help);
                warned = true;
            }
        }
    }

    /// True if a field always extends to the end of its stream.
    fn is_endless(&self, owner: TypeId, attr: &Attr, known: &mut Known, depth: usize) -> bool {
        if attr.condition.is_some() || depth > MAX_DEPTH {
            return false;
        }
        match (&attr.repeat, &attr.ty) {
            (RepeatDef::ToEnd, _) => true,
            (RepeatDef::Times(_), _) => false,
            _ if attr.bytes.to_end.is_some() => true,
            (_, TypeDefKind::One(call)) if !is_bounded(attr) => {
                let Some(id) = self.model.find_type(owner, &call.name) else { return false };
                if let Some(found) = known.endless.get(&id) {
                    return *found;
                }
                known.endless.insert(id, false);
                let depth = depth.saturating_add(1);
                let seq = &self.model.ty(id).seq;
                let found = seq.iter().any(|attr| self.is_endless(id, attr, known, depth));
                known.endless.insert(id, found);
                found
            }
            _ => false,
        }
    }

    /// True if a field takes at least one byte.
    fn needs_bytes(&self, owner: TypeId, attr: &Attr, known: &mut Known, depth: usize) -> bool {
        let some = match &attr.repeat {
            RepeatDef::Once | RepeatDef::Until(_) => true,
            RepeatDef::ToEnd => false,
            RepeatDef::Times(src) => matches!(src.expr.kind, ExprKind::Int(n) if n > 0),
        };
        if attr.condition.is_some() || !some || depth > MAX_DEPTH {
            return false;
        }
        if let Some(contents) = &attr.contents {
            return !contents.is_empty();
        }
        let name = match &attr.ty {
            TypeDefKind::Bytes => "",
            TypeDefKind::One(call) => call.simple_name().unwrap_or_default(),
            TypeDefKind::Switch { .. } => return false,
        };
        if is_integer(name) || is_float(name) {
            return true;
        }
        if let Some(size) = &attr.bytes.size {
            return matches!(size.expr.kind, ExprKind::Int(n) if n > 0);
        }
        if attr.bytes.to_end.is_some() {
            return false;
        }
        if attr.bytes.terminator.is_some() || name == "strz" {
            return !attr.bytes.optional;
        }
        match &attr.ty {
            TypeDefKind::One(call) => {
                let Some(id) = self.model.find_type(owner, &call.name) else { return false };
                if let Some(found) = known.filled.get(&id) {
                    return *found;
                }
                known.filled.insert(id, false);
                let depth = depth.saturating_add(1);
                let seq = &self.model.ty(id).seq;
                let found = seq.iter().any(|attr| self.needs_bytes(id, attr, known, depth));
                known.filled.insert(id, found);
                found
            }
            _ => false,
        }
    }

    /// True if a field never takes a byte: an object without fields, or constant bytes without
    /// content.
    fn is_void(&self, owner: TypeId, attr: &Attr) -> bool {
        let empty = |id: TypeId| self.model.ty(id).seq.is_empty();
        match &attr.ty {
            TypeDefKind::Bytes => attr.contents.as_ref().is_some_and(Vec::is_empty),
            TypeDefKind::One(call) => self.model.find_type(owner, &call.name).is_some_and(empty),
            TypeDefKind::Switch { .. } => false,
        }
    }
}

/// True if a field has its own stream.
fn is_bounded(attr: &Attr) -> bool {
    attr.bytes.size.is_some() || attr.bytes.terminator.is_some()
}

/// Adds the members of `_parent`, and of `_root` if it is the parent, to which an expression always
/// refers.
fn above<'e>(expr: &'e Expr, at: &ScalarSpan, root: bool, found: &mut Vec<(&'e str, Loc)>) {
    match &expr.kind {
        ExprKind::Member(of, name) => match &of.kind {
            ExprKind::Name(of) if of == "_parent" || of == "_root" && root => {
                found.push((name, at.part(expr.at)));
            }
            _ => above(of, at, root, found),
        },
        ExprKind::Binary(BinaryOp::And | BinaryOp::Or, a, _) | ExprKind::Choice(a, ..) => {
            above(a, at, root, found);
        }
        _ => expr.operands().into_iter().for_each(|part| above(part, at, root, found)),
    }
}
