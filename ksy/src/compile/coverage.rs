//! Dependencies of checksums: the fields on which each checksum depends, and ranges that are
//! impossible.

use super::Compiler;
use crate::diag::Diagnostics;
use crate::ir::{
    ChecksumRule, CoveredRange, ElementKind, Ex, FieldDef, FieldNeed, FieldOrigin, ObjectType,
    Parent,
};
use crate::make::hints::parts;
use crate::model::TypeId;
use crate::order::compute_order;
use std::collections::HashSet;

/// Maximum depth of instances that are followed for dependencies.
const MAX_INSTANCES: u32 = 16;
/// Maximum nesting depth of types that are searched for impossible ranges.
const MAX_DEPTH: usize = 24;
/// Maximum number of fields that are searched for impossible ranges.
const MAX_FIELDS: usize = 50_000;

/// Maximum number of pairs of checksums, one of which covers the other, that are searched for
/// cycles.
const MAX_COVERED: usize = 2_000_000;

impl Compiler<'_> {
    /// Determines the dependencies of all checksums, and reports impossible ranges.
    pub(super) fn checksum_dependencies(&mut self, classes: &mut [ObjectType]) {
        for index in 0..classes.len() {
            let rules = classes.get(index).map(checksum_rules).into_iter().flatten();
            let found: Vec<_> = rules.map(|rule| rule.map(|r| needs(classes, index, r))).collect();
            let Some(class) = classes.get_mut(index) else { continue };
            let instances = class.instances.iter_mut().map(|instance| &mut instance.field);
            for (field, needs) in class.fields.iter_mut().chain(instances).zip(found) {
                if let (Some(rule), Some(needs)) = (&mut field.checksum, needs) {
                    rule.needs = needs;
                }
            }
        }
        let top = self.model.files.first().map_or(TypeId(0), |f| f.top);
        let classes = &*classes;
        let mut search = SiteSearch { classes, sites: Vec::new(), seen: HashSet::new(), fields: 0 };
        search.class(top, &[], &mut Vec::new());
        // Types that no field uses have an unknown parent.
        for index in 0..classes.len() {
            let id = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
            if !search.seen.contains(&id) {
                search.class(id, &[UNKNOWN], &mut Vec::new());
            }
        }
        let sites = search.sites;
        let mut reported = HashSet::new();
        for site in &sites {
            let Some((from, to)) = &site.covers else { continue };
            let problem = if from > to {
                "checksum range ends before it starts"
            } else if covers(from, to, &site.path) && !site.self_as_zeros {
                "checksum range contains the checksum itself"
            } else {
                continue;
            };
            if reported.insert(site.field) {
                let error = self.range_error(site, problem.to_owned());
                if let (Some(error), true) = (error, from <= to) {
                    error.help("add `self: zero` if the checksum counts as zeros in its range");
                }
            }
        }
        let valid = |site: &&Site| !reported.contains(&site.field);
        let sites: Vec<&Site> = sites.iter().filter(valid).collect();
        self.report_cycles(&sites);
    }

    /// Reports checksums that cover each other.
    fn report_cycles(&mut self, sites: &[&Site]) {
        let mut sorted: Vec<usize> = (0..sites.len()).collect();
        sorted.sort_by_key(|at| sites.get(*at).map(|site| &site.path));
        let mut left = MAX_COVERED;
        let covered = |at: usize| {
            let site = sites.get(at);
            let ends = site.and_then(|site| site.covers.as_ref());
            let first = ends.map_or(0, |(from, _)| {
                sorted.partition_point(|at| sites.get(*at).is_some_and(|s| s.path < *from))
            });
            let after = sorted.get(first..).unwrap_or_default().iter().copied();
            let inside = after.take_while(move |other| {
                ends.zip(sites.get(*other)).is_some_and(|((from, to), o)| covers(from, to, &o.path))
            });
            let inside = inside.filter(move |other| *other != at).take(left);
            let found: Vec<usize> = inside.collect();
            left = left.saturating_sub(found.len());
            found
        };
        let Err(cycle) = compute_order(sites.len(), covered) else { return };
        let cycle: Vec<&Site> = cycle.iter().filter_map(|at| sites.get(*at).copied()).collect();
        let names: Vec<_> = cycle.iter().map(|site| self.field_name(site)).collect();
        let names = crate::diag::listed(&names, "and");
        if let Some(site) = cycle.last() {
            self.range_error(site, format!("checksums cover each other: {names}"));
        }
    }

    fn field_name(&self, site: &Site) -> String {
        let (class, index) = site.field;
        let def = self.model.ty(class);
        let attr = def.seq.iter().chain(&def.instances).nth(index);
        attr.map(|attr| attr.id.clone()).unwrap_or_default()
    }

    fn range_error(&mut self, site: &Site, message: String) -> Option<&mut Diagnostics> {
        let (class, index) = site.field;
        let def = self.model.ty(class);
        let attr = def.seq.iter().chain(&def.instances).nth(index)?;
        Some(self.diagnostics.error(attr.loc, &attr.path, message))
    }
}

/// Returns the checksum of each field and instance of a type.
fn checksum_rules(class: &ObjectType) -> impl Iterator<Item = Option<&ChecksumRule>> {
    let instances = class.instances.iter().map(|instance| &instance.field);
    class.fields.iter().chain(instances).map(|field| field.checksum.as_deref())
}

/// Returns the fields on which a checksum in a type depends.
fn needs(classes: &[ObjectType], class: usize, rule: &ChecksumRule) -> Vec<FieldNeed> {
    let id = TypeId(u32::try_from(class).unwrap_or(u32::MAX));
    let mut search = NeedSearch { classes, needs: Vec::new(), seen: HashSet::new() };
    for ex in rule.expressions() {
        search.add_all(ex, id, 0);
    }
    if let CoveredRange::Offsets { .. } = rule.range {
        search.add(Ex::This, None);
    }
    search.needs
}

/// Search for the fields on which expressions depend.
struct NeedSearch<'c> {
    classes: &'c [ObjectType],
    needs: Vec<FieldNeed>,
    /// Slots of the type whose fields or instances have been added.
    seen: HashSet<usize>,
}

impl NeedSearch<'_> {
    fn add(&mut self, of: Ex, index: Option<usize>) {
        self.needs.push(FieldNeed { of, index });
    }

    /// Adds the fields on which an expression in an object of the type `id` depends.
    fn add_all(&mut self, ex: &Ex, id: TypeId, depth: u32) {
        let Some(class) = self.classes.get(id.index()) else { return };
        match ex {
            Ex::Slot(slot) | Ex::Lazy(slot) if !self.seen.insert(*slot) => {}
            Ex::Slot(slot) => {
                if let Some(index) = slot.checked_sub(class.params) {
                    self.add(Ex::This, Some(index));
                }
            }
            Ex::Lazy(slot) => match class.instance(*slot) {
                Some(instance) if depth < MAX_INSTANCES => match &instance.from {
                    FieldOrigin::Value { value, .. } => {
                        let depth = depth.saturating_add(1);
                        let condition = instance.field.condition.iter();
                        condition.chain([value]).for_each(|ex| self.add_all(ex, id, depth));
                    }
                    FieldOrigin::Stream { .. } => self.add(Ex::This, None),
                },
                _ => self.add(Ex::This, None),
            },
            Ex::Member { of, class, slot } if is_enclosing(of) => {
                let Some(class) = self.classes.get(class.index()) else { return };
                let field = slot.checked_sub(class.params);
                match field {
                    None => {}
                    Some(index) if index < class.fields.len() => {
                        self.add((**of).clone(), Some(index));
                    }
                    Some(_) => self.add((**of).clone(), None),
                }
            }
            Ex::Find { of, .. } if is_enclosing(of) => self.add((**of).clone(), None),
            _ => parts(ex).into_iter().for_each(|part| self.add_all(part, id, depth)),
        }
    }
}

/// True if an expression refers to the object itself or to an enclosing one.
fn is_enclosing(ex: &Ex) -> bool {
    match ex {
        Ex::This => true,
        Ex::Parent(of) | Ex::Root(of) => is_enclosing(of),
        _ => false,
    }
}

/// Step of a path: slot of a type, then index of the case of a type switch.
type Step = (usize, usize);

/// First step of the paths in types with an unknown parent.
const UNKNOWN: Step = (usize::MAX, usize::MAX);

/// Path from the top-level object to a field. Paths are in the order of the data.
type StepPath = Vec<Step>;

/// A checksum at a path.
struct Site {
    /// Type that contains the checksum, and index of the field.
    field: (TypeId, usize),
    path: StepPath,
    /// First and last path covered, if they are known.
    covers: Option<(StepPath, StepPath)>,
    self_as_zeros: bool,
}

/// True if a field is in the range `from` to `to`.
fn covers(from: &StepPath, to: &StepPath, path: &StepPath) -> bool {
    from <= path && path <= to
}

/// An object that contains the fields that are searched.
struct Enclosing {
    path: StepPath,
    /// True if `_parent` is the object before it in the list.
    has_parent: bool,
    is_root: bool,
}

/// Search for checksums in all types that are reachable from a type.
struct SiteSearch<'c> {
    classes: &'c [ObjectType],
    sites: Vec<Site>,
    seen: HashSet<TypeId>,
    /// Number of fields searched.
    fields: usize,
}

impl SiteSearch<'_> {
    fn class(&mut self, id: TypeId, path: &[Step], above: &mut Vec<(TypeId, Enclosing)>) {
        let classes = self.classes;
        let Some(class) = classes.get(id.index()) else { return };
        let recursive = above.iter().any(|(known, _)| *known == id);
        if recursive || above.len() >= MAX_DEPTH || self.fields > MAX_FIELDS {
            return;
        }
        self.seen.insert(id);
        let owner = above.last().and_then(|(owner, _)| classes.get(owner.index()));
        let foreign = owner.is_some_and(|owner| owner.file != class.file);
        let enclosing = Enclosing {
            path: path.to_vec(),
            has_parent: owner.is_some() && !foreign,
            is_root: owner.is_none() && path.is_empty() || foreign && class.is_top,
        };
        above.push((id, enclosing));
        let instances = class.instances.iter().map(|instance| &instance.field);
        for (index, field) in class.fields.iter().chain(instances).enumerate() {
            self.fields = self.fields.saturating_add(1);
            let slot = class.field_slot(index);
            let at = |case: usize| [path, &[(slot, case)]].concat();
            if let Some(rule) = &field.checksum {
                let covers = self.covered(rule, above);
                let (field, self_as_zeros) = ((id, index), rule.self_as_zeros);
                self.sites.push(Site { field, path: at(0), covers, self_as_zeros });
            }
            self.kinds(field, at, above);
        }
        above.pop();
    }

    /// Searches the types of the objects of a field.
    fn kinds(
        &mut self,
        field: &FieldDef,
        at: impl Fn(usize) -> StepPath,
        above: &mut Vec<(TypeId, Enclosing)>,
    ) {
        let single = std::slice::from_ref(&field.kind);
        let switch = match &field.kind {
            ElementKind::Switch(switch) => switch.cases.as_slice(),
            _ => &[],
        };
        for (case, kind) in single.iter().chain(switch.iter().map(|(_, kind)| kind)).enumerate() {
            if let ElementKind::Object { class, parent, .. } = kind {
                // If the parent is another object, the paths to its fields are unknown.
                if matches!(parent, Parent::This) {
                    self.class(*class, &at(case), above);
                }
            }
        }
    }

    /// Returns the first and last path that a checksum covers.
    fn covered(
        &self,
        rule: &ChecksumRule,
        above: &[(TypeId, Enclosing)],
    ) -> Option<(StepPath, StepPath)> {
        let CoveredRange::Fields { from, to } = &rule.range else { return None };
        let (from, mut to) = (self.path(from, above)?, self.path(to, above)?);
        // All fields of the last object and all its cases are covered.
        if let Some((_, case)) = to.last_mut() {
            *case = usize::MAX;
        }
        Some((from, to))
    }

    /// Returns the path to a field of `seq`; `None` if it is known only at run time.
    fn path(&self, ex: &Ex, above: &[(TypeId, Enclosing)]) -> Option<StepPath> {
        let (of, slot) = match ex {
            Ex::Slot(slot) => (&Ex::This, *slot),
            Ex::Member { of, slot, .. } => (&**of, *slot),
            _ => return None,
        };
        let (base, class) = self.object(of, above)?;
        let class = self.classes.get(class.index())?;
        let index = slot.checked_sub(class.params)?;
        class.fields.get(index)?;
        Some([base.as_slice(), &[(slot, 0)]].concat())
    }

    /// Returns the path to an object, and its type.
    fn object(&self, ex: &Ex, above: &[(TypeId, Enclosing)]) -> Option<(StepPath, TypeId)> {
        let enclosing = |above: &[(TypeId, Enclosing)]| {
            above.last().map(|(class, object)| (object.path.clone(), *class))
        };
        if is_enclosing(ex) {
            return enclosing(Self::enclosing(ex, above)?);
        }
        let path = self.path(ex, above)?;
        let (of, slot) = match ex {
            Ex::Slot(slot) => (&Ex::This, *slot),
            Ex::Member { of, slot, .. } => (&**of, *slot),
            _ => return None,
        };
        let (_, owner) = self.object(of, above)?;
        let owner = self.classes.get(owner.index())?;
        match &owner.fields.get(slot.checked_sub(owner.params)?)?.kind {
            ElementKind::Object { class, .. } => Some((path, *class)),
            _ => None,
        }
    }

    /// Returns the enclosing objects up to the one to which an expression refers.
    fn enclosing<'a>(
        ex: &Ex,
        above: &'a [(TypeId, Enclosing)],
    ) -> Option<&'a [(TypeId, Enclosing)]> {
        match ex {
            Ex::This => Some(above),
            Ex::Parent(of) => {
                let of = Self::enclosing(of, above)?;
                let (last, before) = of.split_last()?;
                last.1.has_parent.then_some(before)
            }
            Ex::Root(of) => {
                let of = Self::enclosing(of, above)?;
                let root = of.iter().rposition(|(_, object)| object.is_root)?;
                of.get(..root.saturating_add(1))
            }
            _ => None,
        }
    }
}
