//! Compilation of the type of an item to a walk.

use super::code::WalkExpr;
use super::kind::Kind;
use super::lower::WalkValue;
use super::{NumberForm, RegisterLoad, RepeatCount, Step, WalkedSize, Walker};
use crate::ir::{
    ClassEndian, ElementKind, EncodingName, Ex, FieldDef, FieldExtent, ObjectType, Order, Parent,
    Repeat, Size, Switch, Valid,
};
use crate::model::TypeId;
use crate::run::{Machine, Outside};
use crate::value::{ObjId, Val};
use std::collections::HashMap;

/// Maximum nesting depth of types.
const MAX_TYPES: usize = 64;
/// Maximum number of objects in the walk of an item.
const MAX_FRAMES: usize = 1000;

/// Compiler of a [`Walker`].
pub(crate) struct WalkerBuilder<'b, 'd> {
    machine: &'b mut Machine<'d>,
    /// Object that contains the list.
    owner: ObjId,
    proofs: bool,
    outside: Outside,
    pub(super) frames: Vec<WalkObject>,
    steps: Vec<Step>,
    run: FixedFields,
    /// True if the next bit field may start within a byte whose position is unknown.
    is_unaligned: bool,
    num_registers: usize,
    /// `_`.
    pub(super) item: Option<FieldSlot>,
    pub(super) depth: u32,
    num_types: usize,
}

/// An object in an item.
pub(super) struct WalkObject {
    pub(super) class: TypeId,
    pub(super) slots: HashMap<usize, FieldSlot>,
    /// Object of the parent; `Some(None)` for the object that contains the list.
    pub(super) parent: Option<Option<usize>>,
    /// True if the type is from another file than the list.
    pub(super) is_foreign: bool,
    /// Byte order of the object.
    little: Option<bool>,
}

/// Value in a slot of an object.
pub(super) enum FieldSlot {
    Value(WalkValue),
    Frame(usize),
    Unknown,
}

/// Consecutive fields of known sizes.
#[derive(Default)]
struct FixedFields {
    bits: usize,
    /// True if the last bit field has little-endian bit order.
    is_little: bool,
    loads: Vec<RegisterLoad>,
    constants: Vec<(usize, std::sync::Arc<[u8]>)>,
    checks: Vec<WalkExpr>,
}

impl<'b, 'd> WalkerBuilder<'b, 'd> {
    /// Creates the compiler for a list of an object.
    ///
    /// With `proofs`, a walk proves that the instances of an item are valid.
    pub(crate) fn new(
        machine: &'b mut Machine<'d>,
        owner: ObjId,
        proofs: bool,
        outside: Outside,
    ) -> Self {
        Self {
            machine,
            owner,
            proofs,
            outside,
            frames: Vec::new(),
            steps: Vec::new(),
            run: FixedFields::default(),
            is_unaligned: false,
            num_registers: 0,
            item: None,
            depth: 0,
            num_types: 0,
        }
    }

    /// Compiles the items of a list; `None` if the machine must read each item.
    pub(crate) fn build(mut self, list: &FieldDef) -> Option<Walker> {
        let last = self.item(list, None)?;
        self.flush();
        let until = match &list.repeat {
            Repeat::Until(until) => Some(self.condition_on(until, last, None)?),
            _ => None,
        };
        let mut walker = Walker { steps: self.steps, num_registers: self.num_registers, until };
        walker.remove_unused_loads();
        Some(walker)
    }

    pub(super) fn class(&self, id: TypeId) -> Option<&'d ObjectType> {
        self.machine.class(id)
    }

    /// True if an object outside the item exists.
    pub(super) fn is_outside(&mut self, ex: &Ex) -> bool {
        self.machine.valid_value(ex, self.owner, self.outside).is_some()
    }

    /// Returns the value of an expression of the object that contains the list.
    pub(super) fn outside(&mut self, ex: &Ex) -> Option<WalkValue> {
        let val = self.machine.valid_value(ex, self.owner, self.outside)?;
        self.lower(&Ex::Val(val), None)
    }

    /// Adds one item of a list, and returns its value.
    fn item(&mut self, list: &FieldDef, frame: Option<usize>) -> Option<FieldSlot> {
        let is_packed = list.packed || matches!(list.kind, ElementKind::Bits { .. });
        if is_packed || list.checksum.is_some() || list.content.is_some() {
            return None;
        }
        let slot = self.element(list, &list.kind, frame)?;
        for rule in list.rules() {
            let FieldSlot::Value(value) = &slot else { return None };
            self.field_rule(list, rule, value, frame)?;
        }
        Some(slot)
    }

    /// Compiles a condition on the last item of a list, `_`.
    fn condition_on(
        &mut self,
        until: &Ex,
        last: FieldSlot,
        frame: Option<usize>,
    ) -> Option<WalkExpr> {
        let outer = self.item.replace(last);
        let test = self.lower(until, frame);
        self.item = outer;
        test.filter(|test| test.kind == Kind::Bool)?.code
    }

    /// Adds the fields of an object.
    fn object(
        &mut self,
        id: TypeId,
        outer: Option<usize>,
        parent: Option<Option<usize>>,
        args: Vec<WalkValue>,
    ) -> Option<usize> {
        let class = self.class(id)?;
        self.num_types = self.num_types.saturating_add(1);
        if self.num_types > MAX_TYPES || self.frames.len() >= MAX_FRAMES {
            return None;
        }
        let owner = self.machine.object_ref(self.owner);
        let containing = match outer {
            Some(outer) => self.frames.get(outer)?.class,
            None => owner.class,
        };
        let inherited = match outer {
            Some(outer) => self.frames.get(outer)?.little,
            None => owner.little,
        };
        let is_foreign = self.class(containing)?.file != class.file
            || outer.is_some_and(|o| self.frames.get(o).is_some_and(|frame| frame.is_foreign));
        let parent = parent.filter(|_| !is_foreign);
        let slots = (0..).zip(args).map(|(slot, arg)| (slot, FieldSlot::Value(arg))).collect();
        let frame = self.frames.len();
        self.frames.push(WalkObject { class: id, slots, parent, is_foreign, little: inherited });
        if let ClassEndian::Switch { on, cases } = &class.endian {
            let little = self.byte_order(on, cases, frame)?;
            self.frames.get_mut(frame)?.little = Some(little);
        }
        for (index, field) in class.fields.iter().enumerate() {
            let slot = self.field(field, frame)?;
            self.set(frame, class.field_slot(index), slot)?;
            self.late_rules(field, frame, class.field_slot(index))?;
        }
        if self.proofs {
            for instance in &class.instances {
                self.safe_instance(frame, instance)?;
            }
        }
        self.num_types = self.num_types.saturating_sub(1);
        Some(frame)
    }

    fn set(&mut self, frame: usize, slot: usize, value: FieldSlot) -> Option<()> {
        self.frames.get_mut(frame)?.slots.insert(slot, value);
        Some(())
    }

    /// Returns true if the byte order of an object is little-endian; `None` if it varies.
    fn byte_order(&mut self, on: &Ex, cases: &[(Option<Ex>, bool)], frame: usize) -> Option<bool> {
        let on = self.lower(on, Some(frame))?.code?.constant()?;
        let mut default = None;
        for (when, little) in cases {
            match when {
                None => default = Some(*little),
                Some(when) => {
                    if self.lower(when, Some(frame))?.code?.constant()? == on {
                        return Some(*little);
                    }
                }
            }
        }
        default
    }

    /// Adds a field.
    fn field(&mut self, field: &FieldDef, frame: usize) -> Option<FieldSlot> {
        if field.checksum.is_some() || field.content.is_some() || field.packed {
            return None;
        }
        let Some(condition) = &field.condition else { return self.repeated(field, frame) };
        let always = |b: &mut Self| {
            let slot = b.repeated(field, frame)?;
            b.rules(field, &slot, frame)?;
            Some(slot)
        };
        let test =
            self.lower(condition, Some(frame)).filter(|test| test.kind == Kind::Bool)?.code?;
        match test.constant() {
            Some(0) => return Some(FieldSlot::Unknown),
            Some(_) => return always(self),
            None => {}
        }
        self.flush();
        let (first, before) = (self.num_registers, self.is_unaligned);
        let (steps, slot) = self.body(always)?;
        self.is_unaligned |= before;
        let cleared = (first..self.num_registers).collect();
        self.steps.push(Step::If { test, steps, cleared });
        // An absent number counts as 0.
        Some(match slot {
            FieldSlot::Value(WalkValue { kind: Kind::Int(min, max), code }) => {
                FieldSlot::Value(WalkValue { kind: Kind::Int(min.min(0), max.max(0)), code })
            }
            _ => FieldSlot::Unknown,
        })
    }

    /// Adds the rules of a field without a condition. They may refer to the field itself.
    fn late_rules(&mut self, field: &FieldDef, frame: usize, slot: usize) -> Option<()> {
        if field.condition.is_some() || !field.has_rules() || !matches!(field.repeat, Repeat::Once)
        {
            return Some(());
        }
        let value = match self.frames.get(frame)?.slots.get(&slot)? {
            FieldSlot::Value(value) => FieldSlot::Value(value.clone()),
            _ => FieldSlot::Unknown,
        };
        self.rules(field, &value, frame)
    }

    /// Adds the rules of a field that is not a list.
    fn rules(&mut self, field: &FieldDef, slot: &FieldSlot, frame: usize) -> Option<()> {
        if !matches!(field.repeat, Repeat::Once) {
            return Some(());
        }
        for rule in field.rules() {
            let FieldSlot::Value(value) = slot else { return None };
            self.field_rule(field, rule, value, Some(frame))?;
        }
        Some(())
    }

    fn field_rule(
        &mut self,
        field: &FieldDef,
        rule: &Valid,
        value: &WalkValue,
        frame: Option<usize>,
    ) -> Option<()> {
        match rule {
            Valid::InEnum => self.in_enum(field, value),
            rule => self.rule(rule, value, frame),
        }
    }

    fn in_enum(&mut self, field: &FieldDef, value: &WalkValue) -> Option<()> {
        let (ElementKind::Int { enumeration, .. } | ElementKind::Bits { enumeration, .. }) =
            &field.kind
        else {
            return None;
        };
        let labels = &self.machine.program.enums.get(enumeration.as_ref()?.index())?.labels;
        let mut known: Vec<i64> = labels.keys().filter_map(|n| i64::try_from(*n).ok()).collect();
        known.sort_unstable();
        let code = WalkExpr::In(value.code.clone()?.into(), known.into());
        self.check(code);
        Some(())
    }

    /// Adds a field or list.
    fn repeated(&mut self, field: &FieldDef, frame: usize) -> Option<FieldSlot> {
        let times = match &field.repeat {
            Repeat::Once => return self.element(field, &field.kind, Some(frame)),
            Repeat::ToEnd => RepeatCount::ToEnd,
            Repeat::Times(ex) => {
                let times = self.lower(ex, Some(frame))?;
                RepeatCount::Of(matches!(times.kind, Kind::Int(..)).then_some(times.code?)?)
            }
            Repeat::Until(_) => RepeatCount::ToEnd,
        };
        self.flush();
        let before = self.is_unaligned;
        let (steps, last) = self.body(|b| b.item(field, Some(frame)))?;
        self.is_unaligned |= before;
        let times = match &field.repeat {
            Repeat::Until(until) => {
                RepeatCount::Until(self.condition_on(until, last, Some(frame))?)
            }
            _ => times,
        };
        self.steps.push(Step::Repeat { times, steps });
        Some(FieldSlot::Unknown)
    }

    /// Adds a value.
    fn element(
        &mut self,
        field: &FieldDef,
        kind: &ElementKind,
        frame: Option<usize>,
    ) -> Option<FieldSlot> {
        match kind {
            ElementKind::Bits { count, little, sign, .. } => {
                return self.bits(kind, *count, *little, *sign);
            }
            ElementKind::Switch(switch) => return self.switch(field, switch, frame),
            _ => self.align(),
        }
        match kind {
            ElementKind::Int { size, signed, order, .. } => {
                let little = self.is_little(*order, frame)?;
                let form = match signed {
                    true => NumberForm::Signed { little },
                    false => NumberForm::Unsigned { little },
                };
                let size = usize::from(*size);
                let at = self.skip(size)?;
                Some(self.load(kind, at, size, form))
            }
            ElementKind::Float { size, order } => {
                self.is_little(*order, frame)?;
                self.skip(usize::from(*size))?;
                Some(FieldSlot::Value(WalkValue::of_kind(Kind::Float)))
            }
            ElementKind::Contents(bytes) => {
                let at = self.skip(bytes.len())?;
                self.run.constants.push((at, bytes.clone()));
                Some(FieldSlot::Value(WalkValue::of_kind(Kind::Bytes)))
            }
            ElementKind::Bytes(extent) => {
                self.bytes(extent, None, frame)?;
                Some(FieldSlot::Value(WalkValue::of_kind(Kind::Bytes)))
            }
            ElementKind::Str(extent, EncodingName::Known(encoding)) => {
                self.bytes(extent, Some(*encoding), frame)?;
                Some(FieldSlot::Value(WalkValue::of_kind(Kind::ANY_TEXT)))
            }
            ElementKind::Object { class, args, parent, extent } => {
                let mut values = Vec::with_capacity(args.len());
                for arg in args {
                    values.push(self.lower(arg, frame)?);
                }
                let parent = match parent {
                    Parent::This => Some(frame),
                    Parent::None => None,
                    Parent::Other(_) => return None,
                };
                let Some(extent) = extent else {
                    return self.object(*class, frame, parent, values).map(FieldSlot::Frame);
                };
                if extent.terminator.is_some() || extent.pad.is_some() {
                    return None;
                }
                let size = self.byte_count(extent, frame)?;
                self.flush();
                let (steps, inner) = self.body(|b| b.object(*class, frame, parent, values))?;
                self.is_unaligned = false;
                self.steps.push(Step::Within { size, steps });
                Some(FieldSlot::Frame(inner))
            }
            _ => None,
        }
    }

    fn switch(
        &mut self,
        field: &FieldDef,
        switch: &Switch,
        frame: Option<usize>,
    ) -> Option<FieldSlot> {
        let on = self.lower(&switch.on, frame)?;
        if !matches!(on.kind, Kind::Int(..) | Kind::Enum | Kind::Bool) {
            return None;
        }
        let on = on.code?;
        self.flush();
        let (mut cases, mut other, mut bodies) = (Vec::new(), None, Vec::new());
        let mut unaligned = self.is_unaligned;
        let before = unaligned;
        for (when, kind) in &switch.cases {
            self.is_unaligned = before;
            let (steps, _) = self.body(|b| b.element(field, kind, frame))?;
            unaligned |= self.is_unaligned;
            match when {
                None => other = other.or(Some(bodies.len())),
                Some(when) => {
                    let value = self.lower(when, frame)?.code?.constant()?;
                    if !cases.iter().any(|(known, _)| *known == value) {
                        cases.push((value, bodies.len()));
                    }
                }
            }
            bodies.push(steps);
        }
        if let (None, Some(extent)) = (other, &switch.other) {
            let (steps, ()) = self.body(|b| b.bytes(extent, None, frame))?;
            other = Some(bodies.len());
            bodies.push(steps);
        }
        self.is_unaligned = unaligned;
        cases.sort_unstable();
        self.steps.push(Step::Switch { on, cases, other, bodies });
        Some(FieldSlot::Unknown)
    }

    /// Adds bytes.
    fn bytes(
        &mut self,
        extent: &FieldExtent,
        text: Option<crate::encoding::StringEncoding>,
        frame: Option<usize>,
    ) -> Option<()> {
        self.align();
        let size = self.byte_count(extent, frame)?;
        if let (WalkedSize::Of(code), None) = (&size, text)
            && let Some(size) = code.constant()
        {
            self.skip(usize::try_from(size).ok()?)?;
            return Some(());
        }
        self.flush();
        self.steps.push(Step::Bytes { size, text });
        Some(())
    }

    fn byte_count(&mut self, extent: &FieldExtent, frame: Option<usize>) -> Option<WalkedSize> {
        if extent.process.is_some() || extent.trimmed.is_some() {
            return None;
        }
        match &extent.size {
            Size::Bytes(Ex::Val(Val::Int(n))) => {
                Some(WalkedSize::Of(WalkExpr::Const(i64::try_from(*n).ok()?)))
            }
            Size::Bytes(ex) => {
                let size = self.lower(ex, frame)?;
                Some(WalkedSize::Of(matches!(size.kind, Kind::Int(..)).then_some(size.code?)?))
            }
            Size::ToEnd => Some(WalkedSize::ToEnd),
            Size::ToTerminator => match extent.terminator.as_deref() {
                Some([byte]) if extent.unit == 1 => Some(WalkedSize::Until(*byte, extent.consume)),
                _ => None,
            },
        }
    }

    fn bits(
        &mut self,
        kind: &ElementKind,
        count: u32,
        little: bool,
        sign: Option<crate::ir::BitSign>,
    ) -> Option<FieldSlot> {
        if self.is_unaligned {
            return None;
        }
        if little != self.run.is_little {
            self.align();
            self.run.is_little = little;
        }
        let end = self.run.bits.checked_add(usize::try_from(count).ok()?)?;
        let (at, after) = (self.run.bits / 8, end.div_ceil(8));
        let size = after.checked_sub(at).filter(|size| *size <= 8)?;
        let shift = match little {
            true => self.run.bits % 8,
            false => after.checked_mul(8)?.checked_sub(end)?,
        };
        let shift = u32::try_from(shift).ok()?;
        self.run.bits = end;
        let form = match sign {
            None => NumberForm::Bits { count, shift, little },
            Some(sign) => NumberForm::SignedBits { count, shift, little, sign },
        };
        Some(self.load(kind, at, size, form))
    }

    /// Returns true for little-endian byte order.
    fn is_little(&self, order: Order, frame: Option<usize>) -> Option<bool> {
        match order {
            Order::Little => Some(true),
            Order::Big => Some(false),
            Order::Object => match frame {
                Some(frame) => self.frames.get(frame)?.little,
                None => self.machine.object_ref(self.owner).little,
            },
        }
    }

    /// Adds a number, and returns its value.
    fn load(&mut self, kind: &ElementKind, at: usize, size: usize, form: NumberForm) -> FieldSlot {
        let register = self.num_registers;
        self.num_registers = register.saturating_add(1);
        self.run.loads.push(RegisterLoad { register, at, size, form });
        FieldSlot::Value(WalkValue::new(Kind::of(kind), WalkExpr::Register(register)))
    }

    /// Adds a condition that must hold.
    pub(super) fn check(&mut self, code: WalkExpr) {
        if code.constant().is_none_or(|value| value == 0) {
            self.run.checks.push(code);
        }
    }

    /// Skips the rest of a partly used byte.
    fn align(&mut self) {
        self.run.bits = self.run.bits.next_multiple_of(8);
        self.is_unaligned = false;
    }

    /// Adds bytes to the run, and returns their offset in it.
    fn skip(&mut self, size: usize) -> Option<usize> {
        let at = self.run.bits / 8;
        self.run.bits = at.checked_add(size)?.checked_mul(8)?;
        Some(at)
    }

    /// Ends the run of fields of known sizes.
    fn flush(&mut self) {
        let FixedFields { bits, loads, constants, checks, .. } = std::mem::take(&mut self.run);
        if bits > 0 {
            self.is_unaligned = !bits.is_multiple_of(8);
            self.steps.push(Step::Fixed { size: bits.div_ceil(8), loads, constants });
        }
        self.steps.extend(checks.into_iter().map(Step::Check));
    }

    /// Returns the steps that a function adds. The run before them must have ended.
    fn body<T>(&mut self, build: impl FnOnce(&mut Self) -> Option<T>) -> Option<(Vec<Step>, T)> {
        let outer = std::mem::take(&mut self.steps);
        let result = build(self);
        self.flush();
        let steps = std::mem::replace(&mut self.steps, outer);
        Some((steps, result?))
    }
}
