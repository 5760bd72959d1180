//! Minimum size and number of values of a sample.

use crate::ir::{ElementKind, Ex, FieldDef, FieldExtent, FieldOrigin, Instance, ObjectType};
use crate::ir::{Program, Repeat, Size};
use crate::model::TypeId;
use crate::run::ops;
use crate::value::Val;

/// Maximum nesting depth of expressions, including those of instances.
const MAX_DEPTH: u32 = 16;

/// Lower bound for all samples of a type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Minimum {
    pub(super) bits: u64,
    /// Number of values.
    pub(super) values: u64,
}

impl Minimum {
    /// Returns the minimum for the files of a program.
    pub(super) fn of(program: &Program) -> Self {
        let known = vec![None; program.classes.len()];
        MinimumSearch { program, known }.class(program.top)
    }

    /// Returns the minimum size in bytes.
    pub(super) fn bytes(self) -> u64 {
        self.bits.div_ceil(8)
    }

    fn and(self, other: Self) -> Self {
        Self {
            bits: self.bits.saturating_add(other.bits),
            values: self.values.saturating_add(other.values),
        }
    }

    fn times(self, count: u64) -> Self {
        Self { bits: self.bits.saturating_mul(count), values: self.values.saturating_mul(count) }
    }
}

struct MinimumSearch<'p> {
    program: &'p Program,
    /// Minimum of each type; zero while it is being computed.
    known: Vec<Option<Minimum>>,
}

impl MinimumSearch<'_> {
    fn class(&mut self, id: TypeId) -> Minimum {
        let Some(known) = self.known.get_mut(id.index()) else { return Minimum::default() };
        if let Some(known) = known {
            return *known;
        }
        *known = Some(Minimum::default());
        let Some(class) = self.program.classes.get(id.index()) else { return Minimum::default() };
        let mut total = Minimum { bits: 0, values: 1 };
        for field in &class.fields {
            total = total.and(self.field(class, field));
        }
        for instance in &class.instances {
            total = total.and(match &instance.from {
                FieldOrigin::Value { .. } => Minimum { bits: 0, values: 1 },
                FieldOrigin::Stream { .. } => self.field(class, &instance.field),
            });
        }
        if let Some(known) = self.known.get_mut(id.index()) {
            *known = Some(total);
        }
        total
    }

    fn field(&mut self, class: &ObjectType, field: &FieldDef) -> Minimum {
        let count = match &field.repeat {
            _ if field.condition.is_some() => 0,
            Repeat::Once | Repeat::Until(_) => 1,
            Repeat::ToEnd => 0,
            Repeat::Times(times) => constant(class, times).unwrap_or(0),
        };
        self.kind(class, &field.kind).times(count)
    }

    fn kind(&mut self, class: &ObjectType, kind: &ElementKind) -> Minimum {
        let bytes = |count: u64| Minimum { bits: count.saturating_mul(8), values: 1 };
        match kind {
            ElementKind::Int { size, .. } | ElementKind::Float { size, .. } => {
                bytes((*size).into())
            }
            ElementKind::Bits { count, .. } => Minimum { bits: (*count).into(), values: 1 },
            ElementKind::Contents(contents) => bytes(contents.len() as u64),
            ElementKind::Bytes(extent) | ElementKind::Str(extent, _) => bytes(size(class, extent)),
            ElementKind::Object { class: inner, extent, .. } => {
                let object = self.class(*inner);
                match extent.as_ref().map(|extent| size(class, extent)) {
                    None => object,
                    Some(size) => Minimum { bits: size.saturating_mul(8), ..object },
                }
            }
            ElementKind::Opaque(_) | ElementKind::Switch(_) => bytes(0),
        }
    }
}

/// Returns the size of an extent in bytes; 0 if it is not constant.
fn size(class: &ObjectType, extent: &FieldExtent) -> u64 {
    match &extent.size {
        Size::Bytes(size) => constant(class, size).unwrap_or(0),
        Size::ToEnd | Size::ToTerminator => 0,
    }
}

/// Returns the value of an expression of constants and constant instances.
fn constant(class: &ObjectType, ex: &Ex) -> Option<u64> {
    u64::try_from(evaluate(class, ex, MAX_DEPTH)?).ok()
}

fn evaluate(class: &ObjectType, ex: &Ex, levels: u32) -> Option<i128> {
    let levels = levels.checked_sub(1)?;
    match ex {
        Ex::Val(Val::Int(n)) => Some(*n),
        Ex::Binary(op, a, b) => {
            let (a, b) = (evaluate(class, a, levels)?, evaluate(class, b, levels)?);
            ops::integers(*op, a, b).ok()
        }
        Ex::Lazy(slot) => match class.instance(*slot)? {
            Instance { field, from: FieldOrigin::Value { value, .. }, .. }
                if field.condition.is_none() =>
            {
                evaluate(class, value, levels)
            }
            _ => None,
        },
        _ => None,
    }
}
