//! Data dependencies: the fields that a value depends on.

use super::super::{Env, FieldRef, Machine};
use super::FixedValue;
use crate::ir::{
    ContentRule, ElementKind, Ex, FieldDef, FieldExtent, FieldOrigin, Process, Repeat, Size, Valid,
};
use crate::make::hints::parts;
use crate::value::{ByteString, ObjId, Val};
use bytescope_inspect::{Fact, Fault, FaultKind};

/// Maximum depth of instances and expressions that are followed.
const MAX_DEPTH: u32 = 16;
/// Maximum number of fields found by following expressions.
const MAX_FIELDS: usize = 64;

impl Machine<'_> {
    /// Returns the fields that an expression depends on, in expression order.
    pub(super) fn sources(&mut self, ex: &Ex, env: &Env<'_>) -> Vec<FieldRef> {
        let mut found = Vec::new();
        self.trace(ex, env, 0, &mut found);
        found
    }

    /// Returns the fields that a field or instance depends on, including itself.
    pub(crate) fn causes(&mut self, field_ref: FieldRef) -> Vec<FieldRef> {
        let mut found = Vec::new();
        let env = Env { index: field_ref.index.unwrap_or(0), ..Env::of(field_ref.object) };
        if let Some(class) = self.class_of(field_ref.object)
            && let Some(instance) = class.instance(field_ref.slot)
        {
            match &instance.from {
                FieldOrigin::Value { value, .. } => self.trace(value, &env, 0, &mut found),
                FieldOrigin::Stream { io, pos } => {
                    io.iter().chain(pos).for_each(|ex| self.trace(ex, &env, 0, &mut found));
                }
            }
        }
        if let Some(field) = self.field_at(field_ref) {
            for ex in expressions(field) {
                self.trace(ex, &env, 0, &mut found);
            }
        }
        self.stream_size(field_ref, 0, &mut found);
        found.push(field_ref);
        found
    }

    /// Adds the fields that determine the size of the stream that contains `field_ref`.
    fn stream_size(&mut self, field_ref: FieldRef, depth: u32, found: &mut Vec<FieldRef>) {
        let above = |field_ref: &FieldRef| self.object_ref(field_ref.object).field_ref;
        let sized = |field_ref: FieldRef| {
            let mut of = Vec::new();
            of_kind(&self.field_at(field_ref)?.kind, &mut of);
            (!of.is_empty()).then_some((field_ref, of))
        };
        let nearest = std::iter::successors(above(&field_ref), above).find_map(sized);
        let Some((field_ref, of)) = nearest else { return };
        let env = Env { index: field_ref.index.unwrap_or(0), ..Env::of(field_ref.object) };
        of.into_iter().for_each(|ex| self.trace(ex, &env, depth, found));
    }

    /// Adds the fields that an expression depends on.
    fn trace(&mut self, ex: &Ex, env: &Env<'_>, depth: u32, found: &mut Vec<FieldRef>) {
        if depth > MAX_DEPTH || found.len() >= MAX_FIELDS {
            return;
        }
        let depth = depth.saturating_add(1);
        match ex {
            Ex::Slot(slot) | Ex::Lazy(slot) => self.source(env.this, *slot, depth, found),
            Ex::Member { of, class, slot } => {
                self.trace(of, env, depth, found);
                if let Ok(Val::Obj(id)) = self.eval(of, env) {
                    let name = self.class(*class).map_or("", |c| c.slot_name(*slot));
                    if let Some(slot) = self.class_of(id).and_then(|c| c.members.get(name)) {
                        self.source(id, *slot, depth, found);
                    }
                }
            }
            Ex::Find { of, name } => {
                self.trace(of, env, depth, found);
                if let Ok(Val::Obj(id)) = self.eval(of, env)
                    && let Some(slot) = self.class_of(id).and_then(|c| c.members.get(&**name))
                {
                    self.source(id, *slot, depth, found);
                }
            }
            Ex::Io(of) => {
                self.trace(of, env, depth, found);
                // Given values determine the size of a stream.
                if let Ok(Val::Obj(object)) = self.eval(of, env)
                    && !self.is_writing()
                {
                    self.stream_size(FieldRef { object, slot: 0, index: None }, depth, found);
                }
            }
            Ex::At(of, index) => {
                self.trace(of, env, depth, found);
                self.trace(index, env, depth, found);
                if let Ex::Slot(slot) = &**of
                    && let Ok(index) = self.int(index, env)
                {
                    let index = u64::try_from(index).ok();
                    add(found, FieldRef { object: env.this, slot: *slot, index });
                }
            }
            _ => parts(ex).into_iter().for_each(|part| self.trace(part, env, depth, found)),
        }
    }

    /// Adds the field in a slot; for a parameter or an instance, the fields that determine its
    /// value.
    fn source(&mut self, id: ObjId, slot: usize, depth: u32, found: &mut Vec<FieldRef>) {
        let Some(class) = self.class_of(id) else { return };
        let env = Env::of(id);
        if slot < class.params {
            let Some(creator) = self.object_ref(id).field_ref else { return };
            let class = self.object_ref(id).class;
            let env = Env { index: creator.index.unwrap_or(0), ..Env::of(creator.object) };
            if let Some(field) = self.field_at(creator)
                && let Some(arg) = argument(&field.kind, class, slot)
            {
                self.trace(arg, &env, depth, found);
            }
            return;
        }
        let field_ref = FieldRef { object: id, slot, index: None };
        if let Some(instance) = class.instance(slot) {
            match &instance.from {
                FieldOrigin::Value { value, .. } => self.trace(value, &env, depth, found),
                FieldOrigin::Stream { pos, .. } => {
                    pos.iter().for_each(|pos| self.trace(pos, &env, depth, found));
                    add(found, field_ref);
                }
            }
            instance.field.condition.iter().for_each(|ex| self.trace(ex, &env, depth, found));
            return;
        }
        let Some(field) = self.field_at(field_ref) else { return };
        if matches!(self.cell(id, slot).map(|c| &c.val), Some(Val::Null)) {
            field.condition.iter().for_each(|ex| self.trace(ex, &env, depth, found));
        }
        // The existence of an item depends on the item count.
        if let Repeat::Times(ex) = &field.repeat {
            self.trace(ex, &env, depth, found);
        }
        if let ElementKind::Switch(switch) = &field.kind {
            self.trace(&switch.on, &env, depth, found);
        }
        add(found, field_ref);
    }

    /// Returns the correct value of a checksum field, taken from its fault.
    pub(crate) fn corrected(&self, field_ref: FieldRef, fault: &Fault) -> Option<FixedValue> {
        let Some(Fact::Hex { value: number, digits }) = fault.expected else { return None };
        if fault.kind != FaultKind::Mismatch {
            return None;
        }
        match &self.cell(field_ref.object, field_ref.slot)?.val {
            Val::Int(_) | Val::Enum(..) | Val::Bool(_) => {
                Some(FixedValue::Int(match self.field_at(field_ref)?.kind {
                    ElementKind::Int { size, signed: true, .. } => {
                        crate::value::signed(number, size.into())
                    }
                    _ => number.into(),
                }))
            }
            Val::Str(old) => {
                let width = old.len().max(digits.into());
                Some(FixedValue::Bytes(format!("{number:0width$X}").into_bytes()))
            }
            Val::Bytes(bytes) => {
                let len = match bytes {
                    ByteString::At { len, .. } => usize::try_from(*len).unwrap_or(0),
                    ByteString::Own(bytes) => bytes.len(),
                };
                let all = number.to_be_bytes();
                let at = all.len().saturating_sub(len);
                Some(FixedValue::Bytes(all.get(at..)?.to_vec()))
            }
            _ => None,
        }
    }
}

fn add(found: &mut Vec<FieldRef>, field_ref: FieldRef) {
    if !found.contains(&field_ref) {
        found.push(field_ref);
    }
}

/// Returns the argument for the parameter in `slot` of a field's object of the type `class`.
pub(super) fn argument(
    kind: &ElementKind,
    class: crate::model::TypeId,
    slot: usize,
) -> Option<&Ex> {
    match kind {
        ElementKind::Object { class: known, args, .. } if *known == class => args.get(slot),
        ElementKind::Switch(switch) => {
            switch.cases.iter().find_map(|(_, kind)| argument(kind, class, slot))
        }
        _ => None,
    }
}

/// Returns the expressions of a field.
fn expressions(field: &FieldDef) -> Vec<&Ex> {
    let mut found: Vec<&Ex> = field.condition.iter().collect();
    if let Repeat::Times(ex) | Repeat::Until(ex) = &field.repeat {
        found.push(ex);
    }
    for rule in field.rules() {
        match rule {
            Valid::Eq(ex) | Valid::Expr(ex, _) => found.push(ex),
            Valid::Range { min, max } => found.extend(min.iter().chain(max)),
            Valid::AnyOf(list) => found.extend(list),
            Valid::InEnum => {}
        }
    }
    if let Some(ContentRule::GifLzw { code_size, pixels }) = field.content.as_deref() {
        found.extend([code_size, pixels]);
    }
    found.extend(field.checksum.iter().flat_map(|rule| rule.expressions()));
    of_kind(&field.kind, &mut found);
    found
}

fn of_kind<'f>(kind: &'f ElementKind, found: &mut Vec<&'f Ex>) {
    match kind {
        ElementKind::Bytes(extent) | ElementKind::Str(extent, _) => of_extent(extent, found),
        ElementKind::Object { args, extent, .. } => {
            found.extend(args);
            extent.iter().for_each(|extent| of_extent(extent, found));
        }
        ElementKind::Switch(switch) => {
            found.push(&switch.on);
            switch.other.iter().for_each(|extent| of_extent(extent, found));
            for (_, kind) in &switch.cases {
                if let ElementKind::Object { extent: Some(extent), .. } = kind {
                    of_extent(extent, found);
                    break;
                }
            }
        }
        _ => {}
    }
}

fn of_extent<'f>(extent: &'f FieldExtent, found: &mut Vec<&'f Ex>) {
    if let Size::Bytes(ex) = &extent.size {
        found.push(ex);
    }
    if let Some(Process::Xor(ex) | Process::Rotate { by: ex, .. }) = &extent.process {
        found.push(ex);
    }
}
