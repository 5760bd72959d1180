//! Frames whose fields stand at known places: judged and read without an object for each.
//!
//! Such a frame has a head, perhaps a body whose size and type the head tells, and a tail. What is
//! found to be good here is good for the machine; whatever else is for the machine to say.

pub(crate) mod column;
mod leaf;
mod list;
mod number;
mod part;

use crate::ir::{ChecksumRule, Class, Ex, Extent, Field, Kind, Parent, Program, Repeat, Size};
use crate::model::TypeId;
use bytescope_inspect::{Columns, Endian};
use leaf::Leaf;
use number::{View, constant};
use part::{Maker, Part, Step};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// Frames of a schema.
#[derive(Debug)]
pub(crate) struct Flat {
    program: Arc<Program>,
    head: Part,
    /// The values of the head by slot of the top type.
    slots: Vec<Option<Leaf>>,
    body: Option<Body>,
    tail: Part,
    sums: Vec<Sum>,
}

/// The part that varies.
#[derive(Debug)]
struct Body {
    way: Step,
    condition: Option<Ex>,
    size: Ex,
    on: Option<Ex>,
    /// Which type a number stands for, and the type for all others.
    cases: HashMap<i128, usize>,
    other: Option<usize>,
    /// Types whose fields stand at known places; others are left to the machine.
    types: Vec<(TypeId, Option<Part>)>,
}

/// A checksum.
#[derive(Debug)]
struct Sum {
    rule: ChecksumRule,
    stands: Spot,
    leaf: Leaf,
    covers: (Spot, Spot),
}

/// A place in a frame: from its beginning, or behind the body.
#[derive(Clone, Copy, Debug)]
struct Spot {
    behind_body: bool,
    at: usize,
}

/// Where the parts of a frame stand.
#[derive(Clone, Debug)]
struct Parts {
    body: Range<usize>,
    len: usize,
    /// The type of the body, by number.
    ty: Option<usize>,
}

/// A value of a frame for a column.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) leaf: Leaf,
    /// How many bytes before the end of the frame it stands, when it stands behind the body.
    pub(crate) from_end: Option<usize>,
    /// The bytes behind the body, which an optional value does not reach into.
    pub(crate) tail: Option<usize>,
}

impl Flat {
    /// The frames of a schema, when they are such.
    pub(super) fn of(program: &Arc<Program>) -> Option<Self> {
        let top = program.top;
        let class = program.classes.get(top.index())?;
        let mut head = Maker::new(program, Vec::new());
        let mut tail = Maker::new(program, Vec::new());
        let mut body = None;
        let mut spots: Vec<(Spot, Spot)> = Vec::new();
        for (index, field) in class.fields.iter().enumerate() {
            let step = (top, class.field_slot(index));
            let part = if body.is_some() { &mut tail } else { &mut head };
            let behind_body = body.is_some();
            if !matches!(field.kind, Kind::Bits { .. }) {
                part.pen.align();
            }
            let start = Spot { behind_body, at: part.pen.bytes() };
            if !behind_body && let Some(found) = Body::of(program, field, step) {
                spots.push((start, Spot { behind_body: true, at: 0 }));
                body = Some(found);
                continue;
            }
            part.field(field, step)?;
            spots.push((start, Spot { behind_body, at: part.pen.bytes() }));
        }
        let (head, tail) = (head.part, tail.part);
        let optional = |part: &Part| part.leaves.iter().any(|placed| placed.optional);
        let listed = head.list.is_some() || tail.list.is_some();
        if class.params > 0 || listed || optional(&head) || optional(&tail) {
            return None;
        }
        let own = |part: &Part, slot: usize| {
            let placed = part.leaves.iter().find(|placed| placed.way == [(top, slot)]);
            placed.map(|placed| placed.leaf.clone())
        };
        let slots = (0..class.slots()).map(|slot| own(&head, slot)).collect();
        let mut sums = Vec::new();
        for (index, field) in class.fields.iter().enumerate() {
            let Some(rule) = &field.checksum else { continue };
            let (stands, _) = *spots.get(index)?;
            let part = if stands.behind_body { &tail } else { &head };
            let leaf = own(part, class.field_slot(index))?;
            if rule.append.is_some() {
                return None;
            }
            let covers = (spots.get(rule.from)?.0, spots.get(rule.to)?.1);
            let (algorithm, from, to) = (rule.algorithm, rule.from, rule.to);
            let rule = ChecksumRule { algorithm, from, to, append: None };
            sums.push(Sum { rule, stands, leaf, covers });
        }
        Some(Self { program: program.clone(), head, slots, body, tail, sums })
    }

    fn class(&self) -> Option<&Class> {
        self.program.classes.get(self.program.top.index())
    }

    /// The value of an expression about a frame, when only integers of its head are needed.
    pub(super) fn int(&self, frame: &[u8], ex: &Ex) -> Option<i128> {
        View { class: self.class()?, leaves: &self.slots, frame }.int(ex)
    }

    /// Where the parts of a frame stand at the beginning of some bytes.
    #[inline]
    fn parts(&self, bytes: &[u8]) -> Option<Parts> {
        let from = self.head.size;
        if bytes.len() < from {
            return None;
        }
        let Some(body) = &self.body else {
            return Some(Parts { body: from..from, len: from, ty: None });
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
        Some(Parts { body: from..to, len: to.checked_add(self.tail.size)?, ty })
    }

    /// The length of the good frame at the beginning of some bytes, and how many checksums it has;
    /// none when there is none, or the machine must say.
    #[inline]
    pub(super) fn good(&self, bytes: &[u8]) -> Option<(usize, usize)> {
        if !self.head.holds(bytes) {
            return None;
        }
        let parts = self.parts(bytes)?;
        let frame = bytes.get(..parts.len)?;
        if let Some(body) = &self.body {
            let (_, part) = body.types.get(parts.ty?)?;
            let bytes = frame.get(parts.body.clone())?;
            let part = part.as_ref()?;
            if !part.fits(bytes.len()) || !part.holds(bytes) {
                return None;
            }
            if let Some(list) = &part.list {
                list.items(&self.program, bytes)?;
            }
        }
        let tail = frame.get(parts.body.end..)?;
        if !self.tail.holds(tail) {
            return None;
        }
        let at = |spot: Spot| match spot.behind_body {
            true => parts.body.end.saturating_add(spot.at),
            false => spot.at,
        };
        for sum in &self.sums {
            let part = if sum.stands.behind_body { tail } else { frame };
            let found = sum.leaf.of(part)?;
            let found = match sum.leaf.form {
                leaf::Form::Bytes => crate::value::unsigned(found, false).into(),
                _ => sum.leaf.int(part)?,
            };
            let covered = frame.get(at(sum.covers.0)..at(sum.covers.1))?;
            if i128::from(sum.rule.algorithm.compute(covered)) != found {
                return None;
            }
        }
        Some((parts.len, self.sums.len()))
    }

    /// The frames whose body has exactly the bytes that its only type takes.
    pub(super) fn uniform(&self) -> Option<Columns> {
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
        let behind = head.checked_add(body_size)?;
        constants.extend(self.tail.constants(behind)?);
        let at = |spot: Spot| {
            let at = if spot.behind_body { behind.checked_add(spot.at)? } else { spot.at };
            u64::try_from(at).ok()
        };
        let sum = |sum: &Sum| {
            let endian = match sum.leaf.form {
                leaf::Form::Int { signed: false, little: true } => Endian::Little,
                leaf::Form::Int { signed: false, little: false } | leaf::Form::Bytes => Endian::Big,
                _ => return None,
            };
            let start = at(Spot { at: sum.leaf.at, ..sum.stands })?;
            let stands = start..start.checked_add(u64::try_from(sum.leaf.size).ok()?)?;
            let covers = at(sum.covers.0)?..at(sum.covers.1)?;
            Some(bytescope_inspect::Sum { algorithm: sum.rule.algorithm, covers, stands, endian })
        };
        let sums: Vec<_> = self.sums.iter().map(sum).collect::<Option<_>>()?;
        let size = u64::try_from(behind.checked_add(self.tail.size)?).ok()?;
        (!sums.is_empty()).then(|| Columns::checked(size, constants, sums))
    }

    /// The type of the body of a good frame, when its values can be taken from known places.
    pub(super) fn body_type(&self, frame: &[u8]) -> Option<Option<TypeId>> {
        let parts = self.parts(frame)?;
        let Some(body) = &self.body else { return Some(None) };
        let (class, part) = body.types.get(parts.ty?)?;
        part.as_ref()?.fits(parts.body.len()).then_some(Some(*class))
    }

    /// Adds the list at the end of one of these ways as JSON; nothing where a frame has none.
    pub(super) fn list(&self, ways: &[Vec<Step>], frame: &[u8], to: &mut String) -> Option<()> {
        let parts = self.parts(frame)?;
        let (_, part) = self.body.as_ref()?.types.get(parts.ty?)?;
        let list = part.as_ref()?.list.as_ref().filter(|list| ways.contains(&list.way))?;
        list.write(list.items(&self.program, frame.get(parts.body)?)?, to);
        Some(())
    }

    /// Whether one of these ways leads to a list, in frames whose body is of a type.
    pub(super) fn has_list(&self, ways: &[Vec<Step>], class: Option<TypeId>) -> bool {
        let mut types = self.body.iter().flat_map(|body| &body.types);
        types.any(|(id, part)| {
            let list = part.as_ref().and_then(|part| part.list.as_ref());
            (self.body.as_ref().is_some_and(|body| body.on.is_none()) || Some(*id) == class)
                && list.is_some_and(|list| ways.contains(&list.way))
        })
    }

    /// The value at the end of one of these ways, in frames whose body is of a type; where it can
    /// be of only one type, of that.
    pub(super) fn column(&self, ways: &[Vec<Step>], class: Option<TypeId>) -> Option<Column> {
        let of = |part: &Part| {
            part.leaves
                .iter()
                .find(|placed| ways.contains(&placed.way))
                .map(|placed| (placed.leaf.clone(), placed.optional))
        };
        if let Some((leaf, _)) = of(&self.head) {
            return Some(Column { leaf, from_end: None, tail: None });
        }
        if let Some((leaf, _)) = of(&self.tail) {
            let from_end = Some(self.tail.size.checked_sub(leaf.at)?);
            return Some(Column { leaf, from_end, tail: None });
        }
        let body = self.body.as_ref()?;
        let is_wanted = |id: &TypeId| body.on.is_none() || Some(*id) == class;
        let (_, part) = body.types.iter().find(|(id, _)| is_wanted(id))?;
        let (mut leaf, optional) = of(part.as_ref()?)?;
        leaf.at = leaf.at.checked_add(self.head.size)?;
        Some(Column { leaf, from_end: None, tail: optional.then_some(self.tail.size) })
    }
}

impl Body {
    /// A field whose size the head tells.
    fn of(program: &Program, field: &Field, step: Step) -> Option<Self> {
        let (on, cases) = match &field.kind {
            Kind::Switch(switch) => (Some(switch.on.clone()), switch.cases.as_slice()),
            _ => (None, &[][..]),
        };
        let plain = matches!(field.repeat, Repeat::Once)
            && field.valid.is_none()
            && field.checksum.is_none();
        if !plain {
            return None;
        }
        let mut body = Self {
            way: step,
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
                    // Of several cases for a number the first counts.
                    body.cases.entry(constant(val)?).or_insert(ty);
                }
                Some(_) => return None,
            }
        }
        (!matches!(body.size, Ex::This)).then_some(body)
    }

    /// Adds what the body may be; all of these have the same size.
    fn kind(&mut self, program: &Program, kind: &Kind) -> Option<usize> {
        let Kind::Object { class, args, parent: Parent::This, extent: Some(extent) } = kind else {
            return None;
        };
        let Extent { size: Size::Bytes(size), terminator: None, pad: None, .. } = extent else {
            return None;
        };
        if extent.process.is_some() || extent.trimmed.is_some() || !args.is_empty() {
            return None;
        }
        self.size = size.clone();
        if let Some(known) = self.types.iter().position(|(id, _)| id == class) {
            return Some(known);
        }
        let mut maker = Maker::new(program, vec![self.way]);
        let part = maker.class(*class).map(|()| maker.part);
        self.types.push((*class, part));
        self.types.len().checked_sub(1)
    }
}
