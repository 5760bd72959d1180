//! Frames with fields at known offsets: validated and read without creating objects.
//!
//! Such a frame has a head, optionally a body whose size and type are given in the head, and a
//! tail. A frame accepted here is also accepted by the machine; all other frames are parsed by the
//! machine.

pub(crate) mod column;

use crate::flat::Step;
use crate::flat::build::{Features, PartBuilder};
use crate::flat::column::FlatColumn;
use crate::flat::leaf::{FlatLeaf, LeafForm};
use crate::flat::number::{View, constant};
use crate::flat::part::FlatPart;
use crate::ir::{
    ElementKind, Ex, FieldDef, FieldExtent, ObjectType, Parent, Program, Repeat, Size,
};
use crate::model::TypeId;
use crate::rows::columns::Access;
use bytescope_inspect::{Algorithm, Endian, RecordColumns};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// Frame layout of a schema.
#[derive(Debug)]
pub(crate) struct FlatLayout {
    program: Arc<Program>,
    head: FlatPart,
    /// Values in the head, by slot of the top-level type.
    slots: Vec<Option<FlatLeaf>>,
    body: Option<Body>,
    tail: FlatPart,
    sums: Vec<FrameChecksum>,
}

/// Variable part of a frame.
#[derive(Debug)]
struct Body {
    step: Step,
    condition: Option<Ex>,
    size: Ex,
    /// Expression that selects the type; `None` if there is only one type.
    on: Option<Ex>,
    /// Index of the type, by value of `on`.
    cases: HashMap<i128, usize>,
    /// Index of the default type.
    other: Option<usize>,
    /// Types, each with its layout if all fields are at known offsets.
    types: Vec<(TypeId, Option<FlatPart>)>,
}

/// A checksum field and the bytes it covers.
#[derive(Debug)]
struct FrameChecksum {
    algorithm: Algorithm,
    offset: FrameOffset,
    leaf: FlatLeaf,
    /// Start and end of the covered bytes.
    covers: (FrameOffset, FrameOffset),
}

/// An offset in a frame, relative to its start or to the end of the body.
#[derive(Clone, Copy, Debug)]
struct FrameOffset {
    after_body: bool,
    at: usize,
}

/// Offsets of the parts of a frame.
#[derive(Clone, Debug)]
struct PartOffsets {
    body: Range<usize>,
    /// Size of the frame in bytes.
    len: usize,
    /// Index of the type of the body.
    ty: Option<usize>,
}

/// Parts of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FramePart {
    Head,
    Body,
    Tail,
}

impl FlatLayout {
    /// Creates the layout of a schema; `None` if its fields are not at known offsets.
    pub(super) fn of(program: &Arc<Program>) -> Option<Self> {
        let top = program.top;
        let class = program.classes.get(top.index())?;
        let mut head = PartBuilder::new(program, Vec::new(), Features::Frame);
        let mut tail = PartBuilder::new(program, Vec::new(), Features::Frame);
        let mut body = None;
        let mut spans: Vec<(FrameOffset, FrameOffset)> = Vec::new();
        for (index, field) in class.fields.iter().enumerate() {
            let step = (top, class.field_slot(index));
            let part = if body.is_some() { &mut tail } else { &mut head };
            let after_body = body.is_some();
            if !matches!(field.kind, ElementKind::Bits { .. }) {
                part.cursor.align();
            }
            let start = FrameOffset { after_body, at: part.cursor.bytes() };
            if !after_body && let Some(found) = Body::of(program, field, step) {
                spans.push((start, FrameOffset { after_body: true, at: 0 }));
                body = Some(found);
                continue;
            }
            part.field(field, step)?;
            spans.push((start, FrameOffset { after_body, at: part.cursor.bytes() }));
        }
        let (head, tail) = (head.part, tail.part);
        let optional = |part: &FlatPart| part.leaves.iter().any(|placed| placed.optional);
        let listed = head.list.is_some() || tail.list.is_some();
        if class.params > 0 || listed || optional(&head) || optional(&tail) {
            return None;
        }
        let own = |part: &FlatPart, slot: usize| part.mandatory(&[(top, slot)]).cloned();
        let slots = (0..class.slots()).map(|slot| own(&head, slot)).collect();
        let mut sums = Vec::new();
        for (index, field) in class.fields.iter().enumerate() {
            let Some(rule) = &field.checksum else { continue };
            let (offset, _) = *spans.get(index)?;
            let part = if offset.after_body { &tail } else { &head };
            let leaf = own(part, class.field_slot(index))?;
            let (from, to) = rule.slots()?;
            let bits = |slot: usize| {
                let kind = class.fields.get(slot).map(|field| &field.kind);
                matches!(kind, Some(ElementKind::Bits { .. }))
            };
            // Bit fields may share a byte with fields outside the range.
            if bits(from) || bits(to) {
                return None;
            }
            let covers = (spans.get(from)?.0, spans.get(to)?.1);
            sums.push(FrameChecksum { algorithm: rule.algorithm, offset, leaf, covers });
        }
        Some(Self { program: program.clone(), head, slots, body, tail, sums })
    }

    fn class(&self) -> Option<&ObjectType> {
        self.program.classes.get(self.program.top.index())
    }

    /// Evaluates an expression that depends only on integers in the head.
    pub(super) fn int(&self, frame: &[u8], ex: &Ex) -> Option<i128> {
        View { class: self.class()?, leaves: &self.slots, frame }.int(ex)
    }

    /// Determines the parts of the frame at the start of `bytes`.
    #[inline]
    fn parts(&self, bytes: &[u8]) -> Option<PartOffsets> {
        let from = self.head.size;
        if bytes.len() < from {
            return None;
        }
        let Some(body) = &self.body else {
            return Some(PartOffsets { body: from..from, len: from, ty: None });
        };
        if let Some(condition) = &body.condition
            && self.int(bytes, condition)? == 0
        {
            return None;
        }
        let size = usize::try_from(self.int(bytes, &body.size)?).ok()?;
        let to = from.checked_add(size)?;
        let ty = match &body.on {
            None => body.other,
            Some(on) => body.cases.get(&self.int(bytes, on)?).copied().or(body.other),
        };
        Some(PartOffsets { body: from..to, len: to.checked_add(self.tail.size)?, ty })
    }

    /// Returns the size and the number of checksums of the valid frame at the start of `bytes`;
    /// `None` if the frame is invalid or must be parsed by the machine.
    #[inline]
    pub(super) fn valid_frame(&self, bytes: &[u8]) -> Option<(usize, usize)> {
        if !self.head.is_valid(bytes) {
            return None;
        }
        let parts = self.parts(bytes)?;
        let frame = bytes.get(..parts.len)?;
        if let Some(body) = &self.body {
            let (_, part) = body.types.get(parts.ty?)?;
            let bytes = frame.get(parts.body.clone())?;
            let part = part.as_ref()?;
            if !part.fits(bytes.len()) || !part.is_valid(bytes) {
                return None;
            }
            if let Some(list) = &part.list {
                list.items(&self.program, bytes)?;
            }
        }
        let tail = frame.get(parts.body.end..)?;
        if !self.tail.is_valid(tail) {
            return None;
        }
        let at = |offset: FrameOffset| match offset.after_body {
            true => parts.body.end.saturating_add(offset.at),
            false => offset.at,
        };
        for sum in &self.sums {
            let part = if sum.offset.after_body { tail } else { frame };
            let found = sum.leaf.of(part)?;
            let found = match sum.leaf.form {
                LeafForm::Bytes => crate::value::unsigned(found, false).into(),
                _ => sum.leaf.int(part)?,
            };
            let covered = frame.get(at(sum.covers.0)..at(sum.covers.1))?;
            if i128::from(sum.algorithm.compute(covered)) != found {
                return None;
            }
        }
        Some((parts.len, self.sums.len()))
    }

    /// Returns the constants and checksums of the frames whose body has exactly the size of its
    /// only type; `None` if they have other rules or no checksum.
    pub(super) fn uniform(&self) -> Option<RecordColumns> {
        let head = self.head.size;
        let mut constants = self.head.constants(0)?;
        let mut body_size = 0;
        if let Some(body) = &self.body {
            let [(_, Some(part))] = body.types.as_slice() else { return None };
            let Ex::Slot(slot) = body.size else { return None };
            if body.on.is_some() || body.condition.is_some() || part.list.is_some() {
                return None;
            }
            body_size = part.size;
            constants.push(
                self.slots.get(slot)?.as_ref()?.constant(0, i128::try_from(body_size).ok()?)?,
            );
            constants.extend(part.constants(head)?);
        }
        let tail = head.checked_add(body_size)?;
        constants.extend(self.tail.constants(tail)?);
        let at = |offset: FrameOffset| {
            let at = if offset.after_body { tail.checked_add(offset.at)? } else { offset.at };
            u64::try_from(at).ok()
        };
        let sum = |sum: &FrameChecksum| {
            let endian = match sum.leaf.form {
                LeafForm::Int { signed: false, little: true } => Endian::Little,
                LeafForm::Int { signed: false, little: false } | LeafForm::Bytes => Endian::Big,
                _ => return None,
            };
            let start = at(FrameOffset { at: sum.leaf.at, ..sum.offset })?;
            let span = start..start.checked_add(u64::try_from(sum.leaf.size).ok()?)?;
            let covers = at(sum.covers.0)?..at(sum.covers.1)?;
            Some(bytescope_inspect::RecordChecksum {
                algorithm: sum.algorithm,
                covers,
                span,
                endian,
            })
        };
        let sums: Vec<_> = self.sums.iter().map(sum).collect::<Option<_>>()?;
        let size = u64::try_from(tail.checked_add(self.tail.size)?).ok()?;
        (!sums.is_empty()).then(|| RecordColumns::checked(size, constants, sums))
    }

    /// Returns the type of the body of a valid frame, `Some(None)` if frames have no body; `None`
    /// if the fields of the body are not at known offsets.
    pub(super) fn body_type(&self, frame: &[u8]) -> Option<Option<TypeId>> {
        let parts = self.parts(frame)?;
        let Some(body) = &self.body else { return Some(None) };
        let (class, part) = body.types.get(parts.ty?)?;
        part.as_ref()?.fits(parts.body.len()).then_some(Some(*class))
    }

    /// Returns the part with the values of a column, and the column, in frames
    /// with a body of type `class`. Without `switch-on`, the only type of the body is used.
    fn column(&self, access: &Access, class: Option<TypeId>) -> Option<(FramePart, FlatColumn)> {
        let of = |part| {
            let layout = self.layout(part, class)?;
            Some((part, FlatColumn::of(&self.program, layout, access)?))
        };
        [FramePart::Head, FramePart::Tail, FramePart::Body].into_iter().find_map(of)
    }

    /// Returns the layout of a part of frames with a body of type `class`.
    fn layout(&self, part: FramePart, class: Option<TypeId>) -> Option<&FlatPart> {
        match part {
            FramePart::Head => Some(&self.head),
            FramePart::Tail => Some(&self.tail),
            FramePart::Body => {
                let body = self.body.as_ref()?;
                let matches = |id: &TypeId| body.on.is_none() || Some(*id) == class;
                body.types.iter().find(|(id, _)| matches(id))?.1.as_ref()
            }
        }
    }

    /// Returns the bytes of a part of a valid frame.
    fn part<'f>(&self, part: FramePart, frame: &'f [u8]) -> &'f [u8] {
        let tail = frame.len().saturating_sub(self.tail.size);
        let range = match part {
            FramePart::Head => frame.get(..self.head.size),
            FramePart::Tail => frame.get(tail..),
            FramePart::Body => frame.get(self.head.size..tail),
        };
        range.unwrap_or_default()
    }
}

impl Body {
    /// Creates a body from a field whose size is given in the head; `None` for other fields.
    fn of(program: &Program, field: &FieldDef, step: Step) -> Option<Self> {
        let (on, cases) = match &field.kind {
            ElementKind::Switch(switch) => (Some(switch.on.clone()), switch.cases.as_slice()),
            _ => (None, &[][..]),
        };
        let plain =
            matches!(field.repeat, Repeat::Once) && !field.has_rules() && field.checksum.is_none();
        if !plain {
            return None;
        }
        let mut body = Self {
            step,
            condition: field.condition.clone(),
            size: Ex::This,
            on,
            cases: HashMap::new(),
            other: None,
            types: Vec::new(),
        };
        if body.on.is_none() {
            body.other = Some(body.kind(program, &field.kind)?);
        }
        for (when, kind) in cases {
            let ty = body.kind(program, kind)?;
            match when {
                None => body.other = Some(ty),
                Some(Ex::Val(val)) => {
                    // If several cases match a number, the first case applies.
                    body.cases.entry(constant(val)?).or_insert(ty);
                }
                Some(_) => return None,
            }
        }
        (!matches!(body.size, Ex::This)).then_some(body)
    }

    /// Adds a type of the body and returns its index. All cases have the same size expression.
    fn kind(&mut self, program: &Program, kind: &ElementKind) -> Option<usize> {
        let ElementKind::Object { class, args, parent: Parent::This, extent: Some(extent) } = kind
        else {
            return None;
        };
        let FieldExtent { size: Size::Bytes(size), terminator: None, pad: None, .. } = extent
        else {
            return None;
        };
        if extent.process.is_some() || extent.trimmed.is_some() || !args.is_empty() {
            return None;
        }
        self.size = size.clone();
        if let Some(known) = self.types.iter().position(|(id, _)| id == class) {
            return Some(known);
        }
        let mut builder = PartBuilder::new(program, vec![self.step], Features::Body);
        let part = builder.class(*class).map(|()| builder.part);
        self.types.push((*class, part));
        self.types.len().checked_sub(1)
    }
}
